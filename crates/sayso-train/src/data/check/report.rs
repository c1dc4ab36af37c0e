//! Findings and their report.

use super::collect::{Corpus, Spot};
use crate::data::error::DataError;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Write};

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The data cannot be read, or a measurement on it would be wrong.
    Error,
    /// A person should look at it.
    Warning,
}

/// One thing found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// What kind of thing it is: a name that does not change between versions.
    pub code: &'static str,
    /// The file.
    pub file: String,
    /// The line, from 1, if it concerns one.
    pub line: Option<u64>,
    /// What and, where it concerns two places, where else.
    pub message: String,
}

impl Finding {
    /// A finding at a place in the corpus.
    pub(super) fn new(
        severity: Severity,
        code: &'static str,
        corpus: &Corpus,
        spot: Spot,
        message: impl Into<String>,
    ) -> Self {
        let file = corpus.file(spot).to_owned();
        Self { severity, code, file, line: Some(spot.line), message: message.into() }
    }

    /// A reading error as a finding.
    pub(super) fn from_error(error: &DataError) -> Self {
        Self {
            severity: Severity::Error,
            code: "unreadable",
            file: error.file().unwrap_or_default().to_owned(),
            line: error.line(),
            message: error.kind().to_string(),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        write!(f, "{}:", self.file)?;
        if let Some(line) = self.line {
            write!(f, "{line}:")?;
        }
        write!(f, " {severity}[{}]: {}", self.code, self.message)
    }
}

/// What [`check`](super::check) found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CheckReport {
    /// Articles read.
    pub articles: usize,
    /// Sentences read.
    pub sentences: usize,
    /// Sentences with a label.
    pub labelled: usize,
    /// Findings in the order of files and lines.
    pub findings: Vec<Finding>,
}

impl CheckReport {
    pub(super) fn new(corpus: &Corpus, mut findings: Vec<Finding>) -> Self {
        let order: BTreeMap<&str, usize> = corpus.files.iter().enumerate().map(|(i, f)| (f.as_str(), i)).collect();
        findings.sort_by(|a, b| {
            let key = |f: &Finding| (order.get(f.file.as_str()).copied(), f.line, f.severity, f.code);
            key(a).cmp(&key(b)).then_with(|| a.message.cmp(&b.message))
        });
        Self {
            articles: corpus.docs.len(),
            sentences: corpus.items.len(),
            labelled: corpus.items.iter().filter(|i| i.label.is_some()).count(),
            findings,
        }
    }

    /// How many findings are errors.
    #[must_use]
    pub fn errors(&self) -> usize {
        self.findings.iter().filter(|f| f.severity == Severity::Error).count()
    }

    /// Writes the report for people: a line per finding, then counts.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write_text(&self, out: &mut dyn Write) -> io::Result<()> {
        for finding in &self.findings {
            writeln!(out, "{finding}")?;
        }
        let errors = self.errors();
        writeln!(
            out,
            "{} articles, {} sentences, {} labelled: {errors} errors, {} warnings",
            self.articles,
            self.sentences,
            self.labelled,
            self.findings.len() - errors
        )?;
        let mut counts = BTreeMap::new();
        for finding in &self.findings {
            *counts.entry(finding.code).or_insert(0usize) += 1;
        }
        counts.iter().try_for_each(|(code, count)| writeln!(out, "  {count:>6}  {code}"))
    }
}
