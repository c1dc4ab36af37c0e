//! Does a sentence end at this cluster of marks?
//!
//! The questions come in the order of their cost and certainty: what stands before, what stands after, whether a blank
//! lies between, and only then what the words are.

use super::cluster::{Cluster, Ending};
use super::rules::{Role, Roles, Rules};
use super::{marks, word};

/// What stands after a cluster.
struct Next<'t> {
    /// A blank lies between.
    gap: bool,
    /// The first mark before the word, if any.
    opener: Option<char>,
    /// The first character of the word, or the mark that is none.
    first: char,
    /// Text from `first` on.
    rest: &'t str,
}

/// Marks and blanks that may stand between a stop and the next word.
const OPENERS: usize = 8;

impl<'t> Next<'t> {
    /// `None` if no word follows on the line: the line end decides.
    fn read(text: &'t str, at: usize) -> Option<Self> {
        let after = text.get(at..).unwrap_or_default();
        let rest = after.trim_start_matches(marks::blank);
        let mut next = Self { gap: rest.len() < after.len(), opener: None, first: ' ', rest };
        for c in rest.chars().take(OPENERS) {
            next.first = c;
            let opens = marks::opens_or_closes(c) || marks::bracket(c) || marks::dash(c) || marks::closes(c);
            if opens || matches!(c, '¿' | '¡') {
                next.opener = next.opener.or(Some(c));
            } else if !marks::unseen(c) && (next.opener.is_none() || !marks::blank(c)) {
                break;
            }
            next.rest = &next.rest[c.len_utf8()..];
        }
        (!next.rest.is_empty() && !next.rest.starts_with(marks::line_end)).then_some(next)
    }

    fn word(&self) -> &'t str {
        word::after(self.rest, 0)
    }

    /// A word that begins sentences, with a capital: "A", but not the initial "A."; "It's", but not "O'Neill".
    fn starter(&self, rules: &Rules) -> bool {
        let word = self.word();
        let mut after = self.rest[word.len()..].chars();
        let name = matches!(after.next(), Some('\'' | '’')) && after.next().is_some_and(char::is_uppercase);
        word::title_case(word) && !name && !self.initial() && rules.roles(word).has(Role::Starter)
    }

    /// One letter and a full stop: "E.T."
    fn initial(&self) -> bool {
        let word = self.word();
        word::initial(word) && self.rest[word.len()..].starts_with('.')
    }

    fn opened_by(&self, is: fn(char) -> bool) -> bool {
        self.opener.is_some_and(is)
    }
}

/// Does the sentence that began at `sentence` end at `cluster`?
pub(super) fn ends(rules: &Rules, text: &str, cluster: &Cluster, sentence: usize) -> bool {
    let Some(next) = Next::read(text, cluster.end) else { return false };
    if is_empty(text.get(sentence..cluster.start).unwrap_or_default()) {
        return false;
    }
    if cluster.ending == Ending::Wide {
        return !next.first.is_lowercase() && !next.first.is_numeric() && may_start(&next);
    }
    let before = word::before(text, cluster.start);
    if !next.gap {
        return ends_without_blank(rules, text, cluster, before, &next);
    }
    if !may_start(&next) || continues(&next) {
        return false;
    }
    match cluster.ending {
        Ending::Dot => ends_with_dot(rules, text, cluster, before, sentence, &next),
        Ending::Ellipsis if cluster.quote => !next.opened_by(marks::bracket) && !speech_tag(rules, &next),
        Ending::Ellipsis => next.starter(rules) || next.opened_by(marks::quote) || clause(&next),
        Ending::Exclaim if cluster.quote => !speech_tag(rules, &next),
        Ending::Exclaim => !rules.roles(before).has(Role::Exclaiming) || next.starter(rules),
        Ending::Full | Ending::Wide => true,
    }
}

/// Nothing but marks since the sentence began: "... We have", "??? Great".
fn is_empty(so_far: &str) -> bool {
    so_far.len() <= OPENERS && !so_far.contains(char::is_alphanumeric)
}

