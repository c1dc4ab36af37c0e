//! Colours for labels, and when to use them. Colour is never the only sign: the label is always written out as well.

use anstyle::{AnsiColor, Style};

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum When {
    /// On a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Whether to colour what goes to a stream. NO_COLOR counts if it is not empty (no-color.org).
pub fn wanted(when: When, terminal: bool) -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|v| !v.is_empty());
    match when {
        When::Always => true,
        When::Never => false,
        When::Auto => terminal && !set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|t| t != "dumb"),
    }
}

/// Hues that differ in lightness too, so that they can be told apart without colour vision.
const PALETTE: [Style; 6] = [
    AnsiColor::Cyan.on_default(),
    AnsiColor::Yellow.on_default(),
    AnsiColor::Magenta.on_default().bold(),
    AnsiColor::Green.on_default(),
    AnsiColor::Blue.on_default().bold(),
    AnsiColor::Red.on_default(),
];

/// Styles of a model's labels: fixed ones for the four of news, the palette in turn for any others.
pub fn styles(labels: &[String]) -> Vec<Style> {
    let style = |(i, label): (usize, &String)| match label.as_str() {
        "attribution" => PALETTE[0],
        "claim" => PALETTE[1],
        "denial" => PALETTE[2],
        "background" => Style::new().dimmed(),
        _ => PALETTE[i % PALETTE.len()],
    };
    labels.iter().enumerate().map(style).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_overrule_the_terminal() {
        assert!(wanted(When::Always, false));
        assert!(!wanted(When::Never, true));
        assert!(!wanted(When::Auto, false));
    }

    #[test]
    fn labels_of_news_differ() {
        let labels = ["attribution", "background", "claim", "denial"].map(String::from);
        let styles = styles(&labels);
        for (i, a) in styles.iter().enumerate() {
            assert!(styles[i + 1..].iter().all(|b| a != b));
        }
    }
}
