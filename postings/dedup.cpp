#include "postings/dedup.hpp"

#include "base/text.hpp"
#include "postings/normalise.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <re2/re2.h>
#include <set>
#include <xxhash.h>

namespace gonggo::postings {
namespace {

using Words = std::set<std::string>;

/// Words that say nothing about which vacancy it is.
bool is_boilerplate(std::string_view w) {
    static const std::set<std::string, std::less<>> kWords = {
        "채용",     "모집",   "구인", "공고",   "채용공고",   "담당자",     "담당",   "사원",
        "직원",     "경력",   "신입", "경력직", "신입사원",   "경력사원",   "정규직", "계약직",
        "및",       "분",     "을",   "를",     "의",         "각",         "부문",   "분야",
        "수시",     "상시",   "공개", "긴급",   "급구",       "능숙자",     "우대",   "가능",
        "가능자",   "코스닥", "상장", "기업",   "코스닥기업", "코스닥상장", "대기업", "년",
        "이상",     "차",     "년차", "of",     "the",        "and",        "a",      "for",
        "job",      "hiring", "we",   "are",    "full",       "time",       "업무",   "인재",
        "인재채용", "인원",   "명",   "팀원",   "무관",       "경력무관"};
    return kWords.contains(w);
}

/// Two languages of one job word.
std::string canonical_word(std::string_view w) {
    static constexpr std::pair<std::string_view, std::string_view> kSame[] = {
        {"엔지니어", "engineer"},
        {"개발자", "engineer"},
        {"developer", "engineer"},
        {"engineers", "engineer"},
        {"개발", "engineer"},
        {"dev", "engineer"},
        {"백엔드", "backend"},
        {"벡엔드", "backend"},
        {"프론트엔드", "frontend"},
        {"프런트엔드", "frontend"},
        {"데이터", "data"},
        {"사이언티스트", "scientist"},
        {"과학자", "scientist"},
        {"애널리스트", "analyst"},
        {"분석가", "analyst"},
        {"머신러닝", "ml"},
        {"기계학습", "ml"},
        {"딥러닝", "deeplearning"},
        {"인공지능", "ai"},
        {"소프트웨어", "sw"},
        {"software", "sw"},
        {"하드웨어", "hw"},
        {"hardware", "hw"},
        {"리서처", "researcher"},
        {"연구원", "researcher"},
        {"매니저", "manager"},
        {"디자이너", "designer"},
        {"마케터", "marketer"},
        {"서버", "server"},
        {"앱", "app"},
        {"안드로이드", "android"},
        {"시니어", "senior"},
        {"주니어", "junior"},
        {"플랫폼", "platform"},
        {"클라우드", "cloud"},
        {"시스템", "system"},
        {"웹", "web"},
        {"임베디드", "embedded"},
        {"프로덕트", "product"},
        {"서비스", "service"},
        {"비전", "vision"},
        {"로봇", "robot"},
        {"인턴", "intern"},
        {"보안", "security"}};
    for (const auto& [from, to] : kSame)
        if (w == from) return std::string(to);
    return std::string(w);
}

/// Bracketed heads such as "[코스닥기업]" and "(정규직)" go when they hold no job word of their
/// own.
std::string title_text(std::string_view title) {
    static const RE2 years(
        R"(\(?\s*(?:경력\s*)?\d{1,2}\s*(?:년)?\s*[~-]?\s*(?:\d{1,2}\s*)?년\s*차?\s*(?:이상|이하|↑)?\s*\)?)");
    static const RE2 levels(
        R"(\(?\s*(?:신입\s*[/·,&]\s*경력|경력\s*[/·,&]\s*신입|신입\s*및\s*경력)\s*\)?)");
    std::string s = text::fold(title);
    for (const auto& [from, to] : {std::pair{"s/w", "sw"},
                                   {"h/w", "hw"},
                                   {"back-end", "backend"},
                                   {"front-end", "frontend"},
                                   {"full-stack", "fullstack"},
                                   {"back end", "backend"},
                                   {"front end", "frontend"},
                                   {"machine learning", "ml"},
                                   {"deep learning", "deeplearning"},
                                   {"c++", "cpp"},
                                   {"c#", "csharp"}})
        s = text::replace_all(s, from, to);
    RE2::GlobalReplace(&s, years, " ");
    RE2::GlobalReplace(&s, levels, " ");
    return s;
}

Words words_of(std::string_view title, const std::string& company) {
    Words out;
    const std::string s = title_text(title);
    std::string word;
    bool hangul = false;
    const auto flush = [&] {
        if (!word.empty() && word != company) {
            // 한글 compounds: peel what stands at the end ("개발자", "엔지니어", "채용")
            for (const std::string_view tail : {"채용", "모집", "담당자", "담당"})
                if (word.size() > tail.size() + 3 && word.ends_with(tail))
                    word.resize(word.size() - tail.size());
            for (const std::string_view tail :
                 {"엔지니어", "개발자", "개발", "연구원", "기획자", "디자이너"})
                if (word.size() > tail.size() && word.ends_with(tail)) {
                    const std::string head = word.substr(0, word.size() - tail.size());
                    if (!is_boilerplate(head)) out.insert(canonical_word(head));
                    word = tail;
                }
            if (!is_boilerplate(word)) out.insert(canonical_word(word));
        }
        word.clear();
    };
    for (std::size_t i = 0; i < s.size();) {
        const char32_t c = text::next_code_point(s, i);
        const bool cjk = text::is_hangul(c);
        if (!text::is_word(c) || (!word.empty() && cjk != hangul)) flush();
        if (!text::is_word(c)) continue;
        hangul = cjk;
        text::append_utf8(word, c);
    }
    flush();
    return out;
}

std::string tight(std::string_view title) {
    std::string out;
    const std::string s = title_text(title);
    for (std::size_t i = 0; i < s.size();)
        if (const char32_t c = text::next_code_point(s, i); text::is_word(c))
            text::append_utf8(out, c);
    return out;
}

/// Shingle hashes of the description, the smallest of 64 buckets each (one-permutation MinHash).
std::array<std::uint32_t, 64> sketch(std::string_view description) {
    std::array<std::uint32_t, 64> out;
    out.fill(0xFFFFFFFF);
    std::string s;
    for (std::size_t i = 0; i < description.size();)
        if (const char32_t c = text::next_code_point(description, i); text::is_word(c))
            text::append_utf8(s, c);
    constexpr std::size_t kShingle = 18;
    for (std::size_t i = 0; i + kShingle <= s.size(); ++i) {
        if ((static_cast<unsigned char>(s[i]) & 0xC0) == 0x80) continue;
        const std::uint64_t h = XXH3_64bits(s.data() + i, kShingle);
        auto& bucket = out[h & 63];
        bucket = std::min(bucket, static_cast<std::uint32_t>(h >> 32));
    }
    return out;
}

/// Share of equal buckets; nothing when one text is too short to say.
std::optional<double> text_likeness(const std::string& a, const std::string& b) {
    if (a.size() < 240 || b.size() < 240) return std::nullopt;
    const auto x = sketch(a);
    const auto y = sketch(b);
    int same = 0;
    for (std::size_t i = 0; i < x.size(); ++i) same += x[i] == y[i];
    return same / 64.0;
}

double jaccard(const Words& a, const Words& b) {
    if (a.empty() && b.empty()) return 1;
    std::size_t common = 0;
    for (const auto& w : a) common += b.contains(w);
    return static_cast<double>(common) / static_cast<double>(a.size() + b.size() - common);
}

Words folded(const std::vector<std::string>& list) {
    Words out;
    for (const auto& s : list) out.insert(text::fold(s));
    return out;
}

/// −1: the places exclude each other, 0: unknown, 1: one within the other.
int places_agree(const Posting& a, const Posting& b) {
    if (a.locations.empty() || b.locations.empty()) return 0;
    for (const auto& x : a.locations)
        for (const auto& y : b.locations)
            if (x.starts_with(y) || y.starts_with(x)) return 1;
    const auto province = [](const std::string& s) { return s.substr(0, s.find(' ')); };
    for (const auto& x : a.locations)
        for (const auto& y : b.locations)
            if (province(x) == province(y)) return 0;
    return -1;
}

Level level_of(const Posting& p, bool title_only) {
    return title_only ? parse_career(p.title) : p.level;
}

bool has(const Level& l, LevelLabel label) {
    return std::ranges::find(l.labels, label) != l.labels.end();
}

/// Levels that both sides state and that exclude each other.
bool levels_exclude(const Level& a, const Level& b) {
    if (a.labels.empty() || b.labels.empty() || has(a, LevelLabel::any) || has(b, LevelLabel::any))
        return false;
    const auto entry_only = [](const Level& l) {
        return (has(l, LevelLabel::entry) || has(l, LevelLabel::intern)) &&
               !has(l, LevelLabel::mid) && !has(l, LevelLabel::senior);
    };
    const auto no_entry = [](const Level& l) {
        return !has(l, LevelLabel::entry) && !has(l, LevelLabel::intern) &&
               l.min_years.value_or(1) >= 1;
    };
    return (entry_only(a) && no_entry(b)) || (entry_only(b) && no_entry(a)) ||
           has(a, LevelLabel::intern) != has(b, LevelLabel::intern);
}

bool bands_exclude(const Level& a, const Level& b) {
    if (!a.min_years || !b.min_years) return false;
    if (*a.min_years == *b.min_years && a.max_years == b.max_years) return false;
    if (a.max_years && b.max_years) return true;
    return std::abs(*a.min_years - *b.min_years) >= 2;
}

std::string source_of(const Posting& p) {
    return p.links.empty() ? std::string() : p.links[0].source;
}

/// A title without spaces, boilerplate and the company's own name.
std::string core_title(std::string_view title, const std::string& company) {
    std::string s = tight(title);
    for (const std::string& word :
         {company, std::string("채용"), std::string("모집"), std::string("담당자"),
          std::string("경력직"), std::string("경력"), std::string("신입"), std::string("공고")})
        s = text::replace_all(s, word, "");
    return s;
}

} // namespace

DedupKeys keys_of(const Posting& p) {
    DedupKeys out;
    out.company = company_key(p.company);
    std::string title;
    for (const auto& w : words_of(p.title, out.company)) title += (title.empty() ? "" : " ") + w;
    out.title = title;
    if (p.description.size() >= 240) {
        const auto s = sketch(p.description);
        out.text = XXH3_64bits(s.data(), sizeof s);
    }
    return out;
}

Comparison compare(const Posting& a, const Posting& b) {
    Comparison out;
    const std::string company_a = company_key(a.company);
    const std::string company_b = company_key(b.company);
    const bool same_company = company_a == company_b && !company_a.empty();
    const bool near_company =
        !same_company && std::min(company_a.size(), company_b.size()) >= 6 &&
        (company_a.starts_with(company_b) || company_b.starts_with(company_a));
    const Words words_a = words_of(a.title, company_a);
    const Words words_b = words_of(b.title, company_b);
    const std::string core_a = core_title(a.title, company_a);
    const std::string core_b = core_title(b.title, company_b);
    const bool same_title =
        tight(a.title) == tight(b.title) || (!core_a.empty() && core_a == core_b);
    const double words = same_title ? 1 : jaccard(words_a, words_b);
    const auto likeness = text_likeness(a.description, b.description);
    if (!same_company && !near_company) {
        out.possible_copy = likeness.value_or(0) >= 0.7 && words >= 0.3;
        out.score = out.possible_copy ? 0.3 : 0.05 * words;
        out.reasons.push_back("다른 회사");
        return out;
    }
    double points = (same_company ? -3.3 : -4.5) + 5.0 * words;
    // A word of its own on each side (백엔드 / 프론트엔드) names two jobs; on one side only, a
    // detail.
    if (words < 1 && !std::ranges::includes(words_a, words_b) &&
        !std::ranges::includes(words_b, words_a))
        points -= 0.5;
    else if (words < 1)
        points += 0.4;
    out.reasons.push_back(same_company ? "같은 회사" : "비슷한 회사 이름");
    if (words == 1) out.reasons.emplace_back("같은 제목");
    if (likeness) {
        points += *likeness >= 0.6 ? 2.0 : *likeness < 0.15 ? -1.5 : 0;
        if (*likeness >= 0.6) out.reasons.emplace_back("같은 본문");
    }
    if (const int places = places_agree(a, b); places < 0) {
        points -= 3;
        out.reasons.emplace_back("다른 지역");
    } else if (places > 0)
        points += 0.3;
    const bool same_board = source_of(a) == source_of(b) && !source_of(a).empty();
    if (levels_exclude(level_of(a, true), level_of(b, true)) ||
        bands_exclude(level_of(a, true), level_of(b, true))) {
        points -= 4;
        out.reasons.emplace_back("제목의 경력 수준이 다름");
    } else if (levels_exclude(a.level, b.level)) {
        points -= same_board ? 2.5 : 1.2;
        out.reasons.emplace_back("경력 수준이 다름");
    }
    if (same_board && bands_exclude(a.level, b.level)) points -= 1.5;
    if (a.deadline.date && b.deadline.date) {
        const int apart = std::abs(days_between(*a.deadline.date, *b.deadline.date));
        if (apart > 65) {
            points -= 4;
            out.reasons.emplace_back("마감일이 " + std::to_string(apart) + "일 떨어짐");
        } else if (apart <= 3)
            points += 0.4;
    }
    const Words skills_a = folded(a.skills);
    const Words skills_b = folded(b.skills);
    if (same_board && skills_a.size() >= 2 && skills_b.size() >= 2) {
        const double skills = jaccard(skills_a, skills_b);
        points += skills >= 0.6 ? 0.5 : skills < 0.15 ? -1.2 : 0;
    }
    out.score = 1 / (1 + std::exp(-1.6 * points));
    out.duplicate = out.score >= 0.5;
    return out;
}

} // namespace gonggo::postings
