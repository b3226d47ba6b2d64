#include "postings/match.hpp"

#include "base/text.hpp"
#include "postings/names.hpp"
#include "postings/normalise.hpp"
#include "postings/query.hpp"
#include "postings/skills.hpp"

#include <algorithm>
#include <bitset>
#include <cmath>
#include <set>

namespace gonggo::postings {
namespace {

struct Wishes {
    config::Profile profile;
    std::bitset<8> roles;
    std::vector<Kind> kinds;
    std::vector<std::string> places;
    bool remote_is_a_place = false;
    std::set<std::string> loved, blocked, skills, unwanted;
    Query include, exclude;
};

const std::vector<std::string_view> kPresets = {"",         "ml",    "mlops", "data-science",
                                                "research", "devops"};

std::vector<std::string> roles_of(const config::Profile& p) {
    if (!p.roles.empty()) return p.roles;
    if (p.preset == "mlops") return {"mlops_engineer", "ml_engineer"};
    if (p.preset == "data-science") return {"data_scientist", "data_analyst"};
    if (p.preset == "research") return {"ai_researcher", "ml_engineer"};
    if (p.preset == "devops") return {"devops_engineer", "mlops_engineer"};
    return {"ml_engineer", "data_scientist", "ai_researcher", "mlops_engineer"};
}

std::set<std::string> keys(const std::vector<std::string>& names,
                           std::string (*key)(std::string_view)) {
    std::set<std::string> out;
    for (const auto& name : names) out.insert(key(name));
    return out;
}

/// "쿠버네티스" → "kubernetes"; what the vocabulary does not know stays as it is.
std::set<std::string> skill_keys(const std::vector<std::string>& names) {
    std::set<std::string> out;
    for (const auto& name : names) {
        const std::string folded = text::fold(name);
        const auto& known = skill_vocabulary();
        const auto skill = std::ranges::find_if(known, [&](const Skill& s) {
            return std::ranges::find(s.spellings, folded) != s.spellings.end();
        });
        out.insert(skill == known.end() ? folded : text::fold(skill->name));
    }
    return out;
}

Result<Wishes> compile_one(const config::Profile& p) {
    Wishes out{.profile = p};
    const auto unknown = [&](const char* key, const std::string& name) {
        return invalid("[[profile]] '" + p.name + "': " + key + ": no such name '" + name + "'");
    };
    if (std::ranges::find(kPresets, p.preset) == kPresets.end()) return unknown("preset", p.preset);
    for (const auto& name : roles_of(p)) {
        const auto role = from_name<Role>(name);
        if (!role) return unknown("roles", name);
        out.roles.set(static_cast<std::size_t>(*role));
    }
    for (const auto& name : p.kinds) {
        const auto kind = from_name<Kind>(name);
        if (!kind) return unknown("kinds", name);
        out.kinds.push_back(*kind);
    }
    if (out.kinds.empty()) out.kinds = {Kind::job, Kind::internship};
    for (const auto& place : p.places) {
        if (text::equals_nocase(place, "remote") || place == "재택" || place == "원격")
            out.remote_is_a_place = true;
        else
            out.places.push_back(normalise_place(place));
    }
    out.loved = keys(p.companies, company_key);
    out.blocked = keys(p.companies_blocked, company_key);
    out.skills = skill_keys(p.skills);
    out.unwanted = skill_keys(p.skills_unwanted);
    const auto query = [&](const std::string& text, const char* key) -> Result<Query> {
        auto parsed = Query::parse(text);
        if (!parsed) return parsed.error().in("[[profile]] '" + p.name + "': " + key);
        return parsed;
    };
    GONGGO_TRY(out.include, query(p.include, "include"));
    GONGGO_TRY(out.exclude, query(p.exclude, "exclude"));
    return out;
}

/// Looks at one posting for one profile, rule by rule.
class Judge {
public:
    Judge(const Wishes& wishes, const Posting& posting, const Classification& c, Lesson lesson)
        : w_(wishes), p_(posting), c_(c), lesson_(std::move(lesson)) {}

    Explanation judge() {
        role();
        kind();
        place();
        level();
        queries();
        companies();
        skills();
        salary();
        rest();
        feedback();
        out_.match.profile = w_.profile.name;
        out_.match.score = std::clamp(static_cast<int>(std::lround(points_)), 0, 100);
        if (lesson_.good.value_or(false))
            out_.match.score = std::max(out_.match.score, w_.profile.min_score);
        if (out_.match.score < w_.profile.min_score)
            fail("min_score", "점수 " + std::to_string(out_.match.score) + " < " +
                                  std::to_string(w_.profile.min_score));
        out_.fits = passed_;
        for (const auto& v : out_.verdicts)
            if (v.passed && v.points > 0 && !v.text.empty()) out_.match.reasons.push_back(v.text);
        return std::move(out_);
    }

private:
    void pass(const char* rule, double points, std::string text) {
        points_ += points;
        out_.verdicts.push_back({rule, true, points, std::move(text)});
    }
    void fail(const char* rule, std::string text) {
        passed_ = false;
        out_.verdicts.push_back({rule, false, 0, std::move(text)});
    }

