//! Bad input: the message names the file, the place, the cause and the remedy; the exit code is right; nothing is
//! written. The messages are a snapshot, so that they are read when they change.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod common;

use std::fs;
use std::path::Path;

use common::{data, sayso, tiny_model};

/// A folder with one of everything that can be wrong.
fn folder() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(dir.path().join(name), bytes).unwrap();
    fs::create_dir(dir.path().join("folder")).unwrap();
    write("good.txt", b"It rained. The mayor said so.");
    write("empty.txt", b"");
    write("blank.txt", b" \r\n\t\n");
    write("latin1.txt", b"First line.\nA caf\xe9 opened.\n");
    write("utf16.txt", b"\xff\xfeA\0 \0");
    let row = r#"{"doc": "a", "text": "It rained.", "label": "claim"}"#;
    write("label.jsonl", format!("{row}\n{{\"doc\": \"a\", \"text\": \"So.\", \"label\": \"rumour\"}}\n").as_bytes());
    write("text.jsonl", format!("{row}\n{{\"doc\": \"a\", \"label\": \"claim\"}}\n").as_bytes());
    write("json.jsonl", format!("{row}\n{{\"doc\": \"a\", \"text\": \n").as_bytes());
    write("latin1.jsonl", b"{\"text\": \"caf\xe9\"}\n");
    write("empty.jsonl", b"");
    write("one.jsonl", format!("{row}\n").as_bytes());
    write("context.jsonl", b"{\"text\": \"It rained.\", \"label\": null}\n");
    write("few.csv", b"doc,text,label\na,It rained.,x\nb,It snowed.,y\n");
    write("bad.lex", b"[verb say]\nwhisper\n[verb sya]\nmurmur\n");
    let model = fs::read(tiny_model()).unwrap();
    write("truncated.safetensors", &model[..model.len() / 2]);
    let text = String::from_utf8_lossy(&model[8..]).find(r#"\"format\":1,"#).unwrap() + 8;
    let mut newer = model.clone();
    newer[text + 11] = b'9';
    write("newer.safetensors", &newer);
    dir
}

/// Names in the folder, to see that nothing is added.
fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(dir).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

const CASES: &[(i32, &str)] = &[
    (1, "classify none.txt -o out.jsonl"),
    (1, "classify good.txt none.txt"),
    (1, "classify folder -o out.jsonl"),
    (1, "classify --strict empty.txt -o out.jsonl"),
    (1, "classify --strict good.txt blank.txt -o out.jsonl"),
    (1, "classify --strict latin1.txt -o out.jsonl"),
    (1, "split utf16.txt -o out.jsonl"),
    (1, "classify --keep-going none.txt empty.txt"),
    (1, "classify good.txt -o nowhere/out.jsonl"),
    (1, "classify good.txt -o folder"),
    (1, "classify --model none.safetensors good.txt"),
    (1, "classify --model folder good.txt"),
    (1, "classify --model empty.txt good.txt"),
    (1, "classify --model good.txt good.txt"),
    (1, "classify --model truncated.safetensors good.txt"),
    (1, "inspect --model newer.safetensors"),
    (2, "classify --unsure 1.5 good.txt"),
    (2, "explain --sentence 7 good.txt"),
    (1, "evaluate none.jsonl"),
    (1, "evaluate label.jsonl --predictions out.jsonl"),
    (1, "evaluate text.jsonl --predictions out.jsonl"),
    (1, "evaluate json.jsonl --predictions out.jsonl"),
    (1, "evaluate latin1.jsonl"),
    (1, "evaluate empty.jsonl"),
    (1, "evaluate context.jsonl"),
    (1, "evaluate folder"),
    (2, "evaluate one.jsonl --predictions -"),
    (1, "train empty.jsonl -o out.safetensors"),
    (1, "train one.jsonl -o out.safetensors"),
    (1, "train context.jsonl -o out.safetensors"),
    (1, "train few.csv -o out.safetensors"),
    (1, "train few.csv -o nowhere/out.safetensors"),
    (1, "train few.csv -o out.safetensors --lexicon-en bad.lex"),
    (1, "train few.csv -o out.safetensors --text-column sentence"),
    (2, "train few.csv -o out.safetensors --folds 1"),
    (2, "train few.csv -o out.safetensors --l2 -1"),
    (2, "train few.csv -o out.safetensors --scale wrods=1"),
    (2, "train few.csv -o out.safetensors --scale words"),
    (2, "train few.csv -o out.gz"),
    (1, "cv one.jsonl"),
];

#[test]
fn bad_input_is_named_and_nothing_is_written() {
    let dir = folder();
    let before = names(dir.path());
    let mut told = String::new();
    for (code, line) in CASES {
        let output = sayso().args(line.split(' ')).args(["--quiet"]).current_dir(&dir).output().unwrap();
        let message = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(*code), "{line}: {message}");
        assert!(output.stdout.is_empty(), "{line}");
        assert_eq!(names(dir.path()), before, "{line}");
        told += &format!("$ sayso {line}\n{}\n\n", message.trim_end());
    }
    insta::assert_snapshot!("messages", told);
}

#[test]
fn a_file_that_is_there_survives_a_failure() {
    let dir = folder();
    let out = dir.path().join("out.jsonl");
    fs::write(&out, "before").unwrap();
    sayso()
        .args(["classify", "--strict", "good.txt", "empty.txt", "-o", "out.jsonl"])
        .current_dir(&dir)
        .assert()
        .code(1);
    assert_eq!(fs::read_to_string(&out).unwrap(), "before");
}

#[test]
fn keep_going_sets_aside_and_says_so() {
    let dir = folder();
    let files = ["classify", "--format", "jsonl", "--keep-going", "none.txt", "good.txt", "empty.txt"];
    let output = sayso().args(files).current_dir(&dir).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), 2);
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(message.contains("set aside: none.txt: no such file"), "{message}");
    assert!(message.contains("set aside: empty.txt: is empty"), "{message}");
}

/// Cut anywhere, a model is an error and never a panic.
#[test]
fn models_cut_anywhere_are_refused() {
    let dir = folder();
    let model = fs::read(tiny_model()).unwrap();
    for cut in [1, 7, 8, 9, 100, model.len() / 3, model.len() - 1] {
        fs::write(dir.path().join("cut.safetensors"), &model[..cut]).unwrap();
        let output = sayso().args(["inspect", "--model", "cut.safetensors"]).current_dir(&dir).output().unwrap();
        let message = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{message}");
        assert!(message.starts_with("error: cut.safetensors: "), "{message}");
    }
}

/// A check that finds mistakes tells them on standard output and ends with 1.
#[test]
fn data_is_checked() {
    let dir = folder();
    let check = |file: &str| sayso().args(["data", "check", file]).current_dir(&dir).output().unwrap();
    let bad = check("text.jsonl");
    assert_eq!(bad.status.code(), Some(1));
    assert!(String::from_utf8(bad.stdout).unwrap().contains("text.jsonl:2: error"));
    sayso().args(["data", "check"]).arg(data()).assert().success();
    sayso().args(["data", "check", "none.jsonl"]).current_dir(&dir).assert().code(1);
}

#[test]
fn usage_errors_are_2_and_help_is_0() {
    sayso().assert().code(2);
    sayso().arg("clasify").assert().code(2);
    sayso().args(["train"]).arg(data()).assert().code(2);
    sayso().arg("--help").assert().code(0);
    sayso().arg("--version").assert().code(0);
}
