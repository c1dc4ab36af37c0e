//! A model's answers on labelled data, and how good they are.

use rayon::prelude::*;
use sayso::{Model, Prediction, Scratch};

use crate::curve::{calibration_error, reliability};
use crate::data::Dataset;
use crate::metrics::Confusion;
use crate::rows::inputs;

/// Answers and scores.
#[derive(Debug, Clone)]
pub struct Evaluation {
    /// Counts of gold against predicted label.
    pub confusion: Confusion,
    /// Expected calibration error, ten equal bins over the top probability.
    pub calibration_error: f64,
    /// One answer per sentence of each article, context included.
    pub predictions: Vec<Vec<Prediction>>,
}

/// Labels every article as a whole: one answer per sentence of each article, context included.
#[must_use]
pub fn predict(model: &Model, data: &Dataset) -> Vec<Vec<Prediction>> {
    data.articles
        .par_iter()
        .map_init(Scratch::default, |scratch, article| {
            let sentences: Vec<_> = inputs(article).collect();
            model.classify_sentences_with(&sentences, scratch)
        })
        .collect()
}

/// Labels every article as a whole and scores the labelled sentences. The data's labels must be the model's.
#[must_use]
pub fn evaluate(model: &Model, data: &Dataset) -> Evaluation {
    let predictions = predict(model, data);
    let mut confusion = Confusion::new(model.labels().len());
    let mut tops = Vec::new();
    for (article, answers) in data.articles.iter().zip(&predictions) {
        for (s, p) in article.sentences.iter().zip(answers) {
            let Some(gold) = s.label else { continue };
            confusion.add(gold, p.label);
            let top = p.probabilities.iter().fold(0.0f32, |m, &v| m.max(v));
            tops.push((f64::from(top), p.probabilities[gold] >= top));
        }
    }
    Evaluation { confusion, calibration_error: expected_calibration_error(&tops), predictions }
}

/// Mean distance between confidence and accuracy over ten equal bins, weighted by their sizes (Naeini et al., 2015).
#[must_use]
pub fn expected_calibration_error(tops: &[(f64, bool)]) -> f64 {
    calibration_error(&reliability(tops))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calibration_error_of_known_cases() {
        assert!(expected_calibration_error(&[(0.75, true), (0.75, true), (0.75, true), (0.75, false)]) < 1e-12);
        assert!((expected_calibration_error(&[(0.95, false)]) - 0.95).abs() < 1e-12);
        assert!(expected_calibration_error(&[]).abs() < 1e-12);
    }
}
