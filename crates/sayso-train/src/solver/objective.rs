//! Loss and gradient of multinomial logistic regression over sparse rows, in the optimiser's units.

use rayon::prelude::*;

use super::lbfgs::Objective;
use super::softmax::{Labelled, softmax};
use crate::matrix::Sparse;

/// What the optimiser sees.
pub(super) struct Problem<'a> {
    pub(super) data: Labelled<'a>,
    /// The rows, compressed by column.
    pub(super) columns: &'a Sparse,
    pub(super) classes: usize,
    pub(super) l2: f64,
    /// Unit of each column's weights and, last, of the intercepts.
    pub(super) units: Vec<f64>,
}

const ROWS: usize = 512;
const COLUMNS: usize = 2048;

/// Typical curvature of the logistic loss in a logit: p (1 - p) at p = 0.7.
const CURVATURE: f64 = 0.2;

/// `1 / sqrt(l2 + curvature * sum of squares)` per column; the intercepts' column is all ones.
pub(super) fn units(columns: &Sparse, weights: &[f64], l2: f64) -> Vec<f64> {
    let mut units: Vec<f64> = (0..columns.len())
        .into_par_iter()
        .map(|c| {
            let squares: f64 = columns.row(c).map(|(r, v)| weights[r] * f64::from(v) * f64::from(v)).sum();
            (l2 + CURVATURE * squares).max(f64::MIN_POSITIVE).sqrt().recip()
        })
        .collect();
    units.push((CURVATURE * weights.iter().sum::<f64>()).max(f64::MIN_POSITIVE).sqrt().recip());
    units
}

/// Every weight times its unit.
pub(super) fn scale(x: &[f64], units: &[f64], k: usize, out: &mut [f64]) {
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
        // The inner loops run over the labels; with their number known they are straight code.
        match self.classes {
            2 => self.value::<2>(scaled, gradient),
            3 => self.value::<3>(scaled, gradient),
            4 => self.value::<4>(scaled, gradient),
            _ => self.value::<0>(scaled, gradient),
        }
    }
}

/// `out[j] += of(j)`, for `K` labels, or as many as there are if `K` is 0.
#[inline(always)]
fn add<const K: usize>(out: &mut [f64], of: impl Fn(usize) -> f64) {
    if K > 0 && out.len() >= K {
        let out = &mut out[..K];
        for (j, o) in out.iter_mut().enumerate() {
            *o += of(j);
        }
    } else {
        for (j, o) in out.iter_mut().enumerate() {
            *o += of(j);
        }
    }
}

impl Problem<'_> {
    /// Value and gradient; `K` is the number of labels, 0 for any.
    fn value<const K: usize>(&self, scaled: &[f64], gradient: &mut [f64]) -> f64 {
        let mut x = vec![0.0; scaled.len()];
        scale(scaled, &self.units, self.classes, &mut x);
        let (loss, residuals) = self.residuals::<K>(&x);
        let penalty = self.gather::<K>(&x, &residuals, gradient);
        loss + 0.5 * self.l2 * penalty
    }

    /// Loss, and the residuals `w (p - y)`.
    fn residuals<const K: usize>(&self, x: &[f64]) -> (f64, Vec<f32>) {
        let k = self.classes;
        let Labelled { rows, labels, weights } = self.data;
        let bias = &x[self.columns.len() * k..];
        let mut residuals = vec![0f32; rows.len() * k];
        let losses: Vec<f64> = residuals
            .par_chunks_mut(ROWS * k)
            .enumerate()
            .map(|(chunk, out)| {
                let mut loss = 0.0;
                let mut z = vec![0.0; k];
                for (r, out) in out.chunks_mut(k).enumerate() {
                    let i = chunk * ROWS + r;
                    z.copy_from_slice(bias);
                    for (c, v) in rows.row(i) {
                        let w = &x[c * k..(c + 1) * k];
                        add::<K>(&mut z, |j| f64::from(v) * w[j]);
                    }
                    let own = z[labels[i]];
                    let log_sum = softmax(&mut z);
                    loss += weights[i] * (log_sum - own);
                    z[labels[i]] -= 1.0;
                    for (o, z) in out.iter_mut().zip(&z) {
                        *o = (weights[i] * z) as f32;
                    }
                }
                loss
            })
            .collect();
        (losses.iter().sum(), residuals)
    }

    /// The gradient, column by column; returns the sum of squared weights.
    fn gather<const K: usize>(&self, x: &[f64], residuals: &[f32], gradient: &mut [f64]) -> f64 {
        let k = self.classes;
        let d = self.columns.len();
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
                        add::<K>(out, |j| f64::from(v * r[j]));
                    }
                    for o in out.iter_mut() {
                        *o *= self.units[column];
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
        bias.iter_mut().for_each(|b| *b *= self.units[d]);
        penalties.iter().sum()
    }
}
