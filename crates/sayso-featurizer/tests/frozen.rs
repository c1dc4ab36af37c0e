//! The features of a text are a file format: models store their identities. These rows must never change.
//!
//! Each text is an article, one sentence a line, with a digest over its rows: identities and the bits of the values.

#![allow(clippy::unwrap_used)]

use sayso_featurizer::analysis::SentenceInput;
use sayso_featurizer::feature::Row;
use sayso_featurizer::featurizer::{Config, Featurizer, Workspace};
use sayso_featurizer::hash::{bytes, finish, start};

const PIECES: [&str; 24] = [
    "the", "mayor", "deni", "##ed", "un", "##happy", "tues", "##day", "re", "##port", "##er", "##s", "a", "##l", "##i",
    "spu", "##s", "minist", "##rul", "pri", "##mar", "com", "##pan", "##y",
];

const ARTICLES: [(&str, u64, usize); 6] = [
    (
        "Ferry company cuts night crossings\nHARBOR CITY, Fla. (Wire) - The ferry company said on Tuesday that it would \
         cancel half of its night crossings from Jan. 5.\n“We did not see this coming,” Mayor R. J. Whitlock told \
         reporters.\n“Nobody called us.\nWhat are people supposed to do?” she asked.\nThe company, which lost $1.2 \
         million in 2019, didn't reply to a request for comment.\nShe denied that she had been told.\nThe island was \
         founded in 1812.",
        0x1af5_51a4_57b0_82cc,
        984,
    ),
    (
        "Compania taie cursele de noapte\n„Vom respecta legea”, a declarat ministrul, citând art. 12 din Legea nr. \
         41/2009.\nPotrivit primarului, s-a ajuns la o înţelegere.\nEl a negat că ar fi primit bani.\nReprezentanții \
         companiei nu au putut fi contactați.\nLicitația va fi reluată în luna mai.\nFusese anunțată în urmă cu doi ani.",
        0x5ff7_99ac_6d9f_bfc5,
        1102,
    ),
    ("", 0xefd0_1f60_ba99_2926, 0),
    (
        "He said 'they wouldn’t go', but the workers' pay, 27\" screens and the '90s weren't the bosses' idea.",
        0x0686_57f5_5553_73b2,
        140,
    ),
    (
        "@mayor #ferry: DON'T READ THIS!!! ... (Photo: A. B.) 10:30 – “x” ``y'' «z»\n???\n\"\nMore to follow",
        0xc291_f3f6_4b86_789e,
        273,
    ),
    (
        "İstanbul'da ﬁ ǅ ŉ 你好。 e\u{301}t\u{301} \u{200b}\u{ad}x\u{ad}y ٣٤ ½ ²\n\u{301}\u{301}\nn't N’T 's ''s o''clock \
         l'été d’Été can''t don’t'\nA man arrested on Friday, aged 34, has pleaded not guilty, according to his lawyer.",
        0xdf14_06d0_2a02_8472,
        256,
    ),
];

fn featurizer() -> Featurizer {
    Featurizer::new(Config { pieces: PIECES.map(String::from).into(), ..Config::default() }).unwrap()
}

fn digest(rows: &[Row]) -> u64 {
    let features = rows.iter().flat_map(|r| r.features.iter());
    finish(features.fold(start(), |h, (id, v)| bytes(bytes(h, &id.to_le_bytes()), &v.to_bits().to_le_bytes())))
}

#[test]
fn rows_are_frozen() {
    let (featurizer, mut w) = (featurizer(), Workspace::default());
    let mut wrong = String::new();
    for (text, hash, count) in ARTICLES {
        let sentences = text.lines().enumerate();
        let inputs = sentences.map(|(i, text)| SentenceInput { text, paragraph_start: Some(i % 2 == 0) });
        let rows = featurizer.rows(inputs, &mut w);
        let found = (digest(&rows), rows.iter().map(|r| r.features.len()).sum::<usize>());
        if found != (hash, count) {
            let head: String = text.chars().take(30).collect();
            wrong += &format!("{head:?}: 0x{:016x}, {}\n", found.0, found.1);
        }
    }
    assert!(wrong.is_empty(), "features changed; every model trained before is lost:\n{wrong}");
}
