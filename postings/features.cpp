#include "postings/features.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <re2/re2.h>
#include <unordered_set>

namespace gonggo::postings {
namespace {

constexpr std::size_t kMostText = 2400;

struct Word {
    std::string text;
    bool hangul = false;
};

/// Runs of one script: "AI엔지니어" → "ai", "엔지니어". Digits alone say nothing.
std::vector<Word> words_in(std::string_view folded) {
    std::vector<Word> out;
    Word word;
    const auto flush = [&] {
        const bool digits =
            std::ranges::all_of(word.text, [](char c) { return c >= '0' && c <= '9'; });
        if (!word.text.empty() && !digits) out.push_back(word);
        word = {};
    };
    for (std::size_t i = 0; i < folded.size();) {
        const char32_t c = text::next_code_point(folded, i);
        const bool part =
            text::is_word(c) || ((c == '+' || c == '#') && !word.text.empty() && !word.hangul);
        if (!part || (!word.text.empty() && text::is_hangul(c) != word.hangul)) flush();
        if (!part) continue;
        word.hangul = text::is_hangul(c);
        text::append_utf8(word.text, c);
    }
    flush();
    return out;
}

/// Pieces of two and three syllables: Korean compounds are written with and without blanks.
void add_pieces(const std::string& word, const char* place, double value,
                std::vector<Feature>& out) {
    const std::size_t syllables = word.size() / 3;
    for (std::size_t length = 2; length <= 3; ++length)
        for (std::size_t i = 0; i + length <= syllables; ++i)
            out.push_back({place + std::string("~") + word.substr(i * 3, length * 3), value});
}

/// Words of level and hiring: they say for whom a vacancy is, not which work.
bool says_no_role(std::string_view word) {
    static const std::unordered_set<std::string_view> kWords = {
        "시니어",   "주니어", "senior",   "junior",   "sr",   "jr",   "신입",
        "경력",     "경력직", "신입사원", "경력사원", "채용", "모집", "정규직",
        "계약직",   "공고",   "채용공고", "구인",     "이상", "년",   "년차",
        "경력무관", "무관",   "차",       "리드",     "lead", "팀장"};
    return kWords.contains(word);
}

std::string title_of(const Posting& posting) {
    std::string title = text::fold(posting.title);
    for (const auto& [from, to] : {std::pair{"machine learning", "machinelearning"},
                                   {"deep learning", "deeplearning"},
                                   {"data scien", "datascien"},
                                   {"머신 러닝", "머신러닝"},
                                   {"딥 러닝", "딥러닝"},
                                   {"r&d", "rnd"},
                                   {"s/w", "sw"},
                                   {"h/w", "hw"},
                                   {"ai/ml", "ai ml"},
                                   {"c++", "cpp"}})
        title = text::replace_all(title, from, to);
    return title;
}

/// Groups of words that mean alike in a title; what they say together counts as features of its
/// own.
struct Group {
    const char* name;
    const char* pattern;
};

constexpr Group kGroups[] = {
    {"ai",
     R"(\bai\b|\bai[^a-z]|인공지능|\bml\b|machinelearning|머신러닝|기계학습|딥러닝|deeplearning|\bdl\b|\bllm|생성형|genai|generative|neural|\bslm\b|\brag\b|agent)"},
    {"field",
     R"(\bnlp\b|자연어|컴퓨터\s*비[전젼]|computer vision|\bvision\b|비전|perception|인지|음성|speech|\bstt\b|\btts\b|추천|recommend|검색|강화학습|reinforcement|멀티모달|multimodal|영상\s*(?:처리|인식|분석)|알고리즘|algorithm|모델링|modeling|prompt|프롬프트|language model)"},
    {"scientist",
     R"(datascien|데이터\s*사이언|데이터\s*과학|research scientist|applied scientist|ai scientist|리서처|researcher|research engineer)"},
    {"mlops",
     R"(mlops|ml\s*ops|llmops|ml platform|ml infra|ai\s*(?:플랫폼|인프라)|(?:ml|ai|model)\s*(?:platform|infra|serving)|모델\s*서빙)"},
    {"devops",
     R"(devops|데브옵스|\bsre\b|reliability|클라우드|cloud|인프라|infra|kubernetes|시스템\s*엔지니어|system engineer|네트워크|보안|security|dba)"},
    {"engineer",
     R"(엔지니어|engineer|개발자|개발|developer|연구원|연구개발|연구|research|rnd|프로그래머|scientist|\bsw\b|software)"},
    {"data_engineer",
     R"(데이터\s*엔지니어|data\s*engineer|빅데이터\s*엔지니어|\bdw\b|\betl\b|데이터\s*파이프라인|data platform|데이터\s*플랫폼|데이터베이스)"},
    {"analyst", R"(분석가|애널리스트|analyst|데이터\s*분석|analytics|\bbi\b|그로스|growth)"},
    {"business",
     R"(기획|영업|sales|마케팅|마케터|marketing|\bpm\b|\bpo\b|product manager|project manager|프로젝트\s*매니저|프로덕트\s*(?:매니저|오너)|manager|매니저|컨설턴트|consultant|사업|전략|strategy|디자이너|designer|\bmd\b|운영|operations|회계|재무|인사|\bhr\b|법무|홍보|콘텐츠|에디터|recruiter|account|상담|cs\b|\bra\b|인허가|특허|변리)"},
    {"teaching",
     R"(강사|교육|훈련|부트캠프|bootcamp|수강|튜터|tutor|강의|멘토|교수|teacher|과정|캠프|학원|교사|아카데미|데브코스|국비)"},
    {"labelling",
     R"(라벨링|labeling|labelling|트레이너|trainer|annotat|어노테이|데이터\s*(?:수집|가공|구축|정제|검수)|evaluator|평가자|rater)"},
    {"quality", R"(\bqa\b|테스트|tester|test engineer|품질|검증|validation|verification)"},
    {"hardware",
     R"(하드웨어|\bhw\b|회로|\brtl\b|\bsoc\b|fpga|펌웨어|firmware|기구|설계|기계|전기|전자|반도체|공정|로봇|robot|제어|control|slam|planning|모터|plc|장비|드라이버|driver)"},
    {"app",
     R"(백엔드|backend|back-end|프론트|front|풀스택|fullstack|full-stack|웹|\bweb\b|앱|android|안드로이드|\bios\b|서버|server|java\b|spring|node|게임|클라이언트|client|unity|unreal)"},
    {"machine_vision",
     R"(머신\s*비전|machine vision|비전\s*(?:검사|sw|프로그램|응용|시스템|소프트웨어)|halcon|mfc|검사\s*장비)"},
    {"intern", R"(인턴|intern|co-op)"},
};

void add_groups(const std::string& title, std::vector<Feature>& out) {
    static const auto patterns = [] {
        std::vector<std::unique_ptr<RE2>> list;
        for (const auto& group : kGroups) list.push_back(std::make_unique<RE2>(group.pattern));
        return list;
    }();
    std::vector<const char*> found;
    for (std::size_t i = 0; i < std::size(kGroups); ++i)
        if (RE2::PartialMatch(title, *patterns[i])) found.push_back(kGroups[i].name);
    if (found.empty()) out.push_back({"no group", 1});
    for (std::size_t i = 0; i < found.size(); ++i) {
        out.push_back({std::string("g~") + found[i], 1});
        for (std::size_t j = i + 1; j < found.size(); ++j)
            out.push_back({std::string("g~") + found[i] + "&" + found[j], 1});
        if (found.size() == 1) out.push_back({std::string("only~") + found[i], 1});
    }
}

} // namespace

std::vector<Feature> features_of(const Posting& posting) {
    std::vector<Feature> out;
    out.push_back({"bias", 1});
    const std::string title_text = title_of(posting);
    auto title = words_in(title_text);
    std::erase_if(title, [](const Word& word) { return says_no_role(word.text); });
    add_groups(title_text, out);
    for (std::size_t i = 0; i < title.size(); ++i) {
        out.push_back({"t:" + title[i].text, 1});
        if (title[i].hangul) add_pieces(title[i].text, "t", 0.5, out);
        if (i + 1 < title.size())
            out.push_back({"b:" + title[i].text + " " + title[i + 1].text, 0.7});
    }
    if (!title.empty()) out.push_back({"h:" + title.back().text, 0.7});
    const double tag_value =
        posting.skills.empty() ? 0 : 1.2 / std::sqrt(static_cast<double>(posting.skills.size()));
    for (const auto& skill : posting.skills) out.push_back({"s:" + text::fold(skill), tag_value});
    if (posting.description.empty()) {
        out.push_back({"no text", 1});
    } else {
        std::unordered_set<std::string> seen;
        std::size_t end = std::min(posting.description.size(), kMostText);
        while (end < posting.description.size() &&
               (static_cast<unsigned char>(posting.description[end]) & 0xC0) == 0x80)
            ++end;
        for (auto& word :
             words_in(text::fold(std::string_view(posting.description).substr(0, end)))) {
            if (word.hangul && word.text.size() > 9) word.text.resize(9);
            if (word.text.size() >= 2) seen.insert(std::move(word.text));
        }
        const double value = 3.0 / std::sqrt(static_cast<double>(seen.size()) + 20);
        for (const auto& word : seen) out.push_back({"d:" + word, value});
    }
    return out;
}

} // namespace gonggo::postings
