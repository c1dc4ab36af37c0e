//! `sayso data audit`.

use super::output::{OutputArgs, ReportFormat, warn};
use super::{ColumnArgs, DONE, Streams};
use crate::train::fit;
use crate::training::TrainingFlags;
use clap::Args;
use sayso_train::audit::{Audit, Suspect, audit, concerns};
use sayso_train::data::check::{CheckOptions, check};
use sayso_train::data::read;
use std::io::{self, Write};
use std::path::PathBuf;

const EXAMPLES: &str = "Examples:
  sayso data audit labelled.jsonl
  sayso data audit datasets/articles --limit 200 --format json -o doubtful.json";

/// Arguments of `sayso data audit`.
///
/// Every label is judged by a model trained on other articles (cross-validation). Labels to which it gives the least
/// probability come first; most of the mistakes of a data set stand in the first tenth of that ranking.
#[derive(Debug, Args)]
#[command(before_help = EXAMPLES)]
pub struct AuditArgs {
    /// Data files, or folders of them.
    #[arg(required = true, value_name = "DATA")]
    pub data: Vec<PathBuf>,
    /// Doubtful labels to list.
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub limit: usize,
    /// Sentences to show before and after each.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub context: usize,
    /// Format of the report.
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    pub format: ReportFormat,
    #[command(flatten)]
    pub output: OutputArgs,
    #[command(flatten)]
    pub columns: ColumnArgs,
    #[command(flatten)]
    pub training: TrainingFlags,
}

pub(super) fn run(args: &AuditArgs, streams: &mut Streams<'_>) -> anyhow::Result<u8> {
    let settings = args.training.check("audit".into())?;
    let data = read(&args.data, &args.columns.options(2))?;
    warn(streams, &data.warnings)?;
    let trained = fit(&data, &settings, &streams.console)?;
    let options = CheckOptions { read: args.columns.options(0), ..CheckOptions::default() };
    let findings = check(&args.data, &options)?.findings.into_iter().filter(concerns).collect();
    let audit = audit(&data, &trained.predictions, args.limit, args.context, findings);
    args.output.report(streams, args.format, &audit, |out| text(&audit, out))?;
    Ok(DONE)
}

fn text(audit: &Audit, out: &mut dyn Write) -> io::Result<()> {
    let Audit { sentences, disagreements, suspects, findings } = audit;
    writeln!(out, "{sentences} labels, {disagreements} of them not those of a model that has not seen them")?;
    writeln!(out, "\nthe {} most doubtful:", suspects.len())?;
    suspects.iter().try_for_each(|s| suspect(s, out))?;
    if !findings.is_empty() {
        writeln!(out, "\ncontradictions and duplicates:")?;
    }
    findings.iter().try_for_each(|finding| writeln!(out, "  {finding}"))
}

fn suspect(s: &Suspect, out: &mut dyn Write) -> io::Result<()> {
    let Suspect { rank, doc, sid, label, suggested, probability, suggested_probability, before, text, after } = s;
    writeln!(out, "{rank:>5}. {doc} {sid}: {label} {probability:.3}, or {suggested} {suggested_probability:.3}?")?;
    before.iter().try_for_each(|b| writeln!(out, "         {b}"))?;
    writeln!(out, "       > {text}")?;
    after.iter().try_for_each(|a| writeln!(out, "         {a}"))
}
