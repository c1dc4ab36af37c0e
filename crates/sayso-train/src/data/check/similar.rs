//! All pairs of sets whose Jaccard similarity reaches a threshold, exactly and without comparing every pair.
//!
//! Prefix filtering (Chaudhuri et al., ICDE 2006; Bayardo et al., WWW 2007): order the elements of every set from rare
//! to frequent. Two sets that share enough must share one of their first few, rarest elements, so an index over those
//! prefixes finds every candidate, and few others. Unlike MinHash nothing is left to chance, and the result does not
//! depend on a seed.

use std::collections::HashMap;

/// Two similar sets, `a` before `b`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Pair {
    pub(super) a: usize,
    pub(super) b: usize,
    /// Jaccard similarity.
    pub(super) score: f64,
}

/// All pairs of `sets` (each sorted, without repeats) with a similarity of at least `threshold`, sorted.
pub(super) fn pairs(sets: &[Vec<u64>], threshold: f64) -> Vec<Pair> {
    let ranked = ranked(sets);
    let mut order: Vec<usize> = (0..sets.len()).filter(|&i| !sets[i].is_empty()).collect();
    order.sort_by_key(|&i| (sets[i].len(), i));
    let mut index: HashMap<u32, Vec<usize>> = HashMap::new();
    let mut seen = vec![usize::MAX; sets.len()];
    let mut found = Vec::new();
    for &x in &order {
        let set = &ranked[x];
        let least = threshold * set.len() as f64 - 1e-9;
        for token in prefix(set, threshold) {
            let list = index.entry(*token).or_default();
            for &y in list.iter().filter(|&&y| ranked[y].len() as f64 >= least) {
                if std::mem::replace(&mut seen[y], x) != x
                    && let Some(score) = jaccard(set, &ranked[y], threshold)
                {
                    found.push(Pair { a: x.min(y), b: x.max(y), score });
                }
            }
            list.push(x);
        }
    }
    found.sort_by_key(|p| (p.b, p.a));
    found
}

/// The sets with each element replaced by its rank, rarest first, and sorted by it.
fn ranked(sets: &[Vec<u64>]) -> Vec<Vec<u32>> {
    let mut counts: HashMap<u64, u32> = HashMap::new();
    for token in sets.iter().flatten() {
        *counts.entry(*token).or_default() += 1;
    }
    let mut tokens: Vec<(u32, u64)> = counts.into_iter().map(|(token, count)| (count, token)).collect();
    tokens.sort_unstable();
    let ranks: HashMap<u64, u32> = tokens.iter().zip(0u32..).map(|(&(_, token), rank)| (token, rank)).collect();
    let rank = |set: &Vec<u64>| {
        let mut set: Vec<u32> = set.iter().filter_map(|t| ranks.get(t).copied()).collect();
        set.sort_unstable();
        set
    };
    sets.iter().map(rank).collect()
}

/// The elements of which one must be shared by any set that is similar enough.
fn prefix(set: &[u32], threshold: f64) -> &[u32] {
    let shared = (threshold * set.len() as f64 - 1e-9).ceil().max(1.0) as usize;
    &set[..set.len() - shared.min(set.len()) + 1]
}

/// Similarity of two sorted sets, if it reaches the threshold.
fn jaccard(a: &[u32], b: &[u32], threshold: f64) -> Option<f64> {
    let both = a.len() + b.len();
    let needed = (threshold / (1.0 + threshold) * both as f64 - 1e-9).ceil() as usize;
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        if shared + (a.len() - i).min(b.len() - j) < needed {
            return None;
        }
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, shared) = (i + 1, j + 1, shared + 1),
        }
    }
    let score = shared as f64 / (both - shared) as f64;
    (score >= threshold - 1e-9).then_some(score)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn slow(sets: &[Vec<u64>], threshold: f64) -> Vec<(usize, usize)> {
        let mut out = Vec::new();
        for b in 0..sets.len() {
            for a in 0..b {
                let x: BTreeSet<_> = sets[a].iter().collect();
                let y: BTreeSet<_> = sets[b].iter().collect();
                let (shared, all) = (x.intersection(&y).count(), x.union(&y).count());
                if shared > 0 && shared as f64 / all as f64 >= threshold - 1e-9 {
                    out.push((a, b));
                }
            }
        }
        out
    }

    proptest! {
        #[test]
        fn the_same_as_comparing_all_pairs(
            sets in prop::collection::vec(prop::collection::btree_set(0u64..12, 0..8), 0..14),
            threshold in prop::sample::select(vec![0.3, 0.5, 0.8, 1.0]),
        ) {
            let sets: Vec<Vec<u64>> = sets.into_iter().map(|s| s.into_iter().collect()).collect();
            let fast: Vec<_> = pairs(&sets, threshold).into_iter().map(|p| (p.a, p.b)).collect();
            prop_assert_eq!(fast, slow(&sets, threshold));
        }
    }
}
