//! Tokens: words, numbers and single punctuation marks of one sentence, with exact byte offsets.
//!
//! A contraction is split before its clitic (`did|n't`, `Trump|'s`), a compound at its hyphen (`ex|president`,
//! `s|a` for Romanian `s-a`), so that both halves can be looked up.

mod class;
mod word;

use crate::hash;
use crate::normalize::fold;
use class::{Class, class};

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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
    while let Some(token) = rest.next_token(arena, Scanner::word) {
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

    /// The next token; `word` reads one that is a word.
    fn next_token(&mut self, arena: &mut String, word: fn(&mut Self, &mut String) -> Token) -> Option<Token> {
        loop {
            let byte = *self.text.as_bytes().get(self.at)?;
            let token = match class(byte) {
                Class::Blank => {
                    self.at += 1;
                    self.space = true;
                    continue;
                }
                Class::Digit => self.number(arena),
                Class::Letter => word(self, arena),
                Class::Mark => self.mark(char::from(byte), arena),
                Class::Apostrophe | Class::Wide => match self.wide(arena, word) {
                    Some(token) => token,
                    None => continue,
                },
            };
            self.space = false;
            return Some(token);
        }
    }

    /// An apostrophe or a character beyond ASCII: a mark, a word, or `None` if nothing is seen of it.
    fn wide(&mut self, arena: &mut String, word: fn(&mut Self, &mut String) -> Token) -> Option<Token> {
        let c = self.peek()?;
        // Dashes and quotation marks, the most frequent of them by far: no need to ask the tables of Unicode.
        let punctuation = matches!(c, '\u{2010}'..='\u{2027}');
        if !punctuation && (c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}')) {
            self.at += c.len_utf8();
            self.space = true;
            return None;
        }
        // One of the apostrophes is a letter to Unicode, but no word begins with it alone.
        let starts_word = if is_apostrophe(c) { self.clitic_length() > 0 } else { !punctuation && c.is_alphanumeric() };
        Some(if starts_word { word(self, arena) } else { self.mark(c, arena) })
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
        self.finish(
            (begin, norm),
            if year { Kind::Year } else { Kind::Number },
            Case::Lower,
            char::from(bytes[begin]),
            arena,
        )
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
        self.finish((begin, norm), kind, Case::Lower, c, arena)
    }

    /// The token that began at `begin` in the text and at `norm` in the arena.
    fn finish(&self, (begin, norm): (usize, usize), kind: Kind, case: Case, first: char, arena: &str) -> Token {
        let hash = hash::of(&arena.as_bytes()[norm..]);
        self.hashed((begin, norm), kind, case, first, arena, hash)
    }

    /// The same, its hash known.
    fn hashed(
        &self,
        (begin, norm): (usize, usize),
        kind: Kind,
        case: Case,
        first: char,
        arena: &str,
        hash: u64,
    ) -> Token {
        Token {
            start: begin as u32,
            end: self.at as u32,
            hash,
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
    use proptest::prelude::*;

    fn norms(text: &str) -> Vec<String> {
        let (mut arena, mut out) = (String::new(), Vec::new());
        tokenize(text, &mut arena, &mut out);
        out.iter().map(|t| arena[t.norm as usize..(t.norm + t.norm_len) as usize].to_string()).collect()
    }

    /// Tokens, each word read character by character.
    fn plain(text: &str) -> (String, Vec<Token>) {
        let (mut arena, mut out) = (String::new(), Vec::new());
        let mut scanner = Scanner { text, at: 0, space: true };
        while let Some(token) = scanner.next_token(&mut arena, Scanner::plain_word) {
            out.push(token);
        }
        (arena, out)
    }

    fn check(text: &str) {
        let (mut arena, mut out) = (String::new(), Vec::new());
        tokenize(text, &mut arena, &mut out);
        assert_eq!((arena, out), plain(text), "{text:?}");
    }

    /// Text that is dense in what the tokenizer looks at.
    fn noisy() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            4 => "[a-zA-ZnNtT0-9]{1,3}",
            4 => "['’ʼ‘ʼ`´]",
            2 => "[nN]['’ʼ][tT]",
            2 => "[\u{301}\u{ad}\u{200b}ășțÉİŉßæЖ你٣½²]",
            2 => "[ \u{a0}\n\u{0}]",
            1 => "[.,:;!?…\"“”„«»()–—-]",
            1 => "('s|'re|’ve|'ll|2019|1,234\\.5)",
        ];
        proptest::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
    }

    #[test]
    fn an_apostrophe_that_is_a_letter_is_a_mark() {
        assert_eq!(norms("ʼ"), ["'"]);
        assert_eq!(norms("ʼyes ʼ no"), ["'", "yes", "'", "no"]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn fast_and_plain_words_are_the_same(text in noisy()) {
            check(&text);
        }

        #[test]
        fn also_in_any_text(text in any::<String>()) {
            check(&text);
        }
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
