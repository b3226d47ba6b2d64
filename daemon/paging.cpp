#include "daemon/paging.hpp"

namespace gonggo::daemon {

bool has_pages(const scrapers::RecipeRequest& list) {
    const auto names = [](const std::string& text) {
        return text.find("{page}") != std::string::npos ||
               text.find("{offset}") != std::string::npos;
    };
    return names(list.url) || names(list.body);
}

int most_pages(const scrapers::RecipeRequest& list, const config::Source& source) {
    if (!has_pages(list)) return 1;
    return source.max_pages > 0 ? source.max_pages : list.most_pages;
}

void turn_to_page(Values& values, const scrapers::RecipeRequest& list, int n) {
    values["page"] = std::to_string(list.first_page + n);
    values["offset"] = std::to_string(n * list.page_size);
}

} // namespace gonggo::daemon
