//! Features from facts: the sentence's own, pairs of them, and its neighbours'.

use super::facts::{Fact, FactSet, Summary, mask};
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
        out.put(Group::Facts, "f", &[u64::from(f)], 1.0, || Fact::NAMES[f as usize].into());
    }
    if out.has(Group::Pairs) {
        pairs(out, s.facts);
    }
    let share = (s.words_inside * 8).div_ceil(s.words.max(1));
    out.put(Group::Facts, "share", &[u64::from(share)], 1.0, || format!("share quoted {share}/8"));
    let length = bucket(s.words);
    out.put(Group::Facts, "length", &[length], 1.0, || format!("length bucket {length}"));
}

/// Logarithmic buckets: 0, 1, 2, 3, 4, 6, 8, 11, 16, 23, ...
pub(super) fn bucket(n: u32) -> u64 {
    if n == 0 { 0 } else { 1 + (2.0 * f64::from(n).log2()).floor() as u64 }
}

fn pairs<S: Sink>(out: &mut Emitter<'_, S>, facts: FactSet) {
    let mut active = [0u8; 128];
    let mut n = 0;
    for f in facts.iter(!UNPAIRED) {
        active[n] = f;
        n += 1;
    }
    for i in 0..n {
        for &g in &active[i + 1..n] {
            let f = active[i];
            out.put(Group::Pairs, "p", &[u64::from(f) << 8 | u64::from(g)], 1.0, || {
                format!("{} & {}", Fact::NAMES[f as usize], Fact::NAMES[g as usize])
            });
        }
    }
}

/// Emits what the sentences around sentence `i` tell about it.
pub fn neighbours<S: Sink>(out: &mut Emitter<'_, S>, all: &[Summary], i: usize) {
    let own = all[i].guess as u64;
    for (name, offset) in [("prev", -1isize), ("next", 1), ("prev2", -2), ("next2", 2)] {
        let Some(other) = i.checked_add_signed(offset).and_then(|j| all.get(j)) else {
            continue;
        };
        let guess = other.guess as u64;
        out.put(Group::Neighbours, name, &[1000 + guess], 1.0, || format!("{name}: {:?}", other.guess));
        out.put(Group::Neighbours, name, &[2000 + guess, own], 1.0, || {
            format!("{name}: {:?}, here {:?}", other.guess, all[i].guess)
        });
        if offset.abs() == 1 {
            for f in other.facts.iter(OF_NEIGHBOUR) {
                out.put(Group::Neighbours, name, &[u64::from(f)], 1.0, || {
                    format!("{name}: {}", Fact::NAMES[f as usize])
                });
                out.put(Group::Neighbours, name, &[u64::from(f), own], 1.0, || {
                    format!("{name}: {}, here {:?}", Fact::NAMES[f as usize], all[i].guess)
                });
            }
        }
    }
    if all.len() < 3 {
        return;
    }
    let around = |o: isize| i.checked_add_signed(o).and_then(|j| all.get(j)).map_or(99, |s| s.guess as u64);
    out.put(Group::Neighbours, "around", &[around(-1), own, around(1)], 1.0, || {
        format!("around: {} {own} {}", around(-1), around(1))
    });
}
