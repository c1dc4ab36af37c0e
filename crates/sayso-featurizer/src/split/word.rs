//! The words around a mark, read with a bound so that no input makes them slow.

use super::marks;

/// Characters that are looked at in each direction.
const REACH: usize = 32;

/// The word that ends at byte `at`: letters, digits, inner full stops and apostrophes. Empty if a mark stands there.
pub(super) fn before(text: &str, at: usize) -> &str {
    let head = text.get(..at).unwrap_or_default();
    let mut start = at;
    let mut joined = at; // where the part before a full stop or apostrophe would begin
    for (i, c) in head.char_indices().rev().take(REACH) {
        if c.is_alphanumeric() {
            (start, joined) = (i, i);
        } else if joined == i + c.len_utf8() && (marks::unseen(c) || (i + c.len_utf8() < at && joins(c))) {
            joined = i;
        } else {
            break;
        }
    }
    text.get(start..at).unwrap_or_default()
}

fn joins(c: char) -> bool {
    matches!(c, '.' | '\'' | '’')
}

/// The letters that begin at byte `at`.
pub(super) fn after(text: &str, at: usize) -> &str {
    let tail = text.get(at..).unwrap_or_default();
    let end = tail.char_indices().take(REACH).find(|&(_, c)| !c.is_alphabetic() && !marks::unseen(c));
    let longest = || tail.char_indices().nth(REACH).map_or(tail.len(), |(i, _)| i);
    &tail[..end.map_or_else(longest, |(i, _)| i)]
}

/// Is it made of single letters (or two, as in "Ph.D") with full stops between them?
pub(super) fn dotted(word: &str) -> bool {
    word.contains('.') && word.split('.').all(|part| (1..=2).contains(&part.chars().count()) && letters(part))
}

/// One upper-case letter.
pub(super) fn initial(word: &str) -> bool {
    let mut chars = word.chars().filter(|&c| !marks::unseen(c));
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
}

/// Upper-case first letter, no upper-case second one.
pub(super) fn title_case(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase) && !chars.next().is_some_and(char::is_uppercase)
}

/// Nothing but letters, at least one.
pub(super) fn letters(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| c.is_alphabetic() || marks::unseen(c))
}

/// "1", "12", "iv" or "b" and the like: the number of a list item or a section.
pub(super) fn item_number(word: &str) -> bool {
    let digits = word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit());
    !word.is_empty() && (digits || word.len() == 1)
}

/// Does a web address begin here: "https://...", "www....", "pic.twitter.com/..."?
pub(super) fn address(text: &str) -> bool {
    let host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let name = text.bytes().take(REACH).take_while(|&b| host(b.into())).count();
    let (name, rest) = text.split_at(name);
    name.starts_with("www.") || rest.starts_with("://") || (name.contains('.') && rest.starts_with('/'))
}

/// Four or more digits and their separators: "2016", "15.30".
pub(super) fn long_number(word: &str) -> bool {
    word.len() >= 4 && word.bytes().all(|b| b.is_ascii_digit() || b == b'.')
}

/// II, IV, XVI and so on, but not a single letter.
pub(super) fn roman(word: &str) -> bool {
    word.len() >= 2 && word.bytes().all(|b| b"IVXLC".contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_before_a_stop() {
        let word = |text: &'static str| before(text, text.len());
        assert_eq!(word("in the U.S"), "U.S");
        assert_eq!(word("‘Mr"), "Mr");
        assert_eq!(word("the Int’l"), "Int’l");
        assert_eq!(word("ex-Gov"), "Gov");
        assert_eq!(word("so”"), "");
        assert_eq!(word("x."), "");
        assert_eq!(word("a s\u{326}"), "s\u{326}");
        assert!(word("ooooooooooooooooooooooooooooooooooooooooooooooooooooooooo").len() <= REACH);
    }

    #[test]
    fn words_after_a_stop() {
        assert_eq!(after("It’s", 0), "It");
        assert_eq!(after("x", 1), "");
    }

    #[test]
    fn shapes() {
        assert!(dotted("U.S") && dotted("Ph.D") && !dotted("example.com") && !dotted("3.5") && !dotted("no"));
        assert!(initial("J") && !initial("j") && !initial("Jo"));
        assert!(title_case("The") && title_case("A") && !title_case("IT"));
        assert!(roman("IV") && !roman("I") && !roman("iv"));
        assert!(
            address("www.a.com") && address("https://a") && address("bit.ly/1") && !address("and/or") && !address("a")
        );
        assert!(item_number("12") && item_number("b") && !item_number("2016"));
    }
}
