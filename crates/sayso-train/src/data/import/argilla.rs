//! Argilla: records as JSON (an array) or JSON Lines.
//!
//! Three generations: since 2.0 `responses` maps a question to answers; in 1.x each response maps questions to values;
//! before, a record had one `annotation`. A label question gives one label: the most frequent answer, none on a tie. A
//! span question gives spans: those of the first answer. Suggestions count only if asked for. Offsets are code points.

use super::item::{Annotation, Item, Span, span_of, take_object, take_text, wrong};
use super::{ImportOptions, Taken};
use crate::data::column::Place;
use crate::data::error::DataError;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

const TOOL: &str = "Argilla";

/// Answers by question.
type Answers = BTreeMap<String, Vec<Value>>;

pub(super) fn item(mut map: Map<String, Value>, options: &ImportOptions, place: Place<'_>) -> Result<Taken, DataError> {
    let mut fields = take_object(&mut map, "fields");
    let text = take_text(if fields.is_empty() { &mut map } else { &mut fields }, options, place)?;
    let annotation = annotation(&map, options, place)?;
    let mut fields = take_object(&mut map, "metadata");
    let id = map.remove("external_id").filter(|v| !v.is_null()).or_else(|| map.remove("id"));
    if let Some(id) = id
        && !fields.contains_key("doc")
        && matches!(annotation, Annotation::Spans(_))
    {
        fields.insert("doc".into(), id);
    }
    Ok(Ok(Item { text, annotation, fields }))
}

fn annotation(map: &Map<String, Value>, options: &ImportOptions, place: Place<'_>) -> Result<Annotation, DataError> {
    if let Some(value) = map.get("annotation").filter(|v| !v.is_null()) {
        return of_answers(std::slice::from_ref(value), place);
    }
    let mut answers = answers(map.get("responses"));
    if options.suggestions && chosen(&answers, options).is_none() {
        answers = suggestions(map.get("suggestions"));
    }
    chosen(&answers, options).map_or(Ok(Annotation::None), |values| of_answers(values, place))
}

/// Answers to the question that counts.
fn chosen<'a>(answers: &'a Answers, options: &ImportOptions) -> Option<&'a [Value]> {
    let fits = |v: &Value| v.is_string() || v.as_array().is_some_and(|a| a.iter().all(Value::is_object));
    let mut questions = answers.iter().filter(|(_, values)| values.iter().any(fits));
    let found = match &options.question {
        Some(name) => answers.get_key_value(name),
        None => questions.next(),
    };
    found.map(|(_, values)| values.as_slice())
}

/// Answers of people, whichever way round they are nested.
fn answers(responses: Option<&Value>) -> Answers {
    let mut answers = Answers::new();
    let mut add = |question: &str, value: Option<&Value>| {
        if let Some(value) = value.filter(|v| !v.is_null()) {
            answers.entry(question.to_owned()).or_default().push(value.clone());
        }
    };
    match responses {
        Some(Value::Object(questions)) => {
            for (question, list) in questions {
                for answer in list.as_array().into_iter().flatten().filter(|a| submitted(a)) {
                    add(question, answer.get("value"));
                }
            }
        }
        Some(Value::Array(list)) => {
            for response in list.iter().filter(|a| submitted(a)) {
                for (question, value) in response.get("values").and_then(Value::as_object).into_iter().flatten() {
                    add(question, value.get("value"));
                }
            }
        }
        _ => {}
    }
    answers
}

/// Answers of models.
fn suggestions(suggestions: Option<&Value>) -> Answers {
    let one = |question: &str, s: &Value| s.get("value").map(|v| (question.to_owned(), vec![v.clone()]));
    match suggestions {
        Some(Value::Object(questions)) => questions.iter().filter_map(|(q, s)| one(q, s)).collect(),
        Some(Value::Array(list)) => {
            let name = |s: &Value| s.get("question_name").and_then(Value::as_str).unwrap_or_default().to_owned();
            list.iter().filter_map(|s| one(&name(s), s)).collect()
        }
        _ => Answers::new(),
    }
}

