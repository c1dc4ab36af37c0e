//! Label Studio: its JSON export (JSON, not JSON-MIN), an array of tasks.
//!
//! Of a task's annotations the first that was not cancelled counts, the ground truth before others; `predictions` only
//! if asked for. Text spans (`labels`) win over `choices`. Offsets were UTF-16 units up to 2022 and are code points
//! since; the text of each span tells which.

use super::item::{Annotation, Item, Span, single, take_object, take_text, wrong};
use super::{ImportOptions, Taken};
use crate::data::column::Place;
use crate::data::error::DataError;
use serde_json::{Map, Value};

const TOOL: &str = "Label Studio";

pub(super) fn item(mut map: Map<String, Value>, options: &ImportOptions, place: Place<'_>) -> Result<Taken, DataError> {
    let mut data = take_object(&mut map, "data");
    if data.is_empty() {
        return Err(wrong(TOOL, "no `data`; export as JSON, not as JSON-MIN", place));
    }
    let text = take_text(&mut data, options, place)?;
    let annotation = annotation(&result(&map, options), place)?;
    if let Some(id) = map.remove("id")
        && !data.contains_key("doc")
        && matches!(annotation, Annotation::Spans(_))
    {
        data.insert("doc".into(), id);
    }
    Ok(Ok(Item { text, annotation, fields: data }))
}

/// The regions of the annotation that counts.
fn result(map: &Map<String, Value>, options: &ImportOptions) -> Vec<Value> {
    let list = |name: &str| map.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let flag = |a: &Value, name: &str| a.get(name).and_then(Value::as_bool).unwrap_or(false);
    let valid: Vec<&Value> = list("annotations").iter().filter(|a| !flag(a, "was_cancelled")).collect();
    let mut chosen = valid.iter().find(|a| flag(a, "ground_truth")).or(valid.first()).copied();
    if options.suggestions {
        chosen = chosen.or(list("predictions").first());
    }
    chosen.and_then(|a| a.get("result")).and_then(Value::as_array).cloned().unwrap_or_default()
}

fn annotation(result: &[Value], place: Place<'_>) -> Result<Annotation, DataError> {
    let (mut spans, mut whole) = (Vec::new(), None);
    for region in result {
        let Some(value) = region.get("value") else { continue };
        let kind = region.get("type").and_then(Value::as_str).unwrap_or("labels");
        let Some(labels) = value.get(kind).and_then(Value::as_array) else { continue };
        let Some(label) = single(labels, kind, TOOL, place)? else { continue };
        match offsets(value) {
            Some((start, end)) => {
                let text = value.get("text").and_then(Value::as_str).map(str::to_owned);
                spans.push(Span { start, end, label, text });
            }
            None => whole = Some(label),
        }
    }
    Ok(match whole {
        _ if !spans.is_empty() => Annotation::Spans(spans),
        Some(label) => Annotation::Label(label),
        None => Annotation::None,
    })
}

/// Offsets of a region: those into the whole text where the others are paths into a page.
fn offsets(value: &Value) -> Option<(Value, Value)> {
    let pair = |v: &Value| Some((v.get("start")?.clone(), v.get("end")?.clone()));
    value.get("globalOffsets").and_then(pair).or_else(|| pair(value))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::ImportFormat::LabelStudio;
    use super::super::tests::{imported, plainly, rows};
    use super::*;

    fn region(start: u64, end: u64, text: &str, label: &str) -> String {
        format!(
            r#"{{"from_name": "label", "to_name": "text", "type": "labels", "value": {{"start": {start}, "end": {end}, "text": "{text}", "labels": ["{label}"]}}}}"#
        )
    }

    fn task(annotations: &str, more: &str) -> String {
        format!(
            r#"{{"id": 5, "data": {{"text": "😀 One. Two.", "outlet": "X"}}, "annotations": [{annotations}]{more}}}"#
        )
    }

    fn result(regions: &[String]) -> String {
        format!(r#"{{"result": [{}]}}"#, regions.join(", "))
    }

    #[test]
    fn offsets_in_either_unit() {
        let new = task(&result(&[region(7, 11, "Two.", "y"), region(2, 6, "One.", "x")]), "");
        let old = task(&result(&[region(3, 7, "One.", "x"), region(8, 12, "Two.", "y")]), "");
        for text in [new, old] {
            let found = plainly(LabelStudio, &format!("[\n{text}\n]")).unwrap();
            assert_eq!(rows(&found), [("5", "One.", "x"), ("5", "Two.", "y")]);
            assert_eq!(found.data.articles[0].fields["outlet"], "X");
        }
        let e = plainly(LabelStudio, &format!("[\n{}]", task(&result(&[region(2, 6, "Two.", "x")]), ""))).unwrap_err();
        assert!(e.to_string().contains("there stands \"One.\", not the text \"Two.\""), "{e}");
        assert_eq!(e.line(), Some(2));
    }

    #[test]
    fn choices_cancelled_annotations_and_predictions() {
        let choice = |label: &str| format!(r#"{{"type": "choices", "value": {{"choices": ["{label}"]}}}}"#);
        let cancelled = r#"{"was_cancelled": true, "result": []}"#.to_owned();
        let good = format!(r#"{{"ground_truth": true, "result": [{}]}}"#, choice("y"));
        let text = task(&[cancelled.clone(), result(&[choice("x")]), good].join(", "), "");
        assert_eq!(rows(&plainly(LabelStudio, &text).unwrap())[0].2, "y");
        let text = task(&cancelled, &format!(r#", "predictions": [{}]"#, result(&[choice("z")])));
        assert!(plainly(LabelStudio, &text).is_err());
        let options = ImportOptions { suggestions: true, ..ImportOptions::default() };
        assert_eq!(rows(&imported(LabelStudio, "x.json", &text, &options).unwrap())[0].2, "z");
    }

    #[test]
    fn the_short_export_is_named() {
        let e = plainly(LabelStudio, r#"[{"id": 1, "text": "One.", "label": []}]"#).unwrap_err();
        assert!(e.to_string().contains("not as JSON-MIN"), "{e}");
    }
}
