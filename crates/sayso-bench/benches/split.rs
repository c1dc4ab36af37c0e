//! Speed of the sentence splitter: plain news, and input made to be slow.

#![allow(missing_docs, clippy::expect_used)]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use sayso_featurizer::split::Splitter;
use std::hint::black_box;

const SIZE: usize = 1 << 20;

fn split(c: &mut Criterion) {
    let splitter = Splitter::shipped();
    let news = sayso_bench::news_text(SIZE).expect("the file in SAYSO_BENCH_TEXT can be read");
    let texts = [
        ("news", news),
        ("one_line", sayso_bench::NEWS.replace('\n', " ").repeat(SIZE / sayso_bench::NEWS.len())),
        ("quotation_marks", "\"".repeat(SIZE)),
        ("closing_marks", "\u{201d}".repeat(SIZE / 3)),
        ("full_stops", ".".repeat(SIZE)),
        ("spaced_full_stops", ". ".repeat(SIZE / 2)),
        ("initials", "A. ".repeat(SIZE / 3)),
        ("combining_marks", "\u{301}".repeat(SIZE / 2)),
        ("blanks", " ".repeat(SIZE)),
    ];
    let mut group = c.benchmark_group("split");
    group.sample_size(20);
    for (name, text) in &texts {
        group.throughput(Throughput::Bytes(text.len() as u64));
        let mut spans = Vec::new();
        group.bench_function(*name, |b| b.iter(|| splitter.split(black_box(text), &mut spans)));
    }
    group.finish();
}

criterion_group!(benches, split);
criterion_main!(benches);
