"""gonggo init: its answers by a pipe and on a real terminal; what it writes is a configuration that works."""
import email
import email.policy
import os
import pty
import socket
import subprocess
import unittest

from mailbox_server import Mailbox
from programs import PROGRAMS, Home


class Init(unittest.TestCase):
    def setUp(self):
        self.home = Home([])
        self.addCleanup(self.home.__exit__)
        os.remove(self.home.config)
        self.secret = self.home.path + "/smtp-password"

    def answer(self, *lines, options=()):
        """(exit code, stdout, stderr)"""
        done = subprocess.run([PROGRAMS["GONGGO"], "--config", self.home.config, "init", *options], input="".join(line + "\n" for line in lines),
                              env=self.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=60)
        return done.returncode, done.stdout, done.stderr

    def environment(self):
        here = os.path.dirname(os.path.abspath(__file__))
        return self.home.environment(GONGGO_RECIPES=here + "/../../scrapers/recipes")

    def written(self):
        with open(self.home.config) as config:
            return config.read()

    def checks(self):
        done = subprocess.run([PROGRAMS["GONGGOD"], "--config", self.home.config, "--check"], env=self.environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.assertEqual((done.returncode, done.stdout.decode()), (0, done.stdout.decode()))

    def test_every_answer_by_enter_gives_a_configuration_that_works(self):
        code, out, told = self.answer("", "", "", "")
        self.assertEqual((code, out), (0, self.home.config + "\n"), told)
        self.checks()
        self.assertIn('preset = "ml"', self.written())
        self.assertNotIn("[smtp]", self.written())

    def test_wrong_answers_are_asked_again_with_the_mend(self):
        code, _, told = self.answer("me at home", "", "mlop", "mlops", "many", "3", '서울, "판교"', "")
        self.assertEqual(code, 0, told)
        self.assertIn("예: me@example.org", told)
        self.assertIn("혹시 mlops?", told)
        self.assertIn("신입은 0", told)
        self.checks()
        self.assertIn('places = ["서울", "\\"판교\\""]', self.written())
        self.assertIn("years = 3", self.written())

    def test_years_may_be_told_in_words(self):
        for answer, written in (("신입", "years = 0\n"), ("경력무관", None)):
            self.assertEqual(self.answer("", "", answer, "")[0], 0)
            self.checks()
            self.assertEqual("years" in self.written(), written is not None)
            self.assertIn(written or "", self.written())
            os.remove(self.home.config)

    def test_the_password_stands_in_a_file_of_its_own_that_only_the_user_can_read(self):
        code, out, told = self.answer("me@naver.com", "", "", "", "", "s3cret word")
        self.assertEqual(code, 3, told)  # no server here: written all the same, and told
        self.assertIn("시험 메일을 보내지 못했습니다", told)
        self.assertNotIn("outbox retry", told)
        self.checks()
        self.assertIn('preset = "naver"', self.written())
        self.assertNotIn("s3cret", self.written() + out + told)
        with open(self.secret) as secret:
            self.assertEqual(secret.read(), "s3cret word\n")
        self.assertEqual([os.stat(path).st_mode & 0o777 for path in (self.secret, self.home.config)], [0o600, 0o600])

    def test_a_test_mail_arrives_when_the_local_server_takes_it(self):
        with socket.socket() as free:
            free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                free.bind(("127.0.0.1", 25))
            except OSError as why:
                self.skipTest("port 25 cannot be had here: %s" % why)
        with Mailbox(port=25) as box:
            code, _, told = self.answer("me@example.org", "", "", "", "sendmail")
            self.assertEqual(code, 0, told)
            self.assertIn("시험 메일을 보냈습니다", told)
            (recipients, raw), = box.mails
            self.assertEqual(recipients, ["me@example.org"])
            mail = email.message_from_bytes(raw, policy=email.policy.default)
            self.assertIn("시험 발송", mail.get_body(("plain",)).get_content())

    def test_a_configuration_that_is_there_is_not_touched_without_force(self):
        self.answer("", "", "", "")
        before = self.written()
        code, _, told = self.answer("", "devops", "", "")
        self.assertEqual((code, self.written()), (1, before))
        self.assertIn("--force", told)
        self.assertEqual(self.answer("", "devops", "", "", options=["--force"])[0], 0)
        self.assertIn('preset = "devops"', self.written())

    def test_answers_that_end_early_write_nothing(self):
        code, _, told = self.answer("me@naver.com", "ml")
        self.assertEqual(code, 2)
        self.assertIn("아무것도 쓰지 않았습니다", told)
        self.assertEqual([os.path.exists(p) for p in (self.home.config, self.secret)], [False, False])

    def test_on_a_terminal_the_password_is_not_shown(self):
        pid, terminal = pty.fork()
        if pid == 0:
            os.execve(PROGRAMS["GONGGO"], ["gonggo", "--config", self.home.config, "init"], self.environment())
        shown = b""

        def until(text):
            nonlocal shown
            while text.encode() not in shown:
                shown += os.read(terminal, 4096)
        for question, line in (("1. ", "me@naver.com"), ("2. ", ""), ("3. ", ""), ("4. ", ""), ("5. ", ""), ("비밀번호 (입력은", "s3cret")):
            until(question)
            until("] " if question in ("2. ", "3. ", "5. ") else ":" if "비밀" in question else ")")
            os.write(terminal, (line + "\n").encode())
        until("gonggo poll")
        os.waitpid(pid, 0)
        self.assertNotIn(b"s3cret", shown)
        with open(self.secret) as secret:
            self.assertEqual(secret.read(), "s3cret\n")


if __name__ == "__main__":
    unittest.main()
