//! One labelled sentence as a row of output: the names that every surface of sayso uses.

use sayso::model::Labelled;
use sayso::{Model, Prediction};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

/// A sentence with everything its row says. Offsets count Unicode code points of the article.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    /// The model.
    pub model: &'a Model,
    /// Name of the article.
    pub doc: &'a str,
    /// Its text.
    pub text: &'a str,
    /// Position of the sentence in the article, from 0.
    pub index: usize,
    /// The sentence.
    pub labelled: &'a Labelled,
}

/// A cue of a row. Offsets count code points of the article.
#[derive(Debug, Serialize)]
pub struct CueOut {
    /// The first.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// What it is a cue of.
    pub kind: &'static str,
    /// It stands inside a quotation.
    pub quoted: bool,
}

impl<'a> Row<'a> {
    /// The sentence.
    pub fn sentence(&self) -> &'a str {
        self.labelled.span.of(self.text)
    }

    /// Name of its label.
    pub fn label(&self) -> &'a str {
        &self.model.labels()[self.labelled.prediction.label]
    }

    /// Code points of the article before byte `at` of the sentence.
    pub fn code_point(&self, at: usize) -> usize {
        let before = self.sentence().get(..at).unwrap_or_default();
        self.labelled.span.char_start + before.chars().count()
    }

    /// Its cues.
    pub fn cues(&self) -> Vec<CueOut> {
        let cue = |c: &sayso::cue::Cue| CueOut {
            start: self.code_point(c.start),
            end: self.code_point(c.end),
            kind: c.kind,
            quoted: c.quoted,
        };
        self.labelled.prediction.cues.iter().map(cue).collect()
    }

    /// Writes the entries that place the sentence: `doc, sent_index, start, end, text`.
    pub fn place<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        map.serialize_entry("doc", self.doc)?;
        map.serialize_entry("sent_index", &self.index)?;
        map.serialize_entry("start", &self.labelled.span.char_start)?;
        map.serialize_entry("end", &self.labelled.span.char_end)?;
        map.serialize_entry("text", self.sentence())
    }

    /// Writes the entries that are the answer: `label, score, score_<label>..., margin, abstained, cues`. `names` are
    /// those of the probabilities.
    pub fn answer<M: SerializeMap>(&self, names: &[String], map: &mut M) -> Result<(), M::Error> {
        map.serialize_entry("label", self.label())?;
        scores(names, &self.labelled.prediction, map)?;
        map.serialize_entry("cues", &self.cues())
    }
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        self.place(&mut map)?;
        self.answer(&score_names(self.model.labels()), &mut map)?;
        map.serialize_entry("model", &self.model.metadata().name)?;
        map.end()
    }
}

/// Names of the probabilities of labels: `score_<label>`.
pub fn score_names(labels: &[String]) -> Vec<String> {
    labels.iter().map(|label| format!("score_{label}")).collect()
}

/// Writes `score, score_<label>..., margin, abstained`; `names` are those of the probabilities.
pub fn scores<M: SerializeMap>(names: &[String], p: &Prediction, map: &mut M) -> Result<(), M::Error> {
    map.serialize_entry("score", &p.score())?;
    for (name, probability) in names.iter().zip(&p.probabilities) {
        map.serialize_entry(name, probability)?;
    }
    map.serialize_entry("margin", &p.margin)?;
    map.serialize_entry("abstained", &p.abstained)
}
