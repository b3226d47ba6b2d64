"""gonggo doctor over a sound home, and over homes with one fault each."""
import json
import os
import ssl
import subprocess
import tempfile
import unittest

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from programs import Home
from server import Boards


class Sink:
    def __init__(self):
        self.mails = []

    async def handle_DATA(self, server, session, envelope):
        self.mails.append(envelope)
        return "250 OK"


def smtp(sink):
    def authenticator(server, session, envelope, mechanism, login):
        return AuthResult(success=login.password == b"right", handled=False)
    server = Controller(sink, hostname="127.0.0.1", port=0, authenticator=authenticator, auth_require_tls=False)
    server.port = free_port()
    server.start()
    return server


def free_port():
    import socket
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Doctor(unittest.TestCase):
    def setUp(self):
        self.boards = Boards()
        self.boards.__enter__()
        self.addCleanup(self.boards.__exit__, None, None, None)
        self.sink = Sink()
        self.smtp = smtp(self.sink)
        self.addCleanup(self.smtp.stop)

    def home(self, password="right", mirror=None, tail=""):
        home = Home([{"id": "one", "mirror": mirror or self.boards.url("ok")}], tail="""
[[profile]]
name = "me"
to = ["me@example.org"]
[smtp]
host = "127.0.0.1"
port = %d
tls = "none"
user = "me"
password = "env:SECRET"
from = "gonggo <gonggo@example.org>"
%s""" % (self.smtp.port, tail))
        self.addCleanup(home.__exit__)
        self.environment = {"SECRET": password} if password else {}
        return home

    def findings(self, home, *options):
        code, out, told = home.run("GONGGO", "doctor", "--json", *options, **self.environment)
        self.assertEqual(told, "")
        return code, [json.loads(line) for line in out.splitlines()]

    def of(self, findings, check):
        return [(f["health"], f["detail"]) for f in findings if f["check"] == check]

    def test_a_sound_home_is_sound_and_nothing_is_sent(self):
        home = self.home()
        self.assertEqual(home.run("GONGGO", "poll")[0], 0)
        code, findings = self.findings(home)
        self.assertEqual([f for f in findings if f["health"] == "bad"], [])
        self.assertEqual(code, 0)
        self.assertEqual([h for h, _ in self.of(findings, "mail")], ["good"])
        self.assertEqual([h for h, _ in self.of(findings, "network")], ["good"])
        self.assertEqual([h for h, _ in self.of(findings, "source one")], ["good"])
        self.assertEqual(self.sink.mails, [])

    def test_an_ill_source_is_told_in_the_readers_words(self):
        home = self.home(mirror=self.boards.url("500"))
        home.run("GONGGO", "poll")
        _, findings = self.findings(home, "--offline")
        (health, detail), = self.of(findings, "source one")
        self.assertEqual((health, detail.split(":")[0]), ("bad", "응답 없음"))

    def test_a_wrong_password_is_told_with_the_mend(self):
        code, findings = self.findings(self.home("wrong"))
        self.assertEqual(code, 1)
        (health, detail), = self.of(findings, "mail")
        self.assertEqual(health, "bad")
        self.assertIn("denied", detail)
        self.assertIn("비밀번호", next(f["mend"] for f in findings if f["check"] == "mail"))

    def test_a_missing_secret_and_a_dead_host_are_told_together(self):
        code, findings = self.findings(self.home(None, "http://127.0.0.1:%d" % free_port()))
        self.assertEqual(code, 1)
        self.assertIn("SECRET", self.of(findings, "secrets")[0][1])
        self.assertEqual([h for h, _ in self.of(findings, "network")], ["bad"])

    def test_a_name_nobody_knows_and_a_certificate_nobody_signed_have_their_own_mends(self):
        self.assertIn("DNS", self.mend_for("http://board.invalid"))
        with tempfile.TemporaryDirectory() as directory:
            key, cert = directory + "/key", directory + "/cert"
            subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert, "-days", "1", "-subj", "/CN=board"],
                           check=True, stderr=subprocess.DEVNULL)
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(cert, key)
        server = self.boards.servers[0]
        server.socket = context.wrap_socket(server.socket, server_side=True)
        self.assertIn("TLS", self.mend_for("https://127.0.0.1:%d" % server.server_address[1]))

    def mend_for(self, mirror):
        _, findings = self.findings(self.home(mirror=mirror))
        return next(f["mend"] for f in findings if f["check"] == "network")

    def test_offline_asks_no_server(self):
        _, findings = self.findings(self.home(), "--offline")
        self.assertEqual(self.of(findings, "network") + self.of(findings, "mail"), [])

    def test_a_broken_database_is_told(self):
        home = self.home()
        with open(home.database, "wb") as out:
            out.write(b"not a database" * 1000)
        code, findings = self.findings(home, "--offline")
        self.assertEqual(code, 1)
        self.assertIn("bad", [h for h, _ in self.of(findings, "database")])

    def test_a_missing_configuration_names_init(self):
        home = self.home()
        os.remove(home.config)
        code, findings = self.findings(home)
        self.assertEqual((code, findings[0]["mend"]), (1, "gonggo init"))

    def test_a_faulty_configuration_is_to_be_mended_not_written_anew(self):
        home = self.home()
        with open(home.config, "a") as out:
            out.write("\nfault = 1\n")
        code, findings = self.findings(home)
        self.assertIn("fault", findings[0]["detail"])
        self.assertEqual(code, 1)
        self.assertNotIn("gonggo init", findings[0]["mend"])


if __name__ == "__main__":
    unittest.main()
