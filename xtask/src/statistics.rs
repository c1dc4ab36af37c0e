//! `cargo xtask statistics`: scikit-learn, SciPy and krippendorff still say what the parity test compares with.
//!
//! They run in a Python environment of their own under `target`, made once, with the versions of
//! `tests/parity/requirements.txt`.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

const PYTHON: &str = "target/parity/bin/python";
const REQUIREMENTS: &str = "tests/parity/requirements.txt";

/// Checks the file of the parity test; false if the libraries say something else.
///
/// # Errors
/// If the environment cannot be made.
pub fn run() -> Result<bool> {
    if !Path::new(PYTHON).is_file() {
        ensure!(
            command("python3", &["-m", "venv", "target/parity"])?,
            "python3 -m venv: failed; install Python 3.11 or later with its venv module"
        );
    }
    let install = ["-m", "pip", "install", "-q", "--disable-pip-version-check", "-r", REQUIREMENTS];
    ensure!(command(PYTHON, &install)?, "pip install -r {REQUIREMENTS}: failed; is the package index reached?");
    command(PYTHON, &["tests/parity/golden.py", "--check"])
}

fn command(program: &str, args: &[&str]) -> Result<bool> {
    let status = Command::new(program).args(args).status();
    Ok(status.with_context(|| format!("{program} cannot be started"))?.success())
}
