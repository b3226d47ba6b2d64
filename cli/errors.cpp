#include "cli/errors.hpp"

#include "base/korean.hpp"
#include "cli/messages.hpp"

namespace gonggo::cli {

std::string told(std::string_view message) {
    return english() ? std::string(message) : in_korean(message);
}

} // namespace gonggo::cli
