//! Rows of a Parquet file as columns by name, so that they are read like lines of JSON.
//!
//! Values become what they would be in JSON: lists arrays, groups objects, dates and times text, binary columns
//! base64 unless they are marked as text. One row group's pages are in memory at a time.

use super::error::{DataError, DataErrorKind};
use super::table::Numbered;
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::reader::RowIter;
use parquet::schema::types::Type;
use serde_json::Value;
use std::fs::File;
use std::io::{self, Read, Seek};
use std::sync::Arc;

/// The bytes that a Parquet file begins and ends with.
pub(crate) const MAGIC: &[u8; 4] = b"PAR1";

/// Whether a file is Parquet; where it is read from stays the same.
///
/// # Errors
/// If the file cannot be read.
pub fn is_parquet(file: &mut File) -> io::Result<bool> {
    let mut magic = Vec::new();
    file.by_ref().take(4).read_to_end(&mut magic)?;
    file.rewind()?;
    Ok(magic == MAGIC)
}

/// Rows of a Parquet file, numbered from 1.
///
/// ```no_run
/// let file = std::fs::File::open("articles.parquet")?;
/// for row in sayso_train::data::ParquetRows::new("articles.parquet", file, |column| column == "text")? {
///     let (number, columns) = row?;
///     println!("{number} {:?}", columns.get("text"));
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct ParquetRows {
    name: String,
    rows: RowIter<'static>,
    columns: Vec<String>,
    read: u64,
    done: bool,
}

impl ParquetRows {
    /// Rows of `file`, which messages call `name`, with those columns that `wanted` says yes to.
    ///
    /// # Errors
    /// [`DataErrorKind::Parquet`] if it is no Parquet file or a damaged one.
    pub fn new(name: &str, file: File, wanted: impl Fn(&str) -> bool) -> Result<Self, DataError> {
        let failed = |e| DataError::in_file(name, kind(&e));
        let reader = SerializedFileReader::new(file).map_err(failed)?;
        let schema = reader.metadata().file_metadata().schema();
        let columns: Vec<String> = schema.get_fields().iter().map(|f| f.name().to_owned()).collect();
        let fields: Vec<Arc<Type>> = schema.get_fields().iter().filter(|f| wanted(f.name())).cloned().collect();
        if fields.is_empty() {
            let found = super::column::names(columns.iter().map(String::as_str));
            return Err(DataError::in_file(name, DataErrorKind::Missing { column: "text".to_owned(), found }));
        }
        let projection = Type::group_type_builder(schema.name()).with_fields(fields).build().map_err(failed)?;
        let rows = RowIter::from_file_into(Box::new(reader)).project(Some(projection)).map_err(failed)?;
        Ok(Self { name: name.to_owned(), rows, columns, read: 0, done: false })
    }

    /// Names of all columns of the file, wanted or not.
    #[must_use]
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The next row with its number.
    pub(crate) fn next_row(&mut self) -> Result<Option<Numbered>, DataError> {
        self.next().transpose()
    }
}

impl Iterator for ParquetRows {
    type Item = Result<Numbered, DataError>;

    /// The next row; nothing follows an error, since it may be that of a whole page.
    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let row = self.rows.next();
        self.read += 1;
        self.done = !matches!(row, Some(Ok(_)));
        let row = match row? {
            Ok(row) => row.to_json_value(),
            Err(e) => return Some(Err(DataError::at(self.name.as_str(), self.read, kind(&e)))),
        };
        match row {
            Value::Object(map) => Some(Ok((self.read, map))),
            _ => None,
        }
    }
}

/// The crate's error in our words.
fn kind(error: &ParquetError) -> DataErrorKind {
    let message = error.to_string();
    let message = message.strip_prefix("Parquet error: ").unwrap_or(&message);
    DataErrorKind::Parquet { message: message.to_owned() }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::data::{ReadOptions, read};
    use parquet::data_type::{ByteArray, ByteArrayType, DoubleType};
    use parquet::file::properties::WriterProperties;
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::parser::parse_message_type;
    use std::path::Path;

    /// A file of two columns of text, in row groups of two rows, and a weight.
    fn write(path: &Path, rows: &[(&str, Option<&str>)]) {
        let schema =
            "message m { required binary text (STRING); optional binary label (STRING); required double weight; }";
        let schema = Arc::new(parse_message_type(schema).unwrap());
        let properties = Arc::new(WriterProperties::builder().build());
        let mut writer = SerializedFileWriter::new(File::create(path).unwrap(), schema, properties).unwrap();
        for group in rows.chunks(2) {
            let mut out = writer.next_row_group().unwrap();
            let texts: Vec<ByteArray> = group.iter().map(|r| r.0.into()).collect();
            let mut column = out.next_column().unwrap().unwrap();
            column.typed::<ByteArrayType>().write_batch(&texts, None, None).unwrap();
            column.close().unwrap();
            let labels: Vec<ByteArray> = group.iter().filter_map(|r| r.1).map(Into::into).collect();
            let levels: Vec<i16> = group.iter().map(|r| i16::from(r.1.is_some())).collect();
            let mut column = out.next_column().unwrap().unwrap();
            column.typed::<ByteArrayType>().write_batch(&labels, Some(&levels), None).unwrap();
            column.close().unwrap();
            let mut column = out.next_column().unwrap().unwrap();
            column.typed::<DoubleType>().write_batch(&vec![2.0; group.len()], None, None).unwrap();
            column.close().unwrap();
            out.close().unwrap();
        }
        writer.close().unwrap();
    }

    const ROWS: [(&str, Option<&str>); 3] = [("Unu.", Some("claim")), ("„Două”.", None), ("Three.", Some("denial"))];

    #[test]
    fn rows_come_in_order_over_row_groups() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("x.parquet");
        write(&path, &ROWS);
        let rows = ParquetRows::new("x", File::open(&path).unwrap(), |c| c != "weight").unwrap();
        assert_eq!(rows.columns(), ["text", "label", "weight"]);
        let rows: Vec<Numbered> = rows.map(Result::unwrap).collect();
        assert_eq!(rows.iter().map(|r| r.0).collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!(rows[1].1["text"], "„Două”.");
        assert!(rows[1].1["label"].is_null() && !rows[1].1.contains_key("weight"));
    }

    #[test]
    fn labelled_data_is_read_from_parquet() {
        let dir = tempfile::tempdir().unwrap();
        write(&dir.path().join("x.parquet"), &ROWS);
        let data = read(&[dir.path().to_owned()], &ReadOptions::default()).unwrap();
        assert_eq!((data.labels.as_slice(), data.labelled()), (&["claim".to_owned(), "denial".to_owned()][..], 2));
        assert!(data.sentences().all(|s| s.weight == 2.0));
    }

    #[test]
    fn damaged_files_are_errors_wherever_they_are_cut() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("x.parquet");
        write(&path, &ROWS);
        let whole = std::fs::read(&path).unwrap();
        for cut in [4, 9, whole.len() / 2, whole.len() - 1] {
            std::fs::write(&path, &whole[..cut]).unwrap();
            let e = read(std::slice::from_ref(&path), &ReadOptions::default()).unwrap_err().to_string();
            assert!(e.contains("x.parquet") && e.contains("not read as Parquet"), "{e}");
        }
    }
}
