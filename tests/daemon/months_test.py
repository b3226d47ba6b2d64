"""Bad weeks, as the reader of the digests sees them: what matters is told once, clearly, and again when it is well."""
import email
import email.policy
import json
import os
import sqlite3
import unittest

from mailbox_server import Hooks, Mailbox, free_port
from programs import Home
from server import Boards, page

HOUR, DAY = 3600, 86400


class Months(unittest.TestCase):
    def setUp(self):
        self.boards = self.enterContext(Boards())
        self.hooks = self.enterContext(Hooks())
        self.box = self.enterContext(Mailbox())

    def settings(self, mail=True, hook=None, port=None):
        tail = '[[profile]]\nname = "me"\nmin_score = 20\n'
        if mail:
            tail += 'to = ["me@example.org"]\n[smtp]\nhost = "127.0.0.1"\nport = %d\ntls = "none"\nfrom = "gonggo@example.org"\n' % (port or self.box.port)
        if hook:
            tail += '[[webhook]]\nname = "hook"\nurl = "%s/in"\nallow_private = true\nmin_score = 20\n%s\n' % (self.hooks.url, hook)
        return tail

    def sources(self, *names):
        for name in names:
            self.boards.files.setdefault(name, page(name))
        return [{"id": name, "mirror": self.boards.url(name)} for name in names]

    def home(self, *names, **settings):
        home = Home(self.sources(*names), tail=self.settings(**settings))
        self.addCleanup(home.__exit__)
        return home

    def round(self, home, code=None):
        done = home.run("GONGGOD", "--once")
        if code is not None:
            self.assertEqual(done[0], code, done[2])
        return done[2]

    def pass_time(self, home, seconds):
        """So much earlier happened all that happened."""
        with sqlite3.connect(home.database) as db:
            db.execute("UPDATE polls SET at = at - ?1", (seconds,))
            db.execute("UPDATE seen SET last_seen = last_seen - ?1", (seconds,))
            db.execute("UPDATE outbox SET next_try = next_try - ?1, created = created - ?1", (seconds,))
            db.execute("DELETE FROM meta WHERE key LIKE 'whole.%' OR key = 'upkeep.last'")
        db.close()

    def three_days(self, home):
        for _ in range(3):
            self.pass_time(home, DAY)
            self.round(home, 0)

    def told(self, since=0):
        """The text of each mail, broken lines joined."""
        mails = (email.message_from_bytes(raw, policy=email.policy.default) for _, raw in self.box.mails[since:])
        return ["%s\n%s" % (m["Subject"], m.get_body(("plain",)).get_content().replace("\r\n", "\n").replace("\n  ", " ")) for m in mails]

    def one_mail(self, since):
        mail, = self.told(since)
        return mail

    def test_a_board_that_answers_304_for_ever_is_read_all_the_same_once_a_day(self):
        home = self.home("tagged", mail=False)
        home.write([{"id": "tagged", "mirror": self.boards.url("tagged/one")}], tail=self.settings(mail=False))
        self.round(home, 0)
        for _ in range(2):  # an ordinary day: the board is asked with its ETag
            self.round(home, 0)
        statuses = [status for _, _, path, status in self.boards.log if path.startswith("/tagged")]
        self.assertEqual(statuses, [200, 304, 304])
        self.pass_time(home, DAY)
        self.round(home, 0)
        self.round(home, 0)
        statuses = [status for _, _, path, status in self.boards.log if path.startswith("/tagged")]
        self.assertEqual(statuses, [200, 304, 304, 200, 304])

    def test_half_of_the_items_gone_is_told_and_closes_nothing(self):
        home = self.home("half")
        for n in range(5):
            self.boards.files["half"] = page("half", 40, n)
            self.round(home, 0)
        self.boards.files["half"] = page("half", 40, 5).replace(b'"card" data-id="half-1', b'"tile" data-id="half-1').replace(b'"card" data-id="half-2', b'"tile" data-id="half-2')
        before = len(self.box.mails)
        for n in range(3):
            self.boards.files["half"] += b" "
            self.round(home, 1)
        mail = self.one_mail(before)
        self.assertIn("보통 40건인데 20건뿐입니다", mail)
        self.assertIn("gonggo doctor", mail)
        self.assertEqual(home.rows("SELECT count(*) FROM listings WHERE closed IS NOT NULL AND external_id > 'half-1' AND external_id < 'half-3'"), [(0,)])

    def test_a_board_down_for_an_hour_is_no_mail_for_a_day_is_one_and_one_when_it_is_back(self):
        home = self.home("b", "c")
        self.round(home, 0)
        home.write([self.sources("b")[0], {"id": "c", "mirror": self.boards.url("500")}], tail=self.settings())
        before = len(self.box.mails)
        self.pass_time(home, HOUR)
        self.round(home, 3)
        self.assertEqual(self.told(before), [])
        for _ in range(3):
            self.pass_time(home, 8 * HOUR)
            self.round(home, 3)
        self.assertIn("게시판이 응답하지 않습니다", self.one_mail(before))
        home.write(self.sources("b", "c"), tail=self.settings())
        for _ in range(2):
            self.round(home, 0)
        _, well = self.told(before)
        self.assertIn("다시 정상입니다", well.split("\n")[0])
        self.assertIn("다시 읽힙니다", well)

    def test_to_take_an_ill_source_out_is_no_news(self):
        home = self.home("b", "c")
        self.round(home, 0)
        home.write([self.sources("b")[0], {"id": "c", "mirror": self.boards.url("404")}], tail=self.settings())
        self.round(home, 3)
        before = len(self.box.mails)
        home.write(self.sources("b"), tail=self.settings())
        self.round(home, 0)
        self.assertEqual(self.told(before), [])
        self.assertRegex(home.run("GONGGO", "sources")[1], r"(?m)^c .*설정에 없습니다")

    def test_a_webhook_that_fails_is_told_once_by_mail_and_so_is_its_recovery(self):
        self.hooks.answers = [(404, {})]
        home = self.home("b", hook='when = "match"')
        self.round(home, 0)
        before = len(self.box.mails)
        self.three_days(home)
        mail = self.one_mail(before)
        self.assertIn("! 발송: hook: 1건을 보내지 못했습니다 (HTTP 404) 자세히", mail)
        self.assertEqual(home.run("GONGGO", "outbox", "retry", "--dead")[0], 0)
        for _ in range(2):
            self.round(home, 0)
        self.assertIn("o 발송: hook: 다시 보내집니다", self.told(before)[1])
        self.assertEqual(len(self.told(before)), 2)

    def test_a_webhook_that_is_a_day_late_is_told_by_mail_and_doctor(self):
        self.hooks.answers = [(500, {})] * 9
        home = self.home("b", hook='when = "match"')
        self.round(home, 0)
        before = len(self.box.mails)
        self.three_days(home)
        self.assertIn("! 발송: hook: 1건을 하루 넘게 보내지 못하고 있습니다 (HTTP 500) 자세히", self.one_mail(before))
        findings = map(json.loads, home.run("GONGGO", "doctor", "--json", "--offline")[1].splitlines())
        self.assertIn(("outbox", "warning"), [(f["check"], f["health"]) for f in findings])

    def test_a_mail_the_server_refused_is_told_by_the_next_in_the_servers_words(self):
        home = self.home("b")
        self.box.handler.replies = ["550 5.7.1 looks like spam"]
        self.round(home, 0)
        self.round(home, 0)
        self.assertEqual(self.told(), [])  # it may wait for other news, but not for days
        self.pass_time(home, 13 * HOUR)
        for _ in range(3):
            self.round(home, 0)
        mail = self.one_mail(0)
        self.assertIn("550 5.7.1 looks like spam", mail)
        code, _, told = home.run("GONGGO", "outbox", "retry")
        self.assertEqual(code, 2)
        self.assertIn("--dead", told)
        self.assertEqual(home.run("GONGGO", "outbox", "retry", "--dead")[0], 0)
        self.assertEqual(len(self.told()), 2)
        self.round(home, 0)
        self.assertEqual(len(self.told()), 2)

    def test_a_mail_put_off_before_the_clock_was_set_back_goes_out(self):
        home = self.home("b", port=free_port())
        self.round(home, 0)
        self.pass_time(home, -400 * DAY)
        home.write(self.sources("b"), tail=self.settings())
        self.round(home, 0)
        self.assertEqual(len(self.told()), 1)

    def test_neither_a_broken_template_nor_a_place_for_files_keeps_the_mail_back(self):
        home = self.home("b")
        os.mkdir(home.path + "/templates")
        with open(home.path + "/templates/digest.mustache", "w") as out:
            out.write("{{#sections}} not closed")
        with open(home.path + "/digests", "w") as out:
            out.write("no directory")
        self.round(home, 0)
        mail = self.one_mail(0)
        self.assertIn("첫 인사", mail)
        self.assertIn("! 메일 틀: ", mail)
        self.assertIn("! 다이제스트 파일: ", mail)
        findings = map(json.loads, home.run("GONGGO", "doctor", "--json", "--offline")[1].splitlines())
        self.assertLessEqual({("templates", "bad"), ("digests", "bad")}, {(f["check"], f["health"]) for f in findings})
        self.round(home, 0)
        self.assertEqual(len(self.told()), 1)

    def test_without_mail_a_full_place_for_files_is_a_failure_and_nothing_counts_as_told(self):
        home = self.home("b", mail=False)
        with open(home.path + "/digests", "w") as out:
            out.write("no directory")
        self.round(home, 1)
        os.remove(home.path + "/digests")
        self.round(home, 0)
        self.assertTrue([name for name in os.listdir(home.path + "/digests") if name.endswith(".html")])

    def test_whoever_has_webhooks_only_hears_of_ill_sources_there(self):
        for when in ("digest", "match"):
            for kind in ("generic", "slack"):
                with self.subTest(when, kind=kind):
                    self.hooks.received.clear()
                    hook = 'when = "%s"\nkind = "%s"' % (when, kind)
                    home = self.home("b", "c", mail=False, hook=hook)
                    self.round(home, 0)
                    before = len(self.hooks.received)
                    home.write([self.sources("b")[0], {"id": "c", "mirror": self.boards.url("404")}], tail=self.settings(mail=False, hook=hook))
                    for _ in range(2):
                        self.round(home, 3)
                    self.assertEqual(len(self.hooks.received), before + 1)
                    body = self.hooks.json()
                    self.assertIn("읽지 못했습니다", json.dumps(body, ensure_ascii=False))
                    if kind == "generic":
                        self.assertEqual([(h["source"], h["healthy"]) for h in body["data"]["health"]], [("c", False)])

    def test_a_source_taken_out_closes_after_two_weeks_without_a_word(self):
        home = self.home("b", "c")
        self.round(home, 0)
        for posting, in home.rows("SELECT DISTINCT posting FROM listings WHERE source = 'c'"):
            home.run("GONGGO", "mark", posting, "interested")
        before = len(self.box.mails)
        home.write(self.sources("b"), tail=self.settings())
        still = "SELECT count(*) FROM listings WHERE source = 'c' AND closed IS NULL"
        for days, left in ((13, 6), (2, 0), (1, 0)):
            self.pass_time(home, days * DAY)
            self.round(home, 0)
            self.assertEqual(home.rows(still), [(left,)])
        self.round(home, 0)
        self.assertEqual(self.told(before), [])
        self.assertEqual(home.rows("SELECT count(*) FROM listings WHERE source = 'b' AND closed IS NOT NULL"), [(0,)])

    def test_a_source_with_a_new_name_tells_nothing_again(self):
        home = self.home("b")
        self.round(home, 0)
        before = len(self.box.mails)
        home.write([{"id": "renamed", "mirror": self.boards.url("b")}], tail=self.settings())
        for _ in range(3):
            self.round(home, 0)
            self.pass_time(home, 8 * DAY)
        self.assertEqual(self.told(before), [])
        self.assertEqual(home.rows("SELECT count(*) FROM postings WHERE closed IS NOT NULL"), [(0,)])

    def test_a_profile_with_a_new_name_is_greeted_once_and_the_old_one_goes_on(self):
        home = self.home("b")
        self.round(home, 0)
        home.write(self.sources("b"), tail=self.settings().replace('"me"', '"neu"'))
        for _ in range(2):
            self.round(home, 0)
        self.assertEqual(["첫 인사" in mail for mail in self.told()], [True, True])
        home.write(self.sources("b"), tail=self.settings())
        self.round(home, 0)
        self.assertEqual(len(self.told()), 2)


if __name__ == "__main__":
    unittest.main()
