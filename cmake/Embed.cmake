# gonggo_embed(TARGET NAME FILE): FILE's text compiled in as `std::string_view gonggo::embedded::NAME()`.
function(gonggo_embed target name file)
    set(out ${CMAKE_CURRENT_BINARY_DIR}/embedded_${name}.cpp)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    file(READ ${file} text)
    string(LENGTH "${text}" length)
    set(pieces "")
    set(at 0)
    while(at LESS length) # compilers bound the length of one literal
        string(SUBSTRING "${text}" ${at} 8000 piece)
        string(FIND "${piece}" "\n" end REVERSE) # between lines: never inside a character
        math(EXPR size "${end} + 1")
        if(size LESS 1)
            set(size 8000)
        endif()
        string(SUBSTRING "${piece}" 0 ${size} piece)
        string(APPEND pieces "R\"gonggo(${piece})gonggo\"\n")
        math(EXPR at "${at} + ${size}")
    endwhile()
    file(GENERATE OUTPUT ${out} CONTENT
        "#include <string_view>\nnamespace gonggo::embedded {\nstd::string_view ${name}();\nstd::string_view ${name}() {\n    return ${pieces};\n}\n}\n")
    set_source_files_properties(${out} PROPERTIES COMPILE_OPTIONS -Wno-overlength-strings)
    target_sources(${target} PRIVATE ${out})
endfunction()
