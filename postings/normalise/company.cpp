// Company names: legal forms, double names, and the key two spellings share.
#include "base/text.hpp"
#include "postings/normalise.hpp"

#include <re2/re2.h>

namespace gonggo::postings {
namespace {

const RE2& korean_forms() {
    static const RE2 re(
        R"(\(\s*(?:주|유|재|사|합|학|의|복|주식회사|유한회사|유한책임회사)\s*\)|㈜|주식회사|유한회사|유한책임회사|농업회사법인|재단법인|사단법인|학교법인|의료법인)");
    return re;
}

const RE2& english_forms() {
    static const RE2 re(
        R"((?i)[,\s]+(?:inc|co|corp|corporation|ltd|limited|llc|gmbh|plc|pte|company|co\s*\.?\s*,?\s*ltd)\.?\s*$)");
    return re;
}

std::string without_forms(std::string_view raw) {
    std::string s(raw);
    RE2::GlobalReplace(&s, korean_forms(), " ");
    while (RE2::Replace(&s, english_forms(), "")) {
    }
    return text::collapse_space(s);
}

} // namespace

std::string display_company(std::string_view raw) {
    std::string s = without_forms(raw);
    if (s.empty()) return text::collapse_space(raw);
    return s;
}

std::string company_key(std::string_view raw) {
    static const RE2 brackets(R"(^(.*?)\s*[(\[（]\s*([^()\[\]（）]+)\s*[)\]）]\s*(.*)$)");
    static const RE2 korea(R"((?i)\s*(?:코리아|한국지사|한국법인|korea)\s*$)");
    std::string s = without_forms(text::replace_all(raw, "㈜", "(주)"));
    std::string head;
    std::string inner;
    std::string tail;
    // "딥노이드(Deepnoid)": the Korean name is the identity, wherever it stands
    if (RE2::FullMatch(s, brackets, &head, &inner, &tail)) {
        const auto korean = [](std::string_view t) {
            for (std::size_t i = 0; i < t.size();)
                if (text::is_hangul(text::next_code_point(t, i))) return true;
            return false;
        };
        const std::string outer = head.empty() ? tail : head;
        s = !outer.empty() && (korean(outer) || !korean(inner)) ? outer : inner;
    }
    s = text::fold(without_forms(s));
    std::string shorter = s;
    RE2::Replace(&shorter, korea, "");
    if (text::display_width(shorter) >= 3) s = shorter;
    std::string out;
    for (std::size_t i = 0; i < s.size();) {
        const char32_t c = text::next_code_point(s, i);
        if (text::is_word(c)) text::append_utf8(out, c);
    }
    return out;
}

} // namespace gonggo::postings
