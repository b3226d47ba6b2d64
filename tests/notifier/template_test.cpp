#include "notifier/template.hpp"
#include "tests/support/catch.hpp"
#include <boost/json.hpp>

using namespace gonggo;
using namespace gonggo::notifier;

TEST_CASE("mustache templates render as the specification says") {
    struct Row {
        const char *source, *view, *expected;
    };
    const Row rows[] = {
        {"Hello, {{subject}}!\n", R"({"subject":"world"})", "Hello, world!\n"},
        {"{{x}} {{{x}}} {{&x}}", R"({"x":"& \" < >"})", "&amp; &quot; &lt; &gt; & \" < > & \" < >"},
        {"{{n}}|{{none}}|{{b}}", R"({"n":85,"b":null})", "85||"},
        {"{{a.b.c}}", R"({"a":{"b":{"c":"deep"}}})", "deep"},
        {"{{a.b}}", R"({"a":{}})", ""},
        {"{{#list}}({{.}}){{/list}}", R"({"list":[1,2,3]})", "(1)(2)(3)"},
        {"{{#a}}{{b}}{{x}}{{/a}}", R"({"a":{"b":"in"},"x":"out"})", "inout"},
        {"{{^list}}none{{/list}}{{^x}}no{{/x}}", R"({"list":[],"x":"y"})", "none"},
        {"{{#no}}x{{/no}}", R"({"no":false})", ""},
        {"| This Is\n{{#t}}\n|\n{{/t}}\n| A Line\n", R"({"t":true})", "| This Is\n|\n| A Line\n"},
        {"Begin.\n  {{! a comment }}\nEnd.\n", "{}", "Begin.\nEnd.\n"},
        {"12{{! inside }}34", "{}", "1234"},
        {"{{#t}}\n{{#t}}\nx\n{{/t}}\n{{/t}}\n", R"({"t":true})", "x\n"},
        {" | {{#t}}\t|\t{{/t}} | \n", R"({"t":true})", " | \t|\t | \n"},
        {"[{{>inner}}]", R"({"v":"p"})", "[p]"},
    };
    for (const auto& row : rows) {
        INFO(row.source);
        const Templates all{{"t", row.source}, {"inner", "{{v}}"}};
        CHECK(render(all, "t", boost::json::parse(row.view)).value() == row.expected);
    }
}

TEST_CASE("a broken template is an error that names it") {
    for (const auto* source :
         {"{{#a}}", "{{/a}}", "{{#a}}{{/b}}", "{{a", "{{=<% %>=}}", "{{>no}}"}) {
        INFO(source);
        const auto got = render({{"mine", source}}, "mine", boost::json::object{});
        REQUIRE_FALSE(got);
        CHECK_FALSE(got.error().message.empty());
    }
    CHECK_FALSE(render({{"loop", "{{>loop}}"}}, "loop", boost::json::object{}));
}
