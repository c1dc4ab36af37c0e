//! The fast way: features are added up as they arrive, without building a row.

use std::hint::black_box;

use sayso_featurizer::feature::Sink;
use sayso_featurizer::lang::Language;

use super::Table;
use super::spread::{LINE, PACKED, unpack};

/// Features that wait before they are looked up together.
const WAITING: usize = 128;

/// A sink whose features add up to logits.
pub trait Scorer: Sink {
    /// Writes the logits, one per label, and starts from the intercepts again.
    fn finish(&mut self, logits: &mut [f32]);
}

/// Adds up the weights of one sentence's features, for models whose places hold `WORDS` words, `P` of them with weights.
///
/// `P` is a constant so that the sums stay in registers. Features wait until there are many, so that the reads of their
/// lookups overlap; they are added up in the order of their arrival.
#[derive(Debug)]
pub struct ScoreSink<'m, const P: usize, const WORDS: usize> {
    table: &'m Table,
    closed: [&'m [[Packed; P]]; 2],
    /// Sums of closed features.
    logits: [Packed; P],
    /// Sums of the others, in units of the weights.
    units: [Packed; P],
    ids: [u64; WAITING],
    values: [f32; WAITING],
    homes: [usize; WAITING],
    weights: [[u64; P]; WAITING],
    len: usize,
}

/// As many numbers as there are weights in a word.
type Packed = [f32; PACKED];

impl<'m, const P: usize, const WORDS: usize> ScoreSink<'m, P, WORDS> {
    /// Starts from the intercepts; `None` if the table's places are not of this size.
    #[must_use]
    pub fn new(table: &'m Table) -> Option<Self> {
        (table.stride == P * PACKED && WORDS == 1 + P && WORDS <= LINE).then(|| Self {
            table,
            closed: table.closed.each_ref().map(|c| c.as_chunks().0.as_chunks().0),
            logits: [[0.0; PACKED]; P],
            units: [[0.0; PACKED]; P],
            ids: [0; WAITING],
            values: [0.0; WAITING],
            homes: [0; WAITING],
            weights: [[0; P]; WAITING],
            len: 0,
        })
    }

    /// Looks up what waits. First each is read from memory, in a loop that is so short that many reads are on their way
    /// at once; then the lines are searched.
    #[inline(never)]
    fn flush(&mut self) {
        let spread = &self.table.weights;
        let (ids, homes) = (&self.ids[..self.len], &mut self.homes[..self.len]);
        let mut seen = 0;
        for (id, home) in ids.iter().zip(homes.iter_mut()) {
            let (at, first) = spread.touch(*id);
            *home = at;
            seen ^= first;
        }
        black_box(seen);
        for ((id, home), weights) in ids.iter().zip(homes).zip(&mut self.weights) {
            *weights = spread.weights::<P, WORDS>(*home, *id);
        }
        let mut units = self.units;
        for (value, weights) in self.values[..self.len].iter().zip(&self.weights) {
            add_packed(&mut units, *value, weights);
        }
        self.units = units;
        self.len = 0;
    }
}

impl<const P: usize, const WORDS: usize> Scorer for ScoreSink<'_, P, WORDS> {
    fn finish(&mut self, logits: &mut [f32]) {
        self.flush();
        self.table.total(self.logits.as_flattened(), self.units.as_flattened(), logits);
        (self.logits, self.units) = ([[0.0; PACKED]; P], [[0.0; PACKED]; P]);
    }
}

impl<const P: usize, const WORDS: usize> Sink for ScoreSink<'_, P, WORDS> {
    const COMPILED: bool = true;

    #[inline]
    fn push(&mut self, id: u64, value: f32) {
        if self.len == WAITING {
            self.flush();
        }
        (self.ids[self.len], self.values[self.len]) = (id, value);
        self.len += 1;
    }

    #[inline]
    fn closed(&mut self, language: Language, slot: usize) {
        for (sums, weights) in self.logits.iter_mut().zip(&self.closed[language as usize][slot]) {
            add(sums, weights);
        }
    }
}

/// The same for any number of labels, one feature at a time.
#[derive(Debug)]
pub struct WideSink<'m> {
    table: &'m Table,
    logits: Vec<f32>,
    units: Vec<f32>,
}

impl<'m> WideSink<'m> {
    /// Starts from the intercepts.
    #[must_use]
    pub fn new(table: &'m Table) -> Self {
        Self { table, logits: vec![0.0; table.stride], units: vec![0.0; table.stride] }
    }
}

impl Scorer for WideSink<'_> {
    fn finish(&mut self, logits: &mut [f32]) {
        self.table.total(&self.logits, &self.units, logits);
        self.logits.fill(0.0);
        self.units.fill(0.0);
    }
}

impl Sink for WideSink<'_> {
    const COMPILED: bool = true;

    fn push(&mut self, id: u64, value: f32) {
        if let Some(words) = self.table.weights.find(id) {
            add_packed(self.units.as_chunks_mut().0, value, words);
        }
    }

    fn closed(&mut self, language: Language, slot: usize) {
        let stride = self.table.stride;
        add(&mut self.logits, &self.table.closed[language as usize][slot * stride..(slot + 1) * stride]);
    }
}

#[inline]
fn add_packed(sums: &mut [Packed], value: f32, words: &[u64]) {
    for (sums, word) in sums.iter_mut().zip(words) {
        for (sum, weight) in sums.iter_mut().zip(unpack(*word)) {
            *sum += value * weight;
        }
    }
}

#[inline]
fn add(sums: &mut [f32], weights: &[f32]) {
    for (sum, w) in sums.iter_mut().zip(weights) {
        *sum += w;
    }
}
