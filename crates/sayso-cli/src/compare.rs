//! `sayso compare`: two models, or a model and a file of answers, on the same labelled data.

use std::fmt::Write;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::Args;
use sayso::Model;
use sayso_train::compare::{Answers, Change, Comparison, Flip, compare};
use sayso_train::data::{self, Dataset, ReadOptions};
use sayso_train::paired::{self, Difference};

use crate::cli::{DataFlags, ReportFormat};
use crate::console::Console;
use crate::exit::Outcome;
use crate::input::unreadable;
use crate::model::Source;
use crate::output::{self, Target};
use crate::scores::aligned;

const EXAMPLES: &str = "Examples:
  sayso compare old.safetensors new.safetensors test.jsonl
  sayso compare builtin mine.safetensors test.jsonl --format json
  sayso compare builtin answers.jsonl test.jsonl --answer-column label";

/// Compare two models on the same labelled data: which is better, is that chance, which sentences changed
///
/// The p-value says how often exchanging the two models' answers to whole articles at random makes a difference as large
/// as the one seen (approximate randomisation); the interval holds the differences of 95 % of the resampled sets of
/// articles (bootstrap).
#[derive(Debug, Args)]
#[command(before_help = EXAMPLES)]
pub struct Flags {
    /// Model file, `builtin` for the model inside the program, or a file of answers with doc and sid such as `evaluate
    /// --predictions` writes
    #[arg(value_name = "A")]
    a: PathBuf,
    /// What to compare it with, in the same forms
    #[arg(value_name = "B")]
    b: PathBuf,
    /// Column of the label in a file of answers
    #[arg(long, value_name = "NAME", default_value = "predicted")]
    answer_column: String,
    /// Form of the report
    #[arg(long, short, value_enum, default_value_t)]
    format: ReportFormat,
    /// File to write the report to; `-` or none is standard output
    #[arg(long, short, value_name = "OUT")]
    output: Option<PathBuf>,
    /// Changed sentences to list in the text report; JSON has all
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    /// Resampled sets of articles, and exchanges
    #[arg(long, value_name = "N", default_value_t = 5000, value_parser = clap::value_parser!(u32).range(1..))]
    draws: u32,
    /// Seed of both
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    #[command(flatten)]
    data: DataFlags,
}

/// Checked settings.
#[derive(Debug)]
pub struct Settings {
    sides: [Side; 2],
    answers: ReadOptions,
    data: Vec<PathBuf>,
    options: ReadOptions,
    format: ReportFormat,
    target: Target,
    limit: usize,
    paired: paired::Settings,
}

/// Where answers come from.
#[derive(Debug)]
enum Side {
    Model(Source),
    File(PathBuf),
}

impl Side {
    /// What `path` is: a model begins with the length of its header, which text cannot be.
    fn new(path: &Path) -> Result<Self> {
        if path.as_os_str() == "builtin" {
            return Ok(Self::Model(Source::Embedded));
        }
        let mut head = Vec::new();
        let read = File::open(path).and_then(|f| f.take(9).read_to_end(&mut head));
        read.map_err(|e| unreadable(&path.display().to_string(), &e))?;
        let model = head.ends_with(b"{") && head.get(4..8) == Some(&[0; 4]);
        Ok(if model { Self::Model(Source::File(path.to_owned())) } else { Self::File(path.to_owned()) })
    }
}

impl Flags {
    /// Checks the flags.
    pub fn check(&self) -> Result<Settings> {
        let options = self.data.columns.options(0);
        Ok(Settings {
            sides: [Side::new(&self.a)?, Side::new(&self.b)?],
            answers: ReadOptions { label: self.answer_column.clone(), ..options.clone() },
            data: self.data.data.clone(),
            options,
            format: self.format,
            target: Target::new(self.output.as_deref())?,
            limit: self.limit,
            paired: paired::Settings { draws: self.draws as usize, seed: self.seed },
        })
    }
}

/// Where answers come from, loaded.
enum Loaded<'a> {
    Model(Box<Model>, String),
    File(&'a Path),
}

