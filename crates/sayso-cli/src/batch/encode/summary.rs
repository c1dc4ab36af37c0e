//! Shares of labels: per article, per outlet, per day and over all, with 95 % confidence intervals.
//!
//! Of one article, whose sentences are all there is, the interval is Wilson's (1927) for a share of sentences. Sentences
//! of one article resemble each other, so the share of a group of articles is taken as a ratio estimate over articles
//! as clusters (Cochran, *Sampling Techniques*, 1977, section 6.4; Kish, *Survey Sampling*, 1965): a group's interval
//! is that of other articles like these, not of other sentences. A group of one article has Wilson's. No interval knows
//! that the model errs.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::Form;
use super::csv::text;
use crate::batch::worker::Answer;
use crate::classify::visible;

/// Column of the outlet.
pub const OUTLET: &str = "outlet";
/// Column of the day.
pub const DATE: &str = "date";
/// 97.5th percentile of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// Where an article's groups are found.
#[derive(Debug, Clone, Default)]
pub struct Keys {
    /// Position of [`OUTLET`] among the carried columns.
    pub outlet: usize,
    /// Position of [`DATE`].
    pub date: usize,
    /// Number of labels.
    pub labels: usize,
}

/// What a summary needs to know of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    doc: String,
    outlet: Option<String>,
    day: Option<String>,
    counts: Vec<u64>,
}

impl Keys {
    /// Where they are in the rows of `form`.
    pub fn new(form: &Form) -> Self {
        let at = |column: &str| form.carry.iter().position(|c| c == column).unwrap_or(usize::MAX);
        Self { outlet: at(OUTLET), date: at(DATE), labels: form.labels.len() }
    }

    /// What a summary needs to know.
    pub fn article(&self, answer: &Answer<'_>) -> Article {
        let carried = |at: usize| answer.article.carried.get(at).map(text).filter(|t| !t.trim().is_empty());
        let mut counts = vec![0; self.labels];
        answer.labelled.iter().for_each(|l| counts[l.prediction.label] += 1);
        Article {
            doc: answer.article.doc.clone(),
            outlet: carried(self.outlet).map(|o| o.trim().to_owned()),
            day: carried(self.date).and_then(|d| day(&d)),
            counts,
        }
    }
}

/// The day of a date and time as ISO 8601 writes it.
fn day(date: &str) -> Option<String> {
    let day = date.trim().get(..10)?;
    let shape = |(i, b): (usize, u8)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() };
    day.bytes().enumerate().all(shape).then(|| day.to_owned())
}

/// Sums over the articles of a group, enough for shares and their intervals.
#[derive(Debug, Clone, Default)]
struct Group {
    articles: f64,
    sentences: f64,
    sentences_squared: f64,
    labels: Vec<Sums>,
}

/// Sums of one label.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    count: f64,
    count_squared: f64,
    /// Of the products of an article's count and its number of sentences.
    product: f64,
}

/// A share with its interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
struct Share {
    share: f64,
    low: f64,
    high: f64,
}

impl Share {
    /// A share with limits that rounding has not pushed past it or out of the possible.
    fn new(share: f64, low: f64, high: f64) -> Self {
        Self { share, low: low.clamp(0.0, share), high: high.clamp(share, 1.0) }
    }
}

impl Group {
    fn add(&mut self, counts: &[u64]) {
        let n = counts.iter().sum::<u64>() as f64;
        self.articles += 1.0;
        self.sentences += n;
        self.sentences_squared += n * n;
        self.labels.resize(counts.len(), Sums::default());
        for (sums, &count) in self.labels.iter_mut().zip(counts) {
            let count = count as f64;
            sums.count += count;
            sums.count_squared += count * count;
            sums.product += count * n;
        }
    }

