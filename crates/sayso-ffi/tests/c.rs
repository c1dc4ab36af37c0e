//! The example in C, compiled with the C compiler of this machine against the shared library, and run.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::print_stderr)]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use sayso::Model;

const ARTICLE: &str =
    "The mayor denied it, police said. “Nothing — at all,” she added.\n\nBlue Harbour was built in 1931.";

/// The compiled example in `folder`; nothing where there is no C compiler.
fn compile(folder: &Path) -> Option<PathBuf> {
    let cc = std::env::var_os("CC").unwrap_or_else(|| "cc".into());
    if !Command::new(&cc).arg("--version").output().is_ok_and(|o| o.status.success()) {
        eprintln!("skipped: there is no C compiler; install one, or name it in CC");
        return None;
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    // Cargo puts the libraries beside the tests.
    let libraries = std::env::current_exe().unwrap().parent().unwrap().to_path_buf();
    let program = folder.join("label");
    let mut cc = Command::new(cc);
    cc.args(["-std=c99", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-o"]).arg(&program);
    cc.arg("-I").arg(root.join("include")).arg(root.join("examples/label.c"));
    cc.arg("-L").arg(&libraries).args(["-lsayso_ffi", &format!("-Wl,-rpath,{}", libraries.display())]);
    assert!(cc.status().unwrap().success(), "the example does not compile");
    Some(program)
}

fn run(program: &Path, model: Option<&Path>, input: &[u8]) -> Output {
    let mut example = Command::new(program);
    example.args(model).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = example.spawn().unwrap();
    // An example that fails early does not read its input.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

#[test]
fn the_example_answers_as_the_library_does() {
    let folder = tempfile::tempdir().unwrap();
    let Some(program) = compile(folder.path()) else { return };
    let model = Model::embedded().unwrap();
    let line = |s: sayso::Labelled| {
        let p = &s.prediction;
        format!("{}\t{:.3}\t{}\n", model.labels()[p.label], p.score(), s.span.of(ARTICLE))
    };
    let expected: String = model.classify(ARTICLE).into_iter().map(line).collect();
    assert_eq!(expected.lines().count(), 3);
    let path = folder.path().join("model.safetensors");
    std::fs::write(&path, Model::embedded_bytes()).unwrap();
    for model in [None, Some(path.as_path())] {
        let output = run(&program, model, ARTICLE.as_bytes());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(String::from_utf8(output.stdout).unwrap(), expected);
    }
    let output = run(&program, None, b"");
    assert!(output.status.success() && output.stdout.is_empty(), "no text has no sentences");
}

#[test]
fn the_example_says_what_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let Some(program) = compile(folder.path()) else { return };
    let missing = folder.path().join("missing");
    let damaged = folder.path().join("damaged");
    std::fs::write(&damaged, b"no model").unwrap();
    for (model, input, said) in [
        (Some(&missing), &b"x"[..], "missing: "),
        (Some(&damaged), b"x", "not a sayso model"),
        (None, b"abc\xff", "not UTF-8 from byte 3 on"),
    ] {
        let output = run(&program, model.map(PathBuf::as_path), input);
        let error = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && error.starts_with("error: ") && error.contains(said), "{error}");
    }
}
