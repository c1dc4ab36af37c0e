//! Offsets in other units than bytes.
//!
//! Code points and UTF-16 units are counted over whole slices, a loop that compiles to vector instructions, and never
//! from the beginning again.

use super::Span;

/// A half-open range in UTF-16 code units, as JavaScript, Java and C# count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Utf16Span {
    /// First code unit.
    pub start: usize,
    /// One past the last code unit.
    pub end: usize,
}

/// The spans of `text` in UTF-16 code units. Spans must be in order, as [`super::Splitter::split`] writes them; `out`
/// is cleared first.
pub fn utf16(text: &str, spans: &[Span], out: &mut Vec<Utf16Span>) {
    out.clear();
    let (mut at, mut units) = (0, 0);
    let mut advance = |to: usize| {
        units += units_in(text.as_bytes().get(at..to).unwrap_or_default());
        at = to;
        units
    };
    out.extend(spans.iter().map(|s| Utf16Span { start: advance(s.start), end: advance(s.end) }));
}

/// Counts code points, forwards only.
#[derive(Debug, Default)]
pub(super) struct Counter {
    byte: usize,
    chars: usize,
}

impl Counter {
    /// Code points before byte `to`, which must not lie before that of an earlier call.
    pub(super) fn advance(&mut self, text: &str, to: usize) -> usize {
        self.chars += chars_in(text.as_bytes().get(self.byte..to).unwrap_or_default());
        self.byte = to;
        self.chars
    }
}

/// Every byte that does not continue a character begins one.
fn chars_in(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&b| b & 0xc0 != 0x80).count()
}

/// One unit per character, two where UTF-8 needs four bytes.
fn units_in(bytes: &[u8]) -> usize {
    bytes.iter().map(|&b| usize::from(b & 0xc0 != 0x80) + usize::from(b >= 0xf0)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_agree_with_the_standard_library() {
        for text in ["", "plain", "ștăî", "“a” 🙂 z", "e\u{301}\0\u{feff}"] {
            assert_eq!(chars_in(text.as_bytes()), text.chars().count(), "{text:?}");
            assert_eq!(units_in(text.as_bytes()), text.encode_utf16().count(), "{text:?}");
        }
    }
}
