//! Features from verbs: which verb, in which tense, of whom, followed by what, where.

use super::facts::Summary;
use super::listed::Table;
use super::sink::{Emitter, Group, Sink, Template};
use crate::analysis::Analysis;
use crate::clause::{Depth, Follow, Subject, Tense, Verb};
use crate::lexicon::Classes;
use crate::quote::Bounds;
use crate::token::Kind;

const FINITE: usize = 2;
const CLASS_DEPTH: Table<3> = table(0, "kd", [KINDS.len(), Depth::COUNT, FINITE]);
const CLASS_TENSE: Table<3> = table(CLASS_DEPTH.end(), "kt", [REPORTING, Tense::COUNT, Depth::COUNT]);
const CLASS_SUBJECT: Table<3> = table(CLASS_TENSE.end(), "ks", [REPORTING, Subject::COUNT, Tense::COUNT]);
const CLASS_FOLLOW: Table<3> = table(CLASS_SUBJECT.end(), "kf", [REPORTING, Follow::COUNT, Depth::COUNT]);
const CLASS_BETWEEN: Table<4> = table(CLASS_FOLLOW.end(), "ksf", [REPORTING, Subject::COUNT, Follow::COUNT, FINITE]);
const CLASS_NEGATED: Table<3> = table(CLASS_BETWEEN.end(), "kn", [REPORTING, 2, Depth::COUNT]);
const MAIN_TENSE_SUBJECT: Table<2> = table(CLASS_NEGATED.end(), "mts", [Tense::COUNT, Subject::COUNT]);
const MAIN_TENSE_FOLLOW: Table<2> = table(MAIN_TENSE_SUBJECT.end(), "mtf", [Tense::COUNT, Follow::COUNT]);
/// How many features of verbs are numbered.
pub(super) const LISTED: usize = MAIN_TENSE_FOLLOW.end();

const LEMMA_TENSE: Template = Template::new(Group::Verbs, "lt");
const LEMMA_SUBJECT: Template = Template::new(Group::Verbs, "ls");
const LEMMA_FOLLOW: Template = Template::new(Group::Verbs, "lf");
const LEMMA_DEPTH: Template = Template::new(Group::Verbs, "ld");
const PHRASE: Template = Template::new(Group::Verbs, "ph");
const OBJECT: Template = Template::new(Group::Verbs, "obj");
const OBJECT_OF: Template = Template::new(Group::Verbs, "obl");
const MAIN: Template = Template::new(Group::Verbs, "ml");
const MAIN_TENSE: Template = Template::new(Group::Verbs, "mlt");
const MAIN_SUBJECT: Template = Template::new(Group::Verbs, "mls");
const MAIN_CLASSES: Template = Template::new(Group::Verbs, "mc");
const MAIN_NEGATED: Template = Template::new(Group::Verbs, "mn");
const BEFORE_MAIN: Template = Template::new(Group::Verbs, "mb");
const BEFORE_MAIN_TENSE: Template = Template::new(Group::Verbs, "mbt");
const AFTER_MAIN: Template = Template::new(Group::Verbs, "ma");
const MAIN_AFTER: Template = Template::new(Group::Verbs, "mla");

const fn table<const N: usize>(start: usize, name: &str, sizes: [usize; N]) -> Table<N> {
    Table::new(start, Template::new(Group::Verbs, name), sizes)
}

/// Appends the identities of the numbered features.
pub(super) fn list(ids: &mut Vec<u64>) {
    let tables = [CLASS_DEPTH, CLASS_TENSE, CLASS_SUBJECT, CLASS_FOLLOW];
    tables.iter().for_each(|table| table.list(ids));
    CLASS_BETWEEN.list(ids);
    CLASS_NEGATED.list(ids);
    MAIN_TENSE_SUBJECT.list(ids);
    MAIN_TENSE_FOLLOW.list(ids);
}

