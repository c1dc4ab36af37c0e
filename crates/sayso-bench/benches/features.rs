//! Speed from article text to feature rows, and of the steps on the way.

#![allow(missing_docs, clippy::expect_used)]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use sayso::SentenceInput;
use sayso::Span;
use sayso_featurizer::feature::{Row, RowSink, Sink};
use sayso_featurizer::featurizer::{Featurizer, Workspace};
use sayso_featurizer::split::Splitter;
use sayso_featurizer::token::tokenize;
use std::hint::black_box;

/// Takes features and forgets them: what emitting costs without storing.
struct Nowhere(u64);

impl Sink for Nowhere {
    fn push(&mut self, id: u64, value: f32) {
        self.0 ^= id.wrapping_add(u64::from(value.to_bits()));
    }
}

fn inputs<'t>(text: &'t str, spans: &'t [Span]) -> impl Iterator<Item = SentenceInput<'t>> {
    spans.iter().map(|s| SentenceInput { text: s.of(text), paragraph_start: Some(s.paragraph_start) })
}

/// Every sentence of an article, through `each`.
fn visit(f: &Featurizer, splitter: &Splitter, text: &str, m: &mut Memory, mut each: impl FnMut(&Workspace, usize)) {
    splitter.split(text, &mut m.spans);
    f.analyze(inputs(text, &m.spans), &mut m.workspace);
    (0..m.spans.len()).for_each(|i| each(&m.workspace, i));
}

#[derive(Default)]
struct Memory {
    spans: Vec<Span>,
    workspace: Workspace,
}

fn features(c: &mut Criterion) {
    let model = sayso::Model::embedded().expect("the embedded model loads");
    let (f, splitter) = (model.featurizer(), Splitter::shipped());
    for lang in ["en", "ro"] {
        let articles = sayso_bench::articles(lang).expect("the articles can be read");
        let mut group = c.benchmark_group(format!("features/{lang}"));
        group.sample_size(15);
        group.throughput(Throughput::Bytes(articles.iter().map(|a| a.len() as u64).sum()));
        let (mut m, mut sink, mut row) = (Memory::default(), RowSink::default(), Row::default());
        let (mut arena, mut tokens) = (String::new(), Vec::new());
        group.bench_function("tokens", |b| {
            b.iter(|| {
                for text in &articles {
                    arena.clear();
                    tokens.clear();
                    tokenize(black_box(text), &mut arena, &mut tokens);
                }
            });
        });
        group.bench_function("analysis", |b| {
            b.iter(|| articles.iter().for_each(|text| visit(f, &splitter, black_box(text), &mut m, |_, _| ())));
        });
        let mut nowhere = Nowhere(0);
        group.bench_function("features", |b| {
            b.iter(|| {
                articles
                    .iter()
                    .for_each(|text| visit(f, &splitter, black_box(text), &mut m, |w, i| f.emit(w, i, &mut nowhere)));
            });
        });
        group.bench_function("rows", |b| {
            b.iter(|| {
                for text in &articles {
                    visit(f, &splitter, black_box(text), &mut m, |w, i| {
                        f.emit(w, i, &mut sink);
                        sink.take_into(&mut row);
                    });
                }
            });
        });
        group.finish();
        black_box(nowhere.0);
    }
}

criterion_group!(benches, features);
criterion_main!(benches);
