//! What can be wrong with a user's data, each with its place and its remedy.
//!
//! One small boxed error: where (file, line) apart from what ([`DataErrorKind`]), so that `data check` can list what
//! `read` stops at. The sentence of a kind ends with what to do about it.

use std::fmt;
use std::io;

/// An error in a data file: where, what, and the remedy.
#[derive(Debug)]
pub struct DataError(Box<Inner>);

#[derive(Debug)]
struct Inner {
    file: Option<String>,
    line: Option<u64>,
    kind: DataErrorKind,
}

impl DataError {
    /// An error of the run rather than of one file.
    #[must_use]
    pub fn new(kind: DataErrorKind) -> Self {
        Self(Box::new(Inner { file: None, line: None, kind }))
    }

    /// An error about a whole file.
    #[must_use]
    pub fn in_file(file: impl Into<String>, kind: DataErrorKind) -> Self {
        Self(Box::new(Inner { file: Some(file.into()), line: None, kind }))
    }

    /// An error at a line, counted from 1.
    #[must_use]
    pub fn at(file: impl Into<String>, line: u64, kind: DataErrorKind) -> Self {
        Self(Box::new(Inner { file: Some(file.into()), line: Some(line), kind }))
    }

    /// The file, as the user named it.
    #[must_use]
    pub fn file(&self) -> Option<&str> {
        self.0.file.as_deref()
    }

    /// The line, counted from 1.
    #[must_use]
    pub fn line(&self) -> Option<u64> {
        self.0.line
    }

    /// What is wrong.
    #[must_use]
    pub fn kind(&self) -> &DataErrorKind {
        &self.0.kind
    }
}

impl fmt::Display for DataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.0.file, self.0.line) {
            (Some(file), Some(line)) => write!(f, "{file}, line {line}: ")?,
            (Some(file), None) => write!(f, "{file}: ")?,
            _ => {}
        }
        self.0.kind.fmt(f)
    }
}

/// The message is complete: what a system error said is part of it, so there is no source to print after it.
impl std::error::Error for DataError {}

