//! Words: letters and digits, apostrophes inside, clitics split off.
//!
//! Two ways to the same tokens: [`Scanner::plain_word`] looks at one character after the other and at all that may follow
//! it; [`Scanner::word`] takes runs of ASCII letters at once, lower-cased and hashed on the way, and looks closely only
//! at what ends a run. A property test holds them equal.

use super::class::lower;
use super::{Case, Kind, Scanner, Token, is_apostrophe};
use crate::hash;
use crate::normalize::fold;

/// Upper and lower case, as far as a word has been read.
#[derive(Default)]
struct Letters {
    all: u32,
    upper: u32,
    first_upper: bool,
}

impl Letters {
    fn add(&mut self, c: char) {
        if c.is_uppercase() {
            self.upper += 1;
            self.first_upper |= self.all == 0;
        }
        self.all += 1;
    }

    fn add_run(&mut self, run: &[u8], upper: u32) {
        self.first_upper |= self.all == 0 && run.first().is_some_and(u8::is_ascii_uppercase);
        self.all += run.len() as u32;
        self.upper += upper;
    }

    fn case(&self) -> Case {
        match (self.upper, self.first_upper) {
            (0, _) => Case::Lower,
            (u, _) if u == self.all && u > 1 => Case::Upper,
            (1, true) => Case::Title,
            _ => Case::Mixed,
        }
    }
}

/// A run of ASCII letters and digits.
struct Run {
    end: usize,
    upper: u32,
    /// The hash so far, the run included.
    state: u64,
}

/// What stands behind a run.
enum Step {
    /// An apostrophe of the word.
    Apostrophe,
    /// A letter, digit or combining mark beyond ASCII.
    Letter,
    /// Nothing of the word.
    End,
}

/// Is it a letter or a digit? Latin letters are known without asking the tables of Unicode.
fn is_letter(c: char) -> bool {
    matches!(c, 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='\u{24f}') || c.is_alphanumeric()
}

