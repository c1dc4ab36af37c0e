//! Labels that are likely wrong, from answers of models that have not seen them.
//!
//! Cross-validation by article labels every sentence with a model trained on other articles. A label to which such a
//! model gives little probability is hard or wrong, and people find the wrong ones fastest from the top of a list ranked
//! by that probability (*self-confidence* in Northcutt, Jiang and Chuang, *Confident learning*, JAIR 2021). Rankings by
//! margin, or relative to what a label usually gets, found fewer planted errors.

use serde::Serialize;

use crate::data::Dataset;
use crate::data::check::Finding;
use crate::train::HeldOut;

/// What an audit found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Audit {
    /// Labelled sentences that were ranked.
    pub sentences: usize,
    /// Sentences whose label is not the model's.
    pub disagreements: usize,
    /// The most doubtful labels, first of all the most doubtful.
    pub suspects: Vec<Suspect>,
    /// Equal sentences with different labels, and sentences or articles that occur again, by file and line.
    pub findings: Vec<Finding>,
}

/// A sentence whose label may be wrong.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Suspect {
    /// Place in the ranking, from 1.
    pub rank: usize,
    /// The article.
    pub doc: String,
    /// The sentence.
    pub sid: String,
    /// Label of the data.
    pub label: String,
    /// Label of the model.
    pub suggested: String,
    /// Probability of the data's label.
    pub probability: f64,
    /// Probability of the model's label.
    pub suggested_probability: f64,
    /// The sentences before it.
    pub before: Vec<String>,
    /// Its text.
    pub text: String,
    /// The sentences after it.
    pub after: Vec<String>,
}

/// A label by how doubtful it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Doubt {
    /// Index into the held-out answers.
    pub answer: usize,
    /// Probability of what the data does not say, 0 to 1.
    pub score: f64,
}

/// All labels, the most doubtful first; equals stay in the order of the data.
///
/// ```
/// use sayso_train::{audit::rank, train::HeldOut};
/// let answer = |gold, p| HeldOut { article: 0, sentence: 0, gold, probabilities: vec![p, 1.0 - p], predicted: 0 };
/// let ranking = rank(&[answer(0, 0.9), answer(1, 0.9), answer(0, 0.6)]);
/// assert_eq!(ranking.iter().map(|d| d.answer).collect::<Vec<_>>(), [1, 2, 0]);
/// ```
#[must_use]
pub fn rank(answers: &[HeldOut]) -> Vec<Doubt> {
    let doubt = |(answer, a): (usize, &HeldOut)| Doubt { answer, score: 1.0 - f64::from(a.probabilities[a.gold]) };
    let mut doubts: Vec<Doubt> = answers.iter().enumerate().map(doubt).collect();
    doubts.sort_by(|a, b| b.score.total_cmp(&a.score));
    doubts
}

/// The audit of a data set with its held-out answers; `most` suspects are kept, with `context` sentences on either side.
#[must_use]
pub fn audit(data: &Dataset, answers: &[HeldOut], most: usize, context: usize, findings: Vec<Finding>) -> Audit {
    let ranking = rank(answers);
    let suspects = ranking.iter().take(most).enumerate();
    Audit {
        sentences: answers.len(),
        disagreements: answers.iter().filter(|a| a.gold != a.predicted).count(),
        suspects: suspects.map(|(i, d)| suspect(data, &answers[d.answer], i + 1, context)).collect(),
        findings,
    }
}

/// The finding concerns labels that contradict each other or texts that occur again.
#[must_use]
pub fn concerns(finding: &Finding) -> bool {
    finding.code == "contradictory-labels" || finding.code.contains("duplicate")
}

fn suspect(data: &Dataset, answer: &HeldOut, rank: usize, context: usize) -> Suspect {
    let article = &data.articles[answer.article];
    let (sentence, i) = (&article.sentences[answer.sentence], answer.sentence);
    let probability = |c: usize| f64::from(answer.probabilities[c]);
    Suspect {
        rank,
        doc: article.id.clone(),
        sid: sentence.sid.clone(),
        label: data.labels[answer.gold].clone(),
        suggested: data.labels[answer.predicted].clone(),
        probability: probability(answer.gold),
        suggested_probability: probability(answer.predicted),
        before: article.texts(i.saturating_sub(context)..i),
        text: sentence.text.clone(),
        after: article.texts(i + 1..(i + 1).saturating_add(context)),
    }
}
