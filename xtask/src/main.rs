//! The project's own chores: `cargo xtask test`, `browser`, `web`, `statistics`, `models`, `originality`, `ablation`,
//! `packages`.
//!
//! One module for each chore, thin over the libraries: what a chore measures or builds is computed by the same code
//! that users run. Every path, given or built in, is relative to the root of the repository, wherever `cargo xtask` is
//! called from. Results go to standard output, progress to standard error; the exit code is 1 if a chore finds
//! something wrong.

#![allow(clippy::print_stdout, clippy::print_stderr)]

mod ablation;
mod browser;
mod data;
mod install;
mod models;
mod originality;
mod packages;
mod progress;
mod python;
mod root;
mod statistics;
mod steps;
mod table;
mod web;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The project's own chores. Paths are relative to the root of the repository.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Debug, Subcommand)]
enum Chore {
    /// Run every check of the project, in order, up to the first that fails
    Test(steps::Flags),
    /// Ask scikit-learn, SciPy and krippendorff for what our statistics are compared with
    Statistics,
    /// Train the shipped models and write them with their cards, or check that they are what training gives
    Models(models::Flags),
    /// Open the pages that sayso writes in Chromium and click through them
    Browser(browser::Flags),
    /// Build the Python package and test it, with the notebooks and Spark
    Python(python::Flags),
    /// Build, serve or test the page that labels articles in a browser
    Web(web::Flags),
    /// Set our articles beside real news and check that they are neither templated nor copied
    Originality(originality::Flags),
    /// Train without each group of features in turn and print what each adds
    Ablation(ablation::Flags),
    /// Pack the libraries and check that the embedded model is inside
    Packages,
}

fn main() -> ExitCode {
    match run(Cli::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Runs a chore; false if it found something wrong and has said so.
fn run(cli: Cli) -> anyhow::Result<bool> {
    root::enter()?;
    match cli.chore {
        Chore::Test(flags) => steps::run(&flags),
        Chore::Statistics => statistics::run(),
        Chore::Models(flags) => models::run(&flags),
        Chore::Browser(flags) => browser::run(&flags),
        Chore::Python(flags) => python::run(&flags),
        Chore::Web(flags) => web::run(&flags),
        Chore::Originality(flags) => originality::run(&flags),
        Chore::Ablation(flags) => ablation::run(&flags),
        Chore::Packages => packages::run(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn flags_are_consistent() {
        Cli::command().debug_assert();
    }
}
