//! Sources to records, one after another, with a position after each from which a later run can go on.
//!
//! A position holds a checksum of everything before it: the content of streams and of the file that is being read, and
//! name, size and time of the files that are done. A run that goes on reads the same records again up to the position
//! and compares, so that changed input is noticed and never mixed with what was written before.

use std::fs::File;
use std::io::{self, BufRead, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use sayso_train::data::{ParquetRows, is_parquet, plain, tsv_cells, tsv_is_quoted};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::csv::{self, Cells};
use super::fields::{Columns, Fields};
use super::lines::{Line, Lines, read_all};
use super::reject::{Place, Reason};
use super::source::{Kind, Source, Sources, identity};

/// What has been read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// Sources that are done.
    pub source: u64,
    /// Records of the present source that are done.
    pub record: u64,
    /// Checksum of all that.
    pub check: u32,
}

/// The content of a record.
#[derive(Debug)]
pub enum Payload {
    /// Bytes of a text.
    Text(Vec<u8>),
    /// Bytes of a web page.
    Page(Vec<u8>),
    /// A line of JSON.
    Json(Vec<u8>),
    /// A row.
    Fields(Fields),
    /// Nothing that can be used.
    Bad(Reason),
}

impl Payload {
    /// About how much memory it needs.
    pub fn weight(&self) -> usize {
        match self {
            Self::Text(bytes) | Self::Page(bytes) | Self::Json(bytes) => bytes.len(),
            Self::Fields(fields) => fields.text.as_ref().and_then(Value::as_str).map_or(0, str::len),
            Self::Bad(_) => 0,
        }
    }
}

/// A record.
#[derive(Debug)]
pub struct Record {
    /// Where it stands.
    pub place: Place,
    /// Name of the article if the record has none.
    pub doc: String,
    /// Its content.
    pub payload: Payload,
    /// The position after it.
    pub after: Position,
    /// Bytes that had been read from all files when it had been.
    pub read: u64,
}

/// How far reading has come, for others to see.
#[derive(Debug, Default)]
pub struct Gauge {
    /// Bytes read, compressed where they are.
    pub bytes: AtomicU64,
    /// Nanoseconds spent on reading.
    pub nanos: AtomicU64,
}

/// Counts what is read from a file.
struct Counted {
    file: Box<dyn Read>,
    gauge: Arc<Gauge>,
}

impl Read for Counted {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.file.read(buf)?;
        self.gauge.bytes.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

/// A source that is being read.
enum Open {
    Lines(Lines<Box<dyn BufRead>>),
    Csv {
        rows: Box<csv::Rows>,
        header: Vec<String>,
    },
    Tsv {
        lines: Lines<Box<dyn BufRead>>,
        header: Vec<String>,
        quoted: bool,
    },
    Parquet {
        rows: Box<ParquetRows>,
        number: u64,
    },
    /// A source that is one record.
    Whole(Option<Payload>),
}

/// A piece of a source: line, content, and the bytes that count for the checksum.
struct Piece {
    line: u64,
    payload: Payload,
    check: u32,
    last: bool,
}

/// Reads records.
pub struct Reader {
    sources: Sources,
    columns: Arc<Columns>,
    /// Longest record, bytes.
    limit: usize,
    html: bool,
    gauge: Arc<Gauge>,
    current: Option<(Arc<Source>, Open)>,
    /// Checksum before the present source.
    base: u32,
    at: Position,
}

impl Reader {
    /// Records of `sources`.
    pub fn new(sources: Sources, columns: Arc<Columns>, limit: usize, html: bool, gauge: Arc<Gauge>) -> Self {
        Self { sources, columns, limit, html, gauge, current: None, base: 0, at: Position::default() }
    }

    /// Steps over everything up to a position.
    ///
    /// # Errors
    /// If the input differs from what was read when the position was noted.
    pub fn skip_to(&mut self, position: Position) -> Result<()> {
        while self.at.source < position.source && self.current.is_none() && self.step_over_file(position) {}
        while (self.at.source, self.at.record) < (position.source, position.record) {
            if self.next_record().is_none() {
                break;
            }
        }
        if self.at != position {
            bail!(
                "the input is not the one that the interrupted run read; start again without --resume, or give the same \
                 input"
            );
        }
        Ok(())
    }

