"""Help, examples, man pages, completion, messages: everything a reader may learn gonggo from, held against the program."""
import glob
import json
import os
import pty
import re
import select
import shutil
import subprocess
import time
import unittest

from programs import Home, PROFILE, PROGRAMS, polled
from server import Boards

ROOT = os.path.dirname(os.path.abspath(__file__)) + "/../.."


def text_of(path):
    with open(ROOT + "/" + path) as file:
        return file.read()


def literals(path):
    """The strings of each {…} entry of a C++ table."""
    source = re.sub(r'"\s*\n\s*"', "", text_of(path))
    return [[s.replace('\\"', '"').replace("\\\\", "\\") for s in re.findall(r'"((?:[^"\\]|\\.)*)"', entry)] for entry in re.findall(r"^\s+\{(\".*?\")\},", source, re.M | re.S)]


class Program(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.boards = Boards()
        cls.home = polled(cls.boards, "one")
        cls.posting = json.loads(cls.home.run("GONGGO", "--json", "list", "--limit", "1")[1])
        os.mkdir(cls.home.path + "/bin")
        os.symlink(os.path.abspath(PROGRAMS["GONGGO"]), cls.home.path + "/bin/gonggo")
        with open(cls.home.path + "/bin/browser", "w") as browser:
            browser.write("#!/bin/sh\n")
        os.chmod(browser.name, 0o755)

    @classmethod
    def tearDownClass(cls):
        cls.home.__exit__()
        cls.boards.__exit__()

    def environment(self, **more):
        return self.home.environment(GONGGO_CONFIG=self.home.config, BROWSER="browser", PATH=self.home.path + "/bin:" + os.environ["PATH"], **more)

    def after(self, *words):
        """What completion says may follow: {word: what it is}."""
        out = subprocess.run([PROGRAMS["GONGGO"], "completion", "--at", *words], env=self.environment(), stdout=subprocess.PIPE, text=True, timeout=60).stdout
        return dict(line.split("\t", 1) if "\t" in line else (line, "") for line in out.splitlines())

    def commands(self, *above):
        for name, what in self.after(*above, "").items():
            path = (*above, name)
            yield path, what
            if name in ("recipes", "outbox", "notify", "inspect") and not above:
                yield from self.commands(*path)


class Help(Program):
    def test_every_example_of_the_help_runs(self):
        with open(self.home.path + "/mine.csv", "w") as mine:
            mine.write("제목,회사\n비전 연구원,새봄\n")
        examples = literals("cli/help_examples.cpp")
        self.assertGreater(len(examples), 40)
        for of, line, _, _ in examples:
            for word, value in (("ID", self.posting["id"]), ("COMPANY", "'%s'" % self.posting["company"]), ("SOURCE", "one")):
                line = re.sub(r"\b%s\b" % word, value, line)
            done = subprocess.run(["sh", "-c", line], cwd=self.home.path, env=self.environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=60)
            allowed = (0, 1, 3) if of == "doctor" else (0,)
            self.assertIn(done.returncode, allowed, line + "\n" + done.stdout + done.stderr)
            if "hidden" in line:  # the next examples want to see it
                self.home.run("GONGGO", "mark", self.posting["id"], "interested")

    def test_every_command_has_help_in_both_languages(self):
        for path, _ in self.commands():
            for language, usage in (("ko_KR.UTF-8", "사용법\n"), ("en_US.UTF-8", "Usage\n")):
                code, out, told = self.home.run("GONGGO", "help", *path, LANG=language)
                self.assertEqual(code, 0, told)
                self.assertIn(usage, out)
                self.assertEqual(out, self.home.run("GONGGO", *path, "--help", LANG=language)[1])

    def test_commands_and_topics_have_korean_names_that_find_them(self):
        def told(*words, code=0, language="ko_KR.UTF-8"):
            got, out, told = self.home.run("GONGGO", "help", *words, LANG=language)
            self.assertEqual(got, code, words)
            return told if code else out

        for name in self.after(""):
            korean = re.search(r"^  %s +([가-힣 ]+): " % name, told(), re.M)
            self.assertTrue(korean, name)
            self.assertNotRegex(told(), korean.group(1) + ": (아직 )?" + korean.group(1))
            for words in ((korean.group(1),), korean.group(1).split()):
                self.assertEqual(told(*words), told(name))
        for name, topic in re.findall("^  gonggo help ([a-z]+) +(.*)$", told(), re.M):
            for words in ((topic,), topic.split()):
                self.assertEqual(told(*words), told(name))
        self.assertEqual(told("레시피", "목록"), told("recipes", "list"))
        self.assertEqual(told("검색", language="en_US.UTF-8"), told("search", language="en_US.UTF-8"))
        self.assertNotRegex(told(language="en_US.UTF-8"), "[가-힣]")
        self.assertIn("'검섹'에 대한 설명이 없습니다. 혹시 '검색'인가요?", told("검섹", code=2))
        self.assertIn("혹시 '지원 현황'인가요?", told("지원", "현항", code=2))
        for word in ("검색", "검섹"):
            self.assertIn("'%s'은 없는 명령입니다. 혹시 'search'인가요?" % word, self.home.run("GONGGO", word, "MLOps")[2])

    def test_what_to_put_after_a_command_is_named_as_the_examples_name_it(self):
        for words, usage in ((("mark",), "gonggo mark [옵션] ID… STATUS\n"), (("show",), "gonggo show [옵션] ID\n"), (("tag",), "gonggo tag [옵션] [ID TAG…]\n"), (("backup",), "gonggo backup FILE\n")):
            self.assertIn(usage, self.home.run("GONGGO", "help", *words)[1])

    def test_every_command_option_and_message_stands_in_the_catalogue(self):
        known = {entry[0] for entry in literals("cli/help_texts.cpp")}
        missing = []
        for path, _ in self.commands():
            if " ".join(path) not in known:
                missing.append(" ".join(path))
            missing += ["%s %s" % (" ".join(path), option) for option in self.after(*path, "--")
                        if "* " + option not in known and "%s %s" % (" ".join(path), option) not in known]
        self.assertEqual(missing, [], "cli/help_texts.cpp lacks these")
        for entry in literals("cli/help_texts.cpp"):
            self.assertEqual(len(entry), 3, entry)
            self.assertTrue(entry[1] and entry[2], entry)

    def test_every_message_is_there_in_korean_and_english_with_the_same_values(self):
        source = re.sub(r'"\s*\n\s*"', "", text_of("cli/messages.inc"))
        messages = re.findall(r'^GONGGO_MESSAGE\((\w+),\s*"((?:[^"\\]|\\.)*)",\s*"((?:[^"\\]|\\.)*)"\)', source, re.M)
        self.assertGreater(len(messages), 100)
        self.assertEqual(len(messages), source.count("\nGONGGO_MESSAGE("))
        for name, ko, en in messages:
            self.assertTrue(ko and en, name)
            self.assertEqual(ko.count("{}"), en.count("{}"), name)
            if name != "init_places":  # names of places are written as postings write them
                self.assertNotRegex(en, "[가-힣]", name)

    def test_no_string_for_people_stands_outside_the_catalogue(self):
        sources = [p for p in glob.glob(ROOT + "/cli/**/*.cpp", recursive=True) if os.path.basename(p) not in ("help_texts.cpp", "help_topics.cpp", "help_examples.cpp", "help_names.cpp")]
        self.assertGreater(len(sources), 25)
        searched_for = ("데이터 사이언티스트", "AI 연구원", "머신러닝")  # what init asks boards for
        for path in sources:
            with open(path) as file:
                for literal in re.findall(r'"((?:[^"\\\n]|\\.)*)"', re.sub(r"//.*", "", file.read())):
                    if "font" not in literal and literal not in searched_for:
                        self.assertNotRegex(literal, "[가-힣]", path)

    def test_a_wrong_word_is_answered_with_the_right_one(self):
        for words, meant in ((("serch", "x"), "search"), (("list", "--colsing", "7d"), "--closing"), (("help", "querys"), "queries"), (("pol",), "poll")):
            code, _, told = self.home.run("GONGGO", *words)
            self.assertEqual(code, 2)
            self.assertIn(meant, told)
        for words, korean, english in ((("list", "--sort", "best"), "--sort에 'best'는 쓸 수 없습니다 (쓸 수 있는 값: recent, score, deadline, relevance)", "--sort cannot be 'best' (one of: recent, score, deadline, relevance)"),
                                       (("list", "--role", "ml_engineer,mlops"), "--role에 'mlops'는 쓸 수 없습니다", "--role cannot be 'mlops'"),
                                       (("list", "--level", "새내기"), "(쓸 수 있는 값: intern(인턴), entry(신입), mid(경력), senior(시니어), any(경력 무관))", "(one of: intern, entry, mid, senior, any)"),
                                       (("list", "--status", "x"), "rejected(불합격), hidden(숨김), none(표시 없음))", "rejected, hidden, none)"),
                                       (("feedback", "abc", "x"), "(쓸 수 있는 값: good(좋음), bad(싫음), clear(거둠))", "(one of: good, bad, clear)"),
                                       (("list", "--sort", "scor"), "혹시 'score'인가요?", "did you mean 'score'?"),
                                       (("list", "--min-score", "300"), "--min-score에 '300'은 쓸 수 없습니다 (0부터 100까지의 수)", "--min-score cannot be '300' (a number from 0 to 100)"),
                                       (("list", "--limit", "x"), "--limit에 'x'는 쓸 수 없습니다 (0 이상의 수)", "--limit cannot be 'x' (a number, at least 0)"),
                                       (("keywords", "--limit", "1.5"), "--limit에 '1.5'는 쓸 수 없습니다 (1 이상의 수)", "--limit cannot be '1.5' (a number, at least 1)"),
                                       (("list", "--years"), "--years 뒤에 값이 빠졌습니다 (0부터 60까지의 수)", "--years wants a value (a number from 0 to 60)"),
                                       (("list", "--since"), "--since 뒤에 값이 빠졌습니다", "--since wants a value"),
                                       (("export", "pdf"), "'pdf'는 여기에 쓸 수 없습니다 (쓸 수 있는 값: csv,", "'pdf' is not expected here (one of: csv,"),
                                       (("completion", "csh"), "'csh'는 여기에 쓸 수 없습니다", "'csh' is not expected here"),
                                       (("show",), "빠진 것이 있습니다: 번호", "missing: an id, its beginning, or a URL"),
                                       (("mark", "abc"), "빠진 것이 있습니다: 번호들, 끝에 상태", "missing: ids, then the status"),
                                       (("note", "abc"), "빠진 것이 있습니다: 메모", "missing: the line"),
                                       (("stats", "more"), "'more'는 여기에 쓸 수 없습니다", "'more' is not expected here")):
            for language, said, help in (("ko_KR.UTF-8", korean, "설명과 예시: gonggo help " + words[0]), ("en_US.UTF-8", english, "Help and examples: gonggo help " + words[0])):
                code, _, told = self.home.run("GONGGO", *words, LANG=language)
                self.assertEqual(code, 2, words)
                self.assertIn(said, told)
                self.assertIn(help, told)
                if language.startswith("ko"):
                    self.assertNotRegex(told, "[a-z]+ (not|required|is|to) ")
        self.assertEqual(self.home.run("GONGGO", "show")[0], 2)
        self.assertIn("빠진", self.home.run("GONGGO", "show")[2])
        self.assertIn("missing", self.home.run("GONGGO", "show", LANG="en_US.UTF-8")[2])

    def test_commands_that_only_ask_the_store_need_no_other_program(self):
        table = re.findall(r'^GONGGO_ASKING\(\w+, (.*)\)$', text_of("cli/commands.inc"), re.M)
        asking = {word for words in table for word in re.findall(r'"(\w+)"', words)}
        self.assertGreater(len(asking), 20)
        alone = shutil.copy(os.path.realpath(PROGRAMS["GONGGO"]), self.home.path + "/bin/alone")
        for path, _ in self.commands():
            if len(path) == 1:
                told = subprocess.run([alone, *path], env=self.environment(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True).stderr
                self.assertEqual("gonggo-all: " not in told, path[0] in asking, (path, told))

    def test_the_configuration_goes_before_the_environment(self):
        with Home([], head='language = "en"', tail=PROFILE) as home:
            home.run("GONGGO", "import", "/dev/null")
            self.assertIn("No postings are saved yet", home.run("GONGGO", "list", LANG="ko_KR.UTF-8")[2])
            for words in (("lst",), ("list", "--sort", "best"), ("list", "--bogus")):
                self.assertRegex(home.run("GONGGO", *words, LANG="ko_KR.UTF-8")[2], "there is no|cannot be")
        self.assertIn("No posting", self.home.run("GONGGO", "list", "--since", "2100-01-01", LANG="en_US.UTF-8")[2])
        self.assertIn("없습니다", self.home.run("GONGGO", "list", "--since", "2100-01-01", LANG="C")[2])


class Manual(Program):
    def test_words_to_type_stand_in_the_man_page_as_they_are_typed(self):
        page = text_of("docs/man/gonggo.1")
        for option in ("--role", "--level", "--remote", "--kind", "--status", "--sort", "--format", "--color"):
            first = re.search(r"^\.It Fl -%s\n(\S+?)[,;.\s]" % option[2:], page, re.M).group(1)
            self.assertIn(first, self.after("list", option, ""), option)

    def test_every_command_option_and_key_stands_in_a_man_page(self):
        page = text_of("docs/man/gonggo.1")
        for path, _ in self.commands():
            self.assertIn(".It Cm %s\n" % " ".join(path), page)
            for option in self.after(*path, "--"):
                self.assertIn(".It Fl -%s" % option[2:], page, path)
        reading = r'(?:read|read_word|read_words|read_path|read_secret|node|table_in)\((?:in, |e, )?"([a-z_]+)"'
        for source, page in (("config/parse.cpp", "gonggo.toml.5"), ("scrapers/recipe_read.cpp", "gonggo-recipes.5")):
            page = text_of("docs/man/" + page)
            keys = set(re.findall(reading, text_of(source)))
            self.assertGreater(len(keys), 20)
            self.assertEqual([key for key in sorted(keys) if not re.search(r"^\.I[tc] .*\b%s\b" % key, page, re.M)], [])

    def test_man_pages_format_without_warnings(self):
        pages = sorted(glob.glob(ROOT + "/docs/man/*.[0-9]"))
        self.assertEqual(len(pages), 4)
        checker = shutil.which("mandoc")
        for page in pages:
            if checker:
                done = subprocess.run([checker, "-Tlint", "-W", "warning", page], stdout=subprocess.PIPE, text=True)
                self.assertEqual(done.stdout, "")
            elif shutil.which("groff"):
                done = subprocess.run(["groff", "-mandoc", "-Tutf8", "-ww", "-K", "utf8", page], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
                self.assertEqual(done.stderr, "")
            else:
                self.skipTest("neither mandoc nor groff is installed")


class Completion(Program):
    def shell(self, name):
        found = shutil.which(name)
        if not found:
            self.skipTest(name + " is not installed")
        return found

    def script(self, shell):
        path = self.home.path + "/complete." + shell
        with open(path, "w") as out:
            out.write(self.home.run("GONGGO", "completion", shell)[1])
        return path

    def test_bash_completes_commands_options_ids_sources_and_profiles(self):
        bash = self.shell("bash")
        path = self.script("bash")

        def ask(*words):
            code = "source %s; COMP_WORDS=(gonggo %s); COMP_CWORD=%d; _gonggo; printf '%%s\\n' \"${COMPREPLY[@]}\"" % (path, " ".join("'%s'" % w for w in words), len(words))
            return subprocess.run([bash, "--norc", "-c", code], env=self.environment(), stdout=subprocess.PIPE, text=True, timeout=60).stdout.split("\n")

        self.assertIn("mark", ask("ma"))
        self.assertNotIn("list", ask("ma"))
        self.assertIn("--closing", ask("list", "--cl"))
        self.assertIn(self.posting["id"], ask("show", self.posting["id"][:3]))
        self.assertIn("one", ask("poll", ""))
        self.assertIn("one", ask("list", "--source", ""))
        self.assertIn("mine", ask("list", "--profile", ""))
        self.assertIn("applied", ask("mark", self.posting["id"], "app"))
        self.assertIn(self.home.path + "/gonggo.toml", ask("import", self.home.path + "/gonggo.t"))

    def test_fish_completes_with_descriptions(self):
        fish = self.shell("fish")
        out = subprocess.run([fish, "--no-config", "-c", "source %s; complete -C 'gonggo list --sou'; complete -C 'gonggo show %s'" % (self.script("fish"), self.posting["id"][:3])],
                             env=self.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=60)
        self.assertIn("--source\t", out.stdout, out.stderr)
        self.assertIn(self.posting["id"] + "\t", out.stdout)

    def test_zsh_completes_on_the_tab_key(self):
        zsh = self.shell("zsh")
        path = self.script("zsh")
        child, terminal = pty.fork()
        if child == 0:
            os.execve(zsh, [zsh, "-f", "-i"], self.environment(TERM="xterm", PS1="> "))
        try:
            def typed(text, until, seconds=20):
                os.write(terminal, text.encode())
                seen = b""
                end = time.monotonic() + seconds
                while until.encode() not in seen and time.monotonic() < end:
                    if select.select([terminal], [], [], 0.2)[0]:
                        seen += os.read(terminal, 65536)
                self.assertIn(until, seen.decode(errors="replace"))

            typed("autoload -U compinit; compinit -u -D; source %s; echo rea'd'y\n" % path, "ready\r\n")
            typed("gonggo pipel\t", "pipeline")
            typed("\x15gonggo list --clos\t", "--closing")
        finally:
            os.close(terminal)
            os.kill(child, 9)
            os.waitpid(child, 0)


if __name__ == "__main__":
    unittest.main()
