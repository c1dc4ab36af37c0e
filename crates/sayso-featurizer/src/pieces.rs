//! Subword pieces: greedy longest match over a WordPiece vocabulary.
//!
//! The vocabulary is trained by the `tokenizers` crate; a parity test holds this segmentation equal to its `WordPiece`
//! model. Source: Schuster and Nakajima, *Japanese and Korean voice search* (2012); Wu et al. (2016).

use crate::hash;
use crate::lexicon::HashKeyed;

/// Prefix of a piece that continues a word.
pub const CONTINUATION: &str = "##";
/// Words of more characters than this are one unknown piece.
pub const LONGEST_WORD: usize = 40;

/// A WordPiece vocabulary, ready for segmentation.
#[derive(Debug, Clone, Default)]
pub struct Pieces {
    pieces: HashKeyed<u32>,
    longest: usize,
}

impl Pieces {
    /// Builds the lookup table; the position of a piece is its number.
    #[must_use]
    pub fn new(vocabulary: &[String]) -> Self {
        let pieces = vocabulary.iter().enumerate().map(|(i, p)| (hash::of(p.as_bytes()), i as u32)).collect();
        Self { pieces, longest: vocabulary.iter().map(String::len).max().unwrap_or(0) }
    }

    /// No vocabulary?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Writes the number and byte range of every piece of `word`, which is folded already, to `found`. False, with
    /// nothing found, if the word cannot be covered.
    pub fn segment(&self, word: &str, found: &mut Vec<(u32, usize, usize)>) -> bool {
        found.clear();
        if word.chars().count() > LONGEST_WORD {
            return false;
        }
        let mut start = 0;
        while start < word.len() {
            let Some((piece, end)) = self.longest_at(word, start) else {
                found.clear();
                return false;
            };
            found.push((piece, start, end));
            start = end;
        }
        true
    }

    fn longest_at(&self, word: &str, start: usize) -> Option<(u32, usize)> {
        let prefix = if start == 0 { hash::start() } else { hash::bytes(hash::start(), CONTINUATION.as_bytes()) };
        let mut state = prefix;
        let mut best = None;
        for (i, b) in word.as_bytes()[start..].iter().enumerate().take(self.longest) {
            state = hash::byte(state, *b);
            let end = start + i + 1;
            if !word.is_char_boundary(end) {
                continue;
            }
            if let Some(&piece) = self.pieces.get(&hash::finish(state)) {
                best = Some((piece, end));
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longest_match_first() {
        let mut found = Vec::new();
        let vocabulary: Vec<String> = ["un", "##afford", "##able"].map(String::from).into();
        let pieces = Pieces::new(&vocabulary);
        assert!(pieces.segment("unaffordable", &mut found));
        assert_eq!(found, [(0, 0, 2), (1, 2, 8), (2, 8, 12)]);
        assert!(!pieces.segment("zzz", &mut found));
        assert!(found.is_empty());
    }
}