/// Compares.
pub fn run(settings: &Settings, console: &Console) -> Result<Outcome> {
    let [a, b] = &settings.sides;
    let (a, b) = (load(a)?, load(b)?);
    let labels = match (&a, &b) {
        (Loaded::Model(a, name), Loaded::Model(b, other)) if sorted(a.labels()) != sorted(b.labels()) => {
            bail!("{name} and {other} have different labels, so there is nothing to compare");
        }
        (Loaded::Model(model, _), _) | (_, Loaded::Model(model, _)) => Some(model.labels().to_vec()),
        _ => None,
    };
    let data = data::read(&settings.data, &ReadOptions { labels, ..settings.options.clone() })?;
    data.warnings.iter().for_each(|w| console.warning(w));
    if data.labelled() == 0 {
        bail!("no sentence of the data has a label, so there is nothing to compare by; check --label-column");
    }
    let (a, b) = (answers(&a, &data, settings)?, answers(&b, &data, settings)?);
    let comparison = compare(&data, &a, &b, settings.paired);
    settings.target.write(|out| match settings.format {
        ReportFormat::Text => out.write_all(text(&comparison, settings.limit).as_bytes()),
        ReportFormat::Json => output::json(out, &comparison),
    })?;
    Ok(Outcome::Done)
}

fn load(side: &Side) -> Result<Loaded<'_>> {
    Ok(match side {
        Side::Model(source) => Loaded::Model(Box::new(source.load()?), source.name()),
        Side::File(path) => Loaded::File(path),
    })
}

fn sorted(labels: &[String]) -> Vec<&String> {
    let mut sorted: Vec<&String> = labels.iter().collect();
    sorted.sort();
    sorted
}

fn answers(side: &Loaded<'_>, data: &Dataset, settings: &Settings) -> Result<Answers> {
    match side {
        Loaded::Model(model, name) => Ok(Answers::of(name, model, data)),
        Loaded::File(path) => Ok(Answers::read(path, data, &settings.answers)?),
    }
}

fn text(c: &Comparison, limit: usize) -> String {
    let mut out = format!(
        "a = {}\nb = {}\n{} sentences of {} articles, {} resampled sets and exchanges\n\n",
        c.a, c.b, c.sentences, c.articles, c.draws
    );
    let mut rows = vec![(String::new(), ["a", "b", "b - a", "95 %", "p"].map(str::to_owned).to_vec())];
    rows.extend(c.totals.iter().map(|(name, d)| (name.replace("macro_f1", "macro-F1"), cells(d))));
    rows.extend(c.f1.iter().map(|(label, d)| (format!("F1 {label}"), cells(d))));
    out += &aligned(&rows);
    let n = c.counts;
    let _ = writeln!(
        out,
        "\n{} answers differ: {} right only in b, {} right only in a, {} wrong in both; {} are the same",
        n.fixed + n.broken + n.moved,
        n.fixed,
        n.broken,
        n.moved,
        n.same
    );
    for (change, title) in
        [(Change::Broken, "right only in a"), (Change::Fixed, "right only in b"), (Change::Moved, "wrong in both")]
    {
        list(c, change, title, limit, &mut out);
    }
    out
}

fn cells(d: &Difference) -> Vec<String> {
    let (from, to) = d.interval;
    vec![
        format!("{:.3}", d.a),
        format!("{:.3}", d.b),
        format!("{:+.3}", d.difference),
        format!("[{from:+.3}, {to:+.3}]"),
        format!("{:.4}", d.p_value),
    ]
}

fn list(c: &Comparison, change: Change, title: &str, limit: usize, out: &mut String) {
    let flips: Vec<&Flip> = c.flips.iter().filter(|f| f.change == change).collect();
    if flips.is_empty() || limit == 0 {
        return;
    }
    let _ = writeln!(out, "\n{title}:");
    for Flip { doc, sid, gold, a, b, text, .. } in flips.iter().take(limit) {
        let _ = writeln!(out, "  {doc} {sid}  {a} -> {b}, labelled {gold}\n    {text}");
    }
    if flips.len() > limit {
        let _ = writeln!(out, "  ... and {} more", flips.len() - limit);
    }
}
