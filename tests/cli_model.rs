//! Training, measuring and explaining, with a tiny model of our own.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod common;

use std::fs;

use common::{data, masked, rows, sayso, stdout, tiny_model, train};
use serde_json::Value;

const LABELS: [&str; 4] = ["attribution", "background", "claim", "denial"];

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn training_gives_the_same_bytes_on_any_number_of_threads() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("m.safetensors");
    train(&path).args(["--jobs", "1"]).assert().success().stdout("");
    assert_eq!(fs::read(&path).unwrap(), fs::read(tiny_model()).unwrap());
    assert_eq!(fs::read_dir(&dir).unwrap().count(), 1);
}

#[test]
fn the_account_of_a_training_goes_to_standard_error() {
    let dir = tempfile::tempdir().unwrap();
    let output = train(&dir.path().join("m.safetensors")).output().unwrap();
    assert!(output.stdout.is_empty());
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(text.contains("[1/5] all data\n") && text.contains("held-out accuracy "), "{text}");
    let quiet = train(&dir.path().join("m.safetensors")).arg("--quiet").output().unwrap();
    assert!(quiet.status.success() && quiet.stderr.is_empty());
}

#[test]
fn weights_of_16_bits_take_more_room_and_say_the_same() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("m.safetensors");
    train(&path).args(["--bits", "16"]).assert().success();
    assert!(fs::metadata(&path).unwrap().len() > fs::metadata(tiny_model()).unwrap().len());
    sayso().args(["evaluate", "--model"]).arg(&path).arg(data()).assert().success();
}

#[test]
fn the_card_tells_data_command_and_scores() {
    let dir = tempfile::tempdir().unwrap();
    let run = || {
        let mut command = sayso();
        command.args(["train", "towns.jsonl", "-o", "m.safetensors", "--card", "card.md", "--quiet"]);
        command.args(["--name", "tiny", "--folds", "2", "--pieces", "0", "--min-sentences", "1"]);
        command.current_dir(&dir).assert().success();
        fs::read_to_string(dir.path().join("card.md")).unwrap()
    };
    fs::copy(data(), dir.path().join("towns.jsonl")).unwrap();
    let card = run();
    assert_eq!(card, run(), "no date, no chance");
    let model =
        json(&stdout(sayso().args(["inspect", "--format", "json", "--model", "m.safetensors"]).current_dir(&dir)));
    let hash = model["data_hash"].as_str().unwrap();
    let size = model["file"]["bytes"].to_string();
    let version = env!("CARGO_PKG_VERSION");
    let card = card.replace(hash, "HASH").replace(&size, "SIZE").replace(version, "VERSION");
    let features = |l: &str| if l.starts_with("| Features") { "| Features kept | N of N |".into() } else { masked(l) };
    insta::assert_snapshot!("card", card.lines().map(features).collect::<Vec<String>>().join("\n"));
}

#[test]
fn a_lexicon_of_ones_own_and_scales_are_used() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("my.lex"), "[verb say]\nblog\n").unwrap();
    let path = dir.path().join("m.safetensors");
    train(&path).args(["--lexicon-en", "my.lex", "--scale", "words=0.5"]).current_dir(&dir).assert().success();
    let inspect =
        |model: &std::path::Path| json(&stdout(sayso().args(["inspect", "--format", "json", "--model"]).arg(model)));
    let (own, plain) = (inspect(&path), inspect(tiny_model()));
    assert_eq!(own["scales"]["words"], 0.5);
    assert!(own["lexicon_lines"][0].as_u64() > plain["lexicon_lines"][0].as_u64());
    let explained = json(&stdout(
        sayso()
            .args(["explain", "--format", "json", "--model"])
            .arg(&path)
            .write_stdin("The mayor blogs that it rained."),
    ));
    assert_eq!(explained["sentences"][0]["cues"][0]["kind"], "report");
}

#[test]
fn evaluation_for_people() {
    let text = stdout(sayso().args(["evaluate", "--model"]).arg(tiny_model()).arg(data()));
    insta::assert_snapshot!("evaluate", masked(&text));
}

#[test]
fn evaluation_for_programs_fits_the_predictions() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("p.jsonl");
    let mut command = sayso();
    command.args(["evaluate", "--format", "json", "--model"]).arg(tiny_model()).arg(data());
    let report = json(&stdout(command.arg("--predictions").arg(&out)));
    let predictions = rows(&fs::read_to_string(&out).unwrap());
    assert_eq!(predictions.len(), 72, "context is written too");
    let mut right = 0;
    for gold in LABELS {
        let of_gold: Vec<&Value> = predictions.iter().filter(|r| r["label"] == gold).collect();
        assert_eq!(report["labels"][gold]["support"], of_gold.len());
        for predicted in LABELS {
            let n = of_gold.iter().filter(|r| r["predicted"] == predicted).count();
            assert_eq!(report["confusion"][gold][predicted], n);
            right += if gold == predicted { n } else { 0 };
        }
        for score in ["precision", "recall", "f1"] {
            assert!(report["labels"][gold][score].is_number());
        }
    }
    assert!((report["accuracy"].as_f64().unwrap() - right as f64 / 64.0).abs() < 1e-9);
    assert!(report["macro_f1"].is_number() && report["calibration_error"].is_number());
    assert_eq!(report["context"], 8);
    let first = &predictions[0];
    assert_eq!((&first["doc"], &first["sid"]), (&Value::from("millbrook"), &Value::from("S0")));
    assert!(first["text"].is_string() && LABELS.iter().all(|l| first[format!("score_{l}")].is_number()));
    assert!(predictions[8]["label"].is_null() && predictions[8]["predicted"].is_string());
}

