// One posting, one count, one suggestion.
#include "base/text.hpp"
#include "postings/json.hpp"
#include "postings/store/impl.hpp"
#include "postings/wishes.hpp"

#include <algorithm>

namespace gonggo::postings {

namespace {

/// "머신러닝 엔지니어" of "머신러닝엔지니어": what was written together and is known apart, with
/// how often the rarer half is there, negative.
std::optional<std::pair<int, std::string>> two_words(const std::string& word,
                                                     const std::map<std::string, int>& known) {
    std::optional<std::pair<int, std::string>> out;
    for (std::size_t i = 0; i < word.size();) {
        text::next_code_point(word, i);
        const auto first = known.find(word.substr(0, i)), second = known.find(word.substr(i));
        if (first == known.end() || second == known.end()) continue;
        std::pair both{-std::min(first->second, second->second),
                       first->first + " " + second->first};
        if (!out || both < *out) out = std::move(both);
    }
    return out;
}

} // namespace

Result<std::vector<std::string>> Store::suggest(const std::string& query) {
    std::map<std::string, int> known;
    auto rows = impl_->db.prepare("SELECT title || ' ' || skills || ' ' || company FROM words "
                                  "ORDER BY rowid DESC LIMIT 5000");
    for (;;) {
        GONGGO_TRY(const bool row, rows.step());
        if (!row) break;
        for (const auto& word : text::split_trimmed(text::fold(rows.text(0)), " ,()[]/·\"'"))
            ++known[word];
    }
    std::vector<std::string> out;
    std::vector<std::pair<int, std::string>> found;
    for (const auto& word : text::split_trimmed(text::fold(query), " \"()")) {
        if (auto apart = two_words(word, known)) out.push_back(std::move(apart->second));
        const auto name = skill_key(word);
        if (name != word && known.contains(name)) found.emplace_back(-known[name], name);
        for (const auto& [candidate, times] : known)
            if (candidate != word && candidate.size() + 6 >= word.size() &&
                candidate.size() <= word.size() + 6 &&
                text::edit_distance(word, candidate) <= (text::display_width(word) > 6 ? 2U : 1U))
                found.emplace_back(-times, candidate);
    }
    std::ranges::sort(found);
    for (auto& [times, word] : found)
        if (out.size() < 3) out.push_back(std::move(word));
    return out;
}

Result<std::optional<Posting>> Store::get(const std::string& key) {
    std::string body;
    {
        auto row = impl_->db.prepare(
            "SELECT body FROM postings WHERE id=?1 UNION ALL SELECT p.body FROM listings l JOIN "
            "postings p ON p.id=l.posting WHERE l.url=?1 UNION ALL SELECT p.body FROM former f "
            "JOIN postings p ON p.id=f.posting WHERE f.id=?1 LIMIT 1");
        GONGGO_TRY(const bool found, row.bind(1, key).step());
        if (found) body = row.text(0);
    }
    if (body.empty() && key.size() >= 2) { // a unique beginning of an id
        auto rows = impl_->db.prepare(
            "SELECT body FROM postings WHERE id >= ?1 AND id < ?1 || 'zzzzzzz' LIMIT 2");
        GONGGO_TRY(const bool found, rows.bind(1, key).step());
        if (found) body = rows.text(0);
        GONGGO_TRY(const bool another, found ? rows.step() : Result<bool>(false));
        if (another) return invalid("'" + key + "' begins more than one id; write more of it");
    }
    if (body.empty()) return std::optional<Posting>();
    GONGGO_TRY(Posting posting, complete(impl_->db, body));
    return std::optional<Posting>(std::move(posting));
}

std::optional<Known> Store::known(const std::string& source, const std::string& external_id) {
    auto row =
        impl_->db.prepare("SELECT heard, detailed FROM seen WHERE source=?1 AND external_id=?2");
    const auto found = row.bind(1, source).bind(2, external_id).step();
    if (!found || !*found) return std::nullopt;
    return Known{.heard = row.number(0), .detailed = row.number(1) != 0};
}

Result<std::optional<Posting>> Store::listing(const std::string& source,
                                              const std::string& external_id) {
    auto row = impl_->db.prepare("SELECT body FROM listings WHERE source=?1 AND external_id=?2");
    GONGGO_TRY(const bool found, row.bind(1, source).bind(2, external_id).step());
    return found ? from_json(row.text(0)) : std::nullopt;
}

Result<std::int64_t> Store::count() {
    auto row = impl_->db.prepare("SELECT count(*) FROM postings");
    GONGGO_TRY(const bool found, row.step());
    return found ? row.number(0) : 0;
}

} // namespace gonggo::postings
