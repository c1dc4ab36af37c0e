//! Labels every sentence of a news article by whose say-so it stands on.
//!
//! ```no_run
//! let model = sayso::Model::from_path("models/news.safetensors")?;
//! for s in model.classify("The mayor denied it, police said.") {
//!     println!("{}..{} {}", s.span.start, s.span.end, model.labels()[s.prediction.label]);
//! }
//! # Ok::<(), sayso::ModelError>(())
//! ```
//!
//! The path of the data: article text is cut into sentences, each sentence becomes features ([`sayso_featurizer`]), the
//! features of a sentence add up to one logit per label ([`score`]), a small dense stage turns the logits of a sentence
//! and its neighbours into calibrated probabilities ([`stage`]), and a decision picks the label.
//!
//! A [`Model`] is immutable, `Send` and `Sync`, and deterministic: the same bytes and the same text give the same answer
//! on every thread and every platform with IEEE 754 arithmetic.

pub mod cue;
pub mod explain;
pub mod format;
pub mod model;
pub mod score;
pub mod stage;

pub use explain::{Contribution, Explanation};
pub use format::{Metadata, ModelError};
pub use model::{Labelled, Model, Prediction, Scratch};
pub use sayso_featurizer::analysis::SentenceInput;
pub use sayso_featurizer::split::Span;
