//! CSV (RFC 4180): the columns of the JSON rows. Cues are written as JSON in their cell, as are carried values that are
//! no text.

use std::borrow::Cow;
use std::fmt::Write;

use csv::WriterBuilder;
use serde_json::Value;

use super::{COLUMNS, Form, UNSUPPORTED};
use crate::article::Row;
use crate::batch::worker::{Answer, Article};

/// The names of the columns.
pub fn header(form: &Form) -> Vec<u8> {
    let (before, after) = COLUMNS.split_at(7);
    let scores = form.scores.iter().map(String::as_str);
    let names = before.iter().copied().chain(scores).chain(after.iter().copied());
    written(|out| out.write_record(names.chain(form.carry.iter().map(String::as_str))))
}

/// One record for each sentence.
pub fn rows(form: &Form, answer: &Answer<'_>) -> Vec<u8> {
    written(|out| answer.rows().try_for_each(|row| record(form, &answer.article, &row, out)))
}

fn written(write: impl FnOnce(&mut csv::Writer<Vec<u8>>) -> csv::Result<()>) -> Vec<u8> {
    let mut out = WriterBuilder::new().from_writer(Vec::new());
    // Writing to memory cannot fail, and all records are of one length.
    let _ = write(&mut out);
    out.into_inner().unwrap_or_default()
}

fn record(form: &Form, article: &Article, row: &Row<'_>, out: &mut csv::Writer<Vec<u8>>) -> csv::Result<()> {
    let p = &row.labelled.prediction;
    let span = row.labelled.span;
    let mut number = String::new();
    let mut float = |out: &mut csv::Writer<Vec<u8>>, value: f32| {
        number.clear();
        let _ = write!(number, "{value}");
        out.write_field(&number)
    };
    out.write_field(row.doc)?;
    out.write_field(row.index.to_string())?;
    out.write_field(span.char_start.to_string())?;
    out.write_field(span.char_end.to_string())?;
    out.write_field(row.sentence())?;
    out.write_field(row.label())?;
    float(out, p.score())?;
    p.probabilities.iter().try_for_each(|&p| float(out, p))?;
    float(out, p.margin)?;
    out.write_field(if p.abstained { "true" } else { "false" })?;
    out.write_field(serde_json::to_string(&row.cues()).unwrap_or_default())?;
    out.write_field(&form.model)?;
    out.write_field(article.lang.as_deref().unwrap_or_default())?;
    out.write_field(if article.unsupported { UNSUPPORTED } else { "" })?;
    article.carried.iter().try_for_each(|value| out.write_field(text(value).as_bytes()))?;
    out.write_record(None::<&[u8]>)
}

/// A value as text; null is empty.
pub fn text(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Null => "".into(),
        Value::String(text) => text.into(),
        other => other.to_string().into(),
    }
}
