//! Standard error: messages, warnings and progress, apart from the data on standard output.

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

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

    /// A bar that knows when it began.
    pub fn bar(&self) -> Bar<'_> {
        Bar { console: self, start: Instant::now() }
    }

    /// Progress: one line that is overwritten on a terminal, a line for each step elsewhere.
    pub fn progress(&self, what: &str, done: usize, of: usize) {
        if self.quiet {
            return;
        }
        let mut err = io::stderr().lock();
        let _ = match (self.terminal, done < of) {
            (true, true) => write!(err, "\r\x1b[K{} {done}/{of} {what}", drawn(done, of)).and_then(|()| err.flush()),
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

/// Progress with the time that is left, on a terminal.
#[derive(Debug, Clone, Copy)]
pub struct Bar<'a> {
    console: &'a Console,
    start: Instant,
}

impl Bar<'_> {
    /// `done` of `of` steps are done; now comes `what`.
    pub fn step(&self, what: &str, done: usize, of: usize) {
        if self.console.terminal {
            let left = left(self.start.elapsed(), done, of.saturating_sub(done));
            self.console.progress(&format!("{what}{left}"), done, of);
        } else {
            self.console.progress(what, done, of);
        }
    }
}

const BAR: usize = 20;

fn drawn(done: usize, of: usize) -> String {
    let filled = (BAR * done / of.max(1)).min(BAR);
    format!("[{}{}]", "#".repeat(filled), "-".repeat(BAR - filled))
}

/// ", about 3 min left", if the steps to come take as long as those done; nothing before the first.
pub fn left(elapsed: Duration, done: usize, to_come: usize) -> String {
    if done == 0 || to_come == 0 {
        return String::new();
    }
    let seconds = elapsed.as_secs_f64() / done as f64 * to_come as f64;
    match seconds.ceil() as u64 {
        s @ 0..90 => format!(", about {s} s left"),
        s @ 90..5400 => format!(", about {} min left", s.div_ceil(60)),
        s => format!(", about {} h left", s.div_ceil(3600)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_and_times() {
        assert_eq!(drawn(0, 8), format!("[{}]", "-".repeat(20)));
        assert_eq!(drawn(4, 8), format!("[{}{}]", "#".repeat(10), "-".repeat(10)));
        assert_eq!(left(Duration::from_secs(10), 0, 5), "");
        assert_eq!(left(Duration::from_secs(10), 2, 4), ", about 20 s left");
        assert_eq!(left(Duration::from_secs(600), 1, 4), ", about 40 min left");
        assert_eq!(left(Duration::from_secs(3600), 1, 3), ", about 3 h left");
    }
}
