//! `sayso explain`: what made a sentence get its label.
//!
//! The account is exact for the sparse stage: intercept plus contributions are the logits. The probabilities that are
//! shown beside it come after the dense stage, which also weighs what the neighbouring sentences look like.

mod html;
mod json;
mod text;

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, ValueEnum};
use sayso::model::Labelled;
use sayso::{Contribution, Explanation, Model, SentenceInput};

use crate::article::Row;
use crate::cli::ModelFlags;
use crate::color;
use crate::console::Console;
use crate::exit::{Outcome, Usage};
use crate::input::{Article, Inputs};
use crate::model::Source;
use crate::output::{self, Target};

const EXAMPLES: &str = "Examples:
  sayso explain article.txt
  sayso explain --sentence 3 --top 20 article.txt
  sayso explain --format html article.txt -o why.html";

/// Show what made a sentence get its label
///
/// Lists the features that count most with the words they stand on. Intercept, listed features and the sum of all
/// others add up to the label's logit. Probabilities come after calibration, which also looks at the neighbours.
#[derive(Debug, Args)]
#[command(before_help = EXAMPLES)]
pub struct Flags {
    #[command(flatten)]
    model: ModelFlags,
    /// Article text, plain UTF-8; `-` or nothing is standard input
    #[arg(value_name = "INPUT", default_value = "-", hide_default_value = true)]
    input: PathBuf,
    /// Read bytes that are not UTF-8 as replacement characters instead of failing
    #[arg(long)]
    lossy: bool,
    /// Only this sentence, counted from 0 as sent_index is; all unless given
    #[arg(long, short, value_name = "N")]
    sentence: Option<usize>,
    /// Features to list for each sentence; the strongest 8 unless given, in JSON all
    #[arg(long, short, value_name = "K")]
    top: Option<usize>,
    /// Form of the account
    #[arg(long, short, value_enum, default_value_t)]
    format: Format,
    /// File to write; `-` or none is standard output
    #[arg(long, short, value_name = "OUT")]
    output: Option<PathBuf>,
}

/// Form of the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum Format {
    /// For people
    #[default]
    Text,
    /// For programs: one JSON document
    Json,
    /// A page for a browser, words coloured by what they count for
    Html,
}

const TOP: usize = 8;

/// Checked settings.
#[derive(Debug)]
pub struct Settings {
    model: Source,
    inputs: Inputs,
    sentence: Option<usize>,
    top: usize,
    format: Format,
    target: Target,
}

impl Flags {
    /// Checks the flags.
    pub fn check(&self) -> Result<Settings> {
        let all = if self.format == Format::Json { usize::MAX } else { TOP };
        Ok(Settings {
            model: Source::from(&self.model),
            inputs: Inputs::one(&self.input, self.lossy),
            sentence: self.sentence,
            top: self.top.unwrap_or(all),
            format: self.format,
            target: Target::new(self.output.as_deref())?,
        })
    }
}

/// One sentence with its account.
struct Account<'a> {
    row: Row<'a>,
    explanation: Explanation,
    /// Positions of the contributions that are listed, the strongest for the label first.
    listed: Vec<usize>,
}

impl<'a> Account<'a> {
    fn new(row: Row<'a>, explanation: Explanation, top: usize) -> Self {
        let label = row.labelled.prediction.label;
        let strength = |&i: &usize| explanation.contributions[i].logits[label].abs();
        let mut listed: Vec<usize> = (0..explanation.contributions.len()).collect();
        listed.sort_by(|a, b| strength(b).total_cmp(&strength(a)).then(a.cmp(b)));
        listed.truncate(top);
        Self { row, explanation, listed }
    }

    /// Index of the label.
    fn label(&self) -> usize {
        self.row.labelled.prediction.label
    }

    fn listed(&self) -> impl Iterator<Item = &Contribution> {
        self.listed.iter().map(|&i| &self.explanation.contributions[i])
    }

    /// The words that a contribution stands on.
    fn words(&self, c: &Contribution) -> Option<&'a str> {
        let (from, to) = c.span?;
        self.row.sentence().get(from..to)
    }

    /// What all contributions that are not listed add to each logit, so that the whole adds up.
    fn others(&self) -> Vec<f32> {
        let mut others: Vec<f64> = self.explanation.logits.iter().map(|&z| f64::from(z)).collect();
        let mut take = |logits: &[f32]| others.iter_mut().zip(logits).for_each(|(o, &z)| *o -= f64::from(z));
        take(&self.explanation.intercepts);
        self.listed().for_each(|c| take(&c.logits));
        others.into_iter().map(|o| o as f32).collect()
    }
}

/// Explains.
pub fn run(settings: &Settings, console: &Console) -> Result<Outcome> {
    let model = settings.model.load()?;
    let (articles, outcome) = settings.inputs.read(console)?;
    for article in &articles {
        let labelled = model.classify(&article.text);
        let accounts = accounts(&model, article, &labelled, settings)?;
        settings.target.write(|out| match settings.format {
            Format::Text => {
                let colored = color::wanted(console.when, settings.target.is_terminal());
                accounts.iter().try_for_each(|a| text::write(a, colored, out))
            }
            Format::Json => output::json(out, &json::document(&model, article, &accounts)),
            Format::Html => out.write_all(html::page(&model, article, &accounts).as_bytes()),
        })?;
    }
    Ok(outcome)
}

fn accounts<'a>(
    model: &'a Model,
    article: &'a Article,
    labelled: &'a [Labelled],
    settings: &Settings,
) -> Result<Vec<Account<'a>>> {
    if let Some(n) = settings.sentence.filter(|&n| n >= labelled.len()) {
        let last = labelled.len().saturating_sub(1);
        return Err(Usage(format!("--sentence {n}: the article has sentences 0 to {last}; choose one of these")).into());
    }
    let input =
        |l: &Labelled| SentenceInput { text: l.span.of(&article.text), paragraph_start: Some(l.span.paragraph_start) };
    let inputs: Vec<SentenceInput<'_>> = labelled.iter().map(input).collect();
    let wanted = labelled.iter().enumerate().filter(|(i, _)| settings.sentence.is_none_or(|n| n == *i));
    let account = |(index, labelled)| {
        let row = Row { model, doc: &article.doc, text: &article.text, index, labelled };
        model.explain(&inputs, index).map(|e| Account::new(row, e, settings.top))
    };
    Ok(wanted.filter_map(account).collect())
}
