#!/usr/bin/env python3
"""Cold times of gonggo: a process started, a question answered, the process ended. CLOCK_MONOTONIC, median of the rounds.

    cmake --preset release -DGONGGO_BENCH=ON && cmake --build build/release --target gonggo bench_many
    bench/cold.py [--quick] [--build build/release] [--keep DIRECTORY] [--rounds 21]

--quick asks 10,000 postings only; without it a million too, which takes bench_many several minutes and 7 GB to make
(--keep keeps both stores for the next time). "Cold" is the process; the file is in the page cache after the first, uncounted round.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

# what is asked; the most milliseconds with 10,000 and with 1,000,000 postings
QUESTIONS = [
    ("list", ["list"], 5, 15),
    ("search, newest 20", ["search", "추천", "--limit", "20"], 5, 10),
    ("search by bm25, top 20", ["search", "추천", "--sort", "relevance", "--limit", "20"], 60, 60),
    ("search of two words by bm25", ["search", "추천 Kubernetes", "--sort", "relevance", "--limit", "20"], 60, 60),
    ("show", ["show", "ID"], 5, 5),
    ("pipeline", ["pipeline"], 5, 15),
]


def ms_of(command, environment):
    begin = time.monotonic_ns()
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    took = (time.monotonic_ns() - begin) / 1e6
    if done.returncode != 0:
        sys.exit("%s: %s" % (" ".join(command), done.stderr.decode()))
    return took, done.stdout


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--quick", action="store_true")
    asked.add_argument("--build", default="build/release")
    asked.add_argument("--keep")
    asked.add_argument("--rounds", type=int, default=21)
    asked = asked.parse_args()
    gonggo, many = asked.build + "/cli/gonggo", asked.build + "/bench/bench_many"
    environment = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "LANG": "C.UTF-8", "PAGER": "cat"}
    slow = 0
    with tempfile.TemporaryDirectory() as made:
        home = asked.keep or made
        os.makedirs(home, exist_ok=True)
        for count in (10_000,) if asked.quick else (10_000, 1_000_000):
            database = "%s/%d.db" % (home, count)
            if not os.path.exists(database):
                subprocess.run([many, str(count), database], check=True, stdout=subprocess.DEVNULL)
            config = "%s/%d.toml" % (home, count)
            with open(config, "w") as file:
                file.write('[daemon]\ndatabase = %s\n[[profile]]\nname = "mine"\npreset = "ml"\n' % json.dumps(os.path.abspath(database)))
            program = [gonggo, "--config", config]
            key = ms_of([*program, "list", "--limit", "1", "--format", "ids"], environment)[1].decode().strip()
            for name, words, *most in QUESTIONS:
                command = [*program, *(key if w == "ID" else w for w in words)]
                ms_of(command, environment)
                times = sorted(ms_of(command, environment)[0] for _ in range(asked.rounds))
                middle, limit = statistics.median(times), most[count > 10_000]
                slow += middle > limit
                print("%9s postings  %-28s %7.1f ms  [%.1f..%.1f]  %s %d ms" % ("{:,}".format(count), name, middle, times[0], times[-1], "within" if middle <= limit else "MORE THAN", limit), flush=True)
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
