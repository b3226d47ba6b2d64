// Every saved real page and answer through its recipe. What stands in the page is counted by a
// plain search in its bytes, not by the recipe. GONGGO_CORPUS names the folder; absent, the test
// skips.
#include "base/file.hpp"
#include "scrapers/extract.hpp"
#include "scrapers/template.hpp"
#include "tests/support/catch.hpp"

#include <cstdlib>
#include <iostream>
#include <map>
#include <set>
#include <sstream>

using namespace gonggo;
using namespace gonggo::scrapers;
namespace fs = std::filesystem;

namespace {

struct Saved {
    const char *file, *recipe;
    Stage stage;
    const char* url;
    const char *from, *mark; ///< one mark an item, from the first `from` on
    int items;
    const char* filled; ///< "field:count …" beside title, company, url and id, which all have
    const char* missing = ""; ///< what of those four the page itself does not say
};

const Saved kSaved[] = {
    {"ats/ashby.json", "ashby", Stage::list,
     "https://api.ashbyhq.com/posting-api/job-board/HighlightTA?includeCompensation=true", "",
     "\"jobUrl\"", 2, "location:2 employment:2 posted:2 remote:2 salary:1 description:2"},
    {"ats/bamboohr.json", "bamboohr", Stage::list, "https://acme.bamboohr.com/careers/list", "",
     "\"jobOpeningName\"", 2, "location:2 employment:2"},
    {"ats/eightfold.json", "eightfold", Stage::list,
     "https://albemarle.eightfold.ai/api/apply/v2/jobs?domain=albemarle.com&start=0&num=10", "",
     "\"canonicalPositionUrl\"", 2, "location:2 posted:2"},
    {"ats/greenhouse.json", "greenhouse", Stage::list,
     "https://boards-api.greenhouse.io/v1/boards/amplitude/jobs?content=true", "",
     "\"absolute_url\"", 2, "location:2 employment:2 posted:2 description:2"},
    {"ats/icims.html", "icims", Stage::list,
     "https://careers-wipfli.icims.com/jobs/search?ss=1&in_iframe=1&pr=0", "",
     "class=\"iCIMS_JobCardItem\"", 2, "location:2"},
    {"ats/jobvite.html", "jobvite", Stage::list, "https://jobs.jobvite.com/feedingamerica/jobs", "",
     "/job/", 2, "location:2"},
    {"ats/lever.json", "lever", Stage::list,
     "https://api.lever.co/v0/postings/idealistconsulting?mode=json", "", "\"hostedUrl\"", 2,
     "location:2 employment:2 posted:2 remote:2 description:2"},
    {"ats/neogov.xml", "neogov", Stage::list,
     "https://www.governmentjobs.com/SearchEngine/JobsFeed?agency=exampleagency", "", "<item>", 2,
     "location:2 salary:2 posted:2 deadline:1 description:2"},
    {"ats/oracle_orc.json", "oracle", Stage::list,
     "https://acme.fa.us2.oraclecloud.com/hcmRestApi/resources/latest/"
     "recruitingCEJobRequisitions?x",
     "", "\"Title\"", 2, "location:2 posted:2"},
    {"ats/oracle_orc_detail.json", "oracle", Stage::detail,
     "https://acme.fa.us2.oraclecloud.com/hcmRestApi/resources/latest/"
     "recruitingCEJobRequisitionDetails",
     "", "\"Title\"", 1, "location:1 remote:1 posted:1 description:1"},
    {"ats/paylocity.html", "paylocity", Stage::list,
     "https://recruiting.paylocity.com/recruiting/jobs/All/x", "", "\"JobTitle\"", 2,
     "location:2 posted:2"},
    {"ats/personio.xml", "personio", Stage::list, "https://acme.jobs.personio.com/xml", "",
     "<position>", 2, "location:2 career:2 employment:2 posted:2"},
    {"ats/phenom.html", "phenom", Stage::list,
     "https://careers.example.com/global/en/search-results?from=0&s=1", "", "\"jobSeqNo\"", 2,
     "location:2 employment:2 posted:2 description:2"},
    {"ats/pinpoint.json", "pinpoint", Stage::list, "https://acme.pinpointhq.com/postings.json", "",
     "\"workplace_type\"", 2, "location:2 salary:2 remote:2 deadline:1 description:2"},
    {"ats/recruitee.json", "recruitee", Stage::list, "https://acme.recruitee.com/api/offers/", "",
     "\"careers_url\"", 2,
     "location:2 career:2 education:2 employment:2 salary:2 remote:2 posted:2 description:2"},
    {"ats/rippling.json", "rippling", Stage::list,
     "https://api.rippling.com/platform/api/ats/v1/board/acme/jobs", "", "\"uuid\"", 2,
     "location:2 remote:1"},
    {"ats/smartrecruiters.json", "smartrecruiters", Stage::list,
     "https://api.smartrecruiters.com/v1/companies/Knight/postings?limit=100&offset=0", "",
     "\"jobAdId\"", 1, "location:1 employment:1 posted:1"},
    {"ats/teamtailor.json", "teamtailor", Stage::list, "https://career.teamtailor.com/jobs.json",
     "", "\"_jobposting\"", 2, "location:2 posted:2"},
    {"ats/workable.json", "workable", Stage::list,
     "https://apply.workable.com/api/v1/widget/accounts/zaelab?details=true", "", "\"shortcode\"",
     2, "location:2 posted:2 remote:2"},
    {"ats/workday.json", "workday", Stage::list,
     "https://redhat.wd5.myworkdayjobs.com/wday/cxs/redhat/jobs/jobs", "", "\"externalPath\"", 2,
     "location:2 posted:2"},
    {"ats/hrmdirect.html", "hrmdirect", Stage::list,
     "https://acme.hrmdirect.com/employment/job-openings.php", "", "ReqRowClick", 2,
     "posted:2 description:2"},
    {"jobkorea/search-2026-08.html", "jobkorea", Stage::list,
     "https://www.jobkorea.co.kr/Search/?stext=x", "", "data-sentry-component=\"CardJob\"", 5,
     "location:5 career:5 description:5"},
    {"jobkorea/search-full-2025-12.html", "jobkorea", Stage::list,
     "https://www.jobkorea.co.kr/Search/?stext=x", "data-sentry-component=\"JobList\"",
     "data-sentry-component=\"CardJob\"", 20,
     "location:20 career:20 salary:16 description:20 posted:20 deadline:20"},
    {"jobkorea/search-mobile-2025-12.html", "jobkorea", Stage::list,
     "https://m.jobkorea.co.kr/Search/?stext=x", "", "recruit-item\"", 30,
     "location:30 career:30 posted:30 deadline:30"},
    {"jobkorea/detail-intern-2026-08.html", "jobkorea", Stage::detail,
     "https://www.jobkorea.co.kr/Recruit/GI_Read/49700001", "",
     "data-sentry-component=\"RecruitmentGuidelines\"", 1, "employment:1 salary:1", "company"},
    {"jobkorea/detail-text-2025-12.html", "jobkorea", Stage::detail,
     "https://www.jobkorea.co.kr/Recruit/GI_Read/47985035", "", "id=\"detail-content\"", 1,
     "deadline:1 description:1", "company"},
    {"jumpit/positions-2026-07.json", "jumpit", Stage::list,
     "https://api.jumpit.co.kr/api/positions?jobCategory=8&sort=reg_dt&page=1", "",
     "\"companyName\"", 16, "location:16 skills:16 career:16 deadline:16 description:16"},
    {"rallit/position-2026-08.json", "rallit", Stage::list,
     "https://www.rallit.com/api/v1/position?jobGroup=DEVELOPER&pageNumber=1&pageSize=20", "",
     "\"companyName\"", 3, "location:3 skills:3 career:3 deadline:3"},
    {"saramin/api.json", "saramin-api", Stage::list, "https://oapi.saramin.co.kr/job-search", "",
     "\"posting-timestamp\"", 2,
     "location:2 skills:2 career:2 employment:2 salary:2 education:2 posted:2 deadline:2"},
    {"saramin/detail-2024-12.html", "saramin", Stage::detail,
     "https://www.saramin.co.kr/zf_user/jobs/relay/view?rec_idx=49488749", "",
     "property=\"og:title\"", 1, "career:1 education:1 deadline:1"},
    {"wanted/v4-jobs-2026-07.json", "wanted", Stage::list,
     "https://www.wanted.co.kr/api/v4/"
     "jobs?country=kr&tag_type_ids=655&job_sort=job.latest_order&years=-1&locations=all&limit=100&"
     "offset=0",
     "", "\"position\"", 5, "location:5 career:5 deadline:5"},
    {"work24/internship-list-2026-07.html", "work24-internship", Stage::list,
     "https://www.work24.go.kr/wk/l/e/1100/retrivePgmSrchList.do?pageIndex=1", "",
     "fn_searchDetail(", 3, "location:3 skills:3 employment:3 posted:3 deadline:3 description:3"},
};

fs::path corpus() {
    const char* named = std::getenv("GONGGO_CORPUS");
    return named ? named : "../shared/corpus";
}

int count(std::string_view text, std::string_view from, std::string_view mark) {
    int out = 0;
    for (auto at = text.find(from); (at = text.find(mark, at)) != std::string_view::npos; ++at)
        ++out;
    return out;
}

std::map<std::string, int> fields_of(const Extraction& found) {
    std::map<std::string, int> out;
    for (const auto& record : found.postings) {
        const auto add = [&](const char* name, const auto& value) {
            if (!value.empty()) ++out[name];
        };
        add("title", record.title);
        add("company", record.company);
        add("url", record.url);
        add("id", record.id);
        add("location", record.locations);
        add("skills", record.skills);
        add("career", record.career);
        add("employment", record.employment);
        add("salary", record.salary);
        add("education", record.education);
        add("remote", record.remote);
        add("posted", record.posted);
        add("deadline", record.deadline);
        add("description", record.description);
    }
    return out;
}

/// What the page must fill, as said in the table.
std::map<std::string, int> wanted(const Saved& saved) {
    std::map<std::string, int> out;
    for (const char* always : {"title", "company", "url", "id"})
        if (std::string_view(saved.missing) != always) out[always] = saved.items;
    std::istringstream words(saved.filled);
    for (std::string word; words >> word;) {
        const auto colon = word.find(':');
        out[word.substr(0, colon)] = std::stoi(word.substr(colon + 1));
    }
    return out;
}

bool absent() {
    if (fs::exists(corpus())) return false;
    WARN("skipped: no " << corpus());
    return true;
}

} // namespace

