//! `sayso` on the command line: labels every sentence of a news article by whose say-so it stands on.
//!
//! The binary is thin. Each command goes the same way in two steps: raw flags as clap parses them ([`cli`], and `Flags`
//! in the module of each command) become checked settings, and the settings go to the libraries. No flag string travels
//! further than the check.
//!
//! What every command keeps to:
//! - data on standard output, messages and progress on standard error;
//! - a file is written whole or not at all ([`output`]), and only after every input has been read;
//! - an error names the file, the place, the cause and the remedy ([`exit`] prints it and picks the exit code).

mod annotate;
mod article;
mod batch;
mod card;
mod classify;
mod cli;
mod color;
mod compare;
mod console;
mod cv;
mod data;
mod ending;
mod evaluate;
mod exit;
mod explain;
mod generate;
mod html;
mod input;
mod inspect;
mod model;
mod output;
mod scores;
mod search;
mod signal;
mod split;
mod train;
mod training;

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use clap::Parser;

use crate::cli::{Cli, Command};
use crate::console::Console;
use crate::exit::Outcome;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let console = Console::new(cli.global.color, cli.global.quiet);
    match run(cli, &console) {
        Ok(outcome) => outcome.into(),
        Err(error) => exit::report(&error, &console),
    }
}

fn run(cli: Cli, console: &Console) -> anyhow::Result<Outcome> {
    if let Some(jobs) = cli.global.jobs {
        rayon::ThreadPoolBuilder::new().num_threads(jobs.get()).build_global()?;
    }
    match cli.command {
        Command::Classify(flags) => classify::run(&flags.check()?, console),
        Command::Split(flags) => split::run(&flags.check()?, console),
        Command::Explain(flags) => explain::run(&flags.check()?, console),
        Command::Evaluate(flags) => evaluate::run(&flags.check()?, console),
        Command::Compare(flags) => compare::run(&flags.check()?, console),
        Command::Train(flags) => train::run(&flags.check()?, console),
        Command::Cv(flags) => cv::run(&flags.check()?, console),
        Command::Annotate(flags) => annotate::run(&flags.check()?, console),
        Command::Inspect(flags) => inspect::run(&flags.check()),
        Command::Data(command) => labelled_data(command, console),
        Command::Completions(flags) => generate::completions(flags.shell),
        Command::Man(flags) => generate::man(flags.dir.as_deref()),
    }
}

/// `sayso data` ends with its own codes: a check that found something is no error of the program.
fn labelled_data(command: data::DataCommand, console: &Console) -> anyhow::Result<Outcome> {
    let mut out = BufWriter::new(io::stdout().lock());
    let code = data::run(command, &mut out, console)?;
    out.flush()?;
    Ok(match code {
        data::DONE => Outcome::Done,
        data::SET_ASIDE => Outcome::SetAside,
        _ => Outcome::Failed,
    })
}
