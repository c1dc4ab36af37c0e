//! Tokens: words, numbers and single punctuation marks of one sentence, with exact byte offsets.
//!
//! A contraction is split before its clitic (`did|n't`, `Trump|'s`), a compound at its hyphen (`ex|president`,
//! `s|a` for Romanian `s-a`), so that both halves can be looked up.

use crate::hash;
use crate::normalize::fold;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Letters, possibly with an apostrophe.
    Word,
    /// Digits with their separators.
    Number,
    /// A four-digit number between 1500 and 2099.
    Year,
    /// `.`, `!`, `?` or an ellipsis.
    Stop,
    /// `,` or `;`.
    Comma,
    /// `:`.
    Colon,
    /// A dash.
    Dash,
    /// A double quotation mark of any style, or two single ones in a row.
    Quote,
    /// A single quotation mark or an apostrophe that belongs to no word.
    Single,
    /// Any other mark.
    Other,
}

/// Upper and lower case of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// No upper-case letter, or no letter.
    Lower,
    /// Upper-case first letter only.
    Title,
    /// Two or more letters, all upper case.
    Upper,
    /// Anything else.
    Mixed,
}

/// One token of a sentence.
#[derive(Debug, Clone, Copy)]
pub struct Token {
    /// First byte in the sentence.
    pub start: u32,
    /// One past the last byte in the sentence.
    pub end: u32,
    /// Hash of the folded form (see [`crate::hash::of`]).
    pub hash: u64,
    /// Where the folded form starts in the arena it was written to.
    pub norm: u32,
    /// Bytes of the folded form.
    pub norm_len: u32,
    /// What it is made of.
    pub kind: Kind,
    /// Its case.
    pub case: Case,
    /// White space (or the sentence's edge) stands before it.
    pub space_before: bool,
    /// The character that it starts with, for quotation marks.
    pub first: char,
}

impl Token {
    /// Is it a word, a number or a year?
    #[must_use]
    pub fn is_wordlike(&self) -> bool {
        matches!(self.kind, Kind::Word | Kind::Number | Kind::Year)
    }

    /// Is its first letter upper case?
    #[must_use]
    pub fn is_cap(&self) -> bool {
        self.kind == Kind::Word && self.case != Case::Lower
    }
}

/// Appends the tokens of `text` to `out`, their folded forms to `arena`.
///
/// Linear in the length of `text`; allocates only where the two vectors grow.
pub fn tokenize(text: &str, arena: &mut String, out: &mut Vec<Token>) {
    let mut rest = Scanner { text, at: 0, space: true };
    while let Some(token) = rest.next_token(arena) {
        out.push(token);
    }
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
    space: bool,
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '‘')
}

