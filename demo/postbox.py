"""A mail server on loopback that keeps each mail as a numbered .eml file: just enough of RFC 5321 to take a digest."""
import os
import socketserver


class Session(socketserver.StreamRequestHandler):
    def handle(self):
        self.say("220 demo.invalid ready")
        for line in self.rfile:
            verb = line[:4].upper()
            if verb == b"QUIT":
                return self.say("221 bye")
            if verb == b"EHLO":
                self.say("250-demo.invalid")
                self.say("250 8BITMIME")
            elif verb == b"DATA":
                self.say("354 go on")
                self.server.keep(self.message())
                self.say("250 kept")
            elif verb in (b"HELO", b"MAIL", b"RCPT", b"RSET", b"NOOP"):
                self.say("250 fine")
            else:
                self.say("502 not here")

    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")

    def message(self):
        """What stands before the lone dot, dots unstuffed (RFC 5321, 4.5.2)."""
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line[1:] if line.startswith(b".") else line)
        return b"".join(lines)


class Postbox(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self, directory):
        os.makedirs(directory, exist_ok=True)
        self.directory = directory
        super().__init__(("127.0.0.1", 0), Session)

    def keep(self, message):
        path = os.path.join(self.directory, "%d.eml" % (len(os.listdir(self.directory)) + 1))
        with open(path, "wb") as out:
            out.write(message)
