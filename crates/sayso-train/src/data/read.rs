//! Files to records to a data set, one line in memory at a time.

use super::Dataset;
use super::builder::Builder;
use super::column::Place;
use super::error::{DataError, DataErrorKind};
use super::lines::{Lines, chomp};
use super::options::ReadOptions;
use super::parquet::ParquetRows;
use super::record::Record;
use super::source::{Source, expand, plain};
use super::table::{self, Table};
use serde_json::{Map, Value};
use std::io::{BufRead, Read};
use std::path::PathBuf;

/// Reads labelled data from files, folders (all data files in each, sorted by name) or standard input (`-`).
///
/// # Errors
/// The first thing wrong with the data, see [`DataErrorKind`].
pub fn read(paths: &[PathBuf], options: &ReadOptions) -> Result<Dataset, DataError> {
    let mut builder = Builder::new(options);
    for source in expand(paths)? {
        builder.file(&source.name(), Records::open(&source, options)?)?;
    }
    builder.finish()
}

/// Reads labelled data from one stream. `name` is what messages call it and tells the format by its ending (`.jsonl`,
/// `.csv`, `.tsv`); with another ending the first line tells.
///
/// # Errors
/// As [`read`].
pub fn read_stream(name: &str, input: impl Read + 'static, options: &ReadOptions) -> Result<Dataset, DataError> {
    let mut builder = Builder::new(options);
    let ending = Source::File(name.into()).ending();
    builder.file(name, Records::new(name, plain(name, input)?, ending.as_deref(), options)?)?;
    builder.finish()
}

/// A record with its line, or what is wrong with it.
pub(crate) type Numbered = Result<(u64, Record), DataError>;

/// Records of one file. After an error of one record the next one follows; after an error of reading nothing does.
pub(crate) struct Records<'o> {
    name: String,
    format: Format,
    options: &'o ReadOptions,
    done: bool,
}

enum Format {
    Json(Lines),
    Table(Table),
    Parquet(Box<ParquetRows>),
    Nothing,
}

/// The formats by name of ending or by first line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Json,
    Csv,
    Tsv,
}

impl<'o> Records<'o> {
    /// Records of a source.
    pub(crate) fn open(source: &Source, options: &'o ReadOptions) -> Result<Self, DataError> {
        if let Some(file) = source.parquet()? {
            let rows = ParquetRows::new(&source.name(), file, |_| true)?;
            return Ok(Self { name: source.name(), format: Format::Parquet(Box::new(rows)), options, done: false });
        }
        Self::new(&source.name(), source.open()?, source.ending().as_deref(), options)
    }

    fn new(
        name: &str,
        input: Box<dyn BufRead>,
        ending: Option<&str>,
        options: &'o ReadOptions,
    ) -> Result<Self, DataError> {
        let mut lines = Lines::new(input, name, options.lossy);
        let kind = lines.peek()?.map(|first| kind(ending, first));
        let format = match kind {
            None => Format::Nothing,
            Some(Kind::Json) => Format::Json(lines),
            Some(Kind::Csv) => Format::Table(Table::csv(lines, options)?),
            Some(Kind::Tsv) => Format::Table(Table::tsv(lines, options)?),
        };
        Ok(Self { name: name.to_owned(), format, options, done: false })
    }

    fn next_map(&mut self) -> Result<Option<table::Numbered>, DataError> {
        match &mut self.format {
            Format::Json(lines) => next_object(lines),
            Format::Table(table) => table.next_row(),
            Format::Parquet(rows) => rows.next_row(),
            Format::Nothing => Ok(None),
        }
    }

    fn next_record(&mut self) -> Result<Option<(u64, Record)>, DataError> {
        let Some((line, map)) = self.next_map()? else { return Ok(None) };
        let place = Place { file: &self.name, line };
        Ok(Some((line, Record::from_map(map, self.options, place)?)))
    }
}

impl Iterator for Records<'_> {
    type Item = Numbered;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let next = self.next_record();
        let csv = matches!(self.format, Format::Table(Table::Csv(_)));
        self.done = match &next {
            Ok(record) => record.is_none(),
            Err(e) => match e.kind() {
                DataErrorKind::Read(_) | DataErrorKind::JsonArray | DataErrorKind::Parquet { .. } => true,
                DataErrorKind::NotUtf8 { .. } => csv,
                _ => false,
            },
        };
        next.transpose()
    }
}

