//! Rows of CSV with a bound on their size: a quotation mark that is never closed cannot fill the memory.

use std::io::{self, BufRead};

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

/// A row.
#[derive(Debug, PartialEq, Eq)]
pub enum Row {
    /// The cells, one after another, and where each ends.
    Cells(Cells),
    /// It is longer than the limit; its content is gone.
    TooLong,
}

/// The cells of a row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cells {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Cells {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The cells in order.
    pub fn iter(&self) -> impl Iterator<Item = &[u8]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(from, to)| &self.bytes[from..*to])
    }

    /// All bytes, for a checksum.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// Reads rows.
pub struct Rows {
    input: Box<dyn BufRead>,
    reader: Reader,
    limit: usize,
    /// Line breaks that are behind.
    breaks: u64,
    /// Line on which the last row began.
    line: u64,
}

impl Rows {
    /// Rows of `input` of up to `limit` bytes. A first line with semicolons and no comma is split at semicolons, as
    /// spreadsheets of many countries write it; a byte order mark is dropped.
    pub fn new(mut input: Box<dyn BufRead>, limit: usize) -> io::Result<Self> {
        let start = input.fill_buf()?;
        let mark = if start.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        let first = start.split(|&b| b == b'\n').next().unwrap_or_default();
        let semicolons = first.contains(&b';') && !first.contains(&b',');
        input.consume(mark);
        let reader = ReaderBuilder::new().delimiter(if semicolons { b';' } else { b',' }).build();
        Ok(Self { input, reader, limit, breaks: 0, line: 0 })
    }

    /// The line on which the last row began, from 1.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// Steps over line ends before a row: the rest of one of two bytes, and blank lines.
    fn skip_breaks(&mut self) -> io::Result<()> {
        loop {
            let input = match self.input.fill_buf() {
                Ok(input) => input,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
                Err(e) => return Err(e),
            };
            let blank = input.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
            if blank == 0 {
                return Ok(());
            }
            self.breaks += input[..blank].iter().filter(|b| **b == b'\n').count() as u64;
            self.input.consume(blank);
        }
    }

    /// The next row.
    pub fn next_row(&mut self) -> io::Result<Option<Row>> {
        self.skip_breaks()?;
        self.line = self.breaks + 1;
        let mut row = Cells { bytes: vec![0; 1 << 10], ends: vec![0; 16] };
        let (mut written, mut ends, mut too_long) = (0, 0, false);
        loop {
            let input = match self.input.fill_buf() {
                Ok(input) => input,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
                Err(e) => return Err(e),
            };
            let step = self.reader.read_record(input, &mut row.bytes[written..], &mut row.ends[ends..]);
            let (result, read, out, cells) = step;
            self.breaks += input[..read].iter().filter(|b| **b == b'\n').count() as u64;
            self.input.consume(read);
            written += out;
            ends += cells;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if row.bytes.len() > self.limit => {
                    too_long = true;
                    written = 0;
                }
                ReadRecordResult::OutputFull => row.bytes.resize(row.bytes.len() * 2, 0),
                ReadRecordResult::OutputEndsFull if row.ends.len() > self.limit => {
                    too_long = true;
                    ends = 0;
                }
                ReadRecordResult::OutputEndsFull => row.ends.resize(row.ends.len() * 2, 0),
                ReadRecordResult::Record if too_long || written > self.limit => return Ok(Some(Row::TooLong)),
                ReadRecordResult::Record => {
                    row.bytes.truncate(written);
                    row.ends.truncate(ends);
                    return Ok(Some(Row::Cells(row)));
                }
                ReadRecordResult::End => return Ok(None),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufReader, Cursor};

    fn rows(text: &str, limit: usize) -> Vec<(u64, Option<Vec<String>>)> {
        let input = BufReader::with_capacity(7, Cursor::new(text.as_bytes().to_vec()));
        let mut rows = Rows::new(Box::new(input), limit).unwrap();
        let mut found = Vec::new();
        while let Some(row) = rows.next_row().unwrap() {
            let cells = match row {
                Row::Cells(cells) => Some(cells.iter().map(|c| String::from_utf8_lossy(c).into_owned()).collect()),
                Row::TooLong => None,
            };
            found.push((rows.line(), cells));
        }
        found
    }

    fn cells(cells: &[&str]) -> Option<Vec<String>> {
        Some(cells.iter().map(|c| (*c).to_owned()).collect())
    }

    #[test]
    fn quotes_line_breaks_and_marks() {
        let found = rows("\u{feff}a,b\r\n\r\n\"x\ny\",\"\"\"z\"\n,", 100);
        let expected = [(1, cells(&["a", "b"])), (3, cells(&["x\ny", "\"z"])), (5, cells(&["", ""]))];
        assert_eq!(found, expected);
    }

    #[test]
    fn long_rows_are_stepped_over() {
        let long = "y".repeat(5000);
        let found = rows(&format!("a,b\n1,\"{long}\"\n2,z\n3,\"{long}\n{long}"), 2000);
        let kinds: Vec<Option<Vec<String>>> = found.into_iter().map(|r| r.1).collect();
        assert_eq!(kinds, [cells(&["a", "b"]), None, cells(&["2", "z"]), None]);
    }

    #[test]
    fn many_cells() {
        let wide = vec!["x"; 1000].join(",");
        assert_eq!(rows(&wide, 5000)[0].1.as_ref().unwrap().len(), 1000);
    }
}
