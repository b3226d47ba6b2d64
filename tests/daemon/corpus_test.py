"""Real saved pages, served on loopback, through the real daemon: every card stored, right."""
import html
import json
import os
import re
import unittest

from programs import HERE, Home
from server import Boards

CORPUS = os.environ.get("GONGGO_CORPUS", HERE + "/../../../shared/corpus")


def words(text):
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).split())


def jobkorea_cards(page):
    """Cards by their own marks, read with nothing of gonggo's: id → (title, company)."""
    page = page[page.find('data-sentry-component="JobList"'):] if 'data-sentry-component="JobList"' in page else page
    out = {}
    for card in page.split('data-sentry-component="CardJob"')[1:]:
        number = re.search(r"GI_Read/(\d+)", card).group(1)
        title = (re.search(r'data-sentry-component="Title"[^>]*>(.*?)</a>', card, re.S) or re.search(r'<span[^>]*variant_size18[^>]*>(.*?)</span>', card, re.S)).group(1)
        links = [words(link) for link in re.findall(r"<a [^>]*GI_Read[^>]*>(.*?)</a>", card, re.S)]
        out[number] = (words(title), [link for link in links if link])
    return out


@unittest.skipUnless(os.path.isdir(CORPUS), "no corpus at " + CORPUS)
class Corpus(unittest.TestCase):
    def poll(self, recipe, file, **source):
        with open(os.path.join(CORPUS, file), "rb") as f:
            page = f.read()
        boards = Boards()
        self.addCleanup(boards.__exit__)
        boards.files = {"corpus": page}
        home = Home([{"id": "it", "recipe": recipe, "mirror": boards.url("corpus"), "details_per_poll": 0, "max_pages": 1, **source}])
        self.addCleanup(home.__exit__)
        code, _, told = home.run("GONGGOD", "--once", GONGGO_RECIPES=HERE + "/../../scrapers/recipes")
        self.assertEqual(code, 0, told)
        return page.decode(errors="replace"), {row[0]: json.loads(row[1]) for row in home.rows("SELECT external_id, body FROM listings")}

    def check_jobkorea(self, file):
        page, stored = self.poll("jobkorea", file, params={"query": "x"})
        cards = jobkorea_cards(page)
        self.assertGreaterEqual(len(cards), 5)
        self.assertEqual(set(stored), set(cards))
        for number, (title, links) in cards.items():
            with self.subTest(number):
                posting = stored[number]
                self.assertIn(posting["title"], title)
                self.assertGreater(len(posting["title"]), len(title) // 3)
                self.assertTrue(any(posting["company"] in link for link in links), (posting["company"], links))
                self.assertTrue(posting["company"])
                self.assertTrue(posting["locations"], title)
                self.assertRegex(posting["url"], r"/Recruit/GI_Read/%s$" % number)

    def test_jobkorea_cards_of_2026_are_stored_with_title_company_place_and_link(self):
        self.check_jobkorea("jobkorea/search-2026-08.html")

    def test_jobkorea_cards_of_a_whole_page_of_2025_are_stored_with_title_company_place_and_link(self):
        self.check_jobkorea("jobkorea/search-full-2025-12.html")

    def test_wanted_jobs_are_stored_with_title_company_place_and_link(self):
        page, stored = self.poll("wanted", "wanted/v4-jobs-2026-07.json", params={"tag": "1634"})
        jobs = json.loads(page)["data"]
        self.assertEqual(set(stored), {str(job["id"]) for job in jobs})
        for job in jobs:
            posting = stored[str(job["id"])]
            self.assertIn(posting["title"], job["position"])
            self.assertIn(posting["company"], job["company"]["name"])
            self.assertTrue(posting["locations"])
            self.assertEqual(posting["url"], "https://www.wanted.co.kr/wd/%d" % job["id"])

    def test_greenhouse_jobs_are_stored_with_title_company_place_and_link(self):
        page, stored = self.poll("greenhouse", "ats/greenhouse.json", params={"board": "acme"})
        jobs = json.loads(page)["jobs"]
        self.assertEqual(set(stored), {str(job["id"]) for job in jobs})
        for job in jobs:
            posting = stored[str(job["id"])]
            self.assertEqual(posting["title"], job["title"].strip())
            self.assertTrue(posting["company"])
            self.assertTrue(posting["locations"])
            self.assertTrue(posting["description"])
            self.assertEqual(posting["url"], job["absolute_url"])


if __name__ == "__main__":
    unittest.main()
