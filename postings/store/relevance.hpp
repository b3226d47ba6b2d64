#pragma once
struct fts5_api;

namespace gonggo::postings {

/// Makes relevance(words) known to FTS5: bm25 as SQLite's own (smaller is better), the title
/// weighing 8, skills 4, company 2, description 1; but how common a word is, is told from its first
/// ten thousand rows, where bm25() would read the word's every row. False when SQLite refuses.
bool register_relevance(fts5_api* api);

} // namespace gonggo::postings
