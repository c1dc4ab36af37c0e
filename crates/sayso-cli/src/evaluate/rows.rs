//! Every sentence of the data with its answer, as JSON Lines.

use std::io::{self, Write};

use sayso::{Model, Prediction};
use sayso_train::data::{Dataset, Sentence};
use sayso_train::evaluate::Evaluation;
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::article;
use crate::output::json_line;

/// A sentence of the data with its answer.
struct Row<'a> {
    model: &'a Model,
    doc: &'a str,
    sentence: &'a Sentence,
    prediction: &'a Prediction,
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let labels = self.model.labels();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("doc", self.doc)?;
        map.serialize_entry("sid", &self.sentence.sid)?;
        map.serialize_entry("text", &self.sentence.text)?;
        map.serialize_entry("label", &self.sentence.label.map(|c| &labels[c]))?;
        map.serialize_entry("predicted", &labels[self.prediction.label])?;
        article::scores(&article::score_names(labels), self.prediction, &mut map)?;
        map.serialize_entry("model", &self.model.metadata().name)?;
        map.end()
    }
}

/// Writes them all.
pub fn write(model: &Model, data: &Dataset, evaluation: &Evaluation, out: &mut dyn Write) -> io::Result<()> {
    for (article, answers) in data.articles.iter().zip(&evaluation.predictions) {
        for (sentence, prediction) in article.sentences.iter().zip(answers) {
            json_line(out, &Row { model, doc: &article.id, sentence, prediction })?;
        }
    }
    Ok(())
}
