#pragma once
// The index by which listings with nearly the same text are found: the keys of their sketches.
#include "postings/dedup/sketch.hpp"
#include "postings/store/database.hpp"
#include <set>

namespace gonggo::postings {

/// Notes that the listing with this number (of `traits`) has this text. The number is greater than
/// all noted before.
Status note_text(Database& db, const Sketch& text, std::uint32_t id);
/// Removes it.
Status forget_text(Database& db, const Sketch& text, std::uint32_t id);

/// Adds the numbers of listings whose text shares a key with this one, the first ones of each key.
Status near_texts(Database& db, const Sketch& text, std::set<std::uint32_t>& out);

} // namespace gonggo::postings
