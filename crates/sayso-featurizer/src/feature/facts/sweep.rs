//! One pass over the tokens of a sentence: everything that is counted or collected, for all facts at once.

use crate::analysis::Analysis;
use crate::hash;
use crate::lexicon::Classes;
use crate::quote::Bounds;
use crate::token::{Case, Kind, Token};

/// What the tokens of a sentence add up to. Words are tokens of letters; numbers are none.
#[derive(Debug, Default)]
pub(super) struct Sweep {
    /// Classes of tokens outside and inside quotations, of marks and numbers and of words: `[word][inside]`.
    classes: [[Classes; 2]; 2],
    /// Classes of capitalised words outside quotations.
    pub(super) capitalised: Classes,
    /// A negation is among the first two words or numbers.
    pub(super) negation_first: bool,
    /// A noun of denial.
    pub(super) deny_noun: bool,
    /// A year outside quotations, and one that begins with 1.
    pub(super) year: bool,
    pub(super) old_year: bool,
    /// A time of day.
    pub(super) clock: bool,
    /// `@` or `#`.
    pub(super) handle: bool,
    /// Words and numbers, and those inside quotations.
    pub(super) wordlike: u32,
    pub(super) wordlike_inside: u32,
    pub(super) words: usize,
    /// Words of more than three letters, and those of them with a capital.
    pub(super) long: usize,
    pub(super) long_caps: usize,
    /// Words all in capitals.
    pub(super) upper: usize,
    /// Words of page furniture.
    pub(super) furniture: usize,
    /// The first two words.
    pub(super) first: Option<usize>,
    pub(super) second: Option<usize>,
    /// The last word or number.
    pub(super) last_wordlike: Option<usize>,
}

impl Sweep {
    pub(super) fn run(a: &Analysis, b: &Bounds) -> Self {
        let mut s = Self::default();
        for i in b.start..b.end {
            let (t, classes, inside) = (&a.tokens[i], a.entries[i].classes, a.inside[i]);
            s.classes[usize::from(t.kind == Kind::Word)][usize::from(inside)] |= classes;
            match t.kind {
                Kind::Word => s.word(t, classes, i),
                Kind::Number => s.clock |= a.norm(i).contains(':'),
                Kind::Year => {
                    s.year |= !inside;
                    s.old_year |= !inside && t.first == '1';
                }
                _ => s.handle |= matches!(t.first, '@' | '#'),
            }
            if t.is_wordlike() {
                s.wordlike += 1;
                s.wordlike_inside += u32::from(inside);
                s.last_wordlike = Some(i);
            }
            if !inside && t.is_cap() {
                s.capitalised |= classes;
            }
            s.negation_first |= s.wordlike <= 2 && classes.any(Classes::Neg);
            s.deny_noun |= is_deny_noun(a, i);
        }
        s
    }

    fn word(&mut self, t: &Token, classes: Classes, i: usize) {
        match self.words {
            0 => self.first = Some(i),
            1 => self.second = Some(i),
            _ => (),
        }
        self.words += 1;
        let long = t.norm_len > 3;
        self.long += usize::from(long);
        self.long_caps += usize::from(long && t.is_cap());
        self.upper += usize::from(t.case == Case::Upper);
        self.furniture += usize::from(classes.any(Classes::Furniture));
    }

    /// Classes of all tokens outside quotations.
    pub(super) fn outside(&self) -> Classes {
        self.classes[0][0] | self.classes[1][0]
    }

    /// Classes of all tokens inside quotations.
    pub(super) fn inside(&self) -> Classes {
        self.classes[0][1] | self.classes[1][1]
    }

    /// Classes of the words outside quotations.
    pub(super) fn words_outside(&self) -> Classes {
        self.classes[1][0]
    }

    /// Classes of the words inside quotations.
    pub(super) fn words_inside(&self) -> Classes {
        self.classes[1][1]
    }
}

const DENY_NOUNS: [(u64, &str); 4] = [
    (hash::of(b"denial"), "denial"),
    (hash::of(b"denials"), "denials"),
    (hash::of(b"dezmintire"), "dezmintire"),
    (hash::of(b"dezmintirea"), "dezmintirea"),
];

fn is_deny_noun(a: &Analysis, i: usize) -> bool {
    DENY_NOUNS.iter().any(|&(hash, noun)| a.tokens[i].hash == hash && a.norm(i) == noun)
}