TEST_CASE("every saved real page gives all its postings with every field it has") {
    if (absent()) return;
    for (const auto& saved : kSaved) {
        INFO(saved.file);
        const auto recipe = load_recipe(saved.recipe, {"scrapers/recipes"});
        REQUIRE(recipe);
        const auto body = read_file(corpus() / saved.file);
        REQUIRE(body);
        CHECK(count(*body, saved.from, saved.mark) == saved.items);
        Page page{.body = *body, .url = saved.url};
        page.params = params_of_url(*recipe, saved.url).value_or(Values{});
        if (const auto company = recipe->params.find("company"); company != recipe->params.end())
            page.params.try_emplace("company", "acme"); // what a user gives
        const auto found = extract(*recipe, saved.stage, page);
        REQUIRE(found);
        const auto fields = fields_of(*found);
        if (std::getenv("GONGGO_TABLE")) {
            std::cout << "| " << saved.file << " | " << count(*body, saved.from, saved.mark)
                      << " | " << found->postings.size() << " |";
            for (const auto& [field, n] : fields) std::cout << ' ' << field << ' ' << n;
            std::cout << " |\n";
        }
        CHECK(static_cast<int>(found->postings.size()) == saved.items);
        CHECK(fields == wanted(saved));
    }
}

TEST_CASE("the saved page without postings is told as an empty shell") {
    if (absent()) return;
    const auto recipe = load_recipe("rocketpunch", {"scrapers/recipes"});
    REQUIRE(recipe);
    const auto body = read_file(corpus() / "rocketpunch/list-2026-07.html");
    REQUIRE(body);
    const auto found =
        extract(*recipe, Stage::list, {.body = *body, .url = "https://www.rocketpunch.com/jobs"});
    CHECK((!found || found->layout == -1));
}

TEST_CASE("no saved file is left out") {
    if (absent()) return;
    std::set<fs::path> known = {"rocketpunch/list-2026-07.html"};
    for (const auto& saved : kSaved) known.insert(saved.file);
    for (const auto& entry : fs::recursive_directory_iterator(corpus()))
        if (entry.is_regular_file()) {
            const auto file = fs::relative(entry.path(), corpus());
            INFO(file);
            CHECK(known.contains(file));
        }
}
