#include "scrapers/shell.hpp"

#include "base/text.hpp"

namespace gonggo::scrapers {

std::optional<std::string> shell_page(std::string_view utf8) {
    const std::string lower = text::ascii_lower(utf8.substr(0, 200'000));
    const auto has = [&](std::string_view mark) { return lower.find(mark) != std::string::npos; };
    if (text::trim(lower).empty()) return "the answer is empty";
    if (has("g-recaptcha") || has("h-captcha") || has("cf-challenge") || has("cf-turnstile") ||
        has("captcha") || has("자동입력 방지") || has("로봇이 아닙니다") ||
        has("unusual traffic") || has("비정상적인 접근"))
        return "a captcha page, not a list: the board thinks we are a robot";
    if (has("access denied") || has("request blocked") || has("접근이 차단") || has("접근이 제한"))
        return "an access-denied page, not a list";
    if (has("type=\"password\"") || has("type='password'")) return "a login page, not a list";
    const bool scripts = has("<script");
    if (scripts && lower.size() < 20'000 &&
        (has("id=\"root\"></div>") || has("id=\"app\"></div>") || has("enable javascript")))
        return "an empty shell that needs JavaScript";
    return std::nullopt;
}

} // namespace gonggo::scrapers
