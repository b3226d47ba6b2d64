// Traits as bytes: little-endian numbers of seven bits a byte, texts with their length before them.
#include "base/text.hpp"
#include "postings/dedup/traits.hpp"

#include <cstring>

namespace gonggo::postings {
namespace {

/// Anew whenever what traits_of() works out changes: what the store has is then worked out again.
constexpr std::uint8_t kVersion = 4;

class Writer {
public:
    void number(std::uint64_t n) {
        for (; n >= 128; n >>= 7) out_ += static_cast<char>(n | 128);
        out_ += static_cast<char>(n);
    }
    void signed_number(std::int64_t n) {
        number((static_cast<std::uint64_t>(n) << 1) ^ static_cast<std::uint64_t>(n >> 63));
    }
    template <class T>
    void maybe(const std::optional<T>& n) {
        number(n ? 1 : 0);
        if (n) signed_number(*n);
    }
    void text(std::string_view s) {
        number(s.size());
        out_ += s;
    }
    void letters(const std::u32string& s) {
        number(s.size());
        for (const char32_t c : s) number(c);
    }
    template <class List, class Write>
    void list(const List& items, Write write) {
        number(items.size());
        for (const auto& item : items) write(item);
    }
    void bytes(const void* from, std::size_t size) {
        out_.append(static_cast<const char*>(from), size);
    }
    std::string out_;
};

/// Reads what Writer wrote; past the end everything is zero and `good` is false.
class Reader {
public:
    explicit Reader(std::string_view in) : in_(in) {}
    std::uint64_t number() {
        std::uint64_t out = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (in_.empty()) break;
            const auto byte = static_cast<std::uint8_t>(in_.front());
            in_.remove_prefix(1);
            out |= std::uint64_t{byte & 127U} << shift;
            if (byte < 128) return out;
        }
        good = false;
        return 0;
    }
    std::int64_t signed_number() {
        const std::uint64_t n = number();
        return static_cast<std::int64_t>(n >> 1) ^ -static_cast<std::int64_t>(n & 1);
    }
    template <class T>
    void maybe(std::optional<T>& out) {
        if (number() != 0) out = static_cast<T>(signed_number());
    }
    /// How many items follow; each has a byte at least.
    std::size_t size() {
        const std::uint64_t n = number();
        if (n > in_.size()) good = false;
        return good ? static_cast<std::size_t>(n) : 0;
    }
    std::string text() {
        const std::size_t n = size();
        std::string out(in_.substr(0, n));
        in_.remove_prefix(n);
        return out;
    }
    std::u32string letters() {
        std::u32string out(size(), U' ');
        for (auto& c : out) c = static_cast<char32_t>(number());
        return out;
    }
    template <class Item, class Read>
    void list(std::vector<Item>& out, Read read) {
        out.reserve(size_ = size());
        for (std::size_t i = 0; i < size_ && good; ++i) out.push_back(read());
    }
    void bytes(void* to, std::size_t size) {
        good = good && in_.size() >= size;
        if (!good) return;
        std::memcpy(to, in_.data(), size);
        in_.remove_prefix(size);
    }
    bool good = true;

private:
    std::string_view in_;
    std::size_t size_ = 0;
};

void write(Writer& w, const Level& level) {
    w.maybe(level.min_years);
    w.maybe(level.max_years);
    w.list(level.labels, [&](LevelLabel l) { w.number(static_cast<std::uint64_t>(l)); });
}

void read(Reader& r, Level& level) {
    r.maybe(level.min_years);
    r.maybe(level.max_years);
    r.list(level.labels, [&] { return static_cast<LevelLabel>(r.number()); });
}

/// A part that is as the one before it takes a byte.
void write(Writer& w, const std::u32string& part, const std::u32string& before) {
    w.number(part == before ? 1 : 0);
    if (part != before) w.letters(part);
}

std::u32string read(Reader& r, const std::u32string& before) {
    return r.number() == 1 ? before : r.letters();
}

} // namespace

std::string packed(const Traits& t) {
    Writer w;
    const auto text = [&](const std::string& s) { w.text(s); };
    const auto hash = [&](std::uint64_t h) { w.bytes(&h, sizeof h); };
    w.number(kVersion);
    w.text(t.source);
    w.list(t.companies, text);
    w.number(t.anonymous);
    w.letters(t.title.whole);
    write(w, t.title.core, t.title.whole);
    write(w, t.title.plain, t.title.core);
    w.letters(t.title.head);
    w.text(t.title.words);
    w.number(t.title.ranks);
    write(w, t.title_level);
    w.number(t.tells.functions);
    w.number(t.tells.tools);
    w.number(t.tells.jobs);
    w.number(t.tells.places);
    w.list(t.tells.teams, hash);
    w.list(t.tells.rounds, hash);
    write(w, t.level);
    w.list(t.locations, text);
    w.maybe(t.deadline
                ? std::optional(std::chrono::sys_days{*t.deadline}.time_since_epoch().count())
                : std::nullopt);
    w.maybe(t.posted ? std::optional(t.posted->time_since_epoch().count()) : std::nullopt);
    w.list(t.skills, hash);
    w.number(t.text_size);
    w.number(t.text ? 1 : 0);
    if (t.text) w.bytes(t.text->data(), sizeof *t.text);
    return std::move(w.out_);
}

std::optional<Sketch> packed_text(std::string_view bytes) {
    Sketch out; // stands at the end, after a 1
    if (bytes.size() <= sizeof out || static_cast<std::uint8_t>(bytes.front()) != kVersion ||
        bytes[bytes.size() - sizeof out - 1] != 1)
        return std::nullopt;
    std::memcpy(out.data(), bytes.data() + bytes.size() - sizeof out, sizeof out);
    return out;
}

std::optional<Traits> unpacked(std::string_view bytes) {
    Reader r(bytes);
    if (r.number() != kVersion) return std::nullopt;
    Traits t;
    const auto text = [&] { return r.text(); };
    const auto hash = [&] {
        std::uint64_t h = 0;
        r.bytes(&h, sizeof h);
        return h;
    };
    t.source = r.text();
    r.list(t.companies, text);
    t.anonymous = r.number() != 0;
    t.title.whole = r.letters();
    t.title.core = read(r, t.title.whole);
    t.title.plain = read(r, t.title.core);
    t.title.head = r.letters();
    t.title.words = r.text();
    t.title.ranks = static_cast<std::uint32_t>(r.number());
    read(r, t.title_level);
    t.tells.functions = r.number();
    t.tells.tools = r.number();
    t.tells.jobs = r.number();
    t.tells.places = r.number();
    r.list(t.tells.teams, hash);
    r.list(t.tells.rounds, hash);
    read(r, t.level);
    r.list(t.locations, text);
    std::optional<std::int64_t> number;
    r.maybe(number);
    if (number) t.deadline = Date{std::chrono::sys_days{std::chrono::days{*number}}};
    number.reset();
    r.maybe(number);
    if (number) t.posted = Timestamp{std::chrono::seconds{*number}};
    r.list(t.skills, hash);
    t.text_size = static_cast<std::uint32_t>(r.number());
    if (r.number() == 1) r.bytes(t.text.emplace().data(), sizeof(Sketch));
    if (!r.good || t.companies.empty()) return std::nullopt;
    return t;
}

} // namespace gonggo::postings
