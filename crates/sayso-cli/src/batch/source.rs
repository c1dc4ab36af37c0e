//! From the inputs a user names to sources: files in folders, lists of files, standard input, each with its format.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Result, anyhow};
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use crate::exit::Usage;
use crate::input::{Names, STDIN};

/// The format of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Kind {
    /// Plain text: a file is an article
    Text,
    /// A web page: a file is an article (with --html)
    Html,
    /// JSON Lines: a line is an article
    Jsonl,
    /// CSV with a header: a row is an article
    Csv,
    /// Tab-separated with a header: a row is an article
    Tsv,
    /// Parquet: a row is an article
    Parquet,
}

/// One file or stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// How messages call it.
    pub name: Arc<str>,
    /// The file; none is standard input.
    pub path: Option<PathBuf>,
    /// Its format.
    pub kind: Kind,
    /// The name of the article, or the beginning of the names of its articles.
    pub doc: String,
}

/// What to read.
#[derive(Debug, Clone, Default)]
pub struct Inputs {
    /// Files, folders, `-`.
    pub paths: Vec<PathBuf>,
    /// A file that lists inputs.
    pub list: Option<PathBuf>,
    /// Which files of folders to read; those of known endings if empty.
    pub include: Vec<String>,
    /// Which files of folders not to read.
    pub exclude: Vec<String>,
    /// The format of everything; by ending unless given.
    pub kind: Option<Kind>,
    /// Web pages are read.
    pub html: bool,
    /// Files in folders that are never read, because they are written.
    pub own: Vec<PathBuf>,
}

/// Endings that are read in folders.
const ENDINGS: [(&str, Kind); 9] = [
    ("txt", Kind::Text),
    ("text", Kind::Text),
    ("jsonl", Kind::Jsonl),
    ("ndjson", Kind::Jsonl),
    ("csv", Kind::Csv),
    ("tsv", Kind::Tsv),
    ("parquet", Kind::Parquet),
    ("html", Kind::Html),
    ("htm", Kind::Html),
];

/// A name without the ending of a compression and that of a format, and the latter in lower case.
fn parts(path: &Path) -> (PathBuf, Option<String>) {
    let ending = |p: &Path| p.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase);
    let plain = match ending(path).as_deref() {
        Some("gz" | "zst") => path.with_extension(""),
        _ => path.to_owned(),
    };
    (plain.with_extension(""), ending(&plain))
}

fn kind_of(ending: Option<&str>) -> Option<Kind> {
    ENDINGS.iter().find(|(e, _)| Some(*e) == ending).map(|(_, kind)| *kind)
}

/// Which files of a folder to take.
#[derive(Debug)]
struct Filter {
    include: Option<GlobSet>,
    exclude: GlobSet,
    html: bool,
    own: Vec<PathBuf>,
}

impl Filter {
    fn new(inputs: &Inputs) -> Result<Self> {
        let include = if inputs.include.is_empty() { None } else { Some(globs("--include", &inputs.include)?) };
        let own = inputs.own.iter().filter_map(|p| std::path::absolute(p).ok()).collect();
        Ok(Self { include, exclude: globs("--exclude", &inputs.exclude)?, html: inputs.html, own })
    }

    /// `path` is what was found, `inside` its place in the folder.
    fn takes(&self, path: &Path, inside: &Path) -> bool {
        let matches = |set: &GlobSet| set.is_match(inside) || inside.file_name().is_some_and(|n| set.is_match(n));
        let named = match &self.include {
            Some(include) => matches(include),
            None => match kind_of(parts(path).1.as_deref()) {
                Some(Kind::Html) => self.html,
                kind => kind.is_some(),
            },
        };
        named && !matches(&self.exclude) && !self.is_own(path)
    }

    fn is_own(&self, path: &Path) -> bool {
        std::path::absolute(path).is_ok_and(|path| self.own.contains(&path))
    }
}

fn globs(flag: &str, patterns: &[String]) -> Result<GlobSet> {
    let wrong = |e: globset::Error| anyhow!(Usage(format!("{flag}: {e}; use patterns such as '*.txt' or 'news/**'")));
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        set.add(GlobBuilder::new(pattern).literal_separator(true).build().map_err(wrong)?);
    }
    set.build().map_err(wrong)
}

