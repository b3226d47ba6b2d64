"""gonggo inspect: what each subcommand answers, exactly."""
import json
import os
import subprocess
import unittest

from programs import HERE, PROGRAMS

PAGE = """<!doctype html><html><body><ul id="jobs">
<li class="job new"><a href="/1" title="first">머신러닝  <b>엔지니어</b></a></li>
<li class="job"><a href="/2">백엔드 &amp; 인프라</a></li>
<li class="ad">광고</li></ul></body></html>"""
JSONLD = """<html><head><script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"x"},
{"@type":"JobPosting","title":"ML Engineer","hiringOrganization":{"@type":"Organization","name":"가상회사"},"validThrough":"2026-12-25","x-own":1}]}</script></head>
<body><div itemscope itemtype="https://schema.org/JobPosting"><h1 itemprop="title">AI 연구원</h1><a itemprop="url" href="/jobs/7">7</a></div></body></html>"""
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>jobs</title><item><guid>g1</guid><title>A &amp; B</title><link>/jobs/1</link>
<pubDate>Mon, 23 Nov 2026 09:00:00 +0900</pubDate><description>words</description></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>urn:1</id><title>T</title><link href="https://e.example/1"/><updated>2026-11-23T00:00:00Z</updated>
<author><name>N</name></author><summary>S</summary><content type="html">&lt;p&gt;C&lt;/p&gt;</content></entry></feed>"""
ROBOTS = """User-agent: *
Disallow: /private
Crawl-delay: 7

