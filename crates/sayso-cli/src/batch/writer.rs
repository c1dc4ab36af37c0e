//! The end of the pipeline: pieces to where they belong, rejects to the side file, and now and then a note of how far
//! the run has come.

use std::fs::{self, File};
use std::io;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Error, Result, anyhow};

use super::body::{Body, blocks};
use super::encode::parquet::Layout;
use super::pipeline::Sink;
use super::progress::Progress;
use super::reader::Position;
use super::reject::{Reject, SideFile};
use super::state::{Counts, Files, State, beside};
use super::worker::{Outcome, Unsupported};
use crate::console::Console;

/// Rejects that are told on standard error; of any more only the number.
const TOLD: u64 = 10;

/// What a run does about records that it cannot label.
#[derive(Debug)]
pub struct Rejects {
    /// Where they are listed.
    pub side: Option<SideFile>,
    /// The first is an error.
    pub strict: bool,
    /// What is done with languages that are not supported.
    pub unsupported: Unsupported,
}

impl Rejects {
    fn put(&mut self, reject: &Reject, before: u64, console: &Console) -> Result<()> {
        if self.strict || (reject.reason.kind == "language" && self.unsupported == Unsupported::Fail) {
            return Err(anyhow!("{reject}"));
        }
        if before < TOLD {
            console.error(&format!("set aside: {reject}"));
        } else if before == TOLD {
            let rest = "more records are set aside without being told here";
            match &self.side {
                Some(side) => console.error(&format!("{rest}; {} lists all", side.path().display())),
                None => console.error(&format!("{rest}; --rejects FILE lists all")),
            }
        }
        match &mut self.side {
            Some(side) => side.put(reject).map_err(|e| cannot_write(side.path().to_owned(), &e, true)),
            None => Ok(()),
        }
    }
}

/// The message for output that cannot be written.
fn cannot_write(path: PathBuf, error: &io::Error, resumable: bool) -> Error {
    let remedy = if resumable { "; then go on with --resume" } else { "" };
    anyhow!(
        "{}: cannot be written: {error}; check the folder, its permissions and the free space{remedy}",
        path.display()
    )
}

/// Notes how far a run has come.
pub struct Journal {
    /// The files beside the output.
    pub files: Files,
    /// What is certain.
    pub state: State,
    /// How often to note.
    pub every: Duration,
    /// When to note next.
    next: Instant,
    /// Something has been noted.
    noted: bool,
}

impl Journal {
    /// A journal that goes on from `state`; with `noted`, that is in its file.
    pub fn new(files: Files, state: State, every: Duration, noted: bool) -> Self {
        Self { files, state, every, next: Instant::now() + every, noted }
    }
}

/// Writes everything.
pub struct Writer<'a> {
    body: Box<dyn Body + 'a>,
    rejects: Rejects,
    journal: Option<Journal>,
    counts: Counts,
    /// The position after what has been taken.
    at: Position,
    /// Bytes of the input that had been read for it.
    read: u64,
    progress: Progress,
    console: &'a Console,
    spent: Duration,
}

impl<'a> Writer<'a> {
    /// Writes to `body`.
    pub fn new(
        body: Box<dyn Body + 'a>,
        rejects: Rejects,
        journal: Option<Journal>,
        progress: Progress,
        console: &'a Console,
    ) -> Self {
        let (counts, at) = journal.as_ref().map(|j| (j.state.counts.clone(), j.state.at)).unwrap_or_default();
        Self { body, rejects, journal, counts, at, read: 0, progress, console, spent: Duration::ZERO }
    }

    /// Time spent on writing.
    pub fn spent(&self) -> Duration {
        self.spent
    }

    fn body_error(&self, error: io::Error) -> Error {
        match &self.journal {
            Some(journal) => cannot_write(journal.files.partial.clone(), &error, true),
            // The caller knows the name of the stream.
            None => error.into(),
        }
    }

