#include "cli/lines.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <iostream>
#include <sys/ioctl.h>

namespace gonggo::cli {
namespace {

/// An address or a path, without the quotes around it.
bool is_place(std::string_view word) {
    word.remove_prefix(std::min(word.find_first_not_of("'\"(<`"), word.size()));
    return word.find("://") != std::string_view::npos || word.starts_with("/") ||
           word.starts_with("~/");
}

/// `text` for this descriptor: what a line has in front stays there, further lines begin at `hang`.
std::string lines_for(int descriptor, std::string_view text, std::size_t hang) {
    if (!::isatty(descriptor)) return std::string(text) + "\n";
    std::string out;
    for (const auto line : text::split(text, '\n'))
        out += wrapped(line, hang, terminal_width(descriptor), 0) + "\n";
    return out;
}

} // namespace

std::size_t terminal_width(int descriptor) {
    winsize size{};
    if (::isatty(descriptor) && ::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col;
    return 120;
}

std::string wrapped(std::string_view text, std::size_t indent, std::size_t width,
                    std::size_t begin) {
    std::string out;
    std::size_t column = begin;
    bool begun = false;
    for (const auto word : text::split(text, ' ')) {
        const std::size_t wide = text::display_width(word);
        // a new line gives no more room to what stands right behind a mark: "  - https://…"
        if (begun && wide > 0 && column + 1 + wide > width && column + 1 > indent) {
            while (out.ends_with(' ')) out.pop_back();
            out += "\n" + std::string(indent, ' ');
            column = indent;
            begun = false;
        }
        out += begun ? " " : "";
        column += begun ? 1 : 0;
        begun = true;
        const bool cut = column + wide > width && indent + 2 <= width && !is_place(word);
        for (std::size_t i = 0; i < word.size();) {
            const std::size_t start = i;
            text::next_code_point(word, i);
            const auto letter = word.substr(start, i - start);
            const std::size_t wider = text::display_width(letter);
            if (cut && column + wider > width) {
                out += "\n" + std::string(indent, ' ');
                column = indent;
            }
            out += letter;
            column += wider;
        }
    }
    return out;
}

std::string wrapped(std::string_view text, std::size_t indent, std::size_t width) {
    return wrapped(text, indent, width, indent);
}

void print_line(std::string_view text, std::size_t hang) {
    std::cout << lines_for(STDOUT_FILENO, text, hang);
}

void tell_line(std::string_view text, std::size_t hang) {
    std::cerr << lines_for(STDERR_FILENO, text, hang);
}

} // namespace gonggo::cli
