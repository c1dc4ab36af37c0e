//! doccano: JSON Lines of its export.
//!
//! Sequence labelling: `label` (or `labels`) is a list of `[start, end, label]`, or `entities` a list of objects with
//! `start_offset` and `end_offset`. Classification: `label` is a list of labels. Offsets are code points unless the
//! project counted otherwise.

use super::item::{Annotation, Item, Span, single, span_of, take_text, wrong};
use super::{ImportOptions, Taken};
use crate::data::column::Place;
use crate::data::error::DataError;
use serde_json::{Map, Value};

const TOOL: &str = "doccano";

/// Fields of the tool that are of no use outside it.
const OWN: [&str; 5] = ["Comments", "comments", "relations", "annotation_approver", "username"];

pub(super) fn item(mut map: Map<String, Value>, options: &ImportOptions, place: Place<'_>) -> Result<Taken, DataError> {
    let text = take_text(&mut map, options, place)?;
    let annotation = match (map.remove("entities"), map.remove("label"), map.remove("labels")) {
        (Some(Value::Array(entities)), _, _) => entities_of(&entities, place)?,
        (_, Some(Value::Array(labels)), _) | (_, None, Some(Value::Array(labels))) => labels_of(&labels, place)?,
        (_, Some(Value::String(label)), _) => Annotation::Label(label),
        (_, Some(Value::Null) | None, Some(Value::Null) | None) => Annotation::None,
        _ => return Err(wrong(TOOL, "`label` is neither a list nor a text", place)),
    };
    map.retain(|name, _| !OWN.contains(&name.as_str()));
    if let Some(id) = map.remove("id")
        && !map.contains_key("doc")
        && matches!(annotation, Annotation::Spans(_))
    {
        map.insert("doc".into(), id);
    }
    Ok(Ok(Item { text, annotation, fields: map }))
}

fn entities_of(entities: &[Value], place: Place<'_>) -> Result<Annotation, DataError> {
    if entities.is_empty() {
        return Ok(Annotation::None);
    }
    let spans = entities.iter().map(|e| span_of(e, ["start_offset", "end_offset", "label"], TOOL, place));
    spans.collect::<Result<_, _>>().map(Annotation::Spans)
}

fn labels_of(labels: &[Value], place: Place<'_>) -> Result<Annotation, DataError> {
    if labels.iter().any(Value::is_array) {
        return labels.iter().map(|l| triple(l, place)).collect::<Result<_, _>>().map(Annotation::Spans);
    }
    Ok(single(labels, "label", TOOL, place)?.map_or(Annotation::None, Annotation::Label))
}

fn triple(value: &Value, place: Place<'_>) -> Result<Span, DataError> {
    match value.as_array().map(Vec::as_slice) {
        Some([start, end, Value::String(label)]) => {
            Ok(Span { start: start.clone(), end: end.clone(), label: label.clone(), text: None })
        }
        _ => Err(wrong(TOOL, "a span that is not [start, end, label]", place)),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::ImportFormat::Doccano;
    use super::super::tests::{imported, plainly, rows};
    use super::*;
    use crate::data::offset::Unit;

    #[test]
    fn triples_entities_and_classes() {
        let text = concat!(
            r#"{"id": 1, "text": "One.\nTwo.", "label": [[5, 9, "y"], [0, 4, "x"]], "Comments": []}"#,
            "\n",
            r#"{"id": 2, "text": "É. Two.", "entities": [{"id": 9, "label": "x", "start_offset": 3, "end_offset": 7}], "relations": []}"#,
            "\n",
            r#"{"id": 3, "text": "Three.", "label": ["y"], "doc": "c"}"#,
            "\n",
            r#"{"id": 4, "text": "Four.", "label": []}"#,
        );
        let found = plainly(Doccano, text).unwrap();
        assert_eq!(rows(&found), [("1", "One.", "x"), ("1", "Two.", "y"), ("2", "Two.", "x"), ("c", "Three.", "y")]);
        assert_eq!(found.data.articles[0].sentences[1].paragraph_start, Some(true));
        assert_eq!(found.notes, ["1 records without a label left out"]);
    }

    #[test]
    fn units_can_be_said() {
        let text = r#"{"text": "😀 One.", "label": [[3, 7, "x"]]}"#;
        assert!(plainly(Doccano, text).unwrap_err().to_string().contains("beyond"));
        let options = ImportOptions { unit: Some(Unit::Utf16), ..ImportOptions::default() };
        assert_eq!(rows(&imported(Doccano, "x.jsonl", text, &options).unwrap())[0].1, "One.");
    }

    #[test]
    fn bad_labels_are_errors() {
        let e = |label: &str| plainly(Doccano, &format!("{{\"text\": \"One.\", \"label\": {label}}}")).unwrap_err();
        assert!(e("[[0, 4]]").to_string().contains("[start, end, label]"));
        assert!(e("{}").to_string().contains("neither a list nor a text"));
        assert!(e("[[0, 3, \"x\"], [2, 4, \"x\"]]").to_string().contains("overlaps"));
        assert!(e("[\"x\", \"y\"]").to_string().contains("2 labels"));
    }
}
