//! `stats`: what a data set consists of, in figures: labels by field (style, language), sentence lengths, shares.

use super::{Article, Dataset, Sentence};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Figures of a data set.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Stats {
    /// Names of the labels, in the order of every list of counts.
    pub labels: Vec<String>,
    /// All articles together.
    pub total: Group,
    /// The same by field.
    pub by: Vec<Grouping>,
}

/// Figures by the values of one or several fields.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Grouping {
    /// The field, or fields joined by a comma.
    pub field: String,
    /// One group per value, most sentences first.
    pub groups: Vec<Group>,
}

/// Figures of a group of sentences.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Group {
    /// The value of the field; several joined by a comma; "-" where a sentence has none.
    pub value: String,
    /// Articles with a sentence in the group.
    pub articles: usize,
    /// Sentences.
    pub sentences: usize,
    /// Sentences with a label.
    pub labelled: usize,
    /// Labelled sentences by label.
    pub counts: Vec<usize>,
    /// Share of each label among the labelled sentences, from 0 to 1.
    pub shares: Vec<f64>,
    /// Sentences per paragraph where paragraphs are known, else null.
    pub sentences_per_paragraph: Option<f64>,
    /// Lengths of the sentences in words.
    pub words: Lengths,
}

/// Distribution of lengths.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Lengths {
    /// All together.
    pub total: usize,
    /// Mean.
    pub mean: f64,
    /// Shortest.
    pub min: usize,
    /// A tenth is shorter.
    pub p10: usize,
    /// Half is shorter.
    pub median: usize,
    /// A tenth is longer.
    pub p90: usize,
    /// Longest.
    pub max: usize,
}

/// Figures of `data`, whole and by each of `by`: the name of a field, `lang`, or several joined by commas for their
/// combinations (`style,lang`).
#[must_use]
pub fn stats(data: &Dataset, by: &[String]) -> Stats {
    let total = groups(data, |_, _| String::new()).pop().unwrap_or_else(|| Tally::default().group(String::new(), 0));
    let by = by.iter().map(|field| Grouping { field: field.clone(), groups: grouped(data, field) }).collect();
    Stats { labels: data.labels.clone(), total: Group { value: "all".into(), ..total }, by }
}

/// Groups by the values of a field, most sentences first.
fn grouped(data: &Dataset, field: &str) -> Vec<Group> {
    let names: Vec<&str> = field.split(',').map(str::trim).collect();
    let mut groups = groups(data, |article, position| {
        let values: Vec<String> = names.iter().map(|name| value(article, position, name)).collect();
        values.join(", ")
    });
    groups.sort_by(|a, b| b.sentences.cmp(&a.sentences).then_with(|| a.value.cmp(&b.value)));
    groups
}

/// Value of a field of a sentence in words.
fn value(article: &Article, position: usize, name: &str) -> String {
    if name == "lang" {
        return article.lang.clone().unwrap_or_else(|| "-".into());
    }
    match article.field(position, name) {
        None | Some(Value::Null) => "-".into(),
        Some(Value::String(s)) => s.clone(),
        Some(other) => other.to_string(),
    }
}

/// Groups by a key of each sentence, in order of the keys.
fn groups(data: &Dataset, key: impl Fn(&Article, usize) -> String) -> Vec<Group> {
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    for (number, article) in data.articles.iter().enumerate() {
        for (position, sentence) in article.sentences.iter().enumerate() {
            tallies.entry(key(article, position)).or_default().add(number, sentence);
        }
    }
    tallies.into_iter().map(|(value, tally)| tally.group(value, data.labels.len())).collect()
}

/// A group in the making.
#[derive(Default)]
struct Tally {
    articles: usize,
    last: Option<usize>,
    counts: BTreeMap<usize, usize>,
    words: Vec<usize>,
    paragraphs: usize,
    /// Sentences that say whether a paragraph starts.
    known: usize,
}

impl Tally {
    fn add(&mut self, article: usize, sentence: &Sentence) {
        if self.last != Some(article) {
            self.articles += 1;
            self.last = Some(article);
        }
        if let Some(label) = sentence.label {
            *self.counts.entry(label).or_default() += 1;
        }
        self.known += usize::from(sentence.paragraph_start.is_some());
        self.paragraphs += usize::from(sentence.paragraph_start == Some(true));
        self.words.push(sentence.text.split_whitespace().count());
    }

