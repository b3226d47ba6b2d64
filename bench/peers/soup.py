#!/usr/bin/env python3
"""The usual crawler: requests and BeautifulSoup's html.parser, one page after the other.  soup.py BASE LISTS DATABASE"""
import json
import sqlite3
import sys
from urllib.parse import urljoin

import requests
from bs4 import BeautifulSoup
from keywords import judged

base, lists, path = sys.argv[1], int(sys.argv[2]), sys.argv[3]
db = sqlite3.connect(path)
db.execute("CREATE TABLE jobs (id TEXT PRIMARY KEY, title, company, place, until, description, fits, skills)")
session = requests.Session()
for page in range(1, lists + 1):
    soup = BeautifulSoup(session.get("%s/list/%d.html" % (base, page)).content, "html.parser")
    for card in soup.select("li.job"):
        detail = BeautifulSoup(session.get(urljoin(base, card.select_one("a.title")["href"])).content, "html.parser")
        data = json.loads(detail.select_one('script[type="application/ld+json"]').string)
        title = card.select_one("a.title").get_text(strip=True)
        text = BeautifulSoup(data["description"], "html.parser").get_text("\n")
        db.execute("INSERT INTO jobs VALUES (?,?,?,?,?,?,?,?)", (card["data-id"], title,
                   card.select_one(".company").get_text(strip=True), card.select_one(".place").get_text(strip=True),
                   card.select_one(".until").get_text(strip=True), text, *judged(title, text)))
    db.commit()
