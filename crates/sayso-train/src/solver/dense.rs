//! `linfa-logistic` on dense rows: small data, the dense stage, and the oracle of our own solver.
//!
//! Its traps, as of 0.8.1, and what is done about each here:
//!
//! | trap | guard |
//! |---|---|
//! | only dense rows; memory and time grow with rows times columns | [`MAX_CELLS`] |
//! | sample weights are ignored without a word | weights other than 1 are refused |
//! | reaching the most iterations is a success | the gradient at the end is computed and reported |
//! | values near 100 in 32 bits gave all-zero weights as a success | 64 bits; not finite or all zero is an error |
//! | one maximum for the whole batch in log-sum-exp | loss not below that of guessing is an error |
//! | columns follow the classes as they were met | mapped back to ours |
//! | a class without rows has no column | it is left out of the solution and says so |
//! | another width panics in prediction | we predict ourselves |

use linfa::Dataset;
use linfa::traits::Fit;
use linfa_logistic::MultiLogisticRegression;
use ndarray::{Array1, Array2};

use super::lbfgs::{Report, Stop};
use super::softmax::{Labelled, Linear, softmax};
use crate::matrix::Sparse;

/// Most rows times columns: 64-bit numbers that take 400 MB.
pub const MAX_CELLS: usize = 50_000_000;

/// `linfa-logistic` gave no solution.
#[derive(Debug, thiserror::Error, PartialEq)]
#[non_exhaustive]
pub enum DenseError {
    /// It refused.
    #[error("linfa-logistic: {0}")]
    Solver(String),
    /// It returned without an error what is no solution.
    #[error("linfa-logistic reported success, but {0}")]
    NoSolution(&'static str),
    /// Rows times columns are too many.
    #[error(
        "{rows} rows x {columns} features are too many for the dense solver (at most {MAX_CELLS} cells); use --solver \
         sparse, or fewer features (--min-sentences, --pieces 0)"
    )]
    TooLarge {
        /// Rows.
        rows: usize,
        /// Columns.
        columns: usize,
    },
    /// Rows count differently.
    #[error("linfa-logistic knows no weights; use --balance 0 and data without weights, or --solver sparse")]
    Weights,
}

/// Settings of `linfa-logistic`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// L2 strength, in the same unit as our own solver's: the loss is a sum over rows.
    pub alpha: f64,
    /// Most iterations.
    pub max_iterations: u64,
    /// Norm of the gradient below which it stops.
    pub gradient_tolerance: f64,
}

/// Weights of the classes that have rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Solution {
    /// The classes, in the order of the columns of `weights`.
    pub classes: Vec<usize>,
    /// Features x classes.
    pub weights: Array2<f64>,
    /// One per class.
    pub intercepts: Array1<f64>,
}

/// Fits rows `x` with labels `y`.
///
/// # Errors
/// [`DenseError`], also where the solver reports success but the weights are not finite or all zero.
pub fn solve(x: Array2<f64>, y: Array1<usize>, settings: Settings) -> Result<Solution, DenseError> {
    let fitted = MultiLogisticRegression::default()
        .alpha(settings.alpha)
        .max_iterations(settings.max_iterations)
        .gradient_tolerance(settings.gradient_tolerance)
        .fit(&Dataset::new(x, y))
        .map_err(|e| DenseError::Solver(e.to_string()))?;
    let solution = Solution {
        classes: fitted.classes().to_vec(),
        weights: fitted.params().clone(),
        intercepts: fitted.intercept().clone(),
    };
    if !solution.weights.iter().chain(&solution.intercepts).all(|w| w.is_finite()) {
        return Err(DenseError::NoSolution("a weight is not finite"));
    }
    if solution.weights.iter().all(|&w| w == 0.0) {
        return Err(DenseError::NoSolution("all weights are zero"));
    }
    Ok(solution)
}

/// Logit of a class that no row had: its probability is 0 for all that matters.
const NEVER: f32 = -30.0;

