//! What can be said of one sentence by itself: yes-or-no facts about quotation, report, denial, time and form.

use crate::analysis::Analysis;
use crate::clause::{Clauses, Depth, Follow, Subject, Tense, Verb};
use crate::lexicon::{Classes, PhraseKind};
use crate::quote::Bounds;
use crate::token::{Case, Kind, Token};

mod label;
mod sweep;

use sweep::Sweep;

macro_rules! facts {
    ($($name:ident),* $(,)?) => {
        /// A yes-or-no statement about a sentence.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[allow(missing_docs)]
        #[repr(u8)]
        pub enum Fact { $($name),* }

        impl Fact {
            /// All facts, in order.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];
            /// Their names.
            pub const NAMES: &'static [&'static str] = &[$(stringify!($name)),*];
        }
    };
}

facts! {
    // quotation
    StartsInside, EndsInside, AllQuoted, MostlyQuoted, PartlyQuoted, NoQuote, ScareQuote, OpensWithQuote, ClosesWithQuote,
    TagAfterQuote, QuoteAfterVerb, Unopened, InsideSpeaker,
    // report
    SayMain, SayMainThat, SayMainNoSource, SaySub, SayRel, SayIng, SayPassive, SayInf, SayLate, SayInverted,
    AttitudeMain, AttitudeOther, UrgeMain, UrgeOther, ShowDocument, ShowOther, SpeakMain, AnnounceMain,
    According, EvidentialPhrase, EvidentialWord, NoComment, Held, QuoteIntro, Expressed, Responsible, ClaimsResponsibility,
    PollResult, NounReport, SourceSubject, DocumentSubject, Impersonal,
    // denial
    DenyProposition, DenyThat, DenyAct, DenyBare, DenyNoun, DenialOutside, DenialInside, UntruthOutside, UntruthInside,
    NegatedSay, NegatedMain, NegationOutside, NegationInside, NegationFirst, DenialSoft,
    // time
    Weekday, Recent, Year, OldYear, Ago, Future, Generic, Biography, Measure, Month,
    MainPast, MainPresent, MainPerfect, MainPastPerfect, MainFuture, MainModal, MainPassive, MainBe, MainHave, NoMain,
    MainEvent, MainState, MainBio, AnyPastPerfect, AnyPerfect, Unclear, Expected, Unverified, PollMethod, PastPhrase, NowPhrase,
    StandingPhrase,
    // form
    TitleCased, AllCaps, NoStop, Question, Exclamation, ColonEnd, StartsPronoun, StartsCoord, StartsThis, Dateline, Furniture,
    FurnitureMany, Handle, Tiny, Short, Long, FirstPerson, FirstPersonInside, Bracketed, StartsMark, StartsNumber, StartsName, Clock,
    LabelSource, LabelName, LabelOther, TailSource, EndsDated,
}

/// A set of facts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FactSet(pub u128);

impl FactSet {
    /// Adds a fact.
    pub fn set(&mut self, f: Fact) {
        self.0 |= 1 << f as u8;
    }

    /// Adds a fact if `yes`.
    pub fn set_if(&mut self, yes: bool, f: Fact) {
        if yes {
            self.set(f);
        }
    }

    /// Is it there?
    #[must_use]
    pub const fn has(self, f: Fact) -> bool {
        self.0 >> f as u8 & 1 == 1
    }

    /// Those that are also in `mask`, ascending.
    pub fn iter(self, mask: u128) -> impl Iterator<Item = u8> {
        let mut rest = self.0 & mask;
        std::iter::from_fn(move || {
            if rest == 0 {
                return None;
            }
            let i = rest.trailing_zeros() as u8;
            rest &= rest - 1;
            Some(i)
        })
    }
}

/// A set of facts as a constant mask.
#[must_use]
pub const fn mask(facts: &[Fact]) -> u128 {
    let (mut m, mut i) = (0, 0);
    while i < facts.len() {
        m |= 1 << facts[i] as u8;
        i += 1;
    }
    m
}

/// A rule's guess at the label, for the neighbours' sake.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[allow(missing_docs)]
#[repr(u8)]
pub enum Guess {
    #[default]
    Plain,
    Report,
    Quoted,
    Denial,
    Standing,
    News,
    Furniture,
}

impl Guess {
    /// All guesses, in order.
    pub const ALL: [Self; 7] =
        [Self::Plain, Self::Report, Self::Quoted, Self::Denial, Self::Standing, Self::News, Self::Furniture];
}

