//! From the paths a user names to streams of plain bytes.
//!
//! A folder stands for the data files in it, in order of their names, so that the same folder is the same data set on
//! every machine. `-` is standard input. Compression is told by the first bytes, never by the name.

use super::error::{DataError, DataErrorKind};
use super::parquet::{MAGIC, is_parquet};
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

/// How standard input is called in messages.
const STDIN: &str = "standard input";

/// Endings of data files in a folder, compression apart.
const ENDINGS: [&str; 5] = ["jsonl", "ndjson", "csv", "tsv", "parquet"];

/// One stream to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Source {
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf),
}

/// The sources that `paths` stand for.
pub(crate) fn expand(paths: &[PathBuf]) -> Result<Vec<Source>, DataError> {
    let mut sources = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            sources.push(Source::Stdin);
        } else if path.is_dir() {
            sources.extend(folder(path)?.into_iter().map(Source::File));
        } else {
            sources.push(Source::File(path.clone()));
        }
    }
    Ok(sources)
}

/// Data files of a folder, sorted.
fn folder(path: &Path) -> Result<Vec<PathBuf>, DataError> {
    let name = || path.display().to_string();
    let failed = |e| DataError::in_file(name(), DataErrorKind::Read(e));
    let mut files = Vec::new();
    for entry in fs::read_dir(path).map_err(failed)? {
        let file = entry.map_err(failed)?.path();
        if is_data(&file) && !file.is_dir() {
            files.push(file);
        }
    }
    if files.is_empty() {
        return Err(DataError::in_file(name(), DataErrorKind::NoDataFiles));
    }
    files.sort();
    Ok(files)
}

/// Whether the name is that of a data file: known ending, not hidden.
fn is_data(path: &Path) -> bool {
    let hidden = path.file_name().and_then(|n| n.to_str()).is_none_or(|n| n.starts_with('.'));
    !hidden && ending(path).is_some_and(|e| ENDINGS.contains(&e.as_str()))
}

/// The ending in lower case, without that of the compression.
fn ending(path: &Path) -> Option<String> {
    let last = |p: &Path| p.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase);
    match last(path)?.as_str() {
        "gz" | "zst" => last(Path::new(path.file_stem()?)),
        other => Some(other.to_owned()),
    }
}

impl Source {
    /// What messages call it.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Stdin => STDIN.to_owned(),
            Self::File(path) => path.display().to_string(),
        }
    }

    /// Its ending in lower case, compression apart.
    pub(crate) fn ending(&self) -> Option<String> {
        match self {
            Self::Stdin => None,
            Self::File(path) => ending(path),
        }
    }

    /// The file, if it is a Parquet file.
    pub(crate) fn parquet(&self) -> Result<Option<File>, DataError> {
        let Self::File(path) = self else { return Ok(None) };
        let special = path.metadata().is_ok_and(|m| !m.is_file());
        if special {
            return Ok(None);
        }
        let mut file = self.file(path)?;
        let parquet = is_parquet(&mut file);
        let parquet = parquet.map_err(|e| DataError::in_file(self.name(), DataErrorKind::Read(e)))?;
        Ok(parquet.then_some(file))
    }

    /// Opens it for reading, decompressed.
    pub(crate) fn open(&self) -> Result<Box<dyn BufRead>, DataError> {
        match self {
            Self::Stdin => plain(&self.name(), io::stdin()),
            Self::File(path) => plain(&self.name(), self.file(path)?),
        }
    }

    fn file(&self, path: &Path) -> Result<File, DataError> {
        File::open(path).map_err(|e| {
            let missing = e.kind() == io::ErrorKind::NotFound;
            let kind = if missing { DataErrorKind::NotFound } else { DataErrorKind::Read(e) };
            DataError::in_file(self.name(), kind)
        })
    }
}

/// The plain bytes of a stream that may be compressed with gzip or zstd; `name` is what messages call it.
///
/// # Errors
/// If the stream cannot be read, or is of a container that is not read as a stream.
pub fn plain(name: &str, mut input: impl Read + 'static) -> Result<Box<dyn BufRead>, DataError> {
    let failed = |e| DataError::in_file(name, DataErrorKind::Read(e));
    let mut magic = Vec::new();
    input.by_ref().take(4).read_to_end(&mut magic).map_err(failed)?;
    let rest = |magic: Vec<u8>| BufReader::with_capacity(1 << 16, Cursor::new(magic).chain(input));
    match magic.as_slice() {
        [0x1f, 0x8b, ..] => Ok(Box::new(BufReader::new(flate2::bufread::MultiGzDecoder::new(rest(magic))))),
        [0x28, 0xb5, 0x2f, 0xfd] | [0x50..=0x5f, 0x2a, 0x4d, 0x18] => {
            Ok(Box::new(BufReader::new(Zstd::new(rest(magic)))))
        }
        magic if magic == MAGIC => Err(DataError::in_file(name, DataErrorKind::ParquetStream)),
        [b'P', b'K', 3, 4] => Err(DataError::in_file(name, DataErrorKind::Unsupported { format: "zip" })),
        _ => Ok(Box::new(rest(magic))),
    }
}

