//! Articles that are the same or nearly the same, and whether they straddle a split.

use super::CheckOptions;
use super::collect::{Corpus, Doc};
use super::report::{Finding, Severity};
use super::sentences::best;
use super::shingles::{normal, of_words};
use super::similar::{Pair, pairs};
use crate::data::column::shorten;

pub(super) fn check(corpus: &Corpus, options: &CheckOptions, findings: &mut Vec<Finding>) {
    let docs: Vec<&Doc> = corpus.docs.iter().filter(|d| d.end - d.first > 1).collect();
    let sets: Vec<Vec<u64>> = docs.iter().map(|d| of_words(&text(corpus, d))).collect();
    let pairs = pairs(&sets, options.similarity);
    let same = |p: &Pair| docs[p.a].split == docs[p.b].split;
    for pair in best(&pairs.iter().copied().filter(same).collect::<Vec<_>>()) {
        findings.push(finding(corpus, docs[pair.a], docs[pair.b], pair.score));
    }
    for pair in best(&pairs.into_iter().filter(|p| !same(p)).collect::<Vec<_>>()) {
        findings.push(finding(corpus, docs[pair.a], docs[pair.b], pair.score));
    }
}

/// Text of an article in its normal form.
fn text(corpus: &Corpus, doc: &Doc) -> String {
    let sentences: Vec<String> = corpus.sentences(doc).iter().map(|s| normal(&s.text)).collect();
    sentences.join(" ")
}

fn finding(corpus: &Corpus, first: &Doc, doc: &Doc, score: f64) -> Finding {
    let name = |d: &Doc| shorten(d.id.as_deref().unwrap_or("without a name"));
    let (percent, place) = (score * 100.0, corpus.place(first.spot));
    let message = format!("article \"{}\" is {percent:.0} % the same as \"{}\" at {place}", name(doc), name(first));
    match (&first.split, &doc.split) {
        (Some(a), Some(b)) if a != b => {
            let message = format!("{message}, which is in split {a} while this is in {b}");
            Finding::new(Severity::Error, "article-in-two-splits", corpus, doc.spot, message)
        }
        _ => Finding::new(Severity::Warning, "near-duplicate-article", corpus, doc.spot, message),
    }
}
