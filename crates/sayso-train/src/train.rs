//! The whole training: features, sparse stage, held-out logits by article, dense stage, decision offsets, model file.

use rayon::prelude::*;
use sayso::format::{FORMAT, Metadata, Parts};
use sayso::stage;
use sayso_featurizer::feature::Row;
use sayso_featurizer::featurizer::{Config, Featurizer};
use serde_json::json;

use crate::calibrate::{self, CalibrationError, Example};
use crate::data::Dataset;
use crate::fold::{self, Group};
use crate::matrix::{Sparse, Vocabulary};
use crate::metrics::Confusion;
use crate::prune::{self, Pruned};
use crate::rows::featurize;
use crate::solver::lbfgs::{Report, Stop};
use crate::solver::softmax::{self, Linear};
use crate::subword::{self, SubwordError};

/// What a user may choose. The defaults are those of the shipped models.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// Name written into the model.
    pub name: String,
    /// Features.
    pub config: Config,
    /// Size of the subword vocabulary; 0 for none.
    pub pieces: usize,
    /// L2 strength.
    pub l2: f64,
    /// 0 leaves the labels' frequencies as they are, 1 makes every label count the same.
    pub balance: f64,
    /// Features in fewer sentences are dropped.
    pub min_sentences: u32,
    /// Choose the offsets on log probabilities that maximise held-out macro-F1; else the most probable label is chosen.
    pub macro_offsets: bool,
    /// Folds for held-out logits.
    pub folds: usize,
    /// Seed of the fold assignment.
    pub seed: u64,
    /// Features kept in the model file.
    pub max_features: usize,
    /// Store 8-bit weights.
    pub narrow: bool,
    /// Iterations and tolerance of the solver.
    pub stop: Stop,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            name: "model".into(),
            config: Config::default(),
            pieces: 6000,
            l2: 1.0,
            balance: 0.35,
            min_sentences: 2,
            macro_offsets: false,
            folds: 5,
            seed: 1,
            max_features: 200_000,
            narrow: true,
            stop: Stop { max_iterations: 200, tolerance: 2e-5 },
        }
    }
}

