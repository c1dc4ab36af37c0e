//! Data sets back to files, in either JSON Lines shape.
//!
//! Files are written whole or not at all: to a temporary file in the same folder, then renamed. A name that ends in
//! `.gz` is compressed. The rows of a data set read back as the same data set.

use super::error::{DataError, DataErrorKind};
use super::layout::{Layout, Place};
use super::{Article, Dataset, Sentence};
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Writes a data set as JSON Lines, one sentence per line.
///
/// # Errors
/// [`DataErrorKind::Write`] if the file cannot be written; then nothing is left behind.
pub fn write_rows(data: &Dataset, path: &Path) -> Result<(), DataError> {
    replace_file(path, |out| row_lines(data, out))
}

/// Writes a data set as JSON Lines, one article per line with the offsets of its sentences in code points. The text is
/// the sentences joined by blanks, or by empty lines where a paragraph starts; blank sentences are left out.
///
/// # Errors
/// As [`write_rows`].
pub fn write_articles(data: &Dataset, path: &Path) -> Result<(), DataError> {
    replace_file(path, |out| article_lines(data, out))
}

/// [`write_rows`] to any writer.
///
/// # Errors
/// Those of the writer.
pub fn row_lines(data: &Dataset, out: &mut dyn Write) -> io::Result<()> {
    for article in &data.articles {
        for sentence in &article.sentences {
            line(out, &row(data, article, sentence))?;
        }
    }
    Ok(())
}

/// [`write_articles`] to any writer.
///
/// # Errors
/// Those of the writer.
pub fn article_lines(data: &Dataset, out: &mut dyn Write) -> io::Result<()> {
    data.articles.iter().try_for_each(|article| line(out, &whole(data, article)))
}

/// Writes a value and a line break.
pub(crate) fn line(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}

/// Columns of a row.
#[derive(Serialize)]
struct RowOut<'a> {
    doc: &'a str,
    sid: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    paragraph_start: Option<bool>,
    text: &'a str,
    label: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    weight: Option<f64>,
    #[serde(flatten)]
    fields: BTreeMap<&'a str, &'a Value>,
}

/// Columns of an article.
#[derive(Serialize)]
struct ArticleOut<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<&'a str>,
    #[serde(flatten)]
    fields: BTreeMap<&'a str, &'a Value>,
    text: String,
    sentences: Vec<SpanOut<'a>>,
}

/// Columns of a sentence of an article.
#[derive(Serialize)]
struct SpanOut<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    sid: Option<&'a str>,
    start: usize,
    end: usize,
    label: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    weight: Option<f64>,
    #[serde(flatten)]
    fields: BTreeMap<&'a str, &'a Value>,
}

fn row<'a>(data: &'a Dataset, article: &'a Article, sentence: &'a Sentence) -> RowOut<'a> {
    const TAKEN: [&str; 7] = ["doc", "sid", "lang", "paragraph_start", "text", "label", "weight"];
    let mut fields = others(&article.fields, &TAKEN);
    fields.extend(others(&sentence.fields, &TAKEN));
    RowOut {
        doc: &article.id,
        sid: &sentence.sid,
        lang: article.lang.as_deref(),
        paragraph_start: sentence.paragraph_start,
        text: &sentence.text,
        label: data.label_of(sentence),
        weight: weight(sentence),
        fields,
    }
}

fn whole<'a>(data: &'a Dataset, article: &'a Article) -> ArticleOut<'a> {
    let Layout { text, spans } = Layout::of(article);
    let sentence = |p: Place| article.sentences.get(p.sentence).map(|s| span(data, s, p));
    let sentences = spans.into_iter().filter_map(sentence).collect();
    let fields = others(&article.fields, &["id", "lang", "text", "sentences", "offset_unit"]);
    ArticleOut { id: &article.id, lang: article.lang.as_deref(), fields, text, sentences }
}

fn span<'a>(data: &'a Dataset, sentence: &'a Sentence, place: Place) -> SpanOut<'a> {
    const TAKEN: [&str; 6] = ["sid", "start", "end", "label", "weight", "text"];
    SpanOut {
        sid: Some(sentence.sid.as_str()).filter(|sid| *sid != place.sentence.to_string()),
        start: place.start,
        end: place.end,
        label: data.label_of(sentence),
        weight: weight(sentence),
        fields: others(&sentence.fields, &TAKEN),
    }
}

