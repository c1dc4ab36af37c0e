//! CSV and TSV to columns.
//!
//! CSV is read by the `csv` crate: fields may be quoted and may hold line breaks; a header with semicolons and no comma
//! (spreadsheets of many countries) is split at semicolons. TSV has no such agreement, and half of all sentences of a
//! news article begin with a quotation mark, so quotes are text there unless they can only be quoting: every column
//! name is quoted, or the field doubles its inner quotes.

use super::column::{names, shorten};
use super::error::{DataError, DataErrorKind};
use super::lines::{Lines, chomp};
use super::options::ReadOptions;
use serde_json::{Map, Value};
use std::collections::HashSet;
use std::io::{self, Read};

/// The columns of a row and the line it starts on.
pub type Numbered = (u64, Map<String, Value>);

/// Rows of a table.
pub(crate) enum Table {
    /// Comma-separated.
    Csv(Box<Csv>),
    /// Tab-separated.
    Tsv(Tsv),
}

impl Table {
    /// A CSV table; `lines` stands before its header.
    pub(crate) fn csv(lines: Lines, options: &ReadOptions) -> Result<Self, DataError> {
        Csv::new(lines, options).map(|table| Self::Csv(Box::new(table)))
    }

    /// A TSV table; `lines` stands before its header.
    pub(crate) fn tsv(lines: Lines, options: &ReadOptions) -> Result<Self, DataError> {
        Tsv::new(lines, options).map(Self::Tsv)
    }

    /// The next row: its line and its columns.
    pub(crate) fn next_row(&mut self) -> Result<Option<Numbered>, DataError> {
        match self {
            Self::Csv(table) => table.next_row(),
            Self::Tsv(table) => table.next_row(),
        }
    }
}

/// Names of the columns.
struct Header {
    names: Vec<String>,
    text: String,
}

impl Header {
    /// Checks that there is a column `text` and that no name stands twice.
    fn new(names_: Vec<String>, options: &ReadOptions, place: (&str, u64)) -> Result<Self, DataError> {
        let text = options.text.as_str();
        let error = |kind| Err(DataError::at(place.0, place.1, kind));
        if options.need_text && !names_.iter().any(|n| n == text) {
            let found = shorten(&names(names_.iter().map(String::as_str)));
            return error(DataErrorKind::Missing { column: text.to_owned(), found });
        }
        let mut seen = HashSet::new();
        match names_.iter().find(|n| !seen.insert(n.as_str())) {
            Some(twice) => error(DataErrorKind::Table { message: format!("column `{twice}` stands twice") }),
            None => Ok(Self { names: names_, text: text.to_owned() }),
        }
    }

    /// Columns of a row; an empty cell is null, except in the text.
    fn map(&self, cells: impl Iterator<Item = String>) -> Map<String, Value> {
        let value = |name: &str, cell: String| {
            if cell.is_empty() && name != self.text { Value::Null } else { Value::String(cell) }
        };
        self.names.iter().zip(cells).map(|(name, cell)| (name.clone(), value(name, cell))).collect()
    }
}

/// A CSV table.
pub(crate) struct Csv {
    reader: csv::Reader<Bytes>,
    record: csv::StringRecord,
    header: Header,
    name: String,
    /// Lines before the header.
    before: u64,
}

impl Csv {
    fn new(mut lines: Lines, options: &ReadOptions) -> Result<Self, DataError> {
        let delimiter = match lines.peek()? {
            Some(line) if line.contains(';') && !line.contains(',') => b';',
            _ => b',',
        };
        let (name, before) = (lines.name().to_string(), lines.line().saturating_sub(1));
        let mut reader =
            csv::ReaderBuilder::new().delimiter(delimiter).from_reader(Bytes { lines, line: Vec::new(), at: 0 });
        let names = reader.headers().map_err(|e| csv_error(&name, before, e))?;
        let names = names.iter().map(|n| n.trim().to_owned()).collect();
        let header = Header::new(names, options, (&name, before + 1))?;
        Ok(Self { reader, record: csv::StringRecord::new(), header, name, before })
    }