    /// Steps over a file that was done without opening it; false for what has to be read.
    fn step_over_file(&mut self, position: Position) -> bool {
        let Some(found) = self.sources.next() else { return false };
        match found {
            Ok(source) if source.path.as_ref().is_some_and(|p| p.is_file()) && self.at.source < position.source => {
                self.base = checksum(self.base, &identity(&source));
                self.at = Position { source: self.at.source + 1, record: 0, check: self.base };
                true
            }
            Ok(source) => {
                self.open(source);
                false
            }
            Err((name, _)) => {
                self.base = checksum(self.base, name.as_bytes());
                self.at = Position { source: self.at.source + 1, record: 0, check: self.base };
                true
            }
        }
    }

    fn open(&mut self, source: Source) {
        let open = self.content(&source).unwrap_or_else(|reason| Open::Whole(Some(Payload::Bad(reason))));
        self.current = Some((Arc::new(source), open));
    }

    /// Opens a source.
    fn content(&self, source: &Source) -> Result<Open, Reason> {
        let unreadable = |e: &io::Error| Reason::new("unreadable", cannot_read(e));
        if source.kind == Kind::Html && !self.html {
            return Err(Reason::new(
                "html",
                "is a web page; read its article with --html, or the bare file with --input-format text",
            ));
        }
        let (file, parquet) = open_file(source).map_err(|e| unreadable(&e))?;
        if parquet || source.kind == Kind::Parquet {
            return self.parquet(source, file);
        }
        let file: Box<dyn Read> = match file {
            Some(file) => Box::new(file),
            None => Box::new(io::stdin()),
        };
        let mut input = plain(&source.name, Counted { file, gauge: self.gauge.clone() })
            .map_err(|e| Reason::new("unreadable", e.kind().to_string()))?;
        match source.kind {
            Kind::Text | Kind::Html => {
                let bytes = read_all(&mut input, self.limit).map_err(|e| unreadable(&e))?;
                let bytes = bytes.ok_or_else(|| too_long(None, self.limit))?;
                Ok(Open::Whole(Some(if source.kind == Kind::Html {
                    Payload::Page(bytes)
                } else {
                    Payload::Text(bytes)
                })))
            }
            Kind::Jsonl => Ok(Open::Lines(Lines::new(input, self.limit))),
            Kind::Csv => self.csv(input),
            Kind::Tsv => self.tsv(input),
            Kind::Parquet => Err(Reason::new("parquet", "is no Parquet file")),
        }
    }

    fn parquet(&self, source: &Source, file: Option<File>) -> Result<Open, Reason> {
        let bad = |message: String| Reason::new("parquet", message);
        let file = file.ok_or_else(|| bad("Parquet cannot be read from a pipe; name the file itself".into()))?;
        let bytes = file.metadata().map_or(0, |m| m.len());
        let rows = ParquetRows::new(&source.name, file, |c| self.columns.wants(c));
        let rows = rows.map_err(|e| bad(e.kind().to_string()))?;
        self.needs_text(rows.columns())?;
        self.gauge.bytes.fetch_add(bytes, Ordering::Relaxed);
        Ok(Open::Parquet { rows: Box::new(rows), number: 0 })
    }

    fn csv(&self, input: Box<dyn BufRead>) -> Result<Open, Reason> {
        let unreadable = |e: io::Error| Reason::new("unreadable", cannot_read(&e));
        let mut rows = csv::Rows::new(input, self.limit).map_err(unreadable)?;
        let first = match rows.next_row().map_err(unreadable)? {
            None => return Err(Reason::new("empty", "is empty; give a table with a header, or leave this input out")),
            Some(csv::Row::TooLong) => return Err(too_long(None, self.limit)),
            Some(csv::Row::Cells(cells)) => cells,
        };
        let header = self.header(first.iter().map(|c| String::from_utf8_lossy(c).trim().to_owned()).collect())?;
        Ok(Open::Csv { rows: Box::new(rows), header })
    }

    fn tsv(&self, input: Box<dyn BufRead>) -> Result<Open, Reason> {
        let mut lines = Lines::new(input, self.limit);
        let first = match lines.next_line().map_err(|e| Reason::new("unreadable", cannot_read(&e)))? {
            None => return Err(Reason::new("empty", "is empty; give a table with a header, or leave this input out")),
            Some(Line::TooLong(bytes)) => return Err(too_long(Some(bytes), self.limit)),
            Some(Line::Whole(line)) => String::from_utf8_lossy(&line).into_owned(),
        };
        let quoted = tsv_is_quoted(&first);
        let header = self.header(tsv_cells(&first, quoted).map(|c| c.trim().to_owned()).collect())?;
        Ok(Open::Tsv { lines, header, quoted })
    }