    void role() {
        const bool wanted = w_.roles.test(static_cast<std::size_t>(c_.role));
        const bool guide =
            w_.roles.to_ulong() == 0b1111; // the four of the guide: the match score speaks for them
        if (!wanted && !(guide && c_.match))
            return fail("role", "직무: " + std::string(label_of(c_.role)));
        if (guide && !c_.match) return fail("role", "직무 확신이 낮음");
        std::string why = std::string(label_of(c_.role));
        std::string words;
        for (const auto& e : c_.evidence)
            if (e.weight > 0 && e.where == "title" && words.size() < 40)
                words += (words.empty() ? "" : "·") + e.what;
        if (!words.empty()) why += " (제목 '" + words + "')";
        pass("role", 40 + 25 * (guide ? c_.score : 0.9), why);
    }

    void kind() {
        if (std::ranges::find(w_.kinds, p_.kind) == w_.kinds.end())
            return fail("kind", "종류: " + std::string(name_of(p_.kind)));
        pass("kind", 0, "");
    }

    void place() {
        if (w_.places.empty() && !w_.remote_is_a_place) return pass("place", 5, "");
        if (w_.remote_is_a_place && p_.remote == Remote::full) return pass("place", 10, "재택");
        if (p_.locations.empty()) return pass("place", 2, "");
        for (const auto& wish : w_.places)
            for (const auto& have : p_.locations)
                if (have.starts_with(wish) || wish.starts_with(have))
                    return pass("place", 10, have);
        fail("place", "지역: " + text::join(p_.locations, ", "));
    }

    void level() {
        const Level& have = p_.level;
        const auto has = [&](LevelLabel l) {
            return std::ranges::find(have.labels, l) != have.labels.end();
        };
        if (w_.profile.years) {
            const int years = *w_.profile.years;
            if (have.min_years && years < *have.min_years &&
                !(years == 0 && has(LevelLabel::entry)))
                return fail("level", "경력 " + std::to_string(*have.min_years) + "년 이상");
            if (have.max_years && years > *have.max_years + 2)
                return fail("level", "경력 " + std::to_string(*have.max_years) + "년 이하");
            if (years == 0 && !have.labels.empty() && !has(LevelLabel::entry) &&
                !has(LevelLabel::any) && !has(LevelLabel::intern) && !have.min_years)
                return fail("level", "경력직");
        }
        if (!w_.profile.levels.empty() && !have.labels.empty() && !has(LevelLabel::any)) {
            const bool fits = std::ranges::any_of(w_.profile.levels, [&](const auto& name) {
                const auto l = from_name<LevelLabel>(name);
                return l && has(*l);
            });
            if (!fits) return fail("level", "경력 수준이 다름");
        }
        const bool entry = has(LevelLabel::entry) || has(LevelLabel::any);
        pass("level", entry ? 8 : 5, has(LevelLabel::intern) ? "인턴" : entry ? "신입 가능" : "");
    }

    void queries() {
        if (!w_.include.empty()) {
            if (!w_.include.matches(p_))
                return fail("include", "include에 맞지 않음: " + w_.profile.include);
            pass("include", 5, "검색어 " + w_.profile.include);
        }
        if (!w_.exclude.empty() && w_.exclude.matches(p_))
            fail("exclude", "exclude에 걸림: " + w_.profile.exclude);
    }

    void companies() {
        if (w_.loved.empty() && w_.blocked.empty()) return;
        const std::string key = company_key(p_.company);
        if (w_.blocked.contains(key)) return fail("company", "차단한 회사: " + p_.company);
        if (w_.loved.contains(key)) pass("company", 12, "관심 회사 " + p_.company);
    }

