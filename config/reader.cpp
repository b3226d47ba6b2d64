#include "config/reader.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace gonggo::config {

std::string place_of(const toml::node& node, const std::string& file) {
    const auto at = node.source().begin;
    return file + ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
}

std::optional<std::chrono::milliseconds> parse_duration(std::string_view text) {
    using namespace std::chrono;
    milliseconds total{0};
    text = text::trim(text);
    if (text.empty()) return std::nullopt;
    while (!text.empty()) {
        std::int64_t n = 0;
        std::size_t digits = 0;
        while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9' && digits < 9)
            n = n * 10 + (text[digits++] - '0');
        if (digits == 0) return std::nullopt;
        text.remove_prefix(digits);
        static constexpr std::pair<std::string_view, std::int64_t> kUnits[] = {
            {"ms", 1}, {"s", 1000}, {"m", 60'000}, {"h", 3'600'000}, {"d", 86'400'000}};
        const auto unit =
            std::ranges::find_if(kUnits, [&](const auto& u) { return text.starts_with(u.first); });
        if (unit == std::end(kUnits)) return std::nullopt;
        total += milliseconds{n * unit->second};
        text.remove_prefix(unit->first.size());
    }
    return total;
}

namespace {

/// What a beginner did, where toml++ only says what it saw.
std::string mend_of(std::string_view fault) {
    constexpr std::pair<std::string_view, std::string_view> kMends[] = {
        {"could not determine value type", "; mend: a text stands in quotes: \"…\""},
        {"unescaped control characters", "; mend: close the quote on the same line"},
        {"unknown escape sequence",
         "; mend: '…' instead of \"…\" keeps a backslash as it stands (patterns)"},
    };
    for (const auto& [said, mend] : kMends)
        if (fault.find(said) != std::string_view::npos) return std::string(mend);
    return {};
}

} // namespace

Result<toml::table> parse_toml(std::string_view text, const std::string& file) {
    try {
        return toml::table(toml::parse(text, file));
    } catch (const toml::parse_error& e) {
        const auto at = e.source().begin;
        return invalid(file + ":" + std::to_string(at.line) + ":" + std::to_string(at.column) +
                       ": " + std::string(e.description()) + mend_of(e.description()));
    }
}

TableReader::TableReader(const toml::table& table, std::string name, const std::string& file)
    : table_(table), name_(std::move(name)), file_(file) {}

void TableReader::fail(const toml::node& at, const std::string& what) {
    errors_.emplace_back(at.source().begin, invalid(place_of(at, file_) + ": " + what));
}

const toml::node* TableReader::node(std::string_view key) {
    asked_.push_back(key);
    return table_.get(key);
}

template <class T>
const T* TableReader::typed(std::string_view key, const char* type_name) {
    const toml::node* found = node(key);
    if (!found) return nullptr;
    if (const T* value = found->as<T>()) return value;
    fail(*found, "'" + std::string(key) + "' must be " + type_name);
    return nullptr;
}

void TableReader::read(std::string_view key, std::string& out) {
    if (const auto* v = typed<toml::value<std::string>>(key, "a string in quotes")) out = v->get();
}

void TableReader::read(std::string_view key, bool& out) {
    if (const auto* v = typed<toml::value<bool>>(key, "true or false")) out = v->get();
}

void TableReader::read(std::string_view key, int& out, int least, int most) {
    const auto* v = typed<toml::value<std::int64_t>>(key, "a whole number");
    if (!v) return;
    if (v->get() < least || v->get() > most)
        return fail(*v, "'" + std::string(key) + "' must be from " + std::to_string(least) +
                            " to " + std::to_string(most) + ", not " + std::to_string(v->get()));
    out = static_cast<int>(v->get());
}

void TableReader::read(std::string_view key, std::optional<int>& out, int least, int most) {
    int value = least;
    if (table_.contains(key)) {
        read(key, value, least, most);
        out = value;
    } else {
        asked_.push_back(key);
    }
}

void TableReader::read(std::string_view key, std::optional<std::int64_t>& out) {
    if (const auto* v = typed<toml::value<std::int64_t>>(key, "a whole number")) {
        out = v->get();
        if (v->get() < 0) fail(*v, "'" + std::string(key) + "' must not be negative");
    }
}

void TableReader::read(std::string_view key, double& out, double least, double most) {
    const toml::node* found = node(key);
    if (!found) return;
    const auto value = found->value<double>();
    if (!value || *value < least || *value > most)
        return fail(*found, "'" + std::string(key) + "' must be a number from " +
                                std::to_string(least).substr(0, 3) + " to " +
                                std::to_string(most).substr(0, 3));
    out = *value;
}

void TableReader::read(std::string_view key, std::vector<std::string>& out) {
    const toml::node* found = node(key);
    if (!found) return;
    out.clear();
    if (const auto* one = found->as_string()) {
        out.push_back(one->get());
        return;
    }
    const auto* many = found->as_array();
    if (!many)
        return fail(*found, "'" + std::string(key) + "' must be a string or a list of strings");
    for (const toml::node& item : *many) {
        if (const auto* text = item.as_string())
            out.push_back(text->get());
        else
            fail(item, "every item of '" + std::string(key) + "' must be a string");
    }
}

void TableReader::read(std::string_view key, std::map<std::string, std::string>& out) {
    const auto* table = typed<toml::table>(key, "a table, e.g. { query = \"머신러닝\" }");
    if (!table) return;
    for (const auto& [name, value] : *table) {
        if (const auto* text = value.as_string())
            out[std::string(name.str())] = text->get();
        else if (const auto* number = value.as_integer())
            out[std::string(name.str())] = std::to_string(number->get());
        else
            fail(value,
                 "'" + std::string(key) + "." + std::string(name.str()) + "' must be a string");
    }
}

void TableReader::read(std::string_view key, std::chrono::milliseconds& out,
                       std::chrono::milliseconds least) {
    const auto* v = typed<toml::value<std::string>>(key, "a duration such as \"3h\" or \"90s\"");
    if (!v) return;
    const auto duration = parse_duration(v->get());
    if (!duration)
        return fail(*v, "'" + std::string(key) + "' is no duration: \"" + v->get() +
                            "\"; write e.g. \"90s\", \"15m\", \"3h\", \"1d\"");
    if (*duration < least)
        return fail(*v, "'" + std::string(key) + "' must be at least " +
                            std::to_string(least.count() / 1000) + "s");
    out = *duration;
}

void TableReader::read(std::string_view key, std::chrono::seconds& out,
                       std::chrono::seconds least) {
    std::chrono::milliseconds value = out;
    read(key, value, std::chrono::milliseconds{least});
    out = std::chrono::duration_cast<std::chrono::seconds>(value);
}

void TableReader::read_words(std::string_view key, std::vector<std::string>& out,
                             const std::vector<std::string_view>& words) {
    read(key, out);
    const toml::node* found = table_.get(key);
    for (const auto& word : out) {
        if (!found || std::ranges::find(words, word) != words.end()) continue;
        std::string known;
        for (const auto w : words) known += (known.empty() ? "" : ", ") + std::string(w);
        const auto near = text::nearest(word, words);
        fail(*found, "'" + std::string(key) + "' cannot be \"" + word + "\"" +
                         (near.empty() ? "" : "; did you mean \"" + std::string(near) + "\"?") +
                         " (one of: " + known + ")");
    }
}

void TableReader::read_word(std::string_view key, std::string& out,
                            const std::vector<std::string_view>& words) {
    const toml::node* found = table_.get(key);
    if (found && !found->is_string()) return read(key, out);
    std::vector<std::string> one;
    read_words(key, one, words);
    if (!one.empty()) out = one.front();
}

void TableReader::require(bool holds, std::string_view key, const std::string& what) {
    if (holds) return;
    const toml::node* at = table_.get(key);
    fail(at ? *at : static_cast<const toml::node&>(table_), what);
}

std::vector<Error> TableReader::finish() {
    for (const auto& [key, value] : table_) {
        if (std::ranges::find(asked_, key.str()) != asked_.end()) continue;
        const auto near = text::nearest(key.str(), asked_);
        const auto at = key.source().begin;
        const std::string hint =
            near.empty() ? std::string(" (known: ") +
                               [&] {
                                   std::vector<std::string> known(asked_.begin(), asked_.end());
                                   return text::join(known, ", ");
                               }() +
                               ")"
                         : "; did you mean '" + std::string(near) + "'?";
        errors_.emplace_back(at, invalid(file_ + ":" + std::to_string(at.line) + ":" +
                                         std::to_string(at.column) + ": unknown key '" +
                                         std::string(key.str()) + "' in " + name_ + hint));
    }
    std::ranges::stable_sort(errors_, [](const auto& a, const auto& b) {
        return std::pair{a.first.line, a.first.column} < std::pair{b.first.line, b.first.column};
    });
    std::vector<Error> out;
    for (auto& [at, error] : errors_) out.push_back(std::move(error));
    return out;
}

} // namespace gonggo::config
