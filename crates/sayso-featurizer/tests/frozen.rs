//! The features of a text are part of the model format: a model stores their identities. This test says when they change.
//!
//! `tests/frozen.txt` lists, for every sentence of some articles, a digest over identities and values, and each feature by
//! value and name. If you changed features on purpose, `UPDATE_FROZEN=1 cargo test -p sayso-featurizer --test frozen`
//! writes the file anew: read `git diff` (a digest that differs while the names below it do not means that identities
//! changed), then raise `format::FORMAT` and train the shipped models again.

#![allow(clippy::unwrap_used)]

use sayso_featurizer::analysis::SentenceInput;
use sayso_featurizer::feature::{Row, RowSink, Sink};
use sayso_featurizer::featurizer::{Config, Featurizer, Workspace};
use sayso_featurizer::hash::{bytes, finish, start};
use std::fmt::Write as _;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/frozen.txt");

const PIECES: [&str; 24] = [
    "the", "mayor", "deni", "##ed", "un", "##happy", "tues", "##day", "re", "##port", "##er", "##s", "a", "##l", "##i",
    "spu", "##s", "minist", "##rul", "pri", "##mar", "com", "##pan", "##y",
];

const ARTICLES: [&str; 6] = [
    "Ferry company cuts night crossings\nHARBOR CITY, Fla. (Wire) - The ferry company said on Tuesday that it would \
         cancel half of its night crossings from Jan. 5.\n“We did not see this coming,” Mayor R. J. Whitlock told \
         reporters.\n“Nobody called us.\nWhat are people supposed to do?” she asked.\nThe company, which lost $1.2 \
         million in 2019, didn't reply to a request for comment.\nShe denied that she had been told.\nThe island was \
         founded in 1812.",
    "Compania taie cursele de noapte\n„Vom respecta legea”, a declarat ministrul, citând art. 12 din Legea nr. \
         41/2009.\nPotrivit primarului, s-a ajuns la o înţelegere.\nEl a negat că ar fi primit bani.\nReprezentanții \
         companiei nu au putut fi contactați.\nLicitația va fi reluată în luna mai.\nFusese anunțată în urmă cu doi ani.",
    "",
    "He said 'they wouldn’t go', but the workers' pay, 27\" screens and the '90s weren't the bosses' idea.",
    "@mayor #ferry: DON'T READ THIS!!! ... (Photo: A. B.) 10:30 – “x” ``y'' «z»\n???\n\"\nMore to follow",
    "İstanbul'da ﬁ ǅ ŉ 你好。 e\u{301}t\u{301} \u{200b}\u{ad}x\u{ad}y ٣٤ ½ ²\n\u{301}\u{301}\nn't N’T 's ''s o''clock \
         l'été d’Été can''t don’t'\nA man arrested on Friday, aged 34, has pleaded not guilty, according to his lawyer.",
];

fn digest(row: &Row) -> u64 {
    finish(
        row.features.iter().fold(start(), |h, (id, v)| bytes(bytes(h, &id.to_le_bytes()), &v.to_bits().to_le_bytes())),
    )
}

/// Every feature as value and name.
#[derive(Default)]
struct Listed {
    values: Vec<f32>,
    names: Vec<String>,
}

impl Sink for Listed {
    const NAMED: bool = true;

    fn push(&mut self, _id: u64, value: f32) {
        self.values.push(value);
    }

    fn name(&mut self, name: String, _tokens: Option<(usize, usize)>) {
        self.names.push(name);
    }
}

/// What the featurizer makes of an article with one sentence a line.
fn describe(text: &str, featurizer: &Featurizer, w: &mut Workspace) -> String {
    let inputs = text.lines().enumerate().map(|(i, text)| SentenceInput { text, paragraph_start: Some(i % 2 == 0) });
    featurizer.analyze(inputs, w);
    let (mut out, mut rows) = (String::new(), RowSink::default());
    for (i, sentence) in text.lines().enumerate() {
        let mut listed = Listed::default();
        featurizer.emit(w, i, &mut listed);
        featurizer.emit(w, i, &mut rows);
        assert_eq!(listed.values.len(), listed.names.len(), "a name for every feature");
        let mut lines: Vec<String> =
            listed.values.iter().zip(listed.names).map(|(v, n)| format!("{n} = {v}")).collect();
        lines.sort_unstable();
        writeln!(out, "{sentence:?}\ndigest {:016x}\n{}\n", digest(&rows.take()), lines.join("\n")).unwrap();
    }
    out
}

#[test]
fn rows_are_frozen() {
    let featurizer = Featurizer::new(Config { pieces: PIECES.map(String::from).into(), ..Config::default() }).unwrap();
    let mut w = Workspace::default();
    let found: String = ARTICLES.iter().map(|text| describe(text, &featurizer, &mut w)).collect();
    if std::env::var_os("UPDATE_FROZEN").is_some() {
        std::fs::write(FILE, found).unwrap();
        return;
    }
    let expected = std::fs::read_to_string(FILE).unwrap().replace("\r\n", "\n");
    let first = expected.lines().zip(found.lines()).position(|(e, f)| e != f);
    let first = first.or_else(|| (expected != found).then(|| expected.lines().count().min(found.lines().count())));
    let line = |text: &str, i: usize| text.lines().nth(i).unwrap_or("the end").to_string();
    if let Some(i) = first {
        panic!(
            "features changed; models trained before are lost.\nfrozen.txt line {}: {}\nnow:     {}\n\
             On purpose? UPDATE_FROZEN=1 cargo test -p sayso-featurizer --test frozen",
            i + 1,
            line(&expected, i),
            line(&found, i)
        );
    }
}
