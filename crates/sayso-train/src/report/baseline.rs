//! What needs no training: always the most frequent label, and rules on the cues.

use std::collections::BTreeMap;

use sayso_featurizer::feature::facts::Guess;
use serde::Serialize;

use super::Case;
use super::facts::Facts;
use crate::data::Dataset;
use crate::metrics::Confusion;

/// Scores of a baseline.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Baseline {
    /// Share of right answers.
    pub accuracy: f64,
    /// Mean F1 of the labels that occur.
    pub macro_f1: f64,
    /// F1 by label.
    pub f1: BTreeMap<String, f64>,
}

/// A baseline with its answer to every case.
pub(super) struct Answers {
    pub(super) name: &'static str,
    pub(super) predicted: Vec<usize>,
    confusion: Confusion,
}

impl Answers {
    fn new(name: &'static str, labels: usize, cases: &[Case<'_>], predicted: Vec<usize>) -> Self {
        let mut confusion = Confusion::new(labels);
        cases.iter().zip(&predicted).for_each(|(c, &p)| confusion.add(c.gold, p));
        Self { name, predicted, confusion }
    }

    /// Its scores.
    pub(super) fn scores(&self, labels: &[String]) -> Baseline {
        let f1 = |(i, label): (usize, &String)| (label.clone(), self.confusion.label(i).f1);
        Baseline {
            accuracy: self.confusion.accuracy(),
            macro_f1: self.confusion.macro_f1(),
            f1: labels.iter().enumerate().map(f1).collect(),
        }
    }
}

/// All baselines that the labels allow.
pub(super) fn all(data: &Dataset, cases: &[Case<'_>], facts: &[Vec<Facts>]) -> Vec<Answers> {
    let labels = data.labels.len();
    let mut counts = vec![0usize; labels];
    cases.iter().for_each(|c| counts[c.gold] += 1);
    let most = (1..labels).fold(0, |best, c| if counts[c] > counts[best] { c } else { best });
    let mut all = vec![Answers::new("majority", labels, cases, vec![most; cases.len()])];
    if let Some(rules) = Rules::new(&data.labels) {
        let predicted = cases.iter().map(|c| rules.label(facts[c.article][c.sentence].guess)).collect();
        all.push(Answers::new("cue_rules", labels, cases, predicted));
    }
    all
}

/// The four labels of the codebook among those of the data.
struct Rules {
    denial: usize,
    attribution: usize,
    claim: usize,
    background: usize,
}

impl Rules {
    fn new(labels: &[String]) -> Option<Self> {
        let find = |name: &str| labels.iter().position(|l| l == name);
        Some(Self {
            denial: find("denial")?,
            attribution: find("attribution")?,
            claim: find("claim")?,
            background: find("background")?,
        })
    }

    /// A denial where something is denied, an attribution where someone reports or is quoted, background for standing
    /// facts and furniture, else a claim.
    fn label(&self, guess: Guess) -> usize {
        match guess {
            Guess::Denial => self.denial,
            Guess::Report | Guess::Quoted => self.attribution,
            Guess::Standing | Guess::Furniture => self.background,
            Guess::News | Guess::Plain => self.claim,
        }
    }
}
