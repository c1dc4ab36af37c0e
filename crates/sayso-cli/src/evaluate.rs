//! `sayso evaluate`: a model's answers on labelled data, and how good they are.

use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Args;
use sayso::Model;
use sayso_train::data::{self, Dataset, ReadOptions, Sentence};
use sayso_train::evaluate::{Evaluation, evaluate};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_json::{Map, Value, json};

use crate::article;
use crate::cli::{DataFlags, ModelFlags, ReportFormat};
use crate::console::Console;
use crate::exit::{Outcome, Usage};
use crate::model::Source;
use crate::output::{self, Target, json_line};
use crate::scores;

const EXAMPLES: &str = "Examples:
  sayso evaluate test.jsonl
  sayso evaluate --model mine.safetensors --format json test.jsonl
  sayso evaluate --predictions answers.jsonl test/*.csv";

/// Measure a model on labelled data
///
/// Labels every article as a whole and compares. Sentences without a label are context: they are labelled but not
/// scored. Labels that the model does not know are an error.
#[derive(Debug, Args)]
#[command(before_help = EXAMPLES)]
pub struct Flags {
    #[command(flatten)]
    model: ModelFlags,
    #[command(flatten)]
    data: DataFlags,
    /// Form of the report
    #[arg(long, short, value_enum, default_value_t)]
    format: ReportFormat,
    /// File to write the report to; `-` or none is standard output
    #[arg(long, short, value_name = "OUT")]
    output: Option<PathBuf>,
    /// JSON Lines file to write every sentence to, with its gold label, predicted label and probabilities
    #[arg(long, value_name = "OUT")]
    predictions: Option<PathBuf>,
}

/// Checked settings.
#[derive(Debug)]
pub struct Settings {
    model: Source,
    data: Vec<PathBuf>,
    options: ReadOptions,
    format: ReportFormat,
    target: Target,
    predictions: Option<Target>,
}

impl Flags {
    /// Checks the flags.
    pub fn check(&self) -> Result<Settings> {
        let target = Target::new(self.output.as_deref())?;
        let predictions = self.predictions.as_deref().map(|p| Target::new(Some(p))).transpose()?;
        if predictions.as_ref() == Some(&target) {
            let why = "--predictions: the report goes to the same place; name another file for one of them";
            return Err(Usage(why.into()).into());
        }
        Ok(Settings {
            model: Source::from(&self.model),
            data: self.data.data.clone(),
            options: self.data.columns.options(0),
            format: self.format,
            target,
            predictions,
        })
    }
}

/// Labels the data and scores the answers.
pub fn run(settings: &Settings, console: &Console) -> Result<Outcome> {
    let model = settings.model.load()?;
    let options = ReadOptions { labels: Some(model.labels().to_vec()), ..settings.options.clone() };
    let data = data::read(&settings.data, &options)?;
    data.warnings.iter().for_each(|w| console.warning(w));
    if data.labelled() == 0 {
        bail!("no sentence of the data has a label, so there is nothing to score; check --label-column");
    }
    let evaluation = evaluate(&model, &data);
    if let Some(target) = &settings.predictions {
        target.write(|out| predictions(&model, &data, &evaluation, out))?;
    }
    settings.target.write(|out| match settings.format {
        ReportFormat::Text => out.write_all(text(&model, &data, &evaluation).as_bytes()),
        ReportFormat::Json => output::json(out, &report(&model, &data, &evaluation)),
    })?;
    Ok(Outcome::Done)
}

fn report(model: &Model, data: &Dataset, evaluation: &Evaluation) -> Map<String, Value> {
    let mut report = scores::json(model.labels(), &evaluation.confusion);
    let (label, baseline) = scores::majority(&evaluation.confusion);
    let majority = json!({
        "label": model.labels()[label],
        "accuracy": baseline.accuracy(),
        "macro_f1": baseline.macro_f1(),
    });
    let more = [
        ("calibration_error", json!(evaluation.calibration_error)),
        ("majority_baseline", majority),
        ("articles", json!(data.articles.len())),
        ("sentences", json!(evaluation.confusion.total())),
        ("context", json!(data.sentences().count() - evaluation.confusion.total())),
        ("model", json!(model.metadata().name)),
    ];
    report.extend(more.map(|(k, v)| (k.to_owned(), v)));
    report
}

fn text(model: &Model, data: &Dataset, evaluation: &Evaluation) -> String {
    let (labels, confusion) = (model.labels(), &evaluation.confusion);
    let (majority, baseline) = scores::majority(confusion);
    let (accuracy, macro_f1) = (confusion.accuracy(), confusion.macro_f1());
    let context = data.sentences().count() - confusion.total();
    format!(
        "model {} on {} sentences of {} articles ({context} more are context)\n\n\
         accuracy           {accuracy:.3}\n\
         macro-F1           {macro_f1:.3}\n\
         calibration error  {:.3}\n\
         majority baseline  accuracy {:.3}, macro-F1 {:.3} (always \"{}\")\n\n{}\n{}",
        model.metadata().name,
        confusion.total(),
        data.articles.len(),
        evaluation.calibration_error,
        baseline.accuracy(),
        baseline.macro_f1(),
        labels[majority],
        scores::by_label(labels, confusion),
        scores::matrix(labels, confusion),
    )
}

/// A sentence of the data with its answer.
struct Row<'a> {
    model: &'a Model,
    doc: &'a str,
    sentence: &'a Sentence,
    prediction: &'a sayso::Prediction,
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let labels = self.model.labels();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("doc", self.doc)?;
        map.serialize_entry("sid", &self.sentence.sid)?;
        map.serialize_entry("text", &self.sentence.text)?;
        map.serialize_entry("label", &self.sentence.label.map(|c| &labels[c]))?;
        map.serialize_entry("predicted", &labels[self.prediction.label])?;
        article::scores(&article::score_names(labels), self.prediction, &mut map)?;
        map.serialize_entry("model", &self.model.metadata().name)?;
        map.end()
    }
}

fn predictions(model: &Model, data: &Dataset, evaluation: &Evaluation, out: &mut dyn Write) -> io::Result<()> {
    for (article, answers) in data.articles.iter().zip(&evaluation.predictions) {
        for (sentence, prediction) in article.sentences.iter().zip(answers) {
            json_line(out, &Row { model, doc: &article.id, sentence, prediction })?;
        }
    }
    Ok(())
}