    fn share(&self, label: usize) -> Share {
        let Sums { count, count_squared, product } = self.labels[label];
        if self.articles < 2.0 || count == 0.0 || count == self.sentences {
            return wilson(count, self.sentences);
        }
        let p = count / self.sentences;
        let residuals = count_squared - 2.0 * p * product + p * p * self.sentences_squared;
        let variance = residuals.max(0.0) * self.articles / (self.articles - 1.0) / (self.sentences * self.sentences);
        let half = Z * variance.sqrt();
        Share::new(p, p - half, p + half)
    }
}

/// Wilson's interval for `count` of `n`.
fn wilson(count: f64, n: f64) -> Share {
    if n == 0.0 {
        return Share { share: 0.0, low: 0.0, high: 1.0 };
    }
    let p = count / n;
    let z2 = Z * Z;
    let middle = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = Z / (1.0 + z2 / n) * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    Share::new(p, middle - half, middle + half)
}

/// The form of a summary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// For people.
    Table,
    /// JSON Lines: a row for each group and label.
    Jsonl,
    /// CSV with the same rows.
    Csv,
}

/// A row for programs.
#[derive(Debug, Serialize)]
struct Row<'a> {
    by: &'static str,
    key: &'a str,
    articles: u64,
    sentences: u64,
    label: &'a str,
    count: u64,
    share: f64,
    low: f64,
    high: f64,
}

/// Gathers articles and writes a summary. Articles are written as they come; groups grow with their number only.
#[derive(Debug)]
pub struct Summary {
    labels: Vec<String>,
    style: Style,
    all: Group,
    outlets: BTreeMap<String, Group>,
    days: BTreeMap<String, Group>,
    started: bool,
}

impl Summary {
    /// An empty summary.
    pub fn new(labels: &[String], style: Style) -> Self {
        let labels = labels.to_vec();
        Self { labels, style, all: Group::default(), outlets: BTreeMap::new(), days: BTreeMap::new(), started: false }
    }

    /// Takes an article.
    pub fn put(&mut self, article: &Article, out: &mut dyn Write) -> io::Result<()> {
        let mut group = Group::default();
        group.add(&article.counts);
        self.all.add(&article.counts);
        let add = |groups: &mut BTreeMap<String, Group>, key: &Option<String>| {
            if let Some(key) = key {
                groups.entry(key.clone()).or_default().add(&article.counts);
            }
        };
        add(&mut self.outlets, &article.outlet);
        add(&mut self.days, &article.day);
        if !self.started {
            self.heading("article", out)?;
            self.started = true;
        }
        self.group("article", &article.doc, &group, out)
    }

    /// Writes the groups.
    pub fn finish(&self, out: &mut dyn Write) -> io::Result<()> {
        for (by, groups) in [("outlet", &self.outlets), ("day", &self.days)] {
            if !groups.is_empty() && self.style == Style::Table {
                writeln!(out)?;
                self.heading(by, out)?;
            }
            groups.iter().try_for_each(|(key, group)| self.group(by, key, group, out))?;
        }
        if self.started {
            if self.style == Style::Table {
                writeln!(out)?;
                self.heading("all", out)?;
            }
            self.group("all", "all", &self.all, out)?;
        }
        Ok(())
    }

    fn heading(&self, by: &str, out: &mut dyn Write) -> io::Result<()> {
        match self.style {
            Style::Jsonl => Ok(()),
            Style::Csv if by == "article" => {
                writeln!(out, "by,key,articles,sentences,label,count,share,low,high")
            }
            Style::Csv => Ok(()),
            Style::Table => {
                write!(out, "{by:WIDTH$}  sentences")?;
                self.labels.iter().try_for_each(|l| write!(out, "  {:>18}", visible(l)))?;
                writeln!(out)
            }
        }
    }

    fn group(&self, by: &'static str, key: &str, group: &Group, out: &mut dyn Write) -> io::Result<()> {
        if self.style == Style::Table {
            return self.line(key, group, out);
        }
        for (i, label) in self.labels.iter().enumerate() {
            let Share { share, low, high } = group.share(i);
            let (articles, sentences) = (group.articles as u64, group.sentences as u64);
            let count = group.labels[i].count as u64;
            let row = Row { by, key, articles, sentences, label, count, share, low, high };
            match self.style {
                Style::Jsonl => crate::output::json_line(out, &row)?,
                _ => csv::WriterBuilder::new().has_headers(false).from_writer(&mut *out).serialize(&row)?,
            }
        }
        Ok(())
    }

