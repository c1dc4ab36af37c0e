//! Cue lexicons: which words and phrases carry which classes, read from text files a linguist can edit.
//!
//! The format is described at the top of `data/en.lex`. A lexicon is data: the same file can be stored in a model and
//! read back, and a user's own file adds to the shipped ones.

mod class;
mod inflect;
mod parse;
mod phrase;
mod romanian;

pub use class::{Class, Classes, Form, Forms};
pub use parse::LexiconError;
pub use phrase::{PhraseKind, PhraseMatch};

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// The English lexicon that ships with the crate.
pub const ENGLISH: &str = include_str!("../data/en.lex");
/// The Romanian lexicon that ships with the crate.
pub const ROMANIAN: &str = include_str!("../data/ro.lex");

/// What the lexicon knows of one word form.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Entry {
    /// The classes of the word.
    pub classes: Classes,
    /// For verbs: which inflected forms this may be.
    pub forms: Forms,
    /// For verbs: the hash of the base form.
    pub lemma: u64,
    /// A phrase may begin with it.
    pub(crate) begins_phrase: bool,
    /// It is one piece of the subword vocabulary.
    pub(crate) single_piece: bool,
    /// Its number among the words that are known, plus one.
    word: u32,
}

impl Entry {
    /// The number of the feature that is the word itself, if the word is known.
    #[inline]
    pub(crate) fn word(&self) -> Option<usize> {
        (self.word as usize).checked_sub(1)
    }
}

/// Keys are finished hashes already: use them as they are.
#[derive(Debug, Default, Clone)]
pub(crate) struct Identity(u64);

impl Hasher for Identity {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for &b in bytes {
            self.0 = (self.0 << 8) | u64::from(b);
        }
    }
    fn write_u64(&mut self, v: u64) {
        self.0 = v;
    }
}

/// Room is made for a word form per so many bytes of a lexicon file, so that the table need not grow step by step.
const BYTES_PER_WORD: usize = 4;

pub(crate) type HashKeyed<V> = HashMap<u64, V, BuildHasherDefault<Identity>>;

/// Words and phrases of one language, ready for lookup by token hash.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    words: HashKeyed<Entry>,
    phrases: phrase::Trie,
}

impl Lexicon {
    /// Reads lexicon files; later ones add to earlier ones.
    ///
    /// # Errors
    /// [`LexiconError`] names the line and what is wrong with it.
    pub fn parse(files: &[&str]) -> Result<Self, LexiconError> {
        let mut lexicon = Self::default();
        lexicon.words.reserve(files.iter().map(|text| text.len() / BYTES_PER_WORD).sum());
        for text in files {
            parse::read_into(text, &mut lexicon)?;
        }
        for &first in lexicon.phrases.firsts() {
            lexicon.words.entry(first).or_default().begins_phrase = true;
        }
        Ok(lexicon)
    }

    /// What is known of the word with this hash.
    #[inline]
    #[must_use]
    pub fn word(&self, hash: u64) -> Entry {
        self.words.get(&hash).copied().unwrap_or_default()
    }

    /// Notes words that are one piece of the subword vocabulary, by hash: one lookup then answers for both.
    pub(crate) fn note_pieces(&mut self, words: impl Iterator<Item = u64>) {
        self.words.reserve(words.size_hint().0);
        for hash in words {
            self.words.entry(hash).or_default().single_piece = true;
        }
    }

    /// Numbers the words, the first behind `start + words.len()`, and appends their hashes to `words`.
    pub(crate) fn number_words(&mut self, start: usize, words: &mut Vec<u64>) {
        for (&hash, entry) in &mut self.words {
            words.push(hash);
            entry.word = (start + words.len()) as u32;
        }
    }

    /// Hashes of all words that have one of these classes.
    pub(crate) fn words_with(&self, classes: Classes) -> impl Iterator<Item = u64> {
        self.words.iter().filter(move |(_, entry)| entry.classes.any(classes)).map(|(&hash, _)| hash)
    }

    /// The longest phrase that starts with the first of these token hashes.
    #[inline]
    #[must_use]
    pub fn phrase(&self, tokens: &[u64]) -> Option<PhraseMatch> {
        self.phrases.longest(tokens)
    }

    fn add_word(&mut self, form: &str, classes: Classes, forms: Forms, lemma: u64) {
        let entry = self.words.entry(crate::hash::of(form.as_bytes())).or_default();
        entry.classes |= classes;
        entry.forms |= forms;
        if entry.lemma == 0 {
            entry.lemma = lemma;
        }
    }
}
