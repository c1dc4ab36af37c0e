//! A small set of hashes that may err on one side: it never misses what is in it.

const WORDS: usize = 64;

/// 4096 bits, small enough for the nearest cache; one bit per hash.
#[derive(Debug, Clone)]
pub(crate) struct Bits([u64; WORDS]);

impl Default for Bits {
    fn default() -> Self {
        Self([0; WORDS])
    }
}

impl Bits {
    /// Adds a hash.
    pub(crate) fn set(&mut self, hash: u64) {
        self.0[place(hash)] |= 1 << (hash & 63);
    }

    /// Is the hash in the set? A no is certain.
    #[inline]
    pub(crate) fn may_hold(&self, hash: u64) -> bool {
        self.0[place(hash)] >> (hash & 63) & 1 == 1
    }

    /// Empties the set.
    pub(crate) fn clear(&mut self) {
        self.0.fill(0);
    }
}

fn place(hash: u64) -> usize {
    (hash >> 6) as usize % WORDS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_what_was_set() {
        let mut bits = Bits::default();
        let hashes: Vec<u64> = (0..100u64).map(|i| crate::hash::of(&i.to_le_bytes())).collect();
        hashes.iter().for_each(|&h| bits.set(h));
        assert!(hashes.iter().all(|&h| bits.may_hold(h)));
        let others = (100..1100u64).filter(|i| bits.may_hold(crate::hash::of(&i.to_le_bytes()))).count();
        assert!(others < 60, "{others}");
        bits.clear();
        assert!(!hashes.iter().any(|&h| bits.may_hold(h)));
    }
}
