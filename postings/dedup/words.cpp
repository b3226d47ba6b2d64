#include "postings/dedup/words.hpp"

#include "base/text.hpp"
#include "postings/dedup/title.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <re2/re2.h>
#include <set>
#include <unordered_map>

namespace gonggo::embedded {
std::string_view title_words();
}

namespace gonggo::postings {
namespace {

/// Spellings that are one word here, beside those of job_spellings().
constexpr Spelling kSpellings[] = {{"프로그래머", "engineer"},
                                   {"programmer", "engineer"},
                                   {"프로그래밍", "engineer"},
                                   {"engineering", "engineer"},
                                   {"development", "engineer"},
                                   {"research", "researcher"},
                                   {"연구소", "연구소"},
                                   {"연구", "researcher"},
                                   {"분석", "analyst"},
                                   {"analytics", "analyst"},
                                   {"analysis", "analyst"},
                                   {"테크", "tech"},
                                   {"스마트", "smart"},
                                   {"글로벌", "global"},
                                   {"모델링", "modeling"},
                                   {"테스트", "test"},
                                   {"컨설턴트", "consulting"},
                                   {"컨설팅", "consulting"},
                                   {"consultant", "consulting"},
                                   {"디자인", "design"},
                                   {"designer", "design"},
                                   {"마케팅", "marketing"},
                                   {"marketer", "marketing"},
                                   {"기획자", "기획"},
                                   {"운영자", "운영"},
                                   {"관리자", "관리"},
                                   {"모바일", "mobile"},
                                   {"유니티", "unity"},
                                   {"언리얼", "unreal"},
                                   {"펌웨어", "fw"},
                                   {"firmware", "fw"},
                                   {"인프라", "infra"},
                                   {"코틀린", "kotlin"},
                                   {"오라클", "oracle"},
                                   {"리눅스", "linux"},
                                   {"프로젝트", "project"},
                                   {"컴퓨터", "computer"},
                                   {"미디어", "media"},
                                   {"deeplearning", "딥러닝"},
                                   {"디자이너", "design"},
                                   {"마케터", "marketing"},
                                   {"리드", "lead"},
                                   {"리더", "lead"},
                                   {"leader", "lead"}};

/// Two words that are written as one too.
constexpr Spelling kPhrases[] = {{"machine", "learning"},
                                 {"deep", "learning"},
                                 {"front", "end"},
                                 {"back", "end"},
                                 {"full", "stack"}};

constexpr Spelling kSigns[] = {
    {"m/w", "mw"}, {"f/w", "fw"}, {"b/e", "backend"}, {"f/e", "frontend"}};

/// Praise, employment and particles; beside is_boilerplate().
bool says_nothing(std::string_view word) {
    static const std::set<std::string, std::less<>> kWords = {
        "또는",     "제공",       "등",       "신입경력", "재공고", "인재를",   "함께",    "해주실",
        "따라",     "우수",       "우수인재", "재직자",   "정규",   "계약",     "전환형",  "부문별",
        "각부문",   "정규전환형", "수습평가", "대졸",     "공채",   "프리랜서", "하반기",  "상반기",
        "또",       "외",         "투자",     "자회사",   "본사",   "계열사",   "그룹",    "면접비",
        "직장병행", "환영",       "즉시",     "담당자를", "직군별", "직군",     "인원을",  "사람",
        "찾아요",   "구해요",     "에",       "와",       "과",     "로",       "으로",    "팀에",
        "에게",     "in",         "at",       "to",       "with",   "new",      "no",      "korea",
        "코리아",   "포지션",     "경력자",   "실력있는", "실력",   "편입",     "함께해요"};
    return is_boilerplate(word) || kWords.contains(word);
}

const std::vector<Spelling>& spellings() { // the longest first
    static const std::vector<Spelling> all = [] {
        std::vector<Spelling> out(std::begin(kSpellings), std::end(kSpellings));
        for (const auto& known : job_spellings())
            if (std::ranges::count(out, known.first, &Spelling::first) == 0) out.push_back(known);
        std::ranges::stable_sort(out, std::greater{},
                                 [](const Spelling& s) { return s.first.size(); });
        return out;
    }();
    return all;
}

enum class Script { hangul, digit, other };

Script script_of(char32_t c) {
    if (c >= 0xAC00 && c <= 0xD7A3) return Script::hangul;
    return c >= '0' && c <= '9' ? Script::digit : Script::other;
}

std::ptrdiff_t characters(std::string_view s) {
    return std::ranges::count_if(s, [](char c) { return (c & 0xC0) != 0x80; });
}

class Words {
public:
    /// A word between blanks and signs.
    void take(std::string_view word, const std::vector<std::string>& companies) {
        for (const auto& company : companies)
            if (!company.empty() && word.starts_with(company)) word.remove_prefix(company.size());
        while (shorten(word)) {
        }
        if (word.empty() || says_nothing(word)) return;
        for (std::size_t i = 0; i < word.size();) {
            const std::size_t start = i;
            const Script script = script_of(text::next_code_point(word, i));
            for (std::size_t next = i; next < word.size(); i = next)
                if (script_of(text::next_code_point(word, next)) != script) break;
            const std::string_view run = word.substr(start, i - start);
            if (script == Script::hangul)
                take_hangul(run);
            else
                add(spelt(run));
        }
    }
    [[nodiscard]] std::string joined() const {
        std::string out;
        for (const auto word : words_) {
            if (!out.empty()) out += ' ';
            out += word;
        }
        return out;
    }

private:
    static bool shorten(std::string_view& word) {
        for (const std::string_view tail :
             {"합니다", "채용", "모집", "담당자", "담당", "경력직", "신입", "경력", "정규직",
              "계약직", "사원", "직원", "가능", "공고", "부문", "분야", "에서", "우대", "급"})
            if (word.ends_with(tail) && characters(word) >= characters(tail) + 2) {
                word.remove_suffix(tail.size());
                return true;
            }
        return false;
    }

