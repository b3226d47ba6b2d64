"""A real mail system on loopback: Postfix takes mail (STARTTLS and TLS, with a login), Dovecot keeps it and is read over IMAP.

Both run as temporary instances in a directory of their own; nothing of the machine's own mail system is read or changed.
Postfix's master starts as root only, so this needs root.
"""
import imaplib
import os
import pwd
import shutil
import ssl
import subprocess
import tempfile
import time

from mailbox_server import certificate, free_port

MAIN = """\
compatibility_level = 3.6
queue_directory = {path}/queue
data_directory = {path}/data
mail_owner = postfix
maillog_file = {path}/log/postfix
maillog_file_prefixes = {path}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mail.example.org
mydestination =
alias_maps =
local_recipient_maps =
virtual_mailbox_domains = example.org
virtual_mailbox_maps = inline:{{ {known} }}
virtual_transport = lmtp:unix:private/dovecot
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_reject_unlisted_recipient = yes
smtpd_tls_cert_file = {path}/cert.pem
smtpd_tls_key_file = {path}/key.pem
smtpd_tls_auth_only = yes
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = private/auth
smtpd_sasl_security_options = noanonymous
message_size_limit = {largest}
"""

MASTER = """\
127.0.0.1:{submission} inet n - n - - smtpd
    -o smtpd_tls_security_level=encrypt
127.0.0.1:{submissions} inet n - n - - smtpd
    -o smtpd_tls_wrappermode=yes
cleanup   unix  n - n - 0 cleanup
qmgr      unix  n - n 300 1 qmgr
rewrite   unix  - - n - - trivial-rewrite
bounce    unix  - - n - 0 bounce
defer     unix  - - n - 0 bounce
trace     unix  - - n - 0 bounce
tlsmgr    unix  - - n 1000? 1 tlsmgr
error     unix  - - n - - error
retry     unix  - - n - - error
proxymap  unix  - - n - - proxymap
lmtp      unix  - - n - - lmtp
anvil     unix  - - n - 1 anvil
postlog   unix-dgram n - n - 1 postlogd
"""

DOVECOT = """\
base_dir = {path}/run
log_path = {path}/log/dovecot
protocols = imap lmtp
listen = 127.0.0.1
ssl = required
ssl_cert = <{path}/cert.pem
ssl_key = <{path}/key.pem
auth_mechanisms = plain login
mail_location = maildir:{path}/mail/%n
first_valid_uid = 1
state_dir = {path}/run
default_vsz_limit = 1G
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%n {path}/users
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={path}/mail/%n
}}
service auth {{
  unix_listener {path}/queue/private/auth {{
    mode = 0666
  }}
}}
service lmtp {{
  unix_listener {path}/queue/private/dovecot {{
    mode = 0666
  }}
}}
service imap-login {{
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {imaps}
  }}
}}
"""


def missing():
    """Why there can be none here, or nothing."""
    lacking = [name for name in ("postfix", "dovecot", "openssl") if not shutil.which(name, path="/usr/sbin:/usr/bin:/sbin:/bin")]
    if lacking:
        return "needs " + " and ".join(lacking) + " (packages.txt, group test)"
    return "" if os.geteuid() == 0 else "needs root: Postfix's master starts as root only"


class MailSystem:
    """`with MailSystem(["me"], "password") as mail: mail.submission, mail.submissions, mail.messages("me")`"""

    def __init__(self, users, password, largest=20_000_000):
        self.password = password
        self.path = tempfile.mkdtemp(prefix="gonggo-mail-")
        os.chmod(self.path, 0o755)
        self.submission, self.submissions, self.imaps = free_port(), free_port(), free_port()
        for name in ("queue", "data", "log", "mail", "run", "etc", "queue/private"):
            os.mkdir(self.path + "/" + name)
        owner = pwd.getpwnam("postfix")
        for name in ("data", "queue/private"):
            os.chown(self.path + "/" + name, owner.pw_uid, -1)
        os.chmod(self.path + "/queue/private", 0o700)
        keeper = pwd.getpwnam("nobody")
        os.chown(self.path + "/mail", keeper.pw_uid, keeper.pw_gid)
        self.certificate, _ = certificate(self.path)
        self.write("users", "".join("%s:{PLAIN}%s\n" % (user, password) for user in users))
        names = {"path": self.path, "largest": largest, "submission": self.submission, "submissions": self.submissions, "imaps": self.imaps,
                 "uid": keeper.pw_uid, "gid": keeper.pw_gid, "known": ", ".join("{ %s@example.org = ok }" % user for user in users)}
        self.write("etc/main.cf", MAIN.format(**names))
        self.write("etc/master.cf", MASTER.format(**names))
        self.write("dovecot.conf", DOVECOT.format(**names))

    def write(self, name, text):
        with open(self.path + "/" + name, "w") as out:
            out.write(text)

    def __enter__(self):
        self.call("dovecot", "-c", self.path + "/dovecot.conf")
        try:
            self.call("postfix", "-c", self.path + "/etc", "start")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.call("postfix", "-c", self.path + "/etc", "stop", check=False)
        self.call("dovecot", "-c", self.path + "/dovecot.conf", "stop", check=False)
        shutil.rmtree(self.path, ignore_errors=True)

    def call(self, *command, check=True):
        with open(self.path + "/log/start", "w+") as out:  # no pipe: the servers would hold it open
            done = subprocess.run(command, env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}, stdin=subprocess.DEVNULL, stdout=out, stderr=out)
            out.seek(0)
            if check and done.returncode:
                raise RuntimeError("%s: %s%s" % (" ".join(command), out.read(), self.log()))

    def log(self):
        out = ""
        for name in ("postfix", "dovecot"):
            if os.path.exists(self.path + "/log/" + name):
                with open(self.path + "/log/" + name) as f:
                    out += f.read()
        return out

    def queue_is_empty(self):
        waiting = [name for folder in ("incoming", "active", "deferred", "maildrop") for _, _, files in os.walk(self.path + "/queue/" + folder) for name in files]
        return not waiting

    def messages(self, user, at_least=0, seconds=30):
        """The raw messages of the user's INBOX, over IMAP with TLS, once Postfix has handed all of them over."""
        end = time.monotonic() + seconds
        context = ssl.create_default_context(cafile=self.certificate)
        while True:
            settled = self.queue_is_empty()
            with imaplib.IMAP4_SSL("127.0.0.1", self.imaps, ssl_context=context) as imap:
                imap.authenticate("PLAIN", lambda _: ("\0%s\0%s" % (user, self.password)).encode())
                imap.select("INBOX", readonly=True)
                numbers = imap.search(None, "ALL")[1][0].split()
                found = [imap.fetch(n, "(BODY.PEEK[])")[1][0][1] for n in numbers]
            if (settled and len(found) >= at_least) or time.monotonic() > end:
                return found
            time.sleep(0.1)
