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

int tokenize(Fts5Tokenizer*, void* context, int flags, const char* input, int size, Emit emit) {
    const std::string_view s(input, static_cast<std::size_t>(size));
    std::string word;
    std::size_t word_start = 0;
    const auto flush = [&](std::size_t end) {
        if (word.empty()) return SQLITE_OK;
        const std::string folded = text::fold(word);
        word.clear();
        return emit(context, 0, folded.data(), static_cast<int>(folded.size()),
                    static_cast<int>(word_start), static_cast<int>(end));
    };
    const auto cjk_at = [&](std::size_t i, std::size_t& next) {
        next = i;
        return i < s.size() && text::is_cjk(text::next_code_point(s, next));
    };
    for (std::size_t i = 0; i < s.size();) {
        const std::size_t start = i;
        const char32_t c = text::next_code_point(s, i);
        if (text::is_cjk(c)) {
            if (const int rc = flush(start); rc != SQLITE_OK) return rc;
            std::size_t second = i;
            const bool pair = cjk_at(i, second);
            std::size_t before = 0;
            const bool follows = start > 0 && [&] {
                std::size_t p = start - 1;
                while (p > 0 && (static_cast<unsigned char>(s[p]) & 0xC0) == 0x80) --p;
                return cjk_at(p, before);
            }();
            // The last syllable of a word stands alone in the index; at a query's end it is left
            // out, for there the word may go on.
            if (!pair && follows && i >= s.size() && (flags & FTS5_TOKENIZE_QUERY)) continue;
            const std::string token = text::fold(s.substr(start, (pair ? second : i) - start));
            if (const int rc = emit(context, 0, token.data(), static_cast<int>(token.size()),
                                    static_cast<int>(start), static_cast<int>(pair ? second : i));
                rc != SQLITE_OK)
                return rc;
        } else if (text::is_word(c) || ((c == '+' || c == '#') && !word.empty())) {
            if (word.empty()) word_start = start;
            word.append(s.substr(start, i - start));
        } else if (const int rc = flush(start); rc != SQLITE_OK)
            return rc;
    }
    return flush(s.size());
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
