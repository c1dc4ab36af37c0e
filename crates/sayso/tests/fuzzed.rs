//! The fuzz targets of `fuzz/`, driven by a few random inputs and by every input that ever failed.

mod targets;

use proptest::prelude::*;

/// Marks, words and blanks that the splitter, the quotation tracker and the lexicons look at.
const SCRAPS: [&str; 24] = [
    "The mayor",
    "said",
    "denied",
    "a spus",
    " ",
    "\n",
    "\n\n",
    ".",
    "...",
    "“",
    "”",
    "„",
    "\"",
    "'",
    "»",
    "(",
    "—",
    "Mr.",
    "1,000.5",
    "\u{feff}",
    "\u{301}",
    "\u{200d}",
    "🏛",
    "\0",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn the_loader_takes_any_bytes(data in proptest::collection::vec(any::<u8>(), 0..48)) {
        targets::load(&data);
    }

    #[cfg(feature = "embedded")]
    #[test]
    fn classify_takes_any_text(text in "[\\PC\n]{0,80}", scraps in proptest::collection::vec(0..SCRAPS.len(), 0..40)) {
        targets::classify(&text);
        targets::classify(&scraps.into_iter().map(|i| SCRAPS[i]).collect::<String>());
    }
}
