#include "base/text.hpp"
#include "scrapers/url.hpp"
#include "scrapers/ways.hpp"

#include <map>

namespace gonggo::scrapers {
namespace {

Caught caught_of(const postings::RawPosting& r) {
    Caught out;
    const auto add = [&](const char* name, const std::string& value) {
        if (!value.empty()) out.emplace_back(name, value);
    };
    add("id", r.id);
    add("url", r.url);
    add("title", r.title);
    add("company", r.company);
    add("location", text::join(r.locations, "\n"));
    add("skills", text::join(r.skills, "\n"));
    add("career", r.career);
    add("employment", r.employment);
    add("salary", r.salary);
    add("education", r.education);
    add("posted", r.posted);
    add("deadline", r.deadline);
    add("remote", r.remote);
    add("kind", r.kind);
    add("closed", r.closed);
    add("description", r.description);
    return out;
}

} // namespace

postings::RawPosting record_of(const Caught& caught, const Page& page) {
    postings::RawPosting out;
    const std::map<std::string_view, std::string*> texts = {{"id", &out.id},
                                                            {"url", &out.url},
                                                            {"title", &out.title},
                                                            {"company", &out.company},
                                                            {"career", &out.career},
                                                            {"employment", &out.employment},
                                                            {"salary", &out.salary},
                                                            {"education", &out.education},
                                                            {"description", &out.description},
                                                            {"posted", &out.posted},
                                                            {"deadline", &out.deadline},
                                                            {"remote", &out.remote},
                                                            {"kind", &out.kind},
                                                            {"closed", &out.closed}};
    for (const auto& [name, value] : caught) {
        if (name == "location")
            out.locations = text::split_trimmed(value, "\n");
        else if (name == "skills")
            out.skills = text::split_trimmed(value, "\n,");
        else if (const auto found = texts.find(name); found != texts.end())
            *found->second = value;
    }
    if (!out.url.empty()) out.url = resolve_url(page.url, out.url);
    return out;
}

std::string formatted(std::string value, const std::string& format) {
    if (value.empty() || format.empty()) return value;
    return text::replace_all(format, "{}", value);
}

void add(Extraction& out, postings::RawPosting record, Caught caught) {
    if (caught.empty()) caught = caught_of(record);
    if (caught.empty()) return;
    out.raw.push_back(std::move(caught));
    out.postings.push_back(std::move(record));
}

void fill_gaps(postings::RawPosting& into, const postings::RawPosting& from) {
    const auto fill = [](auto& a, const auto& b) {
        if (a.empty()) a = b;
    };
    fill(into.title, from.title);
    fill(into.company, from.company);
    fill(into.locations, from.locations);
    fill(into.skills, from.skills);
    fill(into.career, from.career);
    fill(into.employment, from.employment);
    fill(into.salary, from.salary);
    fill(into.education, from.education);
    fill(into.posted, from.posted);
    fill(into.deadline, from.deadline);
    fill(into.remote, from.remote);
    fill(into.closed, from.closed);
    if (from.description.size() > into.description.size()) into.description = from.description;
}

} // namespace gonggo::scrapers
