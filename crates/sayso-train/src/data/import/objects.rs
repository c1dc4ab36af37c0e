//! The JSON objects of an export, whether it is JSON Lines or one JSON array, each with its line.

use crate::data::error::{DataError, DataErrorKind};
use crate::data::lines::Lines;
use crate::data::read::next_object;
use crate::data::source::Source;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

/// Calls `f` with the line and the fields of every object of a file.
pub(super) fn each(
    source: &Source,
    lossy: bool,
    mut f: impl FnMut(u64, Map<String, Value>) -> Result<(), DataError>,
) -> Result<(), DataError> {
    let name = source.name();
    let mut lines = Lines::new(source.open()?, &name, lossy);
    let Some(first) = lines.peek()? else {
        return Err(DataError::in_file(name, DataErrorKind::NoRows));
    };
    if first.trim_start().starts_with('[') {
        return array(&name, lines, f);
    }
    while let Some((line, map)) = next_object(&mut lines)? {
        f(line, map)?;
    }
    Ok(())
}

fn array(
    name: &str,
    mut lines: Lines,
    mut f: impl FnMut(u64, Map<String, Value>) -> Result<(), DataError>,
) -> Result<(), DataError> {
    let (mut text, mut before) = (String::new(), None);
    while lines.advance()? {
        before.get_or_insert(lines.line());
        text.push_str(lines.text());
    }
    let error = |e: &serde_json::Error, line: u64| {
        let message = e.to_string();
        let message = message.split(" at line ").next().unwrap_or_default().to_owned();
        DataError::at(name, line, DataErrorKind::Json { message })
    };
    let first = before.unwrap_or(1);
    let items: Vec<&RawValue> = serde_json::from_str(&text).map_err(|e| error(&e, first + e.line() as u64 - 1))?;
    let mut counter = Counter { text: &text, at: 0, line: first };
    for item in items {
        let line = counter.line_of(item.get());
        let map: Map<String, Value> = serde_json::from_str(item.get()).map_err(|e| error(&e, line))?;
        f(line, map)?;
    }
    Ok(())
}

/// Counts lines up to the parts of a text, which come in order.
struct Counter<'a> {
    text: &'a str,
    at: usize,
    line: u64,
}

impl Counter<'_> {
    /// Line on which `part`, a slice of the text, begins.
    fn line_of(&mut self, part: &str) -> u64 {
        let start = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        let between = self.text.get(self.at..start).unwrap_or_default();
        self.line += between.matches('\n').count() as u64;
        self.at = start.max(self.at);
        self.line
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn objects(text: &str) -> Result<Vec<(u64, String)>, DataError> {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("x.json");
        std::fs::write(&path, text).unwrap();
        let mut out = Vec::new();
        each(&Source::File(path), false, |line, map| {
            out.push((line, Value::Object(map).to_string()));
            Ok(())
        })?;
        Ok(out)
    }

    #[test]
    fn lines_and_arrays_are_the_same() {
        assert_eq!(objects("\n{\"a\": 1}\n{\"b\":2}").unwrap(), [(2, "{\"a\":1}".into()), (3, "{\"b\":2}".into())]);
        let pretty = "\n[\n  {\n    \"a\": 1\n  }, {\"b\": 2},\n  {\"c\": 3}\n]\n";
        let lines: Vec<u64> = objects(pretty).unwrap().into_iter().map(|(l, _)| l).collect();
        assert_eq!(lines, [3, 5, 6]);
    }

    #[test]
    fn errors_have_lines() {
        assert_eq!(objects("[\n{},\n{]\n").unwrap_err().line(), Some(3));
        assert_eq!(objects("[{},\n3]").unwrap_err().line(), Some(2));
        assert_eq!(objects("{}\n{\n").unwrap_err().line(), Some(2));
        assert!(matches!(objects(" \n").unwrap_err().kind(), DataErrorKind::NoRows));
    }
}