/// Whether an answer was given for good.
fn submitted(answer: &Value) -> bool {
    answer.get("status").and_then(Value::as_str).is_none_or(|s| s == "submitted")
}

fn of_answers(values: &[Value], place: Place<'_>) -> Result<Annotation, DataError> {
    match values.first() {
        Some(Value::Array(spans)) => spans_of(spans, place),
        Some(Value::String(_)) => Ok(majority(values).map_or(Annotation::None, Annotation::Label)),
        _ => {
            Err(wrong(TOOL, "an answer that is neither a label nor a list of spans; name the right --question", place))
        }
    }
}

fn spans_of(spans: &[Value], place: Place<'_>) -> Result<Annotation, DataError> {
    if spans.is_empty() {
        return Ok(Annotation::None);
    }
    spans.iter().map(|s| span(s, place)).collect::<Result<_, _>>().map(Annotation::Spans)
}

fn span(value: &Value, place: Place<'_>) -> Result<Span, DataError> {
    if let Some([Value::String(label), start, end]) = value.as_array().map(Vec::as_slice) {
        return Ok(Span { start: start.clone(), end: end.clone(), label: label.clone(), text: None });
    }
    span_of(value, ["start", "end", "label"], TOOL, place)
}

/// The most frequent label; none on a tie.
fn majority(values: &[Value]) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for label in values.iter().filter_map(Value::as_str) {
        *counts.entry(label).or_default() += 1;
    }
    let most = counts.values().max().copied()?;
    let mut winners = counts.into_iter().filter(|(_, count)| *count == most);
    match (winners.next(), winners.next()) {
        (Some((label, _)), None) => Some(label.to_owned()),
        _ => None,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::ImportFormat::Argilla;
    use super::super::tests::{imported, plainly, rows};
    use super::*;

    #[test]
    fn three_generations() {
        let text = concat!(
            r#"[{"id": "a", "fields": {"text": "É. Two."}, "metadata": {"outlet": "X"}, "responses": {"label": [{"value": [{"label": "x", "start": 3, "end": 7}], "user_id": "u"}]}},"#,
            r#"{"fields": {"text": "Three."}, "metadata": {"doc": "b"}, "responses": {"label": [{"value": "x"}, {"value": "y"}, {"value": "y", "status": "submitted"}, {"value": "x", "status": "draft"}]}},"#,
            r#"{"fields": {"text": "Four."}, "metadata": {"doc": "b", "sid": "4"}, "responses": [{"values": {"label": {"value": "x"}}, "status": "submitted"}, {"values": {"label": {"value": "y"}}}]},"#,
            r#"{"text": "Five.", "metadata": {"doc": "c"}, "annotation": "y", "prediction": [["x", 0.5]]},"#,
            r#"{"text": "Six.", "id": "d", "annotation": [["x", 0, 4]]}]"#,
        );
        let found = plainly(Argilla, text).unwrap();
        let expected =
            [("a", "Two.", "x"), ("b", "Three.", "y"), ("b", "Four.", "-"), ("c", "Five.", "y"), ("d", "Six.", "x")];
        assert_eq!(rows(&found), expected);
        assert_eq!(found.data.articles[0].fields["outlet"], "X");
    }

    #[test]
    fn questions_and_suggestions() {
        let text = concat!(
            r#"{"fields": {"text": "One."}, "responses": {"note": [{"value": 3}], "a": [{"value": "x"}], "b": [{"value": "y"}]}}"#,
            "\n",
            r#"{"fields": {"text": "Two."}, "responses": {}, "suggestions": {"b": {"value": "z", "score": 0.9}}}"#,
        );
        let labels = |options: &ImportOptions| {
            let found = imported(Argilla, "x.jsonl", text, options).unwrap();
            rows(&found).iter().map(|r| r.2.to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(labels(&ImportOptions::default()), ["x"]);
        let options = ImportOptions { suggestions: true, question: Some("b".into()), ..ImportOptions::default() };
        assert_eq!(labels(&options), ["y", "z"]);
        let options = ImportOptions { question: Some("note".into()), ..ImportOptions::default() };
        assert!(imported(Argilla, "x.jsonl", text, &options).unwrap_err().to_string().contains("--question"));
    }
}
