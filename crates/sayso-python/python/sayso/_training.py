"""The settings of a training, as ``sayso train`` has them."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Literal

    Path = str | os.PathLike[str]

from ._sayso import Training, _train


def train(
    data: Path | Sequence[Path],
    output: Path | None = None,
    *,
    name: str | None = None,
    doc_column: str = "doc",
    text_column: str = "text",
    label_column: str = "label",
    lang_column: str = "lang",
    lossy: bool = False,
    preset: Literal["news", "text"] = "news",
    l2: float | None = None,
    l1: float | None = None,
    balance: float | None = None,
    isolated: float | None = None,
    weighting: Literal["plain", "log-count", "rare"] | None = None,
    loss: Literal["logistic", "hinge"] = "logistic",
    solver: Literal["sparse", "linfa"] = "sparse",
    pieces: int | None = None,
    macro_offsets: bool = False,
    unsure: float = 0.0,
    precision: float = 0.0,
    min_sentences: int | None = None,
    folds: int | None = None,
    holdout: float | None = None,
    early_stop: bool = False,
    max_iterations: int | None = None,
    tolerance: float | None = None,
    warm_start: Path | None = None,
    seed: int | None = None,
    max_features: int | None = None,
    bits: Literal[8, 16] = 8,
    lexicon_en: Path | Sequence[Path] = (),
    lexicon_ro: Path | Sequence[Path] = (),
    scale: Mapping[str, float] | None = None,
    jobs: int | None = None,
    progress: Callable[[str, int, int], object] | None = None,
) -> Training:
    """Trains a model on labelled data: JSON Lines, CSV or TSV files, or folders of them.

    ``data`` and all settings are those of ``sayso train``, where ``--help`` describes them; ``None`` is the preset's
    value. With ``output`` the model is also written to that file. The same data and settings give the same bytes as
    the command does. ``progress`` is called with what comes next, the steps done, and the steps in all.

    Raises ``InputError`` for data and ``SettingError`` for settings that cannot be used.
    """
    options = dict(locals())
    for other in ("data", "output", "progress"):
        del options[other]
    options["lexicon_en"] = _paths(lexicon_en)
    options["lexicon_ro"] = _paths(lexicon_ro)
    options["scale"] = dict(scale or {})
    return _train(_paths(data), output, options, progress)


def _paths(paths: Path | Sequence[Path]) -> list[Path]:
    return [paths] if isinstance(paths, (str, os.PathLike)) else list(paths)
