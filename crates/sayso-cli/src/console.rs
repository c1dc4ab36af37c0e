//! Standard error: messages, warnings and progress, apart from the data on standard output.

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};

use anstyle::{AnsiColor, Style};

use crate::color::{self, When};

/// Where messages go, and how.
#[derive(Debug, Clone, Copy)]
pub struct Console {
    quiet: bool,
    color: bool,
    terminal: bool,
    /// What `--color` says, for those who write to standard output.
    pub when: When,
}

impl Console {
    /// For the given `--color` and `--quiet`.
    pub fn new(when: When, quiet: bool) -> Self {
        let terminal = io::stderr().is_terminal();
        Self { quiet, color: color::wanted(when, terminal), terminal, when }
    }

    /// Messages go to a terminal.
    pub fn is_terminal(&self) -> bool {
        self.terminal
    }

    /// Only errors are printed.
    pub fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// An error; printed even with `--quiet`.
    pub fn error(&self, message: &str) {
        self.line("error", AnsiColor::Red.on_default().bold(), message);
    }

    /// Something the user should know although it is no error.
    pub fn warning(&self, message: impl Display) {
        if !self.quiet {
            self.line("warning", AnsiColor::Yellow.on_default().bold(), message);
        }
    }

    /// A message that no result depends on.
    pub fn note(&self, message: impl Display) {
        if !self.quiet {
            // Nobody is left to be told if standard error is closed.
            let _ = writeln!(io::stderr(), "{message}");
        }
    }

    /// Tells somebody at a keyboard that the program waits for them.
    pub fn waiting(&self) {
        if io::stdin().is_terminal() {
            self.note("reading from standard input; end it with Ctrl-D");
        }
    }

    /// Progress: one line that is overwritten on a terminal, a line for each step elsewhere.
    pub fn progress(&self, what: &str, done: usize, of: usize) {
        if self.quiet {
            return;
        }
        let mut err = io::stderr().lock();
        let _ = match (self.terminal, done < of) {
            (true, true) => write!(err, "\r\x1b[K[{done}/{of}] {what}").and_then(|()| err.flush()),
            (true, false) => write!(err, "\r\x1b[K").and_then(|()| err.flush()),
            (false, _) => writeln!(err, "[{done}/{of}] {what}"),
        };
    }

    fn line(&self, kind: &str, style: Style, message: impl Display) {
        let (on, off) = if self.color {
            (style.render().to_string(), style.render_reset().to_string())
        } else {
            (String::new(), String::new())
        };
        let clear = if self.terminal { "\r\x1b[K" } else { "" };
        let _ = writeln!(io::stderr(), "{clear}{on}{kind}:{off} {message}");
    }
}
