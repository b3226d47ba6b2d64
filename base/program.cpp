#include "base/program.hpp"

#ifdef __APPLE__
#include <cstdint>
#include <mach-o/dyld.h>
#endif

namespace gonggo {

std::filesystem::path own_program() {
    std::error_code ec;
#ifdef __APPLE__
    char path[4096];
    std::uint32_t size = sizeof path;
    return _NSGetExecutablePath(path, &size) == 0 ? std::filesystem::canonical(path, ec)
                                                  : std::filesystem::path();
#else
    return std::filesystem::read_symlink("/proc/self/exe", ec);
#endif
}

} // namespace gonggo
