#include "postings/feature_groups.hpp"

#include "postings/word_groups.hpp"

#include <re2/re2.h>

namespace gonggo::postings {
namespace {

constexpr WordGroup kGroups[] = {
    {"ai",
     R"(\bai\b|\bai[^a-z]|인공지능|\bml\b|machinelearning|머신러닝|기계학습|딥러닝|deeplearning|\bdl\b|\bllm|생성형|genai|generative|neural|\bslm\b|\brag\b|agentic|artificial intelligence|natural language|language model|a\.i\.)"},
    {"field",
     R"(\bnlp\b|자연어|natural language|\bocr\b|이상\s*탐지|anomaly|컴퓨터\s*비[전젼]|computer vision|\bvision\b|비전|perception|인지|음성|speech|\bstt\b|\btts\b|추천|recommend|검색|강화학습|reinforcement|멀티모달|multimodal|영상\s*(?:처리|인식|분석)|알고리즘|algorithm|모델링|modeling|prompt|프롬프트|language model)"},
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

constexpr WordGroup kDuties[] = {
    {"model",
     R"((?:모델|model)[^.\n]{0,12}(?:개발|학습|설계|구축|고도화|연구|튜닝|최적화|경량화|train|develop|build|design)|(?:develop|build|design|train|deploy)[a-z]*[^.\n]{0,40}(?:machine learning|deep learning|\bml\b|\bai\b|predictive|statistical)[^.\n]{0,12}model|fine.?tuning|파인튜닝|(?:딥러닝|머신러닝|인공지능|ai)\s*(?:기반\s*)?(?:알고리즘|모델|엔진|기술))"},
    {"framework", R"(pytorch|tensorflow|keras|scikit|xgboost|lightgbm|hugging|파이토치|텐서플로)"},
    {"paper", R"(논문|학회|publication|published|cvpr|neurips|iclr|icml|\bacl\b|emnlp|sota)"},
    {"serving",
     R"(서빙|serving|mlops|kubeflow|mlflow|triton|tensorrt|onnx|추론|inference|feature store)"},
    {"dashboard",
     R"(대시보드|dashboard|시각화|tableau|태블로|power\s*bi|looker|리포트|report|\bkpi|지표)"},
    {"pipeline",
     R"(\betl\b|\belt\b|파이프라인|pipeline|웨어하우스|warehouse|airflow|spark|hadoop|kafka|데이터\s*레이크|data lake)"},
    {"server",
     R"(spring|java\b|jpa|node\.?js|react|vue|프론트엔드|백엔드|backend|frontend|rest\s*api|웹\s*(?:서비스|개발))"},
    {"field",
     R"(자연어|\bnlp\b|\bllm|언어\s*모델|language model|컴퓨터\s*비전|computer vision|객체|object detection|segmentation|음성\s*(?:인식|합성)|\bstt\b|\btts\b|추천\s*(?:시스템|알고리즘|모델)|recommend|강화학습|생성\s*모델|diffusion|\bgan\b|이상\s*탐지|anomaly|예측\s*모델|시계열)"},
    {"experiment", R"(a/b|ab\s*테스트|실험\s*설계|가설|causal|인과|experiment)"},
    {"selling", R"(영업|판매|고객사\s*(?:발굴|관리)|매출|제안서|마케팅|캠페인|sales|marketing)"},
    {"teaching", R"(강의|수업|수강생|교육생|훈련생|교안|커리큘럼|수료|국비|curriculum|teach)"},
    {"labelling", R"(라벨링|labeling|어노테이션|annotation|검수|데이터\s*가공)"},
    {"hardware",
     R"(회로|pcb|fpga|verilog|firmware|펌웨어|plc|모션\s*제어|halcon|mfc|기구\s*설계|rtos|임베디드)"},
    {"operations",
     R"(모니터링|장애|인프라|kubernetes|쿠버네티스|terraform|ci/?cd|클라우드|네트워크)"},
};

constexpr WordGroup kTags[] = {
    {"framework", R"(pytorch|tensorflow|keras|scikit|hugging|caffe|\bjax\b|onnx|tensorrt)"},
    {"llm", R"(\bllm|langchain|\brag\b|fine.?tuning|prompt|agent)"},
    {"vision", R"(opencv|영상처리|이미지프로세싱|컴퓨터비[전젼]|detection|segmentation|yolo)"},
    {"language", R"(\bnlp\b|자연어|음성|stt|tts)"},
    {"model", R"(모델링|알고리즘|deep\s*learning|machine\s*learning|\baiml\b|\bmldl\b|mlops)"},
    {"board", R"(딥러닝|머신러닝|인공지능|빅데이터)"},
    {"server",
     R"(spring|java$|kotlin|node|react|vue|backend|백엔드|프론트|풀스택|웹개발|php|mysql|앱개발)"},
    {"machine", R"(mfc|halcon|\.net|wpf|c#|fpga|rtos|펌웨어|임베디드|plc|장비)"},
    {"data", R"(etl|airflow|spark|hadoop|kafka|bigquery|dbt|redshift|데이터엔지니어)"},
    {"report", R"(tableau|looker|power\s*bi|redash|excel|\bga4?\b|analytics|amplitude)"},
    {"operations", R"(kubernetes|docker|terraform|devops|jenkins|prometheus|클라우드)"},
};

constexpr WordGroup kEmployers[] = {
    {"school", R"(아카데미|학원|캠퍼스|교육|인재개발|직업전문|부트캠프|academy|bootcamp)"},
    {"university", R"(대학|university|college|연구원$|연구소|research|institute|재단)"},
    {"hunter",
     R"(써치|서치|헤드헌|커리어|컨설팅|파트너스|스카우트|휴먼|인재|\bhr|에이치알|recruit|staffing|consult)"},
    {"ai", R"(\bai\b|ai\)|에이아이|인공지능|딥|브레인|랩스?$|labs?\b|로보|비전|vision|deep)"},
};

} // namespace

std::vector<std::string_view> groups_in(GroupsOf of, std::string_view folded) {
    static const WordGroups title(kGroups);
    static const WordGroups duties(kDuties);
    static const WordGroups tags(kTags);
    static const WordGroups employer(kEmployers);
    switch (of) {
    case GroupsOf::title:
        return title.in(folded);
    case GroupsOf::duties:
        return duties.in(folded);
    case GroupsOf::tags:
        return tags.in(folded);
    case GroupsOf::employer:
        break;
    }
    return employer.in(folded);
}

/// Where the text speaks of the work: boards and companies put pages about themselves before it.
std::string_view duties_in(std::string_view text) {
    static const RE2 heading(
        R"((?i)(?:주요|담당|수행|모집|상세)\s*업무|업무\s*(?:내용|소개)|직무\s*(?:내용|소개|상세)|(?:이런|어떤)\s*일을|합류하(?:면|시면)|하게\s*(?:될|되는)\s*(?:일|업무)|responsibilit|what you(?:'|’)?(?:ll| will)\s+(?:do|be doing)|you will\b|in this role|job description|duties|position overview|about the (?:role|job|position))");
    re2::StringPiece rest(text.data(), text.size());
    if (!RE2::FindAndConsume(&rest, heading)) return text;
    const auto at = static_cast<std::size_t>(rest.data() - text.data());
    return text.size() - at < 60 ? text : text.substr(at);
}

} // namespace gonggo::postings
