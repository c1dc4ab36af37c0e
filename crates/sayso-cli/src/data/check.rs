//! `sayso data check`.

use super::output::{OutputArgs, ReportFormat};
use super::{ColumnArgs, DONE, FAILED, Streams};
use clap::Args;
use sayso_train::data::ReadOptions;
use sayso_train::data::check::{CheckOptions, check};
use std::path::PathBuf;

const EXAMPLES: &str = "Examples:
  sayso data check datasets/articles
  sayso data check train.jsonl test.jsonl --label-list attribution,background,claim,denial
  sayso data check news.csv --text-column sentence --format json";

/// Arguments of `sayso data check`.
#[derive(Debug, Args)]
#[command(before_help = EXAMPLES)]
pub struct CheckArgs {
    /// Data files, or folders of them; - for standard input.
    #[arg(required = true, value_name = "DATA")]
    pub data: Vec<PathBuf>,
    /// Labels that may occur, separated by commas; any other is an error [default: any].
    #[arg(long, value_name = "LABELS", value_delimiter = ',')]
    pub label_list: Option<Vec<String>>,
    /// Share of two texts that must be the same for them to be near-duplicates.
    #[arg(long, value_name = "0-1", default_value_t = 0.8, value_parser = share)]
    pub similarity: f64,
    /// Sentences of fewer words may occur again.
    #[arg(long, value_name = "N", default_value_t = 6)]
    pub min_words: usize,
    /// Field that names the split of an article.
    #[arg(long, value_name = "NAME", default_value = "split")]
    pub split_field: String,
    /// Fail on warnings, too.
    #[arg(long)]
    pub strict: bool,
    /// Format of the report.
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    pub format: ReportFormat,
    #[command(flatten)]
    pub output: OutputArgs,
    #[command(flatten)]
    pub columns: ColumnArgs,
}

/// A number above 0 and up to 1.
fn share(text: &str) -> Result<f64, String> {
    let number: f64 = text.parse().map_err(|_| "not a number".to_owned())?;
    if number > 0.0 && number <= 1.0 { Ok(number) } else { Err("must be above 0 and at most 1".to_owned()) }
}

pub(super) fn run(args: &CheckArgs, streams: &mut Streams<'_>) -> anyhow::Result<u8> {
    let options = CheckOptions {
        read: ReadOptions { labels: args.label_list.clone(), ..args.columns.options(0) },
        similarity: args.similarity,
        min_words: args.min_words,
        split: args.split_field.clone(),
    };
    let report = check(&args.data, &options)?;
    args.output.report(streams, args.format, &report, |out| report.write_text(out))?;
    let failed = report.errors() > 0 || (args.strict && !report.findings.is_empty());
    Ok(if failed { FAILED } else { DONE })
}
