//! Batch classification: any number of articles from files, folders, lists and streams to rows, in order, with bounded
//! memory, and nothing lost when the run is killed.
//!
//! | module | what |
//! |---|---|
//! | [`source`] | inputs to sources: files, folders, lists, standard input |
//! | [`reader`], [`lines`], [`csv`], [`fields`] | sources to records, with positions to go on from |
//! | [`pipeline`] | one reader, some workers, one writer; order and bounds |
//! | [`worker`], [`language`], [`web`] | a record to an answer |
//! | [`encode`] | an answer to a piece of output |
//! | [`writer`], [`body`], [`state`], [`reject`] | pieces to files, what is noted for `--resume`, what is set aside |
//! | [`progress`] | how far a run has come |

pub mod body;
pub mod csv;
pub mod encode;
pub mod fields;
pub mod language;
pub mod lines;
pub mod pipeline;
pub mod progress;
pub mod reader;
pub mod reject;
pub mod source;
pub mod state;
pub mod web;
pub mod worker;
pub mod writer;

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow};
use sayso::Model;
use sha2::{Digest, Sha256};

use self::body::{Body, Codec, Page, ParquetFile, People, Shares, Stream, TextFile, partial};
use self::encode::summary::{Style, Summary};
use self::encode::{Encoder, Form, csv as csv_form, parquet};
use self::fields::Columns;
use self::language::Choice;
use self::progress::Progress;
use self::reader::{Gauge, Position, Reader};
use self::reject::SideFile;
use self::source::Inputs;
use self::state::{Counts, Files, Run, State};
use self::worker::{Unsupported, Worker};
use self::writer::{Journal, Rejects, Writer, complete};
use crate::classify::table::Table;
use crate::color;
use crate::console::Console;
use crate::exit::{Interrupted, Outcome, Usage};
use crate::model::Source as ModelSource;
use crate::output::{Target, unwritable};
use crate::signal::Stop;

/// The form of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Output {
    /// A table for people.
    Table,
    /// JSON Lines, a sentence on each.
    Jsonl,
    /// JSON Lines, an article on each.
    Nested,
    /// CSV.
    Csv,
    /// Parquet.
    Parquet,
    /// A page.
    Html,
    /// Shares of labels.
    Summary(Style),
}

impl Output {
    /// A run that writes it to a file can be gone on from.
    fn resumable(self) -> bool {
        matches!(self, Self::Jsonl | Self::Nested | Self::Csv | Self::Parquet)
    }
}

/// Checked settings.
#[derive(Debug)]
pub struct Settings {
    /// The model.
    pub model: ModelSource,
    /// What to read.
    pub inputs: Inputs,
    /// Which columns mean what.
    pub columns: Columns,
    /// Longest record, bytes.
    pub max_article: usize,
    /// Bytes that are not UTF-8 are replaced.
    pub lossy: bool,
    /// A text that is a web page is refused unless web pages are read.
    pub refuse_pages: bool,
    /// How the language is found.
    pub lang: Choice,
    /// What to do with languages that are not supported.
    pub unsupported: Unsupported,
    /// Threshold of "unsure".
    pub unsure: Option<f32>,
    /// The form of the output.
    pub output: Output,
    /// Where it goes.
    pub target: Target,
    /// Where rejects are listed; beside the output unless given.
    pub rejects: Option<PathBuf>,
    /// The first reject is an error.
    pub strict: bool,
    /// Go on from where an interrupted run stopped.
    pub resume: bool,
    /// How often to note how far the run has come.
    pub checkpoint: Duration,
    /// Rows of a Parquet row group.
    pub row_group: usize,
    /// Print where the time went.
    pub stats: bool,
    /// Everything above that the output depends on, by the name of its flag.
    pub options: BTreeMap<String, String>,
}

