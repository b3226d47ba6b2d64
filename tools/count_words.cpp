// Counts postings/vocabulary/title_words.tsv: in how many titles each word of title_words() stands.
//
//   zcat POOL.jsonl.gz | count_words > title_words.tsv
//
// Each line is {"title": …, "company": …, …}; a title that an employer has twice counts once. The
// first line, "*", counts the titles; words of fewer than ten say no more than unknown ones and
// are left out.
#include "base/text.hpp"
#include "postings/dedup/title.hpp"
#include "postings/dedup/words.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <cstdio>
#include <iostream>
#include <map>
#include <set>

using namespace gonggo;
using namespace gonggo::postings;

int main() {
    constexpr long kLeast = 10;
    std::set<std::pair<std::string, std::string>> seen;
    std::map<std::string, long> counts;
    for (std::string line; std::getline(std::cin, line);) {
        const auto posting = boost::json::parse(line).as_object();
        const std::string title(posting.at("title").as_string());
        if (!seen.emplace(posting.at("company").as_string(), title).second) continue;
        const std::string words = title_words(prepared_title(title), {});
        const auto parts = text::split(words, ' ');
        for (const auto word : std::set(parts.begin(), parts.end()))
            if (!word.empty()) ++counts[std::string(word)];
    }
    std::vector<std::pair<long, std::string>> order;
    for (const auto& [word, count] : counts)
        if (count >= kLeast) order.emplace_back(-count, word);
    std::ranges::sort(order);
    std::printf("*\t%zu\n", seen.size());
    for (const auto& [less, word] : order) std::printf("%s\t%ld\n", word.c_str(), -less);
}
