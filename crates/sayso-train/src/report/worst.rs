//! The errors that a model was surest of, with what is needed to judge them: context, cues, contributions.

use sayso::{Contribution, Model, Prediction, SentenceInput};
use serde::Serialize;

use super::Case;
use crate::data::{Article, Dataset};
use crate::evaluate::Evaluation;
use crate::rows::inputs;

/// An error.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WorstError {
    /// The article.
    pub doc: String,
    /// The sentence.
    pub sid: String,
    /// Its text.
    pub text: String,
    /// Label of the data.
    pub gold: String,
    /// Label of the model.
    pub predicted: String,
    /// Probability of the model's label.
    pub probability: f64,
    /// Probability of the data's label.
    pub gold_probability: f64,
    /// The sentences before it.
    pub before: Vec<String>,
    /// The sentences after it.
    pub after: Vec<String>,
    /// Words that stand for a source, a denial, ...
    pub cues: Vec<CueWords>,
    /// The features that count most for the model's label over the data's.
    pub contributions: Vec<Reason>,
}

/// A cue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CueWords {
    /// What it is a cue of.
    pub kind: &'static str,
    /// The words.
    pub words: String,
}

/// What a feature added.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reason {
    /// Name of the feature.
    pub feature: String,
    /// Words that it stands on, if it stands on words.
    pub words: Option<String>,
    /// What it added to the logit of the model's label minus what it added to that of the data's.
    pub difference: f64,
}

/// Sentences before and after that are shown.
const CONTEXT: usize = 2;
/// Contributions that are listed.
const REASONS: usize = 6;

pub(super) fn list(
    model: &Model,
    data: &Dataset,
    cases: &[Case<'_>],
    evaluation: &Evaluation,
    most: usize,
) -> Vec<WorstError> {
    let mut wrong: Vec<&Case<'_>> = cases.iter().filter(|c| !c.right()).collect();
    // The sort is stable, so equals stay in the order of the data.
    wrong.sort_by(|a, b| b.confidence().total_cmp(&a.confidence()));
    wrong.truncate(most);
    wrong.into_iter().map(|c| error(model, data, c, &evaluation.predictions[c.article][c.sentence])).collect()
}

fn error(model: &Model, data: &Dataset, case: &Case<'_>, prediction: &Prediction) -> WorstError {
    let article = &data.articles[case.article];
    let sentence = &article.sentences[case.sentence];
    let cue = |c: &sayso::cue::Cue| {
        let words = sentence.text.get(c.start..c.end).unwrap_or_default().to_owned();
        CueWords { kind: c.kind, words }
    };
    WorstError {
        doc: article.id.clone(),
        sid: sentence.sid.clone(),
        text: sentence.text.clone(),
        gold: data.labels[case.gold].clone(),
        predicted: data.labels[case.predicted].clone(),
        probability: case.confidence(),
        gold_probability: f64::from(case.probabilities[case.gold]),
        before: article.texts(case.sentence.saturating_sub(CONTEXT)..case.sentence),
        after: article.texts(case.sentence + 1..case.sentence + 1 + CONTEXT),
        cues: prediction.cues.iter().map(cue).collect(),
        contributions: reasons(model, article, case),
    }
}

fn reasons(model: &Model, article: &Article, case: &Case<'_>) -> Vec<Reason> {
    let sentences: Vec<SentenceInput<'_>> = inputs(article).collect();
    let Some(explanation) = model.explain(&sentences, case.sentence) else { return Vec::new() };
    let text = &article.sentences[case.sentence].text;
    let reason = |c: Contribution| Reason {
        difference: f64::from(c.logits[case.predicted] - c.logits[case.gold]),
        words: c.span.and_then(|(from, to)| text.get(from..to)).map(str::to_owned),
        feature: c.feature,
    };
    let mut reasons: Vec<Reason> = explanation.contributions.into_iter().map(reason).collect();
    reasons.sort_by(|a, b| b.difference.abs().total_cmp(&a.difference.abs()));
    reasons.truncate(REASONS);
    reasons
}
