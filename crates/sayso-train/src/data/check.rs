//! `check`: everything wrong or doubtful in labelled data, each with file and line.
//!
//! [`read`](super::read) stops at the first error because a model must not be trained on half a file. Here reading goes
//! on behind every error, and then come the checks that need the whole: sentences and articles that occur twice or
//! nearly (they make a score look better than it is when they straddle a split), and equal sentences whose labels
//! contradict each other (they are mistakes, or teach nothing).
//!
//! An error keeps the data from being read or makes a measurement wrong; a warning is for a person to look at.

mod articles;
mod collect;
mod report;
mod sentences;
mod shingles;
mod similar;
mod structure;

pub use self::report::{CheckReport, Finding, Severity};

use self::collect::Corpus;
use super::error::DataError;
use super::options::ReadOptions;
use std::path::PathBuf;

/// What to check and how strictly.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckOptions {
    /// How to read the data; `min_labels` is not applied.
    pub read: ReadOptions,
    /// Jaccard similarity of shingles from which two texts are near-duplicates.
    pub similarity: f64,
    /// Sentences with fewer words may occur again without a finding: "Read more", "He declined to comment."
    pub min_words: usize,
    /// Field that names the split of an article. Without it, the split is taken from the file's name (`news.train.jsonl`).
    pub split: String,
}

impl Default for CheckOptions {
    fn default() -> Self {
        Self { read: ReadOptions::default(), similarity: 0.8, min_words: 6, split: "split".into() }
    }
}

