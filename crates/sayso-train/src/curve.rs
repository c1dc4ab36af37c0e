//! Curves over a threshold on the confidence: precision against recall, accuracy against coverage, and confidence
//! against accuracy.

use serde::Serialize;

/// A point of a precision-recall curve: what holds if everything that scores at least `threshold` is taken.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct RecallPoint {
    /// The score.
    pub threshold: f64,
    /// Correct among taken.
    pub precision: f64,
    /// Taken among correct.
    pub recall: f64,
}

/// The precision-recall curve of `(score, is it correct?)`, from the highest threshold to the lowest; a point for every
/// different score. Without anything correct it is empty.
///
/// ```
/// use sayso_train::curve::{average_precision, precision_recall};
/// let curve = precision_recall(&[(0.9, true), (0.5, false), (0.4, true)]);
/// assert_eq!(curve.len(), 3);
/// assert!((average_precision(&curve) - (0.5 + 0.5 * 2.0 / 3.0)).abs() < 1e-12);
/// ```
#[must_use]
pub fn precision_recall(scored: &[(f64, bool)]) -> Vec<RecallPoint> {
    let all = scored.iter().filter(|(_, correct)| *correct).count();
    if all == 0 {
        return Vec::new();
    }
    let point = |threshold, taken: usize, right: usize| RecallPoint {
        threshold,
        precision: right as f64 / taken as f64,
        recall: right as f64 / all as f64,
    };
    steps(scored).into_iter().map(|(threshold, taken, right)| point(threshold, taken, right)).collect()
}

/// Mean of the precisions, each weighted by the recall it gained (Manning, Raghavan and Schütze, *Introduction to
/// information retrieval*, 2008, chapter 8); 0 for an empty curve.
#[must_use]
pub fn average_precision(curve: &[RecallPoint]) -> f64 {
    let before = std::iter::once(0.0).chain(curve.iter().map(|p| p.recall));
    curve.iter().zip(before).map(|(p, before)| (p.recall - before) * p.precision).sum()
}

/// A point of a coverage-accuracy curve: what holds if only answers of at least `threshold` are given.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct CoveragePoint {
    /// Probability of the answer.
    pub threshold: f64,
    /// Share of the sentences that get an answer.
    pub coverage: f64,
    /// Share of these that is right.
    pub accuracy: f64,
}

/// How accuracy falls as more sentences get an answer, from `(probability of the answer, is it right?)` (El-Yaniv and
/// Wiener, *On the foundations of noise-free selective classification*, 2010); a point for every different probability.
#[must_use]
pub fn coverage(answers: &[(f64, bool)]) -> Vec<CoveragePoint> {
    let point = |(threshold, given, right): (f64, usize, usize)| CoveragePoint {
        threshold,
        coverage: given as f64 / answers.len() as f64,
        accuracy: right as f64 / given as f64,
    };
    steps(answers).into_iter().map(point).collect()
}

/// For every different score from high to low: the score, how many reach it, how many of these are true.
fn steps(scored: &[(f64, bool)]) -> Vec<(f64, usize, usize)> {
    let mut sorted = scored.to_vec();
    sorted.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut steps: Vec<(f64, usize, usize)> = Vec::new();
    let mut right = 0;
    for (i, (score, correct)) in sorted.into_iter().enumerate() {
        right += usize::from(correct);
        match steps.last_mut() {
            Some(last) if last.0 == score => *last = (score, i + 1, right),
            _ => steps.push((score, i + 1, right)),
        }
    }
    steps
}

/// At most `most` of the points, evenly spaced, with the first and the last, so that a long curve can be drawn.
#[must_use]
pub fn thinned<P: Copy>(points: &[P], most: usize) -> Vec<P> {
    if points.len() <= most || most < 2 {
        return points.to_vec();
    }
    (0..most).map(|i| points[i * (points.len() - 1) / (most - 1)]).collect()
}

/// A bin of a reliability diagram.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Bin {
    /// Where it begins.
    pub from: f64,
    /// Where it ends; that is part of it.
    pub to: f64,
    /// Answers in it.
    pub count: usize,
    /// Their mean probability.
    pub confidence: f64,
    /// Share of them that is right.
    pub accuracy: f64,
}

/// Bins of a reliability diagram.
pub const BINS: usize = 10;

/// Confidence and accuracy in ten equal bins over the probability of the answer (Guo et al., *On calibration of modern
/// neural networks*, 2017). A bin includes its upper end. Both figures are 0 in an empty bin.
#[must_use]
pub fn reliability(answers: &[(f64, bool)]) -> Vec<Bin> {
    let edge = |bin: usize| bin as f64 / BINS as f64;
    let mut bins: Vec<Bin> =
        (0..BINS).map(|b| Bin { from: edge(b), to: edge(b + 1), count: 0, confidence: 0.0, accuracy: 0.0 }).collect();
    for &(probability, right) in answers {
        let below = bins.partition_point(|b| b.to < probability);
        let bin = &mut bins[below.min(BINS - 1)];
        bin.count += 1;
        bin.confidence += probability;
        bin.accuracy += f64::from(u8::from(right));
    }
    for bin in bins.iter_mut().filter(|b| b.count > 0) {
        bin.confidence /= bin.count as f64;
        bin.accuracy /= bin.count as f64;
    }
    bins
}

/// Mean distance between confidence and accuracy over the bins, weighted by their sizes: the expected calibration error
/// (Naeini et al., *Obtaining well calibrated probabilities using Bayesian binning*, 2015).
#[must_use]
pub fn calibration_error(bins: &[Bin]) -> f64 {
    let total = bins.iter().map(|b| b.count).sum::<usize>().max(1) as f64;
    bins.iter().map(|b| b.count as f64 * (b.confidence - b.accuracy).abs() / total).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_scores_are_one_point() {
        let curve = precision_recall(&[(0.5, true), (0.5, false), (0.2, true)]);
        assert_eq!(curve[0], RecallPoint { threshold: 0.5, precision: 0.5, recall: 0.5 });
        assert_eq!(curve.len(), 2);
        assert!(precision_recall(&[(0.5, false)]).is_empty() && average_precision(&[]) == 0.0);
    }

    #[test]
    fn accuracy_by_coverage() {
        let points = coverage(&[(0.9, true), (0.6, false)]);
        assert_eq!(points.iter().map(|p| (p.coverage, p.accuracy)).collect::<Vec<_>>(), [(0.5, 1.0), (1.0, 0.5)]);
        assert!(coverage(&[]).is_empty());
    }

    #[test]
    fn thin_curves_keep_their_ends() {
        let all: Vec<usize> = (0..1000).collect();
        let thin = thinned(&all, 5);
        assert_eq!((thin[0], thin[4], thin.len()), (0, 999, 5));
        assert_eq!(thinned(&all[..3], 5), [0, 1, 2]);
    }

    #[test]
    fn bins_of_known_cases() {
        let bins = reliability(&[(0.75, true), (0.75, true), (0.75, true), (0.75, false), (1.0, false)]);
        assert_eq!((bins[7].count, bins[7].accuracy, bins[9].count), (4, 0.75, 1));
        assert!((calibration_error(&bins) - 0.2).abs() < 1e-12);
        assert!(calibration_error(&reliability(&[])).abs() < 1e-12);
    }
}
