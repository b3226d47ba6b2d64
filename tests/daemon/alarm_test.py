"""The silence alarm with the real programs: a page that changes is told, nothing is closed, and it recovers by itself."""
import json
import unittest

from programs import Home
from server import Boards, page

# what the board changes → (state, a part of the reason)
CHANGES = {
    "items": ((b'class="card"', b'class="tile"'), "broken", "no layout of the recipe found anything"),
    "title": ((b"<a href", b"<u href"), "broken", "the title is empty in all 40 items"),
    "company": ((b'class="company"', b'class="firm"'), "degraded", "company (was filled in 100 %)"),
    "place": ((b'class="place"', b'class="where"'), "degraded", "location (was filled in 100 %)"),
    "until": ((b'class="until"', b'class="to"'), "degraded", "deadline (was filled in 100 %)"),
}


class Alarm(unittest.TestCase):
    def setUp(self):
        self.boards = Boards()
        self.addCleanup(self.boards.__exit__)
        self.home = Home([{"id": how, "mirror": self.boards.url(how)} for how in [*CHANGES, "collapse", "login", "shell"]])
        self.addCleanup(self.home.__exit__)
        for n in range(5):
            self.serve(fresh=n)
            self.poll(0)

    def serve(self, fresh=0, changed=False):
        for how in [*CHANGES, "collapse", "login", "shell"]:
            self.boards.files[how] = page(how, 40, fresh)
        if changed:
            for how, ((old, new), _, _) in CHANGES.items():
                self.boards.files[how] = page(how, 40, fresh).replace(old, new)
            self.boards.files["collapse"] = page("collapse", 3, fresh)
            self.boards.files["login"] = b'<form><input type="password"></form>'
            self.boards.files["shell"] = b'<div id="root"></div><script src=x></script>'

    def poll(self, code):
        self.assertEqual(self.home.run("GONGGO", "poll")[0], code)

    def sources(self):
        _, out, _ = self.home.run("GONGGO", "sources", "--json")
        return {source["source"]: source for source in map(json.loads, out.splitlines())}

    def test_any_selector_that_stops_matching_raises_the_alarm_and_it_recovers_by_itself(self):
        self.assertEqual({s["state"] for s in self.sources().values()}, {"ok"})
        self.assertEqual(self.sources()["company"]["filled"]["company"], 40)
        closed = "SELECT count(*) FROM listings WHERE closed IS NOT NULL AND source = 'collapse'"
        closed_before = self.home.rows(closed)
        self.serve(fresh=9, changed=True)
        told = {**{how: (state, reason) for how, (_, state, reason) in CHANGES.items()}, "collapse": ("degraded", "3 items where 40 are usual"),
                "login": ("blocked", "a login page"), "shell": ("blocked", "an empty shell that needs JavaScript")}
        for again in range(2):  # the same bytes a second time are no recovery
            self.home.run("GONGGO", "poll")
            ill = self.sources()
            for how, (state, reason) in told.items():
                with self.subTest(how, again=again):
                    self.assertEqual(ill[how]["state"], state, ill[how]["reason"])
                    self.assertIn(reason, ill[how]["reason"])
                    self.assertTrue(ill[how]["last_ok"])
        self.assertEqual(self.home.rows(closed), closed_before)
        _, table, _ = self.home.run("GONGGO", "sources")
        self.assertIn("마지막 정상", table)
        code, out, told_now = self.home.run("GONGGO", "digest")
        self.assertEqual(code, 0, told_now)
        with open(out.split()[0]) as digest:
            told = digest.read()
        self.assertRegex(told, r"일부를 읽지 못했습니다 · 마지막 정상 \d+/\d+ [월화수목금토일] \([^)]*회사 \(전에는 100%에 있었음\)")
        self.assertIn("게시판이 접근을 막았습니다", told)
        self.serve(fresh=9)
        self.poll(0)
        self.assertEqual({s["state"] for s in self.sources().values()}, {"ok"})

    def test_nothing_new_is_not_blind(self):
        self.poll(0)
        for source in self.sources().values():
            self.assertEqual((source["state"], source["unchanged"], source["items"], source["new"]), ("ok", True, 40, 0))
        self.assertIn("새 공고 없음", self.home.run("GONGGO", "sources")[1])


if __name__ == "__main__":
    unittest.main()
