// Completion: three small scripts that ask `gonggo completion --at WORD…` what may follow.
#include "base/text.hpp"
#include "cli/help.hpp"
#include "cli/labels.hpp"
#include "cli/messages.hpp"
#include "cli/opened.hpp"
#include "cli/print.hpp"
#include "scrapers/recipe.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>
#include <memory>
#include <set>

namespace gonggo::cli {
namespace {

constexpr const char* kBash = R"(# gonggo completion for bash: source <(gonggo completion bash)
_gonggo() {
    local current="${COMP_WORDS[COMP_CWORD]}" line
    COMPREPLY=()
    while IFS= read -r line; do
        if [[ $line == :files ]]; then
            while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$current")
        else
            COMPREPLY+=("${line%%$'\t'*}")
        fi
    done < <(gonggo completion --at "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _gonggo gonggo
)";
constexpr const char* kZsh = R"(#compdef gonggo
# gonggo completion for zsh: source <(gonggo completion zsh)
_gonggo() {
    local line
    local -a found
    while IFS= read -r line; do
        if [[ $line == :files ]]; then
            _files
        else
            found+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
        fi
    done < <(gonggo completion --at "${(@)words[2,CURRENT]}" 2>/dev/null)
    (( ${#found} )) && _describe gonggo found
}
if [[ ${zsh_eval_context[-1]} == loadautofunc ]]; then _gonggo "$@"; else compdef _gonggo gonggo; fi
)";
constexpr const char* kFish = R"(# gonggo completion for fish: gonggo completion fish | source
function __gonggo_complete
    set -l words (commandline -opc) (commandline -ct)
    for line in (gonggo completion --at $words[2..-1] 2>/dev/null)
        if test "$line" = :files
            __fish_complete_path (commandline -ct)
        else
            echo $line
        end
    end
end
complete -c gonggo -f -a '(__gonggo_complete)'
)";

using Pairs = std::vector<std::pair<std::string, std::string>>;

Pairs plain(std::initializer_list<const char*> words) {
    Pairs out;
    for (const auto* word : words) out.emplace_back(word, "");
    return out;
}

/// What stands in the configuration and the store; nothing when they cannot be read.
class Known {
public:
    explicit Known(std::filesystem::path config) { context_.config_file = std::move(config); }

    Pairs profiles() {
        Pairs out;
        if (load())
            for (const auto& p : opened_->config.profiles) out.emplace_back(p.name, p.preset);
        return out;
    }
    Pairs sources() {
        Pairs out;
        if (load())
            for (const auto& s : opened_->config.sources) out.emplace_back(s.id, s.recipe);
        return out;
    }
    Pairs postings(bool companies) {
        Pairs out;
        std::set<std::string> seen;
        for (const bool fitting : {true, false}) {
            if (!load()) return out;
            postings::Filter filter;
            filter.matching_only = fitting;
            filter.include_closed = true;
            filter.limit = 200;
            const auto found = opened_->store.find(filter, opened_->today);
            if (!found) return out;
            for (const auto& p : *found)
                if (seen.insert(companies ? p.company : p.id).second)
                    out.emplace_back(companies ? p.company : p.id,
                                     companies ? "" : p.title + ", " + p.company);
        }
        return out;
    }

private:
    bool load() {
        if (!opened_)
            if (auto opened = open(context_, postings::Store::Mode::read_only))
                opened_ = std::move(*opened);
        return opened_.has_value();
    }
    Context context_;
    std::optional<Opened> opened_;
};

Pairs allowed_by(const CLI::Option& option) {
    Pairs out;
    for (auto& word : allowed_words(option)) out.emplace_back(std::move(word), "");
    return out;
}

Pairs values_of(const CLI::Option& option, Known& known) {
    const auto is = [&](const char* name) { return option.check_name(name); };
    if (is("--profile")) return known.profiles();
    if (is("--source")) return known.sources();
    for (const auto* file : {"--config", "--svg", "--html", "--cv", "--ics", "--output"})
        if (is(file)) return plain({":files"});
    return allowed_by(option);
}

Pairs recipes() {
    Pairs out;
    std::vector<Error> faults;
    for (const auto& [id, r] : scrapers::load_recipes(scrapers::recipe_path(), faults))
        out.emplace_back(id, r.name);
    return out;
}

Pairs arguments_of(const CLI::App& command, std::size_t at, Known& known) {
    const std::string path = path_of(command);
    const auto taken =
        command.get_options([](const CLI::Option* o) { return o->get_positional(); });
    if (at < taken.size())
        if (auto words = allowed_by(*taken[at]); !words.empty()) return words;
    Pairs out;
    if (path == "mark") {
        if (at > 0) {
            for (const auto& status : names_of(Named::status))
                out.emplace_back(status, status_label(status));
            out.emplace_back("none", say(Msg::unmarked));
        }
        for (auto& id : known.postings(false)) out.push_back(std::move(id));
        return out;
    }
    for (const auto* one : {"feedback", "show", "why", "open", "note", "tag", "split"})
        if (path == one) return at == 0 ? known.postings(false) : Pairs{};
    if (path == "merge") return known.postings(false);
    if (path == "company") return known.postings(true);
    if (path == "poll") return known.sources();
    if (path == "recipes show" || (path == "try" && at == 0)) return recipes();
    for (const auto* file : {"import", "eval", "backup", "try"})
        if (path == file) return plain({":files"});
    if (path == "help") {
        for (const auto& t : help_topics())
            out.emplace_back(t.name, std::string(english() ? t.en : t.ko));
        for (const auto* sub : command.get_parent()->get_subcommands({}))
            out.emplace_back(sub->get_name(), std::string(help_of(sub->get_name())));
    }
    return out;
}

Pairs options_of(const CLI::App& command) {
    Pairs out;
    for (const auto* at = &command; at != nullptr; at = at->get_parent())
        for (const auto* o : at->get_options())
            for (const auto& l : o->get_lnames())
                if (std::ranges::none_of(out, [&](const auto& p) { return p.first == "--" + l; }))
                    out.emplace_back("--" + l, std::string(help_of(path_of(command), "--" + l)));
    return out;
}

/// The option of that name, here or above, when it takes a value.
const CLI::Option* option_with_value(const CLI::App& command, const std::string& word) {
    for (const auto* at = &command; at != nullptr; at = at->get_parent())
        if (const auto* o = at->get_option_no_throw(word))
            return !o->get_positional() && o->get_expected_max() > 0 ? o : nullptr;
    return nullptr;
}

} // namespace

std::string completions(const CLI::App& app, const std::vector<std::string>& words) {
    const CLI::App* command = &app;
    std::size_t arguments = 0;
    std::filesystem::path config;
    const CLI::Option* before = nullptr;
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
        const std::string& word = words[i];
        if (before != nullptr) {
            if (before->check_name("--config")) config = word;
            before = nullptr;
        } else if (word.starts_with("-")) {
            before = option_with_value(*command, word);
        } else {
            const auto subs = command->get_subcommands({});
            const auto sub =
                std::ranges::find_if(subs, [&](const auto* s) { return s->get_name() == word; });
            if (sub == subs.end())
                ++arguments;
            else
                command = *sub;
        }
    }
    const std::string typed = words.empty() ? "" : words.back();
    Known known(config);
    Pairs found;
    if (before != nullptr)
        found = values_of(*before, known);
    else if (typed.starts_with("-"))
        found = options_of(*command);
    else if (!command->get_subcommands({}).empty())
        for (const auto* sub : command->get_subcommands({}))
            found.emplace_back(sub->get_name(), std::string(help_of(path_of(*sub))));
    else
        found = arguments_of(*command, arguments, known);
    std::string out;
    for (const auto& [word, what] : found)
        if (word == ":files" || word.starts_with(typed))
            out += word == ":files" ? word + "\n"
                                    : text::printable(word) + "\t" +
                                          text::truncate_to_width(text::printable(what), 60) + "\n";
    return out;
}

bool complete_words(const CLI::App& app, const std::vector<std::string>& words) {
    const bool asked = words.size() > 2 && words[0] == "completion" && words[1] == "--at";
    if (asked) std::cout << completions(app, {words.begin() + 2, words.end()});
    return asked;
}

void add_completion(CLI::App& app, Context&) {
    auto shell = std::make_shared<std::string>();
    auto* c = app.add_subcommand("completion");
    c->add_option("shell", *shell)->required()->check(CLI::IsMember({"bash", "zsh", "fish"}));
    c->callback([shell] {
        std::cout << (*shell == "bash" ? kBash : *shell == "zsh" ? kZsh : kFish);
    });
}

} // namespace gonggo::cli
