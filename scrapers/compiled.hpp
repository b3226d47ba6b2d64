#pragma once
// What recipes say, compiled once and kept per thread: a jq program alone costs 13 ms to compile.
#include "base/result.hpp"
#include "scrapers/html/selector.hpp"
#include "scrapers/jq.hpp"
#include <re2/re2.h>
#include <string>
#include <utility>

namespace gonggo::scrapers {

/// The results point into the calling thread's cache and live as long as the thread.
Result<const html::Selector*> kept_selector(const std::string& css);
Result<JqProgram*> kept_program(const std::string& program);
/// Null for an empty or faulty pattern (check_recipe() refuses faulty ones).
const RE2* kept_pattern(const std::string& pattern);

/// "css@attr" split; an '@' inside brackets or quotes is not ours.
std::pair<std::string, std::string> split_attribute(const std::string& select);

/// The first group, or the whole match when there is none; empty when nothing matches. Without a
/// pattern the text itself.
std::string matched(std::string text, const std::string& pattern);
std::string matched(std::string text, const RE2* pattern);

} // namespace gonggo::scrapers
