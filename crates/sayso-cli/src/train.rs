//! `sayso train`: labelled data in, a model file out, with an account of how good it is.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Args;
use sayso::Model;
use sayso_train::data::{self, Dataset, ReadOptions};
use sayso_train::solver::lbfgs::Report;
use sayso_train::train::{self, TrainError, Trained};

use crate::card;
use crate::cli::DataFlags;
use crate::console::Console;
use crate::ending::Ending;
use crate::exit::{Outcome, Usage};
use crate::output::Target;
use crate::scores;
use crate::search::{self, Plan};
use crate::training::TrainingFlags;

const EXAMPLES: &str = "Examples:
  sayso train data.jsonl -o mine.safetensors
  sayso train articles/ more.csv -o mine.safetensors --card mine.md
  sayso train data.jsonl -o mine.safetensors --lexicon-en my-verbs.lex --bits 16
  sayso train --preset text topics.csv -o topics.safetensors
  sayso train data.jsonl -o mine.safetensors --search --resume";

/// Train a model from labelled data
///
/// Any labels will do, two or more. The account of the training (held-out scores by cross-validation over articles)
/// goes to standard error and into the model. The same data and settings give the same bytes on any number of threads.
#[derive(Debug, Args)]
#[command(before_help = EXAMPLES)]
pub struct Flags {
    #[command(flatten)]
    data: DataFlags,
    /// Model file to write
    #[arg(long, short, required = true, value_name = "MODEL")]
    output: PathBuf,
    /// Markdown file to write a model card to: data, command, scores, limits
    #[arg(long, value_name = "FILE")]
    card: Option<PathBuf>,
    /// Name written into the model; the name of the file unless given
    #[arg(long)]
    name: Option<String>,
    /// Choose penalty, weights and groups of features by cross-validation, in at most N trials
    #[arg(long, value_name = "N", num_args = 0..=1, default_missing_value = "40", help_heading = "Search")]
    search: Option<NonZeroUsize>,
    /// Log of the search; MODEL with the ending .search.jsonl unless given
    #[arg(long, value_name = "FILE", requires = "search", help_heading = "Search")]
    search_log: Option<PathBuf>,
    /// Go on with a search that was ended: what its log holds is not measured again
    #[arg(long, requires = "search", help_heading = "Search")]
    resume: bool,
    #[command(flatten)]
    training: TrainingFlags,
}

/// Checked settings.
#[derive(Debug)]
pub struct Settings {
    data: Vec<PathBuf>,
    options: ReadOptions,
    training: train::Settings,
    target: Target,
    card: Option<Target>,
    search: Option<Plan>,
}

impl Flags {
    /// Checks the flags.
    pub fn check(&self) -> Result<Settings> {
        if self.output.as_os_str() == "-" || self.output.extension().is_some_and(|e| e == "gz") {
            let why =
                "--output: a model is written to a file and not compressed; name a file, such as mine.safetensors";
            return Err(Usage(why.into()).into());
        }
        let stem = || self.output.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Settings {
            data: self.data.data.clone(),
            options: self.data.columns.options(2),
            training: self.training.check(self.name.clone().unwrap_or_else(stem))?,
            target: Target::new(Some(&self.output))?,
            card: self.card.as_deref().map(|p| Target::new(Some(p))).transpose()?,
            search: self.search.map(|trials| Plan {
                trials: trials.get(),
                log: self.search_log.clone().unwrap_or_else(|| self.output.with_extension("search.jsonl")),
                resume: self.resume,
            }),
        })
    }
}

/// Trains and writes the model.
pub fn run(settings: &Settings, console: &Console) -> Result<Outcome> {
    let ending = Ending::watch(*console, settings.search.is_some())?;
    let data = read(&settings.data, &settings.options, console)?;
    let mut training = settings.training.clone();
    let mut searched = None;
    if let Some(plan) = &settings.search {
        let (best, notes) = search::run(plan, &data, &training, console, &ending)?;
        (training, searched) = (best, Some(notes));
    }
    let mut trained = fit(&data, &training, console)?;
    if let Some(notes) = searched {
        trained.parts.metadata.notes["search"] = notes;
    }
    let bytes = trained.parts.to_bytes(training.narrow).context("the model cannot be written")?;
    Model::from_bytes(&bytes).context("the model cannot be read back, so it is not written; please report this")?;
    let card = settings.card.as_ref().map(|t| (t, card::markdown(&data, &training, &trained, bytes.len())));
    ending.after(|| {
        settings.target.write(|out| out.write_all(&bytes))?;
        card.map_or(Ok(()), |(target, card)| target.write(|out| out.write_all(card.as_bytes())))
    })?;
    console.note(account(&data, &trained, bytes.len()));
    Ok(Outcome::Done)
}

/// Reads data and prints its warnings.
pub fn read(paths: &[PathBuf], options: &ReadOptions, console: &Console) -> Result<Dataset> {
    let data = data::read(paths, options)?;
    data.warnings.iter().for_each(|w| console.warning(w));
    Ok(data)
}

/// Trains with progress on standard error.
pub fn fit(data: &Dataset, settings: &train::Settings, console: &Console) -> Result<Trained> {
    let bar = console.bar();
    let trained = train::train(data, settings, &|what, done, of| bar.step(what, done, of)).map_err(explained)?;
    warn(&[trained.report], console);
    Ok(trained)
}

/// A setting out of range is wrong usage; its message names the flag.
pub fn explained(error: TrainError) -> anyhow::Error {
    match error {
        TrainError::Setting { name, value, remedy } => {
            Usage(format!("--{} {value}: {remedy}", name.replace('_', "-"))).into()
        }
        error @ TrainError::Groups { .. } => Usage(error.to_string()).into(),
        error => error.into(),
    }
}

/// Warns of fits that did not converge.
pub fn warn(reports: &[Report], console: &Console) {
    let short: Vec<&Report> = reports.iter().filter(|r| !r.converged && !r.stopped_early).collect();
    if let Some(worst) = short.iter().map(|r| r.iterations).max() {
        console.warning(format!(
            "{} of {} fits ended after {worst} iterations before they converged; a larger --l2 or --max-iterations helps",
            short.len(),
            reports.len(),
        ));
    }
}

fn account(data: &Dataset, trained: &Trained, bytes: usize) -> String {
    let (labels, held_out, pruned) = (&data.labels, &trained.held_out, &trained.pruned);
    format!(
        "trained on {} sentences of {} articles; {} of {} features kept, {bytes} bytes\n\
         held-out accuracy {:.3}, macro-F1 {:.3}\n\n{}",
        data.labelled(),
        data.articles.len(),
        pruned.after,
        pruned.before,
        held_out.accuracy(),
        held_out.macro_f1(),
        scores::by_label(labels, held_out).trim_end(),
    )
}
