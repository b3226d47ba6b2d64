"""What `./run install` puts in place works from there."""
import os
import shutil
import subprocess
import tempfile
import unittest

from programs import HERE, PROGRAMS

BUILD = os.path.dirname(os.path.dirname(os.path.realpath(PROGRAMS["GONGGOD"])))


@unittest.skipUnless(shutil.which("cmake"), "no cmake")
class Install(unittest.TestCase):
    def setUp(self):
        self.top = tempfile.mkdtemp(prefix="gonggo-install-")
        self.addCleanup(shutil.rmtree, self.top)

    def install(self, prefix, **environment):
        done = subprocess.run(["cmake", "--install", BUILD, "--prefix", prefix], env={**os.environ, **environment}, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True)
        self.assertEqual(done.returncode, 0, done.stdout)

    def run_there(self, *command):
        done = subprocess.run(command, env={"HOME": self.top, "PATH": "/usr/bin:/bin"}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.assertEqual(done.returncode, 0, done.stdout)
        return done.stdout

    def test_the_installed_programs_find_their_recipes_and_read_the_installed_example(self):
        self.install(self.top)
        share = self.top + "/share/gonggo/"
        recipes = len([n for n in os.listdir(HERE + "/../../scrapers/recipes") if n.endswith(".toml")])
        self.assertEqual(len(os.listdir(share + "recipes")), recipes)
        self.run_there(self.top + "/bin/gonggo", "recipes", "check")
        self.assertIn("fine: ", self.run_there(self.top + "/bin/gonggod", "--config", share + "gonggo.toml", "--check"))
        self.assertTrue(os.path.exists(share + "templates/digest.mustache"))
        for unit in ("lib/systemd/system/gonggod.service", "lib/systemd/user/gonggod.service"):
            with open(os.path.join(self.top, unit)) as f:
                self.assertIn("\nExecStart=%s/bin/gonggod" % self.top, f.read())
        for page in os.listdir(HERE + "/../../docs/man") if os.path.isdir(HERE + "/../../docs/man") else ():
            self.assertTrue(os.path.exists("%s/share/man/man%s/%s" % (self.top, page[-1], page)), page)

    def test_completions_are_those_the_program_prints(self):
        self.install(self.top)
        for shell, path in (("bash", "bash-completion/completions/gonggo"), ("zsh", "zsh/site-functions/_gonggo"), ("fish", "fish/vendor_completions.d/gonggo.fish")):
            printed = subprocess.run([PROGRAMS["GONGGO"], "completion", shell], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            if printed.returncode != 0:
                self.skipTest("this gonggo has no `completion`")
            with open(self.top + "/share/" + path) as f:
                self.assertEqual(f.read(), printed.stdout)

    def test_packagers_stage_it_with_DESTDIR(self):
        self.install("/opt/gonggo", DESTDIR=self.top)
        self.assertTrue(os.access(self.top + "/opt/gonggo/bin/gonggod", os.X_OK))
        self.assertEqual(os.listdir(self.top), ["opt"])


if __name__ == "__main__":
    unittest.main()
