"""The services' files: systemd finds no fault and little exposure, launchd's is a sound property list."""
import os
import plistlib
import re
import shutil
import subprocess
import tempfile
import unittest

from programs import HERE, PROGRAMS

ROOT = HERE + "/../.."
SYSTEMD = shutil.which("systemd-analyze")


def filled_in(directory, template):
    with open(os.path.join(ROOT, template)) as f:
        text = f.read()
    path = os.path.join(directory, os.path.basename(template)[:-len(".in")])
    with open(path, "w") as out:
        out.write(text.replace("@GONGGO_BINDIR@", os.path.dirname(os.path.realpath(PROGRAMS["GONGGOD"]))).replace("@HOME@", "/Users/someone"))
    return path


class Units(unittest.TestCase):
    def analyze(self, template, *arguments):
        with tempfile.TemporaryDirectory() as directory:
            unit = filled_in(directory, template)
            environment = {**os.environ, "XDG_RUNTIME_DIR": directory}
            return subprocess.run([SYSTEMD, *arguments, unit], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    @unittest.skipUnless(SYSTEMD, "no systemd-analyze")
    def test_systemd_finds_no_fault_in_the_system_unit_nor_the_user_unit(self):
        for template, who in (("systemd/gonggod.service.in", "--system"), ("systemd/user/gonggod.service.in", "--user")):
            with self.subTest(template):
                done = self.analyze(template, "verify", "--man=no", "--recursive-errors=no", who)
                self.assertEqual((done.returncode, done.stdout), (0, ""))

    @unittest.skipUnless(SYSTEMD, "no systemd-analyze")
    def test_the_system_unit_exposes_no_more_than_one_and_a_half(self):
        done = self.analyze("systemd/gonggod.service.in", "security", "--offline=yes", "--no-pager")
        exposure = re.search(r"exposure level .*: ([0-9.]+)", done.stdout)
        self.assertTrue(exposure, done.stdout)
        print("exposure", exposure.group(1))
        self.assertLessEqual(float(exposure.group(1)), 1.5, done.stdout)

    def test_the_launchd_property_list_keeps_a_log_and_starts_the_program(self):
        with tempfile.TemporaryDirectory() as directory:
            with open(filled_in(directory, "launchd/io.gonggo.gonggod.plist.in"), "rb") as f:
                plist = plistlib.load(f)
        self.assertTrue(plist["ProgramArguments"][0].endswith("/gonggod"))
        self.assertEqual(plist["StandardErrorPath"], "/Users/someone/Library/Logs/gonggo/gonggod.log")
        self.assertEqual(plist["KeepAlive"], {"SuccessfulExit": False})
        self.assertGreater(plist["ExitTimeOut"], 5)


if __name__ == "__main__":
    unittest.main()
