#include "scrapers/jobposting.hpp"

#include "base/text.hpp"
#include "scrapers/html/text.hpp"
#include "scrapers/url.hpp"

#include <boost/json.hpp>

namespace gonggo::scrapers {
namespace {

namespace json = boost::json;

/// A text, a number, an object's name or value, the first of a list.
std::string text_in(const json::value* v) {
    if (!v) return {};
    if (const auto* s = v->if_string()) return std::string(*s);
    if (v->is_number()) return json::serialize(*v);
    if (const auto* list = v->if_array())
        return list->empty() ? std::string() : text_in(&(*list)[0]);
    if (const auto* object = v->if_object())
        for (const char* key : {"name", "value", "@value", "title", "credentialCategory", "@id"})
            if (std::string found = text_in(object->if_contains(key)); !found.empty()) return found;
    return {};
}

std::vector<std::string> texts_in(const json::value* v) {
    std::vector<std::string> out;
    if (v && v->is_array()) {
        for (const auto& item : v->get_array())
            if (std::string one = text_in(&item); !one.empty()) out.push_back(std::move(one));
    } else if (std::string one = text_in(v); !one.empty()) {
        out.push_back(std::move(one));
    }
    return out;
}

/// schema.org's identifier: a PropertyValue's name is the employer's, its value the posting's.
std::string identifier_in(const json::value* v) {
    if (const auto* object = v ? v->if_object() : nullptr)
        if (std::string value = text_in(object->if_contains("value")); !value.empty()) return value;
    return text_in(v);
}

void add_places(const json::value* v, std::vector<std::string>& out) {
    if (!v) return;
    if (const auto* list = v->if_array()) {
        for (const auto& item : *list) add_places(&item, out);
        return;
    }
    const auto* object = v->if_object();
    const json::value* address = object ? object->if_contains("address") : nullptr;
    if (address && address->is_object()) {
        std::string place;
        for (const char* key : {"addressRegion", "addressLocality", "streetAddress"})
            if (std::string part = text_in(address->get_object().if_contains(key));
                !part.empty() && place.find(part) == std::string::npos)
                place += (place.empty() ? "" : " ") + part;
        if (place.empty()) place = text_in(address->get_object().if_contains("addressCountry"));
        if (!place.empty()) out.push_back(place);
    } else if (std::string name = text_in(address ? address : v); !name.empty()) {
        out.push_back(name);
    }
}

std::string salary_in(const json::value* v) {
    const auto* object = v ? v->if_object() : nullptr;
    if (!object) return text_in(v);
    const std::string currency = text_in(object->if_contains("currency"));
    const json::value* value = object->if_contains("value");
    const auto* range = value ? value->if_object() : nullptr;
    if (!range) return text_in(value) + " " + currency;
    const std::string low = text_in(range->if_contains("minValue"));
    const std::string high = text_in(range->if_contains("maxValue"));
    const std::string unit = text::ascii_lower(text_in(range->if_contains("unitText")));
    std::string amount = low.empty() ? text_in(range->if_contains("value")) : low;
    if (!high.empty() && high != low) amount += "~" + high;
    return amount.empty() ? std::string()
                          : amount + " " + currency + (unit.empty() ? "" : " / " + unit);
}

} // namespace

postings::RawPosting record_of_jobposting(const json::object& p, std::string_view page_url) {
    postings::RawPosting out;
    const auto get = [&](const char* key) { return p.if_contains(key); };
    out.title = html::html_to_text(text_in(get("title")));
    if (out.title.empty()) out.title = html::html_to_text(text_in(get("name")));
    out.company = text_in(get("hiringOrganization"));
    out.url = resolve_url(page_url, text_in(get("url")));
    if (out.url.empty()) out.url = std::string(page_url);
    out.id = identifier_in(get("identifier"));
    if (out.id.empty()) out.id = out.url;
    add_places(get("jobLocation"), out.locations);
    if (text_in(get("jobLocationType")) == "TELECOMMUTE") out.remote = "TELECOMMUTE";
    out.employment = text::join(texts_in(get("employmentType")), ", ");
    out.description = html::html_to_text(text_in(get("description")));
    out.posted = text_in(get("datePosted"));
    out.deadline = text_in(get("validThrough"));
    out.salary = salary_in(get("baseSalary"));
    out.skills = texts_in(get("skills"));
    out.education = text_in(get("educationRequirements"));
    if (const json::value* experience = get("experienceRequirements")) {
        const auto* object = experience->if_object();
        const std::string months = object ? text_in(object->if_contains("monthsOfExperience")) : "";
        out.career = months.empty() ? text_in(experience)
                                    : std::to_string(std::atoi(months.c_str()) / 12) + "년 이상";
    }
    return out;
}

} // namespace gonggo::scrapers
