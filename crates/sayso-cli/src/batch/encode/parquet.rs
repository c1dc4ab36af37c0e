//! Parquet: the columns of the JSON rows, `cues` as a list of groups, carried columns as optional text.
//!
//! A row group is encoded as a Parquet file of its own in memory (a *block*), and blocks are joined to the final file
//! by copying their column chunks. So what an interrupted run has written of a file is a sequence of whole row groups
//! that a later run can go on from.

use std::io::{self, Write};
use std::sync::Arc;

use bytes::Bytes;
use parquet::basic::{Compression, LogicalType, Repetition, Type as PhysicalType, ZstdLevel};
use parquet::column::writer::ColumnCloseResult;
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, FloatType, Int32Type};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::{ColumnChunkMetaData, KeyValue};
use parquet::file::properties::{WriterProperties, WriterPropertiesPtr};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{Type, TypePtr};

use super::csv::text;
use super::{Form, UNSUPPORTED};
use crate::batch::worker::Answer;

/// Columns of some rows.
#[derive(Debug, Default)]
pub struct Rows {
    doc: Vec<ByteArray>,
    sent_index: Vec<i32>,
    start: Vec<i32>,
    end: Vec<i32>,
    text: Vec<ByteArray>,
    label: Vec<ByteArray>,
    score: Vec<f32>,
    scores: Vec<Vec<f32>>,
    margin: Vec<f32>,
    abstained: Vec<bool>,
    cues: Cues,
    model: Vec<ByteArray>,
    lang: Optional,
    warning: Optional,
    carried: Vec<Optional>,
    /// About how many bytes all that has.
    weight: usize,
}

/// The cues of all rows, and the levels that say which row each belongs to.
#[derive(Debug, Default)]
struct Cues {
    start: Vec<i32>,
    end: Vec<i32>,
    kind: Vec<ByteArray>,
    quoted: Vec<bool>,
    definition: Vec<i16>,
    repetition: Vec<i16>,
}

/// A column in which values may be missing.
#[derive(Debug, Default)]
struct Optional {
    values: Vec<ByteArray>,
    definition: Vec<i16>,
}

impl Optional {
    fn push(&mut self, value: Option<ByteArray>) {
        self.definition.push(i16::from(value.is_some()));
        self.values.extend(value);
    }

    fn append(&mut self, other: &mut Self) {
        self.values.append(&mut other.values);
        self.definition.append(&mut other.definition);
    }
}

fn int(n: usize) -> i32 {
    i32::try_from(n).unwrap_or(i32::MAX)
}

impl Rows {
    /// Empty columns.
    pub fn new(form: &Form) -> Self {
        Self {
            scores: form.labels.iter().map(|_| Vec::new()).collect(),
            carried: form.carry.iter().map(|_| Optional::default()).collect(),
            ..Self::default()
        }
    }

    /// The rows of an article. What does not change from row to row is shared.
    pub fn of(form: &Form, answer: &Answer<'_>) -> Self {
        let mut rows = Self::new(form);
        let article = &answer.article;
        let shared = |s: &str| ByteArray::from(Bytes::copy_from_slice(s.as_bytes()));
        let (doc, model, all) =
            (shared(&article.doc), shared(&form.model), Bytes::copy_from_slice(article.text.as_bytes()));
        let labels: Vec<ByteArray> = form.labels.iter().map(|l| shared(l)).collect();
        let lang = article.lang.as_deref().map(shared);
        let warning = article.unsupported.then(|| shared(UNSUPPORTED));
        let carried: Vec<Option<ByteArray>> =
            article.carried.iter().map(|v| (!v.is_null()).then(|| shared(&text(v)))).collect();
        for row in answer.rows() {
            let p = &row.labelled.prediction;
            let span = row.labelled.span;
            rows.doc.push(doc.clone());
            rows.sent_index.push(int(row.index));
            rows.start.push(int(span.char_start));
            rows.end.push(int(span.char_end));
            rows.text.push(all.slice(span.start..span.end).into());
            rows.label.push(labels[p.label].clone());
            rows.score.push(p.score());
            rows.scores.iter_mut().zip(&p.probabilities).for_each(|(column, &p)| column.push(p));
            rows.margin.push(p.margin);
            rows.abstained.push(p.abstained);
            rows.push_cues(&row);
            rows.model.push(model.clone());
            rows.lang.push(lang.clone());
            rows.warning.push(warning.clone());
            rows.carried.iter_mut().zip(&carried).for_each(|(column, value)| column.push(value.clone()));
            rows.weight += span.end - span.start + 64;
        }
        rows
    }

