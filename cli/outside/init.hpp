#pragma once
// The answers of `gonggo init`, and the configuration made of them.
#include <filesystem>
#include <string>

namespace gonggo::cli {

struct InitAnswers {
    std::string mail;     ///< empty = digests are files only
    std::string preset;   ///< of the profile
    std::string years;    ///< "0", "3"; "-" = any
    std::string places;   ///< "서울, 판교"; empty = any
    std::string service;  ///< an SMTP preset, or "-" or empty: no mail goes out
    std::string password; ///< empty = the file is left to the user
};

/// What is wrong with an answer, for people; empty when nothing is.
std::string fault_of_mail(const std::string& answer);
std::string fault_of_preset(const std::string& answer);
std::string fault_of_years(const std::string& answer);
std::string fault_of_service(const std::string& answer);

/// The years that an answer stands for: "신입" is "0", "경력 무관" is "-", a number itself.
std::string years_meant(const std::string& answer);

/// The mail service that goes with an address ("…@naver.com" → "naver"), or "-".
std::string service_of(const std::string& mail);

/// Where the mail password stands beside a configuration.
std::filesystem::path secret_file(const std::filesystem::path& config);

/// gonggo.toml, with comments; it parses whatever the answers hold.
std::string config_of(const InitAnswers& answers, const std::filesystem::path& secret);

} // namespace gonggo::cli
