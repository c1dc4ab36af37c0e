//! The forms of the output. Workers turn an answer into a [`Piece`], the writer puts the pieces together in order.

pub mod csv;
pub mod json;
pub mod page;
pub mod parquet;
pub mod summary;

use sayso::model::Labelled;

use super::worker::{Answer, Article};
use crate::article::score_names;

/// Columns of the output that do not depend on the model, in order, without the scores of the labels.
pub const COLUMNS: [&str; 13] = [
    "doc",
    "sent_index",
    "start",
    "end",
    "text",
    "label",
    "score",
    "margin",
    "abstained",
    "cues",
    "model",
    "lang",
    "warning",
];

/// What the column `warning` says of an article in a language that labels are not meant for.
pub const UNSUPPORTED: &str = "unsupported language";

/// What holds for every row.
#[derive(Debug, Clone, Default)]
pub struct Form {
    /// Names of the labels.
    pub labels: Vec<String>,
    /// Columns of their probabilities.
    pub scores: Vec<String>,
    /// Name of the model.
    pub model: String,
    /// Columns that are carried along.
    pub carry: Vec<String>,
}

impl Form {
    /// For the rows of a model.
    pub fn new(model: &sayso::Model, carry: &[String]) -> Self {
        let labels = model.labels().to_vec();
        let scores = score_names(&labels);
        Self { labels, scores, model: model.metadata().name.clone(), carry: carry.to_vec() }
    }

    /// A carried column whose name the output uses itself.
    pub fn clash(&self) -> Option<&str> {
        let taken = |c: &&String| COLUMNS.contains(&c.as_str()) || c.as_str() == "sentences" || self.scores.contains(c);
        self.carry.iter().find(taken).map(String::as_str)
    }
}

/// Turns answers into pieces of output.
#[derive(Debug)]
pub enum Encoder {
    /// JSON Lines, one object for each sentence.
    Rows(Form),
    /// JSON Lines, one object for each article.
    Nested(Form),
    /// CSV.
    Csv(Form),
    /// Parquet.
    Parquet(Form),
    /// A page for a browser.
    Page(Form),
    /// Shares of labels; with the positions of outlet and date among the carried columns.
    Summary(summary::Keys),
    /// A table for people, which the writer makes.
    People,
}

/// A piece of output: that of one article.
#[derive(Debug)]
pub enum Piece {
    /// Bytes of a text format.
    Bytes(Vec<u8>),
    /// Rows for Parquet.
    Rows(Box<parquet::Rows>),
    /// Bytes of a page, and how many sentences have each label.
    Page(Vec<u8>, Vec<usize>),
    /// What a summary needs to know.
    Counts(summary::Article),
    /// Everything.
    Article(Box<Article>, Vec<Labelled>),
}

impl Encoder {
    /// The piece of an article.
    pub fn encode(&self, answer: Answer<'_>) -> Piece {
        match self {
            Self::Rows(form) => Piece::Bytes(json::rows(form, &answer)),
            Self::Nested(form) => Piece::Bytes(json::nested(form, &answer)),
            Self::Csv(form) => Piece::Bytes(csv::rows(form, &answer)),
            Self::Parquet(form) => Piece::Rows(Box::new(parquet::Rows::of(form, &answer))),
            Self::Page(form) => {
                let (bytes, counts) = page::article(form, &answer);
                Piece::Page(bytes, counts)
            }
            Self::Summary(keys) => Piece::Counts(keys.article(&answer)),
            Self::People => Piece::Article(Box::new(answer.article), answer.labelled),
        }
    }
}
