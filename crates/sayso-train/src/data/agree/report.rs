//! The report of an agreement.

use super::measure::Pair;
use crate::metrics::LabelScores;
use serde::Serialize;
use std::io::{self, Write};

/// Agreement of two or more annotators.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Agreement {
    /// Names of the annotators.
    pub annotators: Vec<String>,
    /// Names of the labels, in the order of every confusion matrix.
    pub labels: Vec<String>,
    /// Sentences that at least one of them has.
    pub sentences: usize,
    /// Sentences that at least two of them labelled.
    pub shared: usize,
    /// Krippendorff's alpha (nominal) over all annotators; none where only one label was used.
    pub alpha: Option<f64>,
    /// Every two annotators.
    pub pairs: Vec<PairAgreement>,
    /// Sentences with more than one label.
    pub disagreements: Vec<Disagreement>,
}

/// Agreement of two annotators.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PairAgreement {
    /// The first: rows of the confusion matrix.
    pub a: String,
    /// The second: columns.
    pub b: String,
    /// Sentences that both labelled.
    pub shared: usize,
    /// Share of them with the same label.
    pub agreement: f64,
    /// Cohen's kappa; none where only one label was used.
    pub kappa: Option<f64>,
    /// By label.
    pub labels: Vec<LabelAgreement>,
    /// `confusion[label of a][label of b]`.
    pub confusion: Vec<Vec<usize>>,
}

/// Agreement of two annotators on one label.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LabelAgreement {
    /// The label.
    pub label: String,
    /// F1 of one annotator against the other; the same both ways.
    pub f1: f64,
    /// How often the first gave it.
    pub a: usize,
    /// How often the second gave it.
    pub b: usize,
}

/// A sentence with more than one label.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Disagreement {
    /// Its article.
    pub doc: String,
    /// Its name.
    pub sid: String,
    /// Its text, if a file has it.
    pub text: String,
    /// Labels by annotator.
    pub labels: Vec<Option<String>>,
}

impl Pair {
    pub(super) fn named(self, a: &str, b: &str, names: &[String]) -> PairAgreement {
        let label = |(i, name): (usize, &String)| {
            let LabelScores { f1, support, .. } = self.confusion.label(i);
            let b = self.confusion.counts.iter().map(|row| row[i]).sum();
            LabelAgreement { label: name.clone(), f1, a: support, b }
        };
        PairAgreement {
            a: a.to_owned(),
            b: b.to_owned(),
            shared: self.confusion.total(),
            agreement: self.confusion.accuracy(),
            kappa: self.kappa,
            labels: names.iter().enumerate().map(label).collect(),
            confusion: self.confusion.counts,
        }
    }
}

/// A measure, or a dash where it is undefined.
fn figure(value: Option<f64>) -> String {
    value.map_or_else(|| "-".to_owned(), |v| format!("{v:.3}"))
}

impl Agreement {
    /// Writes the report for people; `limit` disagreements are listed at most.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write_text(&self, out: &mut dyn Write, limit: usize) -> io::Result<()> {
        let (alpha, count) = (figure(self.alpha), self.disagreements.len());
        writeln!(out, "{} sentences, {} labelled by two or more", self.sentences, self.shared)?;
        writeln!(out, "Krippendorff's alpha {alpha}, {count} disagreements")?;
        self.pairs.iter().try_for_each(|pair| pair.write_text(out))?;
        if count > 0 {
            writeln!(out, "\ndisagreements ({}):", self.annotators.join(" / "))?;
        }
        for d in self.disagreements.iter().take(limit) {
            let labels: Vec<&str> = d.labels.iter().map(|l| l.as_deref().unwrap_or("-")).collect();
            writeln!(out, "  {} {}  {}  {}", d.doc, d.sid, labels.join(" / "), d.text)?;
        }
        if count > limit {
            writeln!(out, "  ... and {} more", count - limit)?;
        }
        Ok(())
    }
}

impl PairAgreement {
    fn write_text(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "\na = {}\nb = {}", self.a, self.b)?;
        let (percent, kappa) = (self.agreement * 100.0, figure(self.kappa));
        writeln!(out, "{} shared, {percent:.1} % the same, Cohen's kappa {kappa}", self.shared)?;
        let width = self.labels.iter().map(|l| l.label.chars().count()).max().unwrap_or(0).max(8);
        write!(out, "{:width$}     F1     a     b   a \\ b", "")?;
        self.labels.iter().try_for_each(|l| write!(out, "  {:>width$}", l.label))?;
        writeln!(out)?;
        for (label, row) in self.labels.iter().zip(&self.confusion) {
            let LabelAgreement { label, f1, a, b } = label;
            write!(out, "{label:width$}  {f1:.3} {a:>5} {b:>5}        ")?;
            row.iter().try_for_each(|count| write!(out, "  {count:>width$}"))?;
            writeln!(out)?;
        }
        Ok(())
    }
}
