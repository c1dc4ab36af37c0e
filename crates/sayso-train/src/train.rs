//! The whole training: features, sparse stage, held-out logits by article, dense stage, decision offsets, model file.

use sayso::format::{FORMAT, Metadata, Parts};
use sayso_featurizer::featurizer::{Config, Featurizer};
use serde_json::{Value, json};

use crate::calibrate;
use crate::data::Dataset;
use crate::metrics::Confusion;
use crate::problem::{Guide, Problem};
use crate::prune::{self, Pruned};
use crate::rows;
pub use crate::settings::{Settings, Solver, TrainError, Validation, check, support};
use crate::solver::lbfgs::Report;
use crate::solver::softmax::Linear;
use crate::subword;
pub use crate::validation::HeldOut;
use crate::validation::{self, Split};

/// A trained model and the account of its training.
#[derive(Debug, Clone)]
pub struct Trained {
    /// The model's parts, ready to be written.
    pub parts: Parts,
    /// How the solver ended on all the data.
    pub report: Report,
    /// Held-out confusion of the whole pipeline (dense stage and offsets fitted on other folds).
    pub held_out: Confusion,
    /// Held-out answers, one entry per labelled sentence that was held out, in order.
    pub predictions: Vec<HeldOut>,
    /// Features before pruning, and held-out accuracy lost by it.
    pub pruned: Pruned,
}

/// Progress of a training, in steps done of all.
pub type Progress<'a> = &'a (dyn Fn(&str, usize, usize) + Sync);

/// Trains a model. The result depends on the data and the settings alone, not on the number of threads.
///
/// # Errors
/// [`TrainError`] if the settings do not fit the data or a stage cannot be fitted.
pub fn train(data: &Dataset, settings: &Settings, progress: Progress<'_>) -> Result<Trained, TrainError> {
    check(data, settings)?;
    let split = Split::new(data, settings)?;
    let steps = split.fits + 3;
    progress("features", 0, steps);
    let (config, problem) = problem(data, settings)?;
    let fitted = fits(&problem, settings, &split, &|what, done| progress(what, done, steps))?;
    progress("dense stage", steps - 1, steps);
    let k = data.labels.len();
    let examples = validation::examples(data, &fitted.held_out);
    let (stage, offsets) = validation::dense(&examples, k, settings.macro_offsets)?;
    let predictions = validation::nested(k, &examples, &split, settings.macro_offsets, &|_| true)?;
    let confusion = validation::confusion(&predictions, k);
    let Fitted { linear, report, .. } = fitted;
    let (pruned, ids, weights, scales) =
        prune::prune(&problem.design.vocabulary, &linear, settings.max_features, settings.narrow);
    progress("done", steps, steps);
    let account = Account { confusion: &confusion, report: &report, predictions: &predictions };
    let metadata = metadata(data, settings, config, &account);
    let parts = Parts { metadata, ids, weights, scales, intercepts: linear.intercepts, stage, offsets };
    Ok(Trained { parts, report, held_out: confusion, predictions, pruned })
}

/// The configuration with its pieces, and the rows.
pub(crate) fn problem<'d>(data: &'d Dataset, settings: &Settings) -> Result<(Config, Problem<'d>), TrainError> {
    let config = configured(data, settings)?;
    let featurizer = Featurizer::new(&config)?;
    let design = rows::design(data, &featurizer, settings.min_sentences, settings.copies() > 0.0);
    Ok((config, Problem::new(data, design)))
}

fn configured(data: &Dataset, settings: &Settings) -> Result<Config, TrainError> {
    let mut config = settings.config.clone();
    if settings.pieces > 0 && config.pieces.is_empty() {
        let texts = data.articles.iter().flat_map(|a| &a.sentences).filter(|s| s.label.is_some());
        config.pieces = subword::train(texts.map(|s| s.text.as_str()), settings.pieces)?;
    }
    Ok(config)
}

/// All fits of a training.
struct Fitted {
    /// On all data.
    linear: Linear,
    report: Report,
    /// Probabilities of the articles that were held out, empty for the others.
    held_out: Vec<Vec<f32>>,
}

