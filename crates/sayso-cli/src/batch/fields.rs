//! The columns of a record that classification needs, whatever format the record came in.

use std::fmt;

use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, Visitor};
use serde_json::{Map, Value};

use super::reject::Reason;

/// Which columns mean what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    /// The text.
    pub text: String,
    /// The name of the article; `id` or else `doc` unless given.
    pub id: Option<String>,
    /// The language.
    pub lang: String,
    /// Columns to carry along.
    pub carry: Vec<String>,
}

impl Columns {
    /// How good `column` is as the name of the article: the lower the better.
    fn id_rank(&self, column: &str) -> Option<usize> {
        match &self.id {
            Some(id) => (id == column).then_some(0),
            None => ["id", "doc"].iter().position(|c| *c == column),
        }
    }

    /// The column is used for anything.
    pub fn wants(&self, column: &str) -> bool {
        column == self.text
            || column == self.lang
            || self.id_rank(column).is_some()
            || self.carry.iter().any(|c| c == column)
    }
}

/// What a record says in the columns that are wanted.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fields {
    /// The text, if there is such a column.
    pub text: Option<Value>,
    id: Option<(usize, Value)>,
    lang: Option<Value>,
    /// One for each column to carry along; null where the record has none.
    pub carried: Vec<Value>,
}

impl Fields {
    /// No field yet.
    pub fn new(columns: &Columns) -> Self {
        Self { carried: vec![Value::Null; columns.carry.len()], ..Self::default() }
    }

    /// Takes the value of a column.
    pub fn put(&mut self, columns: &Columns, column: &str, value: Value) {
        for (slot, _) in self.carried.iter_mut().zip(&columns.carry).filter(|(_, c)| *c == column) {
            *slot = value.clone();
        }
        if let Some(rank) = columns.id_rank(column)
            && !value.is_null()
            && self.id.as_ref().is_none_or(|(taken, _)| rank <= *taken)
        {
            self.id = Some((rank, value.clone()));
        }
        if column == columns.lang {
            self.lang = Some(value.clone());
        }
        if column == columns.text {
            self.text = Some(value);
        }
    }

    /// The wanted columns of a row.
    pub fn from_map(map: Map<String, Value>, columns: &Columns) -> Self {
        let mut fields = Self::new(columns);
        map.into_iter().for_each(|(column, value)| fields.put(columns, &column, value));
        fields
    }

    /// The wanted columns of a line of JSON. Others are checked and passed over.
    pub fn from_json(line: &str, columns: &Columns) -> Result<Self, Reason> {
        match line.trim_start().bytes().next() {
            Some(b'{') => {}
            Some(b'[') => {
                return Err(Reason::new(
                    "type",
                    "a JSON array; write one object per line instead, for example with `jq -c '.[]'`",
                ));
            }
            _ => {
                let found = serde_json::from_str::<IgnoredAny>(line);
                found.map_err(|e| malformed(&e))?;
                let example = "each line must be like {\"id\": ..., \"text\": ...}";
                return Err(Reason::new("type", format!("a JSON value where an object is needed; {example}")));
            }
        }
        let mut parser = serde_json::Deserializer::from_str(line);
        let fields = Seed(columns).deserialize(&mut parser).map_err(|e| malformed(&e))?;
        parser.end().map_err(|e| malformed(&e))?;
        Ok(fields)
    }

    /// Takes the text.
    pub fn take_text(&mut self, columns: &Columns) -> Result<String, Reason> {
        let name = &columns.text;
        match self.text.take() {
            Some(Value::String(text)) => Ok(text),
            None | Some(Value::Null) => Err(Reason::new(
                "missing",
                format!("no `{name}` here; add it, or name the column that holds the text with --text-column"),
            )),
            Some(other) => Err(Reason::new("type", format!("`{name}` is {}; it must be a text", kind(&other)))),
        }
    }

    /// The name of the article: a text or an integer; none if it is missing or empty.
    pub fn id(&self) -> Result<Option<String>, Reason> {
        match &self.id {
            None => Ok(None),
            Some((_, Value::String(id))) => Ok(Some(id.clone()).filter(|id| !id.is_empty())),
            Some((_, Value::Number(n))) if n.is_i64() || n.is_u64() => Ok(Some(n.to_string())),
            Some((_, other)) => {
                Err(Reason::new("type", format!("the id is {}; it must be a text or an integer", kind(other))))
            }
        }
    }

    /// The language that the record names, as its lower-case primary tag (`en` of `en-GB`).
    pub fn lang(&self) -> Result<Option<String>, Reason> {
        match &self.lang {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(tag)) => {
                let primary = tag.split(['-', '_']).next().unwrap_or_default().trim().to_ascii_lowercase();
                let sound = (2..=3).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_lowercase());
                Ok(Some(primary).filter(|_| sound && tag != "und"))
            }
            Some(other) => Err(Reason::new(
                "type",
                format!("the language is {}; it must be a code such as \"en\", or null", kind(other)),
            )),
        }
    }
}

/// The words of the JSON parser with the column it stopped at.
fn malformed(error: &serde_json::Error) -> Reason {
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    let column = error.column();
    Reason::new(
        "json",
        format!("malformed JSON: {message} at column {column}; each line must be one complete JSON object"),
    )
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// Reads an object and keeps what is wanted.
struct Seed<'a>(&'a Columns);

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Fields;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Fields, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Fields;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields, A::Error> {
        let mut fields = Fields::new(self.0);
        while let Some(column) = map.next_key::<String>()? {
            if self.0.wants(&column) {
                fields.put(self.0, &column, map.next_value()?);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(fields)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn columns() -> Columns {
        Columns { text: "text".into(), id: None, lang: "lang".into(), carry: vec!["outlet".into(), "id".into()] }
    }

    fn read(line: &str) -> Result<Fields, Reason> {
        Fields::from_json(line, &columns())
    }

    #[test]
    fn wanted_columns_are_kept() {
        let mut f =
            read(r#"{"doc": "d", "x": {"y": [1]}, "text": "A.", "id": 7, "outlet": null, "lang": "EN-gb"}"#).unwrap();
        assert_eq!(f.carried, [Value::Null, json!(7)]);
        assert_eq!((f.id(), f.lang()), (Ok(Some("7".into())), Ok(Some("en".into()))));
        assert_eq!(f.take_text(&columns()), Ok("A.".into()));
        let f = read(r#"{"id": null, "doc": "d", "lang": ""}"#).unwrap();
        assert_eq!((f.id(), f.lang()), (Ok(Some("d".into())), Ok(None)));
    }

    #[test]
    fn what_is_wrong_is_told() {
        let kind = |line: &str| read(line).and_then(|mut f| f.take_text(&columns())).unwrap_err().kind;
        assert_eq!(kind(r#"{"text": 3}"#), "type");
        assert_eq!(kind(r#"{"txt": "a"}"#), "missing");
        assert_eq!(kind(r#"{"text": "a"} {}"#), "json");
        assert_eq!(kind(r#"{"text": "a""#), "json");
        assert_eq!(kind(r#"[{"text": "a"}]"#), "type");
        assert_eq!(kind("7"), "type");
        assert_eq!(kind("nonsense"), "json");
        assert!(read(r#"{"id": [1]}"#).unwrap().id().is_err());
        assert!(read(r#"{"lang": 1}"#).unwrap().lang().is_err());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn any_line_is_an_answer(line in "\\PC{0,40}", text in "\\PC{0,40}") {
            let _ = read(&line);
            let written = json!({"text": text, "other": line}).to_string();
            prop_assert_eq!(read(&written).unwrap().take_text(&columns()), Ok(text));
        }
    }
}
