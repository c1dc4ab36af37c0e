//! Records that are set aside: why, and the side file that lists them.

use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// Where a record stands in the input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The input, as the user named it.
    pub input: Arc<str>,
    /// Line from 1, in Parquet the row; 0 stands for the whole input.
    pub line: u64,
}

/// Why a record is set aside. `kind` is for programs and never changes, `message` for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// One word: `encoding`, `json`, `type`, `missing`, `empty`, `length`, `table`, `html`, `language`, ...
    pub kind: &'static str,
    /// What is wrong and what to do about it.
    pub message: String,
}

impl Reason {
    /// A reason.
    pub fn new(kind: &'static str, message: impl Into<String>) -> Self {
        Self { kind, message: message.into() }
    }
}

/// A record that is set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reject {
    /// Where it stands.
    pub place: Place,
    /// Why.
    pub reason: Reason,
}

impl fmt::Display for Reject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Place { input, line } = &self.place;
        let message = &self.reason.message;
        if *line == 0 { write!(f, "{input}: {message}") } else { write!(f, "{input}, line {line}: {message}") }
    }
}

/// A line of the side file.
#[derive(Debug, Serialize, Deserialize)]
struct Line<'a> {
    input: &'a str,
    line: Option<u64>,
    kind: &'a str,
    reason: &'a str,
}

/// The side file. It is made when the first record is set aside.
#[derive(Debug)]
pub struct SideFile {
    path: PathBuf,
    file: Option<File>,
    bytes: u64,
}

impl SideFile {
    /// A new side file at `path`; what an earlier run left there is removed.
    pub fn create(path: &Path) -> io::Result<Self> {
        match std::fs::remove_file(path) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => Err(e),
            _ => Ok(Self { path: path.to_owned(), file: None, bytes: 0 }),
        }
    }

    /// The side file of an interrupted run, cut to the `bytes` that are certain.
    pub fn resume(path: &Path, bytes: u64) -> io::Result<Self> {
        if bytes == 0 {
            return Self::create(path);
        }
        let mut file = OpenOptions::new().write(true).open(path)?;
        if file.metadata()?.len() < bytes {
            return Err(io::Error::other("it is shorter than the interrupted run left it"));
        }
        file.set_len(bytes)?;
        file.seek(SeekFrom::End(0))?;
        Ok(Self { path: path.to_owned(), file: Some(file), bytes })
    }

    /// Lists a record.
    pub fn put(&mut self, reject: &Reject) -> io::Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            empty => empty.insert(File::create(&self.path)?),
        };
        let Place { input, line } = &reject.place;
        let line = Line {
            input,
            line: Some(*line).filter(|n| *n > 0),
            kind: reject.reason.kind,
            reason: &reject.reason.message,
        };
        let mut text = serde_json::to_vec(&line)?;
        text.push(b'\n');
        file.write_all(&text)?;
        self.bytes += text.len() as u64;
        Ok(())
    }

    /// Bytes written so far.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Makes sure that they are on the disk.
    pub fn sync(&self) -> io::Result<()> {
        self.file.as_ref().map_or(Ok(()), File::sync_data)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reject(line: u64) -> Reject {
        Reject { place: Place { input: "a.jsonl".into(), line }, reason: Reason::new("json", "no JSON") }
    }

    #[test]
    fn the_side_file_is_made_on_demand_and_cut_on_resume() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("r.jsonl");
        std::fs::write(&path, "old").unwrap();
        let mut side = SideFile::create(&path).unwrap();
        assert!(!path.exists());
        side.put(&reject(3)).unwrap();
        let first = side.bytes();
        side.put(&reject(0)).unwrap();
        let mut side = SideFile::resume(&path, first).unwrap();
        side.put(&reject(0)).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], r#"{"input":"a.jsonl","line":3,"kind":"json","reason":"no JSON"}"#);
        assert_eq!(lines[1], r#"{"input":"a.jsonl","line":null,"kind":"json","reason":"no JSON"}"#);
        assert_eq!(lines.len(), 2);
        assert!(SideFile::resume(&path, 9999).is_err());
    }

    #[test]
    fn places_are_told() {
        assert_eq!(reject(3).to_string(), "a.jsonl, line 3: no JSON");
        assert_eq!(reject(0).to_string(), "a.jsonl: no JSON");
    }
}
