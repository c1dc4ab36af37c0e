//! Sentences that occur again: exactly, nearly, or with another label.
//!
//! Equal sentences are told of once per further occurrence, against the first one; near-duplicates once per sentence,
//! against the most similar one before it. Short sentences are left out unless their labels contradict, and the same
//! furniture under every article ("Read more") is no finding.

use super::CheckOptions;
use super::collect::{Corpus, Item};
use super::report::{Finding, Severity};
use super::shingles::{normal, of_characters};
use super::similar::{Pair, pairs};
use crate::data::column::shorten;
use std::collections::HashMap;

pub(super) fn check(corpus: &Corpus, options: &CheckOptions, findings: &mut Vec<Finding>) {
    let groups = groups(corpus);
    for group in &groups {
        contradiction(corpus, group, findings);
        repeats(corpus, group, options, findings);
    }
    near(corpus, &groups, options, findings);
}

/// Items by equal text, blanks around it aside; each group in order, groups in the order of their first item.
fn groups(corpus: &Corpus) -> Vec<Vec<usize>> {
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (i, item) in corpus.items.iter().enumerate() {
        let text = item.text.trim();
        if text.is_empty() {
            continue;
        }
        let group = *places.entry(text).or_insert(groups.len());
        if group == groups.len() {
            groups.push(Vec::new());
        }
        groups[group].push(i);
    }
    groups
}

/// Every item whose label is not that of the first labelled one.
fn contradiction(corpus: &Corpus, group: &[usize], findings: &mut Vec<Finding>) {
    let mut labelled = group.iter().map(|&i| &corpus.items[i]).filter(|i| i.label.is_some());
    let Some(first) = labelled.next() else { return };
    for item in labelled.filter(|i| i.label != first.label) {
        let message = format!(
            "\"{}\" is {} here and {} at {}",
            shorten(item.text.trim()),
            corpus.label(item.label),
            corpus.label(first.label),
            corpus.place(first.spot)
        );
        findings.push(Finding::new(Severity::Warning, "contradictory-labels", corpus, item.spot, message));
    }
}

/// Every item after the first, if the sentence is long enough.
fn repeats(corpus: &Corpus, group: &[usize], options: &CheckOptions, findings: &mut Vec<Finding>) {
    let Some((&first, rest)) = group.split_first() else { return };
    let first = &corpus.items[first];
    if words(&first.text) < options.min_words {
        return;
    }
    for item in rest.iter().map(|&i| &corpus.items[i]) {
        let message = format!("\"{}\" stands already at {}", shorten(item.text.trim()), corpus.place(first.spot));
        push(corpus, "duplicate-sentence", first, item, message, findings);
    }
}

/// Different sentences that are nearly the same.
fn near(corpus: &Corpus, groups: &[Vec<usize>], options: &CheckOptions, findings: &mut Vec<Finding>) {
    let firsts: Vec<&Item> = groups.iter().filter_map(|g| g.first()).map(|&i| &corpus.items[i]).collect();
    let long: Vec<&Item> = firsts.into_iter().filter(|i| words(&i.text) >= options.min_words).collect();
    let sets: Vec<Vec<u64>> = long.iter().map(|i| of_characters(&normal(&i.text))).collect();
    for pair in best(&pairs(&sets, options.similarity)) {
        let (first, item) = (long[pair.a], long[pair.b]);
        let labels = if first.label == item.label {
            String::new()
        } else {
            format!(", which is {} while this is {}", corpus.label(first.label), corpus.label(item.label))
        };
        let message = format!(
            "\"{}\" is {:.0} % the same as {}{labels}",
            shorten(item.text.trim()),
            pair.score * 100.0,
            corpus.place(first.spot)
        );
        push(corpus, "near-duplicate-sentence", first, item, message, findings);
    }
}

/// The most similar pair of each later item; pairs are sorted by it.
pub(super) fn best(pairs: &[Pair]) -> Vec<Pair> {
    let mut best: Vec<Pair> = Vec::new();
    for pair in pairs {
        match best.last_mut() {
            Some(last) if last.b == pair.b => {
                if pair.score > last.score {
                    *last = *pair;
                }
            }
            _ => best.push(*pair),
        }
    }
    best
}

/// Adds a finding; says so if the two are in different splits.
fn push(corpus: &Corpus, code: &'static str, first: &Item, item: &Item, message: String, findings: &mut Vec<Finding>) {
    let split = |item: &Item| corpus.docs.get(item.doc).and_then(|d| d.split.as_deref());
    let across = match (split(first), split(item)) {
        (Some(a), Some(b)) if a != b => format!(" (in split {a}; this is in {b})"),
        _ => String::new(),
    };
    findings.push(Finding::new(Severity::Warning, code, corpus, item.spot, message + &across));
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}
