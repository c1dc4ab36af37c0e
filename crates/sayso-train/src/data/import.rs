//! `import`: labelled data of other tools and of public corpora, from the user's own copy, into rows of our shape.
//!
//! Every tool has a module of its own that does one thing: it takes one record apart into an `Item`, a text
//! with labelled spans or with one label. What happens to items is the same for all: labels are renamed or left out,
//! offsets are checked against the text in the unit that fits, and the result goes through the same reader as any other
//! data, so that an import cannot let in what [`read`](super::read) would refuse.
//!
//! The two corpora come without our labels, which are kept apart from the text of others (stand-off); see [`standoff`].

mod argilla;
mod brat;
mod checkthat;
mod corpus;
mod doccano;
mod item;
mod label_studio;
mod objects;
mod prodigy;
pub mod standoff;

use self::item::{Annotation, Item};
use self::standoff::StandoffReport;
use super::Dataset;
use super::builder::Builder;
use super::column::Place;
use super::error::{DataError, DataErrorKind};
use super::offset::Unit;
use super::options::ReadOptions;
use super::record::Record;
use super::source::{Source, expand};
use super::write::{line, row_lines};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::PathBuf;

/// Where the data comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ImportFormat {
    /// NewsDiscourse, one sentence per line with `paragraph`; labels apart.
    NewsDiscourse,
    /// PolNeAR, one sentence per line with `start` and `end`; labels apart.
    Polnear,
    /// Prodigy, JSON Lines (`db-out`): spans, choices or binary labels.
    Prodigy,
    /// doccano, JSON Lines: spans, entities or classes.
    Doccano,
    /// Label Studio, JSON (not JSON-MIN): labels on text or choices.
    LabelStudio,
    /// Argilla, JSON or JSON Lines of records.
    Argilla,
    /// brat standoff: a folder of .txt with .ann.
    Brat,
    /// CheckThat! lab, TSV of sentences.
    CheckThat,
}

/// How to import.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportOptions {
    /// Name of the text in the records of a tool.
    pub text: String,
    /// Language of all articles that name none.
    pub lang: Option<String>,
    /// Unit of offsets; none: code points, or UTF-16 where only that fits the texts of the spans.
    pub unit: Option<Unit>,
    /// Labels to take, before renaming; others are left out. Empty: all.
    pub only: Vec<String>,
    /// New names of labels.
    pub rename: BTreeMap<String, String>,
    /// Argilla's question; none: the first with labels.
    pub question: Option<String>,
    /// Whether predictions and suggestions count where a person has not labelled.
    pub suggestions: bool,
    /// Files with the stand-off labels of a corpus.
    pub labels: Vec<PathBuf>,
    /// Whether to take articles of a corpus without a label, too.
    pub all: bool,
    /// Whether bytes that are no UTF-8 become replacement characters instead of an error.
    pub lossy: bool,
}

impl Default for ImportOptions {
    fn default() -> Self {
        Self {
            text: "text".into(),
            lang: None,
            unit: None,
            only: Vec::new(),
            rename: BTreeMap::new(),
            question: None,
            suggestions: false,
            labels: Vec::new(),
            all: false,
            lossy: false,
        }
    }
}

/// What came in.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Imported {
    /// The data.
    pub data: Dataset,
    /// What the user should know: records that were left out and why.
    pub notes: Vec<String>,
    /// How the labels of a corpus fitted its texts.
    pub standoff: Option<StandoffReport>,
    /// The data as lines of our shapes with the original texts; none for a corpus, which has rows.
    lines: Option<Vec<Map<String, Value>>>,
}

impl Imported {
    /// Writes the data as JSON Lines: texts with spans one article per line, so that the text stays as it was, others one
    /// sentence per line.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        match &self.lines {
            Some(lines) => lines.iter().try_for_each(|map| line(out, map)),
            None => row_lines(&self.data, out),
        }
    }
}

