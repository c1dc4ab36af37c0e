//! CheckThat! lab (CLEF): TSV of sentences or posts with one label each.
//!
//! The columns are called differently in every task and year; the usual names are tried in turn, in any case. Quotes
//! are text, as the lab's own scripts read them.

use super::item::{Annotation, Item, wrong};
use super::{ImportOptions, Sink};
use crate::data::column::Place;
use crate::data::error::{DataError, DataErrorKind};
use crate::data::lines::{Lines, chomp};
use crate::data::source::expand;
use serde_json::{Map, Value};
use std::path::PathBuf;

const TOOL: &str = "CheckThat!";
const TEXTS: [&str; 5] = ["sentence", "text", "tweet_text", "claim", "content"];
const LABELS: [&str; 5] = ["label", "class_label", "check_worthiness", "claim_worthiness", "class"];
const NAMES: [&str; 4] = ["sentence_id", "tweet_id", "line_number", "id"];

pub(super) fn import(paths: &[PathBuf], options: &ImportOptions, sink: &mut Sink<'_>) -> Result<(), DataError> {
    for source in expand(paths)? {
        let name = source.name();
        table(Lines::new(source.open()?, &name, options.lossy), &name, options, sink)?;
    }
    Ok(())
}

fn table(mut lines: Lines, file: &str, options: &ImportOptions, sink: &mut Sink<'_>) -> Result<(), DataError> {
    let mut header = None;
    while lines.advance()? {
        let (place, line) = (Place { file, line: lines.line() }, chomp(lines.text()));
        if line.is_empty() {
            continue;
        }
        match &header {
            None => header = Some(Header::new(line, options, place)?),
            Some(header) => sink.item(place, header.item(line, place)?)?,
        }
    }
    header.map(|_| ()).ok_or_else(|| DataError::in_file(file, DataErrorKind::NoRows))
}

/// Where the columns are.
struct Header {
    names: Vec<String>,
    text: usize,
    label: Option<usize>,
    name: Option<usize>,
}

impl Header {
    fn new(line: &str, options: &ImportOptions, place: Place<'_>) -> Result<Self, DataError> {
        let names: Vec<String> = line.split('\t').map(|n| n.trim().to_lowercase()).collect();
        let find = |wanted: &[&str]| wanted.iter().find_map(|w| names.iter().position(|n| n == w));
        let own = options.text.to_lowercase();
        let text = find(&[own.as_str()]).or_else(|| find(&TEXTS));
        let missing = || DataErrorKind::Missing { column: TEXTS.join("` or `"), found: names.join(", ") };
        let text = text.ok_or_else(|| place.error(missing()))?;
        Ok(Self { text, label: find(&LABELS), name: find(&NAMES), names })
    }

    fn item(&self, line: &str, place: Place<'_>) -> Result<Item, DataError> {
        let cells: Vec<&str> = line.split('\t').collect();
        if cells.len() != self.names.len() {
            let problem = format!("{} fields where the header has {}", cells.len(), self.names.len());
            return Err(wrong(TOOL, problem, place));
        }
        let mut fields = Map::new();
        for (i, (name, cell)) in self.names.iter().zip(&cells).enumerate() {
            if i != self.text && Some(i) != self.label && !cell.is_empty() {
                let name = if Some(i) == self.name { "sid" } else { name.as_str() };
                fields.insert(name.to_owned(), Value::String((*cell).to_owned()));
            }
        }
        let label = self.label.map(|i| cells[i].trim()).filter(|l| !l.is_empty());
        let annotation = label.map_or(Annotation::None, |l| Annotation::Label(l.to_owned()));
        Ok(Item { text: cells[self.text].to_owned(), annotation, fields })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::ImportFormat::CheckThat;
    use super::super::tests::{imported, plainly, rows};
    use super::*;

    #[test]
    fn columns_by_any_usual_name() {
        let text =
            "Sentence_id\tText\tclass_label\ttopic\n1\t\"One,\" he said.\tYes\tt\n2\tTwo.\tNo\t\n\n3\tThree.\t\t\n";
        let found = plainly(CheckThat, text).unwrap();
        let rows: Vec<_> = rows(&found).into_iter().map(|(_, t, l)| (t, l)).collect();
        assert_eq!(rows, [("\"One,\" he said.", "Yes"), ("Two.", "No"), ("Three.", "-")]);
        assert_eq!(found.data.articles[0].sentences[0].sid, "1");
        assert_eq!(found.data.articles[0].fields["topic"], "t");
    }

    #[test]
    fn labels_can_be_renamed() {
        let options =
            ImportOptions { rename: [("SUBJ".to_owned(), "opinion".to_owned())].into(), ..ImportOptions::default() };
        let found = imported(CheckThat, "x.tsv", "sentence\tlabel\nOne.\tSUBJ\n", &options).unwrap();
        assert_eq!(rows(&found)[0].2, "opinion");
    }

    #[test]
    fn bad_tables_are_errors_with_lines() {
        assert!(plainly(CheckThat, "a\tb\n").unwrap_err().to_string().contains("no `sentence` or `text`"));
        assert_eq!(plainly(CheckThat, "sentence\tlabel\nOne.\n").unwrap_err().line(), Some(2));
        assert!(plainly(CheckThat, "").is_err());
    }
}
