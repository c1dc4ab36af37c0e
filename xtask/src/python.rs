//! `cargo xtask python`: the Python package, built as a wheel and tested as a user has it, with the notebooks and Spark.
//!
//! All happens in a virtual environment, `target/python`; the Python that it is made with is `python3`, or what the
//! variable `PYTHON` names. Spark needs Java 17 or newer.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use clap::Args;

use crate::install::debian;
use crate::steps::cargo_command;

const PACKAGE: &str = "crates/sayso-python";
const ENVIRONMENT: &str = "target/python";
const WHEELS: &str = "target/wheels";

/// Flags of `cargo xtask python`.
#[derive(Debug, Args)]
pub struct Flags {
    /// Cargo profile of the wheel: `wheel` as it is shipped, small, or `release`, built sooner beside the command
    #[arg(long, value_name = "NAME", default_value = "wheel")]
    profile: String,
    /// Build and install the package and end there
    #[arg(long)]
    no_tests: bool,
    /// What to give to pytest instead of all tests and notebooks
    #[arg(value_name = "PYTEST", trailing_var_arg = true, allow_hyphen_values = true)]
    pytest: Vec<String>,
}

impl Flags {
    /// All tests, of a wheel that is built soon.
    #[must_use]
    pub fn tests() -> Self {
        Self { profile: "release".into(), no_tests: false, pytest: Vec::new() }
    }
}

/// Builds, installs and tests; false if a test fails.
pub fn run(flags: &Flags) -> Result<bool> {
    debian("java", "default-jre-headless")?;
    let python = environment()?;
    let requirements = format!("{PACKAGE}/requirements-test.txt");
    call(&python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", &requirements])?;
    let wheel = wheel(&python, &flags.profile)?;
    let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--force-reinstall", "--no-deps"];
    call(&python, install.iter().map(OsStr::new).chain([wheel.as_os_str()]))?;
    println!("{}: {} bytes", wheel.display(), fs::metadata(&wheel)?.len());
    if flags.no_tests {
        return Ok(true);
    }
    // The tests compare with the command.
    let built = cargo_command().args(["build", "--quiet", "--release", "--package", "sayso-cli"]).status();
    ensure!(built.context("cargo cannot be started")?.success(), "the command is not built");
    let all = [format!("{PACKAGE}/tests"), "notebooks".into()];
    let chosen: &[String] = if flags.pytest.is_empty() { &all } else { &flags.pytest };
    let tests = Command::new(&python).args(["-m", "pytest", "-q"]).args(chosen).status();
    Ok(tests.context("pytest cannot be started")?.success())
}

/// The Python of the virtual environment, which is made if it is not there.
fn environment() -> Result<PathBuf> {
    let folder = Path::new(ENVIRONMENT);
    let python = if cfg!(windows) { folder.join("Scripts/python.exe") } else { folder.join("bin/python") };
    if !python.is_file() {
        let system = env::var_os("PYTHON").unwrap_or_else(|| "python3".into());
        call(Path::new(&system), [OsStr::new("-m"), OsStr::new("venv"), folder.as_os_str()])
            .context("Python 3.10 or newer is needed; name it in PYTHON")?;
    }
    Ok(env::current_dir()?.join(python))
}

/// Builds the wheel, the only one in its folder then.
fn wheel(python: &Path, profile: &str) -> Result<PathBuf> {
    if Path::new(WHEELS).is_dir() {
        fs::remove_dir_all(WHEELS).with_context(|| format!("{WHEELS}: cannot be emptied"))?;
    }
    let manifest = format!("{PACKAGE}/Cargo.toml");
    call(
        python,
        ["-m", "maturin", "build", "--quiet", "--profile", profile, "--manifest-path", &manifest, "--out", WHEELS],
    )?;
    let files = fs::read_dir(WHEELS)?.collect::<Result<Vec<_>, _>>()?;
    let mut wheels = files.into_iter().map(|f| f.path()).filter(|p| p.extension() == Some(OsStr::new("whl")));
    wheels.next().with_context(|| format!("{WHEELS}: maturin wrote no wheel"))
}

fn call<A: AsRef<OsStr>>(python: &Path, args: impl IntoIterator<Item = A>) -> Result<()> {
    let args: Vec<_> = args.into_iter().map(|a| a.as_ref().to_owned()).collect();
    let status = Command::new(python).args(&args).env_remove("CARGO").status();
    let what = || args.iter().map(|a| a.to_string_lossy()).collect::<Vec<_>>().join(" ");
    let status = status.with_context(|| format!("{} cannot be started", python.display()))?;
    ensure!(status.success(), "{} {}: failed", python.display(), what());
    Ok(())
}
