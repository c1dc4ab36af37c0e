//! A compiler for WebAssembly: the toolchain's own, or, where rustup cannot add the target, Debian's.
//!
//! Debian's compiler is fetched as packages and unpacked into a folder under `target`; nothing is installed. It comes
//! with the sources of the standard library, from which cargo builds what the module needs.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use anyhow::{Context, Result, bail, ensure};

use super::{TARGET, TRIPLE};

/// Debian's packages, apart from those whose names have a version in them.
const PACKAGES: [&str; 3] = ["rustc-web", "libstd-rust-web-dev", "rust-web-src"];
/// Beginnings of the names of those, each found among what another package depends on.
const VERSIONED: [(&str, &str); 2] = [("libstd-rust-web-dev", "libstd-rust-web-"), ("", "libllvm")];

/// How to build for WebAssembly.
#[derive(Debug)]
pub enum Toolchain {
    /// With the toolchain that builds everything else.
    Own,
    /// With Debian's.
    Debian {
        /// Where its packages are unpacked.
        root: PathBuf,
        /// The linker, which the own toolchain has.
        linker: PathBuf,
    },
}

impl Toolchain {
    /// The first of: the own one if it has the target, the own one if rustup can add it, Debian's.
    ///
    /// # Errors
    /// If there is none, with what was tried.
    pub fn find(debian: bool) -> Result<Self> {
        if !debian {
            if has_target()? {
                return Ok(Self::Own);
            }
            println!("the target {TRIPLE} is not installed: rustup target add {TRIPLE}");
            let added = Command::new("rustup").args(["target", "add", TRIPLE]).status();
            if added.is_ok_and(|status| status.success()) && has_target()? {
                return Ok(Self::Own);
            }
            println!("rustup did not add it; Debian's compiler for WebAssembly is used instead");
        }
        let root = Path::new(TARGET).join("debian");
        fetch(&root).context(format!(
            "no compiler for WebAssembly: install one with `rustup target add {TRIPLE}`, or run this on Debian 12 or later"
        ))?;
        Ok(Self::Debian { root: root.canonicalize()?, linker: linker()? })
    }

    /// Sets a `cargo build` up for it.
    pub fn prepare(&self, cargo: &mut Command) {
        let Self::Debian { root, linker } = self else { return };
        cargo
            .arg("-Zbuild-std=std,panic_abort")
            .env("RUSTC", root.join("usr/bin/rustc"))
            // The compiler is a stable release, and build-std not part of what is stable.
            .env("RUSTC_BOOTSTRAP", "1")
            .env("LD_LIBRARY_PATH", libraries(root))
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
    }
}

/// Where Debian keeps libraries of this kind of machine, in front of what the environment has.
fn libraries(root: &Path) -> OsString {
    let here = root.join(format!("usr/lib/{}-linux-gnu", env::consts::ARCH));
    let there = env::var_os("LD_LIBRARY_PATH").unwrap_or_default();
    env::join_paths(std::iter::once(here).chain(env::split_paths(&there))).unwrap_or(there)
}

fn output(program: &str, args: &[&str]) -> Result<Output> {
    Command::new(program).args(args).output().with_context(|| format!("{program} cannot be started"))
}

fn rustc(args: &[&str]) -> Result<String> {
    let printed = output("rustc", args)?;
    ensure!(printed.status.success(), "rustc {}: failed", args.join(" "));
    Ok(String::from_utf8_lossy(&printed.stdout).trim().to_owned())
}

/// Whether the toolchain has the target's standard library.
fn has_target() -> Result<bool> {
    let folder = rustc(&["--print", "target-libdir", "--target", TRIPLE])?;
    Ok(std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()))
}

/// The linker of the own toolchain.
fn linker() -> Result<PathBuf> {
    let host = rustc(&["--print", "host-tuple"])?;
    let linker = Path::new(&rustc(&["--print", "sysroot"])?).join("lib/rustlib").join(host).join("bin/rust-lld");
    ensure!(linker.is_file(), "{}: is not there; install Rust with rustup, which brings it", linker.display());
    Ok(linker)
}

/// Fetches and unpacks the packages, unless that was done before.
fn fetch(root: &Path) -> Result<()> {
    let complete = root.join("complete");
    if complete.is_file() {
        return Ok(());
    }
    let folder = root.join("packages");
    std::fs::create_dir_all(&folder).with_context(|| format!("{}: cannot be made", folder.display()))?;
    let packages = match packages().and_then(|packages| download(&packages, &folder)) {
        Ok(()) => folder,
        // Lists that are older than the packages: once more with fresh ones.
        Err(_) => {
            let _ = output("apt-get", &["update", "-qq"])?;
            download(&packages()?, &folder)?;
            folder
        }
    };
    for entry in std::fs::read_dir(&packages)? {
        let package = entry?.path();
        let unpacked = Command::new("dpkg-deb").arg("-x").arg(&package).arg(root).status();
        ensure!(unpacked.context("dpkg-deb cannot be started")?.success(), "{}: damaged", package.display());
    }
    std::fs::remove_dir_all(&packages)?;
    std::fs::write(&complete, "").with_context(|| format!("{}: cannot be written", complete.display()))
}

/// All packages by name.
fn packages() -> Result<Vec<String>> {
    let mut names: Vec<String> = PACKAGES.map(str::to_owned).into();
    for (of, beginning) in VERSIONED {
        let of = if of.is_empty() { names.last().cloned().unwrap_or_default() } else { of.to_owned() };
        let depends = output("apt-cache", &["depends", &of])?;
        let text = String::from_utf8_lossy(&depends.stdout).into_owned();
        let found = text.lines().filter_map(|l| l.trim().strip_prefix("Depends: ")).find(|n| n.starts_with(beginning));
        let Some(found) = found else { bail!("apt-cache depends {of}: names no {beginning}*") };
        names.push(found.to_owned());
    }
    Ok(names)
}

fn download(packages: &[String], folder: &Path) -> Result<()> {
    println!("fetching {}", packages.join(" "));
    let status = Command::new("apt-get").args(["download", "-q"]).args(packages).current_dir(folder).status();
    ensure!(status.context("apt-get cannot be started")?.success(), "apt-get download {}: failed", packages.join(" "));
    Ok(())
}
