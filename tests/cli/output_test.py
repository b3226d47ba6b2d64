"""--json of every command is what docs/output.schema.json says; other programs read the calendar, the charts and the report."""
import json
import os
import re
import shutil
import subprocess
import unittest
import xml.etree.ElementTree

from programs import Home, PROFILE, PROGRAMS, polled
from server import Boards

ROOT = os.path.dirname(os.path.abspath(__file__)) + "/../.."
NO_LINES = {"export", "calendar", "completion", "help", "recipes", "outbox", "notify"}  # what they print is asked for by name, or their parts are listed


def schema_of(name):
    with open(ROOT + "/docs/" + name) as file:
        return json.load(file)


class Output(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.boards = Boards()
        cls.home = polled(cls.boards, "one", "two")
        cls.ids = cls.home.run("GONGGO", "list", "--all", "--format", "ids")[1].split()

    @classmethod
    def tearDownClass(cls):
        cls.home.__exit__()
        cls.boards.__exit__()

    def commands(self, *above):
        out = subprocess.run([PROGRAMS["GONGGO"], "completion", "--at", *above, ""], env=self.home.environment(), stdout=subprocess.PIPE, text=True, check=True).stdout
        for name in (line.split("\t")[0] for line in out.splitlines()):
            yield " ".join((*above, name))
            if name in ("recipes", "outbox", "notify") and not above:
                yield from self.commands(name)

    def write(self, name, text):
        with open(self.home.path + "/" + name, "w") as file:
            file.write(text)
        return file.name

    def asked(self):
        """(what the schema calls it, the words, what is typed, the lines at least)."""
        labelled = {"id": "1", "title": "MLOps 엔지니어", "company": "새봄", "role": "mlops_engineer", "match": True}
        cv = self.write("cv.txt", "PyTorch와 Kubernetes를 썼습니다.\n")
        bring = self.write("in.jsonl", json.dumps({"title": "MLOps 엔지니어", "company": "새봄", "url": "https://e.example/1", "skills": "PyTorch, Kubernetes", "description": "모델 서빙"}) + "\n" + '{"title": "회사 없음"}\n')
        one, two, three = self.ids[:3]
        yield "import", ["import", bring], "", 1
        yield "poll", ["poll"], "", 2
        for words in (["list", "--all"], ["list"]):
            yield "list", words, "", 3
        yield "search", ["search", "MLOps"], "", 1
        yield "show", ["show", one], "", 1
        yield "show --history", ["show", one, "--history"], "", 0
        yield "why", ["why", one], "", 1
        yield "open", ["open", one], "", 1
        yield "sources", ["sources"], "", 2
        yield "company", ["company", "가상회사"], "", 1
        yield "mark", ["mark", one, two, "applied", "--on", "2026-11-20"], "", 2
        yield "note", ["note", one, "전화 옴"], "", 1
        yield "tag", ["tag", one, "재택"], "", 1
        yield "tag", ["tag"], "", 1
        yield "pipeline", ["pipeline"], "", 2
        yield "keywords", ["keywords", "--all"], "", 2
        yield "keywords --cv", ["keywords", "--all", "--cv", cv], "", 1
        yield "trends", ["trends", "--all", "PyTorch"], "", 1
        yield "stats", ["stats", "--all"], "", 1
        yield "report", ["report", "--all", "--html", self.home.path + "/report.html"], "", 1
        yield "eval", ["eval", self.write("gold.jsonl", json.dumps(labelled) + "\n")], "", 1
        yield "feedback", ["feedback", one, "good"], "", 1
        yield "feedback --list", ["feedback", "--list"], "", 1
        yield "merge", ["merge", two, three], "", 1
        yield "recipes list", ["recipes", "list"], "", 1
        yield "recipes check", ["recipes", "check"], "", 1
        yield "recipes show", ["recipes", "show", "board"], "", 1
        yield "companies", ["companies"], "", 5
        yield "try", ["try", "board", "-"], '<div class="card" data-id="1"><a href="/jobs/1">MLOps</a><span class="company">새봄</span></div>', 1
        yield "digest", ["digest", "--preview"], "", 1
        yield "digest", ["digest"], "", 1
        yield "doctor", ["doctor", "--offline"], "", 3
        yield "backup", ["backup", self.home.path + "/copy.db"], "", 1
        yield "integrity", ["integrity"], "", 1

    def ask(self, words, typed="", config=None, **environment):
        done = subprocess.run([PROGRAMS["GONGGO"], "--json", "--config", config or self.home.config, *words], input=typed, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=60,
                              env=self.home.environment(BROWSER="true", **environment))
        return done.returncode, done.stdout.split("\n")[:-1], done.stderr

    def test_the_json_of_every_command_is_what_the_schema_says(self):
        try:
            import jsonschema
        except ImportError:
            self.skipTest("python3-jsonschema is not installed")
        output, posting = schema_of("output.schema.json"), schema_of("posting.schema.json")
        for schema in (output, posting):
            jsonschema.Draft7Validator.check_schema(schema)
        resolver = jsonschema.RefResolver("", output, store={"posting.schema.json": posting, "output.schema.json": output})
        checked = set()

        def check(name, lines, least):
            self.assertGreaterEqual(len(lines), least, name)
            checker = jsonschema.Draft7Validator({**output["properties"][name], "definitions": output["definitions"]}, resolver=resolver if "$ref" in output["properties"][name] else None)
            for line in lines:
                self.assertEqual([e.message for e in checker.iter_errors(json.loads(line))], [], name + ": " + line[:200])
            checked.add(name)

        for name, words, typed, least in self.asked():
            code, lines, told = self.ask(words, typed)
            self.assertIn(code, (0, 1) if name == "doctor" else (0, 3) if name == "import" else (0,), name + told)
            check(name, lines, least)
        with Home([], head='language = "ko"', tail=PROFILE + 'to = ["me@example.org"]\n[smtp]\nhost = "127.0.0.1"\nport = 1\nfrom = "a@example.org"\n') as mail:
            check("notify test", self.ask(["notify", "test"], config=mail.config)[1], 1)
            mail.run("GONGGO", "import", self.home.path + "/in.jsonl")
            mail.run("GONGGO", "digest")
            lines = self.ask(["outbox", "list"], config=mail.config)[1]
            check("outbox list", lines, 1)
            number = str(json.loads(lines[0])["id"])
            check("outbox retry", self.ask(["outbox", "retry", number], config=mail.config)[1], 1)
            check("outbox drop", self.ask(["outbox", "drop", number], config=mail.config)[1], 1)
            check("init", self.ask(["init"], "\n\n\n\n", config=mail.path + "/new/gonggo.toml")[1], 1)
        linked = self.home.rows("SELECT posting, source FROM listings GROUP BY posting HAVING count(*)>1")
        check("split", self.ask(["split", *linked[0]])[1], 1)
        self.assertEqual(set(output["properties"]) - checked, set(), "the schema tells of what was not asked")
        self.assertEqual({c for c in self.commands() if not c.startswith("inspect")} - checked - NO_LINES, set(), "no schema for these")


if __name__ == "__main__":
    unittest.main()
