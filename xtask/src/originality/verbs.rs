//! Reporting verbs by frequency.

use std::collections::{BTreeMap, HashMap};

use sayso_featurizer::featurizer::{Config, Featurizer, Workspace};
use sayso_featurizer::hash;
use sayso_featurizer::lexicon::{Classes, ENGLISH, ROMANIAN};
use sayso_featurizer::normalize::fold_str;
use sayso_train::rows::inputs;

use super::corpus::Corpus;

/// How often each reporting verb occurs outside quotations.
#[derive(Debug, Default)]
pub struct Verbs {
    /// By base form.
    counts: BTreeMap<String, usize>,
}

/// Counts the verbs of the lexicon's class `say`.
pub fn count(corpus: &Corpus) -> Verbs {
    let Ok(featurizer) = Featurizer::new(&Config::default()) else { return Verbs::default() };
    let names = names();
    let mut w = Workspace::default();
    let mut verbs = Verbs::default();
    for document in &corpus.documents {
        featurizer.analyze(inputs(&document.article), &mut w);
        for verb in w.verbs.iter().filter(|v| v.classes.any(Classes::Say)) {
            let lemma = w.analysis.entries.get(verb.token).map_or(0, |e| e.lemma);
            let name = names.get(&lemma).map_or_else(|| w.analysis.norm(verb.token), String::as_str);
            *verbs.counts.entry(name.to_owned()).or_default() += 1;
        }
    }
    verbs
}

/// Words of the lexicons by their hashes; base forms of verbs are among them.
fn names() -> HashMap<u64, String> {
    let words = [ENGLISH, ROMANIAN].into_iter().flat_map(|text| text.split_whitespace());
    let folded = words.map(|word| fold_str(word.trim_end_matches('+')));
    folded.map(|word| (hash::of(word.as_bytes()), word)).collect()
}

impl Verbs {
    /// The most frequent with their shares, and how many there are.
    pub fn shown(&self, top: usize) -> String {
        let all: usize = self.counts.values().sum();
        let mut order: Vec<(&String, &usize)> = self.counts.iter().collect();
        order.sort_by(|a, b| b.1.cmp(a.1).then_with(|| a.0.cmp(b.0)));
        let share = |n: usize| 100.0 * n as f64 / all.max(1) as f64;
        let shown = order.iter().take(top).map(|(verb, n)| format!("{verb} {:.1} %", share(**n)));
        format!("{} different reporting verbs {all} times: {}", order.len(), shown.collect::<Vec<_>>().join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::super::corpus::Words;
    use super::*;
    use sayso_train::data::{Article, Dataset, Sentence};

    #[test]
    fn verbs_are_counted_by_base_form() {
        let texts = ["The mayor said the road was open.", "She says it is shut, the minister added."];
        let sentences = texts.map(|text| Sentence { text: text.into(), ..Sentence::default() }).to_vec();
        let articles = vec![Article { sentences, ..Article::default() }];
        let corpus = Corpus::of(&Dataset { articles, ..Dataset::default() }, &mut Words::default());
        assert_eq!(count(&corpus).shown(9), "2 different reporting verbs 3 times: say 66.7 %, add 33.3 %");
    }
}
