//! Grouped, stratified folds: an article is never split, and every fold gets its share of every label.

use sayso_featurizer::hash;

/// What a fold assignment needs to know of one article.
#[derive(Debug, Clone)]
pub struct Group {
    /// Its identity; articles of one id land in one fold.
    pub id: String,
    /// Labelled sentences per label.
    pub counts: Vec<usize>,
}

/// Assigns each article a fold in `0..folds`, the same for the same ids and seed whatever their order.
///
/// Articles are taken from the largest to the smallest (ties by a hash of id and seed) and each goes where it makes the
/// folds' label counts most alike.
#[must_use]
pub fn assign(groups: &[Group], folds: usize, seed: u64) -> Vec<usize> {
    let labels = groups.first().map_or(0, |g| g.counts.len());
    let rank = |g: &Group| hash::combine(hash::of(g.id.as_bytes()), seed);
    let mut order: Vec<usize> = (0..groups.len()).collect();
    order.sort_by_key(|&i| (std::cmp::Reverse(groups[i].counts.iter().sum::<usize>()), rank(&groups[i])));
    let total: Vec<f64> =
        (0..labels).map(|c| groups.iter().map(|g| g.counts[c]).sum::<usize>().max(1) as f64).collect();
    let mut filled = vec![vec![0.0f64; labels]; folds];
    let mut assigned = vec![0; groups.len()];
    for i in order {
        let g = &groups[i];
        // The fold whose shares of this article's labels are smallest, rare labels counting as much as common ones.
        let load = |f: usize| -> f64 {
            let share = |c: usize, mass: f64| (mass / total[c]).powi(2);
            (0..labels).map(|c| share(c, filled[f][c] + g.counts[c] as f64) - share(c, filled[f][c])).sum()
        };
        let tie = |f: usize| hash::combine(f as u64, rank(g));
        let best = (0..folds).min_by(|&a, &b| load(a).total_cmp(&load(b)).then(tie(a).cmp(&tie(b)))).unwrap_or(0);
        assigned[i] = best;
        for (mass, &n) in filled[best].iter_mut().zip(&g.counts) {
            *mass += n as f64;
        }
    }
    assigned
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn balanced_whatever_the_order() {
        let groups: Vec<Group> =
            (0..40).map(|i| Group { id: format!("a{i}"), counts: vec![10, usize::from(i % 4 == 0)] }).collect();
        let folds = assign(&groups, 5, 7);
        for f in 0..5 {
            let members: Vec<usize> = (0..40).filter(|&i| folds[i] == f).collect();
            assert_eq!(members.len(), 8);
            assert_eq!(members.iter().filter(|&&i| i % 4 == 0).count(), 2);
        }
        let mut reversed = groups.clone();
        reversed.reverse();
        let mut again = assign(&reversed, 5, 7);
        again.reverse();
        assert_eq!(folds, again);
    }
}
