#!/usr/bin/env python3
"""Serves gonggo's demo boards on loopback: six boards in the shapes of the real ones, all postings made up.

usage: serve.py DIRECTORY     binds free ports and writes them, web server's first, to DIRECTORY/ports; mails go to DIRECTORY/mailbox
"""
import datetime
import email.utils
import html
import json
import os
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlparse

from postbox import Postbox

COMPANIES = {  # each with what it says of itself: postings of one kind are no copies of one another
    "한빛지능": "문서를 읽고 답하는 업무 비서를 만듭니다. 은행과 관공서 서른 곳이 매일 쓰고 있으며 모델과 제품을 한 팀에서 다룹니다.",
    "도담테크": "공장 설비가 멈추기 전에 신호를 찾아내는 센서와 소프트웨어를 팝니다. 현장에 함께 가서 데이터를 모으는 일도 합니다.",
    "누리비전": "드론과 위성이 찍은 영상에서 작물과 도로를 읽어 냅니다. 연구원 여덟 명이 논문과 특허를 꾸준히 내고 있습니다.",
    "새봄데이터": "여러 회사의 흩어진 기록을 하나로 모아 분석하기 쉽게 바꿔 줍니다. 모두 원격으로 일하고 분기마다 제주에서 만납니다.",
    "가온로보틱스": "물류 창고에서 상자를 집어 옮기는 로봇을 만듭니다. 시뮬레이터에서 배운 동작을 실제 팔에 옮겨 심는 것이 어려운 부분입니다.",
    "아라헬스": "심전도와 수면 기록으로 병원이 위험한 환자를 먼저 보도록 돕습니다. 의사 세 명과 나란히 앉아 일합니다.",
    "미르커머스": "동네 가게의 물건을 한 시간 안에 배달합니다. 하루 주문 이십만 건의 재고와 길을 예측하는 일이 중심입니다.",
    "다온금융": "신용 이력이 짧은 사람에게 대출을 심사해 줍니다. 왜 거절되었는지 설명할 수 있는 모델만 운영에 올립니다.",
    "온새미게임즈": "열두 나라에서 즐기는 모바일 게임을 서비스합니다. 이용자 행동으로 난이도와 매칭을 조절하고 부정 이용을 막습니다.",
    "해솔모빌리티": "전기 버스의 충전과 배차를 계획합니다. 날씨와 승객 수를 함께 보는 예측이 운행 비용을 좌우합니다.",
}
PLACES = ["서울 강남구", "경기 성남시 분당구", "서울 성동구", "대전 유성구", "부산 해운대구", "서울 마포구"]
FITTING = [
    ("머신러닝 엔지니어", "Python, PyTorch, Docker", "추천 모델을 학습하고 서빙합니다. 대용량 로그로 모델을 개선합니다."),
    ("MLOps 엔지니어", "Kubernetes, MLflow, AWS", "모델 학습과 배포 파이프라인을 만들고 운영합니다."),
    ("LLM 엔지니어", "PyTorch, vLLM, RAG", "거대언어모델을 파인튜닝하고 RAG 서비스를 개발합니다."),
    ("컴퓨터 비전 연구원", "OpenCV, PyTorch, CUDA", "객체 검출 모델을 연구하고 경량화합니다."),
    ("데이터 사이언티스트", "Python, SQL, scikit-learn", "수요 예측 모델을 만들고 실험을 설계합니다."),
    ("AI 연구원 (자연어처리)", "Transformers, NLP", "한국어 언어모델을 연구하고 논문을 씁니다."),
    ("음성인식 딥러닝 엔지니어", "Python, TensorFlow", "음성인식 모델을 개발하고 최적화합니다."),
]
OTHER = [
    ("백엔드 개발자 (Java)", "Java, Spring", "주문 API를 개발합니다."),
    ("AI 솔루션 영업 담당자", "영업", "AI 제품을 고객사에 제안합니다."),
    ("AI 부트캠프 훈련생 모집", "교육", "국비지원 교육 과정입니다."),
    ("데이터 라벨링 아르바이트", "라벨링", "이미지에 라벨을 답니다."),
    ("프론트엔드 개발자", "React, TypeScript", "웹 화면을 개발합니다."),
    ("서비스 기획자", "기획", "앱 서비스를 기획합니다."),
    ("마케팅 매니저", "마케팅", "브랜드 캠페인을 운영합니다."),
]
ENGLISH = [
    ("Machine Learning Engineer", "You will train and serve ranking models in PyTorch."),
    ("MLOps Engineer", "You will run our model platform on Kubernetes."),
    ("Research Scientist, NLP", "You will publish and ship language models."),
    ("Account Executive, AI", "You will sell our AI product to enterprises."),
    ("Office Manager", "You will keep the Seoul office running."),
    ("Data Scientist", "You will build forecasting models and experiments."),
]


