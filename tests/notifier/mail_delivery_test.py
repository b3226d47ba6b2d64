"""Digests on their way to a real SMTP server: each arrives once, whatever the server does."""
import collections
import email
import email.policy
import json
import os
import random
import re
import signal
import socket
import subprocess
import threading
import time
import unittest

from mailbox_server import Mailbox, certificate, free_port
from programs import PROGRAMS, Home
from server import Boards, page

KILLS = int(os.environ.get("GONGGO_MAIL_KILLS", "20"))  # by hand: GONGGO_MAIL_KILLS=200
HERE = os.path.dirname(os.path.abspath(__file__))
MENDED = "outbox retry"


def settings(port, to=("me@example.org",), **smtp):
    smtp = {"host": "127.0.0.1", "port": port, "tls": "none", "from": "공고 <gonggo@example.org>", "timeout": "2s", **smtp}
    lines = ["[[profile]]", 'name = "나"', "to = %s" % json.dumps(list(to)), "min_score = 20", "[smtp]"]
    return "\n".join(lines + ["%s = %s" % (key, json.dumps(value, ensure_ascii=False)) for key, value in smtp.items()])


def parsed(raw):
    return email.message_from_bytes(raw, policy=email.policy.default)


class Case(unittest.TestCase):
    def setUp(self):
        self.boards = self.enterContext(Boards())
        self.environment = {}

    def home(self, port, cards=6, **smtp):
        self.boards.files["list"] = page("b", cards) if cards else page("b", 1, 4)  # one that does not match
        home = Home([{"id": "one", "mirror": self.boards.url("list")}], tail=settings(port, **smtp))
        self.addCleanup(home.__exit__)
        with open(home.config) as f:
            text = f.read()
        with open(home.config, "w") as f:
            f.write(text.replace("[digest]", "[digest]\nmost = 500"))
        self.run_in(home, "poll")
        return home

    def run_in(self, home, *arguments):
        return home.run("GONGGO", *arguments, **self.environment)

    def outbox(self, home):
        _, out, _ = self.run_in(home, "outbox", "list", "--all", "--json")
        return [json.loads(line) for line in out.splitlines()]

    def pass_time(self, home, seconds):
        """So much earlier happened all that happened."""
        import sqlite3
        with sqlite3.connect(home.database) as db:
            db.execute("UPDATE outbox SET next_try = next_try - ?1, created = created - ?1", (seconds,))
        db.close()


