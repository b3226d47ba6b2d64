#include "scrapers/html/lines.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <initializer_list>

namespace gonggo::scrapers::html {
namespace {

bool one_of(std::string_view tag, std::initializer_list<std::string_view> tags) {
    return std::ranges::find(tags, tag) != tags.end();
}

bool is_block(std::string_view tag) {
    return one_of(tag,
                  {"p",    "div",   "section", "article", "ul",  "ol",         "li",     "dl",
                   "dt",   "dd",    "h1",      "h2",      "h3",  "h4",         "h5",     "h6",
                   "tr",   "table", "br",      "hr",      "pre", "blockquote", "header", "footer",
                   "main", "aside", "figure",  "address", "form"});
}

bool is_paragraph(std::string_view tag) {
    return one_of(
        tag, {"p", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "table", "blockquote", "dl"});
}

} // namespace

bool is_silent(std::string_view tag) {
    return one_of(tag, {"script", "style", "noscript", "template", "svg", "head", "title", "iframe",
                        "button"});
}

void Lines::words(std::string_view text) {
    const std::string flat = text::collapse_space(text);
    if (flat.empty()) {
        space_ = space_ || !text.empty();
        return;
    }
    flush();
    const bool leading = static_cast<unsigned char>(text[0]) <= ' ';
    if ((space_ || leading) && !out_.empty() && out_.back() != '\n' && out_.back() != ' ')
        out_ += ' ';
    out_ += flat;
    space_ = static_cast<unsigned char>(text.back()) <= ' ';
}

void Lines::start(std::string_view tag) {
    const bool block = is_block(tag);
    if (!blocks_) {
        if (block) words(" ");
    } else if (tag == "br") {
        pending_ = std::min(pending_ + 1, 2);
    } else if (block) {
        pending_ = std::max(pending_, is_paragraph(tag) && tag != "ul" && tag != "ol" ? 2 : 1);
        if (tag != "li") return;
        flush();
        out_ += "- ";
        space_ = false;
    } else if (tag == "td" || tag == "th") {
        words(" ");
    }
}

void Lines::end(std::string_view tag) {
    if (blocks_ && tag != "br" && is_block(tag))
        pending_ = std::max(pending_, is_paragraph(tag) ? 2 : 1);
}

std::string Lines::take() {
    return std::string(text::trim(out_));
}

void Lines::flush() {
    if (pending_ > 0 && !out_.empty()) {
        while (!out_.empty() && out_.back() == ' ') out_.pop_back();
        out_.append(static_cast<std::size_t>(pending_), '\n');
        space_ = false;
    }
    pending_ = 0;
}

} // namespace gonggo::scrapers::html
