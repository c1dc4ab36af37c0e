//! Feature identities with their weights, laid out so that a lookup reads one line of the cache.
//!
//! Identities are hashes in ascending order, so each has a home: its share of the way from 0 to 2^64, rounded down to a
//! line. Entries stand in their home line, or as near behind it as the order allows, with some room to spare. Free places
//! hold weightless copies of the entry behind them, so that all of it ascends: nobody who looks for that entry comes by,
//! and who looks for a smaller one sees at once that it is not there. Building is one pass without a search.

use std::ops::Range;

/// Weights in a word.
pub(super) const PACKED: usize = 4;
/// Words in a line of the cache.
pub(super) const LINE: usize = 8;
/// Of four places, about this many are taken.
const FILL: usize = 2;
/// Entries further from home, in words, are searched for by halving: only identities that are no hashes get there.
const FAR: usize = 512;

/// The places, each an identity and its weights packed into words.
#[derive(Debug, Clone, Default)]
pub(super) struct Spread {
    /// Words per place: a whole number of places fills a line, or of lines a place.
    words: usize,
    /// Number of homes.
    homes: usize,
    /// Words per home.
    home_words: usize,
    /// The largest distance from home, in words.
    far: usize,
    /// Words before the first line begins.
    skip: usize,
    places: Vec<u64>,
}

/// Words per place for that many labels.
pub(super) const fn place_words(labels: usize) -> usize {
    let words = 1 + labels.div_ceil(PACKED);
    if words <= LINE { words.next_power_of_two() } else { words.next_multiple_of(LINE) }
}

impl Spread {
    /// `entry(i, row)` gives the identity of entry `i < len`, which ascend, and writes its weights, one per label.
    pub(super) fn new(len: usize, labels: usize, mut entry: impl FnMut(usize, &mut [i16]) -> u64) -> Self {
        let words = place_words(labels);
        let home_words = words.max(LINE);
        let homes = (len * 4).div_ceil(FILL).div_ceil(home_words / words).max(1);
        // Zeros that nobody writes to cost nothing: the system hands out empty pages.
        let mut places = vec![0; homes * home_words + len * words + 3 * LINE];
        let skip = places.as_ptr().align_offset(size_of::<[u64; LINE]>()) % LINE;
        let mut spread = Self { words, homes, home_words, far: 0, skip, places: Vec::new() };
        let (mut row, mut end) = (vec![0; labels], skip);
        for i in 0..len {
            let id = entry(i, &mut row);
            let home = spread.home(id);
            end = fill(&mut places, words, end..home, id);
            spread.far = spread.far.max(end - home);
            if let Some(place) = places.get_mut(end..end + words) {
                write(place, id, &row);
            }
            end += words;
        }
        // A last place, so that every search ends, and whole lines.
        let whole = (end.max(skip + homes * home_words) + words).next_multiple_of(LINE) + LINE;
        let end = fill(&mut places, words, end..whole, u64::MAX);
        places.truncate(end);
        spread.places = places;
        spread
    }

    /// The word where an identity stands if nothing is in its way.
    #[inline]
    fn home(&self, id: u64) -> usize {
        self.skip + ((u128::from(id) * self.homes as u128) >> 64) as usize * self.home_words
    }

    /// The identity at a word; behind the end, the largest.
    fn id(&self, at: usize) -> u64 {
        self.places.get(at).copied().unwrap_or(u64::MAX)
    }

    /// Where to look for an identity, and what stands there: reading it brings the line nearer.
    #[inline]
    pub(super) fn touch(&self, id: u64) -> (usize, u64) {
        let home = self.home(id);
        (home, self.id(home))
    }

    /// The packed weights of an identity whose home is known, all zero if it is not there. `P` words of weights follow
    /// each identity, in `WORDS` words per place. The place is found by counting, and what a model does not know weighs
    /// nothing: the one branch is rarely taken.
    #[inline]
    pub(super) fn weights<const P: usize, const WORDS: usize>(&self, home: usize, id: u64) -> [u64; P] {
        let line = self.places.get(home..).and_then(<[u64]>::first_chunk::<LINE>);
        let Some((last, before)) = line.and_then(|line| line.as_chunks::<WORDS>().0.split_last()) else {
            return [0; P];
        };
        let smaller: usize = before.iter().map(|place| usize::from(place[0] < id)).sum();
        let place = before.get(smaller).unwrap_or(last);
        if place[0] < id {
            return self.beyond(id);
        }
        let mask = u64::from(place[0] == id).wrapping_neg();
        std::array::from_fn(|i| place[WORDS - P + i] & mask)
    }

    /// The same for an identity that is not in its home line.
    #[cold]
    fn beyond<const P: usize>(&self, id: u64) -> [u64; P] {
        self.find(id).and_then(|words| words.first_chunk()).copied().unwrap_or([0; P])
    }

