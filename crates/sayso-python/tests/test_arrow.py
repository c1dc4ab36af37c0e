"""Arrow in, Arrow out."""

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from conftest import bits

import sayso


@pytest.fixture(scope="module")
def table(articles):
    return pa.table({"doc": [a["id"] for a in articles], "text": [a["text"] for a in articles]})


def rows_of(labelled):
    return [bits(row) for row in labelled.to_pyarrow().to_pylist()]


@pytest.fixture(scope="module")
def expected(articles, cli_rows):
    return [bits({"doc": a["id"], **row}) for a, rows in zip(articles, cli_rows, strict=True) for row in rows]


@pytest.mark.parametrize("jobs", [1, 2, None])
def test_rows_equal_the_commands(model, table, expected, jobs):
    labelled = model.classify_arrow(table, id_col="doc", jobs=jobs)
    assert len(labelled) == len(expected)
    assert rows_of(labelled) == expected


def test_chunks_change_nothing(model, table, expected):
    chunked = pa.Table.from_batches(table.to_batches(max_chunksize=7))
    assert rows_of(model.classify_arrow(chunked, id_col="doc")) == expected
    sliced = model.classify_arrow(table.slice(5, 3), id_col="doc")
    ids = set(table["doc"].to_pylist()[5:8])
    assert rows_of(sliced) == [row for row in expected if row["doc"] in ids]


@pytest.mark.parametrize(
    "kind", [pa.string(), pa.large_string(), pa.string_view(), pa.binary(), pa.large_binary(), pa.binary_view()]
)
def test_every_kind_of_text_is_read(model, kind):
    texts = ["He said so.", "", "It was « là », Étienne denied."]
    column = pa.array([t.encode() for t in texts], pa.binary()).cast(kind) if "binary" in str(kind) else pa.array(texts, kind)
    labelled = model.classify_arrow(pa.table({"text": column})).to_pyarrow()
    assert labelled["doc"].to_pylist() == [0, 2]
    assert labelled["text"].to_pylist() == [texts[0], texts[2]]


def test_everything_with_the_interface_is_read(model):
    texts = ["He said so.", "She denied it."]
    table = pa.table({"text": texts})
    expected = model.classify_arrow(table).to_pyarrow()
    batch = table.to_batches()[0]
    stream = pa.RecordBatchReader.from_batches(table.schema, [batch])
    inputs = [
        batch, stream, table["text"], pa.array(texts), pl.DataFrame({"text": texts}), pl.Series(texts),
        pd.DataFrame({"text": texts}), pd.DataFrame({"text": texts}, dtype=object), model.classify_arrow(table),
    ]
    for data in inputs:
        assert model.classify_arrow(data).to_pyarrow().select(["text", "score"]) == expected.select(["text", "score"])


def test_names_of_any_type_are_kept(model):
    for ids in [pa.array([7, 9]), pa.array(["a", None]), pa.array([b"x", b"y"]), pa.array([{"site": "a", "n": 1}] * 2)]:
        table = pa.table({"key": ids, "body": ["One said so. Two did.", "Three."]})
        labelled = model.classify_arrow(table, text_col="body", id_col="key").to_pyarrow()
        assert labelled["doc"].combine_chunks() == ids.take(pa.array([0, 0, 1]))


def test_an_empty_table_has_the_columns(model):
    labelled = model.classify_arrow(pa.table({"text": pa.array([], pa.string())}))
    assert len(labelled) == 0
    assert labelled.to_pyarrow().column_names == labelled.column_names
    assert labelled.column_names[:2] == ["doc", "sent_index"]


def poisoned():
    """Texts of which one is null and one is no UTF-8 although its type says so."""
    good = pa.array([b"He said so.", None, b"bad \xff\xfe", b"She denied it."], pa.binary())
    return pa.table({"doc": ["a", "b", "c", "d"], "text": pa.Array.from_buffers(pa.string(), 4, good.buffers())})


def test_poisoned_rows_are_named(model):
    with pytest.raises(sayso.InputError, match=r"row 1: no text \(null\)"):
        model.classify_arrow(poisoned())
    with pytest.raises(sayso.InputError, match="row 0: not UTF-8 at byte 4"):
        model.classify_arrow(poisoned().slice(2))


def test_poisoned_rows_can_be_set_aside(model):
    labelled = model.classify_arrow(poisoned(), id_col="doc", on_error="row").to_pyarrow()
    assert labelled["doc"].to_pylist() == ["a", "b", "c", "d"]
    assert labelled["error"].to_pylist() == [None, "no text (null)", "not UTF-8 at byte 4", None]
    assert [x is None for x in labelled["label"].to_pylist()] == [False, True, True, False]
    clean = model.classify_arrow(poisoned().take([0, 3]), id_col="doc").to_pyarrow()
    assert labelled.filter(labelled["error"].is_null()).drop_columns(["error"]).to_pylist() == clean.to_pylist()


def test_what_cannot_be_read_is_told(model):
    table = pa.table({"text": ["a"], "n": [1]})
    with pytest.raises(TypeError, match="list has neither __arrow_c_stream__"):
        model.classify_arrow(["a"])
    with pytest.raises(sayso.InputError, match='no column "body"; there are text, n'):
        model.classify_arrow(table, text_col="body")
    with pytest.raises(TypeError, match="holds Int64, no texts"):
        model.classify_arrow(table, text_col="n")
    with pytest.raises(sayso.InputError, match="single column"):
        model.classify_arrow(table["text"], id_col="doc")
    with pytest.raises(sayso.SettingError, match="on_error"):
        model.classify_arrow(table, on_error="skip")


def test_a_producers_error_comes_through(model):
    def batches():
        yield pa.record_batch({"text": ["a"]})
        raise RuntimeError("the disk is on fire")

    stream = pa.RecordBatchReader.from_batches(pa.schema({"text": pa.string()}), batches())
    with pytest.raises(sayso.InputError, match="on fire"):
        model.classify_arrow(stream)


def test_float_columns_have_no_copies_of_other_types(model):
    labelled = model.classify_arrow(pa.array(["He said so."])).to_pyarrow()
    scores = np.array([labelled[f"score_{label}"][0].as_py() for label in model.labels], dtype=np.float32)
    assert labelled.schema.field("score").type == pa.float32()
    assert scores.max() == labelled["score"][0].as_py()
