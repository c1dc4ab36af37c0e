//! What made sentences get their labels, as Python dictionaries.

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
use sayso::model::Labelled;
use sayso::{Contribution, Explanation, Model, SentenceInput};

use crate::sentence::{Names, Sentence, by_label};

/// Which sentences, and how many features of each.
pub struct Wanted {
    /// One sentence, or all.
    pub sentence: Option<usize>,
    /// Features to list.
    pub top: usize,
}

/// Accounts for the sentences of an article.
pub fn article<'py>(
    py: Python<'py>,
    model: &Model,
    names: &Arc<Names>,
    text: &str,
    labelled: Vec<Labelled>,
    wanted: Wanted,
) -> PyResult<Bound<'py, PyList>> {
    let spans: Vec<_> = labelled.iter().map(|l| l.span).collect();
    let input = |s: &sayso::Span| SentenceInput { text: s.of(text), paragraph_start: Some(s.paragraph_start) };
    let inputs: Vec<SentenceInput<'_>> = spans.iter().map(input).collect();
    let accounts = PyList::empty(py);
    for (i, labelled) in labelled.into_iter().enumerate() {
        if wanted.sentence.is_some_and(|n| n != i) {
            continue;
        }
        let Some(explanation) = py.detach(|| model.explain(&inputs, i)) else { continue };
        let sentence = Sentence::of(names, text, i, labelled);
        let place = Place { text: inputs[i].text, char_start: spans[i].char_start };
        accounts.append(account(py, names, &sentence, &place, &explanation, wanted.top)?)?;
    }
    Ok(accounts)
}

/// A sentence and where it starts, in code points.
struct Place<'t> {
    text: &'t str,
    char_start: usize,
}

fn account<'py>(
    py: Python<'py>,
    names: &Names,
    sentence: &Sentence,
    place: &Place<'_>,
    explanation: &Explanation,
    top: usize,
) -> PyResult<Bound<'py, PyDict>> {
    let listed = strongest(explanation, sentence.class(), top);
    let row = sentence.to_dict(py, None)?;
    row.set_item("logits", by_label(py, &names.labels, &explanation.logits)?)?;
    row.set_item("intercepts", by_label(py, &names.labels, &explanation.intercepts)?)?;
    let contributions = listed.iter().map(|c| contribution(py, names, place, c)).collect::<PyResult<Vec<_>>>()?;
    row.set_item("contributions", contributions)?;
    row.set_item("others", by_label(py, &names.labels, &others(explanation, &listed))?)?;
    Ok(row)
}

/// The features that count most for a label, the strongest first.
fn strongest(explanation: &Explanation, label: usize, top: usize) -> Vec<&Contribution> {
    let strength = |c: &Contribution| c.logits.get(label).map_or(0.0, |z| z.abs());
    let mut listed: Vec<&Contribution> = explanation.contributions.iter().collect();
    listed.sort_by(|a, b| strength(b).total_cmp(&strength(a)));
    listed.truncate(top);
    listed
}

/// What all features that are not listed add to each logit, so that the whole adds up.
fn others(explanation: &Explanation, listed: &[&Contribution]) -> Vec<f32> {
    let mut others: Vec<f64> = explanation.logits.iter().map(|&z| f64::from(z)).collect();
    let mut take = |logits: &[f32]| others.iter_mut().zip(logits).for_each(|(o, &z)| *o -= f64::from(z));
    take(&explanation.intercepts);
    listed.iter().for_each(|c| take(&c.logits));
    others.into_iter().map(|o| o as f32).collect()
}

fn contribution<'py>(
    py: Python<'py>,
    names: &Names,
    place: &Place<'_>,
    c: &Contribution,
) -> PyResult<Bound<'py, PyDict>> {
    let code_point = |at: usize| place.char_start + place.text.get(..at).map_or(0, |before| before.chars().count());
    let entry = PyDict::new(py);
    entry.set_item("feature", &c.feature)?;
    entry.set_item("start", c.span.map(|s| code_point(s.0)))?;
    entry.set_item("end", c.span.map(|s| code_point(s.1)))?;
    entry.set_item("text", c.span.and_then(|(from, to)| place.text.get(from..to)))?;
    entry.set_item("logits", by_label(py, &names.labels, &c.logits)?)?;
    Ok(entry)
}
