//! Runs of words that our articles share with other texts.

use std::collections::HashMap;

use super::corpus::{Corpus, Word};

/// A run of words in one of our articles that another text has as well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Our article.
    pub document: String,
    /// The sentence in which the run begins.
    pub sid: String,
    /// The run, as long as it goes.
    pub words: Vec<Word>,
    /// A text that has its beginning.
    pub source: String,
}

/// The search for runs of a length: every n-gram of our articles, and the first other text that has it.
///
/// Runs go on over the ends of sentences, so nothing depends on where a text was split.
#[derive(Debug)]
pub struct Shared {
    length: usize,
    found: HashMap<Vec<Word>, Option<usize>>,
    sources: Vec<String>,
}

impl Shared {
    /// Prepares the search for runs of at least `length` words.
    pub fn new(ours: &Corpus, length: usize) -> Self {
        let mut found = HashMap::new();
        for document in &ours.documents {
            let words: Vec<Word> = document.sentences.iter().flat_map(|s| s.words.iter().copied()).collect();
            found.extend(words.windows(length).map(|gram| (gram.to_vec(), None)));
        }
        Self { length, found, sources: Vec::new() }
    }

    /// Looks through another text.
    pub fn see(&mut self, name: &str, text: &[Word]) {
        let next = self.sources.len();
        let mut any = false;
        for gram in text.windows(self.length) {
            if let Some(source) = self.found.get_mut(gram) {
                any |= source.is_none();
                source.get_or_insert(next);
            }
        }
        if any {
            self.sources.push(name.to_owned());
        }
    }

    /// All runs in our articles, in order.
    pub fn runs(&self, ours: &Corpus) -> Vec<Run> {
        let mut runs = Vec::new();
        for document in &ours.documents {
            let of = |s: &super::corpus::Sentence| s.words.iter().map(|&w| (w, s.sid.clone())).collect::<Vec<_>>();
            let (words, sids): (Vec<Word>, Vec<String>) = document.sentences.iter().flat_map(of).unzip();
            let hits: Vec<Option<usize>> = words.windows(self.length).map(|gram| *self.found.get(gram)?).collect();
            let mut at = 0;
            while let Some(source) = next_hit(&hits, &mut at) {
                let from = at;
                at += hits[from..].iter().take_while(|hit| hit.is_some()).count();
                runs.push(Run {
                    document: document.article.id.clone(),
                    sid: sids.get(from).cloned().unwrap_or_default(),
                    words: words[from..at - 1 + self.length].to_vec(),
                    source: self.sources.get(source).cloned().unwrap_or_default(),
                });
            }
        }
        runs
    }
}

/// Moves `at` to the next hit and returns it.
fn next_hit(hits: &[Option<usize>], at: &mut usize) -> Option<usize> {
    *at += hits.get(*at..)?.iter().position(Option::is_some)?;
    hits.get(*at).copied().flatten()
}

#[cfg(test)]
mod tests {
    use super::super::corpus::{Document, Sentence};
    use super::*;

    fn corpus(sentences: &[&[Word]]) -> Corpus {
        let sentence = |(i, words): (usize, &&[Word])| Sentence {
            sid: i.to_string(),
            words: words.to_vec(),
            quotes: false,
            furniture: false,
        };
        let sentences = sentences.iter().enumerate().map(sentence).collect();
        Corpus { documents: vec![Document { article: Default::default(), sentences }] }
    }

    #[test]
    fn runs_are_as_long_as_they_go_and_cross_sentences() {
        let ours = corpus(&[&[1, 2, 3], &[4, 5, 6, 7], &[1, 2, 9]]);
        let mut search = Shared::new(&ours, 3);
        search.see("nothing", &[1, 2, 8, 4, 5]);
        search.see("first", &[8, 2, 3, 4, 5, 8, 1, 2, 9]);
        search.see("second", &[2, 3, 4]);
        let runs: Vec<_> = search.runs(&ours).into_iter().map(|r| (r.sid, r.words, r.source)).collect();
        let first = || "first".to_owned();
        assert_eq!(runs, [("0".into(), vec![2, 3, 4, 5], first()), ("2".into(), vec![1, 2, 9], first())]);
    }

    #[test]
    fn short_texts_have_no_runs() {
        let ours = corpus(&[&[1, 2]]);
        let mut search = Shared::new(&ours, 3);
        search.see("a", &[1, 2]);
        assert_eq!(search.runs(&ours), []);
    }
}
