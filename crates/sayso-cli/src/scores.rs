//! Scores as people and as programs read them; the same for `evaluate`, `train` and `cv`.

use std::fmt::Write;

use sayso_train::metrics::Confusion;
use unicode_width::UnicodeWidthStr;

/// What always answering the most frequent gold label would score: the label, and its confusion matrix.
pub fn majority(confusion: &Confusion) -> (usize, Confusion) {
    let supports: Vec<usize> = confusion.counts.iter().map(|row| row.iter().sum()).collect();
    let best = (1..supports.len()).fold(0, |best, c| if supports[c] > supports[best] { c } else { best });
    let mut baseline = Confusion::new(supports.len());
    for (gold, &n) in supports.iter().enumerate() {
        baseline.counts[gold][best] = n;
    }
    (best, baseline)
}

/// Precision, recall, F1 and support by label, aligned.
pub fn by_label(labels: &[String], confusion: &Confusion) -> String {
    let head = ["precision", "recall", "F1", "support"].map(String::from).to_vec();
    let mut rows = vec![("label".to_owned(), head)];
    rows.extend(labels.iter().enumerate().map(|(i, label)| {
        let s = confusion.label(i);
        let cell = |v: f64| format!("{v:.3}");
        (label.clone(), vec![cell(s.precision), cell(s.recall), cell(s.f1), s.support.to_string()])
    }));
    aligned(&rows)
}

/// The confusion matrix, aligned: a row for each gold label.
pub fn matrix(labels: &[String], confusion: &Confusion) -> String {
    let mut rows = vec![("gold \\ predicted".to_owned(), labels.to_vec())];
    let cells = |counts: &Vec<usize>| counts.iter().map(ToString::to_string).collect();
    rows.extend(labels.iter().cloned().zip(confusion.counts.iter().map(cells)));
    aligned(&rows)
}

/// Rows of a name to the left and cells to the right.
pub fn aligned(rows: &[(String, Vec<String>)]) -> String {
    let names = rows.iter().map(|(name, _)| name.width()).max().unwrap_or(0);
    let columns = rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
    let width = |c: usize| rows.iter().filter_map(|(_, cells)| cells.get(c)).map(|s| s.width()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut out = String::new();
    for (name, cells) in rows {
        let pad = names - name.width();
        let _ = write!(out, "{name}{:pad$}", "");
        for (cell, w) in cells.iter().zip(&widths) {
            let pad = w - cell.width();
            let _ = write!(out, "  {:pad$}{cell}", "");
        }
        out.push('\n');
    }
    out
}

/// Rows of a table in Markdown, the first being its head.
pub fn markdown(rows: &[Vec<String>]) -> String {
    let mut out = String::new();
    for (i, row) in rows.iter().enumerate() {
        let _ = writeln!(out, "| {} |", row.join(" | "));
        if i == 0 {
            let _ = writeln!(out, "|---|{}", "---:|".repeat(row.len().saturating_sub(1)));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn confusion() -> Confusion {
        Confusion { counts: vec![vec![3, 1], vec![0, 2]] }
    }

    #[test]
    fn the_majority_is_of_the_gold_labels() {
        let (label, baseline) = majority(&confusion());
        assert_eq!(label, 0);
        assert!((baseline.accuracy() - 4.0 / 6.0).abs() < 1e-12);
        assert!((baseline.macro_f1() - 0.4).abs() < 1e-12);
    }

    #[test]
    fn columns_are_aligned() {
        let rows = [("é".to_owned(), vec!["10".to_owned()]), ("long".to_owned(), vec!["1".to_owned()])];
        assert_eq!(aligned(&rows), "é     10\nlong   1\n");
    }
}
