//! All rows of the files with their places, however much is wrong with some of them.

use super::CheckOptions;
use super::report::Finding;
use crate::data::column::{Place, shorten};
use crate::data::error::{DataError, DataErrorKind};
use crate::data::read::Records;
use crate::data::record::{ArticleRecord, Record, Row, RowRecord};
use crate::data::source::{Source, expand};
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::path::PathBuf;

/// Names that a part of a file's name may give to a split.
const SPLITS: [&str; 6] = ["train", "dev", "validation", "valid", "val", "test"];

/// A place: which file, which line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Spot {
    pub(crate) file: usize,
    pub(crate) line: u64,
}

/// An article.
#[derive(Debug)]
pub(super) struct Doc {
    /// Its name; none if the data gives none.
    pub(super) id: Option<String>,
    pub(super) spot: Spot,
    /// Its first split.
    pub(super) split: Option<String>,
    /// Where its rows stop to agree on the split, and the other one.
    pub(super) second_split: Option<(Spot, String)>,
    /// Characters that lie in no sentence.
    pub(super) uncovered: usize,
    /// Its sentences among the items: first, and one after the last.
    pub(super) first: usize,
    pub(super) end: usize,
}

/// A sentence.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) doc: usize,
    pub(super) spot: Spot,
    pub(super) sid: Option<String>,
    pub(super) text: String,
    /// Index into the names of the labels.
    pub(super) label: Option<usize>,
}

/// All of it.
#[derive(Debug, Default)]
pub(crate) struct Corpus {
    pub(super) files: Vec<String>,
    pub(super) docs: Vec<Doc>,
    pub(super) items: Vec<Item>,
    pub(super) labels: Vec<String>,
}

impl Corpus {
    /// Name of the file of a place.
    pub(super) fn file(&self, spot: Spot) -> &str {
        self.files.get(spot.file).map_or("", String::as_str)
    }

    /// A place in words.
    pub(super) fn place(&self, spot: Spot) -> String {
        format!("{}:{}", self.file(spot), spot.line)
    }

    /// Name of a label, or "no label".
    pub(super) fn label(&self, label: Option<usize>) -> &str {
        label.and_then(|l| self.labels.get(l)).map_or("no label", String::as_str)
    }

    /// Sentences of an article.
    pub(super) fn sentences(&self, doc: &Doc) -> &[Item] {
        self.items.get(doc.first..doc.end).unwrap_or_default()
    }

    /// Reads all files; what cannot be read becomes a finding.
    pub(super) fn collect(
        paths: &[PathBuf],
        options: &CheckOptions,
        findings: &mut Vec<Finding>,
    ) -> Result<Self, DataError> {
        let mut collector = Collector { options, findings, corpus: Self::default(), seen: HashMap::new(), open: None };
        for source in expand(paths)? {
            collector.file(&source)?;
        }
        Ok(collector.corpus)
    }
}

struct Collector<'a> {
    options: &'a CheckOptions,
    findings: &'a mut Vec<Finding>,
    corpus: Corpus,
    /// First place of every named article.
    seen: HashMap<String, Spot>,
    /// Name of the article whose rows are coming in.
    open: Option<String>,
}

