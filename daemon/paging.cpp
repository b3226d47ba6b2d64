#include "daemon/paging.hpp"

#include "scrapers/template.hpp"

namespace gonggo::daemon {

bool Pages::counted() const {
    const auto names = [](const std::string& text) {
        return text.find("{page}") != std::string::npos ||
               text.find("{offset}") != std::string::npos;
    };
    bool found = names(list_.url) || names(list_.body);
    for (const auto& [name, value] : list_.form) found = found || names(value);
    return found;
}

bool Pages::single() const {
    for (const auto& layout : list_.layouts)
        if (layout.parse == scrapers::Parse::sitemap) return false;
    return !counted() && list_.pages.next.empty() && list_.pages.cursor.empty();
}

Result<net::Request> Pages::request(Values& values) {
    scrapers::set_page(list_, read_, cursor_, values);
    GONGGO_TRY(net::Request out, request_for(source_, list_, values));
    if (!ahead_.empty()) {
        out.url = mirrored(source_, ahead_.front());
        ahead_.pop_front();
    }
    asked_.insert(out.url);
    return out;
}

bool Pages::go_on(const scrapers::Extraction& answer, std::size_t found, bool fresh) {
    ++read_;
    for (const auto& address : answer.more)
        if (asked_.insert(mirrored(source_, address)).second) ahead_.push_back(address);
    const bool cursor_moved = !answer.cursor.empty() && answer.cursor != cursor_;
    cursor_ = answer.cursor;
    const bool all_found = answer.total && found >= static_cast<std::size_t>(*answer.total);
    const bool more = !ahead_.empty() || (cursor_moved && !all_found) ||
                      (counted() && !answer.postings.empty() && !all_found);
    if (!more) {
        ended_ = true;
        return false;
    }
    const bool tells_apart = !answer.postings.empty() && !list_.pages.whole;
    if (tells_apart && !fresh) return false;
    return read_ < (source_.max_pages > 0 ? source_.max_pages : list_.pages.most);
}

} // namespace gonggo::daemon