/// The facts of one sentence and a few measures.
#[derive(Debug, Clone, Copy, Default)]
pub struct Summary {
    /// What holds.
    pub facts: FactSet,
    /// Words, and those inside quotations.
    pub words: u32,
    /// Words inside quotations.
    pub words_inside: u32,
    /// Range of its verbs in the article's list.
    pub verbs: (u32, u32),
    /// Main verb in that list.
    pub main: Option<u32>,
    /// A rule's guess.
    pub guess: Guess,
}

/// States the facts of sentence `b`.
pub fn summarize(a: &Analysis, b: &Bounds, clauses: &Clauses) -> Summary {
    let sweep = Sweep::run(a, b);
    let mut s = Summary { words: sweep.wordlike, words_inside: sweep.wordlike_inside, ..Summary::default() };
    let f = &mut s.facts;
    share(&sweep, f);
    quotation(a, b, clauses, &sweep, f);
    report(clauses, &sweep, f);
    denial(a, b, clauses, &sweep, f);
    time(clauses, &sweep, f);
    form(a, b, &sweep, f);
    phrases(a, b, f);
    s.guess = guess(&s);
    s
}

fn share(sweep: &Sweep, f: &mut FactSet) {
    let share = sweep.wordlike_inside as f32 / sweep.wordlike.max(1) as f32;
    f.set_if(share >= 0.85, Fact::AllQuoted);
    f.set_if((0.45..0.85).contains(&share), Fact::MostlyQuoted);
    f.set_if(share > 0.0 && share < 0.45, Fact::PartlyQuoted);
    f.set_if(sweep.wordlike_inside == 0, Fact::NoQuote);
}

fn quotation(a: &Analysis, b: &Bounds, clauses: &Clauses, sweep: &Sweep, f: &mut FactSet) {
    for q in quotations_of(a, b) {
        f.set_if(q.opened && q.open < b.start && q.end > b.start, Fact::StartsInside);
        f.set_if(q.end > b.end, Fact::EndsInside);
        f.set_if(q.scare, Fact::ScareQuote);
        f.set_if(!q.opened, Fact::Unopened);
        f.set_if(q.opened && q.open == b.start, Fact::OpensWithQuote);
        let ends_here = !q.scare && q.closed && q.end < b.end;
        f.set_if(ends_here && sweep.last_wordlike.is_some_and(|w| w < q.end), Fact::ClosesWithQuote);
        // A tag after the closing mark: a source's verb in the words that follow.
        let tag = |v: &Verb| v.token > q.end && v.token < q.end + 12 && v.classes.any(SAYING);
        f.set_if(ends_here && clauses.verbs.iter().any(tag), Fact::TagAfterQuote);
    }
    let after =
        clauses.verbs.iter().any(|v| matches!(v.follow, Follow::Quote | Follow::Colon) && v.classes.any(SAYING));
    f.set_if(after, Fact::QuoteAfterVerb);
}

/// Quotations that touch the sentence.
fn quotations_of<'a>(a: &'a Analysis, b: &Bounds) -> impl Iterator<Item = &'a crate::quote::Quotation> {
    let from = a.quotations.partition_point(|q| q.open < b.start);
    // Single-mark quotations lie inside one sentence or close to it: a few steps back reach any that run in.
    let first = from.saturating_sub(4);
    let (start, end) = (b.start, b.end);
    a.quotations[first..].iter().take_while(move |q| q.open < end).filter(move |q| q.end > start)
}

/// Words that a headline may have.
const HEADLINE: usize = 22;

const SAYING: Classes = Classes::Say.or(Classes::Urge).or(Classes::Show).or(Classes::Attitude).or(Classes::Deny);

