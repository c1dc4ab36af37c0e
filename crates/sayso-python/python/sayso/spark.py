"""Labels a Spark DataFrame of articles, one row one article, without Python objects for the texts.

The model travels inside the job, so that nothing has to be installed on the workers but this package. Each worker
process checks its hash once and keeps it. Texts that cannot be labelled do not end the job: each becomes one row with
the reason in the column ``error``.
"""

from __future__ import annotations

import hashlib

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import pyarrow
    from pyspark.sql import DataFrame

from . import InputError, Model, load, loads

__all__ = ["classify"]


def classify(df: DataFrame, text_col: str = "text", id_col: str = "doc", model: Model | None = None) -> DataFrame:
    """Labels the articles of ``df``: one row for each sentence, with the columns of ``sayso classify``.

    ``doc`` is the value of ``id_col``. ``error`` is null for a sentence; a row with an error has ``doc`` and nothing
    else. ``model`` is the model inside the library unless given. The rows do not depend on the partitions; their order
    inside an article is ``sent_index``.
    """
    if text_col == id_col:
        raise InputError(f"text_col and id_col are both {text_col!r}; name two columns")
    model = load() if model is None else model
    kinds = dict(df.dtypes)
    for column in (text_col, id_col):
        if column not in kinds:
            raise InputError(f"no column {column!r}; there are {', '.join(df.columns)}")
    schema = _schema(model.labels, df.schema[id_col].dataType)
    # The column names may be anything; those of the job are ours.
    named = df.select(df[f"`{id_col}`"].alias("doc"), df[f"`{text_col}`"].alias("text"))
    # One row is one article: what fits in a batch of Spark's default size is far more text than a task needs at once.
    return named.mapInArrow(_worker(model), schema)


def _schema(labels: list[str], doc):
    from pyspark.sql import types as t

    cue = t.StructType(
        [
            t.StructField("start", t.LongType()),
            t.StructField("end", t.LongType()),
            t.StructField("kind", t.StringType()),
            t.StructField("quoted", t.BooleanType()),
        ]
    )
    fields = [
        ("doc", doc),
        ("sent_index", t.LongType()),
        ("start", t.LongType()),
        ("end", t.LongType()),
        ("text", t.StringType()),
        ("label", t.StringType()),
        ("score", t.FloatType()),
        *((f"score_{label}", t.FloatType()) for label in labels),
        ("margin", t.FloatType()),
        ("abstained", t.BooleanType()),
        ("cues", t.ArrayType(cue)),
        ("model", t.StringType()),
        ("error", t.StringType()),
    ]
    return t.StructType([t.StructField(name, kind) for name, kind in fields])


#: Models that this process has loaded, by hash and threshold.
_loaded: dict[tuple[str, float | None], Model] = {}


def _load(data: bytes, sha256: str, unsure: float | None) -> Model:
    model = _loaded.get((sha256, unsure))
    if model is None:
        found = hashlib.sha256(data).hexdigest()
        if found != sha256:
            raise InputError(f"the model arrived with SHA-256 {found}, not {sha256}; run the job again")
        model = _loaded[sha256, unsure] = loads(data, unsure=unsure)
    return model


def _worker(model: Model) -> Callable[[Iterator[pyarrow.RecordBatch]], Iterator[pyarrow.RecordBatch]]:
    _, (data, unsure) = model.__reduce__()
    sha256 = model.sha256

    def work(batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        from sayso import spark

        worker_model = spark._load(data, sha256, unsure)
        for batch in batches:
            # Spark gives every core its own task, so one thread is enough.
            labelled = worker_model.classify_arrow(batch, id_col="doc", jobs=1, on_error="row")
            yield from labelled.to_pyarrow().to_batches()

    return work
