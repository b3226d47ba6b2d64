"""keywords, trends, stats, report, eval, export, import, calendar on a real store; pictures drawn by a real browser."""
import csv
import io
import json
import os
import re
import shutil
import subprocess
import unittest
import zipfile
import xml.etree.ElementTree as ElementTree

from programs import Home, PROFILE, polled
from server import Boards

SVG = "{http://www.w3.org/2000/svg}"
DOCX = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
                           'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
                           'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Target="word/document.xml" '
                   'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>',
    "word/document.xml": '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>이력서: '
                         '파이토치로 모델을 학습</w:t></w:r></w:p><w:p><w:r><w:t>Docker</w:t></w:r></w:p></w:body></w:document>',
}


def pdf(words):
    """A page with one line of Latin letters."""
    drawn = b"BT /F 12 Tf 40 700 Td (" + words.encode("ascii") + b") Tj ET"
    parts = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
             b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
             b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn), b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    out, starts = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        starts.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    return out + b"xref\n0 6\n0000000000 65535 f \n" + table + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(out)


class Insight(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.boards = Boards()
        cls.home = polled(cls.boards, "one")
        rows = [{"title": "추천 모델 엔지니어 %d" % n, "company": "라온랩", "url": "https://raon.example/%d" % n, "skills": "PyTorch, Kubernetes", "deadline": "2060-01-0%d" % (n + 1)}
                for n in range(3)]
        with open(cls.home.path + "/in.jsonl", "w") as out:
            out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        code, out, told = cls.home.run("GONGGO", "--json", "import", cls.home.path + "/in.jsonl")
        assert code == 0 and json.loads(out) == {"read": 3, "new": 3, "known": 0, "refused": 0}, out + told

    @classmethod
    def tearDownClass(cls):
        cls.home.__exit__()
        cls.boards.__exit__()

    def ask(self, *words, code=0):
        got, out, told = self.home.run("GONGGO", *words)
        self.assertEqual(got, code, out + told)
        return out if code == 0 else told

    def path(self, name):
        return self.home.path + "/" + name

    def test_keywords_count_the_postings_that_name_a_skill(self):
        found = {k["skill"]: k for k in map(json.loads, self.ask("--json", "keywords").splitlines())}
        self.assertEqual(found["PyTorch"]["postings"], 3)
        self.assertEqual(found["PyTorch"]["of"], 7)
        self.assertIn("43%", self.ask("keywords"))
        self.assertEqual(self.ask("keywords").splitlines()[0], "공고 7건이 원하는 기술")
        self.assertIn("2026-11-24", self.ask("keywords", "--since", "ever", code=2))

    def test_a_cv_is_held_against_the_postings(self):
        with open(self.path("cv.md"), "w") as cv:
            cv.write("# 이력서\n파이토치로 모델을 학습했습니다.\n")
        out = json.loads(self.ask("--json", "keywords", "--cv", cv.name))
        self.assertIn("PyTorch 43%", out["has"])
        self.assertIn("Kubernetes 43%", out["lacks"])
        best = out["postings"][0]  # each of the matching postings, what the CV fits best first
        self.assertEqual((best["has"], best["lacks"]), (["PyTorch"], ["Kubernetes", "Recommender Systems"]))
        self.assertIn("1/3  없는 것: Kubernetes, Recommender Systems", self.ask("keywords", "--cv", cv.name))
        self.assertIn("이력서에 없는 것", self.ask("keywords", "--cv", cv.name))
        with open(self.path("none.txt"), "w") as none:
            none.write("요리를 잘합니다.\n")
        self.assertIn("이력서에 있는 것: 없음\n", self.ask("keywords", "--cv", none.name))
        with open(self.path("cv.pdf"), "w") as broken:
            broken.write("no pdf")
        self.assertIn("poppler-utils", self.ask("keywords", "--cv", broken.name, code=1))

    def cv_fits(self, path):
        out = json.loads(self.ask("--json", "keywords", "--cv", path))
        self.assertIn("PyTorch 43%", out["has"])
        self.assertIn("Kubernetes 43%", out["lacks"])
        self.assertEqual(out["postings"][0]["has"], ["PyTorch"])

    @unittest.skipUnless(shutil.which("pdftotext"), "pdftotext (poppler-utils) is not installed")
    def test_a_cv_may_be_a_pdf(self):
        with open(self.path("CV of 지원.PDF"), "wb") as cv:
            cv.write(pdf("Built ranking models with PyTorch and Docker"))
        self.cv_fits(cv.name)

    @unittest.skipUnless(shutil.which("pdftotext") and shutil.which("chromium"), "pdftotext (poppler-utils) or chromium is not installed")
    def test_a_korean_cv_that_a_browser_printed_is_read(self):
        with open(self.path("cv.html"), "w") as page:
            page.write("<!doctype html><meta charset=utf-8><h1>이력서</h1><p>파이토치로 모델을 학습했습니다. Docker.")
        subprocess.run([shutil.which("chromium"), "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir=" + self.path("printer"),
                        "--print-to-pdf=" + self.path("printed.pdf"), "file://" + page.name], stderr=subprocess.DEVNULL, timeout=120, check=True)
        self.cv_fits(self.path("printed.pdf"))

    @unittest.skipUnless(shutil.which("pandoc"), "pandoc is not installed")
    def test_a_cv_may_be_a_word_document(self):
        with zipfile.ZipFile(self.path("cv's.docx"), "w") as cv:
            for name, text in DOCX.items():
                cv.writestr(name, text)
        self.cv_fits(cv.filename)

    @unittest.skipUnless(shutil.which("pandoc"), "pandoc is not installed")
    def test_a_cv_may_be_an_opendocument_text(self):
        with open(self.path("cv.md"), "w") as text:
            text.write("# 이력서\n\nBuilt *ranking* models with PyTorch and Docker\n")
        subprocess.run(["pandoc", "-f", "markdown", "-t", "odt", "-o", self.path("이력서 2.odt"), text.name], check=True)
        self.cv_fits(self.path("이력서 2.odt"))

    def test_charts_are_svg_that_a_browser_draws(self):
        self.ask("keywords", "--svg", self.path("k.svg"))
        self.ask("trends", "--svg", self.path("t.svg"))
        self.ask("report", "--html", self.path("r.html"))
        bars = ElementTree.parse(self.path("k.svg")).getroot()
        names = [t.text for t in bars.iter(SVG + "text")]
        self.assertIn("PyTorch", names)
        self.assertTrue(list(ElementTree.parse(self.path("t.svg")).getroot().iter(SVG + "polyline")))
        self.ask("trends", "--svg", self.path("t.svg"), "Recommender Systems", "a skill with a name that no legend has room for")
        legend = [t for t in ElementTree.parse(self.path("t.svg")).getroot().iter(SVG + "text") if float(t.get("x")) > 430]
        self.assertEqual([t.text for t in legend], ["Recommender Systems", "a skill with a name t…"])
        self.assertLess(max(float(t.get("x")) + 7.5 * len(t.text) for t in legend), 640)
        with open(self.path("r.html")) as page:
            text = page.read()
        self.assertNotRegex(text, r"https?://(?!www\.w3\.org/2000/svg)")
        browser = shutil.which("chromium")
        if not browser:
            self.skipTest("chromium is not installed")
        drawn = subprocess.run([browser, "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir=" + self.path("browser"), "--window-size=360,800",
                                "--dump-dom", "file://" + self.path("r.html")], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, timeout=120).stdout
        self.assertEqual(len(re.findall("<svg", drawn)), text.count("<svg"))

    def test_stats_and_trends_tell_numbers(self):
        stats = json.loads(self.ask("--json", "stats", "--all"))
        self.assertEqual((stats["postings"], stats["open"]), (9, 9))
        self.assertEqual({s["name"]: s["count"] for s in stats["sources"]}, {"one": 6, "import": 3})
        self.assertEqual(stats["reliability"], {"one": {"polls": 1, "ok": 1}})
        self.assertIn("── 직무 ──", self.ask("stats"))
        weeks = json.loads(self.ask("--json", "trends", "PyTorch"))["weeks"]
        self.assertAlmostEqual(list(weeks.values())[0], 3 / 7)
        self.assertRegex(self.ask("trends").splitlines()[0], r"주간 비율, \d{4}-\d\d-\d\d$")
        self.assertIn("혹시 이것을 찾으셨나요: pytorch", self.home.run("GONGGO", "trends", "PyTroch")[2])
        code, out, told = self.home.run("GONGGO", "trends", "--since", "2100-01-01")
        self.assertEqual((code, out, told), (0, "", "맞는 공고가 없습니다.\n"))

    def test_exports_are_read_by_others(self):
        rows = list(csv.DictReader(io.StringIO(self.ask("export", "csv", "--all"))))
        self.assertEqual(len(rows), 9)
        self.assertIn("skills", rows[0])
        self.assertEqual(len(self.ask("export", "jsonl").splitlines()), 7)
        feed = ElementTree.fromstring(self.ask("export", "atom"))
        self.assertEqual(len(feed.findall("{http://www.w3.org/2005/Atom}entry")), 7)
        self.ask("export", "html", "-o", self.path("out.html"))
        with open(self.path("out.html")) as page:
            self.assertIn("라온랩", page.read())

    def test_no_cell_is_a_formula(self):
        with open(self.path("evil.jsonl"), "w") as out:
            out.write(json.dumps({"title": '=HYPERLINK("http://x")', "company": "+1", "url": "https://e.example/"}) + "\n")
        with Home([], tail=PROFILE) as home:
            self.assertEqual(home.run("GONGGO", "import", out.name)[0], 0)
            row = list(csv.DictReader(io.StringIO(home.run("GONGGO", "export", "csv", "--all")[1])))[0]
            self.assertEqual((row["title"][0], row["company"][0]), ("'", "'"))

    def test_a_calendar_holds_the_closing_days(self):
        text = self.ask("calendar", "--ics", "-")
        self.assertEqual(text.count("BEGIN:VEVENT"), 3)
        self.assertIn("20600101", text)

    def test_csv_of_other_people_is_mapped(self):
        with open(self.path("their.csv"), "w", newline="") as out:
            out.write('\ufeff제목,회사,링크\r\n"비전, ""검사"" 연구원",새봄,https://s.example/1\r\n,없음,\r\n')
        with Home([], tail=PROFILE) as home:
            code, out_text, told = home.run("GONGGO", "import", out.name, "--map", "title=제목,company=회사,url=링크")
            self.assertEqual(code, 3, told)
            self.assertIn("1건을 뺐습니다", told)
            self.assertEqual(json.loads(home.run("GONGGO", "--json", "list", "--all")[1])["title"], '비전, "검사" 연구원')
            self.assertEqual(home.run("GONGGO", "import", out.name, "--map", "title")[0], 2)
            with open(self.path("bad.jsonl"), "w") as bad:
                bad.write("{}\nnot json\n")
            self.assertIn("bad.jsonl:2", home.run("GONGGO", "import", bad.name)[2])

    def test_eval_counts_what_is_right(self):
        with open(self.path("labelled.jsonl"), "w") as out:
            for title, match in (("머신러닝 엔지니어", "yes"), ("회계 담당자", "no"), ("회계 담당 매니저", "yes")):
                out.write(json.dumps({"id": title, "title": title, "match": match}, ensure_ascii=False) + "\n")
        told = json.loads(self.ask("--json", "eval", out.name))
        self.assertEqual(told["match"]["precision"], 1)
        self.assertEqual(told["match"]["recall"], 0.5)
        self.assertEqual([m["line"] for m in told["mistakes"]], [3])
        self.assertIn("F1 0.667", self.ask("eval", out.name))
        self.assertIn("읽을 수 없습니다", self.ask("eval", "/no/such", code=1))


if __name__ == "__main__":
    unittest.main()
