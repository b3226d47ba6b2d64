"""Webhooks on their way to a real receiver: at once, signed, and as patient as promised."""
import base64
import datetime
import hashlib
import hmac
import json
import socket
import sqlite3
import unittest

from mailbox_server import Hooks
from programs import Home
from server import Boards, page

SECRET = "whsec_" + base64.b64encode(b"a secret of twenty-four!").decode()
OLD = "whsec_" + base64.b64encode(b"the secret of last month").decode()


def signatures(message_id, timestamp, body, secrets):
    """The algorithm of Standard Webhooks: HMAC-SHA256 over id.timestamp.body, base64, "v1," before it."""
    signed = b"%s.%s.%s" % (message_id.encode(), timestamp.encode(), body)
    return ["v1," + base64.b64encode(hmac.new(base64.b64decode(s[len("whsec_"):]), signed, hashlib.sha256).digest()).decode() for s in secrets]


class Webhook(unittest.TestCase):
    def setUp(self):
        self.boards = self.enterContext(Boards())
        self.hooks = self.enterContext(Hooks())
        self.boards.files["list"] = page("b")

    def home(self, **keys):
        hook = {"name": "hook", "url": self.hooks.url + "/in", "allow_private": True, "min_score": 20, **keys}
        tail = '[[profile]]\nname = "me"\nmin_score = 20\n[[webhook]]\n' + "\n".join("%s = %s" % (k, json.dumps(v)) for k, v in hook.items())
        home = Home([{"id": "one", "mirror": self.boards.url("list")}], tail=tail)
        self.addCleanup(home.__exit__)
        return home

    def poll(self, home, **environment):
        code, _, told = home.run("GONGGO", "poll", **environment)
        return code, told

    def outbox(self, home):
        _, out, _ = home.run("GONGGO", "outbox", "list", "--all", "--json")
        return [json.loads(line) for line in out.splitlines()]

    def pass_time(self, home, seconds):
        with sqlite3.connect(home.database) as db:
            db.execute("UPDATE outbox SET next_try = next_try - ?1, created = created - ?1", (seconds,))
        db.close()

    def matching(self, home):
        return home.rows("SELECT count(*) FROM matches")[0][0]

    def test_matches_are_told_at_once_and_once(self):
        home = self.home()
        for _ in range(2):
            self.assertEqual(self.poll(home)[0], 0)
        self.assertEqual(len(self.hooks.received), 1)
        body = self.hooks.json()
        self.assertEqual(body["type"], "gonggo.digest")
        self.assertEqual(len(body["data"]["new"]), self.matching(home))
        self.boards.files["list"] = page("b", 7)
        self.poll(home)
        self.assertEqual([entry["posting"]["title"].split()[-1] for entry in self.hooks.json()["data"]["new"]], ["b-6"])
        self.assertEqual(len(self.hooks.received), 2)

    def test_a_first_poll_of_hundreds_is_one_message_that_counts_the_rest(self):
        self.boards.files["list"] = page("b", 500)
        home = self.home()
        self.poll(home)
        data, = [self.hooks.json(n)["data"] for n in range(len(self.hooks.received))]
        self.assertEqual((len(data["new"]), len(data["new"]) + data["more"]), (30, self.matching(home)))

    def test_generic_messages_are_signed_with_every_secret(self):
        home = self.home(secret="env:NEW", old_secret="env:OLD")
        self.poll(home, NEW=SECRET, OLD=OLD)
        _, headers, body = self.hooks.received[0]
        self.assertEqual(headers["webhook-signature"].split(" "), signatures(headers["webhook-id"], headers["webhook-timestamp"], body, [SECRET, OLD]))

    def test_a_low_score_is_not_told_and_a_digest_hook_waits_for_the_digest(self):
        home = self.home(min_score=101 - 1)
        self.poll(home)
        self.assertEqual(self.hooks.received, [])
        home = self.home(when="digest")
        self.poll(home)
        self.assertEqual(self.hooks.received, [])
        self.assertEqual(home.run("GONGGO", "digest")[0], 0)
        self.assertEqual(len(self.hooks.json()["data"]["new"]), self.matching(home))

    def test_every_service_gets_its_own_form(self):
        marks = {"slack": "blocks", "discord": "embeds", "telegram": "chat_id", "ntfy": "topic", "mattermost": "text", "teams": "attachments"}
        for kind, mark in marks.items():
            with self.subTest(kind):
                home = self.home(kind=kind, chat="42")
                self.assertEqual(self.poll(home)[0], 0)
                self.assertIn(mark, self.hooks.json())

    def test_answers_are_heeded(self):
        for status, headers, state, wait in ((500, {}, "due", 60), (503, {"Retry-After": "600"}, "due", 600), (429, {"Retry-After": "300"}, "due", 300),
                                             (404, {}, "dead", 0), (410, {}, "dead", 0)):
            with self.subTest(status):
                home = self.home()
                self.hooks.received.clear()
                self.hooks.answers = [(status, headers)]
                self.poll(home)
                entry, = self.outbox(home)
                self.assertEqual((entry["state"], str(status) in entry["error"]), (state, True), entry)
                self.pass_time(home, wait - 10 if wait else 1_000_000)
                self.poll(home)
                self.assertEqual(len(self.hooks.received), 1)
                if wait:
                    self.pass_time(home, 11)
                    self.poll(home)
                    self.assertEqual([e["state"] for e in self.outbox(home)], ["sent"])
                    ids = {h.get("webhook-id") for _, h, _ in self.hooks.received}
                    self.assertEqual((len(self.hooks.received), len({b for _, _, b in self.hooks.received}), len(ids)), (2, 1, 1))

    def test_a_receiver_that_is_gone_gets_nothing_more_until_its_url_changes(self):
        home = self.home()
        self.hooks.answers = [(410, {})]
        self.poll(home)
        self.boards.files["list"] = page("b", 12)
        self.poll(home)
        self.assertEqual(len(self.hooks.received), 1)
        with open(home.config) as f:
            text = f.read()
        with open(home.config, "w") as f:
            f.write(text.replace("/in", "/new"))
        self.boards.files["list"] = page("b", 18)
        self.poll(home)
        self.assertEqual([path for path, _, _ in self.hooks.received], ["/in", "/new"])

    def test_a_receiver_that_asks_to_wait_is_left_alone_with_all_that_is_due(self):
        home = self.home()
        self.hooks.answers = [(500, {})] * 2
        self.poll(home)
        self.boards.files["list"] = page("b", 12)
        self.poll(home)
        self.pass_time(home, 200)
        self.hooks.answers = [(429, {"Retry-After": "300"})]
        self.poll(home)  # both are due; the first one's answer is the second's too
        self.assertEqual((len(self.hooks.received), [e["state"] for e in self.outbox(home)]), (3, ["due", "due"]))
        self.pass_time(home, 290)
        self.poll(home)
        self.assertEqual(len(self.hooks.received), 3)
        self.pass_time(home, 11)
        self.poll(home)
        self.assertEqual((len(self.hooks.received), [e["state"] for e in self.outbox(home)]), (5, ["sent", "sent"]))

    def test_a_receiver_that_never_answers_is_left_after_its_timeout_and_tried_again(self):
        with socket.create_server(("127.0.0.1", 0)) as silent:
            self.hooks.url = "http://127.0.0.1:%d" % silent.getsockname()[1]
            home = self.home(timeout="1s")
            self.poll(home)
            entry, = self.outbox(home)
            self.assertEqual((entry["state"], entry["attempts"]), ("due", 1))
            self.assertIn("more than 1 s", entry["error"])

    def test_quiet_hours_hold_messages_back(self):
        home = self.home()
        begin = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=9)))
        quiet = [(begin + datetime.timedelta(hours=h)).strftime("%H:%M") for h in (-1, 2)]
        with open(home.config) as f:
            text = f.read()
        with open(home.config, "w") as f:
            f.write(text.replace("[digest]", '[digest]\nquiet = "%s-%s"' % tuple(quiet)))
        self.poll(home)
        self.assertEqual((self.hooks.received, [e["state"] for e in self.outbox(home)]), ([], ["due"]))
        with home.start() as daemon:
            daemon.wait_log("poll source=one")
            daemon.stop()
        self.assertEqual(self.hooks.received, [])
        with open(home.config, "w") as f:
            f.write(text)
        self.poll(home)
        self.assertEqual(len(self.hooks.received), 1)

    def test_dead_letters_can_be_sent_again(self):
        home = self.home()
        self.hooks.answers = [(400, {})]
        self.poll(home)
        self.assertEqual(home.run("GONGGO", "outbox", "retry", "--dead")[0], 0)
        self.assertEqual([len(self.hooks.received), [e["state"] for e in self.outbox(home)]], [2, ["sent"]])

    def test_a_private_address_is_refused_unless_allowed(self):
        home = self.home(allow_private=False)
        self.poll(home)
        entry, = self.outbox(home)
        self.assertEqual((self.hooks.received, entry["state"]), ([], "dead"))
        self.assertIn("private", entry["error"])


if __name__ == "__main__":
    unittest.main()
