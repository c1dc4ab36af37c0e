//! `sayso classify`: article text in, one labelled sentence per row out.

mod table;

pub use table::visible;

use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, ValueEnum};
use rayon::prelude::*;
use sayso::model::Labelled;
use sayso::{Model, Scratch};

use crate::article::Row;
use crate::cli::{InputFlags, ModelFlags};
use crate::color;
use crate::console::Console;
use crate::exit::Outcome;
use crate::input::{Article, Inputs};
use crate::model::Source;
use crate::output::{Target, json_line};

const EXAMPLES: &str = "Examples:
  sayso classify article.txt
  sayso classify --format jsonl *.txt -o labelled.jsonl
  curl -s https://example.org/article.txt | sayso classify --unsure 0.6";

/// Label every sentence of articles
///
/// Reads raw article text, cuts it into sentences and labels each. Rows of JSON Lines hold doc, sent_index, start, end,
/// text, label, score, `score_<label>` for each label, margin, abstained, cues and model. Offsets (also those of cues)
/// count Unicode code points of the text, a byte order mark at its beginning aside; text is the exact slice.
#[derive(Debug, Args)]
#[command(before_help = EXAMPLES)]
pub struct Flags {
    #[command(flatten)]
    model: ModelFlags,
    #[command(flatten)]
    input: InputFlags,
    /// Form of the output; a table unless OUT ends in .jsonl
    #[arg(long, short, value_enum)]
    format: Option<Format>,
    /// File to write; `-` or none is standard output. Compressed if it ends in .gz
    #[arg(long, short, value_name = "OUT")]
    output: Option<PathBuf>,
    /// Mark labels with a probability below P as unsure
    #[arg(long, value_name = "P", value_parser = probability)]
    unsure: Option<f32>,
}

/// Form of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Table,
    /// JSON Lines: one object per sentence
    Jsonl,
}

fn probability(text: &str) -> Result<f32, String> {
    let value: f32 = text.parse().map_err(|_| format!("{text:?} is not a number"))?;
    if (0.0..=1.0).contains(&value) { Ok(value) } else { Err("a number from 0 to 1 is needed".into()) }
}

/// Checked settings.
#[derive(Debug)]
pub struct Settings {
    model: Source,
    inputs: Inputs,
    format: Format,
    target: Target,
    unsure: Option<f32>,
}

impl Flags {
    /// Checks the flags.
    pub fn check(&self) -> Result<Settings> {
        let target = Target::new(self.output.as_deref())?;
        let by_name = if target.ends_in(".jsonl") { Format::Jsonl } else { Format::Table };
        Ok(Settings {
            model: Source::from(&self.model),
            inputs: Inputs::new(&self.input),
            format: self.format.unwrap_or(by_name),
            target,
            unsure: self.unsure,
        })
    }
}

/// Articles that are labelled before their rows are written: enough for all threads, few enough for memory.
const BATCH: usize = 256;

/// Labels the articles.
pub fn run(settings: &Settings, console: &Console) -> Result<Outcome> {
    let mut model = settings.model.load()?;
    if let Some(threshold) = settings.unsure {
        model.set_unsure(threshold);
    }
    let (articles, outcome) = settings.inputs.read(console)?;
    settings.target.write(|out| match settings.format {
        Format::Jsonl => jsonl(&model, &articles, out),
        Format::Table => table(&model, &articles, &settings.target, console, out),
    })?;
    Ok(outcome)
}

fn jsonl(model: &Model, articles: &[Article], out: &mut dyn Write) -> io::Result<()> {
    each(model, articles, |article, labelled| rows(model, article, labelled).try_for_each(|row| json_line(out, &row)))
}

fn table(
    model: &Model,
    articles: &[Article],
    target: &Target,
    console: &Console,
    out: &mut dyn Write,
) -> io::Result<()> {
    let terminal = target.is_terminal();
    let mut table = table::Table::new(model.labels(), color::wanted(console.when, terminal), terminal);
    table.head(out)?;
    let headings = articles.len() > 1;
    each(model, articles, |article, labelled| {
        if headings {
            table.heading(&article.doc, out)?;
        }
        rows(model, article, labelled).try_for_each(|row| table.row(&row, out))
    })?;
    table.foot(out)
}

fn rows<'a>(model: &'a Model, article: &'a Article, labelled: &'a [Labelled]) -> impl Iterator<Item = Row<'a>> {
    let row = move |(index, labelled)| Row { model, doc: &article.doc, text: &article.text, index, labelled };
    labelled.iter().enumerate().map(row)
}

/// Labels articles on all threads and hands them over in order.
fn each(
    model: &Model,
    articles: &[Article],
    mut take: impl FnMut(&Article, &[Labelled]) -> io::Result<()>,
) -> io::Result<()> {
    for batch in articles.chunks(BATCH) {
        let label = |scratch: &mut Scratch, a: &Article| model.classify_with(&a.text, scratch);
        let labelled: Vec<Vec<Labelled>> = match batch {
            [article] => vec![label(&mut Scratch::default(), article)],
            _ => batch.par_iter().map_init(Scratch::default, label).collect(),
        };
        for (article, labelled) in batch.iter().zip(&labelled) {
            take(article, labelled)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities_are_checked() {
        assert_eq!(probability("0.5"), Ok(0.5));
        for bad in ["NaN", "1.1", "-0.1", "x", ""] {
            assert!(probability(bad).is_err(), "{bad}");
        }
    }
}
