#include "base/hash.hpp"

#include <xxhash.h>

namespace gonggo {

std::string hash_of(std::string_view bytes) {
    return std::to_string(XXH3_64bits(bytes.data(), bytes.size()));
}

} // namespace gonggo
