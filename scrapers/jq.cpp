#include "scrapers/jq.hpp"

extern "C" {
#include <jq.h>
#include <jv.h>
}

namespace gonggo::scrapers {

struct JqProgram::State {
    jq_state* jq = jq_init();
    std::string messages, context;
    State() = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() { jq_teardown(&jq); }
};

namespace {

constexpr std::size_t kMostOutputs = 20'000;

std::string text_of(jv value) {
    jv shown = jv_get_kind(value) == JV_KIND_STRING ? value : jv_dump_string(value, 0);
    std::string out = jv_string_value(shown);
    jv_free(shown);
    return out;
}

void take_message(void* to, jv message) {
    auto& out = *static_cast<std::string*>(to);
    if (!out.empty()) out += "; ";
    out += text_of(message);
}

/// What the program's `input` gives: the page's address and the source's parameters. So they are
/// known without compiling the program for each of them.
jv give_context(jq_state* /*unused*/, void* from) {
    return jv_parse(static_cast<const std::string*>(from)->c_str());
}

constexpr const char* kKnown = "input as {$url, $params} | ";

} // namespace

JqProgram::JqProgram(std::unique_ptr<State> state) : state_(std::move(state)) {}
JqProgram::JqProgram(JqProgram&&) noexcept = default;
JqProgram& JqProgram::operator=(JqProgram&&) noexcept = default;
JqProgram::~JqProgram() = default;

Result<JqProgram> JqProgram::compile(const std::string& program) {
    auto state = std::make_unique<State>();
    jq_set_error_cb(state->jq, take_message, &state->messages);
    if (!jq_compile(state->jq, (kKnown + program).c_str()))
        return invalid("jq: " + state->messages);
    return JqProgram(std::move(state));
}

Result<std::vector<std::string>> JqProgram::run(std::string_view json, const std::string& context) {
    jv input = jv_parse_sized(json.data(), static_cast<int>(json.size()));
    if (!jv_is_valid(input)) {
        const jv message = jv_invalid_get_msg(input);
        return invalid("the answer is no JSON: " + text_of(message));
    }
    std::vector<std::string> out;
    state_->context = context;
    jq_set_input_cb(state_->jq, give_context, &state_->context);
    jq_start(state_->jq, input, 0);
    for (;;) {
        jv result = jq_next(state_->jq);
        if (!jv_is_valid(result)) {
            if (!jv_invalid_has_msg(jv_copy(result))) {
                jv_free(result);
                return out;
            }
            return invalid("jq: " + text_of(jv_invalid_get_msg(result)));
        }
        if (out.size() >= kMostOutputs) {
            jv_free(result);
            return invalid("jq: the program gives more than 20,000 outputs");
        }
        out.push_back(text_of(jv_dump_string(result, 0)));
    }
}

} // namespace gonggo::scrapers
