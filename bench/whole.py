#!/usr/bin/env python3
"""The whole job beside its peers, in one run on one machine: fetch, parse, classify, store. Ratios are what counts.

  whole.py BUILD [--quick] [--rounds N] [--lists N] [--check]

BUILD is a build directory with daemon/gonggod and cli/gonggo. Every program must store the same rows; otherwise its
figure is void. --check fails when a floor is missed. Pages per CPU-second count user and system time of the program
and its children, so that a busy machine matters little; the runs are interleaved.
"""
import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile

import corpus
from board import Board
from programs import PEERS, Ours, Peer, checksum, measured, single_pages, whole_board

# ratio → (what, floor)
FLOORS = {"soup": ("first poll against BeautifulSoup, pages per CPU-second", 30), "scrapy": ("first poll against Scrapy, pages per CPU-second", 8),
          "hand": ("first poll against lxml by hand in 2 processes, wall", 4), "304": ("a page that is not modified against its first poll, CPU", 4),
          "same": ("the same bytes again against their first poll, CPU", 4), "changed": ("1 % changed against its first poll, CPU", 1),
          "memory": ("peak memory, Scrapy against ours", 3)}
RESIDENT = 20  # MB
COLD = 5  # ms


class Figures:
    """Runs by name: (CPU seconds, wall seconds, peak MB) each."""

    def __init__(self):
        self.runs = {}
        self.pages = {}
        self.sums = {}

    def add(self, name, pages, run, rows=None):
        self.runs.setdefault(name, []).append(run)
        self.pages[name] = pages
        if rows is not None:
            self.sums[name] = checksum(rows)

    def ratios(self, over, under, column):
        """Round by round, for rounds share their noise: [min, median, max]."""
        each = [a[column] / b[column] for a, b in zip(self.runs.get(over, []), self.runs[under])]
        return (min(each), statistics.median(each), max(each)) if each else None

    def line(self, name, what):
        cpu = [self.pages[name] / run[0] for run in self.runs[name]]
        wall = [self.pages[name] / run[1] for run in self.runs[name]]
        return "| %s | %.0f [%.0f..%.0f] | %.0f | %.0f | %s |" % (what, statistics.median(cpu), min(cpu), max(cpu), statistics.median(wall),
                                                                 max(run[2] for run in self.runs[name]), self.sums.get(name, ""))


def round_of(figures, board, lists, root, gonggod, peers):
    """Everything once."""
    whole = Ours(gonggod, root, "whole", whole_board(board.url, lists))
    figures.add("first", lists * (1 + corpus.CARDS), whole.first(), whole.rows())
    for name, peer in peers.items():
        figures.add(name, lists * (1 + corpus.CARDS), peer.run(board.url, lists), peer.rows())
    for mode, url in (("304", board.url), ("same", board.plain_url)):
        pages = Ours(gonggod, root, "pages-" + mode, single_pages(url, lists))
        figures.add("first " + mode, lists, pages.first())
        figures.add(mode, lists, pages.again())
        if pages.states() != (lists, lists):
            raise SystemExit("%s: %d of %d pages were told as unchanged" % (mode, *pages.states()))
    corpus.change(root + "/www", lists)
    figures.add("changed", lists, pages.again())
    subprocess.run([sys.executable, corpus.__file__, root + "/www", str(lists)], check=True)
    return whole


def cold_start(gonggo, ours, times):
    """(CPU ms, wall ms) of `gonggo list`, medians."""
    runs = [measured([gonggo, "--config", ours.config, "list", "--limit", "20"], env=ours.environment) for _ in range(times)]
    return [1000 * statistics.median(run[i] for run in runs) for i in (0, 1)]


def verdict(figures, resident):
    """Prints the ratios; what missed its floor."""
    missed = ["rows of " + name for name in PEERS if name in figures.sums and figures.sums[name] != figures.sums["first"]]
    over = {"soup": ("soup", "first", 0), "scrapy": ("scrapy", "first", 0), "hand": ("hand", "first", 1), "304": ("first 304", "304", 0),
            "same": ("first same", "same", 0), "changed": ("first same", "changed", 0), "memory": ("scrapy", "first", 2)}
    for name, (what, floor) in FLOORS.items():
        ratio = figures.ratios(*over[name])
        if not ratio:
            print("%s: SKIPPED" % what)
            continue
        print("%s: %.1f times [%.1f..%.1f] (floor %d)" % (what, ratio[1], ratio[0], ratio[2], floor))
        if ratio[1] < floor:
            missed.append(name)
    print("resident when idle: %.1f MB (ceiling %d)" % (resident, RESIDENT))
    return missed + (["resident"] if resident > RESIDENT else [])


def report(figures, peers, resident):
    """Prints the figures; what missed its floor."""
    print("\n| program | pages/CPU-s | pages/s | peak MB | rows |\n| --- | --- | --- | --- | --- |")
    labels = {"first": "gonggod, first poll", **{name: peer.what for name, peer in peers.items()}, "first 304": "gonggod, lists alone, first poll",
              "304": "gonggod, nothing modified (304)", "same": "gonggod, the same bytes (200)", "changed": "gonggod, 1 % of the postings changed"}
    for name, what in labels.items():
        print(figures.line(name, what))
    print()
    return verdict(figures, resident)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build")
    parser.add_argument("--quick", action="store_true", help="a small corpus, once: under 15 s")
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--lists", type=int)
    parser.add_argument("--check", action="store_true")
    o = parser.parse_args()
    rounds, lists = o.rounds or (1 if o.quick else 5), o.lists or (3 if o.quick else 30)
    root = tempfile.mkdtemp(prefix="gonggo-bench-")
    os.chmod(root, 0o755)  # the server's workers are somebody else
    corpus.main(root + "/www", lists)
    figures = Figures()
    peers = {name: Peer(name, root) for name in PEERS}
    for name, peer in list(peers.items()):
        if peer.missing:
            print("%s: SKIPPED, no %s here" % (peer.what, ", ".join(peer.missing)))
            del peers[name]
    try:
        with Board(root) as board:
            print("%d list pages, %d detail pages, from %s; %d rounds, interleaved" % (lists, lists * corpus.CARDS, board.name, rounds))
            for _ in range(rounds):
                whole = round_of(figures, board, lists, root, o.build + "/daemon/gonggod", peers)
            resident = whole.resident(4 if o.quick else 10)
        missed = report(figures, peers, resident)
        cold = cold_start(o.build + "/cli/gonggo", whole, 5 if o.quick else 21)
    finally:
        shutil.rmtree(root)
    print("gonggo list, cold: %.1f ms CPU, %.1f ms wall (goal %d)" % (*cold, COLD))
    if missed:
        print("missed: " + ", ".join(missed))
    return 1 if missed and o.check else 0


if __name__ == "__main__":
    sys.exit(main())
