//! Phrases: a trie over token hashes with alternatives expanded and a wildcard of up to two tokens.

use super::HashKeyed;
use crate::bits::Bits;
use crate::hash::combine;

macro_rules! kinds {
    ($($name:ident = $text:literal),* $(,)?) => {
        /// What a phrase is a cue of.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[allow(missing_docs)]
        #[repr(u8)]
        pub enum PhraseKind { $($name),* }

        impl PhraseKind {
            /// Every kind with the name that lexicon files use.
            pub const ALL: &'static [(Self, &'static str)] = &[$((Self::$name, $text)),*];

            /// The kind with this name in lexicon files.
            #[must_use]
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().find(|(_, n)| *n == name).map(|(k, _)| *k)
            }

            /// Its name in lexicon files.
            #[must_use]
            pub fn name(self) -> &'static str {
                Self::ALL[self as usize].1
            }
        }
    };
}

kinds! {
    According = "according", Evidential = "evidential", NoComment = "nocomment", Denial = "denial",
    Unverified = "unverified", Unclear = "unclear", Expected = "expected", PollResult = "pollresult",
    PollMethod = "pollmethod", ClaimResponsibility = "claimresp", Held = "held", QuoteIntro = "quoteintro",
    Responsible = "responsible", Expressed = "expressed", Furniture = "furniture",
    Past = "past", Now = "now", Standing = "standing", NounReport = "nounreport", DenialSoft = "denialsoft",
}

/// A phrase found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhraseMatch {
    /// Its kind.
    pub kind: PhraseKind,
    /// How many tokens it covers.
    pub tokens: usize,
    /// Identity of the phrase as written in the lexicon.
    pub id: u64,
}

const ROOT: u64 = 0x5bd1_e995_0000_0001;
const WILDCARD: u64 = 0x2a2a_2a2a_2a2a_2a2a;
const WILDCARD_TOKENS: usize = 2;

#[derive(Debug, Clone, Default)]
struct Node {
    end: Option<(PhraseKind, u64)>,
    wildcard: bool,
}

/// States are hashes of the path, so the trie is one flat table.
#[derive(Debug, Clone, Default)]
pub(super) struct Trie {
    nodes: HashKeyed<Node>,
    firsts: Vec<u64>,
    /// States after one or two words from which a phrase may come.
    hopeful: Bits,
}

impl Trie {
    /// Adds one phrase; each element is the alternatives at one place, `None` a wildcard.
    pub(super) fn add(&mut self, parts: &[Option<Vec<u64>>], kind: PhraseKind, id: u64) {
        let mut states = vec![ROOT];
        self.firsts.extend(parts.first().and_then(Option::as_ref).into_iter().flatten());
        for part in parts {
            let steps: &[u64] = part.as_deref().unwrap_or(&[WILDCARD]);
            let mut next = Vec::with_capacity(states.len() * steps.len());
            for state in states {
                if part.is_none() {
                    self.nodes.entry(state).or_default().wildcard = true;
                }
                next.extend(steps.iter().map(|&h| combine(state, h)));
            }
            for &state in &next {
                self.nodes.entry(state).or_default();
            }
            states = next;
        }
        for state in states {
            self.nodes.entry(state).or_default().end.get_or_insert((kind, id));
        }
        self.note_hopeful(parts);
    }

    /// Notes the states that the phrase has after its first word, if that is all or a wildcard follows, else those after
    /// its second.
    fn note_hopeful(&mut self, parts: &[Option<Vec<u64>>]) {
        let [Some(firsts), rest @ ..] = parts else { return };
        for first in firsts.iter().map(|&h| combine(ROOT, h)) {
            match rest {
                [Some(seconds), ..] => seconds.iter().for_each(|&h| self.hopeful.set(combine(first, h))),
                _ => self.hopeful.set(first),
            }
        }
    }

    /// The words that phrases begin with.
    pub(super) fn firsts(&self) -> &[u64] {
        &self.firsts
    }

    pub(super) fn longest(&self, tokens: &[u64]) -> Option<PhraseMatch> {
        let first = combine(ROOT, *tokens.first()?);
        let second = tokens.get(1).map(|&t| combine(first, t));
        let hope = self.hopeful.may_hold(first) || second.is_some_and(|s| self.hopeful.may_hold(s));
        if hope { self.walk(first, tokens, 1) } else { None }
    }

    fn walk(&self, state: u64, tokens: &[u64], used: usize) -> Option<PhraseMatch> {
        let node = self.nodes.get(&state)?;
        let mut best = node.end.map(|(kind, id)| PhraseMatch { kind, tokens: used, id });
        let mut offer = |m: Option<PhraseMatch>| {
            if m.is_some_and(|m| best.is_none_or(|b| m.tokens > b.tokens)) {
                best = m;
            }
        };
        if let Some(&t) = tokens.get(used) {
            offer(self.walk(combine(state, t), tokens, used + 1));
        }
        if node.wildcard {
            let skipped = combine(state, WILDCARD);
            for n in 0..=WILDCARD_TOKENS {
                if used + n <= tokens.len() {
                    offer(self.walk(skipped, tokens, used + n));
                }
            }
        }
        best
    }
}
