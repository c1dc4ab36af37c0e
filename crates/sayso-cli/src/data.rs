//! `sayso data`: check, describe, compare, bring in and give out labelled data.
//!
//! Every subcommand is a module with its arguments and a `run` that turns them into settings of `sayso_train::data`,
//! calls the one function there, and prints what it returns. Data goes to standard output or `-o`, messages to standard
//! error.

mod agree;
mod audit;
mod check;
mod columns;
mod export;
mod import;
mod output;
mod stats;
mod suggest;

pub use self::columns::ColumnArgs;

use crate::console::Console;
use clap::Subcommand;
use std::io::{self, Write};

/// Exit code: done.
pub const DONE: u8 = 0;
/// Exit code: failed, or found errors where it was to find them.
pub const FAILED: u8 = 1;
/// Exit code: done, but some inputs were set aside and listed.
pub const SET_ASIDE: u8 = 3;

/// Labelled data: check, describe, compare, import, export.
#[derive(Debug, Subcommand)]
pub enum DataCommand {
    /// Find what is wrong or doubtful in labelled data, with file and line.
    Check(check::CheckArgs),
    /// Print what labelled data consists of: labels, lengths, shares.
    Stats(stats::StatsArgs),
    /// Measure how far annotators agree on the same sentences, and list where they do not.
    Agree(agree::AgreeArgs),
    /// Find labels that are likely wrong, ranked, by models that have not seen them.
    Audit(Box<audit::AuditArgs>),
    /// Choose what to label next: sentences that the model is unsure of and that differ from each other.
    Suggest(suggest::SuggestArgs),
    /// Convert the export of an annotation tool, or label your copy of a public corpus.
    Import(import::ImportArgs),
    /// Convert labelled data for an annotation tool, with its labels as pre-annotations.
    Export(export::ExportArgs),
}

/// Runs a subcommand; the exit code.
///
/// # Errors
/// What kept it from being done, in words that name the file, the cause and the remedy.
pub fn run(command: DataCommand, out: &mut dyn Write, console: &Console) -> anyhow::Result<u8> {
    run_with(command, &mut Streams { out, messages: &mut io::stderr(), console: *console })
}

/// Where data and messages go.
struct Streams<'a> {
    out: &'a mut dyn Write,
    messages: &'a mut dyn Write,
    /// For progress.
    console: Console,
}

fn run_with(command: DataCommand, streams: &mut Streams<'_>) -> anyhow::Result<u8> {
    match command {
        DataCommand::Check(args) => check::run(&args, streams),
        DataCommand::Stats(args) => stats::run(&args, streams),
        DataCommand::Agree(args) => agree::run(&args, streams),
        DataCommand::Audit(args) => audit::run(&args, streams),
        DataCommand::Suggest(args) => suggest::run(&args, streams),
        DataCommand::Import(args) => import::run(args, streams),
        DataCommand::Export(args) => export::run(&args, streams),
    }
}

#[cfg(test)]
mod tests;
