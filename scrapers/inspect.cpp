#include "scrapers/inspect.hpp"

#include "postings/classify.hpp"
#include "postings/json.hpp"
#include "postings/normalise.hpp"
#include "scrapers/extract.hpp"
#include "scrapers/template.hpp"

#include <boost/json.hpp>

namespace gonggo::scrapers {

Result<std::string> inspect_extract(const Recipe& recipe, const std::string& stage,
                                    const std::string& url, std::string_view page) {
    const Page answer{
        .body = page, .url = url, .params = params_of_url(recipe, url).value_or(Values{})};
    GONGGO_TRY(const auto extraction,
               extract(recipe, stage == "detail" ? Stage::detail : Stage::list, answer));
    boost::json::array raw;
    boost::json::array records;
    for (std::size_t i = 0; i < extraction.postings.size(); ++i) {
        boost::json::object caught;
        for (const auto& [name, value] : extraction.raw[i]) caught[name] = value;
        raw.push_back(std::move(caught));
        auto posting = postings::normalise(
            extraction.postings[i], {.today = date_in(now(), "Asia/Seoul"), .source = recipe.id});
        posting.role = postings::classify(posting).role;
        records.push_back(boost::json::parse(postings::to_json(posting)));
    }
    return boost::json::serialize(
        boost::json::object{{"layout", extraction.layout}, {"raw", raw}, {"postings", records}});
}

} // namespace gonggo::scrapers
