//! Programs that the checks need and that a new machine may lack.

use std::env;
use std::process::Command;

use anyhow::{Context, Result, ensure};

/// Makes sure that `program` is on the path, by installing Debian's `package` if it is not.
///
/// # Errors
/// With what to do by hand.
pub fn debian(program: &str, package: &str) -> Result<()> {
    if on_path(program) {
        return Ok(());
    }
    println!("{program} is not installed: apt-get install {package}");
    for args in [&["update", "-qq"][..], &["install", "-y", "-qq", "--no-install-recommends", package]] {
        let status = Command::new("apt-get").args(args).env("DEBIAN_FRONTEND", "noninteractive").status();
        let status = status.with_context(|| format!("apt-get cannot be started; install {program} by hand"))?;
        ensure!(status.success(), "apt-get {}: failed; install {program} by hand", args.join(" "));
    }
    Ok(())
}

fn on_path(program: &str) -> bool {
    env::var_os("PATH").is_some_and(|path| env::split_paths(&path).any(|folder| folder.join(program).is_file()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_looked_for_on_the_path() {
        assert!(on_path("cargo") && !on_path("no-such-program-anywhere"));
    }
}
