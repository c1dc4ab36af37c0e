//! Progress of long chores on standard error.

use std::io::{self, IsTerminal, Write};
use std::time::Instant;

/// A clock that reports what is being done. On a terminal one line is overwritten, elsewhere nothing is said, so that
/// logs hold results only.
#[derive(Debug)]
pub struct Progress {
    what: String,
    began: Instant,
    shown: bool,
}

impl Progress {
    /// Starts the clock.
    pub fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), began: Instant::now(), shown: io::stderr().is_terminal() }
    }

    /// Says that `done` of `all` steps are done and what comes next.
    pub fn step(&self, next: &str, done: usize, all: usize) {
        if self.shown {
            let seconds = self.began.elapsed().as_secs();
            // Nobody is left to be told if standard error is closed.
            let _ = write!(io::stderr(), "\r\x1b[K{}: {next} {done}/{all}, {seconds} s", self.what);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}
