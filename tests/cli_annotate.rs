//! The annotation screen in a real terminal: `tmux` types the keys and reads the screen.
//!
//! Where tmux is not installed the tests say so and pass, except under CI; `cargo xtask test` installs it.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr, missing_docs)]

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use common::{data, rows, sayso};
use serde_json::Value;

/// tmux is there, or need not be.
fn tmux_is_missing() -> bool {
    let missing = Command::new("tmux").arg("-V").output().is_err();
    assert!(!missing || std::env::var_os("CI").is_none(), "tmux is not installed: apt-get install tmux");
    if missing {
        eprintln!("skipped: tmux is not installed, so the annotation screen is not tested");
    }
    missing
}

/// A terminal with the program in it, on a server of its own that ends with the test.
struct Screen {
    socket: PathBuf,
}

impl Screen {
    /// Starts `sayso annotate ARGS` in a folder.
    fn new(dir: &Path, args: &[&str]) -> Self {
        // A server that is about to end still holds its socket, so each has one of its own.
        static SERVERS: AtomicUsize = AtomicUsize::new(0);
        let screen = Self { socket: dir.join(format!("tmux{}", SERVERS.fetch_add(1, Ordering::Relaxed))) };
        let mut command = screen.tmux();
        command.args(["-f", "/dev/null", "new-session", "-d", "-x", "100", "-y", "30", "-c"]).arg(dir);
        command.arg(env!("CARGO_BIN_EXE_sayso")).arg("annotate").args(args);
        assert!(command.output().unwrap().status.success());
        screen
    }

    fn tmux(&self) -> Command {
        let mut command = Command::new("tmux");
        command.arg("-S").arg(&self.socket).env("TERM", "xterm").env_remove("TMUX");
        command
    }

    fn run(&self, args: &[&str]) -> Output {
        self.tmux().args(args).output().unwrap()
    }

    fn keys(&self, keys: &[&str]) {
        assert!(self.tmux().arg("send-keys").args(keys).output().unwrap().status.success());
    }

    /// What the screen shows.
    fn shown(&self) -> String {
        String::from_utf8(self.run(&["capture-pane", "-p"]).stdout).unwrap()
    }

    /// Waits until the screen shows `text`.
    fn wait_for(&self, text: &str) -> String {
        let began = Instant::now();
        loop {
            let shown = self.shown();
            if shown.contains(text) {
                return shown;
            }
            assert!(began.elapsed() < Duration::from_secs(60), "no {text:?} on the screen:\n{shown}");
            sleep(Duration::from_millis(20));
        }
    }

    /// Kills the program as no program can prevent.
    fn kill(&self) {
        let pid = String::from_utf8(self.run(&["list-panes", "-F", "#{pane_pid}"]).stdout).unwrap();
        assert!(Command::new("kill").args(["-9", pid.trim()]).status().unwrap().success());
        let began = Instant::now();
        while self.run(&["list-panes"]).status.success() {
            assert!(began.elapsed() < Duration::from_secs(60), "the program outlives kill -9");
            sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = self.run(&["kill-server"]);
    }
}

/// The test data without labels, in a folder.
fn pool() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let unlabelled = |mut row: Value| {
        row["label"] = Value::Null;
        row.to_string() + "\n"
    };
    let text: String = rows(&fs::read_to_string(data()).unwrap()).into_iter().map(unlabelled).collect();
    fs::write(dir.path().join("pool.jsonl"), text).unwrap();
    dir
}

/// Labels of the first sentences in a file.
fn labels(path: &Path) -> Vec<Option<String>> {
    rows(&fs::read_to_string(path).unwrap()).iter().map(|r| r["label"].as_str().map(str::to_owned)).collect()
}

/// The number behind `saved: ` on a screen; 0 if nothing has been saved.
fn saved(shown: &str) -> usize {
    let number = shown.split_once("saved: ").and_then(|(_, rest)| rest.split(' ').next());
    number.map_or(0, |n| n.parse().unwrap())
}

#[test]
fn keys_label_undo_clear_and_go() {
    if tmux_is_missing() {
        return;
    }
    let dir = pool();
    let screen = Screen::new(dir.path(), &["pool.jsonl", "-o", "out.jsonl"]);
    let first = screen.wait_for("0 of 72 labelled");
    assert!(first.contains("millbrook") && first.contains("suggestion: claim") && first.contains("1/a attribution"));
    screen.keys(&["c"]);
    screen.wait_for("saved: 1 labels in out.jsonl");
    screen.keys(&["1"]);
    screen.wait_for("saved: 2 labels");
    screen.keys(&["Space"]);
    let third = screen.wait_for("saved: 3 labels");
    assert!(third.contains("sentence 4 of"), "{third}");
    screen.keys(&["u"]);
    screen.wait_for("saved: 2 labels");
    screen.keys(&["Up", "x"]);
    screen.wait_for("saved: 1 labels");
    screen.keys(&["]", "d"]);
    let end = screen.wait_for("saved: 2 labels");
    assert!(end.contains("article 2 of 8"), "{end}");
    screen.keys(&["q"]);
    let began = Instant::now();
    while screen.run(&["list-panes"]).status.success() {
        assert!(began.elapsed() < Duration::from_secs(60), "q does not end it");
        sleep(Duration::from_millis(10));
    }
    let found = labels(&dir.path().join("out.jsonl"));
    assert_eq!(found.iter().flatten().collect::<Vec<_>>(), ["claim", "denial"]);
    assert_eq!((found[0].as_deref(), found[9].as_deref()), (Some("claim"), Some("denial")));
}

#[test]
fn what_was_shown_as_saved_outlives_a_kill_at_any_key() {
    if tmux_is_missing() {
        return;
    }
    let dir = pool();
    let out = dir.path().join("out.jsonl");
    let mut before = 0;
    for round in 0..8u64 {
        let screen = Screen::new(dir.path(), &["pool.jsonl", "-o", "out.jsonl"]);
        screen.wait_for(&format!("{before} of 72 labelled"));
        // A burst of keys, and the end somewhere in the middle of it.
        screen.keys(&["c", "a", "d", "b", "c", "a"]);
        sleep(Duration::from_millis(round * 7));
        let shown = saved(&screen.shown());
        screen.kill();
        let found = if out.exists() { labels(&out) } else { vec![None; 72] };
        assert_eq!(found.len(), 72, "the file is whole");
        let labelled = found.iter().flatten().count();
        assert!(labelled >= shown && labelled >= before, "round {round}: {labelled} in the file, {shown} shown");
        assert!(found[..labelled].iter().all(Option::is_some), "labels are given in order");
        before = labelled;
    }
    assert!(before > 0, "at least some keys were in time");
}

#[test]
fn plain_text_is_cut_into_sentences() {
    if tmux_is_missing() {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a.txt"), "The mayor resigned. He denied it.").unwrap();
    let screen = Screen::new(dir.path(), &["a.txt", "--label-list", "good,bad"]);
    screen.wait_for("0 of 2 labelled");
    screen.keys(&["g", "b"]);
    screen.wait_for("saved: 2 labels in a.labelled.jsonl");
    assert_eq!(labels(&dir.path().join("a.labelled.jsonl")).into_iter().flatten().collect::<Vec<_>>(), ["good", "bad"]);
}

#[test]
fn it_needs_a_terminal() {
    let output = sayso().arg("annotate").arg(data()).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stderr).unwrap().contains("annotate needs a terminal"));
}
