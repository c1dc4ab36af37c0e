//! The whole path from sentences to rows.

use serde::{Deserialize, Serialize};

use crate::analysis::{Analysis, Known, SentenceInput};
use crate::clause::{Clauses, Verb};
use crate::feature::closed::Closed;
use crate::feature::facts::{Summary, summarize};
use crate::feature::place::Story;
use crate::feature::sink::Group;
use crate::feature::{Emitter, Row, RowSink, Sink, cues, listed, place, syntax, words};
use crate::lang::Language;
use crate::lexicon::{ENGLISH, Lexicon, LexiconError, ROMANIAN};
use crate::pieces::Pieces;

/// What is computed, and how strongly each group counts. Stored in every model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Scale of each group of features by name; a missing group is off.
    pub scales: std::collections::BTreeMap<String, f32>,
    /// WordPiece vocabulary; empty switches the group `pieces` off.
    #[serde(default)]
    pub pieces: Vec<String>,
    /// Lexicon text per language (English, Romanian): the shipped lexicons, and what a user added.
    pub lexicons: [String; 2],
}

impl Default for Config {
    fn default() -> Self {
        let scales = [
            ("facts", 0.3),
            ("pairs", 0.12),
            ("verbs", 0.25),
            ("neighbours", 0.2),
            ("place", 0.25),
            ("words", 1.0),
            ("bigrams", 0.7),
            ("pieces", 1.0),
            ("edges", 0.25),
        ];
        Self {
            scales: scales.map(|(k, v)| (k.to_string(), v)).into(),
            pieces: Vec::new(),
            lexicons: [ENGLISH.to_string(), ROMANIAN.to_string()],
        }
    }
}

/// A configuration that cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// No group has this name.
    #[error("unknown feature group {0:?}; known: {known}", known = Group::ALL.map(|(_, n)| n).join(", "))]
    Group(String),
    /// A scale that is negative or not finite.
    #[error("scale {1} of feature group {0:?} is not a finite number of at least 0")]
    Scale(String, f32),
    /// A lexicon that cannot be read.
    #[error(transparent)]
    Lexicon(#[from] LexiconError),
}

/// Turns articles into rows. Immutable and shareable between threads; working memory lives in [`Workspace`].
#[derive(Debug, Clone)]
pub struct Featurizer {
    known: Known,
    scales: [f32; 10],
    pieces: Pieces,
    closed: &'static Closed,
}

/// Working memory for [`Featurizer`]; reuse it from article to article.
#[derive(Debug, Default)]
pub struct Workspace {
    /// The article taken apart.
    pub analysis: Analysis,
    /// One summary per sentence.
    pub summaries: Vec<Summary>,
    /// All verbs of the article.
    pub verbs: Vec<Verb>,
    outside: Vec<usize>,
    outside_of: Vec<(u32, u32)>,
    clauses: Clauses,
    story: Story,
}

impl Featurizer {
    /// Checks a configuration and builds its tables.
    ///
    /// # Errors
    /// [`ConfigError`] if a group is unknown, a scale is not a number, or a lexicon cannot be read.
    pub fn new(config: &Config) -> Result<Self, ConfigError> {
        let mut scales = [0.0; 10];
        for (name, &scale) in &config.scales {
            let group = Group::ALL.iter().find(|(_, n)| n == name).ok_or_else(|| ConfigError::Group(name.clone()))?.0;
            if !scale.is_finite() || scale < 0.0 {
                return Err(ConfigError::Scale(name.clone(), scale));
            }
            scales[group as usize] = scale;
        }
        let lexicons = [Lexicon::parse(&[&config.lexicons[0]])?, Lexicon::parse(&[&config.lexicons[1]])?];
        let known = Known::new(lexicons, &config.pieces);
        let pieces = Pieces::new(&config.pieces);
        Ok(Self { known, scales, pieces, closed: Closed::shared() })
    }

    /// Takes an article apart into `w`; afterwards [`Featurizer::emit`] can be called for each of its sentences.
    pub fn analyze<'t>(&self, sentences: impl Iterator<Item = SentenceInput<'t>>, w: &mut Workspace) {
        w.analysis.run(sentences, &self.known);
        w.summaries.clear();
        w.verbs.clear();
        w.outside.clear();
        w.outside_of.clear();
        for b in &w.analysis.sentences {
            w.clauses.run(&w.analysis, b);
            let mut summary = summarize(&w.analysis, b, &w.clauses);
            let from = w.verbs.len() as u32;
            summary.main = w.clauses.main.map(|m| from + m as u32);
            w.verbs.extend_from_slice(&w.clauses.verbs);
            summary.verbs = (from, w.verbs.len() as u32);
            w.summaries.push(summary);
            let start = w.outside.len() as u32;
            w.outside.extend_from_slice(&w.clauses.outside);
            w.outside_of.push((start, w.outside.len() as u32));
        }
        w.story.read(&w.analysis);
    }

    /// Sends the features of sentence `i` of the analysed article to `sink`.
    pub fn emit<S: Sink>(&self, w: &Workspace, i: usize, sink: &mut S) {
        let mut out = Emitter::new(sink, self.closed, self.scales, w.analysis.language);
        let summary = &w.summaries[i];
        let outside = &w.outside[w.outside_of[i].0 as usize..w.outside_of[i].1 as usize];
        cues::own(&mut out, summary);
        if out.has(Group::Neighbours) {
            cues::neighbours(&mut out, &w.summaries, i);
        }
        let verbs = &w.verbs[summary.verbs.0 as usize..summary.verbs.1 as usize];
        syntax::verbs(&mut out, &w.analysis, &w.analysis.sentences[i], verbs, summary);
        place::place(&mut out, &w.analysis, &w.story, &w.summaries, i);
        words::words(&mut out, &w.analysis, &w.analysis.sentences[i], outside, &self.pieces);
    }

    /// Sends every closed feature of a language to `each`, as (slot, identity, value): the copy that the language has for
    /// itself comes under the same slot. For sinks with [`Sink::COMPILED`].
    pub fn closed_features(&self, language: Language, mut each: impl FnMut(usize, u64, f32)) {
        let mut sink = Pushed::default();
        for (slot, group) in self.closed.slots() {
            Emitter::new(&mut sink, self.closed, self.scales, language).slot(group, slot, String::new);
            sink.0.drain(..).for_each(|(id, value)| each(slot, id, value));
        }
    }

    /// The identities of the listed features in the order of their numbers. For sinks with [`Sink::COMPILED`].
    #[must_use]
    pub fn listed_features(&self) -> Vec<u64> {
        listed::list(self.pieces.len(), &self.known.words)
    }

    /// All rows of an article.
    pub fn rows<'t>(&self, sentences: impl Iterator<Item = SentenceInput<'t>>, w: &mut Workspace) -> Vec<Row> {
        self.analyze(sentences, w);
        let mut sink = RowSink::default();
        (0..w.summaries.len())
            .map(|i| {
                self.emit(w, i, &mut sink);
                sink.take()
            })
            .collect()
    }
}

/// Features as they come.
#[derive(Default)]
struct Pushed(Vec<(u64, f32)>);

impl Sink for Pushed {
    fn push(&mut self, id: u64, value: f32) {
        self.0.push((id, value));
    }
}
