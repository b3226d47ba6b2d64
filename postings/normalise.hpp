#pragma once
// From a board's strings to the record: the one place that knows how Korean boards write things.
#include "postings/posting.hpp"
#include <string>
#include <string_view>

namespace gonggo::postings {

struct NormaliseContext {
    Date today; ///< the reader's day: "D-3" and "12/25" are read against it
    std::string zone = "Asia/Seoul";
    std::string source; ///< goes into the posting's only link
};

/// The record a board's strings stand for. Never fails: what cannot be understood stays as text or
/// empty. The result has one link, no id, no role and no times seen.
Posting normalise(const RawPosting& raw, const NormaliseContext& context);

Deadline parse_deadline(std::string_view text, Date today);
/// When a posting went up: a date, an instant or "3일 전"; what lies after today is not believed.
std::optional<Timestamp> parse_posted(std::string_view text, const NormaliseContext& context);
Level parse_career(std::string_view text);
Salary parse_salary(std::string_view text);
std::optional<Employment> parse_employment(std::string_view text);
std::optional<Remote> parse_remote(std::string_view text);
/// "서울특별시 강남구 테헤란로 1" → "서울 강남구"; "Seoul, South Korea" → "서울"; what is not known
/// stays, tidied.
std::string normalise_place(std::string_view text);
/// The name as people read it: legal forms and double spellings tidied, nothing lost ("㈜가나다" →
/// "가나다").
std::string display_company(std::string_view text);
/// What two spellings of one company have in common, for comparing; never shown.
std::string company_key(std::string_view text);

} // namespace gonggo::postings
