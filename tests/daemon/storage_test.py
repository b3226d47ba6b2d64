"""A database that cannot be written: told clearly, nothing lost, and all is well again when it can be."""
import ctypes
import os
import sqlite3
import subprocess
import time
import unittest

from mailbox_server import Mailbox, free_port
from programs import PROGRAMS, Home, wait_for
from server import Boards

MS_REC, MS_PRIVATE = 0x4000, 0x40000
CLONE_NEWNS, CLONE_NEWUSER = 0x20000, 0x10000000
PROFILE = '[[profile]]\nname = "me"\nmin_score = 20\n'


def mount_small(directory, size):
    """A file system of `size` bytes that only this process and its children see; False where that is not allowed."""
    libc = ctypes.CDLL(None, use_errno=True)
    root, group = os.getuid(), os.getgid()
    if libc.unshare(CLONE_NEWNS | (CLONE_NEWUSER if root else 0)) != 0:
        return False
    if root:
        for name, text in (("setgroups", "deny"), ("uid_map", "0 %d 1" % root), ("gid_map", "0 %d 1" % group)):
            with open("/proc/self/" + name, "w") as out:
                out.write(text)
    return (libc.mount(b"none", b"/", None, MS_REC | MS_PRIVATE, None) == 0 and
            libc.mount(b"tmpfs", directory.encode(), b"tmpfs", 0, b"size=%d" % size) == 0)


