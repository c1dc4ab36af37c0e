//! Quotation tracking: which tokens of an article lie inside a quotation.
//!
//! Marks are paired over the whole article, because a speech may be carried over many sentences by one opening mark.
//! Spacing decides whether a mark opens or closes wherever it can, whatever its glyph, so that wrongly paired marks and
//! names in straight marks do not flip the count; every style of double mark may close every other. A quotation that
//! is never closed is bounded by its paragraph (or, where paragraphs are unknown, by its sentence). Input cannot fail.

use crate::token::{Kind, Token};

/// A quotation, in token indices of the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quotation {
    /// Index of the opening mark, or of the first token if the opening mark is missing.
    pub open: usize,
    /// One past the last token inside (the closing mark's index, if there is one).
    pub end: usize,
    /// A closing mark was found.
    pub closed: bool,
    /// The quotation has an opening mark.
    pub opened: bool,
    /// A few words set in marks inside a sentence: a title or scare quotes, not speech.
    pub scare: bool,
}

/// A sentence as the tracker sees it.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// First token.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
    /// Does it start a paragraph? `None` where the input does not tell.
    pub paragraph_start: Option<bool>,
}

/// Sentences that one opening mark may carry a quotation over.
const LONGEST: usize = 80;
/// Sentences carried up to a mark that opens again without closing.
const REOPENED: usize = 12;
const SCARE_WORDS: usize = 4;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Open,
    Close,
    Either,
    None,
}

/// Finds the quotations of an article.
pub fn track(tokens: &[Token], sentences: &[Bounds], out: &mut Vec<Quotation>) {
    out.clear();
    let mut open: Option<(usize, usize)> = None;
    for (s, bounds) in sentences.iter().enumerate() {
        let mut seen_mark = false;
        for i in bounds.start..bounds.end {
            if tokens[i].kind != Kind::Quote {
                continue;
            }
            let role = role(tokens, bounds, i);
            match (open, role) {
                (_, Role::None) => continue,
                (None, Role::Open | Role::Either) => open = Some((i, s)),
                (None, Role::Close) => {
                    if !seen_mark && i > bounds.start {
                        out.push(Quotation { open: bounds.start, end: i, closed: true, opened: false, scare: false });
                    }
                }
                (Some((o, from)), Role::Close | Role::Either) => {
                    let end = if s - from <= LONGEST { i } else { bound(sentences, from) };
                    out.push(finish(tokens, sentences, from, o, end, s - from <= LONGEST));
                    open = None;
                }
                (Some((o, from)), Role::Open) => {
                    let reopened = i == bounds.start && s > from && s - from <= REOPENED;
                    let end = if reopened { i } else { bound(sentences, from).min(i) };
                    out.push(finish(tokens, sentences, from, o, end, false));
                    open = Some((i, s));
                }
            }
            seen_mark = true;
        }
    }
    if let Some((o, from)) = open {
        out.push(finish(tokens, sentences, from, o, bound(sentences, from), false));
    }
    singles(tokens, sentences, out);
    out.sort_unstable_by_key(|q| (q.open, q.end));
}

fn finish(tokens: &[Token], sentences: &[Bounds], from: usize, open: usize, end: usize, closed: bool) -> Quotation {
    let within = end < sentences[from].end || !closed && end <= sentences[from].end;
    let scare = closed && within && is_scare(tokens, sentences[from].start, open, end);
    Quotation { open, end, closed, opened: true, scare }
}

/// Where an unclosed quotation that opens in sentence `from` ends.
fn bound(sentences: &[Bounds], from: usize) -> usize {
    let mut last = from;
    while let Some(next) = sentences.get(last + 1) {
        if next.paragraph_start != Some(false) || last - from >= LONGEST {
            break;
        }
        last += 1;
    }
    sentences[last].end
}

/// Spacing first, the glyph where spacing does not tell.
fn role(tokens: &[Token], bounds: &Bounds, i: usize) -> Role {
    let t = &tokens[i];
    let glued_after = i + 1 < bounds.end && !tokens[i + 1].space_before;
    let before = (i > bounds.start).then(|| &tokens[i - 1]);
    let free_before =
        t.space_before || before.is_none_or(|b| opens_bracket(b) || matches!(b.kind, Kind::Dash | Kind::Colon));
    let next_is_mark = i + 1 < bounds.end && !tokens[i + 1].is_wordlike() && tokens[i + 1].kind != Kind::Quote;
    let closes_by_space = !t.space_before && before.is_some() && (!glued_after || next_is_mark);
    let opens_by_space = free_before && glued_after && !(next_is_mark && tokens[i + 1].kind == Kind::Stop);
    // A measure: 6'2", 27".
    if t.first == '"'
        && !t.space_before
        && before.is_some_and(|b| b.kind == Kind::Number)
        && !glued_after
        && bounds.end - i > 2
    {
        return Role::Either;
    }
    match (opens_by_space, closes_by_space) {
        (true, false) => Role::Open,
        (false, true) => Role::Close,
        _ => match t.first {
            '“' | '„' | '‟' | '«' | '`' | '〝' => Role::Open,
            '”' | '»' | '’' | '〞' => Role::Close,
            _ if bounds.end - bounds.start == 1 => Role::None,
            _ => Role::Either,
        },
    }
}

fn opens_bracket(t: &Token) -> bool {
    t.kind == Kind::Other && matches!(t.first, '(' | '[' | '{')
}