    /// Takes over what is certain now, if everything that came has reached the file.
    fn settle(&mut self) {
        if let (Some(journal), Some(bytes)) = (&mut self.journal, self.body.settled()) {
            journal.state.at = self.at;
            journal.state.output = bytes;
            journal.state.rejects = self.rejects.side.as_ref().map_or(0, SideFile::bytes);
            journal.state.counts = self.counts.clone();
        }
    }

    /// Notes how far the run has come.
    pub fn note(&mut self) -> Result<()> {
        self.body.flush().map_err(|e| self.body_error(e))?;
        self.settle();
        self.save()
    }

    fn save(&mut self) -> Result<()> {
        let Some(journal) = &mut self.journal else { return Ok(()) };
        let saved = self.body.sync().and_then(|()| self.rejects.side.as_ref().map_or(Ok(()), SideFile::sync));
        let saved = saved.and_then(|()| journal.files.save(&journal.state));
        journal.noted = true;
        journal.next = Instant::now() + journal.every;
        saved.map_err(|e| cannot_write(journal.files.state.clone(), &e, true))
    }

    /// Everything has come: the output gets its end, and a file its name.
    pub fn finish(mut self, layout: Option<&Layout>) -> Result<Counts> {
        self.progress.clear();
        if self.counts.articles == 0 && self.counts.rejected > 0 {
            self.give_up();
            let all = self.counts.rejected;
            return Err(anyhow!("all of the {all} input(s) were set aside; nothing is left to do"));
        }
        let began = Instant::now();
        self.body.finish().map_err(|e| self.body_error(e))?;
        self.settle();
        if let Some(journal) = &mut self.journal {
            journal.state.finished = true;
        }
        self.save()?;
        if let Some(journal) = &self.journal {
            complete(&journal.files, layout)?;
        }
        self.spent += began.elapsed();
        Ok(self.counts)
    }

    /// After an error: what has been written stays for `--resume`, unless it is too little to be worth it.
    pub fn give_up(&mut self) {
        self.progress.clear();
        if let Some(journal) = self.journal.as_ref().filter(|j| !j.noted) {
            // There is already an error to tell.
            let _ = journal.files.clear();
        }
    }
}

impl Sink for Writer<'_> {
    fn take(&mut self, outcome: Outcome) -> Result<()> {
        let began = Instant::now();
        match outcome.result {
            Ok(done) => {
                self.counts.articles += 1;
                self.counts.sentences += done.sentences as u64;
                if let Some(lang) = done.unsupported {
                    *self.counts.unsupported.entry(lang).or_default() += 1;
                }
                self.body.put(done.piece).map_err(|e| self.body_error(e))?;
            }
            Err(reject) => {
                self.rejects.put(&reject, self.counts.rejected, self.console)?;
                self.counts.rejected += 1;
            }
        }
        self.at = outcome.after;
        self.read = outcome.read;
        self.settle();
        if self.journal.as_ref().is_some_and(|j| began >= j.next) {
            self.note()?;
        }
        self.progress.show(self.read, &self.counts);
        self.spent += began.elapsed();
        Ok(())
    }

    fn idle(&mut self) -> Result<()> {
        self.progress.show(self.read, &self.counts);
        if self.journal.is_none() {
            self.body.flush().map_err(|e| self.body_error(e))?;
        }
        Ok(())
    }
}

/// Gives the output its name. May be done again if it was interrupted.
pub fn complete(files: &Files, layout: Option<&Layout>) -> Result<()> {
    let named = || -> io::Result<()> {
        if files.partial.exists() {
            match layout {
                None => fs::rename(&files.partial, &files.output)?,
                Some(layout) => {
                    let new = beside(&files.output, ".new");
                    let mut out = io::BufWriter::new(File::create(&new)?);
                    layout.join(blocks(File::open(&files.partial)?), &mut out)?;
                    out.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
                    fs::rename(&new, &files.output)?;
                }
            }
        }
        files.clear()
    };
    named().map_err(|e| cannot_write(files.output.clone(), &e, true))
}
