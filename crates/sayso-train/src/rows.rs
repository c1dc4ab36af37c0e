//! From a data set to the sparse design matrix, article by article, in parallel and in order.
//!
//! Features are named by 64-bit identities. They are numbered as they arrive, so that a row takes eight bytes per
//! entry and never exists in a wider form for more than one block of articles.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use rayon::prelude::*;
use sayso_featurizer::analysis::SentenceInput;
use sayso_featurizer::feature::{Row, RowSink};
use sayso_featurizer::featurizer::{Featurizer, Workspace};

use crate::data::{Article, Dataset};
use crate::matrix::{Sparse, Vocabulary};

/// Articles whose rows are held at once.
const BLOCK: usize = 512;

/// The matrix of a data set: one row per sentence, context included; a column for each feature of the vocabulary.
#[derive(Debug, Clone)]
pub struct Design {
    /// Features that occur in enough labelled sentences.
    pub vocabulary: Vocabulary,
    /// One row per sentence, and those of the isolated copies.
    pub matrix: Sparse,
    /// Row of each article's first sentence.
    pub first: Vec<usize>,
    /// Rows of each article's labelled sentences as they are without the article, in order; empty if none were asked
    /// for, and for an article of one sentence.
    pub isolated: Vec<std::ops::Range<usize>>,
}

/// Computes features; those in fewer than `min_sentences` labelled sentences are dropped. With `isolated`, every
/// labelled sentence has a second row, computed as if it were the whole article.
#[must_use]
pub fn design(data: &Dataset, featurizer: &Featurizer, min_sentences: u32, isolated: bool) -> Design {
    let mut seen = Seen::default();
    let mut first = Vec::with_capacity(data.articles.len());
    let mut copies = Vec::with_capacity(data.articles.len());
    for block in data.articles.chunks(BLOCK) {
        for (article, rows) in block.iter().zip(featurize(block, featurizer, isolated)) {
            first.push(seen.matrix.len());
            let (whole, apart) = rows.split_at(article.sentences.len());
            for (sentence, row) in article.sentences.iter().zip(whole) {
                seen.add(row, sentence.label.is_some());
            }
            copies.push(seen.matrix.len()..seen.matrix.len() + apart.len());
            // A copy adds no evidence that a feature occurs in more than one sentence.
            apart.iter().for_each(|row| seen.add(row, false));
        }
    }
    let (vocabulary, matrix) = seen.finish(min_sentences);
    Design { vocabulary, matrix, first, isolated: copies }
}

/// Rows of some articles: one vector per article, one row per sentence and then one per isolated copy.
pub(crate) fn featurize(articles: &[Article], featurizer: &Featurizer, isolated: bool) -> Vec<Vec<Row>> {
    articles
        .par_iter()
        .map_init(Default::default, |(w, sink): &mut (Workspace, RowSink), article| {
            featurizer.analyze(inputs(article), w);
            let mut rows: Vec<Row> = (0..article.sentences.len()).map(|i| row(featurizer, w, i, sink)).collect();
            if isolated && article.sentences.len() > 1 {
                for sentence in inputs(article).zip(&article.sentences).filter(|(_, s)| s.label.is_some()) {
                    let alone = SentenceInput { paragraph_start: None, ..sentence.0 };
                    featurizer.analyze(std::iter::once(alone), w);
                    rows.push(row(featurizer, w, 0, sink));
                }
            }
            rows
        })
        .collect()
}

fn row(featurizer: &Featurizer, w: &Workspace, i: usize, sink: &mut RowSink) -> Row {
    featurizer.emit(w, i, sink);
    sink.take()
}

/// An article's sentences as the featurizer takes them.
pub fn inputs(article: &Article) -> impl Iterator<Item = SentenceInput<'_>> {
    article.sentences.iter().map(|s| SentenceInput { text: &s.text, paragraph_start: s.paragraph_start })
}

/// Identities are hashes already.
#[derive(Debug, Default)]
struct Identity(u64);

impl Hasher for Identity {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &b in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(b);
        }
    }

    fn write_u64(&mut self, id: u64) {
        self.0 = id;
    }
}

/// Features numbered in the order of their arrival, and rows in these numbers.
#[derive(Debug)]
struct Seen {
    numbers: HashMap<u64, u32, BuildHasherDefault<Identity>>,
    /// Labelled rows that have the feature.
    counts: Vec<u32>,
    matrix: Sparse,
}

impl Default for Seen {
    fn default() -> Self {
        let matrix = Sparse { offsets: vec![0], ..Sparse::default() };
        Self { numbers: HashMap::default(), counts: Vec::new(), matrix }
    }
}

impl Seen {
    fn add(&mut self, row: &Row, labelled: bool) {
        for &(id, value) in &row.features {
            let next = self.counts.len() as u32;
            let number = *self.numbers.entry(id).or_insert(next);
            if number == next {
                self.counts.push(0);
            }
            self.counts[number as usize] += u32::from(labelled);
            self.matrix.indices.push(number);
            self.matrix.values.push(value);
        }
        self.matrix.offsets.push(self.matrix.indices.len());
    }

    /// Columns in the order of identities, without rare features.
    fn finish(self, min_rows: u32) -> (Vocabulary, Sparse) {
        let Self { numbers, counts, mut matrix } = self;
        let least = min_rows.max(1);
        let mut kept: Vec<(u64, u32)> = numbers.into_iter().filter(|&(_, n)| counts[n as usize] >= least).collect();
        kept.sort_unstable();
        let mut columns = vec![u32::MAX; counts.len()];
        for (column, &(_, number)) in kept.iter().enumerate() {
            columns[number as usize] = column as u32;
        }
        matrix.renumber(&columns);
        (Vocabulary { ids: kept.into_iter().map(|(id, _)| id).collect() }, matrix)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(features: &[(u64, f32)]) -> Row {
        Row { features: features.to_vec() }
    }

    #[test]
    fn columns_follow_identities_and_rare_ones_go() {
        let mut seen = Seen::default();
        seen.add(&row(&[(50, 1.0), (90, 2.0)]), true);
        seen.add(&row(&[(20, 3.0), (90, 4.0)]), true);
        seen.add(&row(&[(20, 5.0), (50, 6.0), (70, 7.0)]), false);
        let (vocabulary, matrix) = seen.finish(1);
        assert_eq!(vocabulary.ids, [20, 50, 90]);
        let rows: Vec<Vec<(usize, f32)>> = (0..3).map(|i| matrix.row(i).collect()).collect();
        assert_eq!(rows, [vec![(1, 1.0), (2, 2.0)], vec![(0, 3.0), (2, 4.0)], vec![(0, 5.0), (1, 6.0)]]);
    }

    #[test]
    fn a_feature_counts_in_labelled_rows_only() {
        let mut seen = Seen::default();
        seen.add(&row(&[(1, 1.0), (2, 1.0)]), true);
        seen.add(&row(&[(1, 1.0), (2, 1.0)]), false);
        seen.add(&row(&[(2, 1.0)]), true);
        assert_eq!(seen.finish(2).0.ids, [2]);
    }
}
