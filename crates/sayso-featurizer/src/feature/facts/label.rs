//! What stands at the edges of a sentence: a date under a picture; a label before it, "Minister: ...", "Q: ..."; a source
//! behind a headline, "...: police", "... - sources".

use super::{Fact, FactSet};
use crate::analysis::Analysis;
use crate::lexicon::Classes;
use crate::quote::Bounds;
use crate::token::{Kind, Token};

/// Tokens that a label may be long.
const LABEL: usize = 7;
/// Tokens behind the mark that names a source at the end.
const TAIL: usize = 6;

const SOURCE: Classes = Classes::Source.or(Classes::Media).or(Classes::Title);

/// States the labels at the edges of sentence `b`.
pub(super) fn labels(a: &Analysis, b: &Bounds, f: &mut FactSet) {
    label(a, b, f);
    tail(a, b, f);
    f.set_if(ends_dated(a, b), Fact::EndsDated);
}

/// Words and a colon at the start, with something behind.
fn label(a: &Analysis, b: &Bounds, f: &mut FactSet) {
    let end = b.end.min(b.start + LABEL);
    let Some(colon) = (b.start..end).find(|&i| a.tokens[i].kind == Kind::Colon) else { return };
    let words = b.start..colon;
    let plain = |t: &Token| t.is_wordlike() || matches!(t.first, '.' | '-' | '’' | '\'');
    if colon == b.start || colon + 1 >= b.end || !words.clone().all(|i| plain(&a.tokens[i])) {
        return;
    }
    f.set(match () {
        () if words.clone().any(|i| a.classes(i).any(SOURCE)) => Fact::LabelSource,
        () if words.clone().filter(|&i| a.tokens[i].kind == Kind::Word).all(|i| a.tokens[i].is_cap()) => {
            Fact::LabelName
        }
        () => Fact::LabelOther,
    });
}

/// A headline that ends with a colon or a dash and who says it.
fn tail(a: &Analysis, b: &Bounds, f: &mut FactSet) {
    let from = b.start.max(b.end.saturating_sub(TAIL));
    let mark = (from..b.end).rev().find(|&i| {
        let t = &a.tokens[i];
        t.kind == Kind::Colon || t.kind == Kind::Dash && t.space_before
    });
    let Some(mark) = mark else { return };
    let behind = mark + 1..b.end;
    let headline = behind.clone().all(|i| a.tokens[i].is_wordlike() || a.tokens[i].first == '-');
    let source = behind.clone().any(|i| a.classes(i).any(SOURCE)) || behind.clone().all(|i| a.tokens[i].is_cap());
    f.set_if(headline && !behind.is_empty() && mark > b.start + 3 && source, Fact::TailSource);
}

/// The last words are a date, as in most captions: "... in Paris, March 27, 2018."
fn ends_dated(a: &Analysis, b: &Bounds) -> bool {
    let Some(last) = (b.start..b.end).rev().take(3).find(|&i| a.tokens[i].is_wordlike()) else { return false };
    let month = |i: usize| a.classes(i).any(Classes::Month) && a.tokens[i].kind == Kind::Word;
    let from = b.start.max(last.saturating_sub(3));
    match a.tokens[last].kind {
        Kind::Year | Kind::Number => (from..last).any(month),
        _ => month(last) && last > b.start && a.tokens[last - 1].kind == Kind::Number,
    }
}
