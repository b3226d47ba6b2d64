#pragma once
// Debian 12 has Catch2 2.13, newer systems 3.x: one shim, so that tests do not care.
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
using Catch::Approx;
#else
#include <catch2/catch.hpp>
#endif
