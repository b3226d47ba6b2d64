#include "postings/rules.hpp"

#include "base/text.hpp"
#include "postings/names.hpp"
#include "postings/rules_told.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace gonggo::postings {
namespace {

/// Looks at one posting for one profile, rule by rule. Texts are functions: only who tells calls
/// them.
class Rules : Telling {
public:
    Rules(const Wishes& wishes, const Facts& facts, const Lesson& lesson, Tell tell,
          bool english = false)
        : Telling(tell, english), w_(wishes), f_(facts), lesson_(lesson) {}

    /// Whether it fits. Who does not tell stops at the first rule that fails.
    bool run() {
        // The cheap ones first. The user's word on this very posting stands above the wishes.
        constexpr std::array kRules = {&Rules::role,    &Rules::kind,       &Rules::level,
                                       &Rules::remote,  &Rules::employment, &Rules::place,
                                       &Rules::salary,  &Rules::source,     &Rules::company,
                                       &Rules::skills,  &Rules::unwanted,   &Rules::military,
                                       &Rules::include, &Rules::exclude};
        const bool decided = lesson_.good.has_value();
        for (const auto rule : kRules)
            if (!decided || tell_ != Tell::nothing) {
                (this->*rule)();
                if (!fits_ && tell_ == Tell::nothing) return false;
            }
        feedback();
        enough();
        if (f_.posting.status == "hidden") fail("hidden", "숨긴 공고", "you hid it");
        return fits_;
    }
    [[nodiscard]] int score() const {
        const int sum = std::clamp(static_cast<int>(std::lround(points_)), 0, 100);
        return lesson_.good.value_or(false) ? std::max(sum, w_.min_score) : sum;
    }
    /// What run() told; taken away.
    Explanation told() { return Telling::told(w_.profile.name, score()); }

private:
    void no_wish(const char* rule, double points = 0) {
        pass(rule, points, As::remark, "조건 없음", "nothing wished");
        if (tell_ == Tell::all) told_.verdicts.back().wished = false;
    }

    void role() {
        const Classification& c = f_.classification;
        const bool wanted = (w_.roles & f_.role) != 0;
        // Of the guide's four the model was asked as a whole: its match speaks, not the likeliest.
        if (w_.guide ? !c.match : !wanted)
            return fail("role", [&] {
                return wanted
                           ? say_("직무 확신이 낮음: {}, {}%", "not sure enough: {}, {}%",
                                  {say_.role(c.role), std::to_string(std::lround(100 * c.score))})
                           : say_("직무: {}", "{}", {say_.role(c.role)});
            });
        pass("role", 40 + 25 * (w_.guide ? c.score : 0.9), As::reason,
             [&] { return say_.english ? say_.role(c.role) : f_.role_reason(); });
    }

    void kind() {
        const auto text = [&] { return say_("종류: {}", "{}", {say_.kind(f_.posting.kind)}); };
        (w_.kinds & f_.kind) != 0 ? pass("kind", 0, As::remark, text) : fail("kind", text);
    }

    /// One word of several: what is not known may fit.
    void one_of(const char* rule, unsigned wished, unsigned have, std::string_view name,
                const char* unknown, const char* known) {
        if (wished == 0) return no_wish(rule);
        const auto text = [&] {
            return have == 0 ? say_(unknown, "unknown") : say_(known, "{}", {name});
        };
        have == 0 || (wished & have) != 0 ? pass(rule, 0, As::remark, text) : fail(rule, text);
    }
    void remote() {
        const auto have = f_.posting.remote;
        one_of("remote", w_.remote, f_.remote, have ? say_.remote(*have) : "", "근무 방식 모름",
               "근무 방식: {}");
    }
    void employment() {
        const auto have = f_.posting.employment;
        one_of("employment", w_.employment, f_.employment, have ? say_.employment(*have) : "",
               "고용 형태 모름", "고용 형태: {}");
    }

