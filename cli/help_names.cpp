// What commands are called in Korean. tests/cli/help_test.py asks for the help of each.
#include "cli/help.hpp"

namespace gonggo::cli {

const std::vector<KoreanName>& korean_names() {
    static const std::vector<KoreanName> names = {
        {"poll", "읽기"},
        {"digest", "다이제스트"},
        {"outbox", "보낼 편지함"},
        {"notify", "알림"},
        {"list", "목록"},
        {"search", "검색"},
        {"sources", "출처"},
        {"show", "보기"},
        {"open", "열기"},
        {"why", "이유"},
        {"company", "회사"},
        {"mark", "표시"},
        {"note", "메모"},
        {"tag", "꼬리표"},
        {"merge", "합치기"},
        {"split", "나누기"},
        {"pipeline", "지원 현황"},
        {"feedback", "피드백"},
        {"keywords", "기술"},
        {"trends", "추세"},
        {"stats", "통계"},
        {"report", "보고서"},
        {"eval", "평가"},
        {"export", "내보내기"},
        {"calendar", "달력"},
        {"import", "들이기"},
        {"recipes", "레시피"},
        {"try", "시험"},
        {"companies", "회사 목록"},
        {"backup", "백업"},
        {"integrity", "점검"},
        {"init", "설정"},
        {"doctor", "진단"},
        {"inspect", "작업대"},
        {"completion", "자동 완성"},
        {"help", "도움말"},
        {"retry", "다시 보내기"},
        {"drop", "지우기"},
        {"test", "시험"},
        {"check", "확인"},
    };
    return names;
}

} // namespace gonggo::cli
