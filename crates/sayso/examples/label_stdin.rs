//! Labels the article on standard input: `cargo run --release -p sayso --example label_stdin < article.txt`
//!
//! One line per sentence: label, probability, text.

use std::io::{Read, Write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let model = sayso::Model::embedded()?;
    let mut article = String::new();
    std::io::stdin().read_to_string(&mut article)?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for s in model.classify(&article) {
        let text = s.span.of(&article).replace('\n', " ");
        writeln!(out, "{}\t{:.3}\t{text}", model.labels()[s.prediction.label], s.prediction.score())?;
    }
    Ok(out.flush()?)
}
