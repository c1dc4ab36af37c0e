//! The language of an article, among those with a lexicon.

use crate::lexicon::{Classes, Lexicon};

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

impl Language {
    /// The language whose function words occur more often; English on a tie.
    #[must_use]
    pub fn guess(hashes: &[u64], lexicons: &[Lexicon; 2]) -> Self {
        let count = |lexicon: &Lexicon| {
            let sample = hashes.iter().take(SAMPLE);
            sample.filter(|&&h| lexicon.word(h).classes.any(FUNCTION_WORDS)).count()
        };
        if count(&lexicons[1]) > count(&lexicons[0]) { Self::Ro } else { Self::En }
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