    void skills() {
        std::string found;
        int count = 0;
        // The canonical names, then the board's own tags: those the vocabulary does not know.
        std::vector<std::string> have = c_.skills;
        std::set<std::string> seen;
        if (!w_.skills.empty() || !w_.unwanted.empty())
            have.insert(have.end(), p_.skills.begin(), p_.skills.end());
        for (const auto& skill : have) {
            if (!seen.insert(text::fold(skill)).second) continue;
            const std::string key = text::fold(skill);
            if (w_.unwanted.contains(key))
                return fail("skills_unwanted", "원치 않는 기술: " + skill);
            if (w_.skills.empty() || w_.skills.contains(key)) {
                if (count < 5) found += (found.empty() ? "" : "·") + skill;
                ++count;
            }
        }
        const double each = w_.skills.empty() ? 1.5 : 5;
        pass("skills", std::min(15.0, each * count), found.empty() ? "" : "기술 " + found);
    }

    void salary() {
        if (!w_.profile.min_salary || !p_.salary.max) return;
        double yearly = static_cast<double>(*p_.salary.max);
        if (p_.salary.period == SalaryPeriod::month) yearly *= 12;
        if (p_.salary.currency == "KRW" && p_.salary.period != SalaryPeriod::hour &&
            yearly < static_cast<double>(*w_.profile.min_salary))
            return fail("salary", "연봉이 바라는 것보다 낮음: " + p_.salary.text);
        pass("salary", 4, p_.salary.text);
    }

    void rest() {
        const auto& profile = w_.profile;
        if (!profile.remote.empty() && p_.remote &&
            std::ranges::find(profile.remote, name_of(*p_.remote)) == profile.remote.end())
            fail("remote", "근무 방식이 다름");
        if (!profile.employment.empty() && p_.employment &&
            std::ranges::find(profile.employment, name_of(*p_.employment)) ==
                profile.employment.end())
            fail("employment", "고용 형태가 다름");
        if (!profile.sources.empty() && std::ranges::none_of(p_.links, [&](const Link& l) {
                return std::ranges::find(profile.sources, l.source) != profile.sources.end();
            }))
            fail("source", "다른 출처");
        if (profile.military_service) {
            const std::string all = p_.title + p_.description;
            const bool offered = all.find("전문연") != std::string::npos ||
                                 all.find("병역특례") != std::string::npos ||
                                 all.find("산업기능요원") != std::string::npos;
            if (offered) pass("military_service", 15, "전문연구요원/병역특례");
        }
    }

    /// The user's word on this very posting stands above the wishes; only hiding it stands above.
    void feedback() {
        if (lesson_.good) {
            passed_ = *lesson_.good;
            out_.verdicts.push_back({"feedback", *lesson_.good, 0, lesson_.text});
            if (passed_) out_.match.reasons.push_back(lesson_.text);
        } else if (!lesson_.text.empty()) {
            pass("feedback", lesson_.points, lesson_.text);
        }
        if (p_.status == "hidden") fail("hidden", "숨긴 공고");
    }

    const Wishes& w_;
    const Posting& p_;
    const Classification& c_;
    const Lesson lesson_;
    Explanation out_;
    double points_ = 10;
    bool passed_ = true;
};

Lesson lesson_of(const Lessons& lessons, const Wishes& wishes, const Posting& posting) {
    const auto taught = lessons.find(wishes.profile.name);
    return taught == lessons.end() ? Lesson{} : lesson_for(taught->second, posting);
}

} // namespace

struct Matcher::Impl {
    std::vector<Wishes> profiles;
};

Matcher::Matcher(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Matcher::Matcher(Matcher&&) noexcept = default;
Matcher& Matcher::operator=(Matcher&&) noexcept = default;
Matcher::~Matcher() = default;

Result<Matcher> Matcher::compile(const std::vector<config::Profile>& profiles) {
    auto impl = std::make_unique<Impl>();
    for (const auto& profile : profiles) {
        GONGGO_TRY(Wishes wishes, compile_one(profile));
        impl->profiles.push_back(std::move(wishes));
    }
    return Matcher(std::move(impl));
}

std::vector<ProfileMatch> Matcher::match(const Posting& posting, const Classification& c,
                                         const Lessons& lessons) const {
    std::vector<ProfileMatch> out;
    for (const auto& wishes : impl_->profiles) {
        Lesson lesson = lesson_of(lessons, wishes, posting);
        if (!lesson.good && !wishes.roles.test(static_cast<std::size_t>(c.role)) && !c.match)
            continue;
        if (Explanation e = Judge(wishes, posting, c, std::move(lesson)).judge(); e.fits)
            out.push_back(std::move(e.match));
    }
    return out;
}

std::optional<Explanation> Matcher::explain(const std::string& profile, const Posting& posting,
                                            const Classification& c, const Lessons& lessons) const {
    for (const auto& wishes : impl_->profiles)
        if (wishes.profile.name == profile)
            return Judge(wishes, posting, c, lesson_of(lessons, wishes, posting)).judge();
    return std::nullopt;
}

} // namespace gonggo::postings
