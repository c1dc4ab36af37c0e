//! UTF-16 units, in which JavaScript counts, for byte offsets of one text.

/// The units before each of a text's bytes, asked for in any order, counted from the nearest known place.
///
/// Knows the places of a list that is in order, such as the beginnings of sentences.
#[derive(Debug, Default)]
pub struct Units {
    /// Byte and unit, ascending.
    known: Vec<(usize, usize)>,
}

impl Units {
    /// Counts once over `text`; `bytes` are the places to remember, in order.
    pub fn new(text: &str, bytes: impl Iterator<Item = usize>) -> Self {
        let (mut at, mut units) = (0, 0);
        let place = |to: usize| {
            units += count(text, at, to);
            at = to;
            (to, units)
        };
        Self { known: bytes.map(place).collect() }
    }

    /// Units before byte `at`.
    pub fn before(&self, text: &str, at: usize) -> usize {
        let next = self.known.partition_point(|&(byte, _)| byte <= at);
        let (byte, units) = next.checked_sub(1).and_then(|i| self.known.get(i)).copied().unwrap_or_default();
        units + count(text, byte, at)
    }
}

/// One unit per character, two where UTF-8 needs four bytes.
fn count(text: &str, from: usize, to: usize) -> usize {
    let bytes = text.as_bytes().get(from..to).unwrap_or_default();
    bytes.iter().map(|&b| usize::from(b & 0xc0 != 0x80) + usize::from(b >= 0xf0)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_counted() {
        let text = "a“ș”🙂 z\u{feff}é🙂";
        for known in [vec![], vec![0, 4, 6], vec![9, 14]] {
            let units = Units::new(text, known.into_iter());
            for (at, _) in text.char_indices() {
                assert_eq!(units.before(text, at), text[..at].encode_utf16().count(), "byte {at}");
            }
        }
    }
}
