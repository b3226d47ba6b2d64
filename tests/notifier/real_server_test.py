"""Digests through a real mail system: Postfix takes them with TLS and a login, Dovecot gives them back over IMAP."""
import email
import email.policy
import glob
import json
import os
import subprocess
import unittest

from mail_delivery_test import Case, HERE, parsed
from real_mail import MailSystem, missing


def text_of(raw, kind):
    return parsed(raw).get_body((kind,)).get_content().replace("\r\n", "\n")


@unittest.skipIf(missing(), missing())
class RealServer(Case):
    @classmethod
    def setUpClass(cls):
        cls.mail = cls.enterClassContext(MailSystem(["none", "one", "dozen", "many", "wide", "a", "b"], "맞는 것"))

    def setUp(self):
        super().setUp()
        self.environment = {"SECRET": "맞는 것"}

    def home_for(self, user, cards, tls="starttls", to=None, **smtp):
        port = self.mail.submission if tls == "starttls" else self.mail.submissions
        smtp = {"tls": tls, "user": user, "password": "env:SECRET", "ca_file": self.mail.certificate, "timeout": "20s", **smtp}
        return self.home(port, cards, to=to or (user + "@example.org",), **smtp)

    def check_arrived(self, home, user, copies=1):
        found = self.mail.messages(user, copies)
        self.assertEqual(len(found), copies, self.mail.log()[-2000:])
        for raw in found:
            payload, = {p for p, in home.rows("SELECT payload FROM outbox WHERE target = ?", user + "@example.org")}
            # what Postfix and Dovecot put on top aside, every byte is the one that left
            self.assertTrue(raw.endswith(payload.encode()), raw[:2000])
            for kind, ending in (("plain", "txt"), ("html", "html")):
                file, = glob.glob(home.path + "/digests/*." + ending)
                with open(file) as f:
                    self.assertEqual(text_of(raw, kind), f.read())
            self.read_strictly(home, payload)
        return found

    def read_strictly(self, home, payload):
        """The two readers of this folder, each by the letter of the RFCs."""
        eml, want, seen = (home.path + "/" + name for name in ("mail.eml", "want.json", "seen"))
        with open(eml, "wb") as f:
            f.write(payload.encode())
        mail = parsed(payload.encode())
        contents = {kind: text_of(payload.encode(), kind) for kind in ("plain", "html")}
        with open(want, "w") as f:
            json.dump({"subject": str(mail["Subject"]), "text": contents["plain"], "html": contents["html"], "to": [a.display_name for a in mail["To"].addresses],
                       "filenames": []}, f)
        done = subprocess.run(["python3", HERE + "/check_mail.py", eml, want], stdout=subprocess.PIPE, text=True)
        self.assertEqual((done.returncode, done.stdout), (0, "\n"))
        subprocess.run(["perl", HERE + "/check_mail.pl", eml, seen], check=True)
        with open(seen, "rb") as f:
            self.assertEqual(f.read(), b"\0".join(s.encode() for s in (str(mail["Subject"]), contents["plain"], contents["html"])) + b"\0")

    def send(self, home, code=0):
        for _ in range(2):
            self.assertEqual(self.run_in(home, "digest")[0], code, self.mail.log()[-2000:])
        self.assertEqual({e["state"] for e in self.outbox(home)} - {"sent"}, set() if code == 0 else {"dead"})

    def test_digests_of_1_12_and_500_postings_arrive_once_and_decode_exactly(self):
        for user, size, tls, auth in (("one", 1, "starttls", "plain"), ("dozen", 12, "tls", "login"), ("many", 500, "starttls", "login")):
            with self.subTest(size):
                home = self.home_for(user, size * 3 // 2, tls, auth=auth)  # two of three cards match
                self.send(home)
                raw, = self.check_arrived(home, user)
                matching = int(home.rows("SELECT count(*) FROM matches")[0][0])
                self.assertEqual(matching, size)
                self.assertIn("%d건" % size, str(parsed(raw)["Subject"]))
                print("%d postings, %s, AUTH %s: %d bytes arrived once" % (matching, tls, auth.upper(), len(raw)))

    def test_a_day_without_news_is_one_line_when_wished_and_nothing_else(self):
        home = self.home_for("none", 0)
        self.send(home)
        self.assertEqual(self.mail.messages("none"), [])
        with open(home.config) as f:
            text = f.read()
        with open(home.config, "w") as f:
            f.write(text.replace("[digest]", "[digest]\nsend_empty = true"))
        self.assertEqual(self.run_in(home, "digest")[0], 0)
        raw, = self.check_arrived(home, "none")
        self.assertIn("새로 맞는 공고가 없습니다", text_of(raw, "plain"))

    def test_several_recipients_are_served_over_one_connection_and_a_wrong_one_alone_fails(self):
        home = self.home_for("a", 6, to=("a@example.org", "nobody@example.org", "b@example.org"))
        before = self.mail.log().count(": connect from")
        self.send(home, 3)
        for user in ("a", "b"):
            self.check_arrived(home, user)
        states = {e["target"]: (e["state"], "550" in e["error"]) for e in self.outbox(home)}
        self.assertEqual(states, {"a@example.org": ("sent", False), "b@example.org": ("sent", False), "nobody@example.org": ("dead", True)})
        print("connections for three recipients: %d" % (self.mail.log().count(": connect from") - before))

    def test_a_wrong_password_and_a_login_without_tls_are_refused_and_kept(self):
        self.environment = {"SECRET": "falsch"}
        home = self.home_for("wide", 6)
        self.send(home, 3)
        self.assertIn("denied", self.outbox(home)[0]["error"])
        self.environment = {"SECRET": "맞는 것"}
        self.assertEqual(self.run_in(home, "outbox", "retry", "--dead")[0], 0)
        self.check_arrived(home, "wide")


@unittest.skipIf(missing(), missing())
class SmallServer(Case):
    def test_a_digest_too_large_for_the_server_is_told_and_not_tried_again(self):
        with MailSystem(["me"], "secret", largest=20_000) as mail:
            self.environment = {"SECRET": "secret"}
            home = self.home(mail.submission, 60, tls="starttls", user="me", password="env:SECRET", ca_file=mail.certificate)
            self.assertEqual(self.run_in(home, "digest")[0], 3)
            entry, = self.outbox(home)
            self.assertEqual((entry["state"], "552" in entry["error"]), ("dead", True), entry)


if __name__ == "__main__":
    unittest.main()
