//! Where a subcommand's result goes, and in which format.

use super::Streams;
use clap::{Args, ValueEnum};
use sayso_train::data::replace_file;
use serde::Serialize;
use std::io::{self, Write};
use std::path::PathBuf;

/// `-o`.
#[derive(Debug, Args)]
pub struct OutputArgs {
    /// File to write; it is replaced only once all is written. Compressed if its name ends in .gz [default: standard
    /// output].
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Format of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// For reading.
    Text,
    /// One JSON object.
    Json,
}

impl OutputArgs {
    /// Writes to the file, or else to standard output.
    pub(super) fn write(
        &self,
        streams: &mut Streams<'_>,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> anyhow::Result<()> {
        match self.output.as_deref().filter(|path| path.as_os_str() != "-") {
            Some(path) => Ok(replace_file(path, write)?),
            None => {
                write(streams.out)?;
                Ok(streams.out.flush()?)
            }
        }
    }

    /// Writes a report as text by `text`, or as JSON.
    pub(super) fn report(
        &self,
        streams: &mut Streams<'_>,
        format: ReportFormat,
        report: &impl Serialize,
        text: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> anyhow::Result<()> {
        self.write(streams, |out| match format {
            ReportFormat::Text => text(out),
            ReportFormat::Json => {
                serde_json::to_writer_pretty(&mut *out, report)?;
                out.write_all(b"\n")
            }
        })
    }
}

/// Prints warnings.
pub(super) fn warn(streams: &mut Streams<'_>, warnings: &[String]) -> io::Result<()> {
    warnings.iter().try_for_each(|warning| writeln!(streams.messages, "warning: {warning}"))
}