/// Fits sparse rows as dense ones; as [`super::softmax::fit`], for small data.
///
/// # Errors
/// [`DenseError`]; `report.converged` says whether the gradient at the end is small.
pub fn fit(
    data: Labelled<'_>,
    classes: usize,
    width: usize,
    l2: f64,
    stop: Stop,
) -> Result<(Linear, Report), DenseError> {
    let rows = data.labels.len();
    if rows.saturating_mul(width) > MAX_CELLS {
        return Err(DenseError::TooLarge { rows, columns: width });
    }
    if data.weights.iter().any(|&w| w != 1.0) {
        return Err(DenseError::Weights);
    }
    let mut x = Array2::zeros((rows, width));
    for i in 0..rows {
        for (c, v) in data.rows.row(i) {
            x[[i, c]] = f64::from(v);
        }
    }
    let tolerance = 1e-5 * (rows as f64).sqrt();
    let settings = Settings { alpha: l2, max_iterations: stop.max_iterations as u64, gradient_tolerance: tolerance };
    let solution = solve(x, data.labels.iter().copied().collect(), settings)?;
    let mut linear = Linear { classes, weights: vec![0.0; width * classes], intercepts: vec![NEVER; classes] };
    for (column, &class) in solution.classes.iter().enumerate() {
        for feature in 0..width {
            linear.weights[feature * classes + class] = solution.weights[[feature, column]] as f32;
        }
        linear.intercepts[class] = solution.intercepts[column] as f32;
    }
    if linear.loss(data) >= (solution.classes.len() as f64).ln() {
        return Err(DenseError::NoSolution("its loss is not below that of guessing"));
    }
    let report = report(data, &solution, width, l2);
    Ok((linear, report))
}

/// A component of the gradient, per row, above which the solution has not converged.
const LARGE: f64 = 1e-3;

/// Objective and gradient at a solution: what `linfa-logistic` does not tell.
fn report(data: Labelled<'_>, solution: &Solution, width: usize, l2: f64) -> Report {
    let k = solution.classes.len();
    let mut gradient = &solution.weights * l2;
    let mut bias = Array1::<f64>::zeros(k);
    let mut loss = 0.5 * l2 * solution.weights.iter().map(|w| w * w).sum::<f64>();
    for (i, label) in data.labels.iter().enumerate() {
        let mut z = solution.intercepts.to_vec();
        for (c, v) in data.rows.row(i) {
            z.iter_mut().enumerate().for_each(|(j, z)| *z += f64::from(v) * solution.weights[[c, j]]);
        }
        let own = solution.classes.iter().position(|c| c == label).unwrap_or_default();
        let before = z[own];
        loss += softmax(&mut z) - before;
        z[own] -= 1.0;
        for (j, r) in z.iter().enumerate() {
            bias[j] += r;
            data.rows.row(i).for_each(|(c, v)| gradient[[c, j]] += f64::from(v) * r);
        }
    }
    debug_assert_eq!(gradient.nrows(), width);
    let largest = gradient.iter().chain(&bias).fold(0.0f64, |m, g| m.max(g.abs()));
    let converged = largest <= LARGE * (data.labels.len().max(1) as f64).sqrt();
    Report { iterations: 0, objective: loss, gradient: largest, converged, stopped_early: false }
}