    static std::string_view spelt(std::string_view run) {
        for (const auto& [from, to] : spellings())
            if (run == from) return to;
        return run;
    }

    /// Takes out what is known, wherever it stands; "데이터팀장" is "data" and "팀장".
    void take_hangul(std::string_view run) {
        constexpr std::size_t kSyllable = 3; // bytes
        std::size_t start = 0;
        for (std::size_t i = 0; i < run.size();) {
            const auto known = std::ranges::find_if(
                spellings(), [&](const Spelling& s) { return run.substr(i).starts_with(s.first); });
            if (known == spellings().end()) {
                i += kSyllable;
                continue;
            }
            add(run.substr(start, i - start));
            add(known->second);
            start = i += known->first.size();
        }
        add(run.substr(start));
    }

    void add(std::string_view word) {
        const bool one_syllable = word.size() > 1 && characters(word) == 1;
        if (word.empty() || one_syllable || says_nothing(word)) return;
        const bool again = !is_number(word) && std::ranges::count(words_, word) > 0;
        if (words_.size() < kMostWords && !again) words_.push_back(word); // "3-3" is not "3"
    }

    std::vector<std::string_view> words_;
};

struct Counts {
    std::unordered_map<std::string_view, double> rarity; ///< by parts of the embedded text
    double most = 0;
};

const Counts& counts() {
    static const Counts all = [] {
        Counts out;
        double titles = 0;
        for (const auto line : text::split(embedded::title_words(), '\n')) {
            const auto cells = text::split(line, '\t');
            if (cells.size() != 2) continue;
            const double count = std::strtod(std::string(cells[1]).c_str(), nullptr);
            if (titles == 0)
                out.most = std::log(titles = count); // the first line: of all titles
            else
                out.rarity.emplace(cells[0], std::log(titles / (1 + count)));
        }
        return out;
    }();
    return all;
}

} // namespace

std::string title_words(std::string_view prepared, const std::vector<std::string>& company_forms) {
    static const RE2 praise(
        R"(\d+\s?(?:조|억|만원|%|명)[^\s\])/,]*(?:\s?투자(?:\s?유치)?)?|시리즈\s?[a-e]\b|누적\s?투자|투자\s?유치|20\d\d(?:년도?)?)");
    std::string s(prepared);
    const auto replace = [&](std::string_view from, std::string_view to) {
        if (s.find(from) != std::string::npos) s = text::replace_all(s, from, to);
    };
    for (const auto& [first, second] : kPhrases) {
        const std::string joined = std::string(first).append(second);
        replace(std::string(first).append(" ").append(second), joined);
    }
    for (const auto& [from, to] : kSigns) replace(from, to);
    RE2::GlobalReplace(&s, praise, " ");
    Words words;
    std::size_t start = 0;
    for (std::size_t i = 0; i < s.size();) {
        const std::size_t before = i;
        if (text::is_word(text::next_code_point(s, i))) continue;
        if (before > start)
            words.take(std::string_view(s).substr(start, before - start), company_forms);
        start = i;
    }
    if (start < s.size()) words.take(std::string_view(s).substr(start), company_forms);
    return words.joined();
}

double rarity(std::string_view word) {
    const auto found = counts().rarity.find(word);
    return found == counts().rarity.end() ? counts().most : found->second;
}

} // namespace gonggo::postings
