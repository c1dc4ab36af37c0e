//! `sayso split`: article text in, sentences with exact offsets out. Needs no model.

use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, ValueEnum};
use sayso::Span;
use sayso_featurizer::split::{Splitter, utf16};
use serde::Serialize;

use crate::cli::InputFlags;
use crate::console::Console;
use crate::exit::Outcome;
use crate::input::{Article, Inputs};
use crate::output::{Target, json_line};

const EXAMPLES: &str = "Examples:
  sayso split article.txt
  sayso split --offsets utf16 *.txt -o sentences.jsonl   offsets as JavaScript and Java count";

/// Cut articles into sentences with exact offsets
///
/// Prints one JSON object per sentence: doc, sent_index, start, end, text. The slice from start to end is exactly text,
/// and every character that is not white space lies in exactly one sentence.
#[derive(Debug, Args)]
#[command(before_help = EXAMPLES)]
pub struct Flags {
    #[command(flatten)]
    input: InputFlags,
    /// What offsets count
    #[arg(long, value_enum, default_value_t, value_name = "UNIT")]
    offsets: Unit,
    /// File to write; `-` or none is standard output. Compressed if it ends in .gz
    #[arg(long, short, value_name = "OUT")]
    output: Option<PathBuf>,
}

/// What offsets count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Unit {
    /// Unicode code points, as Python counts
    #[default]
    Codepoint,
    /// Bytes of UTF-8, as Rust and Go count
    Utf8,
    /// UTF-16 code units, as JavaScript, Java and C# count
    Utf16,
}

/// Checked settings.
#[derive(Debug)]
pub struct Settings {
    inputs: Inputs,
    unit: Unit,
    target: Target,
}

impl Flags {
    /// Checks the flags.
    pub fn check(&self) -> Result<Settings> {
        let target = Target::new(self.output.as_deref())?;
        Ok(Settings { inputs: Inputs::new(&self.input), unit: self.offsets, target })
    }
}

#[derive(Debug, Serialize)]
struct Row<'a> {
    doc: &'a str,
    sent_index: usize,
    start: usize,
    end: usize,
    text: &'a str,
}

/// Splits the articles.
pub fn run(settings: &Settings, console: &Console) -> Result<Outcome> {
    let (articles, outcome) = settings.inputs.read(console)?;
    let splitter = Splitter::shipped();
    settings.target.write(|out| articles.iter().try_for_each(|a| rows(a, &splitter, settings.unit, out)))?;
    Ok(outcome)
}

fn rows(article: &Article, splitter: &Splitter, unit: Unit, out: &mut dyn Write) -> io::Result<()> {
    let mut spans = Vec::new();
    splitter.split(&article.text, &mut spans);
    let offsets = offsets(&article.text, &spans, unit);
    for (sent_index, (span, (start, end))) in spans.iter().zip(offsets).enumerate() {
        json_line(out, &Row { doc: &article.doc, sent_index, start, end, text: span.of(&article.text) })?;
    }
    Ok(())
}

fn offsets(text: &str, spans: &[Span], unit: Unit) -> Vec<(usize, usize)> {
    match unit {
        Unit::Codepoint => spans.iter().map(|s| (s.char_start, s.char_end)).collect(),
        Unit::Utf8 => spans.iter().map(|s| (s.start, s.end)).collect(),
        Unit::Utf16 => {
            let mut units = Vec::new();
            utf16(text, spans, &mut units);
            units.iter().map(|s| (s.start, s.end)).collect()
        }
    }
}
