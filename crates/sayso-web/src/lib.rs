//! sayso as WebAssembly for the page in `page/`.
//!
//! [`Engine`] is what the page asks: it holds a model and the article that was labelled last, and answers in JSON. The
//! exports of `exports` are a thin C interface around one engine: bytes in, bytes out, no glue code. [`pack`] makes the
//! model file small enough for a page.

pub mod answer;
pub mod engine;
pub mod pack;

mod exports;
mod units;

pub use engine::{Engine, EngineError};
