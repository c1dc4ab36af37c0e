//! Phrases that everybody uses, so that sharing them is no copying.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::corpus::{Word, Words};

/// The phrases of a file.
#[derive(Debug, Default)]
pub struct Stock {
    phrases: Vec<Vec<Word>>,
}

impl Stock {
    /// Reads a file with one phrase a line. Every phrase, or block of phrases without an empty line between them, has
    /// a comment (`# ...`) above that says why it is a stock phrase. No file is no phrases.
    ///
    /// # Errors
    /// If the file cannot be read or a phrase has no reason.
    pub fn read(path: &Path, words: &mut Words) -> Result<Self> {
        if !path.exists() {
            return Ok(Self::default());
        }
        let text = fs::read_to_string(path).with_context(|| format!("{}: cannot be read", path.display()))?;
        Self::parse(&text, words).with_context(|| path.display().to_string())
    }

    fn parse(text: &str, words: &mut Words) -> Result<Self> {
        let mut phrases = Vec::new();
        let mut reason = false;
        for (number, line) in text.lines().enumerate().map(|(i, line)| (i + 1, line.trim())) {
            match line.strip_prefix('#') {
                Some(comment) => reason = !comment.trim().is_empty(),
                None if line.is_empty() => reason = false,
                None if !reason => bail!("line {number}: a stock phrase needs a comment above that says why it is one"),
                None => phrases.push(words.add(line)),
            }
        }
        phrases.retain(|phrase| !phrase.is_empty());
        Ok(Self { phrases })
    }

    /// How many words of a run belong to no stock phrase.
    pub fn rest(&self, run: &[Word]) -> usize {
        let mut stock = vec![false; run.len()];
        for phrase in &self.phrases {
            for from in (0..run.len()).filter(|&i| run[i..].starts_with(phrase)) {
                stock[from..from + phrase.len()].fill(true);
            }
        }
        stock.iter().filter(|stock| !**stock).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_stock_phrases_do_not_count() {
        let mut words = Words::default();
        let stock = Stock::parse("# Why.\non condition of anonymity\nAt the end\n\n# Law.\nb c\n", &mut words).unwrap();
        let run = words.add("who spoke on condition of anonymity at the end because b c");
        assert_eq!(stock.rest(&run), 3);
        assert_eq!(stock.rest(&words.add("on condition of")), 3);
    }

    #[test]
    fn every_phrase_has_a_reason() {
        let mut words = Words::default();
        for text in ["a b", "# Why.\na\n\nb", "#\na"] {
            let error = Stock::parse(text, &mut words).unwrap_err().to_string();
            assert!(error.contains("needs a comment"), "{error}");
        }
    }
}
