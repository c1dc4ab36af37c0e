//! Features from verbs: which verb, in which tense, of whom, followed by what, where.

use super::facts::Summary;
use super::sink::{Emitter, Group, Sink};
use crate::analysis::Analysis;
use crate::clause::Verb;
use crate::lexicon::Classes;
use crate::quote::Bounds;
use crate::token::Kind;

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
        let span = Some((v.token, v.token + 1));
        let (tense, subject, follow, depth) = (v.tense as u64, v.subject as u64, v.follow as u64, v.depth as u64);
        for (k, (class, kind)) in KINDS.iter().enumerate() {
            if !v.classes.any(*class) {
                continue;
            }
            let k = k as u64;
            out.put_at(Group::Verbs, "kd", &[k, depth, u64::from(v.tense.is_finite())], 1.0, span, || {
                format!("{kind} {:?} finite={}", v.depth, v.tense.is_finite())
            });
            if k < 8 {
                out.put_at(Group::Verbs, "kt", &[k, tense, depth], 1.0, span, || {
                    format!("{kind} {:?} {:?}", v.tense, v.depth)
                });
                out.put_at(Group::Verbs, "ks", &[k, subject, tense], 1.0, span, || {
                    format!("{kind} of {:?} {:?}", v.subject, v.tense)
                });
                out.put_at(Group::Verbs, "kf", &[k, follow, depth], 1.0, span, || {
                    format!("{kind} before {:?} {:?}", v.follow, v.depth)
                });
                out.put_at(
                    Group::Verbs,
                    "ksf",
                    &[k, subject, follow, u64::from(v.tense.is_finite())],
                    1.0,
                    span,
                    || format!("{:?} {kind} {:?}", v.subject, v.follow),
                );
                out.put_at(Group::Verbs, "kn", &[k, u64::from(v.negated), depth], 1.0, span, || {
                    format!("{kind} negated={}", v.negated)
                });
            }
        }
        let word = |i: usize| a.norm(i).to_string();
        out.put_at(Group::Verbs, "lt", &[v.lemma, tense], 1.0, span, || format!("{} {:?}", word(v.token), v.tense));
        out.put_at(Group::Verbs, "ls", &[v.lemma, subject], 1.0, span, || format!("{:?} {}", v.subject, word(v.token)));
        out.put_at(Group::Verbs, "lf", &[v.lemma, follow], 1.0, span, || format!("{} {:?}", word(v.token), v.follow));
        out.put_at(Group::Verbs, "ld", &[v.lemma, depth, u64::from(v.tense.is_finite())], 1.0, span, || {
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
        let span = Some((p.token, p.token + p.found.tokens));
        out.put_at(Group::Verbs, "ph", &[p.found.id, u64::from(inside)], 1.0, span, || {
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
        out.put_at(Group::Verbs, "obj", &[kind, a.tokens[i].hash], 1.0, Some((i, i + 1)), || {
            format!("denies/negates({kind}) {}", a.norm(i))
        });
        if k == 0 {
            out.put_at(Group::Verbs, "obl", &[v.lemma, a.tokens[i].hash], 1.0, Some((v.token, i + 1)), || {
                format!("{} {}", a.norm(v.token), a.norm(i))
            });
        }
    }
}

fn main_verb<S: Sink>(out: &mut Emitter<'_, S>, a: &Analysis, b: &Bounds, m: &Verb) {
    let span = Some((m.token, m.token + 1));
    let (tense, subject, follow) = (m.tense as u64, m.subject as u64, m.follow as u64);
    out.put_at(Group::Verbs, "ml", &[m.lemma], 1.0, span, || format!("main {}", a.norm(m.token)));
    out.put_at(Group::Verbs, "mlt", &[m.lemma, tense], 1.0, span, || format!("main {} {:?}", a.norm(m.token), m.tense));
    out.put_at(Group::Verbs, "mls", &[m.lemma, subject], 1.0, span, || {
        format!("main {:?} {}", m.subject, a.norm(m.token))
    });
    out.put_at(Group::Verbs, "mts", &[tense, subject], 1.0, span, || format!("main {:?} {:?}", m.subject, m.tense));
    out.put_at(Group::Verbs, "mtf", &[tense, follow], 1.0, span, || format!("main {:?} {:?}", m.tense, m.follow));
    out.put_at(Group::Verbs, "mc", &[m.classes.0, tense], 1.0, span, || {
        format!("main class {:x} {:?}", m.classes.0, m.tense)
    });
    out.put_at(Group::Verbs, "mn", &[m.lemma, u64::from(m.negated)], 1.0, span, || {
        format!("main {} negated={}", a.norm(m.token), m.negated)
    });
    let before = (b.start..m.token)
        .rev()
        .find(|&i| a.tokens[i].kind == Kind::Word && !a.classes(i).any(SKIPPED) && !a.inside[i]);
    if let Some(i) = before {
        out.put_at(Group::Verbs, "mb", &[a.tokens[i].hash], 1.0, Some((i, i + 1)), || {
            format!("subject word {}", a.norm(i))
        });
        out.put_at(Group::Verbs, "mbt", &[a.tokens[i].hash, tense], 1.0, Some((i, i + 1)), || {
            format!("subject word {} {:?}", a.norm(i), m.tense)
        });
    }
    let after =
        (m.token + 1..b.end).find(|&i| a.tokens[i].kind == Kind::Word && !a.classes(i).any(SKIPPED) && !a.inside[i]);
    if let Some(i) = after {
        out.put_at(Group::Verbs, "ma", &[a.tokens[i].hash, tense], 1.0, Some((i, i + 1)), || {
            format!("after main verb {} {:?}", a.norm(i), m.tense)
        });
        out.put_at(Group::Verbs, "mla", &[m.lemma, a.tokens[i].hash], 1.0, Some((m.token, i + 1)), || {
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
