//! Typed access to the columns of one row, whether it came from JSON or from a table.
//!
//! Tables know strings only, so numbers and booleans are also read from their written form. An empty cell and an empty
//! label, language or name count as none.

use super::error::{DataError, DataErrorKind};
use serde_json::{Map, Value};

/// Where a row stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place<'a> {
    /// The file.
    pub(crate) file: &'a str,
    /// The line, from 1.
    pub(crate) line: u64,
}

impl Place<'_> {
    /// An error at this place.
    pub(crate) fn error(self, kind: DataErrorKind) -> DataError {
        DataError::at(self.file, self.line, kind)
    }

    /// The error that `column` holds `value` where something else is needed.
    pub(crate) fn wrong_type(self, column: &str, expected: &'static str, value: &Value) -> DataError {
        self.error(DataErrorKind::WrongType { column: column.to_owned(), expected, found: describe(value) })
    }
}

/// A value in the words of an error message.
pub(crate) fn describe(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(b) => b.to_string(),
        Value::Number(n) => format!("the number {n}"),
        Value::String(s) => format!("the text \"{}\"", shorten(s)),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}

/// The first characters of a text, for messages.
pub(crate) fn shorten(s: &str) -> String {
    match s.char_indices().nth(40) {
        Some((at, _)) => format!("{}...", &s[..at]),
        None => s.to_owned(),
    }
}

/// Takes the text; an error if there is none.
pub(crate) fn take_text(map: &mut Map<String, Value>, column: &str, place: Place<'_>) -> Result<String, DataError> {
    match map.remove(column) {
        Some(Value::String(s)) => Ok(s),
        None | Some(Value::Null) => {
            let found = names(map.keys().map(String::as_str));
            Err(place.error(DataErrorKind::Missing { column: column.to_owned(), found }))
        }
        Some(other) => Err(place.wrong_type(column, "a text", &other)),
    }
}

/// Names joined for a message.
pub(crate) fn names<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let all: Vec<&str> = names.collect();
    if all.is_empty() { "nothing else".to_owned() } else { all.join(", ") }
}

/// Takes a name: a text or an integer; none if it is missing, null or empty.
pub(crate) fn take_name(
    map: &mut Map<String, Value>,
    column: &str,
    place: Place<'_>,
) -> Result<Option<String>, DataError> {
    match map.remove(column) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(s)) => Ok(Some(s).filter(|s| !s.is_empty())),
        Some(Value::Number(n)) if n.is_i64() || n.is_u64() => Ok(Some(n.to_string())),
        Some(other) => Err(place.wrong_type(column, "a text, an integer or null", &other)),
    }
}

/// Takes a boolean; none if it is missing, null or empty.
pub(crate) fn take_bool(
    map: &mut Map<String, Value>,
    column: &str,
    place: Place<'_>,
) -> Result<Option<bool>, DataError> {
    let Some(value) = map.remove(column) else { return Ok(None) };
    let word = match &value {
        Value::Null => return Ok(None),
        Value::Bool(b) => return Ok(Some(*b)),
        Value::Number(n) => n.to_string(),
        Value::String(s) => s.trim().to_ascii_lowercase(),
        _ => return Err(place.wrong_type(column, "true, false or null", &value)),
    };
    match word.as_str() {
        "" => Ok(None),
        "true" | "1" | "1.0" => Ok(Some(true)),
        "false" | "0" | "0.0" => Ok(Some(false)),
        _ => Err(place.wrong_type(column, "true, false or null", &value)),
    }
}

/// The integer in `column`, which stays; none if it is missing, null or empty.
pub(crate) fn integer(map: &Map<String, Value>, column: &str, place: Place<'_>) -> Result<Option<i64>, DataError> {
    let wrong = |value: &Value| place.wrong_type(column, "an integer or null", value);
    match map.get(column) {
        None | Some(Value::Null) => Ok(None),
        Some(value @ Value::Number(n)) => n.as_i64().ok_or_else(|| wrong(value)).map(Some),
        Some(Value::String(s)) if s.trim().is_empty() => Ok(None),
        Some(value @ Value::String(s)) => s.trim().parse().map_err(|_| wrong(value)).map(Some),
        Some(other) => Err(wrong(other)),
    }
}

/// Takes the weight: 1 if it is missing, null or empty.
pub(crate) fn take_weight(map: &mut Map<String, Value>, place: Place<'_>) -> Result<f64, DataError> {
    const COLUMN: &str = "weight";
    let wrong = |value: &Value| place.wrong_type(COLUMN, "a number of 0 or more", value);
    let weight = match map.remove(COLUMN) {
        None | Some(Value::Null) => 1.0,
        Some(Value::Number(n)) => n.as_f64().unwrap_or(f64::NAN),
        Some(Value::String(s)) if s.trim().is_empty() => 1.0,
        Some(ref value @ Value::String(ref s)) => s.trim().parse().map_err(|_| wrong(value))?,
        Some(other) => return Err(wrong(&other)),
    };
    if weight.is_finite() && weight >= 0.0 {
        Ok(weight)
    } else {
        Err(place.error(DataErrorKind::BadWeight { value: weight }))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use serde_json::json;

    const HERE: Place<'static> = Place { file: "f", line: 7 };

    fn map(value: Value) -> Map<String, Value> {
        match value {
            Value::Object(m) => m,
            _ => Map::new(),
        }
    }

    #[test]
    fn names_are_texts_or_integers() {
        let name = |v: Value| take_name(&mut map(json!({ "doc": v })), "doc", HERE);
        assert_eq!(name(json!("a")).unwrap().as_deref(), Some("a"));
        assert_eq!(name(json!(12)).unwrap().as_deref(), Some("12"));
        assert_eq!(name(json!("")).unwrap(), None);
        assert_eq!(name(Value::Null).unwrap(), None);
        let e = name(json!(["a"])).unwrap_err().to_string();
        assert_eq!(e, "f, line 7: `doc` is a list; it must be a text, an integer or null");
    }

    #[test]
    fn missing_text_lists_what_is_there() {
        let e = take_text(&mut map(json!({"doc": "a", "sentence": "b"})), "text", HERE).unwrap_err();
        assert!(e.to_string().contains("no `text` here (found: doc, sentence)"), "{e}");
        assert!(take_text(&mut map(json!({"text": 3})), "text", HERE).is_err());
    }

    #[test]
    fn booleans_and_integers_in_words() {
        let b = |v: Value| take_bool(&mut map(json!({ "p": v })), "p", HERE);
        assert_eq!(b(json!("True")).unwrap(), Some(true));
        assert_eq!(b(json!(0)).unwrap(), Some(false));
        assert_eq!(b(json!("")).unwrap(), None);
        assert!(b(json!("maybe")).is_err());
        let i = |v: Value| integer(&map(json!({ "p": v })), "p", HERE);
        assert_eq!(i(json!(" 4")).unwrap(), Some(4));
        assert_eq!(i(Value::Null).unwrap(), None);
        assert!(i(json!(1.5)).is_err());
    }

    #[test]
    fn weights_are_finite_and_not_negative() {
        let w = |v: Value| take_weight(&mut map(json!({ "weight": v })), HERE);
        assert_eq!(w(json!(0.5)).unwrap(), 0.5);
        assert_eq!(w(json!("2")).unwrap(), 2.0);
        assert_eq!(w(json!("")).unwrap(), 1.0);
        for bad in [json!(-1), json!("nan"), json!("inf"), json!("x"), json!(true)] {
            assert!(w(bad).is_err());
        }
    }
}
