//! What the fuzz targets of `fuzz/` and the tests drive: the loader with any bytes, classification with any text.

#![allow(clippy::unwrap_used, dead_code)]

use std::sync::LazyLock;

use sayso::format::{FORMAT, Metadata, Parts};
use sayso::{Model, Scratch, SentenceInput};
use sayso_featurizer::featurizer::Config;
use sayso_featurizer::hash;

const TEXT: &str =
    "The mayor denied it on Monday. “We know nothing,” a spokesman said.\nBlue Harbour was built in 1931.";

/// A small model: a short lexicon, a few pieces, features that the text has and others.
pub fn small_model(narrow: bool) -> Vec<u8> {
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

/// Loads a model and uses it if it is one: false for an error, never a panic.
pub fn attempt(bytes: &[u8]) -> bool {
    let Ok(model) = Model::from_bytes(bytes) else { return false };
    for s in model.classify(TEXT) {
        assert_eq!(s.prediction.probabilities.len(), model.labels().len());
        assert!(s.prediction.label < model.labels().len());
    }
    true
}

/// Any bytes: as a model file, and as damage to a small model, three bytes for each change: where, and what stands there.
pub fn load(data: &[u8]) {
    static SMALL: LazyLock<Vec<u8>> = LazyLock::new(|| small_model(true));
    attempt(data);
    let mut damaged = SMALL.clone();
    for change in data.as_chunks::<3>().0 {
        let place = usize::from(u16::from_le_bytes([change[0], change[1]])) % damaged.len();
        damaged[place] = change[2];
    }
    attempt(&damaged);
}

/// Any text: its sentences are in order and whole, their answers are what was promised, and the same from used buffers
/// and for sentences that were cut before.
#[cfg(feature = "embedded")]
pub fn classify(text: &str) {
    static MODEL: LazyLock<Model> = LazyLock::new(|| Model::embedded().unwrap());
    let labelled = MODEL.classify(text);
    let mut end = 0;
    for s in &labelled {
        assert!(end <= s.span.start && !s.span.of(text).trim().is_empty(), "a gap, an overlap or an empty sentence");
        end = s.span.end;
        let p = &s.prediction;
        assert!(p.label < MODEL.labels().len());
        assert!(p.probabilities.iter().all(|p| (0.0..=1.0).contains(p)));
        assert!((p.probabilities.iter().sum::<f32>() - 1.0).abs() < 1e-4);
        assert!(p.cues.iter().all(|c| s.span.of(text).get(c.start..c.end).is_some_and(|cue| !cue.is_empty())));
    }
    let cut = labelled.iter().map(|s| (s.span.of(text), s.span.paragraph_start));
    let cut: Vec<_> = cut.map(|(text, first)| SentenceInput { text, paragraph_start: Some(first) }).collect();
    let (mut scratch, mut again) = (Scratch::default(), Vec::new());
    MODEL.classify_into("“Another,” he denied.", &mut scratch, &mut again);
    MODEL.classify_into(text, &mut scratch, &mut again);
    assert_eq!(again, labelled, "used buffers");
    let answers = labelled.iter().map(|s| &s.prediction);
    assert!(MODEL.classify_sentences(&cut).iter().eq(answers), "sentences that were cut before");
}
