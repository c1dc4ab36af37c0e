//! The hash of a data set: what a model says it learned from.

use sha2::{Digest, Sha256};

use crate::data::Dataset;

/// SHA-256 in hex over ids, texts, labels, weights and paragraph marks of all articles in order.
#[must_use]
pub fn of(data: &Dataset) -> String {
    let mut h = Sha256::new();
    let mut field = |bytes: &[u8]| {
        h.update((bytes.len() as u64).to_le_bytes());
        h.update(bytes);
    };
    for a in &data.articles {
        field(a.id.as_bytes());
        for s in &a.sentences {
            field(s.text.as_bytes());
            field(s.label.map_or("", |c| data.labels[c].as_str()).as_bytes());
            field(&s.weight.to_le_bytes());
            field(&[s.paragraph_start.map_or(2, u8::from)]);
        }
    }
    h.finalize().iter().map(|b| format!("{b:02x}")).collect()
}
