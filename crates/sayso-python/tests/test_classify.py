"""Labels, the same as the command's to the last bit."""

import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import threading
import time

import numpy as np
import pytest
from conftest import ROOT, bits

import sayso

TEXT = "“It’s over,” the mayor said on Monday.\n\nShe denied that 🚢 crews had been warned. The port opened in 1961."


def test_classify_equals_the_command(model, articles, cli_rows):
    for article, expected in zip(articles, cli_rows, strict=True):
        rows = [bits(s.to_dict()) for s in model.classify(article["text"])]
        assert rows == [bits(row) for row in expected], article["id"]


@pytest.mark.parametrize("jobs", [1, 2, 5, None])
def test_batches_equal_single_articles(model, articles, jobs):
    texts = [a["text"] for a in articles[::7]] + ["", " \n"]
    assert model.classify_batch(texts, jobs=jobs) == [model.classify(text) for text in texts]


def test_offsets_are_those_of_python(model):
    sentences = model.classify(TEXT)
    assert [s.sent_index for s in sentences] == list(range(len(sentences)))
    for s in sentences:
        assert TEXT[s.start : s.end] == s.text
        assert s.scores[s.label] == s.score
        assert s.margin == pytest.approx(s.score - sorted(s.scores.values())[-2], abs=1e-6)
    cues = [(TEXT[c.start : c.end], c.kind) for s in sentences for c in s.cues]
    assert ("denied", "denial") in cues
    assert ("said", "report") in cues


def test_odd_texts_have_answers(model):
    for text in ["", "\0", "\ufeff", "a", "\u202e.", "?" * 5000, "\n" * 100, "𝔘" * 300]:
        assert all(text[s.start : s.end] == s.text for s in model.classify(text))


def test_texts_come_from_anything_but_a_text(model):
    expected = model.classify_batch(["One said so.", "Two."])
    assert model.classify_batch(iter(["One said so.", "Two."])) == expected
    assert model.classify_batch(np.array(["One said so.", "Two."], dtype=object)) == expected
    with pytest.raises(TypeError, match=r"write \[text\]"):
        model.classify_batch("One said so.")
    with pytest.raises(TypeError, match="text 1: float, not str"):
        model.classify_batch(["a", float("nan")])
    with pytest.raises(UnicodeEncodeError):
        model.classify("\ud800")


def test_sentences_split_elsewhere_are_each_others_context(model):
    own = model.classify(TEXT)
    starts = [True, True, False]
    given = model.classify_sentences([s.text for s in own], paragraph_starts=starts)
    assert [s.scores for s in given] == [s.scores for s in own]
    assert given[1].start == len(own[0].text)
    with pytest.raises(sayso.InputError, match="3 sentences but 1 paragraph_starts"):
        model.classify_sentences([s.text for s in own], paragraph_starts=[True])


def test_predict_is_that_of_scikit_learn(model):
    texts = [s.text for s in model.classify(TEXT)]
    probabilities = model.predict_proba(texts)
    assert probabilities.shape == (3, 4)
    assert probabilities.dtype == np.float32
    assert probabilities.sum(axis=1) == pytest.approx(1)
    probabilities[0, 0] = 0  # the array is the caller's
    assert list(model.classes_) == model.labels
    alone = [model.classify_sentences([text])[0] for text in texts]
    assert list(model.predict(texts)) == [s.label for s in alone]
    assert model.predict_proba(texts, jobs=1).tolist() == [list(s.scores.values()) for s in alone]
    assert model.predict([]).shape == (0,)
    assert model.predict_proba([]).shape == (0, 4)


def test_unsure_is_a_threshold(model):
    strict = sayso.load(unsure=1.0)
    assert all(s.abstained for s in strict.classify("It may be.") if s.score < 1)
    assert not any(s.abstained for s in model.classify(TEXT))
    with pytest.raises(ValueError, match="from 0 to 1"):
        sayso.load(unsure=1.5)


