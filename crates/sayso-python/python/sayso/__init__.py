"""Labels every sentence of a news article by whose say-so it stands on.

>>> import sayso
>>> model = sayso.load()
>>> [s.label for s in model.classify("The mayor resigned on Monday. He denied taking bribes.")]
['claim', 'denial']

Offsets count Unicode code points, as Python does: ``text[s.start:s.end] == s.text``.
"""

from ._sayso import (
    ArrowTable,
    Cue,
    Evaluation,
    InputError,
    Model,
    ModelFileError,
    Sentence,
    SettingError,
    Training,
    __version__,
    load,
    loads,
)
from ._training import train

__all__ = [
    "ArrowTable",
    "Cue",
    "Evaluation",
    "InputError",
    "Model",
    "ModelFileError",
    "Sentence",
    "SettingError",
    "Training",
    "__version__",
    "load",
    "loads",
    "train",
]
