//! `export`: a data set in the shapes of annotation tools, with its labels as pre-annotations to be corrected.
//!
//! What goes out comes back: the article's name, language and other fields travel as the tool's metadata, and
//! [`import`](super::import) reads them again. Sentences are spans and have no names there; their own fields stay behind.
//! Offsets are code points, which all of these tools use today. An unlabelled sentence has no span, but its text is there.

mod brat;
mod table;
mod tools;

pub use self::brat::export_brat;

use super::Dataset;
use super::write::{article_lines, row_lines};
use std::io::{self, Write};

/// What to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ExportFormat {
    /// JSON Lines, one sentence per line.
    Rows,
    /// JSON Lines, one article per line.
    Articles,
    /// CSV, one sentence per row.
    Csv,
    /// TSV, one sentence per row.
    Tsv,
    /// Prodigy: JSON Lines of articles with `spans`.
    Prodigy,
    /// doccano: JSON Lines of articles with `label`.
    Doccano,
    /// Label Studio: a JSON array of tasks with `predictions`.
    LabelStudio,
    /// Argilla: JSON Lines of records with `suggestions` to a span question called `label`.
    Argilla,
}

/// Writes a data set in `format`.
///
/// # Errors
/// Those of the writer; [`io::ErrorKind::InvalidData`] for a text that TSV cannot hold.
pub fn export(data: &Dataset, format: ExportFormat, out: &mut dyn Write) -> io::Result<()> {
    match format {
        ExportFormat::Rows => row_lines(data, out),
        ExportFormat::Articles => article_lines(data, out),
        ExportFormat::Csv => table::csv(data, out),
        ExportFormat::Tsv => table::tsv(data, out),
        ExportFormat::Prodigy => tools::lines(data, tools::prodigy, out),
        ExportFormat::Doccano => tools::lines(data, tools::doccano, out),
        ExportFormat::LabelStudio => tools::array(data, tools::label_studio, out),
        ExportFormat::Argilla => tools::lines(data, tools::argilla, out),
    }
}
