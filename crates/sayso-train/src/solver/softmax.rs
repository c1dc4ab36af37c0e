//! Multinomial logistic regression on sparse rows, and support vector machines as another loss of the same solver.
//!
//! Minimises `sum_i w_i (log sum_k exp z_ik - z_iy) + l2/2 |W|^2 + l1 |W|_1` with `z = X W + b`; the intercepts `b` are
//! not regularised. The optimiser sees each weight in units of its own curvature (a diagonal preconditioner), since rare
//! and common features differ by orders of magnitude. Rows are scored in parallel, then the gradient is gathered column
//! by column, each column in row order: the result does not depend on the number of threads.

use super::lbfgs::{Report, Stop, Watch, minimize_l1, minimize_watched};
pub use super::objective::Loss;
use super::objective::{Problem, scale, units};
use crate::matrix::Sparse;

/// A fitted model: `weights[feature * classes + class]`, one intercept per class.
#[derive(Debug, Clone, PartialEq)]
pub struct Linear {
    /// Number of classes.
    pub classes: usize,
    /// Row-major, features x classes.
    pub weights: Vec<f32>,
    /// One per class.
    pub intercepts: Vec<f32>,
}

impl Linear {
    /// Logits of row `i` of `x`.
    #[must_use]
    pub fn logits(&self, x: &Sparse, i: usize) -> Vec<f64> {
        let mut z: Vec<f64> = self.intercepts.iter().map(|&b| f64::from(b)).collect();
        for (c, v) in x.row(i) {
            let w = &self.weights[c * self.classes..(c + 1) * self.classes];
            for (z, w) in z.iter_mut().zip(w) {
                *z += f64::from(v * w);
            }
        }
        z
    }

    /// Mean negative log likelihood of labelled rows, each with its weight.
    #[must_use]
    pub fn loss(&self, of: Labelled<'_>) -> f64 {
        let one = |i: usize| {
            let mut z = self.logits(of.rows, i);
            let own = z[of.labels[i]];
            of.weights[i] * (softmax(&mut z) - own)
        };
        let mass = of.weights.iter().sum::<f64>().max(f64::MIN_POSITIVE);
        (0..of.labels.len()).map(one).sum::<f64>() / mass
    }

    /// Weights that are not 0.
    #[must_use]
    pub fn nonzero(&self) -> usize {
        self.weights.iter().filter(|&&w| w != 0.0).count()
    }
}

/// Training settings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// L2 strength (the inverse of scikit-learn's C).
    pub l2: f64,
    /// What a row costs.
    pub loss: Loss,
    /// L1 strength; above 0 many weights become exactly 0 (elastic net, Zou and Hastie, 2005).
    pub l1: f64,
    /// When to stop.
    pub stop: Stop,
}

/// Rows with labels and weights: `labels[i]` and `weights[i]` belong to row `i`.
#[derive(Debug, Clone, Copy)]
pub struct Labelled<'a> {
    /// The rows.
    pub rows: &'a Sparse,
    /// One class per row.
    pub labels: &'a [usize],
    /// One weight per row.
    pub weights: &'a [f64],
}

/// Where to begin and when to end early.
#[derive(Debug, Clone, Copy, Default)]
pub struct Course<'a> {
    /// Weights to start from; zeros if none or of another shape.
    pub start: Option<&'a Linear>,
    /// Rows kept apart: training ends when the loss on them has not fallen for [`PATIENCE`] iterations, and the weights
    /// of the lowest loss are taken.
    pub watched: Option<Labelled<'a>>,
}

/// Iterations without a lower held-out loss after which training ends.
pub const PATIENCE: usize = 5;

/// Turns logits into probabilities in place and returns log-sum-exp.
pub fn softmax(z: &mut [f64]) -> f64 {
    let max = z.iter().fold(f64::NEG_INFINITY, |m, &v| m.max(v));
    let mut sum = 0.0;
    for v in z.iter_mut() {
        *v = (*v - max).exp();
        sum += *v;
    }
    for v in z.iter_mut() {
        *v /= sum;
    }
    max + sum.ln()
}

/// Fits by L-BFGS, with an L1 penalty by OWL-QN. Every label is below `classes`; `width` is the number of columns.
#[must_use]
pub fn fit(
    data: Labelled<'_>,
    classes: usize,
    width: usize,
    settings: Settings,
    course: Course<'_>,
) -> (Linear, Report) {
    let columns = data.rows.transpose(width);
    let units = units(&columns, data.weights, settings.l2, settings.loss);
    let problem = Problem { data, columns: &columns, classes, l2: settings.l2, loss: settings.loss, units };
    let mut scaled = start(&problem.units, classes, width, course.start);
    let mut best = Best::new(course.watched);
    let mut watch = |x: &[f64]| best.look(|| linear(x, &problem.units, classes));
    let report = optimise(&problem, &mut scaled, settings, &mut watch);
    let fitted = best.linear.unwrap_or_else(|| linear(&scaled, &problem.units, classes));
    (fitted, report)
}