/// The format of a file by its ending, or else by its first line.
fn kind(ending: Option<&str>, first: &str) -> Kind {
    match ending {
        Some("jsonl" | "ndjson" | "json") => Kind::Json,
        Some("csv") => Kind::Csv,
        Some("tsv") => Kind::Tsv,
        _ if first.trim_start().starts_with(['{', '[']) => Kind::Json,
        _ if first.contains('\t') => Kind::Tsv,
        _ => Kind::Csv,
    }
}

/// The next line that is not blank, as an object.
pub(crate) fn next_object(lines: &mut Lines) -> Result<Option<table::Numbered>, DataError> {
    while lines.advance()? {
        let text = chomp(lines.text()).trim();
        if !text.is_empty() {
            let number = lines.line();
            return object(text)
                .map(|map| Some((number, map)))
                .map_err(|kind| DataError::at(&**lines.name(), number, kind));
        }
    }
    Ok(None)
}

/// A line as an object.
fn object(text: &str) -> Result<Map<String, Value>, DataErrorKind> {
    if text.starts_with('[') {
        return Err(DataErrorKind::JsonArray);
    }
    match serde_json::from_str(text).map_err(|e| json_error(text, &e))? {
        Value::Object(map) => Ok(map),
        Value::Null => Err(DataErrorKind::NotAnObject { found: "null" }),
        Value::Bool(_) => Err(DataErrorKind::NotAnObject { found: "boolean" }),
        Value::Number(_) => Err(DataErrorKind::NotAnObject { found: "number" }),
        _ => Err(DataErrorKind::NotAnObject { found: "string" }),
    }
}

