//! Choosing settings by cross-validation: one setting after the other, each over a few values, keeping what is better.
//!
//! Every trial is a cross-validation on the same folds. The winner's own score is too good, because it won on these
//! folds; [`Search::honest`] therefore answers each fold with the trial that was best on the others (after Tsamardinos
//! et al., *Bootstrapping the out-of-sample predictions for efficient and accurate cross-validation*, 2018).

use serde::{Deserialize, Serialize};

use crate::crossval::answers;
use crate::data::Dataset;
use crate::metrics::Confusion;
use crate::problem::Problem;
use crate::settings::{Settings, Solver, TrainError, check};
use crate::train;
use crate::validation::Split;
use crate::weighting::Weighting;

/// What a search varies.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// L2 strength.
    pub l2: f64,
    /// 0 leaves the labels' frequencies as they are, 1 makes every label count the same.
    pub balance: f64,
    /// How columns are scaled.
    pub weighting: Weighting,
    /// Features in fewer sentences are dropped.
    pub min_sentences: u32,
    /// Strengths of the groups of features.
    pub scales: std::collections::BTreeMap<String, f32>,
}

impl Choice {
    /// What settings have chosen.
    #[must_use]
    pub fn of(settings: &Settings) -> Self {
        Self {
            l2: settings.l2,
            balance: settings.balance,
            weighting: settings.weighting,
            min_sentences: settings.min_sentences,
            scales: settings.config.scales.clone(),
        }
    }

    /// The settings with this choice.
    #[must_use]
    pub fn applied(&self, settings: &Settings) -> Settings {
        let mut out = settings.clone();
        out.l2 = self.l2;
        out.balance = self.balance;
        out.weighting = self.weighting;
        out.min_sentences = self.min_sentences;
        out.config.scales.clone_from(&self.scales);
        out
    }
}

/// A choice with what it scored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Trial {
    /// The choice.
    pub choice: Choice,
    /// Macro-F1 over all folds.
    pub macro_f1: f64,
    /// Accuracy over all folds.
    pub accuracy: f64,
    /// `folds[fold][gold][predicted]`.
    pub folds: Vec<Vec<Vec<usize>>>,
}

impl Trial {
    fn new(choice: Choice, folds: &[Confusion]) -> Self {
        let all = sum(folds.iter());
        Self {
            choice,
            macro_f1: all.macro_f1(),
            accuracy: all.accuracy(),
            folds: folds.iter().map(|c| c.counts.clone()).collect(),
        }
    }

    /// Counts of the folds that `wanted` lets in.
    fn confusion(&self, wanted: impl Fn(usize) -> bool) -> Confusion {
        let chosen = self.folds.iter().enumerate().filter(|(f, _)| wanted(*f));
        let folds: Vec<Confusion> = chosen.map(|(_, counts)| Confusion { counts: counts.clone() }).collect();
        sum(folds.iter())
    }
}

fn sum<'a>(mut folds: impl Iterator<Item = &'a Confusion>) -> Confusion {
    let mut all = folds.next().cloned().unwrap_or_else(|| Confusion::new(0));
    for fold in folds {
        for (into, from) in all.counts.iter_mut().flatten().zip(fold.counts.iter().flatten()) {
            *into += from;
        }
    }
    all
}

/// A finished search.
#[derive(Debug, Clone, PartialEq)]
pub struct Search {
    /// All trials in order; the first is what the search began with.
    pub trials: Vec<Trial>,
}

impl Search {
    /// The trial of the highest macro-F1, the first of equals.
    #[must_use]
    pub fn best(&self) -> Option<&Trial> {
        best(&self.trials, |_| true)
    }

    /// Counts in which each fold was answered by the trial that was best on the other folds.
    #[must_use]
    pub fn honest(&self) -> Confusion {
        let folds = self.trials.first().map_or(0, |t| t.folds.len());
        let answered: Vec<Confusion> = (0..folds)
            .filter_map(|f| best(&self.trials, |other| other != f).map(|t| t.confusion(|g| g == f)))
            .collect();
        sum(answered.iter())
    }
}

fn best(trials: &[Trial], wanted: impl Fn(usize) -> bool) -> Option<&Trial> {
    let mut best: Option<(&Trial, f64)> = None;
    for trial in trials {
        let score = trial.confusion(&wanted).macro_f1();
        if best.is_none_or(|(_, b)| score > b) {
            best = Some((trial, score));
        }
    }
    best.map(|(t, _)| t)
}

/// What is told while a search runs.
pub trait Observer {
    /// A trial that an earlier run has finished.
    fn known(&mut self, choice: &Choice) -> Option<Trial>;
    /// A trial begins: its number and how many there may be.
    fn begins(&mut self, number: usize, most: usize);
    /// A trial is done.
    ///
    /// # Errors
    /// [`TrainError::Log`] if it cannot be noted, which ends the search.
    fn finished(&mut self, trial: &Trial) -> Result<(), TrainError>;
}

