//! Measures of agreement on nominal labels.
//!
//! Cohen's kappa compares two annotators' agreement with that of two who keep their shares of labels but choose at
//! random (Cohen 1960). Krippendorff's alpha does the same for any number of annotators with gaps, from pairs of labels
//! within sentences (Krippendorff 2011). Both are undefined where only one label was ever used.

use crate::metrics::Confusion;

/// Labels of one sentence by annotator.
type Values<'a> = &'a [Option<usize>];

/// What two annotators agree on.
pub(super) struct Pair {
    pub(super) confusion: Confusion,
    pub(super) kappa: Option<f64>,
}

/// Compares annotators `a` and `b`.
pub(super) fn pair(units: &[Values<'_>], labels: usize, a: usize, b: usize) -> Pair {
    let mut confusion = Confusion::new(labels);
    for unit in units {
        if let (Some(&Some(x)), Some(&Some(y))) = (unit.get(a), unit.get(b)) {
            confusion.add(x, y);
        }
    }
    let kappa = kappa(&confusion);
    Pair { confusion, kappa }
}

/// Cohen's kappa.
fn kappa(confusion: &Confusion) -> Option<f64> {
    let n = confusion.total() as f64;
    let labels = 0..confusion.counts.len();
    let row = |l: usize| confusion.counts[l].iter().sum::<usize>() as f64;
    let column = |l: usize| confusion.counts.iter().map(|r| r[l]).sum::<usize>() as f64;
    let expected: f64 = labels.map(|l| row(l) * column(l)).sum::<f64>() / (n * n);
    (n > 0.0 && expected < 1.0).then(|| (confusion.accuracy() - expected) / (1.0 - expected))
}

/// Krippendorff's alpha for nominal labels.
pub(super) fn alpha(units: &[Values<'_>], labels: usize) -> Option<f64> {
    let mut totals = vec![0.0; labels];
    let mut differing = 0.0;
    for unit in units {
        let mut counts = vec![0.0; labels];
        for &label in unit.iter().flatten() {
            counts[label] += 1.0;
        }
        let m: f64 = counts.iter().sum();
        if m < 2.0 {
            continue;
        }
        for (total, count) in totals.iter_mut().zip(&counts) {
            *total += count;
            differing += count * (m - count) / (m - 1.0);
        }
    }
    let n: f64 = totals.iter().sum();
    let by_chance: f64 = totals.iter().map(|t| t * (n - t)).sum();
    (by_chance > 0.0).then(|| 1.0 - (n - 1.0) * differing / by_chance)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(value: Option<f64>, expected: f64) -> bool {
        value.is_some_and(|v| (v - expected).abs() < 5e-4)
    }

    /// Two annotators from a confusion matrix.
    fn units(counts: &[&[usize]]) -> Vec<[Option<usize>; 2]> {
        let cells = counts.iter().enumerate().flat_map(|(a, row)| row.iter().enumerate().map(move |(b, n)| (a, b, *n)));
        cells.flat_map(|(a, b, n)| vec![[Some(a), Some(b)]; n]).collect()
    }

    #[test]
    fn kappa_of_a_textbook_example() {
        let units = units(&[&[20, 5], &[10, 15]]);
        let values: Vec<Values<'_>> = units.iter().map(|u| &u[..]).collect();
        assert!(near(pair(&values, 2, 0, 1).kappa, 0.4));
    }

    #[test]
    fn alpha_of_krippendorffs_example_with_gaps() {
        let annotators = [
            "1 2 3 3 2 1 4 1 2 . . .",
            "1 2 3 3 2 2 4 1 2 5 . 3",
            ". 3 3 3 2 3 4 2 2 5 1 .",
            "1 2 3 3 2 4 4 1 2 5 1 .",
        ];
        let rows: Vec<Vec<Option<usize>>> =
            annotators.iter().map(|r| r.split(' ').map(|c| c.parse().ok()).collect()).collect();
        let units: Vec<Vec<Option<usize>>> = (0..12).map(|u| rows.iter().map(|r| r[u]).collect()).collect();
        let values: Vec<Values<'_>> = units.iter().map(Vec::as_slice).collect();
        assert!(near(alpha(&values, 6), 0.743), "{:?}", alpha(&values, 6));
    }

    #[test]
    fn one_label_only_is_undefined() {
        let units = units(&[&[9, 0], &[0, 0]]);
        let values: Vec<Values<'_>> = units.iter().map(|u| &u[..]).collect();
        assert_eq!((pair(&values, 2, 0, 1).kappa, alpha(&values, 2), alpha(&[], 2)), (None, None, None));
    }
}
