"""A real SMTP server on loopback (aiosmtpd) that can be told to misbehave, and a webhook receiver."""
import base64
import http.server
import json
import re
import socket
import ssl
import subprocess
import threading

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def certificate(directory):
    """A self-signed certificate for 127.0.0.1: (certificate file, key file)."""
    cert, key = directory + "/cert.pem", directory + "/key.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert, "-days", "2", "-subj", "/CN=127.0.0.1",
                    "-addext", "subjectAltName=IP:127.0.0.1"], check=True, stderr=subprocess.DEVNULL)
    return cert, key


class Handler:
    def __init__(self):
        self.mails = []      # (recipients, bytes) of every message that was taken
        self.replies = []    # to the next DATA ends, one each; then 250
        self.recipients = {}  # address → reply to its RCPT
        self.logins = []
        self.password = None
        self.refusal = None  # what a wrong or unlucky login is answered
        self.connections = set()
        self.on_data = None  # called before the answer to DATA

    async def auth_XOAUTH2(self, server, args):
        """RFC 7628's elder: one line, user=…^Aauth=Bearer TOKEN^A^A."""
        said = (base64.b64decode(args[1]) if len(args) > 1 else await server.challenge_auth("")).decode()
        self.logins.append(("XOAUTH2", *re.fullmatch("user=(.*?)\x01auth=Bearer (.*?)\x01\x01", said).groups()))
        return AuthResult(success=self.logins[-1][2] == self.password)

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        self.connections.add(session.peer)
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):
        reply = self.recipients.get(address)
        if reply:
            return reply
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        reply = self.replies.pop(0) if self.replies else "250 OK"
        if self.on_data:
            self.on_data()
        if reply.startswith("2") or reply == "drop after":
            self.mails.append((list(envelope.rcpt_tos), envelope.original_content))
        if reply.startswith("drop"):
            server.transport.abort()
            return "421 gone"
        return reply


class Mailbox:
    """`with Mailbox() as box: box.port, box.mails`"""

    def __init__(self, password=None, tls=None, starttls=None, port=None):
        self.handler = Handler()
        self.handler.password = password
        self.port = port or free_port()
        authenticator = None
        if password:
            def authenticator(server, session, envelope, mechanism, login):
                self.handler.logins.append((mechanism, login.login.decode(), login.password.decode()))
                if self.handler.refusal:
                    return AuthResult(success=False, handled=False, message=self.handler.refusal)
                return AuthResult(success=login.password.decode() == password, handled=False)
        context = None
        if tls or starttls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*(tls or starttls))
        self.controller = Controller(self.handler, hostname="127.0.0.1", port=self.port, ssl_context=context if tls else None,
                                     tls_context=context if starttls else None, require_starttls=bool(starttls), authenticator=authenticator,
                                     auth_required=bool(password), auth_require_tls=bool(starttls), decode_data=False)

    mails = property(lambda self: self.handler.mails)

    def __enter__(self):
        self.controller.start()
        return self

    def __exit__(self, *_):
        self.controller.stop()


class Hooks:
    """A webhook receiver: `received` holds (path, headers, body); `answers` the next (status, headers)."""

    def __init__(self):
        self.received, self.answers = [], []
        hooks = self

        class Receiver(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                hooks.received.append((self.path, dict(self.headers.items()), body))
                status, headers = hooks.answers.pop(0) if hooks.answers else (200, {})
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
        self.url = "http://127.0.0.1:%d" % self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def json(self, n=-1):
        return json.loads(self.received[n][2])
