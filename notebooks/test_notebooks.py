"""Runs every notebook from top to bottom, in a folder of its own."""

import os
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

HERE = Path(__file__).parent
NOTEBOOKS = sorted(HERE.glob("*.ipynb"))
#: What a notebook may take, in seconds.
LIMIT = 120


def code(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_there_are_four():
    assert [path.name[0] for path in NOTEBOOKS] == ["1", "2", "3", "4"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_outputs_are_cleared_and_the_purpose_is_told(path):
    notebook = nbformat.read(path, as_version=4)
    assert not any(cell.outputs or cell.execution_count for cell in code(notebook))
    assert "**Purpose:**" in notebook.cells[0].source
    assert "**Running time:**" in notebook.cells[0].source


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_runs_from_top_to_bottom(path, monkeypatch):
    monkeypatch.setitem(os.environ, "MPLBACKEND", "module://matplotlib_inline.backend_inline")
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=LIMIT, resources={"metadata": {"path": str(HERE)}}).execute()
    outputs = [output for cell in code(notebook) for output in cell.outputs]
    plots = [output for output in outputs if "image/png" in output.get("data", {})]
    assert len(plots) >= 3
    if folder := os.environ.get("EXECUTED"):
        nbformat.write(notebook, Path(folder) / path.name)
