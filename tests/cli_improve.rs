//! What makes data better, end to end: audits and suggestions.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod common;

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use common::{data, root, rows, sayso, stdout, tiny_model};
use serde_json::{Value, json};

const LABELS: [&str; 4] = ["attribution", "background", "claim", "denial"];

/// Writes articles of the repository with one label of twenty replaced by the next; the places of those replaced.
fn planted(to: &Path) -> HashSet<(String, String)> {
    let (mut out, mut planted, mut seen) = (String::new(), HashSet::new(), 0);
    for file in ["wire", "web", "state"] {
        let text = fs::read_to_string(root().join(format!("datasets/articles/{file}.jsonl"))).unwrap();
        for mut article in rows(&text) {
            let doc = article["id"].as_str().unwrap().to_owned();
            for (i, sentence) in article["sentences"].as_array_mut().unwrap().iter_mut().enumerate() {
                seen += 1;
                if seen % 20 == 0 {
                    let label = LABELS.iter().position(|l| sentence["label"] == *l).unwrap();
                    sentence["label"] = json!(LABELS[(label + 1 + seen / 20 % 3) % 4]);
                    planted.insert((doc.clone(), i.to_string()));
                }
            }
            out += &format!("{article}\n");
        }
    }
    fs::write(to, out).unwrap();
    planted
}

#[test]
fn planted_errors_come_first() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("planted.jsonl");
    let planted = planted(&path);
    let mut command = sayso();
    command
        .args(["data", "audit", "--format", "json", "--limit", "100000", "--pieces", "0", "--folds", "3"])
        .arg(&path);
    let audit: Value = serde_json::from_str(&stdout(&mut command)).unwrap();
    let suspects = audit["suspects"].as_array().unwrap();
    assert_eq!(suspects.len() as u64, audit["sentences"].as_u64().unwrap());
    let key = |s: &Value| (s["doc"].as_str().unwrap().to_owned(), s["sid"].as_str().unwrap().to_owned());
    let found = suspects[..suspects.len() / 10].iter().filter(|s| planted.contains(&key(s))).count();
    assert!(found as f64 >= 0.6 * planted.len() as f64, "{found} of {}", planted.len());
    let probabilities: Vec<f64> = suspects.iter().map(|s| s["probability"].as_f64().unwrap()).collect();
    assert!(probabilities.is_sorted());
}

#[test]
fn audits_show_context_contradictions_and_duplicates() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("d.jsonl");
    let last = "The town is old. Nobody in it would have thought so before the storm came.";
    let more = [("x", "claim"), ("y", "denial")]
        .map(|(doc, label)| json!({"doc": doc, "text": last, "label": label}).to_string());
    fs::write(&path, fs::read_to_string(data()).unwrap() + &more.join("\n")).unwrap();
    let mut command = sayso();
    command.args(["data", "audit", "--limit", "2", "--folds", "2", "--pieces", "0", "--min-sentences", "1", "--quiet"]);
    let text = stdout(command.arg(&path));
    assert!(text.starts_with("66 labels, "), "{text}");
    assert!(
        text.contains("\n    1. ") && text.contains("\n       > ") && text.contains("warning[contradictory-labels]")
    );
    assert!(text.contains("warning[duplicate-sentence]"), "{text}");
}

/// The test data without labels.
fn pool(dir: &Path) -> std::path::PathBuf {
    let path = dir.join("pool.jsonl");
    let unlabelled = |mut row: Value| {
        row["label"] = Value::Null;
        row.to_string() + "\n"
    };
    let text: String = rows(&fs::read_to_string(data()).unwrap()).into_iter().map(unlabelled).collect();
    fs::write(&path, text).unwrap();
    path
}

#[test]
fn suggestions_are_few_to_an_article_and_the_best_first() {
    let dir = tempfile::tempdir().unwrap();
    let mut command = sayso();
    command
        .args(["data", "suggest", "-n", "6", "--per-article", "2", "--model"])
        .arg(tiny_model())
        .arg(pool(dir.path()));
    let queue = rows(&stdout(&mut command));
    let chosen: Vec<&Value> = queue.iter().filter(|r| r["suggested"].is_string()).collect();
    assert_eq!(chosen.len(), 6);
    assert!(queue.iter().all(|r| r["label"].is_null()), "a suggestion is no label");
    let mut ranks: Vec<u64> = chosen.iter().map(|r| r["suggestion_rank"].as_u64().unwrap()).collect();
    ranks.sort_unstable();
    assert_eq!(ranks, [1, 2, 3, 4, 5, 6]);
    for doc in chosen.iter().map(|r| &r["doc"]) {
        assert!(chosen.iter().filter(|r| r["doc"] == *doc).count() <= 2);
    }
    assert!(chosen.iter().all(|r| (0.0..=1.0).contains(&r["uncertainty"].as_f64().unwrap())));
}

#[test]
fn suggestions_go_to_annotation_tools_and_come_back() {
    let dir = tempfile::tempdir().unwrap();
    let pool = pool(dir.path());
    for tool in ["prodigy", "doccano", "label-studio", "argilla"] {
        let queue = dir.path().join(format!("{tool}.json"));
        let mut command = sayso();
        command.args(["data", "suggest", "-n", "3", "--to", tool, "--model"]).arg(tiny_model()).arg(&pool);
        command.arg("-o").arg(&queue).assert().success();
        let back = stdout(sayso().args(["data", "import", tool, "--suggestions"]).arg(&queue));
        let labels = back.matches("\"label\":\"").count();
        assert_eq!(labels, 3, "{tool}: {back}");
    }
}

#[test]
fn there_has_to_be_something_to_suggest() {
    let all = dir_without_gaps();
    let output = sayso().args(["data", "suggest"]).arg(all.path().join("d.jsonl")).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stderr).unwrap().contains("has a label already"));
    let output = sayso().args(["data", "suggest", "--to", "brat"]).arg(data()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
}

fn dir_without_gaps() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("d.jsonl"), "{\"doc\": \"a\", \"text\": \"It rained.\", \"label\": \"claim\"}\n")
        .unwrap();
    dir
}
