#pragma once
// Every part of a recipe that finds something, broken one at a time.
#include "scrapers/recipe.hpp"
#include <cctype>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace gonggo::tests {

using scrapers::FieldRule;
using scrapers::Layout;
using scrapers::Recipe;
using scrapers::RecipeRequest;

inline constexpr const char* kNowhere = "gonggo-nowhere"; // an element, a name, a mark no page has
inline constexpr const char* kNever = "[^\\x00-\\x{10FFFF}]";

struct Mutation {
    std::string what; ///< "list layout 0 title[1] select"
    Recipe recipe;
};

/// Where in a jq program a member is named: ".title", "[\"close-type\"]"; offset and length of the
/// name. Texts are skipped, but what is interpolated in them is not.
inline std::vector<std::pair<std::size_t, std::size_t>> names_of(const std::string& program) {
    std::vector<std::pair<std::size_t, std::size_t>> out;
    std::vector<int> depth; // of the parentheses of each interpolation we are in
    bool in_text = false;
    const auto word = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) || c == '_';
    };
    for (std::size_t i = 0; i < program.size(); ++i) {
        const char c = program[i];
        if (in_text) {
            if (c == '\\' && i + 1 < program.size() && program[i + 1] == '(') {
                depth.push_back(1);
                in_text = false;
                ++i;
            } else if (c == '\\')
                ++i;
            else if (c == '"')
                in_text = false;
            continue;
        }
        if (!depth.empty() && c == '(') ++depth.back();
        if (!depth.empty() && c == ')' && --depth.back() == 0) {
            depth.pop_back();
            in_text = true;
            continue;
        }
        if (c == '"') {
            const auto end = program.find('"', i + 1);
            if (i > 0 && program[i - 1] == '[' && end != std::string::npos &&
                end + 1 < program.size() && program[end + 1] == ']') {
                if (end > i + 1) out.emplace_back(i + 1, end - i - 1);
                i = end;
            } else
                in_text = true;
        } else if (c == '.' && i + 1 < program.size() && word(program[i + 1]) &&
                   !std::isdigit(static_cast<unsigned char>(program[i + 1])) &&
                   (i == 0 || program[i - 1] != '.')) {
            std::size_t end = i + 1;
            while (end < program.size() && word(program[end])) ++end;
            out.emplace_back(i + 1, end - i - 1);
            i = end - 1;
        }
    }
    return out;
}

using Change = std::function<void(const std::string& what, std::string& part, std::string with)>;

inline void change_program(const std::string& what, std::string& program, const Change& change) {
    for (const auto& [at, length] : names_of(program)) {
        std::string broken = program;
        broken.replace(at, length, program.substr(at, length) + "_gone");
        change(what + ": ." + program.substr(at, length) + " at " + std::to_string(at), program,
               broken);
    }
}

/// Calls `change` for every part of the layout that finds something.
inline void each_part(Layout& layout, const std::string& where, const Change& change) {
    if (!layout.items.empty()) change(where + " items", layout.items, kNowhere);
    if (!layout.script.empty()) change(where + " script", layout.script, kNowhere);
    if (!layout.match.empty()) change(where + " match", layout.match, kNever);
    change_program(where + " program", layout.program, change);
    for (auto& [name, rules] : layout.fields)
        for (std::size_t r = 0; r < rules.size(); ++r) {
            FieldRule& rule = rules[r];
            const std::string at = where + " " + name + "[" + std::to_string(r) + "]";
            if (!rule.select.empty()) change(at + " select", rule.select, kNowhere);
            if (!rule.label.empty()) change(at + " label", rule.label, kNowhere);
            if (!rule.match.empty()) change(at + " match", rule.match, kNever);
            if (!rule.constant.empty()) change(at + " const", rule.constant, "");
            if (!rule.program.empty()) change(at + " jq", rule.program, "empty");
        }
}

/// The recipe with one part broken, for every part.
inline std::vector<Mutation> mutations(const Recipe& recipe) {
    std::vector<Mutation> out;
    Recipe work = recipe;
    const auto stage = [&](RecipeRequest& request, const std::string& name) {
        for (std::size_t i = 0; i < request.layouts.size(); ++i)
            each_part(request.layouts[i], name + " layout " + std::to_string(i),
                      [&](const std::string& what, std::string& part, std::string with) {
                          std::swap(part, with);
                          out.push_back({what, work});
                          std::swap(part, with);
                      });
    };
    stage(work.list, "list");
    if (work.detail) stage(*work.detail, "detail");
    return out;
}

} // namespace gonggo::tests
