//! Features from a sentence's place in its article and from words it shares with the headline and lead.

use super::facts::Summary;
use super::sink::{Emitter, Group, Sink};
use crate::analysis::Analysis;
use crate::lexicon::Classes;
use crate::quote::Bounds;
use crate::token::Kind;

/// Content words of the headline and the lead, kept for comparison with later sentences.
#[derive(Debug, Default, Clone)]
pub struct Story {
    words: Vec<u64>,
}

const LEAD: usize = 3;
const FUNCTION: Classes = Classes::Prep
    .or(Classes::Det)
    .or(Classes::Coord)
    .or(Classes::Be)
    .or(Classes::Have)
    .or(Classes::Do)
    .or(Classes::Modal)
    .or(Classes::To)
    .or(Classes::That)
    .or(Classes::Rel)
    .or(Classes::Pron3)
    .or(Classes::Pron12)
    .or(Classes::Poss)
    .or(Classes::Say)
    .or(Classes::Weekday);

impl Story {
    /// Reads the first sentences.
    pub fn read(&mut self, a: &Analysis) {
        self.words.clear();
        for b in a.sentences.iter().take(LEAD) {
            for i in (b.start..b.end).filter(|&i| is_content(a, i)) {
                self.words.push(a.tokens[i].hash);
            }
        }
        self.words.sort_unstable();
        self.words.dedup();
    }

    /// How many different content words of sentence `b` stand in the headline or lead, and how many there are.
    fn overlap(&self, a: &Analysis, b: &Bounds) -> (u32, u32) {
        let content = (b.start..b.end).filter(|&i| is_content(a, i));
        content.fold((0, 0), |(shared, all), i| {
            (shared + u32::from(self.words.binary_search(&a.tokens[i].hash).is_ok()), all + 1)
        })
    }
}

fn is_content(a: &Analysis, i: usize) -> bool {
    a.tokens[i].kind == Kind::Word && a.tokens[i].norm_len > 2 && !a.classes(i).any(FUNCTION)
}

/// Emits place features of sentence `i`.
pub fn place<S: Sink>(out: &mut Emitter<'_, S>, a: &Analysis, story: &Story, all: &[Summary], i: usize) {
    if !out.has(Group::Place) {
        return;
    }
    let n = all.len();
    let guess = all[i].guess as u64;
    let first = i.min(4) as u64;
    out.put(Group::Place, "lang", &[a.language as u64], 1.0, || format!("language {}", a.language.code()));
    out.put(Group::Place, "langguess", &[a.language as u64, guess], 1.0, || {
        format!("language {} {:?}", a.language.code(), all[i].guess)
    });
    if n <= 4 {
        // A sentence or two out of its article: nothing is known of its place.
        return;
    }
    out.put(Group::Place, "first", &[first], 1.0, || format!("sentence {first}"));
    out.put(Group::Place, "firstguess", &[first, guess], 1.0, || format!("sentence {first} {:?}", all[i].guess));
    let tenth = (i * 6 / n) as u64;
    out.put(Group::Place, "part", &[tenth], 1.0, || format!("part {tenth} of 6"));
    out.put(Group::Place, "partguess", &[tenth, guess], 1.0, || format!("part {tenth} of 6 {:?}", all[i].guess));
    let last = (n - 1 - i).min(2) as u64;
    out.put(Group::Place, "last", &[last], 1.0, || format!("{last} from the end"));
    if i >= LEAD {
        let (shared, content) = story.overlap(a, &a.sentences[i]);
        let shared_bucket = u64::from(shared.min(5));
        let share = u64::from(shared * 5 / content.max(1));
        out.put(Group::Place, "overlap", &[shared_bucket], 1.0, || format!("shares {shared} words with the lead"));
        out.put(Group::Place, "overlapshare", &[share], 1.0, || format!("shares {share}/5 of its words with the lead"));
        out.put(Group::Place, "overlapguess", &[share, guess], 1.0, || {
            format!("shares {share}/5 with the lead, {:?}", all[i].guess)
        });
    }
    let since = (0..i).rev().take(6).position(|j| matches!(all[j].guess, super::facts::Guess::Report));
    let since = since.map_or(9, |d| d as u64);
    out.put(Group::Place, "sincereport", &[since, guess], 1.0, || {
        format!("{since} sentences since a report, {:?}", all[i].guess)
    });
}
