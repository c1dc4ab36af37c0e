//! The article shape: a text and the spans of its sentences.
//!
//! Spans are checked against the text (inside it, on character boundaries, not empty, not overlapping) and sorted. A
//! span may repeat its `text`; then it must be the text at its offsets, which catches offsets in the wrong unit. A
//! paragraph starts where a line break stands before a sentence, unless the span says otherwise.

use super::column::{Place, describe, shorten, take_name, take_text};
use super::error::{DataError, DataErrorKind};
use super::offset::{Offsets, Unit};
use super::options::ReadOptions;
use super::record::{ArticleRecord, Row};
use serde_json::{Map, Value};
use std::ops::Range;

/// Reads an article from the columns of its line.
pub(crate) fn decode(
    mut map: Map<String, Value>,
    options: &ReadOptions,
    place: Place<'_>,
) -> Result<ArticleRecord, DataError> {
    let text = take_text(&mut map, &options.text, place)?;
    let id = match take_name(&mut map, "id", place)? {
        Some(id) => Some(id),
        None => take_name(&mut map, &options.doc, place)?,
    };
    let lang = take_name(&mut map, &options.lang, place)?;
    let unit = take_unit(&mut map, place)?;
    let Some(Value::Array(values)) = map.remove("sentences") else {
        return Err(place.wrong_type("sentences", "a list", &Value::Null));
    };
    let reader = Reader {
        id: id.as_deref().unwrap_or("without an id"),
        text: &text,
        offsets: Offsets::new(&text, unit),
        unit,
        options,
        place,
    };
    let spans = reader.spans(values)?;
    let (rows, uncovered) = reader.rows(spans)?;
    Ok(ArticleRecord { id, lang, rows, fields: map, uncovered })
}

fn take_unit(map: &mut Map<String, Value>, place: Place<'_>) -> Result<Unit, DataError> {
    const COLUMN: &str = "offset_unit";
    let Some(value) = map.remove(COLUMN) else { return Ok(Unit::CodePoint) };
    let unit = value.as_str().and_then(Unit::parse);
    unit.ok_or_else(|| place.wrong_type(COLUMN, "\"codepoint\", \"utf8\" or \"utf16\"", &value))
}

/// What every sentence of one article needs to be read.
struct Reader<'a> {
    id: &'a str,
    text: &'a str,
    offsets: Offsets<'a>,
    unit: Unit,
    options: &'a ReadOptions,
    place: Place<'a>,
}

/// A sentence on its way in.
struct Span {
    index: usize,
    given: (u64, u64),
    bytes: Range<usize>,
    map: Map<String, Value>,
}

impl Reader<'_> {
    /// All spans, checked one by one and sorted.
    fn spans(&self, values: Vec<Value>) -> Result<Vec<Span>, DataError> {
        let spans: Result<Vec<Span>, DataError> =
            values.into_iter().enumerate().map(|(index, value)| self.span(index, value)).collect();
        let mut spans = spans?;
        spans.sort_by_key(|s| (s.bytes.start, s.bytes.end));
        Ok(spans)
    }

    fn span(&self, index: usize, value: Value) -> Result<Span, DataError> {
        let Value::Object(mut map) = value else {
            let column = format!("sentences[{index}]");
            return Err(self.place.wrong_type(&column, "an object with `start` and `end`", &value));
        };
        let given = (self.offset(&mut map, index, "start")?, self.offset(&mut map, index, "end")?);
        let bytes = self.offsets.span(given.0, given.1).map_err(|problem| self.error(index, given, problem))?;
        if let Some(text) = map.remove("text")
            && text.as_str() != Some(&self.text[bytes.clone()])
        {
            let here = shorten(&self.text[bytes]);
            return Err(self.error(index, given, format!("there stands \"{here}\", not {}", describe(&text))));
        }
        Ok(Span { index, given, bytes, map })
    }

    fn offset(&self, map: &mut Map<String, Value>, index: usize, name: &str) -> Result<u64, DataError> {
        let value = map.remove(name).unwrap_or(Value::Null);
        let column = || format!("sentences[{index}].{name}");
        value.as_u64().ok_or_else(|| self.place.wrong_type(&column(), "an integer of 0 or more", &value))
    }

    fn error(&self, index: usize, (start, end): (u64, u64), problem: String) -> DataError {
        let kind =
            DataErrorKind::Offsets { article: shorten(self.id), index, start, end, unit: self.unit.name(), problem };
        self.place.error(kind)
    }

    /// The sentences, and how many characters lie in none.
    fn rows(&self, spans: Vec<Span>) -> Result<(Vec<Row>, usize), DataError> {
        let mut rows = Vec::with_capacity(spans.len());
        let (mut end, mut uncovered) = (0, 0);
        for span in spans {
            if span.bytes.start < end {
                return Err(self.error(span.index, span.given, "it overlaps the sentence before".to_owned()));
            }
            let gap = &self.text[end..span.bytes.start];
            let starts = end == 0 || gap.contains(['\n', '\r', '\u{2028}', '\u{2029}']);
            uncovered += solid(gap);
            end = span.bytes.end;
            let text = self.text[span.bytes].to_owned();
            let mut row = Row::from_map(span.map, text, self.options, self.place)?;
            row.paragraph_start = row.paragraph_start.or(Some(starts));
            rows.push(row);
        }
        Ok((rows, uncovered + solid(&self.text[end..])))
    }
}

