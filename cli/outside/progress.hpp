#pragma once
// How far a long command is: a bar that moves on a terminal, plain lines elsewhere. On stderr.
#include <chrono>
#include <string>

namespace gonggo::cli {

class Progress {
public:
    Progress();
    /// A line that stays.
    void line(const std::string& text);
    /// Sources done, new postings so far; the time left is told from the pace until now.
    void bar(std::size_t done, std::size_t all, int fresh);
    void end(); ///< takes the bar away

private:
    bool terminal_;
    std::chrono::steady_clock::time_point start_;
};

} // namespace gonggo::cli
