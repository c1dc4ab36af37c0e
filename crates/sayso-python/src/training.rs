//! Training with the settings of `sayso train`.

use std::any::Any;
use std::collections::HashMap;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use sayso::format::Parts;
use sayso_featurizer::featurizer::Featurizer;
use sayso_featurizer::lexicon::Lexicon;
use sayso_train::data::{self, Dataset, ReadOptions, replace_file};
use sayso_train::solver::lbfgs::Stop;
use sayso_train::solver::softmax::Loss;
use sayso_train::train::{Settings, Solver, Trained, Validation, train};
use sayso_train::weighting::Weighting;
use serde_json::Value;

use crate::error::{self, InputError, ModelFileError, SettingError, unreadable};
use crate::model::{Model, warn};
use crate::{file, json, parallel};

/// Settings by name; none is the preset's.
#[derive(Debug, FromPyObject)]
#[pyo3(from_item_all)]
pub struct Options {
    name: Option<String>,
    doc_column: String,
    text_column: String,
    label_column: String,
    lang_column: String,
    lossy: bool,
    preset: String,
    l2: Option<f64>,
    l1: Option<f64>,
    balance: Option<f64>,
    isolated: Option<f64>,
    weighting: Option<String>,
    loss: String,
    solver: String,
    pieces: Option<usize>,
    macro_offsets: bool,
    unsure: f32,
    precision: f64,
    min_sentences: Option<u32>,
    folds: Option<usize>,
    holdout: Option<f64>,
    early_stop: bool,
    max_iterations: Option<usize>,
    tolerance: Option<f64>,
    warm_start: Option<PathBuf>,
    seed: Option<u64>,
    max_features: Option<usize>,
    bits: u8,
    lexicon_en: Vec<PathBuf>,
    lexicon_ro: Vec<PathBuf>,
    scale: HashMap<String, f32>,
    jobs: Option<NonZeroUsize>,
}

/// A choice that is not offered.
fn unknown(name: &str, value: &str, offered: &str) -> PyErr {
    SettingError::new_err(format!("{name} = {value:?}: choose {offered}"))
}

impl Options {
    fn settings(&self, name: String) -> PyResult<Settings> {
        let preset = match self.preset.as_str() {
            "news" => Settings::default(),
            "text" => Settings::for_text(),
            other => return Err(unknown("preset", other, "\"news\" or \"text\"")),
        };
        if self.holdout.is_some() && self.folds.is_some() {
            return Err(SettingError::new_err("holdout and folds exclude each other; leave one of them out"));
        }
        let stop = Stop {
            max_iterations: self.max_iterations.unwrap_or(preset.stop.max_iterations),
            tolerance: self.tolerance.unwrap_or(preset.stop.tolerance),
        };
        if stop.max_iterations == 0 {
            return Err(SettingError::new_err("max_iterations = 0: at least 1 is needed"));
        }
        Ok(Settings {
            name,
            pieces: self.pieces.unwrap_or(preset.pieces),
            l2: self.l2.unwrap_or(preset.l2),
            l1: self.l1.unwrap_or(preset.l1),
            balance: self.balance.unwrap_or(preset.balance),
            isolated: self.isolated.unwrap_or(preset.isolated),
            weighting: self.weighting(preset.weighting)?,
            loss: self.loss()?,
            solver: self.solver()?,
            min_sentences: self.min_sentences.unwrap_or(preset.min_sentences),
            macro_offsets: self.macro_offsets,
            unsure: self.unsure,
            precision: self.precision,
            validation: match (self.holdout, self.folds) {
                (Some(share), _) => Validation::Part(share),
                (None, Some(_)) => Validation::Folds,
                (None, None) => preset.validation.clone(),
            },
            early_stop: self.early_stop,
            folds: self.folds.unwrap_or(preset.folds),
            seed: self.seed.unwrap_or(preset.seed),
            max_features: self.max_features.unwrap_or(preset.max_features),
            narrow: self.narrow()?,
            stop,
            start: self.warm_start.as_deref().map(start).transpose()?,
            ..self.features(preset)?
        })
    }

    fn weighting(&self, preset: Weighting) -> PyResult<Weighting> {
        match self.weighting.as_deref() {
            None => Ok(preset),
            Some("plain") => Ok(Weighting::Plain),
            Some("log-count") => Ok(Weighting::LogCount),
            Some("rare") => Ok(Weighting::Rare),
            Some(other) => Err(unknown("weighting", other, "\"plain\", \"log-count\" or \"rare\"")),
        }
    }

    fn loss(&self) -> PyResult<Loss> {
        match self.loss.as_str() {
            "logistic" => Ok(Loss::Logistic),
            "hinge" => Ok(Loss::SquaredHinge),
            other => Err(unknown("loss", other, "\"logistic\" or \"hinge\"")),
        }
    }

    fn solver(&self) -> PyResult<Solver> {
        match self.solver.as_str() {
            "sparse" => Ok(Solver::Sparse),
            "linfa" => Ok(Solver::Linfa),
            other => Err(unknown("solver", other, "\"sparse\" or \"linfa\"")),
        }
    }

    fn narrow(&self) -> PyResult<bool> {
        match self.bits {
            8 => Ok(true),
            16 => Ok(false),
            other => Err(unknown("bits", &other.to_string(), "8 or 16")),
        }
    }

