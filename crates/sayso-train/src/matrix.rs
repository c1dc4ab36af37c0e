//! The sparse design matrix, by rows and by columns.

use std::collections::HashMap;

use rayon::prelude::*;
use sayso_featurizer::feature::Row;

/// Sparse matrix in compressed form; `rows` of (column, value) pairs.
#[derive(Debug, Clone, Default)]
pub struct Sparse {
    /// `offsets[i]..offsets[i + 1]` are the entries of row (or column) `i`.
    pub offsets: Vec<usize>,
    /// Column (or row) of each entry.
    pub indices: Vec<u32>,
    /// Value of each entry.
    pub values: Vec<f32>,
}

impl Sparse {
    /// Number of rows (or columns, if compressed by column).
    #[must_use]
    pub fn len(&self) -> usize {
        self.offsets.len().saturating_sub(1)
    }

    /// No rows?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Entries of row `i`.
    #[inline]
    pub fn row(&self, i: usize) -> impl Iterator<Item = (usize, f32)> + '_ {
        let range = self.offsets[i]..self.offsets[i + 1];
        self.indices[range.clone()].iter().map(|&c| c as usize).zip(self.values[range].iter().copied())
    }

    /// The chosen rows, in the order given.
    #[must_use]
    pub fn select(&self, rows: &[usize]) -> Self {
        let mut out = Self { offsets: vec![0], ..Self::default() };
        for &r in rows {
            let range = self.offsets[r]..self.offsets[r + 1];
            out.indices.extend_from_slice(&self.indices[range.clone()]);
            out.values.extend_from_slice(&self.values[range]);
            out.offsets.push(out.indices.len());
        }
        out
    }

    /// The same entries compressed the other way; `width` is the number of columns.
    #[must_use]
    pub fn transpose(&self, width: usize) -> Self {
        let mut offsets = vec![0usize; width + 1];
        for &c in &self.indices {
            offsets[c as usize + 1] += 1;
        }
        for i in 0..width {
            offsets[i + 1] += offsets[i];
        }
        let mut next = offsets.clone();
        let mut indices = vec![0u32; self.indices.len()];
        let mut values = vec![0f32; self.values.len()];
        for r in 0..self.len() {
            for e in self.offsets[r]..self.offsets[r + 1] {
                let slot = &mut next[self.indices[e] as usize];
                indices[*slot] = r as u32;
                values[*slot] = self.values[e];
                *slot += 1;
            }
        }
        Self { offsets, indices, values }
    }
}

/// Feature identities in ascending order; the position is the column.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    /// Ascending, unique.
    pub ids: Vec<u64>,
}

impl Vocabulary {
    /// Features that occur in at least `min_rows` rows.
    #[must_use]
    pub fn build<'a>(rows: impl Iterator<Item = &'a Row>, min_rows: u32) -> Self {
        let mut count: HashMap<u64, u32> = HashMap::new();
        for row in rows {
            for &(id, _) in &row.features {
                *count.entry(id).or_default() += 1;
            }
        }
        let mut ids: Vec<u64> = count.into_iter().filter(|&(_, n)| n >= min_rows).map(|(id, _)| id).collect();
        ids.sort_unstable();
        Self { ids }
    }

    /// Number of columns.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// No columns?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The matrix of `rows` in these columns; features outside the vocabulary are dropped.
    #[must_use]
    pub fn matrix(&self, rows: &[&Row]) -> Sparse {
        let index: HashMap<u64, u32> = self.ids.iter().enumerate().map(|(c, &id)| (id, c as u32)).collect();
        let picked: Vec<Vec<(u32, f32)>> = rows
            .par_iter()
            .map(|row| row.features.iter().filter_map(|&(id, v)| index.get(&id).map(|&c| (c, v))).collect())
            .collect();
        let mut m = Sparse { offsets: vec![0], ..Sparse::default() };
        for row in picked {
            for (c, v) in row {
                m.indices.push(c);
                m.values.push(v);
            }
            m.offsets.push(m.indices.len());
        }
        m
    }
}
