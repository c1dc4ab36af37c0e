//! What can be seen in each sentence without a model: quotation, length, and what the cue rules guess.

use rayon::prelude::*;
use sayso_featurizer::feature::facts::Guess;
use sayso_featurizer::featurizer::{Featurizer, Workspace};

use crate::data::Dataset;
use crate::rows::inputs;

/// Of one sentence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Facts {
    /// Words.
    pub(super) words: u32,
    /// A word lies inside a quotation.
    pub(super) quoted: bool,
    /// What the rules take it for.
    pub(super) guess: Guess,
}

/// Of every sentence, article by article.
pub(super) fn of(featurizer: &Featurizer, data: &Dataset) -> Vec<Vec<Facts>> {
    data.articles
        .par_iter()
        .map_init(Workspace::default, |w, article| {
            featurizer.analyze(inputs(article), w);
            w.summaries.iter().map(|s| Facts { words: s.words, quoted: s.words_inside > 0, guess: s.guess }).collect()
        })
        .collect()
}
