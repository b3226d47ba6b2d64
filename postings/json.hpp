#pragma once
// The record as JSON (docs/posting.schema.json), one shape for --json, the store's versions and
// webhooks.
#include "postings/posting.hpp"
#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gonggo::postings {

/// One line of JSON, no newline at the end. Times carry the zone's offset.
std::string to_json(const Posting& posting, std::string_view zone = "Asia/Seoul");
/// A JSON object of strings (the labelled files' form: id, source, url, title, company, location,
/// career, employment, salary, description, skills, deadline, posted; also "locations" and "skills"
/// as arrays). Unknown members are ignored. Nothing on malformed JSON.
std::optional<RawPosting> raw_from_json(std::string_view line);
/// What raw_from_json() reads, without the empty members.
boost::json::object raw_to_json(const RawPosting& raw);

/// What to_json() wrote, read back. Nothing on malformed JSON.
std::optional<Posting> from_json(std::string_view line);

/// The skills of what to_json() wrote, without reading the rest: fifty times quicker.
std::vector<std::string> skills_of_json(std::string_view line);

} // namespace gonggo::postings
