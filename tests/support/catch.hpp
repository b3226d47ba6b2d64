#pragma once
// Debian 12 has Catch2 2.13, newer systems 3.x: one shim, so that tests do not care. A failed check
// of a Result prints its error.
#include "base/result.hpp"
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
using Catch::Approx;
namespace Catch::Matchers {
inline auto Contains(const std::string& text) {
    return ContainsSubstring(text);
}
} // namespace Catch::Matchers
#else
#include <catch2/catch.hpp>
#endif

template <class T>
struct Catch::StringMaker<boost::system::result<T, gonggo::Error>> {
    static std::string convert(const boost::system::result<T, gonggo::Error>& result) {
        return result ? "a value" : "error: " + result.error().message;
    }
};
