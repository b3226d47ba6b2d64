// Pay as boards write it: 만원, 천만원, 억, won with commas, dollars with K.
#include "base/text.hpp"
#include "postings/normalise.hpp"

#include <cmath>
#include <re2/re2.h>

namespace gonggo::postings {
namespace {

bool has(const std::string& s, std::initializer_list<std::string_view> words) {
    for (const auto w : words)
        if (s.find(w) != std::string::npos) return true;
    return false;
}

struct Amount {
    double number = 0;
    std::string unit;
};

double scale_of(const std::string& unit) {
    if (unit == "억") return 1e8;
    if (unit == "천만") return 1e7;
    if (unit == "백만") return 1e6;
    if (unit == "만") return 1e4;
    if (unit == "천") return 1e3;
    if (unit == "k") return 1e3;
    if (unit == "m") return 1e6;
    return 1;
}

/// All amounts in order; "1억 2,000만" is one.
std::vector<Amount> amounts_in(const std::string& s) {
    static const RE2 amount(
        R"((\d[\d,]*(?:\.\d+)?)\s*(?:(억|천만|백만|만|천)|(k|m)\b)?\s*(원|won|krw)?)");
    std::vector<Amount> out;
    re2::StringPiece rest(s);
    std::string digits;
    std::string unit;
    std::string letter;
    std::string won;
    std::string open; // the unit of an amount that may go on: "1억 2,000만", "1만 3천원"
    while (RE2::FindAndConsume(&rest, amount, &digits, &unit, &letter, &won)) {
        const double n = std::strtod(text::replace_all(digits, ",", "").c_str(), nullptr);
        if (open == "억" && (unit == "만" || unit == "천만" || unit == "천")) {
            out.back().number += n * (unit == "천" ? 1e7 : scale_of(unit));
            open.clear();
            continue;
        }
        if (open == "만" && unit == "천") {
            out.back().number += n * 1e3;
            open.clear();
            continue;
        }
        if (unit.empty()) unit = letter;
        out.push_back({n * scale_of(unit), unit.empty() ? won : unit});
        open = won.empty() && !rest.empty() &&
                       (rest[0] == ' ' || std::isdigit(static_cast<unsigned char>(rest[0])))
                   ? unit
                   : std::string();
    }
    return out;
}

std::string currency_of(const std::string& s) {
    if (has(s, {"원", "krw", "₩", "연봉", "월급", "시급", "일급", "월수입", "만"})) return "KRW";
    if (has(s, {"cad", "c$", "ca$"})) return "CAD";
    if (has(s, {"sgd", "s$"}) && !has(s, {"us$"})) return "SGD";
    if (has(s, {"usd", "us$", "$", "달러"})) return "USD";
    if (has(s, {"eur", "€"})) return "EUR";
    if (has(s, {"gbp", "£"})) return "GBP";
    if (has(s, {"jpy", "¥", "엔"})) return "JPY";
    return {};
}

std::optional<SalaryPeriod> period_of(const std::string& s) {
    if (has(s, {"시급", "시간당", "/시간", "hour", "/hr", "/h"})) return SalaryPeriod::hour;
    if (has(s, {"일급", "일당", "per day", "/day", "daily"})) return SalaryPeriod::day;
    if (has(s, {"주급", "per week", "/week", "weekly"})) return SalaryPeriod::week;
    if (has(s, {"월급", "월 ", "월수입", "월간", "급여 월", "month", "/mo"}) || s.starts_with("월"))
        return SalaryPeriod::month;
    if (has(s, {"연봉", "연 ", "년봉", "year", "/yr", "annual", "annum", "per a", "연간"}) ||
        s.starts_with("연"))
        return SalaryPeriod::year;
    if (has(s, {"건당", "총상금", "상금"})) return SalaryPeriod::once;
    return std::nullopt;
}

} // namespace

Salary parse_salary(std::string_view raw) {
    static const RE2 range_sign(
        R"(\d[\d,.]*\s*(?:억|천만|백만|만|천|k|m)?\s*(?:원|won|usd|krw)?\s*(?:이상)?\s*[-~–—∼]|\bto\b)");
    static const RE2 least(R"(이상|↑|부터|\+|from|minimum|at least|최소)");
    static const RE2 most(R"(이하|↓|까지|up to|최대|^\D*[~∼]\s*\D?\s*\d)");
    Salary out;
    out.text = text::collapse_space(raw);
    const std::string s = text::fold(out.text);
    auto amounts = amounts_in(s);
    out.period = period_of(s);
    std::erase_if(amounts, [](const Amount& a) { return a.number == 0; }); // "연봉 0원": not said
    if (amounts.empty()) {
        out.period.reset();
        return out;
    }
    out.currency = currency_of(s);
    if (out.currency.empty() && out.period && has(s, {"월", "연", "주급", "일당"}))
        out.currency = "KRW";
    const bool range = amounts.size() >= 2 && RE2::PartialMatch(s, range_sign);
    // "4,000~6,000만원": the unit after the second number counts for both.
    if (range && (amounts[0].unit.empty()) && !amounts[1].unit.empty())
        amounts[0].number *= scale_of(amounts[1].unit);
    if (range && amounts[0].unit == "천" && amounts[1].unit == "천만") amounts[0].number *= 1e4;
    for (auto& amount : amounts) {
        // A bare "연봉 3,600" or "3600" on a Korean board means 만원.
        if (out.currency == "KRW" && amount.number < 1e5 && amount.number >= 100 &&
            (out.period == SalaryPeriod::year ||
             (out.period == SalaryPeriod::month && amount.number < 3000)))
            amount.number *= 1e4;
    }
    if (out.currency.empty() && !out.period) return out;
    if (out.currency.empty()) out.currency = "KRW";
    if (!out.period) {
        const double top = amounts.back().number;
        if (out.currency == "KRW") {
            if (top >= 1.2e7)
                out.period = SalaryPeriod::year;
            else if (top >= 1e6)
                out.period = SalaryPeriod::month;
        } else if (top >= 1e4)
            out.period = SalaryPeriod::year;
    }
    const auto whole = [](double n) { return static_cast<std::int64_t>(std::llround(n)); };
    if (range) {
        out.min = whole(amounts[0].number);
        out.max = whole(amounts[1].number);
        if (*out.min > *out.max) std::swap(out.min, out.max);
    } else if (RE2::PartialMatch(s, most) && !RE2::PartialMatch(s, least)) {
        out.max = whole(amounts[0].number);
    } else {
        out.min = whole(amounts[0].number);
        if (!RE2::PartialMatch(s, least) && s.find('~') == std::string::npos) out.max = out.min;
    }
    return out;
}

} // namespace gonggo::postings
