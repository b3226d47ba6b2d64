#pragma once
// The words of the catalogue for what postings and rules know by a name.
#include "postings/posting.hpp"
#include <string>
#include <string_view>
#include <vector>

namespace gonggo::cli {

/// "MLOps 엔지니어 (한빛지능)", safe for a terminal.
std::string named(const postings::Posting& posting);
/// "2026-11-24 ~ 2026-12-01"; one of them where they are the same.
std::string span(const std::string& first, const std::string& last);
/// "MLOps 엔지니어", "MLOps engineer".
std::string role_label(postings::Role role);
/// "신입", "entry level", of "entry".
std::string level_label(std::string_view level);
/// "지원함", "applied"; empty when there is no such status.
std::string status_label(std::string_view status);
/// "정상", "ok": how a source is.
std::string state_label(std::string_view state);

/// "대기", "due"; "메일", "mail": how a message of the outbox is, and what carries it.
std::string message_label(std::string_view word);

/// Blanks and case aside.
bool same_words(std::string_view a, std::string_view b);

enum class Named { status, level, role, remote, kind, verdict };
/// All of them, statuses in the order an application goes: interested … hidden.
std::vector<std::string> names_of(Named what);
/// "entry" of "신입" or "entry level": what the options call what is shown by such a label. A word
/// that is no label stays.
std::string name_meant(Named what, const std::string& word);
/// What people read of what the options call so: "신입" of "entry"; empty when they do not.
std::string label_named(Named what, std::string_view name);
/// "본문", "description": the name of a wish or of a posting's part; English is what the
/// configuration calls it.
std::string part_label(const std::string& name);

} // namespace gonggo::cli
