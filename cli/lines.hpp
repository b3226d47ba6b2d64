#pragma once
// Lines of text on a terminal, however narrow: cut between words.
#include <cstddef>
#include <string>
#include <string_view>
#include <unistd.h>

namespace gonggo::cli {

/// Of the terminal on this descriptor; 120 when there is none.
std::size_t terminal_width(int descriptor = STDOUT_FILENO);

/// The text cut between words so that no line is wider than `width`; the first begins at column
/// `indent`, the others are indented so far. A word that is wider than a line is cut, unless one
/// clicks on it or copies it: an address, a path.
std::string wrapped(std::string_view text, std::size_t indent, std::size_t width);
/// The same of a text that begins at another column.
std::string wrapped(std::string_view text, std::size_t indent, std::size_t width,
                    std::size_t begin);

/// `text` and a newline on stdout; on a terminal its lines are cut between words and go on at
/// column `hang`.
void print_line(std::string_view text, std::size_t hang = 0);
/// The same on stderr.
void tell_line(std::string_view text, std::size_t hang = 0);

} // namespace gonggo::cli