/// Can a sentence begin with what comes next?
fn may_start(next: &Next<'_>) -> bool {
    match next.first {
        '.' => ["..", ". .", ".@"].iter().any(|start| next.rest.starts_with(start)),
        ',' | ';' | ':' | '&' | '!' | '?' | '%' | '=' => false,
        c => !marks::closes(c),
    }
}

/// A lower-case letter goes on with the sentence, unless it begins an address or a name like iPhone.
fn continues(next: &Next<'_>) -> bool {
    next.first.is_lowercase() && !word::address(next.rest) && !next.rest.chars().nth(1).is_some_and(char::is_uppercase)
}

/// One full stop with a blank behind it: the word before it decides.
fn ends_with_dot(rules: &Rules, text: &str, cluster: &Cluster, before: &str, sentence: usize, next: &Next<'_>) -> bool {
    let start = cluster.start - before.len();
    let so_far = text.get(sentence..start).unwrap_or_default();
    let roles = rules.roles(before);
    let item = word::item_number(before) && is_empty(so_far);
    if roles.has(Role::Never) || item || (roles.has(Role::BeforeNumber) && numbered(next)) {
        return false;
    }
    if cluster.quote {
        return true;
    }
    if roles.has(Role::Clock) {
        return ends_after_clock(rules, so_far, next);
    }
    let initial = word::initial(before) && !pronoun(so_far, before);
    let maybe = roles.has(Role::Maybe) || word::dotted(before) || initial;
    !maybe || (next.starter(rules) && !next.opened_by(marks::dash))
}

/// "at 5 p.m. Thursday", "At 5 p.m. Smith": a sentence needs more than a time.
fn ends_after_clock(rules: &Rules, so_far: &str, next: &Next<'_>) -> bool {
    const SHORT: usize = 16;
    let only_time = so_far.len() <= SHORT && so_far.chars().filter(|&c| marks::blank(c)).count() <= 2;
    let detail = rules.roles(next.word()).has(Role::AfterClock) || next.initial();
    !only_time && !detail && (!next.opened_by(marks::bracket) || next.starter(rules))
}

/// "you and I." is no initial: a word in lower case stands before it.
fn pronoun(so_far: &str, before: &str) -> bool {
    let head = so_far.trim_end_matches(' ');
    before == "I" && head.len() < so_far.len() && word::before(head, head.len()).starts_with(char::is_lowercase)
}

/// A capitalised word and one in lower case: more likely the beginning of a sentence than a name.
fn clause(next: &Next<'_>) -> bool {
    let mut after = next.rest[next.word().len()..].chars();
    after.next() == Some(' ') && after.next().is_some_and(char::is_lowercase)
}

/// A number, a Roman numeral, "a)" or "B," comes next.
fn numbered(next: &Next<'_>) -> bool {
    let word = next.word();
    let lettered = word.len() == 1 && next.rest[1..].starts_with([')', '.', ',']);
    next.first.is_numeric() || word::roman(word) || lettered
}

/// `Who knows?" Trump asked`: capitalised words, then a verb of speech in lower case.
fn speech_tag(rules: &Rules, next: &Next<'_>) -> bool {
    const NAME_WORDS: usize = 7;
    if next.opener.is_some() || next.starter(rules) {
        return false;
    }
    for (i, token) in next.rest.split(char::is_whitespace).take(NAME_WORDS).enumerate() {
        let token = token.trim_end_matches([',', '.', ':']);
        if token.starts_with(char::is_uppercase) {
            continue;
        }
        return i > 0 && rules.roles(token).has(Role::Speech);
    }
    false
}

