//! The model card: what a model learned from, how, how good it is, and what it is not for.
//!
//! It holds no date and no path beyond those on the command line, so the same command writes the same card.

use std::collections::BTreeMap;
use std::fmt::Write;

use sayso::format::FORMAT;
use sayso_train::data::Dataset;
use sayso_train::evaluate::expected_calibration_error;
use sayso_train::train::{HeldOut, Settings, Trained};

use crate::scores;

/// The card.
pub fn markdown(data: &Dataset, settings: &Settings, trained: &Trained, bytes: usize) -> String {
    let meta = &trained.parts.metadata;
    let mut out = format!("# Model card: {}\n\n", settings.name);
    let facts = [
        ("Written by", format!("{}, model format {FORMAT}", meta.tool)),
        ("Command", format!("`{}`", command(std::env::args_os().skip(1).map(|a| a.to_string_lossy().into_owned())))),
        ("Seed", settings.seed.to_string()),
        ("Data, SHA-256", format!("`{}`", meta.data_hash)),
        ("Articles", data.articles.len().to_string()),
        ("Labelled sentences", data.labelled().to_string()),
        ("Context sentences", (data.sentences().count() - data.labelled()).to_string()),
        ("Languages (articles)", languages(data)),
        ("Features kept", format!("{} of {}", trained.pruned.after, trained.pruned.before)),
        ("Size in bytes", bytes.to_string()),
    ];
    let mut rows = vec![vec!["What".to_owned(), "Value".to_owned()]];
    rows.extend(facts.map(|(what, value)| vec![what.to_owned(), value.replace('|', "\\|")]));
    out += &scores::markdown(&rows);
    let _ = writeln!(
        out,
        "\n## Held-out scores\n\nCross-validation over {} folds; all sentences of an article are in one fold.\n",
        settings.folds
    );
    out += &held_out(data, trained);
    out + LIMITS
}

const LIMITS: &str = "
## Limits

- The scores hold for articles like those of the data. On other outlets, genres or languages measure first
  (`sayso evaluate`).
- A label says on whose word a sentence stands, not whether it is true.
- Probabilities are calibrated on the held-out sentences of this data; where labels are distributed differently they
  are off.
- A sentence is labelled in its article. Alone it gets a less certain answer.
";

fn languages(data: &Dataset) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for article in &data.articles {
        *counts.entry(article.lang.as_deref().unwrap_or("not given")).or_default() += 1;
    }
    counts.iter().map(|(lang, n)| format!("{lang} ({n})")).collect::<Vec<_>>().join(", ")
}

fn held_out(data: &Dataset, trained: &Trained) -> String {
    let confusion = &trained.held_out;
    let (majority, baseline) = scores::majority(confusion);
    let totals = [
        ("Accuracy", confusion.accuracy()),
        ("Macro-F1", confusion.macro_f1()),
        ("Expected calibration error", calibration_error(&trained.predictions)),
        ("Accuracy of the majority baseline", baseline.accuracy()),
    ];
    let mut rows = vec![vec!["Score".to_owned(), "Value".to_owned()]];
    rows.extend(totals.map(|(name, v)| vec![name.to_owned(), format!("{v:.3}")]));
    let mut labels = vec![["Label", "Precision", "Recall", "F1", "Support"].map(String::from).to_vec()];
    labels.extend(data.labels.iter().enumerate().map(|(i, label)| {
        let s = confusion.label(i);
        let cell = |v: f64| format!("{v:.3}");
        vec![label.clone(), cell(s.precision), cell(s.recall), cell(s.f1), s.support.to_string()]
    }));
    let mut matrix = vec![std::iter::once("Gold \\ predicted".to_owned()).chain(data.labels.clone()).collect()];
    matrix.extend(data.labels.iter().zip(&confusion.counts).map(|(label, counts)| {
        std::iter::once(label.clone()).chain(counts.iter().map(ToString::to_string)).collect::<Vec<_>>()
    }));
    let [totals, by_label, matrix] = [rows, labels, matrix].map(|rows| scores::markdown(&rows));
    format!("{totals}\nThe baseline always answers \"{}\".\n\n{by_label}\n{matrix}", data.labels[majority])
}

/// Expected calibration error of held-out answers.
pub fn calibration_error(predictions: &[HeldOut]) -> f64 {
    let top = |p: &HeldOut| {
        let top = p.probabilities.iter().fold(0.0f32, |m, &v| m.max(v));
        (f64::from(top), p.probabilities[p.gold] >= top)
    };
    expected_calibration_error(&predictions.iter().map(top).collect::<Vec<_>>())
}

/// The command as a shell takes it.
fn command(args: impl Iterator<Item = String>) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./=,:+@%".contains(c);
    let quoted = |arg: String| {
        if !arg.is_empty() && arg.chars().all(plain) { arg } else { format!("'{}'", arg.replace('\'', "'\\''")) }
    };
    std::iter::once("sayso".to_owned()).chain(args.map(quoted)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_quoted_for_the_shell() {
        let args = ["train", "my data.jsonl", "it's", ""].map(String::from);
        assert_eq!(command(args.into_iter()), "sayso train 'my data.jsonl' 'it'\\''s' ''");
    }
}
