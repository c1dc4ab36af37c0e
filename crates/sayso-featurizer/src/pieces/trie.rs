//! A trie over bytes as a double array: one addition and one comparison per byte.
//!
//! The child of a node by byte `b` lies at `base + b`, and is a child of that node only if its `parent` says so; free
//! places between the children of one node hold those of others. Source: Aoe, *An efficient digital search algorithm by
//! using a double-array structure* (1989).

use std::collections::VecDeque;

/// Places that are tried for the children of a node before they are put behind all others: building takes linear time
/// whatever the vocabulary.
const TRIES: usize = 128;
const NONE: u32 = u32::MAX;

/// Eight bytes, so that the nodes of a usual vocabulary fit the processor's nearer caches.
#[derive(Debug, Clone, Copy)]
struct Node {
    /// Where the children begin; the lowest bit says whether a string ends here.
    base: u32,
    parent: u32,
}

const FREE: Node = Node { base: 0, parent: NONE };

/// Strings with their positions in a list.
#[derive(Debug, Clone, Default)]
pub(super) struct Trie {
    nodes: Vec<Node>,
    /// Per node, the position of the string that ends there.
    values: Vec<u32>,
}

/// The first node.
pub(super) const ROOT: u32 = 0;

impl Trie {
    /// Of strings that occur more than once, the last position counts.
    pub(super) fn new(strings: &[String]) -> Self {
        let mut sorted: Vec<(&[u8], u32)> = strings.iter().zip(0..).map(|(s, i)| (s.as_bytes(), i)).collect();
        sorted.sort_unstable();
        if sorted.is_empty() {
            return Self::default();
        }
        let mut builder = Builder { trie: Self { nodes: vec![FREE], values: vec![NONE] }, cursor: 1 };
        // Level by level: the nodes that most words pass lie side by side.
        let mut open = VecDeque::from([(ROOT, 0, sorted.as_slice())]);
        while let Some((node, depth, strings)) = open.pop_front() {
            builder.expand(node, depth, strings, &mut open);
        }
        builder.trie
    }

    pub(super) fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The child of `node` by `byte`.
    #[inline]
    pub(super) fn child(&self, node: u32, byte: u8) -> Option<u32> {
        let at = (self.nodes.get(node as usize)?.base >> 1) + u32::from(byte);
        (self.nodes.get(at as usize)?.parent == node).then_some(at)
    }

    /// The position of the string that ends at `node`.
    #[inline]
    pub(super) fn value(&self, node: u32) -> Option<u32> {
        let ends = self.nodes.get(node as usize)?.base & 1 == 1;
        if ends { self.values.get(node as usize).copied() } else { None }
    }

    /// The node that `bytes` lead to from the root.
    pub(super) fn find(&self, bytes: &[u8]) -> Option<u32> {
        bytes.iter().try_fold(ROOT, |node, &b| self.child(node, b))
    }
}

struct Builder {
    trie: Trie,
    /// No place before it is free.
    cursor: usize,
}

/// A node to expand: its place, its depth and the strings below it.
type Open<'s> = (u32, usize, &'s [(&'s [u8], u32)]);

impl Builder {
    fn expand<'s>(&mut self, node: u32, depth: usize, strings: &'s [(&'s [u8], u32)], open: &mut VecDeque<Open<'s>>) {
        // Sorted: those that end here come first, the last of them counts.
        let ending = strings.partition_point(|(s, _)| s.len() == depth);
        if let Some((_, value)) = strings[..ending].last() {
            self.trie.values[node as usize] = *value;
            self.trie.nodes[node as usize].base |= 1;
        }
        let groups = || strings[ending..].chunk_by(|(a, _), (b, _)| a[depth] == b[depth]);
        let bytes: Vec<u8> = groups().map(|g| g[0].0[depth]).collect();
        let Some(base) = self.place(&bytes) else { return };
        self.trie.nodes[node as usize].base |= (base as u32) << 1;
        for (&byte, group) in bytes.iter().zip(groups()) {
            let child = base + usize::from(byte);
            self.trie.nodes[child].parent = node;
            open.push_back((child as u32, depth + 1, group));
        }
    }

    /// A base whose places for `bytes` are free, and exist.
    fn place(&mut self, bytes: &[u8]) -> Option<usize> {
        let (first, last) = (usize::from(*bytes.first()?), usize::from(*bytes.last()?));
        while self.is_used(self.cursor) {
            self.cursor += 1;
        }
        let from = self.cursor.max(first);
        let fits = |base: &usize| bytes.iter().all(|&b| !self.is_used(base + usize::from(b)));
        let base = (from - first..).take(TRIES).find(fits).unwrap_or(self.trie.nodes.len());
        let len = self.trie.nodes.len().max(base + last + 1);
        self.trie.nodes.resize(len, FREE);
        self.trie.values.resize(len, NONE);
        Some(base)
    }

    fn is_used(&self, at: usize) -> bool {
        at == ROOT as usize || self.trie.nodes.get(at).is_some_and(|n| n.parent != NONE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn finds_what_was_put_in_and_nothing_else(
            strings in proptest::collection::vec("[a-cé🙂]{0,5}", 0..60),
            other in "[a-cé🙂]{0,6}",
        ) {
            let trie = Trie::new(&strings);
            for s in strings.iter().chain([&other]) {
                let expected = strings.iter().rposition(|t| t == s).map(|i| i as u32);
                prop_assert_eq!(trie.find(s.as_bytes()).and_then(|n| trie.value(n)), expected);
            }
        }
    }
}
