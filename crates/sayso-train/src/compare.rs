//! Two sets of answers to the same data: which is better, is that chance, and which sentences changed.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use sayso::{Model, Prediction};
use serde::Serialize;

use crate::data::{self, DataError, DataErrorKind, Dataset, ReadOptions};
use crate::evaluate::predict;
use crate::metrics::Confusion;
use crate::paired::{self, Difference, Settings};

/// One label per sentence, article by article, as the data has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answers {
    /// Whose they are.
    pub name: String,
    /// Names of labels; `None` only where the data has no label either.
    pub labels: Vec<Vec<Option<String>>>,
}

impl Answers {
    /// The answers of a model.
    #[must_use]
    pub fn of(name: &str, model: &Model, data: &Dataset) -> Self {
        let label = |p: &Prediction| model.labels().get(p.label).cloned();
        let labels = predict(model, data).iter().map(|a| a.iter().map(label).collect()).collect();
        Self { name: name.to_owned(), labels }
    }

    /// Reads the answers of a file of rows with `doc` and `sid`, or with the same sentences in the same order. The label
    /// is in the column that `options` names.
    ///
    /// # Errors
    /// As [`data::read`], and [`DataErrorKind::NoAnswer`] for a labelled sentence of the data without an answer.
    pub fn read(path: &Path, data: &Dataset, options: &ReadOptions) -> Result<Self, DataError> {
        let options = ReadOptions { need_text: false, min_labels: 0, labels: None, ..options.clone() };
        let given = data::read(&[PathBuf::from(path)], &options)?;
        let answers = Given::new(&given);
        let mut labels = Vec::new();
        for article in &data.articles {
            let mut row = Vec::new();
            for (position, sentence) in article.sentences.iter().enumerate() {
                let answer = answers.find(&article.id, &sentence.sid, position, &sentence.text);
                if answer.is_none() && sentence.label.is_some() {
                    let column = options.label.clone();
                    let kind = DataErrorKind::NoAnswer { doc: article.id.clone(), sid: sentence.sid.clone(), column };
                    return Err(DataError::in_file(path.display().to_string(), kind));
                }
                row.push(answer.map(str::to_owned));
            }
            labels.push(row);
        }
        Ok(Self { name: path.display().to_string(), labels })
    }
}

/// Answers of a file, found by name or by place.
struct Given<'a> {
    by_name: HashMap<(&'a str, &'a str), &'a str>,
    /// With the text, which has to be the same.
    by_place: HashMap<(&'a str, usize), (&'a str, &'a str)>,
}

impl<'a> Given<'a> {
    fn new(data: &'a Dataset) -> Self {
        let (mut by_name, mut by_place) = (HashMap::new(), HashMap::new());
        for article in &data.articles {
            for (position, sentence) in article.sentences.iter().enumerate() {
                let Some(label) = data.label_of(sentence) else { continue };
                by_name.insert((article.id.as_str(), sentence.sid.as_str()), label);
                by_place.insert((article.id.as_str(), position), (sentence.text.as_str(), label));
            }
        }
        Self { by_name, by_place }
    }

    fn find(&self, doc: &str, sid: &str, position: usize, text: &str) -> Option<&'a str> {
        let by_name = self.by_name.get(&(doc, sid)).copied();
        by_name.or_else(|| self.by_place.get(&(doc, position)).filter(|(t, _)| *t == text).map(|(_, label)| *label))
    }
}

/// What two sets of answers have in common and what not.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    /// Name of the first.
    pub a: String,
    /// Name of the second.
    pub b: String,
    /// Articles with labelled sentences.
    pub articles: usize,
    /// Labelled sentences.
    pub sentences: usize,
    /// Resampled sets and exchanges.
    pub draws: usize,
    /// `accuracy` and `macro_f1`.
    pub totals: BTreeMap<&'static str, Difference>,
    /// F1 by label.
    pub f1: BTreeMap<String, Difference>,
    /// How often each kind of change occurs.
    pub counts: Counts,
    /// Every sentence with different answers, in the order of the data.
    pub flips: Vec<Flip>,
}

/// Sentences by who is right.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// The answers are the same.
    pub same: usize,
    /// Only the second is right.
    pub fixed: usize,
    /// Only the first is right.
    pub broken: usize,
    /// Both are wrong in different ways.
    pub moved: usize,
}

/// Which way a sentence changed from the first to the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// From wrong to right.
    Fixed,
    /// From right to wrong.
    Broken,
    /// From wrong to wrong.
    Moved,
}

/// A sentence with different answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Flip {
    /// Which way.
    pub change: Change,
    /// The article.
    pub doc: String,
    /// The sentence.
    pub sid: String,
    /// Label of the data.
    pub gold: String,
    /// Answer of the first.
    pub a: String,
    /// Answer of the second.
    pub b: String,
    /// The sentence before it.
    pub before: Option<String>,
    /// Its text.
    pub text: String,
}

/// A labelled sentence with both answers, as classes.
struct Both {
    article: usize,
    sentence: usize,
    gold: usize,
    a: usize,
    b: usize,
}