fn fits(
    problem: &Problem<'_>,
    settings: &Settings,
    split: &Split,
    progress: &dyn Fn(&str, usize),
) -> Result<Fitted, TrainError> {
    let everything = vec![true; problem.data.articles.len()];
    let start = settings.start.as_ref().map(|m| problem.start(m)).transpose()?;
    if !matches!(settings.validation, Validation::Part(_)) {
        progress("all data", 1);
        let guide = Guide { start: start.as_ref(), ..Guide::default() };
        let (linear, report) = problem.fit(settings, &everything, guide)?;
        let (held_out, _) = held_out(problem, settings, split, &|_| true, &|fold| progress("fold", 2 + fold))?;
        return Ok(Fitted { linear, report, held_out });
    }
    progress("without the held-out part", 1);
    let apart: Vec<bool> = split.fit.iter().map(Option::is_some).collect();
    let rest: Vec<bool> = apart.iter().map(|a| !a).collect();
    let guide = Guide { watched: settings.early_stop.then_some(apart.as_slice()), ..Guide::default() };
    let (without, first) = problem.fit(settings, &rest, guide)?;
    let held_out =
        (0..apart.len()).map(|a| if apart[a] { problem.probabilities(&without, a) } else { Vec::new() }).collect();
    progress("all data", 2);
    let guide = match start {
        // As many iterations as were best for the articles kept apart.
        _ if first.stopped_early => {
            let iterations = first.iterations.saturating_sub(crate::solver::softmax::PATIENCE).max(1);
            Guide { iterations: Some(iterations), ..Guide::default() }
        }
        Some(ref start) => Guide { start: Some(start), ..Guide::default() },
        None => Guide { start: Some(&without), ..Guide::default() },
    };
    let (linear, mut report) = problem.fit(settings, &everything, guide)?;
    report.stopped_early = first.stopped_early;
    Ok(Fitted { linear, report, held_out })
}

/// Probabilities of held-out articles, from fits on the others that `keep` lets in, and how these fits ended.
pub(crate) fn held_out(
    problem: &Problem<'_>,
    settings: &Settings,
    split: &Split,
    keep: &dyn Fn(usize) -> bool,
    progress: &dyn Fn(usize),
) -> Result<(Vec<Vec<f32>>, Vec<Report>), TrainError> {
    let mut reports = Vec::with_capacity(split.fits);
    let mut held_out = vec![Vec::new(); problem.data.articles.len()];
    for fit in 0..split.fits {
        progress(fit);
        let training: Vec<bool> = split.fit.iter().enumerate().map(|(a, &f)| f != Some(fit) && keep(a)).collect();
        let (linear, report) = problem.fit(settings, &training, Guide::default())?;
        reports.push(report);
        for (a, p) in held_out.iter_mut().enumerate().filter(|(a, _)| split.fit[*a] == Some(fit)) {
            *p = problem.probabilities(&linear, a);
        }
    }
    Ok((held_out, reports))
}

/// What is told of a training.
struct Account<'a> {
    confusion: &'a Confusion,
    report: &'a Report,
    predictions: &'a [HeldOut],
}

fn metadata(data: &Dataset, settings: &Settings, config: Config, account: &Account<'_>) -> Metadata {
    let rounded = |v: f64| (v * 1e4).round() / 1e4;
    let Account { confusion, report, predictions } = account;
    let f1: serde_json::Map<String, Value> =
        data.labels.iter().enumerate().map(|(c, l)| (l.clone(), json!(rounded(confusion.label(c).f1)))).collect();
    let mut notes = json!({
        "held_out": {"accuracy": rounded(confusion.accuracy()), "macro_f1": rounded(confusion.macro_f1()), "f1": f1, "folds": settings.folds, "seed": settings.seed},
        "settings": {"l2": settings.l2, "balance": settings.balance, "isolated": settings.copies(), "pieces": settings.pieces, "min_sentences": settings.min_sentences, "max_features": settings.max_features},
        "solver": {"iterations": report.iterations, "converged": report.converged},
        "articles": data.articles.len(),
    });
    more_notes(&mut notes, settings, report);
    Metadata {
        format: FORMAT,
        name: settings.name.clone(),
        tool: format!("sayso {}", env!("CARGO_PKG_VERSION")),
        labels: data.labels.clone(),
        data_hash: crate::hash::of(data),
        support: support(data),
        unsure: settings.unsure,
        thresholds: if settings.precision > 0.0 {
            calibrate::thresholds(predictions, data.labels.len(), settings.precision, settings.unsure)
        } else {
            Vec::new()
        },
        notes,
        featurizer: config,
    }
}

/// What differs from the defaults, so that a default training writes what it always wrote.
fn more_notes(notes: &mut Value, settings: &Settings, report: &Report) {
    let plain = Settings::default();
    let mut set = |section: &str, key: &str, value: Value| notes[section][key] = value;
    if settings.l1 != plain.l1 {
        set("settings", "l1", json!(settings.l1));
    }
    if settings.loss != plain.loss {
        set("settings", "loss", json!(settings.loss.as_str()));
    }
    if settings.weighting != plain.weighting {
        set("settings", "weighting", json!(settings.weighting.as_str()));
    }
    if settings.solver != plain.solver {
        set("settings", "solver", json!("linfa"));
    }
    if settings.precision != plain.precision {
        set("settings", "precision", json!(settings.precision));
    }
    if settings.start.is_some() {
        set("settings", "warm_start", json!(true));
    }
    if report.stopped_early {
        set("solver", "stopped_early", json!(true));
    }
    match &settings.validation {
        Validation::Folds => {}
        Validation::Part(share) => {
            set("held_out", "share", json!(share));
            set("held_out", "folds", Value::Null);
        }
        Validation::Groups(field) => {
            set("held_out", "group_by", json!(field));
            set("held_out", "folds", Value::Null);
        }
    }
}
