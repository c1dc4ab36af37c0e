//! Scores of parts of the data: by language, length, quotation, position, and any column.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::Value;

use super::baseline::Answers;
use super::facts::Facts;
use super::{Case, Intervals, Settings, by_article, of_draws};
use crate::data::Dataset;
use crate::metrics::Confusion;
use crate::resample::{Draws, LEVEL};

/// Scores of a part of the data.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Slice {
    /// The column, or `length`, `quotation`, `position`.
    pub field: String,
    /// Its value.
    pub value: String,
    /// Articles with such sentences.
    pub articles: usize,
    /// Labelled sentences.
    pub sentences: usize,
    /// Share of right answers.
    pub accuracy: f64,
    /// Mean F1 of the labels that occur.
    pub macro_f1: f64,
    /// Intervals of both.
    pub intervals: Intervals,
    /// Accuracy of the baselines.
    pub baselines: BTreeMap<&'static str, f64>,
}

/// Value of the rest where a column has too many.
pub const OTHERS: &str = "(others)";
/// Values of a column that are told apart.
const VALUES: usize = 12;
/// Columns that are sliced by without being asked for, where the data has them.
const USUAL: [&str; 2] = ["lang", "outlet"];
/// What the report itself knows of a sentence.
const OWN: [&str; 3] = ["length", "quotation", "position"];

/// Columns that the data can be sliced by.
#[must_use]
pub fn available_fields(data: &Dataset) -> BTreeSet<String> {
    let own = OWN.into_iter().chain(["doc", "lang"]).map(str::to_owned);
    let of_articles = data.articles.iter().flat_map(|a| a.fields.keys());
    let of_sentences = data.sentences().flat_map(|s| s.fields.keys());
    own.chain(of_articles.chain(of_sentences).cloned()).collect()
}

/// A value, and its place among the values of its column if they have an order.
type Ordered = (usize, String);

pub(super) fn all(
    data: &Dataset,
    cases: &[Case<'_>],
    facts: &[Vec<Facts>],
    baselines: &[Answers],
    settings: &Settings,
) -> Vec<Slice> {
    let here = available_fields(data);
    let usual = USUAL.into_iter().chain(OWN).filter(|name| here.contains(*name)).map(str::to_owned);
    let mut fields: Vec<String> = usual.collect();
    let wanted = settings.by.iter().filter(|name| !fields.contains(name)).cloned().collect::<Vec<_>>();
    fields.extend(wanted);
    let mut slices = Vec::new();
    for field in fields {
        let values: Vec<Ordered> = cases.iter().map(|c| value(data, facts, c, &field)).collect();
        for (value, members) in groups(&values) {
            slices.push(slice(data, cases, baselines, settings, (&field, value), &members));
        }
    }
    slices
}

/// The cases of each value, in order; rare values together.
fn groups(values: &[Ordered]) -> Vec<(String, Vec<usize>)> {
    let mut groups: BTreeMap<&Ordered, Vec<usize>> = BTreeMap::new();
    for (case, value) in values.iter().enumerate() {
        groups.entry(value).or_default().push(case);
    }
    let mut groups: Vec<(&Ordered, Vec<usize>)> = groups.into_iter().collect();
    groups.sort_by_key(|(value, members)| (value.0, std::cmp::Reverse(members.len())));
    let rest = if groups.len() > VALUES { groups.split_off(VALUES - 1) } else { Vec::new() };
    let mut named: Vec<_> = groups.into_iter().map(|(value, members)| (value.1.clone(), members)).collect();
    if !rest.is_empty() {
        named.push((OTHERS.to_owned(), rest.into_iter().flat_map(|(_, members)| members).collect()));
    }
    named
}

fn slice(
    data: &Dataset,
    cases: &[Case<'_>],
    baselines: &[Answers],
    settings: &Settings,
    (field, value): (&str, String),
    members: &[usize],
) -> Slice {
    let answers = members.iter().map(|&i| (cases[i].article, cases[i].gold, cases[i].predicted));
    let articles: Vec<Confusion> = by_article(data, answers).into_iter().filter(|c| c.total() > 0).collect();
    let mut confusion = Confusion::new(data.labels.len());
    articles.iter().for_each(|c| confusion.merge(c, 1));
    let drawn = Draws::new(articles.len(), settings.draws, settings.seed).confusions(&articles);
    let right = |b: &Answers| members.iter().filter(|&&i| cases[i].gold == b.predicted[i]).count();
    Slice {
        field: field.to_owned(),
        value,
        articles: articles.len(),
        sentences: members.len(),
        accuracy: confusion.accuracy(),
        macro_f1: confusion.macro_f1(),
        intervals: Intervals {
            accuracy: of_draws(&drawn, &Confusion::accuracy),
            macro_f1: of_draws(&drawn, &Confusion::macro_f1),
            level: LEVEL,
            draws: settings.draws,
        },
        baselines: baselines.iter().map(|b| (b.name, right(b) as f64 / members.len() as f64)).collect(),
    }
}

fn value(data: &Dataset, facts: &[Vec<Facts>], case: &Case<'_>, field: &str) -> Ordered {
    let article = &data.articles[case.article];
    let facts = facts[case.article][case.sentence];
    let named = |order: usize, name: &str| (order, name.to_owned());
    match field {
        "length" => length(facts.words),
        "quotation" => {
            if facts.quoted {
                named(0, "with")
            } else {
                named(1, "without")
            }
        }
        "position" => position(case.sentence, article.sentences.len()),
        "doc" => named(0, &article.id),
        "lang" => named(0, article.lang.as_deref().unwrap_or("(none)")),
        _ => match article.field(case.sentence, field) {
            None | Some(Value::Null) => named(0, "(none)"),
            Some(Value::String(text)) => named(0, text),
            Some(other) => (0, other.to_string()),
        },
    }
}

fn length(words: u32) -> Ordered {
    let (order, name) = match words {
        0..10 => (0, "under 10 words"),
        10..20 => (1, "10 to 19 words"),
        20..30 => (2, "20 to 29 words"),
        _ => (3, "30 words or more"),
    };
    (order, name.to_owned())
}

fn position(sentence: usize, of: usize) -> Ordered {
    let (order, name) = match (sentence, sentence * 3 / of.max(1)) {
        (0, _) => (0, "first sentence"),
        (_, 0) => (1, "first third"),
        (_, 1) => (2, "middle third"),
        _ => (3, "last third"),
    };
    (order, name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_values_are_put_together() {
        let values: Vec<Ordered> = (0..40).map(|i: usize| (0, format!("v{}", i.min(20)))).collect();
        let groups = groups(&values);
        assert_eq!((groups.len(), groups[0].0.as_str(), groups[0].1.len()), (VALUES, "v20", 20));
        assert_eq!(groups[VALUES - 1].0, OTHERS);
        assert_eq!(groups.iter().map(|g| g.1.len()).sum::<usize>(), 40);
    }

    #[test]
    fn places_and_lengths_have_an_order() {
        let of = |i| position(i, 9).1;
        assert_eq!([of(0), of(1), of(3), of(8)], ["first sentence", "first third", "middle third", "last third"]);
        assert_eq!(position(0, 1).0, 0);
        assert!(length(9) < length(10) && length(29) < length(30));
    }
}
