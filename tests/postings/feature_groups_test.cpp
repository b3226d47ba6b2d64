#include "postings/feature_groups.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>

using namespace gonggo::postings;

namespace {

bool found(GroupsOf of, std::string_view folded, std::string_view name) {
    return std::ranges::count(groups_in(of, folded), name) == 1;
}

} // namespace

TEST_CASE("the work's text begins at its first heading, not at the company's praise") {
    const std::string_view work =
        " : 추천 모델을 학습하고 서빙합니다. 그리고 실험을 설계하고 결과를 나눕니다.";
    CHECK(duties_in("우리는 AI 회사입니다. 주요업무" + std::string(work)) == work);
    CHECK(duties_in("제목 없는 글") == "제목 없는 글");
    CHECK(duties_in("끝에만 주요업무") == "끝에만 주요업무");
}

TEST_CASE("groups of words are found where they stand and nowhere else") {
    CHECK(found(GroupsOf::title, "ai 영업 담당", "business"));
    CHECK(found(GroupsOf::title, "인공지능 개발자 교육생 모집", "teaching"));
    CHECK_FALSE(found(GroupsOf::title, "html 퍼블리셔", "ai"));
    CHECK(found(GroupsOf::duties, "예측 모델 개발 및 고도화", "model"));
    CHECK(found(GroupsOf::tags, "pytorch\nspring", "framework"));
    CHECK(found(GroupsOf::employer, "미래직업전문학교 아카데미", "school"));
    CHECK(groups_in(GroupsOf::tags, "").empty());
}
