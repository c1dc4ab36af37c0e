//! Who does it: the subject of a verb, before or after it.

use super::{Subject, english, romanian};
use crate::analysis::Analysis;
use crate::lang::Language;
use crate::lexicon::Classes;
use crate::token::Kind;

/// Tokens that an apposition may be long.
const APPOSITION: usize = 18;

const AUXILIARY: Classes = Classes::Be
    .or(Classes::Have)
    .or(Classes::Do)
    .or(Classes::Modal)
    .or(Classes::To)
    .or(Classes::HasAux)
    .or(Classes::HadAux);

/// Position (in `outside`) of the first of the auxiliaries, adverbs and negations before a verb.
pub(super) fn leftmost_auxiliary(a: &Analysis, outside: &[usize], k: usize) -> usize {
    let mut left = k;
    while left > 0 && k - left < 6 {
        let j = outside[left - 1];
        let skip = a.classes(j).any(AUXILIARY | Classes::Adv | Classes::Neg) || a.norm(j).ends_with("ly");
        if !romanian::leans(a, j) && (!skip || a.tokens[j].kind != Kind::Word) {
            break;
        }
        left -= 1;
    }
    left
}

/// The kind of source that one token can name.
pub(super) fn source_kind(a: &Analysis, i: usize) -> Subject {
    let c = a.classes(i);
    let t = &a.tokens[i];
    match () {
        () if c.any(Classes::Person3) => Subject::Person,
        () if c.any(Classes::Pron12) => Subject::I,
        () if c.any(Classes::Pron3) => Subject::It,
        () if c.any(Classes::Rel | Classes::That) => Subject::Relative,
        () if c.any(Classes::Official | Classes::Title) => Subject::Official,
        () if c.any(Classes::People) => Subject::People,
        () if c.any(Classes::Document | Classes::Media) => Subject::Document,
        () if c.any(Classes::Body) => Subject::Body,
        () if c.any(Classes::Weekday | Classes::Month) => Subject::None,
        () if t.is_cap() => Subject::Name,
        () if c.any(Classes::SpeechNoun) => Subject::Speech,
        () if t.kind == Kind::Word && !c.any(Classes::Prep | Classes::Coord | Classes::Subord) => Subject::Noun,
        () => Subject::None,
    }
}

pub(super) fn subject_left(a: &Analysis, outside: &[usize], left: usize) -> Subject {
    let Some(k) = left.checked_sub(1) else { return Subject::None };
    let i = outside[k];
    match a.tokens[i].kind {
        Kind::Word if a.classes(i).any(Classes::Weekday | Classes::Month) => subject_left(a, outside, k),
        Kind::Word if a.language == Language::Ro => romanian::head(a, outside, k),
        Kind::Word => english_kind(a, outside, k),
        Kind::Quote if a.tokens[i].first != ',' => Subject::Quote,
        Kind::Comma | Kind::Dash => before_apposition(a, outside, k),
        Kind::Other if a.tokens[i].first == '-' && k > 0 => subject_left(a, outside, k),
        Kind::Other if a.tokens[i].first == ')' => before_apposition(a, outside, k),
        _ => Subject::None,
    }
}

/// Of "critics of the bill": the kind of its head, or of the last word where the head is no source.
fn english_kind(a: &Analysis, outside: &[usize], k: usize) -> Subject {
    let head = english::head(a, outside, k).at;
    let kind = source_kind(a, outside[head]);
    if kind.is_source() || kind == Subject::Speech { kind } else { source_kind(a, outside[k]) }
}

/// "Smith, the director, said": what stands before the comma that opens the apposition closed at `k`.
fn before_apposition(a: &Analysis, outside: &[usize], k: usize) -> Subject {
    let from = k.saturating_sub(APPOSITION);
    for p in (from..k).rev() {
        let t = &a.tokens[outside[p]];
        let opens = matches!(t.kind, Kind::Comma | Kind::Dash) || t.first == '(';
        if !opens || p == 0 {
            continue;
        }
        let kind = source_kind(a, outside[p - 1]);
        // An age or a title in between: look one comma further.
        if matches!(a.tokens[outside[p - 1]].kind, Kind::Number) {
            continue;
        }
        return if kind.is_source() { kind } else { Subject::None };
    }
    // No apposition: a comma too many, as in "Shadow chancellor John Hale, said".
    let named = k > 0 && a.tokens[outside[k - 1]].is_cap() && a.language == Language::En;
    if named { source_kind(a, outside[k - 1]) } else { Subject::None }
}

/// "..., said Smith", "..., a spus ministrul": a source right after the verb.
pub(super) fn subject_right(a: &Analysis, outside: &[usize], k: usize) -> Option<Subject> {
    let mut j = k + 1;
    while j < outside.len()
        && j < k + 4
        && a.classes(outside[j]).any(Classes::Adv | Classes::Det | Classes::Poss)
        && !a.classes(outside[j]).any(Classes::Person3)
    {
        j += 1;
    }
    let i = *outside.get(j)?;
    if a.tokens[i].kind != Kind::Word {
        return None;
    }
    let kind = source_kind(a, i);
    kind.is_source().then_some(kind)
}
