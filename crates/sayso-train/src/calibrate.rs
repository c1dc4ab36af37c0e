//! The dense stage, fitted by `linfa-logistic` on held-out probabilities; and decision offsets for macro-F1.
//!
//! Dirichlet calibration: Kull et al., *Beyond temperature scaling* (NeurIPS 2019).

use ndarray::{Array1, Array2};
use sayso::stage;

use crate::metrics::Confusion;
use crate::solver::dense::{self, DenseError};
use crate::validation::HeldOut;

/// The dense stage could not be fitted.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CalibrationError {
    /// `linfa-logistic` gave no solution.
    #[error("fitting the dense stage failed: {0}")]
    Solver(#[from] DenseError),
}

/// One labelled sentence with its held-out context.
#[derive(Debug, Clone)]
pub struct Example {
    /// As [`stage::inputs`] writes them.
    pub inputs: Vec<f32>,
    /// Gold label.
    pub label: usize,
}

/// Fits the stage's matrix (`k x width(k)`). A label without examples keeps the sparse stage's probability.
///
/// # Errors
/// [`CalibrationError`], also where linfa reports success but the result is not finite, all zero, or worse than chance.
pub fn fit(examples: &[Example], k: usize, alpha: f64) -> Result<Vec<f32>, CalibrationError> {
    let present: Vec<usize> = (0..k).filter(|&c| examples.iter().any(|e| e.label == c)).collect();
    if present.len() < 2 || examples.len() < 20 * k {
        return Ok(stage::identity(k));
    }
    let m = stage::width(k) - 1;
    let x = Array2::from_shape_fn((examples.len(), m), |(i, j)| f64::from(examples[i].inputs[j]));
    let y: Array1<usize> = examples.iter().map(|e| e.label).collect();
    let settings = dense::Settings { alpha, max_iterations: 300, gradient_tolerance: 1e-3 };
    let solution = dense::solve(x, y, settings)?;
    let mut matrix = stage::identity(k);
    for (column, &c) in solution.classes.iter().enumerate() {
        let row = &mut matrix[c * (m + 1)..(c + 1) * (m + 1)];
        for (j, w) in row[..m].iter_mut().enumerate() {
            *w = solution.weights[[j, column]] as f32;
        }
        row[m] = solution.intercepts[column] as f32;
    }
    if loss(&matrix, examples, k) >= (k as f64).ln() {
        return Err(DenseError::NoSolution("its loss is not below that of guessing").into());
    }
    Ok(matrix)
}

fn loss(matrix: &[f32], examples: &[Example], k: usize) -> f64 {
    let mut p = vec![0.0; k];
    let one = |e: &Example| {
        stage::apply(matrix, &e.inputs, &mut p);
        -f64::from(p[e.label].max(1e-9)).ln()
    };
    examples.iter().map(one).sum::<f64>() / examples.len() as f64
}

/// Offsets on log probabilities that raise macro-F1 on held-out sentences: coordinate search on a fixed grid, from zero.
/// The first label's offset stays 0.
#[must_use]
pub fn offsets(probabilities: &[Vec<f32>], labels: &[usize], k: usize) -> Vec<f32> {
    let score = |offsets: &[f32]| {
        let mut c = Confusion::new(k);
        for (p, &y) in probabilities.iter().zip(labels) {
            c.add(y, sayso::model::decide(p, offsets));
        }
        c.macro_f1()
    };
    let mut best = vec![0.0f32; k];
    let mut best_score = score(&best);
    for step in [0.8f32, 0.4, 0.2, 0.1, 0.05] {
        for _ in 0..3 {
            let mut improved = false;
            for c in 1..k {
                for d in [-step, step] {
                    let mut tried = best.clone();
                    tried[c] += d;
                    let s = score(&tried);
                    if s > best_score + 1e-5 {
                        (best, best_score, improved) = (tried, s, true);
                    }
                }
            }
            if !improved {
                break;
            }
        }
    }
    best
}

/// For each label the lowest probability from which on its held-out answers are right in `precision` of the cases, not
/// below `least`; 1 if no probability does, so that only certainty counts. A label that is never given has `least`.
#[must_use]
pub fn thresholds(answers: &[HeldOut], k: usize, precision: f64, least: f32) -> Vec<f32> {
    let of = |label: usize| {
        let mut given: Vec<(f32, bool)> = answers
            .iter()
            .filter(|a| a.predicted == label)
            .map(|a| (a.probabilities[label], a.gold == label))
            .collect();
        given.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut lowest = if given.is_empty() { least } else { 1.0 };
        let mut right = 0usize;
        for (n, &(p, is_right)) in given.iter().enumerate() {
            right += usize::from(is_right);
            // Answers of one probability stand or fall together.
            let last_of_equals = given.get(n + 1).is_none_or(|next| next.0 < p);
            if last_of_equals && right as f64 >= precision * (n + 1) as f64 {
                lowest = p;
            }
        }
        lowest.max(least)
    };
    (0..k).map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_little_data_changes_nothing() {
        let one = Example { inputs: vec![0.0; stage::width(2) - 1], label: 0 };
        assert_eq!(fit(&[one], 2, 1.0).unwrap(), stage::identity(2));
    }

    #[test]
    fn recovers_swapped_confidence() {
        // Probabilities that are too sharp come out softer.
        let mut examples = Vec::new();
        for i in 0..4000usize {
            let right = i / 2 % 10 < 7;
            let label = i % 2;
            let z = if right == (label == 0) { 3.0 } else { -3.0 };
            let mut inputs = vec![0.0; stage::width(2) - 1];
            (inputs[0], inputs[1]) = (z, -z);
            examples.push(Example { inputs, label });
        }
        let matrix = fit(&examples, 2, 0.1).unwrap();
        let mut p = vec![0.0; 2];
        stage::apply(&matrix, &examples[0].inputs, &mut p);
        assert!((p.iter().fold(0.0f32, |m, &v| m.max(v)) - 0.7).abs() < 0.02, "{p:?}");
    }

    #[test]
    fn offsets_help_the_rare_label() {
        let probabilities: Vec<Vec<f32>> =
            (0..100).map(|i| if i < 90 { vec![0.9, 0.1] } else { vec![0.6, 0.4] }).collect();
        let labels: Vec<usize> = (0..100).map(|i| usize::from(i >= 90)).collect();
        let o = offsets(&probabilities, &labels, 2);
        assert_eq!(sayso::model::decide(&probabilities[95], &o), 1, "{o:?}");
        assert_eq!(sayso::model::decide(&probabilities[5], &o), 0);
    }

    #[test]
    fn thresholds_reach_the_precision() {
        let answer = |p: f32, gold: usize| HeldOut {
            article: 0,
            sentence: 0,
            gold,
            probabilities: vec![p, 1.0 - p],
            predicted: usize::from(p < 0.5),
        };
        let answers: Vec<HeldOut> =
            [(0.9, 0), (0.8, 0), (0.7, 1), (0.6, 0), (0.55, 1), (0.2, 0)].map(|(p, g)| answer(p, g)).into();
        assert_eq!(thresholds(&answers, 2, 0.7, 0.0), [0.6, 1.0]);
        assert_eq!(thresholds(&answers, 2, 0.99, 0.0)[0], 0.8);
        assert_eq!(thresholds(&answers, 3, 0.7, 0.65), [0.65, 1.0, 0.65]);
    }
}
