//! Articles in, rows out: exact offsets, nothing lost, the same whatever the threads.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod common;

use std::fs;
use std::path::Path;
use std::process::Stdio;

use common::{articles, root, rows, sayso, stdout, tiny_model};
use serde_json::Value;

fn number(row: &Value, key: &str) -> usize {
    usize::try_from(row[key].as_u64().unwrap()).unwrap()
}

/// Every slice is exact, and every character that is not white space lies in exactly one sentence.
fn check_spans(text: &str, rows: &[Value]) {
    let chars: Vec<char> = text.chars().collect();
    let mut covered = vec![0; chars.len()];
    for (i, row) in rows.iter().enumerate() {
        let (start, end) = (number(row, "start"), number(row, "end"));
        let slice: String = chars[start..end].iter().collect();
        assert_eq!(row["text"].as_str(), Some(slice.as_str()));
        assert_eq!(number(row, "sent_index"), i);
        covered[start..end].iter_mut().for_each(|n| *n += 1);
    }
    for (c, n) in chars.iter().zip(covered) {
        assert!(n <= 1 && (n == 1 || c.is_whitespace()), "{c:?} lies in {n} sentences");
    }
}

fn check_row(row: &Value, text: &[char]) {
    let scores: Vec<(&String, f64)> = row
        .as_object()
        .unwrap()
        .iter()
        .filter(|(key, _)| key.starts_with("score_"))
        .map(|(key, value)| (key, value.as_f64().unwrap()))
        .collect();
    assert!((scores.iter().map(|(_, p)| p).sum::<f64>() - 1.0).abs() < 1e-3);
    let label = row["label"].as_str().unwrap();
    assert_eq!(row["score"], row[format!("score_{label}")]);
    assert!(row["margin"].is_number() && row["abstained"].is_boolean() && row["model"].is_string());
    for cue in row["cues"].as_array().unwrap() {
        let (start, end) = (number(cue, "start"), number(cue, "end"));
        assert!(number(row, "start") <= start && start < end && end <= number(row, "end"));
        assert!(!text[start].is_whitespace() && !text[end - 1].is_whitespace());
        assert!(cue["kind"].is_string() && cue["quoted"].is_boolean());
    }
}

#[test]
fn classify_covers_every_article_with_exact_slices() {
    for path in articles() {
        let text = fs::read_to_string(&path).unwrap();
        let rows = rows(&stdout(sayso().args(["classify", "--format", "jsonl"]).arg(&path)));
        check_spans(&text, &rows);
        let chars: Vec<char> = text.chars().collect();
        rows.iter().for_each(|row| check_row(row, &chars));
        assert_eq!(rows[0]["doc"].as_str(), path.file_stem().unwrap().to_str());
    }
}

#[test]
fn the_table_holds_every_sentence() {
    for path in articles() {
        let table = stdout(sayso().arg("classify").arg(&path));
        let rows = rows(&stdout(sayso().arg("split").arg(&path)));
        assert_eq!(table.lines().count(), rows.len());
        assert!(!table.contains('\u{1b}'), "piped output is plain");
    }
}

#[test]
fn split_cuts_as_classify_does() {
    for path in articles() {
        let text = fs::read_to_string(&path).unwrap();
        let rows_of = |args: &[&str]| rows(&stdout(sayso().args(args).arg(&path)));
        let split = rows_of(&["split"]);
        check_spans(&text, &split);
        let labelled = rows_of(&["classify", "--format", "jsonl"]);
        assert_eq!(split.len(), labelled.len());
        for (a, b) in split.iter().zip(&labelled) {
            assert!(["doc", "sent_index", "start", "end", "text"].iter().all(|k| a[k] == b[k]));
        }
        for row in rows_of(&["split", "--offsets", "utf8"]) {
            assert_eq!(row["text"].as_str(), text.get(number(&row, "start")..number(&row, "end")));
        }
        let units: Vec<u16> = text.encode_utf16().collect();
        for row in rows_of(&["split", "--offsets", "utf16"]) {
            let slice = String::from_utf16(&units[number(&row, "start")..number(&row, "end")]).unwrap();
            assert_eq!(row["text"].as_str(), Some(slice.as_str()));
        }
    }
}

/// Bytes that an editor would hide: offsets count from behind the mark, everything else stays.
#[test]
fn marks_line_ends_and_nul_are_accepted() {
    for text in
        ["\u{feff}One sentence here. Another one.", "A line.\r\nAnother line.\r\n", "A \0 in it. And\0after.", "\0"]
    {
        for command in [&["split"][..], &["classify", "--format", "jsonl"]] {
            let rows = rows(&stdout(sayso().args(command).write_stdin(text)));
            check_spans(text.trim_start_matches('\u{feff}'), &rows);
            assert_eq!(rows[0]["doc"], "stdin");
        }
    }
    let table = stdout(sayso().arg("classify").write_stdin("A \0 and \u{1b}[31m in it.\n"));
    assert!(table.contains("A ␀ and ␛[31m in it."), "{table}");
}

