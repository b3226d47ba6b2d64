#!/usr/bin/env python3
"""What a careful programmer writes by hand: requests, lxml and a process for each processor.  hand.py BASE LISTS DATABASE"""
import json
import multiprocessing
import re
import sqlite3
import sys

import lxml.html
import requests
from keywords import judged


def text_of(markup):
    return re.sub(r"\n+", "\n", "\n".join(lxml.html.fromstring("<div>%s</div>" % markup).itertext())).strip()


def some(arguments):
    """The postings of the list pages given."""
    base, pages = arguments
    session = requests.Session()
    rows = []
    for page in pages:
        tree = lxml.html.fromstring(session.get("%s/list/%d.html" % (base, page)).content)
        for card in tree.iterfind(".//li[@class='job']"):
            link = card.find(".//a[@class='title']")
            spans = {span.get("class"): span.text for span in card.iterfind(".//span")}
            detail = lxml.html.fromstring(session.get(base + link.get("href")).content)
            data = json.loads(detail.find(".//script[@type='application/ld+json']").text)
            text = text_of(data["description"])
            rows.append((card.get("data-id"), link.text, spans["company"], spans["place"], spans["until"], text, *judged(link.text, text)))
    return rows


if __name__ == "__main__":
    base, lists, path = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE jobs (id TEXT PRIMARY KEY, title, company, place, until, description, fits, skills)")
    with multiprocessing.Pool(2) as pool:
        for rows in pool.imap_unordered(some, [(base, [page]) for page in range(1, lists + 1)]):
            db.executemany("INSERT INTO jobs VALUES (?,?,?,?,?,?,?,?)", rows)
            db.commit()
