//! What holds for every text, whatever it is.

#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use sayso_featurizer::analysis::SentenceInput;
use sayso_featurizer::feature::Row;
use sayso_featurizer::featurizer::{Config, Featurizer, Workspace};
use sayso_featurizer::split::{Span, Splitter};
use std::sync::LazyLock;

static SPLITTER: LazyLock<Splitter> = LazyLock::new(Splitter::shipped);
static FEATURIZER: LazyLock<Featurizer> = LazyLock::new(|| {
    let pieces = ["the", "un", "##happy", "##s", "##a", "a"].map(String::from).into();
    Featurizer::new(&Config { pieces, ..Config::default() }).unwrap()
});

/// Any characters, and texts dense in what the rules look at.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => "[a-zA-Z]{1,8}",
        2 => "[ \n]",
        2 => "[.?!…\"“”„«»'’()–—-]",
        1 => "(said|denied|that|According to|Mr\\.|a spus|nu|had been|n't|’s|2019|1,234\\.5)",
        1 => "[\u{301}\u{ad}\u{200b}\u{feff}ășțÉİßæЖ你٣½🙂\u{0}\r\u{2028}]",
    ];
    prop_oneof![any::<String>(), proptest::collection::vec(piece, 0..80).prop_map(|p| p.join(" ")), "\\PC{0,60}"]
}

fn split(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    SPLITTER.split(text, &mut spans);
    spans
}

fn rows(text: &str, spans: &[Span]) -> Vec<Row> {
    let inputs = spans.iter().map(|s| SentenceInput { text: s.of(text), paragraph_start: Some(s.paragraph_start) });
    FEATURIZER.rows(inputs, &mut Workspace::default())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn spans_partition_the_text(text in text()) {
        let spans = split(&text);
        let mut end = 0;
        for s in &spans {
            prop_assert!(end <= s.start && s.start < s.end && s.end <= text.len());
            prop_assert_eq!(s.char_start, text[..s.start].chars().count());
            prop_assert_eq!(s.char_end, text[..s.end].chars().count());
            prop_assert!(text[end..s.start].trim().is_empty(), "{:?} is in no sentence", &text[end..s.start]);
            end = s.end;
        }
        prop_assert!(text[end..].trim().is_empty(), "{:?} is in no sentence", &text[end..]);
    }

    #[test]
    fn rows_are_sorted_unique_and_finite(text in text()) {
        let spans = split(&text);
        let rows = rows(&text, &spans);
        prop_assert_eq!(rows.len(), spans.len());
        for row in &rows {
            prop_assert!(row.features.is_sorted_by(|a, b| a.0 < b.0));
            prop_assert!(row.features.iter().all(|(_, value)| value.is_finite()));
            prop_assert!(!row.features.is_empty());
        }
    }

    #[test]
    fn a_used_workspace_changes_nothing(first in text(), second in text()) {
        let mut w = Workspace::default();
        for text in [&first, &second, &first] {
            let spans = split(text);
            let inputs = spans.iter().map(|s| SentenceInput { text: s.of(text), paragraph_start: Some(s.paragraph_start) });
            prop_assert_eq!(FEATURIZER.rows(inputs, &mut w), rows(text, &spans));
        }
    }

    #[test]
    fn a_sentence_alone_is_what_it_is_as_an_article(text in text()) {
        // Without neighbours the context is equal, whatever was analysed before and in whichever batch.
        for s in split(&text).iter().take(4) {
            let alone = [SentenceInput { text: s.of(&text), paragraph_start: None }];
            let fresh = FEATURIZER.rows(alone.into_iter(), &mut Workspace::default());
            let mut w = Workspace::default();
            FEATURIZER.rows(alone.into_iter().chain(alone), &mut w);
            prop_assert_eq!(FEATURIZER.rows(alone.into_iter(), &mut w), fresh);
        }
    }
}

/// Texts that could cost more than their length: what grows with them must grow no faster than they do.
const HOSTILE: [&str; 12] =
    ["\"", ".", "\u{301}", "“", "”", "'", "’s", "...\"", "a\u{301}", "said that \"", "(", "n't "];

#[test]
fn hostile_texts_make_as_much_as_they_are_long() {
    for piece in HOSTILE {
        let size = |bytes: usize| {
            let text = piece.repeat(bytes / piece.len());
            let spans = split(&text);
            let mut w = Workspace::default();
            let inputs =
                spans.iter().map(|s| SentenceInput { text: s.of(&text), paragraph_start: Some(s.paragraph_start) });
            let rows = FEATURIZER.rows(inputs, &mut w);
            let features = rows.iter().map(|r| r.features.len()).sum::<usize>();
            let a = &w.analysis;
            features
                + a.tokens.len()
                + a.quotations.len()
                + a.phrases.len()
                + a.arena.len()
                + w.verbs.len()
                + spans.len()
        };
        let (small, large) = (size(8 << 10), size(64 << 10));
        assert!(large <= 12 * small + 1000, "{piece:?}: {small} to {large}");
    }
}

/// A megabyte of each, and a line of 100 MB: `cargo test --release -p sayso-featurizer -- --ignored` ends within seconds
/// if time grows as the text does, and would take hours if it grew with its square.
#[test]
#[ignore = "slow: large texts"]
fn large_hostile_texts_end() {
    for piece in HOSTILE {
        let text = piece.repeat((1 << 20) / piece.len());
        assert!(!rows(&text, &split(&text)).is_empty());
    }
    let line = "The mayor said that “nothing” had been denied, ".repeat(100_000_000 / 49);
    assert!(!rows(&line, &split(&line)).is_empty());
}
