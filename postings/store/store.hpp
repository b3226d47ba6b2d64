#pragma once
// What was found, kept: postings with their listings, matches, what was told, the sources' history.
#include "base/result.hpp"
#include "config/config.hpp"
#include "postings/concluded.hpp"
#include "postings/match.hpp"
#include "postings/posting.hpp"
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gonggo::postings {

/// What an earlier poll noted of a listing.
struct Known {
    std::int64_t heard = 0; ///< a hash of the words it was told in; 0 = not noted, or it closed
    bool detailed = false;  ///< its detail page need not be read again
};

/// One poll's listings of one source; each posting has exactly one link.
struct Batch {
    std::string source;
    Timestamp now{};
    Date today{};
    bool complete = false; ///< the source's whole list: what is missing from it has closed
    std::vector<Posting> listings;
    std::vector<std::optional<Concluded>>
        concluded; ///< of `listings`, in their order; where there is none, absorb() does it
    std::vector<std::string> same;      ///< listings (external ids) that stand as they stood
    std::map<std::string, Known> notes; ///< by external id: what known() says of `listings` then
};

enum class Outcome { fresh, seen, changed, duplicate, reposted };

struct Absorbed {
    std::string id; ///< the posting's
    Outcome outcome = Outcome::seen;
};

struct AbsorbReport {
    std::vector<Absorbed> listings; ///< in the batch's order
    int closed = 0;
    [[nodiscard]] int count(Outcome outcome) const;
};

/// A message to be delivered; `key` is unique, so that the same thing is never told twice.
struct OutboxEntry {
    std::int64_t id = 0;
    std::string key, channel, target, payload; ///< channel: mail | webhook
    std::string state;                         ///< due | sent | dead
    int attempts = 0;
    Timestamp next_try{};
    std::string last_error;
    Timestamp created{};
};

/// What became different in a posting that a profile was told of.
struct Change {
    Posting posting;
    std::optional<Date> old_deadline; ///< as it was told; differs from the posting's or not
    bool closed = false;              ///< it was open when it was told
};

/// A listing's record and until when it stood so; nothing = it still does.
struct Version {
    std::string source;
    std::optional<Timestamp> until;
    Posting record;
};

/// A posting a user called good or bad for a profile.
struct Judgement {
    std::string profile;
    Posting posting;
    bool good = false;
    Timestamp at{};
};

/// What feedback changed for its profile among the open postings.
struct Rematched {
    int postings = 0;        ///< matched anew
    int fitted = 0, fit = 0; ///< how many fitted before, fit now
};

/// A status that the user gave a posting, and when.
struct Mark {
    std::string status;
    Timestamp at{};
};

/// A posting with nearly the same text as another, under another company's name (a head-hunter's,
/// say) or a hidden one. They are linked, never merged.
struct Copy {
    std::string id, title, company;
    bool agency = false; ///< a head-hunter's name
};

/// What a profile was not told yet.
struct Untold {
    std::vector<std::string> ids;  ///< of all, the best first
    std::vector<Posting> postings; ///< of the first of them
    Timestamp oldest{};            ///< when the first of all was found
};

struct SourceRecord {
    std::string source, state, reason; ///< state: ok | degraded | blocked | broken | down
    Timestamp at{};
    int items = 0, fresh = 0, layout = -1;
    bool unchanged = false;            ///< the board said that nothing is new
    std::map<std::string, int> filled; ///< in how many items of the list's first page each field
                                       ///< had a text; "items" = how many there were
    std::optional<Timestamp> last_ok;  ///< only read
};

/// How many postings name a skill, in two spans of time.
struct SkillTrend {
    std::string skill;
    int before = 0, since = 0;
};

struct Reliability {
    std::string source;
    int polls = 0, ok = 0;
};

struct CachedAnswer {
    std::string etag, last_modified, hash;
};

/// What `list` and `search` ask for. Lists: one of them is enough; empty = no wish.
struct Filter {
    std::string query;                                     ///< the query language; empty = all
    std::vector<std::string> profiles;                     ///< names of profiles that it fits
    std::vector<std::string> roles, levels, kinds, remote; ///< the names of postings/names.hpp
    std::vector<std::string> companies, places;            ///< parts of the name, folded
    std::vector<std::string> sources;                      ///< the link's source
    std::vector<std::string> statuses; ///< of the application; "none" = not marked
    std::vector<std::string> skills;   ///< every one of them is wanted
    std::optional<int> years;          ///< somebody with that many years of experience may apply
    int min_score = 0;
    bool matching_only = false, include_closed = false;
    bool untold_only = false;              ///< `--new`: what no digest has told yet
    std::optional<Timestamp> since, until; ///< first seen at or after, before
    std::optional<int> closing_within;     ///< days
    std::string sort = "recent";           ///< recent | score | deadline | relevance
    int limit = 50;                        ///< 0 = all
    int offset = 0;                        ///< how many to pass over first
};

/// How much was removed.
struct Forgotten {
    int postings = 0, polls = 0, deliveries = 0;
};

class Store {
public:
    enum class Mode { read_write, read_only };
    /// Creates or migrates the file (read_write). A newer schema than ours is an error.
    static Result<Store> open(const std::filesystem::path& path, Mode mode);
    /// A second connection to the same file, for another thread. What it commits outlives the
    /// process; a power failure it outlives once this one has committed something after it.
    [[nodiscard]] Result<Store> another() const;
    /// Gives memory back, which one made by another() keeps while there is much to write.
    void rest();
    Store(Store&&) noexcept;
    Store& operator=(Store&&) noexcept;
    ~Store();

    /// Runs `work` in one transaction: all of it is kept or nothing.
    Status in_transaction(const std::function<Status()>& work);

    /// The report is about batch.listings; those of batch.same are only seen once more.
    Result<AbsorbReport> absorb(const Batch& batch, const Matcher& matcher);
    /// The source's list was read and is the same as the last time: what was missing then is
    /// missing once more. How many postings' listings closed by that.
    Result<int> still_missing(const std::string& source, Timestamp now, const Matcher& matcher);
    /// An id, its unique beginning or a link's URL; the id of a posting that became part of another
    /// gives that one.
    Result<std::optional<Posting>> get(const std::string& id_or_url);
    /// Sorting by relevance needs a query (bm25: title ×8, skills ×4, company ×2); without one, and
    /// on ties, the newest come first.
    Result<std::vector<Posting>> find(const Filter& filter, Date today);
    /// Words of stored titles, skills and companies near to the query's, most frequent first: for
    /// "did you mean" when nothing was found. At most three.
    Result<std::vector<std::string>> suggest(const std::string& query);
    /// Nothing for a listing that was never absorbed.
    [[nodiscard]] std::optional<Known> known(const std::string& source,
                                             const std::string& external_id);
    /// The listing's record as it was last absorbed.
    Result<std::optional<Posting>> listing(const std::string& source,
                                           const std::string& external_id);
    Result<std::int64_t> count();

    /// Matching postings of the profile that were not told yet; at most so many are read whole.
    Result<Untold> untold(const std::string& profile, std::size_t most);
    /// The skills that matching postings of the profile name, closed ones too, hidden ones not:
    /// of those first seen from `from` on, and from `middle` on, each before the next and `until`.
    Result<std::vector<SkillTrend>> skill_trends(const std::string& profile, Timestamp from,
                                                 Timestamp middle, Timestamp until);
    Status mark_told(const std::string& profile, const std::vector<std::string>& ids,
                     Timestamp now);
    /// Matching postings of these profiles (empty = all) with at least that score which `receiver`
    /// ("hook:slack") was not told yet, best first. Telling one is tell(id + "/" + receiver).
    Result<std::vector<Posting>> untold_to(const std::string& receiver,
                                           const std::vector<std::string>& profiles, int min_score);
    Status tell(const std::string& what, Timestamp now);
    [[nodiscard]] bool was_told(const std::string& what);
    /// How postings that were told to the profile differ from what was told; mark_told() and
    /// watch() make the present the told one.
    Result<std::vector<Change>> changes(const std::string& profile);
    Status watch(const std::string& profile);
    /// The user's word, remembered: these two are one vacancy. The posting that shows it.
    Result<std::string> merge(const std::string& a, const std::string& b, const Matcher& matcher,
                              Timestamp now);
    /// The link with that URL or source is a vacancy of its own. The posting that shows it.
    Result<std::string> split(const std::string& id, const std::string& url, const Matcher& matcher,
                              Timestamp now);
    /// The posting as its boards say it: what classify() was given.
    Result<std::optional<Posting>> listed(const std::string& id);
    /// Every record that the posting's listings had, the oldest of each first.
    Result<std::vector<Version>> history(const std::string& id);
    Result<std::vector<Copy>> copies(const std::string& id); ///< possible ones, oldest first
    Status mark_status(const std::string& id, const std::string& status, const std::string& note,
                       Timestamp now);
    Result<std::vector<Mark>> marks(const std::string& id); ///< oldest first
    Result<std::vector<std::string>> notes();               ///< all that are not empty
    /// The note in place of what was noted of a marked posting; it may be empty.
    Status set_note(const std::string& id, const std::string& note);

    /// The user's word on a posting for a profile (nothing = takes it back), remembered; all open
    /// postings are matched anew in the same transaction.
    Result<Rematched> teach(const std::string& profile, const std::string& id,
                            std::optional<bool> good, const Matcher& matcher, Timestamp now,
                            Date today);
    /// Judges every posting that is open on `today` anew, role and matches, in one transaction;
    /// what was told stays told. How many postings that were.
    Result<int> rematch_open(const Matcher& matcher, Timestamp now, Date today);
    Result<std::vector<Judgement>> feedback(); ///< by profile, the oldest first
    Result<Lessons> lessons();

    Status enqueue(const OutboxEntry& entry, Timestamp now);
    Result<std::vector<OutboxEntry>> outbox(bool due_only, Timestamp now);
    Result<std::map<std::string, std::int64_t>> outbox_counts(); ///< rows by state
    Status outbox_result(std::int64_t id, const std::string& state, const std::string& error,
                         Timestamp next_try);
    Result<std::optional<Timestamp>> next_delivery(); ///< when the next message is due
    /// Due now, as if new; false when there is no such message or it was sent.
    Result<bool> outbox_again(std::int64_t id, Timestamp now);
    Result<bool> outbox_drop(std::int64_t id); ///< false as above

    Status record_poll(const SourceRecord& record);
    Result<std::vector<SourceRecord>> sources();    ///< the last poll of each source
    Result<std::vector<Reliability>> reliability(); ///< of all polls kept, by source
    /// The source's last healthy polls that read a page, newest first.
    Result<std::vector<SourceRecord>> healthy_polls(const std::string& source, int most);

    CachedAnswer cached(const std::string& source, const std::string& url);
    Status cache(const std::string& source, const std::string& url, const CachedAnswer& answer);
    std::string meta(const std::string& key);
    Status set_meta(const std::string& key, const std::string& value);

    /// Removes postings that were over and last seen before `before` and were never marked or
    /// judged, with all that hangs on them; polls and sent deliveries as old. One transaction.
    Result<Forgotten> forget(Timestamp before);

private:
    struct Impl;
    explicit Store(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

} // namespace gonggo::postings