fn report(clauses: &Clauses, sweep: &Sweep, f: &mut FactSet) {
    let outside = clauses.outside.len();
    for v in &clauses.verbs {
        let finite = v.tense.is_finite();
        let main = finite && v.depth == Depth::Main;
        let c = v.classes;
        if c.any(Classes::Say) {
            say(v, main, finite, f);
            let place = clauses.outside.partition_point(|&i| i < v.token);
            f.set_if(finite && place * 2 > outside, Fact::SayLate);
        }
        f.set_if(c.any(Classes::Attitude) && main && v.subject.is_source(), Fact::AttitudeMain);
        f.set_if(c.any(Classes::Attitude) && !(main && v.subject.is_source()), Fact::AttitudeOther);
        f.set_if(c.any(Classes::Urge) && main && v.subject.is_source(), Fact::UrgeMain);
        f.set_if(c.any(Classes::Urge) && !(main && v.subject.is_source()), Fact::UrgeOther);
        let document = matches!(v.subject, Subject::Document | Subject::Speech);
        f.set_if(c.any(Classes::Show) && main && document, Fact::ShowDocument);
        f.set_if(c.any(Classes::Show) && !(main && document), Fact::ShowOther);
        f.set_if(c.any(Classes::Speak) && main, Fact::SpeakMain);
        f.set_if(c.any(Classes::Announce) && main, Fact::AnnounceMain);
        f.set_if(v.subject == Subject::Reflexive && c.any(SAYING), Fact::Impersonal);
    }
    if let Some(m) = clauses.main_verb() {
        f.set_if(m.subject.is_source(), Fact::SourceSubject);
        f.set_if(matches!(m.subject, Subject::Document | Subject::Speech), Fact::DocumentSubject);
    }
    f.set_if(sweep.outside().any(Classes::Evidential), Fact::EvidentialWord);
    f.set_if(sweep.inside().any(Classes::Pron12), Fact::InsideSpeaker);
}

fn say(v: &Verb, main: bool, finite: bool, f: &mut FactSet) {
    let source = v.subject.is_source() || v.subject == Subject::Quote;
    f.set_if(main && source, Fact::SayMain);
    f.set_if(main && v.follow == Follow::That, Fact::SayMainThat);
    f.set_if(main && !source, Fact::SayMainNoSource);
    f.set_if(finite && matches!(v.depth, Depth::Subordinate | Depth::Content), Fact::SaySub);
    f.set_if(finite && v.depth == Depth::Relative, Fact::SayRel);
    f.set_if(v.tense == Tense::Ing, Fact::SayIng);
    f.set_if(matches!(v.tense, Tense::Passive | Tense::Participle), Fact::SayPassive);
    f.set_if(v.tense == Tense::Infinitive, Fact::SayInf);
    f.set_if(v.inverted && finite, Fact::SayInverted);
    f.set_if(v.negated && main, Fact::NegatedSay);
}

/// What a verb of denial denies: looked for in the words after it, up to the next clause.
fn denied(a: &Analysis, v: &Verb, b: &Bounds) -> Fact {
    let after =
        (v.token + 1..b.end.min(v.token + 9)).take_while(|&i| !matches!(a.tokens[i].kind, Kind::Stop | Kind::Colon));
    let mut act = false;
    for i in after {
        let c = a.classes(i);
        if c.any(Classes::That) && i <= v.token + 4 {
            return Fact::DenyThat;
        }
        if c.any(Classes::Proposition) {
            return Fact::DenyProposition;
        }
        if a.entries[i].forms.has(crate::lexicon::Form::Ing) && i <= v.token + 2 {
            return Fact::DenyProposition;
        }
        act |= c.any(Classes::Act);
        if matches!(a.tokens[i].kind, Kind::Comma) {
            break;
        }
    }
    if act { Fact::DenyAct } else { Fact::DenyBare }
}

fn denial(a: &Analysis, b: &Bounds, clauses: &Clauses, sweep: &Sweep, f: &mut FactSet) {
    for v in clauses.verbs.iter().filter(|v| v.classes.any(Classes::Deny)) {
        if v.tense == Tense::Passive && !matches!(v.subject, Subject::Speech) && denied(a, v, b) == Fact::DenyBare {
            f.set(Fact::DenyAct);
        } else {
            f.set(denied(a, v, b));
        }
    }
    f.set_if(sweep.inside().any(Classes::Neg), Fact::NegationInside);
    f.set_if(sweep.outside().any(Classes::Neg), Fact::NegationOutside);
    f.set_if(sweep.negation_first, Fact::NegationFirst);
    f.set_if(sweep.inside().any(Classes::Untruth), Fact::UntruthInside);
    f.set_if(sweep.outside().any(Classes::Untruth), Fact::UntruthOutside);
    f.set_if(sweep.deny_noun, Fact::DenyNoun);
    if let Some(m) = clauses.main_verb() {
        f.set_if(m.negated, Fact::NegatedMain);
    }
}

