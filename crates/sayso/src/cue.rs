//! The cues of a sentence, to be shown: which words made the model think of a source, a denial, an old story.

use sayso_featurizer::analysis::Analysis;
use sayso_featurizer::clause::Verb;
use sayso_featurizer::lexicon::Classes;
use sayso_featurizer::quote::Bounds;

/// A cue: what it is and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cue {
    /// First byte in the sentence.
    pub start: usize,
    /// One past its last byte in the sentence.
    pub end: usize,
    /// What it is a cue of: `report`, `denial`, `according`, `evidential`, ...
    pub kind: &'static str,
    /// It stands inside a quotation.
    pub quoted: bool,
}

const VERBS: [(Classes, &str); 7] = [
    (Classes::Deny, "denial"),
    (Classes::Say, "report"),
    (Classes::Urge, "commitment"),
    (Classes::Attitude, "attitude"),
    (Classes::Show, "finding"),
    (Classes::Announce, "announcement"),
    (Classes::Decline, "refusal"),
];

/// Writes the cues of sentence `b` to `found`, in order: verbs outside quotations, phrases, words of untruth and hearsay.
pub fn find_cues(a: &Analysis, b: &Bounds, verbs: &[Verb], found: &mut Vec<Cue>) {
    found.clear();
    let mut add = |from: usize, to: usize, kind| {
        let (start, end) = (a.tokens[from].start as usize, a.tokens[to].end as usize);
        found.push(Cue { start, end, kind, quoted: a.inside[from] });
    };
    for v in verbs {
        if let Some((_, kind)) = VERBS.iter().find(|(c, _)| v.classes.any(*c)) {
            add(v.token, v.token, kind);
        }
    }
    let from = a.phrases.partition_point(|p| p.token < b.start);
    for p in a.phrases[from..].iter().take_while(|p| p.token < b.end) {
        add(p.token, p.token + p.found.tokens - 1, p.found.kind.name());
    }
    for i in b.start..b.end {
        let c = a.classes(i);
        if c.any(Classes::Untruth) {
            add(i, i, "untruth");
        } else if c.any(Classes::Evidential) {
            add(i, i, "evidential");
        }
    }
    found.sort_unstable_by_key(|c| (c.start, c.end, c.kind));
}
