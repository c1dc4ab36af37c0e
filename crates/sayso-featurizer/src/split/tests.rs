//! What must hold for every text.

#![allow(clippy::unwrap_used)]

use super::*;
use proptest::prelude::*;

fn split(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    Splitter::shipped().split(text, &mut spans);
    spans
}

fn sentences(text: &str) -> Vec<&str> {
    split(text).iter().map(|s| s.of(text)).collect()
}

/// The invariants of the module's essay.
fn check(text: &str, spans: &[Span]) {
    let mut at = 0;
    for span in spans {
        assert!(at <= span.start && span.start < span.end, "out of order: {span:?} in {text:?}");
        assert!(text[at..span.start].chars().all(char::is_whitespace), "lost before {span:?} in {text:?}");
        let sentence = &text[span.start..span.end];
        assert_eq!(sentence, sentence.trim());
        assert!(!sentence.contains(marks::line_end), "line end in {sentence:?}");
        assert_eq!(span.char_start, text[..span.start].chars().count());
        assert_eq!(span.char_end, text[..span.end].chars().count());
        let first = at == 0 || text[at..span.start].contains(marks::line_end);
        assert_eq!(span.paragraph_start, first, "{span:?} in {text:?}");
        at = span.end;
    }
    assert!(text[at..].chars().all(char::is_whitespace), "lost at the end of {text:?}");
    let mut units = Vec::new();
    utf16(text, spans, &mut units);
    let wide: Vec<u16> = text.encode_utf16().collect();
    for (span, unit) in spans.iter().zip(&units) {
        assert_eq!(String::from_utf16(&wide[unit.start..unit.end]).unwrap(), span.of(text));
    }
}

/// Text that is dense in what the splitter looks at.
fn noisy() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-zA-Zăîșț]{1,6}",
        3 => "[.!?…\"'”“’‘„»«()\\[\\]]",
        3 => "[ \u{a0}\t]",
        1 => "[\n\r\u{85}\u{2028}\u{b}\u{c}]",
        1 => "[0-9.]{1,4}",
        1 => "(Mr|U\\.S|a\\.m|nr|Inc|No|I|The|said|pic\\.twitter\\.com/)",
        1 => "[\u{0}\u{feff}\u{200b}\u{301}\u{fe0f}🙂。؟।-—*_<>@#$]",
    ];
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_partitioned(text in any::<String>()) {
        check(&text, &split(&text));
    }

    #[test]
    fn noisy_text_is_partitioned(text in noisy()) {
        check(&text, &split(&text));
    }

    #[test]
    fn leading_and_trailing_blanks_change_nothing(text in noisy()) {
        let padded = format!(" \n {text}\n ");
        let plain: Vec<&str> = split(&text).iter().map(|s| s.of(&text)).collect();
        let spaced: Vec<&str> = split(&padded).iter().map(|s| s.of(&padded)).collect();
        prop_assert_eq!(plain, spaced);
    }
}

#[test]
fn no_text_has_no_sentences() {
    assert!(split("").is_empty() && split(" \r\n\u{2028}\u{a0} ").is_empty());
}

#[test]
fn every_kind_of_line_end_begins_a_paragraph() {
    let text = "One\r\nTwo\rThree\nFour\u{2028}Five\u{2029}Six\u{85}Seven\u{b}Eight\u{c}Nine. Ten";
    let spans = split(text);
    assert_eq!(spans.len(), 10);
    assert!(spans[..9].iter().all(|s| s.paragraph_start) && !spans[9].paragraph_start);
}

#[test]
fn invisible_characters_are_kept() {
    assert_eq!(sentences("\u{feff}One.\u{200b} Two\0.\0 Three"), ["\u{feff}One.\u{200b}", "Two\0.\0", "Three"]);
    assert_eq!(sentences("A cafe\u{301}. E\u{301}l came"), ["A cafe\u{301}.", "E\u{301}l came"]);
}

#[test]
fn output_is_cleared_and_keeps_its_capacity() {
    let splitter = Splitter::shipped();
    let mut spans = Vec::with_capacity(8);
    splitter.split("One. Two.", &mut spans);
    let place = spans.as_ptr();
    splitter.split("Three.", &mut spans);
    assert_eq!((spans.len(), spans.as_ptr()), (1, place));
}

#[test]
fn offsets_of_another_text_give_nothing() {
    assert_eq!(split("One. Two.")[1].of("One"), "");
}

/// Ends at once, whatever the text is made of; in quadratic time it would take hours. No clock: it may run on a busy machine.
#[test]
fn hostile_text_ends() {
    let pieces =
        ["\"", "”", ".", ". ", "\u{301}", "A. ", ".\u{301}", "( ", "?\" ", "- ", "a.", ".)", "* ", " .", "\u{a0}"];
    let splitter = Splitter::shipped();
    let mut spans = Vec::new();
    for piece in pieces {
        let text = piece.repeat((1 << 19) / piece.len());
        splitter.split(&text, &mut spans);
        splitter.split(&format!("It ended. {text} Then it began."), &mut spans);
        assert_eq!(spans.first().map(|s| s.start), Some(0), "{piece:?}");
    }
}
