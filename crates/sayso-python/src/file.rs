//! Model files: reading without trust in their size, and their hash.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use pyo3::prelude::*;
use sayso::format::MAX_BYTES;
use sha2::{Digest, Sha256};

use crate::error::{ModelFileError, unreadable};

/// The bytes of a model file, not many more than a model may have.
pub fn read(path: &Path) -> PyResult<Vec<u8>> {
    let bytes = read_bounded(path).map_err(|e| unreadable(&path.display().to_string(), &e))?;
    if bytes.is_empty() {
        let name = path.display();
        let why = "is empty, no sayso model; train one with `sayso train` or fetch the file again";
        return Err(ModelFileError::new_err(format!("{name}: {why}")));
    }
    Ok(bytes)
}

fn read_bounded(path: &Path) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    if file.metadata()?.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    let mut bytes = Vec::new();
    file.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// SHA-256 in hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}
