//! Why a sentence got its label: the features of the sparse stage with what each added to each label's logit.

use sayso_featurizer::analysis::SentenceInput;
use sayso_featurizer::feature::Sink;
use sayso_featurizer::featurizer::Workspace;

use crate::model::Model;

/// What one feature added.
#[derive(Debug, Clone, PartialEq)]
pub struct Contribution {
    /// Name: group, then what it is.
    pub feature: String,
    /// Bytes of the sentence that it stands on, if it stands on words.
    pub span: Option<(usize, usize)>,
    /// What it added to each label's logit.
    pub logits: Vec<f32>,
}

/// The account of one sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// Logits of the sparse stage: intercepts plus all contributions.
    pub logits: Vec<f32>,
    /// The intercepts.
    pub intercepts: Vec<f32>,
    /// Every feature that the model knows, in the order of the featurizer.
    pub contributions: Vec<Contribution>,
}

#[derive(Default)]
struct Named {
    features: Vec<(u64, f32)>,
    names: Vec<(String, Option<(usize, usize)>)>,
}

impl Sink for Named {
    const NAMED: bool = true;

    fn push(&mut self, id: u64, value: f32) {
        self.features.push((id, value));
    }

    fn name(&mut self, name: String, tokens: Option<(usize, usize)>) {
        self.names.push((name, tokens));
    }
}

impl Model {
    /// Accounts for sentence `i` of an article; `None` if there is no such sentence.
    #[must_use]
    pub fn explain(&self, sentences: &[SentenceInput<'_>], i: usize) -> Option<Explanation> {
        sentences.get(i)?;
        let mut w = Workspace::default();
        self.featurizer().analyze(sentences.iter().copied(), &mut w);
        let mut named = Named::default();
        self.featurizer().emit(&w, i, &mut named);
        let intercepts = self.table().intercepts().to_vec();
        let mut logits = intercepts.clone();
        let mut contributions = Vec::new();
        for ((id, value), (feature, tokens)) in named.features.into_iter().zip(named.names) {
            let Some(weights) = self.table().weights(id) else { continue };
            let added: Vec<f32> = weights.iter().map(|w| value * w).collect();
            for (z, a) in logits.iter_mut().zip(&added) {
                *z += a;
            }
            let bytes = |(from, to): (usize, usize)| {
                (w.analysis.tokens[from].start as usize, w.analysis.tokens[to - 1].end as usize)
            };
            contributions.push(Contribution { feature, span: tokens.map(bytes), logits: added });
        }
        Some(Explanation { logits, intercepts, contributions })
    }
}
