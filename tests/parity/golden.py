"""The statistics of evaluation and agreement as scikit-learn, SciPy and krippendorff compute them.

`python golden.py` writes `statistics.json` beside it; `python golden.py --check` compares what these libraries
say now with what the file says (`cargo xtask statistics` does that in an environment with the versions of
`requirements.txt`). The inputs are made here from a fixed seed and are part of the file, so that the test in Rust
(`crates/sayso-train/tests/statistics_parity.rs`) needs no Python.
"""

import json
import sys
from pathlib import Path

import krippendorff
import numpy as np
import scipy.stats
from sklearn import metrics
from sklearn.calibration import calibration_curve

FILE = Path(__file__).with_name("statistics.json")
LABELS = 4
DRAWS = 400


def answers(random, articles, skill):
    """Gold labels, probabilities and predicted labels of sentences, article by article."""
    article = np.repeat(np.arange(articles), random.integers(3, 15, articles))
    gold = random.choice(LABELS, len(article), p=[0.4, 0.25, 0.25, 0.1])
    logits = random.normal(size=(len(article), LABELS)) + skill * np.eye(LABELS)[gold]
    # Whole hundredths that add up to one: some scores are equal, and every JSON parser reads the same numbers.
    hundredths = np.maximum(np.floor(100 * np.exp(logits) / np.exp(logits).sum(1, keepdims=True)), 1)
    hundredths[np.arange(len(gold)), hundredths.argmax(1)] += 100 - hundredths.sum(1)
    probabilities = hundredths / 100
    return article, gold, probabilities, probabilities.argmax(1)


def classification(gold, predicted):
    precision, recall, f1, support = metrics.precision_recall_fscore_support(
        gold, predicted, labels=range(LABELS), zero_division=0
    )
    return {
        "accuracy": metrics.accuracy_score(gold, predicted),
        "macro_f1": metrics.f1_score(gold, predicted, average="macro"),
        "confusion": metrics.confusion_matrix(gold, predicted, labels=range(LABELS)),
        "precision": precision,
        "recall": recall,
        "f1": f1,
        "support": support,
    }


def curves(gold, probabilities):
    """Of every label: scikit-learn's curve, from high to low thresholds and without its artificial end."""
    out = []
    for label in range(LABELS):
        correct, score = gold == label, probabilities[:, label]
        precision, recall, threshold = metrics.precision_recall_curve(correct, score)
        out.append({
            "threshold": threshold[::-1],
            "precision": precision[:-1][::-1],
            "recall": recall[:-1][::-1],
            "average_precision": metrics.average_precision_score(correct, score),
        })
    return out


def reliability(gold, predicted, probabilities):
    confidence, right = probabilities.max(1), gold == predicted
    accuracy, mean = calibration_curve(right, confidence, n_bins=10, strategy="uniform")
    counts = np.bincount(np.searchsorted(np.linspace(0, 1, 11)[1:-1], confidence), minlength=10)
    counts = counts[counts > 0]
    error = float(np.sum(counts / counts.sum() * np.abs(accuracy - mean)))
    return {"confidence": mean, "accuracy": accuracy, "count": counts, "calibration_error": error}


def intervals(article, gold, predicted):
    """Percentile intervals of scipy.stats.bootstrap over articles, with the sets that it drew."""
    articles = int(article.max()) + 1
    rows = [np.flatnonzero(article == a) for a in range(articles)]

    def macro_f1(drawn):
        at = np.concatenate([rows[int(a)] for a in drawn])
        return metrics.f1_score(gold[at], predicted[at], average="macro", labels=np.unique(gold[at]))

    result = scipy.stats.bootstrap(
        (np.arange(articles),), macro_f1, n_resamples=DRAWS, method="percentile", vectorized=False,
        rng=np.random.default_rng(11),
    )
    draws = np.random.default_rng(11).integers(0, articles, (DRAWS, articles))
    assert np.allclose(np.sort([macro_f1(d) for d in draws]), np.sort(result.bootstrap_distribution), atol=1e-14)
    return {"draws": draws, "macro_f1": [result.confidence_interval.low, result.confidence_interval.high]}


def paired(random):
    """Exact paired permutation tests over ten articles, each with the same number of sentences."""
    out = []
    for shift in [0, 1, 3]:
        sentences, right_a = 12, random.integers(2, 9, 10)
        right_b = np.clip(right_a + random.integers(-2, 3, 10) + shift, 0, sentences)
        test = scipy.stats.permutation_test(
            (right_a / sentences, right_b / sentences), lambda a, b: np.mean(b) - np.mean(a),
            permutation_type="samples", n_resamples=np.inf, vectorized=False,
        )
        out.append({
            "sentences": sentences, "right_a": right_a, "right_b": right_b,
            "difference": test.statistic, "p_value": test.pvalue,
        })
    return out


def agreement(random):
    truth = random.integers(0, LABELS, 150)
    sets = []
    for annotators, gaps in [(2, 0.0), (3, 0.25), (5, 0.6)]:
        labels = np.where(random.random((annotators, len(truth))) < 0.75, truth, random.integers(0, LABELS, (annotators, len(truth))))
        given = np.where(random.random(labels.shape) < gaps, np.nan, labels)
        both = ~np.isnan(given[0]) & ~np.isnan(given[1])
        a, b = given[0][both].astype(int), given[1][both].astype(int)
        sets.append({
            "labels": [[None if np.isnan(v) else int(v) for v in row] for row in given],
            "alpha": krippendorff.alpha(reliability_data=given, level_of_measurement="nominal"),
            "kappa": metrics.cohen_kappa_score(a, b),
            "f1": metrics.f1_score(a, b, average=None, labels=range(LABELS)),
        })
    return sets


def everything():
    random = np.random.default_rng(20)
    article, gold, probabilities, predicted = answers(random, 30, 1.6)
    return {
        "article": article, "gold": gold, "predicted": predicted, "probabilities": probabilities,
        "classification": classification(gold, predicted),
        "log_loss": metrics.log_loss(gold, probabilities, labels=range(LABELS)),
        "curves": curves(gold, probabilities),
        "reliability": reliability(gold, predicted, probabilities),
        "intervals": intervals(article, gold, predicted),
        "paired": paired(random),
        "agreement": agreement(random),
    }


def plain(value):
    """NumPy's values as JSON's."""
    if isinstance(value, dict):
        return {key: plain(v) for key, v in value.items()}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(v) for v in value]
    return value.item() if isinstance(value, np.generic) else value


def same(a, b, where=""):
    """Stops at the first difference above 1e-9."""
    if isinstance(a, dict):
        assert a.keys() == b.keys(), where
        for key in a:
            same(a[key], b[key], f"{where}/{key}")
    elif isinstance(a, list):
        assert len(a) == len(b), where
        for i, (x, y) in enumerate(zip(a, b)):
            same(x, y, f"{where}/{i}")
    elif a is None or b is None:
        assert a is b, where
    else:
        assert abs(a - b) <= 1e-9, f"{where}: {a} in the file, {b} now"


def main():
    now = plain(everything())
    if "--check" in sys.argv[1:]:
        same(json.loads(FILE.read_text()), now)
        print(f"{FILE.name}: what scikit-learn, SciPy and krippendorff say")
    else:
        FILE.write_text(json.dumps(now, separators=(",", ":")) + "\n")
        print(f"{FILE.name}: written")


if __name__ == "__main__":
    main()