class Mail(Case):
    def test_digests_of_0_1_12_and_500_postings_arrive_once(self):
        for cards in (0, 1, 12, 500):
            with self.subTest(cards), Mailbox() as box:
                home = self.home(box.port, cards)
                for _ in range(2):
                    code, _, told = self.run_in(home, "digest")
                    self.assertEqual(code, 0, told)
                matching = int(home.rows("SELECT count(*) FROM matches")[0][0])
                self.assertEqual(len(box.mails), 0 if matching == 0 else 1)
                if not box.mails:
                    continue
                (recipients, raw), = box.mails
                self.assertEqual(recipients, ["me@example.org"])
                mail = parsed(raw)
                text = mail.get_body(("plain",)).get_content()
                with open(next(home.path + "/digests/" + n for n in os.listdir(home.path + "/digests") if n.endswith(".txt"))) as f:
                    self.assertEqual(text.replace("\r\n", "\n").rstrip("\n"), f.read().rstrip("\n"))
                self.assertIn("%d건" % matching, mail["Subject"])
                self.assertEqual(mail["From"].addresses[0].display_name, "공고")
                titles = [t for t, in home.rows("SELECT json_extract(body, '$.title') FROM postings JOIN matches ON posting = postings.id")]
                self.assertEqual([t for t in titles if t.split()[-1] not in text], [])

    def test_starttls_and_a_login_are_used_and_a_reader_can_trust_the_server_named(self):
        with Home([]) as scratch:
            pair = certificate(scratch.path)
            self.environment = {"SECRET": "맞는 것"}
            for auth in ("plain", "login"):
                with self.subTest(auth), Mailbox(password="맞는 것", starttls=pair) as box:
                    home = self.home(box.port, tls="starttls", user="me", password="env:SECRET", auth=auth, ca_file=pair[0])
                    self.assertEqual(self.run_in(home, "digest")[::2], (0, ""))
                    self.assertEqual([len(box.mails), [m for m, _, _ in box.handler.logins]], [1, [auth.upper()]])
            with Mailbox(password="맞는 것", tls=pair) as box:
                home = self.home(box.port, tls="tls", user="me", password="env:SECRET", ca_file=pair[0])
                self.assertEqual(self.run_in(home, "digest")[::2], (0, ""))
                self.assertEqual(len(box.mails), 1)
            with Mailbox(password="맞는 것", tls=pair) as box:  # nobody vouches for it
                home = self.home(box.port, tls="tls", user="me", password="env:SECRET")
                code, _, told = self.run_in(home, "digest")
                self.assertEqual((code, len(box.mails), box.handler.logins), (3, 0, []))
                self.assertIn("certificate", told)

    def test_a_bearer_token_is_given_as_xoauth2(self):
        with Home([]) as scratch:
            pair = certificate(scratch.path)
            self.environment = {"TOKEN": "ya29.token"}
            with Mailbox(password="ya29.token", starttls=pair) as box:
                home = self.home(box.port, tls="starttls", user="me@example.org", password="env:TOKEN", auth="xoauth2", ca_file=pair[0])
                self.assertEqual(self.run_in(home, "digest")[::2], (0, ""))
                self.assertEqual((len(box.mails), box.handler.logins), (1, [("XOAUTH2", "me@example.org", "ya29.token")]))

    def test_a_login_put_off_for_now_is_tried_again(self):
        with Home([]) as scratch:
            pair = certificate(scratch.path)
            self.environment = {"SECRET": "right"}
            with Mailbox(password="right", starttls=pair) as box:
                home = self.home(box.port, tls="starttls", user="me", password="env:SECRET", auth="plain", ca_file=pair[0])
                box.handler.refusal = "454 4.7.0 Temporary authentication failure"
                self.assertEqual(self.run_in(home, "digest")[0], 3)
                self.assertEqual([e["state"] for e in self.outbox(home)], ["due"])
                box.handler.refusal = None
                self.pass_time(home, 61)
                self.assertEqual(self.run_in(home, "digest")[0], 0)
                self.assertEqual(len(box.mails), 1)

    def test_many_recipients_share_one_connection(self):
        with Mailbox() as box:
            home = self.home(box.port, to=["p%d@example.org" % n for n in range(8)])
            self.assertEqual(self.run_in(home, "digest")[0], 0)
            self.assertEqual((len(box.mails), len(box.handler.connections)), (8, 1))

    def test_each_profile_has_a_thread_of_its_own_and_the_closing_days_come_as_a_calendar(self):
        with Mailbox() as box:
            home = self.home(box.port)
            with open(home.config) as f:
                text = f.read()
            with open(home.config, "w") as f:
                f.write(text.replace("[digest]", "[digest]\nics = true") + '\n[[profile]]\nname = "둘"\nto = ["two@example.org"]\nmin_score = 20\n')
            for cards in (6, 12):
                self.boards.files["list"] = page("b", cards)
                self.run_in(home, "poll")
                self.assertEqual(self.run_in(home, "digest")[::2], (0, ""))
            mails = {to: [parsed(raw) for recipients, raw in box.mails if recipients == [to]] for to in ("me@example.org", "two@example.org")}
            threads = {to: {(m["References"], m["In-Reply-To"], m["List-Id"]) for m in each} for to, each in mails.items()}
            self.assertEqual([(len(mails[to]), len(threads[to])) for to in mails], [(2, 1), (2, 1)])
            self.assertFalse(threads["me@example.org"] & threads["two@example.org"])
            self.assertEqual(len({m["Message-ID"] for each in mails.values() for m in each}), 4)
            for mail in mails["me@example.org"]:
                self.assertEqual((mail["List-Unsubscribe"], mail["Auto-Submitted"]), ("<mailto:gonggo@example.org?subject=unsubscribe>", "auto-generated"))
                calendar, = mail.iter_attachments()
                self.assertEqual((calendar.get_filename(), calendar.get_content_type()), ("gonggo.ics", "text/calendar"))
                self.assertTrue(calendar.get_content().startswith("BEGIN:VCALENDAR"))

    def test_a_dead_server_is_asked_once_for_all_recipients(self):
        home = self.home(free_port(), to=("a@example.org", "b@example.org", "c@example.org"))
        self.assertEqual(self.run_in(home, "digest")[0], 3)
        self.assertEqual([(e["state"], e["attempts"]) for e in self.outbox(home)], [("due", 1)] * 3)
        self.assertEqual(home.rows("SELECT count(*) FROM outbox WHERE next_try > strftime('%s', 'now') + 50"), [(3,)])

    def test_nothing_goes_out_in_the_clear_when_tls_is_refused(self):
        with Mailbox() as box:
            home = self.home(box.port, tls="starttls")
            code, _, told = self.run_in(home, "digest")
            self.assertEqual((code, box.mails), (3, []))
            self.assertIn("STARTTLS", told)
            self.assertEqual([e["state"] for e in self.outbox(home)], ["due"])

    def test_a_wrong_password_is_tried_once_and_told_and_the_mail_is_not_lost(self):
        with Home([]) as scratch:
            pair = certificate(scratch.path)
            with Mailbox(password="right", starttls=pair) as box:
                self.environment = {"SECRET": "wrong"}
                home = self.home(box.port, tls="starttls", user="me", password="env:SECRET", auth="plain", ca_file=pair[0])
                for _ in range(3):
                    code, _, told = self.run_in(home, "digest")
                self.assertEqual((code, len(box.handler.logins)), (3, 1))
                self.assertIn("denied", told)
                self.assertIn(MENDED, told)
                _, out, _ = self.run_in(home, "doctor", "--json", "--offline")
                self.assertIn("outbox", [f["check"] for f in map(json.loads, out.splitlines()) if f["health"] == "bad"])
                self.environment = {"SECRET": "right"}
                self.assertEqual(self.run_in(home, "outbox", "retry", "--dead")[0], 0)
                self.assertEqual(len(box.mails), 1)

    def test_replies_of_4xx_are_tried_again_and_5xx_are_told(self):
        for reply in ("421 busy", "450 later", "451 local error", "452 no room"):
            with self.subTest(reply), Mailbox() as box:
                home = self.home(box.port)
                box.handler.replies = [reply]
                self.assertEqual(self.run_in(home, "digest")[0], 3)
                entry, = self.outbox(home)
                self.assertEqual((entry["state"], entry["attempts"], reply[:3] in entry["error"]), ("due", 1, True), entry)
                self.run_in(home, "digest")
                self.assertEqual(box.mails, [])  # not before its time
                self.pass_time(home, 61)
                self.assertEqual(self.run_in(home, "digest")[0], 0)
                self.assertEqual([len(box.mails), [e["state"] for e in self.outbox(home)]], [1, ["sent"]])
        for reply in ("550 no such user", "552 too big", "554 spam"):
            with self.subTest(reply), Mailbox() as box:
                home = self.home(box.port)
                box.handler.replies = [reply]
                self.assertEqual(self.run_in(home, "digest")[0], 3)
                self.pass_time(home, 40_000)  # half a day later a mail would tell of it
                self.run_in(home, "digest")
                entry, = self.outbox(home)
                self.assertEqual((entry["state"], entry["attempts"], len(box.mails)), ("dead", 1, 0), entry)
                self.assertIn(reply[:3], entry["error"])
                _, table, _ = self.run_in(home, "sources")
                self.assertRegex(table, "보내지 못한 메시지 1건.*me@example.org.*%s" % reply[:3])
                told = [json.loads(line) for line in self.run_in(home, "sources", "--json")[1].splitlines()]
                self.assertEqual([(s["source"], s["state"]) for s in told], [("one", "ok"), ("outbox", "undelivered")])
                findings = [json.loads(line) for line in self.run_in(home, "doctor", "--json", "--offline")[1].splitlines()]
                self.assertIn(reply[:3], next(f["detail"] for f in findings if f["check"] == "outbox"))

    def test_one_refused_address_does_not_keep_the_digest_from_the_others(self):
        with Mailbox() as box:
            home = self.home(box.port, to=("a@example.org", "b@example.org", "c@example.org"))
            box.handler.recipients["b@example.org"] = "550 nobody"
            self.assertEqual(self.run_in(home, "digest")[0], 3)
            self.assertEqual([r for r, _ in box.mails], [["a@example.org"], ["c@example.org"]])
            self.assertEqual({e["target"]: e["state"] for e in self.outbox(home)},
                             {"a@example.org": "sent", "b@example.org": "dead", "c@example.org": "sent"})

    def test_a_connection_lost_around_the_final_dot_repeats_at_most_the_same_message(self):
        for when, copies in (("drop before", 1), ("drop after", 2)):
            with self.subTest(when), Mailbox() as box:
                home = self.home(box.port)
                box.handler.replies = [when]
                self.assertEqual(self.run_in(home, "digest")[0], 3)
                self.pass_time(home, 61)
                self.assertEqual(self.run_in(home, "digest")[0], 0)
                self.assertEqual(len(box.mails), copies)
                self.assertEqual(len({raw for _, raw in box.mails}), 1)
                self.assertTrue(parsed(box.mails[0][1])["Message-ID"])

    def test_a_connection_lost_in_the_middle_of_the_message_is_tried_again_and_arrives_once(self):
        with socket.create_server(("127.0.0.1", 0)) as half:
            port = half.getsockname()[1]
            home = self.home(port)
            heard = []

            def serve():
                client, _ = half.accept()
                with client, client.makefile("rb") as lines:
                    client.sendall(b"220 here\r\n")
                    for line in lines:
                        heard.append(line[:4].strip().upper())
                        client.sendall({b"DATA": b"354 go on\r\n"}.get(heard[-1], b"250 OK\r\n"))
                        if heard[-1] == b"DATA":
                            lines.read(500)  # some of it, then gone
                            return
            server = threading.Thread(target=serve, daemon=True)
            server.start()
            self.assertEqual(self.run_in(home, "digest")[0], 3)
            server.join(10)
            self.assertEqual(heard, [b"EHLO", b"MAIL", b"RCPT", b"DATA"])
        self.assertEqual([e["state"] for e in self.outbox(home)], ["due"])
        self.pass_time(home, 61)
        with Mailbox(port=port) as box:
            self.assertEqual(self.run_in(home, "digest")[0], 0)
            self.assertEqual(len(box.mails), 1)

    def test_a_server_that_is_slow_to_answer_is_left_and_tried_again(self):
        with socket.create_server(("127.0.0.1", 0)) as silent:
            home = self.home(silent.getsockname()[1], timeout="1s")
            begin = time.monotonic()
            self.assertEqual(self.run_in(home, "digest")[0], 3)
            self.assertLess(time.monotonic() - begin, 10)
            self.assertEqual([e["state"] for e in self.outbox(home)], ["due"])

    def test_a_server_down_for_a_week_loses_nothing(self):
        port = free_port()
        home = self.home(port)
        self.run_in(home, "digest")
        down = attempts = 0
        while down < 4 * 86400:
            wait = int(home.rows("SELECT next_try - strftime('%s', 'now') FROM outbox")[0][0]) + 1
            self.pass_time(home, wait)
            down += wait
            self.assertEqual(self.run_in(home, "digest")[0], 3)
            attempts += 1
        self.assertEqual(self.outbox(home)[0]["state"], "due")
        self.pass_time(home, 3 * 86400)
        self.run_in(home, "digest")
        entry, = self.outbox(home)
        self.assertEqual(entry["state"], "dead")  # five days are over: told, and kept
        self.assertLess(attempts, 30)
        print("down for a week: %d attempts" % (attempts + 2))
        self.assertIn("given up after five days", entry["error"])
        with Mailbox(port=port) as box:  # the next digest gets through, and what was given up follows
            self.boards.files["list"] = page("b", 12)
            self.run_in(home, "poll")
            self.assertEqual(self.run_in(home, "digest")[0], 3)
            self.assertEqual(self.run_in(home, "digest")[0], 0)
            self.assertEqual(len(box.mails), 2)
            self.assertEqual({e["state"] for e in self.outbox(home)}, {"sent"})

    def test_outbox_drop_forgets_and_wrong_numbers_are_told(self):
        home = self.home(free_port())
        self.run_in(home, "digest")
        entry, = self.outbox(home)
        self.assertEqual(self.run_in(home, "outbox", "drop", str(entry["id"]))[:2], (0, "%d\n" % entry["id"]))
        self.assertEqual(self.outbox(home), [])
        code, _, told = self.run_in(home, "outbox", "retry", "77")
        self.assertEqual(code, 1)
        self.assertIn("77", told)

    def test_notify_test_sends_a_sample_at_once_and_keeps_nothing(self):
        with Mailbox() as box:
            home = self.home(box.port)
            code, out, _ = self.run_in(home, "notify", "test", "--json")
            self.assertEqual((code, json.loads(out)), (0, {"channel": "mail", "target": "me@example.org", "sent": True, "error": ""}))
            self.assertIn("시험", parsed(box.mails[0][1]).get_body(("plain",)).get_content())
            self.assertEqual(self.outbox(home), [])
        code, out, _ = self.run_in(home, "notify", "test")
        self.assertEqual((code, out[0]), (1, "✗"))


