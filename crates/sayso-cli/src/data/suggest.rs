//! `sayso data suggest`.

use super::export::Target;
use super::output::{OutputArgs, warn};
use super::{ColumnArgs, DONE, Streams};
use crate::cli::ModelFlags;
use crate::exit::Usage;
use crate::model::Source;
use anyhow::bail;
use clap::Args;
use sayso_train::data::export::{ExportFormat, export};
use sayso_train::data::{ReadOptions, read};
use sayso_train::suggest::{Settings, queue, suggest};
use std::path::PathBuf;

const EXAMPLES: &str = "Examples:
  sayso data suggest pool.jsonl --sentences 100 -o next.jsonl
  sayso data suggest pool.jsonl --model mine.safetensors --to label-studio -o tasks.json
  sayso data suggest pool/ --to doccano --per-article 3 > queue.jsonl";

/// Arguments of `sayso data suggest`.
///
/// Written are the whole articles of the chosen sentences, in the order in which to label them. For an annotation tool
/// the chosen sentences, and no others, are pre-annotated with the model's label. In the other formats they have the
/// fields `suggested`, `uncertainty` (0 sure, 1 no idea) and `suggestion_rank`, and no sentence has a label.
#[derive(Debug, Args)]
#[command(before_help = EXAMPLES)]
pub struct SuggestArgs {
    /// Data files with sentences that have no label yet, or folders of them; - for standard input.
    #[arg(required = true, value_name = "DATA")]
    pub data: Vec<PathBuf>,
    #[command(flatten)]
    pub model: ModelFlags,
    /// Sentences to choose.
    #[arg(long, short = 'n', value_name = "N", default_value_t = 100, value_parser = at_least_one)]
    pub sentences: usize,
    /// Sentences to choose from one article at most.
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = at_least_one)]
    pub per_article: usize,
    /// Tool or format to write.
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Target::Rows)]
    pub to: Target,
    #[command(flatten)]
    pub output: OutputArgs,
    #[command(flatten)]
    pub columns: ColumnArgs,
}

fn at_least_one(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|&n| n > 0).ok_or_else(|| "must be a whole number of at least 1".to_owned())
}

pub(super) fn run(args: &SuggestArgs, streams: &mut Streams<'_>) -> anyhow::Result<u8> {
    let Some(format) = args.to.format() else {
        return Err(Usage("--to: brat and standoff hold no queue; choose another format".into()).into());
    };
    let model = Source::from(&args.model).load()?;
    let data = read(&args.data, &ReadOptions { min_labels: 0, ..args.columns.options(0) })?;
    warn(streams, &data.warnings)?;
    let settings = Settings { sentences: args.sentences, per_article: args.per_article };
    let suggestions = suggest(&model, &data, settings);
    if suggestions.is_empty() {
        bail!("every sentence of the data has a label already; give articles with unlabelled sentences");
    }
    let plain = matches!(format, ExportFormat::Rows | ExportFormat::Articles | ExportFormat::Csv | ExportFormat::Tsv);
    let queue = queue(&model, &data, &suggestions, !plain);
    args.output.write(streams, |out| export(&queue, format, out))?;
    Ok(DONE)
}
