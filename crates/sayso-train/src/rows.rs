//! From a data set to feature rows, article by article, in parallel and in order.

use rayon::prelude::*;
use sayso_featurizer::analysis::SentenceInput;
use sayso_featurizer::feature::{Row, RowSink};
use sayso_featurizer::featurizer::{Featurizer, Workspace};

use crate::data::{Article, Dataset};

/// Rows of a data set: one vector per article, one row per sentence, context included.
#[must_use]
pub fn featurize(data: &Dataset, featurizer: &Featurizer) -> Vec<Vec<Row>> {
    data.articles
        .par_iter()
        .map_init(Default::default, |(w, sink): &mut (Workspace, RowSink), article| {
            featurizer.analyze(inputs(article), w);
            (0..article.sentences.len())
                .map(|i| {
                    featurizer.emit(w, i, sink);
                    sink.take()
                })
                .collect()
        })
        .collect()
}

/// An article's sentences as the featurizer takes them.
pub fn inputs(article: &Article) -> impl Iterator<Item = SentenceInput<'_>> {
    article.sentences.iter().map(|s| SentenceInput { text: &s.text, paragraph_start: s.paragraph_start })
}
