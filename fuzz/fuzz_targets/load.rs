//! The model loader with any bytes.

#![no_main]

#[path = "../../crates/sayso/tests/targets/mod.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|data: &[u8]| targets::load(data));
