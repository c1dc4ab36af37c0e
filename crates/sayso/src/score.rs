//! The sparse stage: the features of a sentence add up to one logit per label.

use sayso_featurizer::feature::{Row, Sink};

use crate::format::Parts;

/// Feature identities with their weights, ready for lookup: an open-addressing table whose weights lie row by row, the
/// weights of one feature for all labels side by side.
#[derive(Debug, Clone)]
pub struct Table {
    labels: usize,
    mask: usize,
    keys: Vec<u64>,
    weights: Vec<f32>,
    intercepts: Vec<f32>,
}

/// Marks a free slot; a feature with this identity is moved to 1.
const FREE: u64 = 0;

fn key(id: u64) -> u64 {
    id.max(1)
}

impl Table {
    /// Builds the table of a model.
    #[must_use]
    pub fn new(parts: &Parts) -> Self {
        let labels = parts.metadata.labels.len();
        let size = (parts.ids.len() * 2).next_power_of_two().max(2);
        let mut table = Self {
            labels,
            mask: size - 1,
            keys: vec![FREE; size],
            weights: vec![0.0; size * labels],
            intercepts: parts.intercepts.clone(),
        };
        for (i, &id) in parts.ids.iter().enumerate() {
            let slot = table.free_slot(key(id));
            table.keys[slot] = key(id);
            for c in 0..labels {
                table.weights[slot * labels + c] = f32::from(parts.weights[i * labels + c]) * parts.scales[c];
            }
        }
        table
    }

    fn free_slot(&self, key: u64) -> usize {
        let mut slot = key as usize & self.mask;
        while self.keys[slot] != FREE && self.keys[slot] != key {
            slot = (slot + 1) & self.mask;
        }
        slot
    }

    /// The weights of a feature, one per label; `None` if the model does not know it.
    #[inline]
    #[must_use]
    pub fn weights(&self, id: u64) -> Option<&[f32]> {
        let key = key(id);
        let mut slot = key as usize & self.mask;
        loop {
            match self.keys[slot] {
                k if k == key => return Some(&self.weights[slot * self.labels..(slot + 1) * self.labels]),
                FREE => return None,
                _ => slot = (slot + 1) & self.mask,
            }
        }
    }

    /// One per label.
    #[must_use]
    pub fn intercepts(&self) -> &[f32] {
        &self.intercepts
    }

    /// Every known feature with its weights, in no particular order.
    pub fn iter(&self) -> impl Iterator<Item = (u64, &[f32])> {
        let rows = self.weights.chunks_exact(self.labels);
        self.keys.iter().copied().zip(rows).filter(|(k, _)| *k != FREE)
    }

    /// The plain way: logits of a row, summed in `f64` in the order of the row.
    #[must_use]
    pub fn reference(&self, row: &Row) -> Vec<f32> {
        let mut logits: Vec<f64> = self.intercepts.iter().map(|&b| f64::from(b)).collect();
        for &(id, value) in &row.features {
            for (z, w) in logits.iter_mut().zip(self.weights(id).unwrap_or(&[])) {
                *z += f64::from(value) * f64::from(*w);
            }
        }
        logits.into_iter().map(|z| z as f32).collect()
    }
}

/// The fast way: adds weights as features arrive, without building a row.
#[derive(Debug)]
pub struct ScoreSink<'m> {
    table: &'m Table,
    logits: &'m mut [f32],
}

impl<'m> ScoreSink<'m> {
    /// Starts from the intercepts; `logits` has one entry per label.
    pub fn new(table: &'m Table, logits: &'m mut [f32]) -> Self {
        logits.copy_from_slice(&table.intercepts);
        Self { table, logits }
    }
}

impl Sink for ScoreSink<'_> {
    #[inline]
    fn push(&mut self, id: u64, value: f32) {
        if let Some(weights) = self.table.weights(id) {
            for (z, w) in self.logits.iter_mut().zip(weights) {
                *z += value * w;
            }
        }
    }
}
