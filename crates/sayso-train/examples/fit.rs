//! Scratch: train and evaluate.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr, missing_docs)]
use sayso_train::{data, evaluate, train};

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let gold = args[0].clone();
    let paths: Vec<std::path::PathBuf> = args[1..].iter().map(Into::into).collect();
    let t = std::time::Instant::now();
    let d = data::read(&paths, &data::ReadOptions::default()).unwrap();
    let arg = |k: &str, v: f64| std::env::var(k).ok().map_or(v, |v| v.parse().unwrap());
    let mut s = train::Settings::default();
    s.l2 = arg("L2", s.l2);
    s.balance = arg("BAL", s.balance);
    s.pieces = arg("PIECES", 6000.0) as usize;
    s.max_features = arg("MAXF", 200000.0) as usize;
    s.narrow = arg("NARROW", 1.0) > 0.0;
    for (k, v) in std::env::vars() {
        if let Some(g) = k.strip_prefix("S_") {
            s.config.scales.insert(g.to_string(), v.parse().unwrap());
        }
    }
    s.stop.tolerance = arg("TOL", s.stop.tolerance);
    s.stop.max_iterations = arg("IT", s.stop.max_iterations as f64) as usize;
    let m = train::train(&d, &s, &|n, i, k| eprintln!("{n} {i}/{k} {:.1}s", t.elapsed().as_secs_f32())).unwrap();
    println!("{:?} {:?}", m.report, m.pruned);
    let show = |n: &str, c: &sayso_train::metrics::Confusion| {
        println!(
            "{n} acc {:.4} macro {:.4} {:?}",
            c.accuracy(),
            c.macro_f1(),
            (0..4)
                .map(|i| {
                    let x = c.label(i);
                    format!("{:.3} P{:.2} R{:.2}", x.f1, x.precision, x.recall)
                })
                .collect::<Vec<_>>()
        )
    };
    show("held out", &m.held_out);
    println!("offsets {:?}", m.parts.offsets);
    let bytes = m.parts.to_bytes(s.narrow).unwrap();
    println!("bytes {}", bytes.len());
    std::fs::write("/tmp/model.safetensors", &bytes).unwrap();
    let model = sayso::Model::from_bytes(&bytes).unwrap();
    let mut parts = sayso::format::Parts::from_bytes(&bytes).unwrap();
    let o = data::ReadOptions { labels: Some(model.labels().to_vec()), ..Default::default() };
    let g = data::read(&[gold.into()], &o).unwrap();
    let e = evaluate::evaluate(&model, &g);
    show("gold", &e.confusion);
    println!("ece {:.4}", e.calibration_error);
    parts.offsets = vec![0.0; 4];
    let e = evaluate::evaluate(&sayso::Model::from_parts(&parts).unwrap(), &g);
    show("gold no offsets", &e.confusion);
    parts.stage = sayso::stage::identity(4);
    let e = evaluate::evaluate(&sayso::Model::from_parts(&parts).unwrap(), &g);
    show("gold sparse only", &e.confusion);
    let mut pp = sayso::format::Parts::from_bytes(&bytes).unwrap();
    pp.offsets = vec![0.0; 4];
    let model = sayso::Model::from_parts(&pp).unwrap();
    for l in ["en", "ro"] {
        let sub = data::Dataset {
            labels: g.labels.clone(),
            articles: g.articles.iter().filter(|a| a.lang.as_deref() == Some(l)).cloned().collect(),
            warnings: vec![],
        };
        show(l, &evaluate::evaluate(&model, &sub).confusion);
        show("  sparse", &evaluate::evaluate(&sayso::Model::from_parts(&parts).unwrap(), &sub).confusion);
    }
}
