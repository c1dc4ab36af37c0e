//! One hash over the rows of many texts: equal before and after a change means that no feature changed.
//!
//! `fingerprint [--each]`: the articles of `SAYSO_BENCH_TEXT` or of the own data set, and as many texts of noise.

#![allow(clippy::print_stdout)]

use anyhow::Result;
use sayso::{Model, SentenceInput};
use sayso_featurizer::feature::Row;
use sayso_featurizer::featurizer::Workspace;
use sayso_featurizer::hash::{bytes, finish, start};

const NOISE: &str = "a b n't N’t can didn't 's ‘re S-a în Știință că Întâi É e\u{301} l' O’Neill the The THE said denied that \
                     Monday 2019 1,234.5 10:30 ... . , ; : - – — \" “ ” « » ' ‘ ’ `` '' ( ) @ # ? ! … \u{200b} \u{ad} 🙂 \
                     Москва 你好 İ ß ŉ \u{0} \u{a0} \n unaffordable nega a spus potrivit according to has had been mr. \
                     vice-president president's n' t' ''t 6'2\" 27\" ă ﬁ Ǆ ٣ ² ½";

fn noise(n: usize) -> Vec<String> {
    let pieces: Vec<&str> = NOISE.split(' ').collect();
    let mut state = 88_172_645_463_325_252u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 20) as usize % below
    };
    let mut texts = Vec::new();
    for _ in 0..n {
        let mut text = String::new();
        for _ in 0..random(200) {
            text += pieces[random(pieces.len())];
            text += if random(3) == 0 { "" } else { " " };
        }
        texts.push(text);
    }
    texts
}

fn digest(rows: &[Row]) -> u64 {
    let features = rows.iter().flat_map(|r| r.features.iter());
    finish(features.fold(start(), |h, (id, v)| bytes(bytes(h, &id.to_le_bytes()), &v.to_bits().to_le_bytes())))
}

fn main() -> Result<()> {
    let model = Model::embedded()?;
    let mut texts = [sayso_bench::articles("en")?, sayso_bench::articles("ro")?].concat();
    texts.extend(noise(20_000));
    let (mut w, mut spans, mut all, mut features) = (Workspace::default(), Vec::new(), start(), 0);
    for (i, text) in texts.iter().enumerate() {
        model.split(text, &mut spans);
        let inputs = spans.iter().map(|s| SentenceInput { text: s.of(text), paragraph_start: Some(s.paragraph_start) });
        let rows = model.featurizer().rows(inputs, &mut w);
        let whole = [SentenceInput { text, paragraph_start: None }];
        let one = model.featurizer().rows(whole.into_iter(), &mut w);
        for d in [digest(&rows), digest(&one)] {
            if std::env::args().any(|a| a == "--each") {
                println!("{i} {d:016x}");
            }
            all = bytes(all, &d.to_le_bytes());
        }
        features += rows.iter().chain(&one).map(|r| r.features.len()).sum::<usize>();
    }
    println!("{} texts, {features} features: {:016x}", texts.len(), finish(all));
    Ok(())
}
