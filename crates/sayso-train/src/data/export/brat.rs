//! brat standoff: a folder of `NAME.txt` and `NAME.ann`.

use crate::data::error::{DataError, DataErrorKind};
use crate::data::layout::Layout;
use crate::data::write::replace_file;
use crate::data::{Article, Dataset};
use std::collections::HashSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// Writes every article as a text and an annotation file into `folder`, which is made if need be. Files are called after
/// the articles, with `-` for whatever a file name should not hold.
///
/// # Errors
/// [`DataErrorKind::Write`] with the file or folder.
pub fn export_brat(data: &Dataset, folder: &Path) -> Result<(), DataError> {
    let failed = |e| DataError::in_file(folder.display().to_string(), DataErrorKind::Write(e));
    fs::create_dir_all(folder).map_err(failed)?;
    let mut taken = HashSet::new();
    for article in &data.articles {
        let name = name(&article.id, &mut taken);
        let layout = Layout::of(article);
        let annotations = annotations(data, article, &layout);
        replace_file(&folder.join(format!("{name}.txt")), |out| out.write_all(layout.text.as_bytes()))?;
        replace_file(&folder.join(format!("{name}.ann")), |out| out.write_all(annotations.as_bytes()))?;
    }
    Ok(())
}

/// A file name for an article that no other has.
fn name(id: &str, taken: &mut HashSet<String>) -> String {
    let plain: String = id.chars().map(|c| if c.is_alphanumeric() || c == '_' { c } else { '-' }).take(80).collect();
    let base = if plain.is_empty() { "article".to_owned() } else { plain };
    let mut name = base.clone();
    let mut n = 1;
    while !taken.insert(name.to_lowercase()) {
        n += 1;
        name = format!("{base}-{n}");
    }
    name
}

/// One line per labelled sentence; blanks in a label become `_`, since brat's own are separated by one.
fn annotations(data: &Dataset, article: &Article, layout: &Layout) -> String {
    let mut out = String::new();
    let mut n = 0;
    for place in &layout.spans {
        let Some(sentence) = article.sentences.get(place.sentence) else { continue };
        let Some(label) = data.label_of(sentence) else { continue };
        n += 1;
        let (label, text) = (label.replace(char::is_whitespace, "_"), sentence.text.replace(['\n', '\r'], " "));
        let _ = writeln!(out, "T{n}\t{label} {} {}\t{text}", place.start, place.end);
    }
    out
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::data::import::{ImportFormat, ImportOptions, import};
    use crate::data::{ReadOptions, read_stream};
    use std::io::Cursor;

    #[test]
    fn what_goes_out_comes_back() {
        let text = "doc,text,label,paragraph_start\nx/a,😀 O\nne.,x y,1\nx/a,Two.,z,1\nx:a,Three.,,1\n";
        let text = text.replace("😀 O\nne.", "\"😀 O\nne.\"");
        let data = read_stream("a.csv", Cursor::new(text), &ReadOptions::default()).unwrap();
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("brat");
        export_brat(&data, &folder).unwrap();
        let mut names: Vec<_> = fs::read_dir(&folder).unwrap().map(|e| e.unwrap().file_name()).collect();
        names.sort();
        assert_eq!(names, ["x-a-2.ann", "x-a-2.txt", "x-a.ann", "x-a.txt"]);
        let again = import(ImportFormat::Brat, &[folder], &ImportOptions::default()).unwrap();
        assert_eq!(again.notes, ["1 texts without annotations left out"]);
        let rows: Vec<_> = again.data.sentences().map(|s| (s.text.as_str(), again.data.label_of(s))).collect();
        assert_eq!(rows, [("😀 O\nne.", Some("x_y")), ("Two.", Some("z"))]);
    }
}
