//! Tables for people: aligned text, and Markdown.

/// A row: a name, then cells.
pub type Row = Vec<String>;

/// A row of anything that can be printed.
pub fn row<const N: usize>(cells: [&dyn ToString; N]) -> Row {
    cells.iter().map(|c| c.to_string()).collect()
}

/// Columns aligned with blanks, the first to the left and the others to the right.
pub fn text(rows: &[Row]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |c: usize| rows.iter().filter_map(|r| r.get(c)).map(|s| s.chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut out = String::new();
    for row in rows {
        let cells = row.iter().zip(&widths).enumerate();
        let cells = cells.map(|(c, (cell, &w))| if c == 0 { format!("{cell:w$}") } else { format!("{cell:>w$}") });
        out += cells.collect::<Vec<_>>().join("  ").trim_end();
        out.push('\n');
    }
    out
}

/// Markdown; the first row is the head, all columns but the first are numbers.
pub fn markdown(rows: &[Row]) -> String {
    let mut out = String::new();
    for (i, row) in rows.iter().enumerate() {
        out += &format!("| {} |\n", row.join(" | "));
        if i == 0 {
            out += &format!("|---|{}\n", "---:|".repeat(row.len().saturating_sub(1)));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned() {
        let rows = [row([&"né", &10]), row([&"long", &1])];
        assert_eq!(text(&rows), "né    10\nlong   1\n");
        assert_eq!(markdown(&rows), "| né | 10 |\n|---|---:|\n| long | 1 |\n");
    }
}
