"""kill -9 in the midst of polls and digests: nothing lost, nothing told twice."""
import collections
import email
import email.policy
import os
import random
import re
import signal
import subprocess
import time
import unittest

from programs import PROGRAMS, Home
from server import Boards

KILLS = int(os.environ.get("GONGGO_KILLS", "50"))
TAIL = """
[[profile]]
name = "me"
to = ["me@example.org"]
min_score = 20
[smtp]
host = "127.0.0.1"
port = 1
tls = "none"
from = "gonggo@example.org"
"""


def home_for(boards):
    sources = [{"id": "s%d" % n, "mirror": boards.url("growing/b%d" % n), "concurrency": 4} for n in range(6)]
    home = Home(sources, tail=TAIL)
    with open(home.config) as f:
        text = f.read()
    with open(home.config, "w") as f:
        f.write(text.replace("[digest]", "[digest]\nmost = 500"))
    return home


def told_in_mails(home):
    """How often each posting's title stands as a card of a mail: {title: times}."""
    times = collections.Counter()
    for (payload,) in home.rows("SELECT payload FROM outbox WHERE channel = 'mail' ORDER BY id"):
        mail = email.message_from_bytes(payload if isinstance(payload, bytes) else payload.encode(), policy=email.policy.default)
        text = mail.get_body(("plain",)).get_content()
        times.update(set(re.findall(r"\bb\d-\d+\b", text)))
    return times


def told_in_database(home):
    return sorted(title for (title,) in home.rows(
        "SELECT json_extract(body, '$.title') FROM postings JOIN matches ON matches.posting = postings.id WHERE told IS NOT NULL"))


class Crash(unittest.TestCase):
    def test_fifty_kills_at_random_moments_lose_nothing_and_tell_nothing_twice(self):
        with Boards() as boards, home_for(boards) as home, home_for(boards) as calm:
            begin = time.monotonic()
            self.assertEqual(calm.run("GONGGOD", "--once")[0], 0)
            whole = time.monotonic() - begin
            chance = random.Random(20261124)
            killed = runs = 0
            while killed < KILLS:
                runs += 1
                self.assertLess(runs, 10 * KILLS)
                if runs % 5 == 0:
                    boards.generation += 1
                process = subprocess.Popen([PROGRAMS["GONGGOD"], "--config", home.config, "--once"], env=home.environment(), stderr=subprocess.DEVNULL)
                time.sleep(chance.uniform(0, whole))
                killed += process.poll() is None
                process.send_signal(signal.SIGKILL)
                process.wait()
            boards.generation += 1
            for each in (home, calm):
                code, _, told = each.run("GONGGOD", "--once")
                self.assertEqual(code, 0, told)
            self.assertEqual(home.rows("PRAGMA integrity_check"), [("ok",)])
            listings = "SELECT source, external_id, url, closed FROM listings ORDER BY 1, 2"
            self.assertEqual(home.rows(listings), calm.rows(listings))
            titles = "SELECT json_extract(body, '$.title') FROM postings ORDER BY 1"
            self.assertEqual(home.rows(titles), calm.rows(titles))
            self.assertGreater(len(told_in_database(home)), 20)
            self.assertEqual(told_in_database(home), told_in_database(calm))
            mailed = told_in_mails(home)
            self.assertEqual({title: times for title, times in mailed.items() if times > 1}, {})
            self.assertEqual(set(mailed), set(told_in_mails(calm)))
            self.assertEqual(len(mailed), len(told_in_database(home)))
            print("%d runs, %d killed, %d postings told once" % (runs, killed, len(mailed)))


if __name__ == "__main__":
    unittest.main()
