#pragma once
// The posting people see, made of its listings: the best record, all links; its words and matches.
#include "postings/classify.hpp"
#include "postings/store/impl.hpp"
#include <string>

namespace gonggo::postings {

/// The posting as its listings say it, before anything is concluded; nothing when it has none.
/// `heard` is the listing that was stored last, if at hand: it is not read back.
Result<std::optional<Posting>> as_listed(Database& db, const std::string& id,
                                         const Posting* heard = nullptr);

class Records {
public:
    Records(Database& db, const Matcher& matcher, Timestamp now)
        : db_(db), matcher_(matcher), now_(now) {}

    /// The listing that was stored just now, and what it is if that is known; both must outlive
    /// this.
    void heard(const Posting& listing, const Classification* classification) {
        heard_ = &listing;
        classification_ = classification;
    }
    /// The posting from its listings; nothing when it has none. `reposts` more are counted.
    Status rebuild(const std::string& id, int reposts);
    /// The posting `id`, which is not there yet, of the listing that was heard, about to be stored
    /// and like no other.
    Status write_alone(const std::string& id);
    /// From here to index_words_now() words wait, for the index takes many at once far quicker.
    void put_off_words() { put_off_ = true; }
    Status index_words_now();
    /// Its role and matches only, by the model, what the profiles wish and what they were taught.
    Status rematch(const std::string& id);
    /// Gives `to`, which has listings that were `from`'s, what of it was told, marked, judged or
    /// watched while a listing of `to` was shown with it.
    Status inherit(const std::string& from, const std::string& to);
    /// What of the posting was told or marked, by the listings it has now.
    Status retell(const std::string& id);

private:
    [[nodiscard]] Classification classified(const Posting& composed) const;
    Status news_again(const std::string& id);
    [[nodiscard]] Classification concluded(Posting& p) const;
    Status write(Posting& p);
    Status put(const Posting& p, std::optional<std::int64_t> words_row);
    Status index(const Posting& p, std::optional<std::int64_t> words_row);
    Status match(const Posting& p, const Classification& c);
    Status note_matches(const Posting& p, const Classification& c);

    Database& db_;
    const Matcher& matcher_;
    Timestamp now_;
    const Posting* heard_ = nullptr;
    const Classification* classification_ = nullptr; ///< of heard_
    bool put_off_ = false;
    std::map<std::string, Words> words_; ///< by posting, put off
    std::optional<Lessons> lessons_;     ///< read when first needed
};

} // namespace gonggo::postings