/// How many characters of a text are not blank.
fn solid(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use serde_json::json;

    fn article(value: Value) -> Result<ArticleRecord, DataError> {
        let Value::Object(map) = value else { unreachable!() };
        decode(map, &ReadOptions::default(), Place { file: "f", line: 1 })
    }

    #[test]
    fn spans_become_sentences_in_order() {
        let a = article(json!({"id": "a", "lang": "en", "outlet": "X", "text": "Été — a.\nB b. C c. tail",
            "sentences": [{"start": 14, "end": 18, "label": "claim"}, {"start": 0, "end": 8}, {"start": 9, "end": 13, "label": null}]}))
        .unwrap();
        let texts: Vec<_> = a.rows.iter().map(|r| r.text.as_str()).collect();
        assert_eq!(texts, ["Été — a.", "B b.", "C c."]);
        let starts: Vec<_> = a.rows.iter().map(|r| r.paragraph_start).collect();
        assert_eq!(starts, [Some(true), Some(true), Some(false)]);
        assert_eq!(a.rows[2].label.as_deref(), Some("claim"));
        assert_eq!((a.fields["outlet"].as_str(), a.uncovered), (Some("X"), 4));
    }

    #[test]
    fn units_are_honoured() {
        for (unit, start, end) in [("utf8", 5, 8), ("utf16", 3, 6), ("codepoint", 2, 5)] {
            let a = article(
                json!({"id": "a", "text": "😀 abc", "offset_unit": unit, "sentences": [{"start": start, "end": end}]}),
            );
            assert_eq!(a.unwrap().rows[0].text, "abc", "{unit}");
        }
    }

    #[test]
    fn bad_spans_are_errors_with_reasons() {
        let problem = |sentences: Value| {
            article(json!({"id": "a", "text": "é abc. def.", "sentences": sentences})).unwrap_err().to_string()
        };
        assert!(problem(json!([{"start": 0, "end": 99}])).contains("beyond"));
        assert!(problem(json!([{"start": 3, "end": 3}])).contains("nothing"));
        assert!(
            problem(json!([{"start": 0, "end": 4}, {"start": 3, "end": 6}]))
                .contains("sentence 1 of article \"a\" (3..6 in code points): it overlaps")
        );
        assert!(problem(json!([{"start": -1, "end": 4}])).contains("sentences[0].start"));
        assert!(problem(json!([{"start": 1.5, "end": 4}])).contains("sentences[0].start"));
        assert!(problem(json!(["x"])).contains("sentences[0]"));
        assert!(problem(json!([{"start": 2, "end": 6, "text": "abc"}])).contains("there stands \"abc.\""));
        let e = article(json!({"id": "a", "text": "é", "offset_unit": "utf7", "sentences": []})).unwrap_err();
        assert!(e.to_string().contains("offset_unit"));
        let e = article(json!({"id": "a", "text": "é", "offset_unit": "utf8", "sentences": [{"start": 0, "end": 1}]}))
            .unwrap_err();
        assert!(e.to_string().contains("inside a character"));
    }
}
