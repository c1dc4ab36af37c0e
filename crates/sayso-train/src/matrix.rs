//! The sparse design matrix, by rows and by columns.

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

    /// Column `c` becomes `columns[c]`; entries of columns that become `u32::MAX` are dropped. Done in place.
    pub fn renumber(&mut self, columns: &[u32]) {
        let mut to = 0;
        let mut from = 0;
        for r in 0..self.len() {
            let end = self.offsets[r + 1];
            for e in from..end {
                let column = columns[self.indices[e] as usize];
                if column != u32::MAX {
                    self.indices[to] = column;
                    self.values[to] = self.values[e];
                    to += 1;
                }
            }
            from = end;
            self.offsets[r + 1] = to;
        }
        self.indices.truncate(to);
        self.values.truncate(to);
        self.indices.shrink_to_fit();
        self.values.shrink_to_fit();
    }

    /// Multiplies every entry by the factor of its column.
    pub fn scale_columns(&mut self, factors: &[f32]) {
        for (c, v) in self.indices.iter().zip(&mut self.values) {
            *v *= factors[*c as usize];
        }
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
}
