//! Held-out answers: which articles are answered by a model that has not seen them, and what it says.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;
use sayso::stage;
use serde_json::Value;

use crate::calibrate::{self, CalibrationError, Example};
use crate::data::Dataset;
use crate::fold::{self, Group};
use crate::metrics::Confusion;
use crate::settings::{Settings, TrainError, Validation};

/// A held-out answer.
#[derive(Debug, Clone, PartialEq)]
pub struct HeldOut {
    /// Index of the article.
    pub article: usize,
    /// Index of the sentence in it.
    pub sentence: usize,
    /// Gold label.
    pub gold: usize,
    /// Probabilities.
    pub probabilities: Vec<f32>,
    /// Chosen label.
    pub predicted: usize,
}

/// Counts of gold and predicted labels.
#[must_use]
pub fn confusion(answers: &[HeldOut], labels: usize) -> Confusion {
    let mut confusion = Confusion::new(labels);
    answers.iter().for_each(|p| confusion.add(p.gold, p.predicted));
    confusion
}

/// Which articles are held out from which fit.
#[derive(Debug, Clone, PartialEq)]
pub struct Split {
    /// The fit that has not seen the article; `None` for an article that all fits see.
    pub fit: Vec<Option<usize>>,
    /// The fold that the dense stage of the article's answers must not have seen.
    pub fold: Vec<usize>,
    /// Number of fits.
    pub fits: usize,
    /// Number of folds.
    pub folds: usize,
    /// What each fold is called.
    pub names: Vec<String>,
}

impl Split {
    /// As the settings say.
    ///
    /// # Errors
    /// [`TrainError::Groups`] if the articles cannot be grouped by the field.
    pub fn new(data: &Dataset, settings: &Settings) -> Result<Self, TrainError> {
        match &settings.validation {
            Validation::Folds => {
                let fold = fold::assign(&groups(data), settings.folds, settings.seed);
                Ok(Self::by_fold(fold, (0..settings.folds).map(|f| f.to_string()).collect()))
            }
            Validation::Part(share) => Ok(Self::part(data, *share, settings.seed)),
            Validation::Groups(field) => Self::by_field(data, field),
        }
    }

    fn by_fold(fold: Vec<usize>, names: Vec<String>) -> Self {
        Self { fit: fold.iter().map(|&f| Some(f)).collect(), fold, fits: names.len(), folds: names.len(), names }
    }

    /// One part, in two halves for the dense stage.
    fn part(data: &Dataset, share: f64, seed: u64) -> Self {
        let pieces = 2 * (1.0 / share).round() as usize;
        let assigned = fold::assign(&groups(data), pieces, seed);
        let fit = assigned.iter().map(|&f| (f < 2).then_some(0)).collect();
        let fold = assigned.iter().map(|&f| f.min(1)).collect();
        Self { fit, fold, fits: 1, folds: 2, names: vec!["first half".into(), "second half".into()] }
    }

    fn by_field(data: &Dataset, field: &str) -> Result<Self, TrainError> {
        let wrong = |problem: String| TrainError::Groups { field: field.to_owned(), problem };
        let mut values = Vec::with_capacity(data.articles.len());
        for article in &data.articles {
            let value = match (field, article.field(0, field)) {
                ("lang", None) => article.lang.clone(),
                (_, Some(Value::String(s))) => Some(s.clone()),
                (_, None | Some(Value::Null)) => None,
                (_, Some(other)) => Some(other.to_string()),
            };
            values.push(value.ok_or_else(|| wrong(format!("article {:?} has no such value", article.id)))?);
        }
        let mut numbers: BTreeMap<&String, usize> = values.iter().map(|v| (v, 0)).collect();
        numbers.values_mut().enumerate().for_each(|(i, n)| *n = i);
        if numbers.len() < 2 {
            return Err(wrong("all articles have the same value".into()));
        }
        let names = numbers.keys().map(|k| (*k).clone()).collect();
        Ok(Self::by_fold(values.iter().map(|v| numbers[v]).collect(), names))
    }
}

/// Words from which on a sentence that stands in two places is no accident.
const LONG: usize = 6;

/// Labelled sentences of some length whose text also stands, with a label, in an article that was held out with other
/// ones: their answers were learned by heart.
#[must_use]
pub fn repeated(data: &Dataset, split: &Split) -> usize {
    let place = |a: usize| (split.fit[a], split.fold[a]);
    let mut seen: HashMap<&str, (bool, (Option<usize>, usize))> = HashMap::new();
    let long = |text: &str| text.split_whitespace().nth(LONG - 1).is_some();
    for (a, article) in data.articles.iter().enumerate() {
        for s in article.sentences.iter().filter(|s| s.label.is_some() && long(&s.text)) {
            let entry = seen.entry(s.text.trim()).or_insert((false, place(a)));
            entry.0 |= entry.1 != place(a);
        }
    }
    let twice = |s: &&crate::data::Sentence| s.label.is_some() && seen.get(s.text.trim()).is_some_and(|e| e.0);
    data.sentences().filter(twice).count()
}

fn groups(data: &Dataset) -> Vec<Group> {
    let group = |a: &crate::data::Article| {
        let mut counts = vec![0; data.labels.len()];
        a.sentences.iter().filter_map(|s| s.label).for_each(|c| counts[c] += 1);
        Group { id: a.id.clone(), counts }
    };
    data.articles.iter().map(group).collect()
}