fn time(clauses: &Clauses, sweep: &Sweep, f: &mut FactSet) {
    let outside = sweep.outside();
    f.set_if(outside.any(Classes::Weekday), Fact::Weekday);
    f.set_if(outside.any(Classes::Recent), Fact::Recent);
    f.set_if(outside.any(Classes::Ago), Fact::Ago);
    f.set_if(outside.any(Classes::Future), Fact::Future);
    f.set_if(outside.any(Classes::Generic), Fact::Generic);
    f.set_if(outside.any(Classes::Biography), Fact::Biography);
    f.set_if(outside.any(Classes::Measure), Fact::Measure);
    f.set_if(sweep.capitalised.any(Classes::Month), Fact::Month);
    f.set_if(sweep.year, Fact::Year);
    f.set_if(sweep.old_year, Fact::OldYear);
    main_tense(clauses, f);
    f.set_if(clauses.verbs.iter().any(|v| v.tense == Tense::PastPerfect), Fact::AnyPastPerfect);
    f.set_if(clauses.verbs.iter().any(|v| v.tense == Tense::Perfect), Fact::AnyPerfect);
}

fn main_tense(clauses: &Clauses, f: &mut FactSet) {
    let Some(m) = clauses.main_verb() else {
        f.set(Fact::NoMain);
        return;
    };
    f.set(match m.tense {
        Tense::Past | Tense::Imperfect => Fact::MainPast,
        Tense::Perfect => Fact::MainPerfect,
        Tense::PastPerfect => Fact::MainPastPerfect,
        Tense::Future => Fact::MainFuture,
        Tense::Modal => Fact::MainModal,
        Tense::Passive => Fact::MainPassive,
        _ => Fact::MainPresent,
    });
    f.set_if(m.classes.any(Classes::Be), Fact::MainBe);
    f.set_if(m.classes.any(Classes::Have | Classes::HasAux | Classes::HadAux), Fact::MainHave);
    f.set_if(m.classes.any(Classes::Event), Fact::MainEvent);
    f.set_if(m.classes.any(Classes::State), Fact::MainState);
    f.set_if(m.classes.any(Classes::Bio), Fact::MainBio);
}

fn form(a: &Analysis, b: &Bounds, sweep: &Sweep, f: &mut FactSet) {
    f.set_if(sweep.long >= 3 && sweep.long_caps * 10 >= sweep.long * 8, Fact::TitleCased);
    f.set_if(sweep.words >= 3 && sweep.upper * 10 >= sweep.words * 8, Fact::AllCaps);
    f.set_if(sweep.furniture > 0, Fact::Furniture);
    f.set_if(sweep.furniture >= 2 && sweep.furniture * 4 >= sweep.words, Fact::FurnitureMany);
    let words = sweep.words_outside() | sweep.words_inside();
    f.set_if(words.any(Classes::Handle) || sweep.handle, Fact::Handle);
    f.set_if(sweep.wordlike <= 3, Fact::Tiny);
    f.set_if((4..=9).contains(&sweep.wordlike), Fact::Short);
    f.set_if(sweep.wordlike >= 34, Fact::Long);
    f.set_if(sweep.words_outside().any(Classes::Pron12), Fact::FirstPerson);
    f.set_if(sweep.words_inside().any(Classes::Pron12), Fact::FirstPersonInside);
    f.set_if(sweep.clock, Fact::Clock);
    f.set_if(dateline(a, b), Fact::Dateline);
    first_words(a, sweep, f);
    label::labels(a, b, f);
    edges(&a.tokens[b.start..b.end], f);
}

fn first_words(a: &Analysis, sweep: &Sweep, f: &mut FactSet) {
    let Some(first) = sweep.first else { return };
    let c = a.classes(first);
    f.set_if(c.any(Classes::Pron3), Fact::StartsPronoun);
    f.set_if(c.any(Classes::Coord), Fact::StartsCoord);
    let this = matches!(a.norm(first), "this" | "that" | "these" | "those" | "such" | "acest" | "aceasta" | "aceste");
    f.set_if(this, Fact::StartsThis);
    let second_cap = sweep.second.is_some_and(|i| a.tokens[i].is_cap());
    f.set_if(second_cap && c.is_empty(), Fact::StartsName);
}

/// The first token, and the last behind closing marks.
fn edges(t: &[Token], f: &mut FactSet) {
    let last = t.iter().rev().find(|t| !matches!(t.kind, Kind::Quote | Kind::Single) && !matches!(t.first, ')' | ']'));
    // A long sentence without its stop was cut off; a short one is a headline.
    let short = t.iter().filter(|t| t.is_wordlike()).count() <= HEADLINE;
    f.set_if(short && last.is_some_and(|t| t.kind != Kind::Stop), Fact::NoStop);
    f.set_if(last.is_some_and(|t| t.first == '?'), Fact::Question);
    f.set_if(last.is_some_and(|t| t.first == '!'), Fact::Exclamation);
    f.set_if(last.is_some_and(|t| t.kind == Kind::Colon), Fact::ColonEnd);
    if let [first, ..] = t {
        f.set_if(matches!(first.kind, Kind::Number | Kind::Year), Fact::StartsNumber);
        let mark = matches!(first.kind, Kind::Other | Kind::Dash | Kind::Stop | Kind::Colon | Kind::Comma);
        f.set_if(mark, Fact::StartsMark);
        let closed = t.last().is_some_and(|l| l.first == ')' || l.kind == Kind::Stop);
        f.set_if(first.first == '(' && closed, Fact::Bracketed);
    }
}