/// Imports files or folders.
///
/// # Errors
/// What [`read`](super::read) would refuse, or a record that is not as its tool writes it.
pub fn import(format: ImportFormat, paths: &[PathBuf], options: &ImportOptions) -> Result<Imported, DataError> {
    let mut sink = Sink::new(options);
    match format {
        ImportFormat::NewsDiscourse => return corpus::import(corpus::NEWSDISCOURSE, paths, options),
        ImportFormat::Polnear => return corpus::import(corpus::POLNEAR, paths, options),
        ImportFormat::Prodigy => each(paths, options, &mut sink, prodigy::item)?,
        ImportFormat::Doccano => each(paths, options, &mut sink, doccano::item)?,
        ImportFormat::LabelStudio => each(paths, options, &mut sink, label_studio::item)?,
        ImportFormat::Argilla => each(paths, options, &mut sink, argilla::item)?,
        ImportFormat::Brat => brat::import(paths, options, &mut sink)?,
        ImportFormat::CheckThat => checkthat::import(paths, options, &mut sink)?,
    }
    sink.finish()
}

/// A record taken apart, or why it is left out.
type Taken = Result<Item, &'static str>;

/// How a tool's record is taken apart.
type Take = fn(Map<String, Value>, &ImportOptions, Place<'_>) -> Result<Taken, DataError>;

/// Takes every object of the files apart.
fn each(paths: &[PathBuf], options: &ImportOptions, sink: &mut Sink<'_>, item: Take) -> Result<(), DataError> {
    for source in expand(paths)? {
        objects::each(&source, options.lossy, |line, map| {
            let place = Place { file: &source.name(), line };
            match item(map, options, place)? {
                Ok(item) => sink.item(place, item),
                Err(reason) => {
                    sink.skip(reason);
                    Ok(())
                }
            }
        })?;
    }
    Ok(())
}

/// Items on their way into a data set.
struct Sink<'o> {
    options: &'o ImportOptions,
    read: ReadOptions,
    lines: Vec<Map<String, Value>>,
    /// File, line and record of each of them.
    records: Vec<(String, u64, Record)>,
    skipped: BTreeMap<&'static str, usize>,
}

impl<'o> Sink<'o> {
    fn new(options: &'o ImportOptions) -> Self {
        Self {
            options,
            read: ReadOptions::unlabelled(),
            lines: Vec::new(),
            records: Vec::new(),
            skipped: BTreeMap::new(),
        }
    }

    /// Counts a record that is left out.
    fn skip(&mut self, reason: &'static str) {
        *self.skipped.entry(reason).or_default() += 1;
    }

    /// Adds an item.
    fn item(&mut self, place: Place<'_>, item: Item) -> Result<(), DataError> {
        let none = matches!(item.annotation, Annotation::None);
        if none && !item.fields.contains_key("sid") {
            self.skip("records without a label");
            return Ok(());
        }
        let map = item.into_map(self.options);
        let record = Record::from_map(map.clone(), &self.read, place)?;
        self.lines.push(map);
        self.records.push((place.file.to_owned(), place.line, record));
        Ok(())
    }

    fn finish(self) -> Result<Imported, DataError> {
        let mut builder = Builder::new(&self.read);
        let mut records = self.records.into_iter().peekable();
        while let Some((file, line, record)) = records.next() {
            let same = std::iter::from_fn(|| records.next_if(|next| next.0 == file).map(|(_, l, r)| Ok((l, r))));
            builder.part(&file, std::iter::once(Ok((line, record))).chain(same))?;
        }
        if builder.is_empty() {
            let why: Vec<String> = notes(&self.skipped);
            let place = if why.is_empty() { "the export".to_owned() } else { why.join("; ") };
            return Err(DataError::in_file(place, DataErrorKind::NoRows));
        }
        Ok(Imported { data: builder.finish()?, notes: notes(&self.skipped), standoff: None, lines: Some(self.lines) })
    }
}

