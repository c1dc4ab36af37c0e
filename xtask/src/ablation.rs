//! `cargo xtask ablation`: what each group of features adds, by training without it.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use sayso::Model;
use sayso_featurizer::feature::sink::Group;
use sayso_train::data::{Dataset, ReadOptions, read};
use sayso_train::evaluate::evaluate;
use sayso_train::metrics::Confusion;
use sayso_train::train::{HeldOut, Settings, Validation, train};

use crate::data;
use crate::progress::Progress;
use crate::table::{self, Row, row};

/// Flags of `cargo xtask ablation`.
#[derive(Debug, Args)]
pub struct Flags {
    /// Folder of the public corpora; without them, our own articles are all there is
    #[arg(long, value_name = "DIR", default_value = "../shared/real")]
    corpora: PathBuf,
    /// Train on our own articles alone
    #[arg(long)]
    open: bool,
    /// Labelled real news to measure on as well, where it is there
    #[arg(long, value_name = "FILE", default_value = "../shared/gold-dev.jsonl")]
    real: PathBuf,
    /// Measure held out on this share of the articles, set apart, instead of by cross-validation: quicker
    #[arg(long, value_name = "SHARE")]
    holdout: Option<f64>,
    /// Only without these groups
    #[arg(value_name = "GROUP")]
    groups: Vec<String>,
}

/// Trains once with all groups and once without each, and prints macro-F1 as a Markdown table.
pub fn run(flags: &Flags) -> Result<bool> {
    let own = data::articles()?.articles.len();
    let training = match data::missing(&flags.corpora) {
        None if !flags.open => data::with_corpora(&flags.corpora)?,
        Some(file) if !flags.open => {
            eprintln!("{} not found: our own articles alone", file.display());
            data::articles()?
        }
        _ => data::articles()?,
    };
    let real = real_news(flags, &training)?;
    let mut rows: Vec<Row> = vec![row([&"without", &"held out, own", &"held out, stand-off", &"real news"])];
    let all = Group::ALL.map(|(_, name)| name.to_owned());
    let groups = if flags.groups.is_empty() { all.to_vec() } else { flags.groups.clone() };
    for group in std::iter::once(None).chain(groups.iter().map(Some)) {
        rows.push(measure(group.map(String::as_str), flags.holdout, &training, own, real.as_ref())?);
        eprintln!("{}", rows.last().map(|r| r.join("  ")).unwrap_or_default());
    }
    print!("{}", table::markdown(&rows));
    Ok(true)
}

/// The real news, with the labels in the order of the training data; `None` where there is none.
fn real_news(flags: &Flags, training: &Dataset) -> Result<Option<Dataset>> {
    if !flags.real.is_file() {
        eprintln!("{} not found: not measured on it", flags.real.display());
        return Ok(None);
    }
    let options = ReadOptions { labels: Some(training.labels.clone()), ..ReadOptions::default() };
    Ok(Some(read(std::slice::from_ref(&flags.real), &options)?))
}

fn measure(
    without: Option<&str>,
    holdout: Option<f64>,
    training: &Dataset,
    own: usize,
    real: Option<&Dataset>,
) -> Result<Row> {
    let name = without.unwrap_or("nothing");
    let mut settings = Settings { name: name.into(), ..Settings::default() };
    if let Some(share) = holdout {
        settings.validation = Validation::Part(share);
    }
    if let Some(group) = without {
        settings.config.scales.insert(group.into(), 0.0);
    }
    let progress = Progress::new(name);
    let trained = train(training, &settings, &|next, done, all| progress.step(next, done, all))?;
    let held_out = |keep: &dyn Fn(&HeldOut) -> bool| {
        let mut confusion = Confusion::new(training.labels.len());
        trained.predictions.iter().filter(|p| keep(p)).for_each(|p| confusion.add(p.gold, p.predicted));
        score(&confusion)
    };
    let model = Model::from_bytes(&trained.parts.to_bytes(settings.narrow)?)?;
    let on_real = real.map_or("-".into(), |real| score(&evaluate(&model, real).confusion));
    let name = if without.is_some() { format!("`{name}`") } else { name.into() };
    Ok(row([&name, &held_out(&|p| p.article < own), &held_out(&|p| p.article >= own), &on_real]))
}

fn score(confusion: &Confusion) -> String {
    if confusion.total() == 0 { "-".into() } else { format!("{:.3}", confusion.macro_f1()) }
}
