//! The root of the repository, to which every path of this crate is relative.

use std::path::PathBuf;

use anyhow::{Context, Result};

/// Makes the root of the repository the current folder.
///
/// # Errors
/// If it is not there any more.
pub fn enter() -> Result<()> {
    // Cargo says where the package is now; what it said at build time is for those who start the binary by hand.
    let package =
        std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    let root = package.parent().context("this package has no parent folder")?;
    std::env::set_current_dir(root).with_context(|| format!("{}: cannot be entered", root.display()))
}
