//! Reads what offers the Arrow C data interface, and cuts it into blocks of work.

use std::ops::Range;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, BinaryArray, BinaryViewArray, LargeBinaryArray, StructArray};
use arrow_schema::{ArrowError, DataType, FieldRef};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3_arrow::input::AnyArray;

use super::Columns;
use crate::error::InputError;

/// Texts as bytes: what a producer calls UTF-8 is checked before it is used as such.
#[derive(Debug)]
pub enum Texts {
    /// 32-bit offsets.
    Small(BinaryArray),
    /// 64-bit offsets.
    Large(LargeBinaryArray),
    /// Views.
    View(BinaryViewArray),
}

impl Texts {
    fn new(column: &ArrayRef, name: &str) -> PyResult<Self> {
        Ok(match column.data_type() {
            DataType::Utf8 => Self::Small(column.as_string::<i32>().clone().into()),
            DataType::LargeUtf8 => Self::Large(column.as_string::<i64>().clone().into()),
            DataType::Utf8View => Self::View(column.as_string_view().clone().to_binary_view()),
            DataType::Binary => Self::Small(column.as_binary::<i32>().clone()),
            DataType::LargeBinary => Self::Large(column.as_binary::<i64>().clone()),
            DataType::BinaryView => Self::View(column.as_binary_view().clone()),
            other => {
                return Err(PyTypeError::new_err(format!(
                    "column {name:?} holds {other}, no texts; cast it to strings, or name another with text_col"
                )));
            }
        })
    }

    /// Text number `i`; none if it is null.
    pub fn get(&self, i: usize) -> Option<&[u8]> {
        match self {
            Self::Small(texts) => texts.is_valid(i).then(|| texts.value(i)),
            Self::Large(texts) => texts.is_valid(i).then(|| texts.value(i)),
            Self::View(texts) => texts.is_valid(i).then(|| texts.value(i)),
        }
    }
}

/// Rows that one thread labels and puts into one batch.
#[derive(Debug)]
pub struct Block {
    /// Texts of the chunk that the rows are in.
    pub texts: Arc<Texts>,
    /// Names of its articles.
    pub ids: Option<ArrayRef>,
    /// The rows in the chunk.
    pub rows: Range<usize>,
    /// Rows before the chunk.
    pub first: usize,
}

/// Most bytes of text in a block, unless a single text has more.
const BLOCK_BYTES: usize = 256 << 10;
/// Most rows in a block.
const BLOCK_ROWS: usize = 4096;

/// A whole input.
pub struct Input {
    /// Field of the column with the articles' names.
    pub id_field: Option<FieldRef>,
    chunks: Vec<(Arc<Texts>, Option<ArrayRef>, usize)>,
}

impl Input {
    /// Reads all chunks; texts are not copied.
    pub fn read(py: Python<'_>, data: &Bound<'_, PyAny>, columns: &Columns<'_>) -> PyResult<Self> {
        let any = data.extract::<AnyArray>().map_err(|e| {
            // An error inside the producer says more than we can.
            if e.is_instance_of::<pyo3::exceptions::PyValueError>(py) { unfit(data) } else { e }
        })?;
        let reader = any.into_reader()?;
        let field = reader.field();
        // A producer may need Python's lock on another thread.
        let chunks: Result<Vec<ArrayRef>, ArrowError> = py.detach(|| reader.collect());
        let chunks = chunks.map_err(|e| InputError::new_err(format!("the data cannot be read: {e}")))?;
        let DataType::Struct(fields) = field.data_type() else {
            if columns.id.is_some() {
                return Err(InputError::new_err("id_col: the data is a single column; give a table"));
            }
            let texts = |c: &ArrayRef| Ok((Arc::new(Texts::new(c, columns.text)?), None, c.len()));
            return Ok(Self { id_field: None, chunks: chunks.iter().map(texts).collect::<PyResult<_>>()? });
        };
        let place = |name: &str| {
            fields.iter().position(|f| f.name() == name).ok_or_else(|| {
                let names: Vec<&str> = fields.iter().map(|f| f.name().as_str()).collect();
                InputError::new_err(format!("no column {name:?}; there are {}", names.join(", ")))
            })
        };
        let text = place(columns.text)?;
        let id = columns.id.map(place).transpose()?;
        let chunk = |c: &ArrayRef| {
            let table: &StructArray = c.as_struct();
            let texts = Texts::new(table.column(text), columns.text)?;
            Ok((Arc::new(texts), id.map(|id| Arc::clone(table.column(id))), table.len()))
        };
        let chunks = chunks.iter().map(chunk).collect::<PyResult<_>>()?;
        Ok(Self { id_field: id.map(|id| Arc::clone(&fields[id])), chunks })
    }

    /// Blocks that together are all rows, in order. They depend on the data alone, so that the batches that come back
    /// do too.
    pub fn blocks(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut first = 0;
        for (texts, ids, rows) in &self.chunks {
            let mut from = 0;
            while from < *rows {
                let to = end(texts, from, *rows);
                blocks.push(Block { texts: Arc::clone(texts), ids: ids.clone(), rows: from..to, first });
                from = to;
            }
            first += rows;
        }
        blocks
    }
}

/// Where a block that starts at row `from` ends.
fn end(texts: &Texts, from: usize, rows: usize) -> usize {
    let last = rows.min(from + BLOCK_ROWS);
    let mut bytes = 0;
    for i in from..last {
        bytes += texts.get(i).map_or(0, <[u8]>::len);
        if bytes > BLOCK_BYTES {
            return (i + 1).min(last);
        }
    }
    last
}

fn unfit(data: &Bound<'_, PyAny>) -> PyErr {
    let kind = data.get_type().name().map_or_else(|_| "this object".into(), |name| name.to_string());
    PyTypeError::new_err(format!(
        "{kind} has neither __arrow_c_stream__ nor __arrow_c_array__; give a table or column of pyarrow, Polars, pandas, \
         ..., or use classify_batch for a list"
    ))
}
