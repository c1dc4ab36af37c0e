//! What the page is told, as JSON. All offsets count UTF-16 units of the article, as JavaScript does.

use serde::Serialize;

/// A model that was loaded.
#[derive(Debug, Serialize)]
pub struct About<'a> {
    /// Its name.
    pub name: &'a str,
    /// The version of sayso that wrote it.
    pub tool: &'a str,
    /// Names of its labels, in the order of all lists.
    pub labels: &'a [String],
    /// Below this probability it calls a sentence "unsure".
    pub unsure: f32,
}

/// A labelled article.
#[derive(Debug, Serialize)]
pub struct Article<'a> {
    /// Its sentences in order.
    pub sentences: Vec<Sentence<'a>>,
}

/// A labelled sentence.
#[derive(Debug, Serialize)]
pub struct Sentence<'a> {
    /// First unit.
    pub start: usize,
    /// One past the last unit.
    pub end: usize,
    /// It is the first of its line.
    pub paragraph: bool,
    /// Index of its label.
    pub label: usize,
    /// One per label.
    pub probabilities: &'a [f32],
    /// See [`sayso::Prediction::margin`].
    pub margin: f32,
    /// Words that stand for a source, a denial, ...
    pub cues: Vec<Cue>,
}

/// A cue; see [`sayso::cue::Cue`].
#[derive(Debug, Serialize)]
pub struct Cue {
    /// First unit.
    pub start: usize,
    /// One past the last unit.
    pub end: usize,
    /// What it is a cue of.
    pub kind: &'static str,
    /// It stands inside a quotation.
    pub quoted: bool,
}

/// Why a sentence got its label; see [`sayso::Explanation`].
#[derive(Debug, Serialize)]
pub struct Account {
    /// Intercepts plus contributions.
    pub logits: Vec<f32>,
    /// One per label.
    pub intercepts: Vec<f32>,
    /// Every feature that the model knows, in the order of the featurizer.
    pub contributions: Vec<Contribution>,
}

/// What one feature added.
#[derive(Debug, Serialize)]
pub struct Contribution {
    /// Its name.
    pub feature: String,
    /// The words it stands on: first unit and one past the last.
    pub span: Option<(usize, usize)>,
    /// What it added to each label's logit.
    pub logits: Vec<f32>,
}

/// What went wrong.
#[derive(Debug, Serialize)]
pub struct Failure {
    /// For people: place, cause, remedy.
    pub error: String,
}
