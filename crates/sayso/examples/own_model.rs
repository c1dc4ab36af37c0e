//! A program that carries its own model and labels many articles without allocating anew for each.
//!
//! `cargo run --release -p sayso --no-default-features --example own_model`

use sayso::{Model, Scratch};
use std::io::Write;

/// Put the path of your model here.
static MODEL: &[u8] = include_bytes!("../news.safetensors");

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let model = Model::from_bytes(MODEL)?;
    let articles = ["The mayor denied the report.", "Rain fell on Monday. “It was cold,” a farmer said."];
    let (mut scratch, mut labelled) = (Scratch::default(), Vec::new());
    let mut out = std::io::stdout().lock();
    for article in articles {
        model.classify_into(article, &mut scratch, &mut labelled);
        for s in &labelled {
            writeln!(out, "{}: {}", model.labels()[s.prediction.label], s.span.of(article))?;
        }
    }
    Ok(())
}
