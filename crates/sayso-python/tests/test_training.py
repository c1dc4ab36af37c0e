"""Evaluation and training, the same as the command's."""

import inspect
import json
import re
import signal
import subprocess
import sys
import time

import pytest
from conftest import ROOT, bits

import sayso

VOICES = ROOT / "datasets" / "articles" / "voices.jsonl"
QUICK = {"pieces": 300, "folds": 2}


def test_evaluation_equals_the_commands(model, cli, tmp_path):
    predictions = tmp_path / "p.jsonl"
    report = json.loads(cli("evaluate", "--format", "json", "--predictions", predictions, VOICES).stdout)
    evaluation = model.evaluate(VOICES)
    assert evaluation.to_dict() == report
    assert evaluation.macro_f1 == report["macro_f1"]
    assert evaluation.accuracy == report["accuracy"]
    assert evaluation.calibration_error == report["calibration_error"]
    rows = [json.loads(line) for line in predictions.read_text("utf-8").splitlines()]
    assert [bits(r) for r in evaluation.predictions()] == [bits(r) for r in rows]
    assert model.evaluate([str(VOICES)], jobs=1).to_dict() == report
    flags = ["--by", "style", "--draws", 50, "--seed", 3, "--errors", 2]
    report = json.loads(cli("evaluate", "--format", "json", *flags, VOICES).stdout)
    assert model.evaluate(VOICES, by=["style"], draws=50, seed=3, errors=2).to_dict() == report
    with pytest.raises(sayso.SettingError, match="no column nonsense; choose among"):
        model.evaluate(VOICES, by=["nonsense"])


@pytest.mark.parametrize(
    "text", ['{"doc": "a", "text": "x", "label": "claim"', '{"doc": "a", "label": "claim"}', '{"text": "x", "label": "odd"}']
)
def test_errors_in_data_have_the_messages_of_the_command(model, cli, tmp_path, text):
    path = tmp_path / "bad.jsonl"
    path.write_text(text + "\n")
    told = cli("evaluate", path, check=False).stderr.strip()
    with pytest.raises(sayso.InputError) as error:
        model.evaluate(path)
    assert told == f"error: {error.value}"


def test_missing_data_is_a_missing_file(model, tmp_path):
    with pytest.raises(FileNotFoundError, match="no such file or folder"):
        model.evaluate(tmp_path / "none.jsonl")
    with pytest.raises(FileNotFoundError):
        sayso.train(tmp_path / "none.jsonl")


def test_data_without_labels_is_no_evaluation(model, tmp_path):
    path = tmp_path / "plain.jsonl"
    path.write_text('{"doc": "a", "text": "x", "label": null}\n')
    with pytest.raises(sayso.InputError, match="nothing to score"):
        model.evaluate(path)


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"l2": 0.5, "balance": 0.0, "bits": 16, "seed": 7, "unsure": 0.25, "jobs": 1},
        {"preset": "text", "holdout": 0.3, "max_features": 50, "scale": {"words": 0.5}, "min_sentences": 1, "loss": "hinge"},
        {"macro_offsets": True, "weighting": "log-count", "l1": 0.01, "tolerance": 1e-3, "max_iterations": 50},
    ],
)
def test_trained_models_are_those_of_the_command(cli, labelled, tmp_path, options):
    options = {"pieces": 300, "folds": 2} | options
    if "holdout" in options:
        del options["folds"]
    flags = []
    for name, value in options.items():
        flag = f"--{name.replace('_', '-')}"
        values = [f"{k}={v}" for k, v in value.items()] if isinstance(value, dict) else [value]
        flags += [flag] if value is True else [x for v in values for x in (flag, v)]
    theirs, ours = tmp_path / "a" / "m.safetensors", tmp_path / "b" / "m.safetensors"
    theirs.parent.mkdir()
    ours.parent.mkdir()
    cli("train", labelled, "-o", theirs, *flags)
    training = sayso.train(labelled, ours, **options)
    assert ours.read_bytes() == theirs.read_bytes() == training.model.to_bytes()
    assert training.model.name == "m"
    assert set(training.held_out) == {"accuracy", "macro_f1", "labels", "confusion"}
    assert 0 < training.features <= training.features_seen


def test_every_option_of_the_command_is_there(cli):
    """An option that the command gets, Python gets too; cards and the search for settings are the command's alone."""
    flags = set(re.findall(r"--([a-z0-9-]+)", re.sub(r"\[default.*?\]", "", cli("train", "--help").stdout)))
    flags -= {"help", "card", "color", "quiet", "version", "search", "search-log", "resume"}
    parameters = set(inspect.signature(sayso.train).parameters) - {"data", "progress"}
    assert {f.replace("-", "_") for f in flags} == parameters


def test_lexicons_and_warm_starts_are_read(labelled, tmp_path):
    lexicon = tmp_path / "more.lex"
    lexicon.write_text("[verb say]\nopine\n")
    path = tmp_path / "m.safetensors"
    first = sayso.train(labelled, path, **QUICK)
    warm = sayso.train(labelled, name="m", warm_start=path, **QUICK)
    assert warm.iterations < first.iterations
    assert warm.model.labels == first.model.labels
    with_lexicon = sayso.train(labelled, name="m", lexicon_en=lexicon, **QUICK)
    assert with_lexicon.model.sha256 != first.model.sha256
    lexicon.write_text("[verb nonsense]\nopine\n")
    with pytest.raises(sayso.InputError, match="more.lex"):
        sayso.train(labelled, lexicon_en=[lexicon], **QUICK)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"l2": -1.0}, "l2 = -1"),
        ({"preset": "novel"}, 'choose "news" or "text"'),
        ({"bits": 4}, "choose 8 or 16"),
        ({"folds": 2, "holdout": 0.2}, "exclude each other"),
        ({"scale": {"wrods": 1.0}}, "scale: "),
        ({"folds": 1000}, "fewer than the 1000 folds"),
    ],
)
def test_settings_that_do_not_fit_are_told(labelled, options, told):
    with pytest.raises(sayso.SettingError, match=re.escape(told)):
        sayso.train(labelled, **options)


def test_progress_is_told_and_may_end_the_training(labelled):
    steps = []
    sayso.train(labelled, progress=lambda *step: steps.append(step), **QUICK)
    assert steps[0][1] == 0
    assert steps[-1][1] == steps[-1][2]

    def stop(what, done, of):
        raise LookupError(what)

    with pytest.raises(LookupError):
        sayso.train(labelled, progress=stop, **QUICK)


def test_control_c_ends_a_training():
    code = f"""
import sayso
try:
    sayso.train({str(ROOT / "datasets" / "articles")!r}, progress=lambda *a: print(*a, flush=True))
except KeyboardInterrupt:
    print("interrupted", flush=True)
"""
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline().startswith("features")
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    try:
        out, _ = process.communicate(timeout=60)
    finally:
        process.kill()
    assert out.endswith("interrupted\n")
