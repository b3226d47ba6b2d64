#pragma once
// Where the mail services people have at home take mail.
#include "config/config.hpp"
#include <array>
#include <optional>
#include <string_view>

namespace gonggo::config {

struct SmtpPreset {
    std::string_view name, host;
    int port;
    TlsMode tls;
};

inline constexpr std::array kSmtpPresets{
    SmtpPreset{"gmail", "smtp.gmail.com", 587, TlsMode::starttls},
    SmtpPreset{"naver", "smtp.naver.com", 587, TlsMode::starttls},
    SmtpPreset{"daum", "smtp.daum.net", 465, TlsMode::tls},
    SmtpPreset{"kakao", "smtp.kakao.com", 465, TlsMode::tls},
    SmtpPreset{"outlook", "smtp-mail.outlook.com", 587, TlsMode::starttls},
    SmtpPreset{"sendmail", "localhost", 25, TlsMode::none},
};

/// The preset of that name ("naver"), or nothing.
inline std::optional<SmtpPreset> smtp_preset(std::string_view name) {
    for (const auto& p : kSmtpPresets)
        if (p.name == name) return p;
    return {};
}

} // namespace gonggo::config
