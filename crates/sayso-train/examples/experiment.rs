//! Scratch.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::expect_used, clippy::panic, missing_docs)]
use rayon::prelude::*;
use sayso_featurizer::analysis::SentenceInput;
use sayso_featurizer::feature::Row;
use sayso_featurizer::feature::Sink;
use sayso_featurizer::featurizer::{Config, Featurizer, Workspace};
use sayso_train::matrix::Vocabulary;
use sayso_train::metrics::Confusion;
use sayso_train::solver::lbfgs::Stop;
use sayso_train::solver::softmax::{Settings, fit, softmax};
use std::collections::BTreeMap;

#[derive(serde::Deserialize, Clone)]
struct Line {
    doc: String,
    text: String,
    #[serde(default)]
    label: Option<String>,
    lang: Option<String>,
    paragraph_start: Option<bool>,
    confidence: Option<u8>,
}
struct Doc {
    id: String,
    alone: Vec<Row>,
    lines: Vec<Line>,
    rows: Vec<Row>,
}
const L: [&str; 4] = ["attribution", "background", "claim", "denial"];

fn read(p: &str, f: &Featurizer) -> Vec<Doc> {
    let mut docs: Vec<Doc> = vec![];
    for l in std::fs::read_to_string(p).unwrap().lines() {
        let l: Line = serde_json::from_str(l).unwrap();
        if docs.last().is_none_or(|d| d.id != l.doc) {
            docs.push(Doc { id: l.doc.clone(), alone: vec![], lines: vec![], rows: vec![] });
        }
        docs.last_mut().unwrap().lines.push(l);
    }
    let nopar = std::env::var("NOPAR").is_ok();
    docs.par_iter_mut().for_each_init(Workspace::default, |w, d| {
        d.rows = f.rows(
            d.lines.iter().map(|l| SentenceInput {
                text: &l.text,
                paragraph_start: if nopar { None } else { l.paragraph_start },
            }),
            w,
        );
        if std::env::var("WALONE").is_ok() {
            d.alone = d
                .lines
                .iter()
                .map(|l| {
                    f.rows(std::iter::once(SentenceInput { text: &l.text, paragraph_start: None }), w).pop().unwrap()
                })
                .collect();
        }
    });
    docs
}
struct Named(Vec<(u64, f32)>, Vec<String>);
impl Sink for Named {
    const NAMED: bool = true;
    fn push(&mut self, id: u64, v: f32) {
        self.0.push((id, v));
    }
    fn name(&mut self, n: String, _: Option<(usize, usize)>) {
        self.1.push(n);
    }
}
fn arg(k: &str, d: f64) -> f64 {
    std::env::var(k).ok().map_or(d, |v| v.parse().unwrap())
}

