//! Scratch
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]
use sayso_train::data;
fn main() {
    let a: Vec<String> = std::env::args().skip(1).collect();
    let model = sayso::Model::from_path(&a[0]).unwrap();
    let o = data::ReadOptions { labels: Some(model.labels().to_vec()), ..Default::default() };
    let g = data::read(&[a[1].clone().into()], &o).unwrap();
    for art in &g.articles {
        if art.lang.as_deref() != Some(a[2].as_str()) {
            continue;
        }
        let s: Vec<_> = sayso_train::rows::inputs(art).collect();
        let p = model.classify_sentences(&s);
        for (i, p) in p.iter().enumerate() {
            let Some(gold) = art.sentences[i].label else { continue };
            if gold == p.label {
                continue;
            }
            println!(
                "[{} -> {}] {:?}\n   {}",
                g.labels[gold],
                g.labels[p.label],
                p.probabilities,
                art.sentences[i].text.trim()
            );
            let e = model.explain(&s, i).unwrap();
            let mut c: Vec<(f32, String)> =
                e.contributions.iter().map(|c| (c.logits[p.label] - c.logits[gold], c.feature.clone())).collect();
            c.sort_by(|x, y| y.0.abs().total_cmp(&x.0.abs()));
            println!("   {}", c.iter().take(12).map(|(v, n)| format!("{n}={v:+.2}")).collect::<Vec<_>>().join(" | "));
        }
    }
}