/// Why training cannot go on.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TrainError {
    /// Settings out of range.
    #[error("{name} = {value}: {remedy}")]
    Setting {
        /// Name of the setting.
        name: &'static str,
        /// What was given.
        value: String,
        /// What is possible.
        remedy: &'static str,
    },
    /// A label with fewer rows than folds, or fewer articles than folds.
    #[error("{what}, fewer than the {folds} folds; add data, drop the label, or lower --folds")]
    TooFew {
        /// What is too few.
        what: String,
        /// The folds.
        folds: usize,
    },
    /// Fewer than two labels.
    #[error("the data has {0} label(s) in use; at least 2 are needed")]
    Labels(usize),
    /// The sparse stage's objective is not a number.
    #[error("training diverged; are there weights or scales of extreme size?")]
    Diverged,
    /// The featurizer's configuration.
    #[error(transparent)]
    Config(#[from] sayso_featurizer::featurizer::ConfigError),
    /// The subword vocabulary.
    #[error(transparent)]
    Subword(#[from] SubwordError),
    /// The dense stage.
    #[error(transparent)]
    Calibration(#[from] CalibrationError),
}

/// A trained model and the account of its training.
#[derive(Debug, Clone)]
pub struct Trained {
    /// The model's parts, ready to be written.
    pub parts: Parts,
    /// How the solver ended on all the data.
    pub report: Report,
    /// Held-out confusion of the whole pipeline (dense stage and offsets fitted on other folds).
    pub held_out: Confusion,
    /// Held-out answers, one entry per labelled sentence in order.
    pub predictions: Vec<HeldOut>,
    /// Features before pruning, and held-out accuracy lost by it.
    pub pruned: Pruned,
}

/// A held-out answer.
#[derive(Debug, Clone, PartialEq)]
pub struct HeldOut {
    /// Index of the article.
    pub article: usize,
    /// Index of the sentence in it.
    pub sentence: usize,
    /// Gold label.
    pub gold: usize,
    /// Probabilities.
    pub probabilities: Vec<f32>,
    /// Chosen label.
    pub predicted: usize,
}

/// Progress of a training, in steps done of all.
pub type Progress<'a> = &'a (dyn Fn(&str, usize, usize) + Sync);

/// Checks settings against the data before anything is computed.
///
/// # Errors
/// [`TrainError`] names the setting or the label and the remedy.
pub fn check(data: &Dataset, settings: &Settings) -> Result<(), TrainError> {
    let setting = |name, value: String, remedy| Err(TrainError::Setting { name, value, remedy });
    if !(settings.l2.is_finite() && settings.l2 > 0.0) {
        return setting("l2", settings.l2.to_string(), "a number above 0 is needed");
    }
    if !(0.0..=1.0).contains(&settings.balance) {
        return setting("balance", settings.balance.to_string(), "a number from 0 to 1 is needed");
    }
    if settings.folds < 2 {
        return setting("folds", settings.folds.to_string(), "at least 2 are needed");
    }
    let counts = support(data);
    if counts.iter().filter(|&&n| n > 0).count() < 2 {
        return Err(TrainError::Labels(counts.iter().filter(|&&n| n > 0).count()));
    }
    let folds = settings.folds;
    let few = |what| Err(TrainError::TooFew { what, folds });
    for (label, &n) in data.labels.iter().zip(&counts) {
        if n > 0 && n < folds {
            return few(format!("label {label:?} has {n} sentence(s)"));
        }
    }
    if data.articles.len() < folds {
        return few(format!("there are {} article(s)", data.articles.len()));
    }
    Ok(())
}

/// Labelled sentences per label.
#[must_use]
pub fn support(data: &Dataset) -> Vec<usize> {
    let mut counts = vec![0; data.labels.len()];
    for s in data.articles.iter().flat_map(|a| &a.sentences) {
        if let Some(c) = s.label {
            counts[c] += 1;
        }
    }
    counts
}

/// Trains a model. The result depends on the data and the settings alone, not on the number of threads.
///
/// # Errors
/// [`TrainError`] if the settings do not fit the data or a stage cannot be fitted.
pub fn train(data: &Dataset, settings: &Settings, progress: Progress<'_>) -> Result<Trained, TrainError> {
    check(data, settings)?;
    let steps = settings.folds + 3;
    progress("features", 0, steps);
    let config = configured(data, settings)?;
    let featurizer = Featurizer::new(&config)?;
    let rows = featurize(data, &featurizer);
    let problem = Problem::new(data, &rows, settings);
    progress("all data", 1, steps);
    let everything = vec![true; data.articles.len()];
    let (linear, report) = problem.fit(&everything)?;
    let folds = assign(data, settings);
    let mut held_out = vec![Vec::new(); data.articles.len()];
    for fold in 0..settings.folds {
        progress("fold", 2 + fold, steps);
        let training: Vec<bool> = folds.iter().map(|&f| f != fold).collect();
        let (linear, _) = problem.fit(&training)?;
        for (a, p) in held_out.iter_mut().enumerate().filter(|(a, _)| folds[*a] == fold) {
            *p = problem.probabilities(&linear, a);
        }
    }
    progress("dense stage", steps - 1, steps);
    let examples = examples(data, &held_out);
    let (stage, offsets) = dense(&examples, data.labels.len(), settings.macro_offsets)?;
    let predictions = nested(data, &examples, &folds, settings)?;
    let mut confusion = Confusion::new(data.labels.len());
    predictions.iter().for_each(|p| confusion.add(p.gold, p.predicted));
    let (pruned, ids, weights, scales) =
        prune::prune(&problem.vocabulary, &linear, settings.max_features, settings.narrow);
    progress("done", steps, steps);
    let metadata = metadata(data, settings, config, &confusion, &report);
    let parts = Parts { metadata, ids, weights, scales, intercepts: linear.intercepts.clone(), stage, offsets };
    Ok(Trained { parts, report, held_out: confusion, predictions, pruned })
}

fn configured(data: &Dataset, settings: &Settings) -> Result<Config, TrainError> {
    let mut config = settings.config.clone();
    if settings.pieces > 0 && config.pieces.is_empty() {
        let texts = data.articles.iter().flat_map(|a| &a.sentences).filter(|s| s.label.is_some());
        config.pieces = subword::train(texts.map(|s| s.text.as_str()), settings.pieces)?;
    }
    Ok(config)
}

fn assign(data: &Dataset, settings: &Settings) -> Vec<usize> {
    let groups: Vec<Group> = data
        .articles
        .iter()
        .map(|a| {
            let mut counts = vec![0; data.labels.len()];
            a.sentences.iter().filter_map(|s| s.label).for_each(|c| counts[c] += 1);
            Group { id: a.id.clone(), counts }
        })
        .collect();
    fold::assign(&groups, settings.folds, settings.seed)
}

/// The sparse problem over all data; fits select articles.
struct Problem<'a> {
    data: &'a Dataset,
    vocabulary: Vocabulary,
    /// Every sentence, context included.
    matrix: Sparse,
    /// First row of each article.
    first: Vec<usize>,
    settings: &'a Settings,
}

impl<'a> Problem<'a> {
    fn new(data: &'a Dataset, rows: &[Vec<Row>], settings: &'a Settings) -> Self {
        let labelled = data.articles.iter().zip(rows).flat_map(|(a, r)| a.sentences.iter().zip(r));
        let vocabulary =
            Vocabulary::build(labelled.filter(|(s, _)| s.label.is_some()).map(|(_, r)| r), settings.min_sentences);
        let all: Vec<&Row> = rows.iter().flatten().collect();
        let matrix = vocabulary.matrix(&all);
        let first = rows
            .iter()
            .scan(0, |n, r| {
                *n += r.len();
                Some(*n - r.len())
            })
            .collect();
        Self { data, vocabulary, matrix, first, settings }
    }

    fn fit(&self, training: &[bool]) -> Result<(Linear, Report), TrainError> {
        let k = self.data.labels.len();
        let (mut chosen, mut labels, mut weights) = (Vec::new(), Vec::new(), Vec::new());
        for (a, article) in self.data.articles.iter().enumerate().filter(|(a, _)| training[*a]) {
            for (i, s) in article.sentences.iter().enumerate() {
                let Some(label) = s.label else { continue };
                chosen.push(self.first[a] + i);
                labels.push(label);
                weights.push(s.weight);
            }
        }
        balance(&labels, &mut weights, k, self.settings.balance);
        let x = self.matrix.select(&chosen);
        let settings = softmax::Settings { l2: self.settings.l2, stop: self.settings.stop };
        let (linear, report) = softmax::fit(&x, &labels, &weights, k, self.vocabulary.len(), settings);
        if !report.objective.is_finite() {
            return Err(TrainError::Diverged);
        }
        Ok((linear, report))
    }

    fn probabilities(&self, linear: &Linear, article: usize) -> Vec<f32> {
        let rows = self.first[article]..self.first[article] + self.data.articles[article].sentences.len();
        rows.flat_map(|i| {
            let mut z = linear.logits(&self.matrix, i);
            softmax::softmax(&mut z);
            z.into_iter().map(|p| p as f32)
        })
        .collect()
    }
}

/// Multiplies each weight by `(mean / frequency of its label) ^ strength`.
pub fn balance(labels: &[usize], weights: &mut [f64], k: usize, strength: f64) {
    let mut mass = vec![0.0; k];
    for (&c, w) in labels.iter().zip(weights.iter()) {
        mass[c] += w;
    }
    let present = mass.iter().filter(|&&m| m > 0.0).count().max(1) as f64;
    let mean = mass.iter().sum::<f64>() / present;
    for (&c, w) in labels.iter().zip(weights) {
        *w *= (mean / mass[c].max(f64::MIN_POSITIVE)).powf(strength);
    }
}

struct Held {
    article: usize,
    sentence: usize,
    example: Example,
}

fn examples(data: &Dataset, held_out: &[Vec<f32>]) -> Vec<Held> {
    let k = data.labels.len();
    let of = |(a, article): (usize, &crate::data::Article)| {
        let mut total = vec![0.0; k];
        stage::total(&held_out[a], &mut total);
        let labelled = article.sentences.iter().enumerate().filter_map(|(i, s)| s.label.map(|l| (i, l)));
        labelled
            .map(|(sentence, label)| {
                let mut inputs = Vec::new();
                stage::inputs(&held_out[a], &total, sentence, &mut inputs);
                Held { article: a, sentence, example: Example { inputs, label } }
            })
            .collect::<Vec<_>>()
    };
    data.articles.iter().enumerate().flat_map(of).collect()
}

const ALPHA: f64 = 1.0;

fn dense<'e>(
    examples: impl IntoIterator<Item = &'e Held>,
    k: usize,
    choose: bool,
) -> Result<(Vec<f32>, Vec<f32>), CalibrationError> {
    let examples: Vec<Example> = examples.into_iter().map(|h| h.example.clone()).collect();
    let matrix = calibrate::fit(&examples, k, ALPHA)?;
    if !choose {
        return Ok((matrix, vec![0.0; k]));
    }
    let answers: Vec<Vec<f32>> = examples.iter().map(|e| applied(&matrix, e, k)).collect();
    let labels: Vec<usize> = examples.iter().map(|e| e.label).collect();
    let offsets = calibrate::offsets(&answers, &labels, k);
    Ok((matrix, offsets))
}

