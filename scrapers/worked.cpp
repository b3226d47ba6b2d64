#include "base/text.hpp"
#include "scrapers/compiled.hpp"
#include "scrapers/ways.hpp"

#include <boost/json.hpp>

namespace gonggo::scrapers {

Result<std::string> worked(const FieldRule& rule, std::string found, const std::string& context) {
    found = matched(std::move(found), rule.match);
    if (rule.program.empty() || found.empty()) return formatted(std::move(found), rule.format);
    GONGGO_TRY(JqProgram * program, kept_program(rule.program));
    const auto outputs = program->run(boost::json::serialize(boost::json::value(found)), context);
    if (!outputs) return outputs.error().in(rule.place);
    std::vector<std::string> texts;
    for (const auto& output : *outputs) {
        const auto value = boost::json::parse(output);
        if (const auto* list = value.if_array()) {
            for (const auto& item : *list)
                if (item.is_string()) texts.emplace_back(item.get_string());
        } else if (value.is_string()) {
            texts.emplace_back(value.get_string());
        } else if (value.is_number()) {
            texts.push_back(output);
        }
    }
    return formatted(text::join(texts, rule.join), rule.format);
}

} // namespace gonggo::scrapers
