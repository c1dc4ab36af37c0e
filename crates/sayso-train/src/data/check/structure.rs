//! Checks of single articles and of the list of labels.

use super::collect::{Corpus, Doc, Spot};
use super::report::{Finding, Severity};
use crate::data::column::shorten;
use std::collections::{HashMap, HashSet};

/// A label on fewer sentences is probably a slip.
const RARE: usize = 5;

pub(super) fn check(corpus: &Corpus, findings: &mut Vec<Finding>) {
    for doc in &corpus.docs {
        article(corpus, doc, findings);
    }
    nameless(corpus, findings);
    blank(corpus, findings);
    labels(corpus, findings);
}

fn article(corpus: &Corpus, doc: &Doc, findings: &mut Vec<Finding>) {
    let name = shorten(doc.id.as_deref().unwrap_or("without a name"));
    let mut sids = HashSet::new();
    for item in corpus.sentences(doc) {
        if let Some(sid) = &item.sid
            && !sids.insert(sid)
        {
            let message = format!("sid \"{}\" stands twice in doc \"{name}\"", shorten(sid));
            findings.push(Finding::new(Severity::Error, "sid-returns", corpus, item.spot, message));
        }
    }
    if doc.uncovered > 0 {
        let message = format!("{} characters of article \"{name}\" lie in no sentence", doc.uncovered);
        findings.push(Finding::new(Severity::Warning, "uncovered-text", corpus, doc.spot, message));
    }
    if doc.first == doc.end {
        let message = format!("article \"{name}\" has no sentences");
        findings.push(Finding::new(Severity::Warning, "no-sentences", corpus, doc.spot, message));
    }
    if let Some((spot, other)) = &doc.second_split {
        let split = doc.split.as_deref().unwrap_or("none");
        let message = format!("doc \"{name}\" is in two splits: {split} at {}, {other} here", corpus.place(doc.spot));
        findings.push(Finding::new(Severity::Error, "two-splits", corpus, *spot, message));
    }
}

fn nameless(corpus: &Corpus, findings: &mut Vec<Finding>) {
    let mut docs = corpus.docs.iter().filter(|d| d.id.is_none());
    if let Some(first) = docs.next() {
        let message = format!("{} rows without a doc, the first here: each counts as an article", docs.count() + 1);
        findings.push(Finding::new(Severity::Warning, "no-doc", corpus, first.spot, message));
    }
}

fn blank(corpus: &Corpus, findings: &mut Vec<Finding>) {
    for item in corpus.items.iter().filter(|i| i.text.trim().is_empty()) {
        findings.push(Finding::new(Severity::Warning, "blank-sentence", corpus, item.spot, "the sentence is blank"));
    }
}

fn labels(corpus: &Corpus, findings: &mut Vec<Finding>) {
    let mut uses: Vec<(usize, Option<Spot>)> = vec![(0, None); corpus.labels.len()];
    for item in &corpus.items {
        if let Some(slot) = item.label.and_then(|l| uses.get_mut(l)) {
            slot.0 += 1;
            slot.1.get_or_insert(item.spot);
        }
    }
    let mut plain: HashMap<String, &str> = HashMap::new();
    for (name, &(count, spot)) in corpus.labels.iter().zip(&uses) {
        let Some(spot) = spot else { continue };
        if count < RARE {
            let message = format!("label \"{}\" stands on {count} of all sentences; a slip?", shorten(name));
            findings.push(Finding::new(Severity::Warning, "rare-label", corpus, spot, message));
        }
        if let Some(other) = plain.insert(name.trim().to_lowercase(), name) {
            let message =
                format!("label \"{}\" differs from \"{}\" in case or blanks only", shorten(name), shorten(other));
            findings.push(Finding::new(Severity::Warning, "similar-labels", corpus, spot, message));
        }
    }
}
