//! The data that models are trained on: our articles, and public corpora joined with our labels.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use sayso_train::data::import::{ImportFormat, ImportOptions, import};
use sayso_train::data::{Dataset, ReadOptions, Sentence, read};

/// Our own articles.
pub const ARTICLES: &str = "datasets/articles";

/// A public corpus of which we have labels: how its files are read, their names, and the labels.
struct Corpus {
    format: ImportFormat,
    files: &'static [&'static str],
    labels: &'static str,
}

/// In the order in which they follow our articles; the order is part of what a model is trained on.
const CORPORA: [Corpus; 2] = [
    Corpus {
        format: ImportFormat::NewsDiscourse,
        files: &["newsdiscourse.train.jsonl", "newsdiscourse.validation.jsonl"],
        labels: "datasets/standoff/newsdiscourse.jsonl",
    },
    Corpus {
        format: ImportFormat::Polnear,
        files: &["polnear.train.jsonl"],
        labels: "datasets/standoff/polnear.jsonl",
    },
];

/// Reads our own articles.
///
/// # Errors
/// If a file cannot be read.
pub fn articles() -> Result<Dataset> {
    Ok(read(&[ARTICLES.into()], &ReadOptions::default())?)
}

/// The first file of the corpora that is not in the folder.
pub fn missing(folder: &Path) -> Option<PathBuf> {
    CORPORA.iter().flat_map(|c| c.files).map(|file| folder.join(file)).find(|path| !path.is_file())
}

/// Our articles followed by the articles of the corpora with our labels.
///
/// # Errors
/// If a file cannot be read, or a label does not fit its text, so that nobody trains on less than everything.
pub fn with_corpora(folder: &Path) -> Result<Dataset> {
    let mut all = articles()?;
    for corpus in &CORPORA {
        append(&mut all, joined(corpus, folder)?);
    }
    Ok(all)
}

fn joined(corpus: &Corpus, folder: &Path) -> Result<Dataset> {
    let files: Vec<PathBuf> = corpus.files.iter().map(|file| folder.join(file)).collect();
    let options = ImportOptions { labels: vec![corpus.labels.into()], ..ImportOptions::default() };
    let imported = import(corpus.format, &files, &options)?;
    let report = imported.standoff.context("no labels were joined")?;
    let lost = report.missing.iter().chain(&report.changed).next();
    ensure!(
        lost.is_none(),
        "{}: {} of {} labels do not fit the texts in {} (first: {lost:?}); get the corpus as datasets/README.md says",
        corpus.labels,
        report.labels - report.joined,
        report.labels,
        folder.display(),
    );
    Ok(imported.data)
}

/// Adds the articles of `other`; labels are matched by name.
fn append(all: &mut Dataset, mut other: Dataset) {
    let names = std::mem::take(&mut other.labels);
    let mut class_of = |name: &String| {
        all.labels.iter().position(|l| l == name).unwrap_or_else(|| {
            all.labels.push(name.clone());
            all.labels.len() - 1
        })
    };
    let classes: Vec<usize> = names.iter().map(&mut class_of).collect();
    let sentences = other.articles.iter_mut().flat_map(|a| &mut a.sentences);
    sentences.for_each(|s: &mut Sentence| s.label = s.label.and_then(|l| classes.get(l).copied()));
    all.articles.append(&mut other.articles);
    all.warnings.append(&mut other.warnings);
}

#[cfg(test)]
mod tests {
    use super::*;
    use sayso_train::data::Article;

    fn set(labels: &[&str], label: usize) -> Dataset {
        let sentence = Sentence { label: Some(label), ..Sentence::default() };
        let article = Article { sentences: vec![sentence], ..Article::default() };
        let labels = labels.iter().map(ToString::to_string).collect();
        Dataset { labels, articles: vec![article], warnings: Vec::new() }
    }

    #[test]
    fn labels_are_matched_by_name() {
        let mut all = set(&["a", "c"], 1);
        append(&mut all, set(&["b", "c"], 1));
        append(&mut all, set(&["b"], 0));
        assert_eq!(all.labels, ["a", "c", "b"]);
        let classes: Vec<_> = all.sentences().map(|s| s.label).collect();
        assert_eq!(classes, [Some(1), Some(1), Some(2)]);
    }

    #[test]
    fn a_missing_corpus_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let first = folder.path().join("newsdiscourse.train.jsonl");
        assert_eq!(missing(folder.path()), Some(first.clone()));
        std::fs::write(first, "").unwrap();
        assert!(missing(folder.path()).unwrap().ends_with("newsdiscourse.validation.jsonl"));
    }
}
