"""What is wrong, and how to mend it, in Korean and in English with the same places: base/korean.inc."""
import glob
import os
import re
import sqlite3
import unittest

from programs import Home

ROOT = os.path.dirname(os.path.abspath(__file__)) + "/../.."
# each a whole configuration and the place of its only fault
FAULTS = [('[daemon]\ndatabse = "x"', "2:1"), ("[daemon]\nfoo = 1", "2:1"), ('colour = "red"', "1:1"), ('[daemon]\ntime_zone = "Asia/Soul"', "2:13"), ('[daemon]\nlog_level = "infoo"', "2:13"),
          ('[daemon]\nlanguage = "french"', "2:12"), ("[daemon]\npolls_at_once = 0", "2:17"), ('[daemon]\npolls_at_once = "x"', "2:17"), ('[daemon]\nproxy = "x"', "2:9"), ('[daemon]\nkeep_closed = "1h"', "2:15"),
          ("[daemon]\ndatabase = 3", "2:12"), ("daemon = 3", "1:10"), ("source = 3", "1:10"), ("source = [3]", "1:11"), ("[[source]]", "1:1"), ('[[source]]\nrecipe = "x"\ninterval = "often"', "3:12"),
          ('[[source]]\nrecipe = "x"\njitter = 7', "3:10"), ('[[source]]\nrecipe = "x"\nenabled = "yes"', "3:11"), ('[[source]]\nrecipe = "x"\nparams = "q"', "3:10"), ('[[source]]\nrecipe = "x"\nmirror = "ftp://x"', "3:10"),
          ('[[source]]\nrecipe = "x"\n[[source]]\nrecipe = "x"', ""), ('[[profile]]\nname = "a"\nto = "me"', "3:6"), ("[[profile]]\nplaces = 3", "2:10"), ("[[profile]]\nplaces = [3]", "2:11"), ("[[profile]]\nmin_salary = -1", "2:14"),
          ('[[profile]]\nsources = ["none"]', ""), ('[digest]\nat = "8"', "2:6"), ('[digest]\nquiet = "night"', "2:9"), ('[smtp]\npassword = "abc"', "2:12"), ('[smtp]\nfrom = "me"', "2:8"),
          ('[smtp]\nhost = "a.example"\nuser = "a"\ntls = "none"', "4:7"), ('[[webhook]]\nkind = "slack"', "1:1"), ('[[webhook]]\nurl = "https://a.example"\ntimeout = "9m"', "3:11"), ('companies = ["dangn"]', ""),
          ('companies = ["zzzzzzzz"]', ""), ("[daemon\n", "1:8")]
QUERIES = [")", "(x", '"x', "OR x", "NOT", "titel:x", "title:", "/x", "//", "/(/", "(" * 60]


ROOMS = ("base", "net", "config", "postings", "scrapers", "notifier", "daemon")
# what no error says: the log, the metrics and `gonggod status` (English for machines), patterns of texts, sentences of both languages
NO_ERRORS = ("daemon/main.cpp", "daemon/report_metrics.cpp", "daemon/report_text.cpp", "daemon/loop_signals.cpp", "daemon/rounds.cpp", "net/robots.cpp", "notifier/digest_plan.cpp", "notifier/feeds.cpp",
             "postings/dedup/tells.cpp", "postings/dedup/words.cpp", "postings/features.cpp", "postings/normalise/", "postings/rules", "postings/word_groups.cpp", "scrapers/discover/")
NO_FAULTS = {"{title skills} : (", "input as {$url, $params} | ", "unusual traffic", "access denied", "request blocked", "enable javascript", "gonggo list --profile ", " --sort score --since "}


