//! `sayso inspect`: what a model file says about itself.

use std::fmt::Write;

use anyhow::Result;
use clap::Args;
use sayso::Model;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::cli::{ModelFlags, ReportFormat};
use crate::exit::Outcome;
use crate::model::Source;
use crate::output::{self, Target};
use crate::scores;

const EXAMPLES: &str = "Examples:
  sayso inspect                                    the model inside the program
  sayso inspect --model mine.safetensors
  sayso inspect --format json | jq .file.sha256";

/// Show what a model file says about itself
///
/// Labels, training data, settings and held-out scores, the size and the hash of the file, how many features it knows
/// and how strong their weights are.
#[derive(Debug, Args)]
#[command(before_help = EXAMPLES)]
pub struct Flags {
    #[command(flatten)]
    model: ModelFlags,
    /// Form of the report
    #[arg(long, short, value_enum, default_value_t)]
    format: ReportFormat,
}

/// Checked settings.
#[derive(Debug)]
pub struct Settings {
    model: Source,
    format: ReportFormat,
}

impl Flags {
    /// Checks the flags.
    pub fn check(&self) -> Settings {
        Settings { model: Source::from(&self.model), format: self.format }
    }
}

/// Reports.
pub fn run(settings: &Settings) -> Result<Outcome> {
    let (model, bytes) = settings.model.load_with_bytes()?;
    let report = Report::new(&model, &bytes, settings.model.name());
    Target::Stdout.write(|out| match settings.format {
        ReportFormat::Text => out.write_all(report.text().as_bytes()),
        ReportFormat::Json => output::json(out, &report.json()),
    })?;
    Ok(Outcome::Done)
}

struct Report<'m> {
    model: &'m Model,
    path: String,
    bytes: usize,
    sha256: String,
    features: usize,
    /// Euclidean norm of each label's weights.
    norms: Vec<f64>,
}

impl<'m> Report<'m> {
    fn new(model: &'m Model, bytes: &[u8], path: String) -> Self {
        let mut squares = vec![0.0; model.labels().len()];
        let mut features = 0;
        for (_, weights) in model.table().iter() {
            features += 1;
            squares.iter_mut().zip(weights).for_each(|(s, w)| *s += f64::from(w).powi(2));
        }
        let sha256 = Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect();
        let norms = squares.into_iter().map(f64::sqrt).collect();
        Self { model, path, bytes: bytes.len(), sha256, features, norms }
    }

    fn json(&self) -> Value {
        let meta = self.model.metadata();
        let label = |(i, label): (usize, &String)| {
            let entry = json!({
                "support": meta.support.get(i),
                "intercept": self.model.table().intercepts()[i],
                "weight_norm": self.norms[i],
                "unsure_below": self.model.thresholds()[i],
            });
            (label.clone(), entry)
        };
        json!({
            "name": meta.name,
            "format": meta.format,
            "tool": meta.tool,
            "file": {"path": self.path, "bytes": self.bytes, "sha256": self.sha256},
            "label_order": meta.labels,
            "labels": meta.labels.iter().enumerate().map(label).collect::<Map<String, Value>>(),
            "data_hash": meta.data_hash,
            "unsure": meta.unsure,
            "features": self.features,
            "pieces": meta.featurizer.pieces.len(),
            "scales": meta.featurizer.scales,
            "lexicon_lines": meta.featurizer.lexicons.iter().map(|l| l.lines().count()).collect::<Vec<_>>(),
            "notes": meta.notes,
        })
    }

    fn text(&self) -> String {
        let meta = self.model.metadata();
        let scales = meta.featurizer.scales.iter().map(|(group, x)| format!("{group} {x}"));
        let lexicons = meta.featurizer.lexicons.iter().map(|l| l.lines().count().to_string());
        let by_label = meta.labels.iter().zip(&meta.thresholds).map(|(l, t)| format!("{l} below {t:.2}"));
        let unsure = match meta.unsure {
            _ if !meta.thresholds.is_empty() => by_label.collect::<Vec<_>>().join(", "),
            all if all > 0.0 => format!("below {all}"),
            _ => "never".into(),
        };
        let facts = [
            ("model", meta.name.clone()),
            ("file", self.path.clone()),
            ("size", format!("{} bytes", self.bytes)),
            ("SHA-256", self.sha256.clone()),
            ("written by", format!("{}, format {}", meta.tool, meta.format)),
            ("data, SHA-256", meta.data_hash.clone()),
            ("features", self.features.to_string()),
            ("word pieces", meta.featurizer.pieces.len().to_string()),
            ("lexicon lines", format!("{} (en, ro)", lexicons.collect::<Vec<_>>().join(", "))),
            ("feature groups", scales.collect::<Vec<_>>().join(", ")),
            ("unsure", unsure),
        ];
        let mut out = String::new();
        for (name, value) in facts {
            let _ = writeln!(out, "{name:<15} {value}");
        }
        out.push('\n');
        out += &self.labels();
        let mut notes = Vec::new();
        flatten("", &meta.notes, &mut notes);
        if !notes.is_empty() {
            out += "\nnotes\n";
            for (name, value) in notes {
                let _ = writeln!(out, "  {name}: {value}");
            }
        }
        out
    }

    fn labels(&self) -> String {
        let head = ["trained on", "intercept", "weight norm"].map(String::from).to_vec();
        let mut rows = vec![("label".to_owned(), head)];
        for (i, label) in self.model.labels().iter().enumerate() {
            let support = self.model.metadata().support.get(i).map_or("?".into(), ToString::to_string);
            let intercept = format!("{:.3}", self.model.table().intercepts()[i]);
            rows.push((label.clone(), vec![support, intercept, format!("{:.2}", self.norms[i])]));
        }
        scores::aligned(&rows)
    }
}

/// The leaves of a JSON value with the path to each.
fn flatten(path: &str, value: &Value, out: &mut Vec<(String, String)>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                flatten(&if path.is_empty() { key.clone() } else { format!("{path}.{key}") }, value, out);
            }
        }
        Value::Null => {}
        Value::String(text) => out.push((path.to_owned(), text.clone())),
        other => out.push((path.to_owned(), other.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_flattened() {
        let mut out = Vec::new();
        flatten("", &json!({"a": {"b": 1, "c": "x"}, "d": null}), &mut out);
        assert_eq!(out, [("a.b".into(), "1".into()), ("a.c".into(), "x".into())]);
    }
}
