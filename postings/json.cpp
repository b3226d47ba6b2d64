#include "postings/json.hpp"

#include "base/text.hpp"
#include "postings/names.hpp"

#include <boost/json.hpp>

#include <cstdio>

namespace gonggo::postings {
namespace {

namespace json = boost::json;

json::value text_or_null(std::string_view s) {
    return s.empty() ? json::value(nullptr) : json::value(s);
}
template <class T>
json::value or_null(const std::optional<T>& v) {
    return v ? json::value(*v) : json::value(nullptr);
}
json::value time(Timestamp t, std::string_view zone) {
    return t == Timestamp{} ? json::value(nullptr) : json::value(iso8601(t, zone));
}
json::array texts(const std::vector<std::string>& list) {
    json::array out;
    for (const auto& s : list) out.emplace_back(s);
    return out;
}

json::array links(const std::vector<Link>& list, std::string_view zone) {
    json::array out;
    for (const auto& link : list)
        out.push_back({{"source", link.source},
                       {"url", link.url},
                       {"external_id", link.external_id},
                       {"first_seen", time(link.first_seen, zone)},
                       {"last_seen", time(link.last_seen, zone)},
                       {"closed", link.closed}});
    return out;
}

json::object level(const Level& l) {
    json::array labels;
    for (const auto label : l.labels) labels.emplace_back(name_of(label));
    return {{"min_years", or_null(l.min_years)},
            {"max_years", or_null(l.max_years)},
            {"labels", labels}};
}

json::object salary(const Salary& s) {
    return {{"min", or_null(s.min)},
            {"max", or_null(s.max)},
            {"currency", text_or_null(s.currency)},
            {"period", s.period ? json::value(name_of(*s.period)) : json::value(nullptr)},
            {"text", s.text}};
}

json::object deadline(const Deadline& d) {
    json::value date = nullptr;
    if (d.date && d.kind == DeadlineKind::date)
        date = iso8601(*d.date);
    else if (d.kind != DeadlineKind::unknown)
        date = name_of(d.kind);
    return {{"date", date}, {"text", d.text}};
}

/// The same JSON with what a terminal would obey written as \u escapes: DEL, C1, marks of
/// direction.
std::string harmless(const std::string& in) {
    std::string out;
    for (std::size_t i = 0; i < in.size();) {
        const std::size_t start = i;
        const char32_t c = text::next_code_point(in, i);
        if ((c >= 0x7F && c <= 0x9F) || (c >= 0x200E && c <= 0x200F) ||
            (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069)) {
            char escape[8];
            std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(c));
            out += escape;
        } else
            out.append(in, start, i - start);
    }
    return out;
}

json::array matches(const std::vector<ProfileMatch>& list) {
    json::array out;
    for (const auto& m : list)
        out.push_back({{"profile", m.profile}, {"score", m.score}, {"reasons", texts(m.reasons)}});
    return out;
}

} // namespace

std::string to_json(const Posting& p, std::string_view zone) {
    const auto name = [](const auto& e) {
        return e ? json::value(name_of(*e)) : json::value(nullptr);
    };
    const json::object out = {
        {"id", p.id},
        {"title", p.title},
        {"company", p.company},
        {"url", p.url},
        {"links", links(p.links, zone)},
        {"locations", texts(p.locations)},
        {"remote", name(p.remote)},
        {"employment", name(p.employment)},
        {"level", level(p.level)},
        {"salary", salary(p.salary)},
        {"education", text_or_null(p.education)},
        {"skills", texts(p.skills)},
        {"description", p.description},
        {"posted", p.posted ? json::value(iso8601(*p.posted, zone)) : json::value(nullptr)},
        {"deadline", deadline(p.deadline)},
        {"first_seen", time(p.first_seen, zone)},
        {"last_seen", time(p.last_seen, zone)},
        {"closed", p.closed ? json::value(iso8601(*p.closed, zone)) : json::value(nullptr)},
        {"reposts", p.reposts},
        {"role", name_of(p.role)},
        {"kind", name_of(p.kind)},
        {"matches", matches(p.matches)},
        {"status", text_or_null(p.status)},
        {"notes", text_or_null(p.notes)}};
    return harmless(json::serialize(out));
}

RawPosting raw_from(const json::object& in) {
    RawPosting out;
    const auto text = [&](std::string_view key) -> std::string {
        const json::value* v = in.if_contains(key);
        if (!v) return {};
        if (const auto* s = v->if_string()) return std::string(*s);
        if (v->is_number() || v->is_bool()) return json::serialize(*v);
        return {};
    };
    const auto list = [&](std::string_view key) -> std::vector<std::string> {
        const json::value* v = in.if_contains(key);
        if (v && v->is_array()) {
            std::vector<std::string> items;
            for (const auto& item : v->get_array())
                if (const auto* s = item.if_string()) items.emplace_back(*s);
            return items;
        }
        std::string one = text(key);
        return one.empty() ? std::vector<std::string>{} : std::vector<std::string>{std::move(one)};
    };
    out.id = text("id");
    out.url = text("url");
    out.title = text("title");
    out.company = text("company");
    out.locations = list("locations");
    if (out.locations.empty()) out.locations = list("location");
    out.skills = list("skills");
    out.career = text("career");
    out.employment = text("employment");
    out.salary = text("salary");
    out.education = text("education");
    out.description = text("description");
    out.posted = text("posted");
    out.deadline = text("deadline");
    out.remote = text("remote");
    out.kind = text("kind");
    out.closed = text("closed");
    return out;
}

std::optional<RawPosting> raw_from_json(std::string_view line) {
    boost::system::error_code ec;
    const json::value value = json::parse(line, ec);
    if (ec || !value.is_object()) return std::nullopt;
    return raw_from(value.get_object());
}

json::object raw_to_json(const RawPosting& raw) {
    json::object out;
    const auto text = [&](const char* key, const std::string& value) {
        if (!value.empty()) out[key] = value;
    };
    const auto list = [&](const char* key, const std::vector<std::string>& values) {
        if (!values.empty()) out[key] = texts(values);
    };
    text("id", raw.id);
    text("url", raw.url);
    text("title", raw.title);
    text("company", raw.company);
    list("locations", raw.locations);
    list("skills", raw.skills);
    text("career", raw.career);
    text("employment", raw.employment);
    text("salary", raw.salary);
    text("education", raw.education);
    text("posted", raw.posted);
    text("deadline", raw.deadline);
    text("remote", raw.remote);
    text("kind", raw.kind);
    text("closed", raw.closed);
    text("description", raw.description);
    return out;
}

} // namespace gonggo::postings
