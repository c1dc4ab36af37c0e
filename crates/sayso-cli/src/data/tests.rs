#![allow(clippy::unwrap_used)]

use super::*;
use clap::Parser;
use std::fs;
use std::path::Path;

#[derive(Parser)]
struct Cli {
    #[command(subcommand)]
    command: DataCommand,
}

/// Exit code (or the error), standard output and messages of `sayso data ARGS`, in a folder.
fn sayso(dir: &Path, args: &[&str]) -> (Result<u8, String>, String, String) {
    let file = |a: &&str| {
        let known = a.contains('.') || a.contains('/');
        if known && !a.starts_with('-') { dir.join(a).display().to_string() } else { (*a).to_owned() }
    };
    let all = std::iter::once("data".to_owned()).chain(args.iter().map(file));
    let cli = Cli::try_parse_from(all).unwrap_or_else(|e| unreachable!("{e}"));
    let (mut out, mut messages) = (Vec::new(), Vec::new());
    let console = Console::new(crate::color::When::Never, true);
    let code = run_with(cli.command, &mut Streams { out: &mut out, messages: &mut messages, console });
    let text = |b: Vec<u8>| String::from_utf8(b).unwrap();
    (code.map_err(|e| format!("{e:#}")), text(out), text(messages))
}

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(dir.path().join(name), text).unwrap();
    }
    dir
}

const ROWS: &str = "doc,sid,text,label,style,lang\na,1,One.,x,wire,en\na,2,Two.,y,wire,en\nb,1,Trei.,x,blog,ro\n";

#[test]
fn arguments_are_well_formed() {
    use clap::CommandFactory;
    Cli::command().debug_assert();
}

#[test]
fn check_fails_on_errors_only_unless_strict() {
    let dir = folder(&[("a.csv", ROWS), ("bad.csv", "doc,sid,text,label\nc,1,One.,x\nc,1,Two.,z\n")]);
    let (code, out, _) = sayso(dir.path(), &["check", "a.csv"]);
    assert_eq!(code, Ok(DONE), "{out}");
    assert!(out.contains("2 articles, 3 sentences, 3 labelled: 0 errors"), "{out}");
    assert_eq!(sayso(dir.path(), &["check", "a.csv", "--strict"]).0, Ok(FAILED));
    let (code, out, _) = sayso(dir.path(), &["check", "bad.csv", "--label-list", "x,y", "--format", "json"]);
    assert_eq!(code, Ok(FAILED));
    assert!(out.contains("\"unknown-label\"") && out.contains("\"sid-returns\""), "{out}");
    let (code, _, _) = sayso(dir.path(), &["check", "none.csv"]);
    assert!(code.unwrap_err().contains("none.csv: no such file or folder"));
}

#[test]
fn stats_group_by_what_the_data_has() {
    let dir = folder(&[("a.csv", ROWS)]);
    let (code, out, _) = sayso(dir.path(), &["stats", "a.csv"]);
    assert_eq!(code, Ok(DONE));
    assert!(out.contains("by style") && out.contains("by lang") && !out.contains("by split"), "{out}");
    let (code, _, _) =
        sayso(dir.path(), &["stats", "a.csv", "--by", "style,lang", "--format", "json", "-o", "out.json"]);
    assert_eq!(code, Ok(DONE));
    assert!(fs::read_to_string(dir.path().join("out.json")).unwrap().contains("\"blog, ro\""));
}

#[test]
fn agree_compares_files() {
    let dir = folder(&[("a.csv", ROWS), ("b.csv", &ROWS.replace("2,Two.,y", "2,Two.,x"))]);
    let (code, out, _) = sayso(dir.path(), &["agree", "a.csv", "b.csv"]);
    assert_eq!(code, Ok(DONE));
    assert!(out.contains("1 disagreements") && out.contains("a 2  y / x  Two."), "{out}");
}

#[test]
fn export_and_import_are_inverse() {
    let dir = folder(&[("a.csv", ROWS)]);
    for tool in ["prodigy", "doccano", "label-studio", "argilla", "brat"] {
        let file = if tool == "brat" { "brat/" } else { "x.json" };
        assert_eq!(sayso(dir.path(), &["export", tool, "a.csv", "-o", file]).0, Ok(DONE));
        let (code, out, messages) = sayso(dir.path(), &["import", tool, file, "--suggestions", "--shape", "rows"]);
        assert_eq!(code, Ok(DONE), "{tool}");
        assert!(messages.contains("2 articles, 3 sentences, 3 labelled"), "{tool}: {messages}");
        assert!(out.contains("\"text\":\"Trei.\",\"label\":\"x\""), "{tool}: {out}");
    }
    let (code, _, _) = sayso(dir.path(), &["export", "brat", "a.csv"]);
    assert!(code.unwrap_err().contains("with -o"));
}

#[test]
fn standoff_labels_go_round_and_misfits_are_listed() {
    let corpus = concat!(
        "{\"doc\": \"a\", \"sid\": \"1\", \"paragraph\": 1, \"text\": \"One.\"}\n",
        "{\"doc\": \"a\", \"sid\": \"2\", \"paragraph\": 1, \"text\": \"Two!\"}\n",
    );
    let dir = folder(&[("a.csv", ROWS), ("newsdiscourse.jsonl", corpus)]);
    let (code, out, _) = sayso(dir.path(), &["export", "standoff", "a.csv", "--keep", "style"]);
    assert_eq!(code, Ok(DONE));
    assert!(!out.contains("One.") && out.contains("\"style\":\"wire\""), "{out}");
    fs::write(dir.path().join("labels.jsonl"), out).unwrap();
    let args = ["import", "newsdiscourse", "newsdiscourse.jsonl", "--labels", "labels.jsonl", "--report", "r.json"];
    let (code, out, messages) = sayso(dir.path(), &args);
    assert_eq!(code, Ok(SET_ASIDE));
    assert!(messages.contains("1 of 3 labels found their sentence"), "{messages}");
    assert!(messages.contains("not in this copy:\n  b 1\n"), "{messages}");
    assert!(messages.contains("reads differently in this copy:\n  a 2\n"), "{messages}");
    assert_eq!(out.lines().count(), 2);
    assert!(fs::read_to_string(dir.path().join("r.json")).unwrap().contains("\"joined\": 1"));
}
