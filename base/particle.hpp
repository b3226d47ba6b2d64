#pragma once
// Korean particles that depend on the sound before them: 은/는, 이/가, 을/를, 과/와, 으로/로,
// 이라/라.
#include <initializer_list>
#include <string>
#include <string_view>

namespace gonggo {

/// A catalogue's wording with each "{}" replaced by the next of `values`, and its particles chosen
/// as by append_wording(). What the values say stays as it is; English has no particles.
std::string worded(std::string_view wording, std::initializer_list<std::string_view> values);

/// Appends a catalogue's wording. Where it writes both forms of a particle ("은(는)", "이(가)",
/// "을(를)", "과(와)", "와(과)", "(으)로", "(이)라"), only the one that fits is written, by the
/// last letter of `out` that is read aloud: Hangul by its final consonant, digits and Latin letters
/// as Koreans read them ("URL" 유알엘, "file" 파일, 7 칠). After anything else both forms stay.
void append_wording(std::string& out, std::string_view wording);

} // namespace gonggo
