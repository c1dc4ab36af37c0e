//! `sayso train --search`: the log of a search, its progress, and what the model keeps of it.
//!
//! The log is one line of JSON per finished trial after a line that says what it is about. A line is written when its
//! trial is done, so an interrupted search loses one trial at most; a torn last line is dropped when it goes on.

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use sayso_train::data::Dataset;
use sayso_train::hash;
use sayso_train::search::{self, Choice, Observer, Search, Trial};
use sayso_train::train::{Settings, TrainError};
use serde_json::{Value, json};

use crate::console::Console;
use crate::ending::Ending;
use crate::exit::Usage;

/// What to search for and where to note it.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Most trials.
    pub trials: usize,
    /// The log.
    pub log: PathBuf,
    /// Go on with the log that is there.
    pub resume: bool,
}

/// Searches and returns the best settings with what the model keeps of the search.
pub fn run(
    plan: &Plan,
    data: &Dataset,
    settings: &Settings,
    console: &Console,
    ending: &Ending,
) -> Result<(Settings, Value)> {
    let mut watcher = Watcher::open(plan, data, settings, console, ending)?;
    let found = search::search(data, settings, plan.trials, &mut watcher).map_err(crate::train::explained)?;
    let best = found.best().context("the search made no trial")?;
    let honest = found.honest();
    console.note(format!(
        "search: {} trials, the best with macro-F1 {:.3}; {:.3} where no fold is answered by a choice made on it\nchosen: {}",
        found.trials.len(),
        best.macro_f1,
        honest.macro_f1(),
        serde_json::to_string(&best.choice)?,
    ));
    Ok((best.choice.applied(settings), kept(&found)))
}

/// What the model's notes say of a search.
fn kept(found: &Search) -> Value {
    let honest = found.honest();
    let trial = |t: &Trial| json!({"choice": t.choice, "macro_f1": t.macro_f1, "accuracy": t.accuracy});
    json!({
        "trials": found.trials.iter().map(trial).collect::<Vec<_>>(),
        "nested": {"macro_f1": honest.macro_f1(), "accuracy": honest.accuracy()},
    })
}

/// Reads and writes the log and tells how long it will take.
struct Watcher<'a> {
    known: Vec<Trial>,
    log: File,
    console: &'a Console,
    ending: &'a Ending,
    start: Instant,
    /// Trials measured in this run.
    measured: usize,
    best: f64,
}

impl<'a> Watcher<'a> {
    fn open(
        plan: &Plan,
        data: &Dataset,
        settings: &Settings,
        console: &'a Console,
        ending: &'a Ending,
    ) -> Result<Self> {
        let name = plan.log.display();
        let head = head(data, settings);
        let known = if plan.resume { read(&plan.log, &head)? } else { Vec::new() };
        if !plan.resume && plan.log.exists() {
            let remedy = "go on with it (--resume), move it away, or name another with --search-log";
            return Err(Usage(format!("{name}: there is a log of a search already; {remedy}")).into());
        }
        // Written anew, so that a torn line does not stay.
        let mut text = format!("{head}\n");
        for trial in &known {
            text += &serde_json::to_string(trial)?;
            text.push('\n');
        }
        ending.after(|| sayso_train::data::replace_file(&plan.log, |out| out.write_all(text.as_bytes())))?;
        let log = OpenOptions::new().append(true).open(&plan.log).with_context(|| name.to_string())?;
        Ok(Self { known, log, console, ending, start: Instant::now(), measured: 0, best: 0.0 })
    }
}

/// What a log must agree in with a search that goes on with it.
fn head(data: &Dataset, settings: &Settings) -> Value {
    let Settings { seed, folds, pieces, l1, .. } = settings;
    json!({
        "tool": format!("sayso {}", env!("CARGO_PKG_VERSION")),
        "data_hash": hash::of(data),
        "seed": seed,
        "folds": folds,
        "validation": format!("{:?}", settings.validation),
        "pieces": pieces,
        "l1": l1,
        "loss": settings.loss.as_str(),
        "solver": format!("{:?} {:?}", settings.solver, settings.stop),
    })
}

fn read(path: &Path, head: &Value) -> Result<Vec<Trial>> {
    let name = path.display();
    let text = fs::read_to_string(path)
        .with_context(|| format!("{name}: no search to go on with; leave --resume out to begin one"))?;
    let mut lines = text.lines();
    let first: Option<Value> = lines.next().and_then(|l| serde_json::from_str(l).ok());
    let Some(first) = first else { bail!("{name}, line 1: not the log of a search; name another with --search-log") };
    if let Some(map) = head.as_object()
        && let Some((key, value)) = map.iter().find(|(k, v)| first.get(k.as_str()) != Some(*v))
    {
        let was = first.get(key).cloned().unwrap_or_default();
        bail!("{name}: that search had {key} {was}, this one has {value}; leave --resume out and name another log");
    }
    let lines: Vec<&str> = lines.collect();
    let mut trials = Vec::with_capacity(lines.len());
    for (i, line) in lines.iter().enumerate() {
        match serde_json::from_str(line) {
            Ok(trial) => trials.push(trial),
            // The last line of a run that was ended while it wrote.
            Err(_) if i + 1 == lines.len() => {}
            Err(e) => bail!("{name}, line {}: no trial: {e}; delete the line to measure it again", i + 2),
        }
    }
    Ok(trials)
}

impl Observer for Watcher<'_> {
    fn known(&mut self, choice: &Choice) -> Option<Trial> {
        self.known.iter().find(|t| t.choice == *choice).cloned()
    }

    fn begins(&mut self, number: usize, most: usize) {
        let left = crate::console::left(self.start.elapsed(), self.measured, most + 1 - number);
        self.console.progress(&format!("search, best macro-F1 so far {:.3}{left}", self.best), number - 1, most);
    }

    fn finished(&mut self, trial: &Trial) -> Result<(), TrainError> {
        let mut line = serde_json::to_vec(trial).map_err(|e| TrainError::Log(e.into()))?;
        line.push(b'\n');
        let Self { log, ending, .. } = self;
        ending.after(|| log.write_all(&line).and_then(|()| log.flush())).map_err(TrainError::Log)?;
        self.measured += 1;
        self.best = self.best.max(trial.macro_f1);
        Ok(())
    }
}
