//! Limited-memory BFGS with a backtracking line search, and its orthant-wise form for an L1 penalty.
//!
//! Sources: Nocedal and Wright, *Numerical Optimization*, 2nd ed., algorithms 7.4 and 7.5; Andrew and Gao, *Scalable
//! training of L1-regularized log-linear models* (ICML 2007), which is OWL-QN. All sums run in a fixed order.

use std::collections::VecDeque;

use rayon::prelude::*;

/// A smooth function to minimise.
pub trait Objective {
    /// Value at `x`; the gradient is written to `gradient`.
    fn evaluate(&self, x: &[f64], gradient: &mut [f64]) -> f64;
}

/// When to stop.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stop {
    /// Most iterations.
    pub max_iterations: usize,
    /// Relative decrease of the objective below which it stops.
    pub tolerance: f64,
}

/// How it ended.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Report {
    /// Iterations taken.
    pub iterations: usize,
    /// Objective at the end.
    pub objective: f64,
    /// Largest component of the gradient at the end (of the pseudo-gradient under an L1 penalty).
    pub gradient: f64,
    /// The tolerance was met.
    pub converged: bool,
    /// The caller stopped it: the held-out loss did not fall any more.
    pub stopped_early: bool,
}

/// Looks at the point after every iteration and says whether to go on.
pub type Watch<'a> = &'a mut dyn FnMut(&[f64]) -> bool;

const MEMORY: usize = 8;
const CHUNK: usize = 1 << 14;

fn dot(a: &[f64], b: &[f64]) -> f64 {
    let parts: Vec<f64> =
        a.par_chunks(CHUNK).zip(b.par_chunks(CHUNK)).map(|(x, y)| x.iter().zip(y).map(|(p, q)| p * q).sum()).collect();
    parts.iter().sum()
}

fn axpy(scale: f64, x: &[f64], y: &mut [f64]) {
    y.par_chunks_mut(CHUNK).zip(x.par_chunks(CHUNK)).for_each(|(y, x)| {
        for (y, x) in y.iter_mut().zip(x) {
            *y += scale * x;
        }
    });
}

struct Pair {
    s: Vec<f64>,
    y: Vec<f64>,
    rho: f64,
}

/// Two-loop recursion: the quasi-Newton direction for `gradient`.
fn direction(gradient: &[f64], memory: &VecDeque<Pair>) -> Vec<f64> {
    let mut q: Vec<f64> = gradient.iter().map(|g| -g).collect();
    let mut alphas = Vec::with_capacity(memory.len());
    for p in memory.iter().rev() {
        let alpha = p.rho * dot(&p.s, &q);
        axpy(-alpha, &p.y, &mut q);
        alphas.push(alpha);
    }
    if let Some(p) = memory.back() {
        let scale = 1.0 / (p.rho * dot(&p.y, &p.y));
        q.par_iter_mut().for_each(|v| *v *= scale);
    }
    for (p, alpha) in memory.iter().zip(alphas.into_iter().rev()) {
        let beta = p.rho * dot(&p.y, &q);
        axpy(alpha - beta, &p.s, &mut q);
    }
    q
}

/// Minimises `f` from `x`, in place.
pub fn minimize(f: &impl Objective, x: &mut Vec<f64>, stop: Stop) -> Report {
    minimize_with(f, x, stop, &Smooth, &mut |_| true)
}

/// Minimises `f` plus `sum_j l1[j] |x[j]|` from `x`, in place.
pub fn minimize_l1(f: &impl Objective, x: &mut Vec<f64>, l1: &[f64], stop: Stop, watch: Watch<'_>) -> Report {
    minimize_with(f, x, stop, &Orthant { l1 }, watch)
}

/// Minimises `f` from `x`, in place; `watch` may end it.
pub fn minimize_watched(f: &impl Objective, x: &mut Vec<f64>, stop: Stop, watch: Watch<'_>) -> Report {
    minimize_with(f, x, stop, &Smooth, watch)
}

/// What a penalty that is not smooth changes in the search.
trait Penalty: Sync {
    /// Its value.
    fn value(&self, x: &[f64]) -> f64;
    /// The steepest descent's opposite: the gradient, or the pseudo-gradient.
    fn gradient(&self, x: &[f64], gradient: &[f64], out: &mut Vec<f64>);
    /// Keeps a direction among the descending orthants of `pseudo`.
    fn align(&self, direction: &mut [f64], pseudo: &[f64]);
    /// Keeps the trial point in the orthant of `x` (of the steepest descent where `x` is 0).
    fn project(&self, trial: &mut [f64], x: &[f64], pseudo: &[f64]);
    /// Expected change for the line search, for the whole step actually taken.
    fn expected(&self, step: f64, slope: f64, trial: &[f64], x: &[f64], pseudo: &[f64]) -> f64;
}

/// No such penalty.
struct Smooth;

impl Penalty for Smooth {
    fn value(&self, _: &[f64]) -> f64 {
        0.0
    }
    fn gradient(&self, _: &[f64], gradient: &[f64], out: &mut Vec<f64>) {
        out.clear();
        out.extend_from_slice(gradient);
    }
    fn align(&self, _: &mut [f64], _: &[f64]) {}
    fn project(&self, _: &mut [f64], _: &[f64], _: &[f64]) {}
    fn expected(&self, step: f64, slope: f64, _: &[f64], _: &[f64], _: &[f64]) -> f64 {
        1e-4 * step * slope
    }
}

