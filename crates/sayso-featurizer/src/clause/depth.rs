//! Which clause a verb stands in.

use super::{Depth, Follow, Tense, Verb, romanian};
use crate::analysis::Analysis;
use crate::lang::Language;
use crate::lexicon::{Classes, Form};
use crate::token::Kind;

/// Which clause the scan is in.
#[derive(Default)]
pub(super) struct DepthTracker {
    relative: bool,
    relative_after_comma: bool,
    subordinate: bool,
    content: bool,
    /// Position after the comma that closed a relative clause.
    pub(super) relative_closed_at: usize,
}

impl DepthTracker {
    pub(super) fn before(&mut self, a: &Analysis, outside: &[usize], k: usize) {
        let i = outside[k];
        let t = &a.tokens[i];
        let c = a.classes(i);
        let after_comma = k == 0 || !a.tokens[outside[k - 1]].is_wordlike();
        if matches!(t.kind, Kind::Comma | Kind::Dash | Kind::Colon) {
            self.subordinate = false;
            if self.relative_after_comma {
                self.relative_closed_at = k + 1;
            }
            if self.relative_after_comma || self.relative {
                self.relative = false;
                self.relative_after_comma = false;
            }
            if t.first == ';' {
                self.content = false;
            }
        } else if c.any(Classes::Rel) && k > 0 && t.kind == Kind::Word && begins_relative(a, outside, k) {
            self.relative = true;
            self.relative_after_comma = after_comma;
        } else if c.any(Classes::Subord) && !is_preposition_here(a, outside, k) {
            self.subordinate = true;
        }
    }

    pub(super) fn current(&self) -> Depth {
        match (self.relative, self.subordinate, self.content) {
            (true, _, _) => Depth::Relative,
            (_, true, _) => Depth::Subordinate,
            (_, _, true) => Depth::Content,
            _ => Depth::Main,
        }
    }

    pub(super) fn after(&mut self, verb: &Verb) {
        if verb.tense.is_finite() && self.relative && !self.relative_after_comma {
            self.relative = false;
        }
        if verb.follow == Follow::That && !self.relative && !self.subordinate {
            // "Noting that ..., she left": what a participle introduces ends at the comma.
            let participle = verb.tense == Tense::Ing;
            self.content |= !participle;
            self.subordinate |= participle;
        }
    }
}

/// Not "in what", but "in which" and "în care".
fn begins_relative(a: &Analysis, outside: &[usize], k: usize) -> bool {
    !a.classes(outside[k - 1]).any(Classes::Prep)
        || matches!(a.norm(outside[k]), "which" | "whom" | "whose" | "care" | "carei" | "carui" | "caror")
}

/// "after the vote", "since Monday": no clause follows before the next comma.
fn is_preposition_here(a: &Analysis, outside: &[usize], k: usize) -> bool {
    let c = a.classes(outside[k]);
    if a.language == Language::Ro {
        return c.any(Classes::Prep) && !romanian::joins_clause(a, outside, k);
    }
    if !c.any(Classes::Prep) && !a.norm(outside[k]).starts_with("as") {
        return false;
    }
    let ahead = outside[k + 1..].iter().take(8).take_while(|&&j| a.tokens[j].kind != Kind::Comma);
    !ahead.clone().any(|&j| {
        let e = a.entries[j];
        e.forms.has(Form::Past)
            || e.forms.has(Form::Present)
            || e.classes.any(Classes::Be | Classes::HasAux | Classes::HadAux)
    })
}
