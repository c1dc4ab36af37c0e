//! Labelling with used buffers allocates nothing, however long the article.
#![cfg(feature = "embedded")]
#![allow(clippy::unwrap_used)]

use allocation_counter::measure;
use sayso::{Labelled, Model, Prediction, Scratch, SentenceInput};
use sayso_featurizer::feature::{Row, RowSink};
use sayso_featurizer::featurizer::Workspace;

const ENGLISH: &str = "STENMOUTH (Interwire) - Mayor Ann Pell denied on Monday that she had been paid, police said.\n“We \
    did not ask,” an aide told reporters at 10:30. Officials weren't expected to announce an over-ambitious plan. Unfoldable \
    quibblers, according to the report, had never asked: was it safe in 1911?\n\n";
const ROMANIAN: &str = "Primarul a negat luni că ar fi primit bani, a declarat poliția. „Nu știm nimic”, a spus ministrul. \
    Potrivit raportului, podul fusese construit în 1911, iar firma nu a vrut să comenteze.\n\n";

/// Articles from one paragraph to many, longer and shorter ones by turns.
fn articles() -> Vec<String> {
    [10, 1, 3, 100, 2].iter().flat_map(|&n| [ENGLISH.repeat(n), ROMANIAN.repeat(n)]).collect()
}

fn allocations(mut each: impl FnMut(&str)) -> Vec<u64> {
    let articles = articles();
    articles.iter().for_each(|article| each(article));
    articles.iter().map(|article| measure(|| each(article)).count_total).collect()
}

#[test]
fn text_to_labels() {
    let model = Model::embedded().unwrap();
    let (mut scratch, mut labelled): (Scratch, Vec<Labelled>) = Default::default();
    // Answers move between the places of an article, and their lists of cues differ in length: a few rounds settle them.
    articles().iter().cycle().take(100).for_each(|a| model.classify_into(a, &mut scratch, &mut labelled));
    let counts = allocations(|article| model.classify_into(article, &mut scratch, &mut labelled));
    assert!(counts.iter().all(|&count| count == 0), "{counts:?}");
}

#[test]
fn sentences_to_labels() {
    let model = Model::embedded().unwrap();
    let (mut scratch, mut predictions): (Scratch, Vec<Prediction>) = Default::default();
    for article in articles() {
        let sentences: Vec<_> = article.lines().map(|text| SentenceInput { text, paragraph_start: None }).collect();
        model.classify_sentences_into(&sentences, &mut scratch, &mut predictions);
        let again = measure(|| model.classify_sentences_into(&sentences, &mut scratch, &mut predictions));
        assert_eq!(again.count_total, 0, "{} sentences", sentences.len());
    }
}

#[test]
fn text_to_rows() {
    let model = Model::embedded().unwrap();
    let (mut spans, mut workspace) = (Vec::new(), Workspace::default());
    let (mut sink, mut row) = (RowSink::default(), Row::default());
    let counts = allocations(|article| {
        model.split(article, &mut spans);
        let sentences = spans.iter().map(|s| SentenceInput { text: s.of(article), paragraph_start: Some(false) });
        model.featurizer().analyze(sentences, &mut workspace);
        for i in 0..spans.len() {
            model.featurizer().emit(&workspace, i, &mut sink);
            sink.take_into(&mut row);
        }
    });
    assert!(counts.iter().all(|&count| count == 0), "{counts:?}");
}

/// Without used buffers the count grows with the article: so it is counted at all.
#[test]
fn new_buffers_are_counted() {
    let model = Model::embedded().unwrap();
    let [short, long] = [1, 100].map(|n| measure(|| drop(model.classify(&ENGLISH.repeat(n)))).count_total);
    assert!(short > 10 && long > short + 100, "{short} {long}");
}
