//! Model files: reading without trust in their size, and their hash.

use std::path::Path;

use pyo3::prelude::*;
use sayso::format;
use sha2::{Digest, Sha256};

use crate::error::{ModelFileError, unreadable};

/// The bytes of a model file, not many more than a model may have.
pub fn read(path: &Path) -> PyResult<Vec<u8>> {
    let bytes = format::read(path).map_err(|e| unreadable(&path.display().to_string(), &e))?;
    if bytes.is_empty() {
        let name = path.display();
        let why = "is empty, no sayso model; train one with `sayso train` or fetch the file again";
        return Err(ModelFileError::new_err(format!("{name}: {why}")));
    }
    Ok(bytes)
}

/// SHA-256 in hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}
