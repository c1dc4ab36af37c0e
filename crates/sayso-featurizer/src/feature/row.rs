//! Sparse rows.

use std::cmp::Ordering;

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
    sorted: Vec<(u64, f32)>,
    ends: Vec<u32>,
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
        self.sort();
        row.features.clear();
        for &(id, value) in &self.sorted {
            match row.features.last_mut() {
                Some(last) if last.0 == id => last.1 += value,
                _ => row.features.push((id, value)),
            }
        }
        self.features.clear();
    }

    /// Sorts by identity, then value, from `features` into `sorted`.
    ///
    /// Identities are hashes, so their upper bits deal them evenly into some more buckets than there are features, and few
    /// buckets hold two. What is left is nearly in order, and insertion sort does it without a surprise for the processor
    /// at every bucket. Sentences that repeat themselves, and texts made to fill one bucket, have their buckets sorted one
    /// by one.
    fn sort(&mut self) {
        let bits = (2 * self.features.len()).max(2).ilog2().min(16);
        let bucket = |id: u64| (id >> (64 - bits)) as usize;
        self.ends.clear();
        self.ends.resize(1 << bits, 0);
        self.features.iter().for_each(|f| self.ends[bucket(f.0)] += 1);
        let (mut sum, mut fullest) = (0, 0);
        for end in &mut self.ends {
            fullest = fullest.max(*end);
            sum += std::mem::replace(end, sum);
        }
        self.sorted.resize(self.features.len(), (0, 0.0));
        for &f in &self.features {
            let place = &mut self.ends[bucket(f.0)];
            self.sorted[*place as usize] = f;
            *place += 1;
        }
        if fullest <= FULL {
            insertion_sort(&mut self.sorted);
            return;
        }
        let mut start = 0;
        for &end in &self.ends {
            self.sorted[start..end as usize].sort_unstable_by(order);
            start = end as usize;
        }
    }
}

/// Buckets of more features than this are sorted by themselves.
const FULL: u32 = 16;

#[inline]
fn order(a: &(u64, f32), b: &(u64, f32)) -> Ordering {
    a.0.cmp(&b.0).then_with(|| a.1.total_cmp(&b.1))
}

fn insertion_sort(features: &mut [(u64, f32)]) {
    for i in 1..features.len() {
        let (feature, mut at) = (features[i], i);
        while at > 0 && order(&features[at - 1], &feature).is_gt() {
            features[at] = features[at - 1];
            at -= 1;
        }
        features[at] = feature;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn rows_are_sorted_and_add_up(features in proptest::collection::vec((prop_oneof![0..9u64, any::<u64>()], -2.0..2.0f32), 0..300)) {
            let mut sink = RowSink::default();
            features.iter().for_each(|&(id, value)| sink.push(id, value));
            let row = sink.take();
            let mut plain = features;
            plain.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
            let mut expected: Vec<(u64, f32)> = Vec::new();
            for (id, value) in plain {
                match expected.last_mut() {
                    Some(last) if last.0 == id => last.1 += value,
                    _ => expected.push((id, value)),
                }
            }
            prop_assert_eq!(row.features, expected);
            prop_assert!(sink.take().features.is_empty());
        }
    }
}
