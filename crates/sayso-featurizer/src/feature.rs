//! From an article taken apart to one sparse row of features per sentence.
//!
//! Two passes: [`facts`] states what can be said of each sentence by itself, then each sentence is described by its own
//! facts and those of its neighbours ([`cues`]), by its verbs ([`syntax`]), its place ([`place`]) and its words
//! ([`words`]). Features without words are numbered beforehand ([`closed`]), and so are those of known words (`listed`). All passes speak to a [`Sink`], so that training, inference and explanation run the same code.

pub mod closed;
pub mod cues;
pub mod facts;
pub(crate) mod listed;
pub mod place;
pub mod row;
pub mod sink;
pub mod syntax;
pub mod words;

pub use row::{Row, RowSink};
pub use sink::{Emitter, Sink, Template};
