//! Nothing lost: runs that are killed, stopped, out of space or out of readers, and what goes on from them.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod common;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use serde_json::json;

const ARTICLES: usize = 3000;

/// Articles with some broken records among them.
fn corpus() -> String {
    let article = |n: usize| {
        if n % 211 == 17 {
            return "{\"text\": \n".to_owned();
        }
        let text = format!("The ferry number {n} closed on Monday, the council said. The builder denied it. ")
            .repeat(n % 7 + 1);
        json!({"id": n, "text": text, "outlet": "Gazette"}).to_string() + "\n"
    };
    (0..ARTICLES).map(article).collect()
}

fn command(dir: &Path, out: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
    command.args(["classify", "in.jsonl", "-q", "--lang", "en", "--carry", "outlet", "--row-group", "200"]);
    command.args(["--checkpoint", "0.02", "-o", out]).current_dir(dir);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

/// Numbers that look random and are the same each time.
fn random(state: &mut u64) -> u64 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    *state
}

fn told(child: Child) -> (Option<i32>, String) {
    let output = child.wait_with_output().unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

/// What a run without interruption writes: the output and the side file.
fn uninterrupted(dir: &Path, out: &str) -> (Vec<u8>, Vec<u8>) {
    let (code, message) = told(command(dir, out).spawn().unwrap());
    assert_eq!(code, Some(3), "{message}");
    (fs::read(dir.join(out)).unwrap(), fs::read(dir.join(format!("{out}.rejected.jsonl"))).unwrap())
}

/// Bytes of a file; 0 if there is none.
fn size(path: &Path) -> u64 {
    path.metadata().map_or(0, |m| m.len())
}

/// Waits until something is true of a run; false if the run ended before.
fn wait(child: &mut Child, mut until: impl FnMut() -> bool) -> bool {
    loop {
        if until() {
            return true;
        }
        if child.try_wait().unwrap().is_some() {
            return false;
        }
        sleep(Duration::from_micros(200));
    }
}

fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(dir).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_run_that_is_killed_again_and_again_gives_the_same_bytes() {
    let mut seed = 0x5eed_0007;
    for form in ["jsonl", "csv", "jsonl.gz", "parquet"] {
        let dir = tempfile::tempdir().unwrap();
        let d = dir.path();
        fs::write(d.join("in.jsonl"), corpus()).unwrap();
        let (expected, rejects) = uninterrupted(d, &format!("whole.{form}"));
        let out = format!("out.{form}");
        let (mut kills, mut progress) = (0, Vec::new());
        for attempt in 0.. {
            let mut child = command(d, &out).arg("--resume").spawn().unwrap();
            if attempt < 6 {
                // At once, or when a random part of the output is there; and then a little later.
                let part = random(&mut seed) % 90 * expected.len() as u64 / 100;
                let partial = d.join(format!("{out}.partial"));
                let much = attempt > 0 && wait(&mut child, || size(&partial) > part);
                sleep(Duration::from_micros(random(&mut seed) % if much { 5_000 } else { 50_000 }));
                child.kill().unwrap();
            }
            let output = child.wait_with_output().unwrap();
            if output.status.signal().is_some() {
                kills += 1;
                let state = fs::read_to_string(d.join(format!("{out}.state"))).unwrap_or_default();
                progress.push(state.contains("\"output\":") && !state.contains("\"output\":0"));
                continue;
            }
            assert_eq!(output.status.code(), Some(3), "{}", String::from_utf8_lossy(&output.stderr));
            break;
        }
        assert!(kills > 0, "{form}: no run was killed");
        assert!(progress.contains(&true), "{form}: no killed run had got anywhere");
        assert!(fs::read(d.join(&out)).unwrap() == expected, "{form}: differs after {kills} kills");
        assert!(fs::read(d.join(format!("{out}.rejected.jsonl"))).unwrap() == rejects, "{form}");
        assert_eq!(names(d).len(), 5, "{:?}", names(d));
    }
}

/// The input is a pipe that stays open, so the run cannot end before the signal comes, and its reader is waiting then.
#[test]
fn a_signal_stops_a_run_cleanly() {
    let dir = tempfile::tempdir().unwrap();
    let d = dir.path();
    let text = corpus();
    let half = text.match_indices('\n').nth(ARTICLES / 2).unwrap().0 + 1;
    let run = |out: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
        command.args([
            "classify",
            "--input-format",
            "jsonl",
            "-q",
            "--lang",
            "en",
            "--checkpoint",
            "0.02",
            "--resume",
            "-o",
            out,
        ]);
        command.current_dir(d).stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let feed = |child: &mut Child, text: &str| child.stdin.as_mut().unwrap().write_all(text.as_bytes()).unwrap();
    let mut child = run("whole.jsonl");
    feed(&mut child, &text);
    let (code, message) = told(child);
    assert_eq!(code, Some(3), "{message}");
    for (signal, code) in [("-TERM", 143), ("-INT", 130)] {
        let mut child = run("out.jsonl");
        feed(&mut child, &text[..half]);
        let open = child.stdin.take();
        assert!(wait(&mut child, || size(&d.join("out.jsonl.state")) > 0));
        Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
        let (found, message) = told(child);
        assert_eq!(found, Some(code), "{message}");
        assert!(message.contains("--resume goes on from here"), "{message}");
        assert!(!d.join("out.jsonl").exists());
        drop(open);
    }
    let mut child = run("out.jsonl");
    feed(&mut child, &text);
    let (code, message) = told(child);
    assert_eq!(code, Some(3), "{message}");
    assert!(fs::read(d.join("out.jsonl")).unwrap() == fs::read(d.join("whole.jsonl")).unwrap());
}

/// A limit on the size of files stands for a full disk.
#[test]
fn a_run_out_of_space_goes_on_when_there_is_some() {
    let dir = tempfile::tempdir().unwrap();
    let d = dir.path();
    fs::write(d.join("in.jsonl"), corpus()).unwrap();
    for form in ["jsonl", "parquet"] {
        let (expected, rejects) = uninterrupted(d, &format!("whole.{form}"));
        let blocks = expected.len() / 512 / 2;
        let script = format!(
            "ulimit -f {blocks}; exec \"$0\" classify in.jsonl -q --lang en --carry outlet --row-group 200 --checkpoint 0.02 \
             -o out.{form} --resume"
        );
        let limited = || {
            let mut command = Command::new("sh");
            command.args(["-c", &script, env!("CARGO_BIN_EXE_sayso")]).current_dir(d).stderr(Stdio::piped());
            told(command.spawn().unwrap())
        };
        for _ in 0..2 {
            let (code, message) = limited();
            assert_eq!(code, Some(1), "{message}");
            let of = format!("out.{form}");
            assert!(
                message.contains(&of) && message.contains("cannot be written") && message.contains("--resume"),
                "{message}"
            );
            assert!(!d.join(&of).exists());
        }
        let (code, message) = told(command(d, &format!("out.{form}")).arg("--resume").spawn().unwrap());
        assert_eq!(code, Some(3), "{message}");
        assert!(fs::read(d.join(format!("out.{form}"))).unwrap() == expected, "{form}");
        assert!(fs::read(d.join(format!("out.{form}.rejected.jsonl"))).unwrap() == rejects, "{form}");
    }
}

/// Leaves an interrupted run behind.
fn interrupted(dir: &Path) {
    let mut child = command(dir, "out.jsonl").spawn().unwrap();
    assert!(wait(&mut child, || size(&dir.join("out.jsonl.state")) > 0), "the run was too fast");
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn a_run_goes_on_with_the_same_input_options_and_model_only() {
    let dir = tempfile::tempdir().unwrap();
    let d = dir.path();
    let text = corpus();
    fs::write(d.join("in.jsonl"), &text).unwrap();
    let (expected, _) = uninterrupted(d, "whole.jsonl");
    interrupted(d);
    let refused = |more: &[&str], why: &str| {
        let (code, message) = told(command(d, "out.jsonl").arg("--resume").args(more).spawn().unwrap());
        assert_eq!((code, message.contains(why)), (Some(1), true), "{more:?}: {message}");
        assert!(d.join("out.jsonl.state").exists() && d.join("out.jsonl.partial").exists());
    };
    refused(&["--unsure", "0.5"], "--unsure");
    refused(&["--model", common::tiny_model().to_str().unwrap()], "another model");
    fs::write(d.join("in.jsonl"), text.replacen("ferry", "Ferry", 1)).unwrap();
    refused(&[], "the input is not the one");
    // What comes behind may change: it has not been read.
    fs::write(d.join("in.jsonl"), &text).unwrap();
    let (code, message) = told(command(d, "out.jsonl").arg("--resume").spawn().unwrap());
    assert_eq!(code, Some(3), "{message}");
    assert!(fs::read(d.join("out.jsonl")).unwrap() == expected);
    // Without --resume an interrupted run is given up, and that is said.
    interrupted(d);
    let mut again = command(d, "out.jsonl");
    let (code, message) = told(again.spawn().unwrap());
    assert_eq!(code, Some(3), "{message}");
    assert!(fs::read(d.join("out.jsonl")).unwrap() == expected);
}

#[test]
fn folders_go_on_without_reading_what_is_done() {
    let dir = tempfile::tempdir().unwrap();
    let d = dir.path();
    fs::create_dir(d.join("texts")).unwrap();
    for n in 0..1500 {
        let text = format!("The ferry number {n} closed on Monday. The builder denied it. ").repeat(n % 5 + 1);
        fs::write(d.join(format!("texts/{n:04}.txt")), text).unwrap();
    }
    let run = |out: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
        command.args(["classify", "texts", "-q", "--checkpoint", "0.02", "--resume", "-o", out]).current_dir(d);
        command.stderr(Stdio::piped()).spawn().unwrap()
    };
    assert_eq!(told(run("whole.csv")).0, Some(0));
    let whole = size(&d.join("whole.csv"));
    for part in [4, 2] {
        let mut child = run("out.csv");
        assert!(wait(&mut child, || size(&d.join("out.csv.partial")) > whole / part), "the run was too fast");
        child.kill().unwrap();
        child.wait().unwrap();
    }
    assert_eq!(told(run("out.csv")).0, Some(0));
    assert!(fs::read(d.join("out.csv")).unwrap() == fs::read(d.join("whole.csv")).unwrap());
}

/// A reader that has seen enough is no error, in the middle of a batch either.
#[test]
fn a_closed_pipe_ends_a_batch_quietly() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("in.jsonl"), corpus()).unwrap();
    let script = "\"$0\" classify in.jsonl -q -f jsonl --lang en --rejects r.jsonl | head -n 3";
    let mut command = Command::new("bash");
    command.args(["-c", &format!("set -o pipefail; {script}"), env!("CARGO_BIN_EXE_sayso")]).current_dir(&dir);
    let output = command.output().unwrap();
    assert_eq!((output.status.code(), output.stdout.iter().filter(|b| **b == b'\n').count()), (Some(0), 3));
}

