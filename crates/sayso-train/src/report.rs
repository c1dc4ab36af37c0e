//! What people need to know of a model's answers: where it fails, how sure the figures are, what simple rules reach.
//!
//! [`report`] turns the answers of [`evaluate`](crate::evaluate::evaluate) into one value that is written as JSON, text
//! or a page; every figure shown anywhere comes from it.

mod baseline;
mod facts;
mod slice;
mod worst;

pub use self::baseline::Baseline;
pub use self::slice::{OTHERS, Slice, available_fields};
pub use self::worst::{CueWords, Reason, WorstError};

use std::collections::BTreeMap;

use sayso::Model;
use serde::Serialize;

use crate::curve::{self, Bin, CoveragePoint, RecallPoint};
use crate::data::Dataset;
use crate::evaluate::Evaluation;
use crate::metrics::{Confusion, LabelScores};
use crate::resample::{Draws, Interval, LEVEL, interval};

/// What to report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Resampled sets of articles behind the intervals.
    pub draws: usize,
    /// Seed of the resampling.
    pub seed: u64,
    /// Columns to slice by, beside those that every report has.
    pub by: Vec<String>,
    /// Errors to list.
    pub errors: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self { draws: 1000, seed: 1, by: Vec::new(), errors: 20 }
    }
}

/// The report. Maps are keyed by label.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// Name of the model.
    pub model: String,
    /// Articles of the data.
    pub articles: usize,
    /// Labelled sentences.
    pub sentences: usize,
    /// Sentences without a label, which are read but not scored.
    pub context: usize,
    /// Share of right answers.
    pub accuracy: f64,
    /// Mean F1 of the labels that occur.
    pub macro_f1: f64,
    /// Mean negative logarithm of the probability of the gold label, in nats.
    pub log_loss: f64,
    /// Expected calibration error over [`Report::reliability`].
    pub calibration_error: f64,
    /// Intervals of the totals.
    pub intervals: Intervals,
    /// Scores by label.
    pub labels: BTreeMap<String, LabelReport>,
    /// `confusion[gold][predicted]`.
    pub confusion: BTreeMap<String, BTreeMap<String, usize>>,
    /// What needs no training: `majority`, and `cue_rules` where the labels are those of the news.
    pub baselines: BTreeMap<&'static str, Baseline>,
    /// Confidence against accuracy.
    pub reliability: Vec<Bin>,
    /// Precision against recall of every label that occurs, thinned.
    pub precision_recall: BTreeMap<String, Vec<RecallPoint>>,
    /// Coverage against accuracy, thinned.
    pub coverage: Vec<CoveragePoint>,
    /// Scores of parts of the data.
    pub slices: Vec<Slice>,
    /// The errors that the model was surest of.
    pub errors: Vec<WorstError>,
}

/// Intervals that hold 95 % of the scores of resampled sets of articles.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Intervals {
    /// Of the accuracy.
    pub accuracy: Interval,
    /// Of the macro-F1.
    pub macro_f1: Interval,
    /// Share of the sets.
    pub level: f64,
    /// Sets drawn.
    pub draws: usize,
}

/// Scores of a label.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LabelReport {
    /// Precision, recall, F1, support.
    #[serde(flatten)]
    pub scores: LabelScores,
    /// Mean precision over the precision-recall curve.
    pub average_precision: f64,
    /// Intervals of precision, recall and F1.
    pub intervals: LabelIntervals,
}

/// Intervals of a label's scores.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LabelIntervals {
    /// Of the precision.
    pub precision: Interval,
    /// Of the recall.
    pub recall: Interval,
    /// Of the F1.
    pub f1: Interval,
}

/// A labelled sentence with its answer.
#[derive(Debug, Clone, Copy)]
struct Case<'a> {
    article: usize,
    sentence: usize,
    gold: usize,
    predicted: usize,
    probabilities: &'a [f32],
}

impl Case<'_> {
    fn confidence(&self) -> f64 {
        f64::from(self.probabilities[self.predicted])
    }

    fn right(&self) -> bool {
        self.gold == self.predicted
    }
}

/// Points of a curve that are kept.
const POINTS: usize = 200;

