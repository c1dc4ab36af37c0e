//! The report for people at a terminal.

use std::fmt::Write;

use sayso_train::report::{Report, Slice, WorstError};
use sayso_train::resample::Interval;

use crate::scores::aligned;

/// A row of a table: a name to the left and cells to the right.
type Row = (String, Vec<String>);

/// The report.
pub fn text(report: &Report) -> String {
    let parts = [totals(report), by_label(report), confusion(report), slices(report), errors(report)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}

fn figure(value: f64) -> String {
    format!("{value:.3}")
}

fn range((from, to): Interval) -> String {
    format!("[{from:.3}, {to:.3}]")
}

fn row(name: &str, cells: impl IntoIterator<Item = String>) -> Row {
    (name.to_owned(), cells.into_iter().collect())
}

fn totals(report: &Report) -> String {
    let mut out = format!(
        "model {} on {} sentences of {} articles ({} more are context), {} resampled sets of articles\n\n",
        report.model, report.sentences, report.articles, report.context, report.intervals.draws
    );
    let intervals = &report.intervals;
    let mut rows = vec![row("", ["accuracy", "95 %", "macro-F1", "95 %"].map(str::to_owned))];
    rows.push(row(
        "model",
        [figure(report.accuracy), range(intervals.accuracy), figure(report.macro_f1), range(intervals.macro_f1)],
    ));
    for (name, baseline) in &report.baselines {
        let none = String::new;
        rows.push(row(&spoken(name), [figure(baseline.accuracy), none(), figure(baseline.macro_f1), none()]));
    }
    aligned(&rows).lines().for_each(|line| out.extend([line.trim_end(), "\n"]));
    let _ = writeln!(
        out,
        "\ncalibration error  {:.3}\nlog loss           {:.3}",
        report.calibration_error, report.log_loss
    );
    out
}

/// `cue_rules` as people read it.
pub fn spoken(name: &str) -> String {
    name.replace('_', " ")
}

fn by_label(report: &Report) -> String {
    let head = ["precision", "recall", "F1", "95 %", "avg. precision", "support"];
    let baselines = report.baselines.keys().map(|name| format!("F1 {}", spoken(name)));
    let mut rows = vec![row("label", head.map(str::to_owned).into_iter().chain(baselines))];
    for (name, label) in &report.labels {
        let s = label.scores;
        let cells = [
            figure(s.precision),
            figure(s.recall),
            figure(s.f1),
            range(label.intervals.f1),
            figure(label.average_precision),
            s.support.to_string(),
        ];
        let baselines = report.baselines.values().map(|b| b.f1.get(name).copied().map_or_else(String::new, figure));
        rows.push(row(name, cells.into_iter().chain(baselines)));
    }
    aligned(&rows)
}

fn confusion(report: &Report) -> String {
    let mut rows = vec![row("gold \\ predicted", report.confusion.keys().cloned())];
    rows.extend(report.confusion.iter().map(|(gold, counts)| row(gold, counts.values().map(ToString::to_string))));
    aligned(&rows)
}

fn slices(report: &Report) -> String {
    let baselines = report.baselines.keys().map(|name| spoken(name));
    let head = ["sentences", "articles", "accuracy", "95 %", "macro-F1"].map(str::to_owned);
    let mut rows = vec![row("part", head.into_iter().chain(baselines))];
    rows.extend(report.slices.iter().map(slice));
    aligned(&rows)
}

fn slice(s: &Slice) -> Row {
    let cells = [
        s.sentences.to_string(),
        s.articles.to_string(),
        figure(s.accuracy),
        range(s.intervals.accuracy),
        figure(s.macro_f1),
    ];
    row(&format!("{}: {}", s.field, s.value), cells.into_iter().chain(s.baselines.values().map(|&b| figure(b))))
}

fn errors(report: &Report) -> String {
    if report.errors.is_empty() {
        return String::new();
    }
    let mut out = "errors that the model was surest of:\n".to_owned();
    report.errors.iter().for_each(|e| error(e, &mut out));
    out
}

fn error(e: &WorstError, out: &mut String) {
    let WorstError { doc, sid, text, gold, predicted, probability, .. } = e;
    let _ = writeln!(out, "  {doc} {sid}: {predicted} {probability:.3}, labelled {gold}\n    {text}");
    let cues: Vec<String> = e.cues.iter().map(|c| format!("{} \"{}\"", c.kind, c.words)).collect();
    if !cues.is_empty() {
        let _ = writeln!(out, "    cues: {}", cues.join(", "));
    }
}
