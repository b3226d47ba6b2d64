#include "notifier/webhook.hpp"
#include "base/text.hpp"
#include "notifier/digest_plan.hpp"
#include "notifier/phrases.hpp"
#include "notifier/sign.hpp"
#include "postings/json.hpp"
#include <algorithm>
#include <boost/json.hpp>

namespace gonggo::notifier {
namespace {

namespace json = boost::json;

struct Line {
    std::string title, url, detail;
};

/// Cut to `most` bytes at a character (services count characters or bytes; bytes are the stricter).
std::string cut(std::string_view s, std::size_t most) {
    if (s.size() <= most) return std::string(s);
    std::size_t end = 0;
    for (std::size_t i = 0; i < s.size();) {
        text::next_code_point(s, i);
        if (i + 3 > most) break;
        end = i;
    }
    return std::string(s.substr(0, end)) + "…";
}

std::string clean(std::string_view s) {
    return text::printable(text::scrub_utf8(s));
}

/// What is ill or well again comes first: no limit may cut it off.
std::vector<Line> lines_of(const DigestContent& c) {
    const Phrases say(c.language);
    std::vector<Line> out;
    for (const auto& h : c.health)
        out.push_back({cut((h.healthy ? "✓ " : "⚠ ") + source_name(c, h.source), 240), "",
                       cut(clean(h.text), 600)});
    for (const auto* list : {&c.closing, &c.fresh, &c.changed, &c.reposted, &c.events, &c.week})
        for (const auto& e : *list) {
            const auto& p = e.posting;
            std::vector<std::string> facts;
            for (auto part : {p.company, text::join(p.locations, ", "), say.level(p.level),
                              say.d_day(p.deadline, c.date), say.deadline(p.deadline), e.note,
                              text::join(e.reasons, ", ")})
                if (!part.empty()) facts.push_back(part);
            auto url = safe_link(p.url);
            if (url.empty() && !p.links.empty()) url = safe_link(p.links.front().url);
            out.push_back({cut(clean(p.title), 240), url.size() <= 800 ? url : "",
                           cut(clean(text::join(facts, " · ")), 600)});
        }
    return out;
}

std::string left_out(const DigestContent& c, std::size_t n) {
    const Phrases say(c.language);
    return n ? say.say("그 밖에 " + say.count(n), say.count(n) + " more") +
                   (c.command.empty() ? "" : ": " + cut(clean(c.command), 120))
             : std::string();
}

/// Lines written by `write` until `most` bytes are full; the rest is counted.
template <class Write>
std::string pack(const DigestContent& c, std::string out, std::size_t most, Write write) {
    const auto all = lines_of(c);
    std::size_t told = 0;
    for (const auto& line : all) {
        const auto next = write(line);
        if (out.size() + next.size() + 200 > most) break;
        out += next;
        ++told;
    }
    return out + left_out(c, all.size() - told + c.more);
}

std::string slack_text(std::string_view s) {
    auto out = text::replace_all(s, "&", "&amp;");
    return text::replace_all(text::replace_all(out, "<", "&lt;"), ">", "&gt;");
}

std::string markdown(std::string_view s) {
    std::string out;
    for (const char c : s) {
        if (std::string_view("\\`*_{}[]()<>#+-!|~@").find(c) != std::string_view::npos) out += '\\';
        out += c;
    }
    return out;
}

/// Block Kit: at most 50 blocks, 3000 characters a section, 150 in the header.
json::value slack(const DigestContent& c) {
    json::array blocks{{{"type", "header"},
                        {"text", {{"type", "plain_text"}, {"text", cut(digest_subject(c), 150)}}}}};
    const auto section = [&](const std::string& words) {
        blocks.push_back(
            {{"type", "section"}, {"text", {{"type", "mrkdwn"}, {"text", cut(words, 3000)}}}});
    };
    const auto all = lines_of(c);
    const auto shown = std::min<std::size_t>(all.size(), 48);
    for (std::size_t i = 0; i < shown; ++i) {
        const auto title = slack_text(text::replace_all(all[i].title, "|", "/"));
        const auto url = text::replace_all(
            text::replace_all(text::replace_all(slack_text(all[i].url), "&lt;", "%3C"), "&gt;",
                              "%3E"),
            "|", "%7C");
        section((url.empty() ? title : "<" + url + "|" + title + ">") + "\n" +
                slack_text(all[i].detail));
    }
    if (const auto rest = left_out(c, all.size() - shown + c.more); !rest.empty())
        section(slack_text(rest));
    return {{"text", digest_subject(c)}, {"blocks", std::move(blocks)}};
}

/// At most 10 embeds of 6000 characters together; titles 256. Nobody is mentioned.
json::value discord(const DigestContent& c) {
    json::array embeds;
    std::size_t size = 0, told = 0;
    const auto all = lines_of(c);
    for (const auto& line : all) {
        size += line.title.size() + line.detail.size();
        if (embeds.size() == 10 || size > 5600) break;
        json::object embed{{"title", line.title}, {"description", markdown(line.detail)}};
        size += json::serialize(embed.at("description")).size() - line.detail.size();
        if (!line.url.empty()) embed["url"] = line.url;
        if (size > 5800) break;
        embeds.push_back(std::move(embed));
        ++told;
    }
    const auto rest = left_out(c, all.size() - told + c.more);
    return {{"content", cut(digest_subject(c) + (rest.empty() ? "" : "\n" + rest), 2000)},
            {"embeds", std::move(embeds)},
            {"allowed_mentions", {{"parse", json::array()}}}};
}

json::value telegram(const DigestContent& c, const std::string& chat) {
    const auto words =
        pack(c, "<b>" + escape_html(digest_subject(c)) + "</b>\n\n", 4096, [](const Line& l) {
            const auto title = escape_html(l.title);
            return (l.url.empty() ? title
                                  : "<a href=\"" + escape_html(l.url) + "\">" + title + "</a>") +
                   "\n" + escape_html(l.detail) + "\n\n";
        });
    return {{"chat_id", chat},
            {"text", words},
            {"parse_mode", "HTML"},
            {"link_preview_options", {{"is_disabled", true}}}};
}

std::string markdown_list(const DigestContent& c, std::size_t most) {
    return pack(c, "**" + digest_subject(c) + "**\n\n", most, [](const Line& l) {
        const auto url = text::replace_all(text::replace_all(l.url, "(", "%28"), ")", "%29");
        const auto title = markdown(l.title);
        return "- " + (url.empty() ? title : "[" + title + "](" + url + ")") + "  \n  " +
               markdown(l.detail) + "\n";
    });
}

/// Posted to the server's root as JSON; a message has at most 4096 bytes.
json::value ntfy(const DigestContent& c, const std::string& topic) {
    return {{"topic", topic},
            {"title", digest_subject(c)},
            {"message", pack(c, "", 4096,
                             [](const Line& l) {
                                 return l.title + "\n" + l.detail + "\n" +
                                        (l.url.empty() ? "" : l.url + "\n") + "\n";
                             })},
            {"click", c.fresh.empty() ? std::string() : safe_link(c.fresh.front().posting.url)}};
}

/// Adaptive Card 1.4; Teams takes 28 KB.
json::value teams(const DigestContent& c) {
    json::array body{{{"type", "TextBlock"},
                      {"text", digest_subject(c)},
                      {"weight", "bolder"},
                      {"size", "large"},
                      {"wrap", true}}};
    body.push_back({{"type", "TextBlock"}, {"wrap", true}, {"text", markdown_list(c, 18000)}});
    return {{"type", "message"},
            {"attachments",
             json::array{{{"contentType", "application/vnd.microsoft.card.adaptive"},
                          {"content",
                           {{"$schema", "http://adaptivecards.io/schemas/adaptive-card.json"},
                            {"type", "AdaptiveCard"},
                            {"version", "1.4"},
                            {"body", std::move(body)}}}}}}};
}

/// Standard Webhooks payload: type, timestamp, data.
json::value generic(const DigestContent& c, Timestamp now) {
    json::object data{{"profile", c.profile},
                      {"date", iso8601(c.date)},
                      {"subject", digest_subject(c)},
                      {"more", c.more}};
    const auto put = [&](const char* name, const std::vector<DigestEntry>& entries) {
        json::array out;
        for (const auto& e : entries)
            out.push_back({{"score", e.score},
                           {"reasons", json::value_from(e.reasons)},
                           {"note", e.note},
                           {"posting", json::parse(postings::to_json(e.posting))}});
        data[name] = std::move(out);
    };
    put("new", c.fresh);
    put("closing", c.closing);
    put("changed", c.changed);
    put("reposted", c.reposted);
    put("events", c.events);
    put("week", c.week);
    json::array health;
    for (const auto& h : c.health)
        health.push_back({{"source", h.source}, {"healthy", h.healthy}, {"text", h.text}});
    data["health"] = std::move(health);
    return {
        {"type", "gonggo.digest"}, {"timestamp", iso8601(now, "UTC")}, {"data", std::move(data)}};
}

} // namespace

Result<std::string> webhook_body(std::string_view kind, const std::string& chat,
                                 const DigestContent& c, Timestamp now) {
    if (kind == "slack") return json::serialize(slack(c));
    if (kind == "discord") return json::serialize(discord(c));
    if (kind == "telegram") return json::serialize(telegram(c, chat));
    if (kind == "ntfy") return json::serialize(ntfy(c, chat));
    if (kind == "mattermost")
        return json::serialize(json::object{{"text", markdown_list(c, 16000)}});
    if (kind == "teams") return json::serialize(teams(c));
    if (kind == "generic" || kind.empty()) return json::serialize(generic(c, now));
    return invalid("unknown kind of webhook '" + std::string(kind) + "'");
}

Result<net::Request> webhook_request(const WebhookTarget& target, std::string body,
                                     std::string_view id, Timestamp now) {
    net::Request request;
    request.method = "POST";
    request.url = target.url;
    request.body = std::move(body);
    request.allow_private = target.allow_private;
    request.ignore_robots = true;
    request.limits.bytes = 1u << 20;
    request.limits.redirects = 0;
    request.limits.total = request.limits.idle = target.timeout;
    request.headers = {{"Content-Type", "application/json; charset=utf-8"}};
    if (target.kind == "generic" && !target.secrets.empty()) {
        GONGGO_TRY(auto signature, webhook_signature(id, now, request.body, target.secrets));
        request.headers.emplace_back("webhook-id", std::string(id));
        request.headers.emplace_back("webhook-timestamp",
                                     std::to_string(now.time_since_epoch().count()));
        request.headers.emplace_back("webhook-signature", signature);
    }
    return request;
}

} // namespace gonggo::notifier
