#include "daemon/items.hpp"

#include <initializer_list>
#include <xxhash.h>

namespace gonggo::daemon {

std::int64_t words_hash(const postings::RawPosting& record, Date today) {
    std::string all = iso8601(today);
    const auto put = [&](const std::string& text) { (all += '\x1F') += text; };
    for (const std::string* text :
         {&record.id, &record.url, &record.title, &record.company, &record.career,
          &record.employment, &record.salary, &record.education, &record.description,
          &record.posted, &record.deadline, &record.remote, &record.kind, &record.closed})
        put(*text);
    for (const auto* list : {&record.locations, &record.skills}) {
        all += '\x1E';
        for (const auto& text : *list) put(text);
    }
    const auto hash = static_cast<std::int64_t>(XXH3_64bits(all.data(), all.size()));
    return hash == 0 ? 1 : hash;
}

void keep_unsaid(postings::Posting& now, const postings::RawPosting& said,
                 const postings::Posting& before) {
    const auto keep = [](bool unsaid, auto& value, const auto& known) {
        if (unsaid) value = known;
    };
    // a title says a level too: a new title may say another one
    const bool same_level =
        said.title.empty() || now.title == before.title || now.level == postings::Level{};
    keep(said.title.empty(), now.title, before.title);
    keep(said.company.empty(), now.company, before.company);
    keep(now.locations.empty(), now.locations, before.locations);
    keep(said.remote.empty() && before.remote, now.remote, before.remote);
    keep(said.employment.empty() && before.employment, now.employment, before.employment);
    keep(said.career.empty() && same_level, now.level, before.level);
    keep(said.salary.empty(), now.salary, before.salary);
    keep(said.education.empty(), now.education, before.education);
    keep(now.skills.empty(), now.skills, before.skills);
    keep(said.posted.empty(), now.posted, before.posted);
    keep(said.deadline.empty(), now.deadline, before.deadline);
    keep(said.kind.empty(), now.kind, before.kind);
    keep(now.description.size() < before.description.size(), now.description, before.description);
    if (said.closed.empty() && !now.links.empty() && !before.links.empty())
        now.links[0].closed = before.links[0].closed;
}

} // namespace gonggo::daemon
