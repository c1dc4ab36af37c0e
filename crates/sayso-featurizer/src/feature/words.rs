//! Features from the words themselves: bags, pairs, subword pieces, first and last words.

use super::listed;
use super::sink::{Emitter, Group, Sink, Template};
use crate::analysis::Analysis;
use crate::pieces::{CONTINUATION, Pieces, Segments};
use crate::quote::Bounds;
use crate::token::Kind;
use std::ops::Range;

pub(super) const WORD: Template = Template::new(Group::Words, "w");
const BIGRAM: Template = Template::new(Group::Bigrams, "b");
pub(super) const PIECE: Template = Template::new(Group::Pieces, "sp");
const START: Template = Template::new(Group::Edges, "s");
const START_PAIR: Template = Template::new(Group::Edges, "s2");
const END: Template = Template::new(Group::Edges, "e");

/// Emits the lexical features of sentence `b`. Values are divided by the root of how many there are, so that the block of
/// a long sentence is not longer than that of a short one.
pub fn words<S: Sink>(out: &mut Emitter<'_, S>, a: &Analysis, b: &Bounds, outside: &[usize], pieces: &Pieces) {
    let tokens = b.start..b.end;
    let n = tokens.len().max(1) as f32;
    let value = n.sqrt().recip();
    for i in tokens.clone() {
        let h = a.tokens[i].hash;
        let span = (i, i + 1);
        out.put_numbered(WORD, a.entries[i].word(), &[h], value, span, || a.norm(i).into());
        if i + 1 < b.end {
            let g = a.tokens[i + 1].hash;
            out.put(BIGRAM, &[h, g], value, (i, i + 2), || format!("{} {}", a.norm(i), a.norm(i + 1)));
        }
    }
    if out.has(Group::Pieces) && !pieces.is_empty() {
        subwords(out, a, tokens, value, pieces);
    }
    edges(out, a, b, outside);
}

/// Pieces of words that are more than one piece.
fn subwords<S: Sink>(out: &mut Emitter<'_, S>, a: &Analysis, tokens: Range<usize>, value: f32, pieces: &Pieces) {
    let mut found = Segments::default();
    for i in tokens.filter(|&i| a.tokens[i].kind == Kind::Word && !a.entries[i].single_piece) {
        pieces.segment(a.norm(i), &mut found);
        let [_, _, ..] = found.as_slice() else { continue };
        for p in found.as_slice() {
            let number = listed::PIECES + p.number as usize;
            out.put_numbered(PIECE, Some(number), &[u64::from(p.number)], value, (i, i + 1), || {
                let mark = if p.start > 0 { CONTINUATION } else { "" };
                format!("{mark}{}", &a.norm(i)[p.start.into()..p.end.into()])
            });
        }
    }
}

fn edges<S: Sink>(out: &mut Emitter<'_, S>, a: &Analysis, b: &Bounds, outside: &[usize]) {
    for (k, &i) in outside.iter().take(3).enumerate() {
        out.put(START, &[k as u64, a.tokens[i].hash], 1.0, (i, i + 1), || format!("starts {k} {}", a.norm(i)));
    }
    if let [i, j, ..] = outside {
        out.put(START_PAIR, &[a.tokens[*i].hash, a.tokens[*j].hash], 1.0, (*i, *j + 1), || {
            format!("starts {} {}", a.norm(*i), a.norm(*j))
        });
    }
    for (k, i) in (b.start..b.end).rev().take(3).enumerate() {
        out.put(END, &[k as u64, a.tokens[i].hash], 1.0, (i, i + 1), || format!("ends {k} {}", a.norm(i)));
    }
}