NOW = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=9)))


def days_from_now(days):
    return NOW + datetime.timedelta(days=days)


def posting(n):
    """The n-th made-up posting; the same n on two boards is the same vacancy."""
    table = FITTING if n % 2 == 0 else OTHER
    title, skills, text = table[(n // 2) % len(table)]
    company = list(COMPANIES)[(n * 7 + n // 10) % len(COMPANIES)]
    return {"n": n, "title": title, "company": company, "place": PLACES[n % len(PLACES)], "skills": skills,
            "text": "%s %s" % (text, COMPANIES[company]), "years": (n % 4) * 2, "deadline": "상시채용" if n % 3 else "D-%d" % (n % 20 + 1)}


def jobkorea_list():
    cards = "".join(
        '<div data-sentry-component="CardJob"><a href="/Recruit/GI_Read/%d?logpath=1" data-sentry-component="Title"><span>%s</span></a>'
        '<span><a href="/Recruit/GI_Read/%d"><span class="variant_size16">%s</span></a></span>'
        '<div data-sentry-component="GrayChip"><i class="icon icon--place2"></i>%s</div><span>%s</span><span>%s</span></div>'
        % (100 + p["n"], html.escape(p["title"]), 100 + p["n"], p["company"], p["place"], "신입·경력" if p["years"] == 0 else "경력 %d년↑" % p["years"], p["deadline"])
        for p in map(posting, range(0, 20)))
    return '<!doctype html><html><head><meta charset="utf-8"><script>var pad="%s"</script></head><body><div data-sentry-component="JobList">%s</div></body></html>' % ("x" * 60000, cards)


def jobkorea_detail(n):
    p = posting(n)
    return '<!doctype html><html><head><meta charset="utf-8"><script type="application/ld+json">%s</script></head><body><h1>%s</h1></body></html>' % (
        json.dumps({"@context": "https://schema.org", "@type": "JobPosting", "title": p["title"], "hiringOrganization": {"@type": "Organization", "name": p["company"]},
                    "description": "<p>%s</p><ul><li>%s</li></ul>" % (p["text"], p["skills"])}, ensure_ascii=False), html.escape(p["title"]))


def wanted():
    return {"data": [{"id": 5000 + p["n"], "position": p["title"], "company": {"name": p["company"]}, "address": {"location": p["place"].split()[0], "full_location": p["place"]},
                      "due_time": None, "annual_from": p["years"], "annual_to": p["years"] + 4, "status": "active", "skill_tags": [{"title": s} for s in p["skills"].split(", ")]}
                     for p in map(posting, range(10, 26))], "links": {"next": None}}


def greenhouse():
    return {"jobs": [{"id": 9000 + i, "title": t, "absolute_url": "https://boards.example/jobs/%d" % (9000 + i), "company_name": "Haneul Labs", "location": {"name": "Seoul, South Korea"},
                      "content": html.escape("<p>%s</p>" % d), "first_published": days_from_now(-4).strftime("%Y-%m-%dT09:00:00+09:00"), "metadata": None} for i, (t, d) in enumerate(ENGLISH)]}


def saramin():
    rows = "".join('<div class="item_recruit" value="%d"><h2 class="job_tit"><a href="/zf_user/jobs/relay/view?rec_idx=%d" title="%s"><span>%s</span></a></h2>'
                   '<strong class="corp_name"><a href="#">%s</a></strong><div class="job_condition"><span>%s</span><span>%s</span><span>학력무관</span><span>정규직</span></div>'
                   '<div class="job_date"><span class="date">%s</span></div></div>'
                   % (7000 + p["n"], 7000 + p["n"], p["title"], p["title"], "(주)" + p["company"], p["place"], "경력무관", "채용시")
                   for p in map(posting, range(20, 34)))
    return ('<html><head><meta charset="euc-kr"></head><body>%s</body></html>' % rows).encode("cp949")


def wanted_detail(n):
    p = posting(n)
    return {"job": {"id": 5000 + n, "due_time": None, "company": {"name": p["company"]}, "skill_tags": [{"title": s} for s in p["skills"].split(", ")],
                    "detail": {"position": p["title"], "main_tasks": p["text"], "requirements": p["skills"]}}}


def saramin_detail(n):
    p = posting(n)
    return ('<html><head><meta charset="euc-kr"><meta property="og:title" content="[(주)%s] %s(채용시) - 사람인">'
            '<meta name="description" content="(주)%s, %s, 경력:경력무관, 학력:학력무관"></head><body><dl><dt>근무지역</dt><dd>%s</dd></dl>'
            '<div class="user_content"><p>%s</p><ul><li>%s</li></ul></div></body></html>'
            % (p["company"], p["title"], p["company"], p["title"], p["place"], p["text"], p["skills"])).encode("cp949")


def company_page():
    jobs = [{"@type": "JobPosting", "title": p["title"], "url": "/careers/%d" % p["n"], "identifier": str(p["n"]), "hiringOrganization": {"name": "가온로보틱스"},
             "jobLocation": {"address": {"addressLocality": "대전"}}, "description": p["text"], "validThrough": days_from_now(30).strftime("%Y-%m-%d")} for p in map(posting, range(40, 48))]
    return '<html><head><meta charset="utf-8"><script type="application/ld+json">%s</script></head><body></body></html>' % json.dumps({"@graph": jobs}, ensure_ascii=False)


def feed():
    items = "".join("<item><guid>f%d</guid><title>%s</title><link>https://feed.example/%d</link><pubDate>%s</pubDate><description>%s</description></item>"
                    % (p["n"], html.escape(p["title"]), p["n"], email.utils.format_datetime(days_from_now(-1)), html.escape(p["text"])) for p in map(posting, range(50, 58)))
    return '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>demo</title>%s</channel></rss>' % items


class Boards(BaseHTTPRequestHandler):
    def do_GET(self):
        path, query = urlparse(self.path).path, urlparse(self.path).query
        kind = "text/html; charset=utf-8"
        if path == "/robots.txt":
            body, kind = "User-agent: *\nDisallow: /private/\n", "text/plain"
        elif path.startswith("/Recruit/GI_Read/"):
            body = jobkorea_detail(int(path.rsplit("/", 1)[1]) - 100)
        elif path in ("/Search/", "/recruit/joblist"):
            body = jobkorea_list()
        elif path.startswith("/api/v4/jobs"):
            body, kind = json.dumps(wanted()), "application/json"
        elif path.startswith("/api/chaos/jobs/v4/"):
            body, kind = json.dumps(wanted_detail(int(path.split("/")[5]) - 5000)), "application/json"
        elif path == "/zf_user/jobs/relay/view":
            body, kind = saramin_detail(int(parse_qs(query)["rec_idx"][0]) - 7000), "text/html"
        elif path.startswith("/v1/boards/"):
            body, kind = json.dumps(greenhouse()), "application/json"
        elif path.startswith("/zf_user/search/recruit"):
            body, kind = saramin(), "text/html"
        elif path == "/careers":
            body = company_page()
        elif path == "/feed.xml":
            body, kind = feed(), "application/rss+xml"
        else:
            self.send_error(404)
            return
        data = body if isinstance(body, bytes) else body.encode()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args):
        pass


if __name__ == "__main__":
    web = ThreadingHTTPServer(("127.0.0.1", 0), Boards)
    post = Postbox(os.path.join(sys.argv[1], "mailbox"))
    threading.Thread(target=post.serve_forever, daemon=True).start()
    ports = os.path.join(sys.argv[1], "ports")
    with open(ports + ".part", "w") as out:
        out.write("%d %d\n" % (web.server_address[1], post.server_address[1]))
    os.rename(ports + ".part", ports)
    web.serve_forever()
