//! The native part of the Python package `sayso`: arguments from Python to the libraries, answers back.
//!
//! Nothing is computed here. Python's lock is released while the libraries work, signals are looked for meanwhile
//! ([`parallel`]), and errors become exceptions with the messages of the command ([`error`]).

mod arrow;
mod error;
mod evaluation;
mod explain;
mod file;
mod json;
mod model;
mod parallel;
mod sentence;
mod texts;
mod training;

use pyo3::prelude::*;

/// The native part of `sayso`.
#[pymodule]
mod _sayso {
    #[pymodule_export]
    use crate::arrow::ArrowTable;
    #[pymodule_export]
    use crate::error::{InputError, ModelFileError, SettingError};
    #[pymodule_export]
    use crate::evaluation::Evaluation;
    #[pymodule_export]
    use crate::model::{_unpickle, Model, load, loads};
    #[pymodule_export]
    use crate::sentence::{Cue, Sentence};
    #[pymodule_export]
    use crate::training::{_train, Training};
    #[pymodule_export]
    #[expect(non_upper_case_globals, reason = "Python's name")]
    const __version__: &str = env!("CARGO_PKG_VERSION");
}
