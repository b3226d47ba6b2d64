#pragma once
// A schema.org JobPosting object as a raw posting.
#include "postings/posting.hpp"
#include <boost/json/object.hpp>
#include <string_view>

namespace gonggo::scrapers {

postings::RawPosting record_of_jobposting(const boost::json::object& posting,
                                          std::string_view page_url);

} // namespace gonggo::scrapers