struct Model {
    vocab: Vocabulary,
    lin: sayso_train::solver::softmax::Linear,
}
fn train(docs: &[&Doc]) -> Model {
    let mut rows = vec![];
    let mut y = vec![];
    let mut w = vec![];
    let alpha = arg("BAL", 0.35);
    let wreal = arg("WREAL", 1.0);
    let wown = arg("WOWN", 1.0);
    let conf = [arg("C1", 0.5), arg("C2", 0.8), 1.0];
    for d in docs {
        for (l, r) in d.lines.iter().zip(&d.rows) {
            if let Some(lab) = &l.label {
                rows.push(r);
                y.push(L.iter().position(|x| x == lab).unwrap());
                let real = d.id.starts_with("polnear") || d.id.starts_with("newsdiscourse");
                let c = l.confidence.map_or(1.0, |c| conf[(c.clamp(1, 3) - 1) as usize]);
                w.push(c * if real { wreal } else { wown });
                if !d.alone.is_empty() && (l.lang.as_deref() == Some("ro") || arg("ALLALONE", 1.0) > 0.0) {
                    let i = d.lines.iter().position(|x| std::ptr::eq(x, l)).unwrap();
                    rows.push(&d.alone[i]);
                    y.push(*y.last().unwrap());
                    w.push(w.last().unwrap() * arg("WALONE", 0.3));
                }
            }
        }
    }
    let mut n = [0.0; 4];
    for (&l, &w) in y.iter().zip(&w) {
        n[l] += w;
    }
    let tot: f64 = n.iter().sum();
    let cw = n.map(|c| (tot / 4.0 / c).powf(alpha));
    for (w, &l) in w.iter_mut().zip(&y) {
        *w *= cw[l];
    }
    let vocab = Vocabulary::build(rows.iter().copied(), arg("MINDF", 2.0) as u32);
    let x = vocab.matrix(&rows);
    let t = std::time::Instant::now();
    let (lin, rep) = fit(
        &x,
        &y,
        &w,
        4,
        vocab.len(),
        Settings {
            l2: arg("L2", 1.0),
            stop: Stop { max_iterations: arg("IT", 150.0) as usize, tolerance: arg("TOL", 3e-5) },
        },
    );
    if std::env::var("V").is_ok() {
        println!(
            "{} rows {} features {} nnz {rep:?} {:.1}s",
            rows.len(),
            vocab.len(),
            x.indices.len(),
            t.elapsed().as_secs_f32()
        );
    }
    Model { vocab, lin }
}
fn predict(m: &Model, d: &Doc) -> Vec<Vec<f64>> {
    predict_rows(m, d.rows.iter().collect())
}
fn predict_rows(m: &Model, rows: Vec<&Row>) -> Vec<Vec<f64>> {
    let x = m.vocab.matrix(&rows);
    (0..rows.len())
        .map(|i| {
            let mut z = m.lin.logits(&x, i);
            softmax(&mut z);
            z
        })
        .collect()
}
fn argmax(p: &[f64]) -> usize {
    (0..p.len()).max_by(|&a, &b| p[a].total_cmp(&p[b])).unwrap()
}
fn show(name: &str, c: &Confusion) {
    println!(
        "{name:<22} n={:<6} acc {:.3} macro {:.4}  {}",
        c.total(),
        c.accuracy(),
        c.macro_f1(),
        (0..4)
            .map(|i| {
                let s = c.label(i);
                format!("{} {:.3} (P{:.2} R{:.2})", L[i], s.f1, s.precision, s.recall)
            })
            .collect::<Vec<_>>()
            .join("  ")
    );
}
fn eval(name: &str, docs: &[&Doc], pred: &[Vec<Vec<f64>>]) {
    let mut all = Confusion::new(4);
    let mut by: BTreeMap<String, Confusion> = BTreeMap::new();
    for (d, p) in docs.iter().zip(pred) {
        for (l, p) in d.lines.iter().zip(p) {
            if let Some(lab) = &l.label {
                let g = L.iter().position(|x| x == lab).unwrap();
                let a = argmax(p);
                all.add(g, a);
                by.entry(d.id.split('/').next().unwrap().to_string()).or_insert_with(|| Confusion::new(4)).add(g, a);
                by.entry(format!("lang={}", l.lang.clone().unwrap_or_default()))
                    .or_insert_with(|| Confusion::new(4))
                    .add(g, a);
            }
        }
    }
    show(name, &all);
    if std::env::var("BY").is_ok() {
        for (k, c) in by {
            show(&format!("  {k}"), &c);
        }
    }
}
fn main() {
    let mut config = Config::default();
    for (k, v) in std::env::vars() {
        if let Some(g) = k.strip_prefix("S_") {
            config.scales.insert(g.to_string(), v.parse().unwrap());
        }
    }
    let np = arg("PIECES", 0.0) as usize;
    if np > 0 {
        let mut texts = vec![];
        for p in ["/work/shared/real/labelled.jsonl", "/tmp/own.jsonl"] {
            for l in std::fs::read_to_string(p).unwrap().lines() {
                texts.push(serde_json::from_str::<Line>(l).unwrap().text);
            }
        }
        config.pieces = sayso_train::subword::train(texts.iter().map(String::as_str), np).unwrap();
        println!("pieces {}", config.pieces.len());
    }
    let f = Featurizer::new(config).unwrap();
    let t = std::time::Instant::now();
    let real = read(&std::env::var("REAL").unwrap_or("/tmp/real2.jsonl".into()), &f);
    let own = read(&std::env::var("OWNF").unwrap_or("/tmp/own2.jsonl".into()), &f);
    let gold = read("/work/shared/gold-dev.jsonl", &f);
    if std::env::var("V").is_ok() {
        println!("features {:.1}s", t.elapsed().as_secs_f32());
    }
    let mode = std::env::args().nth(1).unwrap_or("gold".into());
    let goldr: Vec<&Doc> = gold.iter().collect();
    if mode.contains("gold") {
        let tr: Vec<&Doc> = real.iter().chain(&own).collect();
        let m = train(&tr);
        let p: Vec<_> = goldr.iter().map(|d| predict(&m, d)).collect();
        eval("gold both", &goldr, &p);
        if let Ok(out) = std::env::var("DUMP") {
            dump(&out, &goldr, &p, &f, &m);
        }
    }
    if mode.contains("score") {
        let tr: Vec<&Doc> = real.iter().chain(&own).collect();
        let m = train(&tr);
        let mut s = String::new();
        for p in ["/work/shared/real/newsdiscourse.train.jsonl", "/work/shared/real/polnear.train.jsonl"] {
            for d in read(p, &f) {
                for (i, (l, p)) in d.lines.iter().zip(predict(&m, &d)).enumerate() {
                    s += &serde_json::json!({"doc": d.id, "i": i, "text": l.text, "pred": L[argmax(&p)], "p": p})
                        .to_string();
                    s.push('\n');
                }
            }
        }
        std::fs::write("/tmp/scored.jsonl", s).unwrap();
    }
    if mode.contains("own") {
        let tr: Vec<&Doc> = own.iter().collect();
        let m = train(&tr);
        let p: Vec<_> = goldr.iter().map(|d| predict(&m, d)).collect();
        eval("gold own-only", &goldr, &p);
    }
    if mode.contains("cv") {
        // by article; own always added to training
        let docs: Vec<&Doc> = real.iter().collect();
        let owns: Vec<&Doc> = own.iter().collect();
        let k = 4;
        let fold =
            |d: &Doc| (sayso_featurizer::hash::of(d.id.split('#').next().unwrap().as_bytes()) % k as u64) as usize;
        let mut preds: Vec<Vec<Vec<f64>>> = vec![vec![]; docs.len() + owns.len()];
        let all: Vec<&Doc> = docs.iter().chain(&owns).copied().collect();
        let mut palone: Vec<Vec<Vec<f64>>> = preds.clone();
        for i in 0..k {
            let frac = arg("FRAC", 1.0);
            let tr: Vec<&Doc> = all
                .iter()
                .filter(|d| {
                    fold(d) != i
                        && ((sayso_featurizer::hash::of(format!("x{}", d.id).as_bytes()) % 1000) as f64) < frac * 1000.0
                })
                .copied()
                .collect();
            let m = train(&tr);
            for (j, d) in all.iter().enumerate() {
                if fold(d) == i {
                    preds[j] = predict(&m, d);
                    if !d.alone.is_empty() {
                        palone[j] = predict_rows(&m, d.alone.iter().collect());
                    }
                }
            }
        }
        eval("cv real", &docs, &preds[..docs.len()]);
        eval("cv own", &owns, &preds[docs.len()..]);
        if std::env::var("WALONE").is_ok() {
            eval("cv own alone", &owns, &palone[docs.len()..]);
        }
        if let Ok(out) = std::env::var("CVDUMP") {
            let mut s = String::new();
            for (d, p) in all.iter().zip(&preds) {
                for (i, (l, p)) in d.lines.iter().zip(p).enumerate() {
                    s += &serde_json::json!({"doc": d.id, "i": i, "text": l.text, "label": l.label, "pred": L[argmax(p)], "p": p}).to_string();
                    s.push('\n');
                }
            }
            std::fs::write(out, s).unwrap();
        }
    }
}
fn dump(out: &str, docs: &[&Doc], preds: &[Vec<Vec<f64>>], f: &Featurizer, m: &Model) {
    let mut s = String::new();
    let mut w = Workspace::default();
    let idx: std::collections::HashMap<u64, usize> = m.vocab.ids.iter().enumerate().map(|(i, &x)| (x, i)).collect();
    for (d, p) in docs.iter().zip(preds) {
        f.analyze(d.lines.iter().map(|l| SentenceInput { text: &l.text, paragraph_start: None }), &mut w);
        for (i, (l, p)) in d.lines.iter().zip(p).enumerate() {
            let Some(lab) = &l.label else { continue };
            let g = L.iter().position(|x| x == lab).unwrap();
            let a = argmax(p);
            if g == a {
                continue;
            }
            s += &format!("\n[{} -> {}] {:.2} vs {:.2}  {} {}\n   {}\n", lab, L[a], p[g], p[a], d.id, i, l.text);
            let mut sink = Named(vec![], vec![]);
            f.emit(&w, i, &mut sink);
            let mut c: Vec<(f32, &String)> = sink
                .0
                .iter()
                .zip(&sink.1)
                .filter_map(|((id, v), n)| {
                    idx.get(id).map(|&j| (v * (m.lin.weights[j * 4 + a] - m.lin.weights[j * 4 + g]), n))
                })
                .collect();
            c.sort_by(|x, y| y.0.abs().total_cmp(&x.0.abs()));
            if std::env::var("GROUPS").is_ok() {
                let mut g: BTreeMap<&str, f32> = BTreeMap::new();
                for (v, n) in &c {
                    *g.entry(n.split(':').next().unwrap()).or_default() += v;
                }
                s += &format!("   {g:?}\n");
            }
            s += &format!(
                "   {}\n",
                c.iter()
                    .take(arg("TOP", 14.0) as usize)
                    .map(|(v, n)| format!("{n}={v:+.2}"))
                    .collect::<Vec<_>>()
                    .join(" | ")
            );
        }
    }
    std::fs::write(out, s).unwrap();
}