    fn push_cues(&mut self, row: &crate::article::Row<'_>) {
        let cues = row.cues();
        if cues.is_empty() {
            self.cues.definition.push(0);
            self.cues.repetition.push(0);
        }
        for (i, cue) in cues.iter().enumerate() {
            self.cues.definition.push(1);
            self.cues.repetition.push(i16::from(i > 0));
            self.cues.start.push(int(cue.start));
            self.cues.end.push(int(cue.end));
            self.cues.kind.push(Bytes::from_static(cue.kind.as_bytes()).into());
            self.cues.quoted.push(cue.quoted);
        }
    }

    /// Adds rows behind.
    pub fn append(&mut self, mut other: Self) {
        self.doc.append(&mut other.doc);
        self.sent_index.append(&mut other.sent_index);
        self.start.append(&mut other.start);
        self.end.append(&mut other.end);
        self.text.append(&mut other.text);
        self.label.append(&mut other.label);
        self.score.append(&mut other.score);
        self.scores.iter_mut().zip(&mut other.scores).for_each(|(a, b)| a.append(b));
        self.margin.append(&mut other.margin);
        self.abstained.append(&mut other.abstained);
        self.cues.start.append(&mut other.cues.start);
        self.cues.end.append(&mut other.cues.end);
        self.cues.kind.append(&mut other.cues.kind);
        self.cues.quoted.append(&mut other.cues.quoted);
        self.cues.definition.append(&mut other.cues.definition);
        self.cues.repetition.append(&mut other.cues.repetition);
        self.model.append(&mut other.model);
        self.lang.append(&mut other.lang);
        self.warning.append(&mut other.warning);
        self.carried.iter_mut().zip(&mut other.carried).for_each(|(a, b)| a.append(b));
        self.weight += other.weight;
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.doc.len()
    }

    /// About how many bytes they have.
    pub fn weight(&self) -> usize {
        self.weight
    }

    fn write<W: Write + Send>(&self, group: &mut SerializedRowGroupWriter<'_, W>) -> Result<()> {
        column::<ByteArrayType, _>(group, &self.doc, None, None)?;
        column::<Int32Type, _>(group, &self.sent_index, None, None)?;
        column::<Int32Type, _>(group, &self.start, None, None)?;
        column::<Int32Type, _>(group, &self.end, None, None)?;
        column::<ByteArrayType, _>(group, &self.text, None, None)?;
        column::<ByteArrayType, _>(group, &self.label, None, None)?;
        column::<FloatType, _>(group, &self.score, None, None)?;
        self.scores.iter().try_for_each(|s| column::<FloatType, _>(group, s, None, None))?;
        column::<FloatType, _>(group, &self.margin, None, None)?;
        column::<BoolType, _>(group, &self.abstained, None, None)?;
        let Cues { start, end, kind, quoted, definition, repetition } = &self.cues;
        let levels = (Some(definition.as_slice()), Some(repetition.as_slice()));
        column::<Int32Type, _>(group, start, levels.0, levels.1)?;
        column::<Int32Type, _>(group, end, levels.0, levels.1)?;
        column::<ByteArrayType, _>(group, kind, levels.0, levels.1)?;
        column::<BoolType, _>(group, quoted, levels.0, levels.1)?;
        column::<ByteArrayType, _>(group, &self.model, None, None)?;
        let optional = [&self.lang, &self.warning].into_iter().chain(&self.carried);
        for Optional { values, definition } in optional {
            column::<ByteArrayType, _>(group, values, Some(definition), None)?;
        }
        Ok(())
    }
}

fn column<T: DataType, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    values: &[T::T],
    definition: Option<&[i16]>,
    repetition: Option<&[i16]>,
) -> Result<()> {
    let missing = || ParquetError::General("more columns than the schema has".into());
    let mut column = group.next_column()?.ok_or_else(missing)?;
    column.typed::<T>().write_batch(values, definition, repetition)?;
    column.close()
}

