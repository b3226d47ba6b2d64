"""No command breaks a word at the edge of a narrow terminal, in Korean and in English."""
import copy
import json
import re
import subprocess
import unittest

from programs import Home, PROFILE, PROGRAMS, columns, on_terminal, polled
from server import Boards

WIDTH = 40
TOPICS = ("queries", "formats", "status", "files", "exit")


class Narrow(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.boards = Boards()
        cls.home = polled(cls.boards, "one", "two-with-a-long-name")
        cls.posting = json.loads(cls.home.run("GONGGO", "--json", "list", "--limit", "1")[1])
        cls.home.run("GONGGO", "mark", cls.posting["id"], "applied", "--note", "이력서를 고쳐서 다시 보내고 면접 준비를 시작하기 전에 전화하기")
        for name, text in (("cv.txt", "PyTorch와 Kubernetes를 썼습니다.\n"), ("mine.csv", "제목,회사\n비전 연구원,새봄\n,회사만 있는 줄\n"),
                           ("gold.jsonl", json.dumps({"id": "1", "title": "제목이 아주 길어서 한 줄에 다 들어가지 않는 백엔드 개발자 채용", "company": "새봄", "role": "mlops_engineer", "match": True}) + "\n"),
                           ("page.html", '<div class="card" data-id="1"><a href="/jobs/1">MLOps 엔지니어와 머신러닝 엔지니어를 모십니다</a><span class="company">새봄</span></div>')):
            with open(cls.home.path + "/" + name, "w") as out:
                out.write(text)

    @classmethod
    def tearDownClass(cls):
        cls.home.__exit__()
        cls.boards.__exit__()

    def commands(self, *above):
        """Every command, as completion knows them."""
        done = subprocess.run([PROGRAMS["GONGGO"], "completion", "--at", *above, ""], env=self.home.environment(), stdout=subprocess.PIPE, text=True, check=True)
        for name in (line.split("\t")[0] for line in done.stdout.splitlines()):
            yield (*above, name)
            if name in ("recipes", "outbox", "notify", "inspect") and not above:
                yield from self.commands(name)

    def fits(self, words, width=WIDTH, home=None, typed="", **environment):
        """What the terminal got, after each line was seen to fit; an address or a path may be alone on a wider one."""
        _, out = on_terminal(home or self.home, width, *words, height=0, typed=typed, **{"NO_COLOR": "1", "BROWSER": "true", **environment})
        for line in re.split(r"\r?\n", re.sub(r"[^\n]*\r\x1b\[K", "", out)):
            for answer in typed.split():
                line = line.removesuffix(" " + answer)
            word = line.strip().lstrip("-+→#'\"( ")
            alone = " " not in word and ("://" in word or word.startswith(("/", "~/")))
            self.assertTrue(alone or columns(line) <= width, "%s: %s" % (words, line))
        return out

    def test_what_commands_print_fits_forty_columns(self):
        key, path = self.posting["id"], self.home.path
        asked = [("list",), ("search", "MLOps"), ("search", "MLObs"), ("show", key), ("show", key, "--history"), ("why", key), ("company", "가상회사"), ("pipeline",), ("tag",),
                 ("tag", key, "재택근무"), ("tag", key, "없는꼬리표", "--remove"), ("mark", key, "applied"), ("note", key, "전화"), ("stats", "--all"), ("keywords", "--all"),
                 ("keywords", "--all", "--cv", path + "/cv.txt"), ("trends", "--all", "PyTorch", "Kubernetes"), ("trends", "--all", "아무도 바라지 않는 기술"), ("sources",), ("poll",), ("digest", "--preview"),
                 ("import", path + "/mine.csv", "--map", "title=제목,company=회사"), ("doctor", "--offline"), ("recipes", "list"), ("recipes", "check"), ("companies",), ("feedback", key, "good"),
                 ("feedback", "--list"), ("outbox", "list"), ("eval", path + "/gold.jsonl"), ("try", "board", path + "/page.html"), ("try", path + "/page.html"), ("integrity",), ("notify", "test")]
        for language in ("ko_KR.UTF-8", "en_US.UTF-8"):
            for words in asked:
                with self.subTest(words=words, language=language):
                    self.fits(words, LANG=language)

    def test_the_checks_of_a_narrow_doctor_end_with_a_colon(self):
        self.assertIn("✓ 설정:", self.fits(("doctor", "--offline"), LANG="ko_KR.UTF-8"))
        self.assertRegex(self.fits(("doctor", "--offline"), width=80, LANG="en_US.UTF-8"), "✓ config +/")

    def test_files_browsers_and_pairs_fit_forty_columns(self):
        path = self.home.path
        for language in ("ko_KR.UTF-8", "en_US.UTF-8"):
            with self.subTest(language=language):
                self.fits(("calendar", "--ics", path + "/closing.ics", "--all"), LANG=language)
                self.fits(("export", "csv", "--output", path + "/all.csv", "--all"), LANG=language)
                self.fits(("open", self.posting["id"]), LANG=language)
                self.assertIn("BROWSER", self.fits(("open", self.posting["id"]), LANG=language, BROWSER="/no/such/browser"))
                a, b = (p["id"] for p in map(json.loads, self.home.run("GONGGO", "--json", "search", "백엔드", "--limit", "2")[1].splitlines()))
                merged = self.fits(("merge", a, b), LANG=language).split()[0]
                self.fits(("merge", merged, merged), LANG=language)
                self.fits(("split", merged, "없는 출처"), LANG=language)
                self.fits(("split", merged, "one"), LANG=language)
                self.fits(("inspect", "select"), LANG=language)
                self.fits(("inspect", "robots", "--agnet", "gonggo"), LANG=language)
                self.fits(("inspect", "nothing"), LANG=language)

    def test_init_fits_forty_columns(self):
        for language in ("ko_KR.UTF-8", "en_US.UTF-8"):
            with self.subTest(language=language):
                new = copy.copy(self.home)
                new.config = "%s/new-%s.toml" % (self.home.path, language[:2])
                self.fits(("init",), home=new, typed="nobody\n\nmll\n\n많이\n\n\n", LANG=language)
                self.fits(("init",), home=new, LANG=language)

    def test_a_list_at_forty_columns_names_the_companies(self):
        for language in ("ko_KR.UTF-8", "en_US.UTF-8"):
            for words in (("list",), ("pipeline",)):
                out = self.fits(words, LANG=language)
                self.assertIn("가상회", out)
                self.assertRegex(out, "상시\\b" if language.startswith("ko") else "rolling")

    def test_a_narrow_table_leaves_columns_out_before_it_cuts_their_names(self):
        for words in (("sources",), ("list",), ("pipeline",)):
            for width in (40, 50, 60, 70, 80):
                for language in ("ko_KR.UTF-8", "en_US.UTF-8"):
                    head = next(line for line in self.fits(words, width=width, LANG=language).splitlines() if "──" not in line)
                    self.assertNotIn("…", head, (words, width))

    def test_at_eighty_columns_titles_give_room_before_places_and_companies(self):
        for title, source in (("추천 시스템을 개발하고 운영할 머신러닝 엔지니어를 모십니다", False), ("머신러닝 엔지니어", True)):
            with Home([], tail=PROFILE) as home:
                with open(home.path + "/in.jsonl", "w") as file:
                    file.write(json.dumps({"title": title, "company": "가나다라마바사아", "location": "서울 영등포구", "url": "https://e.example/1"}) + "\n")
                home.run("GONGGO", "import", file.name)
                for language in ("ko_KR.UTF-8", "en_US.UTF-8"):
                    out = self.fits(("list",), width=80, home=home, LANG=language)
                    self.assertIn("서울 영등포구", out)
                    self.assertIn("가나다라마바사아 ", out)
                    self.assertEqual("import" in out, source, out)
                    self.assertIn("import", self.fits(("list", "--columns", "id,title,company,place,sources"), width=80, home=home, LANG=language))

    def test_help_fits_forty_columns(self):
        for language in ("ko_KR.UTF-8", "en_US.UTF-8"):
            for path in (*self.commands(), *((topic,) for topic in TOPICS)):
                with self.subTest(path=path, language=language):
                    self.fits(("help", *path), LANG=language)

    def test_errors_fit_forty_columns(self):
        for language in ("ko_KR.UTF-8", "en_US.UTF-8"):
            for words in (("lst",), ("list", "--sort", "best"), ("list", "--bogus"), ("show",), ("show", "zzzzzzz"), ("mark", "zzzzzzz", "loved"), ("feedback", "zzzzzzz"), ("search", "(x"),
                          ("company", "없는 회사"), ("help", "nothing"), ("list", "--since", "soon"), ("list", "--config", "/nowhere/gonggo.toml"), ("poll", "nowhere"), ("recipes", "show", "nothing")):
                with self.subTest(words=words, language=language):
                    self.fits(words, LANG=language)


if __name__ == "__main__":
    unittest.main()
