"""Postings whose text wants to be more than text, small terminals, databases that are not there or too new, pipes and Ctrl-C."""
import json
import os
import re
import signal
import sqlite3
import subprocess
import unicodedata
import unittest

from programs import Home, PROFILE, PROGRAMS, columns, on_terminal, wait_for
from server import Boards

ROOT = os.path.dirname(os.path.abspath(__file__)) + "/../.."
EVIL = "\x1b[31mMLOps\x1b]0;owned\x07 엔지니어\x9b2J\u202e\r\x08\x7f"
OURS = re.compile(r"\x1b\]8;;[^\x00-\x1f\x7f-\x9f]*\x1b\\|\x1b\[\d*m")


class Hostile(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.home = Home([], tail=PROFILE)
        with open(cls.home.path + "/evil.jsonl", "w") as out:
            for n, field in enumerate(("추천", "검색", "음성")):
                out.write(json.dumps({"title": EVIL + field, "company": "회사" + EVIL, "url": "https://e.example/%d" % n, "location": "서울" + EVIL, "skills": "PyTorch" + EVIL, "salary": EVIL,
                                      "deadline": "2060-01-01", "description": "머신러닝 " + EVIL * 3}) + "\n")
        code, text, told = cls.home.run("GONGGO", "import", out.name)
        assert code == 0, text + told
        cls.ids = cls.home.run("GONGGO", "list", "--all", "--format", "ids")[1].split()

    @classmethod
    def tearDownClass(cls):
        cls.home.__exit__()

    def test_no_escape_of_a_posting_reaches_the_screen(self):
        key = self.ids[0]
        self.home.run("GONGGO", "mark", key, "applied", "--note", EVIL)
        self.home.run("GONGGO", "tag", key, EVIL)
        every = [("list", "--all"), ("list", "--all", "--color", "always"), *(("list", "--all", "--format", f) for f in ("csv", "md", "json", "jsonl")),
                 ("search", "MLOps", "--columns", "id,title,company,place,skills,salary,note,url,sources"), ("show", key), ("show", key, "--history"), ("why", key), ("company", "회사"), ("pipeline",), ("tag",),
                 ("keywords", "--all"), ("trends", "--all"), ("stats", "--all"), *(("export", f, "--all") for f in ("csv", "jsonl", "md", "html", "atom")), ("calendar", "--all", "--ics", "-"),
                 ("show", EVIL), ("company", EVIL), ("search", "(" + EVIL), (EVIL,), ("list", "--" + EVIL), ("completion", "--at", "show", "")]
        escaped = {}
        for words in every:
            done = subprocess.run([PROGRAMS["GONGGO"], *words], env=self.home.environment(GONGGO_CONFIG=self.home.config), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=60)
            out, told = done.stdout, done.stderr
            rest = OURS.sub("", out + told)
            if "csv" in words or words[0] == "calendar":
                rest = rest.replace("\r\n", "\n")  # RFC 4180, RFC 5545
            bad = [c for c in rest if c in "\u202e\u2066\u2067\u2068" or (unicodedata.category(c) == "Cc" and c not in "\n\t")]
            if bad:
                escaped[words] = bad
        self.assertEqual(escaped, {})

    def test_a_table_fits_the_terminal(self):
        self.home.run("GONGGO", "mark", self.ids[1], "interested")
        for width in (40, 80, 120):
            for words in (("list", "--all"), ("search", "MLOps"), ("pipeline",), ("sources",), ("help",), ("help", "list")):
                _, out = on_terminal(self.home, width, *words)
                for line in OURS.sub("", out).splitlines():
                    self.assertLessEqual(columns(line), width, "%d: %s" % (width, line))
            out = OURS.sub("", on_terminal(self.home, width, "list", "--all")[1])
            self.assertIn("MLOps", out)
            self.assertEqual("출처" in out, width == 120)

    def test_links_and_colours_need_a_terminal_that_has_them(self):
        self.assertIn("\x1b]8;;https://e.example/", on_terminal(self.home, 120, "list", "--all")[1])
        self.assertNotIn("\x1b", on_terminal(self.home, 120, "list", "--all", NO_COLOR="1")[1])

    def test_every_pipe_may_close(self):
        for words in ("list --all", "help", "stats --all", "--json list --all", "export csv --all"):
            done = subprocess.run("%s --config %s %s | true" % (PROGRAMS["GONGGO"], self.home.config, words), shell=True, env=self.home.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_a_full_disk_is_told(self):
        with open("/dev/full", "w") as full:
            done = subprocess.run([PROGRAMS["GONGGO"], "--config", self.home.config, "list", "--all"], env=self.home.environment(), stdout=full, stderr=subprocess.PIPE, text=True)
        self.assertEqual(done.returncode, 1)
        self.assertIn("stdout", done.stderr)

    def test_reading_does_not_wait_for_a_writer(self):
        writer = sqlite3.connect(self.home.database, isolation_level=None)
        try:
            writer.execute("BEGIN IMMEDIATE")
            writer.execute("UPDATE meta SET value=value")
            self.assertEqual(self.home.run("GONGGO", "list", "--all", "--format", "ids", timeout=4)[1].split(), self.ids)
        finally:
            writer.execute("ROLLBACK")
            writer.close()

    def test_the_json_is_what_the_schema_says(self):
        try:
            import jsonschema
        except ImportError:
            self.skipTest("python3-jsonschema is not installed")
        with open(ROOT + "/docs/posting.schema.json") as file:
            schema = json.load(file)
        jsonschema.Draft7Validator.check_schema(schema)
        checker = jsonschema.Draft7Validator(schema)
        lines = self.home.run("GONGGO", "--json", "list", "--all", "--limit", "0")[1].splitlines() + self.home.run("GONGGO", "--json", "show", self.ids[0])[1].splitlines()
        self.assertEqual(len(lines), 4)
        for line in lines:
            self.assertEqual([e.message for e in checker.iter_errors(json.loads(line))], [])
        broken = {**json.loads(lines[0]), "role": "king"}
        self.assertTrue(list(checker.iter_errors(broken)))

    def test_another_program_reads_the_calendar(self):
        try:
            import icalendar
        except ImportError:
            self.skipTest("python3-icalendar is not installed")
        text = self.home.run("GONGGO", "calendar", "--all", "--ics", "-")[1]
        calendar = icalendar.Calendar.from_ical(text)
        events = [e for e in calendar.walk() if e.name == "VEVENT"]
        self.assertEqual(len(events), 3)
        self.assertEqual({str(e.decoded("dtstart")) for e in events}, {"2060-01-01"})
        self.assertTrue(all(e.get("uid") and e.get("dtstamp") and "MLOps" in str(e.get("summary")) for e in events))


class NoDatabase(unittest.TestCase):
    def test_no_database_and_a_newer_one_are_told_with_the_mend(self):
        with Home([], tail=PROFILE) as home:
            for words in (("list",), ("search", "x"), ("show", "abc"), ("company", "x"), ("pipeline",), ("stats",), ("sources",), ("calendar", "--ics", "-")):
                code, _, told = home.run("GONGGO", *words)
                self.assertEqual(code, 1, words)
                self.assertIn("gonggo poll", told)
            home.run("GONGGO", "import", "/dev/null")
            with sqlite3.connect(home.database) as database:
                database.execute("PRAGMA user_version = 999")
            code, _, told = home.run("GONGGO", "list")
            self.assertEqual(code, 1)
            self.assertIn("새 판으로 바꾸세요", told)

    def test_ctrl_c_ends_a_poll_at_once(self):
        with Boards() as boards, Home([{"id": "slow", "mirror": boards.url("slow")}], tail=PROFILE) as home:
            poll = subprocess.Popen([PROGRAMS["GONGGO"], "--config", home.config, "poll"], env=home.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            wait_for(lambda: any("robots" in path for _, _, path, _ in boards.log))
            poll.send_signal(signal.SIGINT)
            poll.communicate(timeout=20)
            self.assertNotEqual(poll.returncode, 0)
            self.assertIn("sound", home.run("GONGGO", "integrity", LANG="en_US.UTF-8")[1])

    def test_a_bar_moves_on_a_terminal_and_lines_stand_elsewhere(self):
        with Boards() as boards, Home([{"id": "one", "mirror": boards.url("ok/one")}], tail=PROFILE) as home:
            code, out = on_terminal(home, 100, "poll")
            self.assertEqual(code, 0, out)
            self.assertIn("░", out)
            self.assertIn("0/1", out)
            code, _, told = home.run("GONGGO", "poll")
            self.assertNotIn("\x1b", told)
            self.assertRegex(told, r"^\[1/1\] one: ")


class HiddenForGood(unittest.TestCase):
    TEXT = "<p>%s</p>" % " ".join("추천 모델을 학습하고 서빙하는 플랫폼을 함께 만들 사람을 찾습니다. 요건 %d번은 다음과 같습니다." % n for n in range(30))

    def titles(self, home):
        return [json.loads(line)["title"] for line in home.run("GONGGO", "--json", "list", "--all", "--limit", "0")[1].splitlines()]

    def bring(self, home, **posting):
        path = home.path + "/in.jsonl"
        with open(path, "w") as out:
            out.write(json.dumps({"description": self.TEXT, "location": "서울", **posting}) + "\n")
        code, out, told = home.run("GONGGO", "import", path)
        self.assertEqual(code, 0, out + told)

    def test_what_is_hidden_does_not_come_back_as_itself_a_repost_or_a_copy(self):
        with Home([], tail=PROFILE) as home:
            self.bring(home, title="추천 MLOps 엔지니어", company="라온랩", url="https://a.example/1")
            key = home.run("GONGGO", "list", "--all", "--format", "ids")[1].strip()
            self.assertEqual(home.run("GONGGO", "mark", key, "hidden")[0], 0)
            self.assertEqual(self.titles(home), [])
            self.bring(home, title="추천 MLOps 엔지니어", company="라온랩", url="https://b.example/77")  # the same vacancy elsewhere
            self.assertEqual(self.titles(home), [])
            self.bring(home, title="[급구] 추천 MLOps 담당 엔지니어", company="가온서치", url="https://agency.example/5")  # an agency's copy
            self.assertEqual(self.titles(home), [])
            self.assertEqual(home.run("GONGGO", "digest")[0], 0)
            self.assertEqual(home.rows("SELECT count(*) FROM matches m JOIN postings p ON p.id=m.posting WHERE told IS NOT NULL"), [(0,)])
            self.bring(home, title="데이터 사이언티스트", company="라온랩", url="https://a.example/2", description="전혀 다른 일입니다. " * 60)
            self.assertEqual(self.titles(home), ["데이터 사이언티스트"])
            self.assertGreaterEqual(len(home.run("GONGGO", "list", "--status", "hidden", "--all", "--format", "ids")[1].split()), 1)

    def test_marks_keep_their_dates_and_tags_can_be_found(self):
        with Home([], tail=PROFILE) as home:
            self.bring(home, title="MLOps 엔지니어", company="라온랩", url="https://a.example/1")
            key = home.run("GONGGO", "list", "--all", "--format", "ids")[1].strip()
            home.run("GONGGO", "mark", key, "interested", "--on", "2026-11-01")
            home.run("GONGGO", "mark", key, "applied", "--on", "2026-11-20")
            shown = home.run("GONGGO", "show", key)[1]
            self.assertIn("2026-11-01  관심", shown)
            self.assertIn("2026-11-20  지원함", shown)
            self.assertEqual(home.run("GONGGO", "mark", key, "applied", "--on", "yesterday")[0], 2)
            self.assertEqual(home.run("GONGGO", "tag", key, "재택", "1지망")[0], 0)
            self.assertEqual(home.run("GONGGO", "list", "--all", "--tag", "재택", "--format", "ids")[1].strip(), key)
            self.assertEqual(home.run("GONGGO", "list", "--all", "--tag", "없음", "--format", "ids")[1], "")
            self.assertIn("재택 1", home.run("GONGGO", "tag")[1])
            self.assertEqual(home.run("GONGGO", "tag", key, "재택", "--remove")[0], 0)
            self.assertEqual(home.run("GONGGO", "tag")[1], "1지망 1\n")
            self.assertEqual(home.run("GONGGO", "tag", key, "재택", "--remove")[0], 3)


if __name__ == "__main__":
    unittest.main()
