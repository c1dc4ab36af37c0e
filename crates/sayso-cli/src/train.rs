//! `sayso train`: labelled data in, a model file out, with an account of how good it is.

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Args;
use sayso::Model;
use sayso_train::data::{self, Dataset, ReadOptions};
use sayso_train::train::{self, TrainError, Trained};

use crate::card;
use crate::cli::DataFlags;
use crate::console::Console;
use crate::exit::{Outcome, Usage};
use crate::output::Target;
use crate::scores;
use crate::training::TrainingFlags;

const EXAMPLES: &str = "Examples:
  sayso train data.jsonl -o mine.safetensors
  sayso train articles/ more.csv -o mine.safetensors --card mine.md
  sayso train data.jsonl -o mine.safetensors --lexicon-en my-verbs.lex --bits 16";

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
        })
    }
}

/// Trains and writes the model.
pub fn run(settings: &Settings, console: &Console) -> Result<Outcome> {
    let data = read(&settings.data, &settings.options, console)?;
    let trained = fit(&data, &settings.training, console)?;
    let bytes = trained.parts.to_bytes(settings.training.narrow).context("the model cannot be written")?;
    Model::from_bytes(&bytes).context("the model cannot be read back, so it is not written; please report this")?;
    settings.target.write(|out| out.write_all(&bytes))?;
    if let Some(target) = &settings.card {
        let card = card::markdown(&data, &settings.training, &trained, bytes.len());
        target.write(|out| out.write_all(card.as_bytes()))?;
    }
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
    let progress = |what: &str, done: usize, of: usize| console.progress(what, done, of);
    let trained = train::train(data, settings, &progress).map_err(|error| match error {
        TrainError::Setting { name, value, remedy } => {
            Usage(format!("--{} {value}: {remedy}", name.replace('_', "-"))).into()
        }
        error => anyhow::Error::from(error),
    })?;
    if !trained.report.converged {
        console.warning(format!(
            "the solver stopped after {} iterations before it converged; a larger --l2 helps",
            trained.report.iterations
        ));
    }
    Ok(trained)
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
