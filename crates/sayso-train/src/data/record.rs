//! One row or one article of a file, typed but not yet part of a data set.

use super::article;
use super::column::{Place, integer, take_bool, take_name, take_text, take_weight};
use super::error::DataError;
use super::options::ReadOptions;
use serde_json::{Map, Value};

/// What one line holds.
#[derive(Debug)]
pub(crate) enum Record {
    /// One sentence.
    Row(RowRecord),
    /// One article.
    Article(ArticleRecord),
}

/// One sentence with the article it belongs to.
#[derive(Debug)]
pub(crate) struct RowRecord {
    /// Name of the article.
    pub(crate) doc: Option<String>,
    /// Language of the article.
    pub(crate) lang: Option<String>,
    /// The sentence.
    pub(crate) row: Row,
}

/// One article.
#[derive(Debug)]
pub(crate) struct ArticleRecord {
    /// Its name.
    pub(crate) id: Option<String>,
    /// Its language.
    pub(crate) lang: Option<String>,
    /// Its sentences in order.
    pub(crate) rows: Vec<Row>,
    /// Its other fields.
    pub(crate) fields: Map<String, Value>,
    /// Characters of its text, blanks aside, that lie in no sentence.
    pub(crate) uncovered: usize,
}

/// One sentence.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    /// Its name.
    pub(crate) sid: Option<String>,
    /// Its text.
    pub(crate) text: String,
    /// Its label.
    pub(crate) label: Option<String>,
    /// Its weight.
    pub(crate) weight: f64,
    /// Whether a paragraph starts here.
    pub(crate) paragraph_start: Option<bool>,
    /// Number of its paragraph.
    pub(crate) paragraph: Option<i64>,
    /// Its other fields.
    pub(crate) fields: Map<String, Value>,
}

impl Record {
    /// Reads the columns of a line.
    pub(crate) fn from_map(
        map: Map<String, Value>,
        options: &ReadOptions,
        place: Place<'_>,
    ) -> Result<Self, DataError> {
        if map.get("sentences").is_some_and(Value::is_array) {
            return article::decode(map, options, place).map(Self::Article);
        }
        RowRecord::from_map(map, options, place).map(Self::Row)
    }
}

impl RowRecord {
    fn from_map(mut map: Map<String, Value>, options: &ReadOptions, place: Place<'_>) -> Result<Self, DataError> {
        let text = match map.get(&options.text) {
            None | Some(Value::Null) if !options.need_text => String::new(),
            _ => take_text(&mut map, &options.text, place)?,
        };
        let doc = take_name(&mut map, &options.doc, place)?;
        let lang = take_name(&mut map, &options.lang, place)?;
        Ok(Self { doc, lang, row: Row::from_map(map, text, options, place)? })
    }
}

impl Row {
    /// Reads what a sentence has beside its text.
    pub(crate) fn from_map(
        mut map: Map<String, Value>,
        text: String,
        options: &ReadOptions,
        place: Place<'_>,
    ) -> Result<Self, DataError> {
        Ok(Self {
            sid: take_name(&mut map, "sid", place)?,
            text,
            label: take_name(&mut map, &options.label, place)?,
            weight: take_weight(&mut map, place)?,
            paragraph_start: take_bool(&mut map, "paragraph_start", place)?,
            paragraph: integer(&map, "paragraph", place)?,
            fields: map,
        })
    }
}
