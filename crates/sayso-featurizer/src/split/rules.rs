//! The words that rule files name, and what each does to a full stop.

use crate::normalize::fold;
use std::collections::HashMap;

/// What is wrong with a rule file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SegError {
    /// A heading that does not exist.
    #[error("segmentation rules line {line}: unknown heading {heading:?}; known: {known}")]
    Heading {
        /// Line number from 1.
        line: usize,
        /// What was found.
        heading: String,
        /// The headings that exist.
        known: String,
    },
    /// A word that can never match, or one before any heading.
    #[error("segmentation rules line {line}: {word:?}: {reason}")]
    Entry {
        /// Line number from 1.
        line: usize,
        /// What was found.
        word: String,
        /// What is wrong and what to write instead.
        reason: &'static str,
    },
}

/// What rule files say of a word. The names are those of the headings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Never,
    BeforeNumber,
    Maybe,
    Clock,
    AfterClock,
    Starter,
    Speech,
    Exclaiming,
}

impl Role {
    const ALL: [(&'static str, Self); 8] = [
        ("never", Self::Never),
        ("before-number", Self::BeforeNumber),
        ("maybe", Self::Maybe),
        ("clock", Self::Clock),
        ("after-clock", Self::AfterClock),
        ("starter", Self::Starter),
        ("speech", Self::Speech),
        ("exclaiming", Self::Exclaiming),
    ];
}

/// A set of roles.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Roles(u8);

impl Roles {
    pub(super) const fn has(self, role: Role) -> bool {
        self.0 & (1 << role as u8) != 0
    }
    const fn with(self, role: Role) -> Self {
        Self(self.0 | 1 << role as u8)
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct Entry {
    any_case: Roles,
    /// In addition, for words that begin with a capital.
    capital: Roles,
}

/// Folded word -> roles.
#[derive(Debug, Clone, Default)]
pub(super) struct Rules {
    words: HashMap<Box<[u8]>, Entry>,
}

/// Bytes of the longest word that is looked up, folded.
const LONGEST: usize = 24;

impl Rules {
    /// Adds a rule file; what it says is joined with what is known already.
    pub(super) fn read(&mut self, text: &str) -> Result<(), SegError> {
        let mut role = None;
        for (line, raw) in (1..).zip(text.trim_start_matches('\u{feff}').lines()) {
            let entry = raw.split('#').next().unwrap_or_default().trim();
            if let Some(heading) = entry.strip_prefix('[') {
                role = Some(named(heading, line)?);
                continue;
            }
            for word in entry.split_whitespace() {
                self.add(word, role).map_err(|reason| SegError::Entry { line, word: word.into(), reason })?;
            }
        }
        Ok(())
    }

    fn add(&mut self, word: &str, role: Option<Role>) -> Result<(), &'static str> {
        let role = role.ok_or("a word before any [heading]")?;
        if word.ends_with('.') {
            return Err("write it without its last full stop");
        }
        if !word
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, '.' | '\'' | '’') || ('\u{300}'..'\u{370}').contains(&c))
        {
            return Err("only letters, inner full stops and apostrophes can match");
        }
        let mut buffer = [0; LONGEST];
        let folded = folded(word, &mut buffer).ok_or("too long")?;
        let entry = self.words.entry(folded.into()).or_default();
        let roles = if capital(word) { &mut entry.capital } else { &mut entry.any_case };
        *roles = roles.with(role);
        Ok(())
    }

    /// The roles of a word as it stands in a text, without its last full stop.
    pub(super) fn roles(&self, word: &str) -> Roles {
        let mut buffer = [0; LONGEST];
        let entry = folded(word, &mut buffer).and_then(|folded| self.words.get(folded)).copied().unwrap_or_default();
        if capital(word) { Roles(entry.any_case.0 | entry.capital.0) } else { entry.any_case }
    }
}

fn capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// Lower case without diacritics; `None` for words longer than any entry.
fn folded<'b>(word: &str, buffer: &'b mut [u8; LONGEST]) -> Option<&'b [u8]> {
    let mut len = 0;
    for c in word.chars().filter_map(fold) {
        let c = if c == '’' { '\'' } else { c };
        let room = buffer.get_mut(len..).filter(|room| room.len() >= c.len_utf8())?;
        len += c.encode_utf8(room).len();
    }
    buffer.get(..len)
}

fn named(heading: &str, line: usize) -> Result<Role, SegError> {
    let name = heading.strip_suffix(']').map(str::trim);
    let found = Role::ALL.iter().find(|(n, _)| Some(*n) == name);
    found.map(|(_, role)| *role).ok_or_else(|| SegError::Heading {
        line,
        heading: format!("[{heading}"),
        known: Role::ALL.map(|(n, _)| n).join(", "),
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn rules(text: &str) -> Rules {
        let mut rules = Rules::default();
        rules.read(text).unwrap();
        rules
    }

    #[test]
    fn letter_case_of_an_entry_matters_only_if_it_has_a_capital() {
        let rules = rules("[never]\ngen # comment\nGov\n[before-number]\nNo");
        assert!(rules.roles("gen").has(Role::Never) && rules.roles("GEN").has(Role::Never));
        assert!(rules.roles("GOV").has(Role::Never) && !rules.roles("gov").has(Role::Never));
        assert!(rules.roles("No").has(Role::BeforeNumber) && !rules.roles("no").has(Role::BeforeNumber));
    }

    #[test]
    fn diacritics_and_apostrophes_do_not_matter() {
        let rules = rules("[maybe]\nî.hr int'l");
        assert!(rules.roles("Î.Hr").has(Role::Maybe) && rules.roles("i.Hr").has(Role::Maybe));
        assert!(rules.roles("Int’l").has(Role::Maybe));
        assert_eq!(rules.roles("an-implausibly-long-word-of-many-letters"), Roles::default());
    }

    #[test]
    fn errors_name_line_and_remedy() {
        let error = |text: &str| Rules::default().read(text).unwrap_err().to_string();
        assert!(error("# fine\n[nevr]").contains("line 2") && error("[nevr]").contains("never"));
        assert!(error("[never]\nmr.").contains("without its last full stop"));
        assert!(error("mr").contains("before any"));
        assert!(error("[never]\nnr5").contains("only letters"));
    }
}
