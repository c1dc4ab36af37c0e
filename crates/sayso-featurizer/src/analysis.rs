//! An article taken apart: sentences, tokens, quotations, phrases; everything that features are computed from.

use crate::feature::listed;
use crate::hash;
use crate::lang::{FunctionWords, Language};
use crate::lexicon::{Classes, Entry, Lexicon, PhraseMatch};
use crate::quote::{Bounds, Quotation, track};
use crate::token::{Token, tokenize};

/// One sentence of an article as the caller has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SentenceInput<'t> {
    /// Its text.
    pub text: &'t str,
    /// Does it start a paragraph? `None` where unknown.
    pub paragraph_start: Option<bool>,
}

/// A phrase cue at a place in the article's tokens.
#[derive(Debug, Clone, Copy)]
pub struct PhraseAt {
    /// First token.
    pub token: usize,
    /// What was found.
    pub found: PhraseMatch,
}

/// What is known of words, in English and in Romanian.
#[derive(Debug, Clone, Default)]
pub struct Known {
    lexicons: [Lexicon; 2],
    function_words: FunctionWords,
    /// Hashes of the words that have a number.
    pub(crate) words: Vec<u64>,
}

impl Known {
    /// Takes the lexicons of English and Romanian, and the words that are one piece of the subword vocabulary.
    #[must_use]
    pub fn new(mut lexicons: [Lexicon; 2], pieces: &[String]) -> Self {
        let function_words = FunctionWords::new(&lexicons);
        let mut words = Vec::new();
        for lexicon in &mut lexicons {
            lexicon.note_pieces(pieces.iter().map(|p| hash::of(p.as_bytes())));
            lexicon.number_words(listed::words_from(pieces.len()), &mut words);
        }
        Self { lexicons, function_words, words }
    }
}

/// The parts of an article. Reuse one value for many articles: its buffers keep their capacity.
#[derive(Debug, Default, Clone)]
pub struct Analysis {
    /// Folded forms of all tokens, back to back.
    pub arena: String,
    /// All tokens; offsets are relative to their own sentence.
    pub tokens: Vec<Token>,
    /// What the lexicon says of each token.
    pub entries: Vec<Entry>,
    /// Is the token inside a quotation (scare quotes do not count)?
    pub inside: Vec<bool>,
    /// Token ranges of the sentences.
    pub sentences: Vec<Bounds>,
    /// All quotations.
    pub quotations: Vec<Quotation>,
    /// Phrase cues, in order.
    pub phrases: Vec<PhraseAt>,
    /// The language whose lexicon was used.
    pub language: Language,
    hashes: Vec<u64>,
}

impl Analysis {
    /// Takes an article apart.
    pub fn run<'t>(&mut self, sentences: impl Iterator<Item = SentenceInput<'t>>, known: &Known) {
        self.clear();
        for s in sentences {
            let start = self.tokens.len();
            tokenize(s.text, &mut self.arena, &mut self.tokens);
            self.sentences.push(Bounds { start, end: self.tokens.len(), paragraph_start: s.paragraph_start });
        }
        self.hashes.extend(self.tokens.iter().map(|t| t.hash));
        let lexicon = self.look_up(known);
        self.settle_possessives();
        track(&self.tokens, &self.sentences, &mut self.quotations);
        self.mark_inside();
        self.find_phrases(lexicon);
    }

    fn clear(&mut self) {
        self.arena.clear();
        self.tokens.clear();
        self.entries.clear();
        self.inside.clear();
        self.sentences.clear();
        self.quotations.clear();
        self.phrases.clear();
        self.hashes.clear();
    }

    /// Looks every token up in the lexicon of the article's language: the one that knows more of its function words.
    fn look_up<'k>(&mut self, known: &'k Known) -> &'k Lexicon {
        self.language = Language::guess(self.hashes.iter().copied(), &known.function_words);
        let lexicon = &known.lexicons[self.language as usize];
        self.entries.extend(self.hashes.iter().map(|&h| lexicon.word(h)));
        lexicon
    }

    /// `'s` is a verb after a pronoun ("it's") or before an article ("Smith's a liar"); elsewhere it marks a possessor.
    fn settle_possessives(&mut self) {
        if self.language != Language::En {
            return;
        }
        let possessive = hash::of(b"'s");
        let pronoun = Classes::Pron3 | Classes::That | Classes::Rel | Classes::Question;
        for i in 1..self.tokens.len() {
            if self.hashes[i] != possessive || self.classes(i - 1).any(pronoun) {
                continue;
            }
            let verb_before =
                matches!(self.norm(i - 1), "there" | "here" | "let" | "everyone" | "nobody" | "one" | "this");
            let verb_after = i + 1 < self.tokens.len()
                && matches!(self.norm(i + 1), "a" | "an" | "the" | "not" | "been" | "going" | "got" | "no");
            if !verb_before && !verb_after {
                self.entries[i].classes = Classes::Poss;
            }
        }
    }

    fn mark_inside(&mut self) {
        self.inside.resize(self.tokens.len(), false);
        for q in self.quotations.iter().filter(|q| !q.scare) {
            let from = q.open + usize::from(q.opened);
            let to = q.end.min(self.inside.len());
            if from < to {
                self.inside[from..to].fill(true);
            }
        }
    }

    fn find_phrases(&mut self, lexicon: &Lexicon) {
        for b in &self.sentences {
            for token in (b.start..b.end).filter(|&i| self.entries[i].begins_phrase) {
                if let Some(found) = lexicon.phrase(&self.hashes[token..b.end]) {
                    self.phrases.push(PhraseAt { token, found });
                }
            }
        }
    }

    /// Classes of a token, empty past the end.
    #[inline]
    #[must_use]
    pub fn classes(&self, i: usize) -> Classes {
        self.entries.get(i).map_or(Classes::default(), |e| e.classes)
    }

    /// Folded form of a token.
    #[must_use]
    pub fn norm(&self, i: usize) -> &str {
        let t = &self.tokens[i];
        &self.arena[t.norm as usize..(t.norm + t.norm_len) as usize]
    }
}
