//! `sayso data import`.

use super::output::{OutputArgs, warn};
use super::{DONE, SET_ASIDE, Streams};
use clap::{Args, ValueEnum};
use sayso_train::data::import::standoff::StandoffReport;
use sayso_train::data::import::{ImportFormat, ImportOptions, Imported, import};
use sayso_train::data::{Unit, article_lines, replace_file, row_lines};
use std::io::{self, Write};
use std::path::PathBuf;

const EXAMPLES: &str = "Examples:
  sayso data import newsdiscourse corpora/ --labels datasets/standoff/nd.jsonl -o nd.jsonl
  sayso data import prodigy annotations.jsonl -o data.jsonl
  sayso data import label-studio export.json --rename Claim=claim --rename Other=background
  sayso data import brat folder/ --only claim --only denial --lang ro";

/// How many sentences of each kind are listed among the messages.
const LISTED: usize = 20;

/// Where the data comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Origin {
    /// NewsDiscourse, one sentence per line; labels from --labels.
    Newsdiscourse,
    /// PolNeAR, one sentence per line; labels from --labels.
    Polnear,
    /// Prodigy, JSON Lines.
    Prodigy,
    /// doccano, JSON Lines.
    Doccano,
    /// Label Studio, JSON.
    LabelStudio,
    /// Argilla, JSON or JSON Lines.
    Argilla,
    /// brat standoff, a folder of .txt and .ann.
    Brat,
    /// CheckThat! lab, TSV.
    Checkthat,
}

/// Shape of the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Shape {
    /// As it came: articles where there are spans, else sentences.
    Auto,
    /// One sentence per line.
    Rows,
    /// One article per line, its text put together from the sentences.
    Articles,
}

/// Arguments of `sayso data import`.
#[derive(Debug, Args)]
#[command(before_help = EXAMPLES)]
pub struct ImportArgs {
    /// Tool or corpus the data comes from.
    pub origin: Origin,
    /// Files, or folders of them.
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Stand-off labels of a corpus: rows with doc, sid, sha256_12, label.
    #[arg(long, value_name = "FILE")]
    pub labels: Vec<PathBuf>,
    /// Take articles of a corpus without any label, too.
    #[arg(long)]
    pub all: bool,
    /// Write a JSON report of all labels that are missing or changed in the copy of a corpus.
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// Take only this label; may be given again [default: all].
    #[arg(long, value_name = "LABEL")]
    pub only: Vec<String>,
    /// Give a label another name; may be given again.
    #[arg(long, value_name = "OLD=NEW", value_parser = renaming)]
    pub rename: Vec<(String, String)>,
    /// Language of articles that name none.
    #[arg(long, value_name = "CODE")]
    pub lang: Option<String>,
    /// Unit of offsets: codepoint, utf16 or utf8 [default: codepoint, or utf16 where only that fits the texts].
    #[arg(long, value_name = "UNIT", value_parser = unit)]
    pub offset_unit: Option<Unit>,
    /// Question of Argilla that holds the labels [default: the first that does].
    #[arg(long, value_name = "NAME")]
    pub question: Option<String>,
    /// Take predictions and suggestions where nobody has labelled.
    #[arg(long)]
    pub suggestions: bool,
    /// Name of the text in the records.
    #[arg(long, value_name = "NAME", default_value = "text")]
    pub text_column: String,
    /// Read bytes that are not UTF-8 as replacement characters instead of stopping.
    #[arg(long)]
    pub lossy: bool,
    /// Shape of the result.
    #[arg(long, value_enum, default_value_t = Shape::Auto)]
    pub shape: Shape,
    #[command(flatten)]
    pub output: OutputArgs,
}

fn renaming(text: &str) -> Result<(String, String), String> {
    let (old, new) = text.split_once('=').ok_or("must be OLD=NEW")?;
    Ok((old.to_owned(), new.to_owned()))
}

fn unit(text: &str) -> Result<Unit, String> {
    Unit::parse(text).ok_or_else(|| "must be codepoint, utf16 or utf8".to_owned())
}

impl From<Origin> for ImportFormat {
    fn from(origin: Origin) -> Self {
        match origin {
            Origin::Newsdiscourse => Self::NewsDiscourse,
            Origin::Polnear => Self::Polnear,
            Origin::Prodigy => Self::Prodigy,
            Origin::Doccano => Self::Doccano,
            Origin::LabelStudio => Self::LabelStudio,
            Origin::Argilla => Self::Argilla,
            Origin::Brat => Self::Brat,
            Origin::Checkthat => Self::CheckThat,
        }
    }
}

pub(super) fn run(args: ImportArgs, streams: &mut Streams<'_>) -> anyhow::Result<u8> {
    let (format, shape) = (args.origin.into(), args.shape);
    let options = ImportOptions {
        text: args.text_column,
        lang: args.lang,
        unit: args.offset_unit,
        only: args.only,
        rename: args.rename.into_iter().collect(),
        question: args.question,
        suggestions: args.suggestions,
        labels: args.labels,
        all: args.all,
        lossy: args.lossy,
    };
    let imported = import(format, &args.paths, &options)?;
    args.output.write(streams, |out| write(&imported, shape, out))?;
    warn(streams, &imported.data.warnings)?;
    warn(streams, &imported.notes)?;
    let Imported { data, standoff, .. } = &imported;
    writeln!(
        streams.messages,
        "{} articles, {} sentences, {} labelled",
        data.articles.len(),
        data.sentences().count(),
        data.labelled()
    )?;
    match standoff {
        Some(report) => joined(report, args.report.as_ref(), streams),
        None => Ok(DONE),
    }
}

fn write(imported: &Imported, shape: Shape, out: &mut dyn Write) -> io::Result<()> {
    match shape {
        Shape::Auto => imported.write(out),
        Shape::Rows => row_lines(&imported.data, out),
        Shape::Articles => article_lines(&imported.data, out),
    }
}

/// Says how the labels fitted; lists those that did not.
fn joined(report: &StandoffReport, file: Option<&PathBuf>, streams: &mut Streams<'_>) -> anyhow::Result<u8> {
    if let Some(path) = file {
        replace_file(path, |out| {
            serde_json::to_writer_pretty(&mut *out, report)?;
            out.write_all(b"\n")
        })?;
    }
    let StandoffReport { labels, joined, missing, changed } = report;
    writeln!(streams.messages, "{joined} of {labels} labels found their sentence")?;
    list(missing, "whose sentence is not in this copy", streams)?;
    list(changed, "whose sentence reads differently in this copy", streams)?;
    Ok(if missing.is_empty() && changed.is_empty() { DONE } else { SET_ASIDE })
}

fn list(sentences: &[(String, String)], what: &str, streams: &mut Streams<'_>) -> io::Result<()> {
    if sentences.is_empty() {
        return Ok(());
    }
    writeln!(streams.messages, "warning: {} labels set aside {what}:", sentences.len())?;
    for (doc, sid) in sentences.iter().take(LISTED) {
        writeln!(streams.messages, "  {doc} {sid}")?;
    }
    if sentences.len() > LISTED {
        writeln!(streams.messages, "  ... and {} more; --report FILE lists all", sentences.len() - LISTED)?;
    }
    Ok(())
}
