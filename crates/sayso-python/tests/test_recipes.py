"""The recipes of the package's README."""

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

IDS, TEXTS = ["a", "b"], ["One, he said. She denied it.", "The port opened in 1961."]


@pytest.fixture(scope="module")
def expected(model):
    return [s.to_dict(doc) for doc, text in zip(IDS, TEXTS, strict=True) for s in model.classify(text)]


def test_polars(model, expected):
    frame = pl.DataFrame({"doc": IDS, "text": TEXTS})
    labelled = pl.DataFrame(model.classify_arrow(frame, id_col="doc"))
    assert labelled.to_dicts() == expected
    assert labelled.join(frame, on="doc").height == 3


def test_pandas(model, expected):
    frame = pd.DataFrame({"doc": IDS, "text": TEXTS})
    labelled = model.classify_arrow(frame, id_col="doc").to_pyarrow().to_pandas()
    assert labelled["label"].tolist() == [row["label"] for row in expected]
    assert labelled["score"].tolist() == [row["score"] for row in expected]
    assert labelled.groupby("doc").size().to_dict() == {"a": 2, "b": 1}


def test_batches_of_ray_data(model, expected):
    """What `map_batches(..., batch_format="pyarrow")` calls: tables in, tables out."""
    batch = pa.table({"doc": IDS, "text": TEXTS})
    labelled = model.classify_arrow(batch, id_col="doc", jobs=1).to_pyarrow()
    assert isinstance(labelled, pa.Table)
    assert labelled.to_pylist() == expected
