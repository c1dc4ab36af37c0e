//! The committed header is the one that the functions ask for.
//!
//! `UPDATE_HEADER=1 cargo test -p sayso-ffi --test header` writes it anew.

use std::path::Path;

use cbindgen::{Builder, Config, DocumentationStyle, Language};

const HEAD: &str = "\
/*
 * sayso for C: labels every sentence of a news article by whose word it stands on.
 *
 * Generated from crates/sayso-ffi/src/exports.rs; do not edit.
 *
 * No function panics or ends the process: a failure gives NULL or false, and sayso_error() says why. Threads may share
 * a model. Nothing may be used after it was freed, nor freed twice.
 */";

#[test]
fn header_is_up_to_date() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let config = Config {
        language: Language::C,
        header: Some(HEAD.into()),
        include_guard: Some("SAYSO_H".into()),
        cpp_compat: true,
        usize_is_size_t: true,
        documentation_style: DocumentationStyle::C99,
        ..Config::default()
    };
    let mut header = Vec::new();
    let bindings = Builder::new().with_config(config).with_src(root.join("src/exports.rs")).generate();
    bindings.unwrap().write(&mut header);
    let committed = root.join("include/sayso.h");
    if std::env::var_os("UPDATE_HEADER").is_some() {
        std::fs::write(&committed, &header).unwrap();
    }
    let committed = std::fs::read_to_string(&committed).unwrap_or_default().replace("\r\n", "\n");
    assert!(committed.as_bytes() == header, "include/sayso.h differs; UPDATE_HEADER=1 writes it anew");
}
