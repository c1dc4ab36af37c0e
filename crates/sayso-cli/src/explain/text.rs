//! The account for people.

use std::io::{self, Write};

use sayso::Contribution;
use unicode_width::UnicodeWidthStr;

use super::Account;
use crate::classify::visible;
use crate::color;

/// Writes one sentence.
pub fn write(account: &Account<'_>, colored: bool, out: &mut dyn Write) -> io::Result<()> {
    let row = &account.row;
    let p = &row.labelled.prediction;
    let labels = row.model.labels();
    let style = if colored { color::styles(labels)[p.label] } else { anstyle::Style::new() };
    let unsure = if p.abstained { " (unsure)" } else { "" };
    writeln!(out, "[{}] {style}{}{unsure}{style:#}  {}", row.index, row.label(), visible(row.sentence()))?;
    let probabilities: Vec<String> =
        labels.iter().zip(&p.probabilities).map(|(label, p)| format!("{label} {p:.3}")).collect();
    writeln!(out, "    probabilities  {}", probabilities.join("  "))?;
    let cues: Vec<String> = p.cues.iter().map(|c| cue(account, c)).collect();
    if !cues.is_empty() {
        writeln!(out, "    cues           {}", cues.join(", "))?;
    }
    sum(account, out)?;
    writeln!(out)
}

fn cue(account: &Account<'_>, cue: &sayso::cue::Cue) -> String {
    let words = account.row.sentence().get(cue.start..cue.end).unwrap_or_default();
    format!("{} \"{}\"{}", cue.kind, visible(words), if cue.quoted { " (quoted)" } else { "" })
}

/// The sum: intercept, listed features, the others, logit.
fn sum(account: &Account<'_>, out: &mut dyn Write) -> io::Result<()> {
    let label = account.label();
    let explanation = &account.explanation;
    let mut lines = vec![("intercept".to_owned(), explanation.intercepts[label])];
    lines.extend(account.listed().map(|c| (name(account, c), c.logits[label])));
    let rest = explanation.contributions.len() - account.listed.len();
    if rest > 0 {
        lines.push((format!("{rest} other features"), account.others()[label]));
    }
    let width = lines.iter().map(|(name, _)| name.width()).max().unwrap_or(0).min(60);
    for (name, value) in lines {
        let pad = width.saturating_sub(name.width());
        writeln!(out, "    {name}{:pad$}  {value:+.3}", "")?;
    }
    writeln!(out, "    {:<width$}  {:+.3}", format!("= logit of {}", account.row.label()), explanation.logits[label])
}

fn name(account: &Account<'_>, c: &Contribution) -> String {
    match account.words(c) {
        Some(words) => format!("{} \"{}\"", visible(&c.feature), visible(words)),
        None => visible(&c.feature).into_owned(),
    }
}
