"""A job seeker's week: what is found, kept, taken back and told, in the words it is told with."""
import json
import re
import unittest

from programs import Home, PROFILE, on_terminal, polled
from server import Boards

ENGLISH, KOREAN = "en_US.UTF-8", "ko_KR.UTF-8"


class Week(unittest.TestCase):
    def setUp(self):
        self.boards = Boards()
        self.addCleanup(self.boards.__exit__)
        self.home = polled(self.boards, "one", "two")
        self.addCleanup(self.home.__exit__)

    def ask(self, *words, code=0, **environment):
        got, out, told = self.home.run("GONGGO", *words, **environment)
        self.assertEqual(got, code, out + told)
        return out if code == 0 else told

    def records(self, *words):
        return [json.loads(line) for line in self.ask("--json", *words).splitlines()]

    def posting(self, title):
        return next(p for p in self.records("list", "--all", "--limit", "0") if p["title"] == title)

    def test_what_is_marked_noted_and_tagged_is_told_in_one_line(self):
        p = self.posting("MLOps 엔지니어 one-1")
        named = "%s (%s)" % (p["title"], p["company"])
        self.assertEqual(self.ask("mark", p["id"], "interested"), named + ": 관심\n")
        self.assertEqual(self.ask("mark", p["id"], "applied", "--on", "2026-11-20"), named + ": 관심 → 지원함 · 2026-11-20\n")
        self.assertEqual(self.ask("note", p["id"], "전화 옴"), named + ": 지원함 · 전화 옴\n")
        self.assertEqual(self.ask("tag", p["id"], "재택", "1지망"), named + ": 지원함 · #재택 #1지망\n")
        self.assertEqual(self.ask("tag", p["id"], "재택", "1지망", "--remove"), named + ": 지원함 · 꼬리표 없음\n")
        self.assertEqual(self.ask("mark", p["id"], "offer", LANG=ENGLISH), named + ": applied → offer\n")
        record = self.records("mark", p["id"], "rejected", "--on", "2026-11-30")[0]
        self.assertEqual((record["title"], record["company"], record["status"], record["at"][:10]), (p["title"], p["company"], "rejected", "2026-11-30"))
        self.assertIn("· #x", on_terminal(self.home, 120, "tag", p["id"], "x")[1])

    def test_a_tag_that_is_not_there_marks_nothing(self):
        p = self.posting("MLOps 엔지니어 one-1")
        self.assertIn("없는 꼬리표입니다: #1지망", self.ask("tag", p["id"], "1지망", "--remove", code=3))
        self.assertEqual((self.posting(p["title"])["status"], self.ask("pipeline")), (p["status"], ""))

    def test_what_is_merged_or_split_is_told_and_how_to_take_it_back(self):
        for language, merged, split, back in ((KOREAN, "한 공고로 합침", "다른 공고로 나눔", "되돌리기: "), (ENGLISH, "merged into one", "split off", "to take it back: ")):
            one, two = (self.posting("백엔드 개발자 %s-4" % board) for board in ("one", "two"))
            code, out = on_terminal(self.home, 200, "merge", one["id"], two["id"], LANG=language)
            key = out.split()[0]
            self.assertEqual((code, out), (0, "%s  %s (%s): %s (one, two) · %sgonggo split %s two\r\n" % (key, one["title"], one["company"], merged, back, key)))
            code, out = on_terminal(self.home, 200, *out.split("gonggo ")[1].split(), LANG=language)
            apart = out.split()[0]
            self.assertEqual((code, out), (0, "%s  %s (%s): %s (two) · %sgonggo merge %s %s\r\n" % (apart, two["title"], two["company"], split, back, key, apart)))
            self.assertEqual(self.posting("백엔드 개발자 one-4")["id"], key)
            merged = self.ask("merge", key, apart)
            self.assertRegex(merged, r"^\w{7}\n$")  # for programs the id alone
            self.assertEqual(self.records("split", merged.strip(), "two")[0]["title"], two["title"])

    def test_a_mark_with_a_note_keeps_what_was_noted_before(self):
        p = self.posting("MLOps 엔지니어 one-1")
        self.ask("note", p["id"], "이력서 2판")
        self.ask("tag", p["id"], "1지망")
        self.ask("mark", p["id"], "applied", "--note", "지원서 냄")
        self.assertEqual(self.records("show", p["id"])[0]["notes"], "이력서 2판\n#1지망\n지원서 냄")
        self.assertEqual([q["id"] for q in self.records("list", "--tag", "1지망")], [p["id"]])

    def test_a_hidden_posting_is_gone_and_how_to_take_it_back_is_told(self):
        p = self.posting("MLOps 엔지니어 one-1")
        back = re.search(r"gonggo (mark \w+ none)", self.ask("mark", p["id"], "숨김")).group(1)
        self.home.run("GONGGOD", "--once")
        self.assertNotIn(p["id"], [q["id"] for q in self.records("list", "--all", "--limit", "0")])
        self.assertEqual([q["id"] for q in self.records("list", "--status", "숨김")], [p["id"]])
        self.assertIn("숨김 → 표시 없음", self.ask(*back.split()))
        self.assertIn(p["id"], [q["id"] for q in self.records("list")])

    def test_what_is_marked_or_tagged_is_listed_whether_it_fits_or_not(self):
        p = self.posting("마케팅 매니저 one-5")
        self.assertNotIn(p["id"], [q["id"] for q in self.records("list", "--limit", "0")])
        self.ask("mark", p["id"], "applied")
        self.ask("tag", p["id"], "1지망")
        for words in (("list", "--status", "applied"), ("list", "--tag", "1지망"), ("export", "jsonl", "--status", "applied")):
            self.assertEqual([q["id"] for q in self.records(*words)], [p["id"]], words)
        self.assertNotIn(p["id"], [q["id"] for q in self.records("list", "--status", "applied,none", "--limit", "0")])

    def test_a_wrong_mark_is_taken_off_and_the_notes_stay(self):
        p = self.posting("MLOps 엔지니어 one-1")
        self.ask("mark", p["id"], "applied", "--note", "이력서 2판")
        self.assertEqual(self.records("mark", p["id"], "none")[0]["status"], "none")
        self.assertEqual(self.ask("pipeline"), "")
        self.assertIn(p["id"], [q["id"] for q in self.records("list", "--status", "none")])
        self.assertEqual(self.records("show", p["id"])[0]["notes"], "이력서 2판")
        self.assertRegex(self.ask("show", p["id"]), "(?m)^상태 +[0-9-]+  표시 없음$")
        self.ask("mark", p["id"], "applied")
        self.assertIn("applied", self.ask("mark", p["id"], "hidden"))

    def test_korean_labels_do_as_well_as_names(self):
        p = self.posting("MLOps 엔지니어 one-1")
        self.ask("mark", p["id"], "지원함")
        self.assertEqual([q["id"] for q in self.records("list", "--status", "지원함,면접")], [p["id"]])
        for korean, name in ((("--role", "MLOps 엔지니어"), ("--role", "mlops_engineer")), (("--level", "경력"), ("--level", "mid")), (("--level", "경력무관"), ("--level", "any")),
                             (("--role", "MLOps Engineer"), ("--role", "mlops_engineer")), (("--kind", "채용"), ("--kind", "job")), (("--remote", "재택"), ("--remote", "full"))):
            self.assertEqual(self.ask("list", "--format", "ids", *korean), self.ask("list", "--format", "ids", *name), korean)
        self.assertIn("entry", self.ask("list", "--level", "새내기", code=2))

    def test_a_list_of_nothing_saved_says_how_to_begin(self):
        with Home([], tail=PROFILE) as home:
            home.run("GONGGO", "import", "/dev/null")
            self.assertEqual(home.run("GONGGO", "list"), (0, "", "저장한 공고가 아직 없습니다. gonggo poll로 한 번 읽으세요.\n"))

    def test_what_finds_nothing_says_what_would(self):
        with Home([], tail=PROFILE) as home:
            with open(home.path + "/in.jsonl", "w") as file:
                for record in ({"title": "백엔드 개발자", "company": "새봄", "skills": ["PyTorch"]}, {"title": "머신러닝 엔지니어", "company": "가온"},
                               {"title": "MLOps 엔지니어", "company": "다온", "deadline": "2026-01-02"}):
                    file.write(json.dumps(record) + "\n")
            home.run("GONGGO", "import", file.name)

            self.assertNotIn("gonggo poll", home.run("GONGGO", "list", "--company", "없는 회사")[2])

            def told(*words, **environment):
                code, out, told = home.run("GONGGO", *words, **environment)
                self.assertEqual((code, out), (0, ""), words)
                return told
            self.assertIn("혹시 이것을 찾으셨나요: 머신러닝 엔지니어\n", told("search", "머신러닝엔지니어"))
            self.assertIn("혹시 이것을 찾으셨나요: 머신러닝\n", told("search", "머신런닝"))
            self.assertIn("혹시 이것을 찾으셨나요: pytorch\n", told("search", "파이토치"))
            self.assertIn("1건 있습니다: --all\n", told("list", "--role", "other"))
            self.assertIn("1 more fit no profile: --all\n", told("list", "--role", "other", LANG=ENGLISH))
            self.assertIn("1건 있습니다: --all-closed\n", told("list", "--role", "mlops_engineer"))
            self.assertEqual(told("list", "--company", "없는 회사"), "맞는 공고가 없습니다.\n")

    def test_what_would_be_found_is_counted_to_a_hundred(self):
        with Home([], tail=PROFILE) as home:
            for count, korean, english in ((100, "100건", "100"), (1, "100건 넘게", "over 100")):
                with open(home.path + "/in.jsonl", "w") as file:
                    for n in range(count):
                        file.write(json.dumps({"title": "백엔드 개발자", "company": "가게 %d-%d" % (count, n)}) + "\n")
                self.assertEqual(home.run("GONGGO", "import", file.name)[0], 0)
                self.assertEqual(home.run("GONGGO", "list"), (0, "", "맞는 공고가 없습니다.\n프로필에 맞지 않는 것까지 보면 %s 있습니다: --all\n" % korean))
                self.assertIn(english + " more fit no profile: --all\n", home.run("GONGGO", "list", "--sort", "deadline", LANG=ENGLISH)[2])

    def test_a_posting_is_shown_without_repeating_and_in_one_language(self):
        p = self.posting("MLOps 엔지니어 one-1")
        shown = self.ask("show", p["id"])
        self.assertRegex(shown, "(?m)^마감 +상시채용$")
        self.assertRegex(shown, r"(?m)^맞는 이유 +mine \d+점: ")
        self.assertIn("gonggo why " + p["id"], shown)
        english = self.ask("show", p["id"], LANG=ENGLISH)
        self.assertRegex(english, "(?m)^Closes +상시채용  rolling$")
        self.assertRegex(english, r"(?m)^Fits +mine \d+ points: [^가-힣]+$")
        self.assertIn("gonggo why " + p["id"], english)

    def test_a_beginner_has_no_years(self):
        with Home([], tail=PROFILE) as home:
            with open(home.path + "/in.jsonl", "w") as file:
                file.write(json.dumps({"title": "MLOps 엔지니어", "company": "새봄", "url": "https://e.example/1", "career": "신입"}) + "\n")
            home.run("GONGGO", "import", file.name)
            self.assertRegex(home.run("GONGGO", "show", "https://e.example/1")[1], "(?m)^경력 +신입$")
            self.assertEqual(home.run("GONGGO", "list", "--columns", "title,years", "--format", "csv")[1], "title,years\nMLOps 엔지니어,0\n")

    def test_show_and_why_tell_the_same_of_a_posting_of_two_boards(self):
        merged = self.ask("merge", self.posting("MLOps 엔지니어 one-1")["id"], self.posting("MLOps 엔지니어 two-1")["id"]).strip()
        self.assertEqual(len(self.records("show", merged)[0]["links"]), 2)

        def fitting(language):
            shown = self.ask("show", merged, LANG=language)
            why = self.ask("why", merged, LANG=language)
            role = re.search("^(?:직무|Role) +(.*)$", shown, re.M).group(1)
            self.assertRegex(why, r"(?m)^(직무|Role): %s \((AI·ML 관련|ML work:) \d+%%\)$" % role)
            fits = re.findall(r"^(?:맞는 이유|Fits) +(\w+) (\d+)(?:점| points): (.*)$", shown, re.M)
            self.assertEqual([(name, points) for name, points, _ in fits], re.findall(r"^(\w+): (?:맞음|fits), (\d+)(?:점| points)$", why, re.M))
            for _, _, reasons in fits:
                for reason in reasons.split(", "):
                    self.assertIn(reason, why)
            return len(fits)

        for language in (KOREAN, ENGLISH):
            self.assertEqual(fitting(language), 1)
        self.home.write([], tail=PROFILE + "min_score = 100\n" + PROFILE.replace("mine", "second"))
        for language in (KOREAN, ENGLISH):
            self.assertEqual(fitting(language), 1)

    def test_the_years_and_the_employment_are_shown(self):
        with Home([], tail=PROFILE) as home:
            with open(home.path + "/in.jsonl", "w") as file:
                file.write(json.dumps({"title": "MLOps 엔지니어", "company": "새봄", "url": "https://e.example/1", "career": "신입·경력 3~5년", "employment": "정규직"}) + "\n")
            home.run("GONGGO", "import", file.name)
            for language, wanted in ((KOREAN, ("^경력 +신입, 0~5년$", "^고용 형태 +정규직$")), (ENGLISH, ("^Levels +entry level, 0 to 5 years$", "^Employment +full time$"))):
                shown = home.run("GONGGO", "show", "https://e.example/1", LANG=language)[1]
                for line in wanted:
                    self.assertRegex(shown, "(?m)" + line)

    def test_why_tells_the_points_of_a_lesson_once(self):
        with Home([], tail=PROFILE) as home:
            with open(home.path + "/in.jsonl", "w") as file:
                for n, title in enumerate(("요리사", "정원사")):
                    file.write(json.dumps({"title": title, "company": "새봄", "url": "https://e.example/%d" % n}) + "\n")
            home.run("GONGGO", "import", file.name)
            home.run("GONGGO", "feedback", "https://e.example/0", "good")
            for language, line in ((KOREAN, "피드백: 회사 새봄 +6"), (ENGLISH, "feedback: company 새봄 +6")):
                self.assertIn("  ○ " + line + "\n", home.run("GONGGO", "why", "https://e.example/1", LANG=language)[1])

    def test_why_tells_a_word_of_the_title_once_and_as_it_is_written(self):
        with Home([], tail=PROFILE) as home:
            with open(home.path + "/in.jsonl", "w") as file:
                file.write(json.dumps({"title": "Data Scientist", "company": "새봄", "url": "https://e.example/1"}) + "\n")
            home.run("GONGGO", "import", file.name)
            told = home.run("GONGGO", "why", "https://e.example/1")[1]
            self.assertEqual(told.count("  + 제목 'Data Scientist'\n"), 1, told)
            self.assertNotIn("datascientist", told)

    def test_why_names_what_nothing_was_wished_of_once(self):
        p = self.posting("MLOps 엔지니어 one-1")
        for language, words in ((KOREAN, "조건 없음: "), (ENGLISH, "nothing wished: ")):
            told = self.ask("why", p["id"], LANG=language)
            self.assertEqual(told.count(words), 1)
            self.assertEqual(told.count(words[:-2] + "\n"), 0)

    def test_a_company_with_one_posting_is_told_without_counting_to_one(self):
        told = self.ask("company", self.posting("MLOps 엔지니어 one-1")["company"])
        self.assertRegex(told, "(?m)^공고 +2건")
        with Home([], tail=PROFILE) as home:
            with open(home.path + "/in.jsonl", "w") as file:
                file.write(json.dumps({"title": "MLOps 엔지니어", "company": "새봄", "url": "https://e.example/1", "skills": ["딥러닝", "Deep Learning"]}) + "\n")
            home.run("GONGGO", "import", file.name)
            told = home.run("GONGGO", "company", "새봄")[1]
            self.assertRegex(told, "(?m)^회사 +새봄$")
            self.assertRegex(told, r"(?m)^처음과 끝 +[\d-]+$")
            self.assertRegex(told, "(?m)^기술 +.*Deep Learning")
            self.assertNotIn("딥러닝", told)

    def test_what_is_written_to_a_file_is_counted(self):
        code, out, told = self.home.run("GONGGO", "export", "csv", "--all", "--output", self.home.path + "/a.csv")
        self.assertEqual((code, out, told), (0, "", self.home.path + "/a.csv: 공고 12건\n"))
        told = self.home.run("GONGGO", "calendar", "--ics", self.home.path + "/a.ics", LANG=ENGLISH)[2]
        self.assertEqual(told, self.home.path + "/a.ics: 0 closing days\n")

    def test_a_digest_is_a_file_with_the_name_of_its_profile(self):
        self.home.write([{"id": "one", "mirror": self.boards.url("ok/one")}], tail=PROFILE.replace("mine", "나의 공고/1"))
        self.assertRegex(self.ask("digest", "--preview"), r"/preview/나의20공고2f1-\d{4}-\d\d-\d\d\.html\n$")

    def test_sources_and_feedback_are_told_in_korean(self):
        self.assertRegex(self.ask("sources"), r"(?m)^one +정상 +\d{4}-\d\d-\d\d \d\d:\d\d ")
        self.assertRegex(self.ask("sources", LANG=ENGLISH), "(?m)^one +ok ")
        p = self.posting("MLOps 엔지니어 one-1")
        self.assertIn("(%s) → 싫음\n" % p["company"], self.ask("feedback", p["id"], "싫음"))
        self.assertRegex(self.ask("feedback", "--list"), r"^\w+  싫음  ")
        self.assertRegex(self.ask("doctor", "--offline", code=0), "(?m)^. (설정|데이터베이스) ")


if __name__ == "__main__":
    unittest.main()
