//! Nothing lost: runs that are killed, stopped, out of space or out of readers, and what goes on from them.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod common;

use std::fs;
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

#[test]
fn a_signal_stops_a_run_cleanly() {
    let dir = tempfile::tempdir().unwrap();
    let d = dir.path();
    fs::write(d.join("in.jsonl"), corpus()).unwrap();
    let (expected, _) = uninterrupted(d, "whole.jsonl");
    for (signal, code, part) in [("-TERM", 143, 5), ("-INT", 130, 3)] {
        let mut child = command(d, "out.jsonl").arg("--resume").spawn().unwrap();
        let part = expected.len() as u64 / part;
        assert!(wait(&mut child, || size(&d.join("out.jsonl.partial")) > part), "the run was too fast");
        Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
        let (found, message) = told(child);
        assert_eq!(found, Some(code), "{message}");
        assert!(message.contains("--resume goes on from here"), "{message}");
        assert!(!d.join("out.jsonl").exists());
    }
    let (code, message) = told(command(d, "out.jsonl").arg("--resume").spawn().unwrap());
    assert_eq!(code, Some(3), "{message}");
    assert!(fs::read(d.join("out.jsonl")).unwrap() == expected);
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
    let before = names(d);
    let refused = |more: &[&str], why: &str| {
        let (code, message) = told(command(d, "out.jsonl").arg("--resume").args(more).spawn().unwrap());
        assert_eq!((code, message.contains(why)), (Some(1), true), "{more:?}: {message}");
        assert_eq!(names(d), before);
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
