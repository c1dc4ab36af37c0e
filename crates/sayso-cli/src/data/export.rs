//! `sayso data export`.

use super::output::{OutputArgs, warn};
use super::{ColumnArgs, DONE, Streams};
use anyhow::bail;
use clap::{Args, ValueEnum};
use sayso_train::data::export::{ExportFormat, export, export_brat};
use sayso_train::data::import::standoff::standoff_lines;
use sayso_train::data::{Dataset, read};
use std::path::PathBuf;

const EXAMPLES: &str = "Examples:
  sayso data export label-studio predicted.jsonl -o tasks.json
  sayso data export brat datasets/articles -o brat-folder
  sayso data export csv news.jsonl.gz > news.csv
  sayso data export standoff labelled.jsonl --keep evidence -o labels.jsonl";

/// What the data is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Target {
    /// JSON Lines, one sentence per line.
    Rows,
    /// JSON Lines, one article per line.
    Articles,
    /// CSV, one sentence per row.
    Csv,
    /// TSV, one sentence per row.
    Tsv,
    /// Prodigy, JSON Lines with spans.
    Prodigy,
    /// doccano, JSON Lines with label.
    Doccano,
    /// Label Studio, a JSON array of tasks with predictions.
    LabelStudio,
    /// Argilla, JSON Lines of records with suggestions.
    Argilla,
    /// brat standoff: a folder, named with -o.
    Brat,
    /// Labels without texts, JSON Lines.
    Standoff,
}

/// Arguments of `sayso data export`.
#[derive(Debug, Args)]
#[command(before_help = EXAMPLES)]
pub struct ExportArgs {
    /// Tool or format to write.
    pub target: Target,
    /// Data files, or folders of them; - for standard input.
    #[arg(required = true, value_name = "DATA")]
    pub data: Vec<PathBuf>,
    /// Field to keep beside a stand-off label; may be given again.
    #[arg(long, value_name = "FIELD")]
    pub keep: Vec<String>,
    #[command(flatten)]
    pub output: OutputArgs,
    #[command(flatten)]
    pub columns: ColumnArgs,
}

impl Target {
    /// The library's format, if it is one of its stream formats.
    pub(super) fn format(self) -> Option<ExportFormat> {
        Some(match self {
            Self::Rows => ExportFormat::Rows,
            Self::Articles => ExportFormat::Articles,
            Self::Csv => ExportFormat::Csv,
            Self::Tsv => ExportFormat::Tsv,
            Self::Prodigy => ExportFormat::Prodigy,
            Self::Doccano => ExportFormat::Doccano,
            Self::LabelStudio => ExportFormat::LabelStudio,
            Self::Argilla => ExportFormat::Argilla,
            Self::Brat | Self::Standoff => return None,
        })
    }
}

pub(super) fn run(args: &ExportArgs, streams: &mut Streams<'_>) -> anyhow::Result<u8> {
    let data = read(&args.data, &args.columns.options(0))?;
    warn(streams, &data.warnings)?;
    match (args.target.format(), args.target) {
        (Some(format), _) => args.output.write(streams, |out| export(&data, format, out))?,
        (None, Target::Brat) => brat(args, &data)?,
        (None, _) => args.output.write(streams, |out| standoff_lines(&data, &args.keep, out))?,
    }
    Ok(DONE)
}

fn brat(args: &ExportArgs, data: &Dataset) -> anyhow::Result<()> {
    let Some(folder) = args.output.output.as_deref().filter(|o| o.as_os_str() != "-") else {
        bail!("brat needs a folder to write into; name it with -o");
    };
    Ok(export_brat(data, folder)?)
}
