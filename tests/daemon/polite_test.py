"""A hundred sources on ten hosts: spacing as the servers see it, 304 the second time, robots.txt kept, memory bounded."""
import collections
import unittest

from programs import Home, wait_for
from server import Boards

HOSTS = 10
SPACING = 0.1


class Polite(unittest.TestCase):
    def test_a_hundred_sources_keep_every_hosts_spacing_and_rules(self):
        with Boards(["127.0.0.%d" % n for n in range(1, HOSTS + 1)]) as boards:
            sources = [{"id": "s%d" % n, "mirror": boards.url("tagged/b%d" % n, n % HOSTS), "spacing": "%dms" % (SPACING * 1000)} for n in range(98)]
            sources += [{"id": "no%d" % n, "mirror": boards.url("forbidden", n), "spacing": "100ms"} for n in range(2)]
            with Home(sources) as home, home.start() as daemon:
                wait_for(lambda: daemon.log().count("poll source=") == 100, 60, daemon.log)
                self.assertLess(daemon.memory(), 64 << 20)
                daemon.stop()
                self.check_spacing(boards.log)
                first = len(boards.log)
                self.assertEqual({state for source, (state, _) in home.states().items() if source.startswith("s")}, {"ok"})
                self.assertEqual(home.states()["no0"][0], "blocked")
                code, _, _ = home.run("GONGGOD", "--once")
                self.assertEqual(code, 3)
                again = [(path, status) for _, _, path, status in boards.log[first:] if path != "/robots.txt"]
                self.assertEqual(len(again), 98)
                self.assertEqual({status for _, status in again}, {304})
                self.check_spacing(boards.log[first:])
                self.assertFalse([path for _, _, path, _ in boards.log if "forbidden" in path])
                self.assertEqual(home.rows("SELECT count(*) FROM listings"), [(98 * 6,)])

    def check_spacing(self, log):
        by_host = collections.defaultdict(list)
        for at, host, path, _ in log:
            by_host[host].append(at)
        self.assertEqual(len(by_host), HOSTS)
        gaps = [b - a for times in by_host.values() for a, b in zip(sorted(times), sorted(times)[1:])]
        self.assertGreater(min(gaps), SPACING * 0.9)
        print("%d requests, gaps %.0f to %.0f ms" % (len(log), min(gaps) * 1000, max(gaps) * 1000))


if __name__ == "__main__":
    unittest.main()
