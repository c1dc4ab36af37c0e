//! How the program ends: exit codes and the printing of errors.
//!
//! The codes are a contract: 0 done, 1 failed, 2 wrong usage (clap's own code), 3 done but some inputs were set aside;
//! 128 and the number of a signal that asked for the end.
//! A reader that closes our output early (`sayso ... | head`) is no error.

use std::error::Error;
use std::fmt;
use std::io;
use std::process::ExitCode;

use crate::console::Console;

/// How a command that did its work ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Everything is done.
    Done,
    /// Done, but some inputs were set aside.
    SetAside,
    /// What the command was to find out is bad news, which it has told.
    Failed,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Done => Self::SUCCESS,
            Outcome::SetAside => Self::from(3),
            Outcome::Failed => Self::FAILURE,
        }
    }
}

/// A mistake in the flags that clap cannot see.
#[derive(Debug)]
pub struct Usage(pub String);

impl fmt::Display for Usage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for Usage {}

/// A signal asked for the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interrupted {
    /// The signal's number.
    pub signal: u8,
    /// What was done is kept, and `--resume` goes on from there.
    pub resume: bool,
}

impl fmt::Display for Interrupted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("interrupted")?;
        if self.resume { f.write_str("; the same command with --resume goes on from here") } else { Ok(()) }
    }
}

impl Error for Interrupted {}

/// Prints an error and gives the exit code it stands for.
pub fn report(error: &anyhow::Error, console: &Console) -> ExitCode {
    if closed_pipe(error) {
        return ExitCode::SUCCESS;
    }
    console.error(&message(error));
    if let Some(interrupted) = error.downcast_ref::<Interrupted>() {
        return ExitCode::from(128 + interrupted.signal);
    }
    ExitCode::from(if error.chain().any(|e| e.is::<Usage>()) { 2 } else { 1 })
}

fn closed_pipe(error: &anyhow::Error) -> bool {
    let io = |e: &(dyn Error + 'static)| e.downcast_ref::<io::Error>().map(io::Error::kind);
    error.chain().any(|e| io(e) == Some(io::ErrorKind::BrokenPipe))
}

/// The chain of causes in one line; a cause that the message before it already tells is left out.
fn message(error: &anyhow::Error) -> String {
    let mut text = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if text.is_empty() {
            text = cause;
        } else if !text.contains(&cause) {
            text = format!("{text}: {cause}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::Context;

    #[test]
    fn causes_are_told_once() {
        let inner = io::Error::other("disk on fire");
        let error = Err::<(), _>(inner).context("a.txt: cannot be read: disk on fire").context("b").unwrap_err();
        assert_eq!(message(&error), "b: a.txt: cannot be read: disk on fire");
    }

    #[test]
    fn closed_pipes_are_found_in_the_chain() {
        let pipe = || io::Error::from(io::ErrorKind::BrokenPipe);
        assert!(closed_pipe(&Err::<(), _>(pipe()).context("writing").unwrap_err()));
        assert!(!closed_pipe(&anyhow::anyhow!("something else")));
    }
}
