//! `sayso cv`: how good would a model trained on this data be, and how sure can one be of that?

use std::io::Write;
use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use sayso_train::crossval::{self, CrossValidation, Point};
use sayso_train::data::{Dataset, ReadOptions};
use sayso_train::metrics::Confusion;
use sayso_train::train::{self, HeldOut, Validation};
use sayso_train::validation;
use serde_json::{Value, json};

use crate::card::calibration_error;
use crate::cli::{DataFlags, ReportFormat};
use crate::console::Console;
use crate::ending::Ending;
use crate::exit::{Outcome, Usage};
use crate::output::{self, Target};
use crate::scores;
use crate::train::{explained, read, warn};
use crate::training::TrainingFlags;

const EXAMPLES: &str = "Examples:
  sayso cv data.jsonl
  sayso cv --folds 10 --l2 2 --format json data.jsonl
  sayso cv --group-by outlet data.jsonl          every outlet from a model of the others
  sayso cv --learning-curve data.jsonl           would more data help?";

/// Estimate how good a model trained on this data would be, by cross-validation
///
/// Every article is labelled by a model that has not seen it. The intervals are those of 95 % of the resampled sets of
/// articles (bootstrap): how much the scores depend on which articles there happen to be.
#[derive(Debug, Args)]
#[command(before_help = EXAMPLES)]
pub struct Flags {
    #[command(flatten)]
    data: DataFlags,
    /// Form of the report
    #[arg(long, short, value_enum, default_value_t)]
    format: ReportFormat,
    /// File to write the report to; `-` or none is standard output
    #[arg(long, short, value_name = "OUT")]
    output: Option<PathBuf>,
    /// Resampled sets of articles behind the intervals
    #[arg(long, value_name = "N", default_value_t = 1000, value_parser = clap::value_parser!(u32).range(1..))]
    draws: u32,
    /// Hold out all articles of one value of this column at a time, as outlet or lang
    #[arg(long, value_name = "COLUMN", conflicts_with_all = ["folds", "holdout"])]
    group_by: Option<String>,
    /// Also measure with less data to learn from, at these shares of the articles
    #[arg(long, value_name = "SHARES", num_args = 0..=1, value_delimiter = ',', default_missing_value = "0.125,0.25,0.5")]
    learning_curve: Option<Vec<f64>>,
    #[command(flatten)]
    training: TrainingFlags,
}

/// Checked settings.
#[derive(Debug)]
pub struct Settings {
    data: Vec<PathBuf>,
    options: ReadOptions,
    training: train::Settings,
    draws: u32,
    shares: Vec<f64>,
    format: ReportFormat,
    target: Target,
}

impl Flags {
    /// Checks the flags.
    pub fn check(&self) -> Result<Settings> {
        let shares = self.learning_curve.clone().unwrap_or_default();
        if let Some(wrong) = shares.iter().find(|s| !(0.0..1.0).contains(*s) || **s == 0.0) {
            return Err(Usage(format!("--learning-curve {wrong}: shares between 0 and 1 are needed")).into());
        }
        let mut training = self.training.check("cv".into())?;
        if let Some(column) = &self.group_by {
            training.validation = Validation::Groups(column.clone());
        }
        Ok(Settings {
            data: self.data.data.clone(),
            options: self.data.columns.options(2),
            training,
            draws: self.draws,
            shares,
            format: self.format,
            target: Target::new(self.output.as_deref())?,
        })
    }
}

/// Cross-validates and reports.
pub fn run(settings: &Settings, console: &Console) -> Result<Outcome> {
    let ending = Ending::watch(*console, false)?;
    let data = read(&settings.data, &settings.options, console)?;
    let k = data.labels.len();
    let bar = console.bar();
    let progress = |what: &str, done: usize, of: usize| bar.step(what, done, of);
    let answered = crossval::cross_validate(&data, &settings.training, &progress).map_err(explained)?;
    warn(&answered.reports, console);
    match validation::repeated(&data, &answered.split) {
        0 => {}
        n => console.warning(format!(
            "{n} sentences stand word for word in articles of more than one fold, so the scores are too good; `sayso \
             data check` lists them"
        )),
    }
    let mut curve = Vec::new();
    if !settings.shares.is_empty() {
        let bar = console.bar();
        let progress = |what: &str, done: usize, of: usize| bar.step(what, done, of);
        curve = crossval::learning_curve(&data, &settings.training, &settings.shares, &progress).map_err(explained)?;
        let sentences = sentences_per_fit(&data, &answered);
        curve.push(Point { share: 1.0, sentences, confusion: answered.confusion(k) });
    }
    let report = Report {
        intervals: Intervals::new(&data, &answered.predictions, settings.draws, settings.training.seed),
        calibration_error: calibration_error(&answered.predictions),
        confusion: answered.confusion(k),
        groups: groups(&answered, k, settings),
        curve,
        data: &data,
        settings,
    };
    let write = |out: &mut dyn Write| match settings.format {
        ReportFormat::Text => out.write_all(report.text().as_bytes()),
        ReportFormat::Json => output::json(out, &report.json()),
    };
    ending.after(|| settings.target.write(write))?;
    Ok(Outcome::Done)
}

