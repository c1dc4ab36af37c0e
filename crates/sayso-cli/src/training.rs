//! The flags of every training: `train`, `cv` and `search`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};
use sayso::format::{self, Parts};
use sayso_featurizer::featurizer::{Config, Featurizer};
use sayso_featurizer::lexicon::Lexicon;
use sayso_train::solver::softmax::Loss;
use sayso_train::train::{Settings, Solver, Validation};
use sayso_train::weighting::Weighting;

use crate::exit::Usage;
use crate::input::unreadable;

/// Flags of every training.
#[derive(Debug, Args)]
#[command(next_help_heading = "Training")]
pub struct TrainingFlags {
    /// What the other settings are unless given
    #[arg(long, value_enum, default_value_t, value_name = "KIND")]
    preset: Preset,
    /// Strength of the L2 penalty: larger makes smaller weights [default: 1 for news, 0.4 for
    /// text]
    #[arg(long, value_name = "X", allow_negative_numbers = true)]
    l2: Option<f64>,
    /// Strength of the L1 penalty: larger leaves fewer features, and a smaller model [default: 0]
    #[arg(long, value_name = "X", allow_negative_numbers = true)]
    l1: Option<f64>,
    /// 0 leaves the frequencies of the labels as they are, 1 makes all labels count the same [default: 0.35 for news, 0
    /// for text]
    #[arg(long, value_name = "X", allow_negative_numbers = true)]
    balance: Option<f64>,
    /// Weight of a copy of every sentence that is read without its article, so that single sentences and excerpts are
    /// labelled well too; 0 for none, as always with `--solver linfa` [default: 0.5 for news, 0 for text]
    #[arg(long, value_name = "X", allow_negative_numbers = true)]
    isolated: Option<f64>,
    /// How strongly features count before training [default: log-count for news, rare for
    /// text]
    #[arg(long, value_enum, value_name = "HOW")]
    weighting: Option<FeatureWeighting>,
    /// What the weights minimise; `hinge` wants an --l2 of about 3
    #[arg(long, value_enum, default_value_t, value_name = "LOSS")]
    loss: LossName,
    /// Which program fits the weights
    #[arg(long, value_enum, default_value_t, value_name = "NAME")]
    solver: SolverName,
    /// Size of the vocabulary of word pieces, 0 for none [default: 6000]
    #[arg(long, value_name = "N")]
    pieces: Option<usize>,
    /// Choose labels so that held-out macro-F1 is best, instead of always the most probable one
    #[arg(long)]
    macro_offsets: bool,
    /// Report labels below this probability as unsure; stored in the model
    #[arg(long, value_name = "P", default_value_t = 0.0, allow_negative_numbers = true)]
    unsure: f32,
    /// Report a label as unsure below the probability from which on its held-out answers are this often right; one
    /// threshold for each label, stored in the model
    #[arg(long, value_name = "SHARE", default_value_t = 0.0, allow_negative_numbers = true)]
    precision: f64,
    /// Drop features that occur in fewer sentences [default: 2]
    #[arg(long, value_name = "N")]
    min_sentences: Option<u32>,
    /// Folds of the cross-validation; an article is never in two [default: 5]
    #[arg(long, value_name = "K")]
    folds: Option<usize>,
    /// Hold out this share of the articles once, instead of cross-validating: faster [default for text: 0.1]
    #[arg(long, value_name = "SHARE", conflicts_with = "folds", allow_negative_numbers = true)]
    holdout: Option<f64>,
    /// End when the loss on the held-out articles does not fall any more; with --holdout
    #[arg(long)]
    early_stop: bool,
    /// Most iterations of the solver [default: 200]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    max_iterations: Option<u32>,
    /// Relative fall of the loss below which the solver has converged [default: 2e-5 for news, 1e-4 for
    /// text]
    #[arg(long, value_name = "X")]
    tolerance: Option<f64>,
    /// Model whose weights the fit on all data starts from
    #[arg(long, value_name = "MODEL")]
    warm_start: Option<PathBuf>,
    /// Seed of the assignment of articles to folds
    #[arg(long, value_name = "N", default_value_t = Settings::default().seed)]
    seed: u64,
    /// Features kept in the model file
    #[arg(long, value_name = "N", default_value_t = Settings::default().max_features)]
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

/// Sets of settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum Preset {
    /// Sentences of articles: who says what
    #[default]
    News,
    /// Texts of any kind, each by itself: topics, genres, sentiment
    Text,
}

/// How features count before training.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FeatureWeighting {
    /// All alike within their group
    Plain,
    /// By how much their frequency differs between the labels
    LogCount,
    /// By that, less so, and by how rare they are
    Rare,
}

/// Losses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum LossName {
    /// Multinomial logistic regression
    #[default]
    Logistic,
    /// A support vector machine for each label, with the squared hinge
    Hinge,
}

/// Solvers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum SolverName {
    /// Ours, for data of any size
    #[default]
    Sparse,
    /// linfa-logistic, for small data: dense rows, no weights, no L1
    Linfa,
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
    pub fn check(&self, name: String) -> Result<Settings> {
        let preset = match self.preset {
            Preset::News => Settings::default(),
            Preset::Text => Settings::for_text(),
        };
        let weighting = self.weighting.map(|w| match w {
            FeatureWeighting::Plain => Weighting::Plain,
            FeatureWeighting::LogCount => Weighting::LogCount,
            FeatureWeighting::Rare => Weighting::Rare,
        });
        let mut stop = preset.stop;
        stop.max_iterations = self.max_iterations.map_or(stop.max_iterations, |n| n as usize);
        stop.tolerance = self.tolerance.unwrap_or(stop.tolerance);
        Ok(Settings {
            name,
            config: self.config(preset.config)?,
            pieces: self.pieces.unwrap_or(preset.pieces),
            l2: self.l2.unwrap_or(preset.l2),
            l1: self.l1.unwrap_or(preset.l1),
            balance: self.balance.unwrap_or(preset.balance),
            isolated: self.isolated.unwrap_or(preset.isolated),
            weighting: weighting.unwrap_or(preset.weighting),
            loss: match self.loss {
                LossName::Logistic => Loss::Logistic,
                LossName::Hinge => Loss::SquaredHinge,
            },
            solver: if self.solver == SolverName::Linfa { Solver::Linfa } else { Solver::Sparse },
            min_sentences: self.min_sentences.unwrap_or(preset.min_sentences),
            macro_offsets: self.macro_offsets,
            unsure: self.unsure,
            precision: self.precision,
            validation: match (self.holdout, self.folds) {
                (Some(share), _) => Validation::Part(share),
                (None, Some(_)) => Validation::Folds,
                (None, None) => preset.validation,
            },
            early_stop: self.early_stop,
            folds: self.folds.unwrap_or(preset.folds),
            seed: self.seed,
            max_features: self.max_features,
            narrow: self.bits == Bits::Eight,
            stop,
            start: self.warm_start.as_deref().map(start).transpose()?,
        })
    }

    fn config(&self, mut config: Config) -> Result<Config> {
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

fn start(path: &Path) -> Result<Parts> {
    let name = path.display().to_string();
    let bytes = format::read(path).map_err(|e| unreadable(&name, &e))?;
    Parts::from_bytes(&bytes).with_context(|| name)
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
