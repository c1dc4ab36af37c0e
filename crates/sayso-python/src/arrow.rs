//! Columns of text in, labelled sentences out, both in Arrow's memory format, without Python objects in between.

mod batch;
mod input;
mod schema;
mod table;

use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::str;

use arrow_array::RecordBatch;
use pyo3::prelude::*;
use sayso::model::Labelled;
use sayso::{Model, Scratch};

use self::batch::Builder;
use self::input::{Block, Input};
pub use self::table::ArrowTable;
use crate::error::{InputError, SettingError};
use crate::parallel;

/// Names of the columns of the input.
pub struct Columns<'a> {
    /// Texts.
    pub text: &'a str,
    /// Names of the articles; without it they are numbered.
    pub id: Option<&'a str>,
}

/// Labels all texts; one row comes back for each sentence.
pub fn classify(
    py: Python<'_>,
    model: &Model,
    data: &Bound<'_, PyAny>,
    columns: &Columns<'_>,
    jobs: Option<NonZeroUsize>,
    on_error: &str,
) -> PyResult<ArrowTable> {
    let set_aside = match on_error {
        "raise" => false,
        "row" => true,
        other => return Err(SettingError::new_err(format!("on_error = {other:?}: choose \"raise\" or \"row\""))),
    };
    let input = Input::read(py, data, columns)?;
    let schema = schema::of(model, input.id_field.as_deref(), set_aside);
    let blocks = input.blocks();
    let label = |scratch: &mut Scratch, block: &Block| -> PyResult<RecordBatch> {
        let mut rows = Builder::new(model, block, set_aside);
        for i in block.rows.clone() {
            match answer(model, block.texts.get(i), scratch) {
                Ok((text, labelled)) => rows.article(i, text, &labelled)?,
                Err(why) if set_aside => rows.aside(i, &why)?,
                Err(why) => {
                    let row = block.first + i;
                    return Err(InputError::new_err(format!(
                        "row {row}: {why}; leave it out, or set such rows aside with on_error=\"row\""
                    )));
                }
            }
        }
        rows.finish(&schema)
    };
    let batches = parallel::map(py, &blocks, jobs, label)?.into_iter().collect::<PyResult<Vec<_>>>()?;
    Ok(ArrowTable::new(schema, batches))
}

/// Labels one text, or says why it cannot be labelled.
fn answer<'t>(
    model: &Model,
    bytes: Option<&'t [u8]>,
    scratch: &mut Scratch,
) -> Result<(&'t str, Vec<Labelled>), String> {
    let bytes = bytes.ok_or("no text (null)")?;
    // Arrow's producers promise UTF-8; not all keep it.
    let text = str::from_utf8(bytes).map_err(|e| format!("not UTF-8 at byte {}", e.valid_up_to()))?;
    // No text is known to fail. Should one, a crawl of millions must not end with it.
    match catch_unwind(AssertUnwindSafe(|| model.classify_with(text, scratch))) {
        Ok(labelled) => Ok((text, labelled)),
        Err(_) => {
            *scratch = Scratch::default();
            Err("labelling failed; please report this text".into())
        }
    }
}