/// No blank between the stop and what follows: mostly addresses, numbers and acronyms, sometimes a blank that was lost.
fn ends_without_blank(rules: &Rules, text: &str, cluster: &Cluster, before: &str, next: &Next<'_>) -> bool {
    let closed = cluster.quote || cluster.bracket;
    let plain = closed
        || cluster.ending == Ending::Full
        || sentence_word(before)
        || word::long_number(before)
        || (before.is_empty() && text.get(..cluster.start).is_some_and(|head| head.ends_with(marks::quote)));
    if cluster.ending == Ending::Ellipsis || !plain || next.first.is_lowercase() || !next.first.is_alphanumeric() {
        return false;
    }
    if next.opener.is_some() {
        return !rules.roles(before).has(Role::Never);
    }
    let word = next.word();
    let single = word.chars().nth(1).is_none();
    let begins = if single { next.starter(rules) } else { word::title_case(word) };
    let begins = begins && !next.rest[word.len()..].starts_with(['.', '=', '/', '_']);
    begins && (closed || !abbreviation(rules.roles(before)) && !in_address(text, cluster.start))
}

/// Two or more letters, the last in lower case: the end of a sentence rather than of an acronym or a number.
fn sentence_word(word: &str) -> bool {
    word::letters(word) && word.chars().nth(1).is_some() && word.ends_with(char::is_lowercase)
}

fn abbreviation(roles: Roles) -> bool {
    [Role::Never, Role::Maybe, Role::BeforeNumber, Role::Exclaiming].iter().any(|&role| roles.has(role))
}

/// Is this stop inside an e-mail or web address?
fn in_address(text: &str, at: usize) -> bool {
    const REACH: usize = 64;
    let (head, tail) = text.split_at_checked(at).unwrap_or_default();
    let mut left = head.chars().rev().take(REACH).take_while(|c| !c.is_whitespace());
    let mut right = tail.chars().take(REACH).take_while(|c| !c.is_whitespace());
    left.any(|c| matches!(c, '@' | '/' | '_' | '=')) || right.any(|c| c == '@')
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::{ENGLISH, Splitter};

    fn sentences(rules: &[&str], text: &str) -> Vec<String> {
        let mut spans = Vec::new();
        Splitter::new(rules).unwrap().split(text, &mut spans);
        spans.iter().map(|s| s.of(text).to_owned()).collect()
    }

    #[test]
    fn rules_for_any_language_need_no_file() {
        let whole = ["J. K. Smith left.", "At 3.5 percent, the U.S. Senate", "example.com is up", "1. Introduction"];
        for text in whole {
            assert_eq!(sentences(&[], text), [text]);
        }
        assert_eq!(sentences(&[], "Ça va? Oui. Non!"), ["Ça va?", "Oui.", "Non!"]);
        assert_eq!(sentences(&[], "你好。再见！“走吧。”好"), ["你好。", "再见！", "“走吧。”", "好"]);
        assert_eq!(sentences(&[], "یہ ہے۔ وہ؟ ہاں"), ["یہ ہے۔", "وہ؟", "ہاں"]);
    }

    #[test]
    fn speech_tags_stay_with_the_question() {
        let one = ["“Why?” he asked.", "“Why?” Ann Smith asked.", "“Why?” Mayor A. Smith said.", "“So...” Smith said."];
        for text in one {
            assert_eq!(sentences(&[ENGLISH], text), [text]);
        }
        assert_eq!(sentences(&[ENGLISH], "“Why?” The crowd left.").len(), 2);
        assert_eq!(sentences(&[ENGLISH], "“Why?” Ann Smith had no answer.").len(), 2);
    }

    #[test]
    fn a_lost_blank_ends_a_sentence_only_between_words() {
        for text in
            ["It ended.Then it began.", "“It ended.”He left.", "“It ended”.He left.", "It ended in 2016.The end."]
        {
            assert_eq!(sentences(&[ENGLISH], text).len(), 2, "{text}");
        }
        assert_eq!(sentences(&[ENGLISH], "Yahoo!News, the U.S.Senate and St.Louis").len(), 1);
        assert_eq!(sentences(&[ENGLISH], "Write to Ann.Smith@example.com or see www.a.com/b.Htm or Node.js").len(), 1);
    }
}
