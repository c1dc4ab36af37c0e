//! Speed of a model: sentences in and labels out, raw article text in and labels out, one sentence alone, loading.

#![allow(missing_docs, clippy::expect_used)]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use sayso::{Model, Scratch, SentenceInput, Span};
use std::hint::black_box;

fn spans(model: &Model, articles: &[String]) -> Vec<Vec<Span>> {
    let split = |text: &String| {
        let mut spans = Vec::new();
        model.split(text, &mut spans);
        spans
    };
    articles.iter().map(split).collect()
}

fn throughput(c: &mut Criterion, model: &Model, lang: &str) {
    let articles = sayso_bench::articles(lang).expect("the articles can be read");
    let spans = spans(model, &articles);
    let input = |text, s: &Span| SentenceInput { text: s.of(text), paragraph_start: Some(s.paragraph_start) };
    let sentences: Vec<Vec<SentenceInput<'_>>> =
        articles.iter().zip(&spans).map(|(a, spans)| spans.iter().map(|s| input(a, s)).collect()).collect();
    let mut scratch = Scratch::default();
    let mut group = c.benchmark_group(format!("classify/{lang}"));
    group.sample_size(15);
    group.throughput(Throughput::Bytes(sentences.iter().flatten().map(|s| s.text.len() as u64).sum()));
    group.bench_function("sentences", |b| {
        b.iter(|| {
            for article in &sentences {
                black_box(model.classify_sentences_with(black_box(article), &mut scratch));
            }
        });
    });
    group.throughput(Throughput::Bytes(articles.iter().map(|a| a.len() as u64).sum()));
    group.bench_function("articles", |b| {
        b.iter(|| {
            for article in &articles {
                black_box(model.classify_with(black_box(article), &mut scratch));
            }
        });
    });
    group.finish();
}

fn single(c: &mut Criterion, model: &Model) {
    let text = "The company denied on Tuesday that it had paid the inspector, a spokesman for the mayor said.";
    let sentence = [SentenceInput { text, paragraph_start: None }];
    let mut scratch = Scratch::default();
    c.bench_function("one sentence", |b| {
        b.iter(|| model.classify_sentences_with(black_box(&sentence), &mut scratch));
    });
}

fn classify(c: &mut Criterion) {
    let model = Model::embedded().expect("the embedded model loads");
    for lang in ["en", "ro"] {
        throughput(c, &model, lang);
    }
    single(c, &model);
    c.bench_function("load", |b| b.iter(|| Model::embedded().expect("the embedded model loads")));
}

criterion_group!(benches, classify);
criterion_main!(benches);