fn notes(skipped: &BTreeMap<&'static str, usize>) -> Vec<String> {
    skipped.iter().map(|(reason, count)| format!("{count} {reason} left out")).collect()
}

/// The sources that `paths` stand for; of a folder only the files that begin with `prefix`, if any does.
fn sources(paths: &[PathBuf], prefix: &str) -> Result<Vec<Source>, DataError> {
    let mut found = Vec::new();
    for path in paths {
        let all = expand(std::slice::from_ref(path))?;
        let own = |source: &&Source| match source {
            Source::File(file) => {
                file.file_name().and_then(|n| n.to_str()).is_some_and(|n| n.to_ascii_lowercase().starts_with(prefix))
            }
            Source::Stdin => false,
        };
        let named: Vec<Source> = all.iter().filter(own).cloned().collect();
        found.extend(if named.is_empty() || !path.is_dir() { all } else { named });
    }
    Ok(found)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::fs;

    /// Imports one file with `text` in it.
    pub(super) fn imported(
        format: ImportFormat,
        name: &str,
        text: &str,
        options: &ImportOptions,
    ) -> Result<Imported, DataError> {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join(name);
        fs::write(&path, text).unwrap();
        import(format, &[path], options)
    }

    /// Imports with the usual options.
    pub(super) fn plainly(format: ImportFormat, text: &str) -> Result<Imported, DataError> {
        imported(format, "x.json", text, &ImportOptions::default())
    }

    /// Name of the article, text and label of each sentence.
    pub(super) fn rows(imported: &Imported) -> Vec<(&str, &str, &str)> {
        let data = &imported.data;
        data.articles
            .iter()
            .flat_map(|a| a.sentences.iter().map(move |s| (a, s)))
            .map(|(a, s)| (a.id.as_str(), s.text.as_str(), data.label_of(s).unwrap_or("-")))
            .collect()
    }

    #[test]
    fn lines_read_back_as_the_same_data() {
        let text = "{\"text\": \"Né. One.\", \"label\": [[0, 3, \"x\"], [4, 8, \"y\"]], \"id\": 3}\n";
        let one = plainly(ImportFormat::Doccano, text).unwrap();
        let mut out = Vec::new();
        one.write(&mut out).unwrap();
        let again = crate::data::read_stream("y.jsonl", io::Cursor::new(out), &ReadOptions::unlabelled()).unwrap();
        assert_eq!(again, one.data);
        assert_eq!(rows(&one), [("3", "Né.", "x"), ("3", "One.", "y")]);
    }

    #[test]
    fn nothing_labelled_is_an_error_that_says_why() {
        let text = "{\"text\": \"a\", \"answer\": \"reject\"}\n{\"text\": \"b\"}\n";
        let e = plainly(ImportFormat::Prodigy, text).unwrap_err().to_string();
        assert!(e.contains("1 records without a label left out; 1 rejected tasks left out"), "{e}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn arbitrary_exports_never_panic(
            text in "[\\[\\]\\{\\}\",: 0-9]{0,60}",
            field in prop::sample::select(vec!["label", "spans", "accept", "entities", "data", "annotations", "responses"]),
            value in prop::sample::select(vec!["null", "[]", "[[0,1,2]]", "[{}]", "{}", "1", "\"x\"", "[[0,1,\"x\"]]", "[\"x\"]"]),
        ) {
            use ImportFormat::{Argilla, Brat, CheckThat, Doccano, LabelStudio, NewsDiscourse, Polnear, Prodigy};
            let record = format!("{{\"text\": \"a\", \"doc\": \"d\", \"{field}\": {value}}}\n{text}");
            for format in [Argilla, Brat, CheckThat, Doccano, LabelStudio, NewsDiscourse, Polnear, Prodigy] {
                let _ = plainly(format, &record);
                let _ = plainly(format, &text);
            }
        }
    }
}
