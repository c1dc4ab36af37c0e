//! Limited-memory BFGS with a backtracking line search.
//!
//! Source: Nocedal and Wright, *Numerical Optimization*, 2nd ed., algorithms 7.4 and 7.5. All sums run in a fixed order.

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
    /// Largest component of the gradient at the end.
    pub gradient: f64,
    /// The tolerance was met.
    pub converged: bool,
}

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
    let n = x.len();
    let mut gradient = vec![0.0; n];
    let mut value = f.evaluate(x, &mut gradient);
    let mut memory: VecDeque<Pair> = VecDeque::with_capacity(MEMORY);
    let (mut trial, mut trial_gradient) = (vec![0.0; n], vec![0.0; n]);
    let mut iterations = 0;
    let mut converged = false;
    while iterations < stop.max_iterations && !converged {
        let mut d = direction(&gradient, &memory);
        let mut slope = dot(&d, &gradient);
        if slope >= 0.0 {
            memory.clear();
            d = gradient.iter().map(|g| -g).collect();
            slope = -dot(&gradient, &gradient);
        }
        if slope == 0.0 {
            converged = true;
            break;
        }
        let mut step = if memory.is_empty() { (1.0 / dot(&gradient, &gradient).sqrt()).min(1.0) } else { 1.0 };
        let mut accepted = None;
        for _ in 0..30 {
            trial.copy_from_slice(x);
            axpy(step, &d, &mut trial);
            let v = f.evaluate(&trial, &mut trial_gradient);
            if v.is_finite() && v <= value + 1e-4 * step * slope {
                accepted = Some(v);
                break;
            }
            step *= 0.5;
        }
        let Some(new_value) = accepted else { break };
        iterations += 1;
        let s: Vec<f64> = trial.iter().zip(x.iter()).map(|(a, b)| a - b).collect();
        let y: Vec<f64> = trial_gradient.iter().zip(&gradient).map(|(a, b)| a - b).collect();
        let sy = dot(&s, &y);
        if sy > 1e-12 {
            if memory.len() == MEMORY {
                memory.pop_front();
            }
            memory.push_back(Pair { s, y, rho: 1.0 / sy });
        }
        converged = (value - new_value) <= stop.tolerance * value.abs().max(1.0);
        std::mem::swap(x, &mut trial);
        std::mem::swap(&mut gradient, &mut trial_gradient);
        value = new_value;
    }
    let largest = gradient.iter().fold(0.0f64, |m, g| m.max(g.abs()));
    Report { iterations, objective: value, gradient: largest, converged }
}