    fn header(&self, header: Vec<String>) -> Result<Vec<String>, Reason> {
        self.needs_text(&header)?;
        let twice = header.iter().enumerate().find(|(i, name)| header[..*i].contains(name));
        match twice {
            Some((_, name)) => Err(Reason::new("table", format!("column `{name}` stands twice; rename one"))),
            None => Ok(header),
        }
    }

    fn needs_text(&self, columns: &[String]) -> Result<(), Reason> {
        let text = &self.columns.text;
        if columns.contains(text) {
            return Ok(());
        }
        let found = columns.join(", ");
        let message =
            format!("no column `{text}` (found: {found}); name the one that holds the text with --text-column");
        Err(Reason::new("missing", message))
    }

    /// The next piece of the present source.
    fn next_piece(&mut self) -> Option<Piece> {
        let (columns, limit) = (self.columns.clone(), self.limit);
        let (_, open) = self.current.as_mut()?;
        match open {
            Open::Whole(payload) => payload.take().map(|payload| {
                let check = match &payload {
                    Payload::Text(bytes) | Payload::Page(bytes) => checksum(0, bytes),
                    _ => 0,
                };
                Piece { line: 0, payload, check, last: true }
            }),
            Open::Lines(lines) => loop {
                return match lines.next_line() {
                    Ok(None) => None,
                    Ok(Some(Line::Whole(line))) if line.trim_ascii().is_empty() => continue,
                    line => Some(piece_of_line(lines.number(), line, limit, Payload::Json)),
                };
            },
            Open::Tsv { lines, header, quoted } => loop {
                return match lines.next_line() {
                    Ok(None) => None,
                    Ok(Some(Line::Whole(line))) if line.trim_ascii().is_empty() => continue,
                    line => {
                        let row = |bytes: Vec<u8>| tsv_row(&bytes, header, *quoted, &columns);
                        Some(piece_of_line(lines.number(), line, limit, row))
                    }
                };
            },
            Open::Csv { rows, header } => {
                let row = rows.next_row();
                let line = rows.line();
                match row {
                    Ok(None) => None,
                    Ok(Some(csv::Row::Cells(cells))) => {
                        let check = checksum(0, cells.bytes());
                        Some(Piece { line, payload: csv_row(&cells, header, &columns), check, last: false })
                    }
                    Ok(Some(csv::Row::TooLong)) => Some(bad(line, too_long(None, limit), false)),
                    Err(e) => Some(bad(line, Reason::new("unreadable", cannot_read(&e)), true)),
                }
            }
            Open::Parquet { rows, number } => {
                *number += 1;
                Some(match rows.next()? {
                    Ok((line, map)) => {
                        let payload = Payload::Fields(Fields::from_map(map, &columns));
                        Piece { line, payload, check: *number as u32, last: false }
                    }
                    Err(e) => bad(*number, Reason::new("parquet", e.kind().to_string()), true),
                })
            }
        }
    }

    /// Ends the present source. What it held counts by its content if it is a stream, by its identity if it is a file.
    fn close(&mut self, source: &Source) {
        self.base = match &source.path {
            Some(path) if path.is_file() => checksum(self.base, &identity(source)),
            _ => self.at.check,
        };
        self.at = Position { source: self.at.source + 1, record: 0, check: self.base };
        self.current = None;
    }

    fn read(&self) -> u64 {
        self.gauge.bytes.load(Ordering::Relaxed)
    }

    fn next_record(&mut self) -> Option<Record> {
        loop {
            if self.current.is_none() {
                match self.sources.next()? {
                    Ok(source) => self.open(source),
                    Err((name, error)) => return Some(self.unreadable(name, &error)),
                }
            }
            let piece = self.next_piece();
            let source = self.current.as_ref().map(|(source, _)| source.clone())?;
            let Some(piece) = piece else {
                self.close(&source);
                continue;
            };
            self.at.record += 1;
            self.at.check = checksum(self.at.check, &piece.check.to_le_bytes());
            let whole = piece.line == 0;
            let doc = if whole { source.doc.clone() } else { format!("{}:{}", source.doc, piece.line) };
            if piece.last {
                self.close(&source);
            }
            let place = Place { input: source.name.clone(), line: piece.line };
            return Some(Record { place, doc, payload: piece.payload, after: self.at, read: self.read() });
        }
    }