/// A source, or an input that cannot be read and why.
pub type Found = std::result::Result<Source, (Arc<str>, io::Error)>;

/// The sources, found one after another: a folder is walked while it is read.
pub struct Sources {
    inputs: VecDeque<PathBuf>,
    list: Option<Box<dyn BufRead + Send>>,
    list_name: String,
    filter: Filter,
    kind: Option<Kind>,
    html: bool,
    folder: Option<(PathBuf, walkdir::IntoIter)>,
    names: Names,
}

impl Inputs {
    /// Checks the patterns and opens the list.
    pub fn sources(&self) -> Result<Sources> {
        let list: Option<Box<dyn BufRead + Send>> = match &self.list {
            None => None,
            Some(path) if path.as_os_str() == "-" => Some(Box::new(BufReader::new(io::stdin()))),
            Some(path) => {
                let file = File::open(path).map_err(|e| crate::input::unreadable(&path.display().to_string(), &e))?;
                Some(Box::new(BufReader::new(file)))
            }
        };
        Ok(Sources {
            inputs: self.paths.clone().into(),
            list,
            list_name: self.list.as_ref().map(|p| p.display().to_string()).unwrap_or_default(),
            filter: Filter::new(self)?,
            kind: self.kind,
            html: self.html,
            folder: None,
            names: Names::default(),
        })
    }

    /// Bytes of all files; none where something else than files and folders is read.
    pub fn bytes(&self) -> Option<u64> {
        if self.list.is_some() || self.paths.iter().any(|p| p.as_os_str() == "-") {
            return None;
        }
        let sources = self.sources().ok()?;
        let size = |s: Source| s.path.and_then(|p| p.metadata().ok()).map_or(0, |m| m.len());
        Some(sources.filter_map(Result::ok).map(size).sum())
    }
}

impl Sources {
    /// The source that `path` is; `doc` is the name of its article.
    fn source(&mut self, path: &Path, doc: &Path) -> Source {
        let (_, ending) = parts(path);
        let (plain, _) = parts(doc);
        let kind = self.kind.or_else(|| kind_of(ending.as_deref())).unwrap_or(match ending.as_deref() {
            Some("json") => Kind::Jsonl,
            _ => Kind::Text,
        });
        let doc = plain.iter().map(|p| p.to_string_lossy()).collect::<Vec<_>>().join("/");
        let doc = if matches!(kind, Kind::Text | Kind::Html) { self.names.unique(&doc) } else { doc };
        Source { name: path.display().to_string().into(), path: Some(path.to_owned()), kind, doc }
    }

    fn stdin(&mut self) -> Source {
        let kind = self.kind.unwrap_or(if self.html { Kind::Html } else { Kind::Text });
        Source { name: STDIN.into(), path: None, kind, doc: self.names.unique("stdin") }
    }

    /// The next file of the folder that is being walked.
    fn next_in_folder(&mut self) -> Option<Found> {
        let (root, walk) = self.folder.as_mut()?;
        while let Some(entry) = walk.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(e) => {
                    let name = e.path().unwrap_or(root).display().to_string();
                    return Some(Err((name.into(), e.into())));
                }
            };
            if entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".") {
                if entry.file_type().is_dir() {
                    walk.skip_current_dir();
                }
                continue;
            }
            let inside = entry.path().strip_prefix(&*root).unwrap_or(entry.path()).to_owned();
            if entry.file_type().is_file() && self.filter.takes(entry.path(), &inside) {
                let path = entry.into_path();
                return Some(Ok(self.source(&path, &inside)));
            }
        }
        self.folder = None;
        None
    }

    /// The next line of the list.
    fn next_in_list(&mut self) -> Option<io::Result<PathBuf>> {
        let list = self.list.as_mut()?;
        let mut line = Vec::new();
        loop {
            line.clear();
            match list.read_until(b'\n', &mut line) {
                Err(e) => {
                    self.list = None;
                    return Some(Err(e));
                }
                Ok(0) => {
                    self.list = None;
                    return None;
                }
                Ok(_) => {
                    let name = String::from_utf8_lossy(&line);
                    let name = name.trim_end_matches(['\n', '\r']);
                    if !name.is_empty() {
                        return Some(Ok(PathBuf::from(name)));
                    }
                }
            }
        }
    }

    /// Begins to walk a folder, or gives the source.
    fn open(&mut self, path: &Path, doc: &Path) -> Option<Found> {
        if path.as_os_str() == "-" {
            return Some(Ok(self.stdin()));
        }
        if !path.is_dir() {
            return Some(Ok(self.source(path, doc)));
        }
        let walk = walkdir::WalkDir::new(path).follow_links(true).sort_by_file_name().into_iter();
        self.folder = Some((path.to_owned(), walk));
        None
    }
}

