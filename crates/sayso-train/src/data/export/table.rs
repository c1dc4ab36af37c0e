//! CSV and TSV with a column for every field.
//!
//! TSV is written as it is read here: quotes are text, unless a field looks as if they were quoting; a field cannot hold
//! a tab or a line break, which is an error rather than a changed text.

use crate::data::{Article, Dataset, Sentence};
use serde_json::Value;
use std::collections::BTreeSet;
use std::io::{self, Write};

/// Columns that every row has.
const COLUMNS: [&str; 7] = ["doc", "sid", "lang", "paragraph_start", "text", "label", "weight"];

pub(super) fn csv(data: &Dataset, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    rows(data, |cells| writer.write_record(cells).map_err(io::Error::other))?;
    writer.flush()
}

pub(super) fn tsv(data: &Dataset, out: &mut dyn Write) -> io::Result<()> {
    rows(data, |cells| {
        let cells: Vec<String> = cells.iter().map(|c| field(c)).collect::<io::Result<_>>()?;
        writeln!(out, "{}", cells.join("\t"))
    })
}

/// Gives the header and every row.
fn rows(data: &Dataset, mut put: impl FnMut(&[String]) -> io::Result<()>) -> io::Result<()> {
    let fields: BTreeSet<&str> = data
        .articles
        .iter()
        .flat_map(|a| a.fields.keys().chain(a.sentences.iter().flat_map(|s| s.fields.keys())))
        .map(String::as_str)
        .filter(|name| !COLUMNS.contains(name))
        .collect();
    let header: Vec<String> = COLUMNS.iter().chain(&fields).map(|n| (*n).to_owned()).collect();
    put(&header)?;
    for article in &data.articles {
        for (position, sentence) in article.sentences.iter().enumerate() {
            let mut cells = fixed(data, article, sentence);
            cells.extend(fields.iter().map(|name| words(article.field(position, name))));
            put(&cells)?;
        }
    }
    Ok(())
}

/// Cells of the columns that every row has.
fn fixed(data: &Dataset, article: &Article, sentence: &Sentence) -> Vec<String> {
    vec![
        article.id.clone(),
        sentence.sid.clone(),
        article.lang.clone().unwrap_or_default(),
        sentence.paragraph_start.map(|p| p.to_string()).unwrap_or_default(),
        sentence.text.clone(),
        data.label_of(sentence).unwrap_or_default().to_owned(),
        sentence.weight.to_string(),
    ]
}

/// A value as a cell.
fn words(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(s)) => s.clone(),
        Some(other) => other.to_string(),
    }
}

/// A field of TSV.
fn field(cell: &str) -> io::Result<String> {
    if cell.contains(['\t', '\n', '\r']) {
        let message = "a field with a tab or a line break does not fit into TSV; export CSV or JSON Lines";
        return Err(io::Error::new(io::ErrorKind::InvalidData, message));
    }
    let quoting = cell.len() > 1 && cell.starts_with('"') && cell.ends_with('"') && cell.contains("\"\"");
    Ok(if quoting { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::data::{ReadOptions, read_stream};
    use proptest::prelude::*;
    use std::io::Cursor;

    fn data(texts: &[String]) -> Dataset {
        let sentence = |(i, t): (usize, &String)| Sentence {
            sid: i.to_string(),
            text: t.clone(),
            fields: [("note".to_owned(), Value::from(i))].into_iter().collect(),
            ..Sentence::default()
        };
        let sentences = texts.iter().enumerate().map(sentence).collect();
        Dataset { articles: vec![Article { id: "a".into(), sentences, ..Article::default() }], ..Dataset::default() }
    }

    fn round(texts: &[String], write: fn(&Dataset, &mut dyn Write) -> io::Result<()>, name: &str) -> Vec<String> {
        let mut out = Vec::new();
        write(&data(texts), &mut out).unwrap();
        let again = read_stream(name, Cursor::new(out), &ReadOptions::unlabelled()).unwrap();
        again.sentences().map(|s| s.text.clone()).collect()
    }

    #[test]
    fn all_fields_have_columns() {
        let mut out = Vec::new();
        csv(&data(&["One, two.".into()]), &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text, "doc,sid,lang,paragraph_start,text,label,weight,note\na,0,,,\"One, two.\",,1,0\n");
    }

    #[test]
    fn tsv_refuses_what_it_cannot_hold() {
        assert!(tsv(&data(&["One\ttwo.".into()]), &mut Vec::new()).is_err());
    }

    proptest! {
        #[test]
        fn csv_round_trips(texts in prop::collection::vec("[a\",;é\\t ]{0,12}", 1..5)) {
            prop_assert_eq!(round(&texts, csv, "x.csv"), texts);
        }

        #[test]
        fn tsv_round_trips(texts in prop::collection::vec("[a\",;é ]{0,12}", 1..5)) {
            prop_assert_eq!(round(&texts, tsv, "x.tsv"), texts);
        }
    }
}
