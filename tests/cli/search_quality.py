"""Fifty queries as people type them: gonggo's hits against a plain scan of every record, written anew here.

By hand, over the labelled pool:  GONGGO=build/dev/cli/gonggo python3 tests/cli/search_quality.py ../shared/gold/pool.jsonl.gz
search_test.py runs it over a small set.
"""
import gzip
import json
import os
import re
import subprocess
import sys
import unicodedata

QUERIES = ["추천", "검색", "모델", "서빙", "비전", "음성", "연구", "경력", "신입", "인턴", "서울", "판교", "팀", "딥러닝",  # two syllables, and one
           "추천을", "모델의", "데이터를", "연구원으로", "개발자와", "서비스에서",  # with particles
           "AI팀", "AI 연구원", "ML엔지니어", "MLOps", "LLM 서빙", "PyTorch 모델", "Kubernetes", "데이터 Engineer", "GPU 클러스터", "NLP 연구", "C++", "C", "Node.js", "CI/CD", "A/B",  # mixed
           '"추천 시스템"', "추천시스템", "추천 시스템", '"머신 러닝"', "머신러닝", "머신 러닝", '"AI 연구원"', "자연어처리", "자연어 처리", '"데이터 분석"',  # spaces
           "kuber*", "ML* -강사", "(음성 OR 비전) 연구", "title:엔지니어", "NOT 신입 MLOps"]


def fold(text):
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def holds(text, word, prefix):
    latin = lambda c: c.isascii() and c.isalnum()
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not (latin(word[0]) and at > 0 and latin(text[at - 1])) and not (not prefix and latin(word[-1]) and end < len(text) and latin(text[end])):
            return True
        at = text.find(word, at + 1)
    return False


def wanted(query, posting):
    """The query language, read by a few lines of our own: OR binds weaker than what stands side by side."""
    whole = [posting["title"], posting["company"], *posting["skills"], *posting["locations"], posting["description"] or ""]
    folded = {"": [fold(t) for t in whole], "title": [fold(posting["title"])]}
    tokens = re.findall(r'\(|\)|-?(?:\w+:)?"[^"]*"|[^\s()]+', query)

    def any_of(i):
        result, i = all_of(i)
        while i < len(tokens) and tokens[i] == "OR":
            other, i = all_of(i + 1)
            result = result or other
        return result, i

    def all_of(i):
        result = True
        while i < len(tokens) and tokens[i] not in (")", "OR"):
            one, i = one_of(i)
            result = result and one
        return result, i

    def one_of(i):
        token = tokens[i]
        if token == "NOT":
            one, i = one_of(i + 1)
            return not one, i
        if token == "(":
            result, i = any_of(i + 1)
            return result, i + 1
        minus, token = (True, token[1:]) if token.startswith("-") else (False, token)
        field, token = ("title", token[6:]) if token.startswith("title:") else ("", token)
        prefix = token.endswith("*")
        word = " ".join(fold(token.strip('"').rstrip("*")).split())
        return any(holds(t, word, prefix) for t in folded[field]) != minus, i + 1

    return any_of(0)[0]


def compare(ask):
    """[(query, hits, missed, wrong)]; `ask` runs gonggo and gives its lines."""
    choice = ("--all-closed", "--limit", "0")
    records = [json.loads(line) for line in ask("--json", "list", "--all", *choice)]
    out = []
    for query in QUERIES:
        ours = set(ask("search", query, "--format", "ids", *choice))
        scan = {p["id"] for p in records if wanted(query, p)}
        out.append((query, len(scan), sorted(scan - ours), sorted(ours - scan)))
    return len(records), out


def main(path):
    import tempfile
    with tempfile.TemporaryDirectory() as home:
        with open(home + "/gonggo.toml", "w") as config:
            config.write('[daemon]\ndatabase = "%s/gonggo.db"\n' % home)
        with gzip.open(path, "rt") as pool, open(home + "/in.jsonl", "w") as out:
            out.writelines(pool)

        def ask(*words):
            done = subprocess.run([os.environ["GONGGO"], "--config", home + "/gonggo.toml", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            if done.returncode not in (0, 3):
                sys.exit(done.stderr)
            return done.stdout.split("\n")[:-1]  # not splitlines(): U+2028 stands inside texts

        ask("import", home + "/in.jsonl")
        count, rows = compare(ask)
        print("%d postings, %d queries" % (count, len(rows)))
        for query, hits, missed, wrong in rows:
            print("%-24s %6d hits, %d missed, %d wrong %s" % (query, hits, len(missed), len(wrong), (missed + wrong)[:3] or ""))
        return 0 if not any(missed or wrong for _, _, missed, wrong in rows) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
