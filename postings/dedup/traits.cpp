#include "postings/dedup/traits.hpp"

#include "base/text.hpp"
#include "postings/dedup/company_forms.hpp"
#include "postings/normalise.hpp"

#include <algorithm>
#include <bit>
#include <xxhash.h>

namespace gonggo::postings {

Traits traits_of(const Posting& p) {
    Traits out;
    if (!p.links.empty()) out.source = p.links[0].source;
    out.companies = company_forms(p.company);
    out.anonymous = is_anonymous_company(p.company);
    out.title = comparable_title(p.title, out.companies);
    out.title_level = parse_career(p.title);
    out.tells = tells_of(p.title);
    out.level = p.level;
    out.locations = p.locations;
    out.deadline = p.deadline.date;
    out.posted = p.posted;
    for (const auto& skill : p.skills) {
        const std::string s = text::fold(skill);
        out.skills.push_back(XXH3_64bits(s.data(), s.size()));
    }
    std::ranges::sort(out.skills);
    out.skills.erase(std::ranges::unique(out.skills).begin(), out.skills.end());
    if (p.description.size() >= kSketchable) out.text = sketch_of(p.description);
    out.text_size = static_cast<std::uint32_t>(p.description.size());
    return out;
}

Glance glance_of(const Traits& traits) {
    const std::u32string title = with_short_words(traits.title.core);
    Glance out{.functions = traits.tells.functions};
    for (std::size_t i = 0; i + 1 < title.size(); ++i) {
        const std::uint64_t pair = (std::uint64_t{title[i]} << 32) | title[i + 1];
        out.letters |= std::uint64_t{1} << ((pair * 0x9E3779B97F4A7C15U) >> 58);
    }
    return out;
}

bool functions_near(std::uint64_t a, std::uint64_t b) {
    return named(a, b) != Named::conflict;
}

bool letters_near(std::uint64_t a, std::uint64_t b) {
    const auto [least, most] = std::minmax({std::popcount(a), std::popcount(b)});
    const int common = std::popcount(a & b);
    return least <= 2 || (2 * common >= least - 1 && 6 * common >= most);
}

} // namespace gonggo::postings
