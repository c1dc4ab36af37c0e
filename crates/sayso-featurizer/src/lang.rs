//! The language of an article, among those with a lexicon.

use crate::bits::Bits;
use crate::lexicon::{Classes, HashKeyed, Lexicon};

/// A language with a lexicon.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English, and the fallback for languages without a lexicon.
    #[default]
    En = 0,
    /// Romanian.
    Ro = 1,
}

const FUNCTION_WORDS: Classes = Classes::Prep
    .or(Classes::Det)
    .or(Classes::Be)
    .or(Classes::Coord)
    .or(Classes::That)
    .or(Classes::To)
    .or(Classes::HasAux);
/// Tokens that are looked at: enough for a verdict, few enough to cost nothing.
const SAMPLE: usize = 400;

/// The function words of both languages: what a guess needs, small enough to stay in the nearest cache.
#[derive(Debug, Clone, Default)]
pub struct FunctionWords {
    /// How much a word counts for Romanian: -1, 0 (both have it), 1.
    votes: HashKeyed<i8>,
    bits: Bits,
}

impl FunctionWords {
    /// Those of the lexicons of English and Romanian.
    #[must_use]
    pub fn new(lexicons: &[Lexicon; 2]) -> Self {
        let (mut votes, mut bits) = (HashKeyed::default(), Bits::default());
        for (lexicon, vote) in lexicons.iter().zip([-1, 1]) {
            for hash in lexicon.words_with(FUNCTION_WORDS) {
                *votes.entry(hash).or_default() += vote;
                bits.set(hash);
            }
        }
        Self { votes, bits }
    }
}

impl Language {
    /// The language whose function words occur more often; English on a tie.
    #[must_use]
    pub fn guess(hashes: impl Iterator<Item = u64>, words: &FunctionWords) -> Self {
        let votes = hashes.take(SAMPLE).filter(|&h| words.bits.may_hold(h)).filter_map(|h| words.votes.get(&h));
        if votes.map(|&v| i32::from(v)).sum::<i32>() > 0 { Self::Ro } else { Self::En }
    }

    /// Its ISO 639-1 code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ro => "ro",
        }
    }
}
