//! A damaged model file is an error or a model that works: never a panic, a hang or a large allocation.

#![allow(clippy::unwrap_used)]

mod targets;

use targets::{attempt, small_model as bytes};

#[test]
fn whole_files_load() {
    assert!(attempt(&bytes(true)) && attempt(&bytes(false)));
}

#[test]
fn every_truncation_is_an_error() {
    let whole = bytes(true);
    for length in 0..whole.len() {
        assert!(!attempt(&whole[..length]), "the first {length} bytes");
    }
}

#[test]
fn every_flipped_bit_is_an_error_or_a_model() {
    let mut damaged = bytes(true);
    let mut models = 0;
    for bit in 0..damaged.len() * 8 {
        damaged[bit / 8] ^= 1 << (bit % 8);
        models += usize::from(attempt(&damaged));
        damaged[bit / 8] ^= 1 << (bit % 8);
    }
    assert!(models > 0, "a flipped bit of a weight gives another model");
}

#[test]
fn lengths_are_not_trusted() {
    for length in [u64::MAX, 1 << 62, 1 << 40, 100_000_001, 99_999_999] {
        let mut damaged = bytes(true);
        damaged[..8].copy_from_slice(&length.to_le_bytes());
        assert!(!attempt(&damaged), "a header of {length} bytes");
    }
}
