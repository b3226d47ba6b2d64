#include "base/text.hpp"
#include "cli/labels.hpp"
#include "cli/messages.hpp"
#include "cli/outside/init.hpp"
#include "config/smtp_presets.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>

namespace gonggo::cli {
namespace {

constexpr std::array<std::string_view, 5> kPresets{"ml", "mlops", "data-science", "research",
                                                   "devops"};

/// What a person of that preset searches for on boards that are asked by words.
std::string_view query_of(std::string_view preset) {
    if (preset == "mlops") return "MLOps";
    if (preset == "data-science") return "데이터 사이언티스트";
    if (preset == "research") return "AI 연구원";
    if (preset == "devops") return "DevOps";
    return "머신러닝";
}

/// Wanted's job tag of the preset.
std::string_view tag_of(std::string_view preset) {
    if (preset == "data-science") return "1024";
    if (preset == "mlops" || preset == "devops") return "674";
    return "1634";
}

/// A TOML basic string (TOML 1.0, "String"): JSON's escapes are all TOML's too.
std::string toml_string(std::string_view s) {
    return boost::json::serialize(boost::json::string(text::printable(s)));
}

std::string list_of(std::string_view answer) {
    std::vector<std::string> items;
    for (const auto& item : text::split_trimmed(answer, ",")) items.push_back(toml_string(item));
    return "[" + text::join(items, ", ") + "]";
}

bool all_digits(const std::string& s) {
    return !s.empty() &&
           std::all_of(s.begin(), s.end(), [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

std::string fault_of_mail(const std::string& answer) {
    if (answer.empty()) return {};
    const auto at = answer.rfind('@');
    const bool good = at != std::string::npos && at > 0 &&
                      answer.find('.', at) != std::string::npos && answer.back() != '.' &&
                      answer.find_first_of(" \t<>,;\"") == std::string::npos;
    return good ? std::string() : say(Msg::no_mail_address);
}

std::string fault_of_preset(const std::string& answer) {
    if (std::find(kPresets.begin(), kPresets.end(), answer) != kPresets.end()) return {};
    const auto near = text::nearest(answer, {kPresets.begin(), kPresets.end()});
    return say(Msg::one_of_five) + (near.empty() ? "" : say(Msg::perhaps_this, {near}));
}

std::string fault_of_years(const std::string& answer) {
    const std::string years = years_meant(answer);
    if (years == "-" || (all_digits(years) && years.size() <= 2)) return {};
    return say(Msg::years_as_number);
}

std::string years_meant(const std::string& answer) {
    const std::string level = name_meant(Named::level, answer);
    return level == "entry" ? "0" : level == "any" ? "-" : answer;
}

std::string fault_of_service(const std::string& answer) {
    if (answer == "-" || config::smtp_preset(answer)) return {};
    return say(Msg::one_of_services);
}

std::string service_of(const std::string& mail) {
    const std::string host = text::ascii_lower(mail.substr(mail.rfind('@') + 1));
    if (host == "gmail.com") return "gmail";
    if (host == "naver.com") return "naver";
    if (host == "daum.net" || host == "hanmail.net") return "daum";
    if (host == "kakao.com") return "kakao";
    if (host == "outlook.com" || host == "outlook.kr" || host == "hotmail.com") return "outlook";
    return "-";
}

std::filesystem::path secret_file(const std::filesystem::path& config) {
    return config.parent_path() / "smtp-password";
}

std::string config_of(const InitAnswers& a, const std::filesystem::path& secret) {
    std::string out = "# " + say(Msg::config_head) + "\n\n# " + say(Msg::config_sources) + "\n";
    out +=
        "[[source]]\nrecipe = \"jobkorea\"\nparams = { query = " + toml_string(query_of(a.preset)) +
        " }\n\n";
    out += "[[source]]\nrecipe = \"wanted\"\nparams = { tag = " + toml_string(tag_of(a.preset)) +
           " }\n\n";
    for (const char* board : {"daangn", "moloco"})
        out += std::string("[[source]]\nrecipe = \"greenhouse\"\nid = \"") + board +
               "\"\nparams = { board = \"" + board + "\" }\ninterval = \"6h\"\n\n";
    out += "# " + say(Msg::config_profile) +
           "\n[[profile]]\nname = \"default\"\npreset = " + toml_string(a.preset) + "\n";
    if (!a.mail.empty()) out += "to = [" + toml_string(a.mail) + "]\n";
    if (a.years != "-") out += "years = " + std::to_string(std::stoi(a.years)) + "\n";
    if (!text::trim(a.places).empty()) out += "places = " + list_of(a.places) + "\n";
    out += "\n# " + say(Msg::config_digest) + "\n[digest]\nat = [\"08:00\"]\n";
    if (a.service.empty() || a.service == "-") return out;
    out += "\n[smtp]\npreset = " + toml_string(a.service) +
           "\nfrom = " + toml_string("gonggo <" + a.mail + ">") + "\n";
    if (a.service != "sendmail")
        out += "user = " + toml_string(a.mail) +
               "\npassword = " + toml_string("file:" + secret.string()) + "\n";
    return out;
}

} // namespace gonggo::cli
