//! The dense stage: from the logits of a sentence and its neighbours to calibrated probabilities.
//!
//! A softmax regression over the sentence's own log probabilities (Dirichlet calibration, Kull et al. 2019), the
//! probabilities of up to two neighbours on either side, and the mean of the rest of the article, each against the
//! uniform distribution, so that what is not there is zero.

/// Neighbours that are looked at, relative to the sentence.
pub const NEIGHBOURS: [isize; 4] = [-1, 1, -2, 2];

/// Columns of the stage's matrix for `k` labels, the intercept included.
#[must_use]
pub const fn width(k: usize) -> usize {
    k * (2 + NEIGHBOURS.len()) + 1
}

/// e^x. Platforms differ in the last bit of a single-precision exponential; rounded from double precision it is the same
/// on all of them, and so a page gives the same probabilities as the command.
fn exp(x: f32) -> f32 {
    f64::from(x).exp() as f32
}

/// Natural logarithm, as [`exp`].
fn ln(x: f32) -> f32 {
    f64::from(x).ln() as f32
}

/// Turns logits into probabilities in place.
pub fn softmax(z: &mut [f32]) {
    let max = z.iter().fold(f32::NEG_INFINITY, |m, &v| m.max(v));
    let mut sum = 0.0;
    for v in z.iter_mut() {
        *v = exp(*v - max);
        sum += *v;
    }
    for v in z.iter_mut() {
        *v /= sum;
    }
}

const FLOOR: f32 = 1e-4;

/// Sentences' worth of "nothing known" that the mean of the article starts from.
const PRIOR: f32 = 6.0;

/// Writes the inputs of sentence `i` to `out` (`width(k) - 1` values): centred log probabilities, neighbours'
/// probabilities, the mean of the other sentences. `probabilities` holds `k` per sentence; `total` is [`total`] of them.
pub fn inputs(probabilities: &[f32], total: &[f32], i: usize, out: &mut Vec<f32>) {
    let k = total.len();
    let n = probabilities.len() / k;
    let uniform = 1.0 / k as f32;
    let row = |i: usize| &probabilities[i * k..(i + 1) * k];
    out.clear();
    out.extend(row(i).iter().map(|p| ln(p + FLOOR)));
    let centre = out.iter().sum::<f32>() / k as f32;
    for v in out.iter_mut() {
        *v -= centre;
    }
    for offset in NEIGHBOURS {
        match i.checked_add_signed(offset).filter(|&j| j < n) {
            Some(j) => out.extend(row(j).iter().map(|p| p - uniform)),
            None => out.extend(std::iter::repeat_n(0.0, k)),
        }
    }
    let others = (n - 1) as f32;
    out.extend(total.iter().zip(row(i)).map(|(t, p)| (t - p - others * uniform) / (others + PRIOR)));
}

/// Sum of each label's probabilities over an article; `out` has one entry per label.
pub fn total(probabilities: &[f32], out: &mut [f32]) {
    out.fill(0.0);
    for row in probabilities.chunks_exact(out.len()) {
        for (t, p) in out.iter_mut().zip(row) {
            *t += p;
        }
    }
}

/// Applies the stage's matrix (`k x width(k)`, row-major) to inputs; writes probabilities.
pub fn apply(matrix: &[f32], inputs: &[f32], out: &mut [f32]) {
    let w = inputs.len() + 1;
    for (row, o) in matrix.chunks_exact(w).zip(out.iter_mut()) {
        *o = row[..w - 1].iter().zip(inputs).map(|(a, b)| a * b).sum::<f32>() + row[w - 1];
    }
    softmax(out);
}

/// A matrix that changes nothing: the probabilities of the sparse stage come out again.
#[must_use]
pub fn identity(k: usize) -> Vec<f32> {
    let w = width(k);
    let mut m = vec![0.0; k * w];
    for c in 0..k {
        m[c * w + c] = 1.0;
    }
    m
}
