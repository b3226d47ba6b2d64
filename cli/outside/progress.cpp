#include "cli/outside/progress.hpp"
#include "cli/lines.hpp"

#include "base/text.hpp"
#include "cli/messages.hpp"

#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <unistd.h>

namespace gonggo::cli {
namespace {

constexpr const char* kClearLine = "\r\x1b[K";
constexpr std::size_t kBar = 20;

} // namespace

Progress::Progress()
    : terminal_(::isatty(STDERR_FILENO)), start_(std::chrono::steady_clock::now()) {
    const char* term = std::getenv("TERM");
    if (term != nullptr && std::string_view(term) == "dumb") terminal_ = false;
}

void Progress::line(const std::string& text) {
    if (terminal_) std::fputs(kClearLine, stderr);
    tell_line(text::printable(text), 2);
}

void Progress::bar(std::size_t done, std::size_t all, int fresh) {
    if (!terminal_ || all == 0) return;
    const std::chrono::duration<double> past = std::chrono::steady_clock::now() - start_;
    const std::string left =
        done == 0 ? "?"
                  : std::to_string(static_cast<long>(past.count() / static_cast<double>(done) *
                                                     static_cast<double>(all - done)));
    std::string drawn;
    for (std::size_t i = 0; i < kBar; ++i) drawn += i < kBar * done / all ? "█" : "░";
    const std::string text =
        say(Msg::poll_progress,
            {drawn, std::to_string(done), std::to_string(all), std::to_string(fresh), left});
    std::fprintf(stderr, "%s%s", kClearLine,
                 text::truncate_to_width(text, terminal_width(STDERR_FILENO) - 1).c_str());
    std::fflush(stderr);
}

void Progress::end() {
    if (terminal_) std::fputs(kClearLine, stderr);
}

} // namespace gonggo::cli
