#!/usr/bin/env python3
"""Half an hour of gonggod with 200 sources on loopback, run by hand (ctest does not):

    GONGGOD=build/release/daemon/gonggod python3 tests/soak.py [--minutes 30] [--sources 200] [--interval 30]

Boards that answer 304, the same page, or new and closed postings each minute; two that fail; a digest by mail every five
minutes and a webhook at once. Printed: memory and file descriptors of the first and the last sixth, how late polls and
the loop's timer were, and, after all sources were told to wait for hours, the processor's share when idle. Exit 1 when
memory differs by more than 5 %, the last sixth has more descriptors open than the first ever had (kept connections come and
go), a timer was more than 1 s late or idle takes 0.1 % or more.
"""
import argparse
import datetime
import os
import re
import signal
import socket
import statistics
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "support"))

from aiosmtpd.controller import Controller  # noqa: E402
from programs import Home, wait_for  # noqa: E402
from server import Boards, page  # noqa: E402

IDLE_SECONDS = 120


class Soak(Boards):
    begin = time.time()

    def behave(self, request, how, board):
        if how == "rolling":  # each minute one posting comes and one goes
            request.answer(200, page(board, 6, int((time.time() - self.begin) / 60)), Content_Type="text/html")
        else:
            super().behave(request, how, board)


class Mailbox:
    mails = 0

    async def handle_DATA(self, server, session, envelope):
        self.mails += 1
        return "250 OK"


def sources(boards, count, interval):
    kinds = ["tagged"] * 6 + ["ok"] * 3 + ["rolling"]
    out = []
    for n in range(count):
        how = "500" if n == count - 1 else "captcha" if n == count - 2 else kinds[n % len(kinds)]
        out.append({"id": "s%03d" % n, "mirror": boards.url("%s/b%d" % (how, n), n % len(boards.servers)), "interval": interval, "concurrency": 8})
    return out


def at_times(begin, count):
    """`at` of [digest]: every five minutes, the first in so many."""
    now = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=9)))
    return "at = [%s]" % ", ".join('"%02d:%02d"' % divmod((now.hour * 60 + now.minute + begin + 5 * n) % 1440, 60) for n in range(count))


def tail(smtp_port):
    return ('[[profile]]\nname = "me"\nto = ["me@example.org"]\nmin_score = 20\n'
            '[smtp]\nhost = "127.0.0.1"\nport = %d\ntls = "none"\nfrom = "gonggo@example.org"\n' % smtp_port)


class Samples:
    """Resident bytes and open files, every few seconds."""

    def __init__(self, daemon):
        self.daemon, self.rows = daemon, []

    def take(self):
        self.rows.append((self.daemon.memory("VmRSS"), len(os.listdir("/proc/%d/fd" % self.daemon.process.pid))))

    def summary(self, rows):
        memory = statistics.mean(r[0] for r in rows) / 2**20
        return memory, max(r[0] for r in rows) / 2**20, statistics.median(r[1] for r in rows), max(r[1] for r in rows)


def processor_seconds(pid):
    with open("/proc/%d/schedstat" % pid) as f:
        return int(f.read().split()[0]) / 1e9


