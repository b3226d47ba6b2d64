// toml++, compiled once for all rooms and not taken from its shared library: `gonggo` is linked
// statically where it can be. Without its assertions in every build: "[%" makes one of them fail,
// which would abort, or, told to the optimiser as an assumption, let it drop the check that follows
// and gives a person line and column of the fault.
#undef NDEBUG
#define TOML_ASSERT(expr) static_assert(true)
#define TOML_IMPLEMENTATION
#include <toml++/toml.h>
