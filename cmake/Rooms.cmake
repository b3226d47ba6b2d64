# How a room (one static library per folder) and its tests are built.
find_program(CCACHE ccache)
if(CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()
find_program(MOLD mold)
if(MOLD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU" OR (MOLD AND CMAKE_CXX_COMPILER_ID STREQUAL "Clang"))
    add_link_options(-fuse-ld=mold)
endif()
if(GONGGO_SANITIZE)
    add_compile_options(-fsanitize=${GONGGO_SANITIZE} -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${GONGGO_SANITIZE})
endif()
if(GONGGO_FUZZ)
    add_compile_options(-fsanitize=fuzzer-no-link)
endif()

add_library(gonggo_warnings INTERFACE)
target_compile_options(gonggo_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion
    -Wno-missing-field-initializers # members of designated initialisers have defaults
    # Clang's -Wconversion means more than GCC's; it warns of what libstdc++ itself uses
    $<$<CXX_COMPILER_ID:Clang>:-Wno-sign-conversion>
    $<$<CXX_COMPILER_ID:Clang>:-Wno-deprecated-declarations>
    # GCC 12 misreads Asio's coroutine frames, and at -O3 std::string (its bug 105651)
    $<$<CXX_COMPILER_ID:GNU>:-Wno-mismatched-new-delete>
    $<$<AND:$<CXX_COMPILER_ID:GNU>,$<CONFIG:Release>>:-Wno-restrict>
    $<$<BOOL:${GONGGO_WERROR}>:-Werror>)

# gonggo_room(NAME deps...): libgonggo_NAME of every .cpp below the folder, except main.cpp and main_*.cpp.
function(gonggo_room name)
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
    list(FILTER sources EXCLUDE REGEX "/main(_[^/]*)?\\.cpp$")
    if(NOT sources)
        return()
    endif()
    add_library(gonggo_${name} STATIC ${sources})
    target_include_directories(gonggo_${name} PUBLIC ${CMAKE_SOURCE_DIR})
    target_link_libraries(gonggo_${name} PUBLIC ${ARGN} PRIVATE gonggo_warnings)
endfunction()

# gonggo_test(NAME libs...): test_NAME of every .cpp below tests/NAME, one ctest entry per test case.
function(gonggo_test name)
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${name}/*.cpp)
    if(NOT sources OR NOT TARGET gonggo_${name})
        return()
    endif()
    add_executable(test_${name} ${sources})
    target_link_libraries(test_${name} PRIVATE ${ARGN} gonggo_test_support gonggo_warnings)
    catch_discover_tests(test_${name} TEST_PREFIX "${name}: " DISCOVERY_MODE PRE_TEST
        WORKING_DIRECTORY ${CMAKE_SOURCE_DIR} PROPERTIES TIMEOUT 300 SKIP_RETURN_CODE 4
        ENVIRONMENT "LSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/leaks.supp:print_suppressions=0")
endfunction()
