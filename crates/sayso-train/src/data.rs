//! Labelled data: files in, articles of labelled sentences out, and back.
//!
//! A data set is a list of articles and an article is a list of sentences in reading order, because the label of a
//! sentence depends on its neighbours and because splits are by article. Whatever shape the file has, [`read`] makes
//! one [`Dataset`] of it:
//!
//! - JSON Lines with one sentence per line: `{"doc": "a1", "text": "...", "label": "claim", "lang": "en"}`. Rows of one
//!   `doc` are consecutive and in order. A `label` of null (or none) is context that is not scored. Optional: `sid`,
//!   `paragraph_start` (bool) or `paragraph` (an integer whose change starts a paragraph), `weight`.
//! - JSON Lines with one article per line: `{"id": "a1", "text": "...", "sentences": [{"start": 0, "end": 9, "label":
//!   "claim"}]}`, half-open offsets in code points unless `offset_unit` says `utf8` or `utf16`.
//! - CSV and TSV with the column names of the first shape.
//! - Parquet with the columns of either shape.
//!
//! Text formats may be plain, gzip or zstd; these and Parquet are told apart by content. Any other field is kept: on the [`Article`] where all its rows
//! agree, else on the [`Sentence`]; [`Article::field`] looks in both places.
//!
//! Invariants of what [`read`] returns: every label is an index into `labels`; weights are finite and not negative; no
//! two articles come from the same `doc`; no article is empty. Anything in a file that breaks the rules is a
//! [`DataError`] that names the file, the line and the remedy; nothing here panics on input.

pub mod agree;
mod article;
mod builder;
pub mod check;
mod column;
mod error;
pub mod export;
mod fingerprint;
pub mod import;
mod layout;
mod lines;
mod offset;
mod options;
mod parquet;
mod read;
mod record;
mod source;
pub mod stats;
mod table;
mod write;

pub use self::error::{DataError, DataErrorKind};
pub use self::offset::Unit;
pub use self::options::ReadOptions;
pub use self::parquet::{ParquetRows, is_parquet};
pub use self::read::{read, read_stream};
pub use self::source::plain;
pub use self::table::{tsv_cells, tsv_is_quoted};
pub use self::write::{article_lines, replace_file, row_lines, write_articles, write_rows};

use serde_json::{Map, Value};

/// Labelled articles with the labels that occur in them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Dataset {
    /// Names of the labels, sorted; a [`Sentence::label`] is an index into them. With [`ReadOptions::labels`] they are
    /// exactly those, in that order.
    pub labels: Vec<String>,
    /// Articles in the order of the files.
    pub articles: Vec<Article>,
    /// What the user should know although it is no error.
    pub warnings: Vec<String>,
}

/// One article: its sentences in order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Article {
    /// The `doc` or `id`, unique in the data set.
    pub id: String,
    /// Language code, if the data names one.
    pub lang: Option<String>,
    /// Sentences in reading order.
    pub sentences: Vec<Sentence>,
    /// Other fields that hold for the whole article: outlet, date, style, split.
    pub fields: Map<String, Value>,
}

/// One sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct Sentence {
    /// Name of the sentence inside its article; its position if the data gives none.
    pub sid: String,
    /// The text.
    pub text: String,
    /// Class, an index into [`Dataset::labels`]; `None` is context that is not scored.
    pub label: Option<usize>,
    /// How much the sentence counts in training: finite, not negative, 1 unless the data says otherwise.
    pub weight: f64,
    /// Whether a paragraph starts here; `None` where the data does not say.
    pub paragraph_start: Option<bool>,
    /// Other fields of this sentence.
    pub fields: Map<String, Value>,
}

impl Default for Sentence {
    fn default() -> Self {
        Self {
            sid: String::new(),
            text: String::new(),
            label: None,
            weight: 1.0,
            paragraph_start: None,
            fields: Map::new(),
        }
    }
}

impl Article {
    /// Field `name` of sentence `sentence`: its own, or else the article's.
    #[must_use]
    pub fn field(&self, sentence: usize, name: &str) -> Option<&Value> {
        let own = self.sentences.get(sentence).and_then(|s| s.fields.get(name));
        own.or_else(|| self.fields.get(name))
    }
}

impl Article {
    /// Texts of the sentences in `range`, as far as there are any.
    #[must_use]
    pub fn texts(&self, range: std::ops::Range<usize>) -> Vec<String> {
        let end = range.end.min(self.sentences.len());
        self.sentences.get(range.start..end).unwrap_or_default().iter().map(|s| s.text.clone()).collect()
    }
}

impl Dataset {
    /// Name of the label of a sentence.
    #[must_use]
    pub fn label_of(&self, sentence: &Sentence) -> Option<&str> {
        self.labels.get(sentence.label?).map(String::as_str)
    }

    /// All sentences, article by article.
    pub fn sentences(&self) -> impl Iterator<Item = &Sentence> {
        self.articles.iter().flat_map(|a| &a.sentences)
    }

    /// How many sentences carry a label.
    #[must_use]
    pub fn labelled(&self) -> usize {
        self.sentences().filter(|s| s.label.is_some()).count()
    }
}
