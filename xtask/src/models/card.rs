//! The card of a shipped model: what it learned from, how, how good it is held out, and what it does not do.
//!
//! A card holds no date, no path and nothing of the machine, so that the same training writes the same card.

use std::collections::BTreeMap;

use sayso::format::FORMAT;
use sayso_train::data::{Article, Dataset};
use sayso_train::evaluate::expected_calibration_error;
use sayso_train::metrics::Confusion;
use sayso_train::train::{HeldOut, Settings, Trained, support};
use sha2::{Digest, Sha256};

use crate::table::{Row, markdown, row};

/// What a card is about.
pub struct Subject<'a> {
    /// The training data.
    pub data: &'a Dataset,
    /// The settings.
    pub settings: &'a Settings,
    /// The result.
    pub trained: &'a Trained,
    /// How to do it again.
    pub command: &'a str,
    /// The model file.
    pub model: &'a [u8],
}

/// The card.
pub fn markdown_of(subject: &Subject<'_>) -> String {
    let sections = [head(subject), data(subject), training(subject), scores(subject), LIMITS.to_owned()];
    sections.join("\n")
}

fn head(subject: &Subject<'_>) -> String {
    format!(
        "# Model card: {}\n\nLabels every sentence of a news article by whose say-so it stands on: {}. \
         English and Romanian.\nWritten by `{}`; do not edit.\n",
        subject.settings.name,
        subject.data.labels.join(", "),
        subject.command,
    )
}

fn data(subject: &Subject<'_>) -> String {
    let data = subject.data;
    let labelled = data.labelled();
    let facts = [
        row([&"Data", &"Value"]),
        row([&"SHA-256 of ids, texts and labels", &format!("`{}`", subject.trained.parts.metadata.data_hash)]),
        row([&"Articles", &data.articles.len()]),
        row([&"Articles by origin", &listed(count(data, origin))]),
        row([&"Articles by language", &listed(count(data, language))]),
        row([&"Labelled sentences", &labelled]),
        row([&"Sentences of context, without a label", &(data.sentences().count() - labelled)]),
    ];
    let mut labels = vec![row([&"Label", &"Sentences", &"Share"])];
    labels.extend(
        data.labels
            .iter()
            .zip(support(data))
            .map(|(label, n)| row([label, &n, &format!("{:.1} %", 100.0 * n as f64 / labelled.max(1) as f64)])),
    );
    format!("## Data\n\n{}\n{}", markdown(&facts), markdown(&labels))
}

fn training(subject: &Subject<'_>) -> String {
    let Subject { settings, trained, model, .. } = subject;
    let hash: String = Sha256::digest(model).iter().map(|b| format!("{b:02x}")).collect();
    let facts = [
        row([&"Training", &"Value"]),
        row([&"Command", &format!("`{}`", subject.command)]),
        row([&"Tool", &format!("{}, model format {FORMAT}", trained.parts.metadata.tool)]),
        row([&"Seed of the folds", &settings.seed]),
        row([&"L2", &settings.l2]),
        row([&"Balance of the labels (0 as found, 1 equal)", &settings.balance]),
        row([&"Subword pieces", &settings.pieces]),
        row([&"Solver", &format!("{} iterations, converged", trained.report.iterations)]),
        row([&"Features kept", &format!("{} of {}", trained.pruned.after, trained.pruned.before)]),
        row([&"Size in bytes", &model.len()]),
        row([&"SHA-256 of the file", &format!("`{hash}`")]),
    ];
    format!("## Training\n\n{}", markdown(&facts))
}

fn scores(subject: &Subject<'_>) -> String {
    let Subject { data, settings, trained, .. } = subject;
    let confusion = &trained.held_out;
    let totals = [
        row([&"Held out", &"Value"]),
        row([&"Accuracy", &decimal(confusion.accuracy())]),
        row([&"Macro-F1", &decimal(confusion.macro_f1())]),
        row([&"Expected calibration error, ten bins", &decimal(calibration_error(&trained.predictions))]),
    ];
    format!(
        "## Held-out scores\n\nCross-validation in {} folds. All sentences of an article are in one fold. Scores are those \
         of full precision; the file keeps fewer features and 8-bit weights.\n\n{}\n{}\n{}\n{}",
        settings.folds,
        markdown(&totals),
        markdown(&by_label(&data.labels, confusion)),
        markdown(&slices("Language", data, trained, language)),
        markdown(&slices("Origin", data, trained, origin)),
    )
}

