//! Features from facts: the sentence's own, pairs of them, and its neighbours'.

use super::closed::{self, by_fact, by_guess};
use super::facts::{Fact, FactSet, Guess, Summary, mask};
use super::sink::{Emitter, Group, Sink};

/// Facts that say nothing in a pair that they do not say alone.
const UNPAIRED: u128 =
    mask(&[Fact::NoQuote, Fact::SayLate, Fact::InsideSpeaker, Fact::Month, Fact::StartsMark, Fact::Measure]);
/// Facts of a neighbour that tell something about this sentence.
const OF_NEIGHBOUR: u128 = mask(&[
    Fact::StartsInside,
    Fact::EndsInside,
    Fact::AllQuoted,
    Fact::MostlyQuoted,
    Fact::NoQuote,
    Fact::TagAfterQuote,
    Fact::SayMain,
    Fact::SayMainThat,
    Fact::According,
    Fact::AttitudeMain,
    Fact::UrgeMain,
    Fact::ShowDocument,
    Fact::QuoteIntro,
    Fact::ColonEnd,
    Fact::PollResult,
    Fact::DenyProposition,
    Fact::DenyThat,
    Fact::DenialOutside,
    Fact::Question,
    Fact::Weekday,
    Fact::Year,
    Fact::Ago,
    Fact::MainPast,
    Fact::MainPresent,
    Fact::MainPastPerfect,
    Fact::AnyPastPerfect,
    Fact::MainBe,
    Fact::NoMain,
    Fact::FurnitureMany,
    Fact::Furniture,
    Fact::FirstPerson,
    Fact::NoStop,
    Fact::Handle,
    Fact::Tiny,
    Fact::StartsPronoun,
    Fact::Biography,
    Fact::Dateline,
]);

/// Emits the facts of sentence `i` and their pairs.
pub fn own<S: Sink>(out: &mut Emitter<'_, S>, s: &Summary) {
    for f in s.facts.iter(u128::MAX) {
        out.closed(closed::FACTS, f.into(), || Fact::NAMES[f as usize].into());
    }
    if out.has(Group::Pairs) {
        pairs(out, s.facts);
    }
    let share = (s.words_inside * 8).div_ceil(s.words.max(1));
    out.closed(closed::SHARE, share as usize, || format!("share quoted {share}/8"));
    let length = bucket(s.words);
    out.closed(closed::LENGTH, length, || format!("length bucket {length}"));
}

/// Logarithmic buckets: 0, 1, 2, 3, 4, 6, 8, 11, 16, 23, ...
fn bucket(n: u32) -> usize {
    if n == 0 { 0 } else { 1 + (2.0 * f64::from(n).log2()).floor() as usize }
}

fn pairs<S: Sink>(out: &mut Emitter<'_, S>, facts: FactSet) {
    let mut active = [0u8; 128];
    let mut n = 0;
    for f in facts.iter(!UNPAIRED) {
        active[n] = f;
        n += 1;
    }
    for (i, &f) in active[..n].iter().enumerate() {
        for &g in &active[i + 1..n] {
            out.closed(closed::PAIRS, closed::pair(f.into(), g.into()), || {
                format!("{} & {}", Fact::NAMES[f as usize], Fact::NAMES[g as usize])
            });
        }
    }
}

/// Emits what the sentences around sentence `i` tell about it.
pub fn neighbours<S: Sink>(out: &mut Emitter<'_, S>, all: &[Summary], i: usize) {
    let at = |offset: isize| i.checked_add_signed(offset).and_then(|j| all.get(j));
    let own = all[i].guess;
    for (side, (name, offset)) in closed::SIDES.into_iter().enumerate() {
        let Some(other) = at(offset) else { continue };
        let guess = closed::index(side, &[by_guess(other.guess)]);
        out.closed(closed::GUESS, guess, || format!("{name}: {:?}", other.guess));
        let both = closed::index(guess, &[by_guess(own)]);
        out.closed(closed::GUESS_HERE, both, || format!("{name}: {:?}, here {own:?}", other.guess));
        if offset.abs() == 1 {
            beside(out, side, other, own);
        }
    }
    if all.len() < 3 {
        return;
    }
    let guess = |offset: isize| at(offset).map(|s| s.guess);
    let index = closed::index(0, &[closed::around(guess(-1)), by_guess(own), closed::around(guess(1))]);
    let shown = |offset: isize| guess(offset).map_or_else(|| "nothing".into(), |g| format!("{g:?}"));
    out.closed(closed::AROUND, index, || format!("around: {} {own:?} {}", shown(-1), shown(1)));
}

/// The facts of a neighbour at one side, alone and with the guess at the sentence itself.
fn beside<S: Sink>(out: &mut Emitter<'_, S>, side: usize, other: &Summary, own: Guess) {
    let name = closed::SIDES[side].0;
    for f in other.facts.iter(OF_NEIGHBOUR) {
        let fact = closed::index(side, &[by_fact(f)]);
        out.closed(closed::BESIDE, fact, || format!("{name}: {}", Fact::NAMES[f as usize]));
        out.closed(closed::BESIDE_HERE, closed::index(fact, &[by_guess(own)]), || {
            format!("{name}: {}, here {own:?}", Fact::NAMES[f as usize])
        });
    }
}
