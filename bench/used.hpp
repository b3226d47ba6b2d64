#pragma once
// What this process has used so far.
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <string>

namespace gonggo::bench {

struct Used {
    double cpu = 0, wall = 0; ///< seconds; their differences mean something
    long resident_kb = 0;
    Used() {
        timespec t{};
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
        cpu = static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) / 1e9;
        clock_gettime(CLOCK_MONOTONIC, &t);
        wall = static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) / 1e9;
        std::ifstream status("/proc/self/status");
        for (std::string line; std::getline(status, line);)
            if (line.starts_with("VmRSS:")) resident_kb = std::atol(line.c_str() + 6);
    }
};

} // namespace gonggo::bench
