//! Settings of a training: penalties, solvers, presets, thresholds, starts, searches, and cross-validation by group.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod common;

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use common::{data, rows, sayso, stdout, tiny_model, train};
use serde_json::Value;

const SMALL: [&str; 5] = ["--pieces", "0", "--min-sentences", "1", "--quiet"];

/// `sayso COMMAND DATA ARGS` with small settings.
fn small(command: &str, args: &[&str]) -> Command {
    let mut sayso = sayso();
    sayso.arg(command).arg(data()).args(SMALL).args(args);
    sayso
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn inspect(model: &Path) -> Value {
    json(&stdout(sayso().args(["inspect", "--format", "json", "--model"]).arg(model)))
}

fn refused(command: &mut Command, code: i32, message: &str) {
    let output = command.output().unwrap();
    let text = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code), "{text}");
    assert!(text.contains(message), "{text}");
}

#[test]
fn an_l1_penalty_makes_a_smaller_model_on_any_number_of_threads() {
    let dir = tempfile::tempdir().unwrap();
    let file = |name: &str| dir.path().join(name);
    for (name, jobs) in [("one", "1"), ("three", "3")] {
        train(&file(name)).args(["--l1", "0.3", "--jobs", jobs]).assert().success();
    }
    let model = fs::read(file("one")).unwrap();
    assert_eq!(model, fs::read(file("three")).unwrap());
    assert!(model.len() < fs::read(tiny_model()).unwrap().len());
}

#[test]
fn linfa_fits_small_data_and_says_what_it_cannot() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("m.safetensors");
    train(&path).args(["--solver", "linfa", "--balance", "0"]).assert().success();
    assert_eq!(inspect(&path)["notes"]["settings"]["solver"], "linfa", "{:?}", inspect(&path));
    refused(train(&path).args(["--solver", "linfa"]), 2, "--balance 0.35: linfa-logistic knows no weights");
    refused(train(&path).args(["--solver", "linfa", "--balance", "0", "--l1", "1"]), 2, "no L1 penalty");
}

#[test]
fn a_warm_start_needs_fewer_iterations() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("m.safetensors");
    train(&path).arg("--warm-start").arg(tiny_model()).args(["--bits", "16"]).assert().success();
    let iterations = |m: &Path| inspect(m)["notes"]["solver"]["iterations"].as_u64().unwrap();
    assert!(iterations(&path) < iterations(tiny_model()));
    refused(train(&path).arg("--warm-start").arg(data()), 1, "not a sayso model");
}

#[test]
fn one_part_held_out_ends_early_and_texts_have_a_preset() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("m.safetensors");
    let text = ["--preset", "text", "--holdout", "0.5", "--early-stop", "-o"];
    small("train", &text).arg(&path).assert().success();
    let report = inspect(&path);
    assert_eq!(report["notes"]["held_out"]["share"], 0.5, "{report}");
    refused(small("train", &["--early-stop", "-o"]).arg(&path), 2, "add --holdout 0.1");
    refused(small("train", &["--holdout", "0.9", "-o"]).arg(&path), 2, "a share from 0.01 to 0.5");
}

#[test]
fn thresholds_of_labels_are_stored_and_applied() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("m.safetensors");
    train(&path).args(["--unsure", "0.97"]).assert().success();
    let mut classify = sayso();
    classify.args(["classify", "--format", "jsonl", "--model"]).arg(&path);
    let answers = rows(&stdout(classify.write_stdin("It rained. The mayor denied that it rained.")));
    assert!(answers.iter().all(|r| r["abstained"] == (r["score"].as_f64().unwrap() < 0.97)));
    train(&path).args(["--precision", "0.99"]).assert().success();
    let mut classify = sayso();
    classify.args(["classify", "--format", "jsonl", "--model"]).arg(&path);
    let by_label = rows(&stdout(classify.write_stdin("It rained. The mayor denied that it rained.")));
    assert!(by_label.iter().any(|r| r["abstained"] == true), "{by_label:?}");
    refused(train(&path).args(["--precision", "1"]), 2, "from 0 to below 1");
}

