#include "postings/json.hpp"

#include <boost/json.hpp>

namespace gonggo::postings {
namespace {

namespace json = boost::json;

json::array texts(const std::vector<std::string>& list) {
    json::array out;
    for (const auto& s : list) out.emplace_back(s);
    return out;
}

} // namespace

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
