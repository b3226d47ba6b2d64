"""gonggo try with the real program: a page that names nothing gives a ready [[source]] or a recipe that reads it."""
import json
import os
import unittest

from programs import Home
from server import Boards

TITLES = ["머신러닝 엔지니어", "MLOps 엔지니어", "데이터 사이언티스트", "AI 연구원", "백엔드 개발자"]


def cards():
    rows = "".join('<li class="row"><a class="go" href="/jobs/%d"><h3>%s %d</h3></a><span class="company-name">가상회사%d</span>'
                   '<span>서울 강남구</span><em>경력 %d년 이상</em><span class="due">~ 12/%d(금)</span></li>' % (n, TITLES[n % 5], n, n, n + 1, n + 10) for n in range(6))
    return '<!doctype html><nav><a href="/about">소개</a><a href="/help">도움</a></nav><ul>%s</ul><a href="/list?page=2">2</a>' % rows


def next_data():
    jobs = [{"positionId": 100 + n, "title": TITLES[n % 5], "companyName": "가상회사%d" % n, "location": {"name": "서울"}, "closedAt": "2027-01-0%d" % (n + 1),
             "techStacks": [{"name": "Python"}, {"name": "C++"}]} for n in range(5)]
    links = "".join('<a href="/position/%d">x</a>' % job["positionId"] for job in jobs)
    data = {"props": {"pageProps": {"menu": [{"id": 1, "name": "홈"}, {"id": 2, "name": "회사"}], "dehydrated": {"list": jobs}}}}
    return '<!doctype html><div id="app">%s</div><script id="__NEXT_DATA__" type="application/json">%s</script>' % (links, json.dumps(data))


def posting(n):
    return {"@type": "JobPosting", "title": "%s %d" % (TITLES[n], n), "url": "/jobs/%d" % n, "hiringOrganization": {"name": "가상"}, "identifier": str(n)}


RSS = """<rss version="2.0"><channel><title>가상</title>%s</channel></rss>""" % "".join(
    "<item><title>%s</title><link>http://x.example/%d</link><guid>%d</guid></item>" % (TITLES[n], n, n) for n in range(3))