def test_pickled_models_and_sentences_are_the_same(model):
    for original in [model, sayso.load(unsure=0.9)]:
        copy = pickle.loads(pickle.dumps(original))
        assert copy.sha256 == model.sha256
        assert copy.classify(TEXT) == original.classify(TEXT)
    sentences = model.classify(TEXT)
    assert pickle.loads(pickle.dumps(sentences)) == sentences


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_processes_share_a_model(model, method):
    model.classify_batch([TEXT] * 8, jobs=2)  # threads from before a fork must not be missed after it
    with multiprocessing.get_context(method).Pool(2) as pool:
        assert pool.map(model.classify, [TEXT] * 3) == [model.classify(TEXT)] * 3


def test_threads_run_at_the_same_time(model, articles):
    """Another thread counts while a long batch runs: the lock of the interpreter is released."""
    texts = [a["text"] for a in articles] * 3
    done, counted = threading.Event(), 0

    def work():
        model.classify_batch(texts, jobs=1)
        done.set()

    thread = threading.Thread(target=work)
    thread.start()
    while not done.wait(0.001):
        counted += 1
    thread.join()
    assert counted > 20


def test_models_are_files(model, tmp_path):
    path = tmp_path / "copy.safetensors"
    model.save(path)
    assert path.read_bytes() == (ROOT / "crates" / "sayso" / "news.safetensors").read_bytes()
    copy = sayso.load(path)
    assert copy.sha256 == model.sha256
    assert copy.classify(TEXT) == model.classify(TEXT)
    assert copy.metadata["labels"] == model.labels
    assert sayso.loads(model.to_bytes()).sha256 == model.sha256


@pytest.mark.parametrize("content", [None, b"", b"no model", b"\x00" * 64])
def test_errors_have_the_messages_of_the_command(cli, tmp_path, content):
    path = tmp_path / "bad.safetensors"
    if content is not None:
        path.write_bytes(content)
    article = tmp_path / "a.txt"
    article.write_text("He said so.")
    told = cli("classify", "--model", path, article, check=False).stderr.strip()
    kind = FileNotFoundError if content is None else sayso.ModelFileError
    with pytest.raises(kind) as error:
        sayso.load(path)
    assert told == f"error: {error.value}"


def test_a_folder_is_no_model(tmp_path):
    with pytest.raises(IsADirectoryError, match="is a folder"):
        sayso.load(tmp_path)


INTERRUPTED = """
import sys, sayso
model = sayso.load()
texts = ["The mayor said on Monday that the bridge would stay closed. " * 2000] * 2000
print("begun", flush=True)
try:
    model.classify_batch(texts)
except KeyboardInterrupt:
    print("interrupted", flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="signals are sent in another way")
def test_control_c_ends_a_batch():
    process = subprocess.Popen([sys.executable, "-c", INTERRUPTED], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "begun\n"
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    try:
        out, _ = process.communicate(timeout=30)
    finally:
        process.kill()
    assert out == "interrupted\n"


def test_explanations_equal_those_of_the_command(model, cli, tmp_path):
    import json

    path = tmp_path / "a.txt"
    path.write_text(TEXT, "utf-8", newline="")
    expected = json.loads(cli("explain", "--format", "json", path).stdout)["sentences"]
    for row in expected:
        assert row.pop("doc")
    assert f32(model.explain(TEXT)) == f32(expected)
    one = model.explain(TEXT, sentence=1, top=3)
    assert len(one) == 1
    assert len(one[0]["contributions"]) == 3
    for label in model.labels:
        parts = [one[0]["intercepts"][label], one[0]["others"][label]]
        parts += [c["logits"][label] for c in one[0]["contributions"]]
        assert sum(parts) == pytest.approx(one[0]["logits"][label], abs=1e-4)
    with pytest.raises(IndexError, match="sentences 0 to 2"):
        model.explain(TEXT, sentence=3)


def f32(value):
    """A document with its floats in 32 bits."""
    if isinstance(value, float):
        return float(np.float32(value))
    if isinstance(value, dict):
        return {k: f32(v) for k, v in value.items()}
    return [f32(v) for v in value] if isinstance(value, list) else value