/// Labelled sentences that a fit learned from, on average.
fn sentences_per_fit(data: &Dataset, answered: &CrossValidation) -> usize {
    let fits = answered.split.fits.max(1);
    let held: usize = answered.predictions.len();
    if fits == 1 { data.labelled() - held } else { data.labelled() - held / fits }
}

/// Scores by held-out group, if there are groups.
fn groups(answered: &CrossValidation, k: usize, settings: &Settings) -> Vec<(String, Confusion)> {
    match settings.training.validation {
        Validation::Groups(_) => answered.split.names.iter().cloned().zip(answered.by_fold(k)).collect(),
        _ => Vec::new(),
    }
}

/// From and to.
type Interval = (f64, f64);

/// Intervals that hold 95 % of the scores of resampled sets of articles.
#[derive(Debug)]
struct Intervals {
    accuracy: Interval,
    macro_f1: Interval,
    /// F1, one per label.
    f1: Vec<Interval>,
}

impl Intervals {
    fn new(data: &Dataset, predictions: &[HeldOut], draws: u32, seed: u64) -> Self {
        let k = data.labels.len();
        let mut articles = vec![Confusion::new(k); data.articles.len()];
        predictions.iter().for_each(|p| articles[p.article].add(p.gold, p.predicted));
        articles.retain(|c| c.total() > 0);
        let mut random = Random(seed);
        let draws: Vec<Confusion> = (0..draws).map(|_| resample(&articles, k, &mut random)).collect();
        let interval = |score: &dyn Fn(&Confusion) -> f64| interval(draws.iter().map(score).collect());
        Self {
            accuracy: interval(&Confusion::accuracy),
            macro_f1: interval(&Confusion::macro_f1),
            f1: (0..k).map(|c| interval(&|d| d.label(c).f1)).collect(),
        }
    }
}

/// The confusion matrix of as many articles, drawn with replacement.
fn resample(articles: &[Confusion], k: usize, random: &mut Random) -> Confusion {
    let mut sum = Confusion::new(k);
    for _ in 0..articles.len() {
        let drawn = &articles[random.below(articles.len())];
        for (into, from) in sum.counts.iter_mut().flatten().zip(drawn.counts.iter().flatten()) {
            *into += from;
        }
    }
    sum
}

/// The middle 95 %.
fn interval(mut scores: Vec<f64>) -> Interval {
    scores.sort_by(f64::total_cmp);
    let last = scores.len().saturating_sub(1);
    let at = |share: f64| scores.get((share * last as f64).round() as usize).copied().unwrap_or_default();
    (at(0.025), at(0.975))
}

/// SplitMix64 (Steele, Lea, Flood, 2014): small, seeded, the same everywhere.
#[derive(Debug)]
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `n`, which is not 0 (Lemire, 2019; the bias is below n / 2^64).
    fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.next()) * n as u128) >> 64) as usize
    }
}

/// What is reported.
struct Report<'a> {
    confusion: Confusion,
    intervals: Intervals,
    calibration_error: f64,
    /// Held-out groups, if the validation is by group.
    groups: Vec<(String, Confusion)>,
    /// The learning curve, if one was asked for.
    curve: Vec<Point>,
    data: &'a Dataset,
    settings: &'a Settings,
}

