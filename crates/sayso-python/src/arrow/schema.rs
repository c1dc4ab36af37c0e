//! The columns that come back: those of a row of `sayso classify`.

use std::sync::Arc;

use arrow_schema::{DataType, Field, Fields, Schema, SchemaRef};
use sayso::Model;

/// Fields of a cue.
pub fn cue() -> Fields {
    let field = |name: &str, kind| Field::new(name, kind, false);
    Fields::from(vec![
        field("start", DataType::Int64),
        field("end", DataType::Int64),
        field("kind", DataType::Utf8),
        field("quoted", DataType::Boolean),
    ])
}

/// The schema; with `set_aside` there is a column for errors, and rows with one have nothing else.
pub fn of(model: &Model, id: Option<&Field>, set_aside: bool) -> SchemaRef {
    let doc = id.map_or_else(|| Field::new("doc", DataType::Int64, false), |f| f.clone().with_name("doc"));
    let field = |name: &str, kind| Field::new(name, kind, set_aside);
    let mut fields = vec![
        doc,
        field("sent_index", DataType::Int64),
        field("start", DataType::Int64),
        field("end", DataType::Int64),
        field("text", DataType::Utf8),
        field("label", DataType::Utf8),
        field("score", DataType::Float32),
    ];
    fields.extend(model.labels().iter().map(|label| field(&format!("score_{label}"), DataType::Float32)));
    let cue = Field::new("item", DataType::Struct(cue()), false);
    fields.extend([
        field("margin", DataType::Float32),
        field("abstained", DataType::Boolean),
        field("cues", DataType::List(Arc::new(cue))),
        field("model", DataType::Utf8),
    ]);
    if set_aside {
        fields.push(Field::new("error", DataType::Utf8, true));
    }
    Arc::new(Schema::new(fields))
}
