//! Prodigy: JSON Lines as `prodigy db-out` prints them.
//!
//! `spans` (span and entity views), `accept` (choice view) or `label` (binary view), with `answer`: only accepted tasks
//! count. Offsets are code points. `meta` becomes fields.

use super::item::{Annotation, Item, single, span_of, take_object, take_text, wrong};
use super::{ImportOptions, Taken};
use crate::data::column::Place;
use crate::data::error::DataError;
use serde_json::{Map, Value};

const TOOL: &str = "Prodigy";

pub(super) fn item(mut map: Map<String, Value>, options: &ImportOptions, place: Place<'_>) -> Result<Taken, DataError> {
    match map.get("answer").and_then(Value::as_str) {
        None | Some("accept") => {}
        Some("reject") => return Ok(Err("rejected tasks")),
        Some(_) => return Ok(Err("ignored tasks")),
    }
    let text = take_text(&mut map, options, place)?;
    let annotation = annotation(&mut map, place)?;
    let mut fields = take_object(&mut map, "meta");
    if let Some(annotator) = map.remove("_annotator_id") {
        fields.insert("annotator".into(), annotator);
    }
    Ok(Ok(Item { text, annotation, fields }))
}

fn annotation(map: &mut Map<String, Value>, place: Place<'_>) -> Result<Annotation, DataError> {
    match (map.remove("spans"), map.remove("accept"), map.remove("label")) {
        (Some(Value::Array(spans)), _, _) if !spans.is_empty() => {
            let spans = spans.iter().map(|s| span_of(s, ["start", "end", "label"], TOOL, place));
            spans.collect::<Result<_, _>>().map(Annotation::Spans)
        }
        (_, Some(Value::Array(accept)), _) => {
            Ok(single(&accept, "accept", TOOL, place)?.map_or(Annotation::None, Annotation::Label))
        }
        (_, Some(_), _) => Err(wrong(TOOL, "`accept` is no list", place)),
        (_, None, Some(Value::String(label))) => Ok(Annotation::Label(label)),
        (Some(_), None, _) | (None, None, None | Some(Value::Null)) => Ok(Annotation::None),
        (None, None, Some(_)) => Err(wrong(TOOL, "`label` is no text", place)),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::ImportFormat::Prodigy;
    use super::super::tests::{plainly, rows};

    #[test]
    fn spans_choices_and_binary_labels() {
        let text = concat!(
            r#"{"text": "😀 One. Two.", "spans": [{"start": 2, "end": 6, "label": "x", "token_start": 1}], "meta": {"doc": "a", "outlet": "X"}, "answer": "accept", "_task_hash": 5}"#,
            "\n",
            r#"{"text": "Three.", "options": [{"id": "x"}], "accept": ["y"], "meta": {"doc": "b"}, "answer": "accept", "_annotator_id": "ann"}"#,
            "\n",
            r#"{"text": "Four.", "accept": [], "meta": {"doc": "b", "sid": 4}, "answer": "accept"}"#,
            "\n",
            r#"{"text": "Five.", "label": "x", "meta": {"doc": "b"}, "answer": "accept"}"#,
            "\n",
            r#"{"text": "Six.", "label": "x", "answer": "ignore"}"#,
        );
        let found = plainly(Prodigy, text).unwrap();
        assert_eq!(rows(&found), [("a", "One.", "x"), ("b", "Three.", "y"), ("b", "Four.", "-"), ("b", "Five.", "x")]);
        assert_eq!(found.notes, ["1 ignored tasks left out"]);
        assert_eq!(found.data.articles[0].fields["outlet"], "X");
        assert_eq!(found.data.articles[1].field(0, "annotator").unwrap(), "ann");
    }

    #[test]
    fn bad_tasks_are_errors_with_lines() {
        let e = |line: &str| plainly(Prodigy, &format!("\n{line}\n")).unwrap_err();
        assert_eq!(e(r#"{"text": "One.", "accept": ["x", "y"]}"#).line(), Some(2));
        assert!(e(r#"{"text": "One.", "accept": ["x", "y"]}"#).to_string().contains("2 labels"));
        assert!(
            e(r#"{"text": "One.", "spans": [{"start": 0, "end": 9, "label": "x"}]}"#).to_string().contains("beyond")
        );
        assert!(e(r#"{"text": "One.", "spans": [{"start": 0, "end": 4}]}"#).to_string().contains("without a `label`"));
        assert!(e(r#"{"html": "One."}"#).to_string().contains("no `text`"));
    }
}
