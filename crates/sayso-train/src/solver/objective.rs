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
    pub(super) loss: Loss,
    /// Unit of each column's weights and, last, of the intercepts.
    pub(super) units: Vec<f64>,
}

const ROWS: usize = 512;
const COLUMNS: usize = 2048;

/// What a row costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Loss {
    /// `log sum_k exp z_k - z_y`: logits whose softmax are probabilities.
    #[default]
    Logistic,
    /// `sum_k max(0, 1 - s_k z_k)^2` with `s_y = 1` and -1 for the other labels: one support vector machine for each
    /// label (L2-SVM; Hsieh et al., *A dual coordinate descent method for large-scale linear SVM*, ICML 2008). Its
    /// scores are no logits; the dense stage makes probabilities of them.
    SquaredHinge,
}

impl Loss {
    /// Its name in flags and notes.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Logistic => "logistic",
            Self::SquaredHinge => "hinge",
        }
    }

    /// Typical curvature in a score: of the logistic loss p (1 - p) at p = 0.7; half of that of the squared hinge, which
    /// is 2 for rows within the margin and 0 for the others.
    fn curvature(self) -> f64 {
        match self {
            Self::Logistic => 0.2,
            Self::SquaredHinge => 1.0,
        }
    }

    /// The loss of one row; its scores become the derivative.
    #[inline]
    fn row(self, z: &mut [f64], label: usize) -> f64 {
        match self {
            Self::Logistic => {
                let own = z[label];
                let log_sum = softmax(z);
                z[label] -= 1.0;
                log_sum - own
            }
            Self::SquaredHinge => {
                let mut loss = 0.0;
                for (j, z) in z.iter_mut().enumerate() {
                    let side = if j == label { 1.0 } else { -1.0 };
                    let missing = (1.0 - side * *z).max(0.0);
                    loss += missing * missing;
                    *z = -2.0 * side * missing;
                }
                loss
            }
        }
    }
}

/// `1 / sqrt(l2 + curvature * sum of squares)` per column; the intercepts' column is all ones.
pub(super) fn units(columns: &Sparse, weights: &[f64], l2: f64, loss: Loss) -> Vec<f64> {
    let curvature = loss.curvature();
    let mut units: Vec<f64> = (0..columns.len())
        .into_par_iter()
        .map(|c| {
            let squares: f64 = columns.row(c).map(|(r, v)| weights[r] * f64::from(v) * f64::from(v)).sum();
            (l2 + curvature * squares).max(f64::MIN_POSITIVE).sqrt().recip()
        })
        .collect();
    units.push((curvature * weights.iter().sum::<f64>()).max(f64::MIN_POSITIVE).sqrt().recip());
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

    /// Loss, and its derivatives in the scores: `w (p - y)` for the logistic one.
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
                    loss += weights[i] * self.loss.row(&mut z, labels[i]);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_give_the_derivatives_of_their_loss() {
        const STEP: f64 = 1e-5;
        let z = [0.4, -1.3, 0.9, 1.8];
        for loss in [Loss::Logistic, Loss::SquaredHinge] {
            let value = |z: [f64; 4]| loss.row(&mut { z }, 2);
            let mut derivative = z;
            loss.row(&mut derivative, 2);
            for j in 0..4 {
                let (mut up, mut down) = (z, z);
                up[j] += STEP;
                down[j] -= STEP;
                let slope = (value(up) - value(down)) / (2.0 * STEP);
                assert!((slope - derivative[j]).abs() < 1e-8, "{loss:?} {j}: {slope} {}", derivative[j]);
            }
        }
    }

    #[test]
    fn rows_outside_the_margins_cost_nothing() {
        let mut z = [1.5, -1.0, -2.0];
        assert_eq!((Loss::SquaredHinge.row(&mut z, 0), z), (0.0, [0.0; 3]));
    }
}
