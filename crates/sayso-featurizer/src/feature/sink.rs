//! Where features go, and how they are named.

use super::closed::{Block, Closed};
use super::listed::Table;
use crate::hash;
use crate::lang::Language;

/// Receives the features of one sentence.
pub trait Sink {
    /// One feature: its identity and its value. The same identity may come more than once; values add up.
    fn push(&mut self, id: u64, value: f32);

    /// Wants names as well? Sinks that say no cost nothing for them.
    const NAMED: bool = false;

    /// Has the closed features ([`super::closed`]) ready? Then [`Sink::closed`] is called for them, not [`Sink::push`].
    const COMPILED: bool = false;

    /// The closed feature `slot`, and the copy that `language` has for itself.
    fn closed(&mut self, _language: Language, _slot: usize) {}

    /// The feature with this number of [`crate::featurizer::Featurizer::listed_features`]; only if [`Sink::COMPILED`],
    /// and then instead of [`Sink::push`].
    fn listed(&mut self, _number: usize, _value: f32) {}

    /// The name of the feature pushed last and the tokens of the article that it stands on.
    fn name(&mut self, _name: String, _tokens: Option<(usize, usize)>) {}
}

/// The groups of features, for ablation and for scaling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Group {
    /// Facts of the sentence itself.
    Facts = 1,
    /// Pairs of facts.
    Pairs,
    /// Verbs with tense, subject, object.
    Verbs,
    /// Facts of the neighbours.
    Neighbours,
    /// Position and headline overlap.
    Place,
    /// Single words.
    Words,
    /// Pairs of adjacent words.
    Bigrams,
    /// First and last words.
    Edges,
    /// Subword pieces of words that are more than one piece.
    Pieces,
}

impl Group {
    /// Every group with its name.
    pub const ALL: [(Self, &'static str); 9] = [
        (Self::Facts, "facts"),
        (Self::Pairs, "pairs"),
        (Self::Verbs, "verbs"),
        (Self::Neighbours, "neighbours"),
        (Self::Place, "place"),
        (Self::Words, "words"),
        (Self::Bigrams, "bigrams"),
        (Self::Edges, "edges"),
        (Self::Pieces, "pieces"),
    ];

    /// Do its features name words, so that languages hardly share them anyway?
    #[must_use]
    pub fn is_lexical(self) -> bool {
        matches!(self, Self::Words | Self::Bigrams | Self::Edges | Self::Pieces)
    }

    /// Its name in configuration files and reports.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        Self::ALL[self as usize - 1].1
    }
}

/// Value, relative to the shared feature, of the copy that a language other than English has for itself: what English
/// taught, and its own correction (Daume, *Frustratingly easy domain adaptation*, 2007).
const OWN: f32 = 1.0;

/// The constant part of a feature's identity: its group and what kind of feature it is.
#[derive(Debug, Clone, Copy)]
pub struct Template {
    group: Group,
    seed: u64,
}

impl Template {
    /// A kind of feature of a group; usable in constants, so that no name is hashed at run time.
    #[must_use]
    pub const fn new(group: Group, name: &str) -> Self {
        Self { group, seed: hash::finish(hash::bytes(hash::byte(hash::start(), group as u8), name.as_bytes())) }
    }

    /// The identity of the feature with these arguments.
    #[inline]
    #[must_use]
    pub const fn id(self, args: &[u64]) -> u64 {
        let (mut id, mut i) = (self.seed, 0);
        while i < args.len() {
            id = hash::combine(id, args[i]);
            i += 1;
        }
        id
    }
}

/// Writes features of chosen groups to a sink, with the groups' scales applied.
pub struct Emitter<'s, S: Sink> {
    sink: &'s mut S,
    closed: &'s Closed,
    scales: [f32; 10],
    language: Language,
}

impl<'s, S: Sink> Emitter<'s, S> {
    /// `scales[group]` multiplies every value of a group; 0 switches it off.
    pub fn new(sink: &'s mut S, closed: &'s Closed, scales: [f32; 10], language: Language) -> Self {
        Self { sink, closed, scales, language }
    }

    /// Is the group on?
    #[inline]
    #[must_use]
    pub fn has(&self, group: Group) -> bool {
        self.scales[group as usize] > 0.0
    }

    /// A closed feature, by its place in a block.
    #[inline]
    pub(super) fn closed(&mut self, block: Block, index: usize, name: impl FnOnce() -> String) {
        self.slot(block.group, block.slot(index), name);
    }

    /// A closed feature, by its slot.
    #[inline]
    pub(crate) fn slot(&mut self, group: Group, slot: usize, name: impl FnOnce() -> String) {
        if !self.has(group) {
            return;
        }
        if S::COMPILED {
            self.sink.closed(self.language, slot);
        } else {
            self.send(group, self.closed.id(slot), 1.0, None, name);
        }
    }

    /// A feature named by a template and its arguments that stands on certain tokens.
    #[inline]
    pub fn put(
        &mut self,
        template: Template,
        args: &[u64],
        value: f32,
        tokens: (usize, usize),
        name: impl FnOnce() -> String,
    ) {
        if self.has(template.group) {
            self.send(template.group, template.id(args), value, Some(tokens), name);
        }
    }

    /// As [`Emitter::put`] for a feature that has a number if its word is known, and no copy for a language.
    #[inline]
    pub(super) fn put_numbered(
        &mut self,
        template: Template,
        number: Option<usize>,
        args: &[u64],
        value: f32,
        tokens: (usize, usize),
        name: impl FnOnce() -> String,
    ) {
        match number {
            Some(number) if S::COMPILED => {
                if self.has(template.group) {
                    self.sink.listed(number, value * self.scales[template.group as usize]);
                }
            }
            _ => self.put(template, args, value, tokens, name),
        }
    }

    /// As [`Emitter::put`] for a feature of a table; its value is 1.
    #[inline]
    pub(super) fn put_listed<const N: usize>(
        &mut self,
        table: &Table<N>,
        args: &[u64; N],
        tokens: (usize, usize),
        name: impl FnOnce() -> String,
    ) {
        if !S::COMPILED {
            return self.put(table.template, args, 1.0, tokens, name);
        }
        let value = self.scales[table.template.group as usize];
        if value > 0.0 {
            let number = table.number(args);
            self.sink.listed(number, value);
            if self.language != Language::En {
                self.sink.listed(number + 1, value * OWN);
            }
        }
    }

    /// Sends a feature, and the language's own copy of it.
    #[inline]
    fn send(
        &mut self,
        group: Group,
        id: u64,
        value: f32,
        tokens: Option<(usize, usize)>,
        name: impl FnOnce() -> String,
    ) {
        let value = value * self.scales[group as usize];
        self.sink.push(id, value);
        let own = self.language != Language::En && !group.is_lexical();
        if own {
            self.sink.push(hash::combine(id, self.language as u64), value * OWN);
        }
        if S::NAMED {
            let name = format!("{}:{}", group.as_str(), name());
            if own {
                self.sink.name(name.clone(), tokens);
            }
            self.sink.name(name, tokens);
        }
    }
}
