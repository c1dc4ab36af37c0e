//! `sayso data agree`.

use super::output::{OutputArgs, ReportFormat};
use super::{ColumnArgs, DONE, Streams};
use anyhow::bail;
use clap::Args;
use sayso_train::data::agree::{Annotator, agree};
use std::path::PathBuf;

const EXAMPLES: &str = "Examples:
  sayso data agree first.jsonl second.jsonl
  sayso data agree a.csv b.csv c.csv --format json -o agreement.json";

/// Arguments of `sayso data agree`.
#[derive(Debug, Args)]
#[command(before_help = EXAMPLES)]
pub struct AgreeArgs {
    /// One file per annotator, with doc, sid and label; a text is not needed.
    #[arg(required = true, num_args = 2.., value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// How many disagreements to list in the text report; JSON has all.
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub limit: usize,
    /// Format of the report.
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    pub format: ReportFormat,
    #[command(flatten)]
    pub output: OutputArgs,
    #[command(flatten)]
    pub columns: ColumnArgs,
}

pub(super) fn run(args: &AgreeArgs, streams: &mut Streams<'_>) -> anyhow::Result<u8> {
    if args.files.iter().filter(|f| f.as_os_str() == "-").count() > 1 {
        bail!("standard input can stand for one annotator only; name files for the others");
    }
    let options = args.columns.options(0);
    let annotators: Vec<Annotator> =
        args.files.iter().map(|f| Annotator::read(f.clone(), &options)).collect::<Result<_, _>>()?;
    let report = agree(&annotators)?;
    args.output.report(streams, args.format, &report, |out| report.write_text(out, args.limit))?;
    Ok(DONE)
}