    /// A line of the table: shares in per cent with their intervals.
    fn line(&self, key: &str, group: &Group, out: &mut dyn Write) -> io::Result<()> {
        let key = visible(key);
        let pad = " ".repeat(WIDTH.saturating_sub(key.width()));
        write!(out, "{key}{pad}  {:>9}", group.sentences)?;
        for i in 0..self.labels.len() {
            let Share { share, low, high } = group.share(i);
            let cell = format!("{:.1} ({:.1}-{:.1})", share * 100.0, low * 100.0, high * 100.0);
            write!(out, "  {cell:>18}")?;
        }
        writeln!(out)
    }
}

/// Width of the names in the table.
const WIDTH: usize = 24;

#[cfg(test)]
mod tests {
    use super::*;

    fn article(doc: &str, outlet: &str, counts: [u64; 2]) -> Article {
        let outlet = Some(outlet.to_owned()).filter(|o| !o.is_empty());
        Article { doc: doc.into(), outlet, day: Some("2024-05-01".into()), counts: counts.to_vec() }
    }

    #[test]
    fn wilson_is_the_known_one() {
        // 4 of 10: 0.168 to 0.687, as in Brown, Cai and DasGupta (2001).
        let Share { share, low, high } = wilson(4.0, 10.0);
        assert!((share - 0.4).abs() < 1e-12 && (low - 0.1682).abs() < 1e-4 && (high - 0.6873).abs() < 1e-4);
    }

    #[test]
    fn articles_of_one_mind_count_as_clusters() {
        // The same share in each article leaves no doubt about other articles; opposite ones leave much.
        let group = |counts: &[[u64; 2]]| {
            let mut group = Group::default();
            counts.iter().for_each(|c| group.add(c));
            group.share(0)
        };
        let alike = group(&[[5, 5], [10, 10], [2, 2]]);
        assert!((alike.low - 0.5).abs() < 1e-9 && (alike.high - 0.5).abs() < 1e-9);
        let opposite = group(&[[10, 0], [0, 10], [10, 0], [0, 10]]);
        let sentences = wilson(20.0, 40.0);
        assert!(opposite.high - opposite.low > 1.5 * (sentences.high - sentences.low));
        // By hand: residuals 4 * 25, times 4/3, over 1600, root 0.2887.
        assert!((opposite.high - (0.5 + Z * 0.288_675_134_6)).abs() < 1e-9 || opposite.high == 1.0);
    }

    #[test]
    fn days_are_those_of_iso_dates() {
        assert_eq!(day("2024-05-01T12:00:00Z").as_deref(), Some("2024-05-01"));
        assert_eq!(day("2024-05-01").as_deref(), Some("2024-05-01"));
        assert_eq!((day("1 May 2024"), day("2024"), day("2024-05-0ș")), (None, None, None));
    }

    #[test]
    fn all_styles_tell_the_same() {
        let labels = ["a".to_owned(), "b".to_owned()];
        let write = |style| {
            let mut out = Vec::new();
            let mut summary = Summary::new(&labels, style);
            for a in [article("x", "Gazette", [1, 3]), article("y", "Gazette", [2, 2]), article("z", "", [0, 4])] {
                summary.put(&a, &mut out).unwrap();
            }
            summary.finish(&mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        insta::assert_snapshot!("summary_table", write(Style::Table));
        let csv = write(Style::Csv);
        // Three articles, an outlet, a day and all, two labels each, and the header.
        assert_eq!(csv.lines().count(), 1 + 6 * 2);
        assert!(csv.contains("outlet,Gazette,2,8,a,3,0.375,"), "{csv}");
        assert_eq!(write(Style::Jsonl).lines().count(), 12);
    }
}
