//! Features that are numbered when a featurizer is built, so that a model can have their weights at hand.
//!
//! They are verbs by class, subword pieces, and the words of the lexicons and of the subword vocabulary: half of all
//! features that no [`super::closed`] slot stands for. Unlike those they have values of their own, so a sink gets number
//! and value ([`super::Sink::listed`]) and spares itself a hash and a lookup.
//!
//! Numbers are an arrangement in memory and may change; identities are a file format and may not.

use super::sink::Template;
use super::{syntax, words};
use crate::hash;
use crate::lang::Language;

/// Features of one template whose arguments are small numbers, each below the size at its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Table<const N: usize> {
    /// What kind of feature.
    pub(super) template: Template,
    start: usize,
    sizes: [usize; N],
}

/// Each feature of a table is followed by the copy that Romanian has for itself.
const COPIES: usize = 2;

impl<const N: usize> Table<N> {
    /// The table whose numbers begin at `start`, the end of the one before.
    pub(super) const fn new(start: usize, template: Template, sizes: [usize; N]) -> Self {
        Self { template, start, sizes }
    }

    /// One past its last number.
    pub(super) const fn end(&self) -> usize {
        let (mut count, mut i) = (COPIES, 0);
        while i < N {
            count *= self.sizes[i];
            i += 1;
        }
        self.start + count
    }

    /// The number of the feature with these arguments; the next one is that of the language's own copy.
    #[inline]
    pub(super) fn number(&self, args: &[u64; N]) -> usize {
        self.start + COPIES * args.iter().zip(self.sizes).fold(0, |at, (&arg, size)| at * size + arg as usize)
    }

    /// Appends the identities in the order of their numbers.
    pub(super) fn list(&self, ids: &mut Vec<u64>) {
        debug_assert_eq!(ids.len(), self.start);
        for i in 0..(self.end() - self.start) / COPIES {
            let (mut rest, mut args) = (i, [0; N]);
            for (arg, size) in args.iter_mut().zip(self.sizes).rev() {
                *arg = (rest % size) as u64;
                rest /= size;
            }
            let id = self.template.id(&args);
            ids.extend([id, hash::combine(id, Language::Ro as u64)]);
        }
    }
}

/// Where the numbers of pieces begin.
pub(super) const PIECES: usize = syntax::LISTED;

/// Where the numbers of words begin, behind those of so many pieces.
pub(crate) const fn words_from(pieces: usize) -> usize {
    PIECES + pieces
}

/// The identities of all listed features in the order of their numbers. `words` are the hashes of words, in theirs.
pub(crate) fn list(pieces: usize, words: &[u64]) -> Vec<u64> {
    let mut ids = Vec::with_capacity(words_from(pieces) + words.len());
    syntax::list(&mut ids);
    ids.extend((0..pieces).map(|number| words::PIECE.id(&[number as u64])));
    ids.extend(words.iter().map(|&hash| words::WORD.id(&[hash])));
    ids
}
