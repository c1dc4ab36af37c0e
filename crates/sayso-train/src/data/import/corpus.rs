//! NewsDiscourse and PolNeAR: the user's own copy, one sentence per line, joined with our labels.
//!
//! Whole articles come out, since neighbours matter: a sentence without a label is context. The first corpus numbers
//! its paragraphs; in the second two characters or more between two sentences are a paragraph break.

use super::standoff::Standoff;
use super::{ImportOptions, Imported, sources};
use crate::data::builder::Builder;
use crate::data::column::Place;
use crate::data::error::{DataError, DataErrorKind};
use crate::data::options::ReadOptions;
use crate::data::read::Records;
use crate::data::record::{Record, Row, RowRecord};
use crate::data::source::Source;
use serde_json::{Map, Value};
use std::path::PathBuf;

/// How a corpus is read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Corpus {
    /// What the names of its files begin with.
    prefix: &'static str,
    /// Whether paragraphs are told by the distance of sentences.
    gaps: bool,
}

/// Choubey et al., ACL 2020.
pub(super) const NEWSDISCOURSE: Corpus = Corpus { prefix: "newsdiscourse", gaps: false };
/// Newell et al., LREC 2018.
pub(super) const POLNEAR: Corpus = Corpus { prefix: "polnear", gaps: true };

/// Fields that have done their service once paragraphs are known.
const POSITIONS: [&str; 3] = ["paragraph", "start", "end"];

/// Characters between sentences from which on a paragraph ends.
const BREAK: i64 = 2;

pub(super) fn import(corpus: Corpus, paths: &[PathBuf], options: &ImportOptions) -> Result<Imported, DataError> {
    let mut labels = if options.labels.is_empty() { None } else { Some(Standoff::read(&options.labels)?) };
    let read = ReadOptions { lossy: options.lossy, ..ReadOptions::unlabelled() };
    let mut builder = Builder::new(&read);
    let sources = sources(paths, corpus.prefix)?;
    for source in &sources {
        let rows = rows(corpus, source, &read, labels.as_mut(), options)?;
        builder.part(&source.name(), rows.into_iter().map(Ok))?;
    }
    let report = labels.map(|l| l.report());
    if let Some(report) = report.as_ref().filter(|r| r.joined == 0) {
        let texts: Vec<String> = sources.iter().map(Source::name).collect();
        let kind = DataErrorKind::NothingJoined { labels: report.labels, texts: texts.join(", ") };
        return Err(DataError::new(kind));
    }
    Ok(Imported { data: builder.finish()?, notes: Vec::new(), standoff: report, lines: None })
}

/// Rows of one file, labelled.
fn rows(
    corpus: Corpus,
    source: &Source,
    read: &ReadOptions,
    mut labels: Option<&mut Standoff>,
    options: &ImportOptions,
) -> Result<Vec<(u64, Record)>, DataError> {
    let file = source.name();
    let (mut rows, mut before) = (Vec::new(), Before::default());
    for record in Records::open(source, read)? {
        let (line, record) = record?;
        let place = Place { file: &file, line };
        let Record::Row(RowRecord { doc: Some(doc), lang, mut row }) = record else {
            let found = "an article, or a row without `doc`".to_owned();
            return Err(place.error(DataErrorKind::Missing { column: "doc".into(), found }));
        };
        paragraph(corpus, &mut before, &doc, &mut row, place)?;
        let wanted = options.all || labels.as_ref().is_none_or(|l| l.has(&doc));
        if let Some(labels) = &mut labels {
            labels.join(&doc, &mut row);
        }
        if wanted {
            row.fields.retain(|name, _| !POSITIONS.contains(&name.as_str()));
            row.label = row.label.map(|l| options.rename.get(&l).cloned().unwrap_or(l));
            let lang = lang.or_else(|| options.lang.clone()).or_else(|| Some("en".to_owned()));
            rows.push((line, Record::Row(RowRecord { doc: Some(doc), lang, row })));
        }
    }
    Ok(rows)
}

/// The sentence before.
#[derive(Default)]
struct Before {
    doc: String,
    end: i64,
    paragraph: Option<i64>,
}

/// Sets whether a paragraph starts at a row.
fn paragraph(corpus: Corpus, before: &mut Before, doc: &str, row: &mut Row, place: Place<'_>) -> Result<(), DataError> {
    let first = before.doc != doc;
    if first {
        before.doc = doc.to_owned();
    }
    let starts = if corpus.gaps {
        let (start, end) = (offset(&row.fields, "start", place)?, offset(&row.fields, "end", place)?);
        start - std::mem::replace(&mut before.end, end) >= BREAK
    } else {
        let number = row.paragraph;
        number != std::mem::replace(&mut before.paragraph, number)
    };
    row.paragraph_start = Some(first || starts);
    Ok(())
}

