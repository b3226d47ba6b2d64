#pragma once
// jq programs over JSON text. libjq stays behind this.
#include "base/result.hpp"
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace gonggo::scrapers {

class JqProgram {
public:
    /// The error's message is jq's own.
    static Result<JqProgram> compile(const std::string& program);
    JqProgram(JqProgram&&) noexcept;
    JqProgram& operator=(JqProgram&&) noexcept;
    ~JqProgram();
    /// The outputs, each as JSON text. `context` is an object whose "url" and "params" the program
    /// knows as $url and $params. An error when the input is no JSON, the program fails or gives
    /// more than 20,000 outputs.
    Result<std::vector<std::string>> run(std::string_view json, const std::string& context = "{}");

private:
    struct State;
    explicit JqProgram(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

} // namespace gonggo::scrapers
