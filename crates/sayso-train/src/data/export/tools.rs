//! Articles as tasks of annotation tools.

use crate::data::layout::Layout;
use crate::data::write::{line, others};
use crate::data::{Article, Dataset};
use serde_json::{Map, Value, json};
use std::io::{self, Write};

/// Name of the model in pre-annotations.
const AGENT: &str = "sayso";

/// An article ready to be written: its text, its labelled spans, everything else.
pub(super) struct Task {
    text: String,
    spans: Vec<Span>,
    /// `doc`, `lang` and the article's other fields.
    meta: Map<String, Value>,
}

struct Span {
    start: usize,
    end: usize,
    label: String,
    text: String,
}

/// How an article becomes a task of a tool.
type Shape = fn(Task) -> Value;

/// One task per line.
pub(super) fn lines(data: &Dataset, shape: Shape, out: &mut dyn Write) -> io::Result<()> {
    data.articles.iter().try_for_each(|article| line(out, &shape(Task::of(data, article))))
}

/// All tasks in an array.
pub(super) fn array(data: &Dataset, shape: Shape, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"[")?;
    for (i, article) in data.articles.iter().enumerate() {
        out.write_all(if i == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *out, &shape(Task::of(data, article)))?;
    }
    out.write_all(b"\n]\n")
}

impl Task {
    fn of(data: &Dataset, article: &Article) -> Self {
        let Layout { text, spans } = Layout::of(article);
        let span = |place: crate::data::layout::Place| {
            let sentence = article.sentences.get(place.sentence)?;
            let label = data.label_of(sentence)?.to_owned();
            Some(Span { start: place.start, end: place.end, label, text: sentence.text.clone() })
        };
        let mut meta: Map<String, Value> = others(&article.fields, &["text", "label", "spans", "sid"])
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.clone()))
            .collect();
        meta.insert("doc".into(), article.id.clone().into());
        if let Some(lang) = &article.lang {
            meta.insert("lang".into(), lang.clone().into());
        }
        Self { text, spans: spans.into_iter().filter_map(span).collect(), meta }
    }
}

/// <https://prodi.gy/docs/api-interfaces>
pub(super) fn prodigy(task: Task) -> Value {
    let span = |s: &Span| json!({ "start": s.start, "end": s.end, "label": s.label });
    let spans: Vec<Value> = task.spans.iter().map(span).collect();
    json!({ "text": task.text, "spans": spans, "meta": task.meta })
}

/// Metadata lies beside the text.
pub(super) fn doccano(task: Task) -> Value {
    let mut map = task.meta;
    let labels: Vec<Value> = task.spans.into_iter().map(|s| json!([s.start, s.end, s.label])).collect();
    map.insert("text".into(), task.text.into());
    map.insert("label".into(), labels.into());
    Value::Object(map)
}

/// For a labelling interface with `<Labels name="label" toName="text">` and `<Text name="text" value="$text">`.
pub(super) fn label_studio(task: Task) -> Value {
    let region = |(i, s): (usize, Span)| {
        json!({
            "id": format!("s{i}"),
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "value": { "start": s.start, "end": s.end, "text": s.text, "labels": [s.label] },
        })
    };
    let result: Vec<Value> = task.spans.into_iter().enumerate().map(region).collect();
    let mut data = task.meta;
    data.insert("text".into(), task.text.into());
    json!({ "data": data, "predictions": [{ "model_version": AGENT, "result": result }] })
}

/// For a dataset with a text field `text` and a span question `label`.
pub(super) fn argilla(task: Task) -> Value {
    let span = |s: &Span| json!({ "start": s.start, "end": s.end, "label": s.label });
    let spans: Vec<Value> = task.spans.iter().map(span).collect();
    json!({
        "id": task.meta.get("doc"),
        "fields": { "text": task.text },
        "metadata": task.meta,
        "suggestions": { "label": { "value": spans, "agent": AGENT } },
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use crate::data::export::{ExportFormat, export};
    use crate::data::import::{ImportFormat, ImportOptions, import};
    use crate::data::{Dataset, ReadOptions, read_stream};
    use std::io::Cursor;

    fn data() -> Dataset {
        let row = |doc: &str, text: &str, label: &str, p: bool| {
            format!(
                "{{\"doc\": \"{doc}\", \"lang\": \"ro\", \"outlet\": \"X\", \"text\": \"{text}\", \"label\": {label}, \"paragraph_start\": {p}}}\n"
            )
        };
        let rows = [
            row("a", "😀 Știri.", "\"x\"", true),
            row("a", "Două.", "null", false),
            row("a", "Trei.", "\"y\"", true),
            row("b", "Patru.", "\"x\"", true),
        ];
        read_stream("a.jsonl", Cursor::new(rows.concat()), &ReadOptions::default()).unwrap()
    }

    #[test]
    fn what_goes_out_comes_back() {
        let data = data();
        let pairs = [
            (ExportFormat::Prodigy, ImportFormat::Prodigy),
            (ExportFormat::Doccano, ImportFormat::Doccano),
            (ExportFormat::LabelStudio, ImportFormat::LabelStudio),
            (ExportFormat::Argilla, ImportFormat::Argilla),
        ];
        for (out, back) in pairs {
            let dir = tempfile::tempdir().unwrap();
            let path = dir.path().join("x.json");
            let mut bytes = Vec::new();
            export(&data, out, &mut bytes).unwrap();
            std::fs::write(&path, bytes).unwrap();
            let options = ImportOptions { suggestions: true, ..ImportOptions::default() };
            let again = import(back, &[path], &options).unwrap().data;
            let labelled = |d: &Dataset| {
                let of = d.sentences().filter(|s| s.label.is_some());
                of.map(|s| (s.text.clone(), d.label_of(s).map(str::to_owned), s.paragraph_start)).collect::<Vec<_>>()
            };
            assert_eq!(labelled(&again), labelled(&data), "{out:?}");
            let heads = |d: &Dataset| {
                d.articles
                    .iter()
                    .map(|a| (a.id.clone(), a.lang.clone(), a.fields["outlet"].clone()))
                    .collect::<Vec<_>>()
            };
            assert_eq!(heads(&again), heads(&data), "{out:?}");
        }
    }
}
