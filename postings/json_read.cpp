#include "postings/json.hpp"
#include "postings/names.hpp"

#include <boost/json.hpp>

namespace gonggo::postings {
namespace {

namespace json = boost::json;

std::string text(const json::object& in, std::string_view key) {
    const json::value* v = in.if_contains(key);
    return v && v->is_string() ? std::string(v->get_string()) : std::string();
}

Timestamp time(const json::object& in, std::string_view key) {
    return parse_iso8601(text(in, key)).value_or(Timestamp{});
}

template <class T>
std::optional<T> number(const json::object& in, std::string_view key) {
    const json::value* v = in.if_contains(key);
    return v && v->is_int64() ? std::optional<T>(static_cast<T>(v->get_int64())) : std::nullopt;
}

const json::object& object(const json::object& in, std::string_view key) {
    static const json::object empty;
    const json::value* v = in.if_contains(key);
    return v && v->is_object() ? v->get_object() : empty;
}

template <class Take>
void each(const json::object& in, std::string_view key, Take take) {
    if (const json::value* v = in.if_contains(key); v && v->is_array())
        for (const auto& item : v->get_array()) take(item);
}

std::vector<std::string> texts(const json::object& in, std::string_view key) {
    std::vector<std::string> out;
    each(in, key, [&](const json::value& v) {
        if (v.is_string()) out.emplace_back(v.get_string());
    });
    return out;
}

void read_level(const json::object& in, Level& out) {
    out.min_years = number<int>(in, "min_years");
    out.max_years = number<int>(in, "max_years");
    for (const auto& label : texts(in, "labels"))
        if (const auto l = from_name<LevelLabel>(label)) out.labels.push_back(*l);
}

void read_deadline(const json::object& in, Deadline& out) {
    out.text = text(in, "text");
    const std::string date = text(in, "date");
    if (const auto kind = from_name<DeadlineKind>(date))
        out.kind = *kind;
    else if ((out.date = parse_date(date)))
        out.kind = DeadlineKind::date;
}

} // namespace

std::optional<Posting> from_json(std::string_view line) {
    boost::system::error_code ec;
    unsigned char room[16 * 1024]; // most records fit: no allocation for each of their parts
    json::monotonic_resource memory(room);
    const json::value value = json::parse(line, ec, &memory);
    if (ec || !value.is_object()) return std::nullopt;
    const json::object& in = value.get_object();
    Posting out;
    out.id = text(in, "id");
    out.title = text(in, "title");
    out.company = text(in, "company");
    out.url = text(in, "url");
    each(in, "links", [&](const json::value& v) {
        if (!v.is_object()) return;
        const auto& l = v.get_object();
        const json::value* closed = l.if_contains("closed");
        out.links.push_back({text(l, "source"), text(l, "url"), text(l, "external_id"),
                             time(l, "first_seen"), time(l, "last_seen"),
                             closed && closed->is_bool() && closed->get_bool()});
    });
    out.locations = texts(in, "locations");
    out.remote = from_name<Remote>(text(in, "remote"));
    out.employment = from_name<Employment>(text(in, "employment"));
    read_level(object(in, "level"), out.level);
    const auto& salary = object(in, "salary");
    out.salary = {number<std::int64_t>(salary, "min"), number<std::int64_t>(salary, "max"),
                  text(salary, "currency"), from_name<SalaryPeriod>(text(salary, "period")),
                  text(salary, "text")};
    out.education = text(in, "education");
    out.skills = texts(in, "skills");
    out.description = text(in, "description");
    out.posted = parse_iso8601(text(in, "posted"));
    read_deadline(object(in, "deadline"), out.deadline);
    out.first_seen = time(in, "first_seen");
    out.last_seen = time(in, "last_seen");
    out.closed = parse_iso8601(text(in, "closed"));
    out.reposts = number<int>(in, "reposts").value_or(0);
    out.role = from_name<Role>(text(in, "role")).value_or(Role::other);
    out.kind = from_name<Kind>(text(in, "kind")).value_or(Kind::job);
    each(in, "matches", [&](const json::value& v) {
        if (v.is_object())
            out.matches.push_back({text(v.get_object(), "profile"),
                                   number<int>(v.get_object(), "score").value_or(0),
                                   texts(v.get_object(), "reasons")});
    });
    out.status = text(in, "status");
    out.notes = text(in, "notes");
    return out;
}

std::vector<std::string> skills_of_json(std::string_view line) {
    constexpr std::string_view kKey = ",\"skills\":["; // within a text its quotes were escaped
    const auto key = line.find(kKey);
    if (key == std::string_view::npos) return {};
    const std::size_t open = key + kKey.size() - 1;
    std::size_t close = open + 1;
    for (bool quoted = false; close < line.size() && (quoted || line[close] != ']'); ++close)
        if (line[close] == '\\')
            ++close;
        else if (line[close] == '"')
            quoted = !quoted;
    boost::system::error_code ec;
    const json::value list = json::parse(line.substr(open, close + 1 - open), ec);
    return ec ? std::vector<std::string>() : texts({{"skills", list}}, "skills");
}

} // namespace gonggo::postings
