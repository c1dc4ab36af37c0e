//! What English syntax needs beyond the common rules: the head of a subject that ends in a prepositional attribute.

use super::VERB;
use crate::analysis::Analysis;
use crate::lexicon::{Classes, Form};
use crate::token::Kind;

/// Tokens of a subject that are looked at for its head.
const SUBJECT: usize = 10;

/// The head of a subject.
#[derive(Debug, Clone, Copy)]
pub(super) struct Head {
    /// Its position in `outside`.
    pub(super) at: usize,
    /// Two things joined by "and", or a word in the plural.
    pub(super) plural: bool,
}

/// The head of the subject that ends at `outside[k]`: "officials" in "senior officials at the ministry in Kabul".
///
/// Prepositional attributes are passed from the right until something else than words, a verb or a conjunction
/// stands in the way.
pub(super) fn head(a: &Analysis, outside: &[usize], k: usize) -> Head {
    let stop = Classes::Subord | Classes::Rel | Classes::That | Classes::Be | Classes::HasAux | Classes::HadAux;
    let (mut at, mut joined) = (k, false);
    for p in (0..=k).rev().take(SUBJECT) {
        let i = outside[p];
        let c = a.classes(i);
        let title = p > 0 && a.classes(outside[p - 1]).any(Classes::Title) && a.norm(i) == ".";
        let word = title || a.tokens[i].is_wordlike() || a.tokens[i].first == '-' || a.norm(i) == "'s";
        if !word || c.any(stop | Classes::Modal | Classes::To) && a.norm(i) != "to" || p < k && is_verb(a, outside, p) {
            break;
        }
        if c.any(Classes::Coord) {
            if a.norm(i) != "and" || p == 0 || !a.tokens[outside[p - 1]].is_wordlike() {
                break;
            }
            joined |= at > p;
        }
        let before = p.checked_sub(1).map(|q| outside[q]);
        let heads = before.is_some_and(|j| a.tokens[j].kind == Kind::Word && !a.classes(j).any(FUNCTION));
        if c.any(Classes::Prep) && heads {
            (at, joined) = (p - 1, false);
        }
    }
    let i = outside[at];
    let name = a.norm(i);
    let plural =
        joined || a.classes(i).any(Classes::People) || name.len() > 3 && name.ends_with('s') && !name.ends_with("ss");
    Head { at, plural }
}

/// A finite verb for certain: no noun looks like it.
fn is_verb(a: &Analysis, outside: &[usize], p: usize) -> bool {
    let entry = a.entries[outside[p]];
    entry.classes.any(VERB) && entry.forms.has(Form::Past) && !entry.forms.has(Form::Participle)
}

const FUNCTION: Classes =
    Classes::Prep.or(Classes::Det).or(Classes::Coord).or(Classes::Adv).or(Classes::Subord).or(Classes::Neg);