    /// The preset with scales and lexicons.
    fn features(&self, mut preset: Settings) -> PyResult<Settings> {
        let config = &mut preset.config;
        config.scales.extend(self.scale.iter().map(|(group, &x)| (group.clone(), x)));
        for (lexicon, files) in config.lexicons.iter_mut().zip([&self.lexicon_en, &self.lexicon_ro]) {
            for file in files {
                lexicon.push('\n');
                lexicon.push_str(&read_lexicon(file)?);
            }
        }
        Featurizer::new(config).map_err(|e| SettingError::new_err(format!("scale: {e}")))?;
        Ok(preset)
    }

    fn reading(&self) -> ReadOptions {
        ReadOptions {
            doc: self.doc_column.clone(),
            text: self.text_column.clone(),
            label: self.label_column.clone(),
            lang: self.lang_column.clone(),
            lossy: self.lossy,
            ..ReadOptions::default()
        }
    }
}

fn read_lexicon(path: &Path) -> PyResult<String> {
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|e| unreadable(&name, &e))?;
    Lexicon::parse(&[&text]).map_err(|e| InputError::new_err(format!("{name}: {e}")))?;
    Ok(text)
}

fn start(path: &Path) -> PyResult<Parts> {
    let parts = Parts::from_bytes(&file::read(path)?);
    parts.map_err(|e| ModelFileError::new_err(format!("{}: {e}", path.display())))
}

/// A trained model and the account of its training.
#[pyclass(frozen, get_all, module = "sayso")]
pub struct Training {
    /// The model.
    model: Py<Model>,
    /// Held-out scores: `accuracy`, `macro_f1`, `labels`, `confusion`.
    held_out: Py<PyAny>,
    /// Whether the solver met its tolerance.
    converged: bool,
    /// Iterations of the solver on all data.
    iterations: usize,
    /// Features in the model.
    features: usize,
    /// Features before pruning.
    features_seen: usize,
}

/// What a background training answers.
type Answer = PyResult<(Dataset, Trained, Vec<u8>)>;

/// Trains; `progress` is called with what comes next, steps done, and steps in all.
#[pyfunction]
pub fn _train(
    py: Python<'_>,
    paths: Vec<PathBuf>,
    output: Option<PathBuf>,
    options: Options,
    progress: Option<Py<PyAny>>,
) -> PyResult<Training> {
    let stem = output.as_deref().and_then(Path::file_stem).map(|s| s.to_string_lossy().into_owned());
    let name = options.name.clone().or(stem).unwrap_or_else(|| Settings::default().name);
    let (settings, reading, jobs) = (options.settings(name)?, options.reading(), options.jobs);
    let answer = parallel::background(py, jobs, move |stop| -> Answer {
        let data = data::read(&paths, &reading).map_err(error::data)?;
        let trained = interruptible(&data, &settings, stop, progress.as_ref())?;
        let bytes = trained.parts.to_bytes(settings.narrow).map_err(|e| ModelFileError::new_err(e.to_string()))?;
        Ok((data, trained, bytes))
    })?;
    let (data, trained, bytes) = answer?;
    warn(py, &data.warnings)?;
    if let Some(path) = output {
        replace_file(&path, |out| out.write_all(&bytes)).map_err(error::data)?;
    }
    let report = &trained.report;
    if !report.converged {
        let text =
            format!("the solver stopped after {} iterations before it converged; a larger l2 helps", report.iterations);
        warn(py, [&text])?;
    }
    let held_out = Value::Object(trained.held_out.json(&data.labels));
    Ok(Training {
        model: Py::new(py, Model::from_file(py, bytes, None, None)?)?,
        held_out: json::to_python(py, &held_out)?.unbind(),
        converged: report.converged,
        iterations: report.iterations,
        features: trained.pruned.after,
        features_seen: trained.pruned.before,
    })
}

/// Carried by the unwinding that ends a training before its time.
struct Stopped;

/// Trains until done, or until the next step after a signal or after an exception in `progress`.
fn interruptible(
    data: &Dataset,
    settings: &Settings,
    stop: &AtomicBool,
    progress: Option<&Py<PyAny>>,
) -> PyResult<Trained> {
    let raised: Mutex<Option<PyErr>> = Mutex::new(None);
    let step = |next: &str, done: usize, all: usize| {
        let called = progress.map(|call| Python::attach(|py| call.call1(py, (next, done, all)).map(drop)));
        if let Some(Err(error)) = called {
            if let Ok(mut raised) = raised.lock() {
                *raised = Some(error);
            }
            resume_unwind(Box::new(Stopped));
        }
        if stop.load(Ordering::Relaxed) {
            resume_unwind(Box::new(Stopped));
        }
    };
    // Nothing that an unwinding may leave half-done is used afterwards.
    match catch_unwind(AssertUnwindSafe(|| train(data, settings, &step))) {
        Ok(trained) => trained.map_err(error::training),
        Err(panic) if (*panic).is::<Stopped>() => {
            let error = raised.into_inner().ok().flatten();
            Err(error.unwrap_or_else(|| PyRuntimeError::new_err("interrupted")))
        }
        Err(panic) => resume_unwind(panic as Box<dyn Any + Send>),
    }
}
