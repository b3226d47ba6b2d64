#pragma once
// What wishes ask of one posting, found once for all profiles.
#include "postings/classify.hpp"
#include "postings/posting.hpp"
#include "postings/query.hpp"
#include "postings/wishes.hpp"
#include <optional>
#include <string>
#include <vector>

namespace gonggo::postings {

/// Salaries of any period as won a year, as the law counts hours: 209 paid hours a month. Nothing
/// when the sum is not known, not in won, or paid once.
std::optional<std::int64_t> yearly_won(const Salary& salary, std::optional<std::int64_t> sum);

/// "전문연구요원", "병역특례", "산업기능요원": offered, not ruled out.
bool offers_military_service(const Posting& posting);

/// The title's own writing of a folded word, blanks and hyphens aside: "Data Scientist" of
/// "datascientist"; the word itself where the title has it otherwise.
std::string as_written(const std::string& title, const std::string& word);
/// The title's words that spoke for the role, as the title writes them; a word within another once.
std::string role_words(const Posting& posting, const Classification& c);

/// Borrows the posting, its classification and the wished names. One thread.
class Facts {
public:
    Facts(const Posting& posting, const Classification& classification, const Wished& wished);

    struct HadSkill {
        std::string name;
        int number; ///< in Wished::skills, or −1
    };

    const Posting& posting;
    const Classification& classification;
    unsigned role, kind, levels, remote, employment; ///< bits; 0 = not known
    [[nodiscard]] bool has(LevelLabel label) const { return (levels & bit_of(label)) != 0; }

    /// The posting's place that a wished one holds, or holds it; empty when none does.
    [[nodiscard]] const std::string* place_within(int wished) const;
    /// False when none of the wished places with this Wishes::places_hint holds it.
    [[nodiscard]] bool place_may_be(std::uint64_t hint) const { return (places_hint_ & hint) != 0; }
    [[nodiscard]] bool has_skill(int wished) const;
    /// The vocabulary's names, then the board's own tags that it does not know.
    [[nodiscard]] const std::vector<HadSkill>& skills() const;
    [[nodiscard]] int company() const; ///< in Wished::companies, or −1
    [[nodiscard]] bool from(int wished_source) const;
    [[nodiscard]] bool asked(int query) const; ///< what the query says of the posting
    [[nodiscard]] bool military() const;
    [[nodiscard]] const std::string& role_reason() const;
    [[nodiscard]] std::optional<std::int64_t> most_won() const { return most_won_; }
    [[nodiscard]] std::optional<std::int64_t> least_won() const { return least_won_; }

private:
    void find_places();
    void find_skills() const;

    const Wished& wished_;
    std::optional<std::int64_t> most_won_, least_won_;
    std::vector<const std::string*> places_;
    std::uint64_t places_hint_ = 0;
    // Found when first asked for: most profiles are done before.
    mutable std::optional<std::vector<HadSkill>> skills_;
    mutable std::vector<char> has_skill_;
    mutable std::optional<int> company_;
    mutable std::vector<signed char> said_; ///< by query: −1 not asked yet
    mutable std::optional<QueryText> text_;
    mutable std::optional<bool> military_;
    mutable std::optional<std::string> role_reason_;
};

} // namespace gonggo::postings