/// Labels everything.
///
/// # Errors
/// With the name of what cannot be read or written, or [`Interrupted`].
pub fn run(settings: &Settings, console: &Console) -> Result<Outcome> {
    // What is missing is told before anything is loaded.
    let inputs = &settings.inputs;
    let mut sources = inputs.sources()?;
    if inputs.list.is_none() && sources.next().is_none() {
        let names: Vec<String> = inputs.paths.iter().map(|p| p.display().to_string()).collect();
        return Err(anyhow!("{}: no file to read there; name files, or choose some with --include", names.join(", ")));
    }
    let (model, hash) = load(settings)?;
    let form = Form::new(&model, &settings.columns.carry);
    if let Some(column) = form.clash() {
        return Err(
            Usage(format!("--carry {column}: the output has a column of this name; rename it in the input")).into()
        );
    }
    let batch = Batch { settings, console, form, gauge: Arc::default(), stop: Stop::install()?, began: Instant::now() };
    let worker = Arc::new(batch.worker(model));
    if settings.inputs.paths.iter().any(|p| p.as_os_str() == "-") {
        console.waiting();
    }
    match batch.files() {
        Some(files) => batch.to_file(&worker, files, hash),
        None => batch.to_stream(&worker),
    }
}

fn load(settings: &Settings) -> Result<(Model, String)> {
    let (mut model, bytes) = settings.model.load_with_bytes()?;
    if let Some(threshold) = settings.unsure {
        model.set_unsure(threshold);
    }
    // Only files hold the hash, and a person who asks about one article should not wait for it.
    let needed = settings.output.resumable() && matches!(settings.target, Target::File(_));
    let hash = if needed { Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect() } else { String::new() };
    Ok((model, hash))
}

/// A run.
struct Batch<'a> {
    settings: &'a Settings,
    console: &'a Console,
    form: Form,
    gauge: Arc<Gauge>,
    stop: Stop,
    began: Instant,
}

