"""A hundred sources on ten hosts, every recipe's sample and the saved real lists among them: spacing as the servers see it, 304 the
second time, robots.txt kept, memory bounded."""
import collections
import glob
import os
import tomllib
import unittest

from programs import HERE, Home, wait_for
from server import Boards

HOSTS = 10
SPACING = 0.1
ALL = 100
TOP = HERE + "/../.."
CORPUS = os.environ.get("GONGGO_CORPUS", TOP + "/../shared/corpus")
REAL = {"jobkorea": "jobkorea/search-full-2025-12.html", "wanted": "wanted/v4-jobs-2026-07.json", "jumpit": "jumpit/positions-2026-07.json",
        "rallit": "rallit/position-2026-08.json", "saramin-api": "saramin/api.json", "work24-internship": "work24/internship-list-2026-07.html",
        **{name: "ats/%s.json" % name for name in ("ashby", "bamboohr", "greenhouse", "lever", "pinpoint", "recruitee", "rippling", "smartrecruiters",
                                                   "teamtailor", "workable", "workday")}}


def read(path):
    with open(path, "rb") as file:
        return file.read()


class Sources:
    """Each with a page of its own on one of the hosts, by turns."""

    def __init__(self, boards):
        self.boards, self.all, self.whole = boards, [], set()

    def add(self, name, page=None, **source):
        if page is not None:
            self.boards.files[name] = page
        mirror = self.boards.url(name if page is not None else source.pop("path"), len(self.all) % HOSTS)
        self.all.append({"id": name, "mirror": mirror, "spacing": "%dms" % (SPACING * 1000), "details_per_poll": 0, "max_pages": 1, **source})

    def add_recipes(self):
        for path in sorted(glob.glob(TOP + "/scrapers/recipes/*.toml")):
            recipe = tomllib.loads(read(path).decode())
            name = recipe["id"]
            params = {key: "sample" for key, about in recipe.get("params", {}).items() if isinstance(about, str) or "default" not in about}
            if "url" in params:
                params["url"] = "https://board.example/list"
            if name in ("oracle", "teamtailor", "phenom"):
                params.update({key: "board.example" for key in ("host", "site") if key in params})
            more = {"recipe": name, "params": params, **({"api_key": "env:GONGGO_TEST_KEY"} if "{api_key}" in recipe["list"]["url"] else {})}
            if name == "sitemap":
                continue  # its postings are its detail pages
            self.add("sample-" + name, read(sorted(glob.glob(TOP + "/tests/recipes/%s/list.*" % name) or glob.glob(TOP + "/tests/recipes/%s/list*" % name))[0]), **more)
            if name in REAL and os.path.isdir(CORPUS):
                self.add("real-" + name, read(os.path.join(CORPUS, REAL[name])), **more)
            if recipe["list"].get("pages"):
                self.whole.update(("sample-" + name, "real-" + name))  # lists of several pages are always read anew


class Polite(unittest.TestCase):
    def test_a_hundred_sources_keep_every_hosts_spacing_and_rules(self):
        with Boards(["127.0.0.%d" % n for n in range(1, HOSTS + 1)]) as boards:
            sources = Sources(boards)
            sources.add_recipes()
            read_ones = len(sources.all)
            for n in range(ALL - 2 - read_ones):
                sources.add("tagged%d" % n, path="tagged/b%d" % n)
            for n in range(2):
                sources.add("no%d" % n, path="forbidden")
            with Home(sources.all) as home, home.start(GONGGO_TEST_KEY="k") as daemon:
                wait_for(lambda: daemon.log().count("poll source=") == ALL, 90, daemon.log)
                memory = daemon.memory()
                self.assertLess(memory, 128 << 20)
                daemon.stop()
                self.check_spacing(boards.log)
                first = len(boards.log)
                states = home.states()
                self.assertEqual({s: state for s, state in states.items() if state[0] != "ok"},
                                 {"no%d" % n: ("blocked", states["no%d" % n][1]) for n in range(2)})
                self.assertIn("robots.txt", states["no0"][1])
                stored = dict(home.rows("SELECT source, count(*) FROM listings GROUP BY source"))
                self.assertEqual(set(stored), {s["id"] for s in sources.all} - {"no0", "no1"})
                code, _, _ = home.run("GONGGOD", "--once", GONGGO_TEST_KEY="k")
                self.assertEqual(code, 3)
                again = {path.split("/")[1]: status for _, _, path, status in boards.log[first:] if path != "/robots.txt"}
                plain = {s["id"] for s in sources.all[:read_ones]} - sources.whole
                self.assertEqual({s: again[s] for s in plain if again[s] != 304}, {})
                self.assertEqual(again["tagged"], 304)
                self.check_spacing(boards.log[first:])
                self.assertFalse([path for _, _, path, _ in boards.log if "forbidden" in path])
                self.assertEqual(dict(home.rows("SELECT source, count(*) FROM listings GROUP BY source")), stored)
                print("%d sources, %d of them recipes' samples and saved real lists; %d listings; %d MB at most; %d answered 304 the second time"
                      % (ALL, read_ones, sum(stored.values()), memory >> 20, sum(1 for _, _, _, status in boards.log[first:] if status == 304)))

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
