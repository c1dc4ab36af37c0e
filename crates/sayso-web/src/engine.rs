//! A model and the article it labelled last.

use sayso::model::Labelled;
use sayso::{Model, ModelError, Scratch, SentenceInput};

use crate::answer::{About, Account, Article, Contribution, Cue, Sentence};
use crate::units::Units;

/// Why the engine has no answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EngineError {
    /// The model file is not usable.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// No model was loaded.
    #[error("no model is loaded; load one first")]
    NoModel,
    /// The article has no such sentence.
    #[error("the article has {sentences} sentences, none with index {index}")]
    NoSentence {
        /// What was asked for.
        index: usize,
        /// How many there are.
        sentences: usize,
    },
}

/// A model, and the article that it labelled last.
///
/// ```no_run
/// let mut engine = sayso_web::Engine::default();
/// engine.load(&std::fs::read("models/news.safetensors")?)?;
/// let article = engine.classify("The mayor resigned. He denied taking bribes.".into())?;
/// assert_eq!(article.sentences.len(), 2);
/// let account = engine.explain(1)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Default)]
pub struct Engine {
    model: Option<Model>,
    text: String,
    labelled: Vec<Labelled>,
    scratch: Scratch,
    units: Units,
}

impl Engine {
    /// Uses another model from now on. After an error the one before stays.
    ///
    /// # Errors
    /// [`EngineError::Model`] says what is wrong with the file.
    pub fn load(&mut self, file: &[u8]) -> Result<About<'_>, EngineError> {
        let model = Model::from_bytes(file)?;
        self.text.clear();
        self.labelled.clear();
        let model = self.model.insert(model);
        let metadata = model.metadata();
        Ok(About { name: &metadata.name, tool: &metadata.tool, labels: &metadata.labels, unsure: metadata.unsure })
    }

    /// Labels an article and keeps it for [`Engine::explain`].
    ///
    /// # Errors
    /// [`EngineError::NoModel`].
    pub fn classify(&mut self, text: String) -> Result<Article<'_>, EngineError> {
        let model = self.model.as_ref().ok_or(EngineError::NoModel)?;
        self.text = text;
        self.labelled = model.classify_with(&self.text, &mut self.scratch);
        self.units = Units::new(&self.text, self.labelled.iter().flat_map(|l| [l.span.start, l.span.end]));
        Ok(Article { sentences: self.labelled.iter().map(|l| self.sentence(l)).collect() })
    }

    fn sentence<'a>(&self, l: &'a Labelled) -> Sentence<'a> {
        let unit = |byte| self.units.before(&self.text, byte);
        let cue = |c: &sayso::cue::Cue| Cue {
            start: unit(l.span.start + c.start),
            end: unit(l.span.start + c.end),
            kind: c.kind,
            quoted: c.quoted,
        };
        Sentence {
            start: unit(l.span.start),
            end: unit(l.span.end),
            paragraph: l.span.paragraph_start,
            label: l.prediction.label,
            probabilities: &l.prediction.probabilities,
            margin: l.prediction.margin,
            cues: l.prediction.cues.iter().map(cue).collect(),
        }
    }

    /// Accounts for a sentence of the article that was labelled last.
    ///
    /// # Errors
    /// [`EngineError::NoModel`], or [`EngineError::NoSentence`] if the index is too large.
    pub fn explain(&self, index: usize) -> Result<Account, EngineError> {
        let model = self.model.as_ref().ok_or(EngineError::NoModel)?;
        let input =
            |l: &Labelled| SentenceInput { text: l.span.of(&self.text), paragraph_start: Some(l.span.paragraph_start) };
        let inputs: Vec<SentenceInput<'_>> = self.labelled.iter().map(input).collect();
        let missing = || EngineError::NoSentence { index, sentences: self.labelled.len() };
        let sentence = self.labelled.get(index).ok_or_else(missing)?;
        let explanation = model.explain(&inputs, index).ok_or_else(missing)?;
        let unit = |byte| self.units.before(&self.text, sentence.span.start + byte);
        let contribution = |c: sayso::Contribution| Contribution {
            feature: c.feature,
            span: c.span.map(|(from, to)| (unit(from), unit(to))),
            logits: c.logits,
        };
        Ok(Account {
            logits: explanation.logits,
            intercepts: explanation.intercepts,
            contributions: explanation.contributions.into_iter().map(contribution).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPEN: &[u8] = include_bytes!("../../../models/news-open.safetensors");
    const TEXT: &str = "🙂 “Nu”, a spus ea.\nThe mayor denied taking bribes. He resigned.";

    fn loaded() -> Engine {
        let mut engine = Engine::default();
        engine.load(OPEN).unwrap();
        engine
    }

    #[test]
    fn answers_are_the_models_in_utf16_units() {
        let units: Vec<u16> = TEXT.encode_utf16().collect();
        let slice = |start: usize, end: usize| String::from_utf16(&units[start..end]).unwrap();
        let model = Model::from_bytes(OPEN).unwrap();
        let expected = model.classify(TEXT);
        let mut engine = loaded();
        let article = engine.classify(TEXT.into()).unwrap();
        assert_eq!(article.sentences.len(), expected.len());
        let mut cues = Vec::new();
        for (s, e) in article.sentences.iter().zip(&expected) {
            assert_eq!(slice(s.start, s.end), e.span.of(TEXT));
            assert_eq!((s.label, s.probabilities), (e.prediction.label, e.prediction.probabilities.as_slice()));
            cues.extend(s.cues.iter().map(|c| slice(c.start, c.end)));
        }
        assert!(cues.contains(&"denied".to_owned()), "{cues:?}");
    }

    #[test]
    fn an_account_adds_up_and_its_words_lie_in_the_sentence() {
        let mut engine = loaded();
        let (start, end) = {
            let article = engine.classify(TEXT.into()).unwrap();
            (article.sentences[1].start, article.sentences[1].end)
        };
        let account = engine.explain(1).unwrap();
        for (label, logit) in account.logits.iter().enumerate() {
            let sum: f32 = account.contributions.iter().map(|c| c.logits[label]).sum();
            assert!((account.intercepts[label] + sum - logit).abs() < 1e-3);
        }
        let spans: Vec<(usize, usize)> = account.contributions.iter().filter_map(|c| c.span).collect();
        assert!(!spans.is_empty() && spans.iter().all(|&(from, to)| start <= from && from < to && to <= end));
    }

    #[test]
    fn what_is_not_there_is_an_error() {
        let mut engine = Engine::default();
        assert!(matches!(engine.classify("It rained.".into()), Err(EngineError::NoModel)));
        assert!(matches!(engine.explain(0), Err(EngineError::NoModel)));
        engine.load(OPEN).unwrap();
        assert!(matches!(engine.explain(0), Err(EngineError::NoSentence { index: 0, sentences: 0 })));
        assert_eq!(engine.classify("It rained. It snowed.".into()).unwrap().sentences.len(), 2);
        assert!(engine.load(b"no model").is_err());
        assert!(engine.classify("The model before is still there.".into()).is_ok());
    }
}
