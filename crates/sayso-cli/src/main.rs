//! The command line of `sayso`.

mod data;

use clap::{Parser, Subcommand};
use std::io::{self, Write};
use std::process::ExitCode;

#[derive(Parser)]
#[command(version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Labelled data: check, describe, compare, import, export.
    #[command(subcommand)]
    Data(data::DataCommand),
}

fn main() -> ExitCode {
    let Command::Data(command) = Cli::parse().command;
    let done = data::run(command, &mut io::stdout().lock());
    match done {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: {error:#}");
            ExitCode::from(data::FAILED)
        }
    }
}
