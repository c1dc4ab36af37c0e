//! Features from the words themselves: bags, pairs, subword pieces, first and last words.

use super::sink::{Emitter, Group, Sink};
use crate::analysis::Analysis;
use crate::pieces::Pieces;
use crate::quote::Bounds;
use crate::token::Kind;

/// Emits the lexical features of sentence `b`. Values are divided by the root of how many there are, so that the block of
/// a long sentence is not longer than that of a short one.
pub fn words<S: Sink>(out: &mut Emitter<'_, S>, a: &Analysis, b: &Bounds, outside: &[usize], pieces: &Pieces) {
    let tokens = b.start..b.end;
    let n = tokens.len().max(1) as f32;
    let value = n.sqrt().recip();
    for i in tokens.clone() {
        let h = a.tokens[i].hash;
        let span = Some((i, i + 1));
        out.put_at(Group::Words, "w", &[h], value, span, || a.norm(i).into());
        if i + 1 < b.end {
            let g = a.tokens[i + 1].hash;
            out.put_at(Group::Bigrams, "b", &[h, g], value, Some((i, i + 2)), || {
                format!("{} {}", a.norm(i), a.norm(i + 1))
            });
        }
    }
    if out.has(Group::Pieces) && !pieces.is_empty() {
        let mut found = Vec::new();
        for i in tokens.filter(|&i| a.tokens[i].kind == Kind::Word) {
            if !pieces.segment(a.norm(i), &mut found) || found.len() < 2 {
                continue;
            }
            for &(piece, from, to) in &found {
                out.put_at(Group::Pieces, "sp", &[u64::from(piece)], value, Some((i, i + 1)), || {
                    format!("{}{}", if from > 0 { "##" } else { "" }, &a.norm(i)[from..to])
                });
            }
        }
    }
    edges(out, a, b, outside);
}

fn edges<S: Sink>(out: &mut Emitter<'_, S>, a: &Analysis, b: &Bounds, outside: &[usize]) {
    for (k, &i) in outside.iter().take(3).enumerate() {
        out.put_at(Group::Edges, "s", &[k as u64, a.tokens[i].hash], 1.0, Some((i, i + 1)), || {
            format!("starts {k} {}", a.norm(i))
        });
    }
    if let [i, j, ..] = outside {
        out.put_at(Group::Edges, "s2", &[a.tokens[*i].hash, a.tokens[*j].hash], 1.0, Some((*i, *j + 1)), || {
            format!("starts {} {}", a.norm(*i), a.norm(*j))
        });
    }
    for (k, i) in (b.start..b.end).rev().take(3).enumerate() {
        out.put_at(Group::Edges, "e", &[k as u64, a.tokens[i].hash], 1.0, Some((i, i + 1)), || {
            format!("ends {k} {}", a.norm(i))
        });
    }
}