impl Collector<'_> {
    fn file(&mut self, source: &Source) -> Result<(), DataError> {
        let name = source.name();
        let file = self.corpus.files.len();
        self.corpus.files.push(name.clone());
        self.open = None;
        let before = self.corpus.items.len();
        let records = match Records::open(source, &self.options.read) {
            Ok(records) => records,
            Err(e) if matches!(e.kind(), DataErrorKind::NotFound | DataErrorKind::Read(_)) => return Err(e),
            Err(e) => return self.error(&e),
        };
        let mut failed = false;
        for record in records {
            match record {
                Ok((line, record)) => self.record(Spot { file, line }, record),
                Err(e) => {
                    failed = true;
                    self.error(&e)?;
                }
            }
        }
        if self.corpus.items.len() == before && !failed {
            self.error(&DataError::in_file(name, DataErrorKind::NoRows))?;
        }
        Ok(())
    }

    /// Keeps a reading error as a finding.
    fn error(&mut self, error: &DataError) -> Result<(), DataError> {
        self.findings.push(Finding::from_error(error));
        Ok(())
    }

    fn record(&mut self, spot: Spot, record: Record) {
        match record {
            Record::Row(record) => self.row(spot, record),
            Record::Article(record) => self.article(spot, record),
        }
    }

    fn article(&mut self, spot: Spot, record: ArticleRecord) {
        let split = self.split(&record.fields, spot);
        self.begin(spot, record.id, split);
        if let Some(doc) = self.corpus.docs.last_mut() {
            doc.uncovered = record.uncovered;
        }
        for row in record.rows {
            self.sentence(spot, row);
        }
        self.open = None;
    }

    fn row(&mut self, spot: Spot, record: RowRecord) {
        let split = self.split(&record.row.fields, spot);
        if record.doc.is_none() || record.doc != self.open {
            self.open.clone_from(&record.doc);
            self.begin(spot, record.doc, split);
        } else if let Some(doc) = self.corpus.docs.last_mut()
            && doc.second_split.is_none()
            && doc.split != split
        {
            doc.second_split = Some((spot, split.unwrap_or_else(|| "none".to_owned())));
        }
        self.sentence(spot, record.row);
    }

    /// Split of a row: its field, or else a part of the file's name.
    fn split(&self, fields: &Map<String, Value>, spot: Spot) -> Option<String> {
        if let Some(value) = fields.get(&self.options.split).filter(|v| !v.is_null()) {
            return Some(value.as_str().map_or_else(|| value.to_string(), str::to_owned));
        }
        let name = self.corpus.file(spot).rsplit(['/', '\\']).next().unwrap_or_default();
        let mut parts = name.split(['.', '-', '_']).map(str::to_ascii_lowercase);
        parts.find(|part| SPLITS.contains(&part.as_str()))
    }

    fn begin(&mut self, spot: Spot, id: Option<String>, split: Option<String>) {
        let first = self.corpus.items.len();
        if let Some(id) = &id {
            match self.seen.get(id) {
                Some(&before) => self.returns(spot, id, before),
                None => drop(self.seen.insert(id.clone(), spot)),
            }
        }
        self.corpus.docs.push(Doc { id, spot, split, second_split: None, uncovered: 0, first, end: first });
    }

    fn returns(&mut self, spot: Spot, id: &str, before: Spot) {
        let first = self.corpus.place(before);
        let place = Place { file: self.corpus.file(spot), line: spot.line };
        let error = place.error(DataErrorKind::DocReturns { doc: shorten(id), first });
        self.findings.push(Finding { code: "doc-returns", ..Finding::from_error(&error) });
    }

    fn sentence(&mut self, spot: Spot, row: Row) {
        let label = row.label.and_then(|name| self.label(name, spot));
        let doc = self.corpus.docs.len().saturating_sub(1);
        self.corpus.items.push(Item { doc, spot, sid: row.sid, text: row.text, label });
        if let Some(doc) = self.corpus.docs.last_mut() {
            doc.end = self.corpus.items.len();
        }
    }

    /// Index of a label; a finding if it is not on the list.
    fn label(&mut self, name: String, spot: Spot) -> Option<usize> {
        if let Some(known) = &self.options.read.labels
            && !known.contains(&name)
        {
            let place = Place { file: self.corpus.file(spot), line: spot.line };
            let error = place.error(DataErrorKind::UnknownLabel { label: name, known: known.join(", ") });
            self.findings.push(Finding { code: "unknown-label", ..Finding::from_error(&error) });
            return None;
        }
        let labels = &mut self.corpus.labels;
        Some(labels.iter().position(|l| *l == name).unwrap_or_else(|| {
            labels.push(name);
            labels.len() - 1
        }))
    }
}
