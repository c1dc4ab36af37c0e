//! Is a token a verb, and in which tense?

use super::{Tense, VERB, english, previous, romanian};
use crate::analysis::Analysis;
use crate::lang::Language;
use crate::lexicon::{Classes, Form, Forms};
use crate::token::{Case, Kind};

const NOUN_BEFORE: Classes = Classes::Det.or(Classes::Poss).or(Classes::Prep);

/// The tense of the verb at `outside[k]`, or `None` if it is no verb (or an auxiliary).
pub(super) fn tense(a: &Analysis, outside: &[usize], k: usize) -> Option<Tense> {
    let i = outside[k];
    let token = &a.tokens[i];
    if token.kind != Kind::Word || is_attribute(a, outside, k) {
        return None;
    }
    let mut entry = a.entries[i];
    let has = a.language == Language::Ro && !entry.classes.any(Classes::HasAux | Classes::Be);
    if entry.classes.any(Classes::Be | Classes::Have | Classes::Do) && !(has && entry.classes.any(VERB)) {
        return auxiliary_as_main(a, outside, k);
    }
    if !entry.classes.any(VERB) {
        entry.forms = guess_forms(a, outside, k)?;
    }
    let auxiliary = (k > 0).then(|| previous(a, outside, k)).flatten();
    let aux = auxiliary.map_or(Classes::default(), |j| a.classes(outside[j]));
    let f = entry.forms;
    if aux.any(Classes::To) && (f.has(Form::Base) || f.has(Form::Present) && !f.has(Form::Past)) {
        return Some(Tense::Infinitive);
    }
    if a.language == Language::Ro && f.has(Form::Base) && k > 0 && a.norm(outside[k - 1]) == "a" {
        return Some(Tense::Infinitive);
    }
    if aux.any(Classes::Modal) && f.has(Form::Base) {
        return Some(if aux.any(Classes::Future) { Tense::Future } else { Tense::Modal });
    }
    if aux.any(Classes::Be) && f.has(Form::Ing) {
        return Some(Tense::Progressive);
    }
    if f.has(Form::Participle) {
        if aux.any(Classes::HadAux) {
            return Some(Tense::PastPerfect);
        }
        if aux.any(Classes::HasAux | Classes::Have) {
            return Some(romanian_or_perfect(a));
        }
        if aux.any(Classes::Be) {
            return Some(if presumptive(a, outside, k) { Tense::Modal } else { Tense::Passive });
        }
    }
    if aux.any(Classes::Do) && f.has(Form::Base) {
        return Some(Tense::Past);
    }
    plain_tense(a, outside, k, f)
}

/// "the Berlin-based preacher", "drugs like these": no verb, though the word can be one.
fn is_attribute(a: &Analysis, outside: &[usize], k: usize) -> bool {
    if a.language != Language::En || k == 0 {
        return false;
    }
    let before = outside[k - 1];
    let compound =
        a.tokens[before].first == '-' && a.tokens[before].kind == Kind::Other && !a.tokens[before].space_before;
    let preposition = a.norm(outside[k]) == "like"
        && !a
            .classes(before)
            .any(Classes::Pron12 | Classes::Pron3 | Classes::To | Classes::Modal | Classes::Do | Classes::Adv);
    compound && !a.tokens[outside[k]].space_before || preposition
}

/// The perfect with "a"/"au" is the plain past of Romanian.
fn romanian_or_perfect(a: &Analysis) -> Tense {
    if a.language == Language::Ro { Tense::Past } else { Tense::Perfect }
}

/// "ar fi plecat", "o fi plecat": said to have left.
fn presumptive(a: &Analysis, outside: &[usize], k: usize) -> bool {
    let fi = (0..k).rev().take(4).find(|&j| a.norm(outside[j]) == "fi");
    let before = fi.and_then(|j| previous(a, outside, j));
    a.language == Language::Ro && before.is_some_and(|j| matches!(a.norm(outside[j]), "ar" | "o" | "or"))
}

fn plain_tense(a: &Analysis, outside: &[usize], k: usize, f: Forms) -> Option<Tense> {
    let before = k.checked_sub(1).map(|p| outside[p]);
    let before_class = before.map_or(Classes::default(), |j| a.classes(j));
    let after_class = outside.get(k + 1).map_or(Classes::default(), |&j| a.classes(j));
    let noun_slot = before_class.any(NOUN_BEFORE) && !before_class.any(Classes::Pron3);
    if f.has(Form::Pluperfect) && !noun_slot {
        return Some(Tense::PastPerfect);
    }
    if f.has(Form::Imperfect) && !f.has(Form::Present) && !noun_slot {
        return Some(Tense::Imperfect);
    }
    if f.has(Form::Past) && !noun_slot {
        let before = skip_adverbs(a, outside, k).map(|p| outside[p]);
        let reduced = f.has(Form::Participle)
            && (after_class.any(Classes::By)
                || a.norm(outside[k]) != "said"
                    && before.is_some_and(|j| a.tokens[j].kind == Kind::Comma && !a.inside[j])
                    && after_class.any(Classes::Prep)
                    && !ends_soon(a, outside, k));
        return Some(if reduced { Tense::Participle } else { Tense::Past });
    }
    if f.has(Form::Ing) && !noun_slot {
        return Some(Tense::Ing);
    }
    if f.has(Form::Present) && !noun_slot && !governed(a, outside, k) {
        let number = before.is_some_and(|j| matches!(a.tokens[j].kind, Kind::Number));
        return (!number).then_some(Tense::Present);
    }
    if f.has(Form::Base) && !governed(a, outside, k) && !noun_slot {
        return plural_subject(a, outside, k).then_some(Tense::Present);
    }
    None
}

