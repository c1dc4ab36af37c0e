"""Measures the Python package beside scikit-learn, in one process and on Spark; see docs/python.md.

bench.py [--spark]: articles are those of datasets/articles, repeated. Every figure is the best of several runs, so that
what else the machine does counts less. Prints a line of JSON for each.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]


def best(call, runs=5):
    """Seconds of the fastest run."""
    seconds = []
    for _ in range(runs):
        began = time.perf_counter()
        call()
        seconds.append(time.perf_counter() - began)
    return min(seconds)


def told(what, **figures):
    rounded = {k: round(v, 4) if isinstance(v, float) else v for k, v in figures.items()}
    print(json.dumps({"what": what, **rounded}), flush=True)


def articles():
    paths = sorted((ROOT / "datasets" / "articles").glob("*.jsonl"))
    return [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines()]


def start():
    """Import and first label, in an interpreter that is up."""
    code = """
import time
began = time.perf_counter()
import sayso
sayso.load().classify("The mayor resigned on Monday. He denied taking bribes.")
print(time.perf_counter() - began)
"""
    runs = [float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout) for _ in range(9)]
    told("import and first label", milliseconds=1000 * min(runs), median=1000 * sorted(runs)[4])
    for wheel in (ROOT / "target" / "wheels").glob("*.whl"):
        told("wheel", megabytes=wheel.stat().st_size / 1e6, file=wheel.name)


def batches(rows):
    """classify_batch and classify_arrow beside scikit-learn's pipeline on the same sentences."""
    import numpy as np
    import pyarrow as pa
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    import sayso

    model = sayso.load()
    texts = [a["text"] for a in rows] * 2
    megabytes = sum(len(t.encode()) for t in texts) / 1e6
    table = pa.table({"doc": pa.array(range(len(texts))), "text": texts})
    seconds = {}
    for jobs in (1, 2):
        seconds["batch", jobs] = best(lambda: model.classify_batch(texts, jobs=jobs))
        seconds["arrow", jobs] = best(lambda: model.classify_arrow(table, id_col="doc", jobs=jobs))
        for what in ("batch", "arrow"):
            told(f"classify_{what}", jobs=jobs, megabytes_per_second=megabytes / seconds[what, jobs])
    sentences = [a["text"][s["start"] : s["end"]] for a in rows for s in a["sentences"]]
    labels = [s["label"] for a in rows for s in a["sentences"]]
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=r"\w+|[^\w\s]", dtype=np.float32)
    peer = make_pipeline(words, LogisticRegression(C=10, max_iter=200)).fit(sentences, labels)
    rate = 2 * len(sentences) / best(lambda: peer.predict(sentences * 2), runs=3)
    told("scikit-learn predict", megabytes_per_second=megabytes * rate / (2 * len(sentences)), sentences_per_second=rate)
    told(
        "times scikit-learn's predict, two cores",
        batch=2 * len(sentences) / seconds["batch", 2] / rate,
        arrow=2 * len(sentences) / seconds["arrow", 2] / rate,
    )


def spark(rows):
    """Rows of sayso.spark.classify on one and on two executors, beside classify_arrow in this process."""
    import pyarrow as pa
    from pyspark.sql import SparkSession

    import sayso
    import sayso.spark

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    times = 10
    table = pa.table({"doc": pa.array(range(len(rows) * times)), "text": [a["text"] for a in rows] * times})
    model = sayso.load()
    alone = best(lambda: model.classify_arrow(table, id_col="doc", jobs=1), runs=3)
    told("classify_arrow, one thread", articles_per_second=len(table) / alone)
    for executors in (1, 2):
        session = (
            SparkSession.builder.master(f"local-cluster[{executors},1,1024]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.sql.execution.arrow.maxRecordsPerBatch", "1000")
            .getOrCreate()
        )
        frame = session.createDataFrame(table).repartition(4).cache()
        frame.count()
        labelled = sayso.spark.classify(frame, "text", "doc")
        seconds = best(lambda: labelled.write.format("noop").mode("overwrite").save(), runs=3)
        rate = len(table) / seconds
        told("Spark", executors=executors, articles_per_second=rate, overhead=seconds * executors / alone - 1)
        session.stop()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--spark", action="store_true", help="measure Spark too")
    options = parser.parse_args()
    rows = articles()
    start()
    batches(rows)
    if options.spark:
        spark(rows)


if __name__ == "__main__":
    main()