/// A labelled sentence with the inputs of the dense stage.
#[derive(Debug)]
pub(crate) struct Held {
    article: usize,
    sentence: usize,
    example: Example,
}

/// Inputs of the dense stage for the labelled sentences of all articles that have held-out probabilities.
pub(crate) fn examples(data: &Dataset, held_out: &[Vec<f32>]) -> Vec<Held> {
    let k = data.labels.len();
    let of = |(a, article): (usize, &crate::data::Article)| {
        let mut total = vec![0.0; k];
        stage::total(&held_out[a], &mut total);
        let labelled = article.sentences.iter().enumerate().filter_map(|(i, s)| s.label.map(|l| (i, l)));
        labelled
            .map(|(sentence, label)| {
                let mut inputs = Vec::new();
                stage::inputs(&held_out[a], &total, sentence, &mut inputs);
                Held { article: a, sentence, example: Example { inputs, label } }
            })
            .collect::<Vec<_>>()
    };
    data.articles.iter().enumerate().filter(|(a, _)| !held_out[*a].is_empty()).flat_map(of).collect()
}

const ALPHA: f64 = 1.0;

/// The dense stage and the decision offsets.
pub(crate) fn dense<'e>(
    examples: impl IntoIterator<Item = &'e Held>,
    k: usize,
    choose: bool,
) -> Result<(Vec<f32>, Vec<f32>), CalibrationError> {
    let examples: Vec<Example> = examples.into_iter().map(|h| h.example.clone()).collect();
    let matrix = calibrate::fit(&examples, k, ALPHA)?;
    if !choose {
        return Ok((matrix, vec![0.0; k]));
    }
    let answers: Vec<Vec<f32>> = examples.iter().map(|e| applied(&matrix, e, k)).collect();
    let labels: Vec<usize> = examples.iter().map(|e| e.label).collect();
    let offsets = calibrate::offsets(&answers, &labels, k);
    Ok((matrix, offsets))
}

fn applied(matrix: &[f32], e: &Example, k: usize) -> Vec<f32> {
    let mut p = vec![0.0; k];
    stage::apply(matrix, &e.inputs, &mut p);
    p
}

/// Answers for every example from a dense stage and offsets fitted on the other folds; of these only on articles that
/// `fitting` lets in.
pub(crate) fn nested(
    k: usize,
    examples: &[Held],
    split: &Split,
    choose: bool,
    fitting: &(dyn Fn(usize) -> bool + Sync),
) -> Result<Vec<HeldOut>, CalibrationError> {
    let others = |f: usize| examples.iter().filter(move |h| split.fold[h.article] != f && fitting(h.article));
    let fitted: Vec<(Vec<f32>, Vec<f32>)> =
        (0..split.folds).into_par_iter().map(|f| dense(others(f), k, choose)).collect::<Result<_, _>>()?;
    let answer = |h: &Held| {
        let (matrix, offsets) = &fitted[split.fold[h.article]];
        let probabilities = applied(matrix, &h.example, k);
        let predicted = sayso::model::decide(&probabilities, offsets);
        HeldOut { article: h.article, sentence: h.sentence, gold: h.example.label, probabilities, predicted }
    };
    Ok(examples.iter().map(answer).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{Article, Sentence};
    use serde_json::json;

    fn data(n: usize) -> Dataset {
        let article = |i: usize| {
            let sentences = (0..4).map(|j| Sentence { label: Some((i + j) % 2), ..Sentence::default() }).collect();
            let fields = [("outlet".to_owned(), json!(format!("o{}", i % 3)))].into_iter().collect();
            Article { id: format!("a{i}"), sentences, fields, ..Article::default() }
        };
        Dataset { labels: vec!["x".into(), "y".into()], articles: (0..n).map(article).collect(), warnings: vec![] }
    }

    #[test]
    fn a_part_is_held_out_in_two_halves() {
        let settings = Settings { validation: Validation::Part(0.2), ..Settings::default() };
        let split = Split::new(&data(100), &settings).unwrap();
        let held: Vec<usize> = (0..100).filter(|&a| split.fit[a] == Some(0)).collect();
        assert_eq!(held.len(), 20);
        assert_eq!(held.iter().filter(|&&a| split.fold[a] == 0).count(), 10);
    }

    #[test]
    fn the_same_sentence_in_two_folds_is_seen() {
        let mut data = data(20);
        let split = Split::new(&data, &Settings::default()).unwrap();
        let other = (1..20).find(|&a| split.fold[a] != split.fold[0]).unwrap();
        assert_eq!(repeated(&data, &split), 0);
        for a in [0, other] {
            data.articles[a].sentences[1].text = "The ferry to Eastmere was late again.".into();
            data.articles[a].sentences[2].text = "Read also".into();
        }
        assert_eq!(repeated(&data, &split), 2);
    }

    #[test]
    fn groups_are_the_values_of_a_field() {
        let by = |field: &str| {
            let settings = Settings { validation: Validation::Groups(field.into()), ..Settings::default() };
            Split::new(&data(9), &settings)
        };
        let split = by("outlet").unwrap();
        assert_eq!(split.names, ["o0", "o1", "o2"]);
        assert_eq!(split.fold[..4], [0, 1, 2, 0]);
        let error = by("author").unwrap_err().to_string();
        assert!(error.contains("--group-by author: article \"a0\" has no such value"), "{error}");
    }
}
