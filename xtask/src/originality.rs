//! `cargo xtask originality`: our invented articles beside the same amount of real news.
//!
//! Text written to order tends to repeat itself, and text written after reading tends to copy. Both are measured: what
//! is printed is for people to look at, what is checked decides the exit code. Without a copy of the real news only our
//! own side is printed and checked.

mod corpus;
mod figures;
mod runs;
mod stock;
mod verbs;

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::Args;

use self::corpus::{Corpus, Words};
use self::figures::Figures;
use self::runs::Shared;
use self::stock::Stock;
use crate::data;
use crate::table::{self, Row};

/// Flags of `cargo xtask originality`.
#[derive(Debug, Args)]
pub struct Flags {
    /// Folder with real news to compare with: newsdiscourse.*.jsonl and polnear.*.jsonl; nothing may be copied from any
    /// data file in it
    #[arg(long, value_name = "DIR", default_value = "../shared/real")]
    real: PathBuf,
    /// More real text that nothing may be copied from: labelled data, or a folder of .txt files
    #[arg(long, value_name = "PATH", default_values = ["../shared/gold-dev.jsonl", "../shared/articles"])]
    more: Vec<PathBuf>,
    /// Phrases that everybody uses, one a line, each with its reason in a comment above
    #[arg(long, value_name = "FILE", default_value = "datasets/stock-phrases.txt")]
    stock: PathBuf,
    /// How many of the most frequent openings, 5-grams and verbs to print
    #[arg(long, value_name = "N", default_value_t = 12)]
    top: usize,
}

impl Flags {
    /// The usual flags with the real news in this folder.
    pub fn new(real: &Path) -> Self {
        let more = ["../shared/gold-dev.jsonl", "../shared/articles"].map(PathBuf::from).to_vec();
        Self { real: real.to_owned(), more, stock: "datasets/stock-phrases.txt".into(), top: 12 }
    }
}

/// Our distinct trigrams are at least this share of those of as much real news.
const LEAST_TRIGRAMS: f64 = 0.9;
/// No 6-gram is in a larger share of the sentences, furniture aside.
const MOST_SIXGRAM: f64 = 0.002;
/// As many words in a row are copied.
const RUN: usize = 9;

/// Prints the comparison; false if a check failed.
pub fn run(flags: &Flags) -> Result<bool> {
    let mut words = Words::default();
    let ours = Corpus::of(&data::articles()?, &mut words);
    let stock = Stock::read(&flags.stock, &mut words)?;
    let (english, romanian) = (ours.language("en"), ours.language("ro"));
    let real = corpus::real_news(&flags.real, &mut words)?;
    let mut passed = true;
    if let Some(real) = &real {
        let tokens = english.tokens().min(real.tokens());
        let columns = [
            ("ours, English", english.head(tokens)),
            ("real, English", real.head(tokens)),
            ("ours, Romanian", romanian.clone()),
        ];
        print(&columns, &words, flags.top);
        passed &= trigrams(&columns[0].1, &columns[1].1);
    } else {
        println!("{}: not found: our articles alone, without real news beside them\n", flags.real.display());
        print(&[("ours, English", english.clone()), ("ours, Romanian", romanian.clone())], &words, flags.top);
    }
    passed &= sixgrams("English", &english, &words);
    passed &= sixgrams("Romanian", &romanian, &words);
    passed &= copies(&ours, &stock, flags, &words)?;
    Ok(passed)
}

/// Prints corpora side by side.
fn print(columns: &[(&str, Corpus)], words: &Words, top: usize) {
    let figures: Vec<Figures> = columns.iter().map(|(_, corpus)| Figures::of(corpus)).collect();
    let head = std::iter::once(String::new()).chain(columns.iter().map(|(name, _)| (*name).to_owned())).collect();
    let mut rows: Vec<Row> = vec![head];
    for (line, name) in Figures::NAMES.iter().enumerate() {
        let cells = figures.iter().map(|f| f.lines().get(line).cloned().unwrap_or_default());
        rows.push(std::iter::once((*name).to_owned()).chain(cells).collect());
    }
    println!("{}", table::text(&rows));
    for ((name, corpus), figures) in columns.iter().zip(&figures) {
        println!("{name}: share of sentences that");
        println!("  begin with     {}", shares(&figures.openings, corpus, words, top));
        println!("  have a 5-gram  {}", shares(&figures.fivegrams, corpus, words, top));
        println!("{name}: {}\n", verbs::count(corpus).shown(top));
    }
}

/// The most frequent n-grams with their shares of the sentences.
fn shares(ngrams: &[figures::Frequent], corpus: &Corpus, words: &Words, top: usize) -> String {
    let all = corpus.sentences().count().max(1) as f64;
    let shown =
        ngrams.iter().take(top).map(|n| format!("{} {:.2} %", words.text(&n.words), 100.0 * n.sentences as f64 / all));
    shown.collect::<Vec<_>>().join(", ")
}

fn verdict(passed: bool, what: &str) -> bool {
    println!("{}: {what}", if passed { "passed" } else { "FAILED" });
    passed
}

fn trigrams(ours: &Corpus, real: &Corpus) -> bool {
    let (ours, real) = (figures::distinct(ours, 3), figures::distinct(real, 3));
    let share = ours as f64 / real.max(1) as f64;
    let what = format!(
        "distinct trigrams: {ours} in our English articles, {real} in as many words of real news: {:.1} % (at least {:.0} %)",
        100.0 * share,
        100.0 * LEAST_TRIGRAMS
    );
    verdict(share >= LEAST_TRIGRAMS, &what)
}

fn sixgrams(language: &str, ours: &Corpus, words: &Words) -> bool {
    let all = ours.sentences().filter(|s| !s.furniture).count().max(1) as f64;
    let frequent = figures::frequent(ours.sentences().filter(|s| !s.furniture), 6);
    let share = |n: &figures::Frequent| n.sentences as f64 / all;
    let shown = |n: &figures::Frequent| {
        format!("\"{}\" in {} sentences, {:.2} %", words.text(&n.words), n.sentences, 100.0 * share(n))
    };
    let over: Vec<String> = frequent.iter().filter(|n| share(n) > MOST_SIXGRAM).map(shown).collect();
    let first = frequent.first().map_or_else(|| "none".to_owned(), shown);
    let found = if over.is_empty() { first } else { over.join("; ") };
    let limit = 100.0 * MOST_SIXGRAM;
    verdict(
        over.is_empty(),
        &format!("most frequent 6-gram, {language}, furniture aside: {found} (at most {limit:.1} %)"),
    )
}

/// Looks for runs of words that stand in real text, too.
fn copies(ours: &Corpus, stock: &Stock, flags: &Flags, words: &Words) -> Result<bool> {
    let mut search = Shared::new(ours, RUN);
    let mut absent = Vec::new();
    for path in std::iter::once(&flags.real).chain(&flags.more) {
        if !corpus::each_real_text(path, words, &mut |name, text| search.see(name, text))? {
            absent.push(path.display().to_string());
        }
    }
    if !absent.is_empty() {
        println!("not compared with, since not found: {}", absent.join(", "));
    }
    let (found, excused): (Vec<_>, Vec<_>) =
        search.runs(ours).into_iter().partition(|run| stock.rest(&run.words) >= RUN);
    let count = found.len();
    for run in &found {
        println!("  {}, sentence {}: \"{}\" is in {}", run.document, run.sid, words.text(&run.words), run.source);
    }
    let what = format!(
        "runs of {RUN} or more words shared with real text: {count} ({} more are stock phrases)",
        excused.len()
    );
    Ok(verdict(found.is_empty(), &what))
}
