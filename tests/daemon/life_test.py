"""The daemon's life: signals, systemd, one instance, reload."""
import os
import signal
import subprocess
import time
import unittest

from programs import PROGRAMS, Home, NotifySocket, wait_for
from server import Boards, page


class Life(unittest.TestCase):
    def boards(self, *arguments, **named):
        boards = Boards(*arguments, **named)
        self.addCleanup(boards.__exit__)
        return boards

    def home(self, sources, head="", tail=""):
        home = Home(sources, head, tail)
        self.addCleanup(home.__exit__)
        return home

    def test_SIGTERM_during_polls_of_slow_servers_ends_it_within_five_seconds_and_loses_nothing(self):
        boards = self.boards()
        home = self.home([{"id": "ok", "mirror": boards.url("ok")}] + [{"id": "slow%d" % n, "mirror": boards.url("slow/%d" % n), "concurrency": 8} for n in range(8)])
        with home.start() as daemon:
            daemon.wait_log("poll source=ok state=ok")
            wait_for(lambda: sum(how.startswith("/slow") for _, _, how, _ in boards.log) or daemon.memory("VmRSS"))
            time.sleep(0.3)
            code, took = daemon.stop()
            self.assertEqual(code, 0, daemon.log())
            self.assertLess(took, 5)
            self.assertIn("stopping polls=8", daemon.log())
        self.assertEqual(set(home.states()), {"ok"})  # abandoned polls are not told as failures
        self.assertEqual(home.rows("SELECT count(*) FROM listings"), [(6,)])
        self.assertEqual(home.rows("PRAGMA integrity_check"), [("ok",)])
        with home.start() as daemon:  # and they are due again
            daemon.wait_log("watching")
            time.sleep(0.3)
            daemon.stop()
            self.assertIn("stopping polls=8", daemon.log().split("watching")[-1])

    def test_what_vanished_from_a_page_that_then_stays_the_same_closes(self):
        boards = self.boards()
        home = self.home([{"id": "one", "mirror": boards.url("one")}])
        shown = lambda: home.rows("SELECT external_id FROM listings WHERE closed IS NULL ORDER BY 1")
        boards.files["one"] = page("one", 3)
        self.assertEqual(home.run("GONGGOD", "--once")[0], 0)
        time.sleep(1.1)  # the store counts in seconds
        boards.files["one"] = page("one", 2)
        self.assertEqual(home.run("GONGGOD", "--once")[0], 0)
        self.assertEqual(len(shown()), 3)  # missing once may be the board's whim
        self.assertEqual(home.run("GONGGOD", "--once")[0], 0)
        self.assertEqual(shown(), [("one-0",), ("one-1",)])
        self.assertEqual(home.rows("SELECT count(*) FROM postings WHERE closed IS NOT NULL"), [(1,)])

    def test_systemd_hears_READY_STATUS_WATCHDOG_RELOADING_and_STOPPING(self):
        boards = self.boards()
        home = self.home([{"id": "ok", "mirror": boards.url("ok")}, {"id": "slow", "mirror": boards.url("slow")}])
        systemd = NotifySocket(home.path)
        self.addCleanup(systemd.close)
        with home.start(NOTIFY_SOCKET=systemd.path, WATCHDOG_USEC="400000") as daemon:
            systemd.until("READY=1")
            begin = time.monotonic()
            for _ in range(5):  # also while the slow source is being polled
                systemd.until("WATCHDOG=1", 1)
            self.assertGreater(time.monotonic() - begin, 0.6)
            daemon.wait_log("poll source=ok")
            daemon.process.send_signal(signal.SIGHUP)
            reloading = systemd.until("RELOADING=1")
            usec = int(reloading.split("MONOTONIC_USEC=")[1].split()[0])
            self.assertLess(abs(usec / 1e6 - time.clock_gettime(time.CLOCK_MONOTONIC)), 5)
            systemd.until("READY=1")
            daemon.process.send_signal(signal.SIGTERM)
            systemd.until("STOPPING=1")
            self.assertEqual(daemon.process.wait(5), 0)
            self.assertTrue([m for m in systemd.messages if m.startswith("STATUS=2 sources, polling 1; next poll 2")], systemd.messages)

    def test_an_abstract_notify_socket_and_another_process_watchdog_are_understood(self):
        home = self.home([])
        systemd = NotifySocket(home.path)
        self.addCleanup(systemd.close)
        with home.start(NOTIFY_SOCKET=systemd.path, WATCHDOG_USEC="100000", WATCHDOG_PID="1") as daemon:
            systemd.until("READY=1")
            time.sleep(0.5)
            daemon.process.send_signal(signal.SIGTERM)
            systemd.until("STOPPING=1")
            self.assertFalse([m for m in systemd.messages if "WATCHDOG" in m])

    def test_a_second_daemon_on_one_database_names_the_first_and_fails(self):
        boards = self.boards()
        home = self.home([{"id": "ok", "mirror": boards.url("ok")}])
        with home.start() as daemon:
            daemon.wait_log("poll source=ok")
            for arguments in ((), ("--once",)):
                code, _, told = home.run("GONGGOD", *arguments)
                self.assertEqual(code, 1)
                self.assertIn("another gonggod (pid %d)" % daemon.process.pid, told)
            code, out, _ = home.run("GONGGOD", "status")
            self.assertEqual(code, 0)
            self.assertIn("pid %d" % daemon.process.pid, out)
            daemon.process.kill()
            daemon.process.wait()
        code, out, _ = home.run("GONGGOD", "status")
        self.assertEqual(code, 3)
        self.assertIn("not running", out)
        self.assertEqual(home.run("GONGGOD", "--once")[0], 0)  # the kernel gave the lock back

    def test_SIGHUP_takes_a_good_configuration_and_keeps_the_old_one_over_a_bad_one(self):
        boards = self.boards()
        first = {"id": "first", "mirror": boards.url("ok/first")}
        home = self.home([first])
        with home.start() as daemon:
            daemon.wait_log("poll source=first state=ok")
            second = {"id": "second", "mirror": boards.url("ok/second")}
            home.write([first, second])
            daemon.process.send_signal(signal.SIGHUP)
            daemon.wait_log("reloaded sources=2")
            daemon.wait_log("poll source=second state=ok")
            for bad, why in (({"id": "third", "intervall": "3h"}, "intervall"), ({"id": "third", "recipe": "nowhere"}, "no recipe 'nowhere'")):
                home.write([first, second, {"mirror": boards.url("ok/third"), **bad}])
                daemon.process.send_signal(signal.SIGHUP)
                wait_for(lambda: any("the new configuration is not used" in line and why in line for line in daemon.log().splitlines()), 10, daemon.log)
            code, _, told = home.run("GONGGOD", "--check")
            self.assertEqual(code, 1)
            self.assertIn("source 'third': no recipe 'nowhere'", told)
            home.write([first, second])
            daemon.process.send_signal(signal.SIGHUP)
            wait_for(lambda: daemon.log().count("reloaded sources=2") == 2)
            self.assertNotIn("third", home.states())
            self.assertEqual(daemon.stop()[0], 0)

    def test_a_profile_that_is_new_or_wishes_for_more_is_told_what_is_there_already(self):
        boards = self.boards()
        source = {"id": "ok", "mirror": boards.url("tagged/ok")}
        one = '[[profile]]\nname = "me"\nmin_score = %d\n'
        home = self.home([source], tail=one % 100)
        fitting = lambda: dict(home.rows("SELECT profile, count(*) FROM matches WHERE score >= 0 GROUP BY 1"))
        with home.start() as daemon:
            daemon.wait_log("poll source=ok state=ok")
            self.assertEqual(fitting(), {})
            home.write([source], tail=one % 20 + '[[profile]]\nname = "too"\nmin_score = 20\n')
            daemon.process.send_signal(signal.SIGHUP)
            daemon.wait_log("matched anew postings=6")
            self.assertEqual(fitting(), {"me": 4, "too": 4})
            daemon.process.send_signal(signal.SIGHUP)
            wait_for(lambda: daemon.log().count("reloaded") == 2)
            self.assertEqual(daemon.log().count("matched anew"), 1)  # the same file asks for nothing
            daemon.stop()
        code, files, _ = home.run("GONGGO", "digest")
        self.assertEqual((code, len(files.split())), (0, 2))
        home.write([source], tail=one % 20 + 'exclude = "title:연구원"\n')
        self.assertEqual(home.run("GONGGO", "digest")[:2], (0, ""))  # what fits no longer is no news
        self.assertEqual(fitting()["me"], 3)
        home.write([source], tail=one % 20)
        self.assertEqual(home.run("GONGGO", "digest")[:2], (0, ""))  # and what fits again was told
        self.assertEqual(fitting()["me"], 4)

    def test_metrics_and_status_show_the_same_state(self):
        boards = self.boards()
        home = self.home([{"id": "ok", "mirror": boards.url("ok")}, {"id": "gone", "mirror": boards.url("404")}])
        with home.start("--metrics", home.path + "/gonggo.prom") as daemon:
            daemon.wait_log("poll source=gone")
            wait_for(lambda: os.path.exists(home.path + "/gonggo.prom") and 'gonggo_polls_total{state="broken"} 1' in open(home.path + "/gonggo.prom").read())
            metrics = open(home.path + "/gonggo.prom").read()
            daemon.stop()
        self.assertIn('gonggo_source_state{source="ok",state="ok"} 1\n', metrics)
        self.assertIn('gonggo_source_failures{source="gone"} 1\n', metrics)
        self.assertIn("gonggo_postings 6\n", metrics)
        for line in metrics.splitlines():
            self.assertRegex(line, r'^(# (HELP|TYPE) \S+ .+|[a-z_]+(\{[^{}]*\})? [-+0-9.e]+)$')
        self.assertGreater(float(metrics.split("\nprocess_resident_memory_bytes ")[1].split()[0]), 1e6)

    def test_under_journald_each_line_bears_its_priority(self):
        boards = self.boards()
        home = self.home([{"id": "ok", "mirror": boards.url("ok")}, {"id": "gone", "mirror": boards.url("404")}])
        log = open(home.path + "/journal", "wb")
        info = os.fstat(log.fileno())
        subprocess.run([PROGRAMS["GONGGOD"], "--config", home.config, "--once"], stderr=log, env=home.environment(JOURNAL_STREAM="%d:%d" % (info.st_dev, info.st_ino)))
        lines = open(home.path + "/journal").read().splitlines()
        self.assertTrue([line for line in lines if line.startswith("<6>poll source=ok ")], lines)
        self.assertTrue([line for line in lines if line.startswith("<4>poll source=gone state=broken ")], lines)

    def test_a_daemon_with_nothing_to_do_hardly_uses_the_processor(self):
        boards = self.boards()
        home = self.home([{"id": "ok%d" % n, "mirror": boards.url("ok/%d" % n)} for n in range(20)])
        with home.start() as daemon:
            wait_for(lambda: daemon.log().count("poll source=") == 20)
            time.sleep(0.2)

            def ticks():
                return sum(int(n) for n in open("/proc/%d/stat" % daemon.process.pid).read().rsplit(")")[1].split()[11:13])

            before = ticks()
            time.sleep(3)
            self.assertLessEqual(ticks() - before, 1)  # a tick is 10 ms
            daemon.stop()


if __name__ == "__main__":
    unittest.main()