    void place() {
        if (w_.places.empty() && !w_.remote_is_a_place) return no_wish("place", 5);
        if (w_.remote_is_a_place && f_.posting.remote == Remote::full)
            return pass("place", 10, As::reason, "재택", "from home");
        if (f_.posting.locations.empty())
            return pass("place", 2, As::remark, "지역 모름", "unknown");
        if (f_.place_may_be(w_.places_hint))
            for (const int wished : w_.places)
                if (const auto* have = f_.place_within(wished))
                    return pass("place", 10, As::reason, [&] { return *have; });
        fail("place",
             [&] { return say_("지역: {}", "{}", {text::join(f_.posting.locations, ", ")}); });
    }

    void level() {
        const Level& have = f_.posting.level;
        const bool any = f_.has(LevelLabel::any);
        const bool entry = any || f_.has(LevelLabel::entry);
        const bool intern = f_.has(LevelLabel::intern);
        if (w_.years >= 0) {
            // 신입·경력 3년 이상: with less one comes in as 신입.
            if (have.min_years && w_.years < *have.min_years && !f_.has(LevelLabel::entry))
                return fail("level", [&] { return say_.years(have.min_years, {}); });
            if (have.max_years && w_.years > *have.max_years + 2)
                return fail("level", [&] { return say_.years({}, have.max_years); });
            if (w_.years == 0 && f_.levels != 0 && !entry && !intern && !have.min_years)
                return fail("level", "경력직", "for the experienced");
        }
        if (w_.levels != 0 && f_.levels != 0 && !any && (w_.levels & f_.levels) == 0)
            return fail("level", [&] { return say_.levels(have); });
        if (intern) return pass("level", entry ? 8 : 5, As::reason, "인턴", "intern");
        if (entry) return pass("level", 8, As::reason, "신입 가능", "entry level too");
        if (w_.years >= 0 && (have.min_years || have.max_years))
            return pass("level", 5, As::reason,
                        [&] { return say_.years(have.min_years, have.max_years); });
        pass("level", 5, As::remark, [&] { return say_.levels(have); });
    }