/// Reports on a model's answers to labelled data.
#[must_use]
pub fn report(model: &Model, data: &Dataset, evaluation: &Evaluation, settings: &Settings) -> Report {
    let cases = cases(data, evaluation);
    let facts = facts::of(model.featurizer(), data);
    let confusions = by_article(data, cases.iter().map(|c| (c.article, c.gold, c.predicted)));
    let scored: Vec<Confusion> = confusions.into_iter().filter(|c| c.total() > 0).collect();
    let drawn = Draws::new(scored.len(), settings.draws, settings.seed).confusions(&scored);
    let confusion = &evaluation.confusion;
    let answers: Vec<(f64, bool)> = cases.iter().map(|c| (c.confidence(), c.right())).collect();
    let reliability = curve::reliability(&answers);
    let curves: Vec<Vec<RecallPoint>> = (0..data.labels.len()).map(|label| recall_curve(&cases, label)).collect();
    let baselines = baseline::all(data, &cases, &facts);
    let named = |i: usize| data.labels[i].clone();
    Report {
        model: model.metadata().name.clone(),
        articles: data.articles.len(),
        sentences: cases.len(),
        context: data.sentences().count() - cases.len(),
        accuracy: confusion.accuracy(),
        macro_f1: confusion.macro_f1(),
        log_loss: log_loss(&cases),
        calibration_error: curve::calibration_error(&reliability),
        intervals: Intervals {
            accuracy: of_draws(&drawn, &Confusion::accuracy),
            macro_f1: of_draws(&drawn, &Confusion::macro_f1),
            level: LEVEL,
            draws: settings.draws,
        },
        labels: (0..data.labels.len()).map(|i| (named(i), label(confusion, &drawn, &curves[i], i))).collect(),
        confusion: named_counts(&data.labels, confusion),
        baselines: baselines.iter().map(|b| (b.name, b.scores(&data.labels))).collect(),
        slices: slice::all(data, &cases, &facts, &baselines, settings),
        errors: worst::list(model, data, &cases, evaluation, settings.errors),
        coverage: curve::thinned(&curve::coverage(&answers), POINTS),
        precision_recall: curves
            .iter()
            .enumerate()
            .filter(|(_, curve)| !curve.is_empty())
            .map(|(i, curve)| (named(i), curve::thinned(curve, POINTS)))
            .collect(),
        reliability,
    }
}

fn cases<'a>(data: &Dataset, evaluation: &'a Evaluation) -> Vec<Case<'a>> {
    let mut cases = Vec::new();
    for (article, (a, answers)) in data.articles.iter().zip(&evaluation.predictions).enumerate() {
        for (sentence, (s, p)) in a.sentences.iter().zip(answers).enumerate() {
            let Some(gold) = s.label else { continue };
            cases.push(Case { article, sentence, gold, predicted: p.label, probabilities: &p.probabilities });
        }
    }
    cases
}

/// A confusion matrix for every article, from `(article, gold, predicted)`.
fn by_article(data: &Dataset, answers: impl Iterator<Item = (usize, usize, usize)>) -> Vec<Confusion> {
    let mut articles = vec![Confusion::new(data.labels.len()); data.articles.len()];
    answers.for_each(|(article, gold, predicted)| articles[article].add(gold, predicted));
    articles
}

fn of_draws(drawn: &[Confusion], score: &dyn Fn(&Confusion) -> f64) -> Interval {
    interval(drawn.iter().map(score).collect(), LEVEL)
}

fn recall_curve(cases: &[Case<'_>], label: usize) -> Vec<RecallPoint> {
    let scored: Vec<(f64, bool)> = cases.iter().map(|c| (f64::from(c.probabilities[label]), c.gold == label)).collect();
    curve::precision_recall(&scored)
}

fn label(confusion: &Confusion, drawn: &[Confusion], curve: &[RecallPoint], i: usize) -> LabelReport {
    let of = |score: &dyn Fn(LabelScores) -> f64| of_draws(drawn, &|c| score(c.label(i)));
    LabelReport {
        scores: confusion.label(i),
        average_precision: curve::average_precision(curve),
        intervals: LabelIntervals { precision: of(&|s| s.precision), recall: of(&|s| s.recall), f1: of(&|s| s.f1) },
    }
}

fn log_loss(cases: &[Case<'_>]) -> f64 {
    let gold: Vec<f64> = cases.iter().map(|c| f64::from(c.probabilities[c.gold])).collect();
    crate::metrics::log_loss(&gold)
}

/// A confusion matrix with names.
fn named_counts(labels: &[String], confusion: &Confusion) -> BTreeMap<String, BTreeMap<String, usize>> {
    let row = |counts: &Vec<usize>| labels.iter().cloned().zip(counts.iter().copied()).collect();
    labels.iter().cloned().zip(confusion.counts.iter().map(row)).collect()
}
