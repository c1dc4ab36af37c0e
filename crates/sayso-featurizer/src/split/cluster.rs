//! The run of marks at a candidate: stops, the closing marks after them, and what nobody sees in between.
//!
//! A boundary can lie only behind a whole cluster, and the scan goes on there, so that a megabyte of full stops is read
//! once.

use super::marks::{self, Stop};

/// A run of marks that may end a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cluster {
    /// Its first stop.
    pub(super) start: usize,
    /// One past its last mark: where a boundary would lie.
    pub(super) end: usize,
    /// What kind of ending it is.
    pub(super) ending: Ending,
    /// A quotation mark closes in it.
    pub(super) quote: bool,
    /// A bracket closes in it.
    pub(super) bracket: bool,
}

/// What the stops of a cluster amount to; the later one wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Ending {
    /// One full stop.
    Dot,
    /// Two or more, or the character, also spaced out.
    Ellipsis,
    /// A full stop that belongs to no word: after an ellipsis or a closing mark.
    Full,
    /// With a question or exclamation mark.
    Exclaim,
    /// With a mark that can only end a sentence.
    Wide,
}

impl Cluster {
    /// Reads the cluster at `start`, where a stop stands. `quoted` says whether a straight double mark is open, and is
    /// kept up to date.
    pub(super) fn read(text: &str, start: usize, quoted: &mut bool) -> Self {
        let mut cluster = Self { start, end: start, ending: Ending::Dot, quote: false, bracket: false };
        let mut dots = 0; // in a row
        loop {
            let rest = text.get(cluster.end..).unwrap_or_default();
            let Some(c) = rest.chars().next() else { break };
            let rest = &rest[c.len_utf8()..];
            if let Some(stop) = marks::stop(c) {
                let closed = cluster.quote || cluster.bracket;
                dots += if stop == Stop::Ellipsis { 3 } else { 1 };
                cluster.ending = cluster.ending.max(ending(stop, dots, closed));
            } else if closes(c, rest, *quoted) {
                *quoted ^= c == '"';
                cluster.quote |= marks::quote(c);
                cluster.bracket |= matches!(c, ')' | ']' | '}');
                dots = 0;
            } else if let Some(note) = footnote(c, rest) {
                cluster.end += note;
            } else if marks::blank(c) {
                let Some(gap) = absorbed(rest, cluster.ending, cluster.quote, *quoted) else { break };
                cluster.end += gap;
            } else if !marks::unseen(c) {
                break;
            }
            cluster.end += c.len_utf8();
        }
        cluster
    }
}

fn ending(stop: Stop, dots: usize, closed: bool) -> Ending {
    match stop {
        Stop::Dot if dots == 4 || (dots == 1 && closed) => Ending::Full,
        Stop::Dot if dots == 1 => Ending::Dot,
        Stop::Dot | Stop::Ellipsis => Ending::Ellipsis,
        Stop::Exclaim => Ending::Exclaim,
        Stop::Wide => Ending::Wide,
    }
}

/// Does `c`, right after a stop or a closing mark, close? `rest` is what follows it.
fn closes(c: char, rest: &str, quoted: bool) -> bool {
    if marks::closes(c) {
        return true;
    }
    if !marks::opens_or_closes(c) {
        return false;
    }
    let before_word = rest.chars().next().is_some_and(|d| d.is_alphanumeric() || matches!(d, '$' | '#' | '@' | '€'));
    if c == '"' { quoted || !before_word } else { !before_word && !opens_pair(c, rest) }
}

/// The first of two marks before a word: `''We`, ``` ``We ```.
fn opens_pair(c: char, rest: &str) -> bool {
    let mut chars = rest.chars();
    matches!(c, '`' | '\'' | '“' | '„' | '‘' | '«')
        && chars.next().is_some_and(marks::opens_or_closes)
        && chars.next().is_some_and(char::is_alphanumeric)
}

/// Bytes after `c` of a note number in brackets: `[12]`.
fn footnote(c: char, rest: &str) -> Option<usize> {
    let digits = rest.bytes().take(4).take_while(u8::is_ascii_digit).count();
    (c == '[' && (1..4).contains(&digits) && rest.as_bytes().get(digits) == Some(&b']')).then_some(digits + 1)
}

/// After a blank: how many more blanks come before a mark that still belongs to the cluster. Such marks are the next
/// dot of `. . .`, a run of `?` or `!` (French spacing, lost emoji), a closing mark set off by a blank.
fn absorbed(rest: &str, ending: Ending, closed: bool, quoted: bool) -> Option<usize> {
    let mark = rest.trim_start_matches(marks::blank);
    let mut chars = mark.chars();
    let c = chars.next()?;
    let free = chars.clone().next().is_none_or(|d| d.is_whitespace() || marks::closes(d));
    let belongs = match c {
        '.' => free && !closed && ending <= Ending::Ellipsis,
        '?' | '!' => true,
        '”' | '»' | '’' | '›' | ')' | ']' => free || matches!(chars.next(), Some(',' | ';' | '.')),
        '"' => free && quoted,
        _ => false,
    };
    belongs.then_some(rest.len() - mark.len())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn read(text: &str) -> (&str, Ending) {
        let start = text.find(['.', '!', '?', '…', '。']).unwrap();
        let c = Cluster::read(text, start, &mut true);
        (&text[c.start..c.end], c.ending)
    }

    #[test]
    fn closing_marks_belong_to_it() {
        assert_eq!(read("so.” He"), (".”", Ending::Dot));
        assert_eq!(read("so.’” He"), (".’”", Ending::Dot));
        assert_eq!(read("so.\") He"), (".\")", Ending::Dot));
        assert_eq!(read("so.“ Er"), (".“", Ending::Dot));
        assert_eq!(read("so.'' He"), (".''", Ending::Dot));
        assert_eq!(read("so. » Il"), (". »", Ending::Dot));
    }

    #[test]
    fn opening_marks_do_not() {
        assert_eq!(read("so. “He"), (".", Ending::Dot));
        assert_eq!(read("so.“He"), (".", Ending::Dot));
        assert_eq!(read("so. ''He"), (".", Ending::Dot));
        assert_eq!(read("so.''He"), (".", Ending::Dot));
    }

    #[test]
    fn runs_are_one() {
        assert_eq!(read("so?!” x"), ("?!”", Ending::Exclaim));
        assert_eq!(read("so . . . x"), (". . .", Ending::Ellipsis));
        assert_eq!(read("so.... x"), ("....", Ending::Full));
        assert_eq!(read("so….X"), ("….", Ending::Full));
        assert_eq!(read("(I-Vt.). He"), (".).", Ending::Full));
        assert_eq!(read("so! ??? x"), ("! ???", Ending::Exclaim));
        assert_eq!(read("so. ...x"), (".", Ending::Dot));
        assert_eq!(read("so.[12] x"), (".[12]", Ending::Dot));
        assert_eq!(read("so.\u{200b}\u{301} x"), (".\u{200b}\u{301}", Ending::Dot));
    }
}
