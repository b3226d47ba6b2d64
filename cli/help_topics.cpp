// `gonggo help TOPIC`.
#include "cli/help.hpp"

namespace gonggo::cli {

const std::vector<Topic>& help_topics() {
    static const std::vector<Topic> topics = {
        {"queries", "찾는 말", "the query language", R"(찾는 말 (search, 프로필의 include/exclude)

  추천 시스템          두 낱말 모두
  "추천 시스템"        그 구절
  MLOps OR DevOps      둘 가운데 하나
  -강사, NOT 강사      없는 것
  (nlp OR 음성) -인턴  묶기
  kuber*               그렇게 시작하는 낱말
  title:MLOps          한 칸에서만: title company place skill source role level kind status tag
  ㅁㅅㄹㄴ             첫소리 (둘 이상): 머신러닝

한글은 낱말 가운데서도 찾습니다(추천 → 추천을). 로마자는 온 낱말입니다(ml은 HTML에 없습니다).
새것부터 나옵니다. --sort relevance는 제목과 기술에 무게를 둡니다.
)",
         R"(The query language (search, and include/exclude of profiles)

  추천 시스템          both words
  "추천 시스템"        the phrase
  MLOps OR DevOps      either
  -강사, NOT 강사      without it
  (nlp OR 음성) -인턴  groups
  kuber*               words that begin so
  title:MLOps          in one field: title company place skill source role level kind status tag
  ㅁㅅㄹㄴ             initial consonants (two or more): 머신러닝

Hangul is found inside words (추천 finds 추천을); Latin words are whole words (ml is not in HTML).
Newest first; --sort relevance weighs title and skills.
)"},
        {"formats", "출력 형식", "output formats", R"(출력 형식 (--format)

  table  표, 터미널 너비에 맞춤
  json   배열 하나
  jsonl  한 줄에 하나 (--json)
  csv    스프레드시트 (수식은 막고, --bom은 Excel)
  md     마크다운 표
  ids    번호만: gonggo mark $(gonggo list --format ids) hidden

JSON의 형식은 posting.schema.json에 있습니다. --columns로 칸을 고릅니다.
)",
         R"(Output formats (--format)

  table  fits the terminal
  json   one array
  jsonl  an object a line (--json)
  csv    for spreadsheets (no formulas; --bom for Excel)
  md     a Markdown table
  ids    ids only: gonggo mark $(gonggo list --format ids) hidden

The shape of JSON is in posting.schema.json. --columns chooses the columns.
)"},
        {"status", "지원 상태", "application states", R"(지원 상태 (mark, pipeline)

  interested  관심
  applied     지원함
  interview   면접
  offer       합격
  rejected    불합격
  hidden      숨김
  none        표시를 지움

관심과 지원한 공고는 마감이 다가오면 다이제스트가 알려 줍니다. 숨긴 공고는 다시 올라와도, 다른 곳에
같은 글로 실려도 나오지 않습니다. gonggo list --status hidden으로 볼 수 있습니다.
한글로 적어도 됩니다: gonggo mark ID 지원함
)",
         R"(Application states (mark, pipeline)

  interested  you may apply
  applied     you did
  interview   they want to see you
  offer       they want you
  rejected    they do not
  hidden      you never want to see it again
  none        takes the mark off

The digest reminds of closing days of what you marked. What is hidden does not come back, nor when it is
reposted or copied elsewhere; gonggo list --status hidden shows it.
)"},
        {"files", "파일과 환경 변수", "files and environment", R"(파일과 환경 변수

  ~/.config/gonggo/gonggo.toml     설정 (그다음 /etc/gonggo/gonggo.toml)
  ~/.local/share/gonggo/gonggo.db  공고
  ~/.config/gonggo/recipes/        내가 쓴 레시피

  GONGGO_CONFIG              설정 파일
  GONGGO_RECIPES             레시피 폴더
  NO_COLOR                   색 없이
  GONGGO_PAGER, PAGER        긴 목록을 보여 줄 프로그램
  BROWSER                    open이 쓸 브라우저
  LC_ALL, LC_MESSAGES, LANG  en…이면 영어 (설정의 language가 먼저)
)",
         R"(Files and environment

  ~/.config/gonggo/gonggo.toml     the configuration (then /etc/gonggo/gonggo.toml)
  ~/.local/share/gonggo/gonggo.db  the postings
  ~/.config/gonggo/recipes/        your own recipes

  GONGGO_CONFIG              the configuration
  GONGGO_RECIPES             folders of recipes
  NO_COLOR                   no colours
  GONGGO_PAGER, PAGER        shows long lists
  BROWSER                    the browser of open
  LC_ALL, LC_MESSAGES, LANG  en… is English (language in the configuration goes first)
)"},
        {"exit", "종료 코드", "exit codes", R"(종료 코드

  0  성공
  1  실패
  2  잘못 쓴 명령
  3  일부만 실패
)",
         R"(Exit codes

  0  fine
  1  failed
  2  usage
  3  partly failed
)"},
    };
    return topics;
}

} // namespace gonggo::cli
