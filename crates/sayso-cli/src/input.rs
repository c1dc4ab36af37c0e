//! Article text from files and standard input.
//!
//! The text of an article is what its bytes say in UTF-8, without a leading byte order mark; offsets count from there.
//! Line ends, NUL and any other character stay as they are, so that every offset fits the user's own copy.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::fs::File;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};

use crate::cli::InputFlags;
use crate::console::Console;
use crate::exit::Outcome;

/// How messages call standard input.
pub const STDIN: &str = "standard input";
const BOM: &str = "\u{feff}";

/// One article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// Name of the file without its ending, made unique; `stdin` for standard input.
    pub doc: String,
    /// The text.
    pub text: String,
}

/// Which articles to read, and how.
#[derive(Debug, Clone)]
pub struct Inputs {
    sources: Vec<Source>,
    lossy: bool,
    keep_going: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Source {
    Stdin,
    File(PathBuf),
}

impl Inputs {
    /// The inputs that the flags name.
    pub fn new(flags: &InputFlags) -> Self {
        let mut sources: Vec<Source> = flags.inputs.iter().map(|p| Source::new(p)).collect();
        if sources.is_empty() {
            sources.push(Source::Stdin);
        }
        Self { sources, lossy: flags.lossy, keep_going: flags.keep_going }
    }

    /// One input.
    pub fn one(path: &Path, lossy: bool) -> Self {
        Self { sources: vec![Source::new(path)], lossy, keep_going: false }
    }

    /// Reads every input, so that nothing is written if one is bad.
    ///
    /// The first bad input is the error; with `--keep-going` bad inputs are listed and set aside, and it is an error
    /// only if none is left.
    pub fn read(&self, console: &Console) -> Result<(Vec<Article>, Outcome)> {
        let mut names = Names::default();
        let mut articles = Vec::with_capacity(self.sources.len());
        let mut outcome = Outcome::Done;
        for source in &self.sources {
            match source.text(self.lossy, console) {
                Ok(text) => articles.push(Article { doc: names.unique(&source.doc()), text }),
                Err(error) if self.keep_going => {
                    console.error(&format!("set aside: {error:#}"));
                    outcome = Outcome::SetAside;
                }
                Err(error) => return Err(error),
            }
        }
        if articles.is_empty() {
            bail!("all of the {} input(s) were set aside; nothing is left to do", self.sources.len());
        }
        Ok((articles, outcome))
    }
}

impl Source {
    fn new(path: &Path) -> Self {
        if path.as_os_str() == "-" { Self::Stdin } else { Self::File(path.to_owned()) }
    }

    fn name(&self) -> String {
        match self {
            Self::Stdin => STDIN.into(),
            Self::File(path) => path.display().to_string(),
        }
    }

    fn doc(&self) -> String {
        match self {
            Self::Stdin => "stdin".into(),
            Self::File(path) => path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy().into_owned(),
        }
    }

    fn text(&self, lossy: bool, console: &Console) -> Result<String> {
        let name = self.name();
        let bytes = match self {
            Self::Stdin => {
                console.waiting();
                let mut bytes = Vec::new();
                io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
            }
            Self::File(path) => read_file(path),
        };
        decode(bytes.map_err(|e| unreadable(&name, &e))?, &name, lossy)
    }
}

/// The bytes of a file; a folder is an error on every platform.
fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    let mut file = File::open(path)?;
    if file.metadata()?.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The message for a file that cannot be read, with the remedy.
pub fn unreadable(name: &str, error: &io::Error) -> anyhow::Error {
    match error.kind() {
        io::ErrorKind::NotFound => anyhow!("{name}: no such file; check the path"),
        io::ErrorKind::IsADirectory => anyhow!("{name}: is a folder, not a file; name a file in it"),
        _ => anyhow!("{name}: cannot be read: {error}; check the file and its permissions"),
    }
}

/// Bytes to text.
fn decode(bytes: Vec<u8>, name: &str, lossy: bool) -> Result<String> {
    let text = utf8(bytes, lossy).map_err(|e| anyhow!("{name}, line {}: {e}", e.line))?;
    if let Some(what) = blank(&text) {
        bail!("{name}: {what}; give the text of an article, or leave this input out");
    }
    Ok(text)
}

/// Bytes that are not UTF-8.
#[derive(Debug, PartialEq, Eq)]
pub struct NotUtf8 {
    /// Line of the first bad byte, from 1.
    pub line: u64,
    at: usize,
    hint: &'static str,
}

impl fmt::Display for NotUtf8 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { at, hint, .. } = self;
        write!(
            f,
            "not UTF-8 at byte {at}{hint}; convert it, for example with `iconv -t UTF-8`, or read it with --lossy"
        )
    }
}