fn applied(matrix: &[f32], e: &Example, k: usize) -> Vec<f32> {
    let mut p = vec![0.0; k];
    stage::apply(matrix, &e.inputs, &mut p);
    p
}

/// Answers for every labelled sentence from a dense stage and offsets fitted on the other folds.
fn nested(
    data: &Dataset,
    examples: &[Held],
    folds: &[usize],
    settings: &Settings,
) -> Result<Vec<HeldOut>, CalibrationError> {
    let k = data.labels.len();
    let fitted: Vec<(Vec<f32>, Vec<f32>)> = (0..settings.folds)
        .into_par_iter()
        .map(|f| dense(examples.iter().filter(|h| folds[h.article] != f), k, settings.macro_offsets))
        .collect::<Result<_, _>>()?;
    let answer = |h: &Held| {
        let (matrix, offsets) = &fitted[folds[h.article]];
        let probabilities = applied(matrix, &h.example, k);
        let predicted = sayso::model::decide(&probabilities, offsets);
        HeldOut { article: h.article, sentence: h.sentence, gold: h.example.label, probabilities, predicted }
    };
    Ok(examples.iter().map(answer).collect())
}

fn metadata(data: &Dataset, settings: &Settings, config: Config, confusion: &Confusion, report: &Report) -> Metadata {
    let rounded = |v: f64| (v * 1e4).round() / 1e4;
    let f1: serde_json::Map<String, serde_json::Value> =
        data.labels.iter().enumerate().map(|(c, l)| (l.clone(), json!(rounded(confusion.label(c).f1)))).collect();
    Metadata {
        format: FORMAT,
        name: settings.name.clone(),
        tool: format!("sayso {}", env!("CARGO_PKG_VERSION")),
        labels: data.labels.clone(),
        data_hash: crate::hash::of(data),
        support: support(data),
        unsure: 0.0,
        notes: json!({
            "held_out": {"accuracy": rounded(confusion.accuracy()), "macro_f1": rounded(confusion.macro_f1()), "f1": f1, "folds": settings.folds, "seed": settings.seed},
            "settings": {"l2": settings.l2, "balance": settings.balance, "pieces": settings.pieces, "min_sentences": settings.min_sentences, "max_features": settings.max_features},
            "solver": {"iterations": report.iterations, "converged": report.converged},
            "articles": data.articles.len(),
        }),
        featurizer: config,
    }
}
