//! What a user may choose for a training, and whether it fits the data.

use sayso::format::Parts;
use sayso_featurizer::featurizer::Config;

use crate::calibrate::CalibrationError;
use crate::data::Dataset;
use crate::solver::dense::DenseError;
use crate::solver::lbfgs::Stop;
use crate::solver::softmax::Loss;
use crate::subword::SubwordError;
use crate::weighting::Weighting;

/// What a user may choose. The defaults are those of the shipped models.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// Name written into the model.
    pub name: String,
    /// Features.
    pub config: Config,
    /// Size of the subword vocabulary; 0 for none.
    pub pieces: usize,
    /// L2 strength.
    pub l2: f64,
    /// L1 strength; above 0 many weights are exactly 0.
    pub l1: f64,
    /// 0 leaves the labels' frequencies as they are, 1 makes every label count the same.
    pub balance: f64,
    /// Weight of a second copy of every labelled sentence, read without its article; 0 for none. With it a model also
    /// knows what to make of single sentences and excerpts. See [`Settings::copies`].
    pub isolated: f64,
    /// What the sparse stage minimises.
    pub loss: Loss,
    /// How columns are scaled for training.
    pub weighting: Weighting,
    /// Which solver fits the sparse stage.
    pub solver: Solver,
    /// Features in fewer sentences are dropped.
    pub min_sentences: u32,
    /// Choose the offsets on log probabilities that maximise held-out macro-F1; else the most probable label is chosen.
    pub macro_offsets: bool,
    /// Below this probability a label is reported as unsure; 0 never.
    pub unsure: f32,
    /// Per label, the lowest probability at which held-out answers reach this precision becomes the threshold of
    /// "unsure"; 0 for none.
    pub precision: f64,
    /// Where held-out answers come from.
    pub validation: Validation,
    /// End the fits when the loss on held-out articles does not fall any more; needs [`Validation::Part`].
    pub early_stop: bool,
    /// Folds of a cross-validation.
    pub folds: usize,
    /// Seed of the fold assignment.
    pub seed: u64,
    /// Features kept in the model file.
    pub max_features: usize,
    /// Store 8-bit weights.
    pub narrow: bool,
    /// Iterations and tolerance of the solver.
    pub stop: Stop,
    /// A model to start the fit on all data from.
    pub start: Option<Parts>,
}

/// Which solver fits the sparse stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Solver {
    /// Ours: sparse rows, weights, L1.
    #[default]
    Sparse,
    /// `linfa-logistic`: dense rows, small data only.
    Linfa,
}

/// Where held-out answers come from.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Validation {
    /// Cross-validation: every article is answered by a model that has not seen it.
    #[default]
    Folds,
    /// One fit without this share of the articles, which alone are answered: one extra fit instead of one per fold.
    Part(f64),
    /// Leave one group out: the articles of each value of this field are answered by a model of the others.
    Groups(String),
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            name: "model".into(),
            config: Config::default(),
            pieces: 6000,
            l2: 1.0,
            l1: 0.0,
            balance: 0.35,
            isolated: 0.5,
            loss: Loss::Logistic,
            weighting: Weighting::LogCount,
            solver: Solver::Sparse,
            min_sentences: 2,
            macro_offsets: false,
            unsure: 0.0,
            precision: 0.0,
            validation: Validation::Folds,
            early_stop: false,
            folds: 5,
            seed: 1,
            max_features: 200_000,
            narrow: true,
            stop: Stop { max_iterations: 200, tolerance: 2e-5 },
            start: None,
        }
    }
}

impl Settings {
    /// Weight of the isolated copies: 0 for `linfa-logistic`, which knows no weights.
    #[must_use]
    pub fn copies(&self) -> f64 {
        if self.solver == Solver::Linfa { 0.0 } else { self.isolated }
    }

    /// For texts of any kind instead of news sentences: words, pairs of words and pieces without cues, whose strengths
    /// come from the labels and from how rare they are; one held-out part instead of folds.
    #[must_use]
    pub fn for_text() -> Self {
        let scales = [("words", 1.0), ("bigrams", 1.0), ("pieces", 1.0), ("edges", 0.25)];
        let plain = Self::default();
        let config = Config { scales: scales.map(|(k, v)| (k.to_owned(), v)).into(), ..Config::default() };
        Self {
            config,
            l2: 0.4,
            balance: 0.0,
            isolated: 0.0,
            weighting: Weighting::Rare,
            validation: Validation::Part(0.1),
            stop: Stop { tolerance: 1e-4, ..plain.stop },
            ..plain
        }
    }
}