/// A few words, no stop or comma inside, in the middle of a sentence.
fn is_scare(tokens: &[Token], start: usize, open: usize, end: usize) -> bool {
    let inside = &tokens[(open + 1).min(end)..end];
    let words = inside.iter().filter(|t| t.is_wordlike()).count();
    let marked = inside.iter().any(|t| matches!(t.kind, Kind::Stop | Kind::Comma));
    let introduced = open > start && matches!(tokens[open - 1].kind, Kind::Comma | Kind::Colon);
    words <= SCARE_WORDS && !marked && !introduced && open > start
}

/// Single marks quote only inside one sentence and outside double ones; the rest are apostrophes.
fn singles(tokens: &[Token], sentences: &[Bounds], out: &mut Vec<Quotation>) {
    let doubles = out.len();
    let mut next_double = 0;
    let mut open: Option<(usize, usize)> = None;
    for (s, b) in sentences.iter().enumerate() {
        if open.is_some_and(|(_, from)| s - from > REOPENED) {
            open = None;
        }
        for i in b.start..b.end {
            let t = &tokens[i];
            if t.kind != Kind::Single {
                continue;
            }
            while next_double < doubles && out[next_double].end <= i {
                next_double += 1;
            }
            if next_double < doubles && out[next_double].open < i {
                continue;
            }
            let glued_after = i + 1 < b.end && !tokens[i + 1].space_before;
            let number_after = i + 1 < b.end && matches!(tokens[i + 1].kind, Kind::Number | Kind::Year);
            let free = t.space_before || i == b.start || tokens[i - 1].kind == Kind::Colon;
            if free && glued_after && !number_after {
                open = Some((i, s));
            } else if !t.space_before && i > b.start {
                let Some((o, from)) = open else { continue };
                // A possessive plural ("workers' pay") closes nothing while a later mark in the sentence can.
                let possessive = tokens[i - 1].is_wordlike() && !glued_after && closes_later(tokens, b, i);
                if possessive {
                    continue;
                }
                out.push(finish(tokens, sentences, from, o, i, true));
                open = None;
            }
        }
    }
}

fn closes_later(tokens: &[Token], b: &Bounds, i: usize) -> bool {
    let mut later = (i + 1..b.end).filter(|&j| tokens[j].kind == Kind::Single);
    later.next().is_some_and(|j| !tokens[j].space_before && !tokens[j - 1].is_wordlike())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::tokenize;

    /// Marks what lies inside by brackets.
    fn show(sentences: &[(&str, Option<bool>)]) -> Vec<String> {
        let (mut arena, mut tokens, mut bounds) = (String::new(), Vec::new(), Vec::new());
        for (s, p) in sentences {
            let start = tokens.len();
            tokenize(s, &mut arena, &mut tokens);
            bounds.push(Bounds { start, end: tokens.len(), paragraph_start: *p });
        }
        let mut found = Vec::new();
        track(&tokens, &bounds, &mut found);
        let inside = |i: usize| found.iter().any(|q| !q.scare && q.open <= i && i < q.end && (i > q.open || !q.opened));
        bounds
            .iter()
            .map(|b| {
                let words = (b.start..b.end).filter(|&i| tokens[i].is_wordlike());
                words.map(|i| if inside(i) { 'x' } else { '.' }).collect()
            })
            .collect()
    }

    fn lines(sentences: &[&str]) -> Vec<String> {
        show(&sentences.iter().map(|s| (*s, None)).collect::<Vec<_>>())
    }

    #[test]
    fn carried_over_sentences() {
        assert_eq!(
            lines(&["\"We ran,\" he said.", "\"It was dark.", "Nobody came.\"", "He left."]),
            ["xx..", "xxx", "xx", ".."]
        );
        assert_eq!(lines(&["«Am plecat.", "Era noapte», a spus el."]), ["xx", "xx..."]);
    }

    #[test]
    fn glyphs_do_not_matter_where_spacing_tells() {
        assert_eq!(lines(&["”Nu e așa”, a zis el.", "“We go\" he said \"now and then again”, she said."]).len(), 2);
        assert_eq!(lines(&["She said ``we will not go there'' today."]), ["..xxxxx."]);
        assert_eq!(lines(&["He calls him \"Big Jim\" Harris.", "It rained."]), ["......", ".."]);
    }

    #[test]
    fn unclosed_quotation_is_bounded() {
        assert_eq!(lines(&["\"We ran, he said.", "It rained.", "It poured."]), ["xxxx", "..", ".."]);
        let with_paragraphs = [("\"We ran.", Some(true)), ("It rained.", Some(false)), ("Police came.", Some(true))];
        assert_eq!(show(&with_paragraphs), ["xx", "xx", ".."]);
    }

    #[test]
    fn reopened_in_the_next_paragraph() {
        let s = [("\"We ran.", Some(true)), ("All of us.", Some(false)), ("\"Then it fell,\" he said.", Some(true))];
        assert_eq!(show(&s), ["xx", "xxx", "xxx.."]);
    }

    #[test]
    fn apostrophes_are_not_marks() {
        let line = &lines(&["The workers' pay and the '90s boom weren't the bosses' idea."])[0];
        assert!(!line.contains('x'), "{line}");
        assert_eq!(lines(&["‘You don't need it,’ he told the jury."]), ["xxxxx...."]);
    }
}
