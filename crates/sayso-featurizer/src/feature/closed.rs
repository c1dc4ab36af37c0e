//! The closed part of the feature space: features that no word takes part in.
//!
//! Facts, pairs of them, what the neighbours tell and the place in the article come from a few thousand possible
//! features, all known before any text is read. Each has a number here, its slot. The identities are computed once, and
//! a model can lay the weights of all slots into a plain array ([`super::Sink::COMPILED`]), so that the largest share of
//! a sentence's features costs an addition each and no lookup.
//!
//! Slots are an arrangement in memory and may change; identities are a file format and may not.

use std::sync::LazyLock;

use super::facts::{Fact, Guess};
use super::sink::{Group, Template};

const FACT_COUNT: usize = Fact::ALL.len();
const GUESSES: usize = Guess::ALL.len();
/// Neighbours at these offsets, by template name.
pub(super) const SIDES: [(&str, isize); 4] = [("prev", -1), ("next", 1), ("prev2", -2), ("next2", 2)];
/// Sides whose facts count, the first ones of [`SIDES`].
const NEAR: usize = 2;
/// Guess of a neighbour that does not exist, in the identity.
const NOBODY: u64 = 99;
/// The largest bucket of a `u32`, see [`super::cues::bucket`].
const BUCKETS: usize = 66;
/// Sentences since the last report: 0 to 5, or none in reach.
const SINCE: usize = 7;
const NO_REPORT: u64 = 9;
/// Buckets of how many sentences nearby speak in the first person.
pub(super) const VOICES: usize = 5;
/// Sentences since a speaker's label: 0 to 2, or more.
pub(super) const TURNS: usize = 4;

/// Slots of one kind of closed feature.
#[derive(Debug, Clone, Copy)]
pub struct Block {
    /// The group that they belong to.
    pub(super) group: Group,
    start: usize,
    len: usize,
}

impl Block {
    const fn first(group: Group, len: usize) -> Self {
        Self { group, start: 0, len }
    }

    const fn after(self, group: Group, len: usize) -> Self {
        Self { group, start: self.start + self.len, len }
    }

    /// The slot of the feature with this index in the block.
    #[inline]
    pub(super) const fn slot(self, index: usize) -> usize {
        self.start + index
    }
}

pub(super) const PAIRS: Block = Block::first(Group::Pairs, FACT_COUNT * (FACT_COUNT - 1) / 2);
pub(super) const FACTS: Block = PAIRS.after(Group::Facts, FACT_COUNT);
pub(super) const SHARE: Block = FACTS.after(Group::Facts, 9);
pub(super) const LENGTH: Block = SHARE.after(Group::Facts, BUCKETS);
pub(super) const GUESS: Block = LENGTH.after(Group::Neighbours, SIDES.len() * GUESSES);
pub(super) const GUESS_HERE: Block = GUESS.after(Group::Neighbours, SIDES.len() * GUESSES * GUESSES);
pub(super) const BESIDE: Block = GUESS_HERE.after(Group::Neighbours, NEAR * FACT_COUNT);
pub(super) const BESIDE_HERE: Block = BESIDE.after(Group::Neighbours, NEAR * FACT_COUNT * GUESSES);
pub(super) const AROUND: Block = BESIDE_HERE.after(Group::Neighbours, (GUESSES + 1) * GUESSES * (GUESSES + 1));
pub(super) const LANGUAGE: Block = AROUND.after(Group::Place, 2);
pub(super) const LANGUAGE_GUESS: Block = LANGUAGE.after(Group::Place, 2 * GUESSES);
pub(super) const FIRST: Block = LANGUAGE_GUESS.after(Group::Place, 5);
pub(super) const FIRST_GUESS: Block = FIRST.after(Group::Place, 5 * GUESSES);
pub(super) const PART: Block = FIRST_GUESS.after(Group::Place, 6);
pub(super) const PART_GUESS: Block = PART.after(Group::Place, 6 * GUESSES);
pub(super) const LAST: Block = PART_GUESS.after(Group::Place, 3);
pub(super) const OVERLAP: Block = LAST.after(Group::Place, 6);
pub(super) const OVERLAP_SHARE: Block = OVERLAP.after(Group::Place, 6);
pub(super) const OVERLAP_GUESS: Block = OVERLAP_SHARE.after(Group::Place, 6 * GUESSES);
pub(super) const SINCE_REPORT: Block = OVERLAP_GUESS.after(Group::Place, SINCE * GUESSES);
pub(super) const VOICE: Block = SINCE_REPORT.after(Group::Place, VOICES * GUESSES);
pub(super) const TURN: Block = VOICE.after(Group::Place, 2 * TURNS);
pub(super) const TURN_GUESS: Block = TURN.after(Group::Place, 2 * TURNS * GUESSES);

