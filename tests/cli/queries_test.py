"""list, search, show, why, company, mark, note, pipeline, merge, split on a real store."""
import contextlib
import csv
import fcntl
import io
import json
import os
import pty
import re
import sqlite3
import struct
import subprocess
import termios
import unittest

from programs import Home, PROFILE, PROGRAMS, on_terminal, polled
from server import Boards


class Queries(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.boards = Boards()
        cls.home = polled(cls.boards, "one", "two")

    @classmethod
    def tearDownClass(cls):
        cls.home.__exit__()
        cls.boards.__exit__()

    def ask(self, *words, code=0):
        got, out, told = self.home.run("GONGGO", *words)
        self.assertEqual(got, code, out + told)
        return out if code == 0 else told

    def records(self, *words):
        return [json.loads(line) for line in self.ask("--json", *words).splitlines()]

    def id_of(self, title):
        return next(p["id"] for p in self.records("list", "--all", "--limit", "0") if p["title"] == title)

    def test_a_list_holds_what_fits_best_first(self):
        found = self.records("list")
        self.assertEqual(len(found), 8)
        scores = [p["matches"][0]["score"] for p in found]
        self.assertEqual(scores, sorted(scores, reverse=True))
        self.assertEqual(len(self.records("list", "--all")), 12)
        self.assertEqual(len(self.records("list", "--role", "mlops_engineer")), 2)
        self.assertEqual(len(self.records("list", "--source", "one", "--limit", "3")), 3)
        self.assertEqual(self.records("list", "--since", "2100-01-01"), [])
        self.assertEqual(len(self.records("list", "--since", "1d")), 8)
        self.assertIn("2026-11-24", self.ask("list", "--since", "soon", code=2))
        self.assertIn("7d, 2w", self.ask("list", "--closing", "x", code=2))

    def test_every_format_has_the_same_postings(self):
        ids = self.ask("list", "--format", "ids").split()
        self.assertEqual(len(ids), 8)
        self.assertEqual([p["id"] for p in json.loads(self.ask("list", "--format", "json"))], ids)
        rows = list(csv.DictReader(io.StringIO(self.ask("list", "--format", "csv", "--columns", "id,title,url"))))
        self.assertEqual([r["id"] for r in rows], ids)
        self.assertTrue(all(r["url"].startswith("http://127.0.0.1") for r in rows))
        self.assertTrue(self.ask("list", "--format", "csv", "--bom").startswith("\ufeff"))
        lines = self.ask("list", "--format", "md").splitlines()
        self.assertEqual(len(lines), 2 + 8)
        self.assertEqual(json.loads(self.ask("list", "--format", "json", "--since", "2100-01-01")), [])

    def test_colour_and_links_only_where_a_terminal_is(self):
        self.assertNotIn("\x1b", self.ask("list"))
        coloured = self.ask("list", "--color", "always")
        self.assertIn("\x1b]8;;http://127.0.0.1", coloured)
        self.assertIn("\x1b[32m", coloured)
        plain = re.sub(r"\x1b\]8;;[^\x1b]*\x1b\\|\x1b\[\d*m", "", coloured)
        self.assertEqual(plain, self.ask("list"))

    def test_a_long_list_on_a_terminal_goes_through_the_pager(self):
        parent, child = pty.openpty()
        fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 5, 80, 0, 0))
        try:
            paged = self.home.path + "/paged"
            done = subprocess.run([PROGRAMS["GONGGO"], "--config", self.home.config, "list", "--all"], stdin=child, stdout=child, timeout=30,
                                  env=self.home.environment(PAGER="cat > " + paged))
            self.assertEqual(done.returncode, 0)
            with open(paged) as text:
                self.assertEqual(len(text.read().splitlines()), 1 + 12)
        finally:
            os.close(child)
            os.close(parent)

    def test_a_list_that_goes_on_says_so_to_people(self):
        with Home([], tail=PROFILE) as home:
            def imported(first, last):
                with open(home.path + "/in.jsonl", "w") as file:
                    for n in range(first, last):
                        file.write(json.dumps({"title": "MLOps 엔지니어", "company": "가게 %d" % n}) + "\n")
                self.assertEqual(home.run("GONGGO", "import", file.name)[0], 0)

            imported(0, 50)
            self.assertNotIn("--limit", on_terminal(home, 80, "list", height=0)[1])
            imported(50, 51)
            for words, language, said in ((("list",), "ko_KR.UTF-8", "처음 50건입니다. 모두 보려면: --limit 0"), (("search", "MLOps"), "en_US.UTF-8", "The first 50; all of them: --limit 0")):
                out = on_terminal(home, 80, *words, height=0, LANG=language)[1].splitlines()
                self.assertEqual((len(out), out[-1]), (1 + 50 + 1, said))
            self.assertNotIn("--limit", on_terminal(home, 80, "list", "--limit", "7", height=0)[1])
            self.assertEqual(home.run("GONGGO", "list")[2], "")
            self.assertEqual(len(home.run("GONGGO", "list", "--format", "ids")[1].split()), 50)
            self.assertEqual(len(home.run("GONGGO", "list", "--limit", "0", "--format", "ids")[1].split()), 51)

    def test_search_finds_words_and_suggests_when_there_are_none(self):
        self.assertEqual({p["title"].split()[0] for p in self.records("search", "MLOps")}, {"MLOps"})
        self.assertEqual(len(self.records("search", "사이언티스트 OR title:MLOps")), 4)
        code, _, told = self.home.run("GONGGO", "search", "MLObs")
        self.assertEqual(code, 0)
        self.assertIn("mlops", told)
        self.assertIn("1번째 글자", self.ask("search", "(MLOps", code=2))

    def test_one_posting_by_the_beginning_of_its_id_or_its_address(self):
        posting = self.records("list")[0]
        by_address = self.records("show", posting["links"][0]["url"])[0]
        self.assertEqual(by_address["id"], posting["id"])
        self.assertIn(posting["company"], self.ask("show", posting["id"][:6]))
        self.assertIn("gonggo list", self.ask("show", "zzzzzzz", code=1))

    def test_why_tells_every_rule(self):
        out = self.ask("why", self.id_of("MLOps 엔지니어 one-1"))
        self.assertIn("MLOps", out)
        self.assertIn("mine: 맞음", out)
        told = self.records("why", self.id_of("마케팅 매니저 one-5"))
        self.assertEqual([t["fits"] for t in told], [False])
        self.assertTrue(told[0]["rules"])

    def test_why_names_no_rule_twice(self):
        for title in ("MLOps 엔지니어 one-1", "마케팅 매니저 one-5"):
            lines = re.findall("^  [○×] (.*)$", self.ask("why", self.id_of(title)), re.M)
            self.assertGreater(len(lines), 4)
            for line in lines:
                self.assertNotRegex(line, r"^(.+?):? \1\b")
            code, out, told = self.home.run("GONGGO", "why", self.id_of(title), LANG="en_US.UTF-8")
            self.assertEqual(code, 0, told)
            english = re.findall("^  [○×] (.*)$", out, re.M)
            self.assertEqual(len(english), len(lines))
            self.assertNotRegex("\n".join(english), "[가-힣]")

    def test_open_runs_the_browser_with_the_address(self):
        path = self.home.path + "/opened"
        with open(self.home.path + "/browser", "w") as script:
            script.write('#!/bin/sh\nprintf %%s "$1" > %s\n' % path)
        os.chmod(script.name, 0o755)
        key = self.records("list")[0]
        code, _, told = self.home.run("GONGGO", "open", key["id"], BROWSER=script.name)
        self.assertEqual(code, 0, told)
        with open(path) as opened:
            self.assertEqual(opened.read(), key["url"])
        self.assertEqual(self.home.run("GONGGO", "open", key["id"], BROWSER="/no/such")[0], 1)

    def test_a_company_is_told_at_a_glance(self):
        out = self.records("company", "가상회사0")[0]
        self.assertEqual((out["postings"], out["open"]), (2, 2))
        self.assertEqual(out["roles"], {"ml_engineer": 2})  # as list --json has them, in whatever language
        self.assertRegex(self.ask("company", "가상회사0"), "(?m)^직무 +머신러닝 엔지니어 2$")
        self.assertIn("가상회사0", self.ask("company", "가상회사0"))
        self.assertIn("공고가 없습니다", self.ask("company", "없는회사", code=1))
        for words, code in ((("company", "가상휘사0"), 1), (("list", "--company", "가상휘사0"), 0), (("list", "--skill", "MLObs"), 0)):
            got, _, told = self.home.run("GONGGO", *words)
            self.assertEqual(got, code)
            self.assertRegex(told, "혹시 이것을 찾으셨나요: .*(가상회사0|mlops)")

    def test_marks_notes_and_the_pipeline(self):
        key = self.id_of("AI 연구원 (NLP) two-3")
        self.ask("mark", key, "applied", "--note", "이력서 2판")
        self.ask("note", key, "전화 옴")
        posting = self.records("show", key)[0]
        self.assertEqual((posting["status"], posting["notes"]), ("applied", "이력서 2판\n전화 옴"))
        self.assertIn("지원함 1", self.ask("pipeline"))
        self.assertEqual([p["id"] for p in self.records("pipeline")], [key])
        self.ask("mark", key, "hidden")
        self.assertNotIn(key, [p["id"] for p in self.records("list", "--all")])
        self.assertIn("interested(관심)", self.ask("mark", key, "maybe", code=2))
        self.ask("mark", key, "interested")

    def test_the_user_overrules_what_is_one_vacancy(self):
        a, b = self.id_of("백엔드 개발자 one-4"), self.id_of("백엔드 개발자 two-4")
        self.assertNotEqual(a, b)
        merged = self.ask("merge", a, b).strip()
        self.assertEqual({link["source"] for link in self.records("show", merged)[0]["links"]}, {"one", "two"})
        self.assertIn("이미", self.ask("merge", merged, merged, code=1))
        self.assertEqual(self.home.run("GONGGOD", "--once")[0], 0)  # another poll does not undo it
        self.assertEqual(self.id_of("백엔드 개발자 one-4"), merged)
        apart = self.ask("split", merged, "two").strip()
        self.assertEqual({link["source"] for link in self.records("show", apart)[0]["links"]}, {"two"})
        self.assertIn("그런 링크가 없습니다", self.ask("split", apart, "nowhere", code=1))

    def test_a_closed_pipe_ends_it_quietly(self):
        done = subprocess.run("%s --config %s list --all | head -1" % (PROGRAMS["GONGGO"], self.home.config), shell=True, env=self.home.environment(),
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.assertEqual((done.returncode, done.stderr), (0, ""))


class Taught(unittest.TestCase):
    def test_good_and_bad_teach_a_profile(self):
        with Boards() as boards, Home([{"id": "one", "mirror": boards.url("ok/one")}], tail=PROFILE + '[[profile]]\nname = "other"\n') as home:
            self.assertEqual(home.run("GONGGOD", "--once")[0], 0)

            def ask(*words):
                code, out, told = home.run("GONGGO", "--json", *words)
                self.assertEqual(code, 0, out + told)
                return [json.loads(line) for line in out.splitlines()]

            def fitting():
                return {p["id"]: next(m["score"] for m in p["matches"] if m["profile"] == "mine") for p in ask("list", "--profile", "mine", "--limit", "0")}

            def refused(*words):
                code, out, told = home.run("GONGGO", "feedback", *words)
                self.assertNotEqual(code, 0, out)
                return told

            before = fitting()
            bad = sorted(before)[0]
            unfit = next(p["id"] for p in ask("list", "--all", "--limit", "0") if p["id"] not in before)
            done = ask("feedback", bad, "bad", "--profile", "mine")[0]
            self.assertEqual((done["fitted"], done["fit"]), (len(before), len(fitting())))
            self.assertNotIn(bad, fitting())
            self.assertIn(unfit, (ask("feedback", unfit, "good", "--profile", "mine"), fitting())[1])
            self.assertEqual(home.run("GONGGOD", "--once")[0], 0)  # another poll does not undo it
            self.assertNotIn(bad, fitting())
            mine, other = ask("why", bad)
            self.assertEqual([(v["passed"], v["text"]) for v in mine["rules"] if v["rule"] == "feedback"], [(False, "피드백: 싫다고 하신 공고")])
            self.assertEqual([v for v in other["rules"] if v["rule"] == "feedback"], [])
            self.assertEqual({(j["id"], j["verdict"]) for j in ask("feedback", "--list")}, {(bad, "bad"), (unfit, "good")})
            self.assertIn("'mine'", refused(bad, "good", "--profile", "mien"))
            self.assertIn("mine, other", refused(bad, "good"))
            self.assertIn("zzzzzzzz", refused("zzzzzzzz", "good", "--profile", "mine"))
            for key in (bad, unfit):
                ask("feedback", key, "clear", "--profile", "mine")
            self.assertEqual(fitting(), before)
            self.assertEqual(ask("feedback", "--list"), [])


class Changed(unittest.TestCase):
    def test_a_listing_that_lost_its_links_is_told_like_others(self):
        with Boards() as boards, polled(boards, "one") as home:
            key = json.loads(home.run("GONGGO", "--json", "list", "--limit", "1")[1])["id"]
            with sqlite3.connect(home.database) as database:
                database.execute("UPDATE listings SET body=json_set(body, '$.links', json('[]')) WHERE posting=?", (key,))
            for words in (("why", key), ("show", key), ("show", key, "--history"), ("mark", key, "applied")):
                code, _, told = home.run("GONGGO", *words)
                self.assertEqual(code, 0, (words, told))

    def test_a_closing_day_without_a_date_is_told_once(self):
        with Home([], tail=PROFILE) as home:
            for n, until in enumerate(("상시", "채용시", "")):
                record = json.dumps({"title": "MLOps 엔지니어", "company": "새봄%d" % n, "url": "https://e.example/%d" % n, "deadline": until})
                with open(home.path + "/in.jsonl", "w") as file:
                    file.write(record + "\n")
                self.assertEqual(home.run("GONGGO", "import", file.name)[0], 0)
                shown = home.run("GONGGO", "show", "https://e.example/%d" % n)[1]
                self.assertEqual(re.findall("^마감 +(.*)$", shown, re.M), [until] if until else [])

    def test_a_copy_of_the_database_is_never_readable_by_others(self):
        with Boards() as boards, polled(boards, "one") as home:
            with sqlite3.connect(home.database) as database:
                database.execute("CREATE TABLE ballast AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) SELECT i, hex(randomblob(400)) FROM n")
            copying = subprocess.Popen([PROGRAMS["GONGGO"], "--config", home.config, "backup", home.path + "/copy.db"], env=home.environment(), umask=0)
            modes = set()
            while copying.poll() is None:
                for name in os.listdir(home.path):
                    if name.startswith("copy.db"):
                        with contextlib.suppress(FileNotFoundError):
                            modes.add(os.stat(home.path + "/" + name).st_mode & 0o777)
            self.assertEqual(copying.returncode, 0)
            self.assertEqual(modes, {0o600})

    def test_history_is_told_in_one_language(self):
        with Home([], tail=PROFILE) as home:
            for until, career, employment in (("상시", "신입", "계약직"), ("2030-12-31", "경력 3~5년", "정규직")):
                with open(home.path + "/in.jsonl", "w") as file:
                    file.write(json.dumps({"title": "MLOps 엔지니어", "company": "새봄", "url": "https://e.example/1", "deadline": until, "career": career, "employment": employment}) + "\n")
                self.assertEqual(home.run("GONGGO", "import", file.name)[0], 0)
            for language, changes in (("ko_KR.UTF-8", (("고용 형태", "계약직", "정규직"), ("경력", "신입", "3~5년"), ("마감", "상시", "2030-12-31"))),
                                      ("en_US.UTF-8", (("employment", "contract", "full time"), ("level", "entry level", "3 to 5 years"), ("deadline", "rolling", "2030-12-31")))):
                told = home.run("GONGGO", "show", "https://e.example/1", "--history", LANG=language)[1]
                for field, before, after in changes:
                    self.assertRegex(told, r"(?m)^\S+ \S+  import  %s\n    - %s\n    \+ %s$" % (field, before, after))
                self.assertNotRegex(told, "unknown|full_time" + ("|[a-z]+ level" if language.startswith("ko") else "|[가-힣]"))

    def test_history_tells_what_the_board_changed(self):
        with Boards() as boards:
            page = b'<div class="card" data-id="7"><a href="/7">%s</a><span class="company">C</span><span class="place">%s</span></div>'
            boards.files["page"] = page % ("MLOps 엔지니어".encode(), "서울".encode())
            with Home([{"id": "one", "mirror": boards.url("page")}], tail=PROFILE) as home:
                self.assertEqual(home.run("GONGGOD", "--once")[0], 0)
                boards.files["page"] = page % ("MLOps 엔지니어 (시니어)".encode(), "부산".encode())
                self.assertEqual(home.run("GONGGOD", "--once")[0], 0)
                key = json.loads(home.run("GONGGO", "--json", "list")[1])["id"]
                changes = {c["field"]: (c["before"], c["after"]) for c in map(json.loads, home.run("GONGGO", "--json", "show", key, "--history")[1].splitlines())}
                self.assertEqual(changes["title"], ("MLOps 엔지니어", "MLOps 엔지니어 (시니어)"))
                self.assertEqual(changes["locations"], ("서울", "부산"))
                self.assertIn("+ 부산", home.run("GONGGO", "show", key, "--history")[1])


if __name__ == "__main__":
    unittest.main()
