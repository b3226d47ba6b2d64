// Thirty days of six boards, replayed: the truth is known, for the vacancies are made here.
#include "daemon/content.hpp"
#include "daemon/rounds.hpp"
#include "postings/normalise.hpp"
#include "postings/store/database.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <random>
#include <set>
#include <unistd.h>

using namespace gonggo;
using namespace gonggo::postings;
using namespace std::chrono_literals;

namespace {

const Timestamp kStart{1'790'000'000s};
constexpr int kDays = 30;
constexpr int kVacancies = 60;
constexpr const char* kBoards[] = {"jobkorea", "saramin", "wanted", "jumpit", "rallit", "incruit"};

enum class Fate { stays, closes, returns, renumbered, flaps, hiccup, deadline };

/// One vacancy's life, in days.
struct Vacancy {
    int number = 0;
    std::string company, title, text;
    bool matching = false;
    std::vector<std::string> boards; ///< the first shows it on `opens`, each other a day later
    Fate fate = Fate::stays;
    int opens = 0, ends = 0, back = kDays;
    int text_edit = kDays, deadline_edit = kDays;
};

struct Job {
    const char* title;
    bool matching;
    const char* text;
};
constexpr Job kJobs[] = {
    {"머신러닝 엔지니어", true, "추천 랭킹 모델을 PyTorch로 학습하고 서비스에 적용합니다."},
    {"MLOps 엔지니어", true, "Kubernetes와 Kubeflow로 모델 학습·배포 파이프라인을 운영합니다."},
    {"데이터 사이언티스트", true, "A/B 테스트와 예측 모델로 사업의 물음에 답합니다. Python, SQL."},
    {"AI 연구원 (컴퓨터 비전)", true, "결함 검출 딥러닝 모델을 연구하고 논문을 발표합니다."},
    {"백엔드 개발자", false, "Spring과 MySQL로 주문·결제 서버를 개발합니다."},
    {"콘텐츠 마케팅 매니저", false, "브랜드 캠페인을 기획하고 광고 매체를 운영합니다."},
    {"재무회계 담당자", false, "월 결산과 세무 신고, 자금 관리를 맡습니다."},
    {"iOS 앱 개발자", false, "Swift로 쇼핑 앱의 화면을 만들고 출시합니다."}};
constexpr const char* kCompanies[] = {"가람소프트",   "누리데이터", "도담헬스",   "라온모빌리티",
                                      "미르로보틱스", "바다물류",   "새벽커머스", "아람게임즈",
                                      "자람에듀",     "차오름금융", "타래미디어", "파란여행",
                                      "하늘반도체",   "한결부동산", "해오름식품"};

std::vector<Vacancy> vacancies() {
    std::vector<Vacancy> out;
    std::mt19937 random(2026); // a fixed seed: the same thirty days each run
    for (int n = 0; n < kVacancies; ++n) {
        Vacancy v;
        v.number = n;
        const auto company = static_cast<std::size_t>(n % 15); // four jobs, some near each other
        const Job& job = kJobs[(static_cast<std::size_t>(n / 15) * 3 + company) % 8];
        v.company = kCompanies[company];
        v.title = job.title;
        v.matching = job.matching;
        v.text = v.company + "에서 함께할 분을 찾습니다. " + job.text;
        v.fate = static_cast<Fate>(n % 7);
        std::vector<std::string> boards(std::begin(kBoards), std::end(kBoards));
        std::ranges::shuffle(boards, random);
        const std::size_t least = v.fate == Fate::flaps ? 2 : 1;
        boards.resize(std::max(least, 1 + random() % 3));
        v.boards = boards;
        v.opens = static_cast<int>(random() % 10);
        v.ends = v.opens + 6 + static_cast<int>(random() % 7);
        if (v.fate == Fate::returns || v.fate == Fate::renumbered) v.back = v.ends + 3;
        if (n % 3 == 0) v.text_edit = v.opens + 3;
        if (n % 4 == 1 && v.fate != Fate::deadline) v.deadline_edit = v.opens + 4;
        out.push_back(std::move(v));
    }
    return out;
}

/// The number under which a board shows the vacancy then; empty = it does not.
std::string number_on(const Vacancy& v, std::size_t board, int day, int look) {
    const auto late = static_cast<int>(board);
    const std::string number = std::to_string(v.number * 10 + late + 1000);
    if (day < v.opens + late) return {};
    switch (v.fate) {
    case Fate::stays:
        return number;
    case Fate::closes:
        return day < v.ends ? number : "";
    case Fate::returns:
        return day < v.ends || day >= v.back + late ? number : "";
    case Fate::renumbered:
        if (day < v.ends) return number;
        return board == 0 && day >= v.back ? number + "77" : "";
    case Fate::flaps: // off one board for two days, open on the others
        return board == 0 && day >= v.ends && day < v.ends + 2 ? "" : number;
    case Fate::hiccup:
        return day == v.ends && look == 0 ? "" : number; // missing once only
    case Fate::deadline:
        return day <= v.ends ? number : "";
    }
    return {};
}

Date date_of(int day) {
    return date_in(kStart + std::chrono::days{day}, "Asia/Seoul");
}

Posting shown(const Vacancy& v, const std::string& board, const std::string& number, int day) {
    RawPosting raw;
    raw.id = number;
    raw.url = "https://" + board + ".example/jobs/" + number;
    raw.title = v.title;
    raw.company = board == "saramin" ? "(주)" + v.company : v.company;
    raw.locations = {"서울 강남구"};
    raw.employment = "정규직";
    raw.description = v.text;
    if (day >= v.text_edit) raw.description += "\n재택근무를 주 2회 할 수 있습니다.";
    raw.deadline = iso8601(date_of(v.fate == Fate::deadline ? v.ends : kDays + 10));
    if (day >= v.deadline_edit) raw.deadline = iso8601(date_of(kDays + 20));
    return normalise(raw, {.today = date_of(day), .source = board});
}

/// What the boards showed: for each vacancy the links with the number of records each had.
struct Truth {
    std::map<int, std::map<std::string, int>> versions; ///< vacancy → url → records
    std::map<std::string, std::string> last;            ///< url → what it said last

    void note(const Vacancy& v, const Posting& p) {
        const std::string said = p.description + (p.deadline.date ? iso8601(*p.deadline.date) : "");
        if (std::exchange(last[p.url], said) != said) ++versions[v.number][p.url];
    }
};

struct World {
    std::filesystem::path folder =
        std::filesystem::temp_directory_path() / ("gonggo-replay-" + std::to_string(::getpid()));
    config::Config config;
    World() {
        std::filesystem::remove_all(folder);
        std::filesystem::create_directories(folder);
        config.file = folder / "gonggo.toml";
        config.digest.directory = folder / "digests";
        config.daemon.database = folder / "g.db";
        config.digest.most = 100;
        config.profiles.resize(1);
        config.profiles[0].name = "me";
        config::Webhook hook;
        hook.name = "all";
        hook.when = "digest";
        hook.url.spec = "https://hooks.example/all";
        config.webhooks = {hook};
    }
    ~World() { std::filesystem::remove_all(folder); }
    [[nodiscard]] Store open() const {
        return std::move(Store::open(folder / "g.db", Store::Mode::read_write).value());
    }
};

Batch list_of(const std::vector<Vacancy>& all, const std::string& board, int day, int look,
              Truth* truth) {
    Batch batch{.source = board,
                .now = kStart + std::chrono::days{day} + (look == 0 ? 1h : 9h),
                .today = date_of(day),
                .complete = true,
                .listings = {}};
    for (const auto& v : all)
        for (std::size_t b = 0; b < v.boards.size(); ++b) {
            if (v.boards[b] != board) continue;
            const std::string number = number_on(v, b, day, look);
            if (number.empty()) continue;
            batch.listings.push_back(shown(v, board, number, day));
            if (truth) truth->note(v, batch.listings.back());
        }
    return batch;
}

/// Every row of what is known, but for when it was seen last.
std::string rows_of(const std::filesystem::path& file) {
    auto db = std::move(Database::open(file, Database::Mode::read_only).value());
    std::string out;
    for (const char* sql :
         {"SELECT id||'|'||body||'|'||role||kind||first_seen||"
          "coalesce(deadline,'')||coalesce(closed,'')||coalesce(words_row,'') FROM postings",
          "SELECT source||external_id||posting||hash||url||body||first_seen||coalesce(closed,'')||"
          "missed FROM listings",
          "SELECT source||external_id FROM seen",
          "SELECT source||external_id||until||body FROM versions ORDER BY 1",
          "SELECT posting||profile||score||reasons||coalesce(told,'')||seen||until FROM matches",
          "SELECT what||at FROM told",
          "SELECT id||name FROM employers",
          "SELECT employer||functions||part||hex(entries) FROM names",
          "SELECT id||listing||hex(body) FROM traits", "SELECT band||id FROM bands",
          "SELECT band||id FROM bands_new",
          "SELECT a||b FROM copies", "SELECT a||b||score FROM alike",
          "SELECT id||title||description FROM words ORDER BY 1"}) {
        auto rows = db.prepare(sql);
        while (rows.step().value()) out += rows.text(0) + "\n";
    }
    return out;
}

} // namespace

TEST_CASE("thirty days of six boards leave each vacancy one posting that is told once") {
    const World world;
    Store store = world.open();
    const auto matcher = Matcher::compile(world.config.profiles);
    const auto all = vacancies();
    Truth truth;
    std::mt19937 random(30);
    std::map<std::string, int> told; // posting → digests with it
    int digests = 0;
    for (int day = 0; day <= kDays; ++day) {
        for (int look = 0; look < 2 && day < kDays; ++look)
            for (const char* board : kBoards) {
                if (random() % 20 == 0) continue; // it is down
                auto batch = list_of(all, board, day, look, &truth);
                std::ranges::shuffle(batch.listings, random);
                REQUIRE(store.absorb(batch, *matcher));
            }
        const Timestamp evening = kStart + std::chrono::days{day} + 10h;
        const auto news =
            daemon::digest_news(world.config, store, world.config.profiles[0], evening);
        REQUIRE(news);
        const auto before = store.outbox(false, evening)->size();
        const auto files = daemon::write_digests(world.config, store, evening);
        REQUIRE(files);
        CHECK(files->empty() == news->empty);
        digests += static_cast<int>(files->size());
        const auto sent = store.outbox(false, evening).value();
        REQUIRE(sent.size() == before + files->size());
        for (const auto& id : news->told) {
            ++told[id];
            CHECK(sent.back().payload.find(id) != std::string::npos);
        }
    }
    CHECK(digests > 10);
    CHECK(store.count().value() == kVacancies);
    std::set<std::string> ids;
    for (const auto& v : all) {
        INFO("vacancy " << v.number << ", fate " << static_cast<int>(v.fate) << ": " << v.company
                        << " " << v.title << " on " << v.boards.size() << " boards");
        const auto& links = truth.versions.at(v.number);
        const auto posting = store.get(links.begin()->first).value();
        REQUIRE(posting);
        CHECK(ids.insert(posting->id).second);
        std::map<std::string, int> records;
        for (const auto& link : posting->links) records[link.url] = 0;
        const auto history = store.history(posting->id).value();
        for (const auto& version : history) ++records[version.record.url];
        CHECK(records == links);
        const bool back = v.fate == Fate::returns || v.fate == Fate::renumbered;
        CHECK(posting->reposts == (back ? 1 : 0));
        CHECK(posting->closed.has_value() == (v.fate == Fate::closes || v.fate == Fate::deadline));
        CHECK(told[posting->id] == (v.matching ? (back ? 2 : 1) : 0));
    }
    int in_all = 0;
    for (const auto& [id, times] : told) {
        CHECK((times == 0 || ids.contains(id)));
        in_all += times;
    }
    INFO(in_all << " tellings in " << digests << " digests");
    CHECK(in_all > kVacancies / 3);
}

TEST_CASE("absorbing every board's list a second time changes no row") {
    const World world;
    Store store = world.open();
    const auto matcher = Matcher::compile(world.config.profiles);
    const auto all = vacancies();
    for (const char* board : kBoards)
        REQUIRE(store.absorb(list_of(all, board, 9, 0, nullptr), *matcher));
    const std::string before = rows_of(world.folder / "g.db");
    for (const char* board : kBoards) {
        const auto report = store.absorb(list_of(all, board, 9, 1, nullptr), *matcher);
        REQUIRE(report);
        CHECK(report->count(Outcome::seen) == static_cast<int>(report->listings.size()));
    }
    CHECK(before.size() > 20'000);
    CHECK((rows_of(world.folder / "g.db") == before));
}
