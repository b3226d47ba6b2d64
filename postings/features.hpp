#pragma once
// What the role model sees of a posting: words of the title, the tags and the text, each with its
// place.
#include "postings/posting.hpp"
#include <functional>
#include <string_view>

namespace gonggo::postings {

/// Takes one feature; its name lives during the call only. "t:mlops" title, "h:엔지니어" the
/// title's last word, "b:ml engineer" two title words, "s:pytorch" tag, "d:학습" text; "~" marks a
/// group of words or a piece of a Hangul word.
using FeatureSink = std::function<void(std::string_view name, double value)>;

/// Every feature in turn, the same ones in the same order each time.
void each_feature(const Posting& posting, const FeatureSink& sink);

} // namespace gonggo::postings
