//! The end of a training that a signal asks for: at once, but never in the middle of a file.
//!
//! A fit may take minutes and keeps nothing that a later run could use, so there is nothing to wait for but the writing of
//! a file or of a line of a log.

use std::process;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::console::Console;
use crate::exit::Interrupted;
use crate::signal::Stop;

/// How often the wish to end is looked at.
const LOOK: Duration = Duration::from_millis(20);

/// Ends the program when a signal asks for it.
#[derive(Debug, Clone)]
pub struct Ending {
    writing: Arc<Mutex<()>>,
}

impl Ending {
    /// Watches for signals from now on. `resume` says that the same command can go on later.
    ///
    /// # Errors
    /// If the system refuses the handlers or the thread.
    pub fn watch(console: Console, resume: bool) -> Result<Self> {
        let stop = Stop::install().context("signals cannot be watched")?;
        let writing = Arc::new(Mutex::new(()));
        let watched = Self { writing: writing.clone() };
        let look = move || {
            loop {
                thread::sleep(LOOK);
                let Some(signal) = stop.signal() else { continue };
                let _none_is_written = hold(&writing);
                console.error(&Interrupted { signal, resume }.to_string());
                process::exit(128 + i32::from(signal));
            }
        };
        thread::Builder::new().name("signals".into()).spawn(look).context("no thread can be started")?;
        Ok(watched)
    }

    /// Writes something that has to be whole or not there: the end waits for it.
    pub fn after<T>(&self, write: impl FnOnce() -> T) -> T {
        let _held = hold(&self.writing);
        write()
    }
}

fn hold(writing: &Mutex<()>) -> MutexGuard<'_, ()> {
    writing.lock().unwrap_or_else(PoisonError::into_inner)
}
