//! `sayso.Model`: a loaded model and what it answers.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;

use pyo3::exceptions::{PyIndexError, PyValueError};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use pyo3::types::{PyBytes, PyDict, PyList};
use sayso::{Scratch, SentenceInput};

use crate::arrow::{self, ArrowTable};
use crate::error::{self, InputError, ModelFileError, SettingError};
use crate::evaluation::{self, Evaluation};
use crate::sentence::{Names, Sentence};
use crate::texts::Texts;
use crate::{explain, file, json, parallel};

/// A model ready for use. Immutable; share it between threads, send it to other processes with pickle.
#[pyclass(frozen, module = "sayso")]
pub struct Model {
    inner: Arc<sayso::Model>,
    names: Arc<Names>,
    /// The file, kept so that the model can be pickled and saved; none for the one inside the library.
    file: Option<Arc<[u8]>>,
    /// The threshold that was given instead of the model's own.
    unsure: Option<f32>,
}

impl Model {
    fn new(mut inner: sayso::Model, file: Option<Arc<[u8]>>, unsure: Option<f32>) -> PyResult<Self> {
        if let Some(threshold) = unsure {
            if !(0.0..=1.0).contains(&threshold) {
                return Err(PyValueError::new_err("unsure: a number from 0 to 1 is needed"));
            }
            inner.set_unsure(threshold);
        }
        let names = Names { model: inner.metadata().name.clone(), labels: inner.labels().to_vec() };
        Ok(Self { inner: Arc::new(inner), names: Arc::new(names), file, unsure })
    }

    /// A model from the bytes of its file; messages call it `name`.
    pub fn from_file(py: Python<'_>, bytes: Vec<u8>, name: Option<&str>, unsure: Option<f32>) -> PyResult<Self> {
        let inner = py
            .detach(|| sayso::Model::from_bytes(&bytes))
            .map_err(|e| ModelFileError::new_err(name.map_or_else(|| e.to_string(), |name| format!("{name}: {e}"))))?;
        Self::new(inner, Some(bytes.into()), unsure)
    }

    fn bytes(&self) -> &[u8] {
        self.file.as_deref().unwrap_or_else(|| sayso::Model::embedded_bytes())
    }

    fn label(&self, text: &str, scratch: &mut Scratch) -> Vec<Sentence> {
        let labelled = self.inner.classify_with(text, scratch);
        labelled.into_iter().enumerate().map(|(i, l)| Sentence::of(&self.names, text, i, l)).collect()
    }

    /// Answers for texts of which each is a sentence by itself.
    fn alone(&self, py: Python<'_>, texts: &[PyBackedStr], jobs: Option<NonZeroUsize>) -> PyResult<Vec<Alone>> {
        let label = |scratch: &mut Scratch, text: &PyBackedStr| {
            let input = SentenceInput { text, paragraph_start: None };
            let answer = self.inner.classify_sentences_with(&[input], scratch).pop();
            answer.map(|a| Alone { label: a.label, probabilities: a.probabilities })
        };
        Ok(parallel::map(py, texts, jobs, label)?.into_iter().flatten().collect())
    }
}

/// What a pickle holds: the file and the threshold.
type Pickled<'py> = (Bound<'py, PyBytes>, Option<f32>);

/// The answer for a sentence by itself.
struct Alone {
    label: usize,
    probabilities: Vec<f32>,
}

/// Loads a model file, or without a path the model inside the library.
#[pyfunction]
#[pyo3(signature = (path=None, *, unsure=None))]
pub fn load(py: Python<'_>, path: Option<PathBuf>, unsure: Option<f32>) -> PyResult<Model> {
    let Some(path) = path else {
        let inner = py.detach(sayso::Model::embedded).map_err(|e| ModelFileError::new_err(e.to_string()))?;
        return Model::new(inner, None, unsure);
    };
    let bytes = py.detach(|| file::read(&path))?;
    Model::from_file(py, bytes, Some(&path.display().to_string()), unsure)
}

/// Loads a model from the bytes of its file.
#[pyfunction]
#[pyo3(signature = (data, *, unsure=None))]
pub fn loads(py: Python<'_>, data: &[u8], unsure: Option<f32>) -> PyResult<Model> {
    Model::from_file(py, data.to_vec(), None, unsure)
}

/// What `loads(data, unsure=unsure)` is for pickle, which passes no keywords.
#[pyfunction]
pub fn _unpickle(py: Python<'_>, data: &[u8], unsure: Option<f32>) -> PyResult<Model> {
    loads(py, data, unsure)
}

