//! Light syntax: the verbs of a sentence outside its quotations, each with its tense, subject, what follows it and
//! whether it stands in the main clause.
//!
//! No tagger: word classes from the lexicon and their neighbours decide. The rules are few and local, so that a wrong
//! guess costs one feature and never more.

mod romanian;

use crate::analysis::Analysis;
use crate::lang::Language;
use crate::lexicon::{Classes, Form, Forms};
use crate::quote::Bounds;
use crate::token::{Case, Kind};

/// Tense and mood of a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
#[repr(u8)]
pub enum Tense {
    Past,
    Present,
    Future,
    Modal,
    Perfect,
    PastPerfect,
    Passive,
    Progressive,
    Infinitive,
    Ing,
    Participle,
    Imperfect,
}

impl Tense {
    /// Can it carry a clause?
    #[must_use]
    pub const fn is_finite(self) -> bool {
        !matches!(self, Self::Infinitive | Self::Ing | Self::Participle)
    }
}

/// What kind of subject a verb has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
#[repr(u8)]
pub enum Subject {
    None,
    I,
    Person,
    It,
    Name,
    Official,
    Body,
    Document,
    People,
    Speech,
    Relative,
    Reflexive,
    Noun,
    Quote,
}

impl Subject {
    /// Could it vouch for something?
    #[must_use]
    pub const fn is_source(self) -> bool {
        matches!(
            self,
            Self::Person | Self::Name | Self::Official | Self::Body | Self::Document | Self::People | Self::I
        )
    }
}

/// What follows a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
#[repr(u8)]
pub enum Follow {
    End,
    That,
    Quote,
    Colon,
    Comma,
    To,
    Prep,
    Pronoun,
    Determiner,
    Name,
    Negation,
    Question,
    Other,
}

/// Where a verb stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
#[repr(u8)]
pub enum Depth {
    Main,
    Subordinate,
    Relative,
    Content,
}

/// One verb outside quotations.
#[derive(Debug, Clone, Copy)]
pub struct Verb {
    /// Token index in the article.
    pub token: usize,
    /// Lexicon classes.
    pub classes: Classes,
    /// Hash of the base form (of the word itself if the lexicon does not know it).
    pub lemma: u64,
    /// Tense.
    pub tense: Tense,
    /// Subject.
    pub subject: Subject,
    /// The subject stands after the verb ("..., said Smith").
    pub inverted: bool,
    /// What follows.
    pub follow: Follow,
    /// Kind of clause.
    pub depth: Depth,
    /// Negated.
    pub negated: bool,
}

/// Verbs of one sentence, and which is its main one.
#[derive(Debug, Default, Clone)]
pub struct Clauses {
    /// In order.
    pub verbs: Vec<Verb>,
    /// Index of the first finite verb of the main clause.
    pub main: Option<usize>,
    /// Tokens outside quotations (article indices), scare quotes included.
    pub outside: Vec<usize>,
}

const VERB: Classes = Classes::Say
    .or(Classes::Attitude)
    .or(Classes::Urge)
    .or(Classes::Show)
    .or(Classes::Announce)
    .or(Classes::Speak)
    .or(Classes::Deny)
    .or(Classes::DenySoft)
    .or(Classes::Decline)
    .or(Classes::State)
    .or(Classes::Bio)
    .or(Classes::Event)
    .or(Classes::OtherVerb);
const NOUN_BEFORE: Classes = Classes::Det.or(Classes::Poss).or(Classes::Prep);
const APPOSITION: usize = 18;

impl Clauses {
    /// Finds the verbs of the sentence `b`.
    pub fn run(&mut self, a: &Analysis, b: &Bounds) {
        self.verbs.clear();
        self.outside.clear();
        self.main = None;
        self.outside.extend((b.start..b.end).filter(|&i| !a.inside[i]));
        let mut depth = DepthTracker::default();
        for k in 0..self.outside.len() {
            let i = self.outside[k];
            depth.before(a, &self.outside, k);
            let Some(mut tense) = tense(a, &self.outside, k) else { continue };
            if tense == Tense::Participle && depth.relative_closed_at == k && k > 0 {
                // "The stock, which fell in May, closed at ...": what follows the aside is the subject's own verb.
                tense = Tense::Past;
            }
            let verb = self.describe(a, k, i, tense, depth.current());
            depth.after(&verb);
            if self.main.is_none() && verb.depth == Depth::Main && tense.is_finite() {
                self.main = Some(self.verbs.len());
            }
            self.verbs.push(verb);
        }
    }

    /// The main verb.
    #[must_use]
    pub fn main_verb(&self) -> Option<&Verb> {
        self.main.map(|m| &self.verbs[m])
    }

