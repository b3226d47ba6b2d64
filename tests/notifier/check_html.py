"""Fails unless every element of an HTML file is closed in order. usage: check_html.py FILE"""
import html.parser, sys

class Check(html.parser.HTMLParser):
    open, faults = [], []
    def handle_starttag(self, tag, attributes):
        if tag not in ("meta", "br", "link", "img", "hr"):
            self.open.append((tag, self.getpos()))
        names = [n for n, _ in attributes]
        if len(names) != len(set(names)):
            self.faults.append(f"{self.getpos()}: repeated attribute in <{tag}>")
    def handle_endtag(self, tag):
        if not self.open or self.open[-1][0] != tag:
            self.faults.append(f"{self.getpos()}: </{tag}> closes {self.open[-1:]}")
        else:
            self.open.pop()

check = Check()
check.feed(open(sys.argv[1], encoding="utf-8").read())
check.close()
faults = check.faults + [f"not closed: {o}" for o in check.open]
print("\n".join(faults[:10]))
sys.exit(bool(faults))
