#pragma once
// What a target is: bytes in, nothing out; a crash, a sanitizer's report or `holds(false)` is a find.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

void fuzz(std::string_view bytes);

inline void holds(bool condition) {
    if (!condition) std::abort();
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz({reinterpret_cast<const char*>(data), size});
    return 0;
}
