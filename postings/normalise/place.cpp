// Places: 시/도 and 구/군 in short form, the English names of Korean regions, towns people say
// instead.
#include "base/text.hpp"
#include "postings/normalise.hpp"
#include "postings/vocabulary.hpp"

#include <algorithm>
#include <map>
#include <re2/re2.h>
#include <set>

namespace gonggo::postings {
namespace {

struct Place {
    std::string name;
    std::vector<std::string> spellings; ///< folded
};

struct Places {
    std::vector<Place> regions;      ///< 시/도
    std::vector<Place> towns;        ///< cities, districts and quarters that say their region
    std::set<std::string> ambiguous; ///< spellings that several towns have: 중구
};

const Places& places() {
    static const Places out = [] {
        Places all;
        std::map<std::string, int> owners;
        for (const auto& row : vocabulary(Vocabulary::places)) {
            Place place{row[0], {}};
            for (const auto& spelling : text::split_trimmed(row[1], "|"))
                place.spellings.push_back(text::fold(spelling));
            const bool town = place.name.find(' ') != std::string::npos;
            if (town)
                for (const auto& spelling : place.spellings) ++owners[spelling];
            (town ? all.towns : all.regions).push_back(std::move(place));
        }
        for (const auto& [spelling, count] : owners)
            if (count > 1) all.ambiguous.insert(spelling);
        return all;
    }();
    return out;
}

bool korean_word_end(std::string_view s, std::size_t end) {
    return end >= s.size() ||
           std::string_view(" ,>/()·|-\t").find(s[end]) != std::string_view::npos;
}

/// The spelling that begins `s`, or null. Latin ones must end at a word's end.
const std::string* begins_with(std::string_view s, const Place& place, bool whole_word) {
    for (const auto& spelling : place.spellings) {
        if (!s.starts_with(spelling)) continue;
        const bool latin = static_cast<unsigned char>(spelling[0]) < 0x80;
        if ((latin || whole_word) && !korean_word_end(s, spelling.size())) continue;
        return &spelling;
    }
    return nullptr;
}

template <class Wanted>
const Place* find_anywhere(std::string_view s, const std::vector<Place>& table, Wanted wanted) {
    for (std::size_t i = 0; i < s.size(); ++i) {
        if (i > 0 && !korean_word_end(s, i - 1)) continue;
        for (const auto& place : table)
            if (const auto* spelling = begins_with(s.substr(i), place, true);
                spelling && wanted(place, *spelling))
                return &place;
    }
    return nullptr;
}

const Place* region_in(std::string_view s) {
    return find_anywhere(s, places().regions, [](const auto&, const auto&) { return true; });
}

const Place* town_in(std::string_view s, const Place& region) {
    return find_anywhere(s, places().towns, [&](const Place& town, const auto&) {
        return town.name.starts_with(region.name + " ");
    });
}

/// A town whose region is not said: 중구 could be any.
const Place* town_in(std::string_view s) {
    return find_anywhere(s, places().towns, [](const Place&, const std::string& spelling) {
        return !places().ambiguous.contains(spelling);
    });
}

} // namespace

std::string normalise_place(std::string_view raw) {
    static const RE2 district(
        R"(^\s*[>,·/ ]*\s*([가-힣]{1,6}시)?\s*[>, ]*\s*([가-힣]{1,5}[구군])(?:[\s,>)(·/]|외|전체|$))");
    static const RE2 city(R"(^\s*[>,·/ ]*\s*([가-힣]{1,6}시)(?:[\s,>)(·/]|$))");
    std::string s = text::replace_all(raw, "&gt;", ">");
    s = text::collapse_space(text::fold(s));
    if (s.empty()) return {};
    for (const auto& region : places().regions) {
        // "서울특별시강남구" and "서울시 강남구" alike; "광주시" of 경기 is found by its province
        // first
        const auto* spelling = begins_with(s, region, false);
        if (!spelling) continue;
        const std::size_t n = spelling->size();
        const std::string_view rest = std::string_view(s).substr(n);
        std::string si;
        std::string gu;
        if (RE2::PartialMatch(re2::StringPiece(rest.data(), rest.size()), district, &si, &gu) &&
            gu != "전구") {
            std::string out = region.name;
            if (!si.empty() && si != region.name + "시") out += " " + si;
            return out + " " + gu;
        }
        if (RE2::PartialMatch(re2::StringPiece(rest.data(), rest.size()), city, &si))
            return region.name + " " + si;
        if (const Place* town = town_in(rest, region)) return town->name;
        if (rest.empty() || korean_word_end(s, n) || rest.starts_with("전체") ||
            rest.starts_with(" 전") || rest.starts_with("외"))
            return region.name;
    }
    const Place* region = region_in(s);
    const Place* town = region ? town_in(s, *region) : nullptr; // "Jung-gu, Seoul"
    if (!town) town = town_in(s);
    if (town) {
        static const RE2 ward(R"(시\s+([가-힣]{1,4}구)(?:[\s,>)(·/]|$))"); // "성남시 분당구"
        std::string gu;
        if (town->name.ends_with("시") && RE2::PartialMatch(s, ward, &gu))
            return town->name + " " + gu;
        return town->name;
    }
    if (region) return region->name;
    return text::collapse_space(text::replace_all(raw, "&gt;", ">"));
}

} // namespace gonggo::postings