/// The kinds of [`DataError`].
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DataErrorKind {
    /// No such file or folder.
    #[error("no such file or folder; check the path")]
    NotFound,
    /// A folder that holds nothing readable.
    #[error(
        "the folder holds no data file; put .jsonl, .csv, .tsv (or .gz, .zst of them) or .parquet files there, or name a file"
    )]
    NoDataFiles,
    /// Reading failed.
    #[error("cannot be read: {0}; check the file and its permissions")]
    Read(io::Error),
    /// Writing failed.
    #[error("cannot be written: {0}; check the folder, its permissions and the free space")]
    Write(io::Error),
    /// A file without a row, or no file at all.
    #[error("has no rows; give at least one sentence, or leave the file out")]
    NoRows,
    /// Bytes that are no UTF-8.
    #[error("not UTF-8 at byte {offset}{hint}; convert it, for example with `iconv -t UTF-8`, or read it with --lossy")]
    NotUtf8 {
        /// Position of the first bad byte in the (decompressed) file, from 0.
        offset: u64,
        /// What it may be instead; empty or " (...)".
        hint: &'static str,
    },
    /// A line that is no JSON.
    #[error("malformed JSON: {message}; each line must be one complete JSON object")]
    Json {
        /// The parser's words.
        message: String,
    },
    /// A JSON array where JSON Lines are read.
    #[error("a JSON array; write one object per line instead, for example with `jq -c '.[]'`")]
    JsonArray,
    /// A JSON value that is no object.
    #[error("a JSON {found} where an object is needed; each line must be like {{\"doc\": ..., \"text\": ...}}")]
    NotAnObject {
        /// Type of the value.
        found: &'static str,
    },
    /// A labelled sentence of the data that a file of answers lacks.
    #[error(
        "no answer for doc {doc:?}, sid {sid:?} in column {column:?}; the file must answer every labelled sentence of the \
         data, by the same doc and sid"
    )]
    NoAnswer {
        /// The article.
        doc: String,
        /// The sentence.
        sid: String,
        /// Where the answer was looked for.
        column: String,
    },
    /// A format that this program does not read.
    #[error("a {format} file, which is not read here; convert it to JSON Lines, CSV or TSV")]
    Unsupported {
        /// Name of the format.
        format: &'static str,
    },
    /// Parquet where only a stream can be read.
    #[error("Parquet from a pipe or inside an archive cannot be read; name the Parquet file itself")]
    ParquetStream,
    /// A Parquet file that cannot be understood.
    #[error("not read as Parquet: {message}; fetch or write the file again")]
    Parquet {
        /// The reader's words.
        message: String,
    },
    /// A row of a table that does not fit its header.
    #[error("malformed table: {message}; every row needs the columns of the first line, fields with commas in quotes")]
    Table {
        /// The parser's words.
        message: String,
    },
    /// A row or a header without a column that is needed.
    #[error("no `{column}` here (found: {found}); add it, or name the column that holds it")]
    Missing {
        /// Name of the column.
        column: String,
        /// Names that are there.
        found: String,
    },
    /// A field of the wrong type.
    #[error("`{column}` is {found}; it must be {expected}")]
    WrongType {
        /// Name of the column.
        column: String,
        /// What it must be.
        expected: &'static str,
        /// What it is.
        found: String,
    },
    /// A label that is not among the known ones.
    #[error("unknown label \"{label}\"; known are {known}: correct it, or use a model or label list that has it")]
    UnknownLabel {
        /// The label.
        label: String,
        /// The known ones, joined.
        known: String,
    },
    /// A weight that is no finite number of 0 or more.
    #[error("weight {value} is no finite number of 0 or more; correct or remove it")]
    BadWeight {
        /// The weight.
        value: f64,
    },
    /// Offsets that do not fit the text.
    #[error(
        "sentence {index} of article \"{article}\" ({start}..{end} in {unit}): {problem}; correct its offsets or the offset_unit"
    )]
    Offsets {
        /// The article.
        article: String,
        /// Position in the list of sentences, from 0.
        index: usize,
        /// Start as given.
        start: u64,
        /// End as given.
        end: u64,
        /// Unit of both.
        unit: &'static str,
        /// What is wrong.
        problem: String,
    },
    /// A doc whose rows are not consecutive.
    #[error(
        "doc \"{doc}\" was already given at {first}; put all its rows together in one file, in order, or rename one"
    )]
    DocReturns {
        /// The doc.
        doc: String,
        /// File and line of its first row.
        first: String,
    },
    /// A sentence that a file of stand-off labels or of an annotator has twice.
    #[error("doc \"{doc}\", sid \"{sid}\" stands twice; keep one of the rows")]
    DuplicateRow {
        /// The doc.
        doc: String,
        /// The sentence.
        sid: String,
    },
    /// Stand-off labels of which none fits the texts.
    #[error(
        "none of the {labels} labels fits a sentence of {texts}; check that both are of the same corpus and version"
    )]
    NothingJoined {
        /// How many labels there are.
        labels: usize,
        /// Where the texts are.
        texts: String,
    },
    /// An export in which something is not as its tool writes it.
    #[error("not as {tool} exports it: {problem}")]
    Export {
        /// Name of the tool.
        tool: &'static str,
        /// What is wrong, and what to do about it.
        problem: String,
    },
    /// Annotators or labels that concern different sentences.
    #[error(
        "no sentence is labelled by two of the files; they are joined on doc and sid: check that both have the same"
    )]
    NothingShared,
    /// Too few labels to learn or measure anything.
    #[error(
        "only {found} of the {needed} different labels needed ({labels}); label more rows, or check the label column"
    )]
    TooFewLabels {
        /// How many labels there are.
        found: usize,
        /// How many are needed.
        needed: usize,
        /// Which there are.
        labels: String,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn place_comes_first_and_remedy_last() {
        let e = DataError::at("a.jsonl", 3, DataErrorKind::BadWeight { value: -1.0 });
        assert_eq!(e.to_string(), "a.jsonl, line 3: weight -1 is no finite number of 0 or more; correct or remove it");
        assert_eq!((e.file(), e.line()), (Some("a.jsonl"), Some(3)));
        let e = DataError::new(DataErrorKind::NoRows);
        assert!(e.to_string().starts_with("has no rows"));
    }

    #[test]
    fn an_error_is_one_pointer() {
        assert_eq!(size_of::<DataError>(), size_of::<usize>());
    }
}
