"""What the usual crawler knows of fitting: words of the title that make a posting one of interest, and skills named anywhere."""
import re

WANTED = re.compile(r"machine learning|deep learning|\bml\b|\bai\b|mlops|data scien|data engineer|research scien|computer vision|\bnlp\b|\bllm\b"
                    r"|머신러닝|딥러닝|기계학습|인공지능|데이터|컴퓨터 비전|자연어|추천|연구원", re.I)
UNWANTED = re.compile(r"sales|marketing|designer|recruiter|영업|마케팅|디자인|강사|기획|라벨링|교육생", re.I)
SKILLS = re.compile(r"\b(python|java|scala|golang|c\+\+|rust|sql|spark|kafka|airflow|hadoop|flink|dbt|snowflake|bigquery|pytorch|tensorflow|jax|keras"
                    r"|scikit-learn|pandas|numpy|xgboost|huggingface|transformers|langchain|rag|llm|nlp|opencv|cuda|tensorrt|onnx|triton|kubernetes|docker"
                    r"|terraform|aws|gcp|azure|sagemaker|mlflow|kubeflow|ray|linux|git|redis|elasticsearch|postgresql|mysql|mongodb|fastapi|spring|react)\b", re.I)


def judged(title, text):
    """(fits, its skills)"""
    fits = bool(WANTED.search(title)) and not UNWANTED.search(title)
    return int(fits), ",".join(sorted({word.lower() for word in SKILLS.findall(title + "\n" + text)}))
