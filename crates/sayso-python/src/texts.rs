//! Texts from anything that can be iterated over: lists, arrays, columns of data frames, generators.

use std::ops::Deref;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use pyo3::types::PyString;

/// Texts that stay in Python's memory and can be read without its lock.
pub struct Texts(Vec<PyBackedStr>);

impl Deref for Texts {
    type Target = [PyBackedStr];

    fn deref(&self) -> &[PyBackedStr] {
        &self.0
    }
}

impl<'py> FromPyObject<'_, 'py> for Texts {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if object.is_instance_of::<PyString>() {
            return Err(PyTypeError::new_err("a list of texts is needed, not a single text; write [text]"));
        }
        let text = |(i, item): (usize, PyResult<Bound<'py, PyAny>>)| {
            let item = item?;
            item.extract().map_err(|e| {
                // A text that cannot be encoded keeps its own error; anything else is no text.
                if item.is_instance_of::<PyString>() { e } else { not_a_text(i, &item) }
            })
        };
        Ok(Self(object.try_iter()?.enumerate().map(text).collect::<PyResult<_>>()?))
    }
}

fn not_a_text(i: usize, item: &Bound<'_, PyAny>) -> PyErr {
    let kind = item.get_type().name().map_or_else(|_| "something else".into(), |name| name.to_string());
    PyTypeError::new_err(format!("text {i}: {kind}, not str; leave it out or replace it with \"\""))
}