    fn next_row(&mut self) -> Result<Option<Numbered>, DataError> {
        let more = self.reader.read_record(&mut self.record);
        if !more.map_err(|e| csv_error(&self.name, self.before, e))? {
            return Ok(None);
        }
        Ok(Some((self.line(), self.header.map(self.record.iter().map(str::to_owned)))))
    }

    /// Line on which the last row began. The crate tells where the next one begins, blank lines before it included.
    fn line(&self) -> u64 {
        let inside: usize = self.record.iter().map(|cell| cell.matches('\n').count()).sum();
        (self.before + self.reader.position().line()).saturating_sub(inside as u64 + 1)
    }
}

/// The error of the `csv` crate in our words, or our own that passed through it.
fn csv_error(file: &str, before: u64, error: csv::Error) -> DataError {
    let line = error.position().map(|p| before + p.line());
    let kind = match error.into_kind() {
        csv::ErrorKind::Io(e) => match e.downcast::<DataError>() {
            Ok(ours) => return ours,
            Err(e) => DataErrorKind::Read(e),
        },
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            DataErrorKind::Table { message: format!("{len} fields where the header has {expected_len}") }
        }
        other => DataErrorKind::Table { message: format!("{other:?}") },
    };
    match line {
        Some(line) => DataError::at(file, line, kind),
        None => DataError::in_file(file, kind),
    }
}

/// Checked lines as the bytes that the `csv` crate reads, each ended by one line feed so that it counts them right.
struct Bytes {
    lines: Lines,
    /// The line being given, and how much of it has been.
    line: Vec<u8>,
    at: usize,
}

impl Bytes {
    /// Fetches the next line; false at the end.
    fn refill(&mut self) -> Result<bool, DataError> {
        self.line.clear();
        self.at = 0;
        if !self.lines.advance()? {
            return Ok(false);
        }
        self.line.extend_from_slice(chomp(self.lines.text()).as_bytes());
        self.line.push(b'\n');
        Ok(true)
    }
}

impl Read for Bytes {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if self.at == self.line.len() && !self.refill().map_err(io::Error::other)? {
            return Ok(0);
        }
        let rest = &self.line[self.at..];
        let n = rest.len().min(buf.len());
        buf[..n].copy_from_slice(&rest[..n]);
        self.at += n;
        Ok(n)
    }
}

/// A TSV table.
pub(crate) struct Tsv {
    lines: Lines,
    header: Header,
    quoted: bool,
}

impl Tsv {
    fn new(mut lines: Lines, options: &ReadOptions) -> Result<Self, DataError> {
        let first = lines.peek()?.map(|l| chomp(l).to_owned()).unwrap_or_default();
        lines.advance()?;
        let quoted = tsv_is_quoted(&first);
        let names = first.split('\t').map(|n| cell(n.trim(), quoted)).collect();
        let header = Header::new(names, options, (lines.name(), lines.line()))?;
        Ok(Self { lines, header, quoted })
    }

    fn next_row(&mut self) -> Result<Option<Numbered>, DataError> {
        while self.lines.advance()? {
            let line = chomp(self.lines.text());
            if !line.trim_matches([' ', '\r']).is_empty() {
                return self.row(line).map(|map| Some((self.lines.line(), map)));
            }
        }
        Ok(None)
    }

    fn row(&self, line: &str) -> Result<Map<String, Value>, DataError> {
        let (found, needed) = (line.split('\t').count(), self.header.names.len());
        if found != needed {
            let message =
                format!("{found} fields where the header has {needed} (a TSV field holds no tab or line break)");
            return Err(DataError::at(&**self.lines.name(), self.lines.line(), DataErrorKind::Table { message }));
        }
        Ok(self.header.map(tsv_cells(line, self.quoted)))
    }
}

/// Whether a TSV file quotes its fields, by its first line.
#[must_use]
pub fn tsv_is_quoted(header: &str) -> bool {
    header.split('\t').all(|name| unquote(name).is_some())
}