#[test]
fn a_search_that_was_ended_goes_on_to_the_same_model() {
    let dir = tempfile::tempdir().unwrap();
    let file = |name: &str| dir.path().join(name);
    let search = |name: &str, more: &[&str]| {
        let mut command = small("train", &["--folds", "2", "--name", "m", "--search", "5"]);
        command.arg("-o").arg(file(name)).args(more);
        command
    };
    search("whole.safetensors", &[]).assert().success();
    let log = fs::read_to_string(file("whole.search.jsonl")).unwrap();
    assert_eq!(log.lines().count(), 6);
    // Ended after two trials, in the middle of a line.
    let two: Vec<&str> = log.lines().take(4).collect();
    let torn = format!("{}\n{}\n{}\n{}", two[0], two[1], two[2], &two[3][..two[3].len() / 2]);
    fs::write(file("ended.search.jsonl"), torn).unwrap();
    refused(&mut search("ended.safetensors", &[]), 2, "--resume");
    search("ended.safetensors", &["--resume"]).assert().success();
    assert_eq!(fs::read(file("ended.safetensors")).unwrap(), fs::read(file("whole.safetensors")).unwrap());
    assert_eq!(fs::read_to_string(file("ended.search.jsonl")).unwrap(), log);
    let kept = inspect(&file("whole.safetensors"));
    assert_eq!(kept["notes"]["search"]["trials"].as_array().unwrap().len(), 5, "{kept}");
    refused(
        &mut search("ended.safetensors", &["--resume", "--seed", "7"]),
        1,
        "that search had seed 1, this one has 7",
    );
    refused(&mut search("none.safetensors", &["--resume"]), 1, "no search to go on with");
}

#[test]
fn cross_validation_by_group() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("d.jsonl");
    let text = fs::read_to_string(data()).unwrap();
    let outlet = |mut row: Value| {
        let gull = row["doc"].as_str().unwrap().len() % 2 == 0;
        row["outlet"] = if gull { "Gull" } else { "Heron" }.into();
        format!("{row}\n")
    };
    fs::write(&path, rows(&text).into_iter().map(outlet).collect::<String>()).unwrap();
    let cv = |args: &[&str]| {
        let mut command = sayso();
        command.arg("cv").arg(&path).args(SMALL).args(["--draws", "10"]).args(args);
        command
    };
    let report = json(&stdout(cv(&["--group-by", "outlet"]).args(["--format", "json"])));
    assert_eq!((&report["folds"], &report["group_by"]), (&2.into(), &"outlet".into()));
    let sentences = |o: &str| report["groups"][o]["sentences"].as_u64().unwrap();
    assert_eq!(sentences("Gull") + sentences("Heron"), 64);
    assert!(stdout(&mut cv(&["--group-by", "outlet"])).contains("held-out outlet"));
    refused(&mut cv(&["--group-by", "author"]), 2, "has no such value");
}

#[test]
fn learning_curves_end_at_all_the_data() {
    let args = ["--folds", "2", "--draws", "10", "--learning-curve", "0.5"];
    let report = json(&stdout(small("cv", &args).args(["--format", "json"])));
    let curve = report["learning_curve"].as_array().unwrap();
    let at = |i: usize, key: &str| curve[i][key].as_f64().unwrap();
    assert_eq!((curve.len(), at(1, "share")), (2, 1.0));
    assert!(at(0, "sentences") < at(1, "sentences"));
    assert_eq!(at(1, "macro_f1"), report["macro_f1"].as_f64().unwrap());
    refused(&mut small("cv", &["--learning-curve", "1.5"]), 2, "shares between 0 and 1");
}

#[test]
fn sentences_in_two_folds_are_told() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("d.jsonl");
    let again = |doc: &str| {
        format!("{{\"doc\":\"{doc}\",\"text\":\"The last ferry of the day left an hour late.\",\"label\":\"claim\"}}\n")
    };
    let more: String = ["x1", "x2", "x3", "x4"].map(again).concat();
    fs::write(&path, fs::read_to_string(data()).unwrap() + &more).unwrap();
    let mut command = sayso();
    command.arg("cv").arg(&path).args(["--pieces", "0", "--folds", "2", "--draws", "10"]);
    let text = String::from_utf8(command.output().unwrap().stderr).unwrap();
    assert!(text.contains("sentences stand word for word in articles of more than one fold"), "{text}");
}

#[test]
fn bad_data_for_a_training_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("d.csv");
    let mut text = "doc,text,label,weight\n".to_owned();
    for i in 0..12 {
        text += &format!("d{i},Some text number {i}.,{},1\n", if i < 10 { "often" } else { "seldom" });
    }
    fs::write(&path, &text).unwrap();
    let mut command = sayso();
    command.arg("cv").arg(&path).args(["--folds", "4"]);
    refused(&mut command, 1, "label \"seldom\" has 2 sentence(s), fewer than the 4 folds; add data");
    fs::write(&path, text.replace("number 3.,often,1", "number 3.,often,nan")).unwrap();
    refused(sayso().arg("cv").arg(&path), 1, "d.csv, line 5");
}
