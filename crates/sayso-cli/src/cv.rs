//! `sayso cv`: how good would a model trained on this data be, and how sure can one be of that?

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use sayso_train::data::{Dataset, ReadOptions};
use sayso_train::metrics::Confusion;
use sayso_train::train::{self, HeldOut};
use serde_json::{Value, json};

use crate::card::calibration_error;
use crate::cli::{DataFlags, ReportFormat};
use crate::console::Console;
use crate::exit::Outcome;
use crate::output::{self, Target};
use crate::scores;
use crate::train::{fit, read};
use crate::training::TrainingFlags;

const EXAMPLES: &str = "Examples:
  sayso cv data.jsonl
  sayso cv --folds 10 --l2 2 --format json data.jsonl";

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
    format: ReportFormat,
    target: Target,
}

impl Flags {
    /// Checks the flags.
    pub fn check(&self) -> Result<Settings> {
        Ok(Settings {
            data: self.data.data.clone(),
            options: self.data.columns.options(2),
            training: self.training.check("cv".into())?,
            draws: self.draws,
            format: self.format,
            target: Target::new(self.output.as_deref())?,
        })
    }
}

/// Cross-validates and reports.
pub fn run(settings: &Settings, console: &Console) -> Result<Outcome> {
    let data = read(&settings.data, &settings.options, console)?;
    let trained = fit(&data, &settings.training, console)?;
    let report = Report {
        intervals: Intervals::new(&data, &trained.predictions, settings.draws, settings.training.seed),
        calibration_error: calibration_error(&trained.predictions),
        confusion: trained.held_out,
        data: &data,
        settings,
    };
    settings.target.write(|out| match settings.format {
        ReportFormat::Text => out.write_all(report.text().as_bytes()),
        ReportFormat::Json => output::json(out, &report.json()),
    })?;
    Ok(Outcome::Done)
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
            "{} sentences of {} articles, {} folds, {} resampled sets of articles\n\n\
             accuracy           {:.3}  95 % {}\n\
             macro-F1           {:.3}  95 % {}\n\
             calibration error  {:.3}\n\
             majority baseline  accuracy {:.3}, macro-F1 {:.3} (always \"{}\")\n\n{}\n{}",
            confusion.total(),
            self.data.articles.len(),
            self.settings.training.folds,
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
        )
    }

    fn json(&self) -> Value {
        let mut report = scores::json(&self.data.labels, &self.confusion);
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
        Value::Object(report)
    }
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
