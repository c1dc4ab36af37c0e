//! Figures of a corpus: how varied it is.

use std::collections::{HashMap, HashSet};

use super::corpus::{Corpus, Sentence, Word};

/// An n-gram with the number of sentences that have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frequent {
    /// The n-gram.
    pub words: Vec<Word>,
    /// Sentences that have it.
    pub sentences: usize,
}

/// Figures of one corpus.
#[derive(Debug)]
pub struct Figures {
    lines: Vec<String>,
    /// First three words of sentences, most frequent first.
    pub openings: Vec<Frequent>,
    /// 5-grams, most frequent first.
    pub fivegrams: Vec<Frequent>,
}

impl Figures {
    /// Names of [`Figures::lines`].
    pub const NAMES: [&'static str; 13] = [
        "articles",
        "sentences",
        "words",
        "distinct words",
        "distinct 2-grams",
        "distinct 3-grams",
        "words a sentence: mean",
        "  5 % have at most",
        "  25 %",
        "  50 %",
        "  75 %",
        "  95 %",
        "sentences with a quotation mark",
    ];

    /// Measures a corpus.
    pub fn of(corpus: &Corpus) -> Self {
        let sentences = corpus.sentences().count();
        let lengths = Lengths::of(corpus);
        let quoted = corpus.sentences().filter(|s| s.quotes).count();
        let mut lines: Vec<String> =
            [corpus.documents.len(), sentences, corpus.tokens()].iter().map(ToString::to_string).collect();
        lines.extend((1..=3).map(|n| distinct(corpus, n).to_string()));
        lines.push(format!("{:.1}", corpus.tokens() as f64 / sentences.max(1) as f64));
        lines.extend([0.05, 0.25, 0.5, 0.75, 0.95].map(|share| lengths.at(share).to_string()));
        lines.push(format!("{:.1} %", 100.0 * quoted as f64 / sentences.max(1) as f64));
        Self { lines, openings: openings(corpus), fivegrams: frequent(corpus.sentences(), 5) }
    }

    /// The figures as text, one for each name.
    pub fn lines(&self) -> &[String] {
        &self.lines
    }
}

/// Numbers of words of the sentences that have any, sorted.
struct Lengths(Vec<usize>);

impl Lengths {
    fn of(corpus: &Corpus) -> Self {
        let mut lengths: Vec<usize> = corpus.sentences().map(|s| s.words.len()).filter(|&n| n > 0).collect();
        lengths.sort_unstable();
        Self(lengths)
    }

    /// The length that this share of the sentences does not exceed.
    fn at(&self, share: f64) -> usize {
        let last = self.0.len().saturating_sub(1);
        self.0.get((share * last as f64).round() as usize).copied().unwrap_or(0)
    }
}

/// How many different n-grams there are inside sentences.
pub fn distinct(corpus: &Corpus, n: usize) -> usize {
    corpus.sentences().flat_map(|s| s.words.windows(n)).collect::<HashSet<&[Word]>>().len()
}

/// N-grams that are in more than one sentence, most frequent first.
pub fn frequent<'c>(sentences: impl Iterator<Item = &'c Sentence>, n: usize) -> Vec<Frequent> {
    let mut last: HashMap<&[Word], (usize, usize)> = HashMap::new();
    for (i, sentence) in sentences.enumerate() {
        for gram in sentence.words.windows(n) {
            let (seen, count) = last.entry(gram).or_insert((usize::MAX, 0));
            if std::mem::replace(seen, i) != i {
                *count += 1;
            }
        }
    }
    sorted(last.into_iter().map(|(gram, (_, count))| (gram, count)))
}

/// First three words of sentences that have as many, most frequent first.
fn openings(corpus: &Corpus) -> Vec<Frequent> {
    let mut counts: HashMap<&[Word], usize> = HashMap::new();
    for first in corpus.sentences().filter_map(|s| s.words.get(..3)) {
        *counts.entry(first).or_default() += 1;
    }
    sorted(counts.into_iter())
}

fn sorted<'w>(counts: impl Iterator<Item = (&'w [Word], usize)>) -> Vec<Frequent> {
    let repeated = counts.filter(|(_, sentences)| *sentences > 1);
    let mut all: Vec<Frequent> = repeated.map(|(w, sentences)| Frequent { words: w.to_vec(), sentences }).collect();
    all.sort_by(|a, b| b.sentences.cmp(&a.sentences).then_with(|| a.words.cmp(&b.words)));
    all
}

#[cfg(test)]
mod tests {
    use super::super::corpus::Document;
    use super::*;

    fn corpus(sentences: &[&[Word]]) -> Corpus {
        let sentence =
            |words: &&[Word]| Sentence { sid: String::new(), words: words.to_vec(), quotes: false, furniture: false };
        let sentences = sentences.iter().map(sentence).collect();
        Corpus { documents: vec![Document { article: Default::default(), sentences }] }
    }

    #[test]
    fn ngrams_count_once_a_sentence_and_do_not_cross_its_end() {
        let corpus = corpus(&[&[1, 2, 1, 2], &[1, 2, 3], &[3, 1]]);
        assert_eq!(distinct(&corpus, 1), 3);
        assert_eq!(distinct(&corpus, 2), 4);
        assert_eq!(frequent(corpus.sentences(), 2), [Frequent { words: vec![1, 2], sentences: 2 }]);
    }

    #[test]
    fn lengths_and_openings() {
        let corpus = corpus(&[&[1, 2, 3, 4], &[1, 2, 3], &[], &[5]]);
        let figures = Figures::of(&corpus);
        assert_eq!(figures.lines().len(), Figures::NAMES.len());
        assert_eq!(figures.openings, [Frequent { words: vec![1, 2, 3], sentences: 2 }]);
        assert_eq!((Lengths::of(&corpus).at(0.5), Lengths::of(&corpus).at(1.0)), (3, 4));
    }
}
