//! What Romanian syntax needs beyond the common rules: clitics, conjunctions that are prepositions elsewhere, heads with
//! their genitives, and verbs that no lexicon lists.

use super::Subject;
use super::subject::source_kind;
use crate::analysis::Analysis;
use crate::lang::Language;
use crate::lexicon::{Classes, Form, Forms};
use crate::token::{Case, Kind};

/// Tokens of a subject that are looked at for its head.
const HEAD: usize = 8;

/// Is this a pronoun that leans on the verb ("se", "i", "le"), or the hyphen beside one?
pub(super) fn leans(a: &Analysis, i: usize) -> bool {
    a.language == Language::Ro
        && (a.classes(i).any(Classes::Clitic)
            || a.tokens[i].kind == Kind::Other && a.tokens[i].first == '-' && !a.tokens[i].space_before)
}

/// "după vot" against "după ce a votat": a conjunction shows by the word that follows.
pub(super) fn joins_clause(a: &Analysis, outside: &[usize], k: usize) -> bool {
    outside.get(k + 1).is_some_and(|&j| matches!(a.norm(j), "ce" | "ca" | "cand" | "sa"))
}

/// The head of the subject that ends at `outside[k]`, found through genitives and prepositional attributes ("directorul
/// adjunct al spitalului din oraș"): the leftmost word that can vouch, up to a comma, a verb or the start.
pub(super) fn head(a: &Analysis, outside: &[usize], k: usize) -> Subject {
    let stop = Classes::Subord | Classes::Rel | Classes::That | Classes::Coord | Classes::HasAux | Classes::Be;
    let mut found = source_kind(a, outside[k]);
    for p in (0..=k).rev().take(HEAD) {
        let i = outside[p];
        let genitive_article = a.norm(i) == "a";
        if a.tokens[i].kind != Kind::Word || !genitive_article && a.classes(i).any(stop) {
            break;
        }
        let kind = source_kind(a, i);
        let strong = matches!(
            kind,
            Subject::Official | Subject::People | Subject::Document | Subject::Body | Subject::Speech | Subject::Person
        );
        if strong || kind == Subject::Name && !found.is_source() {
            found = kind;
        }
    }
    found
}

/// Does a word that the lexicon does not know look like a participle?
pub(super) fn is_participle(a: &Analysis, i: usize) -> bool {
    let word = a.norm(i);
    a.language == Language::Ro
        && a.tokens[i].case == Case::Lower
        && word.len() >= 4
        && !a.classes(i).any(NO_VERB)
        && ["at", "it", "ut", "s", "pt", "rt"].iter().any(|e| word.ends_with(e))
}

/// Forms of a word that the lexicon does not know as a verb, from its ending and what stands before it.
pub(super) fn guess_forms(a: &Analysis, outside: &[usize], k: usize) -> Option<Forms> {
    let i = outside[k];
    let word = a.norm(i);
    let first = k == 0 && a.tokens[i].case == Case::Title;
    if a.tokens[i].case != Case::Lower && !first || word.len() < 4 || a.classes(i).any(NO_VERB) {
        return None;
    }
    let before = (0..k).rev().take(4).map(|p| outside[p]).find(|&j| !a.classes(j).any(Classes::Adv) && !leans(a, j));
    let ends = |endings: &[&str]| endings.iter().any(|e| word.ends_with(e));
    let of_before = before.map_or(Classes::default(), |j| a.classes(j));
    let participle = of_before.any(Classes::HasAux) && ends(&["at", "it", "ut", "s", "pt", "rt"])
        || of_before.any(Classes::Be | Classes::HadAux) && ends(&PASSIVE);
    let form = if participle {
        Form::Participle
    } else if of_before.any(Classes::To) {
        Form::Base
    } else if word.len() >= 6 && ends(&["eaza", "iaza"]) || word.len() >= 7 && ends(&["este"]) && !ends(&NOT_VERBS) {
        Form::Present
    } else if word.len() >= 6
        && ends(&["asera", "isera", "usera", "sesera", "sese", "ase", "ise", "cuse", "zuse", "nuse", "tuse"])
        && !ends(&["oase"])
    {
        Form::Pluperfect
    } else if word.len() >= 5 && ends(&["eau", "au"]) {
        Form::Imperfect
    } else if k > 0 && a.classes(outside[k - 1]).any(Classes::Clitic) && ends(&["a", "e", "esc", "nd", "sc"]) {
        Form::Present
    } else {
        return None;
    };
    Some(form.into())
}

/// Classes of words that a verb is not also a member of.
const NO_VERB: Classes = Classes::Prep
    .or(Classes::Det)
    .or(Classes::Poss)
    .or(Classes::Adv)
    .or(Classes::Coord)
    .or(Classes::Subord)
    .or(Classes::Rel)
    .or(Classes::That)
    .or(Classes::Neg)
    .or(Classes::Clitic)
    .or(Classes::Pron3)
    .or(Classes::Pron12)
    .or(Classes::Question)
    .or(Classes::Source)
    .or(Classes::Title)
    .or(Classes::Media)
    .or(Classes::Weekday)
    .or(Classes::Month)
    .or(Classes::Measure)
    .or(Classes::Be)
    .or(Classes::Have)
    .or(Classes::Modal);
const PASSIVE: [&str; 16] =
    ["at", "ata", "ati", "ate", "it", "ita", "iti", "ite", "ut", "uta", "uti", "ute", "isa", "isi", "ise", "usa"];
const NOT_VERBS: [&str; 4] = ["poveste", "neveste", "preste", "domneste"];