/// `sum_j l1[j] |x[j]|`.
struct Orthant<'a> {
    l1: &'a [f64],
}

impl Penalty for Orthant<'_> {
    fn value(&self, x: &[f64]) -> f64 {
        let part = |(x, l1): (&[f64], &[f64])| -> f64 { x.iter().zip(l1).map(|(x, l)| l * x.abs()).sum() };
        let parts: Vec<f64> = x.par_chunks(CHUNK).zip(self.l1.par_chunks(CHUNK)).map(part).collect();
        parts.iter().sum()
    }

    fn gradient(&self, x: &[f64], gradient: &[f64], out: &mut Vec<f64>) {
        out.clear();
        out.extend(x.iter().zip(gradient).zip(self.l1).map(|((&x, &g), &l)| {
            if x != 0.0 {
                g + l * x.signum()
            } else if g + l < 0.0 {
                g + l
            } else if g - l > 0.0 {
                g - l
            } else {
                0.0
            }
        }));
    }

    fn align(&self, direction: &mut [f64], pseudo: &[f64]) {
        for (d, p) in direction.iter_mut().zip(pseudo) {
            if *d * p >= 0.0 {
                *d = 0.0;
            }
        }
    }

    fn project(&self, trial: &mut [f64], x: &[f64], pseudo: &[f64]) {
        for (((t, &x), &p), &l) in trial.iter_mut().zip(x).zip(pseudo).zip(self.l1) {
            let orthant = if x == 0.0 { -p } else { x };
            if l > 0.0 && *t * orthant <= 0.0 {
                *t = 0.0;
            }
        }
    }

    fn expected(&self, _: f64, _: f64, trial: &[f64], x: &[f64], pseudo: &[f64]) -> f64 {
        1e-4 * trial.iter().zip(x).zip(pseudo).map(|((t, x), p)| (t - x) * p).sum::<f64>()
    }
}

fn minimize_with(f: &impl Objective, x: &mut Vec<f64>, stop: Stop, penalty: &impl Penalty, watch: Watch<'_>) -> Report {
    let n = x.len();
    let mut gradient = vec![0.0; n];
    let mut value = f.evaluate(x, &mut gradient) + penalty.value(x);
    let mut pseudo = Vec::with_capacity(n);
    let mut memory: VecDeque<Pair> = VecDeque::with_capacity(MEMORY);
    let (mut trial, mut trial_gradient) = (vec![0.0; n], vec![0.0; n]);
    let mut iterations = 0;
    let (mut converged, mut stopped_early) = (false, false);
    while iterations < stop.max_iterations && !converged && !stopped_early {
        penalty.gradient(x, &gradient, &mut pseudo);
        let mut d = direction(&pseudo, &memory);
        penalty.align(&mut d, &pseudo);
        let mut slope = dot(&d, &pseudo);
        if slope >= 0.0 {
            memory.clear();
            d = pseudo.iter().map(|g| -g).collect();
            slope = -dot(&pseudo, &pseudo);
        }
        if slope == 0.0 {
            converged = true;
            break;
        }
        let mut step = if memory.is_empty() { (1.0 / dot(&pseudo, &pseudo).sqrt()).min(1.0) } else { 1.0 };
        let mut accepted = None;
        for _ in 0..30 {
            trial.copy_from_slice(x);
            axpy(step, &d, &mut trial);
            penalty.project(&mut trial, x, &pseudo);
            let v = f.evaluate(&trial, &mut trial_gradient) + penalty.value(&trial);
            if v.is_finite() && v <= value + penalty.expected(step, slope, &trial, x, &pseudo) {
                accepted = Some(v);
                break;
            }
            step *= 0.5;
        }
        let Some(new_value) = accepted else { break };
        iterations += 1;
        remember(&mut memory, Pair::between(x, &trial, &gradient, &trial_gradient));
        converged = (value - new_value) <= stop.tolerance * value.abs().max(1.0);
        std::mem::swap(x, &mut trial);
        std::mem::swap(&mut gradient, &mut trial_gradient);
        value = new_value;
        stopped_early = !watch(x);
    }
    penalty.gradient(x, &gradient, &mut pseudo);
    let largest = pseudo.iter().fold(0.0f64, |m, g| m.max(g.abs()));
    Report { iterations, objective: value, gradient: largest, converged, stopped_early }
}

fn remember(memory: &mut VecDeque<Pair>, pair: Option<Pair>) {
    if let Some(pair) = pair {
        if memory.len() == MEMORY {
            memory.pop_front();
        }
        memory.push_back(pair);
    }
}

impl Pair {
    /// The step from one point to another with the change of the gradient; none if the curvature is not positive.
    fn between(from: &[f64], to: &[f64], from_gradient: &[f64], to_gradient: &[f64]) -> Option<Self> {
        let s: Vec<f64> = to.iter().zip(from).map(|(a, b)| a - b).collect();
        let y: Vec<f64> = to_gradient.iter().zip(from_gradient).map(|(a, b)| a - b).collect();
        let sy = dot(&s, &y);
        (sy > 1e-12).then(|| Self { s, y, rho: 1.0 / sy })
    }
}
