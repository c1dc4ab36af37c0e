//! `cargo xtask packages`: the packages of the libraries, with everything that they need inside.
//!
//! The embedded model is a link in the repository; in a package it has to be the file.

use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use flate2::read::GzDecoder;

use crate::steps::cargo_command;

const PUBLISHED: [&str; 3] = ["sayso-featurizer", "sayso", "sayso-train"];
const MODEL: &str = "models/news.safetensors";
/// Files in a tar archive begin at multiples of this.
const BLOCK: usize = 512;

/// Packs the libraries and looks for the model in the one that embeds it.
///
/// # Errors
/// If a file cannot be read.
pub fn run() -> Result<bool> {
    let folder = tempfile::tempdir()?;
    let mut cargo = cargo_command();
    // What the packages depend on was fetched when this program was built.
    cargo.args(["package", "--quiet", "--offline", "--no-verify", "--allow-dirty", "--target-dir"]).arg(folder.path());
    cargo.args(PUBLISHED.iter().flat_map(|package| ["--package", package]));
    if !cargo.status().context("cargo cannot be started")?.success() {
        return Ok(false);
    }
    let version = env!("CARGO_PKG_VERSION");
    let package = |name| read(&folder.path().join(format!("package/{name}-{version}.crate")));
    let model = std::fs::read(MODEL).with_context(|| format!("{MODEL}: cannot be read"))?;
    let embedded = holds(&package("sayso")?, &model);
    println!("{}", if embedded { "the model is in the package" } else { "the package of sayso lacks its model" });
    Ok(embedded)
}

/// The archive in a package.
fn read(path: &Path) -> Result<Vec<u8>> {
    let file = std::fs::File::open(path).with_context(|| format!("{}: cannot be read", path.display()))?;
    let mut archive = Vec::new();
    GzDecoder::new(file).read_to_end(&mut archive).with_context(|| format!("{}: damaged", path.display()))?;
    ensure!(!archive.is_empty(), "{}: empty", path.display());
    Ok(archive)
}

/// Is there such a file in the archive?
fn holds(archive: &[u8], file: &[u8]) -> bool {
    (0..archive.len()).step_by(BLOCK).any(|start| archive[start..].starts_with(file))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_found_where_blocks_begin() {
        let mut archive = vec![0; 3 * BLOCK];
        archive[BLOCK..BLOCK + 5].copy_from_slice(b"model");
        assert!(holds(&archive, b"model") && !holds(&archive, b"odel"));
        assert!(!holds(&archive[..BLOCK + 3], b"model"));
    }
}
