//! What a worker does with a record: text out of it, language, labels, the form of the output.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use sayso::model::Labelled;
use sayso::{Model, Scratch};
use serde_json::Value;

use super::encode::{Encoder, Piece};
use super::fields::{Columns, Fields};
use super::language::{Choice, is_supported};
use super::reader::{Payload, Position, Record};
use super::reject::{Reason, Reject};
use super::web;
use crate::article::Row;
use crate::input::{blank, utf8};

/// An article that is ready to be labelled.
#[derive(Debug, Clone, PartialEq)]
pub struct Article {
    /// Its name.
    pub doc: String,
    /// Its text.
    pub text: String,
    /// Its language, if it is known.
    pub lang: Option<String>,
    /// The labels are not meant for its language.
    pub unsupported: bool,
    /// Values of the columns that are carried along.
    pub carried: Vec<Value>,
}

/// An article with its labels.
#[derive(Debug)]
pub struct Answer<'a> {
    /// The model that gave them.
    pub model: &'a Model,
    /// The article.
    pub article: Article,
    /// Its sentences.
    pub labelled: Vec<Labelled>,
}

impl Answer<'_> {
    /// A row for each sentence.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        let Self { model, article, labelled } = self;
        let row = |(index, labelled)| Row { model, doc: &article.doc, text: &article.text, index, labelled };
        labelled.iter().enumerate().map(row)
    }
}

/// What to do with articles in languages that are not supported.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Unsupported {
    /// Label them, with a warning in their rows
    #[default]
    Warn,
    /// Set them aside
    Skip,
    /// Stop at the first
    Fail,
}

/// How articles are read and labelled.
pub struct Worker {
    /// The model.
    pub model: Model,
    /// Which columns mean what.
    pub columns: Arc<Columns>,
    /// Bytes that are not UTF-8 are replaced.
    pub lossy: bool,
    /// Web pages are read.
    pub html: bool,
    /// A text that is a web page is refused unless web pages are read.
    pub refuse_pages: bool,
    /// How the language is found.
    pub lang: Choice,
    /// What to do with languages that are not supported.
    pub unsupported: Unsupported,
    /// The form of the output.
    pub encoder: Encoder,
    /// Time spent.
    pub timings: Timings,
}

/// Nanoseconds that all workers spent in each stage.
#[derive(Debug, Default)]
pub struct Timings {
    /// Reading records: JSON, encodings, web pages.
    pub parse: AtomicU64,
    /// Finding the language.
    pub language: AtomicU64,
    /// Sentences and labels.
    pub classify: AtomicU64,
    /// Rows of the output.
    pub encode: AtomicU64,
}

/// What became of a record.
#[derive(Debug)]
pub struct Outcome {
    /// The position after it.
    pub after: Position,
    /// Bytes that had been read from all files when it had been.
    pub read: u64,
    /// Its part of the output, or why there is none.
    pub result: Result<Done, Reject>,
}

/// An article that is labelled.
#[derive(Debug)]
pub struct Done {
    /// Its part of the output.
    pub piece: Piece,
    /// How many sentences it has.
    pub sentences: usize,
    /// Its language, if that is not supported.
    pub unsupported: Option<String>,
}

impl Worker {
    /// Labels a record. A fault of the program in one record sets that record aside and nothing else.
    pub fn work(&self, record: Record, scratch: &mut Scratch) -> Outcome {
        let Record { place, doc, payload, after, read } = record;
        let done = catch_unwind(AssertUnwindSafe(|| self.done(doc, payload, scratch)));
        let result = done.unwrap_or_else(|_| {
            *scratch = Scratch::default();
            Err((0, Reason::new("internal", "a fault in sayso; please report it with this record")))
        });
        let result = result.map_err(|(line, reason)| {
            let mut place = place;
            place.line = place.line.max(line);
            Reject { place, reason }
        });
        Outcome { after, read, result }
    }

    /// Labels a record; an error comes with its line inside of the record.
    fn done(&self, doc: String, payload: Payload, scratch: &mut Scratch) -> Result<Done, (u64, Reason)> {
        let began = Instant::now();
        let read = self.article(doc, payload);
        let began = lap(&self.timings.parse, began);
        let (mut article, named) = read?;
        article.lang = self.lang.of(&article.text, named);
        article.unsupported = article.lang.as_deref().is_some_and(|l| !is_supported(l));
        let began = lap(&self.timings.language, began);
        if article.unsupported && self.unsupported != Unsupported::Warn {
            let lang = article.lang.unwrap_or_default();
            let message =
                format!("in {lang}, a language that labels are not meant for; use --unsupported warn to label it");
            return Err((0, Reason::new("language", message)));
        }
        let labelled = self.model.classify_with(&article.text, scratch);
        let began = lap(&self.timings.classify, began);
        let sentences = labelled.len();
        let unsupported = if article.unsupported { article.lang.clone() } else { None };
        let piece = self.encoder.encode(Answer { model: &self.model, article, labelled });
        lap(&self.timings.encode, began);
        Ok(Done { piece, sentences, unsupported })
    }

    /// The article of a record, and the language that the record names.
    fn article(&self, doc: String, payload: Payload) -> Result<(Article, Option<String>), (u64, Reason)> {
        let whole = |reason: Reason| (0, reason);
        let (mut fields, bytes, page) = match payload {
            Payload::Bad(reason) => return Err(whole(reason)),
            Payload::Text(bytes) => (Fields::new(&self.columns), Some(bytes), false),
            Payload::Page(bytes) => (Fields::new(&self.columns), Some(bytes), true),
            Payload::Fields(fields) => (fields, None, false),
            Payload::Json(line) => {
                let line = utf8(line, self.lossy).map_err(|e| (0, Reason::new("encoding", e.to_string())))?;
                (Fields::from_json(&line, &self.columns).map_err(whole)?, None, false)
            }
        };
        let text = match bytes {
            Some(bytes) => utf8(bytes, self.lossy).map_err(|e| (e.line, Reason::new("encoding", e.to_string())))?,
            None => fields.take_text(&self.columns).map_err(whole)?,
        };
        let text = self.plain_text(text, page, &mut fields).map_err(whole)?;
        if let Some(what) = blank(&text) {
            let message = format!("{what}; give the text of an article, or leave this input out");
            return Err(whole(Reason::new("empty", message)));
        }
        let doc = fields.id().map_err(whole)?.unwrap_or(doc);
        let named = fields.lang().map_err(whole)?;
        let article = Article { doc, text, lang: None, unsupported: false, carried: fields.carried };
        Ok((article, named))
    }

    /// The text itself, or that of the page that it is.
    fn plain_text(&self, text: String, page: bool, fields: &mut Fields) -> Result<String, Reason> {
        if !page && !web::looks_like_one(&text) {
            return Ok(text);
        }
        if !self.html {
            let message = "is a web page; read its article with --html, or the bare file with --input-format text";
            return if self.refuse_pages { Err(Reason::new("html", message)) } else { Ok(text) };
        }
        let page = web::read(&text)?;
        for (value, column) in fields.carried.iter_mut().zip(&self.columns.carry).filter(|(v, _)| v.is_null()) {
            *value = page.about(column);
        }
        Ok(page.text)
    }
}

/// Adds the time since `began`, and begins anew.
fn lap(total: &AtomicU64, began: Instant) -> Instant {
    let now = Instant::now();
    total.fetch_add(u64::try_from((now - began).as_nanos()).unwrap_or(u64::MAX), Ordering::Relaxed);
    now
}