impl Batch<'_> {
    fn worker(&self, model: Model) -> Worker {
        let Settings { columns, lossy, refuse_pages, lang, unsupported, output, inputs, .. } = self.settings;
        let form = self.form.clone();
        let encoder = match output {
            Output::Table => Encoder::People,
            Output::Jsonl => Encoder::Rows(form),
            Output::Nested => Encoder::Nested(form),
            Output::Csv => Encoder::Csv(form),
            Output::Parquet => Encoder::Parquet(form),
            Output::Html => Encoder::Page(form),
            Output::Summary(_) => Encoder::Summary(encode::summary::Keys::new(&form)),
        };
        Worker {
            model,
            columns: Arc::new(columns.clone()),
            lossy: *lossy,
            html: inputs.html,
            refuse_pages: *refuse_pages,
            lang: lang.clone(),
            unsupported: *unsupported,
            encoder,
            timings: worker::Timings::default(),
        }
    }

    /// The files beside an output that can be gone on from.
    fn files(&self) -> Option<Files> {
        match &self.settings.target {
            Target::File(path) if self.settings.output.resumable() => {
                let special = path.metadata().is_ok_and(|m| !m.is_file());
                (!special).then(|| Files::of(path))
            }
            _ => None,
        }
    }

    fn to_file(&self, worker: &Arc<Worker>, files: Files, hash: String) -> Result<Outcome> {
        let about = [
            ("sayso.model", self.form.model.clone()),
            ("sayso.model_sha256", hash.clone()),
            ("sayso.offset_unit", "codepoint".to_owned()),
            ("sayso.labels", self.form.labels.join(",")),
            ("sayso.version", env!("CARGO_PKG_VERSION").to_owned()),
        ];
        let layout = parquet::Layout::new(&self.form, &about)?;
        let layout = (self.settings.output == Output::Parquet).then_some(layout);
        let run =
            Run { sayso: env!("CARGO_PKG_VERSION").to_owned(), model: hash, options: self.settings.options.clone() };
        let earlier = self.earlier(&files, &run)?;
        if let Some(state) = earlier.as_ref().filter(|s| s.finished) {
            complete(&files, layout.as_ref())?;
            return self.end(&state.counts, worker, Duration::ZERO);
        }
        let resumed = earlier.is_some();
        let state = earlier.unwrap_or_else(|| State::new(run));
        let from = state.at;
        let file = partial(&files.partial, state.output);
        let file = file.map_err(|e| anyhow!("{}: {e}; start again without --resume", files.partial.display()))?;
        let body: Box<dyn Body> = match &layout {
            Some(layout) => {
                let (form, group) = (self.form.clone(), self.settings.row_group);
                Box::new(ParquetFile::new(file, form, layout.clone(), group, state.output))
            }
            None => {
                let head = if self.settings.output == Output::Csv { csv_form::header(&self.form) } else { Vec::new() };
                Box::new(TextFile::new(file, Codec::of(&files.output), state.output, &head))
            }
        };
        let rejects = self.rejects(Some(&files.output), state.rejects)?;
        let journal = Journal::new(files, state, self.settings.checkpoint, resumed);
        let mut writer = Writer::new(body, rejects, Some(journal), self.progress(), self.console);
        if let Err(error) = pipeline::run(self.reader(from)?, worker, jobs(), &self.stop, &mut writer) {
            return Err(self.stopped(error, &mut writer));
        }
        let spent = writer.spent();
        let counts = writer.finish(layout.as_ref())?;
        self.end(&counts, worker, spent)
    }

    /// What an interrupted run has left, if this one is to go on from it.
    fn earlier(&self, files: &Files, run: &Run) -> Result<Option<State>> {
        if self.settings.resume {
            return files.load(run);
        }
        if files.state.exists() {
            let name = files.state.display();
            self.console
                .warning(format!("{name}: an interrupted run is given up; --resume would have gone on from it"));
        }
        files.clear().map_err(|e| unwritable(&files.state, &e))?;
        Ok(None)
    }

    /// Keeps what is done if a signal asked for the end.
    fn stopped(&self, error: anyhow::Error, writer: &mut Writer<'_>) -> anyhow::Error {
        let Some(Interrupted { signal, .. }) = error.downcast_ref().copied() else {
            writer.give_up();
            return error;
        };
        match writer.note() {
            Ok(()) => Interrupted { signal, resume: true }.into(),
            Err(error) => error,
        }
    }

    fn to_stream(&self, worker: &Arc<Worker>) -> Result<Outcome> {
        let mut done = None;
        let written = self.settings.target.write(|out| match self.stream(worker, out) {
            Ok(outcome) => {
                done = Some(Ok(outcome));
                Ok(())
            }
            Err(error) => {
                let kind = error.downcast_ref::<io::Error>().map_or(io::ErrorKind::Other, io::Error::kind);
                let told = io::Error::new(kind, error.to_string());
                done = Some(Err(error));
                Err(told)
            }
        });
        match done {
            // What went wrong with the stream is told with its name; anything else as it is.
            Some(Err(error)) if !error.is::<io::Error>() => Err(error),
            Some(Ok(outcome)) => written.map(|()| outcome),
            _ => written.map(|()| Outcome::Failed),
        }
    }

    fn stream(&self, worker: &Arc<Worker>, out: &mut dyn Write) -> Result<Outcome> {
        let form = self.form.clone();
        let terminal = self.settings.target.is_terminal();
        let body: Box<dyn Body> = match self.settings.output {
            Output::Table => {
                let colored = color::wanted(self.console.when, terminal);
                let table = Table::new(worker.model.labels(), colored, terminal);
                Box::new(People::new(out, &worker.model, table)?)
            }
            Output::Html => Box::new(Page::new(out, form)?),
            Output::Summary(style) => Box::new(Shares::new(out, Summary::new(&form.labels, style))),
            Output::Csv => Box::new(Stream::new(out, csv_form::header(&form))),
            Output::Jsonl | Output::Nested | Output::Parquet => Box::new(Stream::new(out, Vec::new())),
        };
        let file = match &self.settings.target {
            Target::File(path) => Some(path.as_path()),
            Target::Stdout => None,
        };
        let mut writer = Writer::new(body, self.rejects(file, 0)?, None, self.progress(), self.console);
        pipeline::run(self.reader(Position::default())?, worker, jobs(), &self.stop, &mut writer)?;
        let spent = writer.spent();
        let counts = writer.finish(None)?;
        self.end(&counts, worker, spent)
    }

    /// What makes the reader, in its own thread.
    fn reader(&self, from: Position) -> Result<impl FnOnce() -> Result<Reader> + Send + 'static> {
        let sources = self.settings.inputs.sources()?;
        let columns = Arc::new(self.settings.columns.clone());
        let (limit, html, gauge) = (self.settings.max_article, self.settings.inputs.html, self.gauge.clone());
        Ok(move || {
            let mut reader = Reader::new(sources, columns, limit, html, gauge);
            reader.skip_to(from).map(|()| reader)
        })
    }

    fn rejects(&self, output: Option<&Path>, bytes: u64) -> Result<Rejects> {
        let beside = output.map(|o| state::beside(o, ".rejected.jsonl"));
        let path = self.settings.rejects.clone().or(beside);
        let side = path.map(|p| SideFile::resume(&p, bytes).map_err(|e| unwritable(&p, &e))).transpose()?;
        Ok(Rejects { side, strict: self.settings.strict, unsupported: self.settings.unsupported })
    }

    fn progress(&self) -> Progress {
        // Sizes are added up only where somebody watches.
        let total = self.console.is_terminal().then(|| self.settings.inputs.bytes()).flatten();
        Progress::new(self.console, total, self.settings.target.is_terminal())
    }

    /// Tells what was done.
    fn end(&self, counts: &Counts, worker: &Worker, writing: Duration) -> Result<Outcome> {
        if !counts.unsupported.is_empty() {
            let languages: Vec<String> = counts.unsupported.iter().map(|(l, n)| format!("{l} {n}")).collect();
            self.console.warning(format!(
                "articles in languages that labels are not meant for: {}; their rows say so",
                languages.join(", ")
            ));
        }
        if self.settings.stats {
            self.stats(counts, worker, writing);
        }
        if counts.rejected == 0 {
            return Ok(Outcome::Done);
        }
        let Counts { articles, rejected, .. } = counts;
        self.console.note(format!("{articles} articles labelled, {rejected} records set aside"));
        Ok(Outcome::SetAside)
    }

    /// Where the time went. Times of threads that run side by side add up to more than the time that passed.
    fn stats(&self, counts: &Counts, worker: &Worker, writing: Duration) {
        let seconds = |nanos: &std::sync::atomic::AtomicU64| nanos.load(Ordering::Relaxed) as f64 / 1e9;
        let t = &worker.timings;
        let stages = [
            ("read", seconds(&self.gauge.nanos)),
            ("parse", seconds(&t.parse)),
            ("language", seconds(&t.language)),
            ("classify", seconds(&t.classify)),
            ("encode", seconds(&t.encode)),
            ("write", writing.as_secs_f64()),
        ];
        let all: f64 = stages.iter().map(|s| s.1).sum();
        let passed = self.began.elapsed().as_secs_f64();
        let bytes = self.gauge.bytes.load(Ordering::Relaxed);
        let shares: Vec<String> =
            stages.iter().map(|(name, s)| format!("{name} {s:.2} s ({:.0} %)", s * 100.0 / all.max(1e-9))).collect();
        self.console.note(format!(
            "{} articles, {} sentences, {bytes} bytes in {passed:.2} s: {:.1} MB/s, {:.0} articles/s; {}",
            counts.articles,
            counts.sentences,
            bytes as f64 / 1e6 / passed,
            counts.articles as f64 / passed,
            shares.join(", ")
        ));
    }
}

/// How many workers there are.
fn jobs() -> usize {
    rayon::current_num_threads()
}
