#include "postings/dedup/tells.hpp"

#include "base/text.hpp"
#include "postings/normalise.hpp"
#include "postings/word_groups.hpp"

#include <algorithm>
#include <re2/re2.h>
#include <xxhash.h>

namespace gonggo::postings {
namespace {

constexpr WordGroup kFunctions[] = {
    {"backend",
     "백엔드|백앤드|벡엔드|back-end|backend|back end|서버 개발|서버개발|server developer|"
     "\\bb/e\\b|\\bbe ?(?:개발|엔지니어|developer|engineer)"},
    {"frontend", "프론트|프런트|front|\\bf/?e\\b"},
    {"fullstack", "풀스택|풀스텍|full-stack|fullstack|full stack"},
    {"app", "앱|모바일|mobile"},
    {"android", "안드로이드|android|aos"},
    {"ios", "\\bios"},
    {"web", "웹|\\bweb"},
    {"client", "클라이언트|client"},
    {"publisher", "퍼블리셔|퍼블리싱|publisher"},
    {"embedded", "임베디드|embedded"},
    {"firmware", "펌웨어|firmware|\\bf/?w\\b"},
    {"hardware", "하드웨어|hardware|\\bh/?w\\b|회로"},
    {"dba", "\\bdba\\b"},
    {"devops", "데브옵스|devops|\\bsre\\b"},
    {"mlops", "mlops|aiops|llmops"},
    {"ml", "머신러닝|machine ?learning|기계학습|\\bml\\b"},
    {"infra", "인프라|infra"},
    {"network", "네트워크|network"},
    {"security", "보안|security"},
    {"qa", "\\bqa\\b|테스트|테스터|test engineer|tester"},
    {"pm", "\\bpm\\b|프로젝트 매니저|project manager|프로젝트매니저"},
    {"po", "\\bpo\\b|product owner|프로덕트 오너"},
    {"planning", "기획"},
    {"design", "디자인|디자이너|design|\\bui\\b|\\bux\\b"},
    {"marketing", "마케팅|마케터|marketing|marketer"},
    {"sales", "영업|세일즈|sales"},
    {"support", "기술지원|고객지원|\\bcs\\b|support"},
    {"consulting", "컨설턴트|컨설팅|consult"},
    {"teacher", "강사|튜터|교육|멘토|instructor|lecturer"},
    {"scientist", "사이언티스트|scientist|과학자"},
    {"analyst", "분석가|애널리스트|analyst|데이터 분석|데이터분석"},
    {"dataengineer", "데이터 ?엔지니어|data ?engineer|데이터엔지니어"},
    {"architect", "아키텍트|architect"},
    {"circuit", "\\brtl\\b|\\bsoc\\b|\\bfpga\\b"},
    {"accounting", "회계|재무|경리"},
    {"hr", "인사|채용담당|recruiter"},
    {"production", "생산"},
    {"quality", "품질"},
    {"purchase", "구매|자재"},
    {"logistics", "물류"},
    {"management", "경영지원|총무"},
    {"intern", "인턴|\\bintern"}};

constexpr WordGroup kTools[] = {{"java", "자바(?:[^스]|$)|\\bjava\\b"},
                                {"python", "파이썬|python"},
                                {"node", "\\bnode"},
                                {"php", "\\bphp\\b"},
                                {"react", "리액트|react"},
                                {"vue", "\\bvue"},
                                {"flutter", "플러터|flutter"},
                                {"unity", "유니티|unity"},
                                {"unreal", "언리얼|unreal|\\bue[45]\\b"},
                                {"cpp", "c\\+\\+"},
                                {"csharp", "c#|\\.net"},
                                {"go", "golang"},
                                {"kotlin", "kotlin|코틀린"},
                                {"nlp", "\\bnlp\\b|자연어"},
                                {"vision", "비전|비젼|vision|영상"},
                                {"speech", "음성|speech|\\btts\\b|\\bstt\\b"},
                                {"recommendation", "추천|recommend"},
                                {"search", "검색|search"},
                                {"llm", "\\bllm"},
                                {"robot", "로봇|로보틱스|robot"},
                                {"driving", "자율주행|autonomous"},
                                {"npu", "\\bnpu\\b"},
                                {"gpu", "\\bgpu\\b"},
                                {"cloud", "클라우드|cloud"},
                                {"game", "게임|game"},
                                {"platform", "플랫폼|platform"},
                                {"erp", "\\berp\\b|\\bsap\\b"},
                                {"mes", "\\bmes\\b"}};

/// What the person is called, whatever the work is on.
constexpr WordGroup kJobs[] = {
    {"builder", "엔지니어|개발자?(?:\\P{Hangul}|$)|프로그래머|engineer|developer|programmer"},
    {"researcher", "연구|researche?r?|리서처"},
    {"scientist", "사이언티스트|scientist|과학자"},
    {"analyst", "분석가|애널리스트|analyst"},
    {"manager", "매니저|manager|\\bpm\\b|\\bpo\\b"},
    {"designer", "디자이너|designer"},
    {"planner", "기획"},
    {"marketer", "마케터|마케팅|marketer|marketing"},
    {"seller", "영업|세일즈|sales"},
    {"operator", "운영|operat"},
    {"keeper", "유지보수|관리자?(?:\\P{Hangul}|$)"},
    {"consultant", "컨설턴트|컨설팅|consult"},
    {"architect", "아키텍트|architect"},
    {"teacher", "강사|튜터|멘토|교수|instructor|tutor"},
    {"supporter", "지원(?:\\P{Hangul}|$)|상담|support"},
    {"field", "필드|\\bfield\\b|현장"},
    {"technician", "기술자|기사(?:\\P{Hangul}|$)|테크니션|technician"},
    {"tester", "테스터|테스트|\\bqa\\b|tester"},
    {"director", "디렉터|director|감독"},
    {"producer", "프로듀서|producer|\\bpd\\b"},
    {"specialist", "스페셜리스트|specialist|전문가"},
    {"assistant", "보조|어시스턴트|assistant"},
    {"coordinator", "코디네이터|coordinator"},
    {"clerk", "사무|행정|경리"}};

constexpr WordGroup kPlaces[] = {
    {"서울", "서울|seoul"},
    {"부산", "부산"},
    {"대구", "대구"},
    {"인천", "인천"},
    {"광주", "광주"},
    {"대전", "대전"},
    {"울산", "울산"},
    {"세종", "세종"},
    {"수원", "수원"},
    {"성남", "성남"},
    {"판교", "판교|pangyo"},
    {"안양", "안양"},
    {"용인", "용인"},
    {"화성", "화성"},
    {"평택", "평택"},
    {"천안", "천안"},
    {"청주", "청주"},
    {"창원", "창원"},
    {"구미", "구미"},
    {"포항", "포항"},
    {"제주", "제주"},
    {"나주", "나주"},
    {"전주", "전주"},
    {"원주", "원주"},
    {"아산", "아산"},
    {"이천", "이천"},
    {"가산", "가산"},
    {"구로", "구로"},
    {"강남", "강남"},
    {"마곡", "마곡"},
    {"송도", "송도"},
    {"여의도", "여의도"},
    {"오창", "오창"},
    {"동탄", "동탄"},
    {"분당", "분당"},
    {"안산", "안산"},
    {"김해", "김해"},
    {"경기", "경기도"},
    {"시흥", "시흥"},
    {"일본", "일본|도쿄|동경|japan|tokyo"},
    {"중국", "중국|상해|상하이|베이징|북경|심천|china|shanghai|beijing"},
    {"베트남", "베트남|하노이|호치민|vietnam"},
    {"싱가포르", "싱가포르|싱가폴|singapore"},
    {"미국", "미국|미주|\\bu\\.?s\\.?a\\b"},
    {"san francisco", "san francisco|실리콘밸리"},
    {"new york", "new york"},
    {"seattle", "seattle"},
    {"los angeles", "los angeles"},
    {"london", "london"},
    {"인도", "인도(?:\\P{Hangul}|$)|\\bindia\\b"},
    {"인도네시아", "인도네시아|자카르타|indonesia"},
    {"대만", "대만(?:\\P{Hangul}|$)|taiwan"},
    {"태국", "태국|방콕|thailand"},
    {"유럽", "유럽|독일|폴란드|헝가리|europe|germany|berlin"}};

static_assert(std::size(kFunctions) <= 64 && std::size(kTools) <= 64 && std::size(kJobs) <= 64 &&
              std::size(kPlaces) <= 64);

const WordGroups& place_groups() {
    static const WordGroups groups(kPlaces);
    return groups;
}

void add_every(std::vector<std::uint64_t>& out, const std::string& title, const RE2& what) {
    std::string word;
    for (re2::StringPiece rest(title); RE2::FindAndConsume(&rest, what, &word);) {
        std::erase(word, ' ');
        if (word != "각부문" && word != "부문")
            out.push_back(XXH3_64bits(word.data(), word.size()));
    }
    std::ranges::sort(out);
    out.erase(std::ranges::unique(out).begin(), out.end());
}

} // namespace

Tells tells_of(std::string_view title) {
    static const RE2 team(
        R"(([\p{Hangul}a-z0-9&]+\s?(?:팀|본부|사업부|사업팀|연구소|센터|그룹|실|파트|부문|랩|lab|team|스튜디오))(?:[^\p{Hangul}a-z]|$))");
    static const RE2 round(
        R"((20\d\d|상반기|하반기|추가\s?(?:채용|모집|공고)|\d+\s?개월|\d+\s?차(?:[^\d\p{Hangul}]|$)|\d분기))");
    static const WordGroups functions(kFunctions), tools(kTools), jobs(kJobs);
    const std::string s = text::fold(title);
    Tells out;
    out.functions = functions.bits(s);
    out.tools = tools.bits(s);
    out.jobs = jobs.bits(s);
    out.places = place_groups().bits(s);
    add_every(out.teams, s, team);
    add_every(out.rounds, s, round);
    return out;
}

Named named(std::uint64_t a, std::uint64_t b) {
    if (a == b) return a == 0 ? Named::neither : Named::same;
    return (a & b) == a || (a & b) == b ? Named::one : Named::conflict;
}

Named named(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
    if (a == b) return a.empty() ? Named::neither : Named::same;
    return std::ranges::includes(a, b) || std::ranges::includes(b, a) ? Named::one
                                                                      : Named::conflict;
}

bool place_named(std::uint64_t places, std::string_view location) {
    static const std::vector<std::string> normal = [] {
        std::vector<std::string> out;
        for (const auto& place : kPlaces) out.push_back(normalise_place(place.name));
        return out;
    }();
    if ((place_groups().bits(text::fold(location)) & places) != 0) return true;
    const auto province = location.substr(0, location.find(' '));
    for (std::size_t i = 0; i < normal.size(); ++i)
        if ((places >> i & 1) != 0 && normal[i].starts_with(province)) return true;
    return false;
}

} // namespace gonggo::postings
