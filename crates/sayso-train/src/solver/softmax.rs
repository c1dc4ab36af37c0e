//! Multinomial logistic regression on sparse rows.
//!
//! Minimises `sum_i w_i (log sum_k exp z_ik - z_iy) + l2/2 |W|^2` with `z = X W + b`; the intercepts `b` are not
//! regularised. The optimiser sees each weight in units of its own curvature (a diagonal preconditioner), since rare and
//! common features differ by orders of magnitude. Rows are scored in parallel, then the gradient is gathered column by column, each column in row order:
//! the result does not depend on the number of threads.

use rayon::prelude::*;

use super::lbfgs::{Objective, Report, Stop, minimize};
use crate::matrix::Sparse;

/// A fitted model: `weights[feature * classes + class]`, one intercept per class.
#[derive(Debug, Clone)]
pub struct Linear {
    /// Number of classes.
    pub classes: usize,
    /// Row-major, features x classes.
    pub weights: Vec<f32>,
    /// One per class.
    pub intercepts: Vec<f32>,
}

impl Linear {
    /// Logits of row `i` of `x`.
    #[must_use]
    pub fn logits(&self, x: &Sparse, i: usize) -> Vec<f64> {
        let mut z: Vec<f64> = self.intercepts.iter().map(|&b| f64::from(b)).collect();
        for (c, v) in x.row(i) {
            let w = &self.weights[c * self.classes..(c + 1) * self.classes];
            for (z, w) in z.iter_mut().zip(w) {
                *z += f64::from(v * w);
            }
        }
        z
    }
}

/// Training settings.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// L2 strength (the inverse of scikit-learn's C).
    pub l2: f64,
    /// When to stop.
    pub stop: Stop,
}

struct Problem<'a> {
    rows: &'a Sparse,
    columns: &'a Sparse,
    labels: &'a [usize],
    weights: &'a [f64],
    classes: usize,
    l2: f64,
    /// Unit of each column's weights and, last, of the intercepts.
    units: Vec<f64>,
}

/// Turns logits into probabilities in place and returns log-sum-exp.
pub fn softmax(z: &mut [f64]) -> f64 {
    let max = z.iter().fold(f64::NEG_INFINITY, |m, &v| m.max(v));
    let mut sum = 0.0;
    for v in z.iter_mut() {
        *v = (*v - max).exp();
        sum += *v;
    }
    for v in z.iter_mut() {
        *v /= sum;
    }
    max + sum.ln()
}

const ROWS: usize = 512;
const COLUMNS: usize = 2048;

impl Problem<'_> {
    /// Losses per chunk of rows and the residuals `w (p - y)`.
    fn residuals(&self, x: &[f64]) -> (f64, Vec<f32>) {
        let k = self.classes;
        let d = self.columns.len();
        let bias = &x[d * k..];
        let mut residuals = vec![0f32; self.rows.len() * k];
        let losses: Vec<f64> = residuals
            .par_chunks_mut(ROWS * k)
            .enumerate()
            .map(|(chunk, out)| {
                let mut loss = 0.0;
                let mut z = vec![0.0; k];
                for (r, out) in out.chunks_mut(k).enumerate() {
                    let i = chunk * ROWS + r;
                    z.copy_from_slice(bias);
                    for (c, v) in self.rows.row(i) {
                        let w = &x[c * k..(c + 1) * k];
                        for (z, w) in z.iter_mut().zip(w) {
                            *z += f64::from(v) * w;
                        }
                    }
                    let own = z[self.labels[i]];
                    let log_sum = softmax(&mut z);
                    loss += self.weights[i] * (log_sum - own);
                    z[self.labels[i]] -= 1.0;
                    for (o, z) in out.iter_mut().zip(&z) {
                        *o = (self.weights[i] * z) as f32;
                    }
                }
                loss
            })
            .collect();
        (losses.iter().sum(), residuals)
    }
}

/// Typical curvature of the logistic loss in a logit: p (1 - p) at p = 0.7.
const CURVATURE: f64 = 0.2;

