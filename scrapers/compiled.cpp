#include "scrapers/compiled.hpp"

#include "base/text.hpp"

#include <memory>
#include <unordered_map>

namespace gonggo::scrapers {
namespace {

template <class T, class Compile>
Result<T*> kept(const std::string& text, Compile compile) {
    thread_local std::unordered_map<std::string, T> cache;
    if (const auto found = cache.find(text); found != cache.end()) return &found->second;
    GONGGO_TRY(T made, compile(text));
    return &cache.emplace(text, std::move(made)).first->second;
}

} // namespace

Result<const html::Selector*> kept_selector(const std::string& css) {
    GONGGO_TRY(const auto* selector, kept<html::Selector>(css, [](const std::string& s) {
                   return html::Selector::compile(s);
               }));
    return selector;
}

Result<JqProgram*> kept_program(const std::string& program) {
    return kept<JqProgram>(program, [](const std::string& s) { return JqProgram::compile(s); });
}

const RE2* kept_pattern(const std::string& pattern) {
    if (pattern.empty()) return nullptr;
    const auto re = kept<std::unique_ptr<RE2>>(
        pattern, [](const std::string& s) -> Result<std::unique_ptr<RE2>> {
            return std::make_unique<RE2>(s, RE2::Quiet);
        });
    return re.value()->get();
}

std::pair<std::string, std::string> split_attribute(const std::string& select) {
    const auto at = select.rfind('@');
    if (at == std::string::npos || select.find_first_of("])\"' ", at) != std::string::npos)
        return {select, ""};
    return {std::string(text::trim(select.substr(0, at))), select.substr(at + 1)};
}

std::string matched(std::string text, const RE2* pattern) {
    if (!pattern || text.empty()) return text;
    const bool grouped = pattern->NumberOfCapturingGroups() > 0;
    re2::StringPiece groups[2];
    if (!pattern->ok() ||
        !pattern->Match(text, 0, text.size(), RE2::UNANCHORED, groups, grouped ? 2 : 1))
        return {};
    return std::string(groups[grouped ? 1 : 0]);
}

std::string matched(std::string text, const std::string& pattern) {
    return matched(std::move(text), kept_pattern(pattern));
}

} // namespace gonggo::scrapers