    fn describe(&self, a: &Analysis, k: usize, i: usize, tense: Tense, depth: Depth) -> Verb {
        let left = leftmost_auxiliary(a, &self.outside, k);
        let negated = (left..=(k + 2).min(self.outside.len() - 1))
            .any(|j| (j <= k || a.classes(i).any(Classes::Be)) && a.classes(self.outside[j]).any(Classes::Neg));
        let follow = follow(a, &self.outside, k);
        let (mut subject, mut inverted) = (subject_left(a, &self.outside, left), false);
        let reflexive = (left..k).any(|j| matches!(a.norm(self.outside[j]), "se" | "s"));
        if reflexive && a.language == Language::Ro && !subject.is_source() && subject != Subject::Speech {
            subject = Subject::Reflexive;
        }
        let missing = matches!(subject, Subject::None | Subject::Quote);
        if (missing || a.tokens[i].start == 0)
            && let Some(s) = subject_right(a, &self.outside, k)
        {
            (subject, inverted) = (s, true);
        }
        let depth = match depth {
            _ if subject == Subject::Relative => Depth::Relative,
            // A report that comes after what it reports ("..., said Smith") governs it.
            Depth::Content | Depth::Subordinate if inverted && follows_comma(a, &self.outside, left) => Depth::Main,
            _ => depth,
        };
        let entry = a.entries[i];
        let lemma = if entry.lemma != 0 { entry.lemma } else { a.tokens[i].hash };
        Verb { token: i, classes: entry.classes, lemma, tense, subject, inverted, follow, depth, negated }
    }
}

/// Does a comma, a dash or a quotation mark stand right before `outside[left]`?
fn follows_comma(a: &Analysis, outside: &[usize], left: usize) -> bool {
    left > 0 && matches!(a.tokens[outside[left - 1]].kind, Kind::Comma | Kind::Dash | Kind::Quote)
}

/// Which clause the scan is in.
#[derive(Default)]
struct DepthTracker {
    relative: bool,
    relative_after_comma: bool,
    subordinate: bool,
    content: bool,
    /// Position after the comma that closed a relative clause.
    relative_closed_at: usize,
}

impl DepthTracker {
    fn before(&mut self, a: &Analysis, outside: &[usize], k: usize) {
        let i = outside[k];
        let t = &a.tokens[i];
        let c = a.classes(i);
        let after_comma = k == 0 || !a.tokens[outside[k - 1]].is_wordlike();
        if matches!(t.kind, Kind::Comma | Kind::Dash | Kind::Colon) {
            self.subordinate = false;
            if self.relative_after_comma {
                self.relative_closed_at = k + 1;
            }
            if self.relative_after_comma || self.relative {
                self.relative = false;
                self.relative_after_comma = false;
            }
            if t.first == ';' {
                self.content = false;
            }
        } else if c.any(Classes::Rel) && k > 0 && t.kind == Kind::Word && begins_relative(a, outside, k) {
            self.relative = true;
            self.relative_after_comma = after_comma;
        } else if c.any(Classes::Subord) && !is_preposition_here(a, outside, k) {
            self.subordinate = true;
        }
    }

    fn current(&self) -> Depth {
        match (self.relative, self.subordinate, self.content) {
            (true, _, _) => Depth::Relative,
            (_, true, _) => Depth::Subordinate,
            (_, _, true) => Depth::Content,
            _ => Depth::Main,
        }
    }

    fn after(&mut self, verb: &Verb) {
        if verb.tense.is_finite() && self.relative && !self.relative_after_comma {
            self.relative = false;
        }
        if verb.follow == Follow::That && !self.relative && !self.subordinate {
            // "Noting that ..., she left": what a participle introduces ends at the comma.
            let participle = verb.tense == Tense::Ing;
            self.content |= !participle;
            self.subordinate |= participle;
        }
    }
}

/// Not "in what", but "in which" and "în care".
fn begins_relative(a: &Analysis, outside: &[usize], k: usize) -> bool {
    !a.classes(outside[k - 1]).any(Classes::Prep)
        || matches!(a.norm(outside[k]), "which" | "whom" | "whose" | "care" | "carei" | "carui" | "caror")
}

/// "after the vote", "since Monday": no clause follows before the next comma.
fn is_preposition_here(a: &Analysis, outside: &[usize], k: usize) -> bool {
    let c = a.classes(outside[k]);
    if a.language == Language::Ro {
        return c.any(Classes::Prep) && !romanian::joins_clause(a, outside, k);
    }
    if !c.any(Classes::Prep) && !a.norm(outside[k]).starts_with("as") {
        return false;
    }
    let ahead = outside[k + 1..].iter().take(8).take_while(|&&j| a.tokens[j].kind != Kind::Comma);
    !ahead.clone().any(|&j| {
        let e = a.entries[j];
        e.forms.has(Form::Past)
            || e.forms.has(Form::Present)
            || e.classes.any(Classes::Be | Classes::HasAux | Classes::HadAux)
    })
}