impl Scanner<'_> {
    /// Reads the word that begins here.
    pub(super) fn word(&mut self, arena: &mut String) -> Token {
        if self.clitic_length() > 0 {
            return self.plain_word(arena);
        }
        let (begin, norm) = (self.at, arena.len());
        let (mut letters, mut state) = (Letters::default(), hash::start());
        loop {
            let mut run = self.run(state, self.text.len());
            let next = self.text.as_bytes().get(run.end);
            let plain_end = next.is_none_or(|&b| b.is_ascii() && b != b'\'');
            let split = !plain_end && self.ends_in_not(run.end);
            if split {
                run = self.run(state, run.end - 1);
            }
            arena.push_str(&self.text[self.at..run.end]);
            letters.add_run(&self.text.as_bytes()[self.at..run.end], run.upper);
            (self.at, state) = (run.end, run.state);
            if plain_end || split {
                break;
            }
            match self.step(begin, arena, &mut letters, &mut state) {
                Step::Apostrophe => (),
                Step::Letter if !self.splits_before_not(begin) => (),
                Step::Letter | Step::End => break,
            }
        }
        if letters.upper > 0 {
            arena[norm..].make_ascii_lowercase();
        }
        self.hashed((begin, norm), Kind::Word, letters.case(), 'a', arena, hash::finish(state))
    }

    /// The run that begins here, up to byte `limit` at most.
    #[inline]
    fn run(&self, mut state: u64, limit: usize) -> Run {
        let (mut end, mut upper) = (self.at, 0);
        for &b in &self.text.as_bytes()[self.at..limit] {
            let low = lower(b);
            if low == 0 {
                break;
            }
            state = hash::byte(state, low);
            upper += u32::from(low != b);
            end += 1;
        }
        Run { end, upper, state }
    }

    /// Is the last letter of the run that ends at `end` the first of `n't`, with another letter before it?
    fn ends_in_not(&self, end: usize) -> bool {
        end - self.at > 1 && self.is_not(end - 1)
    }

    /// One character that is no ASCII letter or digit, if it belongs to the word.
    fn step(&mut self, begin: usize, arena: &mut String, letters: &mut Letters, state: &mut u64) -> Step {
        let Some(c) = self.peek() else { return Step::End };
        if is_apostrophe(c) {
            if !self.goes_on_at_apostrophe(begin, c) {
                return Step::End;
            }
            arena.push('\'');
            *state = hash::byte(*state, b'\'');
            self.at += c.len_utf8();
            return Step::Apostrophe;
        }
        let folded = fold(c);
        if folded.is_some() && !is_letter(c) {
            return Step::End;
        }
        letters.add(c);
        if let Some(f) = folded {
            arena.push(f);
            *state = hash::bytes(*state, f.encode_utf8(&mut [0; 4]).as_bytes());
        }
        self.at += c.len_utf8();
        Step::Letter
    }

    /// The same, character by character.
    pub(super) fn plain_word(&mut self, arena: &mut String) -> Token {
        let (begin, norm) = (self.at, arena.len());
        let mut letters = Letters::default();
        let clitic = self.clitic_length();
        let limit = if clitic > 0 { begin + clitic } else { usize::MAX };
        while let Some(c) = self.peek() {
            if self.at >= limit {
                break;
            }
            if is_apostrophe(c) {
                if clitic == 0 && !self.goes_on_at_apostrophe(begin, c) {
                    break;
                }
                arena.push('\'');
                self.at += c.len_utf8();
                continue;
            }
            let folded = fold(c);
            if folded.is_some() && !c.is_alphanumeric() {
                break;
            }
            letters.add(c);
            arena.extend(folded);
            self.at += c.len_utf8();
            if clitic == 0 && self.splits_before_not(begin) {
                break;
            }
        }
        self.finish((begin, norm), Kind::Word, letters.case(), 'a', arena)
    }

    /// Does the word that began at `begin` go on at the apostrophe `c`?
    fn goes_on_at_apostrophe(&self, begin: usize, c: char) -> bool {
        self.is_not_clitic(begin) || (self.inside_word(c) && self.at > begin)
    }

    /// Length in bytes of a clitic (`'s`, `'re`, ...) that starts here, glued to the word before; 0 if none.
    pub(super) fn clitic_length(&self) -> usize {
        if self.space {
            return 0;
        }
        let rest = &self.text[self.at..];
        let Some(first) = rest.chars().next() else { return 0 };
        let after = &rest[first.len_utf8()..];
        let letters = after.bytes().take_while(u8::is_ascii_alphabetic).count();
        let low = |i: usize| after.as_bytes()[i].to_ascii_lowercase();
        let known = match letters {
            1 => matches!(low(0), b's' | b'd' | b'm' | b't'),
            2 => matches!((low(0), low(1)), (b'r', b'e') | (b'v', b'e') | (b'l', b'l')),
            _ => false,
        };
        // A letter beyond ASCII would make it the inside of a longer word.
        let ends = after[letters..].chars().next().is_none_or(|c| !c.is_alphanumeric());
        if known && ends { first.len_utf8() + letters } else { 0 }
    }

    /// Does an apostrophe here stand between letters without starting a clitic?
    fn inside_word(&self, c: char) -> bool {
        let clitic = Scanner { text: self.text, at: self.at, space: false }.clitic_length();
        clitic == 0 && self.after(c).is_some_and(char::is_alphabetic)
    }

    /// Is this the apostrophe of a word that is `n't` as a whole?
    fn is_not_clitic(&self, begin: usize) -> bool {
        matches!(&self.text.as_bytes()[begin..self.at], b"n" | b"N") && {
            let mut after = self.text[self.at..].chars().skip(1);
            matches!(after.next(), Some('t' | 'T')) && after.next().is_none_or(|c| !c.is_alphanumeric())
        }
    }

    /// Is `n't` ahead, so that the word (of at least one letter) ends here?
    fn splits_before_not(&self, begin: usize) -> bool {
        self.at > begin && self.is_not(self.at)
    }

    /// Does `n't` stand at byte `at`, with no letter behind it?
    fn is_not(&self, at: usize) -> bool {
        if !matches!(self.text.as_bytes().get(at), Some(b'n' | b'N')) {
            return false;
        }
        let mut chars = self.text[at + 1..].chars();
        chars.next().is_some_and(is_apostrophe)
            && matches!(chars.next(), Some('t' | 'T'))
            && chars.next().is_none_or(|c| !c.is_alphanumeric())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_those_of_unicode() {
        assert!((0..=0x10_ffff).filter_map(char::from_u32).all(|c| is_letter(c) == c.is_alphanumeric()));
    }
}
