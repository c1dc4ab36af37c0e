//! What the end-to-end tests share: the program, paths, a tiny model.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr, dead_code, missing_docs)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use assert_cmd::Command;

/// The repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// The program, the same whatever the terminal and the environment.
pub fn sayso() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
    command.env("COLUMNS", "100").env("TERM", "xterm").env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command
}

/// Labelled sentences of eight little articles, 64 with a label and 8 without.
pub fn data() -> PathBuf {
    root().join("tests/data/towns.jsonl")
}

/// A model trained on [`data`], once per test program.
pub fn tiny_model() -> &'static Path {
    static MODEL: OnceLock<PathBuf> = OnceLock::new();
    MODEL.get_or_init(|| {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{}.safetensors", env!("CARGO_CRATE_NAME")));
        train(&path).assert().success();
        path
    })
}

/// The command that trains a tiny model.
pub fn train(model: &Path) -> Command {
    let mut command = sayso();
    command.arg("train").arg(data()).arg("-o").arg(model);
    command.args(["--name", "tiny", "--folds", "2", "--pieces", "0", "--min-sentences", "1"]);
    command
}

/// What a command that must succeed prints on standard output.
pub fn stdout(command: &mut Command) -> String {
    String::from_utf8(command.assert().success().get_output().stdout.clone()).unwrap()
}

/// JSON Lines.
pub fn rows(text: &str) -> Vec<serde_json::Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Texts in the repository, and the shared ones where they are.
pub fn articles() -> Vec<PathBuf> {
    let mut found = folder(&root().join("tests/articles"));
    assert!(found.len() >= 3, "the articles of the tests are missing");
    let shared = root().join("../shared/articles");
    if shared.is_dir() {
        found.extend(folder(&shared));
    } else {
        eprintln!("skipped: there is no ../shared/articles beside the repository; its real articles are not tested");
    }
    found
}

fn folder(path: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(path).unwrap().map(|e| e.unwrap().path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "txt"));
    files.sort();
    files
}

/// Digits after a decimal point become `#`, so that a snapshot shows the form and not the model.
pub fn masked(text: &str) -> String {
    let mut out = String::new();
    let (mut fraction, mut before) = (false, ' ');
    for c in text.chars() {
        fraction = c.is_ascii_digit() && (fraction || before == '.');
        out.push(if fraction { '#' } else { c });
        before = c;
    }
    out
}
