#!/usr/bin/env python3
"""The board of the whole-program benchmark: list pages of 40 cards and a detail page for every card, in the shape of real
Korean boards: scripts, inline pictures and the data of a Next.js page are most of the bytes. Seeded: always the same.

  corpus.py DIRECTORY [LISTS]
"""
import base64
import gzip
import html
import json
import os
import random
import sys

CARDS = 40
JOBS = ["머신러닝 엔지니어", "MLOps 엔지니어", "데이터 사이언티스트", "AI 연구원", "딥러닝 엔지니어", "자연어처리 연구원"]
PLACES = ["서울 강남구", "서울 송파구", "경기 성남시", "부산 해운대구", "대전 유성구"]
WORDS = "모델 학습 추천 서비스 운영 데이터 파이프라인 실험 협업 배포 검색 언어 영상 최적화 경험 우대 성장 팀 제품 문제 해결 Python PyTorch Kubernetes SQL".split()


NAMES = "view user token config route banner layout profile search recent filter scroll event cookie session header footer modal resume company".split()


def sentence(r, n):
    return " ".join(r.choice(WORDS) for _ in range(n))


def script(r, size):
    """Code and state, as pages carry them: names that come again, numbers that do not."""
    out = []
    while size > 0:
        line = 'window.__state["%s"]={"%s":%d,"name":"%s","enabled":%s,"items":[%d,%d]};function f%d(a,b){return a.%s(b)||null}\n' % (
            r.choice(NAMES), r.choice(NAMES), r.randrange(1 << 30), sentence(r, 2), r.choice(("true", "false")), r.randrange(1 << 20), r.randrange(99), r.randrange(9999), r.choice(NAMES))
        out.append(line)
        size -= len(line)
    return "<script>" + "".join(out) + "</script>"


def picture(r, size):
    return '<img alt="" src="data:image/png;base64,%s">' % base64.b64encode(r.randbytes(size * 3 // 4)).decode()


def flight(r, size):
    """What Next.js sends for its own use: the page's data once more, as pieces of a string."""
    pieces = ('self.__next_f.push([1,%s])' % json.dumps('%d:["$","div",null,{"className":"%s","children":"%s"}]\n' % (n, r.choice(NAMES), sentence(r, 40)), ensure_ascii=False)
              for n in range(size // 400))
    return "".join("<script>%s</script>" % piece for piece in pieces)


def blocks(r, n):
    """Layout around the content: menus, banners, other jobs."""
    return "".join('<div class="box b%d"><ul class="list"><li class="item"><a href="/x/%d" class="link"><span class="tx">%s</span></a></li><li><em>%d</em></li></ul></div>' % (
        r.randrange(50), r.randrange(99999), sentence(r, 3), r.randrange(999)) for _ in range(n))


def job(r, n):
    return {"id": str(100000 + n), "title": "%s %d팀" % (r.choice(JOBS), n), "company": "가상회사%d" % r.randrange(900), "place": r.choice(PLACES),
            "until": "2027-%02d-%02d" % (r.randrange(1, 13), r.randrange(1, 29))}


def card(j):
    return ('<li class="job" data-id="%(id)s"><div class="box"><a class="title" href="/job/%(id)s.html">%(title)s</a><div class="meta"><span class="company">'
            '%(company)s</span><span class="place">%(place)s</span><span class="until">%(until)s</span></div><ul class="tags"><li>Python</li><li>SQL</li></ul></div></li>') % j


# bytes of scripts before and after the cards, blocks before them, inline picture, flight data: three kinds of boards
SHAPES = [(90_000, 60_000, 250, 16_000, 0), (160_000, 130_000, 150, 60_000, 110_000), (40_000, 30_000, 700, 4_000, 0)]


def list_page(r, number, jobs):
    before, after, menus, image, data = SHAPES[number % len(SHAPES)]
    return "<!doctype html><html><head><meta charset=utf-8>%s<style>%s</style></head><body><nav>%s</nav>%s<ul>%s</ul>%s%s%s</body></html>" % (
        script(r, before), "a.b{color:red;margin:0 1px}" * 600, blocks(r, menus), picture(r, image), "".join(map(card, jobs)), blocks(r, 100), script(r, after), flight(r, data))


def detail_page(r, j):
    text = "<p>" + "</p><p>".join(html.escape(sentence(r, 12)) for _ in range(40)) + "</p>"
    data = {"@context": "https://schema.org", "@type": "JobPosting", "title": j["title"], "description": text, "datePosted": "2026-11-01", "validThrough": j["until"],
            "hiringOrganization": {"@type": "Organization", "name": j["company"]}, "identifier": {"@type": "PropertyValue", "value": j["id"]},
            "jobLocation": {"@type": "Place", "address": {"@type": "PostalAddress", "addressRegion": j["place"].split()[0], "addressLocality": j["place"].split()[1]}}}
    return "<!doctype html><html><head><meta charset=utf-8><title>%s</title><script type=\"application/ld+json\">%s</script>%s</head><body>%s%s</body></html>" % (
        j["title"], json.dumps(data, ensure_ascii=False), script(r, 60_000), blocks(r, 150), text + blocks(r, 80))


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    data = text.encode()
    with open(path, "wb") as out:
        out.write(data)
    with open(path + ".gz", "wb") as out:
        out.write(gzip.compress(data, 6, mtime=0))


def change(directory, lists):
    """Gives every hundredth posting of the lists another title; how many that were."""
    changed = 0
    for page in range(1, lists + 1):
        path = "%s/list/%d.html" % (directory, page)
        with open(path, "rb") as file:
            text = file.read().decode()
        for n in range(page * CARDS, page * CARDS + CARDS):
            if n % 100 == 0:
                text = text.replace(" %d팀<" % n, " %d팀 (수정)<" % n)
                changed += 1
                write(path, text)
    return changed


def main(directory, lists=15):
    r = random.Random(20261124)
    for page in range(1, lists + 1):
        jobs = [job(r, page * CARDS + i) for i in range(CARDS)]
        write("%s/list/%d.html" % (directory, page), list_page(r, page, jobs))
        for j in jobs:
            write("%s/job/%s.html" % (directory, j["id"]), detail_page(r, j))
    write(directory + "/robots.txt", "User-agent: *\nAllow: /\n")


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:3]))