def lateness(log, asked, since):
    """How long after its planned second each poll asked its board, for the boards that a poll asks once. What was planned before
    `since` met the first round, whose 200 boards all have new postings: it stood in line for the 16 polls at once."""
    plans = {}
    for line in log.splitlines():
        found = re.search(r"poll source=(s\d+) state=ok .* next=(\S+)", line)
        if found:
            plans.setdefault(found.group(1), []).append(datetime.datetime.fromisoformat(found.group(2)).timestamp())
    late = []
    for source, due in plans.items():
        late += [at - planned for at, planned in zip(asked.get(source, [])[1:], due) if planned > since]
    return late


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    options.add_argument("--minutes", type=float, default=30)
    options.add_argument("--sources", type=int, default=200)
    options.add_argument("--interval", type=int, default=30, help="seconds")
    options = options.parse_args()
    mailbox = Mailbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    smtp = Controller(mailbox, hostname="127.0.0.1", port=port)
    smtp.start()
    boards = Soak(["127.0.0.%d" % n for n in range(1, 21)])
    rest = tail(port)
    with boards, Home([]) as home:
        def configure(interval, times):
            home.write(sources(boards, options.sources, interval), tail=rest)
            with open(home.config) as f:
                text = f.read()
            with open(home.config, "w") as f:
                f.write(text.replace("[digest]", "[digest]\n" + times))
        configure("%ds" % options.interval, at_times(3, 24))
        metrics = home.path + "/gonggo.prom"
        begin_wall, begin = time.time(), time.monotonic()
        with home.start("--metrics", metrics) as daemon:
            wait_for(lambda: len(set(re.findall(r"poll source=(s\d+)", daemon.log()))) == options.sources, 300)
            print("all %d sources polled once after %.1f s" % (options.sources, time.monotonic() - begin), flush=True)
            first_round = time.time()
            samples, used, end = Samples(daemon), processor_seconds(daemon.process.pid), time.monotonic() + 60 * options.minutes
            began = time.monotonic()
            while time.monotonic() < end:
                samples.take()
                time.sleep(min(5, max(0.0, end - time.monotonic())))
            busy = (processor_seconds(daemon.process.pid) - used) / (time.monotonic() - began)
            with open(metrics) as f:
                told = f.read()
            log = daemon.log()
            with boards.lock:
                asked = {}
                offset = begin_wall - begin  # the server's clock is the monotonic one
                for at, _, path, _ in boards.log:
                    found = re.match(r"/\w+/b(\d+)", path)
                    if found:
                        asked.setdefault("s%03d" % int(found.group(1)), []).append(at + offset)
                asks = len(boards.log)
            late = lateness(log, asked, first_round + options.interval)
            configure("6h", at_times(720, 1))  # no digest in between either
            daemon.process.send_signal(signal.SIGHUP)
            daemon.wait_log("reloaded")
            time.sleep(options.interval * 1.1 + 5)  # what was planned before is polled once more
            polls, used, began = daemon.log().count("poll source="), processor_seconds(daemon.process.pid), time.monotonic()
            time.sleep(IDLE_SECONDS)
            idle = (processor_seconds(daemon.process.pid) - used) / (time.monotonic() - began)
            polls = daemon.log().count("poll source=") - polls
            code, took = daemon.stop()
        postings = home.rows("SELECT count(*) FROM postings")[0][0]
    smtp.stop()
    sixth = max(1, len(samples.rows) // 6)
    first, last = samples.summary(samples.rows[:sixth]), samples.summary(samples.rows[-sixth:])
    timer = float(re.search(r"^gonggo_timer_late_seconds_max (\S+)", told, re.M).group(1))
    drift = (last[0] - first[0]) / first[0]
    print("%d polls, %d requests, %d postings, %d mails" % (log.count("poll source="), asks, postings, mailbox.mails))
    print("resident MiB, mean (max): first sixth %.2f (%.2f), last sixth %.2f (%.2f): %+.1f %%" % (first[0], first[1], last[0], last[1], 100 * drift))
    print("open files, median (max): first sixth %d (%d), last sixth %d (%d)" % (first[2], first[3], last[2], last[3]))
    print("polls asked after their planned second: median %.3f s, worst %.3f s, %d of %d by over 1 s; the loop's timer late by %.3f s at worst" %
          (statistics.median(late), max(late), sum(each > 1 for each in late), len(late), timer))
    print("processor while polling: %.2f %%; idle for %d s (%d polls): %.4f %%" % (100 * busy, IDLE_SECONDS, polls, 100 * idle))
    print("SIGTERM: exit %d after %.2f s" % (code, took))
    faults = [name for name, bad in (("memory", drift > 0.05), ("open files", last[2] > first[3]), ("timers", timer > 1), ("idle", idle >= 0.001),
                                     ("stop", code != 0 or took > 5), ("mails", mailbox.mails == 0)) if bad]
    print("soak: " + ("not within its bounds: " + ", ".join(faults) if faults else "all within bounds"))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