class Storage(unittest.TestCase):
    def home(self, sources):
        home = Home([])
        self.addCleanup(home.__exit__)
        os.mkdir(home.path + "/state")
        home.database = home.path + "/state/gonggo.db"
        home.write(sources, tail=PROFILE)
        return home

    def boards(self):
        boards = Boards()
        self.addCleanup(boards.__exit__)
        return boards

    def listings(self, home):
        return home.rows("SELECT count(*) FROM listings")[0][0]

    def test_a_full_disk_is_told_polls_wait_and_all_is_caught_up_when_there_is_room(self):
        home = self.home([])
        if not mount_small(home.path + "/state", 32 << 20):
            self.skipTest("a small file system of our own cannot be mounted here")
        boards = self.boards()
        home.write([{"id": "s%d" % n, "mirror": boards.url("growing/b%d" % n), "interval": "1s"} for n in range(4)], tail=PROFILE)
        with home.start() as daemon:
            wait_for(lambda: daemon.log().count("state=ok") >= 4, 20, daemon.log)
            with open(home.path + "/state/ballast", "wb", buffering=0) as ballast:
                try:
                    while True:
                        ballast.write(bytes(4096))
                except OSError:
                    pass
            boards.generation = 200
            daemon.wait_log("the disk is full")
            daemon.wait_log("polls wait")
            time.sleep(1)
            asked = len(boards.log)
            time.sleep(4)
            self.assertLessEqual(len(boards.log) - asked, 4)  # boards are not asked for what cannot be kept
            self.assertIsNone(daemon.process.poll())
            self.assertEqual(home.run("GONGGOD", "status")[0], 0)
            code, _, told = home.run("GONGGO", "poll", LANG="en_US.UTF-8")
            self.assertEqual(code, 1)
            self.assertIn("the disk is full", told)
            os.remove(ballast.name)
            daemon.wait_log("can be written again")
            wait_for(lambda: self.listings(home) == 4 * 206, 60, lambda: daemon.log()[-3000:])
            self.assertEqual(daemon.stop()[0], 0)
        self.assertEqual(home.rows("PRAGMA integrity_check"), [("ok",)])

    def test_a_locked_database_is_told_and_nothing_is_lost_when_it_is_free(self):
        boards = self.boards()
        home = self.home([{"id": "one", "mirror": boards.url("growing/b"), "interval": "1s"}])
        with home.start() as daemon:
            daemon.wait_log("state=ok")
            other = sqlite3.connect(home.database, isolation_level=None)
            other.execute("BEGIN IMMEDIATE")
            boards.generation = 10
            daemon.wait_log("locked by another program")
            other.execute("ROLLBACK")
            other.close()
            daemon.wait_log("can be written again")
            wait_for(lambda: self.listings(home) == 16, 30, daemon.log)
            self.assertEqual(daemon.stop()[0], 0)

    def test_a_mail_that_went_out_while_it_could_not_be_written_down_does_not_go_out_again(self):
        boards = self.boards()
        port = free_port()
        smtp = '[smtp]\nhost = "127.0.0.1"\nport = %d\ntls = "none"\nfrom = "gonggo@example.org"\n' % port
        home = self.home([])
        home.write([{"id": "one", "mirror": boards.url("ok/b")}], tail=PROFILE + 'to = ["me@example.org"]\n' + smtp)
        home.run("GONGGOD", "--once")  # nobody is there: the mail waits
        other = sqlite3.connect(home.database, isolation_level=None, check_same_thread=False)
        self.addCleanup(other.close)
        self.assertEqual(other.execute("UPDATE outbox SET next_try = 0").rowcount, 1)
        with Mailbox(port=port) as box:
            box.handler.on_data = lambda: other.execute("BEGIN IMMEDIATE")
            with home.start() as daemon:
                daemon.wait_log("locked by another program")
                box.handler.on_data = None
                time.sleep(6)  # the daemon looks again, and must not send
                other.execute("ROLLBACK")
                daemon.wait_log("can be written again")
                wait_for(lambda: home.rows("SELECT state, attempts FROM outbox") == [("sent", 2)], 10, daemon.log)
                self.assertEqual(daemon.stop()[0], 0)
            self.assertEqual(len(box.mails), 1)

    def test_a_database_that_must_not_be_written_or_is_newer_or_is_none_is_told_with_the_mend(self):
        boards = self.boards()
        home = self.home([{"id": "one", "mirror": boards.url("ok")}])
        self.assertEqual(home.run("GONGGOD", "--once")[0], 0)
        db = sqlite3.connect(home.database)
        db.execute("PRAGMA user_version = 9999")
        db.commit()
        db.close()
        for program, argument in (("GONGGOD", "--once"), ("GONGGOD", "status"), ("GONGGO", "list"), ("GONGGO", "poll")):
            code, _, told = home.run(program, argument, LANG="en_US.UTF-8")
            self.assertEqual(code, 1)
            self.assertIn("written by a newer gonggo (schema 9999", told)
            self.assertIn("mend: update gonggo", told)
        with open(home.database, "wb") as out:
            out.write(b"no database at all " * 1000)
        code, _, told = home.run("GONGGOD", "--once")
        self.assertEqual(code, 1)
        self.assertIn("no gonggo database", told)
        self.assertIn(home.database, told)

    def test_a_database_of_another_user_is_told_with_the_mend(self):
        boards = self.boards()
        home = self.home([{"id": "one", "mirror": boards.url("ok")}])
        self.assertEqual(home.run("GONGGOD", "--once")[0], 0)
        wrap = ()
        if os.getuid() == 0:  # root may write everything: as somebody else
            wrap = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
            if subprocess.call([*wrap, "test", "-x", PROGRAMS["GONGGO"]]) != 0:
                self.skipTest("another user cannot reach the programs in " + os.path.dirname(PROGRAMS["GONGGO"]))
            for path in (home.path, home.path + "/state"):
                os.chmod(path, 0o755)
            os.chmod(home.config, 0o644)
        for name in os.listdir(home.path + "/state"):
            os.chmod(home.path + "/state/" + name, 0o444)
        code, _, told = home.run("GONGGO", "poll", wrap=wrap, LANG="en_US.UTF-8")
        self.assertEqual(code, 1)
        self.assertIn(home.database, told)
        self.assertRegex(told, "cannot be written.*mend")


if __name__ == "__main__":
    unittest.main()