#[pymethods]
impl Model {
    /// Names of the labels.
    #[getter]
    fn labels(&self) -> Vec<String> {
        self.names.labels.clone()
    }

    /// Name of the model.
    #[getter]
    fn name(&self) -> &str {
        &self.names.model
    }

    /// SHA-256 of the model's file, in hexadecimal digits.
    #[getter]
    fn sha256(&self, py: Python<'_>) -> String {
        py.detach(|| file::sha256(self.bytes()))
    }

    /// What the file says about itself, without the featurizer's configuration.
    #[getter]
    fn metadata<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let mut value = serde_json::to_value(self.inner.metadata())
            .map_err(|e| PyValueError::new_err(format!("the model's metadata cannot be shown: {e}")))?;
        if let Some(entries) = value.as_object_mut() {
            entries.remove("featurizer");
        }
        json::to_python(py, &value)
    }

    /// The model's file.
    fn to_bytes<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, self.bytes())
    }

    /// Writes the model's file.
    fn save(&self, py: Python<'_>, path: PathBuf) -> PyResult<()> {
        py.detach(|| sayso_train::data::replace_file(&path, |out| out.write_all(self.bytes()))).map_err(error::data)
    }

    /// Splits an article and labels its sentences.
    fn classify(&self, py: Python<'_>, text: PyBackedStr) -> Vec<Sentence> {
        py.detach(|| self.label(&text, &mut Scratch::default()))
    }

    /// Labels many articles on several threads; results are in the order of the texts.
    #[pyo3(signature = (texts, *, jobs=None))]
    fn classify_batch(&self, py: Python<'_>, texts: Texts, jobs: Option<NonZeroUsize>) -> PyResult<Vec<Vec<Sentence>>> {
        parallel::map(py, &texts, jobs, |scratch, text| self.label(text, scratch))
    }

    /// Labels the sentences of one article that was split elsewhere; they are each other's context.
    ///
    /// `paragraph_starts` says of each sentence whether a paragraph starts there. Offsets are those of the sentences
    /// put together without anything between them.
    #[pyo3(signature = (sentences, *, paragraph_starts=None))]
    fn classify_sentences(
        &self,
        py: Python<'_>,
        sentences: Texts,
        paragraph_starts: Option<Vec<Option<bool>>>,
    ) -> PyResult<Vec<Sentence>> {
        let starts = paragraph_starts.unwrap_or_else(|| vec![None; sentences.len()]);
        if starts.len() != sentences.len() {
            let (n, m) = (sentences.len(), starts.len());
            return Err(InputError::new_err(format!("{n} sentences but {m} paragraph_starts; give one for each")));
        }
        Ok(py.detach(|| {
            let input = |(text, paragraph_start)| SentenceInput { text, paragraph_start };
            let inputs: Vec<_> = sentences.iter().map(|s| &**s).zip(starts).map(input).collect();
            let mut at = 0;
            let answers = self.inner.classify_sentences(&inputs).into_iter().zip(&inputs).enumerate();
            let sentence = |(i, (answer, input)): (usize, (_, &SentenceInput<'_>))| {
                let start = at;
                at += input.text.chars().count();
                Sentence::new(&self.names, i, (start, at), input.text, answer)
            };
            answers.map(sentence).collect()
        }))
    }

    /// Labels a table, record batch, stream or column of texts that has the Arrow C data interface.
    ///
    /// A table needs a column of texts; `id_col` names the articles, without it they are numbered from 0. One row comes
    /// back for each sentence. With `on_error="row"` a text that cannot be labelled becomes one row with the reason in
    /// the column `error`; otherwise it is an exception.
    #[pyo3(signature = (data, *, text_col="text", id_col=None, jobs=None, on_error="raise"))]
    fn classify_arrow(
        &self,
        py: Python<'_>,
        data: &Bound<'_, PyAny>,
        text_col: &str,
        id_col: Option<&str>,
        jobs: Option<NonZeroUsize>,
        on_error: &str,
    ) -> PyResult<ArrowTable> {
        let columns = arrow::Columns { text: text_col, id: id_col };
        arrow::classify(py, &self.inner, data, &columns, jobs, on_error)
    }

    /// Accounts for the labels of an article, as `sayso explain --format json` does.
    ///
    /// `sentence` chooses one sentence, `top` how many features are listed, the strongest first.
    #[pyo3(signature = (text, *, sentence=None, top=None))]
    fn explain<'py>(
        &self,
        py: Python<'py>,
        text: PyBackedStr,
        sentence: Option<usize>,
        top: Option<usize>,
    ) -> PyResult<Bound<'py, PyList>> {
        let labelled = py.detach(|| self.inner.classify(&text));
        if let Some(n) = sentence.filter(|&n| n >= labelled.len()) {
            let last = labelled.len().saturating_sub(1);
            return Err(PyIndexError::new_err(format!(
                "sentence {n}: the article has sentences 0 to {last}; choose one of these"
            )));
        }
        let wanted = explain::Wanted { sentence, top: top.unwrap_or(usize::MAX) };
        explain::article(py, &self.inner, &self.names, &text, labelled, wanted)
    }

    /// Labels sentences that stand by themselves: one label for each text, as a numpy array.
    ///
    /// A sentence in its article gets a more certain answer; see `classify` and `classify_sentences`.
    #[pyo3(signature = (X, *, jobs=None))]
    #[allow(non_snake_case, reason = "scikit-learn's name")]
    fn predict<'py>(&self, py: Python<'py>, X: Texts, jobs: Option<NonZeroUsize>) -> PyResult<Bound<'py, PyAny>> {
        let answers = self.alone(py, &X, jobs)?;
        let labels: Vec<usize> = answers.into_iter().map(|a| a.label).collect();
        let classes = numpy(py)?.call_method1("asarray", (labels, "intp"))?;
        self.classes_(py)?.get_item(classes)
    }

    /// Probabilities of sentences that stand by themselves: a numpy array with a row for each text and a column for
    /// each of `classes_`.
    #[pyo3(signature = (X, *, jobs=None))]
    #[allow(non_snake_case, reason = "scikit-learn's name")]
    fn predict_proba<'py>(&self, py: Python<'py>, X: Texts, jobs: Option<NonZeroUsize>) -> PyResult<Bound<'py, PyAny>> {
        let answers = self.alone(py, &X, jobs)?;
        let bytes: Vec<u8> = answers.iter().flat_map(|a| &a.probabilities).flat_map(|p| p.to_ne_bytes()).collect();
        let flat = numpy(py)?.call_method1("frombuffer", (PyBytes::new(py, &bytes), "float32"))?;
        flat.call_method1("reshape", (answers.len(), self.names.labels.len()))?.call_method0("copy")
    }

    /// Names of the labels as a numpy array.
    #[getter]
    fn classes_<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        numpy(py)?.call_method1("asarray", (&self.names.labels,))
    }

    /// Answers labelled data and scores the answers, as `sayso evaluate` does.
    #[pyo3(signature = (data, *, doc_column="doc", text_column="text", label_column="label",
                        lang_column="lang", lossy=false, by=None, draws=1000, seed=1, errors=20, jobs=None))]
    #[allow(clippy::too_many_arguments, reason = "the options of the command")]
    fn evaluate(
        &self,
        py: Python<'_>,
        data: evaluation::Paths,
        doc_column: &str,
        text_column: &str,
        label_column: &str,
        lang_column: &str,
        lossy: bool,
        by: Option<Vec<String>>,
        draws: u32,
        seed: u64,
        errors: usize,
        jobs: Option<NonZeroUsize>,
    ) -> PyResult<Evaluation> {
        let options = sayso_train::data::ReadOptions {
            doc: doc_column.to_owned(),
            text: text_column.to_owned(),
            label: label_column.to_owned(),
            lang: lang_column.to_owned(),
            lossy,
            min_labels: 0,
            labels: Some(self.names.labels.clone()),
            ..sayso_train::data::ReadOptions::default()
        };
        if draws == 0 {
            return Err(SettingError::new_err("draws = 0: at least 1 is needed"));
        }
        let wanted = sayso_train::report::Settings { draws: draws as usize, seed, by: by.unwrap_or_default(), errors };
        evaluation::run(py, &self.inner, data, options, wanted, jobs)
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, Pickled<'py>)> {
        let (py, model) = (slf.py(), slf.get());
        let unpickle = py.import("sayso._sayso")?.getattr("_unpickle")?;
        Ok((unpickle, (model.to_bytes(py), model.unsure)))
    }

    fn __repr__(&self) -> String {
        format!("<sayso.Model {:?} with labels {}>", self.names.model, self.names.labels.join(", "))
    }
}

fn numpy(py: Python<'_>) -> PyResult<Bound<'_, PyModule>> {
    py.import("numpy")
}

/// Calls `warnings.warn` for each text.
pub fn warn<'a>(py: Python<'_>, texts: impl IntoIterator<Item = &'a String>) -> PyResult<()> {
    let warn = py.import("warnings")?.getattr("warn")?;
    let keywords = PyDict::new(py);
    keywords.set_item("stacklevel", 2)?;
    texts.into_iter().try_for_each(|text| warn.call((text,), Some(&keywords)).map(drop))
}
