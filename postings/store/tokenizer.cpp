// The FTS5 tokenizer "gonggo" (SQLite docs, "Custom Tokenizers"): two-syllable Korean words are
// found, which the built-in tokenizers cannot do.
#include "base/text.hpp"
#include "postings/store/database.hpp"
#include "postings/store/relevance.hpp"

#include <sqlite3.h>

#include <cstring>

namespace gonggo::postings {
namespace {

using Emit = int (*)(void*, int, const char*, int, int, int);

bool is_latin(char32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
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
    for (std::size_t i = 0; i < s.size();) {
        const std::size_t start = i;
        const char32_t c = text::next_code_point(s, i);
        std::size_t end = i;
        bool wanted = true;
        if (is_latin(c)) {
            while (end < s.size() && is_latin(static_cast<unsigned char>(s[end]))) ++end;
            i = end;
        } else if (text::is_cjk(c)) {
            std::size_t second = i;
            const bool pair = i < s.size() && text::is_cjk(text::next_code_point(s, second));
            if (pair) end = second;
            // The last syllable of a word stands alone in the index; at a query's end it is left
            // out, for there the word may go on.
            wanted = pair || !after_cjk || i < s.size() || (flags & FTS5_TOKENIZE_QUERY) == 0;
        } else {
            wanted = text::is_word(c) || ((c == '+' || c == '#') && in_word);
        }
        in_word = wanted;
        after_cjk = text::is_cjk(c);
        if (!wanted) continue;
        if (const int rc = token(start, end); rc != SQLITE_OK) return rc;
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