/// The fields of a line of TSV without their quoting. In a file that is not `quoted` throughout, quotation marks are
/// text unless they can only be quoting.
pub fn tsv_cells(line: &str, quoted: bool) -> impl Iterator<Item = String> {
    line.split('\t').map(move |field| cell(field, quoted))
}

/// A field without its quoting.
fn cell(field: &str, quoted: bool) -> String {
    match unquote(field) {
        Some(inner) if quoted || inner.contains('"') => inner,
        _ => field.to_owned(),
    }
}

/// What stands in quotes, if the field is well quoted: inner quotes doubled.
fn unquote(field: &str) -> Option<String> {
    let inner = field.strip_prefix('"')?.strip_suffix('"')?;
    let single = inner.replace("\"\"", "");
    (!single.contains('"')).then(|| inner.replace("\"\"", "\""))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::io::Cursor;

    type Rows = Result<Vec<Numbered>, DataError>;

    fn rows(bytes: &[u8], tab: bool) -> Rows {
        let lines = Lines::new(Box::new(Cursor::new(bytes.to_vec())), "f", false);
        let mut table =
            if tab { Table::tsv(lines, &ReadOptions::default())? } else { Table::csv(lines, &ReadOptions::default())? };
        let mut rows = Vec::new();
        while let Some(row) = table.next_row()? {
            rows.push(row);
        }
        Ok(rows)
    }

    fn texts(rows: Rows) -> Vec<(u64, String)> {
        rows.unwrap().into_iter().map(|(line, m)| (line, m["text"].as_str().unwrap().to_owned())).collect()
    }

    #[test]
    fn csv_with_quotes_breaks_and_marks() {
        let csv = "\u{feff}\n doc,text,label\r\na,\"x, \"\"y\"\"\nz\",\r\n\r\nb,,claim";
        let found = rows(csv.as_bytes(), false).unwrap();
        assert_eq!(found[0].0, 3);
        assert_eq!(found[0].1["text"], "x, \"y\"\nz");
        assert_eq!(found[0].1["label"], Value::Null);
        assert_eq!(found[1].0, 6);
        assert_eq!(found[1].1["text"], "");
    }

    #[test]
    fn csv_with_semicolons() {
        assert_eq!(texts(rows(b"doc;text\na;\"b, c\"\n", false)), [(2, "b, c".to_owned())]);
    }

    #[test]
    fn bad_tables_are_errors_with_lines() {
        let e = rows(b"doc,text\na,b\nc\n", false).unwrap_err();
        assert_eq!(e.line(), Some(3));
        assert!(e.to_string().contains("1 fields where the header has 2"), "{e}");
        let e = rows(b"doc\ttext\na\tb\tc\n", true).unwrap_err();
        assert_eq!(e.line(), Some(2));
        let e = rows(b"doc,sentence\na,b\n", false).unwrap_err();
        assert!(e.to_string().contains("found: doc, sentence"), "{e}");
        let e = rows(b"text,text\na,b\n", false).unwrap_err();
        assert!(e.to_string().contains("twice"), "{e}");
        let e = rows(b"text\na\n\xff\n", false).unwrap_err();
        assert_eq!((e.line(), matches!(e.kind(), DataErrorKind::NotUtf8 { offset: 7, .. })), (Some(3), true));
    }

    #[test]
    fn quotes_in_tsv_are_text_unless_they_can_only_be_quoting() {
        let tsv = "doc\ttext\na\t\"We won.\"\na\t\"Yes,\" he said.\na\t\"Yes, \"\"no\"\".\"\n";
        let found: Vec<_> = texts(rows(tsv.as_bytes(), true)).into_iter().map(|(_, t)| t).collect();
        assert_eq!(found, ["\"We won.\"", "\"Yes,\" he said.", "Yes, \"no\"."]);
        assert_eq!(texts(rows(b"\"doc\"\t\"text\"\n\n\"a\"\t\"We won.\"\n", true)), [(3, "We won.".to_owned())]);
    }
}
