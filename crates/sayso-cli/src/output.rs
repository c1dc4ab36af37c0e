//! Where results go: standard output, or a file that is written whole or not at all.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use sayso_train::data::replace_file;

/// Where to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Standard output.
    Stdout,
    /// A file: a temporary one beside it takes its name once everything is written. Compressed if it ends in `.gz`.
    File(PathBuf),
}

impl Target {
    /// What `-o` names, checked: standard output if nothing or `-`.
    ///
    /// # Errors
    /// If a file cannot be written there, before anything has been computed.
    pub fn new(path: Option<&Path>) -> Result<Self> {
        match path.filter(|p| p.as_os_str() != "-") {
            None => Ok(Self::Stdout),
            Some(path) => {
                check(path).map_err(|e| unwritable(path, &e))?;
                Ok(Self::File(path.to_owned()))
            }
        }
    }

    /// It is a terminal.
    pub fn is_terminal(&self) -> bool {
        *self == Self::Stdout && io::stdout().is_terminal()
    }

    /// The file has this ending, that of a compression aside.
    pub fn ends_in(&self, ending: &str) -> bool {
        let plain =
            |name: &str| [".gz", ".zst"].iter().find_map(|e| name.strip_suffix(e)).unwrap_or(name).ends_with(ending);
        self.file().is_some_and(|p| plain(&p.to_string_lossy()))
    }

    /// The file, if it is one.
    pub fn file(&self) -> Option<&Path> {
        match self {
            Self::Stdout => None,
            Self::File(path) => Some(path),
        }
    }

    /// Writes, buffered.
    ///
    /// # Errors
    /// With the name of the file; then it is as it was.
    pub fn write(&self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
        match self {
            Self::File(path) => Ok(replace_file(path, write)?),
            Self::Stdout => {
                let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
                write(&mut out).and_then(|()| out.flush()).context("standard output: cannot be written")
            }
        }
    }
}

/// The message for a place that cannot be written, with the remedy.
pub fn unwritable(path: &Path, error: &io::Error) -> anyhow::Error {
    let name = path.display();
    anyhow!("{name}: cannot be written: {error}; check the folder and its permissions, or name another place")
}

/// A file can be made where `path` says. Pipes and devices are taken as they are.
fn check(path: &Path) -> io::Result<()> {
    match path.metadata() {
        Ok(m) if m.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
        Ok(m) if !m.is_file() => return Ok(()),
        _ => {}
    }
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    tempfile::tempfile_in(folder).map(drop)
}

/// A value as one line of JSON.
pub fn json_line(out: &mut dyn Write, value: &impl serde::Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}

/// A value as indented JSON.
pub fn json(out: &mut dyn Write, value: &impl serde::Serialize) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    out.write_all(b"\n")
}
