//! The fast path: where a decision may be needed.
//!
//! Each byte costs one look into a table. The table knows the ASCII marks and the first bytes of the others; what a
//! first byte begins is decoded only then.

use super::marks;

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Candidate {
    /// A line end of this many bytes.
    LineEnd(usize),
    /// A straight double quotation mark.
    Quote,
    /// A mark that may end a sentence.
    Stop,
}

/// The next candidate at or after byte `from`.
pub(super) fn next(text: &str, from: usize) -> Option<(usize, Candidate)> {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        at += bytes.get(at..)?.iter().position(|&b| TABLE[usize::from(b)])?;
        let c = text.get(at..)?.chars().next()?;
        if let Some(candidate) = classify(c, bytes.get(at + 1).copied()) {
            return Some((at, candidate));
        }
        at += c.len_utf8();
    }
}

fn classify(c: char, after: Option<u8>) -> Option<Candidate> {
    match c {
        '.' | '!' | '?' => Some(Candidate::Stop),
        '"' => Some(Candidate::Quote),
        '\r' if after == Some(b'\n') => Some(Candidate::LineEnd(2)),
        _ if marks::line_end(c) => Some(Candidate::LineEnd(c.len_utf8())),
        _ => marks::stop(c).map(|_| Candidate::Stop),
    }
}

/// Bytes that begin a candidate, or something that looks like one.
static TABLE: [bool; 256] = table();

const fn table() -> [bool; 256] {
    const FIRST: [u8; 16] = [
        b'.', b'!', b'?', b'"', b'\n', b'\r', 0x0b, 0x0c, // ASCII
        0xc2, // NEL
        0xd6, 0xd8, 0xdb, // Armenian, Arabic, Urdu
        0xe0, 0xe1, 0xe2, 0xe3, // Indic, Ethiopic and Burmese, general punctuation, CJK
    ];
    let mut table = [false; 256];
    let mut i = 0;
    while i < FIRST.len() {
        table[FIRST[i] as usize] = true;
        i += 1;
    }
    table[0xef] = true; // full-width forms
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_covers_every_mark() {
        for c in (0..=0x10_ffff).filter_map(char::from_u32) {
            let mut utf8 = [0; 4];
            let first = c.encode_utf8(&mut utf8).as_bytes()[0];
            assert!(classify(c, None).is_none() || TABLE[usize::from(first)], "{c:?}");
        }
    }

    #[test]
    fn carriage_return_and_line_feed_are_one() {
        assert_eq!(next("a\r\nb", 0), Some((1, Candidate::LineEnd(2))));
        assert_eq!(next("a\rb", 0), Some((1, Candidate::LineEnd(1))));
        assert_eq!(next("naïve “x”", 0), None);
    }
}
