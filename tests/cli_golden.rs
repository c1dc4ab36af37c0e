//! The shipped model on clear cases: `golden/*.txt`, which a linguist can edit (see the README there).
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod common;

use std::fs;

use common::{root, rows, sayso, stdout};

/// A sentence with its place and its label.
struct Case {
    place: String,
    label: String,
    sentence: String,
}

/// The articles of a file.
fn articles(name: &str, text: &str) -> Vec<Vec<Case>> {
    let mut articles = vec![Vec::new()];
    for (i, line) in text.lines().enumerate().filter(|(_, l)| !l.starts_with('#')) {
        let place = format!("{name}, line {}", i + 1);
        match line.split_once('|') {
            None if line.trim().is_empty() => articles.push(Vec::new()),
            None => panic!("{place}: write `label | sentence`"),
            Some((label, sentence)) => {
                let case = Case { place, label: label.trim().into(), sentence: sentence.trim().into() };
                articles.last_mut().unwrap().push(case);
            }
        }
    }
    articles.retain(|a| !a.is_empty());
    articles
}

/// What the model says otherwise.
fn disagreements(article: &[Case]) -> Vec<String> {
    let text: Vec<&str> = article.iter().map(|c| c.sentence.as_str()).collect();
    let rows = rows(&stdout(sayso().args(["classify", "--format", "jsonl"]).write_stdin(text.join("\n"))));
    assert_eq!(rows.len(), article.len(), "{}: each line must be one sentence", article[0].place);
    let differs = |(case, row): &(&Case, &serde_json::Value)| row["label"] != case.label;
    let told = |(case, row): (&Case, &serde_json::Value)| {
        format!(
            "{}: {} is expected, {} ({}) comes: {}",
            case.place, case.label, row["label"], row["score"], case.sentence
        )
    };
    article.iter().zip(&rows).filter(differs).map(told).collect()
}

#[test]
fn clear_cases_are_labelled_right() {
    let mut wrong = Vec::new();
    let mut files = 0;
    for entry in fs::read_dir(root().join("tests/golden")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == "txt") {
            files += 1;
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let text = fs::read_to_string(&path).unwrap();
            wrong.extend(articles(&name, &text).iter().flat_map(|a| disagreements(a)));
        }
    }
    assert!(files > 0, "no golden files");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
