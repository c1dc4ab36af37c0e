//! From full-precision weights to those of the model file: the strongest features, as 8- or 16-bit integers.

use crate::matrix::Vocabulary;
use crate::solver::softmax::Linear;

/// What pruning left out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pruned {
    /// Features that training used.
    pub before: usize,
    /// Features that the model keeps.
    pub after: usize,
    /// Share of the squared weight that is kept.
    pub kept: f64,
}

/// Keeps the `most` features of largest weight (spread between labels, since what all labels share changes nothing) and
/// rounds their weights to one unit per label. Returns the account, ids, weights and units.
#[must_use]
pub fn prune(
    vocabulary: &Vocabulary,
    linear: &Linear,
    most: usize,
    narrow: bool,
) -> (Pruned, Vec<u64>, Vec<i16>, Vec<f32>) {
    let k = linear.classes;
    let spread: Vec<f64> = linear.weights.chunks_exact(k).map(squared_spread).collect();
    let mut order: Vec<usize> = (0..spread.len()).filter(|&i| spread[i] > 0.0).collect();
    order.sort_by(|&a, &b| spread[b].total_cmp(&spread[a]).then(a.cmp(&b)));
    order.truncate(most);
    order.sort_unstable();
    let largest = |c: usize| order.iter().map(|&i| linear.weights[i * k + c].abs()).fold(0.0f32, f32::max);
    let levels = if narrow { 127.0 } else { 32767.0 };
    let scales: Vec<f32> = (0..k).map(|c| (largest(c) / levels).max(f32::MIN_POSITIVE)).collect();
    let (mut ids, mut weights) = (Vec::with_capacity(order.len()), Vec::with_capacity(order.len() * k));
    for &i in &order {
        let row: Vec<i16> = (0..k).map(|c| (linear.weights[i * k + c] / scales[c]).round() as i16).collect();
        if row.iter().any(|&w| w != 0) {
            ids.push(vocabulary.ids[i]);
            weights.extend(row);
        }
    }
    let kept: f64 = order.iter().map(|&i| spread[i]).sum::<f64>() / spread.iter().sum::<f64>().max(f64::MIN_POSITIVE);
    (Pruned { before: vocabulary.len(), after: ids.len(), kept }, ids, weights, scales)
}

fn squared_spread(row: &[f32]) -> f64 {
    let mean = row.iter().sum::<f32>() / row.len() as f32;
    row.iter().map(|w| f64::from(w - mean).powi(2)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_strongest_stay_and_are_rounded() {
        let vocabulary = Vocabulary { ids: vec![3, 5, 9] };
        let linear = Linear { classes: 2, weights: vec![1.0, -1.0, 0.01, -0.01, 0.5, 0.25], intercepts: vec![0.0; 2] };
        let (account, ids, weights, scales) = prune(&vocabulary, &linear, 2, true);
        assert_eq!((account.before, account.after), (3, 2));
        assert_eq!(ids, [3, 9]);
        assert!((f32::from(weights[2]) * scales[0] - 0.5).abs() < 0.01);
    }
}
