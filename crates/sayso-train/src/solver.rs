//! Solvers for the sparse stage.

pub mod lbfgs;
pub mod softmax;
