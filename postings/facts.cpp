#include "postings/facts.hpp"

#include "base/text.hpp"
#include "postings/names.hpp"
#include "postings/normalise.hpp"

#include <algorithm>
#include <re2/re2.h>
#include <set>

namespace gonggo::postings {
namespace {

bool holds(const std::string& wide, const std::string& narrow) {
    return narrow.starts_with(wide) && (narrow.size() == wide.size() || narrow[wide.size()] == ' ');
}

} // namespace

std::optional<std::int64_t> yearly_won(const Salary& salary, std::optional<std::int64_t> sum) {
    constexpr std::int64_t kHoursAMonth = 209, kDaysAMonth = 21, kWeeksAYear = 52, kMonths = 12;
    if (!sum || (!salary.currency.empty() && salary.currency != "KRW")) return {};
    switch (salary.period.value_or(SalaryPeriod::year)) {
    case SalaryPeriod::year:
        return *sum;
    case SalaryPeriod::month:
        return *sum * kMonths;
    case SalaryPeriod::week:
        return *sum * kWeeksAYear;
    case SalaryPeriod::day:
        return *sum * kDaysAMonth * kMonths;
    case SalaryPeriod::hour:
        return *sum * kHoursAMonth * kMonths;
    case SalaryPeriod::once:
        break;
    }
    return {};
}

bool offers_military_service(const Posting& posting) {
    static const RE2 named(
        R"(전문\s*연구\s*요원|전문연|병역\s*특례|병특|산업\s*기능\s*요원|산기요|보충역\s*편입)");
    static const RE2 ruled_out(
        R"(^[^\n.,/]{0,10}(?:불가|없음|안\s*됨|아님|제외|미지정|미지원|해당\s*사항\s*없))");
    for (const std::string_view where :
         {std::string_view(posting.title), std::string_view(posting.description)}) {
        re2::StringPiece rest(where.data(), where.size());
        while (RE2::FindAndConsume(&rest, named))
            if (!RE2::PartialMatch(rest, ruled_out)) return true;
    }
    return std::ranges::any_of(
        posting.skills, [](const std::string& tag) { return RE2::PartialMatch(tag, named); });
}

std::string as_written(const std::string& title, const std::string& word) {
    const auto passed_over = [](char c) { return c == ' ' || c == '-'; };
    const std::string lower = text::ascii_lower(title); // keeps every byte's place
    if (const auto at = lower.find(word); at != std::string::npos)
        return title.substr(at, word.size());
    for (std::size_t begin = 0; begin < lower.size(); ++begin) {
        const char before = begin > 0 ? lower[begin - 1] : ' ';
        if ((before >= 'a' && before <= 'z') || passed_over(lower[begin])) continue;
        std::size_t end = begin, read = 0;
        while (read < word.size() && end < lower.size())
            if (word[read] == lower[end]) {
                ++read;
                ++end;
            } else if (passed_over(lower[end]))
                ++end;
            else if (passed_over(word[read]))
                ++read;
            else
                break;
        if (read == word.size()) return title.substr(begin, end - begin);
    }
    return word;
}

std::string role_words(const Posting& posting, const Classification& c) {
    constexpr std::size_t kEnough = 40;
    std::vector<std::string> words;
    for (const auto& e : c.evidence) {
        if (e.weight <= 0 || e.where != "title") continue;
        const std::string word = as_written(posting.title, e.what);
        const auto within = [](const std::string& a, const std::string& b) {
            return b.find(a) != std::string::npos;
        };
        if (std::ranges::any_of(words, [&](const auto& had) { return within(word, had); }))
            continue;
        std::erase_if(words, [&](const auto& had) { return within(had, word); });
        words.push_back(word);
    }
    std::string out;
    for (const auto& word : words)
        if (out.size() < kEnough) out += (out.empty() ? "" : "·") + word;
    return out;
}

Facts::Facts(const Posting& p, const Classification& c, const Wished& wished)
    : posting(p), classification(c), role(bit_of(c.role)), kind(bit_of(p.kind)), levels(0),
      remote(p.remote ? bit_of(*p.remote) : 0),
      employment(p.employment ? bit_of(*p.employment) : 0), wished_(wished),
      most_won_(yearly_won(p.salary, p.salary.max)), least_won_(yearly_won(p.salary, p.salary.min)),
      said_(wished.queries.size(), -1) {
    for (const auto label : p.level.labels) levels |= bit_of(label);
    find_places();
}

/// A wish for 서울 is fulfilled by 서울 강남구; and a posting that says only 서울 may be in 강남구.
void Facts::find_places() {
    for (const auto& wish : wished_.places.all()) {
        const auto at = std::ranges::find_if(posting.locations, [&](const std::string& have) {
            return holds(wish, have) || holds(have, wish);
        });
        const bool within = at != posting.locations.end();
        if (within) places_hint_ |= hint_of(static_cast<int>(places_.size()));
        places_.push_back(within ? &*at : nullptr);
    }
}

const std::string* Facts::place_within(int wished) const {
    return places_[static_cast<std::size_t>(wished)];
}

void Facts::find_skills() const {
    has_skill_.assign(wished_.skills.all().size(), 0);
    skills_.emplace();
    std::set<std::string> seen;
    for (const auto* list : {&classification.skills, &posting.skills})
        for (const auto& name : *list) {
            std::string key = skill_key(name);
            const int number = wished_.skills.find(key);
            if (!seen.insert(std::move(key)).second) continue;
            if (number >= 0) has_skill_[static_cast<std::size_t>(number)] = 1;
            skills_->push_back({name, number});
        }
}

bool Facts::has_skill(int wished) const {
    if (!skills_) find_skills();
    return has_skill_[static_cast<std::size_t>(wished)] != 0;
}

const std::vector<Facts::HadSkill>& Facts::skills() const {
    if (!skills_) find_skills();
    return *skills_;
}

int Facts::company() const {
    if (!company_) company_ = wished_.companies.find(company_key(posting.company));
    return *company_;
}

bool Facts::from(int wished_source) const {
    const auto& name = wished_.sources.all()[static_cast<std::size_t>(wished_source)];
    return std::ranges::any_of(posting.links, [&](const Link& l) { return l.source == name; });
}

bool Facts::asked(int query) const {
    const auto at = static_cast<std::size_t>(query);
    if (said_[at] < 0) {
        if (!text_) text_.emplace(posting);
        said_[at] = wished_.queries[at].matches(*text_) ? 1 : 0;
    }
    return said_[at] == 1;
}

bool Facts::military() const {
    if (!military_) military_ = offers_military_service(posting);
    return *military_;
}

const std::string& Facts::role_reason() const {
    if (!role_reason_) {
        role_reason_ = std::string(label_of(classification.role));
        if (const auto words = role_words(posting, classification); !words.empty())
            *role_reason_ += " (제목 '" + words + "')";
    }
    return *role_reason_;
}

} // namespace gonggo::postings
