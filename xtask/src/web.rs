//! `cargo xtask web`: builds the page of `crates/sayso-web`, serves it, tests it.
//!
//! The page is a folder that any static host can serve: the files of `crates/sayso-web/page` and one script, `bundle.js`,
//! that carries the WebAssembly module, the model and the sample articles. A script, because the page's policy lets
//! nothing be fetched.

mod bundle;
mod toolchain;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use clap::{Args, Subcommand};

use crate::browser::{self, NO_NODE};
use crate::steps::cargo_command;
use toolchain::Toolchain;

const SOURCE: &str = "crates/sayso-web/page";
/// What is built for WebAssembly, apart from everything else, since it may be another compiler that builds it.
const TARGET: &str = "target/web";
const TRIPLE: &str = "wasm32-unknown-unknown";

/// Flags of `cargo xtask web`.
#[derive(Debug, Args)]
pub struct Flags {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Build the page
    Build(Build),
    /// Build the page and serve it on this machine
    Serve {
        #[command(flatten)]
        build: Build,
        /// Port to serve it on
        #[arg(long, default_value_t = 8000)]
        port: u16,
    },
    /// Build the page and test it in Chromium
    Test {
        #[command(flatten)]
        build: Build,
        /// Folder for pictures of the page; `docs/images` has those of the README
        #[arg(long, value_name = "DIR")]
        screenshots: Option<PathBuf>,
    },
}

/// How to build the page.
#[derive(Debug, Args)]
pub struct Build {
    /// Folder for the page; put it on any static host
    #[arg(long, short, value_name = "DIR", default_value = "target/site")]
    output: PathBuf,
    /// Model in the page
    #[arg(long, short, value_name = "FILE", default_value = "models/news.safetensors")]
    model: PathBuf,
    /// Use Debian's compiler even if the toolchain can build WebAssembly
    #[arg(long)]
    debian: bool,
}

impl Default for Build {
    fn default() -> Self {
        Self { output: "target/site".into(), model: "models/news.safetensors".into(), debian: false }
    }
}

/// Runs the chore; false if a test fails.
///
/// # Errors
/// With what to do by hand.
pub fn run(flags: &Flags) -> Result<bool> {
    match &flags.what {
        What::Build(how) => build(how).map(|()| true),
        What::Serve { build: how, port } => {
            build(how)?;
            serve(&how.output, *port)
        }
        What::Test { build: how, screenshots } => {
            build(how)?;
            let program = cargo_command().args(["build", "--release", "-p", "sayso-cli"]).status();
            ensure!(program.context("cargo cannot be started")?.success(), "the program to compare with was not built");
            let mut tests = browser::node(&["web.test.js"], screenshots.as_deref())?;
            Ok(tests.env("SITE", how.output.canonicalize()?).status().context(NO_NODE)?.success())
        }
    }
}

/// Builds the page.
///
/// # Errors
/// With what to do by hand.
pub fn build(how: &Build) -> Result<()> {
    let module = compile(&Toolchain::find(how.debian)?)?;
    let bundle = bundle::Bundle::new(&module, &how.model)?;
    std::fs::create_dir_all(&how.output).with_context(|| format!("{}: cannot be made", how.output.display()))?;
    for entry in std::fs::read_dir(SOURCE).with_context(|| format!("{SOURCE}: cannot be read"))? {
        let from = entry?.path();
        let to = how.output.join(from.file_name().unwrap_or_default());
        std::fs::copy(&from, &to).with_context(|| format!("{}: cannot be written", to.display()))?;
    }
    bundle.write(&how.output.join("bundle.js"))?;
    println!("{}: module {} and model {}, compressed", how.output.display(), bundle.module_size(), bundle.model_size());
    Ok(())
}

/// Compiles the module; its bytes.
fn compile(toolchain: &Toolchain) -> Result<Vec<u8>> {
    let mut cargo = cargo_command();
    cargo.args(["build", "--profile", "web", "-p", "sayso-web", "--lib", "--target", TRIPLE, "--target-dir", TARGET]);
    toolchain.prepare(&mut cargo);
    let status = cargo.status().context("cargo cannot be started")?;
    ensure!(status.success(), "the module was not built: cargo says why above");
    let path = Path::new(TARGET).join(TRIPLE).join("web/sayso_web.wasm");
    std::fs::read(&path).with_context(|| format!("{}: cannot be read", path.display()))
}

/// Serves the page until it is interrupted.
fn serve(folder: &Path, port: u16) -> Result<bool> {
    let node = Command::new("node").arg("tests/browser/serve.js").arg(folder).arg(port.to_string()).status();
    Ok(node.context(NO_NODE)?.success())
}
