//! Classification with any text.

#![no_main]

#[path = "../../crates/sayso/tests/targets/mod.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|text: &str| targets::classify(text));
