#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]
use sayso_featurizer::analysis::SentenceInput;
use sayso_featurizer::featurizer::{Config, Featurizer, Workspace};
#[derive(serde::Deserialize, Clone)]
struct Line {
    doc: String,
    text: String,
    #[serde(default)]
    label: Option<String>,
    lang: Option<String>,
    paragraph_start: Option<bool>,
}
fn main() {
    let f = Featurizer::new(Config::default()).unwrap();
    let mut w = Workspace::default();
    let lang = std::env::args().nth(2).unwrap();
    let mut docs: Vec<Vec<Line>> = vec![];
    for l in std::fs::read_to_string(std::env::args().nth(1).unwrap()).unwrap().lines() {
        let l: Line = serde_json::from_str(l).unwrap();
        if docs.last().is_none_or(|d| d[0].doc != l.doc) {
            docs.push(vec![]);
        }
        docs.last_mut().unwrap().push(l);
    }
    for d in docs.iter().filter(|d| d[0].lang.as_deref().unwrap_or("en") == lang) {
        f.analyze(d.iter().map(|l| SentenceInput { text: &l.text, paragraph_start: l.paragraph_start }), &mut w);
        for (i, l) in d.iter().enumerate() {
            let s = &w.summaries[i];
            let m = s.main.map(|m| {
                let v = &w.verbs[m as usize];
                format!("{} {:?} {:?} {:?}", w.analysis.norm(v.token), v.tense, v.subject, v.follow)
            });
            println!(
                "{}\t{}\t{}\t{}\t{}\t{:?}",
                l.label.clone().unwrap_or_default(),
                m.unwrap_or("-".into()),
                s.words,
                s.words_inside,
                l.text,
                s.guess
            );
        }
    }
}