impl Report<'_> {
    fn text(&self) -> String {
        let (labels, confusion) = (&self.data.labels, &self.confusion);
        let (majority, baseline) = scores::majority(confusion);
        let cell = |v: f64| format!("{v:.3}");
        let range = |(from, to): Interval| format!("[{from:.3}, {to:.3}]");
        let mut rows =
            vec![("label".to_owned(), ["precision", "recall", "F1", "95 %", "support"].map(String::from).to_vec())];
        for (i, label) in labels.iter().enumerate() {
            let s = confusion.label(i);
            let f1 = range(self.intervals.f1[i]);
            rows.push((label.clone(), vec![cell(s.precision), cell(s.recall), cell(s.f1), f1, s.support.to_string()]));
        }
        format!(
            "{} sentences of {} articles, {}, {} resampled sets of articles\n\n\
             accuracy           {:.3}  95 % {}\n\
             macro-F1           {:.3}  95 % {}\n\
             calibration error  {:.3}\n\
             majority baseline  accuracy {:.3}, macro-F1 {:.3} (always \"{}\")\n\n{}\n{}{}{}",
            confusion.total(),
            self.data.articles.len(),
            self.held_out(),
            self.settings.draws,
            confusion.accuracy(),
            range(self.intervals.accuracy),
            confusion.macro_f1(),
            range(self.intervals.macro_f1),
            self.calibration_error,
            baseline.accuracy(),
            baseline.macro_f1(),
            labels[majority],
            scores::aligned(&rows),
            scores::matrix(labels, confusion),
            self.groups_text(),
            self.curve_text(),
        )
    }

    /// How articles were held out.
    fn held_out(&self) -> String {
        match &self.settings.training.validation {
            Validation::Folds => format!("{} folds", self.settings.training.folds),
            Validation::Part(share) => format!("a share of {share} held out once"),
            Validation::Groups(column) => format!("{} groups by {column}", self.groups.len()),
        }
    }

    fn groups_text(&self) -> String {
        let Validation::Groups(column) = &self.settings.training.validation else { return String::new() };
        let head = ["accuracy", "macro-F1", "sentences"].map(String::from).to_vec();
        let mut rows = vec![(format!("held-out {column}"), head)];
        rows.extend(self.groups.iter().map(|(name, c)| (name.clone(), cells(c, c.total()))));
        format!("\n{}", scores::aligned(&rows))
    }

    fn curve_text(&self) -> String {
        if self.curve.is_empty() {
            return String::new();
        }
        let head = ["accuracy", "macro-F1", "sentences"].map(String::from).to_vec();
        let mut rows = vec![("share of articles".to_owned(), head)];
        rows.extend(self.curve.iter().map(|p| (p.share.to_string(), cells(&p.confusion, p.sentences))));
        format!("\n{}", scores::aligned(&rows))
    }

    fn json(&self) -> Value {
        let mut report = self.confusion.json(&self.data.labels);
        let f1: serde_json::Map<String, Value> =
            self.data.labels.iter().cloned().zip(self.intervals.f1.iter().map(|i| json!(i))).collect();
        let intervals = json!({
            "accuracy": self.intervals.accuracy,
            "macro_f1": self.intervals.macro_f1,
            "f1": f1,
            "level": 0.95,
            "draws": self.settings.draws,
        });
        let more = [
            ("intervals", intervals),
            ("calibration_error", json!(self.calibration_error)),
            ("folds", json!(self.settings.training.folds)),
            ("seed", json!(self.settings.training.seed)),
            ("articles", json!(self.data.articles.len())),
            ("sentences", json!(self.confusion.total())),
        ];
        report.extend(more.map(|(k, v)| (k.to_owned(), v)));
        let scored = |c: &Confusion, sentences: usize| json!({"accuracy": c.accuracy(), "macro_f1": c.macro_f1(), "sentences": sentences});
        match &self.settings.training.validation {
            Validation::Folds => {}
            Validation::Part(share) => {
                report.insert("holdout".into(), json!(share));
                report.insert("folds".into(), Value::Null);
            }
            Validation::Groups(column) => {
                let groups = self.groups.iter().map(|(n, c)| (n.clone(), scored(c, c.total())));
                let groups: serde_json::Map<String, Value> = groups.collect();
                report.insert("group_by".into(), json!(column));
                report.insert("folds".into(), json!(self.groups.len()));
                report.insert("groups".into(), Value::Object(groups));
            }
        }
        if !self.curve.is_empty() {
            let point = |p: &Point| {
                let mut point = scored(&p.confusion, p.sentences);
                point["share"] = json!(p.share);
                point
            };
            report.insert("learning_curve".into(), self.curve.iter().map(point).collect());
        }
        Value::Object(report)
    }
}

/// Accuracy, macro-F1 and a number of sentences.
fn cells(confusion: &Confusion, sentences: usize) -> Vec<String> {
    vec![format!("{:.3}", confusion.accuracy()), format!("{:.3}", confusion.macro_f1()), sentences.to_string()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn random_numbers_are_the_published_ones() {
        let mut random = Random(1_234_567);
        assert_eq!(random.next(), 6_457_827_717_110_365_317);
        assert!((0..1000).all(|_| random.below(3) < 3));
    }

    #[test]
    fn intervals_hold_the_middle() {
        assert_eq!(interval((0..=1000).map(f64::from).collect()), (25.0, 975.0));
        assert_eq!(interval(vec![0.5]), (0.5, 0.5));
    }
}