#[test]
fn bytes_that_are_not_utf8_are_read_on_demand() {
    let rows = rows(&stdout(sayso().args(["split", "--lossy"]).write_stdin(&b"It is a caf\xe9. Yes."[..])));
    assert_eq!(rows[0]["text"], "It is a caf\u{fffd}.");
    assert_eq!(rows[1]["start"], 14);
}

#[test]
fn standard_input_has_three_spellings() {
    let text = "The mayor denied it. Police said so.";
    let plain = stdout(sayso().arg("classify").write_stdin(text));
    assert_eq!(plain, stdout(sayso().args(["classify", "-"]).write_stdin(text)));
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a.txt"), text).unwrap();
    assert_eq!(plain, stdout(sayso().args(["classify", "a.txt"]).current_dir(&dir)));
}

#[test]
fn names_of_articles_are_unique() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("b")).unwrap();
    for name in ["x.txt", "b/x.txt", "b/x.md"] {
        fs::write(dir.path().join(name), "One.").unwrap();
    }
    let out = stdout(sayso().args(["split", "x.txt", "b/x.txt", "b/x.md"]).current_dir(&dir));
    let docs: Vec<Value> = rows(&out).iter().map(|r| r["doc"].clone()).collect();
    assert_eq!(docs, ["x", "x-2", "x-3"]);
}

#[test]
fn threads_do_not_matter() {
    let files: Vec<_> = articles().into_iter().cycle().take(12).collect();
    let run = |jobs: &str| stdout(sayso().args(["classify", "--format", "jsonl", "--jobs", jobs]).args(&files));
    assert_eq!(run("1"), run("4"));
}

#[test]
fn output_files_are_whole_and_compressed_by_name() {
    let dir = tempfile::tempdir().unwrap();
    let article = root().join("tests/articles/harbour-en.txt");
    let expected = stdout(sayso().args(["classify", "--format", "jsonl"]).arg(&article));
    let write = |name: &str| {
        sayso().arg("classify").arg(&article).args(["-o", name]).current_dir(&dir).assert().success().stdout("");
        fs::read(dir.path().join(name)).unwrap()
    };
    assert_eq!(String::from_utf8(write("a.jsonl")).unwrap(), expected, "the ending picks the form");
    assert_eq!(write("a.jsonl.gz")[..2], [0x1f, 0x8b]);
    assert!(String::from_utf8(write("a.txt")).unwrap().starts_with(|c: char| c.is_alphabetic()));
    assert_eq!(fs::read_dir(&dir).unwrap().count(), 3, "no temporary file stays");
}

#[test]
fn unsure_marks_labels_below_the_threshold() {
    let run = |p: &str, format: &str| {
        stdout(sayso().args(["classify", "--unsure", p, "--format", format]).write_stdin("It rained. He denied it."))
    };
    assert!(rows(&run("1", "jsonl")).iter().all(|r| r["abstained"] == true));
    assert!(rows(&run("0", "jsonl")).iter().all(|r| r["abstained"] == false));
    assert!(run("1", "table").lines().all(|l| l.split_whitespace().next().unwrap().ends_with('?')));
    sayso().args(["classify", "--unsure", "2"]).assert().code(2);
}

const TOWN: &str = "The ferry in Ashmoor closed on Monday after a storm.\n\
    The builder denied that the ferry had been badly built.\n\
    \"We have no money for the ferry,\" she told reporters in Ashmoor.\n\
    The ferry was built in 1947 and was last painted ten years ago.\n";

#[test]
fn tables_for_people() {
    let run = |color: &str| {
        let mut command = sayso();
        command.args(["classify", "--color", color, "--model"]).arg(tiny_model());
        common::masked(&stdout(command.write_stdin(TOWN)))
    };
    insta::assert_snapshot!("table_plain", run("auto"));
    insta::assert_snapshot!("table_colored", run("always").replace('\u{1b}', "␛"));
    assert_eq!(run("never"), run("auto"));
}

#[test]
fn several_articles_have_headings() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("one.txt"), "It rained.").unwrap();
    fs::write(dir.path().join("two.txt"), "It snowed.").unwrap();
    let table = stdout(sayso().args(["classify", "one.txt", "two.txt"]).current_dir(&dir));
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!((lines.len(), lines[0], lines[2], lines[3]), (5, "one", "", "two"));
}

/// A reader that has seen enough is no error.
#[test]
fn a_closed_pipe_ends_quietly() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("long.txt");
    fs::write(&path, "The mayor said it rained. ".repeat(4000)).unwrap();
    for args in [&["split"][..], &["classify"], &["man"], &["completions", "bash"]] {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_sayso"));
        command.args(args).stdout(Stdio::piped()).stderr(Stdio::piped()).stdin(Stdio::null());
        if args[0] == "split" || args[0] == "classify" {
            command.arg(&path);
        }
        let mut child = command.spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""), "{args:?}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_an_error() {
    let full = fs::OpenOptions::new().write(true).open(Path::new("/dev/full")).unwrap();
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_sayso"));
    let article = root().join("tests/articles/harbour-en.txt");
    let output = command.arg("split").arg(article).stdout(full).stderr(Stdio::piped()).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).starts_with("error: standard output: cannot be written"));
}
