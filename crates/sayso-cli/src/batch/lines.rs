//! Lines of bounded length: however long a line is, no more than the limit is ever in memory.

use std::io::{self, BufRead, Read};

/// A line.
#[derive(Debug, PartialEq, Eq)]
pub enum Line {
    /// The line without its ending.
    Whole(Vec<u8>),
    /// It has this many bytes, more than the limit; they are gone.
    TooLong(u64),
}

/// Reads lines.
pub struct Lines<R> {
    input: R,
    limit: usize,
    number: u64,
}

impl<R: BufRead> Lines<R> {
    /// Lines of `input` with up to `limit` bytes.
    pub fn new(input: R, limit: usize) -> Self {
        Self { input, limit, number: 0 }
    }

    /// Number of the line last given, from 1.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// The next line; a byte order mark before the first one is dropped.
    pub fn next_line(&mut self) -> io::Result<Option<Line>> {
        let mut line = Vec::new();
        // A line end of two bytes and a byte order mark are no part of the line.
        let read = self.input.by_ref().take(self.limit as u64 + 5).read_until(b'\n', &mut line)?;
        if read == 0 {
            return Ok(None);
        }
        self.number += 1;
        let ended = line.ends_with(b"\n");
        if self.number == 1 && line.starts_with(b"\xef\xbb\xbf") {
            line.drain(..3);
        }
        let kept = chomp(&line).len();
        if kept > self.limit {
            let rest = if ended { 0 } else { self.skip_line()? };
            return Ok(Some(Line::TooLong(kept as u64 + rest)));
        }
        line.truncate(kept);
        Ok(Some(Line::Whole(line)))
    }

    /// Steps over the rest of a line and tells how many bytes it had.
    fn skip_line(&mut self) -> io::Result<u64> {
        let mut skipped = 0;
        loop {
            let buffer = match self.input.fill_buf() {
                Ok(buffer) => buffer,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
                Err(e) => return Err(e),
            };
            if buffer.is_empty() {
                return Ok(skipped);
            }
            let end = buffer.iter().position(|&b| b == b'\n');
            let n = end.map_or(buffer.len(), |at| at + 1);
            skipped += end.unwrap_or(n) as u64;
            self.input.consume(n);
            if end.is_some() {
                return Ok(skipped);
            }
        }
    }
}

/// The line without its ending.
fn chomp(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

/// Reads everything, or tells that there is more than the limit (then of what length is unknown).
pub fn read_all(input: &mut dyn Read, limit: usize) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    input.take(limit as u64 + 1).read_to_end(&mut bytes)?;
    Ok(Some(bytes).filter(|b| b.len() <= limit))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufReader, Cursor};

    fn all(text: &[u8], limit: usize, buffer: usize) -> Vec<Line> {
        let mut lines = Lines::new(BufReader::with_capacity(buffer, Cursor::new(text.to_vec())), limit);
        std::iter::from_fn(|| lines.next_line().unwrap()).collect()
    }

    fn whole(text: &str) -> Line {
        Line::Whole(text.into())
    }

    #[test]
    fn long_lines_are_stepped_over() {
        let text = b"\xef\xbb\xbfabcd\r\n\nabcde\nx\nabcdefghijklmnopqrstuvwxyz\nabcd";
        for buffer in [1, 3, 100] {
            let lines = all(text, 4, buffer);
            let expected = [whole("abcd"), whole(""), Line::TooLong(5), whole("x"), Line::TooLong(26), whole("abcd")];
            assert_eq!(lines, expected, "{buffer}");
        }
        assert_eq!(all(b"abcdefghi", 4, 2), [Line::TooLong(9)]);
    }

    #[test]
    fn whole_inputs_are_bounded() {
        assert_eq!(read_all(&mut &b"abc"[..], 3).unwrap(), Some(b"abc".to_vec()));
        assert_eq!(read_all(&mut &b"abcd"[..], 3).unwrap(), None);
    }
}
