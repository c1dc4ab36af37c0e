//! Training for `sayso`: data, solvers, evaluation.

pub mod matrix;
pub mod metrics;
pub mod solver;
pub mod subword;
