"""Spark with executors in processes of their own, as on a cluster."""

import os
import signal
import sys
import threading
import time
from pathlib import Path

import pyarrow as pa
import pytest
from conftest import bits

import sayso
import sayso.spark

pytestmark = pytest.mark.skipif(os.name == "nt", reason="local-cluster needs a shell")


@pytest.fixture(scope="module")
def spark():
    """Two executors of one core; what they start with is this interpreter."""
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    session = (
        SparkSession.builder.master("local-cluster[2,1,1024]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.memory", "1g")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.task.maxFailures", "8")
        .getOrCreate()
    )
    yield session
    session.stop()


@pytest.fixture(scope="module")
def frame(spark, articles):
    table = pa.table({"doc": [a["id"] for a in articles], "text": [a["text"] for a in articles]})
    frame = spark.createDataFrame(table).cache()
    assert frame.count() == len(articles)
    return frame


@pytest.fixture(scope="module")
def expected(articles, cli_rows):
    rows = [bits({"doc": a["id"], **row}) for a, rows in zip(articles, cli_rows, strict=True) for row in rows]
    return sorted(rows, key=place)


def place(row):
    return row["doc"], row["sent_index"]


def rows_of(frame):
    rows = frame.toArrow()
    assert rows["error"].null_count == len(rows)
    return sorted((bits(row) for row in rows.drop_columns(["error"]).to_pylist()), key=place)


@pytest.mark.parametrize("partitions", [1, 2, 7])
def test_rows_equal_the_commands(frame, expected, partitions):
    labelled = sayso.spark.classify(frame.repartition(partitions), "text", "doc")
    assert rows_of(labelled) == expected


def test_other_columns_and_types(spark, model):
    frame = spark.createDataFrame([(7, "x", "He said so."), (9, "y", "")], ["the id", "other", "a.body"])
    rows = sayso.spark.classify(frame, "a.body", "the id", model).collect()
    assert [(r.doc, r.text, r.label) for r in rows] == [(7, "He said so.", "attribution")]
    with pytest.raises(sayso.InputError, match="no column 'body'; there are the id"):
        sayso.spark.classify(frame, "body", "the id")
    with pytest.raises(sayso.InputError, match="name two columns"):
        sayso.spark.classify(frame, "other", "other")


def test_another_model_travels_with_the_job(spark, labelled):
    model = sayso.train(labelled, name="towns", pieces=300, folds=2).model
    frame = spark.createDataFrame([("a", "The council denied a delay."), ("b", "A ferry will run.")], ["doc", "text"])
    rows = sayso.spark.classify(frame, "text", "doc", model).collect()
    assert {r.model for r in rows} == {"towns"}
    for row in rows:
        (sentence,) = model.classify(row.text)
        assert (row.label, row.score) == (sentence.label, sentence.score)


def test_poisoned_rows_are_set_aside(spark):
    frame = spark.sql(
        "select * from values ('a', 'He said so.'), ('b', null), ('c', cast(x'62ff61' as string)), ('d', 'Two.') "
        "as t(doc, text)"
    )
    rows = {r.doc: r for r in sayso.spark.classify(frame, "text", "doc").collect()}
    assert set(rows) == {"a", "b", "c", "d"}
    assert rows["a"].error is None
    assert rows["b"].error == "no text (null)"
    assert rows["c"].error == "not UTF-8 at byte 1"
    assert rows["c"].label is None
    assert rows["d"].label is not None


def test_a_damaged_model_is_refused(model):
    data = bytearray(model.to_bytes())
    data[-1] ^= 1
    with pytest.raises(sayso.InputError, match="run the job again"):
        sayso.spark._load(bytes(data), model.sha256, None)


def executors():
    """Executors of this process's Spark: the Java processes below it."""
    children = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            pid, rest = stat.read_text().split(" (", 1)
            children.setdefault(int(rest.rsplit(") ", 1)[1].split()[1]), []).append(int(pid))
        except OSError:
            continue
    found, todo = [], [os.getpid()]
    while todo:
        for pid in children.get(todo.pop(), []):
            todo.append(pid)
            try:
                line = Path(f"/proc/{pid}/cmdline").read_bytes()
            except OSError:
                continue
            if b"CoarseGrainedExecutorBackend" in line:
                found.append(pid)
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="finds the executors in /proc")
def test_an_executor_killed_in_mid_job_loses_nothing(spark, frame, expected):
    parts = 40
    slow = frame.repartition(parts)
    results = []
    job = threading.Thread(target=lambda: results.append(rows_of(sayso.spark.classify(slow, "text", "doc"))))
    job.start()
    tracker = spark.sparkContext.statusTracker()
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        stages = [tracker.getStageInfo(s) for s in tracker.getActiveStageIds()]
        if any(s and s.numTasks == parts and 2 <= s.numCompletedTasks < parts - 4 for s in stages):
            break
        time.sleep(0.005)
    victims = executors()
    assert len(victims) == 2, victims
    assert job.is_alive()
    os.kill(victims[0], signal.SIGKILL)
    job.join(timeout=90)
    assert results == [expected]