/// Varies one setting after the other, at most `most` trials in all.
///
/// # Errors
/// As [`train::train`]; what the observer returns.
pub fn search(
    data: &Dataset,
    settings: &Settings,
    most: usize,
    observer: &mut dyn Observer,
) -> Result<Search, TrainError> {
    check(data, settings)?;
    let split = Split::new(data, settings)?;
    let mut current = Choice::of(settings);
    let mut run = Run { data, settings, split, most, rows: None, trials: Vec::new() };
    run.attempt(&current, observer)?;
    loop {
        let before = current.clone();
        for vary in [l2, weights, groups] {
            for choice in vary(&current, settings) {
                run.attempt(&choice, observer)?;
            }
            if let Some(best) = best(&run.trials, |_| true) {
                current.clone_from(&best.choice);
            }
        }
        if current == before || run.trials.len() >= most {
            return Ok(Search { trials: run.trials });
        }
    }
}

/// A search at work.
struct Run<'a> {
    data: &'a Dataset,
    settings: &'a Settings,
    split: Split,
    most: usize,
    /// The rows of the last trial, for the next one that only fits differently.
    rows: Option<(Choice, Problem<'a>)>,
    trials: Vec<Trial>,
}

impl Run<'_> {
    fn attempt(&mut self, choice: &Choice, observer: &mut dyn Observer) -> Result<(), TrainError> {
        if self.trials.len() >= self.most || self.trials.iter().any(|t| t.choice == *choice) {
            return Ok(());
        }
        observer.begins(self.trials.len() + 1, self.most);
        let trial = match observer.known(choice) {
            Some(trial) => trial,
            None => {
                let trial = self.measure(choice)?;
                observer.finished(&trial)?;
                trial
            }
        };
        self.trials.push(trial);
        Ok(())
    }

    fn measure(&mut self, choice: &Choice) -> Result<Trial, TrainError> {
        let settings = choice.applied(self.settings);
        let same_rows = |c: &Choice| c.scales == choice.scales && c.min_sentences == choice.min_sentences;
        let problem = match self.rows.take() {
            Some((of, problem)) if same_rows(&of) => problem,
            _ => train::problem(self.data, &settings)?.1,
        };
        let answered = answers(&problem, &settings, self.split.clone(), &|_| true, &|_| {})?;
        self.rows = Some((choice.clone(), problem));
        Ok(Trial::new(choice.clone(), &answered.by_fold(self.data.labels.len())))
    }
}

fn l2(now: &Choice, _: &Settings) -> Vec<Choice> {
    [0.5, 2.0, 0.25, 4.0].map(|f| Choice { l2: now.l2 * f, ..now.clone() }).into()
}

fn weights(now: &Choice, settings: &Settings) -> Vec<Choice> {
    if settings.solver == Solver::Linfa {
        return Vec::new();
    }
    let others = Weighting::ALL.into_iter().filter(|w| *w != now.weighting);
    let mut out: Vec<Choice> = others.map(|weighting| Choice { weighting, ..now.clone() }).collect();
    out.extend([0.0, 0.35, 0.7].map(|balance| Choice { balance, ..now.clone() }));
    out.push(Choice { min_sentences: if now.min_sentences > 1 { 1 } else { 2 }, ..now.clone() });
    out
}

/// Each group off, at half and at twice its strength.
fn groups(now: &Choice, _: &Settings) -> Vec<Choice> {
    let on = now.scales.iter().filter(|(_, s)| **s > 0.0);
    on.flat_map(|(name, &scale)| {
        [0.0, 0.5, 2.0].map(|factor| {
            let mut choice = now.clone();
            choice.scales.insert(name.clone(), scale * factor);
            choice
        })
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trial(l2: f64, right: [usize; 3]) -> Trial {
        let choice = Choice { l2, ..Choice::of(&Settings::default()) };
        let folds = right.map(|r| Confusion { counts: vec![vec![r, 10 - r], vec![10 - r, r]] });
        Trial::new(choice, &folds)
    }

    #[test]
    fn the_winner_of_a_fold_does_not_answer_it_for_that() {
        // The second trial is best over all, but only for its luck on the first fold.
        let search = Search { trials: vec![trial(1.0, [5, 7, 7]), trial(2.0, [10, 6, 6])] };
        assert_eq!(search.best().unwrap().choice.l2, 2.0);
        // Fold 0 is answered by the first trial (14 of 20 on the others against 12); 1 and 2 by the second.
        assert_eq!(search.honest().counts[0][0], 5 + 6 + 6);
    }

    #[test]
    fn choices_come_back_from_their_settings() {
        let settings = Settings::for_text();
        let choice = Choice::of(&settings);
        assert_eq!(choice.applied(&Settings::for_text()), settings);
        let text = serde_json::to_string(&trial(0.1, [1, 2, 3])).unwrap();
        assert_eq!(serde_json::from_str::<Trial>(&text).unwrap(), trial(0.1, [1, 2, 3]));
        assert!(groups(&choice, &settings).iter().all(|c| *c != choice));
    }
}