fn by_label(labels: &[String], confusion: &Confusion) -> Vec<Row> {
    let mut rows = vec![row([&"Label", &"Precision", &"Recall", &"F1", &"Sentences"])];
    rows.extend(labels.iter().enumerate().map(|(i, label)| {
        let s = confusion.label(i);
        row([label, &decimal(s.precision), &decimal(s.recall), &decimal(s.f1), &s.support])
    }));
    rows
}

/// Scores by a property of the articles.
fn slices(title: &str, data: &Dataset, trained: &Trained, of: fn(&Article) -> &str) -> Vec<Row> {
    let mut slices: BTreeMap<&str, Confusion> = BTreeMap::new();
    for p in &trained.predictions {
        let Some(article) = data.articles.get(p.article) else { continue };
        slices.entry(of(article)).or_insert_with(|| Confusion::new(data.labels.len())).add(p.gold, p.predicted);
    }
    let mut rows = vec![row([&title, &"Accuracy", &"Macro-F1", &"Sentences"])];
    rows.extend(slices.iter().map(|(name, c)| row([name, &decimal(c.accuracy()), &decimal(c.macro_f1()), &c.total()])));
    rows
}

/// Expected calibration error of held-out answers.
fn calibration_error(predictions: &[HeldOut]) -> f64 {
    let top = |p: &HeldOut| {
        let top = p.probabilities.iter().fold(0.0f32, |m, &v| m.max(v));
        (f64::from(top), p.probabilities.get(p.gold).is_some_and(|&gold| gold >= top))
    };
    expected_calibration_error(&predictions.iter().map(top).collect::<Vec<_>>())
}

fn decimal(value: f64) -> String {
    format!("{value:.3}")
}

fn language(article: &Article) -> &str {
    article.lang.as_deref().unwrap_or("not given")
}

fn origin(article: &Article) -> &str {
    match article.id.split('/').next() {
        Some("newsdiscourse") => "NewsDiscourse",
        Some("polnear") => "PolNeAR",
        _ => "datasets/articles",
    }
}

fn count(data: &Dataset, of: fn(&Article) -> &str) -> BTreeMap<&str, usize> {
    data.articles.iter().fold(BTreeMap::new(), |mut counts, article| {
        *counts.entry(of(article)).or_default() += 1;
        counts
    })
}

fn listed(counts: BTreeMap<&str, usize>) -> String {
    counts.iter().map(|(name, n)| format!("{name} {n}")).collect::<Vec<_>>().join(", ")
}

const LIMITS: &str = "\
## Limits

- A label says on whose word a sentence stands. It does not say whether the sentence is true, whether the source can be
  trusted, or who the source is.
- The scores are those of articles like the training data. On other outlets, genres and times measure first:
  `sayso evaluate`. Other languages than English and Romanian get answers that mean little.
- Probabilities are calibrated on held-out sentences of the training data. Where labels are distributed differently they
  are off.
- A sentence is labelled within its article. Alone it gets a less certain answer, above all inside long quotations.
- Denials are rare. A denial without a word of denial, and a word of denial where nothing is denied, are the most
  frequent errors on them.
- Claim and background often differ by nothing but the story around the sentence, and people disagree on them too.
- The labels follow one codebook (datasets/CODEBOOK.md). Another idea of what counts as attribution needs other labels.
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_have_an_origin() {
        let of = |id: &str| origin(&Article { id: id.into(), ..Article::default() }).to_owned();
        assert_eq!(of("polnear/train/x"), "PolNeAR");
        assert_eq!(of("newsdiscourse/Business/x"), "NewsDiscourse");
        assert_eq!(of("web/web-01"), "datasets/articles");
    }

    #[test]
    fn calibration_of_sure_and_right_answers_is_perfect() {
        let sure = HeldOut { article: 0, sentence: 0, gold: 1, probabilities: vec![0.0, 1.0], predicted: 1 };
        assert!(calibration_error(std::slice::from_ref(&sure)) < 1e-9);
        assert!(calibration_error(&[HeldOut { gold: 0, ..sure }]) > 0.99);
    }
}
