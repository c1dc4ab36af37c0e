//! How good would a model be? Answers for articles that no fit has seen, without a model at the end.

use sayso_featurizer::hash;

use crate::data::{Article, Dataset};
use crate::metrics::Confusion;
use crate::problem::Problem;
use crate::settings::{Settings, TrainError, check};
use crate::solver::lbfgs::Report;
use crate::train::{self, Progress};
use crate::validation::{self, HeldOut, Split};

/// Held-out answers of a whole data set.
#[derive(Debug, Clone)]
pub struct CrossValidation {
    /// Answers, one per labelled sentence that was held out, in order.
    pub predictions: Vec<HeldOut>,
    /// Which articles were held out together.
    pub split: Split,
    /// How the fits ended.
    pub reports: Vec<Report>,
}

impl CrossValidation {
    /// Counts over all answers.
    #[must_use]
    pub fn confusion(&self, labels: usize) -> Confusion {
        validation::confusion(&self.predictions, labels)
    }

    /// Counts fold by fold.
    #[must_use]
    pub fn by_fold(&self, labels: usize) -> Vec<Confusion> {
        let mut folds = vec![Confusion::new(labels); self.split.folds];
        self.predictions.iter().for_each(|p| folds[self.split.fold[p.article]].add(p.gold, p.predicted));
        folds
    }
}

/// Cross-validates as the settings' validation says.
///
/// # Errors
/// As [`train::train`].
pub fn cross_validate(
    data: &Dataset,
    settings: &Settings,
    progress: Progress<'_>,
) -> Result<CrossValidation, TrainError> {
    check(data, settings)?;
    let split = Split::new(data, settings)?;
    let steps = split.fits + 1;
    progress("features", 0, steps);
    let (_, problem) = train::problem(data, settings)?;
    let answered = answers(&problem, settings, split, &|_| true, &|fold| progress("fold", 1 + fold, steps))?;
    progress("done", steps, steps);
    Ok(answered)
}

/// Answers from fits on the articles that `keep` lets in.
pub(crate) fn answers(
    problem: &Problem<'_>,
    settings: &Settings,
    split: Split,
    keep: &(dyn Fn(usize) -> bool + Sync),
    progress: &dyn Fn(usize),
) -> Result<CrossValidation, TrainError> {
    let (held_out, reports) = train::held_out(problem, settings, &split, keep, progress)?;
    let examples = validation::examples(problem.data, &held_out);
    let k = problem.data.labels.len();
    let predictions = validation::nested(k, &examples, &split, settings.macro_offsets, keep)?;
    Ok(CrossValidation { predictions, split, reports })
}

/// One point of a learning curve.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// Share of the articles that fits were allowed to see.
    pub share: f64,
    /// Labelled sentences behind a fit, on average over the fits.
    pub sentences: usize,
    /// Counts over all held-out answers.
    pub confusion: Confusion,
}

/// The same cross-validation with less data to learn from; every point is measured on all articles.
///
/// The smaller sets are parts of the larger ones, and which articles they hold depends on ids and seed alone.
///
/// # Errors
/// As [`train::train`].
pub fn learning_curve(
    data: &Dataset,
    settings: &Settings,
    shares: &[f64],
    progress: Progress<'_>,
) -> Result<Vec<Point>, TrainError> {
    check(data, settings)?;
    let split = Split::new(data, settings)?;
    let steps = shares.len() * split.fits + 1;
    progress("features", 0, steps);
    let (_, problem) = train::problem(data, settings)?;
    let rank: Vec<f64> = data.articles.iter().map(|a| rank(a, settings.seed)).collect();
    let mut curve = Vec::with_capacity(shares.len());
    for (i, &share) in shares.iter().enumerate() {
        let keep = |a: usize| rank[a] < share;
        let step = |fold: usize| progress("fold", 1 + i * split.fits + fold, steps);
        let answered = answers(&problem, settings, split.clone(), &keep, &step)?;
        let labelled = |a: &Article| a.sentences.iter().filter(|s| s.label.is_some()).count();
        let seen = |fit: usize| {
            let allowed = (0..rank.len()).filter(|&a| keep(a) && split.fit[a] != Some(fit));
            allowed.map(|a| labelled(&data.articles[a])).sum::<usize>()
        };
        let sentences = (0..split.fits).map(seen).sum::<usize>() / split.fits.max(1);
        curve.push(Point { share, sentences, confusion: answered.confusion(data.labels.len()) });
    }
    progress("done", steps, steps);
    Ok(curve)
}

/// A number from 0 to below 1, evenly spread over articles.
fn rank(article: &Article, seed: u64) -> f64 {
    const BITS: u32 = 53;
    let h = hash::combine(hash::combine(hash::of(article.id.as_bytes()), seed), 0x6375_7276);
    (h >> (64 - BITS)) as f64 / (1u64 << BITS) as f64
}
