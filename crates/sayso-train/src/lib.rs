//! Training for `sayso`: data in, model file out, with an account of how good it is.
//!
//! The path of the data: [`data`] reads articles, [`subword`] trains the piece vocabulary, [`rows`] and [`matrix`] turn
//! sentences into a sparse matrix, [`solver`] fits the sparse stage, [`fold`] and [`calibrate`] fit the dense stage on
//! held-out answers, [`prune`] makes the model file small, [`train`](mod@train) ties them together, [`metrics`] and
//! [`evaluate`] say how good a model is.

pub mod audit;
pub mod calibrate;
pub mod compare;
pub mod crossval;
pub mod curve;
pub mod data;
pub mod evaluate;
pub mod fold;
pub mod hash;
pub mod matrix;
pub mod metrics;
pub mod paired;
mod problem;
pub mod prune;
pub mod report;
pub mod resample;
pub mod rows;
pub mod search;
pub mod settings;
pub mod solver;
pub mod subword;
pub mod suggest;
pub mod train;
pub mod validation;
pub mod weighting;