fn optimise(problem: &Problem<'_>, scaled: &mut Vec<f64>, settings: Settings, watch: Watch<'_>) -> Report {
    if settings.l1 == 0.0 {
        return minimize_watched(problem, scaled, settings.stop, watch);
    }
    let k = problem.classes;
    let mut l1: Vec<f64> = problem.units.iter().flat_map(|u| std::iter::repeat_n(settings.l1 * u, k)).collect();
    let weights = l1.len() - k;
    l1[weights..].fill(0.0);
    minimize_l1(problem, scaled, &l1, settings.stop, watch)
}

/// The starting point in the optimiser's units.
fn start(units: &[f64], classes: usize, width: usize, from: Option<&Linear>) -> Vec<f64> {
    let fits = |l: &&Linear| l.classes == classes && l.weights.len() == width * classes;
    let Some(from) = from.filter(fits) else { return vec![0.0; (width + 1) * classes] };
    let plain = from.weights.iter().chain(&from.intercepts);
    plain.zip(units.iter().flat_map(|u| std::iter::repeat_n(u, classes))).map(|(&w, u)| f64::from(w) / u).collect()
}

/// Weights in their own units.
fn linear(scaled: &[f64], units: &[f64], classes: usize) -> Linear {
    let mut x = vec![0.0; scaled.len()];
    scale(scaled, units, classes, &mut x);
    let (w, b) = x.split_at(x.len() - classes);
    Linear {
        classes,
        weights: w.iter().map(|&v| v as f32).collect(),
        intercepts: b.iter().map(|&v| v as f32).collect(),
    }
}

/// The best weights on rows kept apart.
struct Best<'a> {
    watched: Option<Labelled<'a>>,
    loss: f64,
    since: usize,
    linear: Option<Linear>,
}

impl<'a> Best<'a> {
    fn new(watched: Option<Labelled<'a>>) -> Self {
        Self { watched, loss: f64::INFINITY, since: 0, linear: None }
    }

    /// Measures weights; false once there has been no better for too long.
    fn look(&mut self, weights: impl FnOnce() -> Linear) -> bool {
        let Some(watched) = self.watched else { return true };
        let now = weights();
        let loss = now.loss(watched);
        self.since += 1;
        if loss < self.loss {
            (self.loss, self.since, self.linear) = (loss, 0, Some(now));
        }
        self.since < PATIENCE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows of two to four random entries over `width` columns, labels that depend on them.
    fn problem(n: usize, width: usize, classes: usize) -> (Sparse, Vec<usize>, Vec<f64>) {
        let mut state = 7u64;
        let mut next = move |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % below
        };
        let mut x = Sparse { offsets: vec![0], ..Sparse::default() };
        let (mut labels, mut weights) = (Vec::new(), Vec::new());
        for _ in 0..n {
            let mut columns: Vec<u32> = (0..2 + next(3)).map(|_| next(width) as u32).collect();
            columns.sort_unstable();
            columns.dedup();
            let noise = next(4) == 0;
            labels.push(if noise { next(classes) } else { columns[0] as usize * classes / width });
            for c in columns {
                x.indices.push(c);
                x.values.push(0.5 + next(10) as f32 / 10.0);
            }
            x.offsets.push(x.indices.len());
            weights.push(0.5 + next(4) as f64 / 2.0);
        }
        (x, labels, weights)
    }

    const TIGHT: Stop = Stop { max_iterations: 2000, tolerance: 1e-13 };

    /// Proximal gradient descent (ISTA) in plain weights: slow, simple, and of another kind.
    fn reference(data: Labelled<'_>, k: usize, width: usize, l2: f64, l1: f64) -> (Vec<f64>, Vec<f64>, f64) {
        let (mut w, mut b) = (vec![0.0f64; width * k], vec![0.0f64; k]);
        let curvature: f64 = (0..data.labels.len())
            .map(|i| data.weights[i] * (1.0 + data.rows.row(i).map(|(_, v)| f64::from(v * v)).sum::<f64>()))
            .sum();
        let step = 1.0 / (0.5 * curvature + l2);
        let mut value = 0.0;
        for _ in 0..40_000 {
            let (mut gw, mut gb) = (w.iter().map(|v| l2 * v).collect::<Vec<f64>>(), vec![0.0; k]);
            value = 0.5 * l2 * w.iter().map(|v| v * v).sum::<f64>() + l1 * w.iter().map(|v| v.abs()).sum::<f64>();
            for i in 0..data.labels.len() {
                let mut z = b.clone();
                data.rows.row(i).for_each(|(c, v)| (0..k).for_each(|j| z[j] += f64::from(v) * w[c * k + j]));
                let own = z[data.labels[i]];
                value += data.weights[i] * (softmax(&mut z) - own);
                z[data.labels[i]] -= 1.0;
                for j in 0..k {
                    let r = data.weights[i] * z[j];
                    gb[j] += r;
                    data.rows.row(i).for_each(|(c, v)| gw[c * k + j] += f64::from(v) * r);
                }
            }
            for (v, g) in w.iter_mut().zip(&gw) {
                let moved = *v - step * g;
                *v = moved.signum() * (moved.abs() - step * l1).max(0.0);
            }
            b.iter_mut().zip(&gb).for_each(|(v, g)| *v -= step * g);
        }
        (w, b, value)
    }

