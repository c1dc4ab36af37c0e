//! Sparse rows.

use super::Sink;

/// One sentence's features: identities ascending and unique, values finite.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Row {
    /// Feature identities and values.
    pub features: Vec<(u64, f32)>,
}

/// Collects features into a [`Row`].
#[derive(Debug, Default)]
pub struct RowSink {
    features: Vec<(u64, f32)>,
}

impl Sink for RowSink {
    #[inline]
    fn push(&mut self, id: u64, value: f32) {
        self.features.push((id, value));
    }
}

impl RowSink {
    /// Sorts, adds up what came more than once, and hands the row over; the sink is empty afterwards.
    pub fn take(&mut self) -> Row {
        let mut row = Row::default();
        self.take_into(&mut row);
        row
    }

    /// As [`RowSink::take`], into a row whose buffer is reused.
    pub fn take_into(&mut self, row: &mut Row) {
        self.features.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        row.features.clear();
        for &(id, value) in &self.features {
            match row.features.last_mut() {
                Some(last) if last.0 == id => last.1 += value,
                _ => row.features.push((id, value)),
            }
        }
        self.features.clear();
    }
}
