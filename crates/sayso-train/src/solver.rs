//! Solvers for the sparse stage: our own for sparse rows, and `linfa-logistic` for small data and as an oracle.

pub mod dense;
pub mod lbfgs;
pub mod linfa;
mod objective;
pub mod softmax;
