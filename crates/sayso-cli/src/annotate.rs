//! `sayso annotate`: a screen in the terminal to label sentences within their article, by single keys.
//!
//! After every key that changes a label the file is written whole and renamed, and only then does the screen say that it
//! is saved. Whatever ends the program, the file holds everything that was shown as saved.

mod keys;
mod screen;
mod session;

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;
use ratatui::DefaultTerminal;
use ratatui::crossterm::event::{self, Event, KeyEventKind};
use sayso::Model;
use sayso_train::data::{self, Article, Dataset, ReadOptions, Sentence, write_rows};
use sayso_train::evaluate::predict;

use self::keys::Keys;
use self::session::{Action, Session, Suggestion};
use crate::cli::ModelFlags;
use crate::console::Console;
use crate::data::ColumnArgs;
use crate::exit::{Outcome, Usage};
use crate::input::Inputs;
use crate::model::Source;
use crate::output::Target;

const EXAMPLES: &str = "Examples:
  sayso annotate article.txt
  sayso annotate pool.jsonl -o labelled.jsonl
  sayso data suggest pool.jsonl -o next.jsonl && sayso annotate next.jsonl";

/// Label sentences within their article, by single keys in the terminal
///
/// Every change is saved at once. Call it again with the same files to go on. Sentences that have a label keep it unless
/// you change it.
#[derive(Debug, Args)]
#[command(before_help = EXAMPLES)]
pub struct Flags {
    /// Data to label, with or without labels, or the plain text of one article (.txt)
    #[arg(value_name = "FILE")]
    input: PathBuf,
    /// JSON Lines file with one sentence per line to save to, and to go on from if it is there; FILE with the ending
    /// .labelled.jsonl unless given
    #[arg(long, short, value_name = "OUT")]
    output: Option<PathBuf>,
    /// Labels to choose from, separated by commas, at most 9; those of the model and the data unless given
    #[arg(long, value_name = "LABELS", value_delimiter = ',')]
    label_list: Option<Vec<String>>,
    /// Suggest nothing
    #[arg(long)]
    no_suggestions: bool,
    #[command(flatten)]
    model: ModelFlags,
    #[command(flatten)]
    columns: ColumnArgs,
}

/// Checked settings.
#[derive(Debug)]
pub struct Settings {
    input: PathBuf,
    output: PathBuf,
    label_list: Option<Vec<String>>,
    suggestions: bool,
    model: Source,
    options: ReadOptions,
}

impl Flags {
    /// Checks the flags.
    pub fn check(&self) -> Result<Settings> {
        let output = self.output.clone().unwrap_or_else(|| self.input.with_extension("labelled.jsonl"));
        if self.input.as_os_str() == "-" || output.as_os_str() == "-" {
            return Err(
                Usage("FILE and --output: name files; standard input and output are for the keys".into()).into()
            );
        }
        if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
            bail!("annotate needs a terminal for its screen; run it without redirecting input or output");
        }
        Target::new(Some(&output))?;
        Ok(Settings {
            input: self.input.clone(),
            output,
            label_list: self.label_list.clone(),
            suggestions: !self.no_suggestions,
            model: Source::from(&self.model),
            options: self.columns.options(0),
        })
    }
}

/// Shows the screen until the user leaves it.
pub fn run(settings: &Settings, console: &Console) -> Result<Outcome> {
    let model = settings.model.load()?;
    let data = open(settings, &model, console)?;
    data.warnings.iter().for_each(|w| console.warning(w));
    let suggestions = if settings.suggestions { suggestions(&model, &data) } else { Vec::new() };
    let Some(mut session) = Session::new(data, &suggestions) else {
        bail!("{}: holds no sentence to label", settings.input.display());
    };
    let mut terminal = ratatui::try_init().context("the terminal cannot be used")?;
    let ended = show(&mut terminal, &mut session, &settings.output);
    ratatui::restore();
    ended?;
    let (done, all) = session.done();
    console.note(format!("{done} of {all} sentences are labelled in {}", settings.output.display()));
    Ok(Outcome::Done)
}

