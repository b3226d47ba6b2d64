#include "cli/chart.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace gonggo::cli {
namespace {

constexpr std::array kColors = {"#2f6feb", "#d1543f", "#2f9e5b", "#9a5fd0",
                                "#c08a1e", "#1f9aa8", "#c2478f", "#6b7785"};
constexpr const char* kStyle =
    "<style>text{font:13px system-ui,'Apple SD Gothic Neo','Noto Sans KR',sans-serif;fill:#1f2328}"
    ".s{fill:#59636e}.g{stroke:#d0d7de}@media(prefers-color-scheme:dark){text{fill:#e6edf3}"
    ".s{fill:#9198a1}.g{stroke:#3d444d}}</style>";

double largest(const std::vector<Bar>& bars) {
    double out = 0;
    for (const auto& bar : bars) out = std::max(out, bar.value);
    return out > 0 ? out : 1;
}

std::string number(double x) {
    char out[32];
    std::snprintf(out, sizeof out, "%.1f", x);
    return out;
}

std::string svg(const std::string& title, int width, int height, const std::string& body) {
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 " +
           std::to_string(width) + " " + std::to_string(height) + "\"><title>" + escaped(title) +
           "</title>" + kStyle + body + "</svg>\n";
}

} // namespace

std::string escaped(const std::string& text) {
    std::string out = text::printable(text);
    for (const auto& [from, to] : {std::pair{"&", "&amp;"}, std::pair{"<", "&lt;"},
                                   std::pair{">", "&gt;"}, std::pair{"\"", "&quot;"}})
        out = text::replace_all(out, from, to);
    return out;
}

std::string bars_text(const std::vector<Bar>& bars, std::size_t width) {
    constexpr std::size_t kName = 24, kLeast = 8;
    std::size_t name = 0, label = 0;
    for (const auto& bar : bars) {
        name = std::max(name, std::min(kName, text::display_width(bar.name)));
        label = std::max(label, text::display_width(bar.label));
    }
    const std::size_t room = width > name + label + 3 + kLeast ? width - name - label - 3 : kLeast;
    static constexpr std::array kEighths = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    std::string out;
    for (const auto& bar : bars) {
        const auto eighths = static_cast<std::size_t>(
            std::lround(bar.value / largest(bars) * static_cast<double>(room) * 8));
        std::string drawn;
        for (std::size_t i = 0; i < eighths / 8; ++i) drawn += "█";
        drawn += kEighths[eighths % 8];
        out += text::pad_to_width(text::truncate_to_width(text::printable(bar.name), name), name) +
               " " + drawn + " " + bar.label + "\n";
    }
    return out;
}

std::string bars_svg(const std::string& title, const std::vector<Bar>& bars) {
    constexpr int kWidth = 640, kRow = 26, kTop = 40, kLeft = 170, kRight = 90;
    std::string body = "<text x=\"8\" y=\"22\" font-weight=\"600\">" + escaped(title) + "</text>";
    int y = kTop;
    for (const auto& bar : bars) {
        const double length = bar.value / largest(bars) * (kWidth - kLeft - kRight);
        const std::string base = std::to_string(y + 15);
        body += "<text x=\"" + std::to_string(kLeft - 8) + "\" y=\"" + base +
                "\" text-anchor=\"end\">" + escaped(bar.name) + "</text><rect x=\"" +
                std::to_string(kLeft) + "\" y=\"" + std::to_string(y + 3) + "\" width=\"" +
                number(std::max(1.0, length)) + "\" height=\"16\" rx=\"3\" fill=\"" + kColors[0] +
                "\"/><text class=\"s\" x=\"" + number(kLeft + length + 6) + "\" y=\"" + base +
                "\">" + escaped(bar.label) + "</text>";
        y += kRow;
    }
    return svg(title, kWidth, y + 10, body);
}

std::string lines_svg(const std::string& title, const std::vector<std::string>& steps,
                      const std::vector<Line>& lines) {
    constexpr int kWidth = 640, kHeight = 300, kTop = 52, kBottom = 260, kLeft = 44, kRight = 430,
                  kLegend = kRight + 16;
    constexpr std::size_t kLegendColumns = 22;
    double most = 0;
    for (const auto& line : lines)
        for (const double v : line.values) most = std::max(most, v);
    if (most <= 0) most = 1;
    const auto x_of = [&](std::size_t i) {
        return steps.size() < 2 ? kLeft
                                : kLeft + static_cast<double>(i) * (kRight - kLeft) /
                                              static_cast<double>(steps.size() - 1);
    };
    const auto y_of = [&](double v) { return kBottom - v / most * (kBottom - kTop); };
    // A single week is a point, which a line does not show.
    const auto last_point = [&](const Line& line, const char* color) {
        if (line.values.empty()) return std::string();
        return "<circle r=\"3.5\" cx=\"" + number(x_of(line.values.size() - 1)) + "\" cy=\"" +
               number(y_of(line.values.back())) + "\" fill=\"" + color + "\"/>";
    };
    std::string body = "<text x=\"8\" y=\"22\" font-weight=\"600\">" + escaped(title) + "</text>";
    for (const double part : {0.0, 0.5, 1.0}) {
        const std::string y = number(y_of(part * most));
        body += "<line class=\"g\" x1=\"" + std::to_string(kLeft) + "\" x2=\"" +
                std::to_string(kRight) + "\" y1=\"" + y + "\" y2=\"" + y +
                "\"/><text class=\"s\" x=\"" + std::to_string(kLeft - 6) + "\" y=\"" + y +
                "\" text-anchor=\"end\">" + std::to_string(std::lround(100 * part * most)) +
                "%</text>";
    }
    if (!steps.empty())
        body += "<text class=\"s\" x=\"" + std::to_string(kLeft) + "\" y=\"284\">" +
                escaped(steps.front()) + "</text>";
    if (steps.size() > 1)
        body += "<text class=\"s\" x=\"" + std::to_string(kRight) +
                "\" y=\"284\" text-anchor=\"end\">" + escaped(steps.back()) + "</text>";
    for (std::size_t n = 0; n < lines.size(); ++n) {
        const char* color = kColors[n % kColors.size()];
        std::string points;
        for (std::size_t i = 0; i < lines[n].values.size(); ++i)
            points += number(x_of(i)) + "," + number(y_of(lines[n].values[i])) + " ";
        body += "<polyline fill=\"none\" stroke-width=\"2\" stroke=\"" + std::string(color) +
                "\" points=\"" + points + "\"/>" + last_point(lines[n], color) + "<rect x=\"" +
                std::to_string(kLegend) + "\" y=\"" +
                std::to_string(kTop + 22 * static_cast<int>(n)) +
                "\" width=\"12\" height=\"12\" fill=\"" + color + "\"/><text x=\"" +
                std::to_string(kLegend + 18) + "\" y=\"" +
                std::to_string(kTop + 11 + 22 * static_cast<int>(n)) + "\">" +
                escaped(text::truncate_to_width(lines[n].name, kLegendColumns)) + "</text>";
    }
    return svg(title, kWidth, std::max(kHeight, kTop + 22 * static_cast<int>(lines.size()) + 10),
               body);
}

std::string sparkline(const std::vector<double>& values) {
    static constexpr std::array kSteps = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    double most = 0;
    for (const double v : values) most = std::max(most, v);
    std::string out;
    for (const double v : values)
        out += kSteps[most > 0 ? static_cast<std::size_t>(std::lround(v / most * 7)) : 0];
    return out;
}

} // namespace gonggo::cli
