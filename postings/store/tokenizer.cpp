// The FTS5 tokenizer "gonggo" (SQLite docs, "Custom Tokenizers"): two-syllable Korean words are
// found, which the built-in tokenizers cannot do.
#include "base/text.hpp"
#include "postings/store/database.hpp"
#include "postings/store/relevance.hpp"

#include <sqlite3.h>

#include <cstring>
#include <utility>

namespace gonggo::postings {
namespace {

using Emit = int (*)(void*, int, const char*, int, int, int);

bool is_latin(char32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/// A letter or sign and where it ends; at the end of the text none.
struct Letter {
    char32_t code = 0;
    std::size_t end = 0;
    bool cjk = false;
};

Letter letter_at(std::string_view s, std::size_t at) {
    Letter out{.end = at};
    if (at == s.size()) return out;
    out.code = text::next_code_point(s, out.end);
    out.cjk = out.code >= 0x80 && text::is_cjk(out.code);
    return out;
}

/// Hands on one token of the folded text.
struct Tokens {
    std::string_view text;
    void* context;
    Emit emit;

    int operator()(std::size_t from, std::size_t to) const {
        return emit(context, 0, text.data() + from, static_cast<int>(to - from),
                    static_cast<int>(from), static_cast<int>(to));
    }
};

/// The folded text, as Query::matches() looks at it: runs of Latin letters and digits; Hangul and
/// Han in overlapping pairs; each other letter alone; and behind a word each + and #, so that C++
/// is found by C as well.
int tokenize(Fts5Tokenizer*, void* context, int flags, const char* input, int size, Emit emit) {
    const std::string folded = text::fold({input, static_cast<std::size_t>(size)});
    const std::string_view s = folded;
    const Tokens token{s, context, emit};
    bool in_word = false;   // what stands before is a word or its signs
    bool after_cjk = false; // the syllable before is the first of a pair
    std::size_t start = 0;
    for (Letter at = letter_at(s, 0); start < s.size();) {
        const bool latin = is_latin(at.code);
        std::size_t end = at.end;
        while (latin && end < s.size() && is_latin(static_cast<unsigned char>(s[end]))) ++end;
        const std::size_t next = end;
        const Letter second = letter_at(s, next);
        bool wanted = latin;
        if (at.cjk) {
            if (second.cjk) end = second.end;
            // The last syllable of a word stands alone in the index; at a query's end it is left
            // out, for there the word may go on.
            wanted =
                second.cjk || !after_cjk || next < s.size() || (flags & FTS5_TOKENIZE_QUERY) == 0;
        } else if (!latin) {
            wanted = text::is_word(at.code) || ((at.code == '+' || at.code == '#') && in_word);
        }
        const std::size_t begin = std::exchange(start, next);
        in_word = wanted;
        after_cjk = at.cjk;
        at = second;
        if (!wanted) continue;
        if (const int rc = token(begin, end); rc != SQLITE_OK) return rc;
    }
    return SQLITE_OK;
}

int create(void*, const char**, int, Fts5Tokenizer** out) {
    static int instance = 0; // the tokenizer has no state
    *out = reinterpret_cast<Fts5Tokenizer*>(&instance);
    return SQLITE_OK;
}

void destroy(Fts5Tokenizer*) {}

} // namespace

Status register_tokenizer(sqlite3* db) {
    fts5_api* api = nullptr;
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &statement, nullptr) == SQLITE_OK) {
        sqlite3_bind_pointer(statement, 1, static_cast<void*>(&api), "fts5_api_ptr", nullptr);
        sqlite3_step(statement);
    }
    sqlite3_finalize(statement);
    if (!api) return Error{Errc::unsupported, "this SQLite has no FTS5"};
    fts5_tokenizer tokenizer{create, destroy, tokenize};
    if (api->xCreateTokenizer(api, "gonggo", nullptr, &tokenizer, nullptr) != SQLITE_OK)
        return Error{Errc::database, "cannot register the tokenizer"};
    if (!register_relevance(api)) return Error{Errc::database, "cannot register relevance()"};
    return {};
}

} // namespace gonggo::postings
