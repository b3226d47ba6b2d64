"""The demo's six boards and its mail server, read by the real program."""
import email
import email.policy
import json
import os
import subprocess
import sys
import tempfile
import unittest

from programs import HERE, PROGRAMS, wait_for

ROOT = HERE + "/../.."


class Demo(unittest.TestCase):
    def setUp(self):
        self.out = self.enterContext(tempfile.TemporaryDirectory(prefix="gonggo-demo-"))
        server = subprocess.Popen([sys.executable, "-B", ROOT + "/demo/serve.py", self.out])
        self.addCleanup(server.wait)
        self.addCleanup(server.terminate)
        wait_for(lambda: os.path.exists(self.out + "/ports"), 60)
        with open(self.out + "/ports") as f:
            web, smtp = f.read().split()
        with open(ROOT + "/demo/gonggo.toml.in") as f:
            text = f.read().replace("@PORT@", web).replace("@SMTP@", smtp).replace("@OUT@", self.out)
        with open(self.out + "/gonggo.toml", "w") as f:
            f.write(text)

    def ask(self, *words):
        done = subprocess.run([PROGRAMS["GONGGO"], "--config", self.out + "/gonggo.toml", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                              env={"HOME": self.out, "PATH": os.environ["PATH"], "GONGGO_RECIPES": ROOT + "/scrapers/recipes"})
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout

    def test_six_boards_of_sixty_postings_become_one_mail_and_the_second_time_there_is_nothing_new(self):
        self.assertIn("새 공고", self.ask("poll"))
        boards = [json.loads(line) for line in self.ask("--json", "sources").splitlines()]
        self.assertEqual({b["state"] for b in boards}, {"ok"})
        self.assertEqual(len(boards), 6)
        self.assertGreaterEqual(sum(b["items"] for b in boards), 60)
        everything = [json.loads(line) for line in self.ask("--json", "list", "--all", "--limit", "0").splitlines()]
        fitting = [json.loads(line) for line in self.ask("--json", "list", "--limit", "0").splitlines()]
        self.assertTrue(5 < len(fitting) < len(everything) - 5)
        self.assertGreater(sum(len(p["links"]) > 1 for p in everything), 5)  # on several boards
        languages = {any("가" <= c <= "힣" for c in p["title"]) for p in fitting}
        self.assertEqual(languages, {True, False})
        for trap in ("영업", "훈련생", "라벨링", "Account Executive"):
            self.assertFalse([p["title"] for p in fitting if trap in p["title"]])
        files = self.ask("digest").splitlines()
        self.assertTrue(files[0].endswith(".html"))
        self.assertEqual(files[1], "1통 보냄")
        with open(self.out + "/mailbox/1.eml", "rb") as f:
            mail = email.message_from_binary_file(f, policy=email.policy.default)
        for title in {p["title"] for p in fitting}:
            self.assertIn(title, mail.get_body(("plain",)).get_content())
        self.assertEqual(self.ask("poll"), "새 공고가 없습니다\n")
        self.assertEqual(self.ask("digest"), "")
        self.assertEqual(os.listdir(self.out + "/mailbox"), ["1.eml"])


if __name__ == "__main__":
    unittest.main()
