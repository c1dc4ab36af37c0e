//! Speed of every step on this machine, in MB of article text per second: of each article the fastest of many rounds, so
//! that a busy machine shows nearly what an idle one would.
//!
//! `speed [rounds] [step]`: all steps or one; the text is that of the benchmarks.

#![allow(clippy::print_stdout)]

use anyhow::Result;
use sayso::{Model, Scratch, SentenceInput, Span};
use sayso_featurizer::feature::{Row, RowSink, Sink};
use sayso_featurizer::featurizer::Workspace;
use sayso_featurizer::token::tokenize;
use std::hint::black_box;
use std::time::Instant;

struct Nowhere(u64);

impl Sink for Nowhere {
    fn push(&mut self, id: u64, value: f32) {
        self.0 ^= id.wrapping_add(u64::from(value.to_bits()));
    }
}

struct Bench {
    rounds: usize,
    step: Option<String>,
    articles: Vec<String>,
}

impl Bench {
    /// Runs `each` over all articles, each of them round after round.
    fn run(&self, name: &str, mut each: impl FnMut(usize, &str)) {
        if self.step.as_deref().is_some_and(|step| step != name) {
            return;
        }
        // All articles in every round, so that none finds its own features in the caches.
        let mut best = vec![f64::INFINITY; self.articles.len()];
        for _ in 0..self.rounds {
            for (i, (article, best)) in self.articles.iter().zip(&mut best).enumerate() {
                let start = Instant::now();
                each(i, black_box(article));
                *best = best.min(start.elapsed().as_secs_f64());
            }
        }
        let bytes: usize = self.articles.iter().map(String::len).sum();
        println!("{name:<12} {:8.1} MB/s", 1e-6 * bytes as f64 / best.iter().sum::<f64>());
    }
}

fn measure(model: &Model, bench: &Bench) {
    let f = model.featurizer();
    let split = |text: &String| {
        let mut spans = Vec::new();
        model.split(text, &mut spans);
        spans
    };
    let spans: Vec<Vec<Span>> = bench.articles.iter().map(split).collect();
    let input = |text, s: &Span| SentenceInput { text: s.of(text), paragraph_start: Some(s.paragraph_start) };
    let sentences: Vec<Vec<SentenceInput<'_>>> =
        bench.articles.iter().zip(&spans).map(|(a, spans)| spans.iter().map(|s| input(a, s)).collect()).collect();
    let (mut found, mut arena, mut tokens) = (Vec::new(), String::new(), Vec::new());
    let (mut w, mut nowhere, mut sink, mut row) =
        (Workspace::default(), Nowhere(0), RowSink::default(), Row::default());
    let (mut scratch, mut predictions, mut labelled) = (Scratch::default(), Vec::new(), Vec::new());
    bench.run("split", |_, text| model.split(text, &mut found));
    bench.run("tokens", |_, text| {
        arena.clear();
        tokens.clear();
        tokenize(text, &mut arena, &mut tokens);
    });
    bench.run("analysis", |i, _| f.analyze(sentences[i].iter().copied(), &mut w));
    bench.run("features", |i, _| {
        f.analyze(sentences[i].iter().copied(), &mut w);
        (0..sentences[i].len()).for_each(|s| f.emit(&w, s, &mut nowhere));
    });
    bench.run("rows", |i, text| {
        model.split(text, &mut found);
        f.analyze(sentences[i].iter().copied(), &mut w);
        for s in 0..sentences[i].len() {
            f.emit(&w, s, &mut sink);
            sink.take_into(&mut row);
        }
    });
    bench.run("sentences", |i, _| {
        model.classify_sentences_into(&sentences[i], &mut scratch, &mut predictions);
    });
    bench.run("articles", |_, text| {
        model.classify_into(text, &mut scratch, &mut labelled);
    });
    black_box((nowhere.0, row, predictions, labelled));
}

fn main() -> Result<()> {
    let model = Model::embedded()?;
    let rounds = std::env::args().nth(1).map_or(Ok(15), |a| a.parse())?;
    for lang in ["en", "ro"] {
        println!("{lang}");
        let step = std::env::args().nth(2);
        measure(&model, &Bench { rounds, step, articles: sayso_bench::articles(lang)? });
    }
    Ok(())
}
