//! Word classes and verb forms as bit sets.

use std::ops::{BitAnd, BitOr, BitOrAssign};

/// A set of word classes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Classes(pub u64);

impl Classes {
    /// Does it share a class with `other`?
    #[inline]
    #[must_use]
    pub const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Is it empty?
    #[inline]
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Union, usable in constants.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOr for Classes {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitAnd for Classes {
    type Output = Self;
    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

impl BitOrAssign for Classes {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

macro_rules! classes {
    ($($name:ident = $text:literal),* $(,)?) => {
        /// The classes a lexicon file may name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[allow(missing_docs)]
        #[repr(u8)]
        pub enum Class { $($name),* }

        impl Class {
            /// Every class with the name that lexicon files use.
            pub const ALL: &'static [(Self, &'static str)] = &[$((Self::$name, $text)),*];
        }

        /// The classes as constant sets.
        #[allow(missing_docs, non_upper_case_globals)]
        impl Classes {
            $(pub const $name: Self = Self(1 << Class::$name as u64);)*
        }
    };
}

classes! {
    Say = "say", Attitude = "attitude", Urge = "urge", Show = "show", Announce = "announce", Speak = "speak",
    Deny = "deny", DenySoft = "denysoft", Decline = "decline", State = "state", Bio = "bio", Event = "event",
    OtherVerb = "other",
    Be = "be", Have = "have", Do = "do", Modal = "modal", HadAux = "hadaux", HasAux = "hasaux", WasAux = "wasaux",
    IsAux = "isaux", Pron3 = "pron3", Person3 = "person3", Pron12 = "pron12", Poss = "poss", Det = "det",
    Prep = "prep", Subord = "subord", Rel = "rel", That = "that", Coord = "coord", Neg = "neg", Adv = "adv",
    To = "to", By = "by", Question = "question",
    Source = "source", Official = "official", Body = "body", Document = "document", People = "people",
    Media = "media", Title = "title", SpeechNoun = "speechnoun", Announced = "announced",
    Proposition = "proposition", Act = "act", Untruth = "untruth", Evidential = "evidential", Hedge = "hedge",
    Weekday = "weekday", Month = "month", Recent = "recent", Ago = "ago", Future = "future", Generic = "generic",
    Biography = "biography", Measure = "measure", Furniture = "furniture", Handle = "handle",
    Clitic = "clitic",
}

impl Class {
    /// The class with this name in lexicon files.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, n)| *n == name).map(|(c, _)| *c)
    }
}

impl From<Class> for Classes {
    fn from(c: Class) -> Self {
        Self(1 << c as u64)
    }
}

/// One inflected form of a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Form {
    /// Base form, infinitive or plural present.
    Base = 1,
    /// Finite present (third person).
    Present = 2,
    /// Finite past.
    Past = 4,
    /// Past participle.
    Participle = 8,
    /// Present participle or gerund.
    Ing = 16,
    /// Imperfect ("lucra", "făceau").
    Imperfect = 32,
    /// Synthetic past perfect ("făcuse").
    Pluperfect = 64,
}

/// A set of verb forms.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Forms(pub u8);

impl Forms {
    /// May it be this form?
    #[inline]
    #[must_use]
    pub const fn has(self, form: Form) -> bool {
        self.0 & form as u8 != 0
    }

    /// Is the word no verb at all?
    #[inline]
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl BitOrAssign for Forms {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

impl From<Form> for Forms {
    fn from(f: Form) -> Self {
        Self(f as u8)
    }
}
