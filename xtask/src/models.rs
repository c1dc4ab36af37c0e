//! `cargo xtask models`: the shipped models from the data in the repository, bit for bit.
//!
//! `news-open` comes from our own articles alone, so everybody can rebuild it; `news` needs a copy of the public corpora
//! as well. Training is deterministic for any number of threads, so `--check` compares bytes.

mod card;
mod compare;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use sayso_train::data::{Dataset, replace_file};
use sayso_train::hash;
use sayso_train::train::{Settings, Trained, train};

use crate::data;
use crate::progress::Progress;

/// Flags of `cargo xtask models`.
#[derive(Debug, Args)]
pub struct Flags {
    /// Write nothing: rebuild the models and cards and compare them with those in models/, bit for bit
    #[arg(long)]
    check: bool,
    /// Folder with newsdiscourse.train.jsonl, newsdiscourse.validation.jsonl and polnear.train.jsonl
    #[arg(long, value_name = "DIR", default_value = "../shared/real")]
    corpora: PathBuf,
    /// One model only
    #[arg(long, value_name = "NAME")]
    only: Option<Name>,
}

impl Flags {
    /// Checks every model whose data is here.
    pub fn check_all(corpora: &Path) -> Self {
        Self { check: true, corpora: corpora.to_owned(), only: None }
    }
}

/// The shipped models.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Name {
    /// From datasets/articles alone
    NewsOpen,
    /// From datasets/articles and the labels in datasets/standoff; the default model
    News,
}

impl Name {
    const ALL: [Self; 2] = [Self::NewsOpen, Self::News];

    fn as_str(self) -> &'static str {
        match self {
            Self::NewsOpen => "news-open",
            Self::News => "news",
        }
    }

    fn data(self, corpora: &Path) -> Result<Dataset> {
        match self {
            Self::NewsOpen => data::articles(),
            Self::News => data::with_corpora(corpora),
        }
    }

    /// A file that the model needs and that is not there.
    fn missing(self, corpora: &Path) -> Option<PathBuf> {
        match self {
            Self::NewsOpen => None,
            Self::News => data::missing(corpora),
        }
    }

    fn file(self, ending: &str) -> PathBuf {
        Path::new("models").join(format!("{}.{ending}", self.as_str()))
    }
}

/// Builds or checks the models; false if one is not what training gives.
pub fn run(flags: &Flags) -> Result<bool> {
    let mut same = true;
    for name in Name::ALL.into_iter().filter(|n| flags.only.is_none_or(|only| only == *n)) {
        match name.missing(&flags.corpora) {
            Some(file) if flags.only.is_some() && !flags.check => {
                bail!("{}: {} not found; name its folder with --corpora", name.as_str(), file.display())
            }
            Some(file) => println!("{}: skipped: {} not found", name.as_str(), file.display()),
            None if flags.check => same &= check(name, &flags.corpora)?,
            None => write(name, &flags.corpora)?,
        }
    }
    Ok(same)
}

/// A model and its card as they belong into files.
struct Built {
    model: Vec<u8>,
    card: String,
}

fn build(name: Name, data: &Dataset) -> Result<Built> {
    let settings = Settings { name: name.as_str().into(), ..Settings::default() };
    let trained = fit(data, &settings)?;
    let model = trained.parts.to_bytes(settings.narrow)?;
    let command = format!("cargo xtask models --only {}", name.as_str());
    let card = card::markdown_of(&card::Subject {
        data,
        settings: &settings,
        trained: &trained,
        command: &command,
        model: &model,
    });
    Ok(Built { model, card })
}

fn fit(data: &Dataset, settings: &Settings) -> Result<Trained> {
    let progress = Progress::new(settings.name.as_str());
    let trained = train(data, settings, &|next, done, all| progress.step(next, done, all))?;
    if !trained.report.converged {
        bail!("{}: the solver did not converge: {:?}", settings.name, trained.report);
    }
    Ok(trained)
}

fn write(name: Name, corpora: &Path) -> Result<()> {
    let built = build(name, &name.data(corpora)?)?;
    for (path, bytes) in [(name.file("safetensors"), built.model.as_slice()), (name.file("md"), built.card.as_bytes())]
    {
        replace_file(&path, |out| out.write_all(bytes))?;
        println!("{}: written, {} bytes", path.display(), bytes.len());
    }
    Ok(())
}

/// Rebuilds a model and says whether it is the one in the repository.
fn check(name: Name, corpora: &Path) -> Result<bool> {
    let (model_file, card_file) = (name.file("safetensors"), name.file("md"));
    let read = |path: &Path| {
        fs::read(path).with_context(|| format!("{}: cannot be read; `cargo xtask models` writes it", path.display()))
    };
    let (model, card) = (read(&model_file)?, read(&card_file)?);
    let data = name.data(corpora)?;
    // Other data gives another model for sure: no need to train it to know.
    if let Some(difference) = compare::data(&model, &hash::of(&data)) {
        return Ok(differs(&model_file, &difference));
    }
    let built = build(name, &data)?;
    if let Some(difference) = compare::models(&model, &built.model) {
        return Ok(differs(&model_file, &difference));
    }
    if let Some(difference) = compare::texts(&card, built.card.as_bytes()) {
        return Ok(differs(&card_file, &difference));
    }
    println!("{}: the model and its card are rebuilt bit for bit", name.as_str());
    Ok(true)
}

/// Reports a difference; always false.
fn differs(file: &Path, difference: &str) -> bool {
    println!("{}: not what training gives: {difference}; `cargo xtask models` writes it anew", file.display());
    false
}