    fn group(mut self, value: String, labels: usize) -> Group {
        let counts: Vec<usize> = (0..labels).map(|l| self.counts.get(&l).copied().unwrap_or(0)).collect();
        let labelled: usize = counts.iter().sum();
        let shares = counts.iter().map(|&c| c as f64 / labelled.max(1) as f64).collect();
        Group {
            value,
            articles: self.articles,
            sentences: self.words.len(),
            labelled,
            counts,
            shares,
            sentences_per_paragraph: (self.paragraphs > 0).then(|| self.known as f64 / self.paragraphs as f64),
            words: Lengths::of(&mut self.words),
        }
    }
}

impl Lengths {
    fn of(lengths: &mut [usize]) -> Self {
        lengths.sort_unstable();
        let total = lengths.iter().sum();
        let at = |share: usize| lengths.get(lengths.len().saturating_sub(1) * share / 100).copied().unwrap_or(0);
        Self {
            total,
            mean: total as f64 / lengths.len().max(1) as f64,
            min: at(0),
            p10: at(10),
            median: at(50),
            p90: at(90),
            max: at(100),
        }
    }
}

impl Stats {
    /// Writes the figures for people.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write_text(&self, out: &mut dyn Write) -> io::Result<()> {
        self.table(out, "", std::slice::from_ref(&self.total))?;
        for grouping in &self.by {
            writeln!(out)?;
            self.table(out, &format!("by {}", grouping.field), &grouping.groups)?;
        }
        Ok(())
    }

    fn table(&self, out: &mut dyn Write, title: &str, groups: &[Group]) -> io::Result<()> {
        let lengths = groups.iter().map(|g| g.value.chars().count()).chain([title.chars().count()]);
        let width = lengths.max().unwrap_or(0);
        write!(out, "{title:width$}  articles  sentences  labelled")?;
        for label in &self.labels {
            write!(out, "  {label:>12}")?;
        }
        writeln!(out, "  words/sentence (10 %, median, 90 %)")?;
        groups.iter().try_for_each(|group| self.line(out, group, width))
    }

    fn line(&self, out: &mut dyn Write, group: &Group, width: usize) -> io::Result<()> {
        let Group { value, articles, sentences, labelled, words, .. } = group;
        write!(out, "{value:width$}  {articles:>8}  {sentences:>9}  {labelled:>8}")?;
        for ((label, count), share) in self.labels.iter().zip(&group.counts).zip(&group.shares) {
            let cell = format!("{count} {:3.0} %", share * 100.0);
            write!(out, "  {cell:>width$}", width = label.chars().count().max(12))?;
        }
        writeln!(out, "  {:>14.1} ({}, {}, {})", words.mean, words.p10, words.median, words.p90)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::data::{ReadOptions, read_stream};
    use std::io::Cursor;

    fn data() -> Dataset {
        let row = |doc: &str, text: &str, label: &str, style: &str| {
            format!(
                "{{\"doc\": \"{doc}\", \"lang\": \"en\", \"style\": \"{style}\", \"text\": \"{text}\", \"label\": {label}}}\n"
            )
        };
        let rows = [
            row("a", "one", "\"x\"", "wire"),
            row("a", "one two", "\"y\"", "wire"),
            row("b", "one two three", "\"x\"", "blog"),
            row("b", "one two three four", "null", "blog"),
            row("c", "one", "\"x\"", "wire"),
        ];
        read_stream("a.jsonl", Cursor::new(rows.concat()), &ReadOptions::default()).unwrap()
    }

    #[test]
    fn totals_and_groups() {
        let s = stats(&data(), &["style".into(), "lang, style".into(), "none".into()]);
        assert_eq!((s.total.articles, s.total.sentences, s.total.labelled), (3, 5, 4));
        assert_eq!((s.total.counts.clone(), s.total.shares.clone()), (vec![3, 1], vec![0.75, 0.25]));
        let w = s.total.words;
        assert_eq!((w.total, w.mean, w.min, w.median, w.max), (11, 2.2, 1, 2, 4));
        let wire = &s.by[0].groups[0];
        assert_eq!((wire.value.as_str(), wire.articles, wire.counts.as_slice()), ("wire", 2, &[2, 1][..]));
        assert_eq!(s.by[1].groups[1].value, "en, blog");
        assert_eq!(s.by[2].groups[0].value, "-");
    }

    #[test]
    fn text_and_json() {
        let s = stats(&data(), &["style".into()]);
        let mut out = Vec::new();
        s.write_text(&mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.contains("by style"), "{text}");
        assert!(text.contains("3  75 %"), "{text}");
        assert_eq!(serde_json::to_value(&s).unwrap()["total"]["labelled"], 4);
    }

    #[test]
    fn nothing_gives_zeros() {
        let s = stats(&Dataset::default(), &["style".into()]);
        assert_eq!((s.total.sentences, s.total.words.mean, s.by[0].groups.len()), (0, 0.0, 0));
    }
}
