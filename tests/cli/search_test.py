"""Search finds exactly what a plain scan finds, in the order that was asked for."""
import json
import unittest

import search_quality
from programs import Home

TEXTS = [("추천 시스템 엔지니어", "PyTorch 모델을 학습하고 서빙합니다. 검색과 추천을 함께 봅니다.", "서울 강남구"),
         ("추천시스템 개발자 (경력)", "자연어처리 모델의 품질, A/B 테스트, CI/CD", "성남 판교"),
         ("AI팀장", "AI팀 을 이끕니다. C++17, C, Node.js", "부산"),
         ("AI 연구원으로 오세요", "NLP 연구, 데이터 분석, 머신 러닝", "서울"),
         ("ML엔지니어", "ML_Ops 아님. kubernetes를 씁니다. GPU 클러스터", "대전"),
         ("MLOps 엔지니어", "Kubernetes 위에서 LLM 서빙. 데이터를 다룹니다.", "서울"),
         ("비전 연구원 (신입)", "머신러닝, 딥러닝, 음성", "대구"),
         ("데이터 Engineer 인턴", "개발자와 함께 서비스에서 씁니다. 자연어 처리", "서울"),
         ("강사 모집", "ML 강의, C# 수업", "인천"),
         ("개발팀 매니저", "개발 AI 도구, HTML, Cython", "광주")]


class Search(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.home = Home([], tail='[[profile]]\nname = "mine"\npreset = "ml"\n')
        with open(cls.home.path + "/in.jsonl", "w") as out:
            for n, (title, description, place) in enumerate(TEXTS):
                out.write(json.dumps({"title": title, "company": "회사%d" % n, "location": place, "description": description, "url": "https://x.example/%d" % n}) + "\n")
        code, text, told = cls.home.run("GONGGO", "import", out.name)
        assert code == 0, text + told

    @classmethod
    def tearDownClass(cls):
        cls.home.__exit__()

    def ask(self, *words):
        code, out, told = self.home.run("GONGGO", *words)
        self.assertEqual(code, 0, told)
        return out.splitlines()

    def titles(self, *words):
        return [json.loads(line)["title"] for line in self.ask("--json", "search", *words)]

    def test_fifty_queries_find_what_a_scan_finds(self):
        count, rows = search_quality.compare(self.ask)
        self.assertEqual(count, len(TEXTS))
        self.assertEqual(len(rows), 50)
        self.assertEqual([row for row in rows if row[2] or row[3]], [])
        self.assertGreater(sum(hits > 0 for _, hits, _, _ in rows), 40)

    def test_a_phrase_goes_across_words(self):
        self.assertEqual(self.titles('"추천 시스템"'), ["추천 시스템 엔지니어"])

    def test_initial_consonants_find_titles(self):
        self.assertEqual(self.titles("ㅊㅊㅅㅅㅌ"), ["추천시스템 개발자 (경력)"])
        self.assertEqual(self.titles("ㄱㅅ ㅁㅈ"), ["강사 모집"])

    def test_relevance_puts_the_title_first(self):
        self.assertEqual(self.titles("개발자", "--sort", "relevance"), ["추천시스템 개발자 (경력)", "데이터 Engineer 인턴"])
        self.assertEqual(self.titles("연구원", "--sort", "relevance", "--limit", "1"), [self.titles("연구원", "--sort", "relevance")[0]])

    def test_a_misspelt_word_is_answered_with_a_near_one(self):
        code, out, told = self.home.run("GONGGO", "search", "kubernets")
        self.assertEqual((code, out), (0, ""))
        self.assertIn("kubernetes", told)


if __name__ == "__main__":
    unittest.main()
