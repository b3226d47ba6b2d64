#!/usr/bin/env python3
"""Joins labels that name postings by id with the pool that holds the postings.

  join_labels.py POOL.jsonl[.gz] LABELS.jsonl > JOINED.jsonl

A label with "id" gains the posting's fields; one with "a" and "b" gains the two postings in their place.
Labels whose posting is not in the pool are told on stderr and left out.
"""
import gzip
import json
import sys


def lines(path):
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def main(pool, labels):
    labels = list(lines(labels))
    wanted = {label[key] for label in labels for key in ("id", "a", "b") if key in label}
    postings = {p["id"]: p for p in lines(pool) if p["id"] in wanted}
    for label in labels:
        ids = [label[key] for key in ("id", "a", "b") if key in label]
        if missing := [i for i in ids if i not in postings]:
            print("not in the pool:", *missing, file=sys.stderr)
            continue
        if "id" in label:
            label = postings[label["id"]] | label
        else:
            label["a"], label["b"] = postings[label["a"]], postings[label["b"]]
        print(json.dumps(label, ensure_ascii=False))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