/// The weight, if it is not the usual one.
fn weight(sentence: &Sentence) -> Option<f64> {
    Some(sentence.weight).filter(|w| *w != 1.0)
}

/// Fields whose names are not taken.
pub(crate) fn others<'a>(fields: &'a Map<String, Value>, taken: &[&str]) -> BTreeMap<&'a str, &'a Value> {
    fields.iter().map(|(name, value)| (name.as_str(), value)).filter(|(name, _)| !taken.contains(name)).collect()
}

/// Writes a file whole or not at all: a temporary file beside it takes its name once `write` is done. What is no
/// regular file (a pipe, a device) is written to directly.
///
/// # Errors
/// [`DataErrorKind::Write`] with the file; then the file is as it was.
pub fn replace_file(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), DataError> {
    let special = path.metadata().is_ok_and(|m| !m.is_file() && !m.is_dir());
    let done = if special { write_special(path, write) } else { write_new(path, write) };
    done.map_err(|e| DataError::in_file(path.display().to_string(), DataErrorKind::Write(e)))
}

fn write_special(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    compressed(path, &mut OpenOptions::new().write(true).open(path)?, write)
}

fn write_new(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    if path.is_dir() {
        return Err(io::Error::other("it is a folder"));
    }
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        return Err(io::Error::other("its folder does not exist"));
    }
    let mut file = temporary(folder)?;
    compressed(path, file.as_file_mut(), write)?;
    file.as_file().sync_all()?;
    file.persist(path).map(|_| ()).map_err(|e| e.error)
}

/// A temporary file with the permissions of an ordinary new file.
fn temporary(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".sayso-").suffix(".tmp");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder).map_err(|e| io::Error::from(e.kind()))
}

/// Runs `write` on a buffered writer, compressing if the name says so.
fn compressed(
    path: &Path,
    file: &mut dyn Write,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let mut out = BufWriter::new(file);
    if path.extension().is_some_and(|e| e == "gz") {
        let mut gz = flate2::write::GzEncoder::new(&mut out, flate2::Compression::default());
        write(&mut gz)?;
        gz.finish()?;
    } else {
        write(&mut out)?;
    }
    out.flush()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::fs;

    fn data() -> Dataset {
        let sentence =
            |text: &str, start| Sentence { text: text.into(), paragraph_start: Some(start), ..Sentence::default() };
        let sentences = vec![sentence("É a.", true), sentence(" ", true), sentence("B.", true), sentence("C.", false)];
        Dataset { articles: vec![Article { id: "a".into(), sentences, ..Article::default() }], ..Dataset::default() }
    }

    #[test]
    fn articles_have_offsets_in_code_points() {
        let mut out = Vec::new();
        article_lines(&data(), &mut out).unwrap();
        let v: Value = serde_json::from_slice(&out).unwrap();
        assert_eq!(v["text"], "É a.\n\nB. C.");
        assert_eq!((v["sentences"][1]["start"].as_u64(), v["sentences"][1]["end"].as_u64()), (Some(6), Some(8)));
        assert_eq!(v["sentences"].as_array().map(Vec::len), Some(3));
    }

    #[test]
    fn files_are_replaced_whole_or_not_at_all() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("x.jsonl");
        fs::write(&path, "before").unwrap();
        let e = replace_file(&path, |out| {
            out.write_all(b"half")?;
            Err(io::Error::other("the disk is full"))
        });
        assert!(e.unwrap_err().to_string().contains("the disk is full"));
        assert_eq!(fs::read_to_string(&path).unwrap(), "before");
        write_rows(&data(), &path).unwrap();
        assert!(fs::read_to_string(&path).unwrap().starts_with("{\"doc\":\"a\""));
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn names_in_gz_are_compressed() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("x.jsonl.gz");
        write_articles(&data(), &path).unwrap();
        assert_eq!(fs::read(&path).unwrap()[..2], [0x1f, 0x8b]);
        let again = crate::data::read(&[path], &crate::data::ReadOptions::unlabelled()).unwrap();
        assert_eq!(again.labelled(), 0);
    }

    #[test]
    fn unwritable_places_are_errors() {
        let dir = tempfile::tempdir().unwrap();
        assert!(write_rows(&data(), dir.path()).unwrap_err().to_string().contains("folder"));
        let e = write_rows(&data(), &dir.path().join("none/x.jsonl")).unwrap_err().to_string();
        assert!(e.contains("x.jsonl: cannot be written: its folder does not exist; "), "{e}");
    }
}
