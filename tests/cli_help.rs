//! What people read first: help, completions, manual pages.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod common;

use std::fs;

use common::{sayso, stdout};

const COMMANDS: [&str; 12] = [
    "classify",
    "split",
    "explain",
    "evaluate",
    "compare",
    "train",
    "cv",
    "annotate",
    "inspect",
    "data",
    "completions",
    "man",
];

#[test]
fn help() {
    insta::assert_snapshot!("help", stdout(sayso().arg("-h")));
    for command in COMMANDS {
        insta::assert_snapshot!(format!("help_{command}"), stdout(sayso().args([command, "-h"])));
    }
}

#[test]
fn every_help_begins_with_examples() {
    for command in COMMANDS {
        let help = stdout(sayso().args([command, "--help"]));
        assert!(help.starts_with("Examples:\n  sayso "), "{command}");
    }
    for command in ["check", "stats", "agree", "audit", "suggest", "import", "export"] {
        assert!(stdout(sayso().args(["data", command, "--help"])).starts_with("Examples:\n  sayso data "), "{command}");
    }
}

#[test]
fn completions_know_the_commands() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let text = stdout(sayso().args(["completions", shell]));
        assert!(COMMANDS.iter().all(|c| text.contains(c)), "{shell}");
    }
}

#[test]
fn manual_pages_have_examples() {
    assert!(stdout(sayso().arg("man")).contains(".SH EXAMPLES"));
    let dir = tempfile::tempdir().unwrap();
    sayso().args(["man", "--dir"]).arg(dir.path()).assert().success();
    for command in COMMANDS {
        let page = fs::read_to_string(dir.path().join(format!("sayso-{command}.1"))).unwrap();
        assert!(page.contains(".SH EXAMPLES"), "{command}");
    }
}
