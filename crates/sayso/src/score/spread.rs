//! Feature identities with their weights, laid out so that a lookup reads one place.
//!
//! Identities are hashes in ascending order, so each has a home: its share of the way from 0 to 2^64. Entries stand at
//! home, or as near behind it as the order allows, with some room to spare; the room is filled with weightless copies of
//! the entry before, so that all of it ascends. A lookup starts at home and goes on while identities are smaller: a step
//! or two, in either case, found or not. Building is one pass without a search.

/// Weights in a word.
pub(super) const PACKED: usize = 4;
/// Entries per four places.
const FILL: usize = 3;
/// Places from home on that are looked at together.
pub(super) const NEAR: usize = 4;
/// Entries further from home are searched for by halving: only identities that are no hashes get there.
const FAR: usize = 256;

/// The places, each an identity and its weights packed into words.
#[derive(Debug, Clone, Default)]
pub(super) struct Spread {
    /// Words per place.
    words: usize,
    /// Number of homes.
    homes: usize,
    /// The largest distance from home.
    far: usize,
    places: Vec<u64>,
}

impl Spread {
    /// `ids` ascend; `weights` holds the same number of weights for each, packed into rows of a multiple of 4.
    pub(super) fn new(ids: &[u64], weights: &[i16], labels: usize, stride: usize) -> Self {
        let homes = (ids.len() / FILL * 4).max(8);
        let words = 1 + stride / PACKED;
        let mut spread = Self { words, homes, far: 0, places: Vec::with_capacity((homes + 1) * words) };
        let mut before = 0;
        for (&id, row) in ids.iter().zip(weights.chunks_exact(labels)) {
            spread.fill(spread.home(id), before);
            spread.far = spread.far.max(spread.len() - spread.home(id));
            spread.places.push(id);
            spread.places.extend((0..words - 1).map(|i| pack(row.get(i * PACKED..).unwrap_or_default())));
            before = id;
        }
        let end = spread.len().max(homes) + NEAR;
        spread.fill(end, u64::MAX);
        spread
    }

    fn len(&self) -> usize {
        self.places.len() / self.words
    }

    /// Fills places up to `end` with weightless entries.
    fn fill(&mut self, end: usize, id: u64) {
        for _ in self.len()..end {
            self.places.push(id);
            self.places.resize(self.places.len() + self.words - 1, 0);
        }
    }

    /// Where an identity stands if nothing is in its way.
    #[inline]
    fn home(&self, id: u64) -> usize {
        ((u128::from(id) * self.homes as u128) >> 64) as usize
    }

    /// The identity at a place.
    fn id(&self, place: usize) -> u64 {
        self.places.get(place * self.words).copied().unwrap_or(u64::MAX)
    }

    /// The place, among those near home, of the first identity that is not smaller, or the one behind them: found by
    /// counting, so that no branch waits for memory. `WORDS` must be the number of words per place.
    #[inline]
    pub(super) fn near<const WORDS: usize>(&self, id: u64) -> usize {
        let home = self.home(id);
        let near = self.places.get(home * WORDS..(home + NEAR) * WORDS).unwrap_or(&[]);
        home + near.iter().step_by(WORDS).map(|&other| usize::from(other < id)).sum::<usize>()
    }

    /// Identity and packed weights at a place.
    #[inline]
    pub(super) fn at<const WORDS: usize>(&self, place: usize) -> Option<(u64, &[u64])> {
        let (id, words) = self.places.get(place * WORDS..(place + 1) * WORDS)?.split_first()?;
        Some((*id, words))
    }

    /// The packed weights of an identity. The last place holds the largest identity there is, so the search ends.
    pub(super) fn find(&self, id: u64) -> Option<&[u64]> {
        let mut place = if self.far > FAR { self.halve(id) } else { self.home(id) };
        while self.id(place) < id {
            place += 1;
        }
        let entry = self.places.get(place * self.words..(place + 1) * self.words)?;
        if entry[0] == id { entry.get(1..) } else { None }
    }

    /// The first place whose identity is not smaller.
    #[cold]
    fn halve(&self, id: u64) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            match self.id(middle) < id {
                true => low = middle + 1,
                false => high = middle,
            }
        }
        low
    }

    /// All entries with weights, by ascending identity.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u64, &[u64])> {
        let entries = self.places.chunks_exact(self.words.max(1)).map(|entry| (entry[0], &entry[1..]));
        entries.filter(|(_, words)| words.iter().any(|&w| w != 0))
    }
}

/// Up to four weights in one word, lowest bits first.
fn pack(weights: &[i16]) -> u64 {
    weights.iter().take(PACKED).rev().fold(0, |word, &w| word << 16 | u64::from(w.cast_unsigned()))
}

/// The weights in a word.
#[inline]
pub(super) fn unpack(word: u64) -> [f32; PACKED] {
    [0, 16, 32, 48].map(|shift| f32::from((word >> shift) as u16 as i16))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(mut ids: Vec<u64>, others: &[u64]) {
        ids.sort_unstable();
        ids.dedup();
        let weights: Vec<i16> = (0..ids.len() * 5).map(|i| (i % 9000) as i16 - 300).collect();
        let spread = Spread::new(&ids, &weights, 5, 8);
        for id in ids.iter().chain(others) {
            let found = spread.find(*id).filter(|words| words.iter().any(|&w| w != 0));
            let found: Option<Vec<f32>> = found.map(|w| w.iter().flat_map(|&w| unpack(w)).take(5).collect());
            let expected = ids.binary_search(id).ok().map(|i| &weights[i * 5..(i + 1) * 5]);
            let expected = expected.map(|row| row.iter().copied().map(f32::from).collect());
            assert_eq!(found, expected, "{id} in {ids:?}");
            let place = spread.near::<3>(*id);
            let here = spread.at::<3>(place).filter(|entry| entry.0 == *id).map(|entry| entry.1);
            assert!(here.is_none() || here == spread.find(*id));
            assert!(here.is_some() || spread.find(*id).is_none() || place == spread.home(*id) + NEAR);
        }
        let listed: Vec<u64> = spread.iter().map(|(id, _)| id).collect();
        assert_eq!(listed, ids);
    }

    proptest! {
        #[test]
        fn finds_what_is_there(
            ids in proptest::collection::vec(any::<u64>(), 0..300),
            small in proptest::collection::vec(0..400u64, 0..100),
            others in proptest::collection::vec(any::<u64>(), 0..50),
        ) {
            check(ids.clone(), &others);
            check(small.clone(), &(0..400).collect::<Vec<_>>());
            check([ids, small].concat(), &others);
        }
    }

    #[test]
    fn edges() {
        check(vec![], &[0, 1, u64::MAX]);
        check(vec![0, u64::MAX], &[1]);
        check((0..1000).collect(), &[1000, u64::MAX]);
        check((0..1000).map(|i| u64::MAX - i).collect(), &[0, 1000, u64::MAX / 2]);
    }
}