/// Kinds that get more than their depth, the first ones of [`KINDS`].
const REPORTING: usize = 8;
const KINDS: [(Classes, &str); 12] = [
    (Classes::Say, "say"),
    (Classes::Attitude, "attitude"),
    (Classes::Urge, "urge"),
    (Classes::Show, "show"),
    (Classes::Announce, "announce"),
    (Classes::Speak, "speak"),
    (Classes::Deny, "deny"),
    (Classes::Decline, "decline"),
    (Classes::State, "state"),
    (Classes::Bio, "bio"),
    (Classes::Event, "event"),
    (Classes::Be, "be"),
];

/// Emits the verbs of a sentence.
pub fn verbs<S: Sink>(out: &mut Emitter<'_, S>, a: &Analysis, b: &Bounds, verbs: &[Verb], s: &Summary) {
    if !out.has(Group::Verbs) {
        return;
    }
    phrases(out, a, b);
    for v in verbs {
        let span = (v.token, v.token + 1);
        let (tense, subject, follow, depth) = (v.tense as u64, v.subject as u64, v.follow as u64, v.depth as u64);
        for (k, (class, kind)) in KINDS.iter().enumerate() {
            if !v.classes.any(*class) {
                continue;
            }
            let k = k as u64;
            out.put_listed(&CLASS_DEPTH, &[k, depth, u64::from(v.tense.is_finite())], span, || {
                format!("{kind} {:?} finite={}", v.depth, v.tense.is_finite())
            });
            if k < REPORTING as u64 {
                out.put_listed(&CLASS_TENSE, &[k, tense, depth], span, || {
                    format!("{kind} {:?} {:?}", v.tense, v.depth)
                });
                out.put_listed(&CLASS_SUBJECT, &[k, subject, tense], span, || {
                    format!("{kind} of {:?} {:?}", v.subject, v.tense)
                });
                out.put_listed(&CLASS_FOLLOW, &[k, follow, depth], span, || {
                    format!("{kind} before {:?} {:?}", v.follow, v.depth)
                });
                out.put_listed(&CLASS_BETWEEN, &[k, subject, follow, u64::from(v.tense.is_finite())], span, || {
                    format!("{:?} {kind} {:?}", v.subject, v.follow)
                });
                out.put_listed(&CLASS_NEGATED, &[k, u64::from(v.negated), depth], span, || {
                    format!("{kind} negated={}", v.negated)
                });
            }
        }
        let word = |i: usize| a.norm(i).to_string();
        out.put(LEMMA_TENSE, &[v.lemma, tense], 1.0, span, || format!("{} {:?}", word(v.token), v.tense));
        out.put(LEMMA_SUBJECT, &[v.lemma, subject], 1.0, span, || format!("{:?} {}", v.subject, word(v.token)));
        out.put(LEMMA_FOLLOW, &[v.lemma, follow], 1.0, span, || format!("{} {:?}", word(v.token), v.follow));
        out.put(LEMMA_DEPTH, &[v.lemma, depth, u64::from(v.tense.is_finite())], 1.0, span, || {
            format!("{} {:?}", word(v.token), v.depth)
        });
    }
    for v in verbs.iter().filter(|v| v.classes.any(Classes::Deny | Classes::DenySoft) || v.negated) {
        objects(out, a, b, v);
    }
    if let Some(m) = s.main {
        main_verb(out, a, b, &verbs[(m - s.verbs.0) as usize]);
    }
}

/// Each phrase of the lexicon by itself, inside and outside quotations.
fn phrases<S: Sink>(out: &mut Emitter<'_, S>, a: &Analysis, b: &Bounds) {
    let from = a.phrases.partition_point(|p| p.token < b.start);
    for p in a.phrases[from..].iter().take_while(|p| p.token < b.end) {
        let inside = a.inside[p.token];
        let span = (p.token, p.token + p.found.tokens);
        out.put(PHRASE, &[p.found.id, u64::from(inside)], 1.0, span, || {
            format!(
                "phrase of {} inside={inside} \"{}\"",
                p.found.kind.name(),
                (p.token..p.token + p.found.tokens).map(|i| a.norm(i)).collect::<Vec<_>>().join(" ")
            )
        });
    }
}

