#include "config/load.hpp"
#include "postings/names.hpp"
#include "postings/rules_told.hpp"
#include "tests/support/catch.hpp"

#include <set>

using namespace gonggo;
using namespace gonggo::postings;

TEST_CASE("every role has its name and its labels, and a profile may wish all but the last") {
    std::set<std::string_view> said;
    for (const auto role : roles()) {
        const auto name = name_of(role);
        CHECK(from_name<Role>(name) == role);
        for (const auto word : {name, label_of(role), label_of(role, true)})
            CHECK((said.insert(word).second || role == Role::other));
        const auto config =
            config::parse("[[profile]]\nroles = [\"" + std::string(name) + "\"]\n", "f");
        CHECK(config.has_value() == (role != Role::other));
    }
    CHECK(roles().size() == 8);
    CHECK(roles().back() == Role::other);
    CHECK(label_of(Role::mlops_engineer) == "MLOps 엔지니어");
    CHECK(label_of(Role::devops_engineer, true) == "DevOps engineer");
}

TEST_CASE("what a rule says has the particles that fit its values") {
    CHECK(Say{}("'{}'이(가) 없음", "no '{}'", {"회사"}) == "'회사'가 없음");
    CHECK(Say{true}("'{}'이(가) 없음", "no '{}'", {"회사"}) == "no '회사'");
}
