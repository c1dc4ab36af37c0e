//! JSON Lines: a row for each sentence, or an article with its sentences inside.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::{Form, UNSUPPORTED};
use crate::article::Row;
use crate::batch::worker::{Answer, Article};

/// One line for each sentence.
pub fn rows(form: &Form, answer: &Answer<'_>) -> Vec<u8> {
    let mut out = Vec::with_capacity(answer.article.text.len() * 4);
    for row in answer.rows() {
        line(&mut out, &Sentence { form, row, article: &answer.article });
    }
    out
}

/// One line for the article. Its shape is that of labelled articles, so `sayso train` and `sayso data` read it.
pub fn nested(form: &Form, answer: &Answer<'_>) -> Vec<u8> {
    let mut out = Vec::with_capacity(answer.article.text.len() * 3);
    line(&mut out, &Whole { form, answer });
    out
}

fn line(out: &mut Vec<u8>, value: &impl Serialize) {
    let start = out.len();
    // Writing to memory cannot fail, and no key is anything but a text.
    if serde_json::to_writer(&mut *out, value).is_err() {
        out.truncate(start);
    }
    out.push(b'\n');
}

struct Sentence<'a> {
    form: &'a Form,
    row: Row<'a>,
    article: &'a Article,
}

impl Serialize for Sentence<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        self.row.place(&mut map)?;
        self.row.answer(&self.form.scores, &mut map)?;
        map.serialize_entry("model", &self.form.model)?;
        about(self.form, self.article, &mut map)?;
        map.end()
    }
}

/// Writes what holds for the whole article: `lang`, a `warning` if there is one, carried columns.
fn about<M: SerializeMap>(form: &Form, article: &Article, map: &mut M) -> Result<(), M::Error> {
    map.serialize_entry("lang", &article.lang)?;
    if article.unsupported {
        map.serialize_entry("warning", UNSUPPORTED)?;
    }
    form.carry.iter().zip(&article.carried).try_for_each(|(name, value)| map.serialize_entry(name, value))
}

struct Whole<'a> {
    form: &'a Form,
    answer: &'a Answer<'a>,
}

impl Serialize for Whole<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { form, answer } = self;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("doc", &answer.article.doc)?;
        about(form, &answer.article, &mut map)?;
        map.serialize_entry("model", &form.model)?;
        map.serialize_entry("offset_unit", "codepoint")?;
        map.serialize_entry("text", &answer.article.text)?;
        let inside: Vec<Inside<'_>> = answer.rows().map(|row| Inside { form, row }).collect();
        map.serialize_entry("sentences", &inside)?;
        map.end()
    }
}

/// A sentence inside an article.
struct Inside<'a> {
    form: &'a Form,
    row: Row<'a>,
}

impl Serialize for Inside<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("start", &self.row.labelled.span.char_start)?;
        map.serialize_entry("end", &self.row.labelled.span.char_end)?;
        self.row.answer(&self.form.scores, &mut map)?;
        map.end()
    }
}
