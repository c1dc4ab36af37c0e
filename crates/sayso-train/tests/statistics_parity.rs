//! The statistics of evaluation and agreement are those of scikit-learn, SciPy and krippendorff on the same inputs, to
//! 1e-9. `tests/parity/golden.py` writes the inputs and what these libraries make of them.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use std::path::{Path, PathBuf};

use sayso_train::curve::{average_precision, calibration_error, precision_recall, reliability};
use sayso_train::data::agree::{Annotator, agree};
use sayso_train::data::{Article, Dataset, Sentence};
use sayso_train::metrics::{Confusion, log_loss};
use sayso_train::paired::{Settings, compare};
use sayso_train::resample::{Draws, interval};
use serde_json::Value;

const LABELS: usize = 4;

fn golden() -> Value {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/parity/statistics.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|v| v.as_f64().unwrap()).collect()
}

fn indices(value: &Value) -> Vec<usize> {
    numbers(value).into_iter().map(|v| v as usize).collect()
}

#[track_caller]
fn same(ours: f64, theirs: &Value) {
    let theirs = theirs.as_f64().unwrap();
    assert!((ours - theirs).abs() <= 1e-9, "{ours} here, {theirs} there");
}

#[track_caller]
fn all_same(ours: impl IntoIterator<Item = f64>, theirs: &Value) {
    let (ours, theirs): (Vec<f64>, _) = (ours.into_iter().collect(), theirs.as_array().unwrap());
    assert_eq!(ours.len(), theirs.len());
    ours.iter().zip(theirs).for_each(|(a, b)| same(*a, b));
}

/// The sentences of the file.
struct Sentences {
    article: Vec<usize>,
    gold: Vec<usize>,
    predicted: Vec<usize>,
    probabilities: Vec<Vec<f64>>,
}

impl Sentences {
    fn of(golden: &Value) -> Self {
        Self {
            article: indices(&golden["article"]),
            gold: indices(&golden["gold"]),
            predicted: indices(&golden["predicted"]),
            probabilities: golden["probabilities"].as_array().unwrap().iter().map(numbers).collect(),
        }
    }

    fn confusion(&self) -> Confusion {
        let mut confusion = Confusion::new(LABELS);
        self.gold.iter().zip(&self.predicted).for_each(|(&g, &p)| confusion.add(g, p));
        confusion
    }
}

#[test]
fn precision_recall_f1_and_confusion() {
    let golden = golden();
    let (confusion, theirs) = (Sentences::of(&golden).confusion(), &golden["classification"]);
    same(confusion.accuracy(), &theirs["accuracy"]);
    same(confusion.macro_f1(), &theirs["macro_f1"]);
    let labels = || (0..LABELS).map(|i| confusion.label(i));
    all_same(labels().map(|s| s.precision), &theirs["precision"]);
    all_same(labels().map(|s| s.recall), &theirs["recall"]);
    all_same(labels().map(|s| s.f1), &theirs["f1"]);
    all_same(labels().map(|s| s.support as f64), &theirs["support"]);
    for (row, theirs) in confusion.counts.iter().zip(theirs["confusion"].as_array().unwrap()) {
        all_same(row.iter().map(|&n| n as f64), theirs);
    }
}

#[test]
fn precision_recall_curves_and_average_precision() {
    let golden = golden();
    let data = Sentences::of(&golden);
    for (label, theirs) in golden["curves"].as_array().unwrap().iter().enumerate() {
        let scored: Vec<(f64, bool)> =
            data.probabilities.iter().zip(&data.gold).map(|(p, &g)| (p[label], g == label)).collect();
        let curve = precision_recall(&scored);
        all_same(curve.iter().map(|p| p.threshold), &theirs["threshold"]);
        all_same(curve.iter().map(|p| p.precision), &theirs["precision"]);
        all_same(curve.iter().map(|p| p.recall), &theirs["recall"]);
        same(average_precision(&curve), &theirs["average_precision"]);
    }
}

#[test]
fn reliability_calibration_error_and_log_loss() {
    let golden = golden();
    let data = Sentences::of(&golden);
    let right = data.gold.iter().zip(&data.predicted).map(|(g, p)| g == p);
    let answers: Vec<(f64, bool)> =
        data.probabilities.iter().zip(&data.predicted).map(|(p, &l)| p[l]).zip(right).collect();
    let bins = reliability(&answers);
    let filled = || bins.iter().filter(|b| b.count > 0);
    let theirs = &golden["reliability"];
    all_same(filled().map(|b| b.confidence), &theirs["confidence"]);
    all_same(filled().map(|b| b.accuracy), &theirs["accuracy"]);
    all_same(filled().map(|b| b.count as f64), &theirs["count"]);
    same(calibration_error(&bins), &theirs["calibration_error"]);
    let gold: Vec<f64> = data.probabilities.iter().zip(&data.gold).map(|(p, &g)| p[g]).collect();
    same(log_loss(&gold), &golden["log_loss"]);
}

#[test]
fn intervals_of_resampled_articles() {
    let golden = golden();
    let data = Sentences::of(&golden);
    let mut articles = vec![Confusion::new(LABELS); data.article.iter().max().unwrap() + 1];
    for (i, &article) in data.article.iter().enumerate() {
        articles[article].add(data.gold[i], data.predicted[i]);
    }
    let theirs = &golden["intervals"];
    let sets = theirs["draws"].as_array().unwrap().iter().map(indices);
    let drawn = Draws::of(sets, articles.len()).confusions(&articles);
    let (from, to) = interval(drawn.iter().map(Confusion::macro_f1).collect(), 0.95);
    all_same([from, to], &theirs["macro_f1"]);
}

#[test]
fn paired_tests_by_article() {
    for case in golden()["paired"].as_array().unwrap() {
        let sentences = case["sentences"].as_u64().unwrap() as usize;
        let articles = |key: &str| -> Vec<Confusion> {
            let article = |right: usize| Confusion { counts: vec![vec![right, sentences - right], vec![0, 0]] };
            indices(&case[key]).into_iter().map(article).collect()
        };
        let (a, b) = (articles("right_a"), articles("right_b"));
        let found = &compare(&a, &b, &|c| vec![c.accuracy()], Settings { draws: 1024, seed: 1 })[0];
        same(found.difference, &case["difference"]);
        same(found.p_value, &case["p_value"]);
    }
}

#[test]
fn agreement_of_annotators() {
    for case in golden()["agreement"].as_array().unwrap() {
        let annotators: Vec<Annotator> = case["labels"].as_array().unwrap().iter().enumerate().map(annotator).collect();
        let found = agree(&annotators).unwrap();
        same(found.alpha.unwrap(), &case["alpha"]);
        same(found.pairs[0].kappa.unwrap(), &case["kappa"]);
        all_same(found.pairs[0].labels.iter().map(|l| l.f1), &case["f1"]);
    }
}

fn annotator((number, labels): (usize, &Value)) -> Annotator {
    let sentence = |(i, label): (usize, &Value)| Sentence {
        sid: i.to_string(),
        label: label.as_u64().map(|l| l as usize),
        ..Sentence::default()
    };
    let sentences = labels.as_array().unwrap().iter().enumerate().map(sentence).collect();
    let data = Dataset {
        labels: (0..LABELS).map(|l| l.to_string()).collect(),
        articles: vec![Article { id: "a".into(), sentences, ..Article::default() }],
        warnings: Vec::new(),
    };
    Annotator { name: number.to_string(), data }
}
