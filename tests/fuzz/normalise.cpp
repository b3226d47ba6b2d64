// The strings of boards: never a crash, and what is read keeps its bounds.
#include "postings/normalise.hpp"
#include "postings/json.hpp"
#include "tests/fuzz/fuzz.hpp"

using namespace gonggo;
using namespace gonggo::postings;

void fuzz(std::string_view bytes) {
    if (bytes.size() > 600) return; // a field, not a page
    constexpr Date today = std::chrono::year{2026} / 12 / 23;
    const Deadline deadline = parse_deadline(bytes, today);
    holds(!deadline.date || deadline.date->ok());
    const Level level = parse_career(bytes);
    if (level.min_years && level.max_years) holds(*level.min_years <= *level.max_years);
    const Salary salary = parse_salary(bytes);
    if (salary.min && salary.max) holds(*salary.min <= *salary.max);
    (void)parse_posted(bytes, {.today = today});
    (void)display_company(bytes);
    holds(normalise_place(normalise_place(bytes)) == normalise_place(bytes));
    if (const auto raw = raw_from_json(bytes)) (void)to_json(normalise(*raw, {.today = today}));
}
