// bench_many COUNT DATABASE: a store of COUNT postings at once, for measuring questions; nobody
// asks which of them are one vacancy, so a million takes minutes, not hours (bench_fill is for
// that).
#include "bench/postings.hpp"
#include "postings/classify.hpp"
#include "postings/dedup.hpp"
#include "postings/json.hpp"
#include "postings/match.hpp"
#include "postings/names.hpp"
#include "postings/store/impl.hpp"

#include <cstdio>
#include <cstdlib>

using namespace gonggo;
using namespace gonggo::postings;

namespace {

constexpr int kSeeds = 2000;
constexpr int kBatch = 5000;

struct Seed {
    Posting posting;
    std::vector<ProfileMatch> matches;
};

std::vector<Seed> seeds() {
    config::Profile profile;
    profile.preset = "ml";
    const auto matcher = Matcher::compile({profile});
    bench::Postings made;
    std::vector<Seed> out;
    for (int i = 0; matcher && i < kSeeds; ++i) {
        Posting p = made.next();
        const auto c = classify(p);
        p.role = c.role;
        p.skills = c.skills;
        auto matches = matcher->match(p, c);
        out.push_back({std::move(p), std::move(matches)});
    }
    return out;
}

/// Seven characters of the alphabet of ids.
std::string id_of(std::uint64_t n) {
    constexpr std::string_view kLetters = "23456789abcdefghjkmnpqrstuvwxyz";
    std::string out(7, kLetters[0]);
    n = n * 15'485'863 % 27'512'614'111; // spread over 31^7
    for (auto& c : out) {
        c = kLetters[n % kLetters.size()];
        n /= kLetters.size();
    }
    return out;
}

Status add(Database& db, const Seed& seed, std::uint64_t n, Timestamp at,
           std::map<std::string, Words>& words) {
    Posting p = seed.posting;
    p.id = id_of(n);
    p.company += std::to_string(n % 100'003);
    p.first_seen = p.last_seen = at;
    Link& link = p.links[0];
    link.external_id = std::to_string(n);
    link.url = p.url = "https://" + link.source + ".example/" + link.external_id;
    const std::string body = to_json(p);
    auto posting = db.prepare("INSERT INTO postings (id,body,role,kind,first_seen,deadline) "
                              "VALUES (?1,?2,?3,?4,?5,?6)");
    posting.bind(1, p.id)
        .bind(2, body)
        .bind(3, name_of(p.role))
        .bind(4, name_of(p.kind))
        .bind(5, seconds_of(at));
    const std::string until = p.deadline.date ? iso8601(*p.deadline.date) : "9999-12-31";
    if (p.deadline.date) posting.bind(6, until);
    GONGGO_CHECK(posting.run());
    GONGGO_CHECK(db.prepare("INSERT INTO listings (source,external_id,posting,hash,url,body,"
                            "first_seen) VALUES (?1,?2,?3,'',?4,'{}',?5)")
                     .bind(1, link.source)
                     .bind(2, link.external_id)
                     .bind(3, p.id)
                     .bind(4, link.url)
                     .bind(5, seconds_of(at))
                     .run());
    GONGGO_CHECK(db.prepare("INSERT INTO seen (source,external_id,last_seen) VALUES (?1,?2,?3)")
                     .bind(1, link.source)
                     .bind(2, link.external_id)
                     .bind(3, seconds_of(at))
                     .run());
    for (const auto& m : seed.matches)
        GONGGO_CHECK(db.prepare("INSERT INTO matches (posting,profile,score,reasons,seen,until) "
                                "VALUES (?1,?2,?3,'',?4,?5)")
                         .bind(1, p.id)
                         .bind(2, m.profile)
                         .bind(3, m.score)
                         .bind(4, seconds_of(at))
                         .bind(5, until)
                         .run());
    words.emplace(p.id, words_of(p));
    return {};
}

Status fill(const std::string& path, std::uint64_t count) {
    if (const auto made = Store::open(path, Store::Mode::read_write); !made) return made.error();
    GONGGO_TRY(Database db, Database::open(path, Database::Mode::read_write));
    GONGGO_CHECK(db.execute("PRAGMA synchronous=OFF; PRAGMA cache_size=-262144"));
    const auto made = seeds();
    for (std::uint64_t n = 0; n < count;) {
        Transaction transaction(db);
        GONGGO_CHECK(transaction.begun());
        std::map<std::string, Words> words;
        for (int i = 0; i < kBatch && n < count; ++i, ++n)
            GONGGO_CHECK(add(db, made[n % made.size()], n,
                             Timestamp{std::chrono::seconds{1'780'000'000 + n * 15}}, words));
        GONGGO_CHECK(index_words(db, words));
        GONGGO_CHECK(transaction.commit());
        if (n % 100'000 == 0) std::printf("%lu\n", static_cast<unsigned long>(n));
        std::fflush(stdout);
    }
    return {};
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 3) return std::fprintf(stderr, "bench_many COUNT DATABASE\n"), 2;
    if (const auto done = fill(argv[2], std::strtoull(argv[1], nullptr, 10)); !done)
        return std::fprintf(stderr, "%s\n", done.error().message.c_str()), 1;
}
