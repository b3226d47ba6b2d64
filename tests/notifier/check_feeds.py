"""Reads an Atom feed and a calendar by the letter of their RFCs. usage: check_feeds.py ATOM ICS ENTRIES EVENTS"""
import re, sys, xml.etree.ElementTree as tree

atom, ics, entries, events = sys.argv[1:]
ns = {"a": "http://www.w3.org/2005/Atom"}
feed = tree.parse(atom).getroot()
found = feed.findall("a:entry", ns)
assert len(found) == int(entries), len(found)
ids = [e.find("a:id", ns).text for e in found]
assert len(set(ids)) == len(ids)
stamp = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$")
for e in [feed, *found]:
    assert e.find("a:title", ns).text and stamp.match(e.find("a:updated", ns).text), e.find("a:updated", ns).text
raw = open(ics, "rb").read()
assert raw.count(b"\n") == raw.count(b"\r\n")
for line in raw.split(b"\r\n"):
    assert len(line) <= 75, line
    line.decode()
lines = raw.decode().replace("\r\n ", "").split("\r\n")
uids = [l for l in lines if l.startswith("UID:")]
assert len(uids) == len(set(uids)) == int(events), len(uids)
for l in lines:
    if l.startswith("DTSTAMP:"):
        assert re.fullmatch(r"DTSTAMP:\d{8}T\d{6}Z", l), l
    if l.startswith("DTSTART"):
        assert re.fullmatch(r"DTSTART;VALUE=DATE:\d{8}", l), l
