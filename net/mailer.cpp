#include "net/mailer.hpp"

#include "base/text.hpp"
#include "net/multi.hpp"

#include <algorithm>
#include <cstring>

namespace gonggo::net {

namespace asio = boost::asio;

struct Mailer::Impl {
    explicit Impl(asio::any_io_executor executor) : multi(std::move(executor)) {}
    Multi multi;
};

Mailer::Mailer(asio::any_io_executor executor)
    : impl_(std::make_shared<Impl>(std::move(executor))) {}
Mailer::~Mailer() = default;

namespace {

struct Upload {
    const std::string& text;
    std::size_t done = 0;
};

std::size_t on_read(char* buffer, std::size_t size, std::size_t n, void* from) {
    auto& upload = *static_cast<Upload*>(from);
    const std::size_t count = std::min(size * n, upload.text.size() - upload.done);
    std::memcpy(buffer, upload.text.data() + upload.done, count);
    upload.done += count;
    return count;
}

/// curl gives the server's replies as it gives HTTP's headers; the last one says why. Its lines
/// ("550-…", "550 …") are put together.
std::size_t on_reply(char* line, std::size_t size, std::size_t n, void* to) {
    constexpr std::size_t kMost = 300;
    auto& reply = *static_cast<std::string*>(to);
    std::string said = text::printable(text::trim(std::string_view(line, size * n)));
    const bool goes_on =
        reply.size() > 3 && reply[3] == '-' && said.starts_with(reply.substr(0, 3));
    reply = goes_on && said.size() > 3 ? reply + " " + said.substr(4) : std::move(said);
    reply.resize(std::min(reply.size(), kMost));
    return size * n;
}

using Handle = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;

/// A handle that knows the server, its TLS, the time-outs and how to log in.
Handle connection(const config::Smtp& smtp, const std::string& password, char* detail,
                  std::string& reply) {
    Handle easy(curl_easy_init(), &curl_easy_cleanup);
    CURL* c = easy.get();
    const std::string url = (smtp.tls == config::TlsMode::tls ? "smtps://" : "smtp://") +
                            smtp.host + ":" + std::to_string(smtp.port);
    curl_easy_setopt(c, CURLOPT_URL, url.c_str());
    curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(c, CURLOPT_ERRORBUFFER, detail);
    curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, &on_reply);
    curl_easy_setopt(c, CURLOPT_HEADERDATA, &reply);
    curl_easy_setopt(c, CURLOPT_TIMEOUT, static_cast<long>(smtp.timeout.count() * 4));
    curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, static_cast<long>(smtp.timeout.count()));
    curl_easy_setopt(c, CURLOPT_SERVER_RESPONSE_TIMEOUT, static_cast<long>(smtp.timeout.count()));
    if (smtp.tls != config::TlsMode::none)
        curl_easy_setopt(c, CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
    if (!smtp.ca_file.empty()) curl_easy_setopt(c, CURLOPT_CAINFO, smtp.ca_file.c_str());
    if (smtp.user.empty()) return easy;
    curl_easy_setopt(c, CURLOPT_USERNAME, smtp.user.c_str());
    curl_easy_setopt(c, smtp.auth == "xoauth2" ? CURLOPT_XOAUTH2_BEARER : CURLOPT_PASSWORD,
                     password.c_str());
    if (smtp.auth == "plain") curl_easy_setopt(c, CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN");
    if (smtp.auth == "login") curl_easy_setopt(c, CURLOPT_LOGIN_OPTIONS, "AUTH=LOGIN");
    if (smtp.auth == "xoauth2") curl_easy_setopt(c, CURLOPT_LOGIN_OPTIONS, "AUTH=XOAUTH2");
    return easy;
}

MailOutcome outcome_of(CURL* c, CURLcode code, const config::Smtp& smtp, const char* detail,
                       const std::string& said) {
    long reply = 0;
    curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &reply);
    MailOutcome out{.sent = code == CURLE_OK, .reply_code = static_cast<int>(reply)};
    if (out.sent) return out;
    // curl calls a login denied that is put off by 4xx, too ("454 temporary failure", RFC 4954)
    const bool denied = code == CURLE_LOGIN_DENIED && !(reply >= 400 && reply < 500);
    out.permanent = (reply >= 500 && reply < 600) || denied;
    out.unreachable = code == CURLE_COULDNT_CONNECT || code == CURLE_COULDNT_RESOLVE_HOST ||
                      code == CURLE_OPERATION_TIMEDOUT;
    const auto number = std::to_string(reply);
    const bool in_words = said.starts_with(number) && said.size() > number.size();
    out.error = smtp.host + ": " + (*detail ? detail : curl_easy_strerror(code)) +
                (reply >= 400 ? " (SMTP " + (in_words ? text::printable(said) : number) + ")" : "");
    return out;
}

} // namespace

asio::awaitable<MailOutcome> Mailer::send(Mail mail, config::Smtp smtp, std::string password) {
    const auto impl = impl_;
    char detail[CURL_ERROR_SIZE] = {};
    std::string reply;
    const Handle easy = connection(smtp, password, detail, reply);
    CURL* c = easy.get();
    Upload upload{mail.message};
    curl_slist* list = nullptr;
    for (const auto& to : mail.recipients) list = curl_slist_append(list, ("<" + to + ">").c_str());
    const std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> recipients(
        list, &curl_slist_free_all);
    const std::string from = "<" + mail.from + ">";
    curl_easy_setopt(c, CURLOPT_MAIL_FROM, from.c_str());
    curl_easy_setopt(c, CURLOPT_MAIL_RCPT, list);
    curl_easy_setopt(c, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(c, CURLOPT_READFUNCTION, &on_read);
    curl_easy_setopt(c, CURLOPT_READDATA, &upload);
    co_return outcome_of(c, co_await impl->multi.perform(c), smtp, detail, reply);
}

asio::awaitable<MailOutcome> Mailer::log_in(config::Smtp smtp, std::string password) {
    const auto impl = impl_;
    char detail[CURL_ERROR_SIZE] = {};
    std::string reply;
    const Handle easy = connection(smtp, password, detail, reply);
    curl_easy_setopt(easy.get(), CURLOPT_CUSTOMREQUEST, "NOOP");
    curl_easy_setopt(easy.get(), CURLOPT_NOBODY, 1L);
    const CURLcode code = co_await impl->multi.perform(easy.get());
    co_return outcome_of(easy.get(), code, smtp, detail, reply);
}

} // namespace gonggo::net
