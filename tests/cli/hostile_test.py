"""Postings whose text wants to be more than text, pipes that close, databases that are not there or too new; what other programs read."""
import json
import os
import re
import sqlite3
import subprocess
import unicodedata
import unittest

from programs import PROGRAMS, Home

ROOT = os.path.dirname(os.path.abspath(__file__)) + "/../.."
PROFILE = '[[profile]]\nname = "mine"\npreset = "ml"\n'
EVIL = "\x1b[31mMLOps\x1b]0;owned\x07 엔지니어\x9b2J\u202e\r\x08\x7f"
OURS = re.compile(r"\x1b\]8;;[^\x00-\x1f\x7f-\x9f]*\x1b\\|\x1b\[\d*m")


class Hostile(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.home = Home([], tail=PROFILE)
        with open(cls.home.path + "/evil.jsonl", "w") as out:
            for n in range(3):
                out.write(json.dumps({"title": EVIL + str(n), "company": "회사" + EVIL, "url": "https://e.example/%d" % n, "location": "서울" + EVIL, "skills": "PyTorch" + EVIL, "salary": EVIL,
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
        every = [("list", "--all"), ("list", "--all", "--color", "always"), *(("list", "--all", "--format", f) for f in ("csv", "md", "json", "jsonl")),
                 ("search", "MLOps", "--columns", "id,title,company,place,skills,salary,note,url,sources"), ("show", key), ("show", key, "--history"), ("why", key), ("company", "회사"), ("pipeline",),
                 ("keywords", "--all"), ("trends", "--all"), ("stats", "--all"), *(("export", f, "--all") for f in ("csv", "jsonl", "md", "html", "atom")), ("calendar", "--all", "--ics", "-"),
                 ("show", EVIL), ("company", EVIL), ("search", "(" + EVIL), (EVIL,)]
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

    def test_every_pipe_may_close(self):
        for words in ("list --all", "--help", "stats --all", "--json list --all", "export csv --all"):
            done = subprocess.run("%s --config %s %s | true" % (PROGRAMS["GONGGO"], self.home.config, words), shell=True, env=self.home.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            self.assertEqual((done.returncode, done.stderr), (0, ""))

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
            self.assertIn("update gonggo", told)


if __name__ == "__main__":
    unittest.main()