    /// An input that cannot even be opened, as a record.
    fn unreadable(&mut self, name: Arc<str>, error: &io::Error) -> Record {
        self.base = checksum(self.base, name.as_bytes());
        self.at = Position { source: self.at.source + 1, record: 0, check: self.base };
        let payload = Payload::Bad(Reason::new("unreadable", cannot_read(error)));
        Record { place: Place { input: name, line: 0 }, doc: String::new(), payload, after: self.at, read: self.read() }
    }
}

impl Iterator for Reader {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        let began = Instant::now();
        let record = self.next_record();
        let nanos = u64::try_from(began.elapsed().min(Duration::from_secs(60)).as_nanos()).unwrap_or(0);
        self.gauge.nanos.fetch_add(nanos, Ordering::Relaxed);
        record
    }
}

/// The file of a source, and whether it is Parquet; no file for standard input.
fn open_file(source: &Source) -> io::Result<(Option<File>, bool)> {
    let Some(path) = &source.path else { return Ok((None, false)) };
    let mut file = File::open(path)?;
    let meta = file.metadata()?;
    if meta.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    // Only a file that can be read again from its beginning may be looked into.
    let parquet = source.kind != Kind::Text && meta.is_file() && is_parquet(&mut file)?;
    Ok((Some(file), parquet))
}

fn cannot_read(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file; check the path".into(),
        io::ErrorKind::IsADirectory => "is a folder, not a file; name a file in it".into(),
        _ => format!("cannot be read: {error}; check the file and its permissions"),
    }
}

fn too_long(bytes: Option<u64>, limit: usize) -> Reason {
    let length = bytes.map_or("longer than".to_owned(), |n| format!("{n} bytes long, more than"));
    Reason::new("length", format!("{length} the {limit} bytes that --max-article allows; raise it or cut the record"))
}

fn bad(line: u64, reason: Reason, last: bool) -> Piece {
    Piece { line, payload: Payload::Bad(reason), check: u32::MAX, last }
}

fn piece_of_line(
    number: u64,
    line: io::Result<Option<Line>>,
    limit: usize,
    payload: impl FnOnce(Vec<u8>) -> Payload,
) -> Piece {
    match line {
        Ok(Some(Line::Whole(line))) => {
            let check = checksum(0, &line);
            Piece { line: number, payload: payload(line), check, last: false }
        }
        Ok(Some(Line::TooLong(bytes))) => bad(number, too_long(Some(bytes), limit), false),
        Ok(None) => bad(number, Reason::new("empty", "ends here"), true),
        Err(e) => bad(number + 1, Reason::new("unreadable", cannot_read(&e)), true),
    }
}

fn csv_row(cells: &Cells, header: &[String], columns: &Columns) -> Payload {
    row(cells.len(), header, columns, cells.iter().map(std::str::from_utf8))
}

fn tsv_row(line: &[u8], header: &[String], quoted: bool, columns: &Columns) -> Payload {
    match std::str::from_utf8(line) {
        Err(_) => Payload::Bad(not_utf8()),
        Ok(line) => row(line.split('\t').count(), header, columns, tsv_cells(line, quoted).map(Ok)),
    }
}

fn not_utf8() -> Reason {
    Reason::new("encoding", "not UTF-8; convert it, for example with `iconv -t UTF-8`")
}

/// The wanted cells of a row; an empty one is null, except in the text.
fn row<S: Into<String>>(
    count: usize,
    header: &[String],
    columns: &Columns,
    cells: impl Iterator<Item = Result<S, std::str::Utf8Error>>,
) -> Payload {
    if count != header.len() {
        let message =
            format!("{count} fields where the header has {}; put fields with separators in quotes", header.len());
        return Payload::Bad(Reason::new("table", message));
    }
    let mut fields = Fields::new(columns);
    for (name, cell) in header.iter().zip(cells) {
        if !columns.wants(name) {
            continue;
        }
        let Ok(cell) = cell else { return Payload::Bad(not_utf8()) };
        let cell: String = cell.into();
        let value = if cell.is_empty() && *name != columns.text { Value::Null } else { Value::String(cell) };
        fields.put(columns, name, value);
    }
    Payload::Fields(fields)
}

/// Goes on with a CRC-32.
fn checksum(before: u32, bytes: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new_with_initial(before);
    hasher.update(bytes);
    hasher.finalize()
}
