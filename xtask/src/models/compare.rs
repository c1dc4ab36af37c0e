//! Where two models or two cards differ first, in words.

use sayso::format::Parts;
use serde_json::Value;

/// What is wrong if the stored model was trained on data with another hash.
pub fn data(stored: &[u8], hash: &str) -> Option<String> {
    match Parts::from_bytes(stored) {
        Ok(parts) if parts.metadata.data_hash == hash => None,
        Ok(parts) => {
            Some(format!("it was trained on data with hash {}, the data here has {hash}", parts.metadata.data_hash))
        }
        Err(error) => Some(error.to_string()),
    }
}

/// The first difference of two model files, if there is one.
pub fn models(stored: &[u8], rebuilt: &[u8]) -> Option<String> {
    if stored == rebuilt {
        return None;
    }
    let inside = match (Parts::from_bytes(stored), Parts::from_bytes(rebuilt)) {
        (Ok(a), Ok(b)) => parts(&a, &b),
        (Err(error), _) | (_, Err(error)) => Some(error.to_string()),
    };
    inside.or_else(|| Some(format!("byte {} differs", first(stored, rebuilt))))
}

fn parts(stored: &Parts, rebuilt: &Parts) -> Option<String> {
    let as_json = |p: &Parts| serde_json::to_value(&p.metadata).unwrap_or_default();
    json("metadata", &as_json(stored), &as_json(rebuilt))
        .or_else(|| tensor("ids", &stored.ids, &rebuilt.ids))
        .or_else(|| tensor("weights", &stored.weights, &rebuilt.weights))
        .or_else(|| tensor("scales", &stored.scales, &rebuilt.scales))
        .or_else(|| tensor("intercepts", &stored.intercepts, &rebuilt.intercepts))
        .or_else(|| tensor("stage", &stored.stage, &rebuilt.stage))
        .or_else(|| tensor("offsets", &stored.offsets, &rebuilt.offsets))
}

fn tensor<T: PartialEq + std::fmt::Display>(name: &str, stored: &[T], rebuilt: &[T]) -> Option<String> {
    let at = stored.iter().zip(rebuilt).position(|(a, b)| a != b);
    let entry = at.map(|i| format!("tensor {name:?}, entry {i}: {} in the file, {} rebuilt", stored[i], rebuilt[i]));
    let sizes = || format!("tensor {name:?}: {} entries in the file, {} rebuilt", stored.len(), rebuilt.len());
    entry.or_else(|| (stored.len() != rebuilt.len()).then(sizes))
}

/// The first difference of two JSON values, named by its place.
fn json(place: &str, stored: &Value, rebuilt: &Value) -> Option<String> {
    match (stored, rebuilt) {
        (a, b) if a == b => None,
        (Value::Object(a), Value::Object(b)) => {
            let keys = a.keys().chain(b.keys().filter(|k| !a.contains_key(*k)));
            let of = |map: &serde_json::Map<String, Value>, key: &String| map.get(key).cloned().unwrap_or_default();
            keys.filter_map(|key| json(&format!("{place}.{key}"), &of(a, key), &of(b, key))).next()
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            a.iter().zip(b).enumerate().find_map(|(i, (a, b))| json(&format!("{place}[{i}]"), a, b))
        }
        (Value::String(a), Value::String(b)) => {
            texts(a.as_bytes(), b.as_bytes()).map(|difference| format!("{place}: {difference}"))
        }
        (a, b) => Some(format!("{place}: {} in the file, {} rebuilt", shown(&a.to_string()), shown(&b.to_string()))),
    }
}

/// The first line in which two texts differ, if there is one.
pub fn texts(stored: &[u8], rebuilt: &[u8]) -> Option<String> {
    if stored == rebuilt {
        return None;
    }
    let [a, b] = [stored, rebuilt].map(String::from_utf8_lossy);
    let (mut a, mut b) = (a.lines(), b.lines());
    for line in 1.. {
        let or_end = |text: Option<&str>| text.map_or_else(|| "the end".to_owned(), |t| format!("{:?}", shown(t)));
        match (a.next(), b.next()) {
            (None, None) => break,
            (a, b) if a == b => {}
            (a, b) => return Some(format!("line {line}: {} in the file, {} rebuilt", or_end(a), or_end(b))),
        }
    }
    Some(format!("byte {} differs", first(stored, rebuilt)))
}

/// A text that is short enough for a message.
fn shown(text: &str) -> String {
    const MOST: usize = 160;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text.to_owned(),
    }
}

/// The first byte in which two files differ.
fn first(a: &[u8], b: &[u8]) -> usize {
    a.iter().zip(b).position(|(a, b)| a != b).unwrap_or(a.len().min(b.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn texts_differ_by_line() {
        assert_eq!(texts(b"a\nb\n", b"a\nb\n"), None);
        assert_eq!(texts(b"a\nb\n", b"a\nc\n").unwrap(), "line 2: \"b\" in the file, \"c\" rebuilt");
        assert_eq!(texts(b"a\nb\n", b"a\n").unwrap(), "line 2: \"b\" in the file, the end rebuilt");
        assert_eq!(texts(b"a\n", b"a\r\n").unwrap(), "byte 1 differs");
    }

    #[test]
    fn values_differ_by_place() {
        let stored = json!({"a": {"b": [1, 2]}, "c": "x"});
        let found = |rebuilt| json("m", &stored, &rebuilt);
        assert_eq!(found(stored.clone()), None);
        assert_eq!(found(json!({"a": {"b": [1, 3]}, "c": "x"})).unwrap(), "m.a.b[1]: 2 in the file, 3 rebuilt");
        assert_eq!(found(json!({"a": {"b": [1, 2]}})).unwrap(), "m.c: \"x\" in the file, null rebuilt");
        assert!(found(json!({"a": {"b": [1, 2]}, "c": "y"})).unwrap().starts_with("m.c: line 1: "));
    }

    #[test]
    fn tensors_differ_by_entry_or_size() {
        assert_eq!(tensor("t", &[1, 2], &[1, 2]), None);
        assert_eq!(tensor("t", &[1, 2], &[1, 4]).unwrap(), "tensor \"t\", entry 1: 2 in the file, 4 rebuilt");
        assert_eq!(tensor("t", &[1, 2], &[1]).unwrap(), "tensor \"t\": 2 entries in the file, 1 rebuilt");
    }

    #[test]
    fn what_is_no_model_is_said() {
        assert!(data(b"x", "h").unwrap().contains("not a sayso model"));
        assert!(models(b"x", b"y").unwrap().contains("not a sayso model"));
        assert_eq!(models(b"x", b"x"), None);
        assert_eq!(first(b"abc", b"abd"), 2);
        assert_eq!(first(b"abc", b"ab"), 2);
    }
}
