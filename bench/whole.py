#!/usr/bin/env python3
"""The whole job beside its peers, in one run on one machine: fetch, parse, classify, store. Ratios are what counts.

  whole.py GONGGOD [--rounds N] [--lists N] [--check]

Every program must store the same rows; otherwise its figure is void. --check fails when a floor is missed.
"""
import argparse
import hashlib
import json
import os
import re
import shutil
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
FLOORS = {"soup": 30, "scrapy": 8, "unchanged": 4, "memory": 3, "resident": 20}


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def serve(root, port):
    with open(root + "/nginx.conf", "w") as out:
        out.write("""daemon off; worker_processes 1; pid %(r)s/pid; error_log %(r)s/error.log;
events { worker_connections 512; }
http { access_log off; gzip_static on; keepalive_requests 100000; types { text/html html; text/plain txt; }
  client_body_temp_path %(r)s/t; proxy_temp_path %(r)s/t; fastcgi_temp_path %(r)s/t; uwsgi_temp_path %(r)s/t; scgi_temp_path %(r)s/t;
  server { listen 127.0.0.1:%(p)d; root %(r)s/www; } }""" % {"r": root, "p": port})
    process = subprocess.Popen(["nginx", "-p", root, "-c", root + "/nginx.conf", "-e", root + "/error.log"])
    for _ in range(100):
        with socket.socket() as s:
            if s.connect_ex(("127.0.0.1", port)) == 0:
                return process
        time.sleep(0.05)
    raise SystemExit("nginx did not start; see %s/error.log" % root)


def measured(command, **options):
    """(CPU seconds, wall seconds, peak MB) of a process and its children."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **options)
    errors = process.stderr.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit("%s ended with %d: %s" % (command[0], process.returncode, errors[-2000:]))
    return usage.ru_utime + usage.ru_stime, time.monotonic() - start, usage.ru_maxrss / 1024


def checksum(rows):
    return hashlib.sha256(json.dumps(sorted(map(list, rows)), ensure_ascii=False).encode()).hexdigest()[:12]


def peer_rows(path):
    return [(i, t, c, p, u, len(re.sub(r"\s", "", d))) for i, t, c, p, u, d in sqlite3.connect(path).execute("SELECT id,title,company,place,until,description FROM jobs")]


def our_rows(path):
    out = []
    for external, body in sqlite3.connect(path).execute("SELECT external_id, body FROM listings"):
        p = json.loads(body)
        out.append((external, p["title"], p["company"], p["locations"][0], p["deadline"]["date"], len(re.sub(r"\s", "", p["description"]))))
    return out


class Ours:
    def __init__(self, gonggod, root, port, lists):
        self.command = [gonggod, "--config", root + "/gonggo.toml", "--once"]
        self.database = root + "/gonggo.db"
        self.environment = {"PATH": os.environ["PATH"], "HOME": root, "GONGGO_RECIPES": HERE + "/recipes"}
        with open(root + "/gonggo.toml", "w") as out:
            out.write("""[daemon]
database = "%s"
[digest]
directory = "%s/digests"
[[source]]
recipe = "bench"
mirror = "http://127.0.0.1:%d"
max_pages = %d
details_per_poll = 5000
allow_private = true
spacing = "0s"
concurrency = 16
""" % (self.database, root, port, lists))

    def run(self, fresh):
        if fresh:
            for tail in ("", "-wal", "-shm"):
                if os.path.exists(self.database + tail):
                    os.remove(self.database + tail)
        return measured(self.command, env=self.environment)

    def resident(self):
        """MB of the idle daemon after a round."""
        process = subprocess.Popen([self.command[0], "--config", self.command[2]], env=self.environment, stderr=subprocess.DEVNULL)
        try:
            time.sleep(6)
            with open("/proc/%d/status" % process.pid) as status:
                return int(re.search(r"VmRSS:\s+(\d+)", status.read())[1]) / 1024
        finally:
            process.terminate()
            process.wait()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("gonggod")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--lists", type=int, default=15)
    parser.add_argument("--check", action="store_true")
    o = parser.parse_args()
    root = tempfile.mkdtemp(prefix="gonggo-bench-")
    os.chmod(root, 0o755)  # the server's workers are somebody else
    port = free_port()
    subprocess.run([sys.executable, HERE + "/corpus.py", root + "/www", str(o.lists)], check=True)
    server = serve(root, port)
    base = "http://127.0.0.1:%d" % port
    pages = o.lists * 41
    try:
        ours = Ours(o.gonggod, root, port, o.lists)
        peers = {"soup": "requests and BeautifulSoup", "scrapy": "Scrapy, 1 process"}
        scripts = {"soup": "soup.py", "scrapy": "spider.py"}
        figures = {name: [] for name in ("first", "unchanged", *peers)}
        sums = {}
        for _ in range(o.rounds):  # interleaved, so that a noisy moment hits all alike
            figures["first"].append(ours.run(True))
            sums["first"] = checksum(our_rows(ours.database))
            figures["unchanged"].append(ours.run(False))
            for name in peers:
                database = "%s/%s.db" % (root, name)
                if os.path.exists(database):
                    os.remove(database)
                figures[name].append(measured([sys.executable, HERE + "/peers/" + scripts[name], base, str(o.lists), database]))
                sums[name] = checksum(peer_rows(database))
        resident = ours.resident()
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(root)
    labels = {"first": "gonggod, first poll", "unchanged": "gonggod, nothing new", **peers}
    cpu = {name: statistics.median(f[0] for f in rows) for name, rows in figures.items()}
    peak = {name: max(f[2] for f in rows) for name, rows in figures.items()}
    print("| program | pages/CPU-s | wall s | peak MB | rows |\n| --- | --- | --- | --- | --- |")
    for name, rows in figures.items():
        done = o.lists if name == "unchanged" else pages
        print("| %s | %.0f | %.2f | %.0f | %s |" % (labels[name], done / cpu[name], statistics.median(f[1] for f in rows), peak[name], sums.get(name, "")))
    ratios = {"soup": cpu["soup"] / cpu["first"], "scrapy": cpu["scrapy"] / cpu["first"], "unchanged": cpu["first"] / cpu["unchanged"],
              "memory": peak["scrapy"] / peak["first"]}
    missed = [n for n, v in ratios.items() if v < FLOORS[n]] + (["resident"] if resident > FLOORS["resident"] else [])
    missed += ["rows of " + name for name in peers if sums[name] != sums["first"]]
    for name, text in (("soup", "CPU against BeautifulSoup"), ("scrapy", "CPU against Scrapy"), ("unchanged", "CPU of nothing new against a first poll"),
                       ("memory", "peak memory, Scrapy against ours")):
        print("%s: %.1f times (floor %d)" % (text, ratios[name], FLOORS[name]))
    print("resident: %.1f MB (ceiling %d)" % (resident, FLOORS["resident"]))
    if missed:
        print("missed: " + ", ".join(missed))
    return 1 if missed and o.check else 0


if __name__ == "__main__":
    sys.exit(main())
