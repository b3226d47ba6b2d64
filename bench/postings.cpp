#include "bench/postings.hpp"

#include "postings/normalise.hpp"

#include <array>
#include <cmath>

namespace gonggo::bench {
namespace {

constexpr std::array kBoards = {"jobkorea", "saramin", "wanted", "jumpit", "rallit", "incruit"};
constexpr std::array kTeams = {"",        "플랫폼 ", "검색 ",   "추천 ",     "결제 ", "물류 ",
                               "모바일 ", "보안 ",   "데이터 ", "클라우드 ", "로봇 ", "게임 "};
constexpr std::array kProducts = {
    "",          "[신사업] ", "커머스 ",   "핀테크 ", "헬스케어 ",     "[AI센터] ", "모빌리티 ",
    "[솔루션] ", "광고 ",     "콘텐츠 ",   "여행 ",   "[글로벌] ",     "부동산 ",   "교육 ",
    "반도체 ",   "이커머스 ", "[인프라] ", "배달 ",   "스마트팩토리 ", "메타버스 ", "공공 ",
    "금융 ",     "[연구소] ", "음악 "};
constexpr std::array kJobs = {
    "백엔드 개발자",   "프론트엔드 개발자", "머신러닝 엔지니어",  "데이터 분석가",
    "MLOps 엔지니어",  "서비스 기획자",     "영업 관리",          "품질 관리",
    "DevOps 엔지니어", "AI 연구원",         "안드로이드 개발자",  "마케팅 매니저",
    "데이터 엔지니어", "회계 담당",         "임베디드 SW 개발자", "데이터 사이언티스트"};
constexpr std::array kTails = {"", " 채용", " (경력)", " 신입/경력 모집", " (3년 이상)"};
constexpr std::array kPlaces = {"서울 강남구", "서울 구로구", "경기 성남시", "부산 해운대구",
                                "대전 유성구", "서울 성동구", "인천 연수구"};
constexpr std::array kWords = {
    "모델",   "학습",   "추천",       "서비스",     "운영",   "데이터", "파이프라인", "실험",
    "협업",   "배포",   "검색",       "자연어처리", "영상",   "최적화", "경험",       "우대",
    "성장",   "팀",     "제품",       "문제를",     "해결",   "Python", "PyTorch",    "Kubernetes",
    "SQL",    "설계",   "개발합니다", "고객",       "시스템", "성능",   "품질",       "분석",
    "자동화", "인프라", "AWS",        "대용량",     "트래픽", "관리",   "업무",       "담당"};

} // namespace

std::string Postings::text() {
    std::string out;
    for (std::size_t words = 80 + pick(240); words > 0; --words) {
        out += kWords[pick(kWords.size())];
        out += words % 12 == 0 ? "\n- " : " ";
    }
    return out;
}

postings::Posting Postings::next() {
    if (copies_ > 0) {
        --copies_;
        last_board_ = (last_board_ + 1) % kBoards.size();
    } else {
        // Zipf–Mandelbrot: company k has a share of about 1/(k+60). Two listings are of one
        // company as often as in 24,000 real ones (4 in 10,000), and nine in ten of a company's
        // titles differ, as there.
        const double u = static_cast<double>(random_() % 1'000'000) / 1e6;
        const auto company = static_cast<std::uint64_t>(60 * std::exp(u * std::log(40'060.0 / 60)));
        last_ = {};
        last_.company = "가상회사" + std::to_string(company * 7919 % 100'003) + "소프트";
        last_.title = std::string(kProducts[pick(kProducts.size())]) + kTeams[pick(kTeams.size())] +
                      kJobs[pick(kJobs.size())] + kTails[pick(kTails.size())];
        last_.locations = {kPlaces[pick(kPlaces.size())]};
        last_.career = pick(2) ? "경력 3년↑" : "신입·경력";
        last_.deadline = "2027-0" + std::to_string(1 + pick(9)) + "-1" + std::to_string(pick(10));
        last_.description = text();
        last_board_ = pick(kBoards.size());
        copies_ = pick(3) == 0 ? 1 : 0;
    }
    last_.id = std::to_string(++count_);
    last_.url = std::string("https://") + kBoards[last_board_] + ".example/" + last_.id;
    return postings::normalise(
        last_, {.today = std::chrono::year{2026} / 11 / 24, .source = kBoards[last_board_]});
}

} // namespace gonggo::bench