/// "CITY (Agency) - ", "CITY, Month 4 -": a dash within the first tokens after a capitalised start.
fn dateline(a: &Analysis, b: &Bounds) -> bool {
    let head = b.start..b.end.min(b.start + 14);
    let Some(dash) = head.clone().find(|&i| a.tokens[i].kind == Kind::Dash && a.tokens[i].space_before) else {
        return false;
    };
    let before = b.start..dash;
    dash > b.start
        && dash + 4 < b.end
        && before.clone().all(|i| !a.tokens[i].is_wordlike() || a.tokens[i].is_cap() || a.tokens[i].kind != Kind::Word)
        && before.clone().any(|i| a.tokens[i].case == Case::Upper || a.tokens[i].first == '(')
}

fn phrases(a: &Analysis, b: &Bounds, f: &mut FactSet) {
    let from = a.phrases.partition_point(|p| p.token < b.start);
    for p in a.phrases[from..].iter().take_while(|p| p.token < b.end) {
        let inside = a.inside[p.token];
        let fact = match p.found.kind {
            PhraseKind::Denial => Some(if inside { Fact::DenialInside } else { Fact::DenialOutside }),
            PhraseKind::Furniture => Some(Fact::Furniture),
            _ if inside => None,
            PhraseKind::According => Some(Fact::According),
            PhraseKind::Evidential => Some(Fact::EvidentialPhrase),
            PhraseKind::NoComment => Some(Fact::NoComment),
            PhraseKind::Unverified => Some(Fact::Unverified),
            PhraseKind::Unclear => Some(Fact::Unclear),
            PhraseKind::Expected => Some(Fact::Expected),
            PhraseKind::PollResult => Some(Fact::PollResult),
            PhraseKind::PollMethod => Some(Fact::PollMethod),
            PhraseKind::ClaimResponsibility => Some(Fact::ClaimsResponsibility),
            PhraseKind::Held => Some(Fact::Held),
            PhraseKind::QuoteIntro => Some(Fact::QuoteIntro),
            PhraseKind::Responsible => Some(Fact::Responsible),
            PhraseKind::Expressed => Some(Fact::Expressed),
            PhraseKind::Past => Some(Fact::PastPhrase),
            PhraseKind::Now => Some(Fact::NowPhrase),
            PhraseKind::Standing => Some(Fact::StandingPhrase),
            PhraseKind::NounReport => Some(Fact::NounReport),
            PhraseKind::DenialSoft => Some(Fact::DenialSoft),
        };
        if let Some(fact) = fact {
            f.set(fact);
        }
    }
}

const DENIAL_MASK: u128 = mask(&[Fact::DenyProposition, Fact::DenyThat]);
const REPORT_MASK: u128 = mask(&[
    Fact::SayMain,
    Fact::SayMainThat,
    Fact::According,
    Fact::EvidentialPhrase,
    Fact::AttitudeMain,
    Fact::UrgeMain,
    Fact::ShowDocument,
    Fact::NoComment,
    Fact::TagAfterQuote,
    Fact::Impersonal,
]);
const STANDING_MASK: u128 = mask(&[
    Fact::Year,
    Fact::Ago,
    Fact::Biography,
    Fact::AnyPastPerfect,
    Fact::Generic,
    Fact::Unverified,
    Fact::MainState,
]);
const NEWS_MASK: u128 = mask(&[Fact::Weekday, Fact::Recent, Fact::MainFuture, Fact::Expected, Fact::Dateline]);

fn guess(s: &Summary) -> Guess {
    let f = s.facts;
    match () {
        () if f.0 & DENIAL_MASK != 0 => Guess::Denial,
        () if f.has(Fact::FurnitureMany) || s.words == 0 => Guess::Furniture,
        () if f.has(Fact::AllQuoted) || f.has(Fact::StartsInside) => Guess::Quoted,
        () if f.0 & REPORT_MASK != 0 => Guess::Report,
        () if f.0 & NEWS_MASK != 0 => Guess::News,
        () if f.0 & STANDING_MASK != 0 => Guess::Standing,
        () => Guess::Plain,
    }
}