/// `1 / sqrt(l2 + curvature * sum of squares)` per column; the intercepts' column is all ones.
fn units(columns: &Sparse, weights: &[f64], l2: f64) -> Vec<f64> {
    let mut units: Vec<f64> = (0..columns.len())
        .into_par_iter()
        .map(|c| {
            let squares: f64 = columns.row(c).map(|(r, v)| weights[r] * f64::from(v) * f64::from(v)).sum();
            (l2 + CURVATURE * squares).sqrt().recip()
        })
        .collect();
    units.push((CURVATURE * weights.iter().sum::<f64>()).max(f64::MIN_POSITIVE).sqrt().recip());
    units
}

fn scale(x: &[f64], units: &[f64], k: usize, out: &mut [f64]) {
    out.par_chunks_mut(k * COLUMNS).zip(x.par_chunks(k * COLUMNS)).zip(units.par_chunks(COLUMNS)).for_each(
        |((o, x), u)| {
            for ((o, x), u) in o.chunks_mut(k).zip(x.chunks(k)).zip(u) {
                for (o, x) in o.iter_mut().zip(x) {
                    *o = x * u;
                }
            }
        },
    );
}

impl Objective for Problem<'_> {
    fn evaluate(&self, scaled: &[f64], gradient: &mut [f64]) -> f64 {
        let mut x = vec![0.0; scaled.len()];
        scale(scaled, &self.units, self.classes, &mut x);
        let value = self.plain(&x, gradient);
        let plain = gradient.to_vec();
        scale(&plain, &self.units, self.classes, gradient);
        value
    }
}

impl Problem<'_> {
    /// Value and gradient in the weights themselves.
    fn plain(&self, x: &[f64], gradient: &mut [f64]) -> f64 {
        let k = self.classes;
        let d = self.columns.len();
        let (loss, residuals) = self.residuals(x);
        let (weights, bias) = gradient.split_at_mut(d * k);
        let penalties: Vec<f64> = weights
            .par_chunks_mut(COLUMNS * k)
            .enumerate()
            .map(|(chunk, out)| {
                let mut penalty = 0.0;
                for (c, out) in out.chunks_mut(k).enumerate() {
                    let column = chunk * COLUMNS + c;
                    let w = &x[column * k..(column + 1) * k];
                    for (o, w) in out.iter_mut().zip(w) {
                        *o = self.l2 * w;
                        penalty += w * w;
                    }
                    for (row, v) in self.columns.row(column) {
                        let r = &residuals[row * k..(row + 1) * k];
                        for (o, r) in out.iter_mut().zip(r) {
                            *o += f64::from(v * r);
                        }
                    }
                }
                penalty
            })
            .collect();
        bias.fill(0.0);
        for r in residuals.chunks(k) {
            for (b, r) in bias.iter_mut().zip(r) {
                *b += f64::from(*r);
            }
        }
        loss + 0.5 * self.l2 * penalties.iter().sum::<f64>()
    }
}

/// Fits by L-BFGS. `labels[i] < classes`; `weights[i]` is the weight of row `i`; `width` is the number of columns.
#[must_use]
pub fn fit(
    rows: &Sparse,
    labels: &[usize],
    weights: &[f64],
    classes: usize,
    width: usize,
    settings: Settings,
) -> (Linear, Report) {
    let columns = rows.transpose(width);
    let units = units(&columns, weights, settings.l2);
    let problem = Problem { rows, columns: &columns, labels, weights, classes, l2: settings.l2, units };
    let mut scaled = vec![0.0; (width + 1) * classes];
    let report = minimize(&problem, &mut scaled, settings.stop);
    let mut x = vec![0.0; scaled.len()];
    scale(&scaled, &problem.units, classes, &mut x);
    let (w, b) = x.split_at(width * classes);
    let linear = Linear {
        classes,
        weights: w.iter().map(|&v| v as f32).collect(),
        intercepts: b.iter().map(|&v| v as f32).collect(),
    };
    (linear, report)
}
