#pragma once
// A configuration file's tables, read one after the other; its faults are told all at once.
#include "base/text.hpp"
#include "config/reader.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <toml++/toml.h>
#include <vector>

namespace gonggo::config {

/// Gathers the faults of all tables.
class Document {
public:
    Document(const toml::table& root, const std::string& file)
        : root_(root, "the file", file), file_(file) {}

    void texts(std::string_view key, std::vector<std::string>& out) { root_.read(key, out); }

    template <class T, class Read>
    void table(std::string_view key, T& out, Read read) {
        const toml::node* node = root_.node(key);
        if (!node) return;
        const auto* table = node->as_table();
        if (!table)
            return fail(*node,
                        "'" + std::string(key) + "' must be a table: [" + std::string(key) + "]");
        TableReader in(*table, "[" + std::string(key) + "]", file_);
        read(in, out);
        take(in);
    }

    template <class T, class Read>
    void tables(std::string_view key, std::vector<T>& out, Read read) {
        const toml::node* node = root_.node(key);
        if (!node) return;
        const auto* array = node->as_array();
        const std::string name = "[[" + std::string(key) + "]]";
        if (!array) return fail(*node, "'" + std::string(key) + "' must be written " + name);
        for (const toml::node& item : *array) {
            const auto* table = item.as_table();
            if (!table) {
                fail(item, "every " + name + " must be a table");
                continue;
            }
            TableReader in(*table, name, file_);
            read(in, out.emplace_back());
            take(in);
        }
    }

    /// Names that must be unique within their list.
    template <class T, class Name>
    void unique(std::string_view key, const std::vector<T>& items, Name name) {
        std::set<std::string> seen;
        for (const auto& item : items)
            if (!seen.insert(name(item)).second)
                faults_.push_back(file_ + ": two [[" + std::string(key) + "]] are called '" +
                                  name(item) + "'; give one another name");
    }

    void must_be_known(const std::string& what, const std::vector<std::string>& names,
                       const std::vector<std::string_view>& known) {
        for (const auto& name : names)
            if (std::ranges::find(known, name) == known.end())
                faults_.push_back(file_ + ": " + what + " names '" + name +
                                  "', which is not in this file");
    }

    Status status() {
        take(root_);
        if (faults_.empty()) return {};
        return invalid(text::join(faults_, "\n"));
    }

private:
    void take(TableReader& in) {
        for (auto& error : in.finish()) faults_.push_back(std::move(error.message));
    }
    void fail(const toml::node& at, const std::string& what) {
        faults_.push_back(place_of(at, file_) + ": " + what);
    }

    TableReader root_;
    const std::string& file_;
    std::vector<std::string> faults_;
};

} // namespace gonggo::config