    void salary() {
        if (w_.min_salary == 0) return no_wish("salary");
        const auto text = [&] { return f_.posting.salary.text; };
        const auto most = f_.most_won();
        const auto least = f_.least_won();
        if (most && *most < w_.min_salary)
            return fail("salary", [&] {
                return say_("급여가 바라는 것보다 낮음: {} = 연 {}만원",
                            "less than wished: {} = ₩{}0,000 a year",
                            {text(), std::to_string(*most / 10'000)});
            });
        if (most || (least && *least >= w_.min_salary)) return pass("salary", 4, As::reason, text);
        pass("salary", 0, As::remark,
             [&] { return say_("급여 모름", "unknown") + (text().empty() ? "" : ": " + text()); });
    }

    void source() {
        if (w_.sources.empty()) return no_wish("source");
        const bool from = std::ranges::any_of(w_.sources, [&](int s) { return f_.from(s); });
        from ? pass("source", 0, As::remark, "바라는 출처", "one that you wish")
             : fail("source", "다른 출처", "another");
    }

    void company() {
        if (w_.loved.empty() && w_.blocked.empty()) return no_wish("company");
        const auto one_of = [&](const std::vector<int>& wished) {
            return std::ranges::find(wished, f_.company()) != wished.end();
        };
        if (one_of(w_.blocked))
            return fail("company", "차단한 회사: {}", "blocked: {}", f_.posting.company);
        if (one_of(w_.loved))
            return pass("company", 12, As::reason, "관심 회사 {}", "one that you like: {}",
                        f_.posting.company);
        pass("company", 0, As::remark, "관심·차단 회사가 아님", "neither liked nor blocked");
    }

    void skills() {
        constexpr std::size_t kTold = 5;
        std::vector<std::string> found;
        std::size_t count = 0;
        if (w_.skills.empty()) {
            const auto& all = f_.classification.skills;
            count = all.size();
            if (tell_ != Tell::nothing) found = all;
        } else {
            for (const int wished : w_.skills) count += f_.has_skill(wished) ? 1 : 0;
            if (tell_ != Tell::nothing)
                for (const auto& [name, number] : f_.skills())
                    if (std::ranges::find(w_.skills, number) != w_.skills.end())
                        found.push_back(name);
        }
        if (found.size() > kTold) found.resize(kTold);
        const double points =
            std::min(15.0, (w_.skills.empty() ? 1.5 : 5.0) * static_cast<double>(count));
        if (count > 0)
            pass("skills", points, As::reason,
                 [&] { return say_("기술 {}", "{}", {text::join(found, "·")}); });
        if (w_.skills.empty()) return count > 0 ? void() : no_wish("skills");
        if (tell_ == Tell::all && count < w_.skills.size())
            pass("skills", 0, As::remark, [&] {
                return say_("기술 가운데 없는 것: {}", "missing: {}", {skills_missing()});
            });
    }
    [[nodiscard]] std::string skills_missing() const {
        std::vector<std::string> out;
        for (std::size_t i = 0; i < w_.skills.size(); ++i)
            if (!f_.has_skill(w_.skills[i])) out.push_back(w_.profile.skills[i]);
        return text::join(out, ", ");
    }

    void unwanted() {
        for (std::size_t i = 0; i < w_.unwanted.size(); ++i)
            if (f_.has_skill(w_.unwanted[i]))
                return fail("skills_unwanted", "원치 않는 기술: {}", "{}",
                            w_.profile.skills_unwanted[i]);
        if (!w_.unwanted.empty())
            pass("skills_unwanted", 0, As::remark, "원치 않는 기술 없음", "none");
    }

    void military() {
        if (!w_.military) return;
        if (f_.military())
            pass("military_service", 15, As::reason, "전문연구요원/병역특례", "offered");
        else
            pass("military_service", 0, As::remark, "전문연구요원/병역특례 언급 없음", "not named");
    }

    void include() {
        if (w_.include < 0) return;
        if (!f_.asked(w_.include))
            return fail("include", "들어갈 말이 없음: {}", "not found: {}", w_.profile.include);
        pass("include", 5, As::reason, "검색어 {}", "found: {}", w_.profile.include);
    }
    void exclude() {
        if (w_.exclude < 0) return;
        if (f_.asked(w_.exclude))
            return fail("exclude", "뺄 말이 있음: {}", "found: {}", w_.profile.exclude);
        pass("exclude", 0, As::remark, "뺄 말이 없음: {}", "not found: {}", w_.profile.exclude);
    }

    void feedback() {
        const auto text = [&] { return lesson_.text; };
        if (!lesson_.good) {
            if (!lesson_.text.empty())
                pass("feedback", lesson_.points, lesson_.points > 0 ? As::reason : As::remark,
                     text);
            return;
        }
        fits_ = *lesson_.good;
        fits_ ? pass("feedback", 0, As::reason, text) : fail("feedback", text);
    }

    void enough() {
        const bool few = score() < w_.min_score;
        const auto text = [&] {
            return say_("점수 {} {} {}", "{} {} {}",
                        {std::to_string(score()), few ? "<" : "≥", std::to_string(w_.min_score)});
        };
        few ? fail("min_score", text) : pass("min_score", 0, As::remark, text);
    }

    const Wishes& w_;
    const Facts& f_;
    const Lesson& lesson_;
};

} // namespace

bool fits(const Wishes& wishes, const Facts& facts, const Lesson& lesson) {
    return Rules(wishes, facts, lesson, Tell::nothing).run();
}

ProfileMatch with_reasons(const Wishes& wishes, const Facts& facts, const Lesson& lesson) {
    Rules rules(wishes, facts, lesson, Tell::reasons);
    rules.run();
    return rules.told().match;
}

Explanation explained(const Wishes& wishes, const Facts& facts, const Lesson& lesson,
                      bool english) {
    Rules rules(wishes, facts, lesson, Tell::all, english);
    rules.run();
    return rules.told();
}

} // namespace gonggo::postings
