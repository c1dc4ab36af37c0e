//! Closed and listed features stand for the features that they replace.

#![allow(clippy::unwrap_used)]

use sayso_featurizer::analysis::SentenceInput;
use sayso_featurizer::feature::Sink;
use sayso_featurizer::featurizer::{Config, Featurizer, Workspace};
use sayso_featurizer::lang::Language;
use sayso_featurizer::split::Splitter;
use std::collections::HashMap;

#[derive(Default)]
struct Plain(Vec<(u64, f32)>);

impl Sink for Plain {
    fn push(&mut self, id: u64, value: f32) {
        self.0.push((id, value));
    }
}

/// Puts back what closed and listed features stand for.
struct Compiled {
    features: Vec<(u64, f32)>,
    closed: HashMap<(usize, usize), Vec<(u64, f32)>>,
    listed: Vec<u64>,
    seen: usize,
}

impl Sink for Compiled {
    const COMPILED: bool = true;

    fn push(&mut self, id: u64, value: f32) {
        self.features.push((id, value));
    }

    fn closed(&mut self, language: Language, slot: usize) {
        self.features.extend(&self.closed[&(language as usize, slot)]);
    }

    fn listed(&mut self, number: usize, value: f32) {
        self.seen += 1;
        self.features.push((self.listed[number], value));
    }
}

fn check(f: &Featurizer, text: &str) -> usize {
    let mut spans = Vec::new();
    Splitter::shipped().split(text, &mut spans);
    let mut w = Workspace::default();
    f.analyze(
        spans.iter().map(|s| SentenceInput { text: s.of(text), paragraph_start: Some(s.paragraph_start) }),
        &mut w,
    );
    let mut closed: HashMap<_, Vec<_>> = HashMap::new();
    for language in [Language::En, Language::Ro] {
        f.closed_features(language, |slot, id, value| {
            closed.entry((language as usize, slot)).or_default().push((id, value))
        });
    }
    let (mut plain, listed) = (Plain::default(), f.listed_features());
    let mut compiled = Compiled { features: Vec::new(), closed, listed, seen: 0 };
    for (i, span) in spans.iter().enumerate() {
        f.emit(&w, i, &mut plain);
        f.emit(&w, i, &mut compiled);
        assert_eq!(plain.0, compiled.features, "{:?}", span.of(text));
    }
    compiled.seen
}

#[test]
fn both_ways_give_the_same_features_in_the_same_order() {
    let pieces = ["de", "##ni", "##ed", "mai", "##or", "prim", "##arul", "stream"].map(String::from).to_vec();
    let f = Featurizer::new(&Config { pieces, ..Config::default() }).unwrap();
    let english = "STENMOUTH (Interwire) - Mayor Ann Pell denied on Monday that she had been paid, police said.\n“We did \
        not ask,” an aide told reporters. Officials are expected to announce a plan; nobody has refused to speak. \
        According to the report, which showed little, the bridge was built in 1911 and had never failed. Was it safe?";
    let romanian = "Primarul a negat luni că ar fi primit bani, a declarat poliția. „Nu știm nimic”, a spus ministrul. \
        Potrivit raportului, podul fusese construit în 1911, iar firma nu a vrut să comenteze. S-a anunțat un plan.";
    assert!(check(&f, english) > 60);
    assert!(check(&f, romanian) > 60);
}
