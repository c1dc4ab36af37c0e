//! A damaged model file is an error or a model that works: never a panic, a hang or a large allocation.

#![allow(clippy::unwrap_used)]

use sayso::Model;
use sayso::format::{FORMAT, Metadata, Parts};
use sayso_featurizer::featurizer::Config;
use sayso_featurizer::hash;

const TEXT: &str =
    "The mayor denied it on Monday. “We know nothing,” a spokesman said.\nBlue Harbour was built in 1931.";

/// A small model: a short lexicon, a few pieces, features that the text has and others.
fn bytes(narrow: bool) -> Vec<u8> {
    let lexicons = [String::new(), String::new()];
    let config = Config {
        pieces: ["the", "may", "##or"].map(String::from).into(),
        lexicons,
        scales: [("words".into(), 1.0)].into(),
    };
    let mut ids: Vec<u64> = (0..4u8).map(|i| hash::of(&[i])).collect();
    ids.sort_unstable();
    let metadata = serde_json::json!({
        "format": FORMAT, "name": "small", "tool": "test", "labels": ["a", "b"], "data_hash": "",
        "support": [1, 2], "unsure": 0.0, "notes": null, "featurizer": config,
    });
    let metadata: Metadata = serde_json::from_value(metadata).unwrap();
    let k = metadata.labels.len();
    let weights = (0..ids.len() * k).map(|i| i as i16 - 17).collect();
    let parts = Parts {
        metadata,
        ids,
        weights,
        scales: vec![0.1; k],
        intercepts: vec![0.0; k],
        stage: sayso::stage::identity(k),
        offsets: vec![0.0; k],
    };
    parts.to_bytes(narrow).unwrap()
}

/// Loads, and uses what was loaded.
fn attempt(bytes: &[u8]) -> bool {
    let Ok(model) = Model::from_bytes(bytes) else { return false };
    for s in model.classify(TEXT) {
        assert_eq!(s.prediction.probabilities.len(), model.labels().len());
        assert!(s.prediction.label < model.labels().len());
    }
    true
}

#[test]
fn whole_files_load() {
    assert!(attempt(&bytes(true)) && attempt(&bytes(false)));
}

#[test]
fn every_truncation_is_an_error() {
    let whole = bytes(true);
    for length in 0..whole.len() {
        assert!(!attempt(&whole[..length]), "the first {length} bytes");
    }
}

#[test]
fn every_flipped_bit_is_an_error_or_a_model() {
    let mut damaged = bytes(true);
    let mut models = 0;
    for bit in 0..damaged.len() * 8 {
        damaged[bit / 8] ^= 1 << (bit % 8);
        models += usize::from(attempt(&damaged));
        damaged[bit / 8] ^= 1 << (bit % 8);
    }
    assert!(models > 0, "a flipped bit of a weight gives another model");
}

#[test]
fn lengths_are_not_trusted() {
    for length in [u64::MAX, 1 << 62, 1 << 40, 100_000_001, 99_999_999] {
        let mut damaged = bytes(true);
        damaged[..8].copy_from_slice(&length.to_le_bytes());
        assert!(!attempt(&damaged), "a header of {length} bytes");
    }
}
