"""Serves the corpus on loopback: nginx, or a small server of our own where there is none."""
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

NGINX = """daemon off; worker_processes 1; pid %(root)s/pid; error_log %(root)s/error.log;
events { worker_connections 512; }
http { access_log off; gzip_static on; keepalive_requests 100000; types { text/html html; text/plain txt; }
  client_body_temp_path %(root)s/t; proxy_temp_path %(root)s/t; fastcgi_temp_path %(root)s/t; uwsgi_temp_path %(root)s/t; scgi_temp_path %(root)s/t;
  server { listen 127.0.0.1:%(port)d; root %(root)s/www; }
  server { listen 127.0.0.1:%(plain)d; root %(root)s/www; etag off; if_modified_since off; add_header Last-Modified ""; } }"""


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Files(SimpleHTTPRequestHandler):
    """The packed file beside each, with an ETag where the server has them."""
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        path = self.server.root + self.path + ".gz"
        if not os.path.isfile(path):
            self.send_error(404)
            return
        tag = '"%x-%x"' % (os.stat(path).st_mtime_ns, os.stat(path).st_size)
        if self.server.tags and self.headers.get("If-None-Match") == tag:
            self.send_response(304)
            self.end_headers()
            return
        with open(path, "rb") as file:
            body = file.read()
        self.send_response(200)
        self.send_header("Content-Type", "text/html" if self.path.endswith("html") else "text/plain")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        if self.server.tags:
            self.send_header("ETag", tag)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Board:
    """`with Board(root) as board`: root/www at board.url, and at board.plain_url without validators."""

    def __init__(self, root):
        self.root = root
        self.port, self.plain = free_port(), free_port()
        self.url, self.plain_url = ("http://127.0.0.1:%d" % p for p in (self.port, self.plain))
        self.name = "nginx" if shutil.which("nginx", path="/usr/sbin:" + os.environ["PATH"]) else "our own server"

    def __enter__(self):
        if self.name == "nginx":
            with open(self.root + "/nginx.conf", "w") as out:
                out.write(NGINX % {"root": self.root, "port": self.port, "plain": self.plain})
            self.process = subprocess.Popen(["nginx", "-p", self.root, "-c", self.root + "/nginx.conf", "-e", self.root + "/error.log"],
                                            env={**os.environ, "PATH": "/usr/sbin:" + os.environ["PATH"]})
        else:
            self.process = subprocess.Popen([sys.executable, os.path.abspath(__file__), self.root + "/www", str(self.port), str(self.plain)])
        for _ in range(200):
            with socket.socket() as s:
                if s.connect_ex(("127.0.0.1", self.plain)) == 0:
                    return self
            time.sleep(0.05)
        raise SystemExit("the server did not start; see %s/error.log" % self.root)

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


def main(root, *ports):
    for port, tags in zip(ports, (True, False)):
        server = ThreadingHTTPServer(("127.0.0.1", int(port)), Files)
        server.root, server.tags = root, tags
        threading.Thread(target=server.serve_forever, daemon=tags).start()


if __name__ == "__main__":
    main(*sys.argv[1:])
