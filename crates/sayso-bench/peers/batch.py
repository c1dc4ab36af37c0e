"""Batch prediction of scikit-learn and fastText on sentences that are split already, output included.

batch.py TRAINING SENTENCES: TRAINING is JSON Lines of articles with labelled sentences, SENTENCES JSON Lines with
`doc` and `text`. Models are trained first, outside of the measured time. Prints a line of JSON for each peer: seconds
from the file of sentences to a file of rows with a label and all probabilities, and the bytes of text.
"""

import json
import sys
import tempfile
import time


def training(path):
    texts, labels = [], []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            for s in article["sentences"]:
                if s.get("label"):
                    texts.append(article["text"][s["start"] : s["end"]])
                    labels.append(s["label"])
    return texts, labels


class ScikitLearn:
    name = "scikit-learn TF-IDF (words 1-2) + logistic regression"

    def __init__(self, texts, labels):
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.linear_model import LogisticRegression
        from sklearn.pipeline import make_pipeline

        words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=r"\w+|[^\w\s]", dtype="float32")
        self.model = make_pipeline(words, LogisticRegression(C=10, max_iter=1000)).fit(texts, labels)
        self.labels = list(self.model.classes_)

    def predict(self, texts):
        return self.model.predict_proba(texts).tolist()


class FastText:
    name = "fastText (words 1-2)"

    def __init__(self, texts, labels):
        import fasttext

        self.labels = sorted(set(labels))
        with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
            file.writelines(f"__label__{l} {self.clean(t)}\n" for t, l in zip(texts, labels))
            file.flush()
            self.model = fasttext.train_supervised(
                file.name, thread=1, verbose=0, wordNgrams=2, epoch=25, lr=0.5, dim=50, bucket=2_000_000
            )

    @staticmethod
    def clean(text):
        return " ".join(text.split())

    def predict(self, texts):
        names, scores = self.model.predict([self.clean(t) for t in texts], k=len(self.labels))
        order = {f"__label__{l}": i for i, l in enumerate(self.labels)}
        rows = []
        for row_names, row_scores in zip(names, scores):
            row = [0.0] * len(self.labels)
            for name, score in zip(row_names, row_scores):
                row[order[name]] = float(score)
            rows.append(row)
        return rows


def label(peer, path):
    size = 0
    began = time.perf_counter()
    with open(path, encoding="utf-8") as lines, tempfile.TemporaryFile("w", encoding="utf-8") as out:
        batch = []

        def flush():
            for row, scores in zip(batch, peer.predict([r["text"] for r in batch])):
                best = max(range(len(scores)), key=scores.__getitem__)
                answer = {"doc": row["doc"], "text": row["text"], "label": peer.labels[best], "score": scores[best]}
                answer.update((f"score_{l}", s) for l, s in zip(peer.labels, scores))
                out.write(json.dumps(answer, ensure_ascii=False) + "\n")
            batch.clear()

        for line in lines:
            row = json.loads(line)
            size += len(row["text"].encode())
            batch.append(row)
            if len(batch) == 10_000:
                flush()
        if batch:
            flush()
    return time.perf_counter() - began, size


def main():
    texts, labels = training(sys.argv[1])
    for kind in (ScikitLearn, FastText):
        try:
            peer = kind(texts, labels)
        except ImportError as error:
            print(json.dumps({"peer": kind.name, "missing": str(error)}))
            continue
        seconds, size = label(peer, sys.argv[2])
        print(json.dumps({"peer": kind.name, "seconds": seconds, "bytes": size}), flush=True)


main()
