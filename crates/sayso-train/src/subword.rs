//! Training the subword vocabulary with `tokenizers`.

use std::collections::{BTreeMap, BTreeSet};

use sayso_featurizer::pieces::CONTINUATION;
use sayso_featurizer::token::{Kind, tokenize};
use tokenizers::Model as _;
use tokenizers::models::wordpiece::{WordPiece, WordPieceTrainer};
use tokenizers::tokenizer::{AddedToken, Trainer as _};

/// `tokenizers` could not train a vocabulary.
#[derive(Debug, thiserror::Error)]
#[error("training the subword vocabulary failed: {0}")]
pub struct SubwordError(String);

/// Trains a WordPiece vocabulary of at most `size` pieces on the folded words of `texts`; the same words always give the
/// same pieces in the same order.
///
/// # Errors
/// [`SubwordError`] carries the message of `tokenizers`.
pub fn train<'t>(texts: impl Iterator<Item = &'t str>, size: usize) -> Result<Vec<String>, SubwordError> {
    let words = count_words(texts);
    let mut trainer = WordPieceTrainer::builder()
        .vocab_size(size)
        .min_frequency(2)
        .show_progress(false)
        .continuing_subword_prefix(CONTINUATION.to_string())
        .special_tokens(continuations(&words))
        .build();
    let error = |e: tokenizers::Error| SubwordError(e.to_string());
    // Each word once per occurrence would be slow; the trainer counts lines, so feed words with their counts.
    let lines = words.iter().flat_map(|(w, &n)| std::iter::repeat_n(w.as_str(), n.min(REPEATS)));
    trainer.feed(lines, |w| Ok(vec![w.to_string()])).map_err(error)?;
    let mut model = WordPiece::default();
    trainer.train(&mut model).map_err(error)?;
    let mut vocabulary: Vec<(String, u32)> = model.get_vocab().into_iter().collect();
    vocabulary.sort_by_key(|(_, id)| *id);
    Ok(vocabulary.into_iter().map(|(piece, _)| piece).collect())
}

/// More occurrences than this count as this many: the most frequent words are one piece anyway.
const REPEATS: usize = 2000;

/// Every letter that continues a word, as a piece, in order. The trainer would number these pieces as it meets them in a
/// hash map, in another order each time, and break ties between merges by the numbers: so it is given them beforehand.
fn continuations(words: &BTreeMap<String, usize>) -> Vec<AddedToken> {
    let letters: BTreeSet<char> = words.keys().flat_map(|w| w.chars().skip(1)).collect();
    letters.into_iter().map(|c| AddedToken::from(format!("{CONTINUATION}{c}"), false)).collect()
}

fn count_words<'t>(texts: impl Iterator<Item = &'t str>) -> BTreeMap<String, usize> {
    let (mut arena, mut tokens) = (String::new(), Vec::new());
    let mut words = BTreeMap::new();
    for text in texts {
        arena.clear();
        tokens.clear();
        tokenize(text, &mut arena, &mut tokens);
        for t in tokens.iter().filter(|t| t.kind == Kind::Word) {
            *words.entry(arena[t.norm as usize..(t.norm + t.norm_len) as usize].to_string()).or_default() += 1;
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_give_the_same_pieces() {
        // Every pair of letters is as frequent as many others: only the order of the pieces breaks the ties.
        let letters = || (b'a'..=b'z').map(char::from);
        let words: Vec<String> = letters().flat_map(|a| letters().map(move |b| format!("{a}{b}{a}x"))).collect();
        let text = words.join(" ").repeat(3);
        let first = train([text.as_str()].into_iter(), 300).unwrap();
        assert_eq!(first.len(), 300);
        for _ in 0..8 {
            assert_eq!(train([text.as_str()].into_iter(), 300).unwrap(), first);
        }
    }
}
