#include "net/http.hpp"

#include "base/text.hpp"

namespace gonggo::net {

std::string Response::header(std::string_view name) const {
    for (const auto& [key, value] : headers)
        if (text::equals_nocase(key, name)) return value;
    return {};
}

} // namespace gonggo::net