/// What a verb of denial or a negated verb is about: the content words that follow.
fn objects<S: Sink>(out: &mut Emitter<'_, S>, a: &Analysis, b: &Bounds, v: &Verb) {
    let skip = Classes::Det | Classes::Poss | Classes::Adv;
    let after =
        (v.token + 1..b.end.min(v.token + 8)).filter(|&i| a.tokens[i].kind == Kind::Word && !a.classes(i).any(skip));
    let kind = u64::from(v.classes.any(Classes::Deny)) * 2 + u64::from(v.negated);
    for (k, i) in after.take(3).enumerate() {
        out.put(OBJECT, &[kind, a.tokens[i].hash], 1.0, (i, i + 1), || format!("denies/negates({kind}) {}", a.norm(i)));
        if k == 0 {
            out.put(OBJECT_OF, &[v.lemma, a.tokens[i].hash], 1.0, (v.token, i + 1), || {
                format!("{} {}", a.norm(v.token), a.norm(i))
            });
        }
    }
}

fn main_verb<S: Sink>(out: &mut Emitter<'_, S>, a: &Analysis, b: &Bounds, m: &Verb) {
    let span = (m.token, m.token + 1);
    let (tense, subject, follow) = (m.tense as u64, m.subject as u64, m.follow as u64);
    out.put(MAIN, &[m.lemma], 1.0, span, || format!("main {}", a.norm(m.token)));
    out.put(MAIN_TENSE, &[m.lemma, tense], 1.0, span, || format!("main {} {:?}", a.norm(m.token), m.tense));
    out.put(MAIN_SUBJECT, &[m.lemma, subject], 1.0, span, || format!("main {:?} {}", m.subject, a.norm(m.token)));
    out.put_listed(&MAIN_TENSE_SUBJECT, &[tense, subject], span, || format!("main {:?} {:?}", m.subject, m.tense));
    out.put_listed(&MAIN_TENSE_FOLLOW, &[tense, follow], span, || format!("main {:?} {:?}", m.tense, m.follow));
    out.put(MAIN_CLASSES, &[m.classes.0, tense], 1.0, span, || format!("main class {:x} {:?}", m.classes.0, m.tense));
    out.put(MAIN_NEGATED, &[m.lemma, u64::from(m.negated)], 1.0, span, || {
        format!("main {} negated={}", a.norm(m.token), m.negated)
    });
    let before = (b.start..m.token)
        .rev()
        .find(|&i| a.tokens[i].kind == Kind::Word && !a.classes(i).any(SKIPPED) && !a.inside[i]);
    if let Some(i) = before {
        out.put(BEFORE_MAIN, &[a.tokens[i].hash], 1.0, (i, i + 1), || format!("subject word {}", a.norm(i)));
        out.put(BEFORE_MAIN_TENSE, &[a.tokens[i].hash, tense], 1.0, (i, i + 1), || {
            format!("subject word {} {:?}", a.norm(i), m.tense)
        });
    }
    let after =
        (m.token + 1..b.end).find(|&i| a.tokens[i].kind == Kind::Word && !a.classes(i).any(SKIPPED) && !a.inside[i]);
    if let Some(i) = after {
        out.put(AFTER_MAIN, &[a.tokens[i].hash, tense], 1.0, (i, i + 1), || {
            format!("after main verb {} {:?}", a.norm(i), m.tense)
        });
        out.put(MAIN_AFTER, &[m.lemma, a.tokens[i].hash], 1.0, (m.token, i + 1), || {
            format!("main {} {}", a.norm(m.token), a.norm(i))
        });
    }
}

const SKIPPED: Classes = Classes::Det
    .or(Classes::Poss)
    .or(Classes::Adv)
    .or(Classes::Be)
    .or(Classes::HasAux)
    .or(Classes::HadAux)
    .or(Classes::Modal)
    .or(Classes::Neg);
