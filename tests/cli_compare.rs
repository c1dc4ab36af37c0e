//! Reports and comparisons of models, end to end.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod common;

use std::fs;

use common::{data, masked, rows, sayso, stdout, tiny_model};
use serde_json::{Value, json};

fn parse(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// The program inside has errors on these invented articles, which it was trained on.
fn articles() -> std::path::PathBuf {
    common::root().join("datasets/articles/web.jsonl")
}

#[test]
fn reports_have_intervals_curves_parts_errors_and_baselines() {
    let r = parse(&stdout(sayso().args(["evaluate", "--format", "json", "--by", "style"]).arg(articles())));
    let between = |v: &Value, interval: &Value| {
        let [v, from, to] = [v, &interval[0], &interval[1]].map(|v| v.as_f64().unwrap());
        from <= v && v <= to && from < to
    };
    assert!(between(&r["accuracy"], &r["intervals"]["accuracy"]), "{r:#}");
    assert!(between(&r["macro_f1"], &r["intervals"]["macro_f1"]));
    let denial = &r["labels"]["denial"];
    assert!(between(&denial["f1"], &denial["intervals"]["f1"]));
    assert!(denial["average_precision"].as_f64().unwrap() > 0.5);
    let accuracy = |name: &str| r["baselines"][name]["accuracy"].as_f64().unwrap();
    assert!(accuracy("majority") < accuracy("cue_rules"));
    let slices = r["slices"].as_array().unwrap();
    for field in ["lang", "length", "quotation", "position", "style"] {
        let parts = slices.iter().filter(|s| s["field"] == field);
        let sum: u64 = parts.map(|s| s["sentences"].as_u64().unwrap()).sum();
        assert_eq!(Some(sum), r["sentences"].as_u64(), "{field}");
    }
    let bins: u64 = r["reliability"].as_array().unwrap().iter().map(|b| b["count"].as_u64().unwrap()).sum();
    assert_eq!(Some(bins), r["sentences"].as_u64());
    let last = r["coverage"].as_array().unwrap().last().unwrap();
    assert_eq!((&last["coverage"], &last["accuracy"]), (&Value::from(1.0), &r["accuracy"]));
    let errors = r["errors"].as_array().unwrap();
    assert!(
        !errors.is_empty() && errors.windows(2).all(|e| e[0]["probability"].as_f64() >= e[1]["probability"].as_f64())
    );
    assert!(errors.iter().all(|e| e["gold"] != e["predicted"] && e["contributions"].as_array().unwrap().len() == 6));
}

#[test]
fn the_same_report_whatever_the_threads_and_another_one_for_another_seed() {
    let report = |flags: &[&str]| stdout(sayso().args(["evaluate", "--format", "json"]).args(flags).arg(articles()));
    assert_eq!(report(&["--jobs", "1"]), report(&["--jobs", "2"]));
    assert_ne!(report(&["--seed", "1"]), report(&["--seed", "2"]));
}

#[test]
fn the_page_needs_nothing_from_elsewhere() {
    let page = stdout(sayso().args(["evaluate", "--format", "html"]).arg(articles()));
    assert!(page.starts_with("<!doctype html>") && page.trim_end().ends_with("</html>"));
    assert_eq!(page.matches("<svg role=\"img\"").count(), 4);
    for outside in ["<script", "<link", "src=", "url(", "@import", "href="] {
        assert!(!page.contains(outside), "{outside}");
    }
}

#[test]
fn columns_that_are_not_there_are_named_with_those_that_are() {
    let output = sayso().args(["evaluate", "--by", "nowhere"]).arg(data()).output().unwrap();
    let message = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(message.contains("--by nowhere") && message.contains("doc, lang, length"), "{message}");
}

#[test]
fn a_comparison_for_people() {
    let dir = tempfile::tempdir().unwrap();
    let always = |row: &Value| json!({"doc": row["doc"], "sid": row["sid"], "predicted": "attribution"}).to_string();
    let all = rows(&fs::read_to_string(data()).unwrap());
    fs::write(dir.path().join("always.jsonl"), all.iter().map(always).collect::<Vec<_>>().join("\n")).unwrap();
    let mut command = sayso();
    command.args(["compare", "always.jsonl"]).arg(tiny_model()).arg(data()).args(["--limit", "1"]);
    let text = stdout(command.current_dir(&dir)).replace(&tiny_model().display().to_string(), "tiny.safetensors");
    insta::assert_snapshot!("compare", masked(&text));
}

#[test]
fn two_models_are_compared() {
    let mut command = sayso();
    command.args(["compare", "--format", "json"]).arg(tiny_model()).arg("builtin").arg(data());
    let found = parse(&stdout(&mut command));
    assert_eq!(found["totals"]["accuracy"]["a"], 1.0, "the tiny model was trained on these");
    assert_eq!((&found["sentences"], &found["articles"]), (&json!(64), &json!(8)));
}

#[test]
fn a_model_and_its_own_answers_do_not_differ() {
    let dir = tempfile::tempdir().unwrap();
    let answers = dir.path().join("answers.jsonl");
    sayso().args(["evaluate", "--predictions"]).arg(&answers).arg(data()).assert().success();
    let compare = |column: &str| {
        let mut command = sayso();
        command.args(["compare", "builtin"]).arg(&answers).arg(data()).args(["--answer-column", column]);
        parse(&stdout(command.args(["--format", "json", "--draws", "100"])))
    };
    let same = compare("predicted");
    assert_eq!(
        (&same["totals"]["accuracy"]["p_value"], &same["counts"]["same"]),
        (&Value::from(1.0), &Value::from(64))
    );
    assert!(same["flips"].as_array().unwrap().is_empty());
    // The column of the gold label is a perfect answer.
    let gold = compare("label");
    assert_eq!(gold["totals"]["accuracy"]["b"], 1.0);
    assert_eq!(gold["counts"]["broken"], 0);
    let flips = gold["flips"].as_array().unwrap();
    assert!(!flips.is_empty() && flips.iter().all(|f| f["change"] == "fixed" && f["b"] == f["gold"]));
}

#[test]
fn answers_that_are_missing_are_named() {
    let dir = tempfile::tempdir().unwrap();
    let answers = dir.path().join("answers.jsonl");
    sayso().args(["evaluate", "--predictions"]).arg(&answers).arg(data()).assert().success();
    let all = rows(&fs::read_to_string(&answers).unwrap());
    let some: Vec<String> = all.iter().filter(|r| r["sid"] != "S3").map(Value::to_string).collect();
    fs::write(&answers, some.join("\n")).unwrap();
    let output = sayso().args(["compare", "builtin"]).arg(&answers).arg(data()).output().unwrap();
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(message.contains("answers.jsonl: no answer for doc \"millbrook\", sid \"S3\""), "{message}");
}
