#pragma once
// What the role model sees of a posting: words of the title, the tags and the text, each with its
// place.
#include "postings/posting.hpp"
#include <string>
#include <vector>

namespace gonggo::postings {

/// "t:mlops" title, "h:엔지니어" the title's last word, "b:ml engineer" two title words,
/// "s:pytorch" tag, "d:학습" text; "~" marks a piece of a Hangul word.
struct Feature {
    std::string name;
    double value = 0;
};

std::vector<Feature> features_of(const Posting& posting);

} // namespace gonggo::postings
