//! What to label next: sentences that a model is unsure of, no two of them alike, few to an article.
//!
//! Uncertainty alone picks the same hard sentence many times over. Here each choice takes the sentence whose uncertainty
//! is largest after what it shares with those already chosen (maximal marginal relevance, Carbonell and Goldstein, SIGIR
//! 1998; batches of active learning, Settles, *Active learning literature survey*, 2009). A limit for each article keeps
//! the choice spread over articles, since a model is measured by articles and not by sentences.

use rayon::prelude::*;
use sayso::Model;
use sayso_featurizer::feature::Row;
use serde_json::json;

use crate::data::{Article, Dataset, Sentence};
use crate::evaluate::predict;
use crate::rows::featurize;

/// How much to choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// Sentences at most.
    pub sentences: usize,
    /// Sentences of one article at most.
    pub per_article: usize,
}

/// A chosen sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// Index of the article.
    pub article: usize,
    /// Index of the sentence in it.
    pub sentence: usize,
    /// The model's label, an index into its labels.
    pub label: usize,
    /// Entropy of its probabilities as a share of the largest possible, 0 to 1.
    pub uncertainty: f64,
    /// Uncertainty times what the sentence does not share with those chosen before, 0 to 1.
    pub gain: f64,
}

/// Candidates for each sentence to be chosen; the surest ones need not be compared.
const CANDIDATES: usize = 20;

/// Chooses among the sentences without a label, the best first.
#[must_use]
pub fn suggest(model: &Model, data: &Dataset, settings: Settings) -> Vec<Suggestion> {
    let mut candidates = candidates(model, data);
    candidates.truncate(settings.sentences.saturating_mul(CANDIDATES));
    let rows = rows(model, data, &candidates);
    let mut shared = vec![0.0f64; candidates.len()];
    let mut taken = vec![0usize; data.articles.len()];
    let mut chosen = vec![false; candidates.len()];
    let mut suggestions = Vec::new();
    while suggestions.len() < settings.sentences {
        let gain = |i: usize| candidates[i].uncertainty * (1.0 - shared[i]);
        let open = (0..candidates.len()).filter(|&i| !chosen[i] && taken[candidates[i].article] < settings.per_article);
        // The first of equals, so that the order of the data decides.
        let Some(best) = open.reduce(|best, i| if gain(i) > gain(best) { i } else { best }) else { break };
        suggestions.push(Suggestion { gain: gain(best), ..candidates[best].clone() });
        (chosen[best], taken[candidates[best].article]) = (true, taken[candidates[best].article] + 1);
        shared.par_iter_mut().zip(&rows).for_each(|(s, row)| *s = s.max(cosine(row, &rows[best])));
    }
    suggestions
}

/// Every sentence without a label, the least certain first.
fn candidates(model: &Model, data: &Dataset) -> Vec<Suggestion> {
    let mut candidates = Vec::new();
    for (article, (a, answers)) in data.articles.iter().zip(predict(model, data)).enumerate() {
        for (sentence, (s, p)) in a.sentences.iter().zip(answers).enumerate() {
            if s.label.is_none() && !s.text.trim().is_empty() {
                let uncertainty = entropy(&p.probabilities);
                candidates.push(Suggestion { article, sentence, label: p.label, uncertainty, gain: 0.0 });
            }
        }
    }
    candidates.sort_by(|a, b| b.uncertainty.total_cmp(&a.uncertainty));
    candidates
}

/// Entropy as a share of that of equal probabilities.
fn entropy(probabilities: &[f32]) -> f64 {
    let bits = |&p: &f32| if p > 0.0 { -f64::from(p) * f64::from(p).ln() } else { 0.0 };
    let most = (probabilities.len().max(2) as f64).ln();
    (probabilities.iter().map(bits).sum::<f64>() / most).clamp(0.0, 1.0)
}

/// Features of each candidate.
fn rows(model: &Model, data: &Dataset, candidates: &[Suggestion]) -> Vec<Row> {
    let mut needed: Vec<usize> = candidates.iter().map(|c| c.article).collect();
    needed.sort_unstable();
    needed.dedup();
    let articles: Vec<Article> = needed.iter().map(|&a| data.articles[a].clone()).collect();
    let rows = featurize(&articles, model.featurizer(), false);
    let row = |c: &Suggestion| needed.binary_search(&c.article).ok().map(|a| rows[a][c.sentence].clone());
    candidates.iter().filter_map(row).collect()
}

/// Cosine of the angle between two rows without negative values, 0 to 1.
fn cosine(a: &Row, b: &Row) -> f64 {
    let (a, b) = (&a.features, &b.features);
    let length = |row: &[(u64, f32)]| row.iter().map(|&(_, v)| f64::from(v).powi(2)).sum::<f64>().sqrt();
    let (mut i, mut j, mut product) = (0, 0, 0.0);
    while i < a.len() && j < b.len() {
        match a[i].0.cmp(&b[j].0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                product += f64::from(a[i].1) * f64::from(b[j].1);
                (i, j) = (i + 1, j + 1);
            }
        }
    }
    let lengths = length(a) * length(b);
    if lengths > 0.0 { (product / lengths).clamp(0.0, 1.0) } else { 0.0 }
}

/// The articles of the suggestions as a data set in the order in which to label them: first the one with the largest
/// sum of gains. Only suggested sentences carry a label, the model's, if `labelled`; in any case the fields `suggested`,
/// `uncertainty` and `suggestion_rank`.
#[must_use]
pub fn queue(model: &Model, data: &Dataset, suggestions: &[Suggestion], labelled: bool) -> Dataset {
    let mut sums = vec![0.0; data.articles.len()];
    suggestions.iter().for_each(|s| sums[s.article] += s.gain);
    let mut order: Vec<usize> = (0..sums.len()).filter(|&a| sums[a] > 0.0).collect();
    order.sort_by(|&a, &b| sums[b].total_cmp(&sums[a]));
    let mut articles: Vec<Article> = data.articles.clone();
    articles.iter_mut().flat_map(|a| &mut a.sentences).for_each(|s| s.label = None);
    for (rank, s) in suggestions.iter().enumerate() {
        let sentence = &mut articles[s.article].sentences[s.sentence];
        sentence.label = labelled.then_some(s.label);
        mark(sentence, &model.labels()[s.label], s.uncertainty, rank + 1);
    }
    let articles = order.into_iter().map(|a| std::mem::take(&mut articles[a])).collect();
    Dataset { labels: model.labels().to_vec(), articles, warnings: Vec::new() }
}

fn mark(sentence: &mut Sentence, label: &str, uncertainty: f64, rank: usize) {
    sentence.fields.insert("suggested".into(), label.into());
    // Four digits say enough.
    sentence.fields.insert("uncertainty".into(), json!((uncertainty * 1e4).round() / 1e4));
    sentence.fields.insert("suggestion_rank".into(), rank.into());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entropy_is_a_share() {
        assert!((entropy(&[0.25; 4]) - 1.0).abs() < 1e-6);
        assert_eq!(entropy(&[1.0, 0.0]), 0.0);
        assert!(entropy(&[0.5, 0.5, 0.0, 0.0]) > entropy(&[0.9, 0.1, 0.0, 0.0]));
    }

    #[test]
    fn cosine_of_known_rows() {
        let row = |features: &[(u64, f32)]| Row { features: features.to_vec() };
        assert!((cosine(&row(&[(1, 1.0), (2, 1.0)]), &row(&[(2, 1.0), (3, 1.0)])) - 0.5).abs() < 1e-12);
        assert_eq!(cosine(&row(&[]), &row(&[(1, 1.0)])), 0.0);
    }
}
