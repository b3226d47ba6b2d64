"""Reads a mail with Python's email package and compares it with what should be in it.

usage: check_mail.py MAIL.eml EXPECTED.json   {"subject", "text", "html", "to": [names], "filename"}
"""
import email, email.header, email.policy, json, sys

raw = open(sys.argv[1], "rb").read()
want = json.load(open(sys.argv[2], encoding="utf-8"))
faults = []

def check(what, got, expected):
    if got != expected:
        faults.append(f"{what}: {got!r:.300} instead of {expected!r:.300}")

lines = raw.split(b"\r\n")
check("bare CR or LF", raw.count(b"\n"), raw.count(b"\r\n"))
check("bare CR", raw.count(b"\r"), raw.count(b"\r\n"))
check("bytes outside ASCII", max(raw) < 128, True)
check("lines over 78", [l for l in lines if len(l) > 78], [])
check("encoded words over 75",
      [w for l in lines for w in l.split() if w.startswith(b"=?") and len(w) > 75], [])
for line in lines:
    for word in line.split():
        if word.startswith(b"=?"):
            for piece, charset in email.header.decode_header(word.strip(b",").decode()):
                piece.decode(charset)  # each word alone is whole characters (RFC 2047 section 5)

mail = email.message_from_bytes(raw, policy=email.policy.strict)
for part in mail.walk():
    check("defects", part.defects, [])
    for name, value in part.items():
        check("defects of " + name, list(value.defects), [])
names = [k.lower() for k in mail.keys()]
check("repeated headers", sorted(names), sorted(set(names)))
for name in ("from", "to", "subject", "date", "message-id", "mime-version", "auto-submitted", "list-id", "list-unsubscribe", "references"):
    check("header " + name, name in names, True)
check("subject", mail["Subject"], want["subject"])
check("recipients", [a.display_name for a in mail["To"].addresses], want["to"])
check("text", mail.get_body(("plain",)).get_content().replace("\r\n", "\n"), want["text"])
check("html", mail.get_body(("html",)).get_content().replace("\r\n", "\n"), want["html"])
check("attachments", [a.get_filename() for a in mail.iter_attachments()]
      if mail.get_content_type() == "multipart/mixed" else [], want["filenames"])
print("\n".join(faults))
sys.exit(bool(faults))
