//! The rate and the memory of batch classification, beside the batch prediction of Python peers.
//!
//! `cargo run --release -p sayso-bench --example batch -- [--corpora DIR] [--sizes 10,100,1000] [--program FILE]
//! [--python FILE] [--jobs N]`: the articles of NewsDiscourse and PolNeAR, or else ours, are repeated to each size in MB
//! of text and labelled by `sayso classify` from JSON Lines to JSON Lines on disk. With a Python that has scikit-learn
//! or fastText, these label the sentences of the smallest size, split already, in the same run.

#![allow(clippy::print_stdout)]

use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use sayso_train::data::{ReadOptions, article_lines, read};
use serde_json::{Value, json};

/// Flags.
struct Flags {
    corpora: PathBuf,
    sizes: Vec<u64>,
    program: PathBuf,
    python: Option<PathBuf>,
    jobs: Option<String>,
}

const TRAINING: &str = "datasets/articles";
const PEERS: &str = "crates/sayso-bench/peers/batch.py";

fn flags() -> Result<Flags> {
    let mut flags = Flags {
        corpora: "../shared/real".into(),
        sizes: vec![10, 100, 1000],
        program: "target/release/sayso".into(),
        python: None,
        jobs: None,
    };
    let mut args = std::env::args().skip(1);
    while let Some(flag) = args.next() {
        let value = args.next().with_context(|| format!("{flag} needs a value"))?;
        match flag.as_str() {
            "--corpora" => flags.corpora = value.into(),
            "--sizes" => flags.sizes = value.split(',').map(str::parse).collect::<Result<_, _>>()?,
            "--program" => flags.program = value.into(),
            "--python" => flags.python = Some(value.into()),
            "--jobs" => flags.jobs = Some(value),
            _ => bail!("{flag}: no such flag; there are --corpora, --sizes, --program, --python, --jobs"),
        }
    }
    ensure!(flags.program.is_file(), "{}: no such program; cargo build --release", flags.program.display());
    Ok(flags)
}

fn main() -> Result<()> {
    let flags = flags()?;
    let texts = texts(&flags.corpora)?;
    println!("{} articles, {:.1} MB of text", texts.len(), texts.iter().map(String::len).sum::<usize>() as f64 / 1e6);
    let folder = tempfile::tempdir()?;
    let smallest = flags.sizes.iter().min().copied().unwrap_or(10);
    let mut rate = 0.0;
    println!(
        "\n| text | seconds | MB/s of text | articles/s | peak memory, MiB | where the time of the threads went |"
    );
    println!("|---|---|---|---|---|---|");
    for &size in &flags.sizes {
        let input = folder.path().join("in.jsonl");
        let output = folder.path().join(format!("out-{size}.jsonl"));
        let (articles, bytes) = repeat(&texts, size * 1_000_000, &input)?;
        let run = classify(&flags, &input, &output)?;
        let seconds = run.time.as_secs_f64();
        let mb = bytes as f64 / 1e6;
        println!(
            "| {size} MB | {seconds:.2} | {:.1} | {:.0} | {} | {} |",
            mb / seconds,
            articles as f64 / seconds,
            run.peak_kib / 1024,
            run.stages
        );
        if size == smallest {
            rate = mb / seconds;
        } else {
            fs::remove_file(output)?;
        }
    }
    match &flags.python {
        Some(python) => peers(python, &folder.path().join(format!("out-{smallest}.jsonl")), rate),
        None => Ok(()),
    }
}

/// The texts of the corpora, or of our own articles where there are none.
fn texts(corpora: &Path) -> Result<Vec<String>> {
    let names = ["newsdiscourse.train", "newsdiscourse.validation", "polnear.train", "polnear.dev"];
    let mut paths: Vec<PathBuf> = names.iter().map(|n| corpora.join(format!("{n}.jsonl"))).collect();
    if paths.iter().any(|p| !p.is_file()) {
        println!("no public corpora in {}; our own articles instead", corpora.display());
        paths = vec![TRAINING.into()];
    }
    let data = read(&paths, &ReadOptions::unlabelled())?;
    let mut lines = Vec::new();
    article_lines(&data, &mut lines)?;
    let text = |line: &[u8]| -> Result<String> {
        let article: Value = serde_json::from_slice(line)?;
        Ok(article["text"].as_str().unwrap_or_default().to_owned())
    };
    lines.split(|b| *b == b'\n').filter(|l| !l.is_empty()).map(text).collect()
}

/// Writes articles until there are so many bytes of text; how many of both there are.
fn repeat(texts: &[String], bytes: u64, path: &Path) -> Result<(u64, u64)> {
    let mut out = BufWriter::new(File::create(path)?);
    let (mut articles, mut written) = (0, 0);
    for text in texts.iter().cycle() {
        if written >= bytes {
            break;
        }
        writeln!(out, "{}", json!({"id": format!("a{articles}"), "text": text}))?;
        articles += 1;
        written += text.len() as u64;
    }
    out.flush()?;
    Ok((articles, written))
}

/// What a run took.
struct Run {
    time: Duration,
    peak_kib: u64,
    stages: String,
}

fn classify(flags: &Flags, input: &Path, output: &Path) -> Result<Run> {
    let mut command = Command::new(&flags.program);
    command.arg("classify").arg(input).arg("-o").arg(output).arg("--stats");
    if let Some(jobs) = &flags.jobs {
        command.args(["--jobs", jobs]);
    }
    let began = Instant::now();
    let mut child = command.stderr(Stdio::piped()).spawn()?;
    let stderr = child.stderr.take().context("no standard error")?;
    // Read aside, so that a full pipe cannot hold the program up.
    let told = std::thread::spawn(move || BufReader::new(stderr).lines().map_while(Result::ok).last());
    let mut peak_kib = 0;
    let status = loop {
        peak_kib = peak_kib.max(high_water(child.id()));
        match child.try_wait()? {
            Some(status) => break status,
            None => sleep(Duration::from_millis(5)),
        }
    };
    let time = began.elapsed();
    ensure!(status.success(), "sayso classify: {status}");
    let told = told.join().ok().flatten().unwrap_or_default();
    let stages = told.split_once("; ").map(|(_, stages)| stages.to_owned()).unwrap_or(told);
    Ok(Run { time, peak_kib, stages })
}

/// The most memory that a process has had, in KiB; 0 where the system does not tell.
fn high_water(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches("kB").trim().parse().unwrap_or(0)
}

fn peers(python: &Path, sentences: &Path, rate: f64) -> Result<()> {
    let training = tempfile::NamedTempFile::new()?;
    let data = read(&[TRAINING.into()], &ReadOptions::default())?;
    article_lines(&data, &mut BufWriter::new(training.as_file()))?;
    let output =
        Command::new(python).arg(PEERS).arg(training.path()).arg(sentences).stderr(Stdio::inherit()).output()?;
    ensure!(output.status.success(), "{PEERS}: {}", output.status);
    println!("\n| peer, sentences to rows on disk | seconds | MB/s of text | sayso is faster by |");
    println!("|---|---|---|---|");
    for line in output.stdout.split(|b| *b == b'\n').filter(|l| !l.is_empty()) {
        let row: Value = serde_json::from_slice(line)?;
        let name = row["peer"].as_str().unwrap_or_default();
        match (row["seconds"].as_f64(), row["bytes"].as_f64()) {
            (Some(seconds), Some(bytes)) => {
                let peer = bytes / 1e6 / seconds;
                println!("| {name} | {seconds:.2} | {peer:.2} | {:.1} |", rate / peer);
            }
            _ => println!("| {name} | not measured: {} | | |", row["missing"]),
        }
    }
    Ok(())
}
