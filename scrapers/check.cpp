#include "scrapers/compiled.hpp"
#include "scrapers/recipe.hpp"

namespace gonggo::scrapers {

Status check_recipe(const Recipe& recipe) {
    const auto check = [&](const RecipeRequest& request, const std::string& stage) -> Status {
        int n = 0;
        for (const auto& layout : request.layouts) {
            const std::string where =
                recipe.file.string() + ": " + stage + " layout " + std::to_string(n++);
            if (!layout.program.empty())
                if (auto program = JqProgram::compile(layout.program); !program)
                    return program.error().in(where);
            if (layout.parse == Parse::html && !layout.items.empty())
                if (auto items = html::Selector::compile(layout.items); !items)
                    return items.error().in(where + ": items");
            for (const auto& [name, rules] : layout.fields)
                for (const auto& rule : rules) {
                    const std::string css = split_attribute(rule.select).first;
                    if (layout.parse == Parse::html && !css.empty())
                        if (auto s = html::Selector::compile(css); !s)
                            return s.error().in(where + ": " + name);
                    if (const RE2 re(rule.match, RE2::Quiet); !re.ok())
                        return invalid(where + ": " + name + ": match: " + re.error());
                }
        }
        return {};
    };
    GONGGO_CHECK(check(recipe.list, "list"));
    return recipe.detail ? check(*recipe.detail, "detail") : Status{};
}

} // namespace gonggo::scrapers
