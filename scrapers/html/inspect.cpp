#include "scrapers/html/inspect.hpp"

#include "base/text.hpp"
#include "scrapers/html/document.hpp"
#include "scrapers/html/selector.hpp"

namespace gonggo::scrapers::html {

Result<std::vector<std::string>> inspect_select(std::string_view utf8, std::string_view css,
                                                std::string_view mode, std::string_view attribute) {
    GONGGO_TRY(const Selector selector, Selector::compile(css));
    GONGGO_TRY(const Document page, Document::parse(utf8));
    std::vector<std::string> out;
    for (const Node node : selector.select(page.root(), true, page.quirks())) {
        if (mode == "attr") {
            if (const auto value = node.attribute(attribute)) out.emplace_back(*value);
        } else
            out.push_back(mode == "text" ? text::collapse_space(node.text_content())
                                         : node.outer_html());
    }
    return out;
}

} // namespace gonggo::scrapers::html