/// Zstandard with several frames one after another, as `cat a.zst b.zst` and parallel compressors write them.
struct Zstd<R: BufRead> {
    input: Option<R>,
    frame: Option<ruzstd::decoding::StreamingDecoder<R, ruzstd::decoding::FrameDecoder>>,
}

impl<R: BufRead> Zstd<R> {
    fn new(input: R) -> Self {
        Self { input: Some(input), frame: None }
    }

    /// Opens the next frame; false at the end of the input.
    fn next_frame(&mut self) -> io::Result<bool> {
        let Some(mut input) = self.input.take().or_else(|| self.frame.take().map(|f| f.into_inner())) else {
            return Ok(false);
        };
        while skippable(&mut input)? {}
        if input.fill_buf()?.is_empty() {
            return Ok(false);
        }
        self.frame = Some(ruzstd::decoding::StreamingDecoder::new(input).map_err(io::Error::other)?);
        Ok(true)
    }
}

impl<R: BufRead> Read for Zstd<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        loop {
            if let Some(frame) = &mut self.frame {
                let n = frame.read(buf)?;
                if n > 0 || buf.is_empty() {
                    return Ok(n);
                }
            }
            if !self.next_frame()? {
                return Ok(0);
            }
        }
    }
}

/// Steps over a frame that holds no data; false if the next one is no such frame.
fn skippable<R: BufRead>(input: &mut R) -> io::Result<bool> {
    if !matches!(input.fill_buf()?, [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..]) {
        return Ok(false);
    }
    let mut head = [0; 8];
    input.read_exact(&mut head)?;
    let length = u32::from_le_bytes([head[4], head[5], head[6], head[7]]);
    io::copy(&mut input.take(u64::from(length)), &mut io::sink())?;
    Ok(true)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::io::Write;

    fn text(bytes: Vec<u8>) -> String {
        let mut out = String::new();
        plain("x", Cursor::new(bytes)).unwrap().read_to_string(&mut out).unwrap();
        out
    }

    fn gz(s: &str) -> Vec<u8> {
        let mut w = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        w.write_all(s.as_bytes()).unwrap();
        w.finish().unwrap()
    }

    fn zst(s: &str) -> Vec<u8> {
        ruzstd::encoding::compress_to_vec(s.as_bytes(), ruzstd::encoding::CompressionLevel::Fastest)
    }

    #[test]
    fn compression_is_told_by_content() {
        assert_eq!(text(b"ab".to_vec()), "ab");
        assert_eq!(text(vec![]), "");
        assert_eq!(text(gz("one\n")), "one\n");
        assert_eq!(text([gz("one\n"), gz("two\n")].concat()), "one\ntwo\n");
        assert_eq!(text(zst("one\n")), "one\n");
    }

    #[test]
    fn zstd_frames_follow_each_other() {
        let skip = [&[0x52, 0x2a, 0x4d, 0x18, 3, 0, 0, 0][..], b"xyz"].concat();
        assert_eq!(text([zst("one\n"), skip.clone(), zst("two\n")].concat()), "one\ntwo\n");
        assert_eq!(text([skip, zst("two\n")].concat()), "two\n");
    }

    #[test]
    fn truncated_archives_are_errors() {
        for whole in [gz("one line of text\n"), zst("one line of text\n")] {
            let cut = whole[..whole.len() - 6].to_vec();
            let mut out = Vec::new();
            assert!(plain("x", Cursor::new(cut)).unwrap().read_to_end(&mut out).is_err());
        }
    }

    #[test]
    fn other_containers_are_named() {
        let e = plain("x", Cursor::new(b"PAR1....".to_vec())).err().unwrap();
        assert!(e.to_string().contains("Parquet"), "{e}");
    }

    #[test]
    fn folders_give_their_data_files_in_order() {
        let dir = tempfile::tempdir().unwrap();
        for n in ["b.jsonl", "a.CSV.gz", "README.md", ".hidden.jsonl", "c.tsv.zst", "card.json"] {
            fs::write(dir.path().join(n), "").unwrap();
        }
        let found = folder(dir.path()).unwrap();
        let names: Vec<_> = found.iter().map(|p| p.file_name().unwrap().to_str().unwrap()).collect();
        assert_eq!(names, ["a.CSV.gz", "b.jsonl", "c.tsv.zst"]);
        assert_eq!(Source::File(found[0].clone()).ending().as_deref(), Some("csv"));
    }

    #[test]
    fn empty_folder_and_missing_file_are_errors() {
        let dir = tempfile::tempdir().unwrap();
        let e = expand(&[dir.path().to_owned()]).unwrap_err();
        assert!(matches!(e.kind(), DataErrorKind::NoDataFiles));
        let e = Source::File(dir.path().join("none.jsonl")).open().err().unwrap();
        assert!(matches!(e.kind(), DataErrorKind::NotFound));
    }
}
