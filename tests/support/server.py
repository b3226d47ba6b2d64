#!/usr/bin/env python3
"""A loopback web server whose first path segment says how it behaves. Requests are kept in `log` as (time, host, path, status)."""
import gzip
import html
import threading
import time
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TITLES = ["머신러닝 엔지니어", "MLOps 엔지니어", "데이터 사이언티스트", "AI 연구원 (NLP)", "백엔드 개발자", "마케팅 매니저"]


def card(board, n):
    title = "%s %s-%d" % (TITLES[n % len(TITLES)], board, n)
    return ('<div class="card" data-id="%s-%d"><a href="/jobs/%s/%d">%s</a><span class="company">(주)가상회사%d</span>'
            '<span class="place">서울 강남구</span><span class="until">상시채용</span></div>') % (board, n, board, n, html.escape(title), n)


def page(board, cards=6, first=0):
    return ('<!doctype html><html><head><meta charset="utf-8"></head><body>' + "".join(card(board, n) for n in range(first, first + cards)) +
            "</body></html>").encode()


def bomb(megabytes):
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join([packer.compress(bytes(1 << 20)) for _ in range(megabytes)]) + packer.flush()


BOMB = bomb(300)
DETAIL = ('<html><body><div class="career">경력 3년 이상</div><div class="text">' + "추천 모델을 학습하고 운영합니다. PyTorch, Kubernetes. " * 20 + "</div></body></html>").encode()
CAPTCHA = b'<html><body><form><div class="g-recaptcha" data-sitekey="x"></div>Are you a robot?</form></body></html>'


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self):
        self.server.boards.asked(self)

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.boards.asked(self)

    def log_message(self, *_):
        pass

    def answer(self, status, body=b"", **headers):
        self.status = status
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if status not in (304,):
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if status != 304:
            self.wfile.write(body)


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def handle_error(self, request, address):
        pass  # clients that go away are a part of the tests


class Boards:
    """The server: `with Boards() as boards: boards.url("ok")`."""

    def __init__(self, addresses=("127.0.0.1",), robots=b"User-agent: *\nDisallow: /forbidden\n"):
        self.robots = robots
        self.log = []
        self.lock = threading.Lock()
        self.generation = 0  # /growing/ has this many more postings
        self.pause = 0  # seconds a detail page takes
        self.busy = self.most_at_once = 0  # detail pages being answered, now and at most
        self.files = {}  # behaviour → bytes
        self.servers = []
        for address in addresses:
            server = Server((address, 0), Handler)
            server.boards = self
            threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
            self.servers.append(server)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for server in self.servers:
            server.shutdown()
            server.server_close()

    def url(self, path="", server=0):
        return "http://%s:%d%s" % (*self.servers[server].server_address[:2], "/" + path if path else "")

    def asked(self, request):
        at = time.monotonic()
        request.status = 0
        try:
            self.behave(request, *(request.path.strip("/").split("/") + [""])[:2])
        finally:
            with self.lock:
                self.log.append((at, "%s:%d" % request.server.server_address[:2], request.path, request.status))

    def behave(self, request, how, board):
        if how == "robots.txt":
            request.answer(200, self.robots)
        elif how in self.files:
            etag = '"%08x"' % zlib.crc32(self.files[how])
            same = request.headers.get("If-None-Match") == etag
            request.answer(304 if same else 200, b"" if same else self.files[how], ETag=etag)
        elif how == "detailed":  # a list whose bytes are never the same, and a page for each of its jobs
            if board == "jobs":
                with self.lock:
                    self.busy += 1
                    self.most_at_once = max(self.most_at_once, self.busy)
                time.sleep(self.pause)
                with self.lock:
                    self.busy -= 1
                request.answer(200, DETAIL, Content_Type="text/html")
            else:
                request.answer(200, page(how, 6 + self.generation) + b"<!-- answer %d -->" % len(self.log), Content_Type="text/html")
        elif how in ("ok", "forbidden"):
            request.answer(200, page(board or how), Content_Type="text/html")
        elif how == "growing":
            time.sleep(0.05)
            request.answer(200, page(board, 6 + self.generation), Content_Type="text/html")
        elif how == "tagged":  # knows its copy's ETag
            if request.headers.get("If-None-Match") == '"1"':
                request.answer(304, ETag='"1"')
            else:
                request.answer(200, page(board), ETag='"1"')
        elif how == "empty":
            request.answer(200, b"")
        elif how == "huge":
            request.answer(200, page("huge") + b"<!--" + b"x" * (50 << 20) + b"-->")
        elif how == "bomb":
            request.answer(200, BOMB, Content_Encoding="gzip", Content_Type="text/html")
        elif how == "deep":
            request.answer(200, b"<html><body>" + b"<div>" * 100_000 + b"x" + b"</div>" * 100_000)
        elif how == "cut":
            body = page("cut")
            request.answer(200, body[:body.rindex("가상회사".encode()) + 1])  # ends inside a character
        elif how == "nuls":
            request.answer(200, page("nuls").replace(b"<div", b"\0<div\0 ").replace("엔지니어".encode(), "엔\0지니어".encode()))
        elif how == "charset":
            request.answer(200, page("charset").decode().replace("utf-8", "iso-8859-1").encode("cp949"), Content_Type="text/html; charset=utf-8")
        elif how in ("404", "500"):
            request.answer(int(how), b"<h1>no</h1>")
        elif how == "429":
            request.answer(429, b"", Retry_After="7200")
        elif how == "redirect":
            request.answer(302, b"", Location="http://127.0.0.1:1/admin")
        elif how == "slow":
            request.send_response(200)
            request.send_header("Content-Length", "1000000")
            request.end_headers()
            for _ in range(600):
                request.wfile.write(b"<p>")
                request.wfile.flush()
                time.sleep(0.1)
        elif how == "captcha":
            request.answer(200, CAPTCHA, Content_Type="text/html")
        else:
            request.answer(404, b"")
