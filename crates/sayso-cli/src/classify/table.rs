//! The table for people: label, probability, sentence. Wrapped and coloured on a terminal, one plain line per sentence
//! elsewhere, so that it can be searched.

use std::borrow::Cow;
use std::io::{self, Write};

use anstyle::Style;
use unicode_width::UnicodeWidthStr;

use crate::article::Row;
use crate::color;

/// Writes tables.
#[derive(Debug)]
pub struct Table<'m> {
    labels: &'m [String],
    styles: Option<Vec<Style>>,
    /// Columns to wrap at.
    columns: Option<usize>,
    /// Width of the column of labels.
    width: usize,
    counts: Vec<usize>,
    unsure: usize,
    started: bool,
}

/// Columns of the probability and the gaps.
const SCORE: usize = 9;
/// Narrower than this, wrapping does more harm than good.
const NARROWEST: usize = 20;

impl<'m> Table<'m> {
    /// A table for the labels of a model; `terminal` is where it is wrapped.
    pub fn new(labels: &'m [String], colored: bool, terminal: bool) -> Self {
        Self {
            labels,
            styles: colored.then(|| color::styles(labels)),
            columns: terminal.then(textwrap::termwidth),
            width: labels.iter().map(|l| l.width()).max().unwrap_or(0) + 1,
            counts: vec![0; labels.len()],
            unsure: 0,
            started: false,
        }
    }

    /// The legend, where there are colours.
    pub fn head(&self, out: &mut dyn Write) -> io::Result<()> {
        let Some(styles) = &self.styles else { return Ok(()) };
        for (label, style) in self.labels.iter().zip(styles) {
            write!(out, "{style}■ {label}{style:#}  ")?;
        }
        writeln!(out, "? unsure\n")
    }

    /// The name of an article.
    pub fn heading(&mut self, doc: &str, out: &mut dyn Write) -> io::Result<()> {
        let gap = if std::mem::replace(&mut self.started, true) { "\n" } else { "" };
        writeln!(out, "{gap}{}", visible(doc))
    }

    /// A sentence.
    pub fn row(&mut self, row: &Row<'_>, out: &mut dyn Write) -> io::Result<()> {
        let p = &row.labelled.prediction;
        self.counts[p.label] += 1;
        self.unsure += usize::from(p.abstained);
        let style = self.styles.as_ref().map(|s| s[p.label]).unwrap_or_default();
        let name = format!("{}{}", row.label(), if p.abstained { "?" } else { "" });
        let pad = " ".repeat(self.width.saturating_sub(name.width()));
        let text = visible(row.sentence());
        let mut lines = self.wrap(&text).into_iter();
        let first = lines.next().unwrap_or_default();
        writeln!(out, "{style}{name}{style:#}{pad}  {:.2}  {style}{first}{style:#}", p.score())?;
        let indent = " ".repeat(self.width + SCORE - 1);
        lines.try_for_each(|line| writeln!(out, "{indent}{style}{line}{style:#}"))
    }

    fn wrap<'t>(&self, text: &'t str) -> Vec<Cow<'t, str>> {
        match self.columns.and_then(|c| c.checked_sub(self.width + SCORE)).filter(|&c| c >= NARROWEST) {
            Some(columns) => textwrap::wrap(text, columns),
            None => vec![text.into()],
        }
    }

    /// How many sentences got which label, on a terminal.
    pub fn foot(&self, out: &mut dyn Write) -> io::Result<()> {
        if self.columns.is_none() {
            return Ok(());
        }
        let total: usize = self.counts.iter().sum();
        let of = |(label, n): (&String, &usize)| format!("{n} {label}");
        let counts: Vec<String> = self.labels.iter().zip(&self.counts).map(of).collect();
        let unsure = if self.unsure > 0 { format!("; {} unsure", self.unsure) } else { String::new() };
        writeln!(out, "\n{total} sentences: {}{unsure}", counts.join(", "))
    }
}

/// Text that cannot steer a terminal: control characters become their pictures.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(char::is_control) {
        return text.into();
    }
    let picture = |c: char| match u32::from(c) {
        0x09 => ' ',
        n @ 0..0x20 => char::from_u32(0x2400 + n).unwrap_or('\u{fffd}'),
        0x7f => '\u{2421}',
        0x80..0xa0 => '\u{fffd}',
        _ => c,
    };
    text.chars().map(picture).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_become_pictures() {
        assert_eq!(visible("a\tb\u{1b}[31m\0\u{9b}ș"), "a b␛[31m␀\u{fffd}ș");
        assert!(matches!(visible("plain"), Cow::Borrowed(_)));
    }
}