/// Labelled articles, enough for a cross-validation that takes a while.
fn labelled(dir: &Path) {
    let row = |n: usize| {
        let (text, label) = match n % 3 {
            0 => (format!("The ferry number {n} closed on Monday."), "claim"),
            1 => (format!("The council of ward {n} said the pier was safe."), "attribution"),
            _ => (format!("Builder {n} denied that the pier had been unsafe."), "denial"),
        };
        json!({"doc": n / 6, "text": text, "label": label}).to_string() + "\n"
    };
    fs::write(dir.join("rows.jsonl"), (0..360).map(row).collect::<String>()).unwrap();
}

fn training(dir: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
    command.args(args).args(["rows.jsonl", "--pieces", "0", "--folds", "2"]).current_dir(dir);
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

fn signal(child: &Child, signal: &str) {
    assert!(Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap().success());
}

#[test]
fn a_search_that_is_interrupted_goes_on_to_the_same_model() {
    let dir = tempfile::tempdir().unwrap();
    let d = dir.path();
    labelled(d);
    let search = |name: &str, more: &[&str]| {
        let mut command = training(d, &["train", "-o", name, "--name", "m", "--search", "5"]);
        command.args(more);
        command
    };
    let (code, message) = told(search("whole.safetensors", &[]).spawn().unwrap());
    assert_eq!(code, Some(0), "{message}");
    let lines = || fs::read_to_string(d.join("out.search.jsonl")).unwrap_or_default().lines().count();
    let mut child = search("out.safetensors", &[]).spawn().unwrap();
    assert!(wait(&mut child, || lines() > 1), "the search ended too soon");
    signal(&child, "-INT");
    let (code, message) = told(child);
    assert_eq!(code, Some(130), "{message}");
    assert!(message.contains("interrupted; the same command with --resume goes on from here"), "{message}");
    let log = fs::read_to_string(d.join("out.search.jsonl")).unwrap();
    assert!(log.ends_with('\n') && log.lines().all(|l| serde_json::from_str::<serde_json::Value>(l).is_ok()), "{log}");
    assert_eq!(names(d), ["out.search.jsonl", "rows.jsonl", "whole.safetensors", "whole.search.jsonl"]);
    let (code, message) = told(search("out.safetensors", &["--resume"]).spawn().unwrap());
    assert_eq!(code, Some(0), "{message}");
    assert!(fs::read_to_string(d.join("out.search.jsonl")).unwrap().starts_with(&log));
    assert!(fs::read(d.join("out.safetensors")).unwrap() == fs::read(d.join("whole.safetensors")).unwrap());
}

#[test]
fn trainings_are_interrupted_cleanly() {
    let dir = tempfile::tempdir().unwrap();
    let d = dir.path();
    labelled(d);
    let curve: Vec<String> = (1..100).map(|n| format!("0.{n:02}")).collect();
    let curve = format!("--learning-curve={}", curve.join(","));
    let cv = ["cv", "-o", "cv.json", &curve];
    let train = ["train", "-o", "m.safetensors", "--card", "m.md", "--tolerance", "0", "--max-iterations", "100000"];
    for (args, name, code) in [(&cv[..], "-INT", 130), (&train[..], "-TERM", 143)] {
        let mut child = training(d, args).spawn().unwrap();
        // The first line of progress comes after the data has been read.
        let mut errors = BufReader::new(child.stderr.take().unwrap());
        let mut first = String::new();
        errors.read_line(&mut first).unwrap();
        assert!(first.contains("features"), "{first}");
        signal(&child, name);
        let (found, _) = told(child);
        let mut rest = String::new();
        errors.read_to_string(&mut rest).unwrap();
        assert_eq!(found, Some(code), "{rest}");
        assert!(rest.ends_with("error: interrupted\n"), "{rest}");
        assert_eq!(names(d), ["rows.jsonl"]);
    }
}