/// The words of the JSON parser with the column it stopped at.
fn json_error(text: &str, error: &serde_json::Error) -> DataErrorKind {
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    let nan = text.contains(": NaN") || text.contains(":NaN") || text.contains("Infinity");
    let hint = if nan { " (JSON has no NaN or Infinity: write null)" } else { "" };
    DataErrorKind::Json { message: format!("{message} at column {}{hint}", error.column()) }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::data::{article_lines, row_lines};
    use proptest::prelude::*;
    use std::fs;
    use std::io::Cursor;

    fn from(name: &str, text: impl AsRef<[u8]>) -> Result<Dataset, DataError> {
        let options = ReadOptions { min_labels: 0, ..ReadOptions::default() };
        read_stream(name, Cursor::new(text.as_ref().to_vec()), &options)
    }

    fn message(name: &str, text: impl AsRef<[u8]>) -> String {
        from(name, text).unwrap_err().to_string()
    }

    const ROWS: &str = concat!(
        "{\"doc\": \"a\", \"sid\": \"H\", \"lang\": \"en\", \"outlet\": \"X\", \"text\": \"One.\", \"label\": \"claim\", \"note\": 1}\n",
        "\n",
        "{\"doc\": \"a\", \"outlet\": \"X\", \"text\": \"Two.\", \"label\": null, \"weight\": 2}\r\n",
        "{\"doc\": 7, \"text\": \"Trei.\\u0000\", \"label\": \"attribution\", \"lang\": \"ro\", \"paragraph_start\": true}",
    );

    #[test]
    fn rows_become_articles() {
        let data = from("x.jsonl", ROWS).unwrap();
        assert_eq!(data.labels, ["attribution", "claim"]);
        assert_eq!((data.articles.len(), data.labelled(), data.warnings.len()), (2, 2, 0));
        let a = &data.articles[0];
        assert_eq!((a.id.as_str(), a.lang.as_deref(), a.fields["outlet"].as_str()), ("a", Some("en"), Some("X")));
        assert_eq!((a.sentences[0].sid.as_str(), a.sentences[1].sid.as_str()), ("H", "1"));
        assert_eq!((a.sentences[0].label, a.sentences[1].label, a.sentences[1].weight), (Some(1), None, 2.0));
        assert_eq!((a.field(0, "note").is_some(), a.field(1, "note").is_some()), (true, false));
        assert_eq!(a.field(1, "outlet").and_then(Value::as_str), Some("X"));
        assert_eq!(data.articles[1].id, "7");
        assert_eq!(data.articles[1].sentences[0].paragraph_start, Some(true));
        assert_eq!(data.articles[1].sentences[0].text, "Trei.\0");
    }

    #[test]
    fn both_shapes_round_trip() {
        let data = from("x.jsonl", ROWS).unwrap();
        let mut rows = Vec::new();
        row_lines(&data, &mut rows).unwrap();
        assert_eq!(from("y.jsonl", &rows).unwrap(), data);
        let mut articles = Vec::new();
        article_lines(&data, &mut articles).unwrap();
        let again = from("z.jsonl", &articles).unwrap();
        let texts = |d: &Dataset| d.sentences().map(|s| (s.sid.clone(), s.text.clone(), s.label)).collect::<Vec<_>>();
        assert_eq!(texts(&again), texts(&data));
        assert_eq!(again.articles[1].sentences[0].paragraph_start, Some(true));
    }

    #[test]
    fn paragraph_numbers_become_starts() {
        let row = |p: &str| format!("{{\"doc\": \"a\", \"text\": \"x\", \"paragraph\": {p}}}\n");
        let data = from("x.jsonl", [row("3"), row("3"), row("4"), row("null"), row("4")].concat()).unwrap();
        let starts: Vec<_> = data.sentences().map(|s| s.paragraph_start).collect();
        assert_eq!(starts, [Some(true), Some(false), Some(true), None, None]);
    }

    #[test]
    fn rows_without_doc_are_articles_of_their_own() {
        let data = from("x.csv", "text,label\na,x\nb,y\n").unwrap();
        assert_eq!(data.articles.len(), 2);
        assert!(data.warnings[0].contains("2 rows have no `doc`"), "{:?}", data.warnings);
    }

    #[test]
    fn formats_are_told_by_ending_or_first_line() {
        assert_eq!(from("x", ROWS).unwrap().articles.len(), 2);
        assert_eq!(from("x", "text\tlabel\na, b\tc\n").unwrap().sentences().next().unwrap().text, "a, b");
        assert_eq!(from("x", "text,label\na,c\n").unwrap().labels, ["c"]);
        assert!(message("x.jsonl", "text,label\na,c\n").starts_with("x.jsonl, line 1: malformed JSON"));
    }

    #[test]
    fn errors_name_file_line_and_remedy() {
        let first = "{\"text\": \"a\", \"doc\": \"d\"}\n";
        let second = |line: &str| message("x.jsonl", format!("{first}{line}"));
        assert!(
            second("{\"text\": ").starts_with("x.jsonl, line 2: malformed JSON: EOF while parsing a value at column 8")
        );
        assert!(second("{\"text\": \"a\", \"weight\": NaN}").contains("write null"));
        assert!(second("{\"doc\": \"a\"}").contains("no `text`"));
        assert!(second("{\"text\": \"a\", \"label\": true}").contains("`label` is true"));
        assert!(second("{\"text\": \"a\", \"weight\": -2}").contains("weight -2"));
        assert!(second("[1]").contains("a JSON array"));
        assert!(second("12").contains("a JSON number"));
        assert!(
            second("{\"id\": \"d\", \"text\": \"a\", \"sentences\": [{\"start\": 0, \"end\": 1}]}")
                .contains("already given")
        );
        assert!(message("x.jsonl", "\n \n").contains("has no rows"));
        assert!(message("x.csv", "text,label\n").contains("has no rows"));
        assert!(message("x.csv", "").contains("has no rows"));
        assert!(message("x.jsonl", b"{\"text\": \"\xff\"}").contains("not UTF-8 at byte 10"));
    }

    #[test]
    fn a_doc_that_comes_back_names_both_lines() {
        let row = |d: &str| format!("{{\"doc\": \"{d}\", \"text\": \"x\"}}\n");
        let e = message("x.jsonl", [row("a"), row("b"), row("a")].concat());
        assert!(e.starts_with("x.jsonl, line 3: doc \"a\" was already given at x.jsonl, line 1"), "{e}");
    }

    #[test]
    fn label_lists_are_enforced() {
        let options = ReadOptions { labels: Some(vec!["y".into(), "x".into()]), ..ReadOptions::default() };
        let read = |t: &str| read_stream("f.csv", Cursor::new(t.as_bytes().to_vec()), &options);
        let data = read("text,label\na,x\nb,y\n").unwrap();
        assert_eq!(data.labels, ["y", "x"]);
        assert_eq!(data.articles[0].sentences[0].label, Some(1));
        let e = read("text,label\na,x\nb,z\n").unwrap_err().to_string();
        assert!(e.starts_with("f.csv, line 3: unknown label \"z\"; known are y, x"), "{e}");
        let e = read("text,label\na,x\nb,\n").unwrap_err().to_string();
        assert!(e.contains("only 1 of the 2 different labels needed (x)"), "{e}");
    }

    #[test]
    fn folders_are_read_in_order_and_files_do_not_share_docs() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("b.csv"), "doc,text,label\nb,x,1\n").unwrap();
        fs::write(dir.path().join("a.csv"), "doc,text,label\na,x,2\n").unwrap();
        let data = read(&[dir.path().to_owned()], &ReadOptions::default()).unwrap();
        assert_eq!(data.articles.iter().map(|a| a.id.as_str()).collect::<Vec<_>>(), ["a", "b"]);
        let twice = [dir.path().join("a.csv"), dir.path().join("a.csv")];
        let e = read(&twice, &ReadOptions::default()).unwrap_err();
        assert!(matches!(e.kind(), DataErrorKind::DocReturns { .. }));
        let e = read(&[dir.path().join("none.csv")], &ReadOptions::default()).unwrap_err();
        assert!(e.to_string().ends_with("none.csv: no such file or folder; check the path"));
        assert!(read(&[], &ReadOptions::default()).is_err());
    }

    #[test]
    fn records_go_on_after_an_error() {
        let text = "{\"text\": \"a\"}\n{\n\u{fffd}\n{\"text\": \"b\"}\n";
        let options = ReadOptions::default();
        let plain: Box<dyn BufRead> = Box::new(Cursor::new(text.as_bytes().to_vec()));
        let records = Records::new("f.jsonl", plain, Some("jsonl"), &options).unwrap();
        assert_eq!(records.map(|r| r.is_ok()).collect::<Vec<_>>(), [true, false, false, true]);
    }

    proptest! {
        #[test]
        fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..300), name in "f\\.(jsonl|csv|tsv|x)") {
            let _ = from(&name, bytes);
        }

        #[test]
        fn likely_text_never_panics(text in "[a\\{\\}\\[\\]\",:;\\t\\n\\\\é😀 0-9]{0,200}", name in "f\\.(jsonl|csv|tsv|x)") {
            let _ = from(&name, ["text,doc;label\tweight\n", &text].concat());
            let _ = from(&name, text);
        }

        #[test]
        fn any_text_survives_rows_and_articles(texts in prop::collection::vec(".{0,20}", 1..6)) {
            let sentences = texts.iter().map(|t| crate::data::Sentence { text: t.clone(), ..Default::default() }).collect();
            let article = crate::data::Article { id: "a".into(), sentences, ..Default::default() };
            let data = Dataset { articles: vec![article], ..Dataset::default() };
            let mut rows = Vec::new();
            row_lines(&data, &mut rows).unwrap();
            let again = from("f.jsonl", &rows).unwrap();
            prop_assert_eq!(again.sentences().map(|s| s.text.clone()).collect::<Vec<_>>(), texts.clone());
            let mut lines = Vec::new();
            article_lines(&data, &mut lines).unwrap();
            let solid: Vec<_> = texts.into_iter().filter(|t| !t.trim().is_empty()).collect();
            match from("f.jsonl", &lines) {
                Ok(again) => prop_assert_eq!(again.sentences().map(|s| s.text.clone()).collect::<Vec<_>>(), solid),
                Err(_) => prop_assert!(solid.is_empty()),
            }
        }
    }
}