/// How many closed features there are.
pub const SLOTS: usize = TURN_GUESS.start + TURN_GUESS.len;

/// Index in [`PAIRS`] of facts `f < g`: the rows of a triangle, so that the pairs of one fact lie side by side.
#[inline]
pub(super) const fn pair(f: usize, g: usize) -> usize {
    f * (2 * FACT_COUNT - f - 1) / 2 + (g - f - 1)
}

/// Index of a list of numbers, each below the size at its place but the first, in row-major order.
#[inline]
pub(super) const fn index(first: usize, rest: &[(usize, usize)]) -> usize {
    let (mut at, mut i) = (first, 0);
    while i < rest.len() {
        at = at * rest[i].1 + rest[i].0;
        i += 1;
    }
    at
}

/// A guess as the last number of an index.
#[inline]
pub(super) const fn by_guess(guess: Guess) -> (usize, usize) {
    (guess as usize, GUESSES)
}

/// A fact as a further number of an index.
#[inline]
pub(super) const fn by_fact(fact: u8) -> (usize, usize) {
    (fact as usize, FACT_COUNT)
}

/// Index of a neighbour's guess in [`AROUND`], where nobody is one more guess.
#[inline]
pub(super) fn around(guess: Option<Guess>) -> (usize, usize) {
    (guess.map_or(GUESSES, |g| g as usize), GUESSES + 1)
}

/// Index of the distance to the last report.
#[inline]
pub(super) fn since(distance: Option<usize>) -> usize {
    distance.map_or(SINCE - 1, |d| d.min(SINCE - 2))
}

/// The identity of every slot.
#[derive(Debug, Clone)]
pub struct Closed {
    ids: Vec<u64>,
    groups: Vec<Group>,
}

impl Default for Closed {
    fn default() -> Self {
        let mut closed = Self { ids: Vec::with_capacity(SLOTS), groups: Vec::with_capacity(SLOTS) };
        closed.own();
        closed.neighbours();
        closed.place();
        debug_assert_eq!(closed.ids.len(), SLOTS);
        closed
    }
}