/// Why training cannot go on.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TrainError {
    /// Settings out of range.
    #[error("{name} = {value}: {remedy}")]
    Setting {
        /// Name of the setting.
        name: &'static str,
        /// What was given.
        value: String,
        /// What is possible.
        remedy: &'static str,
    },
    /// A label with fewer rows than folds, or fewer articles than folds.
    #[error("{what}, fewer than the {folds} folds; add data, drop the label, or lower --folds")]
    TooFew {
        /// What is too few.
        what: String,
        /// The folds.
        folds: usize,
    },
    /// An article has no value for the field that groups are made of, or all have the same.
    #[error("--group-by {field}: {problem}; `sayso data stats --by {field}` shows its values")]
    Groups {
        /// The field.
        field: String,
        /// What is wrong.
        problem: String,
    },
    /// Fewer than two labels.
    #[error("the data has {0} label(s) in use; at least 2 are needed")]
    Labels(usize),
    /// The sparse stage's objective is not a number.
    #[error("training diverged; are there weights or scales of extreme size?")]
    Diverged,
    /// The model to start from shares no label with the data.
    #[error("the model to start from has the labels {model}, the data {data}: none is in both; train without it")]
    Start {
        /// Labels of the model.
        model: String,
        /// Labels of the data.
        data: String,
    },
    /// The log of a search cannot be written.
    #[error("the log of the search cannot be written: {0}; check the disk, then go on with --resume")]
    Log(std::io::Error),
    /// The featurizer's configuration.
    #[error(transparent)]
    Config(#[from] sayso_featurizer::featurizer::ConfigError),
    /// The subword vocabulary.
    #[error(transparent)]
    Subword(#[from] SubwordError),
    /// The solver `linfa-logistic`.
    #[error(transparent)]
    Dense(#[from] DenseError),
    /// The dense stage.
    #[error(transparent)]
    Calibration(#[from] CalibrationError),
}

/// Checks settings against the data before anything is computed.
///
/// # Errors
/// [`TrainError`] names the setting or the label and the remedy.
pub fn check(data: &Dataset, settings: &Settings) -> Result<(), TrainError> {
    numbers(settings)?;
    let counts = support(data);
    let used = counts.iter().filter(|&&n| n > 0).count();
    if used < 2 {
        return Err(TrainError::Labels(used));
    }
    enough(data, settings, &counts)
}

fn numbers(settings: &Settings) -> Result<(), TrainError> {
    let setting = |name, value: String, remedy| Err(TrainError::Setting { name, value, remedy });
    let Settings { l2, l1, balance, .. } = *settings;
    if !(l2.is_finite() && l2 > 0.0) {
        return setting("l2", l2.to_string(), "a number above 0 is needed");
    }
    if !(l1.is_finite() && l1 >= 0.0) {
        return setting("l1", l1.to_string(), "a number of 0 or more is needed");
    }
    if settings.solver == Solver::Linfa && l1 > 0.0 {
        return setting("l1", l1.to_string(), "linfa-logistic has no L1 penalty; use --solver sparse");
    }
    if settings.solver == Solver::Linfa && settings.loss != Loss::Logistic {
        return setting("loss", "hinge".into(), "linfa-logistic has the logistic loss only; use --solver sparse");
    }
    if settings.early_stop && settings.loss != Loss::Logistic {
        return setting("early_stop", "true".into(), "watches the logistic loss; leave out --loss hinge");
    }
    if settings.solver == Solver::Linfa && balance > 0.0 {
        return setting("balance", balance.to_string(), "linfa-logistic knows no weights; use --balance 0");
    }
    if !(0.0..=1.0).contains(&balance) {
        return setting("balance", balance.to_string(), "a number from 0 to 1 is needed");
    }
    if !(0.0..=1.0).contains(&settings.unsure) {
        return setting("unsure", settings.unsure.to_string(), "a probability from 0 to 1 is needed");
    }
    if !(0.0..1.0).contains(&settings.precision) {
        return setting("precision", settings.precision.to_string(), "a number from 0 to below 1 is needed");
    }
    if !(settings.isolated.is_finite() && settings.isolated >= 0.0) {
        return setting("isolated", settings.isolated.to_string(), "a number of at least 0 is needed");
    }
    if settings.folds < 2 {
        return setting("folds", settings.folds.to_string(), "at least 2 are needed");
    }
    match settings.validation {
        Validation::Part(share) if !(0.01..=0.5).contains(&share) => {
            setting("holdout", share.to_string(), "a share from 0.01 to 0.5 is needed")
        }
        Validation::Folds | Validation::Groups(_) if settings.early_stop => {
            setting("early_stop", "true".into(), "needs articles kept apart; add --holdout 0.1")
        }
        _ => Ok(()),
    }
}

/// Enough of everything for the folds.
fn enough(data: &Dataset, settings: &Settings, counts: &[usize]) -> Result<(), TrainError> {
    let folds = match settings.validation {
        Validation::Folds => settings.folds,
        // Two halves of the held-out part, and the rest.
        Validation::Part(_) => 3,
        Validation::Groups(_) => return Ok(()),
    };
    let few = |what| Err(TrainError::TooFew { what, folds });
    for (label, &n) in data.labels.iter().zip(counts) {
        if n > 0 && n < folds {
            return few(format!("label {label:?} has {n} sentence(s)"));
        }
    }
    if data.articles.len() < folds {
        return few(format!("there are {} article(s)", data.articles.len()));
    }
    Ok(())
}

/// Labelled sentences per label.
#[must_use]
pub fn support(data: &Dataset) -> Vec<usize> {
    let mut counts = vec![0; data.labels.len()];
    for s in data.articles.iter().flat_map(|a| &a.sentences) {
        if let Some(c) = s.label {
            counts[c] += 1;
        }
    }
    counts
}
