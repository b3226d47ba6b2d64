#pragma once
// Charts for the terminal and as SVG 1.1 that needs nothing from elsewhere.
#include <string>
#include <vector>

namespace gonggo::cli {

struct Bar {
    std::string name;
    double value = 0;
    std::string label; ///< beside the bar: "42 %"
};

/// One line a bar, names aligned by their width on a terminal, at most `width` columns.
std::string bars_text(const std::vector<Bar>& bars, std::size_t width);
std::string bars_svg(const std::string& title, const std::vector<Bar>& bars);

struct Line {
    std::string name;
    std::vector<double> values; ///< one for each of the chart's steps
};
/// Lines over steps ("2026-11-23"); values from 0 to 1 are shares.
std::string lines_svg(const std::string& title, const std::vector<std::string>& steps,
                      const std::vector<Line>& lines);
/// "▁▂▅█" of the values, the largest full.
std::string sparkline(const std::vector<double>& values);

/// Text made safe for XML and HTML.
std::string escaped(const std::string& text);

} // namespace gonggo::cli
