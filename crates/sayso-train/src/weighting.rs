//! How strongly features count before anything is learned about them.
//!
//! A penalty pulls all weights to 0 alike, so a feature that tells labels apart reliably needs a large weight for what a
//! frequent one gets cheaply. Scaling each column by how much its frequency differs between the labels gives such
//! features a head start. Source of the idea: Wang and Manning, *Baselines and bigrams* (ACL 2012), whose log-count
//! ratios are per class and binary; here the spread of the log frequencies over the labels is used, so that one factor
//! per feature serves all labels. The factor is multiplied into the weight after training: a model knows nothing of it.

use serde::{Deserialize, Serialize};

use crate::matrix::Sparse;

/// How columns are scaled for training.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Weighting {
    /// Not at all.
    #[default]
    Plain,
    /// By the spread of log frequencies over the labels.
    LogCount,
    /// By that, dampened, and by how rare a feature is.
    Rare,
}

/// Rows added to every feature and label, so that what occurs once is not taken for a law.
const SMOOTHING: f64 = 0.3;
/// Power of the spread beside the rarity.
const DAMPING: f64 = 0.75;

impl Weighting {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Plain, Self::LogCount, Self::Rare];

    /// Its name in settings, notes and flags.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::LogCount => "log-count",
            Self::Rare => "rare",
        }
    }

    /// One factor per column, if columns are scaled at all; their mean square over the matrix's entries is 1.
    #[must_use]
    pub fn factors(self, rows: &Sparse, labels: &[usize], classes: usize, width: usize) -> Option<Vec<f32>> {
        let n = labels.len() as f64;
        match self {
            Self::Plain => None,
            Self::LogCount => Some(factors(rows, labels, classes, width, |spread, _| spread)),
            Self::Rare => {
                let idf = |rows: u32| ((1.0 + n) / (1.0 + f64::from(rows))).ln() + 1.0;
                Some(factors(rows, labels, classes, width, |spread, rows| spread.powf(DAMPING) * idf(rows)))
            }
        }
    }
}

/// `of` makes a column's factor from its spread and the rows it occurs in.
fn factors(rows: &Sparse, labels: &[usize], classes: usize, width: usize, of: impl Fn(f64, u32) -> f64) -> Vec<f32> {
    let mut counts = vec![0u32; width * classes];
    for (i, &label) in labels.iter().enumerate() {
        for (c, _) in rows.row(i) {
            counts[c * classes + label] += 1;
        }
    }
    let mut totals = vec![0.0; classes];
    for row in counts.chunks_exact(classes) {
        totals.iter_mut().zip(row).for_each(|(t, &n)| *t += SMOOTHING + f64::from(n));
    }
    let norms: Vec<f64> = totals.iter().map(|t: &f64| t.ln()).collect();
    let mut factors: Vec<f64> =
        counts.chunks_exact(classes).map(|row| of(spread(row, &norms), row.iter().sum())).collect();
    let (mut sum, mut entries) = (0.0, 0.0);
    for (row, f) in counts.chunks_exact(classes).zip(&factors) {
        let n = f64::from(row.iter().sum::<u32>());
        sum += n * f * f;
        entries += n;
    }
    let unit = (sum / f64::max(entries, 1.0)).sqrt();
    factors.iter_mut().for_each(|f| *f /= if unit > 0.0 { unit } else { 1.0 });
    factors.into_iter().map(|f| f as f32).collect()
}

/// Standard deviation over the labels of the log frequency.
fn spread(counts: &[u32], norms: &[f64]) -> f64 {
    let logs = || counts.iter().zip(norms).map(|(&n, norm)| (SMOOTHING + f64::from(n)).ln() - norm);
    let k = counts.len() as f64;
    let mean = logs().sum::<f64>() / k;
    (logs().map(|l| (l - mean).powi(2)).sum::<f64>() / k).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tells_labels_apart_counts_more() {
        // Column 0 in every row, column 1 in rows of label 0 only, column 2 once.
        let rows = Sparse { offsets: vec![0, 3, 5, 6, 7], indices: vec![0, 1, 2, 0, 1, 0, 0], values: vec![1.0; 7] };
        let f = Weighting::LogCount.factors(&rows, &[0, 0, 1, 1], 2, 3).unwrap();
        assert!(f[1] > f[2] && f[2] > f[0], "{f:?}");
        let square: f32 = (4.0 * f[0] * f[0] + 2.0 * f[1] * f[1] + f[2] * f[2]) / 7.0;
        assert!((square - 1.0).abs() < 1e-5, "{square}");
    }

    #[test]
    fn rare_features_count_more() {
        // Columns 0 and 1 tell the labels apart alike well; column 1 is rarer.
        let rows = Sparse { offsets: vec![0, 2, 3, 4], indices: vec![0, 1, 0, 2], values: vec![1.0; 4] };
        let of = |w: Weighting| w.factors(&rows, &[0, 0, 1], 2, 3).unwrap();
        let (plain, rare) = (of(Weighting::LogCount), of(Weighting::Rare));
        assert!(rare[1] / rare[0] > plain[1] / plain[0], "{rare:?} {plain:?}");
        assert!(Weighting::Plain.factors(&rows, &[0, 0, 1], 2, 3).is_none());
    }

    #[test]
    fn no_entry_no_nan() {
        let rows = Sparse { offsets: vec![0, 0, 0], ..Sparse::default() };
        for w in [Weighting::LogCount, Weighting::Rare] {
            assert!(w.factors(&rows, &[0, 1], 2, 2).unwrap().iter().all(|f| f.is_finite()));
        }
    }
}
