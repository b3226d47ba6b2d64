#pragma once
// The digest as a value, and as what people read: subject, HTML and plain text.
#include "base/time.hpp"
#include "notifier/template.hpp"
#include "postings/posting.hpp"
#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace gonggo::notifier {

enum class DigestKind { daily, welcome, weekly };

/// A posting as the digest shows it.
struct DigestEntry {
    postings::Posting posting;
    int score = 0;                    ///< 0–100; 0 = not shown
    std::vector<std::string> reasons; ///< why it was chosen, for people
    std::vector<std::string> words;   ///< matched keywords, marked in title and reasons
    std::string note;                 ///< what happened: "마감 11/30 → 12/7"
};

struct HealthLine {
    std::string source;
    bool healthy = true;
    std::string text; ///< for people
};

struct TrendLine {
    std::string word;
    int count = 0;  ///< postings with it in the period
    int before = 0; ///< and in the period before
};

struct DigestContent {
    DigestKind kind = DigestKind::daily;
    std::string profile;
    Date date{};
    std::string language = "ko"; ///< "ko" | "en"
    std::vector<DigestEntry> fresh, closing, changed, reposted, events;
    std::vector<DigestEntry> week; ///< weekly: the best of what was told since the last one
    std::size_t week_total = 0;    ///< and how many that were
    std::map<std::string, std::string> names; ///< source → its board's name for people
    std::vector<HealthLine> health;
    std::vector<TrendLine> trend;
    std::size_t more = 0; ///< new matches beyond the cards
    std::string command;  ///< lists them all: "gonggo list --new"
};

struct RenderedDigest {
    std::string subject; ///< no line breaks or control characters
    std::string html;    ///< a whole document; nothing in it is fetched from anywhere
    std::string text;    ///< at most 72 columns a line (Hangul counts two), links excepted
};

/// "[공고] 오늘의 공고 12건 · 마감 임박 3건 (11/24 월)"; on a day without new postings, what else
/// there is.
std::string digest_subject(const DigestContent& content);
std::string digest_text(const DigestContent& content);
/// An error only for templates of the user's that do not parse.
Result<RenderedDigest> render_digest(const DigestContent& content,
                                     const Templates& templates = built_in_templates());
/// Postings that are new or wished for and close within three days, each once.
std::size_t closing_soon(const DigestContent& content);
/// The board's name, else the source's id.
std::string board_name(const DigestContent& content, const std::string& source);
/// True when there is nothing to tell (health alone counts only when something is broken).
bool is_empty(const DigestContent& content);

/// The text escaped for HTML, with each of `words` (any ASCII case, longest first) in <b
/// class=hit>.
std::string mark_words(std::string_view text, const std::vector<std::string>& words);
/// The URL when it is http or https without blanks or control characters, else empty.
std::string safe_link(std::string_view url);

} // namespace gonggo::notifier
