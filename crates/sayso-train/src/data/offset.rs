//! Offsets in any unit to byte positions of the text, checked.
//!
//! The whole project speaks code points; tools around it speak UTF-16 (everything in a browser) or bytes. Confusing
//! them shows only behind the first character outside ASCII, so nothing is guessed: a position beyond the text or
//! inside a character is an error.

use std::ops::Range;

/// What an offset counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Bytes of UTF-8.
    Utf8,
    /// UTF-16 code units.
    Utf16,
    /// Unicode code points.
    CodePoint,
}

impl Unit {
    /// The unit called `name` in `offset_unit`.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().as_str() {
            "utf8" | "utf-8" | "byte" | "bytes" => Some(Self::Utf8),
            "utf16" | "utf-16" => Some(Self::Utf16),
            "codepoint" | "codepoints" | "code_point" | "code_points" | "utf32" | "utf-32" => Some(Self::CodePoint),
            _ => None,
        }
    }

    /// Its name in `offset_unit`.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Utf8 => "utf8",
            Self::Utf16 => "utf16",
            Self::CodePoint => "codepoint",
        }
    }

    /// Its name in messages.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8 bytes",
            Self::Utf16 => "UTF-16 units",
            Self::CodePoint => "code points",
        }
    }
}

/// Byte positions of a text by offset.
pub(crate) struct Offsets<'a> {
    text: &'a str,
    unit: Unit,
    /// Byte position of each offset, [`INSIDE`] between the halves of a pair; empty where offsets are bytes.
    starts: Vec<usize>,
}

/// Marks an offset inside a character.
const INSIDE: usize = usize::MAX;

impl<'a> Offsets<'a> {
    /// Offsets in `unit` into `text`.
    pub(crate) fn new(text: &'a str, unit: Unit) -> Self {
        let unit = if text.is_ascii() { Unit::Utf8 } else { unit };
        let mut starts = Vec::new();
        if unit != Unit::Utf8 {
            for (at, c) in text.char_indices() {
                starts.push(at);
                if unit == Unit::Utf16 && c.len_utf16() == 2 {
                    starts.push(INSIDE);
                }
            }
            starts.push(text.len());
        }
        Self { text, unit, starts }
    }

    /// Length of the text in the unit.
    pub(crate) fn len(&self) -> usize {
        if self.unit == Unit::Utf8 { self.text.len() } else { self.starts.len() - 1 }
    }

    /// Byte position of `offset`, or what is wrong with it.
    pub(crate) fn byte(&self, offset: u64) -> Result<usize, String> {
        let at = usize::try_from(offset).ok().filter(|&o| o <= self.len());
        let at = at.ok_or_else(|| format!("{offset} lies beyond the text, which has {}", self.len()))?;
        let byte = if self.unit == Unit::Utf8 { at } else { self.starts[at] };
        if byte != INSIDE && self.text.is_char_boundary(byte) {
            Ok(byte)
        } else {
            Err(format!("{offset} lies inside a character"))
        }
    }

    /// Byte range of the span `start..end`, or what is wrong with it.
    pub(crate) fn span(&self, start: u64, end: u64) -> Result<Range<usize>, String> {
        let span = self.byte(start)?..self.byte(end)?;
        if span.is_empty() { Err("it holds nothing".to_owned()) } else { Ok(span) }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn units_differ_behind_the_first_wide_character() {
        let text = "aé😀z";
        let z = |unit| {
            Offsets::new(text, unit)
                .span(Offsets::new(text, unit).len() as u64 - 1, Offsets::new(text, unit).len() as u64)
        };
        for unit in [Unit::Utf8, Unit::Utf16, Unit::CodePoint] {
            assert_eq!(z(unit).unwrap(), 7..8);
        }
        assert_eq!(Offsets::new(text, Unit::CodePoint).len(), 4);
        assert_eq!(Offsets::new(text, Unit::Utf16).len(), 5);
        assert_eq!(Offsets::new(text, Unit::Utf8).len(), 8);
    }

    #[test]
    fn bad_offsets_say_why() {
        let text = "aé😀z";
        assert!(Offsets::new(text, Unit::Utf16).byte(3).unwrap_err().contains("inside"));
        assert!(Offsets::new(text, Unit::Utf8).byte(2).unwrap_err().contains("inside"));
        assert!(Offsets::new(text, Unit::CodePoint).byte(5).unwrap_err().contains("has 4"));
        assert!(Offsets::new(text, Unit::CodePoint).byte(u64::MAX).is_err());
        assert!(Offsets::new(text, Unit::CodePoint).span(2, 2).is_err());
        assert!(Offsets::new(text, Unit::CodePoint).span(2, 1).is_err());
    }

    proptest! {
        #[test]
        fn accepted_spans_can_be_sliced(text in ".{0,20}", start in 0u64..30, end in 0u64..30, unit in 0..3usize) {
            let unit = [Unit::Utf8, Unit::Utf16, Unit::CodePoint][unit];
            if let Ok(span) = Offsets::new(&text, unit).span(start, end) {
                prop_assert!(!text[span].is_empty());
            }
        }
    }
}