/// The schema and the properties of a file.
#[derive(Debug, Clone)]
pub struct Layout {
    schema: TypePtr,
    properties: WriterPropertiesPtr,
}

impl Layout {
    /// For the rows of `form`; `about` goes to the metadata of the file.
    pub fn new(form: &Form, about: &[(&str, String)]) -> Result<Self> {
        let about = about.iter().map(|(key, value)| KeyValue::new((*key).to_owned(), value.clone())).collect();
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::try_new(3)?))
            .set_key_value_metadata(Some(about))
            .set_created_by(concat!("sayso ", env!("CARGO_PKG_VERSION")).to_owned())
            .build();
        Ok(Self { schema: schema(form)?, properties: Arc::new(properties) })
    }

    /// Rows as a block.
    pub fn block(&self, rows: &Rows) -> Result<Vec<u8>> {
        let mut out = SerializedFileWriter::new(Vec::new(), self.schema.clone(), self.properties.clone())?;
        let mut group = out.next_row_group()?;
        rows.write(&mut group)?;
        group.close()?;
        out.into_inner()
    }

    /// Joins blocks to a file.
    pub fn join(&self, blocks: impl Iterator<Item = io::Result<Vec<u8>>>, out: &mut (dyn Write + Send)) -> Result<()> {
        let mut file = SerializedFileWriter::new(out, self.schema.clone(), self.properties.clone())?;
        for block in blocks {
            let block = Bytes::from(block?);
            let reader = SerializedFileReader::new(block.clone())?;
            for from in reader.metadata().row_groups() {
                let mut group = file.next_row_group()?;
                from.columns().iter().try_for_each(|c| group.append_column(&block, closed(c, from.num_rows())))?;
                group.close()?;
            }
        }
        file.close().map(drop)
    }
}

/// A column chunk of a block as the writer of the file wants it told.
fn closed(column: &ColumnChunkMetaData, rows: i64) -> ColumnCloseResult {
    ColumnCloseResult {
        bytes_written: u64::try_from(column.compressed_size()).unwrap_or_default(),
        rows_written: u64::try_from(rows).unwrap_or_default(),
        metadata: column.clone(),
        bloom_filter: None,
        column_index: None,
        offset_index: None,
    }
}

fn schema(form: &Form) -> Result<TypePtr> {
    let text = |name: &str| leaf(name, PhysicalType::BYTE_ARRAY, Repetition::REQUIRED);
    let maybe = |name: &str| leaf(name, PhysicalType::BYTE_ARRAY, Repetition::OPTIONAL);
    let int = |name: &str| leaf(name, PhysicalType::INT32, Repetition::REQUIRED);
    let float = |name: &str| leaf(name, PhysicalType::FLOAT, Repetition::REQUIRED);
    let boolean = |name: &str| leaf(name, PhysicalType::BOOLEAN, Repetition::REQUIRED);
    let group = |name: &str, repetition, logical, fields| {
        let builder = Type::group_type_builder(name).with_repetition(repetition).with_logical_type(logical);
        builder.with_fields(fields).build().map(Arc::new)
    };
    let mut fields = vec![text("doc")?, int("sent_index")?, int("start")?, int("end")?, text("text")?, text("label")?];
    fields.push(float("score")?);
    for score in &form.scores {
        fields.push(float(score)?);
    }
    fields.extend([float("margin")?, boolean("abstained")?]);
    let cue = vec![int("start")?, int("end")?, text("kind")?, boolean("quoted")?];
    let element = group("element", Repetition::REQUIRED, None, cue)?;
    let list = group("list", Repetition::REPEATED, None, vec![element])?;
    fields.push(group("cues", Repetition::REQUIRED, Some(LogicalType::List), vec![list])?);
    fields.extend([text("model")?, maybe("lang")?, maybe("warning")?]);
    for column in &form.carry {
        fields.push(maybe(column)?);
    }
    Type::group_type_builder("sayso").with_fields(fields).build().map(Arc::new)
}

/// A column; bytes are text.
fn leaf(name: &str, physical: PhysicalType, repetition: Repetition) -> Result<TypePtr> {
    let logical = (physical == PhysicalType::BYTE_ARRAY).then_some(LogicalType::String);
    let builder = Type::primitive_type_builder(name, physical).with_repetition(repetition);
    builder.with_logical_type(logical).build().map(Arc::new)
}
