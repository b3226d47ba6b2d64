"""The shipped weights are what the trainer makes of the labels in tests/data; ctest says where the tools are in TOOLS."""
import gzip
import os
import subprocess
import sys
import tempfile
import unittest

ROOT = os.path.abspath(os.path.dirname(__file__) + "/../..")
GOLD = os.environ.get("GONGGO_GOLD", ROOT + "/../shared/gold")


@unittest.skipUnless(os.path.exists(GOLD + "/pool.jsonl.gz"), "no labelled postings here: set GONGGO_GOLD")
class ShippedModels(unittest.TestCase):
    def joined(self, directory, name):
        path = "%s/%s.jsonl" % (directory, name)
        with open(path, "wb") as out:
            labels = "%s/tests/data/%s.jsonl" % (ROOT, name)
            subprocess.run([sys.executable, ROOT + "/tools/join_labels.py", GOLD + "/pool.jsonl.gz", labels], stdout=out, check=True)
        return path

    def shipped(self, name):
        with open(ROOT + "/postings/vocabulary/" + name, encoding="utf-8") as file:
            return file.read()

    def test_the_shipped_role_model_is_what_the_trainer_writes(self):
        with tempfile.TemporaryDirectory() as directory:
            written = directory + "/role_model.tsv"
            subprocess.run([os.environ["TOOLS"] + "/train_roles", written, GOLD + "/roles_dev.jsonl", self.joined(directory, "roles_train")],
                           stdout=subprocess.DEVNULL, check=True)
            with open(written, encoding="utf-8") as file:
                self.assertTrue(file.read() == self.shipped("role_model.tsv"))

    def test_the_shipped_pair_model_is_what_the_trainer_writes(self):
        with tempfile.TemporaryDirectory() as directory:
            names = ("train", "more", "mined", "heldout", "fresh", "unseen")
            files = [GOLD + "/dedup_dev.jsonl"] + [self.joined(directory, "pairs_" + name) for name in names]
            done = subprocess.run([os.environ["TOOLS"] + "/train_pairs", "--margin", "0.5"] + files, capture_output=True, check=True, text=True)
        self.assertEqual(self.shipped("pair_model.tsv"), done.stdout)
        self.assertIn("dedup_dev.jsonl margin 0.50: P 0.99", done.stderr)

    def test_the_shipped_words_are_those_of_the_pool(self):
        with gzip.open(GOLD + "/pool.jsonl.gz") as pool:
            done = subprocess.run([os.environ["TOOLS"] + "/count_words"], input=pool.read(), capture_output=True, check=True)
        self.assertTrue(done.stdout.decode() == self.shipped("title_words.tsv"))


if __name__ == "__main__":
    unittest.main()
