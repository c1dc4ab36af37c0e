//! The rate of batch classification from Rust, for Python's `classify_batch` and `classify_arrow` to be compared with.
//!
//! `cargo run --release -p sayso-bench --example calls`: all articles of `datasets/articles` twice, on one and on two
//! threads, the fastest of five runs; `crates/sayso-python/bench.py` does the same from Python.

#![allow(clippy::print_stdout)]

use std::fs;
use std::hint::black_box;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Instant;

use anyhow::Result;
use sayso::{Model, Scratch};
use serde_json::Value;

fn main() -> Result<()> {
    let model = Model::from_path("models/news.safetensors")?;
    let mut files: Vec<_> =
        fs::read_dir("datasets/articles")?.map(|f| f.map(|f| f.path())).collect::<Result<_, _>>()?;
    files.sort();
    let mut once = Vec::new();
    for file in files {
        for line in fs::read_to_string(file)?.lines() {
            once.push(serde_json::from_str::<Value>(line)?["text"].as_str().unwrap_or_default().to_owned());
        }
    }
    let texts = [once.clone(), once].concat();
    let megabytes = texts.iter().map(String::len).sum::<usize>() as f64 / 1e6;
    for threads in [1, 2] {
        let best = (0..5).map(|_| seconds(&model, &texts, threads)).fold(f64::INFINITY, f64::min);
        println!("{threads} thread(s): {:.2} MB/s", megabytes / best);
    }
    Ok(())
}

fn seconds(model: &Model, texts: &[String], threads: usize) -> f64 {
    let next = AtomicUsize::new(0);
    let began = Instant::now();
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let mut scratch = Scratch::default();
                while let Some(text) = texts.get(next.fetch_add(1, Ordering::Relaxed)) {
                    black_box(model.classify_with(text, &mut scratch));
                }
            });
        }
    });
    began.elapsed().as_secs_f64()
}
