//! Splits the texts of a JSON Lines file, for a scorer to compare.
//!
//! `segment < in.jsonl > out.jsonl`: rows `{"id", "text"}` in, rows `{"id", "sents"}` out. File names as arguments
//! replace the shipped rules, so that a rule can be tried without building anything.

#![allow(clippy::print_stdout)]

use anyhow::{Context, Result};
use sayso_featurizer::split::Splitter;
use serde::{Deserialize, Serialize};
use std::io::{BufRead, Write};

#[derive(Deserialize)]
struct Row {
    id: serde_json::Value,
    text: String,
}

#[derive(Serialize)]
struct Answer<'a> {
    id: serde_json::Value,
    sents: Vec<&'a str>,
}

fn main() -> Result<()> {
    let splitter = splitter()?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut spans = Vec::new();
    for (i, line) in std::io::stdin().lock().lines().enumerate() {
        let row: Row = serde_json::from_str(&line?).with_context(|| format!("line {}", i + 1))?;
        splitter.split(&row.text, &mut spans);
        let sents = spans.iter().map(|s| s.of(&row.text)).collect();
        serde_json::to_writer(&mut out, &Answer { id: row.id, sents })?;
        out.write_all(b"\n")?;
    }
    Ok(out.flush()?)
}

fn splitter() -> Result<Splitter> {
    let paths: Vec<String> = std::env::args().skip(1).collect();
    if paths.is_empty() {
        return Ok(Splitter::shipped());
    }
    let read = |path: &String| std::fs::read_to_string(path).with_context(|| path.clone());
    let files = paths.iter().map(read).collect::<Result<Vec<_>>>()?;
    Ok(Splitter::new(&files.iter().map(String::as_str).collect::<Vec<_>>())?)
}
