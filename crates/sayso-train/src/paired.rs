//! Is one model better than another on the same articles, or is it chance?
//!
//! Approximate randomisation (Noreen, *Computer-intensive methods for testing hypotheses*, 1989; Yeh, *More accurate
//! tests for the statistical significance of result differences*, 2000): if the two were alike, their answers to any
//! article could be exchanged. The p-value is the share of all such exchanges that make a difference at least as large
//! as the one seen, in either direction. Articles and not sentences are exchanged, because sentences of one article
//! stand or fall together. With few articles every exchange is tried, and the value is exact.

use rayon::prelude::*;
use serde::Serialize;

use crate::metrics::Confusion;
use crate::resample::{Draws, Interval, LEVEL, Random, interval};

/// The difference of two models in one score.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Difference {
    /// Score of the first.
    pub a: f64,
    /// Score of the second.
    pub b: f64,
    /// `b - a`.
    pub difference: f64,
    /// Holds 95 % of the differences on resampled sets of articles.
    pub interval: Interval,
    /// How often exchanging answers at random gives a difference as large.
    pub p_value: f64,
}

/// Several scores of one confusion matrix.
pub type Scores = dyn Fn(&Confusion) -> Vec<f64> + Sync;

/// How often to draw and exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// Resampled sets, and exchanges unless all of them are fewer.
    pub draws: usize,
    /// Seed.
    pub seed: u64,
}

/// Compares two models by the confusion matrices of the same articles, in every score that `scores` gives.
///
/// ```
/// use sayso_train::metrics::Confusion;
/// use sayso_train::paired::{Settings, compare};
/// let right = Confusion { counts: vec![vec![5, 0], vec![0, 5]] };
/// let wrong = Confusion { counts: vec![vec![5, 0], vec![5, 0]] };
/// let (a, b) = (vec![wrong; 6], vec![right; 6]);
/// let settings = Settings { draws: 1000, seed: 1 };
/// let found = compare(&a, &b, &|c| vec![c.accuracy()], settings);
/// assert_eq!(found[0].difference, 0.5);
/// assert_eq!(found[0].p_value, 2.0 / 64.0); // of 2^6 exchanges, none and all
/// ```
#[must_use]
pub fn compare(a: &[Confusion], b: &[Confusion], scores: &Scores, settings: Settings) -> Vec<Difference> {
    let labels = a.first().map_or(0, |c| c.counts.len());
    let (of_a, of_b) = (scores(&sum(a, labels)), scores(&sum(b, labels)));
    let observed = differences(&of_a, &of_b);
    let p_values = exchange(a, b, scores, &observed, settings);
    let draws = Draws::new(a.len(), settings.draws, settings.seed);
    let drawn: Vec<Vec<f64>> = draws
        .confusions(a)
        .par_iter()
        .zip(draws.confusions(b))
        .map(|(a, b)| differences(&scores(a), &scores(&b)))
        .collect();
    let one = |i: usize| Difference {
        a: of_a[i],
        b: of_b[i],
        difference: observed[i],
        interval: interval(drawn.iter().map(|d| d[i]).collect(), LEVEL),
        p_value: p_values[i],
    };
    (0..observed.len()).map(one).collect()
}

fn sum(articles: &[Confusion], labels: usize) -> Confusion {
    let mut sum = Confusion::new(labels);
    articles.iter().for_each(|c| sum.merge(c, 1));
    sum
}

fn differences(a: &[f64], b: &[f64]) -> Vec<f64> {
    a.iter().zip(b).map(|(a, b)| b - a).collect()
}

/// Differences that rounding alone makes are no differences.
const ROUNDING: f64 = 1e-12;

/// The p-value of each observed difference.
fn exchange(a: &[Confusion], b: &[Confusion], scores: &Scores, observed: &[f64], settings: Settings) -> Vec<f64> {
    // An article on which both gave the same answers changes nothing by being exchanged.
    let differing: Vec<usize> = (0..a.len()).filter(|&i| a[i] != b[i]).collect();
    let exact = differing.len() < 63 && (1u64 << differing.len()) <= settings.draws as u64;
    let swaps: Vec<Vec<bool>> =
        if exact { every(differing.len()) } else { random(differing.len(), settings.draws, settings.seed) };
    let labels = a.first().map_or(0, |c| c.counts.len());
    let reached = |swap: &Vec<bool>| {
        let (mut x, mut y) = (Confusion::new(labels), Confusion::new(labels));
        let mut swapped = vec![false; a.len()];
        differing.iter().zip(swap).for_each(|(&i, &s)| swapped[i] = s);
        for ((a, b), swapped) in a.iter().zip(b).zip(swapped) {
            let (first, second) = if swapped { (b, a) } else { (a, b) };
            x.merge(first, 1);
            y.merge(second, 1);
        }
        let found = differences(&scores(&x), &scores(&y));
        found.iter().zip(observed).map(|(f, o)| u32::from(f.abs() >= o.abs() - ROUNDING)).collect::<Vec<u32>>()
    };
    let counts: Vec<Vec<u32>> = swaps.par_iter().map(reached).collect();
    // What was seen counts as one of the random exchanges, so that no p-value is 0 (Davison and Hinkley, 1997).
    let one = f64::from(u8::from(!exact));
    let share = |i: usize| (counts.iter().map(|c| f64::from(c[i])).sum::<f64>() + one) / (swaps.len() as f64 + one);
    (0..observed.len()).map(share).collect()
}

fn every(articles: usize) -> Vec<Vec<bool>> {
    (0..1u64 << articles).map(|bits| (0..articles).map(|i| bits >> i & 1 == 1).collect()).collect()
}

fn random(articles: usize, draws: usize, seed: u64) -> Vec<Vec<bool>> {
    // Not the stream that the resampled sets come from.
    let mut random = Random::new(seed ^ 0x7065_726d_7574_6174);
    (0..draws).map(|_| (0..articles).map(|_| random.bits() >> 63 == 1).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(right: usize, wrong: usize) -> Confusion {
        Confusion { counts: vec![vec![right, wrong], vec![0, 0]] }
    }

    const SETTINGS: Settings = Settings { draws: 2000, seed: 5 };

    #[test]
    fn equal_answers_differ_in_nothing() {
        let a = vec![article(3, 1), article(0, 4)];
        let d = &compare(&a, &a, &|c| vec![c.accuracy()], SETTINGS)[0];
        assert_eq!((d.difference, d.interval, d.p_value), (0.0, (0.0, 0.0), 1.0));
    }

    #[test]
    fn random_exchanges_come_near_the_exact_value() {
        let a: Vec<Confusion> = (0..10).map(|i| article(i, 10 - i)).collect();
        let b: Vec<Confusion> = (0..10).map(|i| article((i + 2).min(10) - usize::from(i == 4) * 5, 10)).collect();
        let at = |draws| compare(&a, &b, &|c| vec![c.accuracy()], Settings { draws, seed: 5 })[0].p_value;
        assert!((at(1024) - at(1023)).abs() < 0.05, "{} {}", at(1024), at(1023));
    }

    #[test]
    fn an_improvement_on_every_article_is_no_chance() {
        let (a, b) = (vec![article(2, 2); 30], vec![article(3, 1); 30]);
        let d = &compare(&a, &b, &|c| vec![c.accuracy(), c.macro_f1()], SETTINGS)[0];
        assert_eq!((d.a, d.b, d.difference), (0.5, 0.75, 0.25));
        assert!(d.p_value < 0.001 && d.interval.0 > 0.2);
    }
}