/// The text that bytes are in UTF-8, without a leading byte order mark; with `lossy` bad bytes are replaced.
pub fn utf8(bytes: Vec<u8>, lossy: bool) -> Result<String, NotUtf8> {
    let mut text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(e) if lossy => String::from_utf8_lossy(e.as_bytes()).into_owned(),
        Err(e) => {
            let at = e.utf8_error().valid_up_to();
            let line = 1 + e.as_bytes()[..at].iter().filter(|&&b| b == b'\n').count() as u64;
            return Err(NotUtf8 { line, at, hint: hint(e.as_bytes()) });
        }
    };
    if text.starts_with(BOM) {
        text.drain(..BOM.len());
    }
    Ok(text)
}

/// What is wrong with a text that has no words.
pub fn blank(text: &str) -> Option<&'static str> {
    match text {
        "" => Some("is empty"),
        _ if text.trim().is_empty() => Some("holds only white space"),
        _ => None,
    }
}

/// What bytes that are not UTF-8 may be instead.
fn hint(bytes: &[u8]) -> &'static str {
    match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => " (it looks like UTF-16)",
        [0x1f, 0x8b, ..] => " (it looks like a gzip archive)",
        [0x28, 0xb5, 0x2f, 0xfd, ..] => " (it looks like a zstd archive)",
        [b'%', b'P', b'D', b'F', ..] => " (it looks like a PDF)",
        [b'P', b'K', 3, 4, ..] => " (it looks like a zip archive or an office document)",
        _ => "",
    }
}

/// Names that were given out. Hashes of 64 bits stand for them, so that millions of names need little memory.
#[derive(Debug, Default)]
pub struct Names {
    taken: HashSet<u64>,
    /// For names that were asked for more than once, the number to try next.
    next: HashMap<u64, u64>,
}

impl Names {
    /// The name, or the name with the first number from 2 that makes it new.
    pub fn unique(&mut self, name: &str) -> String {
        let key = hash(name);
        if self.taken.insert(key) {
            return name.to_owned();
        }
        let number = self.next.entry(key).or_insert(2);
        loop {
            let candidate = format!("{name}-{number}");
            *number += 1;
            if self.taken.insert(hash(&candidate)) {
                return candidate;
            }
        }
    }
}

fn hash(name: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique() {
        let mut names = Names::default();
        let given: Vec<String> = ["a", "a", "a-2", "b", "a"].iter().map(|n| names.unique(n)).collect();
        assert_eq!(given, ["a", "a-2", "a-2-2", "b", "a-3"]);
    }

    #[test]
    fn text_is_decoded_without_a_mark_and_otherwise_as_it_is() {
        let read = |b: &[u8]| decode(b.to_vec(), "f", false);
        assert_eq!(read("\u{feff}É\r\n\0x".as_bytes()).unwrap(), "É\r\n\0x");
        assert_eq!(decode(b"a\xffb".to_vec(), "f", true).unwrap(), "a\u{fffd}b");
        let e = read(b"a\nb\xff").unwrap_err().to_string();
        assert!(e.starts_with("f, line 2: not UTF-8 at byte 3;"), "{e}");
        assert!(read(b"\xff\xfea\0").unwrap_err().to_string().contains("UTF-16"));
        assert!(read(b"").unwrap_err().to_string().contains("is empty"));
        assert!(read("\u{feff}".as_bytes()).unwrap_err().to_string().contains("is empty"));
        assert!(read(b" \r\n\t").unwrap_err().to_string().contains("only white space"));
    }
}