    #[test]
    fn elastic_net_meets_a_reference_of_another_kind() {
        let (rows, labels, weights) = problem(60, 8, 3);
        let data = Labelled { rows: &rows, labels: &labels, weights: &weights };
        let settings = Settings { l2: 0.5, loss: Loss::Logistic, l1: 1.5, stop: TIGHT };
        let (linear, report) = fit(data, 3, 8, settings, Course::default());
        let (w, _, value) = reference(data, 3, 8, 0.5, 1.5);
        assert!((report.objective - value).abs() < 1e-6 * value, "{} {value}", report.objective);
        for (a, b) in linear.weights.iter().zip(&w) {
            assert!((f64::from(*a) - b).abs() < 1e-3, "{a} {b}");
            assert_eq!(*a == 0.0, b.abs() < 1e-5, "{a} {b}");
        }
        assert!((1..20).contains(&linear.nonzero()), "{}", linear.nonzero());
    }

    #[test]
    fn more_l1_keeps_fewer_weights_and_enough_keeps_none() {
        let (rows, labels, weights) = problem(200, 30, 4);
        let data = Labelled { rows: &rows, labels: &labels, weights: &weights };
        let kept = |l1| {
            fit(data, 4, 30, Settings { l2: 0.1, loss: Loss::Logistic, l1, stop: TIGHT }, Course::default()).0.nonzero()
        };
        let counts = [kept(0.0), kept(1.0), kept(5.0), kept(1e4)];
        assert!(counts.is_sorted_by(|a, b| a > b), "{counts:?}");
        assert_eq!(counts[3], 0);
    }

    #[test]
    fn a_weight_is_a_repeated_row() {
        let (rows, labels, _) = problem(50, 8, 3);
        let twice: Vec<usize> = (0..50).chain(0..10).collect();
        let repeated = rows.select(&twice);
        let twice_labels: Vec<usize> = twice.iter().map(|&i| labels[i]).collect();
        let weights: Vec<f64> = (0..50).map(|i| if i < 10 { 2.0 } else { 1.0 }).collect();
        let settings = Settings { l2: 1.0, loss: Loss::Logistic, l1: 0.0, stop: TIGHT };
        let fitted =
            |rows, labels, weights| fit(Labelled { rows, labels, weights }, 3, 8, settings, Course::default()).0;
        let (a, b) = (fitted(&rows, &labels, &weights), fitted(&repeated, &twice_labels, &[1.0; 60]));
        assert!(a.weights.iter().zip(&b.weights).all(|(a, b)| (a - b).abs() < 1e-4));
    }

    #[test]
    fn a_warm_start_at_the_solution_stays_there() {
        let (rows, labels, weights) = problem(200, 30, 4);
        let data = Labelled { rows: &rows, labels: &labels, weights: &weights };
        let settings =
            Settings { l2: 0.5, loss: Loss::Logistic, l1: 0.0, stop: Stop { max_iterations: 500, tolerance: 1e-9 } };
        let (cold, first) = fit(data, 4, 30, settings, Course::default());
        let (warm, second) = fit(data, 4, 30, settings, Course { start: Some(&cold), watched: None });
        assert!(first.iterations > 5 && second.iterations <= 3, "{first:?} {second:?}");
        assert!(cold.weights.iter().zip(&warm.weights).all(|(a, b)| (a - b).abs() < 1e-3));
    }

    #[test]
    fn watched_rows_end_it_at_their_lowest_loss() {
        let (rows, labels, weights) = problem(300, 60, 3);
        let (fitting, apart): (Vec<usize>, Vec<usize>) = (0..300).partition(|i| i % 3 > 0);
        let part = |of: &[usize]| -> (Sparse, Vec<usize>, Vec<f64>) {
            (rows.select(of), of.iter().map(|&i| labels[i]).collect(), of.iter().map(|&i| weights[i]).collect())
        };
        let (a, b) = (part(&fitting), part(&apart));
        let data = Labelled { rows: &a.0, labels: &a.1, weights: &a.2 };
        let watched = Labelled { rows: &b.0, labels: &b.1, weights: &b.2 };
        let settings = Settings { l2: 1e-4, loss: Loss::Logistic, l1: 0.0, stop: TIGHT };
        let (all, _) = fit(data, 3, 60, settings, Course::default());
        let (early, report) = fit(data, 3, 60, settings, Course { start: None, watched: Some(watched) });
        assert!(report.stopped_early);
        assert!(early.loss(watched) < all.loss(watched));
    }

    #[test]
    fn threads_change_no_bit() {
        let (rows, labels, weights) = problem(3000, 300, 4);
        let data = Labelled { rows: &rows, labels: &labels, weights: &weights };
        let on = |threads: usize, l1: f64| {
            let settings =
                Settings { l2: 1.0, loss: Loss::Logistic, l1, stop: Stop { max_iterations: 30, tolerance: 1e-9 } };
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| fit(data, 4, 300, settings, Course::default()).0)
        };
        for l1 in [0.0, 0.5] {
            assert_eq!(on(1, l1), on(3, l1));
        }
    }
}
