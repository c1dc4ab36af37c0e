//! Scratch: held-out errors with contributions omitted.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr, missing_docs)]
use sayso_train::{data, train};
fn main() {
    let paths: Vec<std::path::PathBuf> = std::env::args().skip(1).map(Into::into).collect();
    let d = data::read(&paths, &data::ReadOptions::default()).unwrap();
    let m = train::train(&d, &train::Settings::default(), &|_, _, _| ()).unwrap();
    for p in &m.predictions {
        let a = &d.articles[p.article];
        let s = &a.sentences[p.sentence];
        println!(
            "{}",
            serde_json::json!({"doc": a.id, "i": p.sentence, "gold": d.labels[p.gold], "pred": d.labels[p.predicted], "p": p.probabilities, "text": s.text, "prev": p.sentence.checked_sub(1).map(|j| a.sentences[j].text.clone()), "evidence": s.fields.get("evidence")})
        );
    }
}
