//! `sayso` for C: a small interface, `include/sayso.h`, over the library.
//!
//! Build it with `cargo build --release -p sayso-ffi` and link `target/release/libsayso_ffi.so` (`.dylib`, `.dll`) or
//! `libsayso_ffi.a`; `examples/label.c` is a whole program. The header is generated from [`exports`] and committed; a
//! test holds the two equal.
//!
//! What a caller may rely on:
//!
//! - No function panics into C, and none ends the process: a failure gives `NULL` or `false`, and `sayso_error` says
//!   what went wrong on this thread.
//! - A model is never changed after it was opened, so that any number of threads may use one at a time.
//! - `NULL` in the place of an object is an error, not a crash; freeing `NULL` does nothing.
//!
//! What it cannot check, and the header says so: that other pointers are valid and that nothing is used after it was
//! freed.

mod boundary;
pub mod exports;
