"""The package as such: no dependencies, types."""

import importlib.metadata
import subprocess
import sys
from pathlib import Path

import sayso


def test_nothing_but_python_is_needed():
    """Labelling imports neither numpy nor anything else that is not Python's own."""
    code = """
import sys
before = set(sys.modules)
import sayso
sayso.load().classify("He said so.")
print(*sorted({m.split(".")[0] for m in set(sys.modules) - before} - set(sys.stdlib_module_names)))
"""
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.split() == ["sayso"]
    required = [r for r in importlib.metadata.requires("sayso") or [] if "extra" not in r]
    assert required == []


def test_types_are_shipped_and_true():
    folder = Path(sayso.__file__).parent
    assert (folder / "py.typed").exists()
    command = [sys.executable, "-m", "mypy.stubtest", "sayso._sayso", "--ignore-disjoint-bases"]
    checked = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parent)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    typed = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "-p", "sayso", "--exclude", "spark"],
        capture_output=True, text=True, cwd=Path(__file__).parent,
    )
    assert typed.returncode == 0, typed.stdout


def test_the_library_holds_the_model_once():
    """A constant of megabytes is copied wherever it is inlined, which makes the wheel twice as large."""
    file = sayso.load().__reduce__()[1][0]
    middle = file[len(file) // 2 :][:64]
    assert Path(sayso._sayso.__file__).read_bytes().count(middle) == 1


def test_the_version_is_that_of_the_package():
    assert sayso.__version__ == importlib.metadata.version("sayso")


def test_all_that_is_promised_is_there():
    for name in sayso.__all__:
        assert getattr(sayso, name).__doc__ if name != "__version__" else True, name
