//! Loads the embedded model a number of times and labels one sentence: what a profiler of start-up needs.
//!
//! `load [rounds]`

#![allow(clippy::print_stdout)]

use anyhow::Result;
use sayso::Model;
use std::hint::black_box;
use std::time::Instant;

fn main() -> Result<()> {
    let rounds: usize = std::env::args().nth(1).map_or(Ok(1), |a| a.parse())?;
    let mut best = f64::INFINITY;
    for _ in 0..rounds {
        let start = Instant::now();
        let model = Model::embedded()?;
        black_box(model.classify("The mayor denied it, police said."));
        best = best.min(start.elapsed().as_secs_f64());
    }
    println!("{:.2} ms to the first label, fastest of {rounds}", best * 1e3);
    Ok(())
}