fn offset(fields: &Map<String, Value>, name: &str, place: Place<'_>) -> Result<i64, DataError> {
    let value = fields.get(name).unwrap_or(&Value::Null);
    let number = value.as_i64().filter(|n| (0..=i64::from(u32::MAX)).contains(n));
    number.ok_or_else(|| place.wrong_type(name, "an integer of 0 or more", value))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::{ImportFormat, import};
    use super::*;
    use crate::data::fingerprint::short_sha256;
    use crate::data::import::standoff::standoff_lines;
    use std::fs;
    use std::path::Path;

    fn label(doc: &str, sid: &str, text: &str, label: &str) -> String {
        let hash = short_sha256(text);
        format!(
            "{{\"doc\": \"{doc}\", \"sid\": {sid}, \"sha256_12\": \"{hash}\", \"label\": \"{label}\", \"evidence\": \"one\"}}\n"
        )
    }

    fn run(dir: &Path, format: ImportFormat, labels: &str) -> Result<Imported, DataError> {
        fs::write(dir.join("labels.jsonl"), labels).unwrap();
        let options = ImportOptions { labels: vec![dir.join("labels.jsonl")], ..ImportOptions::default() };
        import(format, &[dir.to_owned()], &options)
    }

    #[test]
    fn paragraphs_by_number_and_labels_by_hash() {
        let dir = tempfile::tempdir().unwrap();
        let row = |doc: &str, sid: &str, p: u8, text: &str| {
            format!(
                "{{\"doc\": \"{doc}\", \"sid\": \"{sid}\", \"paragraph\": {p}, \"text\": \"{text}\", \"speech\": true}}\n"
            )
        };
        let text = [
            row("a", "S1", 3, "One."),
            row("a", "S2", 3, "Two."),
            row("a", "S3", 4, "Three."),
            row("b", "S1", 1, "Other."),
        ];
        fs::write(dir.path().join("newsdiscourse.train.jsonl"), text.concat()).unwrap();
        let labels =
            [label("a", "\"S1\"", "One.", "x"), label("a", "\"S2\"", "Tow.", "y"), label("a", "\"S9\"", "Nine.", "y")];
        let found = run(dir.path(), ImportFormat::NewsDiscourse, &labels.concat()).unwrap();
        let sentences: Vec<_> = found.data.sentences().map(|s| (s.text.as_str(), s.label, s.paragraph_start)).collect();
        assert_eq!(
            sentences,
            [("One.", Some(0), Some(true)), ("Two.", None, Some(false)), ("Three.", None, Some(true))]
        );
        assert_eq!(found.data.articles[0].field(0, "evidence").unwrap(), "one");
        assert_eq!(found.data.articles[0].lang.as_deref(), Some("en"));
        let report = found.standoff.unwrap();
        assert_eq!((report.labels, report.joined), (3, 1));
        assert_eq!(report.missing, [("a".to_owned(), "S9".to_owned())]);
        assert_eq!(report.changed, [("a".to_owned(), "S2".to_owned())]);
        let mut out = Vec::new();
        standoff_lines(&found.data, &["evidence".to_owned()], &mut out).unwrap();
        let again: Value = serde_json::from_slice(&out).unwrap();
        assert_eq!(again, serde_json::from_str::<Value>(&labels[0]).unwrap());
    }

    #[test]
    fn paragraphs_by_distance() {
        let dir = tempfile::tempdir().unwrap();
        let row = |sid: u8, start: u8, end: u8, text: &str| {
            format!("{{\"doc\": \"a\", \"sid\": {sid}, \"start\": {start}, \"end\": {end}, \"text\": \"{text}\"}}\n")
        };
        let text = [row(0, 0, 4, "One."), row(1, 5, 9, "Two."), row(2, 11, 17, "Three."), row(3, 17, 20, "x")];
        fs::write(dir.path().join("polnear.jsonl"), text.concat()).unwrap();
        let found = run(dir.path(), ImportFormat::Polnear, &label("a", "1", "Two.", "x")).unwrap();
        let starts: Vec<_> = found.data.sentences().map(|s| s.paragraph_start == Some(true)).collect();
        assert_eq!(starts, [true, false, true, false]);
        assert_eq!(found.data.labelled(), 1);
        assert!(found.data.sentences().all(|s| !s.fields.contains_key("start")));
    }

    #[test]
    fn single_sentences_join_their_article() {
        let dir = tempfile::tempdir().unwrap();
        let row = |sid: u8, text: &str| {
            format!("{{\"doc\": \"a\", \"sid\": {sid}, \"paragraph\": 1, \"text\": \"{text}\"}}\n")
        };
        fs::write(dir.path().join("newsdiscourse.jsonl"), [row(1, "One."), row(2, "Two.")].concat()).unwrap();
        let found = run(dir.path(), ImportFormat::NewsDiscourse, &label("a#2", "2", "Two.", "x")).unwrap();
        assert_eq!(found.data.sentences().map(|s| s.label).collect::<Vec<_>>(), [None, Some(0)]);
    }

    #[test]
    fn labels_of_another_corpus_are_an_error() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("polnear.jsonl"), "{\"doc\": \"a\", \"text\": \"One.\", \"start\": 0, \"end\": 4}\n")
            .unwrap();
        let e = run(dir.path(), ImportFormat::Polnear, &label("b", "1", "Two.", "x")).unwrap_err();
        assert!(e.to_string().contains("none of the 1 labels fits"), "{e}");
        let twice = label("a", "0", "One.", "x").repeat(2);
        let e = run(dir.path(), ImportFormat::Polnear, &twice).unwrap_err();
        assert_eq!((e.line(), matches!(e.kind(), DataErrorKind::DuplicateRow { .. })), (Some(2), true));
        let e = run(dir.path(), ImportFormat::NewsDiscourse, "{\"doc\": \"a\", \"label\": \"x\"}\n").unwrap_err();
        assert!(e.to_string().contains("no `sid`"), "{e}");
    }
}
