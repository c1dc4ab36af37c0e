//! Features from a sentence's place in its article and from words it shares with the headline and lead.

use super::closed::{self, by_guess};
use super::facts::{self, Fact, Guess, Summary};
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
    voice(out, all, i);
    turn(out, a, all, i);
    let since = (0..i).rev().take(6).position(|j| matches!(all[j].guess, Guess::Report));
    out.closed(closed::SINCE_REPORT, with(closed::since(since), guess), || {
        format!("{} sentences since a report, {guess:?}", since.map_or("many".into(), |d| d.to_string()))
    });
}

/// How many of the sentences around speak in the first person outside quotations: a speech, a letter, a column.
fn voice<S: Sink>(out: &mut Emitter<'_, S>, all: &[Summary], i: usize) {
    let around = &all[i.saturating_sub(REACH)..all.len().min(i + REACH + 1)];
    let speaking = around.iter().filter(|s| s.facts.has(Fact::FirstPerson)).count();
    let voice = match speaking {
        0 => return,
        1..=2 => 1,
        3..=4 => 2,
        5..=7 => 3,
        _ => 4,
    };
    let guess = all[i].guess;
    out.closed(closed::VOICE, with(voice, guess), || {
        format!("{speaking} sentences around in the first person, {guess:?}")
    });
}

/// In an article with speakers' labels ("Q: ...", "Ionescu: ..."): whose turn it is, and since when.
fn turn<S: Sink>(out: &mut Emitter<'_, S>, a: &Analysis, all: &[Summary], i: usize) {
    let labelled = |s: &Summary| s.facts.0 & TURN_MASK != 0;
    let from = i.saturating_sub(MONOLOGUE);
    let Some(at) = (from..=i).rev().find(|&j| labelled(&all[j])) else { return };
    let around = &all[at.saturating_sub(MONOLOGUE)..all.len().min(at + MONOLOGUE)];
    if around.iter().filter(|s| labelled(s)).count() < 3 {
        return;
    }
    let asks = matches!(a.norm(a.sentences[at].start), "q" | "question" | "reporter" | "intrebare" | "rep" | "i");
    let (asks, since, guess) = (usize::from(asks), (i - at).min(closed::TURNS - 1), all[i].guess);
    let index = closed::index(asks, &[(since, closed::TURNS)]);
    let who = if asks == 1 { "question" } else { "answer" };
    out.closed(closed::TURN, index, || format!("turn: {who}, {since} sentences ago"));
    out.closed(closed::TURN_GUESS, with(index, guess), || format!("turn: {who}, {since} sentences ago, {guess:?}"));
}

/// Sentences on either side whose voice counts.
const REACH: usize = 8;
/// Sentences that one speaker may take, and that the labels of a dialogue may lie apart.
const MONOLOGUE: usize = 12;
const TURN_MASK: u128 = facts::mask(&[Fact::LabelSource, Fact::LabelName]);

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
