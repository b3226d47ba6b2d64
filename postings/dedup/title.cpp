#include "postings/dedup/title.hpp"

#include "base/text.hpp"
#include "postings/dedup/overlap.hpp"
#include "postings/dedup/words.hpp"
#include "postings/word_groups.hpp"

#include <algorithm>
#include <array>
#include <re2/re2.h>
#include <set>

namespace gonggo::postings {

bool is_boilerplate(std::string_view w) {
    static const std::set<std::string, std::less<>> kWords = {
        "채용",       "모집",       "구인",       "공고",     "채용공고", "담당자",   "담당",
        "사원",       "직원",       "경력",       "신입",     "경력직",   "신입사원", "경력사원",
        "정규직",     "계약직",     "및",         "분",       "을",       "를",       "의",
        "각",         "부문",       "분야",       "수시",     "상시",     "공개",     "긴급",
        "급구",       "능숙자",     "우대",       "가능",     "가능자",   "코스닥",   "상장",
        "기업",       "대기업",     "코스닥기업", "상장사",   "년",       "이상",     "차",
        "년차",       "of",         "the",        "and",      "a",        "for",      "job",
        "hiring",     "we",         "are",        "full",     "time",     "업무",     "인재",
        "인재채용",   "인원",       "명",         "팀원",     "무관",     "경력무관", "합니다",
        "모집합니다", "채용합니다", "모십니다",   "찾습니다", "구합니다", "에서",     "이",
        "가",         "은",         "는",         "지원",     "관련",     "함께할",   "함께하실",
        "분을",       "추가",       "신규",       "모집중",   "채용중",   "모심",     "영입"};
    return kWords.contains(w);
}

namespace {

/// Two spellings of one job word, longest first; replaced wherever they stand.
constexpr Spelling kSame[] = {{"전문연구요원", "전문연"},
                              {"machinelearning", "ml"},
                              {"deeplearning", "딥러닝"},
                              {"artificialintelligence", "ai"},
                              {"사이언티스트", "scientist"},
                              {"프론트앤드", "frontend"},
                              {"프론트엔드", "frontend"},
                              {"프런트엔드", "frontend"},
                              {"쿠버네티스", "kubernetes"},
                              {"애널리스트", "analyst"},
                              {"소프트웨어", "sw"},
                              {"안드로이드", "android"},
                              {"operations", "ops"},
                              {"operation", "ops"},
                              {"software", "sw"},
                              {"hardware", "hw"},
                              {"하드웨어", "hw"},
                              {"엔지니어", "engineer"},
                              {"머신러닝", "ml"},
                              {"기계학습", "ml"},
                              {"인공지능", "ai"},
                              {"데이터", "data"},
                              {"과학자", "scientist"},
                              {"분석가", "analyst"},
                              {"개발자", "engineer"},
                              {"developer", "engineer"},
                              {"engineers", "engineer"},
                              {"백엔드", "backend"},
                              {"벡엔드", "backend"},
                              {"백앤드", "backend"},
                              {"리서처", "researcher"},
                              {"연구원", "researcher"},
                              {"매니저", "manager"},
                              {"디자이너", "designer"},
                              {"마케터", "marketer"},
                              {"플랫폼", "platform"},
                              {"클라우드", "cloud"},
                              {"임베디드", "embedded"},
                              {"프로덕트", "product"},
                              {"데브옵스", "devops"},
                              {"파이썬", "python"},
                              {"리액트", "react"},
                              {"플러터", "flutter"},
                              {"시스템", "system"},
                              {"서비스", "service"},
                              {"알고리즘", "algorithm"},
                              {"솔루션", "solution"},
                              {"네트워크", "network"},
                              {"풀스택", "fullstack"},
                              {"어플리케이션", "app"},
                              {"애플리케이션", "app"},
                              {"application", "app"},
                              {"인턴십", "인턴"},
                              {"intern", "인턴"},
                              {"자바", "java"},
                              {"서버", "server"},
                              {"비전", "vision"},
                              {"로봇", "robot"},
                              {"로보틱스", "robotics"},
                              {"보안", "security"},
                              {"시니어", "senior"},
                              {"주니어", "junior"},
                              {"개발", "engineer"},
                              {"웹", "web"},
                              {"앱", "app"}};

/// A rank that a title names, however it is written: whole words, not those in "internet" or
/// "책임감".
constexpr WordGroup kRanks[] = {
    {"lead", "팀장|팀리더|파트장|실장|리드(?:급|\\P{Hangul}|$)|리더|책임자|\\b(?:lead|head|pl)\\b"},
    {"senior", "시니어|책임(?:급|\\P{Hangul}|연구|$)|\\b(?:senior|sr)\\b"},
    {"principal", "수석|\\bprincipal\\b"},
    {"staff", "\\bstaff\\b"},
    {"seonim", "선임"},
    {"junior", "주니어|\\b(?:junior|jr)\\b"},
    {"intern", "인턴|\\bintern(?:ship)?s?\\b"},
    {"juim", "주임"},
    {"daeri", "대리(?:급|\\P{Hangul}|$)"},
    {"gwajang", "과장(?:급|\\P{Hangul}|$)"},
    {"chajang", "차장"},
    {"bujang", "부장"},
    {"executive", "임원"},
    {"cto", "\\bcto\\b"},
    {"part", "파트타임|알바|아르바이트|\\bpart-time\\b"}};

} // namespace

std::span<const Spelling> job_spellings() {
    return kSame;
}

std::string prepared_title(std::string_view title) {
    static const RE2 years(
        R"(\(?\s*(?:경력\s*)?\d{1,2}\s*(?:년)?\s*[~-]?\s*(?:\d{1,2}\s*)?년\s*차?\s*(?:이상|이하|↑)?\s*\)?)");
    std::string s = text::fold(title);
    for (const auto& [from, to] : {std::pair{"s/w", "sw"},
                                   {"h/w", "hw"},
                                   {"back-end", "backend"},
                                   {"front-end", "frontend"},
                                   {"full-stack", "fullstack"},
                                   {"c++", "cpp"},
                                   {"c#", "csharp"},
                                   {".net", "dotnet"},
                                   {"(주)", " "},
                                   {"㈜", " "},
                                   {"주식회사", " "}})
        s = text::replace_all(s, from, to);
    static const RE2 bare_years( // "(7~10)", "8~10" at the end
        R"(\(\s*\d{1,2}\s*[~-]\s*\d{1,2}\s*\)|\d{1,2}\s*~\s*\d{1,2}\s*$)");
    RE2::GlobalReplace(&s, years, " ");
    RE2::GlobalReplace(&s, bare_years, " ");
    return s;
}

namespace {

/// Which bytes a text has, two after one another, as a set of 64.
std::uint64_t byte_pairs(std::string_view s) {
    std::uint64_t out = 0;
    for (std::size_t i = 0; i + 1 < s.size(); ++i) {
        const auto at = [&](std::size_t k) { return static_cast<unsigned char>(s[k]); };
        out |= std::uint64_t{1} << ((at(i) * 7U + at(i + 1)) % 64);
    }
    return out;
}

/// Each spelling of kSame in the one all are written in.
std::string with_one_spelling(std::string s) {
    static const auto sought = [] {
        std::array<std::uint64_t, std::size(kSame)> out{};
        for (std::size_t i = 0; i < out.size(); ++i) out[i] = byte_pairs(kSame[i].first);
        return out;
    }();
    std::uint64_t has = byte_pairs(s);
    for (std::size_t i = 0; i < sought.size(); ++i) {
        if ((sought[i] & ~has) != 0 || s.find(kSame[i].first) == std::string::npos) continue;
        s = text::replace_all(s, kSame[i].first, kSame[i].second);
        has = byte_pairs(s);
    }
    return s;
}

/// The words joined without blanks; what says nothing is left out.
std::string tight(std::string_view s, const std::vector<std::string>& companies) {
    std::string out;
    std::string word;
    const auto flush = [&] {
        for (const auto& company : companies)
            if (!company.empty() && word.starts_with(company)) word.erase(0, company.size());
        for (const std::string_view tail : {"합니다", "채용", "모집", "담당자", "담당"})
            if (word.size() > tail.size() + 3 && word.ends_with(tail))
                word.resize(word.size() - tail.size());
        if (!is_boilerplate(word)) out += word;
        word.clear();
    };
    for (std::size_t i = 0; i < s.size();) {
        const char32_t c = text::next_code_point(s, i);
        if (text::is_word(c))
            text::append_utf8(word, c);
        else
            flush();
    }
    flush();
    for (const auto& company : companies)
        if (company.size() >= 5) out = text::replace_all(out, company, "");
    return with_one_spelling(std::move(out));
}

std::u32string wide(std::string_view s) {
    std::u32string out;
    for (std::size_t i = 0; i < s.size();) out += text::next_code_point(s, i);
    return out;
}

} // namespace

Title comparable_title(std::string_view title, const std::vector<std::string>& companies) {
    static const RE2 brackets(R"([\[【〔<＜]([^\]】〕>＞]*)[\]】〕>＞])");
    static const RE2 parentheses(R"(\([^)]*\)|（[^）]*）)");
    static const WordGroups ranks(kRanks);
    Title out;
    std::string s = prepared_title(title);
    out.words = title_words(s, companies);
    out.ranks = static_cast<std::uint32_t>(ranks.bits(s));
    out.whole = wide(tight(s, companies));
    std::string head;
    for (re2::StringPiece rest(s), inner; RE2::FindAndConsume(&rest, brackets, &inner);)
        head += std::string(inner) + " ";
    out.head = wide(tight(head, companies));
    const bool bracketed = RE2::GlobalReplace(&s, brackets, " ") > 0;
    out.core = bracketed ? wide(tight(s, companies)) : out.whole;
    const bool detailed = RE2::GlobalReplace(&s, parentheses, " ") > 0;
    out.plain = detailed ? wide(tight(s, companies)) : out.core;
    if (out.core.size() < 2) out.core = out.whole;
    if (out.plain.size() < 2) out.plain = out.core;
    for (auto* part : {&out.whole, &out.core, &out.plain, &out.head})
        if (part->size() > kLongestTitle) part->resize(kLongestTitle);
    return out;
}

constexpr char32_t kPrivate = 0xE000, kPrivateEnd = 0xF900; ///< for private use: no title has these

bool is_short_word(char32_t letter) {
    return letter >= kPrivate && letter < kPrivateEnd;
}

std::u32string with_short_words(std::u32string whole) {
    static const std::vector<std::u32string> words = [] {
        std::set<std::string> distinct;
        for (const auto& [from, to] : kSame) distinct.emplace(to);
        std::vector<std::u32string> out;
        for (const auto& word : distinct) out.push_back(wide(word));
        std::ranges::stable_sort(out, std::greater{}, &std::u32string::size);
        return out;
    }();
    for (std::size_t i = 0; i < words.size(); ++i)
        for (std::size_t at = whole.find(words[i]); at != std::u32string::npos;
             at = whole.find(words[i], at + 1))
            whole.replace(at, words[i].size(), 1, kPrivate + static_cast<char32_t>(i));
    return whole;
}

} // namespace gonggo::postings