impl Iterator for Sources {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            if let Some(found) = self.next_in_folder() {
                return Some(found);
            }
            let found = if let Some(path) = self.inputs.pop_front() {
                let doc = PathBuf::from(path.file_name().unwrap_or(path.as_os_str()));
                self.open(&path, &doc)
            } else {
                match self.next_in_list()? {
                    Ok(path) => self.open(&path, &path.clone()),
                    Err(e) => Some(Err((self.list_name.as_str().into(), e))),
                }
            };
            if found.is_some() {
                return found;
            }
        }
    }
}

/// What tells a file as unchanged without reading it, as bytes: its name, size and time of the last change.
pub fn identity(source: &Source) -> Vec<u8> {
    let meta = source.path.as_ref().and_then(|p| p.metadata().ok());
    let since = |t: std::time::SystemTime| t.duration_since(std::time::UNIX_EPOCH).map_or(0, |d| d.as_nanos());
    let changed = meta.as_ref().and_then(|m| m.modified().ok()).map_or(0, since);
    format!("{}\0{}\0{changed}\0", source.name, meta.map_or(0, |m| m.len())).into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn names(inputs: &Inputs) -> Vec<(String, String, Kind)> {
        let sources = inputs.sources().unwrap().map(Result::unwrap);
        sources.map(|s| (s.path.unwrap().file_name().unwrap().to_string_lossy().into_owned(), s.doc, s.kind)).collect()
    }

    fn tree() -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir_all(dir.path().join("b/.git")).unwrap();
        for name in
            ["c.txt", "a.txt.gz", "b/a.jsonl.zst", "b/a.txt", "b/.git/x.txt", ".x.txt", "p.html", "n.md", "a.text"]
        {
            fs::write(dir.path().join(name), "").unwrap();
        }
        dir
    }

    #[test]
    fn folders_are_walked_in_order_and_docs_are_unique() {
        let dir = tree();
        let inputs = Inputs { paths: vec![dir.path().into()], ..Inputs::default() };
        let found = names(&inputs);
        let docs: Vec<(&str, &str)> = found.iter().map(|(n, d, _)| (n.as_str(), d.as_str())).collect();
        let expected = [("a.text", "a"), ("a.txt.gz", "a-2"), ("a.jsonl.zst", "b/a"), ("a.txt", "b/a"), ("c.txt", "c")];
        assert_eq!(docs, expected);
        assert_eq!(found[2].2, Kind::Jsonl);
    }

    #[test]
    fn globs_choose() {
        let dir = tree();
        let inputs = |include: &[&str], exclude: &[&str]| Inputs {
            paths: vec![dir.path().into()],
            include: include.iter().map(|s| (*s).to_owned()).collect(),
            exclude: exclude.iter().map(|s| (*s).to_owned()).collect(),
            html: true,
            own: vec![dir.path().join("c.txt")],
            ..Inputs::default()
        };
        let found = |i: Inputs| names(&i).into_iter().map(|n| n.0).collect::<Vec<_>>();
        assert_eq!(found(inputs(&["*.md", "b/*.txt"], &[])), ["a.txt", "n.md"]);
        assert_eq!(found(inputs(&[], &["b/**", "*.gz"])), ["a.text", "p.html"]);
        assert!(inputs(&["["], &[]).sources().is_err());
    }

    #[test]
    fn lists_name_inputs() {
        let dir = tree();
        let list = dir.path().join("list");
        fs::write(&list, format!("{0}/c.txt\r\n\n{0}/b\n", dir.path().display())).unwrap();
        let inputs = Inputs { list: Some(list), ..Inputs::default() };
        assert_eq!(names(&inputs).len(), 3);
    }
}