class Kill(Case):
    def test_kills_while_a_digest_is_queued_sent_and_written_down(self):
        with Mailbox() as box:
            home = self.home(box.port, 6)
            begin = time.monotonic()
            self.run_in(home, "digest")
            whole = (time.monotonic() - begin) * 1.3
            chance = random.Random(5)
            cards, killed = 6, 0
            while killed < KILLS:
                cards += 1
                self.boards.files["list"] = page("b", cards)
                self.run_in(home, "poll")
                process = subprocess.Popen([PROGRAMS["GONGGO"], "--config", home.config, "digest"], env=home.environment(), stdout=subprocess.DEVNULL,
                                           stderr=subprocess.DEVNULL)
                time.sleep(chance.uniform(0, whole))
                killed += process.poll() is None
                process.send_signal(signal.SIGKILL)
                process.wait()
            self.pass_time(home, 100)
            self.assertEqual(self.run_in(home, "digest")[0], 0)
            rows = home.rows("SELECT state, payload FROM outbox")
            self.assertEqual({state for state, _ in rows}, {"sent"})
            queued = [parsed(payload.encode())["Message-ID"] for _, payload in rows]
            self.assertEqual(len(queued), len(set(queued)))
            arrived = [parsed(raw)["Message-ID"] for _, raw in box.mails]
            self.assertEqual(set(arrived), set(queued))
            repeats = len(arrived) - len(set(arrived))
            self.assertLessEqual(max(arrived.count(each) for each in set(arrived)), 1 + (repeats > 0))
            told = collections.Counter()
            for raw in {raw for _, raw in box.mails}:
                told.update(set(re.findall(r"\bb-\d+\b", parsed(raw).get_body(("plain",)).get_content())))
            titles = home.rows("SELECT json_extract(body, '$.title') FROM postings JOIN matches ON posting = postings.id")
            self.assertEqual(told, collections.Counter(title.split()[-1] for title, in titles))
            print("kills: %d, messages: %d, repeats: %d" % (killed, len(set(arrived)), repeats))


if __name__ == "__main__":
    unittest.main()
