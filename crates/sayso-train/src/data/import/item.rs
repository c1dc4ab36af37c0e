//! A record of any tool, taken apart, and back together in our shape.

use super::ImportOptions;
use crate::data::column::Place;
use crate::data::error::{DataError, DataErrorKind};
use crate::data::offset::{Offsets, Unit};
use serde_json::{Map, Value, json};

/// A text with what people said about it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Item {
    /// The text.
    pub(super) text: String,
    /// Its labels.
    pub(super) annotation: Annotation,
    /// Other fields: `doc`, `sid`, `lang`, and whatever the tool carried along.
    pub(super) fields: Map<String, Value>,
}

/// Labels of a text.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Annotation {
    /// Nothing: an unlabelled text.
    None,
    /// One label for the whole.
    Label(String),
    /// Labelled spans.
    Spans(Vec<Span>),
}

/// A labelled span.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Span {
    /// Start, as the tool has it.
    pub(super) start: Value,
    /// End.
    pub(super) end: Value,
    /// Label.
    pub(super) label: String,
    /// The text that the tool says stands there.
    pub(super) text: Option<String>,
}

impl Item {
    /// One row or one article of our shape.
    pub(super) fn into_map(self, options: &ImportOptions) -> Map<String, Value> {
        let mut map = self.fields;
        if let Some(lang) = &options.lang {
            map.entry("lang").or_insert_with(|| Value::String(lang.clone()));
        }
        match self.annotation {
            Annotation::None => drop(map.insert("label".into(), Value::Null)),
            Annotation::Label(label) => drop(map.insert("label".into(), named(label, options))),
            Annotation::Spans(spans) => {
                let unit = options.unit.unwrap_or_else(|| unit(&self.text, &spans));
                let sentences = spans.into_iter().filter_map(|s| s.into_value(options)).collect();
                map.insert("sentences".into(), Value::Array(sentences));
                map.insert("offset_unit".into(), unit.key().into());
                if let Some(doc) = map.remove("doc") {
                    map.insert("id".into(), doc);
                }
            }
        }
        map.insert("text".into(), Value::String(self.text));
        map
    }
}

impl Span {
    fn into_value(self, options: &ImportOptions) -> Option<Value> {
        let label = named(self.label, options);
        if label.is_null() {
            return None;
        }
        let mut value = json!({ "start": self.start, "end": self.end, "label": label });
        if let (Some(text), Some(map)) = (self.text, value.as_object_mut()) {
            map.insert("text".into(), Value::String(text));
        }
        Some(value)
    }

    /// Whether its text stands at its offsets in `unit`.
    fn fits(&self, text: &str, offsets: &Offsets<'_>) -> bool {
        let span = self.start.as_u64().zip(self.end.as_u64()).and_then(|(s, e)| offsets.span(s, e).ok());
        span.is_some_and(|span| self.text.as_deref().is_none_or(|t| t == &text[span]))
    }
}

/// The unit in which all spans hold the text they say: code points, unless only UTF-16 does.
fn unit(text: &str, spans: &[Span]) -> Unit {
    let fits = |unit| {
        let offsets = Offsets::new(text, unit);
        spans.iter().all(|s| s.fits(text, &offsets))
    };
    let told = spans.iter().any(|s| s.text.is_some());
    if told && !fits(Unit::CodePoint) && fits(Unit::Utf16) { Unit::Utf16 } else { Unit::CodePoint }
}

/// A label under its new name; null if it is not to be taken.
fn named(label: String, options: &ImportOptions) -> Value {
    if !options.only.is_empty() && !options.only.contains(&label) {
        return Value::Null;
    }
    Value::String(options.rename.get(&label).cloned().unwrap_or(label))
}

/// Takes the text of a record.
pub(super) fn take_text(
    map: &mut Map<String, Value>,
    options: &ImportOptions,
    place: Place<'_>,
) -> Result<String, DataError> {
    crate::data::column::take_text(map, &options.text, place)
}

/// Takes an object out of a record; empty if there is none.
pub(super) fn take_object(map: &mut Map<String, Value>, name: &str) -> Map<String, Value> {
    match map.remove(name) {
        Some(Value::Object(object)) => object,
        _ => Map::new(),
    }
}

/// The one string of a list; none of an empty list.
pub(super) fn single(
    values: &[Value],
    name: &str,
    tool: &'static str,
    place: Place<'_>,
) -> Result<Option<String>, DataError> {
    match values {
        [] => Ok(None),
        [Value::String(label)] => Ok(Some(label.clone())),
        [_] => Err(wrong(tool, format!("`{name}` holds no text"), place)),
        more => Err(wrong(tool, format!("`{name}` holds {} labels; keep one per text or span", more.len()), place)),
    }
}

/// The error that a record is not as its tool writes it.
pub(super) fn wrong(tool: &'static str, problem: impl Into<String>, place: Place<'_>) -> DataError {
    place.error(DataErrorKind::Export { tool, problem: problem.into() })
}

/// A span from an object, by the names that the tool gives to its parts.
pub(super) fn span_of(
    value: &Value,
    names: [&str; 3],
    tool: &'static str,
    place: Place<'_>,
) -> Result<Span, DataError> {
    let [start, end, label] = names;
    let part = |name: &str| value.get(name).cloned().unwrap_or(Value::Null);
    let Value::String(label) = part(label) else {
        return Err(wrong(tool, format!("a span without a `{label}`"), place));
    };
    Ok(Span {
        start: part(start),
        end: part(end),
        label,
        text: value.get("text").and_then(Value::as_str).map(str::to_owned),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(start: u64, end: u64, text: Option<&str>) -> Span {
        Span { start: start.into(), end: end.into(), label: "x".into(), text: text.map(str::to_owned) }
    }

    #[test]
    fn units_are_told_by_the_texts_of_spans() {
        let text = "😀 One. Two.";
        assert_eq!(unit(text, &[span(2, 6, Some("One."))]), Unit::CodePoint);
        assert_eq!(unit(text, &[span(3, 7, Some("One.")), span(8, 12, Some("Two."))]), Unit::Utf16);
        assert_eq!(unit(text, &[span(3, 7, None)]), Unit::CodePoint);
        assert_eq!(unit(text, &[span(4, 8, Some("One."))]), Unit::CodePoint);
    }

    #[test]
    fn labels_are_chosen_and_renamed() {
        let options = ImportOptions {
            only: vec!["x".into(), "z".into()],
            rename: [("x".to_owned(), "claim".to_owned())].into(),
            ..ImportOptions::default()
        };
        assert_eq!(named("x".into(), &options), "claim");
        assert_eq!(named("y".into(), &options), Value::Null);
        assert_eq!(named("z".into(), &options), "z");
    }

    #[test]
    fn articles_are_named_by_id() {
        let mut item =
            Item { text: "One.".into(), annotation: Annotation::Spans(vec![span(0, 4, None)]), fields: Map::new() };
        item.fields.insert("doc".into(), "a".into());
        let options = ImportOptions { lang: Some("en".into()), ..ImportOptions::default() };
        let map = item.into_map(&options);
        assert_eq!((map["id"].as_str(), map["lang"].as_str()), (Some("a"), Some("en")));
        assert_eq!(map["sentences"][0]["end"], 4);
    }
}