impl Closed {
    /// The one value there is, for all featurizers.
    pub(crate) fn shared() -> &'static Self {
        static SHARED: LazyLock<Closed> = LazyLock::new(Closed::default);
        &SHARED
    }

    /// The identity of a slot.
    #[inline]
    pub(super) fn id(&self, slot: usize) -> u64 {
        self.ids[slot]
    }

    /// Every slot with its group, in order.
    pub(crate) fn slots(&self) -> impl Iterator<Item = (usize, Group)> {
        self.groups.iter().copied().enumerate()
    }

    /// Appends a block; `sizes` are those of its index, `args` turns an index into the arguments of the identity.
    fn add<const N: usize, const A: usize>(
        &mut self,
        block: Block,
        name: &str,
        sizes: [usize; N],
        args: impl Fn([u64; N]) -> [u64; A],
    ) {
        debug_assert_eq!((block.start, block.len), (self.ids.len(), sizes.iter().product()));
        let template = Template::new(block.group, name);
        for i in 0..sizes.iter().product() {
            let (mut rest, mut numbers) = (i, [0; N]);
            for (number, size) in numbers.iter_mut().zip(sizes).rev() {
                *number = (rest % size) as u64;
                rest /= size;
            }
            self.ids.push(template.id(&args(numbers)));
            self.groups.push(block.group);
        }
    }

    fn own(&mut self) {
        let pairs = Template::new(Group::Pairs, "p");
        for f in 0..FACT_COUNT as u64 {
            self.ids.extend((f + 1..FACT_COUNT as u64).map(|g| pairs.id(&[f << 8 | g])));
        }
        self.groups.resize(self.ids.len(), Group::Pairs);
        self.add(FACTS, "f", [FACT_COUNT], |f| f);
        self.add(SHARE, "share", [SHARE.len], |share| share);
        self.add(LENGTH, "length", [LENGTH.len], |length| length);
    }

    fn neighbours(&mut self) {
        // One template per side: blocks of equal shape follow each other.
        let sides = |per_side: usize, block: Block, i: usize| Block {
            start: block.start + i * per_side,
            len: per_side,
            ..block
        };
        for (i, (name, _)) in SIDES.iter().enumerate() {
            self.add(sides(GUESSES, GUESS, i), name, [GUESSES], |[guess]| [1000 + guess]);
        }
        for (i, (name, _)) in SIDES.iter().enumerate() {
            let block = sides(GUESSES * GUESSES, GUESS_HERE, i);
            self.add(block, name, [GUESSES, GUESSES], |[guess, here]| [2000 + guess, here]);
        }
        for (i, (name, _)) in SIDES.iter().take(NEAR).enumerate() {
            self.add(sides(FACT_COUNT, BESIDE, i), name, [FACT_COUNT], |fact| fact);
        }
        for (i, (name, _)) in SIDES.iter().take(NEAR).enumerate() {
            self.add(sides(FACT_COUNT * GUESSES, BESIDE_HERE, i), name, [FACT_COUNT, GUESSES], |both| both);
        }
        let guess = |g: u64| if g == GUESSES as u64 { NOBODY } else { g };
        let sizes = [GUESSES + 1, GUESSES, GUESSES + 1];
        self.add(AROUND, "around", sizes, |[before, here, after]| [guess(before), here, guess(after)]);
    }

    fn place(&mut self) {
        self.add(LANGUAGE, "lang", [2], |x| x);
        self.add(LANGUAGE_GUESS, "langguess", [2, GUESSES], |x| x);
        self.add(FIRST, "first", [5], |x| x);
        self.add(FIRST_GUESS, "firstguess", [5, GUESSES], |x| x);
        self.add(PART, "part", [6], |x| x);
        self.add(PART_GUESS, "partguess", [6, GUESSES], |x| x);
        self.add(LAST, "last", [3], |x| x);
        self.add(OVERLAP, "overlap", [6], |x| x);
        self.add(OVERLAP_SHARE, "overlapshare", [6], |x| x);
        self.add(OVERLAP_GUESS, "overlapguess", [6, GUESSES], |x| x);
        let distance = |d: u64| if d == SINCE as u64 - 1 { NO_REPORT } else { d };
        self.add(SINCE_REPORT, "sincereport", [SINCE, GUESSES], |[d, guess]| [distance(d), guess]);
        self.add(VOICE, "voice", [VOICES, GUESSES], |x| x);
        self.add(TURN, "turn", [2, TURNS], |x| x);
        self.add(TURN_GUESS, "turnguess", [2, TURNS, GUESSES], |x| x);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_are_a_partition_and_identities_differ() {
        let closed = Closed::default();
        assert_eq!(closed.ids.len(), SLOTS);
        assert_eq!(closed.groups.len(), SLOTS);
        let mut ids = closed.ids.clone();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), SLOTS);
    }

    #[test]
    fn a_pair_has_the_identity_of_its_template() {
        let closed = Closed::default();
        let expected = Template::new(Group::Pairs, "p").id(&[3 << 8 | 100]);
        assert_eq!(closed.id(PAIRS.slot(pair(3, 100))), expected);
        assert_eq!(pair(FACT_COUNT - 2, FACT_COUNT - 1), PAIRS.len - 1);
        let here = Template::new(Group::Neighbours, "next").id(&[5, Guess::News as u64]);
        assert_eq!(closed.id(BESIDE_HERE.slot(index(1, &[by_fact(5), by_guess(Guess::News)]))), here);
    }
}
