//! Light syntax: the verbs of a sentence outside its quotations, each with its tense, subject, what follows it and
//! whether it stands in the main clause.
//!
//! No tagger: word classes from the lexicon and their neighbours decide. The rules are few and local, so that a wrong
//! guess costs one feature and never more.

mod depth;
mod english;
mod follow;
mod romanian;
mod subject;
mod tense;

use depth::DepthTracker;
use follow::follow;
use subject::{leftmost_auxiliary, subject_left, subject_right};
use tense::tense;

use crate::analysis::Analysis;
use crate::lang::Language;
use crate::lexicon::Classes;
use crate::quote::Bounds;
use crate::token::Kind;

/// Tense and mood of a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
#[repr(u8)]
pub enum Tense {
    Past,
    Present,
    Future,
    Modal,
    Perfect,
    PastPerfect,
    Passive,
    Progressive,
    Infinitive,
    Ing,
    Participle,
    Imperfect,
}

impl Tense {
    /// How many there are.
    pub(crate) const COUNT: usize = Self::Imperfect as usize + 1;

    /// Can it carry a clause?
    #[must_use]
    pub const fn is_finite(self) -> bool {
        !matches!(self, Self::Infinitive | Self::Ing | Self::Participle)
    }
}

/// What kind of subject a verb has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
#[repr(u8)]
pub enum Subject {
    None,
    I,
    Person,
    It,
    Name,
    Official,
    Body,
    Document,
    People,
    Speech,
    Relative,
    Reflexive,
    Noun,
    Quote,
}

impl Subject {
    /// How many there are.
    pub(crate) const COUNT: usize = Self::Quote as usize + 1;

    /// Could it vouch for something?
    #[must_use]
    pub const fn is_source(self) -> bool {
        matches!(
            self,
            Self::Person | Self::Name | Self::Official | Self::Body | Self::Document | Self::People | Self::I
        )
    }
}

/// What follows a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
#[repr(u8)]
pub enum Follow {
    End,
    That,
    Quote,
    Colon,
    Comma,
    To,
    Prep,
    Pronoun,
    Determiner,
    Name,
    Negation,
    Question,
    Other,
}

impl Follow {
    /// How many there are.
    pub(crate) const COUNT: usize = Self::Other as usize + 1;
}

/// Where a verb stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
#[repr(u8)]
pub enum Depth {
    Main,
    Subordinate,
    Relative,
    Content,
}

impl Depth {
    /// How many there are.
    pub(crate) const COUNT: usize = Self::Content as usize + 1;
}

/// One verb outside quotations.
#[derive(Debug, Clone, Copy)]
pub struct Verb {
    /// Token index in the article.
    pub token: usize,
    /// Lexicon classes.
    pub classes: Classes,
    /// Hash of the base form (of the word itself if the lexicon does not know it).
    pub lemma: u64,
    /// Tense.
    pub tense: Tense,
    /// Subject.
    pub subject: Subject,
    /// The subject stands after the verb ("..., said Smith").
    pub inverted: bool,
    /// What follows.
    pub follow: Follow,
    /// Kind of clause.
    pub depth: Depth,
    /// Negated.
    pub negated: bool,
}

/// Verbs of one sentence, and which is its main one.
#[derive(Debug, Default, Clone)]
pub struct Clauses {
    /// In order.
    pub verbs: Vec<Verb>,
    /// Index of the first finite verb of the main clause.
    pub main: Option<usize>,
    /// Tokens outside quotations (article indices), scare quotes included.
    pub outside: Vec<usize>,
}

const VERB: Classes = Classes::Say
    .or(Classes::Attitude)
    .or(Classes::Urge)
    .or(Classes::Show)
    .or(Classes::Announce)
    .or(Classes::Speak)
    .or(Classes::Deny)
    .or(Classes::DenySoft)
    .or(Classes::Decline)
    .or(Classes::State)
    .or(Classes::Bio)
    .or(Classes::Event)
    .or(Classes::OtherVerb);

impl Clauses {
    /// Finds the verbs of the sentence `b`.
    pub fn run(&mut self, a: &Analysis, b: &Bounds) {
        self.verbs.clear();
        self.outside.clear();
        self.main = None;
        self.outside.extend((b.start..b.end).filter(|&i| !a.inside[i]));
        let mut depth = DepthTracker::default();
        for k in 0..self.outside.len() {
            let i = self.outside[k];
            depth.before(a, &self.outside, k);
            let Some(mut tense) = tense(a, &self.outside, k) else { continue };
            if tense == Tense::Participle && depth.relative_closed_at == k && k > 0 {
                // "The stock, which fell in May, closed at ...": what follows the aside is the subject's own verb.
                tense = Tense::Past;
            }
            let verb = self.describe(a, k, i, tense, depth.current());
            depth.after(&verb);
            if self.main.is_none() && verb.depth == Depth::Main && tense.is_finite() {
                self.main = Some(self.verbs.len());
            }
            self.verbs.push(verb);
        }
    }

    /// The main verb.
    #[must_use]
    pub fn main_verb(&self) -> Option<&Verb> {
        self.main.map(|m| &self.verbs[m])
    }

    fn describe(&self, a: &Analysis, k: usize, i: usize, tense: Tense, depth: Depth) -> Verb {
        let left = leftmost_auxiliary(a, &self.outside, k);
        let negated = (left..=(k + 2).min(self.outside.len() - 1))
            .any(|j| (j <= k || a.classes(i).any(Classes::Be)) && a.classes(self.outside[j]).any(Classes::Neg));
        let follow = follow(a, &self.outside, k);
        let (mut subject, mut inverted) = (subject_left(a, &self.outside, left), false);
        let reflexive = (left..k).any(|j| matches!(a.norm(self.outside[j]), "se" | "s"));
        if reflexive && a.language == Language::Ro && !subject.is_source() && subject != Subject::Speech {
            subject = Subject::Reflexive;
        }
        let missing = matches!(subject, Subject::None | Subject::Quote);
        if (missing || a.tokens[i].start == 0)
            && let Some(s) = subject_right(a, &self.outside, k)
        {
            (subject, inverted) = (s, true);
        }
        let depth = match depth {
            _ if subject == Subject::Relative => Depth::Relative,
            // A report that comes after what it reports ("..., said Smith") governs it.
            Depth::Content | Depth::Subordinate if inverted && follows_comma(a, &self.outside, left) => Depth::Main,
            _ => depth,
        };
        let entry = a.entries[i];
        let lemma = if entry.lemma != 0 { entry.lemma } else { a.tokens[i].hash };
        Verb { token: i, classes: entry.classes, lemma, tense, subject, inverted, follow, depth, negated }
    }
}

/// Does a comma, a dash or a quotation mark stand right before `outside[left]`?
fn follows_comma(a: &Analysis, outside: &[usize], left: usize) -> bool {
    left > 0 && matches!(a.tokens[outside[left - 1]].kind, Kind::Comma | Kind::Dash | Kind::Quote)
}

/// The nearest token to the left that is no adverb and no negation.
fn previous(a: &Analysis, outside: &[usize], k: usize) -> Option<usize> {
    let skipped = Classes::Adv | Classes::Neg;
    (0..k).rev().take(4).find(|&j| {
        let i = outside[j];
        !a.classes(i).any(skipped) && !a.norm(i).ends_with("ly") && !romanian::leans(a, i)
    })
}
