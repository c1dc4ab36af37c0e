//! A labelled sentence as a Python object: the fields of a row of `sayso classify`.

use std::borrow::Cow;
use std::sync::Arc;

use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};
use sayso::Prediction;
use sayso::model::Labelled;

/// What all sentences of a model share.
#[derive(Debug, PartialEq)]
pub struct Names {
    /// The model's name.
    pub model: String,
    /// Its labels.
    pub labels: Vec<String>,
}

/// Words that stand for a source, a denial, ... Offsets count code points of the article.
#[pyclass(frozen, eq, get_all, module = "sayso")]
#[derive(Debug, Clone, PartialEq)]
pub struct Cue {
    start: usize,
    end: usize,
    kind: Cow<'static, str>,
    quoted: bool,
}

#[pymethods]
impl Cue {
    #[new]
    fn new(start: usize, end: usize, kind: String, quoted: bool) -> Self {
        Self { start, end, kind: kind.into(), quoted }
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, Fields)> {
        let cue = slf.get();
        Ok((slf.get_type().into_any(), (cue.start, cue.end, cue.kind.to_string(), cue.quoted)))
    }

    fn __repr__(&self) -> String {
        format!("Cue(start={}, end={}, kind={:?})", self.start, self.end, self.kind)
    }
}

/// A cue as a tuple.
type Fields = (usize, usize, String, bool);

/// A sentence of an article with its label.
#[pyclass(frozen, eq, module = "sayso")]
#[derive(Debug, Clone, PartialEq)]
pub struct Sentence {
    names: Arc<Names>,
    index: usize,
    start: usize,
    end: usize,
    text: String,
    prediction: Answer,
}

/// A prediction whose cues are in code points of the article.
#[derive(Debug, Clone, PartialEq)]
struct Answer {
    label: usize,
    probabilities: Vec<f32>,
    margin: f32,
    abstained: bool,
    cues: Vec<Cue>,
}

/// Calls `put` for every cue: its first and last code point in the article, its kind, whether it is quoted.
pub fn cues(
    sentence: &str,
    char_start: usize,
    prediction: &Prediction,
    mut put: impl FnMut(usize, usize, &'static str, bool),
) {
    let code_point = |at: usize| char_start + sentence.get(..at).map_or(0, |before| before.chars().count());
    for cue in &prediction.cues {
        put(code_point(cue.start), code_point(cue.end), cue.kind, cue.quoted);
    }
}

impl Sentence {
    /// Sentence number `index` of `article`.
    pub fn of(names: &Arc<Names>, article: &str, index: usize, labelled: Labelled) -> Self {
        let Labelled { span, prediction } = labelled;
        Self::new(names, index, (span.char_start, span.char_end), span.of(article), prediction)
    }

    /// A sentence by itself, at code points `place`.
    pub fn new(names: &Arc<Names>, index: usize, place: (usize, usize), text: &str, prediction: Prediction) -> Self {
        let mut found = Vec::with_capacity(prediction.cues.len());
        cues(text, place.0, &prediction, |start, end, kind, quoted| {
            found.push(Cue { start, end, kind: kind.into(), quoted });
        });
        let Prediction { label, probabilities, margin, abstained, .. } = prediction;
        let prediction = Answer { label, probabilities, margin, abstained, cues: found };
        Self { names: Arc::clone(names), index, start: place.0, end: place.1, text: text.to_owned(), prediction }
    }

    /// Index of the label.
    pub fn class(&self) -> usize {
        self.prediction.label
    }
}

/// Values by label.
pub fn by_label<'py>(py: Python<'py>, labels: &[String], values: &[f32]) -> PyResult<Bound<'py, PyDict>> {
    let dict = PyDict::new(py);
    for (label, value) in labels.iter().zip(values) {
        dict.set_item(label, value)?;
    }
    Ok(dict)
}

#[pymethods]
impl Sentence {
    /// Position in the article, from 0.
    #[getter]
    fn sent_index(&self) -> usize {
        self.index
    }

