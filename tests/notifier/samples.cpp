#include "tests/notifier/samples.hpp"
#include <array>

namespace gonggo::tests {
namespace {

using namespace std::chrono_literals;
using namespace postings;
constexpr Date kToday{2026y / 11 / 24};

struct Row {
    const char *company, *title, *place, *why;
    std::vector<std::string> words;
    int days, score;
};

const std::array<Row, 6>& rows() {
    static const std::array<Row, 6> all{{
        {"가온랩",
         "[추천시스템] 머신러닝 엔지니어 (신입/경력)",
         "서울 강남구",
         "제목 '머신러닝 엔지니어'",
         {"머신러닝", "PyTorch"},
         2,
         94},
        {"다라마소프트",
         "MLOps Engineer – Kubernetes · MLflow 기반 모델 서빙 플랫폼",
         "경기 성남시 분당구",
         "제목 'MLOps', 기술 Kubernetes·MLflow",
         {"MLOps", "Kubernetes", "MLflow"},
         6,
         91},
        {"한빛데이터",
         "데이터 사이언티스트 (수요 예측)",
         "서울 성동구",
         "제목 '데이터 사이언티스트'",
         {"데이터 사이언티스트"},
         13,
         83},
        {"나래AI연구소",
         "AI Researcher, LLM Alignment <전문연구요원 가능>",
         "대전 유성구",
         "제목 'AI Researcher', 전문연구요원",
         {"AI Researcher", "LLM"},
         21,
         80},
        {"바사 & 파트너스",
         "컴퓨터 비전 딥러닝 엔지니어",
         "서울 금천구",
         "기술 PyTorch·OpenCV",
         {"딥러닝", "PyTorch"},
         -1,
         76},
        {"아자 로보틱스",
         "자율주행 인지 알고리즘 연구원",
         "부산 해운대구",
         "기술 C++·ROS·딥러닝",
         {"딥러닝"},
         9,
         71},
    }};
    return all;
}

notifier::DigestEntry entry(std::size_t i) {
    const auto& r = rows()[i % rows().size()];
    notifier::DigestEntry e;
    auto& p = e.posting;
    p.id = "p" + std::to_string(i);
    p.company = r.company;
    p.title = r.title;
    p.url = "https://jobs.example/view?id=" + std::to_string(i) + "&from=list";
    p.links = {{"jobkorea", p.url, std::to_string(i), {}, {}, false}};
    if (i % 2 == 0)
        p.links.push_back({"wanted", "https://wanted.example/wd/" + p.id, p.id, {}, {}, false});
    if (i % 4 == 0)
        p.links.push_back({"saramin", "https://saramin.example/" + p.id, p.id, {}, {}, false});
    p.locations = {r.place};
    p.employment = Employment::full_time;
    if (i % 3 == 0)
        p.level.labels = {LevelLabel::entry};
    else
        p.level = {3, 7, {LevelLabel::mid}};
    if (i % 3 == 1) p.remote = Remote::hybrid;
    if (i % 2) p.salary.text = "연봉 4,000~6,000만원";
    if (r.days >= 0)
        p.deadline = {DeadlineKind::date,
                      Date{std::chrono::sys_days{kToday} + std::chrono::days{r.days}}, ""};
    else
        p.deadline = {DeadlineKind::rolling, {}, "상시채용"};
    e.score = r.score;
    e.reasons = {r.why, i % 3 == 0 ? "신입 가능" : "경력 3–7년", r.place};
    e.words = r.words;
    return e;
}

} // namespace

notifier::DigestContent sample_digest(std::size_t postings) {
    notifier::DigestContent c;
    c.profile = "민지";
    c.date = kToday;
    c.names = {{"jobkorea", "잡코리아"}, {"wanted", "원티드"}, {"saramin", "사람인"}};
    for (std::size_t i = 0; i < postings; ++i) c.fresh.push_back(entry(i));
    if (postings < 12) return c;
    c.closing = {entry(0), entry(1), entry(6)};
    c.closing[0].note = "지원한 공고";
    c.closing[1].note = c.closing[2].note = "관심 공고";
    c.closing[1].posting.deadline.date = Date{std::chrono::sys_days{kToday} + std::chrono::days{1}};
    c.changed = {entry(2)};
    c.changed[0].note = "마감 11/30 → 12/7";
    c.reposted = {entry(3)};
    c.reposted[0].posting.reposts = 2;
    c.more = 18;
    c.command = "gonggo list --new";
    c.trend = {{"PyTorch", 41, 30}, {"LLM", 37, 37}, {"Kubernetes", 22, 25}, {"MLflow", 9, 4}};
    c.health = {{"jobkorea", false,
                 "일부를 읽지 못했습니다 · 마지막 정상 11/23 월 (3 items where 40 are usual)"},
                {"wanted", true, "다시 읽힙니다"}};
    return c;
}

notifier::DigestContent sample_week() {
    auto c = sample_digest(12);
    c.kind = notifier::DigestKind::weekly;
    c.more = 0;
    c.fresh.resize(2);
    c.closing.resize(2);
    auto intern = entry(3), contest = entry(4);
    intern.posting.kind = Kind::internship;
    intern.posting.title = "2027년 동계 AI 연구 인턴 (체험형)";
    intern.posting.employment = Employment::intern;
    intern.posting.level = {{}, {}, {LevelLabel::intern}};
    contest.posting.kind = Kind::contest;
    contest.posting.title = "제5회 수요 예측 데이터 경진대회";
    contest.posting.company = "가상 데이터 협회";
    contest.posting.employment.reset();
    contest.posting.level = {};
    contest.reasons = {"대회", "상금 1,000만원"};
    contest.posting.deadline = {DeadlineKind::date, kToday, ""};
    c.events = {intern, contest};
    c.week = {entry(2), entry(5)};
    c.week_total = 9;
    c.health.push_back(
        {"saramin", false, "게시판이 응답하지 않습니다 · 마지막 정상 11/22 일 (HTTP 503)"});
    return c;
}

} // namespace gonggo::tests
