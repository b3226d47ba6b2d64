"""Detail pages: each is read once, and what it said stays known."""
import json
import sqlite3
import time
import unittest

from programs import Home
from server import Boards


class Details(unittest.TestCase):
    def setUp(self):
        self.boards = Boards()
        self.addCleanup(self.boards.__exit__)

    def home(self, **source):
        home = Home([{"id": "it", "recipe": "detailed", "mirror": self.boards.url("detailed"), **source}])
        self.addCleanup(home.__exit__)
        return home

    def poll(self, home):
        """How many detail pages it read."""
        asked = len(self.boards.log)
        code, _, told = home.run("GONGGOD", "--once")
        self.assertEqual(code, 0, told)
        return sum("/jobs/" in path for _, _, path, _ in self.boards.log[asked:])

    def records(self, home):
        return {external: json.loads(body) for external, body in home.rows("SELECT external_id, body FROM listings")}

    def test_what_a_detail_page_said_stays_known_when_later_polls_see_the_list_alone(self):
        home = self.home()
        self.assertGreater(self.poll(home), 3)
        first = self.records(home)
        told = [r for r in first.values() if "추천 모델" in r["description"]]
        self.assertGreater(len(told), 3)
        self.assertEqual({r["level"]["min_years"] for r in told}, {3})
        self.assertEqual(self.poll(home), 0)
        self.assertEqual(self.records(home), first)
        # tomorrow the same words may mean another day: everything is read anew, and is the same
        self.forget_words(home)
        self.assertEqual(self.poll(home), 0)
        self.assertEqual(self.records(home), first)
        self.assertEqual(home.rows("SELECT count(*) FROM versions"), [(0,)])

    def test_a_changed_title_is_taken_and_the_description_kept(self):
        home = self.home()
        self.poll(home)
        first = self.records(home)["detailed-0"]
        self.change(home, "UPDATE seen SET heard = 1; UPDATE listings SET hash = 'x', body = json_replace(body, '$.title', 'an old title')")
        self.assertEqual(self.poll(home), 0)
        self.assertEqual(self.records(home)["detailed-0"], first)
        self.assertEqual(home.rows("SELECT json_extract(body, '$.title') FROM versions WHERE external_id = 'detailed-0'"), [("an old title",)])

    def test_pages_beyond_a_polls_budget_are_read_by_the_next_polls(self):
        home = self.home(details_per_poll=2)
        read = [self.poll(home) for _ in range(4)]
        self.assertEqual(read[:2], [2, 2])
        self.assertEqual(read[3], 0)
        pages = [path for _, _, path, _ in self.boards.log if "/jobs/" in path]
        self.assertEqual(len(pages), len(set(pages)))
        self.assertEqual(sum("추천 모델" in r["description"] for r in self.records(home).values()), len(pages))

    def test_as_many_pages_are_asked_for_at_once_as_the_source_allows(self):
        self.boards.pause = 0.1
        for allowed in (1, 3):
            self.boards.most_at_once = 0
            self.assertGreater(self.poll(self.home(concurrency=allowed, spacing="0s")), 3)
            self.assertEqual(self.boards.most_at_once, allowed)

    def test_what_was_read_before_a_poll_was_cut_short_is_kept_and_the_next_reads_the_rest(self):
        self.boards.generation = 200
        self.boards.pause = 0.005
        home = self.home(spacing="0s", details_per_poll=500)
        with home.start("--once") as poll:
            while poll.process.poll() is None and self.stored(home) == 0:
                time.sleep(0.02)
            poll.process.kill()
        kept = self.stored(home)
        self.assertTrue(0 < kept < 206, kept)
        self.boards.pause = 0
        asked = [path for _, _, path, _ in self.boards.log if "/jobs/" in path]
        self.assertLess(self.poll(home), len(asked))
        records = self.records(home)
        self.assertEqual(len(records), 206)
        self.assertEqual(home.rows("SELECT count(*), count(DISTINCT posting) FROM listings"), [(206, 206)])
        self.assertEqual(self.poll(home), 0)

    def stored(self, home):
        try:
            return home.rows("SELECT count(*) FROM listings")[0][0]
        except sqlite3.OperationalError:  # no table yet
            return 0

    def test_a_list_that_says_the_same_only_touches_when_it_was_seen(self):
        home = self.home()
        self.poll(home)
        before = home.rows("SELECT source, external_id, last_seen FROM seen ORDER BY 2")
        time.sleep(1.1)
        self.poll(home)
        after = home.rows("SELECT source, external_id, last_seen FROM seen ORDER BY 2")
        self.assertEqual(len(after), len(before))
        self.assertTrue(all(new[2] > old[2] for old, new in zip(before, after)))

    def forget_words(self, home):
        self.change(home, "UPDATE seen SET heard = 1")

    def change(self, home, sql):
        connection = sqlite3.connect(home.database)
        connection.executescript(sql)
        connection.close()


if __name__ == "__main__":
    unittest.main()
