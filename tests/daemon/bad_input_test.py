"""Hostile and broken answers: each told by name for its source, the others go on, memory stays bounded."""
import sys
import unittest

from programs import Home
from server import Boards

# behaviour → (state, a part of the reason); "" where the page can be read all the same
TABLE = {
    "ok": ("ok", ""),
    "empty": ("broken", "empty"),
    "huge": ("blocked", "larger than 16 MiB"),
    "bomb": ("blocked", "larger than 16 MiB"),
    "deep": ("broken", "nests elements"),
    "cut": ("ok", ""),
    "nuls": ("ok", ""),
    "charset": ("ok", ""),
    "404": ("broken", "HTTP 404"),
    "500": ("down", "HTTP 500"),
    "429": ("blocked", "HTTP 429 (asks to be left alone for 7200 s)"),
    "redirect": ("blocked", "private or loopback"),
    "slow": ("down", "too slow"),
    "captcha": ("blocked", "captcha"),
    "forbidden": ("blocked", 'robots.txt says "Disallow: /forbidden"'),
}


# runs a command and prints the kilobytes it took at its peak
PEAK = """import resource, subprocess, sys
code = subprocess.call(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(code)"""


class BadInput(unittest.TestCase):
    def setUp(self):
        # 429 has a host of its own: its word holds for the whole host
        self.boards = Boards(("127.0.0.1", "127.0.0.2"))
        sources = [{"id": how, "mirror": self.boards.url(how, 1 if how == "429" else 0), "timeout": "2s" if how == "slow" else "30s"} for how in TABLE]
        sources.append({"id": "nobody", "mirror": "http://127.0.0.1:1"})
        sources.append({"id": "ok-too", "mirror": self.boards.url("ok/second")})
        self.home = Home(sources)
        self.addCleanup(self.boards.__exit__)
        self.addCleanup(self.home.__exit__)

    def check(self, code, told):
        self.assertEqual(code, 3, told)
        states = self.home.states()
        for how, (state, reason) in {**TABLE, "nobody": ("blocked", "robots.txt cannot be read"), "ok-too": ("ok", "")}.items():
            with self.subTest(how):
                self.assertEqual(states[how][0], state, states[how][1])
                self.assertIn(reason, states[how][1])
                self.assertIn(how, told)
                if reason:
                    self.assertIn(reason.split('"')[0], told)
        titles = [row[0] for row in self.home.rows("SELECT body FROM listings WHERE source = 'charset'")]
        self.assertEqual(len(titles), 6)
        self.assertIn("머신러닝 엔지니어", "".join(titles))
        self.assertEqual(self.home.rows("SELECT count(*) FROM listings WHERE source LIKE 'ok%'"), [(12,)])
        return states

    def test_every_bad_answer_is_named_by_gonggod_once_and_memory_stays_bounded(self):
        code, out, told = self.home.run("GONGGOD", "--once", wrap=(sys.executable, "-c", PEAK))
        self.check(code, told)
        self.assertLess(int(out.split()[-1]), 160 << 10)  # of a 300 MB bomb, a 50 MB page and the rest at once

    def test_every_bad_answer_is_named_by_gonggo_poll(self):
        code, _, told = self.home.run("GONGGO", "poll", LANG="en_US.UTF-8")
        self.check(code, told)

    def test_the_running_daemon_asks_failing_sources_later_and_keeps_that_over_a_restart(self):
        with self.home.start() as daemon:
            for how in TABLE:
                daemon.wait_log("poll source=%s " % how)
            self.assertLess(daemon.memory(), 200 << 20)
            daemon.stop()
        plans = {key[5:]: [int(n) for n in value.split()] for key, value in self.home.rows("SELECT key, value FROM meta WHERE key LIKE 'plan.%'")}
        self.assertGreaterEqual(plans["429"][1] - plans["429"][0], 7200)
        self.assertEqual(plans["429"][2], 1)
        self.assertLess(plans["500"][1] - plans["500"][0], 400)  # down: soon again
        self.assertEqual(plans["ok"][2], 0)
        asked = len(self.boards.log)
        with self.home.start() as daemon:
            daemon.wait_log("watching")
            daemon.stop()
        self.assertEqual(len(self.boards.log), asked)


if __name__ == "__main__":
    unittest.main()
