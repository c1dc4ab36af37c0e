//! A loaded model and what it answers.

use std::path::Path;

use sayso_featurizer::analysis::SentenceInput;
use sayso_featurizer::featurizer::{Featurizer, Workspace};
use sayso_featurizer::split::{Span, Splitter};

use crate::cue::{Cue, find_cues};
use crate::format::{self, Metadata, ModelError, Stored};
use crate::score::{ScoreSink, Scorer, Table, WideSink};
use crate::stage;

/// The file of the default model. A static, since a constant would be copied into every crate that the function which
/// returns it is inlined into.
#[cfg(feature = "embedded")]
static NEWS: [u8; include_bytes!("../news.safetensors").len()] = *include_bytes!("../news.safetensors");

/// The answer for one sentence.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Prediction {
    /// Index into [`Model::labels`].
    pub label: usize,
    /// One per label; they add up to 1.
    pub probabilities: Vec<f32>,
    /// Probability of the label minus that of the best other one; negative if the decision offsets overruled it.
    pub margin: f32,
    /// The probability is below the model's "unsure" threshold.
    pub abstained: bool,
    /// Words and phrases that stand for a source, a denial, ...
    pub cues: Vec<Cue>,
}

impl Prediction {
    /// Probability of the label.
    #[must_use]
    pub fn score(&self) -> f32 {
        self.probabilities[self.label]
    }
}

/// A sentence of an article with its answer.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Labelled {
    /// Where it stands in the article.
    pub span: Span,
    /// The answer.
    pub prediction: Prediction,
}

/// Working memory; reuse it from article to article.
#[derive(Debug, Default)]
pub struct Scratch {
    workspace: Workspace,
    spans: Vec<Span>,
    sparse: Vec<f32>,
    inputs: Vec<f32>,
    total: Vec<f32>,
    /// Answers of longer articles: their memory is used again.
    spare: Vec<Prediction>,
}

impl Scratch {
    /// Makes `out` hold `len` answers, in memory that is there already where there is some.
    fn resize<T: Default>(&mut self, out: &mut Vec<T>, len: usize, of: impl Fn(&mut T) -> &mut Prediction) {
        self.spare.extend(out.drain(len.min(out.len())..).map(|mut answer| std::mem::take(of(&mut answer))));
        while out.len() < len {
            let mut answer = T::default();
            *of(&mut answer) = self.spare.pop().unwrap_or_default();
            out.push(answer);
        }
    }
}

/// A model ready for use. Immutable: share one between threads, one [`Scratch`] per thread.
#[derive(Debug, Clone)]
pub struct Model {
    featurizer: Featurizer,
    splitter: Splitter,
    table: Table,
    stage: Vec<f32>,
    offsets: Vec<f32>,
    /// Per label, the probability below which it is unsure.
    thresholds: Vec<f32>,
    metadata: Metadata,
}