/// The data to go on with: the output if it is there, else the input.
fn open(settings: &Settings, model: &Model, console: &Console) -> Result<Dataset> {
    let input = load(&settings.input, settings, None, model, console)?;
    let labels = labels(settings, model, &input)?;
    let input = load(&settings.input, settings, Some(labels.clone()), model, console)?;
    if !settings.output.exists() {
        return Ok(input);
    }
    let saved = load(&settings.output, settings, Some(labels), model, console)?;
    if !same_sentences(&input, &saved) {
        bail!(
            "{}: holds other sentences than {}, so there is nothing to go on with; name another file with -o",
            settings.output.display(),
            settings.input.display()
        );
    }
    Ok(saved)
}

/// Reads labelled data, or the text of an article.
fn load(
    path: &Path,
    settings: &Settings,
    labels: Option<Vec<String>>,
    model: &Model,
    console: &Console,
) -> Result<Dataset> {
    if path.extension().is_none_or(|e| e != "txt") {
        return Ok(data::read(&[path.to_owned()], &ReadOptions { labels, ..settings.options.clone() })?);
    }
    let (articles, _) = Inputs::one(path, settings.options.lossy).read(console)?;
    let split = |article: &crate::input::Article| {
        let mut spans = Vec::new();
        model.split(&article.text, &mut spans);
        let sentence = |(i, span): (usize, &sayso::Span)| Sentence {
            sid: i.to_string(),
            text: span.of(&article.text).to_owned(),
            paragraph_start: Some(span.paragraph_start),
            ..Sentence::default()
        };
        let sentences = spans.iter().enumerate().map(sentence).collect();
        Article { id: article.doc.clone(), sentences, ..Article::default() }
    };
    let articles = articles.iter().map(split).collect();
    Ok(Dataset { labels: labels.unwrap_or_default(), articles, warnings: Vec::new() })
}

/// The labels to choose from.
fn labels(settings: &Settings, model: &Model, data: &Dataset) -> Result<Vec<String>> {
    let labels = settings.label_list.clone().unwrap_or_else(|| {
        let mut labels = model.labels().to_vec();
        let more: Vec<String> = data.labels.iter().filter(|l| !labels.contains(l)).cloned().collect();
        labels.extend(more);
        labels
    });
    if labels.is_empty() || labels.len() > 9 {
        let why = format!("{} labels, but there are keys for 1 to 9; choose some with --label-list", labels.len());
        return Err(Usage(why).into());
    }
    Ok(labels)
}

fn same_sentences(a: &Dataset, b: &Dataset) -> bool {
    let rows = |d: &Dataset| {
        let of = |a: &Article| a.sentences.iter().map(|s| (a.id.clone(), s.text.clone())).collect::<Vec<_>>();
        d.articles.iter().flat_map(of).collect::<Vec<_>>()
    };
    rows(a) == rows(b)
}

/// The model's answers, as far as they are among the labels to choose from.
fn suggestions(model: &Model, data: &Dataset) -> Vec<Vec<Suggestion>> {
    let place: Vec<Option<usize>> =
        model.labels().iter().map(|label| data.labels.iter().position(|l| l == label)).collect();
    if place.contains(&None) {
        return Vec::new();
    }
    let suggestion = |p: &sayso::Prediction| {
        Some(Suggestion { label: place.get(p.label).copied().flatten()?, probability: p.score() })
    };
    predict(model, data).iter().map(|a| a.iter().filter_map(suggestion).collect()).collect()
}

fn show(terminal: &mut DefaultTerminal, session: &mut Session, output: &Path) -> Result<()> {
    let keys = Keys::new(&session.data.labels);
    let mut status = format!("saves to {}", output.display());
    loop {
        terminal.draw(|frame| screen::draw(frame, session, &keys, &status))?;
        let Event::Key(key) = event::read()? else { continue };
        let Some(action) = keys.action(key).filter(|_| key.kind != KeyEventKind::Release) else { continue };
        if action == Action::Quit {
            return Ok(());
        }
        if session.apply(action) {
            status = match write_rows(&session.data, output) {
                Ok(()) => format!("saved: {} labels in {}", session.done().0, output.display()),
                Err(error) => format!("NOT SAVED: {error}"),
            };
        }
    }
}
