"""What the tests share: the model, the command, our articles."""

import json
import os
import struct
import subprocess
from pathlib import Path

import pytest

import sayso

ROOT = Path(__file__).parents[3]
ARTICLES = ROOT / "datasets" / "articles"


@pytest.fixture(scope="session")
def model():
    return sayso.load()


@pytest.fixture(scope="session")
def articles():
    """Our articles: rows with id, text, family, ..."""
    lines = [line for file in sorted(ARTICLES.glob("*.jsonl")) for line in file.read_text("utf-8").splitlines()]
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="session")
def cli():
    """Runs the command; `SAYSO_BIN` names it if it is not where cargo puts it."""
    binary = os.environ.get("SAYSO_BIN", ROOT / "target" / "release" / "sayso")
    assert Path(binary).exists(), f"{binary} not found; cargo build --release -p sayso-cli"

    def run(*args, check=True):
        command = [str(binary), *map(str, args)]
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=check)

    return run


@pytest.fixture(scope="session")
def cli_rows(cli, articles, tmp_path_factory):
    """What `sayso classify --format jsonl` prints for our articles, by article; without the language, which the command
    finds out in addition."""
    path = tmp_path_factory.mktemp("articles") / "all.jsonl"
    path.write_text("".join(json.dumps({"id": a["id"], "text": a["text"]}) + "\n" for a in articles), "utf-8")
    rows = {a["id"]: [] for a in articles}
    for line in cli("classify", "--format", "jsonl", path).stdout.splitlines():
        row = json.loads(line)
        del row["lang"]
        row.pop("warning", None)
        rows[row.pop("doc")].append(row)
    return list(rows.values())


def bits(row):
    """The row with its floats as the 32 bits that they are, so that equal means equal to the last bit."""
    return {k: struct.pack("f", v) if isinstance(v, float) else v for k, v in row.items()}


TOWNS = [
    ("north", "The bridge was closed on Monday.", "claim"),
    ("north", "Engineers said the deck had moved.", "attribution"),
    ("north", "The council denied a delay.", "denial"),
    ("north", "The bridge was built in 1961.", "background"),
    ("south", "A ferry will run instead.", "claim"),
    ("south", "It would take a month, the mayor said.", "attribution"),
    ("south", "The firm rejected the claim.", "denial"),
    ("south", "The river is 300 metres wide.", "background"),
]


@pytest.fixture(scope="session")
def labelled(tmp_path_factory):
    """A small file of labelled sentences with which training takes no time."""
    rows = [
        {"doc": f"{doc}{i}", "text": f"{text[:-1]} {i}.", "label": label}
        for i in range(12)
        for doc, text, label in TOWNS
    ]
    path = tmp_path_factory.mktemp("data") / "towns.jsonl"
    rows.sort(key=lambda row: row["doc"])
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path
