//! Features from a sentence's place in its article and from words it shares with the headline and lead.

use super::closed::{self, by_guess};
use super::facts::{Guess, Summary};
use super::sink::{Emitter, Group, Sink};
use crate::analysis::Analysis;
use crate::bits::Bits;
use crate::lexicon::Classes;
use crate::quote::Bounds;
use crate::token::Kind;

/// Content words of the headline and the lead, kept for comparison with later sentences.
#[derive(Debug, Default, Clone)]
pub struct Story {
    words: Vec<u64>,
    bits: Bits,
}

const LEAD: usize = 3;
const FUNCTION: Classes = Classes::Prep
    .or(Classes::Det)
    .or(Classes::Coord)
    .or(Classes::Be)
    .or(Classes::Have)
    .or(Classes::Do)
    .or(Classes::Modal)
    .or(Classes::To)
    .or(Classes::That)
    .or(Classes::Rel)
    .or(Classes::Pron3)
    .or(Classes::Pron12)
    .or(Classes::Poss)
    .or(Classes::Say)
    .or(Classes::Weekday);

impl Story {
    /// Reads the first sentences.
    pub fn read(&mut self, a: &Analysis) {
        self.words.clear();
        self.bits.clear();
        for b in a.sentences.iter().take(LEAD) {
            for i in (b.start..b.end).filter(|&i| is_content(a, i)) {
                self.words.push(a.tokens[i].hash);
                self.bits.set(a.tokens[i].hash);
            }
        }
        self.words.sort_unstable();
        self.words.dedup();
    }

    /// How many different content words of sentence `b` stand in the headline or lead, and how many there are.
    fn overlap(&self, a: &Analysis, b: &Bounds) -> (u32, u32) {
        let content = (b.start..b.end).filter(|&i| is_content(a, i));
        content.map(|i| a.tokens[i].hash).fold((0, 0), |(shared, all), hash| {
            let known = self.bits.may_hold(hash) && self.words.binary_search(&hash).is_ok();
            (shared + u32::from(known), all + 1)
        })
    }
}

fn is_content(a: &Analysis, i: usize) -> bool {
    a.tokens[i].kind == Kind::Word && a.tokens[i].norm_len > 2 && !a.classes(i).any(FUNCTION)
}

/// Emits place features of sentence `i`.
pub fn place<S: Sink>(out: &mut Emitter<'_, S>, a: &Analysis, story: &Story, all: &[Summary], i: usize) {
    if !out.has(Group::Place) {
        return;
    }
    let (guess, n) = (all[i].guess, all.len());
    let (language, code) = (a.language as usize, a.language.code());
    out.closed(closed::LANGUAGE, language, || format!("language {code}"));
    out.closed(closed::LANGUAGE_GUESS, with(language, guess), || format!("language {code} {guess:?}"));
    if n <= 4 {
        // A sentence or two out of its article: nothing is known of its place.
        return;
    }
    position(out, i, n, guess);
    if i >= LEAD {
        overlap(out, story.overlap(a, &a.sentences[i]), guess);
    }
    let since = (0..i).rev().take(6).position(|j| matches!(all[j].guess, Guess::Report));
    out.closed(closed::SINCE_REPORT, with(closed::since(since), guess), || {
        format!("{} sentences since a report, {guess:?}", since.map_or("many".into(), |d| d.to_string()))
    });
}

fn with(index: usize, guess: Guess) -> usize {
    closed::index(index, &[by_guess(guess)])
}

fn position<S: Sink>(out: &mut Emitter<'_, S>, i: usize, n: usize, guess: Guess) {
    let first = i.min(4);
    out.closed(closed::FIRST, first, || format!("sentence {first}"));
    out.closed(closed::FIRST_GUESS, with(first, guess), || format!("sentence {first} {guess:?}"));
    let part = i * 6 / n;
    out.closed(closed::PART, part, || format!("part {part} of 6"));
    out.closed(closed::PART_GUESS, with(part, guess), || format!("part {part} of 6 {guess:?}"));
    let last = (n - 1 - i).min(2);
    out.closed(closed::LAST, last, || format!("{last} from the end"));
}

fn overlap<S: Sink>(out: &mut Emitter<'_, S>, (shared, content): (u32, u32), guess: Guess) {
    let (some, share) = (shared.min(5) as usize, (shared * 5 / content.max(1)) as usize);
    out.closed(closed::OVERLAP, some, || format!("shares {shared} words with the lead"));
    out.closed(closed::OVERLAP_SHARE, share, || format!("shares {share}/5 of its words with the lead"));
    out.closed(closed::OVERLAP_GUESS, with(share, guess), || format!("shares {share}/5 with the lead, {guess:?}"));
}
