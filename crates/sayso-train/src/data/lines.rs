//! Lines of text from bytes: UTF-8 checked, byte order mark dropped, position kept.
//!
//! One buffer is reused, so memory is that of the longest line. Line endings stay on the line (a CSV field may hold
//! one); [`chomp`] takes them off. NUL and other control bytes are text like any other.

use super::error::{DataError, DataErrorKind};
use std::io::BufRead;
use std::rc::Rc;

/// A reader of lines that knows where it is.
pub(crate) struct Lines {
    input: Box<dyn BufRead>,
    name: Rc<str>,
    text: String,
    line: u64,
    offset: u64,
    held: bool,
    lossy: bool,
}

impl Lines {
    /// Lines of `input`, which messages call `name`.
    pub(crate) fn new(input: Box<dyn BufRead>, name: &str, lossy: bool) -> Self {
        Self { input, name: name.into(), text: String::new(), line: 0, offset: 0, held: false, lossy }
    }

    /// Name of the file.
    pub(crate) fn name(&self) -> &Rc<str> {
        &self.name
    }

    /// Number of the line last given, from 1.
    pub(crate) fn line(&self) -> u64 {
        self.line
    }

    /// The line last given, ending included.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Moves to the next line; false at the end. After an error of encoding the next call goes on behind that line.
    pub(crate) fn advance(&mut self) -> Result<bool, DataError> {
        if std::mem::take(&mut self.held) {
            return Ok(true);
        }
        let mut bytes = std::mem::take(&mut self.text).into_bytes();
        bytes.clear();
        let n = self.input.read_until(b'\n', &mut bytes);
        let n = n.map_err(|e| DataError::in_file(&*self.name, DataErrorKind::Read(e)))?;
        if n == 0 {
            return Ok(false);
        }
        self.line += 1;
        self.decode(bytes)?;
        self.offset += n as u64;
        if self.line == 1 && self.text.starts_with('\u{feff}') {
            self.text.drain(..'\u{feff}'.len_utf8());
        }
        Ok(true)
    }

    /// Moves to the next line that is not blank and keeps it, so that [`Lines::advance`] gives it again.
    pub(crate) fn peek(&mut self) -> Result<Option<&str>, DataError> {
        while self.advance()? {
            if !self.text.trim().is_empty() {
                self.held = true;
                return Ok(Some(&self.text));
            }
        }
        Ok(None)
    }

    fn decode(&mut self, bytes: Vec<u8>) -> Result<(), DataError> {
        match String::from_utf8(bytes) {
            Ok(text) => self.text = text,
            Err(e) if self.lossy => self.text = String::from_utf8_lossy(e.as_bytes()).into_owned(),
            Err(e) => {
                let offset = self.offset + e.utf8_error().valid_up_to() as u64;
                self.offset += e.as_bytes().len() as u64;
                let hint = hint(self.line, e.as_bytes());
                return Err(DataError::at(&*self.name, self.line, DataErrorKind::NotUtf8 { offset, hint }));
            }
        }
        Ok(())
    }
}

/// What bytes that are no UTF-8 may be.
fn hint(line: u64, bytes: &[u8]) -> &'static str {
    match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] if line == 1 => " (it begins like UTF-16)",
        _ => "",
    }
}

/// The line without its ending.
pub(crate) fn chomp(line: &str) -> &str {
    let line = line.strip_suffix('\n').unwrap_or(line);
    line.strip_suffix('\r').unwrap_or(line)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn lines(bytes: &[u8], lossy: bool) -> Lines {
        Lines::new(Box::new(Cursor::new(bytes.to_vec())), "x", lossy)
    }

    #[test]
    fn endings_and_byte_order_mark() {
        let mut l = lines("\u{feff}a\r\nb\0\n\nc".as_bytes(), false);
        let mut seen = Vec::new();
        while l.advance().unwrap() {
            seen.push(chomp(l.text()).to_owned());
        }
        assert_eq!(seen, ["a", "b\0", "", "c"]);
        assert_eq!(l.line(), 4);
    }

    #[test]
    fn bad_bytes_are_located_and_stepped_over() {
        let mut l = lines(b"ab\nc\xffd\nef\n\xfe", false);
        assert!(l.advance().unwrap());
        let e = l.advance().unwrap_err();
        assert!(matches!(e.kind(), DataErrorKind::NotUtf8 { offset: 4, .. }), "{e}");
        assert_eq!(e.line(), Some(2));
        assert!(l.advance().unwrap());
        assert_eq!(l.text(), "ef\n");
        let e = l.advance().unwrap_err();
        assert!(matches!(e.kind(), DataErrorKind::NotUtf8 { offset: 10, .. }), "{e}");
        assert!(!l.advance().unwrap());
    }

    #[test]
    fn lossy_replaces() {
        let mut l = lines(b"c\xffd", true);
        assert!(l.advance().unwrap());
        assert_eq!(l.text(), "c\u{fffd}d");
    }

    #[test]
    fn peek_keeps_the_line() {
        let mut l = lines(b"\n  \nx\ny", false);
        assert_eq!(l.peek().unwrap(), Some("x\n"));
        assert!(l.advance().unwrap());
        assert_eq!((l.text(), l.line()), ("x\n", 3));
        assert!(l.advance().unwrap());
        assert_eq!(l.peek().unwrap(), None);
    }
}
