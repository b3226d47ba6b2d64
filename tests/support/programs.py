"""The real gonggod and gonggo over a directory of their own. ctest says where they are in GONGGOD and GONGGO."""
import fcntl
import json
import os
import pty
import shutil
import signal
import socket
import sqlite3
import struct
import subprocess
import tempfile
import termios
import time
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAMS = {name: os.environ.get(name, HERE + "/../../build/dev/" + path) for name, path in (("GONGGOD", "daemon/gonggod"), ("GONGGO", "cli/gonggo"))}


def toml(value):
    if isinstance(value, dict):
        return "{ %s }" % ", ".join("%s = %s" % (key, toml(each)) for key, each in value.items())
    return json.dumps(value, ensure_ascii=False)


class Home:
    """A directory with a configuration, a database and digests."""

    def __init__(self, sources, head="", tail=""):
        self.path = tempfile.mkdtemp(prefix="gonggo-test-")
        self.database = self.path + "/gonggo.db"
        self.config = self.path + "/gonggo.toml"
        self.write(sources, head, tail)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.path, ignore_errors=True)

    def write(self, sources, head="", tail=""):
        """`sources`: dictionaries; id and mirror are enough."""
        lines = ["[daemon]", 'database = "%s"' % self.database, head, "[digest]", 'directory = "%s/digests"' % self.path]
        for source in sources:
            lines.append("[[source]]")
            for key, value in {"recipe": "board", "allow_private": True, "spacing": "0s", **source}.items():
                lines.append("%s = %s" % (key, toml(value)))
        with open(self.config, "w") as out:
            out.write("\n".join(lines) + "\n" + tail + "\n")

    def environment(self, **more):
        keep = {k: v for k, v in os.environ.items() if k in ("PATH", "ASAN_OPTIONS", "TSAN_OPTIONS")}
        return {"LANG": "C.UTF-8", **keep, "HOME": self.path, "GONGGO_RECIPES": HERE + "/recipes", **more}

    def run(self, program, *arguments, wrap=(), timeout=60, **environment):
        """Runs to its end; (exit code, stdout, stderr)."""
        done = subprocess.run([*wrap, PROGRAMS[program], "--config", self.config, *arguments], env=self.environment(**environment), timeout=timeout,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        return done.returncode, done.stdout, done.stderr

    def start(self, *arguments, **environment):
        return Daemon(self, arguments, environment)

    def rows(self, sql, *values):
        connection = sqlite3.connect("file:%s?mode=ro" % self.database, uri=True)
        try:
            return connection.execute(sql, values).fetchall()
        finally:
            connection.close()

    def states(self):
        """source → (state, reason) of its last poll."""
        return {s: (state, reason) for s, state, reason in self.rows("SELECT source, state, reason FROM polls ORDER BY id")}


PROFILE = '[[profile]]\nname = "mine"\npreset = "ml"\n'


def polled(boards, *ids):
    """A home that watches these boards for PROFILE and has read them once."""
    home = Home([{"id": id, "mirror": boards.url("ok/" + id)} for id in ids], tail=PROFILE)
    code, out, told = home.run("GONGGOD", "--once")
    assert code == 0, out + told
    return home


class Daemon:
    """A running gonggod, ended when the block is left."""

    def __init__(self, home, arguments, environment):
        self.log_path = home.path + "/log"
        self.log_file = open(self.log_path, "ab")
        self.process = subprocess.Popen([PROGRAMS["GONGGOD"], "--config", home.config, *arguments], env=home.environment(**environment), stderr=self.log_file)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.log_file.close()

    def log(self):
        with open(self.log_path) as log:
            return log.read()

    def wait_log(self, text, seconds=20):
        wait_for(lambda: text in self.log(), seconds, lambda: "'%s' in the log:\n%s" % (text, self.log()))

    def stop(self, number=signal.SIGTERM, seconds=10):
        """(exit code, seconds it took)."""
        begin = time.monotonic()
        self.process.send_signal(number)
        return self.process.wait(seconds), time.monotonic() - begin

    def memory(self, key="VmHWM"):
        with open("/proc/%d/status" % self.process.pid) as status:
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith(key + ":"))


def wait_for(condition, seconds=20, what=lambda: "it"):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise AssertionError("waited %d s in vain for %s" % (seconds, what()))
        time.sleep(0.02)


def on_terminal(home, width, *words, height=200, typed="", **environment):
    """(exit code, what the terminal of that width got); `typed`: the lines to answer with, each as it is asked for."""
    terminal, inside = pty.openpty()
    fcntl.ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
    done = subprocess.Popen([PROGRAMS["GONGGO"], "--config", home.config, *words], stdin=inside, stdout=inside, stderr=inside, env=home.environment(TERM="xterm", **environment), start_new_session=True)
    os.close(inside)
    out, answers = b"", typed.splitlines(True)
    while True:
        try:
            part = os.read(terminal, 65536)
        except OSError:
            break
        if not part:
            break
        out += part
        if answers and out.endswith(b" "):
            os.write(terminal, answers.pop(0).encode())
    os.close(terminal)
    return done.wait(), out.decode()


def columns(line):
    """As many as a terminal gives it."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


class NotifySocket:
    """What systemd would hear."""

    def __init__(self, directory):
        self.path = directory + "/notify"
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(self.path)
        self.messages = []

    def close(self):
        self.socket.close()

    def until(self, text, seconds=20):
        """Reads on until a message holds `text`; returns it."""
        end = time.monotonic() + seconds
        while True:
            left = end - time.monotonic()
            if left <= 0:
                raise AssertionError("no %r among %r" % (text, self.messages))
            self.socket.settimeout(left)
            try:
                message = self.socket.recv(65536).decode()
            except socket.timeout:
                continue
            self.messages.append(message)
            if text in message:
                return message
