//! Sentences of a text, as exact offsets.
//!
//! One pass over the bytes stops only at marks that may end a sentence, at line ends and at straight quotation marks;
//! everything that costs thought is decided there, from a bounded neighbourhood, so that time is linear in the length
//! of any input. What the decision needs to know about a language is data: `data/en.seg` describes the format.
//!
//! Rules that hold for any language need no data: a lower-case letter never begins a sentence, single initials and dotted
//! acronyms do not end one, numbers and addresses stay whole, 。 and the full stops of scripts without capitals always
//! end one. A language without a rule file gets these, and the rules of the others do it little harm.
//!
//! Invariants, tested over arbitrary Unicode:
//! - every character that is not white space lies in exactly one span; spans are in order and not empty;
//! - no span begins or ends with white space;
//! - a line end (LF, CR, CRLF, VT, FF, NEL, U+2028, U+2029) always ends a sentence and begins a paragraph, because
//!   headlines, captions and list items carry no full stop;
//! - the sentences inside a quotation are separate; closing marks stay with the sentence they close, opening marks go
//!   with the sentence they open.
//!
//! White space is what [`char::is_whitespace`] says. Byte order marks, zero-width characters and NUL are not white space:
//! they stay inside a span, so that nothing of the input is lost.
//!
//! The modules, in the order of the data: `marks` classifies characters, `scan` finds the candidates, `cluster` reads
//! the whole run of marks at one, `decide` says whether a sentence ends there, by the words that `rules` knows.

mod cluster;
mod decide;
mod marks;
mod offsets;
mod rules;
mod scan;
mod word;

pub use offsets::{Utf16Span, utf16};
pub use rules::SegError;

use cluster::Cluster;
use offsets::Counter;
use rules::Rules;
use scan::Candidate;

/// The rules for English that ship with the crate.
pub const ENGLISH: &str = include_str!("../data/en.seg");
/// The rules for Romanian that ship with the crate.
pub const ROMANIAN: &str = include_str!("../data/ro.seg");

/// A sentence: a half-open range of the text, in bytes and in code points.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// First code point.
    pub char_start: usize,
    /// One past the last code point.
    pub char_end: usize,
    /// It is the first sentence of its line.
    pub paragraph_start: bool,
}

impl Span {
    /// The sentence itself; empty if `text` is not the text that was split.
    #[must_use]
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

/// Splits texts into sentences. Build it once, use it from any thread.
#[derive(Debug, Clone, Default)]
pub struct Splitter {
    rules: Rules,
}

impl Splitter {
    /// Reads rule files, one per language; the splitter knows the union of what they say.
    ///
    /// Abbreviations of different languages rarely contradict each other, so texts of several languages can share one
    /// splitter. With no file at all, only the rules that hold for any language apply.
    ///
    /// # Errors
    /// [`SegError`] names the line and what is wrong with it.
    pub fn new(files: &[&str]) -> Result<Self, SegError> {
        let mut rules = Rules::default();
        for text in files {
            rules.read(text)?;
        }
        Ok(Self { rules })
    }

    /// The rules of all shipped languages together.
    #[must_use]
    pub fn shipped() -> Self {
        let mut rules = Rules::default();
        for text in [ENGLISH, ROMANIAN] {
            // A test parses the shipped files, so this cannot fail; a broken entry would only be left out.
            let read = rules.read(text);
            debug_assert!(read.is_ok(), "{read:?}");
        }
        Self { rules }
    }

    /// Writes the sentences of `text` to `out`, which is cleared first and keeps its capacity.
    pub fn split(&self, text: &str, out: &mut Vec<Span>) {
        out.clear();
        let mut cutter = Cutter { text, out, counter: Counter::default(), start: 0, paragraph_start: true };
        let (mut at, mut quoted) = (0, false);
        while let Some((found, candidate)) = scan::next(text, at) {
            at = match candidate {
                Candidate::LineEnd(len) => {
                    cutter.cut(found);
                    cutter.paragraph_start = true;
                    quoted = false;
                    found + len
                }
                Candidate::Quote => {
                    quoted = !quoted;
                    found + 1
                }
                Candidate::Stop => {
                    let cluster = Cluster::read(text, found, &mut quoted);
                    if decide::ends(&self.rules, text, &cluster, cutter.sentence_start()) {
                        cutter.cut(cluster.end);
                    }
                    cluster.end
                }
            };
        }
        cutter.cut(text.len());
    }
}

/// Turns cuts into trimmed spans.
struct Cutter<'a> {
    text: &'a str,
    out: &'a mut Vec<Span>,
    counter: Counter,
    /// Where the sentence that is being read began.
    start: usize,
    /// No sentence of this line has been written yet.
    paragraph_start: bool,
}

impl Cutter<'_> {
    /// Skips the white space before the sentence, once.
    fn sentence_start(&mut self) -> usize {
        let rest = self.text.get(self.start..).unwrap_or_default();
        self.start += rest.len() - rest.trim_start().len();
        self.start
    }

    fn cut(&mut self, end: usize) {
        let start = self.sentence_start();
        let sentence = self.text.get(start..end).unwrap_or_default().trim_end();
        if !sentence.is_empty() {
            let end = start + sentence.len();
            let char_start = self.counter.advance(self.text, start);
            let char_end = self.counter.advance(self.text, end);
            let paragraph_start = std::mem::take(&mut self.paragraph_start);
            self.out.push(Span { start, end, char_start, char_end, paragraph_start });
        }
        self.start = self.start.max(end);
    }
}

#[cfg(test)]
mod tests;