User-agent: gonggo
Disallow: /admin
Allow: /admin/open
Crawl-delay: 1.5
"""


def inspect(*arguments, given="", **environment):
    """(exit code, stdout, stderr)"""
    done = subprocess.run([PROGRAMS["GONGGO"], "inspect", *arguments], input=given.encode(), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          env={"PATH": os.environ["PATH"], "HOME": "/nonexistent", **environment})
    return done.returncode, done.stdout.decode(), done.stderr.decode()


class Inspect(unittest.TestCase):
    maxDiff = None

    def json(self, *arguments, given="", **environment):
        code, out, told = inspect(*arguments, given=given, **environment)
        self.assertEqual((code, told), (0, ""))
        return json.loads(out)

    def lines(self, *arguments, given):
        code, out, told = inspect(*arguments, given="".join(json.dumps(each, ensure_ascii=False) + "\n" for each in given))
        self.assertEqual((code, told), (0, ""))
        return [json.loads(line) for line in out.splitlines()]

    def test_select_gives_a_string_for_each_match_in_document_order(self):
        self.assertEqual(self.json("select", "li.job a", given=PAGE),
                         ['<a href="/1" title="first">머신러닝  <b>엔지니어</b></a>', '<a href="/2">백엔드 &amp; 인프라</a>'])
        self.assertEqual(self.json("select", "li.job a", "--html", given=PAGE), self.json("select", "li.job a", given=PAGE))
        self.assertEqual(self.json("select", "li.job a", "--text", given=PAGE), ["머신러닝 엔지니어", "백엔드 & 인프라"])
        self.assertEqual(self.json("select", "a", "--attr", "href", given=PAGE), ["/1", "/2"])
        self.assertEqual(self.json("select", "li a", "--attr", "title", given=PAGE), ["first"])  # those without are left out
        self.assertEqual(self.json("select", "table", given=PAGE), [])
        self.assertEqual(self.json("select", "a", given=""), [])

    def test_select_names_the_place_where_a_selector_is_wrong(self):
        for selector, place in (("li[href", "8"), ("li > > a", "6"), ("a:nope", "2")):
            code, out, told = inspect("select", selector, given=PAGE)
            self.assertEqual((code, out), (2, ""))
            self.assertIn(selector, told)
            self.assertRegex(told, r"\b%s\b|\^" % place)

    def test_jsonld_gives_the_job_postings_of_scripts_and_microdata_as_found(self):
        script, micro = self.json("jsonld", "--url", "https://e.example/list", given=JSONLD)
        self.assertEqual(script, {"@type": "JobPosting", "title": "ML Engineer", "hiringOrganization": {"@type": "Organization", "name": "가상회사"},
                                  "validThrough": "2026-12-25", "x-own": 1})
        self.assertEqual((micro["title"], micro["url"]), ("AI 연구원", "https://e.example/jobs/7"))
        self.assertEqual(self.json("jsonld", given="<p>none"), [])
        self.assertEqual([p["title"] for p in self.json("jsonld", given='<script type="application/ld+json">[{"@type":["Thing","JobPosting"],"title":"T"},[{"@type":"JobPosting","title":"U"}]]</script>')], ["T", "U"])

    def test_feed_gives_entries_with_all_their_keys(self):
        self.assertEqual(self.json("feed", "--url", "https://e.example/feed", given=RSS),
                         [{"id": "g1", "url": "https://e.example/jobs/1", "title": "A & B", "published": "2026-11-23T00:00:00+00:00", "updated": None, "author": None,
                           "summary": "words", "content": None}])
        entry = self.json("feed", given=ATOM)[0]
        self.assertEqual(list(entry), ["id", "url", "title", "published", "updated", "author", "summary", "content"])
        self.assertEqual((entry["id"], entry["url"], entry["updated"], entry["author"], entry["summary"], entry["content"]),
                         ("urn:1", "https://e.example/1", "2026-11-23T00:00:00+00:00", "N", "S", "<p>C</p>"))
        code, _, told = inspect("feed", given="no feed")
        self.assertEqual(code, 1)
        self.assertTrue(told)

    def test_robots_says_what_an_agents_own_group_says_and_does_not_inherit(self):
        def ask(agent, url):
            return self.json("robots", "--agent", agent, "--url", url, given=ROBOTS)
        self.assertEqual(ask("other", "https://e.example/private/1"), {"allowed": False, "crawl_delay": 7})
        self.assertEqual(ask("other", "https://e.example/x"), {"allowed": True, "crawl_delay": 7})
        self.assertEqual(ask("gonggo", "https://e.example/private/1"), {"allowed": True, "crawl_delay": 1.5})
        self.assertEqual(ask("gonggo", "https://e.example/admin/x"), {"allowed": False, "crawl_delay": 1.5})
        self.assertEqual(ask("gonggo", "https://e.example/admin/open/x"), {"allowed": True, "crawl_delay": 1.5})
        self.assertEqual(self.json("robots", "--agent", "a", "--url", "https://e.example/", given=""), {"allowed": True, "crawl_delay": None})

    def test_deadline_career_and_salary_show_how_a_text_is_understood(self):
        self.assertEqual(self.json("deadline", "--today", "2026-12-23", "~ 12/25(수)"), {"kind": "date", "date": "2026-12-25"})
        self.assertEqual(self.json("deadline", "--today", "2026-12-23", "상시채용")["date"], None)
        self.assertEqual(inspect("deadline", "--today", "tomorrow", "D-3")[0], 2)
        career = self.json("career", "경력 3~7년")
        self.assertEqual((career["min_years"], career["max_years"]), (3, 7))
        salary = self.json("salary", "연봉 4,000~6,000만원")
        self.assertEqual((salary["min"], salary["max"], salary["currency"], salary["period"]), (40_000_000, 60_000_000, "KRW", "year"))

    def test_classify_gives_a_line_for_each_posting(self):
        ml, sales = self.lines("classify", given=[{"id": "1", "title": "머신러닝 엔지니어", "skills": "PyTorch, Python", "description": "추천 모델을 학습합니다"},
                                                  {"id": "2", "title": "AI 솔루션 영업"}])
        self.assertEqual(list(ml), ["id", "role", "match", "score", "reasons"])
        self.assertEqual((ml["id"], ml["role"], ml["match"]), ("1", "ml_engineer", True))
        self.assertGreater(ml["score"], sales["score"])
        self.assertTrue(ml["reasons"])
        self.assertEqual((sales["id"], sales["match"]), ("2", False))

    def test_compare_gives_a_line_for_each_pair(self):
        a = {"title": "[가상회사] 머신러닝 엔지니어", "company": "(주)가상회사", "location": "서울 강남구"}
        same, other = self.lines("compare", given=[{"a": a, "b": {**a, "title": "머신러닝 엔지니어"}}, {"a": a, "b": {"title": "회계 담당", "company": "다른회사"}}])
        self.assertEqual(set(same), {"duplicate", "score"})
        self.assertEqual((same["duplicate"], other["duplicate"]), (True, False))
        self.assertTrue(0 <= other["score"] < same["score"] <= 1)

    def test_a_bad_line_is_named_by_its_number_and_the_others_are_answered(self):
        for subcommand, fine in (("classify", '{"id": "1", "title": "x"}'), ("compare", '{"a": {"title": "x"}, "b": {"title": "y"}}')):
            code, out, told = inspect(subcommand, given=fine + "\n{nonsense\n" + fine + "\n")
            self.assertEqual(code, 3)
            self.assertEqual(len(out.splitlines()), 2)
            self.assertIn("line 2", told)

    def test_extract_shows_what_a_recipe_catches_of_a_page(self):
        card = '<div class="card" data-id="7"><a href="/jobs/7">MLOps 엔지니어</a><span class="company">㈜가상회사</span><span class="until">상시채용</span></div>'
        found = self.json("extract", "--recipe", "board", "--stage", "list", "--url", "https://board.example/list", given=card, GONGGO_RECIPES=HERE + "/recipes")
        self.assertEqual(list(found), ["layout", "raw", "postings"])
        self.assertEqual(found["layout"], 0)
        self.assertEqual(found["raw"], [{"id": "7", "url": "/jobs/7", "title": "MLOps 엔지니어", "company": "㈜가상회사", "deadline": "상시채용"}])
        self.assertEqual([(p["title"], p["company"], p["url"], p["deadline"]["text"]) for p in found["postings"]],
                         [("MLOps 엔지니어", "가상회사", "https://board.example/jobs/7", "상시채용")])
        self.assertEqual(inspect("extract", "--recipe", "no-such-board", "--stage", "list", given=card, GONGGO_RECIPES=HERE + "/recipes")[0], 2)


if __name__ == "__main__":
    unittest.main()
