//! Subword pieces: greedy longest match over a WordPiece vocabulary.
//!
//! The vocabulary is trained by the `tokenizers` crate; a parity test holds this segmentation equal to its `WordPiece`
//! model. Source: Schuster and Nakajima, *Japanese and Korean voice search* (2012); Wu et al. (2016).

mod trie;

use trie::{ROOT, Trie};

/// Prefix of a piece that continues a word.
pub const CONTINUATION: &str = "##";
/// Words of more characters than this are one unknown piece.
pub const LONGEST_WORD: usize = 40;

/// A WordPiece vocabulary, ready for segmentation.
#[derive(Debug, Clone, Default)]
pub struct Pieces {
    trie: Trie,
    len: usize,
    /// Where pieces that continue a word begin.
    continuation: Option<u32>,
}

/// One piece of a word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Piece {
    /// Its position in the vocabulary.
    pub number: u32,
    /// First byte in the word.
    pub start: u16,
    /// One past the last byte in the word.
    pub end: u16,
}

/// The pieces of one word; reuse it from word to word.
#[derive(Debug, Clone)]
pub struct Segments {
    pieces: [Piece; LONGEST_WORD],
    len: usize,
}

impl Default for Segments {
    fn default() -> Self {
        Self { pieces: [Piece::default(); LONGEST_WORD], len: 0 }
    }
}

impl Segments {
    /// The pieces in order; empty if the word could not be covered.
    #[must_use]
    pub fn as_slice(&self) -> &[Piece] {
        &self.pieces[..self.len]
    }

    /// False if there is no room.
    fn push(&mut self, piece: Piece) -> bool {
        let room = self.pieces.get_mut(self.len).map(|p| *p = piece).is_some();
        self.len += usize::from(room);
        room
    }
}

impl Pieces {
    /// Builds the lookup table; the position of a piece is its number.
    #[must_use]
    pub fn new(vocabulary: &[String]) -> Self {
        let trie = Trie::new(vocabulary);
        let continuation = trie.find(CONTINUATION.as_bytes());
        Self { trie, len: vocabulary.len(), continuation }
    }

    /// How many pieces there are.
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// No vocabulary?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.trie.is_empty()
    }

    /// Cuts `word`, which is folded already, into pieces, the longest first. Returns false, leaving `found` empty, if
    /// the word cannot be covered or is too long.
    pub fn segment(&self, word: &str, found: &mut Segments) -> bool {
        found.len = 0;
        let covered = !is_long(word) && self.cover(word.as_bytes(), found);
        if !covered {
            found.len = 0;
        }
        covered
    }

    fn cover(&self, word: &[u8], found: &mut Segments) -> bool {
        let (mut start, mut root) = (0, Some(ROOT));
        while start < word.len() {
            let Some((number, end)) = root.and_then(|r| self.longest_at(r, word, start)) else { return false };
            if !found.push(Piece { number, start: start as u16, end: end as u16 }) {
                return false;
            }
            (start, root) = (end, self.continuation);
        }
        true
    }

    /// The longest piece at `start`. Pieces are whole strings, so they end where a character ends.
    #[inline]
    fn longest_at(&self, root: u32, word: &[u8], start: usize) -> Option<(u32, usize)> {
        let (mut node, mut best) = (root, None);
        for (i, &b) in word.iter().enumerate().skip(start) {
            let Some(child) = self.trie.child(node, b) else { break };
            node = child;
            best = self.trie.value(node).map(|number| (number, i + 1)).or(best);
        }
        best
    }
}

fn is_long(word: &str) -> bool {
    word.len() > LONGEST_WORD && word.chars().count() > LONGEST_WORD
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longest_match_first() {
        let vocabulary: Vec<String> = ["un", "##afford", "##able", "##a", "una"].map(String::from).into();
        let pieces = Pieces::new(&vocabulary);
        let mut found = Segments::default();
        assert!(!pieces.segment("unaffordable", &mut found) && found.as_slice().is_empty());
        assert!(!pieces.segment("zzz", &mut found));
        let vocabulary: Vec<String> = ["un", "##afford", "##able"].map(String::from).into();
        let pieces = Pieces::new(&vocabulary);
        assert!(pieces.segment("unaffordable", &mut found));
        let parts: Vec<_> = found.as_slice().iter().map(|p| (p.number, p.start, p.end)).collect();
        assert_eq!(parts, [(0, 0, 2), (1, 2, 8), (2, 8, 12)]);
    }

    #[test]
    fn no_vocabulary_covers_nothing() {
        let (pieces, mut found) = (Pieces::default(), Segments::default());
        assert!(pieces.is_empty() && !pieces.segment("word", &mut found));
        assert!(pieces.segment("", &mut found) && found.as_slice().is_empty());
    }

    #[test]
    fn long_words_are_unknown() {
        let pieces = Pieces::new(&["é".into(), "##é".into()]);
        let mut found = Segments::default();
        assert!(pieces.segment(&"é".repeat(LONGEST_WORD), &mut found));
        assert_eq!(found.as_slice().len(), LONGEST_WORD);
        assert!(!pieces.segment(&"é".repeat(LONGEST_WORD + 1), &mut found));
    }
}
