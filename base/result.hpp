#pragma once
// Expected failures are values: Result<T> holds a T or an Error a person can read.
#include <boost/system/result.hpp>
#include <ostream>
#include <stdexcept>
#include <string>
#include <utility>

namespace gonggo {

/// What went wrong, for a program to branch on. The message is for people.
enum class Errc {
    invalid,     ///< bad input: config, recipe, query, page
    not_found,   ///< no such thing
    io,          ///< file system
    network,     ///< DNS, connection, TLS, timeout
    refused,     ///< we decline: robots.txt, private address, size or time limit
    http,        ///< the server answered with an error status
    database,    ///< SQLite
    unsupported, ///< a thing this build or machine cannot do
};

/// A failure with its whole story: "while polling 'jobkorea': page 2: HTTP 503".
struct Error {
    Errc code = Errc::invalid;
    std::string message;

    /// The same error with `context + ": "` in front, added on the way up.
    [[nodiscard]] Error in(const std::string& context) const {
        return {code, context + ": " + message};
    }
    friend bool operator==(const Error&, const Error&) = default;
    friend std::ostream& operator<<(std::ostream& out, const Error& e) { return out << e.message; }
};

/// Called by Result::value() on an error: a broken invariant of the caller.
[[noreturn]] inline void throw_exception_from_error(const Error& e, const boost::source_location&) {
    throw std::logic_error(e.message);
}

template <class T>
using Result = boost::system::result<T, Error>;
using Status = Result<void>;

inline Error invalid(std::string message) {
    return {Errc::invalid, std::move(message)};
}

} // namespace gonggo

#define GONGGO_CONCAT2(a, b) a##b
#define GONGGO_CONCAT(a, b) GONGGO_CONCAT2(a, b)
/// `GONGGO_TRY(auto x, f());` declares x from f()'s value, or returns f()'s error.
#define GONGGO_TRY(decl, ...)                                                                      \
    auto GONGGO_CONCAT(try_, __LINE__) = (__VA_ARGS__);                                            \
    if (!GONGGO_CONCAT(try_, __LINE__)) return GONGGO_CONCAT(try_, __LINE__).error();              \
    decl = std::move(*GONGGO_CONCAT(try_, __LINE__))
/// `GONGGO_CHECK(f());` returns f()'s error, if any.
#define GONGGO_CHECK(...)                                                                          \
    if (auto GONGGO_CONCAT(check_, __LINE__) = (__VA_ARGS__); !GONGGO_CONCAT(check_, __LINE__))    \
    return GONGGO_CONCAT(check_, __LINE__).error()
