//! Labels that stand apart from the texts they are about, because the texts are not ours to give away.
//!
//! A row is `{"doc": ..., "sid": ..., "sha256_12": ..., "label": ...}`: the sentence by name, and the first 12
//! hexadecimal digits of the SHA-256 of its text. A label is joined to a sentence only if both fit; a copy of the
//! corpus that lacks sentences or has other texts loses those labels and nothing else.
//!
//! A sentence that was labelled by itself, with its neighbours as context only, stands under a doc of its own that is
//! called `ARTICLE#SID`; it is joined to the sentence in `ARTICLE`, and gets the whole article as context.

use crate::data::column::{Place, shorten};
use crate::data::error::{DataError, DataErrorKind};
use crate::data::fingerprint::short_sha256;
use crate::data::options::ReadOptions;
use crate::data::read::Records;
use crate::data::record::{Record, Row, RowRecord};
use crate::data::source::expand;
use crate::data::write::line;
use crate::data::{Article, Dataset, Sentence};
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::collections::{HashMap, HashSet};
use std::io::{self, Write};
use std::path::PathBuf;

/// Name of the hash in a row.
const HASH: &str = "sha256_12";

/// How the labels fitted the texts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct StandoffReport {
    /// Labels in the files.
    pub labels: usize,
    /// Labels that found their sentence.
    pub joined: usize,
    /// Sentences that the copy does not have: doc and sid.
    pub missing: Vec<(String, String)>,
    /// Sentences whose text is another one in the copy.
    pub changed: Vec<(String, String)>,
}

/// One label.
#[derive(Debug)]
struct Entry {
    label: String,
    hash: Option<String>,
    fields: Map<String, Value>,
    state: State,
}

/// What became of a label.
#[derive(Debug, PartialEq, Eq)]
enum State {
    Missing,
    Changed,
    Joined,
}

/// Labels by sentence.
#[derive(Debug, Default)]
pub(super) struct Standoff {
    entries: Vec<(String, String, Entry)>,
    places: HashMap<(String, String), usize>,
    docs: HashSet<String>,
}

impl Standoff {
    /// Reads the labels of all files.
    pub(super) fn read(paths: &[PathBuf]) -> Result<Self, DataError> {
        let options = ReadOptions::standoff();
        let mut all = Self::default();
        for source in expand(paths)? {
            let file = source.name();
            for record in Records::open(&source, &options)? {
                let (line, record) = record?;
                all.add(record, Place { file: &file, line })?;
            }
        }
        if all.entries.is_empty() {
            let names: Vec<String> = paths.iter().map(|p| p.display().to_string()).collect();
            return Err(DataError::in_file(names.join(", "), DataErrorKind::NoRows));
        }
        Ok(all)
    }

    fn add(&mut self, record: Record, place: Place<'_>) -> Result<(), DataError> {
        let missing = |column: &str| {
            place.error(DataErrorKind::Missing { column: column.into(), found: "a row that needs it".into() })
        };
        let Record::Row(RowRecord { doc, row: Row { sid, label, mut fields, .. }, .. }) = record else {
            return Err(missing("sid"));
        };
        let (doc, sid) = (doc.ok_or_else(|| missing("doc"))?, sid.ok_or_else(|| missing("sid"))?);
        let doc = article(&doc, &sid).to_owned();
        let Some(label) = label else { return Ok(()) };
        let hash = match fields.remove(HASH) {
            Some(Value::String(hash)) => Some(hash.to_ascii_lowercase()),
            None | Some(Value::Null) => None,
            Some(other) => return Err(place.wrong_type(HASH, "12 hexadecimal digits", &other)),
        };
        if self.places.insert((doc.clone(), sid.clone()), self.entries.len()).is_some() {
            return Err(place.error(DataErrorKind::DuplicateRow { doc: shorten(&doc), sid: shorten(&sid) }));
        }
        self.docs.insert(doc.clone());
        self.entries.push((doc, sid, Entry { label, hash, fields, state: State::Missing }));
        Ok(())
    }

    /// Whether any sentence of an article has a label.
    pub(super) fn has(&self, doc: &str) -> bool {
        self.docs.contains(doc)
    }

    /// Gives a row its label and the label's other fields, if there is one for its text.
    pub(super) fn join(&mut self, doc: &str, row: &mut Row) {
        let key = (doc.to_owned(), row.sid.clone().unwrap_or_default());
        let Some((_, _, entry)) = self.places.get(&key).and_then(|&i| self.entries.get_mut(i)) else { return };
        if entry.hash.as_ref().is_some_and(|hash| *hash != short_sha256(&row.text)) {
            entry.state = State::Changed;
            return;
        }
        entry.state = State::Joined;
        row.label = Some(entry.label.clone());
        for (name, value) in &entry.fields {
            row.fields.entry(name.clone()).or_insert_with(|| value.clone());
        }
    }

    /// What became of all labels.
    pub(super) fn report(&self) -> StandoffReport {
        let list = |state: State| {
            let of = self.entries.iter().filter(move |(_, _, e)| e.state == state);
            of.map(|(doc, sid, _)| (doc.clone(), sid.clone())).collect::<Vec<_>>()
        };
        StandoffReport {
            labels: self.entries.len(),
            joined: list(State::Joined).len(),
            missing: list(State::Missing),
            changed: list(State::Changed),
        }
    }
}

/// The article of a doc that may be that of a single sentence.
fn article<'a>(doc: &'a str, sid: &str) -> &'a str {
    doc.strip_suffix(sid).and_then(|doc| doc.strip_suffix('#')).unwrap_or(doc)
}

/// Writes the labels of a data set without its texts, one row per labelled sentence with the fields in `keep`.
///
/// # Errors
/// Those of the writer.
pub fn standoff_lines(data: &Dataset, keep: &[String], out: &mut dyn Write) -> io::Result<()> {
    for article in &data.articles {
        for (position, sentence) in article.sentences.iter().enumerate() {
            if let Some(label) = data.label_of(sentence) {
                line(out, &entry(article, position, sentence, label, keep))?;
            }
        }
    }
    Ok(())
}

fn entry(article: &Article, position: usize, sentence: &Sentence, label: &str, keep: &[String]) -> Value {
    let mut row = json!({ "doc": article.id, "sid": sentence.sid, HASH: short_sha256(&sentence.text), "label": label });
    if let Some(map) = row.as_object_mut() {
        for name in keep {
            if let Some(value) = article.field(position, name) {
                map.entry(name.clone()).or_insert_with(|| value.clone());
            }
        }
    }
    row
}
