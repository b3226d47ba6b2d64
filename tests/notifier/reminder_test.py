"""What the digest says of saved postings: D-3 and D-1, moved deadlines, early ends; and the feed files."""
import datetime
import glob
import json
import os
import re
import sqlite3
import time
import unittest
import xml.etree.ElementTree as xml

from mailbox_server import Hooks
from programs import Home
from server import Boards

TODAY = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=9))).date()


def card(n, days):
    until = (TODAY + datetime.timedelta(days)).isoformat()
    return ('<div class="card" data-id="r-%d"><a href="/jobs/%d">머신러닝 엔지니어 r-%d</a><span class="company">(주)가상%d</span>'
            '<span class="place">서울</span><span class="until">%s</span></div>') % (n, n, n, n, until)


class Reminder(unittest.TestCase):
    def setUp(self):
        self.boards = self.enterContext(Boards())
        self.hooks = self.enterContext(Hooks())
        tail = ('[[profile]]\nname = "me"\nmin_score = 20\n[[webhook]]\nname = "h"\nurl = "%s"\nallow_private = true\nwhen = "digest"\n' % self.hooks.url)
        self.home = Home([{"id": "one", "mirror": self.boards.url("list")}], tail=tail)
        self.addCleanup(self.home.__exit__)
        with open(self.home.config, "a") as config:
            config.write('[feeds]\ndirectory = "%s/feeds"\n' % self.home.path)

    def board(self, **days):
        self.boards.files["list"] = ("<html><body>" + "".join(card(int(n[1:]), d) for n, d in days.items()) + "</body></html>").encode()
        code, _, told = self.home.run("GONGGO", "poll")
        self.assertEqual(code, 0, told)

    def digest(self):
        """{section: [(title, note)]} of the digest that went out now."""
        before = len(self.hooks.received)
        code, _, told = self.home.run("GONGGO", "digest")
        self.assertEqual(code, 0, told)
        if len(self.hooks.received) == before:
            return {}
        data = self.hooks.json()["data"]
        return {name: [(e["posting"]["title"].split()[-1], e["note"]) for e in entries]
                for name, entries in data.items() if isinstance(entries, list) and entries}

    def mark(self, n, status):
        _, out, _ = self.home.run("GONGGO", "list", "--json")
        wanted = next(p["id"] for p in map(json.loads, out.splitlines()) if p["title"].endswith(" r-%d" % n))
        self.assertEqual(self.home.run("GONGGO", "mark", wanted, status)[0], 0)

    def test_saved_and_applied_postings_are_reminded_of_once_at_d_3_and_d_1(self):
        self.board(r1=3, r2=1, r3=2, r4=3, r5=1)
        self.assertEqual(len(self.digest()["new"]), 5)
        self.mark(1, "interested")
        self.mark(2, "applied")
        self.mark(3, "interested")  # D-2: nobody was reminded at D-3
        self.mark(5, "rejected")
        self.assertEqual(sorted(self.digest()["closing"]), [("r-1", "관심 공고"), ("r-2", "지원한 공고"), ("r-3", "관심 공고")])
        self.assertEqual(self.digest(), {})

    def test_a_saved_posting_that_closes_early_is_told_once(self):
        self.board(r1=20, r2=20, r3=20)
        self.digest()
        self.mark(1, "interested")
        for titles in ({"r3": 20}, {"r3": 20, "r4": 20}):  # gone twice: it has closed
            time.sleep(1.1)  # what was seen is known to the second
            self.board(**titles)
        self.assertEqual(self.digest()["changed"], [("r-1", "예정보다 일찍 마감되었습니다")])
        self.assertEqual(self.digest(), {})

    def test_the_round_up_of_the_week_has_the_best_of_what_was_told(self):
        monday = TODAY - datetime.timedelta(TODAY.weekday())
        with open(self.home.config) as config:
            text = config.read()
        with open(self.home.config, "w") as config:
            config.write(text.replace("[digest]", "[digest]\nweekly = true"))
        self.board(r1=20, r2=9, r3=5)
        self.digest()
        self.mark(3, "interested")  # D-5: no reminder yet
        db = sqlite3.connect(self.home.database)
        with db:
            db.execute("INSERT OR REPLACE INTO meta VALUES ('weekly.me', ?)", ((monday - datetime.timedelta(7)).isoformat(),))
        db.close()
        before = self.digest()
        self.assertEqual((self.hooks.json()["data"]["subject"].startswith("[공고] 이번 주의 공고 3건"), before["closing"]), (True, [("r-3", "관심 공고")]))
        with open(glob.glob(self.home.path + "/digests/*-2.txt")[0]) as f:
            self.assertIn("지난 7일의 좋은 공고 3건", f.read())
        self.assertEqual(self.digest(), {})

    def test_a_moved_deadline_is_told_once_with_both_days(self):
        self.board(r1=20, r2=20)
        self.digest()
        self.board(r1=27, r2=20)
        (title, note), = self.digest()["changed"]
        self.assertEqual(title, "r-1")
        days = [TODAY + datetime.timedelta(d) for d in (20, 27)]
        self.assertEqual(re.findall(r"\d+/\d+", note), ["%d/%d" % (d.month, d.day) for d in days])
        self.assertEqual(self.digest(), {})

    def test_feed_files_are_written_for_each_profile(self):
        self.board(r1=20, r2=5)
        self.home.run("GONGGOD", "--once")
        with open(self.home.path + "/feeds/me.atom") as feed:
            entries = xml.fromstring(feed.read()).findall("{http://www.w3.org/2005/Atom}entry")
        self.assertEqual(len(entries), 2)
        with open(self.home.path + "/feeds/me.ics") as calendar:
            self.assertEqual(calendar.read().count("BEGIN:VEVENT"), 2)
        self.assertEqual(sorted(os.listdir(self.home.path + "/feeds")), ["me.atom", "me.ics"])

    def test_templates_in_the_configuration_directory_replace_ours(self):
        os.mkdir(self.home.path + "/templates")
        with open(self.home.path + "/templates/digest.mustache", "w") as template:
            template.write("<html><body>내 틀: {{subject}}</body></html>")
        self.board(r1=20)
        code, out, _ = self.home.run("GONGGO", "digest")
        with open(out.splitlines()[0]) as html:
            self.assertIn("내 틀: [공고]", html.read())
        with open(self.home.path + "/templates/digest.mustache", "w") as template:
            template.write("{{#open}} and never closed")
        self.board(r1=20, r2=3)
        code, out, told = self.home.run("GONGGO", "digest")
        self.assertEqual(code, 3)
        self.assertIn("닫히지 않았습니다", told)
        with open(out.splitlines()[0]) as html:  # by ours, and the fault is told
            html = html.read()
        self.assertRegex(html, "(?s)r-2</.*메일 틀.*닫히지 않았습니다")
        self.assertIn("닫히지 않았습니다", json.dumps(self.hooks.json(), ensure_ascii=False))


if __name__ == "__main__":
    unittest.main()
