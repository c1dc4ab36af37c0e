//! How good a model is on labelled data.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
use sayso::Prediction;
use sayso_train::data::{self, Dataset, ReadOptions};
use sayso_train::evaluate::evaluate;
use sayso_train::report::{self, available_fields, report};
use serde_json::Value;

use crate::error::{self, InputError, SettingError};
use crate::model::warn;
use crate::{json as python, parallel};

/// One path or several.
#[derive(Debug, FromPyObject)]
pub enum Paths {
    /// One.
    One(PathBuf),
    /// Several.
    Several(Vec<PathBuf>),
}

impl From<Paths> for Vec<PathBuf> {
    fn from(paths: Paths) -> Self {
        match paths {
            Paths::One(path) => vec![path],
            Paths::Several(paths) => paths,
        }
    }
}

/// Scores of a model's answers on labelled data.
#[pyclass(frozen, module = "sayso")]
pub struct Evaluation {
    report: Value,
    model: Arc<sayso::Model>,
    data: Dataset,
    answers: Vec<Vec<Prediction>>,
}

/// Answers the data and scores the answers.
pub fn run(
    py: Python<'_>,
    model: &Arc<sayso::Model>,
    paths: Paths,
    options: ReadOptions,
    wanted: report::Settings,
    jobs: Option<NonZeroUsize>,
) -> PyResult<Evaluation> {
    let paths: Vec<PathBuf> = paths.into();
    let model = Arc::clone(model);
    let evaluation = parallel::background(py, jobs, move |_| -> PyResult<_> {
        let data = data::read(&paths, &options).map_err(error::data)?;
        check(&data, &wanted.by)?;
        let evaluation = evaluate(&model, &data);
        let report = serde_json::to_value(report(&model, &data, &evaluation, &wanted));
        let report = report.map_err(|e| InputError::new_err(format!("the report cannot be written: {e}")))?;
        Ok(Evaluation { report, model, data, answers: evaluation.predictions })
    })??;
    warn(py, &evaluation.data.warnings)?;
    Ok(evaluation)
}

/// There is something to score, and the columns to slice by are there.
fn check(data: &Dataset, by: &[String]) -> PyResult<()> {
    if data.labelled() == 0 {
        let why = "no sentence of the data has a label, so there is nothing to score; check label_column";
        return Err(InputError::new_err(why));
    }
    let fields = available_fields(data);
    match by.iter().find(|name| !fields.contains(*name)) {
        None => Ok(()),
        Some(missing) => {
            let known: Vec<&str> = fields.iter().map(String::as_str).collect();
            let known = known.join(", ");
            Err(SettingError::new_err(format!("by: the data has no column {missing}; choose among {known}")))
        }
    }
}

#[pymethods]
impl Evaluation {
    /// Share of right labels.
    #[getter]
    fn accuracy<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        python::to_python(py, &self.report["accuracy"])
    }

    /// Mean F1 of the labels.
    #[getter]
    fn macro_f1<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        python::to_python(py, &self.report["macro_f1"])
    }

    /// Expected calibration error.
    #[getter]
    fn calibration_error<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        python::to_python(py, &self.report["calibration_error"])
    }

    /// The report that `sayso evaluate --format json` prints.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        python::to_python(py, &self.report)
    }

    /// Every sentence of the data with its answer, as `sayso evaluate --predictions` writes them.
    fn predictions<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let rows = PyList::empty(py);
        let labels = self.model.labels();
        for (article, answers) in self.data.articles.iter().zip(&self.answers) {
            for (sentence, answer) in article.sentences.iter().zip(answers) {
                let row = PyDict::new(py);
                row.set_item("doc", &article.id)?;
                row.set_item("sid", &sentence.sid)?;
                row.set_item("text", &sentence.text)?;
                row.set_item("label", sentence.label.and_then(|c| labels.get(c)))?;
                row.set_item("predicted", labels.get(answer.label))?;
                row.set_item("score", answer.score())?;
                for (label, p) in labels.iter().zip(&answer.probabilities) {
                    row.set_item(format!("score_{label}"), p)?;
                }
                row.set_item("margin", answer.margin)?;
                row.set_item("abstained", answer.abstained)?;
                row.set_item("model", &self.model.metadata().name)?;
                rows.append(row)?;
            }
        }
        Ok(rows)
    }

    fn __repr__(&self) -> String {
        let figure = |name: &str| self.report[name].as_f64().unwrap_or_default();
        format!("<Evaluation accuracy={:.3} macro_f1={:.3}>", figure("accuracy"), figure("macro_f1"))
    }
}
