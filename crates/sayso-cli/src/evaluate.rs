//! `sayso evaluate`: a model's answers on labelled data, and how good they are.

mod page;
mod plot;
mod rows;
mod text;

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};
use sayso_train::data::{self, Dataset, ReadOptions};
use sayso_train::evaluate::evaluate;
use sayso_train::report::{self, available_fields, report};

use crate::cli::{DataFlags, ModelFlags};
use crate::console::Console;
use crate::exit::{Outcome, Usage};
use crate::model::Source;
use crate::output::{self, Target};

const EXAMPLES: &str = "Examples:
  sayso evaluate test.jsonl
  sayso evaluate --format html --by outlet test.jsonl -o report.html
  sayso evaluate --model mine.safetensors --format json test.jsonl
  sayso evaluate --predictions answers.jsonl test/*.csv";

/// Measure a model on labelled data
///
/// Labels every article as a whole and compares. Sentences without a label are context: they are labelled but not
/// scored. Labels that the model does not know are an error. The intervals are those of 95 % of the resampled sets of
/// articles (bootstrap). Baselines stand beside: always the most frequent label, and rules on the cues.
#[derive(Debug, Args)]
#[command(before_help = EXAMPLES)]
pub struct Flags {
    #[command(flatten)]
    model: ModelFlags,
    /// Form of the report
    #[arg(long, short, value_enum, default_value_t)]
    format: Format,
    /// File to write the report to; `-` or none is standard output
    #[arg(long, short, value_name = "OUT")]
    output: Option<PathBuf>,
    /// JSON Lines file to write every sentence to, with its gold label, predicted label and probabilities
    #[arg(long, value_name = "OUT")]
    predictions: Option<PathBuf>,
    /// Column to score the parts of the data by, beside language, outlet, length, quotation and position; may be given
    /// again
    #[arg(long, value_name = "COLUMN")]
    by: Vec<String>,
    /// Errors to list, those that the model was surest of
    #[arg(long, value_name = "N", default_value_t = report::Settings::default().errors)]
    errors: usize,
    /// Resampled sets of articles behind the intervals
    #[arg(long, value_name = "N", default_value_t = 1000, value_parser = clap::value_parser!(u32).range(1..))]
    draws: u32,
    /// Seed of the resampling
    #[arg(long, value_name = "N", default_value_t = report::Settings::default().seed)]
    seed: u64,
    #[command(flatten)]
    data: DataFlags,
}

/// Form of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum Format {
    /// For people
    #[default]
    Text,
    /// For programs: one JSON document
    Json,
    /// A page for a browser, with plots; one file, nothing is fetched
    Html,
}

/// Checked settings.
#[derive(Debug)]
pub struct Settings {
    model: Source,
    data: Vec<PathBuf>,
    options: ReadOptions,
    format: Format,
    target: Target,
    predictions: Option<Target>,
    report: report::Settings,
}

impl Flags {
    /// Checks the flags.
    pub fn check(&self) -> Result<Settings> {
        let target = Target::new(self.output.as_deref())?;
        let predictions = self.predictions.as_deref().map(|p| Target::new(Some(p))).transpose()?;
        if predictions.as_ref() == Some(&target) {
            let why = "--predictions: the report goes to the same place; name another file for one of them";
            return Err(Usage(why.into()).into());
        }
        Ok(Settings {
            model: Source::from(&self.model),
            data: self.data.data.clone(),
            options: self.data.columns.options(0),
            format: self.format,
            target,
            predictions,
            report: report::Settings {
                draws: self.draws as usize,
                seed: self.seed,
                by: self.by.clone(),
                errors: self.errors,
            },
        })
    }
}

/// Labels the data and scores the answers.
pub fn run(settings: &Settings, console: &Console) -> Result<Outcome> {
    let model = settings.model.load()?;
    let options = ReadOptions { labels: Some(model.labels().to_vec()), ..settings.options.clone() };
    let data = data::read(&settings.data, &options)?;
    data.warnings.iter().for_each(|w| console.warning(w));
    check(&data, &settings.report.by)?;
    let evaluation = evaluate(&model, &data);
    if let Some(target) = &settings.predictions {
        target.write(|out| rows::write(&model, &data, &evaluation, out))?;
    }
    let report = report(&model, &data, &evaluation, &settings.report);
    settings.target.write(|out| match settings.format {
        Format::Text => out.write_all(text::text(&report).as_bytes()),
        Format::Json => output::json(out, &report),
        Format::Html => out.write_all(page::page(&report).as_bytes()),
    })?;
    Ok(Outcome::Done)
}

/// There is something to score, and the columns to slice by are there.
fn check(data: &Dataset, by: &[String]) -> Result<()> {
    if data.labelled() == 0 {
        bail!("no sentence of the data has a label, so there is nothing to score; check --label-column");
    }
    let fields = available_fields(data);
    if let Some(missing) = by.iter().find(|name| !fields.contains(*name)) {
        let known: Vec<&str> = fields.iter().map(String::as_str).collect();
        bail!("--by {missing}: the data has no such column; choose among {}", known.join(", "));
    }
    Ok(())
}