    /// First code point in the article.
    #[getter]
    fn start(&self) -> usize {
        self.start
    }

    /// One past the last code point.
    #[getter]
    fn end(&self) -> usize {
        self.end
    }

    /// The sentence itself.
    #[getter]
    fn text(&self) -> &str {
        &self.text
    }

    /// Its label.
    #[getter]
    fn label(&self) -> &str {
        self.names.labels.get(self.prediction.label).map_or("", String::as_str)
    }

    /// Probability of the label.
    #[getter]
    fn score(&self) -> f32 {
        self.prediction.probabilities.get(self.prediction.label).copied().unwrap_or_default()
    }

    /// Probability of every label.
    #[getter]
    fn scores<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        by_label(py, &self.names.labels, &self.prediction.probabilities)
    }

    /// Probability of the label minus that of the best other one.
    #[getter]
    fn margin(&self) -> f32 {
        self.prediction.margin
    }

    /// The probability is below the threshold of "unsure".
    #[getter]
    fn abstained(&self) -> bool {
        self.prediction.abstained
    }

    /// Words that stand for a source, a denial, ...
    #[getter]
    fn cues(&self) -> Vec<Cue> {
        self.prediction.cues.clone()
    }

    /// Name of the model.
    #[getter]
    fn model(&self) -> &str {
        &self.names.model
    }

    /// The row that `sayso classify --format jsonl` prints, without the name of the article unless one is given.
    #[pyo3(signature = (doc=None))]
    pub fn to_dict<'py>(&self, py: Python<'py>, doc: Option<&str>) -> PyResult<Bound<'py, PyDict>> {
        let row = PyDict::new(py);
        if let Some(doc) = doc {
            row.set_item("doc", doc)?;
        }
        row.set_item("sent_index", self.index)?;
        row.set_item("start", self.start)?;
        row.set_item("end", self.end)?;
        row.set_item("text", &self.text)?;
        row.set_item("label", self.label())?;
        row.set_item("score", self.score())?;
        for (label, probability) in self.names.labels.iter().zip(&self.prediction.probabilities) {
            row.set_item(format!("score_{label}"), probability)?;
        }
        row.set_item("margin", self.prediction.margin)?;
        row.set_item("abstained", self.prediction.abstained)?;
        let cue = |c: &Cue| -> PyResult<Bound<'py, PyDict>> {
            let dict = PyDict::new(py);
            dict.set_item("start", c.start)?;
            dict.set_item("end", c.end)?;
            dict.set_item("kind", c.kind.as_ref())?;
            dict.set_item("quoted", c.quoted)?;
            Ok(dict)
        };
        row.set_item("cues", self.prediction.cues.iter().map(cue).collect::<PyResult<Vec<_>>>()?)?;
        row.set_item("model", &self.names.model)?;
        Ok(row)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let text = PyString::new(py, &self.text).repr()?;
        Ok(format!("<Sentence {} {:.2} {text}>", self.label(), self.score()))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyAny>)> {
        let (py, s) = (slf.py(), slf.get());
        let Answer { label, probabilities, margin, abstained, cues } = &s.prediction;
        let names = (s.names.model.as_str(), s.names.labels.clone());
        let place = (s.index, s.start, s.end, s.text.as_str());
        let answer = (*label, probabilities.clone(), *margin, *abstained, cues.clone());
        Ok((slf.get_type().getattr("_restore")?, (names, place, answer).into_bound_py_any(py)?))
    }

    #[staticmethod]
    fn _restore(
        names: (String, Vec<String>),
        place: (usize, usize, usize, String),
        answer: (usize, Vec<f32>, f32, bool, Vec<PyRef<'_, Cue>>),
    ) -> Self {
        let (index, start, end, text) = place;
        let (label, probabilities, margin, abstained, cues) = answer;
        let cues = cues.iter().map(|c| Cue::clone(c)).collect();
        Self {
            names: Arc::new(Names { model: names.0, labels: names.1 }),
            index,
            start,
            end,
            text,
            prediction: Answer { label, probabilities, margin, abstained, cues },
        }
    }
}
