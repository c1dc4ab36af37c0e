//! The fast way: features are added up as they arrive, without building a row.

use sayso_featurizer::feature::Sink;
use sayso_featurizer::lang::Language;

use super::Table;
use super::spread::{PACKED, unpack};

/// Features that wait before they are looked up together.
const WAITING: usize = 128;
/// A sink whose features add up to logits.
pub trait Scorer: Sink {
    /// Writes the logits, one per label, and starts from the intercepts again.
    fn finish(&mut self, logits: &mut [f32]);
}

/// Adds up the weights of one sentence's features, for models whose rows of weights hold `K` numbers.
///
/// `K` is a constant so that the sums stay in registers. Features wait until there are many, so that the reads of their
/// lookups overlap.
#[derive(Debug)]
pub struct ScoreSink<'m, const K: usize, const WORDS: usize> {
    table: &'m Table,
    closed: [&'m [[f32; K]]; 2],
    /// Sums of closed features.
    logits: [f32; K],
    /// Sums of the others, in units of the weights.
    units: [f32; K],
    waiting: [Waiting; WAITING],
    len: usize,
}

impl<'m, const K: usize, const WORDS: usize> ScoreSink<'m, K, WORDS> {
    /// Starts from the intercepts; `None` if the table's rows do not hold `K` numbers in `WORDS - 1` words.
    #[must_use]
    pub fn new(table: &'m Table) -> Option<Self> {
        (table.stride == K && WORDS == 1 + K / PACKED).then(|| Self {
            table,
            closed: table.closed.each_ref().map(|c| c.as_chunks().0),
            logits: [0.0; K],
            units: [0.0; K],
            waiting: [Waiting::default(); WAITING],
            len: 0,
        })
    }

    /// Looks up what waits: first where each stands, without a branch, so that the reads overlap; then what stands there.
    #[inline(never)]
    fn flush(&mut self) {
        let weights = &self.table.weights;
        for w in &mut self.waiting[..self.len] {
            w.place = weights.near::<WORDS>(w.id);
        }
        for w in &self.waiting[..self.len] {
            match weights.at::<WORDS>(w.place) {
                Some((id, words)) if id == w.id => add_packed(&mut self.units, w.value, words),
                Some((id, _)) if id < w.id => {
                    add_packed(&mut self.units, w.value, weights.find(w.id).unwrap_or_default());
                }
                _ => (),
            }
        }
        self.len = 0;
    }
}

/// A feature that waits.
#[derive(Debug, Clone, Copy, Default)]
struct Waiting {
    id: u64,
    value: f32,
    place: usize,
}

impl<const K: usize, const WORDS: usize> Scorer for ScoreSink<'_, K, WORDS> {
    fn finish(&mut self, logits: &mut [f32]) {
        self.flush();
        self.table.total(&self.logits, &self.units, logits);
        (self.logits, self.units) = ([0.0; K], [0.0; K]);
    }
}

impl<const K: usize, const WORDS: usize> Sink for ScoreSink<'_, K, WORDS> {
    const COMPILED: bool = true;

    #[inline]
    fn push(&mut self, id: u64, value: f32) {
        if self.len == WAITING {
            self.flush();
        }
        let waiting = &mut self.waiting[self.len];
        (waiting.id, waiting.value) = (id, value);
        self.len += 1;
    }

    #[inline]
    fn closed(&mut self, language: Language, slot: usize) {
        add(&mut self.logits, &self.closed[language as usize][slot]);
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
            add_packed(&mut self.units, value, words);
        }
    }

    fn closed(&mut self, language: Language, slot: usize) {
        let stride = self.table.stride;
        add(&mut self.logits, &self.table.closed[language as usize][slot * stride..(slot + 1) * stride]);
    }
}

#[inline]
fn add_packed(sums: &mut [f32], value: f32, words: &[u64]) {
    for (sums, word) in sums.as_chunks_mut::<PACKED>().0.iter_mut().zip(words) {
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
