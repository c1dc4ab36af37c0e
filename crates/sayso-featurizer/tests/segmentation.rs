//! The cases in `tests/segmentation/*.txt`: what the splitter must do, in files that need no Rust to edit.

#![allow(clippy::unwrap_used)]

use sayso_featurizer::split::{ENGLISH, ROMANIAN, Span, Splitter};

struct Case {
    line: usize,
    text: String,
    sentences: Vec<String>,
}

fn cases(file: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    let mut case = Case { line: 0, text: String::new(), sentences: Vec::new() };
    for (line, raw) in (1..).zip(file.lines().chain([""])) {
        if raw.trim().is_empty() && !case.sentences.is_empty() {
            cases.push(std::mem::replace(&mut case, Case { line: 0, text: String::new(), sentences: Vec::new() }));
        } else if !raw.trim().is_empty() && !raw.starts_with("# ") {
            let (joint, sentence) = match raw.split_at_checked(2) {
                Some(("/ ", rest)) => ("\n", rest),
                Some(("+ ", rest)) => ("", rest),
                _ => (" ", raw),
            };
            if case.sentences.is_empty() {
                case.line = line;
            } else {
                case.text.push_str(joint);
            }
            case.text.push_str(sentence);
            case.sentences.push(sentence.to_owned());
        }
    }
    cases
}

fn check(name: &str, file: &str, splitter: &Splitter) {
    let cases = cases(file);
    assert!(cases.len() >= 6, "{name}: cases are missing");
    let mut spans: Vec<Span> = Vec::new();
    let mut wrong = String::new();
    for case in &cases {
        splitter.split(&case.text, &mut spans);
        let got: Vec<&str> = spans.iter().map(|s| s.of(&case.text)).collect();
        if got != case.sentences {
            wrong += &format!("{name}.txt line {}:\n  want {:?}\n  got  {got:?}\n", case.line, case.sentences);
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn english() {
    let file = include_str!("segmentation/en.txt");
    check("en", file, &Splitter::shipped());
    check("en", file, &Splitter::new(&[ENGLISH]).unwrap());
}

#[test]
fn romanian() {
    let file = include_str!("segmentation/ro.txt");
    check("ro", file, &Splitter::shipped());
    check("ro", file, &Splitter::new(&[ROMANIAN]).unwrap());
}

#[test]
fn any_language() {
    let file = include_str!("segmentation/any.txt");
    check("any", file, &Splitter::shipped());
    check("any", file, &Splitter::default());
}
