//! brat standoff: `NAME.txt` with the text and `NAME.ann` with the annotations.
//!
//! Text-bound annotations count (`T1<tab>label 0 12<tab>text`); relations, events, attributes and notes are passed over.
//! Offsets are code points into the file as it is, line breaks included. A discontinuous span is no sentence and an
//! error, unless its label is not among those to take.

use super::item::{Annotation, Item, Span, wrong};
use super::{ImportOptions, Sink};
use crate::data::column::{Place, shorten};
use crate::data::error::{DataError, DataErrorKind};
use crate::data::lines::{Lines, chomp};
use crate::data::offset::{Offsets, Unit};
use crate::data::source::Source;
use serde_json::{Map, Value};
use std::fs;
use std::path::{Path, PathBuf};

const TOOL: &str = "brat";

/// Imports folders, or single .ann or .txt files.
pub(super) fn import(paths: &[PathBuf], options: &ImportOptions, sink: &mut Sink<'_>) -> Result<(), DataError> {
    for path in paths {
        for ann in annotations(path)? {
            pair(&ann, options, sink)?;
        }
    }
    Ok(())
}

/// The .ann files that a path stands for, sorted.
fn annotations(path: &Path) -> Result<Vec<PathBuf>, DataError> {
    if !path.is_dir() {
        return Ok(vec![path.with_extension("ann")]);
    }
    let name = || path.display().to_string();
    let failed = |e| DataError::in_file(name(), DataErrorKind::Read(e));
    let mut found = Vec::new();
    for entry in fs::read_dir(path).map_err(failed)? {
        let file = entry.map_err(failed)?.path();
        if file.extension().is_some_and(|e| e == "ann") {
            found.push(file);
        }
    }
    if found.is_empty() {
        return Err(DataError::in_file(name(), DataErrorKind::NoDataFiles));
    }
    found.sort();
    Ok(found)
}

/// Imports a text with its annotations.
fn pair(ann: &Path, options: &ImportOptions, sink: &mut Sink<'_>) -> Result<(), DataError> {
    let text = whole(&ann.with_extension("txt"), options.lossy)?;
    let file = ann.display().to_string();
    let mut lines = Lines::new(Source::File(ann.to_owned()).open()?, &file, options.lossy);
    let offsets = Offsets::new(&text, options.unit.unwrap_or(Unit::CodePoint));
    let (mut spans, mut first) = (Vec::new(), None);
    while lines.advance()? {
        let place = Place { file: &file, line: lines.line() };
        if let Some(span) = bound(chomp(lines.text()), options, place)? {
            first.get_or_insert(place.line);
            spans.push(checked(span, &text, &offsets, place)?);
        }
    }
    let Some(line) = first else {
        sink.skip("texts without annotations");
        return Ok(());
    };
    let name = ann.file_stem().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let fields: Map<String, Value> = [("doc".to_owned(), Value::String(name))].into_iter().collect();
    sink.item(Place { file: &file, line }, Item { text, annotation: Annotation::Spans(spans), fields })
}

/// A file as one text.
fn whole(path: &Path, lossy: bool) -> Result<String, DataError> {
    let mut lines = Lines::new(Source::File(path.to_owned()).open()?, &path.display().to_string(), lossy);
    let mut text = String::new();
    while lines.advance()? {
        text.push_str(lines.text());
    }
    Ok(text)
}

/// The span of a line, if it is a text-bound annotation with a label to take.
fn bound(line: &str, options: &ImportOptions, place: Place<'_>) -> Result<Option<Span>, DataError> {
    if !line.starts_with('T') {
        return Ok(None);
    }
    let error = |problem: &str| wrong(TOOL, format!("{problem}: \"{}\"", shorten(line)), place);
    let mut columns = line.splitn(3, '\t').skip(1);
    let (Some(head), text) = (columns.next(), columns.next()) else {
        return Err(error("a line without tabs"));
    };
    let (label, range) = head.split_once(' ').ok_or_else(|| error("an annotation without offsets"))?;
    if !options.only.is_empty() && !options.only.iter().any(|l| l == label) {
        return Ok(None);
    }
    if range.contains(';') {
        return Err(error("a span in several pieces is no sentence; name the labels to take"));
    }
    let number = |part: Option<&str>| part.and_then(|p| p.parse::<u64>().ok()).ok_or_else(|| error("bad offsets"));
    let mut parts = range.split(' ');
    let (start, end) = (number(parts.next())?, number(parts.next())?);
    Ok(Some(Span { start: start.into(), end: end.into(), label: label.into(), text: text.map(str::to_owned) }))
}

