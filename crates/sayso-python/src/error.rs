//! Errors of the libraries as Python exceptions, with the messages of the command.

use std::io;

use pyo3::create_exception;
use pyo3::exceptions::{PyFileNotFoundError, PyIsADirectoryError, PyOSError, PyValueError};
use pyo3::prelude::*;
use sayso_train::data::{DataError, DataErrorKind};
use sayso_train::train::TrainError;

create_exception!(sayso, ModelFileError, PyValueError, "A model file that cannot be used.");
create_exception!(sayso, InputError, PyValueError, "Data or text that cannot be used.");
create_exception!(sayso, SettingError, PyValueError, "A setting that is out of range or does not fit the data.");

/// A file that cannot be read.
pub fn unreadable(name: &str, error: &io::Error) -> PyErr {
    match error.kind() {
        io::ErrorKind::NotFound => PyFileNotFoundError::new_err(format!("{name}: no such file; check the path")),
        io::ErrorKind::IsADirectory => {
            PyIsADirectoryError::new_err(format!("{name}: is a folder, not a file; name a file in it"))
        }
        _ => PyOSError::new_err(format!("{name}: cannot be read: {error}; check the file and its permissions")),
    }
}

/// An error of a data file.
pub fn data(error: DataError) -> PyErr {
    let message = error.to_string();
    match error.kind() {
        DataErrorKind::NotFound => PyFileNotFoundError::new_err(message),
        DataErrorKind::Read(_) => PyOSError::new_err(message),
        _ => InputError::new_err(message),
    }
}

/// An error of a training.
pub fn training(error: TrainError) -> PyErr {
    SettingError::new_err(error.to_string())
}