/// The tense of the verb at `outside[k]`, or `None` if it is no verb (or an auxiliary).
fn tense(a: &Analysis, outside: &[usize], k: usize) -> Option<Tense> {
    let i = outside[k];
    let token = &a.tokens[i];
    if token.kind != Kind::Word {
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
    if f.has(Form::Base) && !governed(a, outside, k) {
        let j = before?;
        let plural = before_class.any(Classes::Pron12 | Classes::Pron3 | Classes::Adv)
            || a.norm(j).ends_with('s') && (a.tokens[j].kind == Kind::Word) && !noun_slot
            || before_class.any(Classes::People) && !noun_slot;
        return plural.then_some(Tense::Present);
    }
    None
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

/// The nearest token to the left that is no adverb and no negation.
fn previous(a: &Analysis, outside: &[usize], k: usize) -> Option<usize> {
    let skipped = Classes::Adv | Classes::Neg;
    (0..k).rev().take(4).find(|&j| {
        let i = outside[j];
        !a.classes(i).any(skipped) && !a.norm(i).ends_with("ly") && !romanian::leans(a, i)
    })
}

const AUXILIARY: Classes = Classes::Be
    .or(Classes::Have)
    .or(Classes::Do)
    .or(Classes::Modal)
    .or(Classes::To)
    .or(Classes::HasAux)
    .or(Classes::HadAux);

/// Position (in `outside`) of the first of the auxiliaries, adverbs and negations before a verb.
fn leftmost_auxiliary(a: &Analysis, outside: &[usize], k: usize) -> usize {
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
fn source_kind(a: &Analysis, i: usize) -> Subject {
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

fn subject_left(a: &Analysis, outside: &[usize], left: usize) -> Subject {
    let Some(k) = left.checked_sub(1) else { return Subject::None };
    let i = outside[k];
    match a.tokens[i].kind {
        Kind::Word if a.classes(i).any(Classes::Weekday | Classes::Month) => subject_left(a, outside, k),
        Kind::Word if a.language == Language::Ro => romanian::head(a, outside, k),
        Kind::Word => source_kind(a, i),
        Kind::Quote if a.tokens[i].first != ',' => Subject::Quote,
        Kind::Comma | Kind::Dash => before_apposition(a, outside, k),
        Kind::Other if a.tokens[i].first == '-' && k > 0 => subject_left(a, outside, k),
        Kind::Other if a.tokens[i].first == ')' => before_apposition(a, outside, k),
        _ => Subject::None,
    }
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
    Subject::None
}

/// "..., said Smith", "..., a spus ministrul": a source right after the verb.
fn subject_right(a: &Analysis, outside: &[usize], k: usize) -> Option<Subject> {
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

fn follow(a: &Analysis, outside: &[usize], k: usize) -> Follow {
    let mut j = k + 1;
    let time = Classes::Adv | Classes::Weekday | Classes::Recent;
    while j < outside.len() && j < k + 5 {
        let i = outside[j];
        let on_day = a.norm(i) == "on" && outside.get(j + 1).is_some_and(|&n| a.classes(n).any(Classes::Weekday));
        if !(a.classes(i).any(time) && a.tokens[i].kind == Kind::Word || on_day) || a.classes(i).any(Classes::That) {
            break;
        }
        j += 1;
    }
    let Some(&i) = outside.get(j) else {
        // The sentence goes on inside a quotation that its outside tokens do not show.
        return if outside.get(k).is_some_and(|&v| a.inside.get(v + 1) == Some(&true)) {
            Follow::Quote
        } else {
            Follow::End
        };
    };
    let c = a.classes(i);
    match a.tokens[i].kind {
        Kind::Quote => Follow::Quote,
        Kind::Colon => Follow::Colon,
        Kind::Comma | Kind::Dash => {
            let quote_next = outside.get(j + 1).is_some_and(|&n| a.tokens[n].kind == Kind::Quote);
            if quote_next { Follow::Quote } else { Follow::Comma }
        }
        Kind::Stop => Follow::End,
        _ if c.any(Classes::That) => Follow::That,
        _ if c.any(Classes::Pron3 | Classes::Pron12) && !c.any(Classes::Poss) => Follow::Pronoun,
        _ if c.any(Classes::Neg) => Follow::Negation,
        _ if c.any(Classes::To) => Follow::To,
        _ if c.any(Classes::Prep) => Follow::Prep,
        _ if c.any(Classes::Det | Classes::Poss) => Follow::Determiner,
        _ if c.any(Classes::Question) => Follow::Question,
        _ if a.tokens[i].is_cap() => Follow::Name,
        _ => Follow::Other,
    }
}