def english_literals():
    """(file, text) of every string of the rooms that reads like English and is not a part of the log or of a sentence in both languages."""
    for room in ROOMS:
        for path in sorted(glob.glob(ROOT + "/" + room + "/**/*.[ch]pp", recursive=True)):
            name = os.path.relpath(path, ROOT)
            if name.startswith(NO_ERRORS):
                continue
            with open(path) as file:
                source = re.sub(r'R"(\w*)\(.*?\)\1"', '""', file.read(), flags=re.S)
            source = re.sub(r"^\s*//.*$|(?<=[;{},]) *//.*$", "", source, flags=re.M)
            source = re.sub(r'"\s*\n\s*"', "", source)
            source = re.sub(r'(?:spdlog::\w+|sd_notify|logic_error|say_?(?:\.say)?)\((?:[^"();]|"(?:[^"\\]|\\.)*"|\([^()]*\))*', "", source)
            for literal in re.findall(r'"((?:[^"\\\n]|\\.)*)"', source):
                if re.search("[a-z]{2,} [a-z]{2,}", literal) and literal not in NO_FAULTS:
                    yield name, literal


class Errors(unittest.TestCase):
    def test_every_error_of_the_rooms_is_known_in_korean(self):
        with open(ROOT + "/base/korean.inc") as file:
            known = "\n".join(re.findall(r'GONGGO_ERROR\("((?:[^"\\]|\\.)*)"', file.read()))
        literals = list(english_literals())
        self.assertGreater(len(literals), 150)
        missing = []
        for name, literal in literals:  # what stands in quotes and brackets may be a value in one place and a word in another
            for part in re.split(r"""\\n|['"\\{}<>()\[\]=]|https?://""", literal):
                part = part.strip(" :;,.")
                if re.search("[a-z]{2,} [a-z]{2,}", part) and part not in known:
                    missing.append((name, part))
        self.assertEqual(missing, [], "base/korean.inc lacks these")

    def told(self, home, *words):
        """(in Korean, in English) what a failing command says."""
        out = []
        for language in ("ko_KR.UTF-8", "en_US.UTF-8"):
            code, _, told = home.run("GONGGO", *words, LANG=language)
            self.assertIn(code, (1, 2), told)
            out.append(told)
        self.assertRegex(out[0], "[가-힣]{2}", out[0])
        self.assertNotRegex(out[1].replace("머신러닝", ""), "[가-힣]", out[1])  # an example's query
        return out

    def test_every_error_has_its_values_in_both_languages(self):
        with open(ROOT + "/base/korean.inc") as file:
            source = file.read()
        errors = re.findall(r'^GONGGO_ERROR\("((?:[^"\\]|\\.)*)",\s*"((?:[^"\\]|\\.)*)"\)', source, re.M)
        self.assertGreater(len(errors), 50)
        self.assertEqual(len(errors), source.count("\nGONGGO_ERROR("))
        for en, ko in errors:
            self.assertNotRegex(en, "[가-힣]")
            self.assertRegex(ko, "[가-힣]")
            self.assertEqual(sorted(re.findall(r"\{f?(\d)\}", ko)), [str(n) for n in range(en.count("{}"))], en)

    def test_faults_of_the_configuration_name_the_place_and_the_mend_in_both_languages(self):
        with Home([]) as home:
            for text, place in FAULTS:
                with open(home.config, "w") as config:
                    config.write(text + "\n")
                for told in self.told(home, "list"):
                    self.assertIn("%s%s: " % (home.config, ":" + place if place else ""), told, text)

    def test_a_missing_configuration_and_a_database_that_cannot_be_read_are_told_in_both_languages(self):
        with Home([]) as home:
            self.told(home, "list")  # no database yet
            with open(home.database, "w") as file:
                file.write("this is no database, but a text that is long enough to be looked at\n" * 20)
            for told in self.told(home, "list"):
                self.assertIn("gonggo backup", told)
            os.remove(home.database)
            with sqlite3.connect(home.database) as database:
                database.execute("PRAGMA user_version = 999")
            for told in self.told(home, "list"):
                self.assertIn("999", told)
            with sqlite3.connect(home.database) as database:
                database.execute("PRAGMA user_version = 1")
            self.told(home, "list")
            os.remove(home.config)
            for told in self.told(home, "list"):
                self.assertIn(home.config, told)

    def test_a_query_that_does_not_parse_is_told_in_both_languages(self):
        with Home([]) as home:
            self.assertEqual(home.run("GONGGOD", "--once")[0], 0)
            for query in QUERIES:
                for told in self.told(home, "search", query):
                    self.assertIn("\n  ", told)


if __name__ == "__main__":
    unittest.main()