/// Checks files and folders of labelled data.
///
/// # Errors
/// A path that cannot be opened. Whatever is wrong inside a file is a finding.
pub fn check(paths: &[PathBuf], options: &CheckOptions) -> Result<CheckReport, DataError> {
    let mut findings = Vec::new();
    let corpus = Corpus::collect(paths, options, &mut findings)?;
    structure::check(&corpus, &mut findings);
    sentences::check(&corpus, options, &mut findings);
    articles::check(&corpus, options, &mut findings);
    Ok(CheckReport::new(&corpus, findings))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::fs;

    const LONG: &str = "The ministry in the capital said on Tuesday that all of the roads were open again";

    fn report(files: &[(&str, String)]) -> CheckReport {
        let dir = tempfile::tempdir().unwrap();
        for (name, text) in files {
            fs::write(dir.path().join(name), text).unwrap();
        }
        check(&[dir.path().to_owned()], &CheckOptions::default()).unwrap()
    }

    fn row(doc: &str, text: &str, label: &str, more: &str) -> String {
        format!("{{\"doc\": \"{doc}\", \"text\": \"{text}\", \"label\": \"{label}\"{more}}}\n")
    }

    /// Codes with file and line.
    fn codes(report: &CheckReport) -> Vec<(String, u64)> {
        let place = |f: &Finding| f.file.rsplit('/').next().unwrap().to_owned();
        let all = report.findings.iter().filter(|f| f.code != "rare-label");
        all.map(|f| (format!("{} {}", place(f), f.code), f.line.unwrap_or(0))).collect()
    }

    fn code(name: &str, line: u64) -> (String, u64) {
        (name.to_owned(), line)
    }

    #[test]
    fn clean_data_has_no_findings() {
        let r =
            report(&[("a.jsonl", [row("a", "One is here.", "x", ""), row("b", "Two are there.", "y", "")].concat())]);
        assert_eq!((codes(&r), r.articles, r.sentences, r.labelled), (vec![], 2, 2, 2));
    }

    #[test]
    fn reading_errors_are_listed_and_reading_goes_on() {
        let bad = "{\n{\"doc\": \"a\"}\n".to_owned()
            + &row("a", "One.", "x", ", \"weight\": -1")
            + &row("a", "Two.", "x", "");
        let r = report(&[("a.jsonl", bad), ("b.csv", "text\n".into()), ("c.csv", "a,b\n".into())]);
        let unreadable: Vec<_> = [("a.jsonl", 1), ("a.jsonl", 2), ("a.jsonl", 3), ("b.csv", 0), ("c.csv", 1)]
            .map(|(f, l)| code(&format!("{f} unreadable"), l))
            .into();
        assert_eq!((codes(&r), r.errors(), r.sentences), (unreadable, 5, 1));
    }

    #[test]
    fn equal_and_similar_sentences() {
        let text = [
            row("a", LONG, "x", ""),
            row("a", "He declined.", "x", ""),
            row("b", LONG, "x", ""),
            row("b", "He declined.", "y", ""),
            row("c", &LONG.replace("Tuesday", "Thursday"), "y", ""),
        ];
        let r = report(&[("a.jsonl", text.concat())]);
        let found = [
            code("a.jsonl duplicate-sentence", 3),
            code("a.jsonl near-duplicate-article", 3),
            code("a.jsonl contradictory-labels", 4),
            code("a.jsonl near-duplicate-sentence", 5),
        ];
        assert_eq!(codes(&r), found);
        assert!(r.findings.iter().any(|f| f.message.contains("which is x while this is y")), "{:?}", r.findings);
    }

    #[test]
    fn docs_that_return_and_splits() {
        let split = |s: &str| format!(", \"split\": \"{s}\"");
        let text = [
            row("a", "One is here.", "x", &split("train")),
            row("a", "Two are there.", "x", &split("dev")),
            row("b", "Three stay.", "x", ""),
            row("a", "Four go.", "x", ""),
        ];
        let r = report(&[("a.jsonl", text.concat())]);
        assert_eq!(codes(&r), [code("a.jsonl two-splits", 2), code("a.jsonl doc-returns", 4)]);
    }

    #[test]
    fn articles_that_straddle_files_named_after_splits() {
        let article = |doc: &str, last: &str| [row(doc, LONG, "x", ""), row(doc, last, "x", "")].concat();
        let r = report(&[("n.test.jsonl", article("a", "Bye.")), ("n.train.jsonl", article("b", "Bye."))]);
        let found = [code("n.train.jsonl article-in-two-splits", 1), code("n.train.jsonl duplicate-sentence", 1)];
        assert_eq!((codes(&r), r.errors()), (found.into(), 1));
        let r = report(&[("a.jsonl", article("a", "Bye.")), ("b.jsonl", article("b", "Bye now."))]);
        assert!(codes(&r).contains(&code("b.jsonl near-duplicate-article", 1)), "{:?}", codes(&r));
    }

    #[test]
    fn structure_of_articles_and_labels() {
        let article =
            "{\"id\": \"a\", \"text\": \"One. Two.\", \"sentences\": [{\"start\": 0, \"end\": 4, \"label\": \"x\"}]}\n";
        let text = [
            article.to_owned(),
            row("b", "One.", "x ", ", \"sid\": 1"),
            row("b", " ", "x", ", \"sid\": 1"),
            "{\"text\": \"Three.\"}\n".to_owned(),
        ];
        let r = report(&[("a.jsonl", text.concat())]);
        let found = [
            code("a.jsonl uncovered-text", 1),
            code("a.jsonl contradictory-labels", 2),
            code("a.jsonl similar-labels", 2),
            code("a.jsonl sid-returns", 3),
            code("a.jsonl blank-sentence", 3),
            code("a.jsonl no-doc", 4),
        ];
        assert_eq!(codes(&r), found);
        assert_eq!(r.findings.iter().filter(|f| f.code == "rare-label").count(), 2);
    }

    #[test]
    fn reports_are_text_and_json() {
        let r = report(&[("a.jsonl", row("a", " ", "x", ""))]);
        let mut out = Vec::new();
        r.write_text(&mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.contains("a.jsonl:1: warning[blank-sentence]: the sentence is blank\n"), "{text}");
        assert!(text.contains("1 articles, 1 sentences, 1 labelled: 0 errors, 2 warnings\n"), "{text}");
        let json = serde_json::to_value(&r).unwrap();
        assert_eq!(json["findings"][0]["severity"], "warning");
    }

    #[test]
    fn missing_paths_are_errors() {
        assert!(check(&["none.jsonl".into()], &CheckOptions::default()).is_err());
    }
}