impl Model {
    /// Reads a model from the bytes of its file.
    ///
    /// # Errors
    /// [`ModelError`] says what is wrong with the bytes; nothing in them is trusted.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        let stored = Stored::read(bytes)?;
        let featurizer = Featurizer::new(&stored.metadata.featurizer)?;
        Ok(Self {
            table: Table::new(&stored.weights, &stored.scales, &stored.intercepts, &featurizer),
            featurizer,
            splitter: Splitter::shipped(),
            stage: stored.stage,
            offsets: stored.offsets,
            thresholds: thresholds(&stored.metadata),
            metadata: stored.metadata,
        })
    }

    /// Reads a model file.
    ///
    /// # Errors
    /// As [`Model::from_bytes`], and [`ModelError::Io`] if the file cannot be read.
    pub fn from_path(path: impl AsRef<Path>) -> Result<Self, ModelError> {
        let path = path.as_ref();
        let bytes = format::read(path).map_err(|source| ModelError::Io { path: path.display().to_string(), source })?;
        Self::from_bytes(&bytes)
    }

    /// The default model, inside the library.
    ///
    /// # Errors
    /// As [`Model::from_bytes`]; a test of this crate loads it.
    #[cfg(feature = "embedded")]
    pub fn embedded() -> Result<Self, ModelError> {
        Self::from_bytes(Self::embedded_bytes())
    }

    /// The file of the default model.
    #[cfg(feature = "embedded")]
    #[must_use]
    pub fn embedded_bytes() -> &'static [u8] {
        &NEWS
    }

    /// Names of the labels.
    #[must_use]
    pub fn labels(&self) -> &[String] {
        &self.metadata.labels
    }

    /// What the file says about itself.
    #[must_use]
    pub fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    /// The featurizer, for those who want the rows.
    #[must_use]
    pub fn featurizer(&self) -> &Featurizer {
        &self.featurizer
    }

    /// The sparse stage's table.
    #[must_use]
    pub fn table(&self) -> &Table {
        &self.table
    }

    /// Labels below this probability are reported as "unsure", whatever the model says. 0 switches that off.
    pub fn set_unsure(&mut self, threshold: f32) {
        self.thresholds.fill(threshold);
    }

    /// Per label, the probability below which it is reported as "unsure".
    #[must_use]
    pub fn thresholds(&self) -> &[f32] {
        &self.thresholds
    }

    /// Splits an article and labels its sentences.
    #[must_use]
    pub fn classify(&self, article: &str) -> Vec<Labelled> {
        self.classify_with(article, &mut Scratch::default())
    }

    /// As [`Model::classify`], with the caller's working memory.
    pub fn classify_with(&self, article: &str, scratch: &mut Scratch) -> Vec<Labelled> {
        let mut labelled = Vec::new();
        self.classify_into(article, scratch, &mut labelled);
        labelled
    }

    /// As [`Model::classify`], into a buffer whose old answers are overwritten and their memory used again: after a few
    /// articles nothing is allocated any more.
    pub fn classify_into(&self, article: &str, scratch: &mut Scratch, out: &mut Vec<Labelled>) {
        let mut spans = std::mem::take(&mut scratch.spans);
        self.splitter.split(article, &mut spans);
        let sentences =
            spans.iter().map(|s| SentenceInput { text: s.of(article), paragraph_start: Some(s.paragraph_start) });
        self.analyze(sentences, scratch);
        scratch.resize(out, spans.len(), |labelled: &mut Labelled| &mut labelled.prediction);
        for (i, (&span, labelled)) in spans.iter().zip(out.iter_mut()).enumerate() {
            labelled.span = span;
            self.decide(i, scratch, &mut labelled.prediction);
        }
        scratch.spans = spans;
    }

    /// Labels many articles, one after the other, each by itself.
    #[must_use]
    pub fn classify_batch(&self, articles: &[&str]) -> Vec<Vec<Labelled>> {
        let mut scratch = Scratch::default();
        articles.iter().map(|article| self.classify_with(article, &mut scratch)).collect()
    }

    /// Labels the sentences of one article that was split elsewhere; they are each other's context.
    #[must_use]
    pub fn classify_sentences(&self, sentences: &[SentenceInput<'_>]) -> Vec<Prediction> {
        self.classify_sentences_with(sentences, &mut Scratch::default())
    }

    /// As [`Model::classify_sentences`], with the caller's working memory.
    pub fn classify_sentences_with(&self, sentences: &[SentenceInput<'_>], scratch: &mut Scratch) -> Vec<Prediction> {
        let mut predictions = Vec::new();
        self.classify_sentences_into(sentences, scratch, &mut predictions);
        predictions
    }

    /// As [`Model::classify_sentences`], into a buffer as [`Model::classify_into`].
    pub fn classify_sentences_into(
        &self,
        sentences: &[SentenceInput<'_>],
        scratch: &mut Scratch,
        out: &mut Vec<Prediction>,
    ) {
        self.analyze(sentences.iter().copied(), scratch);
        scratch.resize(out, sentences.len(), |prediction| prediction);
        out.iter_mut().enumerate().for_each(|(i, prediction)| self.decide(i, scratch, prediction));
    }

    /// Splits an article into sentences as [`Model::classify`] does.
    pub fn split(&self, article: &str, out: &mut Vec<Span>) {
        self.splitter.split(article, out);
    }

    /// Everything up to the dense stage.
    fn analyze<'t>(&self, sentences: impl Iterator<Item = SentenceInput<'t>>, scratch: &mut Scratch) {
        self.featurizer.analyze(sentences, &mut scratch.workspace);
        self.sparse(scratch);
        scratch.total.resize(self.labels().len(), 0.0);
        stage::total(&scratch.sparse, &mut scratch.total);
    }

    /// Probabilities of the sparse stage for every sentence of the analysed article.
    fn sparse(&self, scratch: &mut Scratch) {
        let k = self.labels().len();
        scratch.sparse.clear();
        scratch.sparse.resize(scratch.workspace.summaries.len() * k, 0.0);
        let (table, featurizer, language) = (&self.table, &self.featurizer, scratch.workspace.analysis.language);
        if let Some(sink) = ScoreSink::<1, 2>::new(table, featurizer, language) {
            self.score(scratch, sink);
        } else if let Some(sink) = ScoreSink::<3, 4>::new(table, featurizer, language) {
            self.score(scratch, sink);
        } else {
            self.score(scratch, WideSink::new(table, featurizer, language));
        }
    }

    fn score(&self, scratch: &mut Scratch, mut sink: impl Scorer) {
        for (i, row) in scratch.sparse.chunks_exact_mut(self.labels().len()).enumerate() {
            self.featurizer.emit(&scratch.workspace, i, &mut sink);
            sink.finish(row);
            stage::softmax(row);
        }
    }

    /// The answer for sentence `i`.
    fn decide(&self, i: usize, scratch: &mut Scratch, out: &mut Prediction) {
        stage::inputs(&scratch.sparse, &scratch.total, i, &mut scratch.inputs);
        let Prediction { probabilities, cues, .. } = out;
        probabilities.resize(self.labels().len(), 0.0);
        stage::apply(&self.stage, &scratch.inputs, probabilities);
        let label = decide(probabilities, &self.offsets);
        let others = probabilities.iter().enumerate().filter(|(c, _)| *c != label);
        let best_other = others.map(|(_, &p)| p).fold(0.0, f32::max);
        let w = &scratch.workspace;
        let (from, to) = w.summaries[i].verbs;
        find_cues(&w.analysis, &w.analysis.sentences[i], &w.verbs[from as usize..to as usize], cues);
        out.label = label;
        out.margin = out.probabilities[label] - best_other;
        out.abstained = out.probabilities[label] < self.thresholds[label];
    }
}

fn thresholds(metadata: &Metadata) -> Vec<f32> {
    let all = || vec![metadata.unsure; metadata.labels.len()];
    if metadata.thresholds.is_empty() { all() } else { metadata.thresholds.clone() }
}

/// The label whose log probability plus offset is largest; the first of equals.
#[must_use]
pub fn decide(probabilities: &[f32], offsets: &[f32]) -> usize {
    let values = probabilities.iter().zip(offsets).map(|(p, offset)| p.max(f32::MIN_POSITIVE).ln() + offset);
    let (mut best, mut highest) = (0, f32::NEG_INFINITY);
    for (label, value) in values.enumerate() {
        if value > highest {
            (best, highest) = (label, value);
        }
    }
    best
}

#[cfg(all(test, feature = "embedded"))]
mod tests {
    use super::*;

    #[test]
    fn used_buffers_give_the_same_answers() {
        let model = Model::embedded().unwrap();
        let articles =
            ["The mayor denied it, police said. It was late.\n“No,” she said.", "", "Nega a spus ministrul.", "x"];
        let (mut scratch, mut labelled, mut predictions) = (Scratch::default(), Vec::new(), Vec::new());
        for (article, batched) in articles.iter().zip(model.classify_batch(&articles)) {
            let fresh = model.classify(article);
            model.classify_into(article, &mut scratch, &mut labelled);
            assert_eq!((&labelled, &batched), (&fresh, &fresh));
            let inputs: Vec<_> = fresh
                .iter()
                .map(|l| SentenceInput { text: l.span.of(article), paragraph_start: Some(l.span.paragraph_start) })
                .collect();
            model.classify_sentences_into(&inputs, &mut scratch, &mut predictions);
            assert!(predictions.iter().eq(fresh.iter().map(|l| &l.prediction)));
        }
    }
}
