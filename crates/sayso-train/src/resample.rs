//! How much a score depends on which articles there happen to be: resampling of whole articles.
//!
//! Sentences of one article resemble each other, so that articles and not sentences are drawn: with replacement, as
//! many as there are (Efron and Tibshirani, *An introduction to the bootstrap*, 1993). An interval holds the middle of
//! the scores of the drawn sets.

use rand_xoshiro::SplitMix64;
use rand_xoshiro::rand_core::{RngCore, SeedableRng};

use crate::metrics::Confusion;

/// From and to.
pub type Interval = (f64, f64);

/// Share of the resampled sets that an interval holds.
pub const LEVEL: f64 = 0.95;

/// A seeded source of random numbers (SplitMix64), the same everywhere.
#[derive(Debug, Clone)]
pub struct Random(SplitMix64);

impl Random {
    /// Starts from `seed`.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(SplitMix64::seed_from_u64(seed))
    }

    /// A number below `n`, which is not 0 (Lemire, *Fast random integer generation in an interval*, 2019; the bias is
    /// below n / 2^64).
    pub fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.bits()) * n as u128) >> 64) as usize
    }

    /// 64 random bits.
    pub fn bits(&mut self) -> u64 {
        self.0.next_u64()
    }
}

/// Resampled sets of articles: how often each article is in each set.
#[derive(Debug, Clone)]
pub struct Draws(Vec<Vec<u16>>);

impl Draws {
    /// Draws `sets` sets of `articles` articles.
    ///
    /// ```
    /// use sayso_train::resample::Draws;
    /// assert_eq!(Draws::new(3, 10, 1).sets(), 10);
    /// ```
    #[must_use]
    pub fn new(articles: usize, sets: usize, seed: u64) -> Self {
        let mut random = Random::new(seed);
        let mut set = || (0..articles).map(|_| random.below(articles)).collect::<Vec<usize>>();
        Self::of((0..sets).map(|_| set()), articles)
    }

    /// Takes sets that were drawn elsewhere: lists of articles below `articles`.
    pub fn of(sets: impl IntoIterator<Item = Vec<usize>>, articles: usize) -> Self {
        let counted = |set: Vec<usize>| {
            let mut counts = vec![0u16; articles];
            set.iter().filter_map(|&a| counts.get_mut(a).map(|n| *n = n.saturating_add(1))).for_each(drop);
            counts
        };
        Self(sets.into_iter().map(counted).collect())
    }

    /// How many sets there are.
    #[must_use]
    pub fn sets(&self) -> usize {
        self.0.len()
    }

    /// The confusion matrix of every set, given that of every article. There is at least one article.
    #[must_use]
    pub fn confusions(&self, articles: &[Confusion]) -> Vec<Confusion> {
        let labels = articles.first().map_or(0, |c| c.counts.len());
        let sum = |counts: &Vec<u16>| {
            let mut sum = Confusion::new(labels);
            let drawn = articles.iter().zip(counts).filter(|(_, n)| **n > 0);
            drawn.for_each(|(article, &n)| sum.merge(article, usize::from(n)));
            sum
        };
        self.0.iter().map(sum).collect()
    }
}

/// The middle `level` of `values`, between the two nearest ones where it falls between (as `numpy.quantile` does); 0 to
/// 0 for no values.
///
/// ```
/// use sayso_train::resample::interval;
/// assert_eq!(interval((0..=1000).map(f64::from).collect(), 0.5), (250.0, 750.0));
/// ```
#[must_use]
pub fn interval(mut values: Vec<f64>, level: f64) -> Interval {
    values.sort_by(f64::total_cmp);
    let Some(last) = values.len().checked_sub(1) else { return (0.0, 0.0) };
    let at = |share: f64| {
        let place = share * last as f64;
        let (below, above) = (values[place.floor() as usize], values[place.ceil() as usize]);
        below + (above - below) * place.fract()
    };
    (at((1.0 - level) / 2.0), at((1.0 + level) / 2.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn random_numbers_are_the_published_ones() {
        let mut random = Random::new(1_234_567);
        assert_eq!(random.bits(), 6_457_827_717_110_365_317);
        assert!((0..1000).all(|_| random.below(3) < 3));
    }

    #[test]
    fn intervals_lie_between_the_nearest_values() {
        assert_eq!(interval(vec![0.5], 0.95), (0.5, 0.5));
        assert_eq!(interval(vec![1.0, 0.0], 0.5), (0.25, 0.75));
        assert_eq!(interval(vec![], 0.5), (0.0, 0.0));
    }

    #[test]
    fn sets_are_as_large_as_what_they_are_drawn_from() {
        let one = Confusion { counts: vec![vec![1, 0], vec![0, 0]] };
        let two = Confusion { counts: vec![vec![0, 1], vec![0, 0]] };
        let sums = Draws::new(2, 50, 3).confusions(&[one.clone(), two.clone()]);
        assert!(sums.iter().all(|c| c.total() == 2));
        assert!(sums.iter().any(|c| c.counts[0][0] == 2) && sums.iter().any(|c| c.counts[0][0] == 1));
        let given = Draws::of([vec![1, 1]], 2).confusions(&[one, two]);
        assert_eq!(given[0].counts[0], [0, 2]);
    }
}
