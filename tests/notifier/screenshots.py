"""Digests as people see them: every size, width and colour scheme, photographed by Chromium.

usage, from the project's directory: python3 tests/notifier/screenshots.py [OUT]   default OUT: build/screenshots
Looks for build/dev/tests/test_notifier, which writes the samples to build/digest-*.html.
"""
import os
import re
import shutil
import subprocess
import sys

out = sys.argv[1] if len(sys.argv) > 1 else "build/screenshots"
program = os.environ.get("TEST_NOTIFIER", "build/dev/tests/test_notifier")
chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
if not chromium:
    sys.exit("skipped: no Chromium here")
os.makedirs(out, exist_ok=True)
subprocess.run([program, "writes samples to look at"], check=True, stdout=subprocess.DEVNULL)
samples = sorted(f for f in os.listdir("build") if re.fullmatch(r"digest-.*\.html", f))
wanted = sys.argv[2:] or [f[7:-5] for f in samples]


def photograph(page, width, height, dark, file):
    subprocess.run([chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars",
                    "--window-size=%d,%d" % (width, height), "--blink-settings=preferredColorScheme=%d" % (0 if dark else 1),
                    "--screenshot=" + file, "file://" + os.path.abspath(page)], check=True, stderr=subprocess.DEVNULL, timeout=120)


for name in wanted:
    page = "build/digest-%s.html" % name
    height = {"0": 500, "1": 700, "500": 3200}.get(name, 3600)
    for width in (360, 600, 800):
        for dark in (False, True):
            # headless windows have a least width: a narrow page is shown in a frame of that width
            framed = "build/frame.html"
            with open(framed, "w") as f:
                f.write('<meta name="color-scheme" content="light dark"><body style="margin:0"><iframe src="%s" '
                        'style="border:0;width:%dpx;height:%dpx"></iframe>' % (os.path.basename(page), width, height))
            file = os.path.join(out, "%s-%d-%s.png" % (name, width, "dark" if dark else "light"))
            photograph(framed if width < 500 else page, max(width, 500) if width < 500 else width, height, dark, file)
            print(file)
os.remove("build/frame.html")
