//! Scores of predicted labels against gold ones.

use serde::Serialize;
use serde_json::{Map, Value, json};

/// Scores of one label.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct LabelScores {
    /// Correct among predicted.
    pub precision: f64,
    /// Correct among gold.
    pub recall: f64,
    /// Harmonic mean of the two.
    pub f1: f64,
    /// Gold rows of the label.
    pub support: usize,
}

/// Counts of gold label (row) against predicted label (column).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confusion {
    /// `counts[gold][predicted]`.
    pub counts: Vec<Vec<usize>>,
}

impl Confusion {
    /// An empty matrix for `labels` labels.
    #[must_use]
    pub fn new(labels: usize) -> Self {
        Self { counts: vec![vec![0; labels]; labels] }
    }

    /// Counts one row.
    pub fn add(&mut self, gold: usize, predicted: usize) {
        self.counts[gold][predicted] += 1;
    }

    /// Counts everything that `other` has, `times` over.
    pub fn merge(&mut self, other: &Self, times: usize) {
        for (into, from) in self.counts.iter_mut().flatten().zip(other.counts.iter().flatten()) {
            *into += from * times;
        }
    }

    /// Rows in all.
    #[must_use]
    pub fn total(&self) -> usize {
        self.counts.iter().flatten().sum()
    }

    /// Share of rows whose label is right; 0 for no rows.
    #[must_use]
    pub fn accuracy(&self) -> f64 {
        let right: usize = (0..self.counts.len()).map(|i| self.counts[i][i]).sum();
        right as f64 / self.total().max(1) as f64
    }

    /// `accuracy`, `macro_f1`, and by label name `labels` (scores) and `confusion` (gold, then predicted), as every report
    /// in JSON has them.
    #[must_use]
    pub fn json(&self, labels: &[String]) -> Map<String, Value> {
        let score = |(i, label): (usize, &String)| (label.clone(), json!(self.label(i)));
        let row = |(label, counts): (&String, &Vec<usize>)| {
            let row: Map<String, Value> = labels.iter().cloned().zip(counts.iter().map(|&n| json!(n))).collect();
            (label.clone(), Value::Object(row))
        };
        let entries = [
            ("accuracy", json!(self.accuracy())),
            ("macro_f1", json!(self.macro_f1())),
            ("labels", Value::Object(labels.iter().enumerate().map(score).collect())),
            ("confusion", Value::Object(labels.iter().zip(&self.counts).map(row).collect())),
        ];
        entries.map(|(k, v)| (k.to_owned(), v)).into_iter().collect()
    }

    /// Precision, recall, F1 and support of label `i`; a ratio without cases is 0.
    #[must_use]
    pub fn label(&self, i: usize) -> LabelScores {
        let right = self.counts[i][i] as f64;
        let support: usize = self.counts[i].iter().sum();
        let predicted: usize = self.counts.iter().map(|r| r[i]).sum();
        let ratio = |n: f64, d: usize| if d == 0 { 0.0 } else { n / d as f64 };
        let f1 = ratio(2.0 * right, support + predicted);
        LabelScores { precision: ratio(right, predicted), recall: ratio(right, support), f1, support }
    }

    /// Mean F1 over the labels that occur in the gold rows (all labels if none does).
    #[must_use]
    pub fn macro_f1(&self) -> f64 {
        let scores: Vec<LabelScores> = (0..self.counts.len()).map(|i| self.label(i)).collect();
        let present: Vec<f64> = scores.iter().filter(|s| s.support > 0).map(|s| s.f1).collect();
        present.iter().sum::<f64>() / present.len().max(1) as f64
    }
}

/// Mean negative logarithm, in nats, of the probabilities that were given to what was true; a probability is taken to be
/// at least the smallest step of a 32-bit number, so that one miss is not infinite. 0 for none.
#[must_use]
pub fn log_loss(probabilities: &[f64]) -> f64 {
    let floor = f64::from(f32::EPSILON);
    let sum: f64 = probabilities.iter().map(|p| -p.clamp(floor, 1.0).ln()).sum();
    sum / probabilities.len().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_has_the_agreed_keys() {
        let labels = ["a".to_owned(), "b".to_owned()];
        let v = Value::Object(Confusion { counts: vec![vec![3, 1], vec![0, 2]] }.json(&labels));
        assert_eq!(v["confusion"]["a"]["b"], 1);
        assert_eq!(v["labels"]["b"]["recall"], 1.0);
        assert_eq!(v["labels"]["a"]["support"], 4);
    }
}
