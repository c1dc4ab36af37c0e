//! Labelled sentences as the columns of a record batch.

use std::sync::Arc;

use arrow_array::builder::{
    ArrayBuilder, BooleanBuilder, Float32Builder, Int64Builder, ListBuilder, StringBuilder, StructBuilder,
    UInt64Builder,
};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, SchemaRef};
use arrow_select::take::take;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use sayso::Model;
use sayso::model::Labelled;

use super::input::Block;
use super::schema;
use crate::sentence::cues;

/// Builders of all columns, in the order of the schema.
pub struct Builder<'m> {
    model: &'m Model,
    ids: Option<ArrayRef>,
    first: usize,
    /// Row of the block's chunk that a sentence is from.
    source: UInt64Builder,
    index: Int64Builder,
    start: Int64Builder,
    end: Int64Builder,
    text: StringBuilder,
    label: StringBuilder,
    score: Float32Builder,
    scores: Vec<Float32Builder>,
    margin: Float32Builder,
    abstained: BooleanBuilder,
    cues: ListBuilder<StructBuilder>,
    name: StringBuilder,
    error: Option<StringBuilder>,
}

fn failed(what: &dyn std::fmt::Display) -> PyErr {
    PyRuntimeError::new_err(format!("the answers cannot be put into a batch: {what}; please report this"))
}

fn unfit() -> PyErr {
    failed(&"a column has another type than its schema")
}

/// A count or an offset as Arrow stores it; memory has no room for larger ones.
fn int(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

impl<'m> Builder<'m> {
    /// Empty columns for the answers to a block.
    pub fn new(model: &'m Model, block: &Block, set_aside: bool) -> Self {
        let cue = Field::new("item", DataType::Struct(schema::cue()), false);
        Self {
            model,
            ids: block.ids.clone(),
            first: block.first,
            source: UInt64Builder::new(),
            index: Int64Builder::new(),
            start: Int64Builder::new(),
            end: Int64Builder::new(),
            text: StringBuilder::new(),
            label: StringBuilder::new(),
            score: Float32Builder::new(),
            scores: model.labels().iter().map(|_| Float32Builder::new()).collect(),
            margin: Float32Builder::new(),
            abstained: BooleanBuilder::new(),
            cues: ListBuilder::new(StructBuilder::from_fields(schema::cue(), 0)).with_field(cue),
            name: StringBuilder::new(),
            error: set_aside.then(StringBuilder::new),
        }
    }

    /// Adds the sentences of row `row`.
    pub fn article(&mut self, row: usize, text: &str, labelled: &[Labelled]) -> PyResult<()> {
        let model = self.model;
        for (i, Labelled { span, prediction }) in labelled.iter().enumerate() {
            self.source.append_value(row as u64);
            self.index.append_value(int(i));
            self.start.append_value(int(span.char_start));
            self.end.append_value(int(span.char_end));
            let sentence = span.of(text);
            self.text.append_value(sentence);
            self.label.append_value(model.labels().get(prediction.label).map_or("", String::as_str));
            self.score.append_value(prediction.score());
            for (column, &p) in self.scores.iter_mut().zip(&prediction.probabilities) {
                column.append_value(p);
            }
            self.margin.append_value(prediction.margin);
            self.abstained.append_value(prediction.abstained);
            let mut found = Vec::new();
            cues(sentence, span.char_start, prediction, |start, end, kind, quoted| {
                found.push((start, end, kind, quoted));
            });
            for cue in found {
                add_cue(self.cues.values(), cue).ok_or_else(unfit)?;
            }
            self.cues.append(true);
            self.name.append_value(&model.metadata().name);
            if let Some(error) = &mut self.error {
                error.append_null();
            }
        }
        Ok(())
    }

    /// Adds row `row` as one that has no answer.
    pub fn aside(&mut self, row: usize, why: &str) -> PyResult<()> {
        self.source.append_value(row as u64);
        [&mut self.index, &mut self.start, &mut self.end].into_iter().for_each(Int64Builder::append_null);
        [&mut self.text, &mut self.label, &mut self.name].into_iter().for_each(StringBuilder::append_null);
        [&mut self.score, &mut self.margin].into_iter().for_each(Float32Builder::append_null);
        self.scores.iter_mut().for_each(Float32Builder::append_null);
        self.abstained.append_null();
        self.cues.append(false);
        self.error.as_mut().ok_or_else(unfit)?.append_value(why);
        Ok(())
    }

    /// The batch.
    pub fn finish(mut self, schema: &SchemaRef) -> PyResult<RecordBatch> {
        let mut columns = vec![self.doc().map_err(|e| failed(&e))?];
        let mut put = |builder: &mut dyn ArrayBuilder| columns.push(builder.finish());
        put(&mut self.index);
        put(&mut self.start);
        put(&mut self.end);
        put(&mut self.text);
        put(&mut self.label);
        put(&mut self.score);
        self.scores.iter_mut().for_each(|column| put(column));
        put(&mut self.margin);
        put(&mut self.abstained);
        put(&mut self.cues);
        put(&mut self.name);
        if let Some(error) = &mut self.error {
            put(error);
        }
        RecordBatch::try_new(schema.clone(), columns).map_err(|e| failed(&e))
    }

    /// Names of the articles, one for each sentence.
    fn doc(&mut self) -> Result<ArrayRef, ArrowError> {
        let source = self.source.finish();
        let Some(ids) = &self.ids else {
            let mut rows = Int64Builder::with_capacity(source.len());
            source.values().iter().for_each(|&row| rows.append_value(int(self.first + row as usize)));
            return Ok(Arc::new(rows.finish()));
        };
        take(ids, &source, None)
    }
}

/// Adds a cue; none if the builder has other columns than a cue.
fn add_cue(cues: &mut StructBuilder, cue: (usize, usize, &str, bool)) -> Option<()> {
    let (start, end, kind, quoted) = cue;
    cues.field_builder::<Int64Builder>(0)?.append_value(int(start));
    cues.field_builder::<Int64Builder>(1)?.append_value(int(end));
    cues.field_builder::<StringBuilder>(2)?.append_value(kind);
    cues.field_builder::<BooleanBuilder>(3)?.append_value(quoted);
    cues.append(true);
    Some(())
}
