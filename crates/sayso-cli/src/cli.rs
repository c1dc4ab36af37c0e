//! The raw command line, as clap reads it. Nothing here is checked beyond the type of a single value; the `check` of
//! each command does the rest.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::color::When;
use crate::data::{self, ColumnArgs};
use crate::{annotate, classify, compare, cv, evaluate, explain, generate, inspect, split, train};

const EXAMPLES: &str = "Examples:
  sayso classify article.txt                     label every sentence of an article
  cat article.txt | sayso classify               the same, from standard input
  sayso classify --format jsonl *.txt -o out.jsonl
  sayso explain --sentence 3 article.txt         why sentence 3 got its label
  sayso train data.jsonl -o mine.safetensors     a model from your own labelled data
  sayso evaluate --model mine.safetensors test.jsonl";

const DATA_EXAMPLES: &str = "Examples:
  sayso data check datasets/articles             find mistakes before training
  sayso data stats news.jsonl --by outlet
  sayso data agree first.jsonl second.jsonl      how far annotators agree";

/// Labels every sentence of a news article by whose say-so it stands on: attribution (a source's word), claim (the
/// outlet's own), denial, or background.
#[derive(Debug, Parser)]
#[command(name = "sayso", version, before_help = EXAMPLES, max_term_width = 100, arg_required_else_help = true)]
#[command(after_help = "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done but some inputs were set aside.")]
pub struct Cli {
    /// Options of every command.
    #[command(flatten)]
    pub global: Global,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

const GLOBAL: &str = "Global options";

/// Options of every command.
#[derive(Debug, Args)]
pub struct Global {
    /// When to colour: `auto` does on a terminal unless NO_COLOR is set
    #[arg(long, value_enum, default_value_t, global = true, value_name = "WHEN", help_heading = GLOBAL)]
    pub color: When,
    /// Print no progress, notes or warnings; errors still are
    #[arg(long, short, global = true, help_heading = GLOBAL)]
    pub quiet: bool,
    /// Threads to use; all cores unless given. Results do not depend on it
    #[arg(long, short, global = true, value_name = "N", help_heading = GLOBAL)]
    pub jobs: Option<NonZeroUsize>,
}

/// The commands. What help says of each stands at its flags, once.
#[derive(Debug, Subcommand)]
pub enum Command {
    Classify(classify::Flags),
    Split(split::Flags),
    Explain(explain::Flags),
    Evaluate(evaluate::Flags),
    Compare(compare::Flags),
    Train(train::Flags),
    Cv(cv::Flags),
    Annotate(annotate::Flags),
    Inspect(inspect::Flags),
    #[command(subcommand, before_help = DATA_EXAMPLES)]
    Data(data::DataCommand),
    Completions(generate::CompletionFlags),
    Man(generate::ManFlags),
}

/// Which model to use.
#[derive(Debug, Args)]
pub struct ModelFlags {
    /// Model file; the one inside the program unless given
    #[arg(long, short, value_name = "FILE")]
    pub model: Option<PathBuf>,
}

/// Article text to read.
#[derive(Debug, Args)]
pub struct InputFlags {
    /// Article text, plain UTF-8; `-` or nothing is standard input
    #[arg(value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// Read bytes that are not UTF-8 as replacement characters instead of failing
    #[arg(long)]
    pub lossy: bool,
    /// Set inputs aside that cannot be read, list them, and go on; ends with exit code 3 then
    #[arg(long)]
    pub keep_going: bool,
}

/// Labelled data to read.
#[derive(Debug, Args)]
pub struct DataFlags {
    /// Labelled data: JSON Lines, CSV or TSV, also gzip or zstd; a folder stands for the data files in it, `-` for
    /// standard input
    #[arg(required = true, value_name = "DATA")]
    pub data: Vec<PathBuf>,
    #[command(flatten)]
    pub columns: ColumnArgs,
}

/// Form of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum ReportFormat {
    /// For people
    #[default]
    Text,
    /// For programs: one JSON document
    Json,
}
