"""The programs that are measured: gonggod in several situations, and its peers."""
import hashlib
import importlib.util
import json
import os
import re
import sqlite3
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
# name → (what it is, script, what it needs)
PEERS = {"soup": ("requests and BeautifulSoup's html.parser", "soup.py", ("requests", "bs4")),
         "scrapy": ("Scrapy, 1 process", "spider.py", ("scrapy",)),
         "hand": ("requests and lxml by hand, 2 processes", "hand.py", ("requests", "lxml"))}


def measured(command, **options):
    """(CPU seconds of the process and its children, wall seconds, MB of the largest of them at its peak)."""
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


def bare(text):
    return re.sub(r"\s|^- ", "", text, flags=re.M)


def remove(database):
    for tail in ("", "-wal", "-shm"):
        if os.path.exists(database + tail):
            os.remove(database + tail)


class Peer:
    def __init__(self, name, root):
        self.what, self.script, needs = PEERS[name]
        self.database = "%s/%s.db" % (root, name)
        self.missing = [module for module in needs if not importlib.util.find_spec(module)]

    def run(self, base, lists):
        remove(self.database)
        return measured([sys.executable, "%s/peers/%s" % (HERE, self.script), base, str(lists), self.database])

    def rows(self):
        query = "SELECT id, title, company, place, until, description FROM jobs"
        return [(*row[:5], hashlib.sha1(bare(row[5]).encode()).hexdigest()) for row in sqlite3.connect(self.database).execute(query)]


class Ours:
    """gonggod over a database of its own."""

    def __init__(self, gonggod, root, name, sources):
        self.database = "%s/%s.db" % (root, name)
        self.config = "%s/%s.toml" % (root, name)
        self.command = [gonggod, "--config", self.config]
        self.environment = {"PATH": os.environ["PATH"], "HOME": root, "GONGGO_RECIPES": HERE + "/recipes"}
        self.write(root, sources)

    def write(self, root, sources):
        with open(self.config, "w") as out:
            out.write('[daemon]\ndatabase = "%s"\n[digest]\ndirectory = "%s/digests"\n' % (self.database, root))
            for source in sources:
                out.write('[[source]]\nallow_private = true\nspacing = "0s"\nconcurrency = 16\n')
                out.writelines("%s = %s\n" % pair for pair in source.items())

    def first(self):
        remove(self.database)
        return self.again()

    def again(self):
        return measured(self.command + ["--once"], env=self.environment)

    def rows(self):
        out = []
        for external, body in sqlite3.connect(self.database).execute("SELECT external_id, body FROM listings"):
            p = json.loads(body)
            out.append((external, p["title"], p["company"], p["locations"][0], p["deadline"]["date"], hashlib.sha1(bare(p["description"]).encode()).hexdigest()))
        return out

    def states(self):
        """How many of the last poll of each source were answered with "nothing new", and how many there were."""
        query = "SELECT sum(unchanged), count(*) FROM polls WHERE id IN (SELECT max(id) FROM polls GROUP BY source)"
        return sqlite3.connect(self.database).execute(query).fetchone()

    def resident(self, seconds):
        """MB of the idle daemon after a round."""
        process = subprocess.Popen(self.command, env=self.environment, stderr=subprocess.DEVNULL)
        try:
            time.sleep(seconds)
            with open("/proc/%d/status" % process.pid) as status:
                return int(re.search(r"VmRSS:\s+(\d+)", status.read())[1]) / 1024
        finally:
            process.terminate()
            process.wait()


def whole_board(url, lists):
    """One source: all lists and every posting's own page."""
    return [{"recipe": '"bench"', "mirror": '"%s"' % url, "max_pages": lists, "details_per_poll": 10_000}]


def single_pages(url, lists):
    """A source for each list page, as company pages are: what conditional requests are for."""
    return [{"id": '"p%d"' % n, "recipe": '"page"', "mirror": '"%s"' % url, "params": '{ number = "%d" }' % n} for n in range(1, lists + 1)]