impl Scanner<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn after(&self, c: char) -> Option<char> {
        self.text[self.at + c.len_utf8()..].chars().next()
    }

    fn next_token(&mut self, arena: &mut String) -> Option<Token> {
        loop {
            let c = self.peek()?;
            if c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\0') {
                self.at += c.len_utf8();
                self.space = true;
                continue;
            }
            let token = if c.is_ascii_digit() {
                self.number(arena)
            } else if c.is_alphanumeric() || is_apostrophe(c) && self.clitic_length() > 0 {
                self.word(arena)
            } else {
                self.mark(c, arena)
            };
            self.space = false;
            return Some(token);
        }
    }

    /// Length in bytes of a clitic (`'s`, `'re`, ...) that starts here, glued to the word before; 0 if none.
    fn clitic_length(&self) -> usize {
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

    fn number(&mut self, arena: &mut String) -> Token {
        let begin = self.at;
        let bytes = self.text.as_bytes();
        let mut i = begin;
        let mut separators = false;
        while i < bytes.len() {
            let digit = bytes[i].is_ascii_digit();
            let separator =
                matches!(bytes[i], b',' | b'.' | b':') && i + 1 < bytes.len() && bytes[i + 1].is_ascii_digit();
            if !digit && !separator {
                break;
            }
            separators |= separator;
            i += 1;
        }
        self.at = i;
        let norm = arena.len();
        arena.extend(self.text[begin..i].chars().map(|c| if c.is_ascii_digit() { '0' } else { c }));
        let digits = &bytes[begin..i];
        let year = !separators
            && digits.len() == 4
            && (digits.starts_with(b"20") || matches!(digits[..2], [b'1', b'5'..=b'9']));
        self.finish(begin, norm, if year { Kind::Year } else { Kind::Number }, Case::Lower, '0', arena)
    }

    fn word(&mut self, arena: &mut String) -> Token {
        let begin = self.at;
        let norm = arena.len();
        let (mut upper, mut letters, mut first_upper) = (0u32, 0u32, false);
        let clitic = self.clitic_length();
        let limit = if clitic > 0 { begin + clitic } else { usize::MAX };
        while let Some(c) = self.peek() {
            if self.at >= limit {
                break;
            }
            if is_apostrophe(c) {
                if clitic > 0 || self.is_not_clitic(begin) || (self.inside_word(c) && self.at > begin) {
                    arena.push('\'');
                    self.at += c.len_utf8();
                    continue;
                }
                break;
            }
            let combining = fold(c).is_none();
            if !c.is_alphanumeric() && !combining {
                break;
            }
            if c.is_uppercase() {
                upper += 1;
                first_upper |= letters == 0;
            }
            letters += 1;
            if let Some(f) = fold(c) {
                arena.push(f);
            }
            self.at += c.len_utf8();
            if clitic == 0 && self.splits_before_not(begin) {
                break;
            }
        }
        let case = match (upper, first_upper) {
            (0, _) => Case::Lower,
            (u, _) if u == letters && letters > 1 => Case::Upper,
            (1, true) => Case::Title,
            _ => Case::Mixed,
        };
        self.finish(begin, norm, Kind::Word, case, 'a', arena)
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
        let rest = &self.text.as_bytes()[self.at..];
        if self.at == begin || !matches!(rest.first(), Some(b'n' | b'N')) {
            return false;
        }
        let mut chars = self.text[self.at + 1..].chars();
        chars.next().is_some_and(is_apostrophe)
            && matches!(chars.next(), Some('t' | 'T'))
            && chars.next().is_none_or(|c| !c.is_alphanumeric())
    }

    fn mark(&mut self, c: char, arena: &mut String) -> Token {
        let begin = self.at;
        let norm = arena.len();
        let next = self.after(c);
        self.at += c.len_utf8();
        let (kind, folded) = match c {
            '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂' | '〝' | '〞' => (Kind::Quote, '"'),
            '\'' | '’' | '‘' | '`' | '´' | 'ʼ' if next == Some(c) => {
                self.at += c.len_utf8();
                (Kind::Quote, '"')
            }
            '\'' | '’' | '‘' | '‚' | '‛' | '‹' | '›' | '`' | '´' | 'ʼ' => (Kind::Single, '\''),
            '.' | '!' | '?' | '…' => {
                while self.peek() == Some(c) {
                    self.at += c.len_utf8();
                }
                let run = self.at - begin > c.len_utf8();
                (Kind::Stop, if run && c == '.' { '…' } else { c })
            }
            ',' | ';' => (Kind::Comma, c),
            ':' => (Kind::Colon, c),
            '-' | '–' | '—' | '−' => {
                while self.peek() == Some(c) {
                    self.at += c.len_utf8();
                }
                let glued = !self.space && self.peek().is_some_and(char::is_alphanumeric);
                (if glued && c == '-' { Kind::Other } else { Kind::Dash }, '-')
            }
            _ => (Kind::Other, fold(c).unwrap_or(' ')),
        };
        arena.push(folded);
        self.finish(begin, norm, kind, Case::Lower, c, arena)
    }

    fn finish(&self, begin: usize, norm: usize, kind: Kind, case: Case, first: char, arena: &str) -> Token {
        Token {
            start: begin as u32,
            end: self.at as u32,
            hash: hash::of(&arena.as_bytes()[norm..]),
            norm: norm as u32,
            norm_len: (arena.len() - norm) as u32,
            kind,
            case,
            space_before: self.space,
            first,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn norms(text: &str) -> Vec<String> {
        let (mut arena, mut out) = (String::new(), Vec::new());
        tokenize(text, &mut arena, &mut out);
        out.iter().map(|t| arena[t.norm as usize..(t.norm + t.norm_len) as usize].to_string()).collect()
    }

    #[test]
    fn contractions_and_compounds_split() {
        assert_eq!(
            norms("He didn't meet Trump’s ex-aide."),
            ["he", "did", "n't", "meet", "trump", "'s", "ex", "-", "aide", "."]
        );
        assert_eq!(norms("s-a spus"), ["s", "-", "a", "spus"]);
        assert_eq!(norms("O’Neill can’t"), ["o'neill", "ca", "n't"]);
    }

    #[test]
    fn marks_and_numbers_have_shapes() {
        assert_eq!(norms("“In 2019, 1,234.5 fell...”"), ["\"", "in", "0000", ",", "0,000.0", "fell", "…", "\""]);
        assert_eq!(norms("''yes'' ``no``"), ["\"", "yes", "\"", "\"", "no", "\""]);
    }
}
