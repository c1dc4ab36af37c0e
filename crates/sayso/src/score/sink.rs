//! The fast way: features are added up as they arrive, without building a row.

use std::hint::black_box;

use sayso_featurizer::feature::Sink;
use sayso_featurizer::featurizer::Featurizer;
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
    closed: &'m [[Packed; P]],
    /// Sums of closed features.
    logits: [Packed; P],
    /// Sums of the others, in units of the weights.
    units: [Packed; P],
    listed: &'m [[u64; P]],
    /// Values and weights of what has arrived, in order.
    values: [f32; WAITING],
    weights: [[u64; P]; WAITING],
    len: usize,
    /// Those whose weights have to be looked up.
    unknown: [Unknown; WAITING],
    unknowns: usize,
}

/// A feature that waits for its weights.
#[derive(Debug, Clone, Copy, Default)]
struct Unknown {
    id: u64,
    /// Where it may stand in the table.
    home: usize,
    /// Its place in the order of arrival.
    place: u32,
}

/// As many numbers as there are weights in a word.
type Packed = [f32; PACKED];

impl<'m, const P: usize, const WORDS: usize> ScoreSink<'m, P, WORDS> {
    /// Starts from the intercepts, for sentences of one language whose features `featurizer` makes; `None` if the table's
    /// places are not of this size.
    #[must_use]
    pub fn new(table: &'m Table, featurizer: &Featurizer, language: Language) -> Option<Self> {
        (table.stride == P * PACKED && WORDS == 1 + P && WORDS <= LINE).then(|| Self {
            table,
            closed: table.closed(featurizer, language).as_chunks().0.as_chunks().0,
            logits: [[0.0; PACKED]; P],
            units: [[0.0; PACKED]; P],
            listed: table.listed.as_chunks().0,
            values: [0.0; WAITING],
            weights: [[0; P]; WAITING],
            len: 0,
            unknown: [Unknown::default(); WAITING],
            unknowns: 0,
        })
    }

    /// Looks up what waits. First each is read from memory, in a loop that is so short that many reads are on their way
    /// at once; then the lines are searched.
    #[inline(never)]
    fn flush(&mut self) {
        let spread = &self.table.weights;
        let mut seen = 0;
        for unknown in &mut self.unknown[..self.unknowns] {
            let (home, first) = spread.touch(unknown.id);
            unknown.home = home;
            seen ^= first;
        }
        black_box(seen);
        for unknown in &self.unknown[..self.unknowns] {
            if let Some(weights) = self.weights.get_mut(unknown.place as usize) {
                *weights = spread.weights::<P, WORDS>(unknown.home, unknown.id);
            }
        }
        let mut units = self.units;
        for (value, weights) in self.values[..self.len].iter().zip(&self.weights) {
            add_packed(&mut units, *value, weights);
        }
        self.units = units;
        (self.len, self.unknowns) = (0, 0);
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
        self.unknown[self.unknowns] = Unknown { id, home: 0, place: self.len as u32 };
        self.unknowns += 1;
        self.values[self.len] = value;
        self.len += 1;
    }

    #[inline]
    fn listed(&mut self, number: usize, value: f32) {
        if self.len == WAITING {
            self.flush();
        }
        (self.weights[self.len], self.values[self.len]) = (self.listed[number], value);
        self.len += 1;
    }

    #[inline]
    fn closed(&mut self, _: Language, slot: usize) {
        for (sums, weights) in self.logits.iter_mut().zip(&self.closed[slot]) {
            add(sums, weights);
        }
    }
}

/// The same for any number of labels, one feature at a time.
#[derive(Debug)]
pub struct WideSink<'m> {
    table: &'m Table,
    closed: &'m [f32],
    logits: Vec<f32>,
    units: Vec<f32>,
}

impl<'m> WideSink<'m> {
    /// Starts from the intercepts, as [`ScoreSink::new`].
    #[must_use]
    pub fn new(table: &'m Table, featurizer: &Featurizer, language: Language) -> Self {
        let closed = table.closed(featurizer, language);
        Self { table, closed, logits: vec![0.0; table.stride], units: vec![0.0; table.stride] }
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

    fn listed(&mut self, number: usize, value: f32) {
        let words = self.table.stride / PACKED;
        add_packed(self.units.as_chunks_mut().0, value, &self.table.listed[number * words..(number + 1) * words]);
    }

    fn closed(&mut self, _: Language, slot: usize) {
        let stride = self.table.stride;
        add(&mut self.logits, &self.closed[slot * stride..(slot + 1) * stride]);
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
