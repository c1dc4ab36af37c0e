//! `cargo xtask test`: every check of the project in order, the first failure stops.
//!
//! Tests run optimised: they train models and read megabytes. They share the profile of this program, so what was
//! compiled for it is not compiled again.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use clap::Args;

use crate::install::debian;
use crate::{browser, models, originality, packages, python, statistics};

/// Flags of `cargo xtask test`.
#[derive(Debug, Args)]
pub struct Flags {
    /// Folder with the public corpora; what needs them is skipped, and says so, where they are not
    #[arg(long, value_name = "DIR", default_value = "../shared/real")]
    corpora: PathBuf,
}

/// One step.
struct Step<'a> {
    /// What it is called.
    name: &'static str,
    /// How to do it by hand.
    by_hand: String,
    action: Action<'a>,
}

enum Action<'a> {
    /// Cargo with these arguments and environment.
    Cargo(Vec<String>, Option<(&'static str, &'static str)>),
    /// A chore of this program; false if it found something wrong.
    Chore(Box<dyn Fn() -> Result<bool> + 'a>),
}

/// Runs the steps; false at the first that fails.
pub fn run(flags: &Flags) -> Result<bool> {
    for (component, probe) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        install(component, probe)?;
    }
    // The tests of the annotation screen type into it.
    debian("tmux", "tmux")?;
    let steps = steps(&flags.corpora);
    let all = steps.len();
    for (i, step) in steps.iter().enumerate() {
        println!("[{}/{all}] {}: {}", i + 1, step.name, step.by_hand);
        let began = Instant::now();
        let passed = step.action.run();
        let seconds = began.elapsed().as_secs_f64();
        match passed {
            Ok(true) => println!("[{}/{all}] {}: passed in {seconds:.1} s\n", i + 1, step.name),
            failed => {
                failed.unwrap_or_else(|error| {
                    println!("error: {error:#}");
                    false
                });
                println!("[{}/{all}] {}: FAILED after {seconds:.1} s: {}", i + 1, step.name, step.by_hand);
                return Ok(false);
            }
        }
    }
    println!("{all} passed, 0 failed");
    Ok(true)
}

fn steps(corpora: &Path) -> Vec<Step<'_>> {
    const DOC: Option<(&str, &str)> = Some(("RUSTDOCFLAGS", "-D warnings"));
    vec![
        cargo("formatting", "fmt --all -- --check", None),
        cargo("lints", "clippy --workspace --all-targets -- -D warnings", None),
        cargo("tests", "test --workspace --exclude sayso-python --release --lib --bins --tests", None),
        cargo("documentation tests", "test --workspace --exclude sayso-python --release --doc", None),
        cargo("documentation", "doc --workspace --no-deps", DOC),
        alone("statistics", "statistics", statistics::run),
        cargo("labelled data", "run --release -- data check datasets/articles", None),
        alone("packages", "packages", packages::run),
        Step {
            name: "pages in a browser",
            by_hand: "cargo xtask browser".into(),
            action: Action::Chore(Box::new(|| browser::run(&browser::Flags::default()))),
        },
        chore("models", "models --check", corpora, |corpora| models::run(&models::Flags::check_all(corpora))),
        chore("originality", "originality", corpora, |corpora| originality::run(&originality::Flags::new(corpora))),
        alone("Python package, notebooks, Spark", "python --profile release", || python::run(&python::Flags::tests())),
    ]
}

fn cargo<'a>(name: &'static str, args: &str, variable: Option<(&'static str, &'static str)>) -> Step<'a> {
    let args: Vec<String> = args.split(' ').map(str::to_owned).collect();
    let set = variable.map(|(name, value)| format!("{name}='{value}' ")).unwrap_or_default();
    Step { name, by_hand: format!("{set}cargo {}", args.join(" ")), action: Action::Cargo(args, variable) }
}

fn chore<'a>(name: &'static str, args: &str, corpora: &'a Path, run: fn(&Path) -> Result<bool>) -> Step<'a> {
    let by_hand = format!("cargo xtask {args} --corpora {}", corpora.display());
    Step { name, by_hand, action: Action::Chore(Box::new(move || run(corpora))) }
}

/// A chore that needs no corpora.
fn alone<'a>(name: &'static str, args: &str, run: fn() -> Result<bool>) -> Step<'a> {
    Step { name, by_hand: format!("cargo xtask {args}"), action: Action::Chore(Box::new(run)) }
}

impl Action<'_> {
    fn run(&self) -> Result<bool> {
        match self {
            Self::Cargo(args, variable) => {
                let status = cargo_command().args(args).envs(*variable).status().context("cargo cannot be started")?;
                Ok(status.success())
            }
            Self::Chore(run) => run(),
        }
    }
}

/// The cargo that runs this program.
pub fn cargo_command() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    // Set for this program by the cargo that runs it, and no business of the cargos that it runs.
    command.env_remove("CARGO_MANIFEST_DIR").env_remove("CARGO_PKG_NAME").env_remove("CARGO_PKG_VERSION");
    command
}

/// Installs a component of the toolchain if it is not there.
fn install(component: &str, probe: &str) -> Result<()> {
    let here = cargo_command().args([probe, "--version"]).stdout(Stdio::null()).stderr(Stdio::null()).status();
    if here.is_ok_and(|status| status.success()) {
        return Ok(());
    }
    println!("{component} is not installed: rustup component add {component}");
    let status = Command::new("rustup").args(["component", "add", component]).status();
    let status = status.with_context(|| format!("rustup cannot be started; install {component} by hand"))?;
    ensure!(status.success(), "rustup component add {component}: failed; install {component} by hand");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_can_be_run_by_hand() {
        let steps = steps(Path::new("x"));
        let by_hand: Vec<&str> = steps.iter().map(|s| s.by_hand.as_str()).collect();
        assert!(by_hand.contains(&"cargo fmt --all -- --check"));
        assert!(by_hand.contains(&"RUSTDOCFLAGS='-D warnings' cargo doc --workspace --no-deps"));
        assert!(by_hand.contains(&"cargo xtask models --check --corpora x"));
    }

    #[test]
    fn a_step_that_fails_is_told_by_its_status() {
        assert!(cargo("version", "--version", None).action.run().unwrap());
        assert!(!cargo("nonsense", "no-such-command-of-cargo", None).action.run().unwrap());
    }
}
