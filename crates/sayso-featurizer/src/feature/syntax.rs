//! Features from verbs: which verb, in which tense, of whom, followed by what, where.

use super::facts::Summary;
use super::sink::{Emitter, Group, Sink};
use crate::analysis::Analysis;
use crate::clause::Verb;
use crate::lexicon::Classes;

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
pub fn verbs<S: Sink>(out: &mut Emitter<'_, S>, a: &Analysis, verbs: &[Verb], s: &Summary) {
    if !out.has(Group::Verbs) {
        return;
    }
    let n = s.words.max(1) as usize;
    for v in verbs {
        let span = Some((v.token, v.token + 1));
        let (tense, subject, follow, depth) = (v.tense as u64, v.subject as u64, v.follow as u64, v.depth as u64);
        for (k, (class, kind)) in KINDS.iter().enumerate() {
            if !v.classes.any(*class) || k >= 8 && s.main.is_none_or(|_| false) {
                continue;
            }
            let k = k as u64;
            out.put_at(Group::Verbs, "kd", &[k, depth, u64::from(v.tense.is_finite())], 1.0, span, || format!("{kind} {:?} finite={}", v.depth, v.tense.is_finite()));
            if k < 8 {
                out.put_at(Group::Verbs, "kt", &[k, tense, depth], 1.0, span, || format!("{kind} {:?} {:?}", v.tense, v.depth));
                out.put_at(Group::Verbs, "ks", &[k, subject, tense], 1.0, span, || format!("{kind} of {:?} {:?}", v.subject, v.tense));
                out.put_at(Group::Verbs, "kf", &[k, follow, depth], 1.0, span, || format!("{kind} before {:?} {:?}", v.follow, v.depth));
                out.put_at(Group::Verbs, "ksf", &[k, subject, follow, u64::from(v.tense.is_finite())], 1.0, span, || format!("{:?} {kind} {:?}", v.subject, v.follow));
                out.put_at(Group::Verbs, "kn", &[k, u64::from(v.negated), depth], 1.0, span, || format!("{kind} negated={}", v.negated));
            }
        }
        let word = |i: usize| a.norm(i).to_string();
        out.put_at(Group::Verbs, "lt", &[v.lemma, tense], 1.0, span, || format!("{} {:?}", word(v.token), v.tense));
        out.put_at(Group::Verbs, "ls", &[v.lemma, subject], 1.0, span, || format!("{:?} {}", v.subject, word(v.token)));
        out.put_at(Group::Verbs, "lf", &[v.lemma, follow], 1.0, span, || format!("{} {:?}", word(v.token), v.follow));
        out.put_at(Group::Verbs, "ld", &[v.lemma, depth, u64::from(v.tense.is_finite())], 1.0, span, || format!("{} {:?}", word(v.token), v.depth));
    }
    let _ = n;
    if let Some(m) = s.main {
        main_verb(out, a, &verbs[(m - s.verbs.0) as usize]);
    }
}

fn main_verb<S: Sink>(out: &mut Emitter<'_, S>, a: &Analysis, m: &Verb) {
    let span = Some((m.token, m.token + 1));
    let (tense, subject, follow) = (m.tense as u64, m.subject as u64, m.follow as u64);
    out.put_at(Group::Verbs, "ml", &[m.lemma], 1.0, span, || format!("main {}", a.norm(m.token)));
    out.put_at(Group::Verbs, "mlt", &[m.lemma, tense], 1.0, span, || format!("main {} {:?}", a.norm(m.token), m.tense));
    out.put_at(Group::Verbs, "mls", &[m.lemma, subject], 1.0, span, || format!("main {:?} {}", m.subject, a.norm(m.token)));
    out.put_at(Group::Verbs, "mts", &[tense, subject], 1.0, span, || format!("main {:?} {:?}", m.subject, m.tense));
    out.put_at(Group::Verbs, "mtf", &[tense, follow], 1.0, span, || format!("main {:?} {:?}", m.tense, m.follow));
    out.put_at(Group::Verbs, "mc", &[m.classes.0, tense], 1.0, span, || format!("main class {:x} {:?}", m.classes.0, m.tense));
}
