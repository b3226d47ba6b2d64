#include "postings/inspect.hpp"

#include "postings/classify.hpp"
#include "postings/dedup.hpp"
#include "postings/json.hpp"
#include "postings/names.hpp"
#include "postings/normalise.hpp"

#include <boost/json.hpp>
#include <cmath>

namespace gonggo::postings {
namespace {

namespace json = boost::json;

template <class T>
json::value or_null(const std::optional<T>& v) {
    return v ? json::value(*v) : json::value(nullptr);
}

double rounded(double x) {
    return std::round(x * 1e4) / 1e4;
}

/// The weekday a deadline names, as C counts it: "~ 01/12(일)" → 0.
std::optional<unsigned> weekday_named(std::string_view s) {
    static constexpr std::string_view kDays[] = {"(일", "(월", "(화", "(수", "(목", "(금", "(토"};
    for (unsigned i = 0; i < 7; ++i)
        if (s.find(kDays[i]) != std::string_view::npos) return i;
    return std::nullopt;
}

/// A saved posting does not say on which day it was read: "내일마감" then names no day, and
/// "~ 01/12(일)" the last such Sunday.
Deadline deadline_of_saved(const Deadline& read, Date today) {
    constexpr int kYearsBack = 9;
    Deadline out = read;
    const Date another{std::chrono::sys_days{today} + std::chrono::days{1}};
    if (parse_deadline(read.text, another).date != parse_deadline(read.text, today).date)
        out.date.reset();
    const auto wanted = weekday_named(read.text);
    for (int back = 0; wanted && out.date && back <= kYearsBack; ++back) {
        const Date then{std::chrono::sys_days{(today.year() - std::chrono::years{back}) /
                                              today.month() / std::chrono::day{1}}};
        const auto date = parse_deadline(read.text, then).date;
        if (!date || std::chrono::weekday{std::chrono::sys_days{*date}}.c_encoding() != *wanted)
            continue;
        out.date = date;
        break;
    }
    return out;
}

} // namespace

std::string inspect_deadline(std::string_view text, Date today) {
    const Deadline d = parse_deadline(text, today);
    return json::serialize(
        json::object{{"kind", name_of(d.kind)},
                     {"date", d.date ? json::value(iso8601(*d.date)) : json::value(nullptr)}});
}

std::string inspect_career(std::string_view text) {
    const Level l = parse_career(text);
    json::array labels;
    for (const auto label : l.labels) labels.emplace_back(name_of(label));
    return json::serialize(json::object{{"min_years", or_null(l.min_years)},
                                        {"max_years", or_null(l.max_years)},
                                        {"labels", labels}});
}

std::string inspect_salary(std::string_view text) {
    const Salary s = parse_salary(text);
    return json::serialize(json::object{
        {"min", or_null(s.min)},
        {"max", or_null(s.max)},
        {"currency", s.currency.empty() ? json::value(nullptr) : json::value(s.currency)},
        {"period", s.period ? json::value(name_of(*s.period)) : json::value(nullptr)},
        {"text", s.text}});
}

Result<std::string> inspect_classify(std::string_view line, Date today) {
    const auto raw = raw_from_json(line);
    if (!raw) return invalid("not a JSON object");
    const Posting posting = normalise(*raw, {.today = today});
    const Classification c = classify(posting);
    json::array reasons;
    for (const auto& e : c.evidence)
        reasons.emplace_back(e.where + " '" + e.what + (e.weight > 0 ? "' +" : "' ") +
                             std::to_string(rounded(e.weight)).substr(0, 5));
    return json::serialize(json::object{{"id", raw->id},
                                        {"role", name_of(c.role)},
                                        {"match", c.match},
                                        {"score", rounded(c.score)},
                                        {"reasons", reasons}});
}

Result<ComparedPair> read_pair(std::string_view line, Date today) {
    boost::system::error_code ec;
    const json::value value = json::parse(line, ec);
    if (ec || !value.is_object() || !value.get_object().contains("a") ||
        !value.get_object().contains("b"))
        return invalid("wants {\"a\": {…}, \"b\": {…}}");
    const auto side = [&](std::string_view key) -> Result<Posting> {
        const json::value& v = value.get_object().at(key);
        const auto raw = v.is_object() ? raw_from_json(json::serialize(v)) : std::nullopt;
        if (!raw) return invalid("'" + std::string(key) + "' is no object");
        const auto* source = v.get_object().if_contains("source");
        Posting out = normalise(*raw, {.today = today,
                                       .source = source && source->is_string()
                                                     ? std::string(source->get_string())
                                                     : std::string()});
        out.deadline = deadline_of_saved(out.deadline, today);
        return out;
    };
    GONGGO_TRY(Posting a, side("a"));
    GONGGO_TRY(Posting b, side("b"));
    return ComparedPair{std::move(a), std::move(b)};
}

Result<std::string> inspect_compare(std::string_view line, Date today) {
    GONGGO_TRY(const ComparedPair pair, read_pair(line, today));
    const Comparison c = compare(pair.a, pair.b);
    return json::serialize(json::object{{"duplicate", c.duplicate}, {"score", rounded(c.score)}});
}

} // namespace gonggo::postings