#[test]
fn columns_may_have_other_names() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("d.csv"), "article,sentence,class\na,It rained.,claim\na,He denied it.,denial\n")
        .unwrap();
    let columns = ["--doc-column", "article", "--text-column", "sentence", "--label-column", "class"];
    let mut command = sayso();
    command.args(["evaluate", "--format", "json", "d.csv"]).args(columns).current_dir(&dir);
    assert_eq!(json(&stdout(&mut command))["sentences"], 2);
}

#[test]
fn data_may_come_from_standard_input() {
    let text = fs::read_to_string(data()).unwrap();
    let report = stdout(sayso().args(["evaluate", "--format", "json", "-"]).write_stdin(text));
    assert_eq!(json(&report)["sentences"], 64);
}

#[test]
fn explanations_add_up() {
    let article = "The ferry closed on Monday. “We have no money — sorry,” she told reporters. He denied it.";
    for top in [&["--top", "3"][..], &["--top", "0"], &[]] {
        let mut command = sayso();
        command.args(["explain", "--format", "json", "--model"]).arg(tiny_model()).args(top);
        let document = json(&stdout(command.write_stdin(article)));
        let chars: Vec<char> = article.chars().collect();
        for sentence in document["sentences"].as_array().unwrap() {
            for label in LABELS {
                let at = |v: &Value| v[label].as_f64().unwrap();
                let listed = sentence["contributions"].as_array().unwrap();
                let sum: f64 = listed.iter().map(|c| at(&c["logits"])).sum();
                let whole = at(&sentence["intercepts"]) + sum + at(&sentence["others"]);
                assert!((whole - at(&sentence["logits"])).abs() < 1e-4);
            }
            for c in sentence["contributions"].as_array().unwrap().iter().filter(|c| c["start"].is_number()) {
                let place = |key: &str| usize::try_from(c[key].as_u64().unwrap()).unwrap();
                let slice: String = chars[place("start")..place("end")].iter().collect();
                assert_eq!(c["text"], slice);
            }
        }
    }
}

#[test]
fn explanations_for_people() {
    let mut command = sayso();
    command.args(["explain", "--sentence", "1", "--top", "2", "--model"]).arg(tiny_model());
    let text = stdout(command.write_stdin("It rained. The mayor denied that it rained."));
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "[1] denial  The mayor denied that it rained.");
    assert!(lines[1].starts_with("    probabilities  attribution 0."));
    assert_eq!(lines[2], "    cues           denial \"denied\"");
    assert!(lines[3].starts_with("    intercept ") && lines[6].contains(" other features"));
    assert!(lines[7].starts_with("    = logit of denial "));
    let all = stdout(sayso().args(["explain", "--model"]).arg(tiny_model()).write_stdin("It rained. It snowed."));
    assert!(all.contains("[0] ") && all.contains("[1] "));
}

#[test]
fn explanations_as_a_page_are_escaped() {
    let page = stdout(sayso().args(["explain", "--format", "html"]).write_stdin("<script>alert(1)</script> he said."));
    assert!(page.starts_with("<!doctype html>") && page.contains("&lt;"));
    assert!(!page.contains("<script") && !page.contains("http"));
    assert_eq!(page.matches("<details").count(), page.matches("</details>").count());
}

#[test]
fn inspection_for_people() {
    let text = stdout(sayso().args(["inspect", "--model"]).arg(tiny_model()));
    let facts = ["model           tiny\n", "SHA-256 ", "data, SHA-256", "weight norm", "held_out.accuracy", "denial"];
    assert!(facts.iter().all(|f| text.contains(f)), "{text}");
}

#[test]
fn inspection_of_the_model_inside() {
    let report = json(&stdout(sayso().args(["inspect", "--format", "json"])));
    let path = common::root().join("models/news.safetensors");
    assert_eq!(report["file"]["bytes"], fs::metadata(path).unwrap().len());
    assert_eq!(report["label_order"], serde_json::json!(LABELS));
}

#[test]
fn cross_validation_gives_intervals_that_repeat() {
    let run = |format: &str| {
        let mut command = sayso();
        command.arg("cv").arg(data()).args(["--folds", "4", "--pieces", "0", "--min-sentences", "1", "--draws", "200"]);
        stdout(command.args(["--quiet", "--format", format]))
    };
    let report = json(&run("json"));
    let (low, high) = (&report["intervals"]["macro_f1"][0], &report["intervals"]["macro_f1"][1]);
    let macro_f1 = report["macro_f1"].as_f64().unwrap();
    assert!(low.as_f64().unwrap() <= macro_f1 && macro_f1 <= high.as_f64().unwrap());
    assert!(LABELS.iter().all(|l| report["intervals"]["f1"][l].is_array()));
    assert_eq!(report, json(&run("json")));
    assert!(run("text").contains("95 % ["));
}
