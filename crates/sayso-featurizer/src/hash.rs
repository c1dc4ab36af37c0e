//! The feature hash: how a feature's name becomes a 64-bit identity.
//!
//! The hash is part of the model file's format, because a model stores hashes and never names. It must not change
//! between versions, targets or platforms, so it is written out here (FNV-1a over bytes with a final avalanche, the
//! mixing step of MurmurHash3's `fmix64`) and frozen by test vectors.
//!
//! Sources: Fowler, Noll, Vo, *FNV-1a*; Appleby, *MurmurHash3* (both public domain).

const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

/// Starts a hash whose bytes arrive in pieces.
#[inline]
#[must_use]
pub const fn start() -> u64 {
    OFFSET
}

/// Adds one byte to an unfinished hash.
#[inline]
#[must_use]
pub const fn byte(state: u64, b: u8) -> u64 {
    (state ^ b as u64).wrapping_mul(PRIME)
}

/// Adds bytes to an unfinished hash.
#[inline]
#[must_use]
pub const fn bytes(mut state: u64, b: &[u8]) -> u64 {
    let mut i = 0;
    while i < b.len() {
        state = byte(state, b[i]);
        i += 1;
    }
    state
}

/// Finishes a hash: every input bit reaches every output bit.
#[inline]
#[must_use]
pub const fn finish(mut h: u64) -> u64 {
    h ^= h >> 33;
    h = h.wrapping_mul(0xff51_afd7_ed55_8ccd);
    h ^= h >> 33;
    h = h.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    h ^ (h >> 33)
}

/// The finished hash of a whole string.
#[inline]
#[must_use]
pub const fn of(b: &[u8]) -> u64 {
    finish(bytes(OFFSET, b))
}

/// Combines two finished hashes in order: `combine(a, b) != combine(b, a)`.
#[inline]
#[must_use]
pub const fn combine(a: u64, b: u64) -> u64 {
    finish(a.rotate_left(23) ^ b.wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vectors_are_frozen() {
        assert_eq!(of(b""), 0xefd0_1f60_ba99_2926);
        assert_eq!(finish(bytes(start(), b"ab")), of(b"ab"));
        assert_ne!(combine(1, 2), combine(2, 1));
    }
}
