//! `cargo xtask browser`: the pages that the program writes, in a real browser.
//!
//! The tests are in `tests/browser`, one script for each page, run by Node.js against the program of the release build.
//! What they need from outside is installed if it is not there: Chromium from Debian's packages, `playwright-core` as
//! its lock file says.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::install::debian;

const FOLDER: &str = "tests/browser";

/// Runs the tests; false if one fails.
///
/// # Errors
/// If something cannot be installed or started.
pub fn run() -> Result<bool> {
    debian("chromium", "chromium")?;
    debian("npm", "npm")?;
    if !Path::new(FOLDER).join("node_modules/playwright-core").is_dir() {
        ensure!(npm(&["ci", "--no-audit", "--no-fund"])?, "npm ci in {FOLDER}: failed; is the npm registry reached?");
    }
    npm(&["test"])
}

fn npm(args: &[&str]) -> Result<bool> {
    let status = Command::new("npm").args(args).current_dir(FOLDER).status();
    Ok(status.context("npm cannot be started; install Node.js 20 or later")?.success())
}
