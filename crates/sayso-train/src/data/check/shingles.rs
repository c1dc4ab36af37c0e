//! Texts as sets of overlapping pieces, whose Jaccard similarity says how much of two texts is the same.
//!
//! Case, punctuation and spacing do not count. Sentences are cut into pieces of five characters, so that one changed
//! word of ten keeps them similar; articles into pieces of three words.

use sayso_featurizer::hash;

/// Lower-case letters and digits; everything between them is one blank.
pub(super) fn normal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Hashes of all pieces of five characters; of the whole if it is shorter.
pub(super) fn of_characters(normal: &str) -> Vec<u64> {
    const SIZE: usize = 5;
    let bounds: Vec<usize> = normal.char_indices().map(|(i, _)| i).chain([normal.len()]).collect();
    let piece = |from: usize, to: usize| normal.get(from..to).unwrap_or_default();
    if bounds.len() <= SIZE {
        return unique([normal].into_iter().map(hashed).collect());
    }
    unique(bounds.iter().zip(&bounds[SIZE..]).map(|(&from, &to)| hashed(piece(from, to))).collect())
}

/// Hashes of all pieces of three words; of the whole if it is shorter.
pub(super) fn of_words(normal: &str) -> Vec<u64> {
    const SIZE: usize = 3;
    let words: Vec<&str> = normal.split(' ').collect();
    if words.len() < SIZE {
        return unique(vec![hashed(normal)]);
    }
    unique(words.windows(SIZE).map(|w| hashed(&w.join(" "))).collect())
}

fn hashed(piece: &str) -> u64 {
    hash::finish(hash::bytes(hash::start(), piece.as_bytes()))
}

fn unique(mut hashes: Vec<u64>) -> Vec<u64> {
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normal_form() {
        assert_eq!(normal("  “Ştiri”, U.S. 2-1!\n"), "ştiri u s 2 1");
        assert_eq!(normal("..."), "");
    }

    #[test]
    fn pieces() {
        assert_eq!(of_characters("abcdef").len(), 2);
        assert_eq!(of_characters("éééééé").len(), 1);
        assert_eq!(of_characters("ab").len(), 1);
        assert_eq!(of_words("a b c d").len(), 2);
        assert_eq!(of_words("").len(), 1);
    }
}
