//! The sparse stage: the features of a sentence add up to one logit per label.
//!
//! [`Table`] holds the weights, [`Table::reference`] adds them up in the plainest way, [`ScoreSink`] in the fast one; a
//! property test holds the two equal.
//!
//! Most features of a sentence are known to a model, and each lookup reads memory that is not near: `spread` lays the
//! weights out so that one read is enough. Closed features (see [`sayso_featurizer::feature::closed`]) need no lookup at
//! all: their weights, scaled beforehand, lie in an array, and so do those of listed features, packed as they are.

mod sink;
mod spread;

pub use sink::{ScoreSink, Scorer, WideSink};

use std::sync::OnceLock;

use sayso_featurizer::feature::Row;
use sayso_featurizer::feature::closed::SLOTS;
use sayso_featurizer::featurizer::Featurizer;
use sayso_featurizer::lang::Language;

use crate::format::Weights;
use spread::{PACKED, Spread, place_words, unpack};

/// Feature identities with their weights, ready for lookup.
#[derive(Debug, Clone)]
pub struct Table {
    /// Weights per entry: the labels, and what is left of the place.
    stride: usize,
    /// In units of `scales`.
    weights: Spread,
    /// Unit of each label's weights.
    scales: Vec<f32>,
    /// Per language, `closed::SLOTS x stride`: what each closed feature adds. Computed when the language first occurs.
    closed: [OnceLock<Vec<f32>>; 2],
    /// Packed weights of each listed feature (see [`Featurizer::listed_features`]).
    listed: Vec<u64>,
    intercepts: Vec<f32>,
}

impl Table {
    /// Builds the table of a model whose features `featurizer` makes.
    pub(crate) fn new(weights: &Weights<'_>, scales: &[f32], intercepts: &[f32], featurizer: &Featurizer) -> Self {
        let labels = intercepts.len();
        let mut table = Self {
            stride: (place_words(labels) - 1) * PACKED,
            weights: Spread::new(weights.len(), labels, |i, row| weights.read(i, row)),
            scales: scales.to_vec(),
            closed: [OnceLock::new(), OnceLock::new()],
            listed: Vec::new(),
            intercepts: intercepts.to_vec(),
        };
        table.listed = table.listed(&featurizer.listed_features());
        table
    }

    fn listed(&self, ids: &[u64]) -> Vec<u64> {
        let words = self.stride / PACKED;
        let mut listed = vec![0; ids.len() * words];
        for (&id, to) in ids.iter().zip(listed.chunks_exact_mut(words)) {
            if let Some(found) = self.weights.find(id) {
                to.copy_from_slice(found);
            }
        }
        listed
    }

    /// What each closed feature of a language adds; `featurizer` is the one that the table was built for.
    fn closed(&self, featurizer: &Featurizer, language: Language) -> &[f32] {
        self.closed[language as usize].get_or_init(|| self.sum_closed(featurizer, language))
    }

    fn sum_closed(&self, featurizer: &Featurizer, language: Language) -> Vec<f32> {
        let mut sums = vec![0.0; SLOTS * self.stride];
        featurizer.closed_features(language, |slot, id, value| {
            let weights = self.weights.find(id).unwrap_or_default().iter().flat_map(|&word| unpack(word));
            for ((sum, w), scale) in sums[slot * self.stride..].iter_mut().zip(weights).zip(&self.scales) {
                *sum += value * (w * scale);
            }
        });
        sums
    }

    fn unpacked(&self, words: &[u64]) -> Vec<f32> {
        words.iter().flat_map(|&word| unpack(word)).zip(&self.scales).map(|(w, scale)| w * scale).collect()
    }

    /// The weights of a feature, one per label; `None` if the model does not know it.
    #[must_use]
    pub fn weights(&self, id: u64) -> Option<Vec<f32>> {
        let words = self.weights.find(id)?;
        words.iter().any(|&w| w != 0).then(|| self.unpacked(words))
    }

    /// One per label.
    #[must_use]
    pub fn intercepts(&self) -> &[f32] {
        &self.intercepts
    }

    /// Every known feature with its weights, by ascending identity.
    pub fn iter(&self) -> impl Iterator<Item = (u64, Vec<f32>)> {
        self.weights.iter().map(|(id, words)| (id, self.unpacked(words)))
    }

    /// Intercepts, sums of closed features, and sums in units of the weights, together.
    fn total(&self, closed: &[f32], units: &[f32], logits: &mut [f32]) {
        let sums = self.intercepts.iter().zip(&self.scales).zip(closed.iter().zip(units));
        for (z, ((intercept, scale), (closed, units))) in logits.iter_mut().zip(sums) {
            *z = intercept + closed + scale * units;
        }
    }

    /// The plain way: logits of a row, summed in `f64` in the order of the row.
    #[must_use]
    pub fn reference(&self, row: &Row) -> Vec<f32> {
        let mut logits: Vec<f64> = self.intercepts.iter().map(|&b| f64::from(b)).collect();
        for &(id, value) in &row.features {
            for (z, w) in logits.iter_mut().zip(self.weights(id).unwrap_or_default()) {
                *z += f64::from(value) * f64::from(w);
            }
        }
        logits.into_iter().map(|z| z as f32).collect()
    }
}