    /// The packed weights of an identity.
    pub(super) fn find(&self, id: u64) -> Option<&[u64]> {
        let mut at = if self.far > FAR { self.halve(id) } else { self.home(id) };
        while self.id(at) < id {
            at += self.words;
        }
        let (found, words) = self.places.get(at..at + self.words)?.split_first()?;
        (*found == id).then_some(words)
    }

    /// The first place from home on whose identity is not smaller.
    #[cold]
    fn halve(&self, id: u64) -> usize {
        let home = self.home(id);
        let (mut low, mut high) = (0, self.places.len().saturating_sub(home) / self.words);
        while low < high {
            let middle = low.midpoint(high);
            match self.id(home + middle * self.words) < id {
                true => low = middle + 1,
                false => high = middle,
            }
        }
        home + low * self.words
    }

    /// All entries with weights, by ascending identity.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u64, &[u64])> {
        let places = self.places.get(self.skip..).unwrap_or(&[]).chunks_exact(self.words.max(1));
        places.map(|p| (p[0], &p[1..])).filter(|(_, words)| words.iter().any(|&w| w != 0))
    }
}

/// Fills the places of a range with weightless entries; returns where the first place begins that is not filled.
#[inline]
fn fill(places: &mut [u64], words: usize, range: Range<usize>, id: u64) -> usize {
    let mut at = range.start;
    while at + words <= range.end {
        if let Some(place) = places.get_mut(at) {
            *place = id;
        }
        at += words;
    }
    at
}

/// Writes an identity and its weights.
#[inline]
fn write(place: &mut [u64], id: u64, row: &[i16]) {
    match (place, row) {
        ([to, word], [a, b, c, d]) => (*to, *word) = (id, pack(&[*a, *b, *c, *d])),
        ([to, words @ ..], _) => {
            *to = id;
            words.iter_mut().zip(row.chunks(PACKED)).for_each(|(word, weights)| *word = pack(weights));
        }
        ([], _) => (),
    }
}

/// Up to four weights in one word, lowest bits first.
#[inline]
fn pack(weights: &[i16]) -> u64 {
    weights.iter().take(PACKED).rev().fold(0, |word, &w| word << 16 | u64::from(w.cast_unsigned()))
}

/// The weights in a word.
#[inline]
pub(super) fn unpack(word: u64) -> [f32; PACKED] {
    let bytes = word.to_le_bytes();
    let weights: [i16; PACKED] = std::array::from_fn(|i| i16::from_le_bytes([bytes[2 * i], bytes[2 * i + 1]]));
    weights.map(f32::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(mut ids: Vec<u64>, others: &[u64], labels: usize) {
        ids.sort_unstable();
        ids.dedup();
        let weights: Vec<i16> = (0..ids.len() * labels).map(|i| (i % 9000) as i16 - 300).collect();
        let row = |i: usize| &weights[i * labels..(i + 1) * labels];
        let spread = Spread::new(ids.len(), labels, |i, out| {
            out.copy_from_slice(row(i));
            ids[i]
        });
        for id in ids.iter().chain(others) {
            let found = spread.find(*id).filter(|words| words.iter().any(|&w| w != 0));
            let found: Option<Vec<f32>> = found.map(|w| w.iter().flat_map(|&w| unpack(w)).take(labels).collect());
            let expected = ids.binary_search(id).ok().map(row);
            let expected = expected.map(|row| row.iter().copied().map(f32::from).collect());
            assert_eq!(found, expected, "{id} in {ids:?}");
            match place_words(labels) {
                2 => same::<1, 2>(&spread, *id),
                4 => same::<3, 4>(&spread, *id),
                8 => same::<7, 8>(&spread, *id),
                _ => (),
            }
        }
        let listed: Vec<u64> = spread.iter().map(|(id, _)| id).collect();
        assert_eq!(listed, ids);
    }

    /// Both ways to look up say the same.
    fn same<const P: usize, const WORDS: usize>(spread: &Spread, id: u64) {
        let expected = spread.find(id).unwrap_or(&[0; P]);
        assert_eq!(spread.weights::<P, WORDS>(spread.touch(id).0, id), expected);
    }

    proptest! {
        #[test]
        fn finds_what_is_there(
            ids in proptest::collection::vec(any::<u64>(), 0..300),
            small in proptest::collection::vec(0..400u64, 0..100),
            others in proptest::collection::vec(any::<u64>(), 0..50),
        ) {
            for labels in [2, 4, 5, 12, 13, 29, 61] {
                check(ids.clone(), &others, labels);
                check(small.clone(), &(0..400).collect::<Vec<_>>(), labels);
                check([ids.clone(), small.clone()].concat(), &others, labels);
            }
        }
    }

    #[test]
    fn edges() {
        check(vec![], &[0, 1, u64::MAX], 4);
        check(vec![0, u64::MAX], &[1], 4);
        check((0..1000).collect(), &[1000, u64::MAX], 4);
        check((0..1000).map(|i| u64::MAX - i).collect(), &[0, 1000, u64::MAX / 2], 4);
    }
}
