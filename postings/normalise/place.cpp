// Places: 시/도 and 구/군 in short form, the English names of Korean regions, towns people say
// instead.
#include "base/text.hpp"
#include "postings/normalise.hpp"

#include <algorithm>
#include <array>
#include <re2/re2.h>

namespace gonggo::postings {
namespace {

struct Region {
    std::string_view name;
    std::string_view spellings; // '|' between, folded
};

constexpr std::array kRegions = {
    Region{"서울", "서울특별시|서울시|서울|seoul"},
    Region{"부산", "부산광역시|부산시|부산|busan|pusan"},
    Region{"대구", "대구광역시|대구시|대구|daegu|taegu"},
    Region{"인천", "인천광역시|인천시|인천|incheon"},
    Region{"광주", "광주광역시|광주시|광주|gwangju"},
    Region{"대전", "대전광역시|대전시|대전|daejeon|taejon"},
    Region{"울산", "울산광역시|울산시|울산|ulsan"},
    Region{"세종", "세종특별자치시|세종시|세종|sejong"},
    Region{"경기", "경기도|경기|gyeonggi-do|gyeonggi|kyeonggi"},
    Region{"강원", "강원특별자치도|강원도|강원|gangwon-do|gangwon"},
    Region{"충북", "충청북도|충북|chungcheongbuk-do|chungbuk|north chungcheong"},
    Region{"충남", "충청남도|충남|chungcheongnam-do|chungnam|south chungcheong"},
    Region{"전북", "전북특별자치도|전라북도|전북|jeollabuk-do|jeonbuk|north jeolla"},
    Region{"전남", "전라남도|전남|jeollanam-do|jeonnam|south jeolla"},
    Region{"경북", "경상북도|경북|gyeongsangbuk-do|gyeongbuk|north gyeongsang"},
    Region{"경남", "경상남도|경남|gyeongsangnam-do|gyeongnam|south gyeongsang"},
    Region{"제주", "제주특별자치도|제주도|제주시|제주|jeju-do|jeju"},
};

/// Cities and quarters that say their region by themselves.
constexpr std::array kTowns = {
    Region{"경기 성남시 분당구", "판교|pangyo|분당구|분당|bundang|bundang-gu"},
    Region{"경기 성남시", "성남시|성남|seongnam|seongnam-si"},
    Region{"경기 수원시", "수원시|수원|suwon|suwon-si"},
    Region{"경기 용인시", "용인시|용인|yongin"},
    Region{"경기 화성시", "화성시|동탄|hwaseong"},
    Region{"경기 고양시", "고양시|일산|goyang"},
    Region{"경기 안양시", "안양시|안양|anyang"},
    Region{"경기 과천시", "과천시|과천|gwacheon"},
    Region{"경기 하남시", "하남시|hanam"},
    Region{"경기 광명시", "광명시|gwangmyeong"},
    Region{"경기 평택시", "평택시|평택|pyeongtaek"},
    Region{"경기 안산시", "안산시|ansan"},
    Region{"경기 파주시", "파주시|파주|paju"},
    Region{"경기 이천시", "이천시|icheon"},
    Region{"경북 포항시", "포항시|포항|pohang"},
    Region{"경북 구미시", "구미시|gumi"},
    Region{"경남 창원시", "창원시|창원|changwon"},
    Region{"충남 천안시", "천안시|천안|cheonan"},
    Region{"충남 아산시", "아산시|asan"},
    Region{"충북 청주시", "청주시|청주|cheongju"},
    Region{"전북 전주시", "전주시|전주|jeonju"},
    Region{"강원 춘천시", "춘천시|춘천|chuncheon"},
    Region{"강원 원주시", "원주시|원주|wonju"},
    Region{"서울 강남구", "강남구|강남|gangnam-gu|gangnam|테헤란로|역삼동|역삼|삼성동|teheran-ro"},
    Region{"서울 서초구", "서초구|서초|seocho-gu|seocho|양재"},
    Region{"서울 송파구", "송파구|송파|songpa-gu|songpa|잠실|문정동"},
    Region{"서울 성동구", "성동구|성수동|성수|seongdong-gu|seongsu"},
    Region{"서울 마포구", "마포구|마포|mapo-gu|mapo|홍대"},
    Region{"서울 영등포구", "영등포구|여의도|yeongdeungpo-gu|yeouido"},
    Region{"서울 구로구", "구로구|구로|guro-gu|guro"},
    Region{"서울 금천구", "금천구|가산디지털단지|가산동|가산|geumcheon-gu|gasan"},
    Region{"서울 강서구", "마곡|magok"},
    Region{"서울 용산구", "용산구|용산|yongsan-gu|yongsan"},
    Region{"서울 종로구", "종로구|종로|광화문|jongno-gu|jongno"},
    Region{"서울 관악구", "관악구|gwanak-gu|gwanak"},
    Region{"서울 광진구", "광진구|gwangjin-gu"},
    Region{"서울 동작구", "동작구|dongjak-gu"},
    Region{"서울 서대문구", "서대문구|seodaemun-gu"},
    Region{"서울 성북구", "성북구|seongbuk-gu"},
    Region{"서울 강동구", "강동구|gangdong-gu"},
    Region{"서울 동대문구", "동대문구|dongdaemun-gu"},
    Region{"인천 연수구", "송도|songdo|연수구|yeonsu-gu"},
    Region{"대전 유성구", "유성구|대덕연구단지|yuseong-gu"},
    Region{"부산 해운대구", "해운대구|해운대|haeundae-gu|센텀시티"},
};

bool korean_word_end(std::string_view s, std::size_t end) {
    return end >= s.size() ||
           std::string_view(" ,>/()·|-\t").find(s[end]) != std::string_view::npos;
}

/// The length of the spelling that begins `s`, 0 when none does. Latin ones must end at a word's
/// end.
std::size_t begins_with(std::string_view s, std::string_view spellings, bool whole_word) {
    for (const auto spelling : text::split(spellings, '|')) {
        if (!s.starts_with(spelling)) continue;
        const bool latin = static_cast<unsigned char>(spelling[0]) < 0x80;
        if ((latin || whole_word) && !korean_word_end(s, spelling.size())) continue;
        return spelling.size();
    }
    return 0;
}

const Region* find_anywhere(std::string_view s, const auto& table) {
    for (std::size_t i = 0; i < s.size(); ++i) {
        if (i > 0 && !korean_word_end(s, i - 1)) continue;
        for (const auto& region : table)
            if (begins_with(s.substr(i), region.spellings, true)) return &region;
    }
    return nullptr;
}

} // namespace

std::string normalise_place(std::string_view raw) {
    static const RE2 district(
        R"(^\s*[>,·/ ]*\s*([가-힣]{1,6}시)?\s*[>, ]*\s*([가-힣]{1,5}[구군])(?:[\s,>)(·/]|외|전체|$))");
    static const RE2 city(R"(^\s*[>,·/ ]*\s*([가-힣]{1,6}시)(?:[\s,>)(·/]|$))");
    std::string s = text::replace_all(raw, "&gt;", ">");
    s = text::collapse_space(text::fold(s));
    if (s.empty()) return {};
    for (const auto& region : kRegions) {
        // "서울특별시강남구" and "서울시 강남구" alike; "광주시" of 경기 is found by its province
        // first
        const std::size_t n = begins_with(s, region.spellings, false);
        if (n == 0) continue;
        const std::string_view rest = std::string_view(s).substr(n);
        std::string si;
        std::string gu;
        if (RE2::PartialMatch(re2::StringPiece(rest.data(), rest.size()), district, &si, &gu) &&
            gu != "전구") {
            std::string out(region.name);
            if (!si.empty() && si != std::string(region.name) + "시") out += " " + si;
            return out + " " + gu;
        }
        if (RE2::PartialMatch(re2::StringPiece(rest.data(), rest.size()), city, &si))
            return std::string(region.name) + " " + si;
        if (const Region* town = find_anywhere(rest, kTowns);
            town && town->name.starts_with(region.name))
            return std::string(town->name);
        if (rest.empty() || korean_word_end(s, n) || rest.starts_with("전체") ||
            rest.starts_with(" 전") || rest.starts_with("외"))
            return std::string(region.name);
    }
    if (const Region* town = find_anywhere(s, kTowns)) {
        static const RE2 ward(R"(시\s+([가-힣]{1,4}구)(?:[\s,>)(·/]|$))"); // "성남시 분당구"
        std::string gu;
        if (town->name.ends_with("시") && RE2::PartialMatch(s, ward, &gu))
            return std::string(town->name) + " " + gu;
        return std::string(town->name);
    }
    if (const Region* region = find_anywhere(s, kRegions)) return std::string(region->name);
    return text::collapse_space(text::replace_all(raw, "&gt;", ">"));
}

} // namespace gonggo::postings
