#pragma once
// Text as a person reads it, put together from the parts of a page in their order.
#include <string>
#include <string_view>

namespace gonggo::scrapers::html {

/// Elements whose content nobody reads, or that are no part of the text.
bool is_silent(std::string_view tag);

class Lines {
public:
    /// With `blocks` each block is a line of its own, paragraphs are apart and items have a dash;
    /// without, all is one line. Tags are given in lower case.
    explicit Lines(bool blocks) : blocks_(blocks) {}

    void words(std::string_view text);
    void start(std::string_view tag);
    void end(std::string_view tag);
    std::string take();

private:
    void flush();

    std::string out_;
    int pending_ = 0; ///< line breaks due before the next words: at most one blank line
    bool space_ = false;
    bool blocks_;
};

} // namespace gonggo::scrapers::html
