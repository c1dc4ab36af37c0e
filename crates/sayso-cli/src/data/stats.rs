//! `sayso data stats`.

use super::output::{OutputArgs, ReportFormat, warn};
use super::{ColumnArgs, DONE, Streams};
use clap::Args;
use sayso_train::data::stats::stats;
use sayso_train::data::{Dataset, read};
use std::path::PathBuf;

const EXAMPLES: &str = "Examples:
  sayso data stats datasets/articles
  sayso data stats news.jsonl.gz --by outlet --by style,lang --format json";

/// Fields to group by where no other is named, as far as the data has them; of the first two the one it has.
const FIELDS: [&str; 4] = ["family", "style", "lang", "split"];

/// Arguments of `sayso data stats`.
#[derive(Debug, Args)]
#[command(before_help = EXAMPLES)]
pub struct StatsArgs {
    /// Data files, or folders of them; - for standard input.
    #[arg(required = true, value_name = "DATA")]
    pub data: Vec<PathBuf>,
    /// Field to group by, or several joined by commas for their combinations; may be given again [default: family or
    /// style, lang, split, as far as there are such].
    #[arg(long, value_name = "FIELD")]
    pub by: Vec<String>,
    /// Format of the report.
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    pub format: ReportFormat,
    #[command(flatten)]
    pub output: OutputArgs,
    #[command(flatten)]
    pub columns: ColumnArgs,
}

pub(super) fn run(args: &StatsArgs, streams: &mut Streams<'_>) -> anyhow::Result<u8> {
    let data = read(&args.data, &args.columns.options(0))?;
    warn(streams, &data.warnings)?;
    let by = if args.by.is_empty() { present(&data) } else { args.by.clone() };
    let report = stats(&data, &by);
    args.output.report(streams, args.format, &report, |out| report.write_text(out))?;
    Ok(DONE)
}

/// The usual fields that the data has.
fn present(data: &Dataset) -> Vec<String> {
    let has = |name: &str| match name {
        "lang" => data.articles.iter().any(|a| a.lang.is_some()),
        _ => data.articles.iter().any(|a| (0..a.sentences.len()).any(|s| a.field(s, name).is_some())),
    };
    let family = has("family");
    FIELDS.iter().filter(|name| has(name) && !(family && **name == "style")).map(|name| (*name).to_owned()).collect()
}