/// The span, once it is clear that its text stands there; brat writes line breaks as blanks.
fn checked(span: Span, text: &str, offsets: &Offsets<'_>, place: Place<'_>) -> Result<Span, DataError> {
    let (start, end) = (span.start.as_u64().unwrap_or(0), span.end.as_u64().unwrap_or(0));
    let range = offsets.span(start, end).map_err(|problem| wrong(TOOL, format!("{start} {end}: {problem}"), place))?;
    let here = text[range].replace(['\n', '\r'], " ");
    match &span.text {
        Some(given) if *given != here => {
            let message = format!("at {start} {end} stands \"{}\", not \"{}\"", shorten(&here), shorten(given));
            Err(wrong(TOOL, message, place))
        }
        _ => Ok(Span { text: None, ..span }),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::tests::rows;
    use super::super::{ImportFormat, Imported, import};
    use super::*;

    fn imported(text: &str, ann: &str, only: &[&str]) -> Result<Imported, DataError> {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("a.txt"), text).unwrap();
        fs::write(dir.path().join("a.ann"), ann).unwrap();
        let options =
            ImportOptions { only: only.iter().map(|l| (*l).to_owned()).collect(), ..ImportOptions::default() };
        import(ImportFormat::Brat, &[dir.path().to_owned()], &options)
    }

    #[test]
    fn text_bound_annotations_become_sentences() {
        let ann = "T1\tx 0 8\tÉté a b.\nR1\tRel Arg1:T1 Arg2:T2\nT2\ty 9 13\tTwo.\n#1\tNote T1\thm\n";
        let found = imported("Été a\nb.\nTwo.", ann, &[]).unwrap();
        assert_eq!(rows(&found), [("a", "Été a\nb.", "x"), ("a", "Two.", "y")]);
        assert_eq!(found.data.articles[0].sentences[1].paragraph_start, Some(true));
    }

    #[test]
    fn bad_annotations_are_errors_with_lines() {
        let e = |ann: &str| imported("One. Two.", ann, &[]).unwrap_err();
        assert!(
            e("T1\tx 0 4\tOne.\nT2\tx 5 9\tTow.\n")
                .to_string()
                .contains("a.ann, line 2: not as brat exports it: at 5 9 stands \"Two.\"")
        );
        assert!(e("T1\tx 0 99\tOne.\n").to_string().contains("beyond"));
        assert!(e("T1\tx 0 2;3 4\tOn .\n").to_string().contains("several pieces"));
        assert!(e("T1 x 0 4 One.\n").to_string().contains("without tabs"));
        assert!(e("T1\tx\tOne.\n").to_string().contains("without offsets"));
        assert!(e("T1\tx a b\tOne.\n").to_string().contains("bad offsets"));
        assert!(matches!(e("").kind(), DataErrorKind::NoRows));
    }

    #[test]
    fn labels_can_be_chosen() {
        let ann = "T1\tcue 0 1;2 3\tO e\nT2\tx 5 9\tTwo.\n";
        assert_eq!(rows(&imported("One. Two.", ann, &["x"]).unwrap()), [("a", "Two.", "x")]);
    }

    #[test]
    fn a_text_without_its_partner_is_an_error() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("a.ann"), "T1\tx 0 4\tOne.\n").unwrap();
        let e = import(ImportFormat::Brat, &[dir.path().to_owned()], &ImportOptions::default()).unwrap_err();
        assert!(e.to_string().contains("a.txt: no such file"), "{e}");
    }
}