/// Rows of a dense matrix as sparse ones.
#[must_use]
pub fn sparse(x: &Array2<f64>) -> Sparse {
    let mut out = Sparse { offsets: vec![0], ..Sparse::default() };
    for row in x.rows() {
        for (c, &v) in row.iter().enumerate().filter(|(_, v)| **v != 0.0) {
            out.indices.push(c as u32);
            out.values.push(v as f32);
        }
        out.offsets.push(out.indices.len());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::softmax::{self, Course};
    use super::*;

    /// Dense rows of `k` overlapping clouds.
    fn clouds(n: usize, width: usize, k: usize, scale: f32) -> (Sparse, Vec<usize>) {
        let mut state = 11u64;
        let mut next = move || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 40) as f32 / (1u64 << 24) as f32 - 0.5
        };
        let labels: Vec<usize> = (0..n).map(|i| i % k).collect();
        let x = Array2::from_shape_fn((n, width), |(i, j)| {
            f64::from(scale * (next() + if j % k == labels[i] { 0.25 } else { 0.0 }))
        });
        (sparse(&x), labels)
    }

    fn data<'a>(rows: &'a Sparse, labels: &'a [usize], weights: &'a [f64]) -> Labelled<'a> {
        Labelled { rows, labels, weights }
    }

    #[test]
    fn both_solvers_reach_the_same_solution() {
        for (n, width, k, scale, l2) in [(300, 6, 2, 1.0, 1.0), (400, 10, 4, 1.0, 0.1), (200, 5, 3, 40.0, 0.01)] {
            let (rows, labels) = clouds(n, width, k, scale);
            let ones = vec![1.0; n];
            let data = data(&rows, &labels, &ones);
            let stop = Stop { max_iterations: 5000, tolerance: 1e-14 };
            let (ours, our) = softmax::fit(
                data,
                k,
                width,
                softmax::Settings { l2, loss: softmax::Loss::Logistic, l1: 0.0, stop },
                Course::default(),
            );
            let (theirs, their) = fit(data, k, width, l2, stop).unwrap();
            assert!(our.converged && their.converged, "{our:?} {their:?}");
            let relative = (our.objective - their.objective).abs() / their.objective;
            assert!(relative < 1e-6, "{relative}");
            for i in 0..n {
                let (mut p, mut q) = (ours.logits(&rows, i), theirs.logits(&rows, i));
                softmax(&mut p);
                softmax(&mut q);
                assert!(p.iter().zip(&q).all(|(p, q)| (p - q).abs() < 1e-4), "{p:?} {q:?}");
            }
        }
    }

    #[test]
    fn classes_are_ours_whatever_their_order_and_absence() {
        let (rows, labels) = clouds(120, 6, 3, 4.0);
        // Class 2 first, class 1 never.
        let labels: Vec<usize> = labels.iter().map(|l| [2, 0, 3][*l]).collect();
        let ones = vec![1.0; 120];
        let stop = Stop { max_iterations: 500, tolerance: 1e-9 };
        let (linear, _) = fit(data(&rows, &labels, &ones), 4, 6, 0.1, stop).unwrap();
        let right = |i: usize| {
            let z = linear.logits(&rows, i);
            (0..4).max_by(|&a, &b| z[a].total_cmp(&z[b])) == Some(labels[i])
        };
        assert!((0..120).filter(|&i| right(i)).count() > 70);
        assert!((0..120).all(|i| linear.logits(&rows, i)[1] < -20.0));
    }

    #[test]
    fn stopping_short_is_told() {
        let (rows, labels) = clouds(200, 6, 3, 30.0);
        let ones = vec![1.0; 200];
        let short = Stop { max_iterations: 1, tolerance: 1e-9 };
        match fit(data(&rows, &labels, &ones), 3, 6, 1e-3, short) {
            Ok((_, report)) => assert!(!report.converged, "{report:?}"),
            Err(error) => assert!(matches!(error, DenseError::NoSolution(_)), "{error}"),
        }
    }

    #[test]
    fn weights_and_size_are_refused() {
        let (rows, labels) = clouds(20, 4, 2, 1.0);
        let stop = Stop { max_iterations: 10, tolerance: 1e-9 };
        let mut weights = vec![1.0; 20];
        assert!(matches!(
            fit(data(&rows, &labels, &weights), 2, 10_000_000, 1.0, stop),
            Err(DenseError::TooLarge { rows: 20, .. })
        ));
        weights[3] = 2.0;
        assert_eq!(fit(data(&rows, &labels, &weights), 2, 4, 1.0, stop).unwrap_err(), DenseError::Weights);
    }

    #[test]
    fn values_that_are_not_finite_are_an_error() {
        let (mut rows, labels) = clouds(20, 4, 2, 1.0);
        rows.values[0] = f32::NAN;
        let stop = Stop { max_iterations: 10, tolerance: 1e-9 };
        assert!(fit(data(&rows, &labels, &[1.0; 20]), 2, 4, 1.0, stop).is_err());
    }
}
