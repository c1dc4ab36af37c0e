//! `cargo xtask browser`: the pages that sayso writes, opened and clicked in Chromium (`tests/browser`).
//!
//! What is missing is installed: the driver with npm, the browser with apt-get where there is one.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use clap::Args;

use crate::steps::cargo_command;

/// Where browsers are.
const BROWSERS: [&str; 5] = [
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/usr/bin/google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
const TESTS: &str = "tests/browser";

/// Flags of `cargo xtask browser`.
#[derive(Debug, Default, Args)]
pub struct Flags {
    /// Folder for screenshots, to be looked at
    #[arg(long, value_name = "DIR")]
    screenshots: Option<PathBuf>,
}

/// Runs the tests; false if one fails.
pub fn run(flags: &Flags) -> Result<bool> {
    let browser = browser()?;
    let npm = |args: &[&str]| {
        let status = Command::new("npm").args(args).current_dir(TESTS).status();
        status.context("npm cannot be started; install Node.js 20 or newer")
    };
    if !Path::new(TESTS).join("node_modules/playwright-core").is_dir() {
        ensure!(npm(&["ci", "--no-audit", "--no-fund"])?.success(), "npm ci in {TESTS}: failed");
    }
    let folder = tempfile::tempdir()?;
    let page = folder.path().join("page.html");
    let mut classify = cargo_command();
    classify.args(["run", "--quiet", "--release", "--", "classify", "tests/articles", "-o"]).arg(&page);
    ensure!(classify.status().context("cargo cannot be started")?.success(), "sayso classify: no page to test");
    let mut tests = Command::new("npm");
    tests.arg("test").current_dir(TESTS).env("PAGE", &page).env("CHROMIUM", browser);
    if let Some(folder) = &flags.screenshots {
        std::fs::create_dir_all(folder)?;
        tests.env("SCREENSHOTS", folder.canonicalize()?);
    }
    Ok(tests.status().context("npm cannot be started; install Node.js 20 or newer")?.success())
}

/// The browser that the environment names, or one that is found, or one that is installed.
fn browser() -> Result<PathBuf> {
    if let Some(named) = env::var_os("CHROMIUM") {
        return Ok(named.into());
    }
    let found = || BROWSERS.iter().map(PathBuf::from).find(|p| p.is_file());
    if let Some(browser) = found() {
        return Ok(browser);
    }
    for args in [&["update"][..], &["install", "--yes", "chromium"]] {
        let status = Command::new("apt-get").args(args).env("DEBIAN_FRONTEND", "noninteractive").status();
        if !status.is_ok_and(|s| s.success()) {
            bail!("there is no Chromium, and apt-get does not install one; install it, or name it in CHROMIUM");
        }
    }
    found().context("Chromium is installed, but not where it is expected; name it in CHROMIUM")
}
