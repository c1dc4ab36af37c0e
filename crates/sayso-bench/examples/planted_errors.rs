//! How many planted label errors an audit finds: `cargo run --release -p sayso-bench --example planted_errors DATA...`.
//!
//! One label of twenty is replaced by another one, at random with a fixed seed; then the audit ranks all labels by
//! doubt. Printed is the share of the planted errors among the first 5, 10 and 20 % of the ranking.

#![allow(clippy::print_stdout)]

use std::collections::HashSet;
use std::path::PathBuf;

use anyhow::Result;
use sayso_train::audit::rank;
use sayso_train::data::{Dataset, ReadOptions, read};
use sayso_train::resample::Random;
use sayso_train::train::{Settings, train};

const SHARE: f64 = 0.05;

fn main() -> Result<()> {
    let paths: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let mut data = read(&paths, &ReadOptions::default())?;
    let planted = plant(&mut data, 1);
    let trained = train(&data, &Settings::default(), &|_, _, _| {})?;
    let answers = &trained.predictions;
    let ranking = rank(answers);
    println!("{} labels, {} planted errors", ranking.len(), planted.len());
    for share in [0.05, 0.1, 0.2] {
        let first = (share * ranking.len() as f64) as usize;
        let is_planted = |a: usize| planted.contains(&(answers[a].article, answers[a].sentence));
        let found = ranking[..first].iter().filter(|d| is_planted(d.answer)).count();
        println!("first {:>3.0} %: {:.1} % found", share * 100.0, found as f64 / planted.len() as f64 * 100.0);
    }
    Ok(())
}

/// Replaces labels; the places of those replaced.
fn plant(data: &mut Dataset, seed: u64) -> HashSet<(usize, usize)> {
    let (mut random, labels) = (Random::new(seed), data.labels.len());
    let mut planted = HashSet::new();
    for (a, article) in data.articles.iter_mut().enumerate() {
        for (s, sentence) in article.sentences.iter_mut().enumerate() {
            if let Some(label) = &mut sentence.label
                && random.below(1000) < (SHARE * 1000.0) as usize
            {
                *label = (*label + 1 + random.below(labels - 1)) % labels;
                planted.insert((a, s));
            }
        }
    }
    planted
}