/// Does a subject in the plural stand before the base form, as in "critics of the bill say"?
fn plural_subject(a: &Analysis, outside: &[usize], k: usize) -> bool {
    let Some(p) = skip_adverbs(a, outside, k) else { return false };
    let j = outside[p];
    let c = a.classes(j);
    c.any(Classes::Pron12 | Classes::Pron3 | Classes::Adv)
        || a.language == Language::En
            && a.tokens[j].kind == Kind::Word
            && !c.any(Classes::Prep | Classes::Coord)
            && english::head(a, outside, p).plural
        || c.any(Classes::People)
        || a.norm(j).ends_with('s') && a.tokens[j].kind == Kind::Word
}

/// Position before `k` that is no adverb.
fn skip_adverbs(a: &Analysis, outside: &[usize], k: usize) -> Option<usize> {
    (0..k).rev().take(3).find(|&p| !a.classes(outside[p]).any(Classes::Adv) && a.norm(outside[p]) != "long")
}

/// "The bids were submitted": an auxiliary right after it shows that the word is the noun.
fn governed(a: &Analysis, outside: &[usize], k: usize) -> bool {
    let auxiliary = Classes::IsAux | Classes::WasAux | Classes::HasAux | Classes::HadAux | Classes::Modal;
    a.language == Language::En && outside.get(k + 1).is_some_and(|&j| a.classes(j).any(auxiliary))
}

fn ends_soon(a: &Analysis, outside: &[usize], k: usize) -> bool {
    outside[k..].iter().take(7).any(|&j| a.tokens[j].kind == Kind::Stop)
}

/// A word the lexicon does not know: `-ed` after something that can be a subject.
fn guess_forms(a: &Analysis, outside: &[usize], k: usize) -> Option<Forms> {
    if a.language == Language::Ro {
        return romanian::guess_forms(a, outside, k);
    }
    let i = outside[k];
    let word = a.norm(i);
    if a.tokens[i].case != Case::Lower || !a.classes(i).is_empty() || word.len() < 5 {
        return None;
    }
    if word.ends_with("ed") && !word.ends_with("eed") {
        let mut f = Forms::from(Form::Past);
        f |= Form::Participle.into();
        return Some(f);
    }
    None
}

/// "be", "have", "do" as main verbs: nothing that they could be auxiliaries of follows.
fn auxiliary_as_main(a: &Analysis, outside: &[usize], k: usize) -> Option<Tense> {
    let c = a.classes(outside[k]);
    if !c.any(Classes::IsAux | Classes::WasAux | Classes::HasAux | Classes::HadAux | Classes::Be | Classes::Do) {
        return None;
    }
    let helps = outside[k + 1..]
        .iter()
        .take(4)
        .find(|&&j| !a.classes(j).any(Classes::Adv | Classes::Neg | Classes::Be))
        .is_some_and(|&j| {
            let f = a.entries[j].forms;
            let verbal = a.classes(j).any(VERB) || romanian::is_participle(a, j);
            verbal && (f.has(Form::Participle) || f.has(Form::Ing) || f.is_empty())
                || c.any(Classes::Do) && f.has(Form::Base)
        });
    if helps {
        return None;
    }
    let aux = (k > 0).then(|| previous(a, outside, k)).flatten().map_or(Classes::default(), |j| a.classes(outside[j]));
    Some(if aux.any(Classes::Modal) {
        if aux.any(Classes::Future) { Tense::Future } else { Tense::Modal }
    } else if aux.any(Classes::To) {
        Tense::Infinitive
    } else if aux.any(Classes::HadAux) {
        Tense::PastPerfect
    } else if aux.any(Classes::HasAux) {
        romanian_or_perfect(a)
    } else if a.language == Language::Ro && c.any(Classes::HadAux) {
        Tense::PastPerfect
    } else if a.language == Language::Ro && c.any(Classes::WasAux) {
        Tense::Imperfect
    } else if c.any(Classes::WasAux | Classes::HadAux) || a.norm(outside[k]) == "did" {
        Tense::Past
    } else {
        Tense::Present
    })
}
