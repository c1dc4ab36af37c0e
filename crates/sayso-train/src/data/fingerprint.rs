//! A hash of a data set, for model cards: equal for equal content whatever file format it came in.

use super::{Dataset, Sentence};
use sha2::{Digest, Sha256};
use std::fmt::Write;

impl Dataset {
    /// SHA-256, in hexadecimal, of what training sees: names and languages of the articles; texts, labels, weights and
    /// paragraph starts of the sentences; all in order. Other fields, file names and warnings do not count.
    #[must_use]
    pub fn sha256(&self) -> String {
        let mut hash = Sha256::new();
        for article in &self.articles {
            put(&mut hash, &article.id);
            put(&mut hash, article.lang.as_deref().unwrap_or_default());
            hash.update((article.sentences.len() as u64).to_le_bytes());
            for sentence in &article.sentences {
                self.put_sentence(&mut hash, sentence);
            }
        }
        hex(&hash.finalize())
    }

    fn put_sentence(&self, hash: &mut Sha256, sentence: &Sentence) {
        put(hash, &sentence.text);
        put(hash, self.label_of(sentence).unwrap_or_default());
        hash.update(sentence.weight.to_le_bytes());
        hash.update([sentence.paragraph_start.map_or(2, u8::from)]);
    }
}

/// Hashes a text with its length before it, so that no two sequences of texts run together alike.
fn put(hash: &mut Sha256, text: &str) {
    hash.update((text.len() as u64).to_le_bytes());
    hash.update(text.as_bytes());
}

/// Bytes in hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut out, b| {
        let _ = write!(out, "{b:02x}");
        out
    })
}

/// The first 12 hexadecimal digits of the SHA-256 of a text, as stand-off labels carry them.
pub(crate) fn short_sha256(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes())[..6])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Article;

    #[test]
    fn short_hash_is_the_known_one() {
        assert_eq!(short_sha256("abc"), "ba7816bf8f01");
    }

    #[test]
    fn content_counts_and_fields_do_not() {
        let sentence = Sentence { text: "a".into(), label: Some(0), ..Sentence::default() };
        let article = Article { id: "d".into(), sentences: vec![sentence], ..Article::default() };
        let data = Dataset { labels: vec!["x".into()], articles: vec![article], warnings: vec![] };
        let mut other = data.clone();
        other.articles[0].fields.insert("outlet".into(), "X".into());
        other.warnings.push("w".into());
        assert_eq!(data.sha256(), other.sha256());
        other.articles[0].sentences[0].label = None;
        assert_ne!(data.sha256(), other.sha256());
    }
}
