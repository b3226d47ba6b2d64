#include "postings/evaluate.hpp"

#include "base/text.hpp"
#include "postings/classify.hpp"
#include "postings/json.hpp"
#include "postings/names.hpp"
#include "postings/normalise.hpp"

#include <boost/json.hpp>
#include <istream>

namespace gonggo::postings {
namespace {

namespace json = boost::json;

double share(int part, int whole) {
    return whole == 0 ? 0 : static_cast<double>(part) / whole;
}

std::string label(const json::object& row, const char* name) {
    const auto* value = row.if_contains(name);
    return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

void count(Counts& counts, bool want, bool got) {
    ++(want ? (got ? counts.hit : counts.missed) : (got ? counts.extra : counts.right_no));
}

} // namespace

double Counts::precision() const {
    return share(hit, hit + extra);
}
double Counts::recall() const {
    return share(hit, hit + missed);
}
double Counts::f1() const {
    return share(2 * hit, 2 * hit + extra + missed);
}

Evaluation evaluate(std::istream& lines, Date today) {
    Evaluation out;
    std::size_t number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        if (text::trim(line).empty()) continue;
        boost::system::error_code ec;
        const json::value value = json::parse(line, ec);
        const auto raw = ec ? std::nullopt : raw_from_json(line);
        if (!raw || !value.is_object()) {
            ++out.unreadable;
            continue;
        }
        const json::object& row = value.get_object();
        const Classification c = classify(normalise(*raw, {.today = today}));
        if (const auto role = from_name<Role>(label(row, "role"))) {
            ++out.roles;
            out.roles_right += *role == c.role;
        }
        const std::string want = label(row, "match");
        if (want != "yes" && want != "no") continue;
        const auto* mark = row.if_contains("borderline");
        const bool borderline = mark && mark->is_bool() && mark->get_bool();
        count(out.all, want == "yes", c.match);
        if (!borderline) count(out.clear, want == "yes", c.match);
        if (c.match != (want == "yes"))
            out.mistakes.push_back(
                {number, raw->id, raw->title, want, c.match ? "yes" : "no", borderline});
    }
    return out;
}

} // namespace gonggo::postings
