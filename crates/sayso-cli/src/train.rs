//! `sayso train`: labelled data in, a model file out, with an account of how good it is.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};
use sayso::Model;
use sayso_featurizer::featurizer::{Config, Featurizer};
use sayso_featurizer::lexicon::Lexicon;
use sayso_train::data::{self, Dataset, ReadOptions};
use sayso_train::train::{self, TrainError, Trained};

use crate::card;
use crate::cli::DataFlags;
use crate::console::Console;
use crate::exit::{Outcome, Usage};
use crate::input::unreadable;
use crate::output::Target;
use crate::scores;

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

/// Flags of every training.
#[derive(Debug, Args)]
#[command(next_help_heading = "Training")]
pub struct TrainingFlags {
    /// Strength of the L2 penalty: larger makes smaller weights
    #[arg(long, value_name = "X", default_value_t = train::Settings::default().l2, allow_negative_numbers = true)]
    l2: f64,
    /// 0 leaves the frequencies of the labels as they are, 1 makes all labels count the same
    #[arg(long, value_name = "X", default_value_t = train::Settings::default().balance, allow_negative_numbers = true)]
    balance: f64,
    /// Size of the vocabulary of word pieces, 0 for none
    #[arg(long, value_name = "N", default_value_t = train::Settings::default().pieces)]
    pieces: usize,
    /// Choose labels so that held-out macro-F1 is best, instead of always the most probable one
    #[arg(long)]
    macro_offsets: bool,
    /// Drop features that occur in fewer sentences
    #[arg(long, value_name = "N", default_value_t = train::Settings::default().min_sentences)]
    min_sentences: u32,
    /// Folds of the cross-validation; an article is never in two
    #[arg(long, value_name = "K", default_value_t = train::Settings::default().folds)]
    folds: usize,
    /// Seed of the assignment of articles to folds
    #[arg(long, value_name = "N", default_value_t = train::Settings::default().seed)]
    seed: u64,
    /// Features kept in the model file
    #[arg(long, value_name = "N", default_value_t = train::Settings::default().max_features)]
    max_features: usize,
    /// Bits of a stored weight: 8 makes a smaller file
    #[arg(long, value_enum, default_value_t, value_name = "BITS")]
    bits: Bits,
    /// Words and phrases to add to the English lexicon; may be given again
    #[arg(long, value_name = "FILE")]
    lexicon_en: Vec<PathBuf>,
    /// Words and phrases to add to the Romanian lexicon; may be given again
    #[arg(long, value_name = "FILE")]
    lexicon_ro: Vec<PathBuf>,
    /// Strength of a group of features, 0 for off, as `words=0.5`; may be given again
    #[arg(long, value_name = "GROUP=X", value_parser = scale)]
    scale: Vec<(String, f32)>,
}

/// Bits of a stored weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum Bits {
    /// Smaller
    #[default]
    #[value(name = "8")]
    Eight,
    /// More exact
    #[value(name = "16")]
    Sixteen,
}

fn scale(text: &str) -> Result<(String, f32), String> {
    let (group, value) = text.split_once('=').ok_or("write GROUP=X, for example words=0.5")?;
    let value = value.parse().map_err(|_| format!("{value:?} is not a number"))?;
    Ok((group.to_owned(), value))
}

impl TrainingFlags {
    /// Checks the flags; what the data decides is checked by the library.
    pub fn check(&self, name: String) -> Result<train::Settings> {
        Ok(train::Settings {
            name,
            config: self.config()?,
            pieces: self.pieces,
            l2: self.l2,
            balance: self.balance,
            min_sentences: self.min_sentences,
            macro_offsets: self.macro_offsets,
            folds: self.folds,
            seed: self.seed,
            max_features: self.max_features,
            narrow: self.bits == Bits::Eight,
            stop: train::Settings::default().stop,
        })
    }

    fn config(&self) -> Result<Config> {
        let mut config = Config::default();
        config.scales.extend(self.scale.iter().cloned());
        for (lexicon, files) in config.lexicons.iter_mut().zip([&self.lexicon_en, &self.lexicon_ro]) {
            for file in files {
                lexicon.push('\n');
                lexicon.push_str(&read_lexicon(file)?);
            }
        }
        Featurizer::new(&config).map_err(|e| Usage(format!("--scale: {e}")))?;
        Ok(config)
    }
}

fn read_lexicon(path: &Path) -> Result<String> {
    let name = path.display().to_string();
    let text = fs::read_to_string(path).map_err(|e| unreadable(&name, &e))?;
    Lexicon::parse(&[&text]).with_context(|| name)?;
    Ok(text)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_are_a_group_and_a_number() {
        assert_eq!(scale("words=0.5"), Ok(("words".into(), 0.5)));
        assert!(scale("words").is_err());
        assert!(scale("words=x").is_err());
    }
}