class Try(unittest.TestCase):
    def setUp(self):
        self.boards = Boards(robots=b"User-agent: *\nDisallow: /forbidden\n")
        self.addCleanup(self.boards.__exit__)
        self.home = Home([])
        self.addCleanup(self.home.__exit__)

    def serve(self, name, text):
        self.boards.files[name] = text.encode()
        return self.boards.url(name)

    def save(self, name, text):
        path = self.home.path + "/" + name
        with open(path, "w") as out:
            out.write(text)
        return path

    def offers(self, *words):
        code, out, told = self.home.run("GONGGO", "--json", "try", *words)
        self.assertEqual(code, 0, told)
        return [json.loads(line) for line in out.splitlines()]

    def check_skeleton(self, text, url, items):
        """The recipe that is offered reads the file it came from."""
        path = self.save("page.html", text)
        code, out, told = self.home.run("GONGGO", "try", path, "--url", url, "--save")
        self.assertEqual(code, 0, told)
        self.assertIn("[[list.layout]]", out)
        recipe = os.listdir(self.home.path + "/.config/gonggo/recipes")[0][:-5]
        code, out, told = self.home.run("GONGGO", "--json", "try", recipe, path, "--url", url)
        self.assertEqual(code, 0, told)
        found = json.loads(out)
        self.assertEqual(len(found["postings"]), items)
        self.assertEqual(self.home.run("GONGGO", "recipes", "check")[0], 0)
        return found["postings"]

    def test_a_page_of_like_cards_gives_a_recipe_that_reads_it(self):
        found = self.check_skeleton(cards(), "https://jobs.gasang.co.kr/list?page=1", 6)
        self.assertEqual([p["title"] for p in found][:2], ["머신러닝 엔지니어 0", "MLOps 엔지니어 1"])
        self.assertEqual(found[0]["company"], "가상회사0")
        self.assertEqual(found[0]["locations"], ["서울 강남구"])
        self.assertEqual(found[1]["level"]["min_years"], 2)
        self.assertEqual(found[0]["links"][0]["url"], "https://jobs.gasang.co.kr/jobs/0")
        self.assertTrue(found[0]["deadline"]["date"].endswith("-12-10"))

    def test_data_for_scripts_gives_a_recipe_that_reads_it(self):
        found = self.check_skeleton(next_data(), "https://www.gasang.kr/positions", 5)
        self.assertEqual(found[1]["title"], "MLOps 엔지니어")
        self.assertEqual(found[1]["links"][0]["url"], "https://www.gasang.kr/position/101")
        self.assertEqual((found[1]["company"], found[1]["locations"], found[1]["deadline"]["date"]), ("가상회사1", ["서울"], "2027-01-02"))
        self.assertEqual(found[1]["skills"], ["Python", "C++"])

    def test_a_plain_json_answer_gives_a_recipe_that_reads_it(self):
        jobs = [{"id": n, "name": TITLES[n], "absolute_url": "https://x.kr/%d" % n, "office": "서울", "due_date": 1798761600000} for n in range(4)]
        found = self.check_skeleton(json.dumps({"result": {"items": jobs}}), "https://api.gasang.kr/v1/jobs", 4)
        self.assertEqual(found[3]["links"][0]["url"], "https://x.kr/3")
        self.assertEqual(found[3]["deadline"]["date"], "2027-01-01")

    def test_embedded_hiring_systems_are_named_with_their_token(self):
        for markup, recipe, params in (
                ('<script src="https://boards.greenhouse.io/embed/job_board/js?for=gasang"></script>', "greenhouse", {"board": "gasang"}),
                ('<iframe src="https://jobs.ashbyhq.com/gasang/embed"></iframe>', "ashby", {"board": "gasang"}),
                ('<a href="https://jobs.lever.co/gasang/123">채용</a>', "lever", {"company": "gasang"}),
                ('<script>var u = "https:\\/\\/apply.workable.com\\/gasang\\/";</script>', "workable", {"company": "gasang"}),
                ('<a href="https://gasang.career.greetinghr.com/ko/home">채용</a>', "greeting", {"site": "gasang"}),
                ('<a href="https://gasang.wd3.myworkdayjobs.com/ko-KR/External">Jobs</a>', "workday", {"tenant": "gasang", "host": "wd3", "site": "External"}),
                ('<a href="https://gasang.jobs.personio.de">Jobs</a>', "personio", {"company": "gasang"})):
            with self.subTest(recipe):
                offers = self.offers(self.save("page.html", "<!doctype html><p>함께할 분을 찾습니다</p>" + markup), "--url", "https://www.gasang.kr/careers")
                self.assertEqual((offers[0]["recipe"], offers[0]["params"], offers[0]["way"]), (recipe, params, "markup"))
                self.assertIn("[[source]]\nrecipe = '%s'\n" % recipe, offers[0]["source"])

    def test_an_address_alone_gives_what_the_page_offers_and_it_is_asked(self):
        feed = self.serve("feed.xml", RSS)
        url = self.serve("home", '<!doctype html><link rel="alternate" type="application/rss+xml" title="채용 공고" href="/feed.xml"><p>회사</p>')
        offers = self.offers(url)
        self.assertEqual((offers[0]["recipe"], offers[0]["params"], offers[0]["items"]), ("feed", {"url": feed}, 3))
        jobs = self.serve("jobs", '<script type="application/ld+json">%s</script>' % json.dumps([posting(n) for n in range(4)]))
        offers = self.offers(jobs)
        self.assertEqual((offers[0]["recipe"], offers[0]["items"], offers[0]["params"]["url"]), ("jsonld", 4, jobs))
        offers = self.offers(self.serve("map", '<urlset>%s</urlset>' % "".join("<url><loc>http://x.kr/careers/%d</loc></url>" % n for n in range(3))))
        self.assertEqual((offers[0]["recipe"], offers[0]["params"]["match"], offers[0]["items"]), ("sitemap", "/careers/", 3))
        code, out, _ = self.home.run("GONGGO", "try", url)
        self.assertEqual(code, 0)
        self.assertIn("[[source]]\nrecipe = 'feed'\nparams = { url = '%s' }" % feed, out)
        self.assertIn("3건 확인", out)

    def test_a_recipe_alone_is_asked_and_shown_with_what_stayed_empty(self):
        url = self.serve("feed.xml", RSS)
        code, out, told = self.home.run("GONGGO", "try", "feed", "--param", "url=" + url)
        self.assertNotEqual(code, 0)  # a private address without the user's own word
        self.assertIn("private", told)
        code, out, told = self.home.run("GONGGO", "try", "feed", url)
        self.assertEqual(code, 0, told)
        self.assertIn("layout 0 (feed): 3건", out)
        self.assertRegex(out, r"title +3/3 +머신러닝 엔지니어")
        self.assertRegex(out, r"salary +0/3 +-")
        self.assertIn("정리된 결과", out)
        self.assertRegex(out, r"role +ml_engineer")

    def tried(self, recipe, *words, lang="C.UTF-8"):
        """What is said of a recipe in a file that lies anywhere."""
        path = self.save("gasang.toml", "id = 'gasang'\nname = '가상'\nbasis = 'guessed'\n[list]\nurl = 'https://jobs.gasang.co.kr/list'\n" + recipe)
        code, out, told = self.home.run("GONGGO", "try", path, *words, LANG=lang)
        return code, out, told.replace(self.home.path + "/", "")

    def test_a_recipe_file_anywhere_is_tried_and_told_what_it_missed_in_both_languages(self):
        page = self.save("page.html", cards())
        layout = "[[list.layout]]\nitems = '.row'\n[list.layout.fields]\ntitle = 'h3'\nurl = 'a'\ncompany = '.company-nmae'\n"
        for lang, missed, text in (("C.UTF-8", "못 잡은 것과 이상한 것", "혹시 '.company-name'인가요?"), ("en_US.UTF-8", "Missed, or strange", "did you mean '.company-name'?")):
            code, out, told = self.tried(layout, page, lang=lang)
            self.assertEqual(code, 0, told)
            out = " ".join(out.replace(self.home.path + "/", "").split())
            self.assertIn(missed, out)
            self.assertIn("gasang.toml:11:11: company: ", out)
            self.assertIn(text, out)
            self.assertIn("gasang.toml:10:7: url: '머신러닝 엔지니어 0'", out)

    def test_a_faulty_recipe_is_refused_before_a_page_is_asked(self):
        asked = self.boards.url("jobs")
        for layout, place in (("title = 'h3 > >'\nurl = 'a@href'", "gasang.toml:9:9: title"), ("title = 'h3'\nurl = { select = 'a@href', match = '(' }", "gasang.toml:10:7: url: match")):
            code, out, told = self.tried("[[list.layout]]\nitems = '.row'\n[list.layout.fields]\n" + layout + "\n", asked)
            self.assertEqual((code, out), (2, ""), told)
            self.assertIn(place, told)

    def test_a_page_that_is_no_list_tells_what_it_is(self):
        error = self.save("error.html", "<title>오류</title><h1>잠시 후 다시 시도해 주세요</h1>")
        login = self.save("login.html", "<form><input type='password'></form>")
        table = self.save("table.html", "<table><tr><td><a href=\"javascript:goView('1')\">연구원</a></table>")
        layout = "[[list.layout]]\nitems = '.row'\n[list.layout.fields]\ntitle = 'h3'\nurl = 'a@href'\n"
        self.assertIn("잠시 후 다시 시도해", self.tried(layout, error)[2])
        for page, reason in ((error, "페이지에 적힌 것: 오류"), (login, "로그인 페이지"), (table, "goView")):
            code, _, told = self.home.run("GONGGO", "try", page)
            self.assertEqual(code, 1, told)
            self.assertIn(reason, told)

    def test_what_cannot_be_done_is_said(self):
        for words, code, reason in ((("nosuch",), 2, "레시피 'nosuch'가 없습니다. 직접 쓴 레시피는"), (("greenhuose",), 2, "혹시 'greenhouse'인가요?"), ((self.boards.url("forbidden"),), 1, "robots.txt"), ((self.boards.url("404"),), 1, "HTTP 404. 그런 페이지가 없습니다"),
                                    ((self.save("empty.html", "<p>아무것도 없음</p>"),), 1, "공고처럼 보이는 것을 찾지 못했습니다"), (("feed",), 2, "params.url"),
                                    (("feed", "--param", "x"), 2, "이름=값"), (("feed", self.home.path + "/none.html"), 1, "none.html")):
            with self.subTest(words):
                got, _, told = self.home.run("GONGGO", "try", *words)
                self.assertEqual(got, code, told)
                self.assertIn(reason, told)


if __name__ == "__main__":
    unittest.main()