/// Compares two sets of answers to `data`.
#[must_use]
pub fn compare(data: &Dataset, a: &Answers, b: &Answers, settings: Settings) -> Comparison {
    let given = [a, b].into_iter().flat_map(|x| x.labels.iter().flatten().flatten());
    let names: BTreeSet<&String> = data.labels.iter().chain(given).collect();
    let names: Vec<String> = names.into_iter().cloned().collect();
    let both = both(data, a, b, &names);
    let matrices = |of: &dyn Fn(&Both) -> usize| {
        let mut articles = BTreeMap::new();
        for x in &both {
            articles.entry(x.article).or_insert_with(|| Confusion::new(names.len())).add(x.gold, of(x));
        }
        articles.into_values().collect::<Vec<Confusion>>()
    };
    let (of_a, of_b) = (matrices(&|x| x.a), matrices(&|x| x.b));
    let scores = |c: &Confusion| {
        let f1 = (0..c.counts.len()).map(|i| c.label(i).f1);
        [c.accuracy(), c.macro_f1()].into_iter().chain(f1).collect()
    };
    let mut found = paired::compare(&of_a, &of_b, &scores, settings).into_iter();
    let totals = ["accuracy", "macro_f1"].into_iter().zip(found.by_ref()).collect();
    let f1 = names.iter().cloned().zip(found).filter(|(_, d)| d.a > 0.0 || d.b > 0.0).collect();
    let (counts, flips) = flips(data, &both, &names);
    Comparison {
        a: a.name.clone(),
        b: b.name.clone(),
        articles: of_a.len(),
        sentences: both.len(),
        draws: settings.draws,
        totals,
        f1,
        counts,
        flips,
    }
}

fn both(data: &Dataset, a: &Answers, b: &Answers, names: &[String]) -> Vec<Both> {
    let class = |label: &str| names.iter().position(|n| n == label);
    let answer =
        |x: &Answers, article: usize, sentence: usize| class(x.labels.get(article)?.get(sentence)?.as_deref()?);
    let mut both = Vec::new();
    for (article, rows) in data.articles.iter().enumerate() {
        for (sentence, s) in rows.sentences.iter().enumerate() {
            let gold = data.label_of(s).and_then(class);
            if let (Some(gold), Some(a), Some(b)) = (gold, answer(a, article, sentence), answer(b, article, sentence)) {
                both.push(Both { article, sentence, gold, a, b });
            }
        }
    }
    both
}

fn flips(data: &Dataset, both: &[Both], names: &[String]) -> (Counts, Vec<Flip>) {
    let (mut counts, mut flips) = (Counts::default(), Vec::new());
    for x in both {
        let change = match (x.a == x.b, x.a == x.gold, x.b == x.gold) {
            (true, ..) => {
                counts.same += 1;
                continue;
            }
            (_, _, true) => Change::Fixed,
            (_, true, _) => Change::Broken,
            _ => Change::Moved,
        };
        match change {
            Change::Fixed => counts.fixed += 1,
            Change::Broken => counts.broken += 1,
            Change::Moved => counts.moved += 1,
        }
        let article = &data.articles[x.article];
        let before = x.sentence.checked_sub(1).and_then(|i| article.sentences.get(i)).map(|s| s.text.clone());
        let sentence = &article.sentences[x.sentence];
        flips.push(Flip {
            change,
            doc: article.id.clone(),
            sid: sentence.sid.clone(),
            gold: names[x.gold].clone(),
            a: names[x.a].clone(),
            b: names[x.b].clone(),
            before,
            text: sentence.text.clone(),
        });
    }
    (counts, flips)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::read_stream;
    use std::io::Cursor;

    fn data(rows: &str) -> Dataset {
        let options = ReadOptions { min_labels: 0, ..ReadOptions::default() };
        read_stream("d.csv", Cursor::new(format!("doc,sid,text,label\n{rows}")), &options).unwrap()
    }

    fn answers(name: &str, labels: &[&[&str]]) -> Answers {
        let row = |r: &&[&str]| r.iter().map(|l| Some((*l).to_owned())).collect();
        Answers { name: name.into(), labels: labels.iter().map(row).collect() }
    }

    const SETTINGS: Settings = Settings { draws: 100, seed: 1 };

    #[test]
    fn flips_are_told_by_their_direction() {
        let data = data("a,0,One.,x\na,1,Two.,y\nb,0,Three.,x\nb,1,Four.,x\n");
        let c = compare(
            &data,
            &answers("A", &[&["x", "x"], &["x", "z"]]),
            &answers("B", &[&["x", "y"], &["z", "y"]]),
            SETTINGS,
        );
        assert_eq!(c.counts, Counts { same: 1, fixed: 1, broken: 1, moved: 1 });
        assert_eq!(
            c.flips.iter().map(|f| f.change).collect::<Vec<_>>(),
            [Change::Fixed, Change::Broken, Change::Moved]
        );
        assert_eq!(c.flips[0].before.as_deref(), Some("One."));
        assert_eq!((c.totals["accuracy"].a, c.totals["accuracy"].b), (0.5, 0.5));
        assert_eq!((c.articles, c.sentences), (2, 4));
    }

    #[test]
    fn answers_are_found_by_name_or_by_place() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("p.csv");
        let data = data("a,S0,One.,x\na,S1,Two.,y\n");
        let options = ReadOptions { label: "predicted".into(), ..ReadOptions::default() };
        let read = |text: &str| {
            std::fs::write(&path, text).unwrap();
            Answers::read(&path, &data, &options)
        };
        let named = read("doc,sid,predicted\na,S1,x\na,S0,y\n").unwrap();
        assert_eq!(named.labels[0], [Some("y".to_owned()), Some("x".to_owned())]);
        assert_eq!(read("doc,text,predicted\na,One.,x\na,Two.,x\n").unwrap().labels[0].len(), 2);
        let e = read("doc,text,predicted\na,One.,x\na,Else.,x\n").unwrap_err().to_string();
        assert!(e.contains("doc \"a\", sid \"S1\""), "{e}");
    }
}
