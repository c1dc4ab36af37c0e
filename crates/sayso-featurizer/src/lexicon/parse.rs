//! Reading lexicon files.

use super::{Class, Classes, Form, Forms, Lexicon, PhraseKind, inflect, romanian};
use crate::hash;
use crate::normalize::fold_str;
use crate::token::tokenize;

/// What is wrong with a lexicon file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LexiconError {
    /// A heading that is not `[verb ...]`, `[forms ...]`, `[word ...]` or `[phrase ...]`.
    #[error(
        "lexicon line {line}: unknown heading {heading:?}; write [verb CLASS], [forms CLASS], [word CLASS] or [phrase KIND]"
    )]
    Heading {
        /// Line number from 1.
        line: usize,
        /// The heading.
        heading: String,
    },
    /// A class or phrase kind that does not exist.
    #[error("lexicon line {line}: unknown class {name:?}; known: {known}")]
    Class {
        /// Line number from 1.
        line: usize,
        /// The name that was found.
        name: String,
        /// The names that exist.
        known: String,
    },
    /// An entry before any heading, or one with too many words.
    #[error("lexicon line {line}: {reason}")]
    Entry {
        /// Line number from 1.
        line: usize,
        /// What is wrong and what to write instead.
        reason: String,
    },
}

enum Section {
    None,
    Verb(Classes),
    Forms(Classes),
    Romanian(Classes),
    Word(Classes),
    Phrase(PhraseKind),
}

pub(super) fn read_into(text: &str, lexicon: &mut Lexicon) -> Result<(), LexiconError> {
    let mut section = Section::None;
    for (i, raw) in text.lines().enumerate() {
        let line = i + 1;
        let entry = raw.split('#').next().unwrap_or_default().trim();
        if entry.is_empty() {
            continue;
        }
        if let Some(heading) = entry.strip_prefix('[') {
            section = self::heading(heading, line)?;
            continue;
        }
        match &section {
            Section::None => {
                return Err(LexiconError::Entry { line, reason: "an entry before any [heading]".into() });
            }
            Section::Verb(classes) => add_verb(lexicon, entry, *classes, line)?,
            Section::Forms(classes) => add_forms(lexicon, entry, *classes, line)?,
            Section::Romanian(classes) => add_romanian(lexicon, entry, *classes, line)?,
            Section::Word(classes) => {
                for w in entry.split_whitespace() {
                    let word = fold_str(w).replace('’', "'");
                    lexicon.add_word(&word, *classes, Forms::default(), 0);
                }
            }
            Section::Phrase(kind) => add_phrase(lexicon, entry, *kind),
        }
    }
    Ok(())
}

fn heading(text: &str, line: usize) -> Result<Section, LexiconError> {
    let bad = || LexiconError::Heading { line, heading: format!("[{text}") };
    let mut words = text.strip_suffix(']').ok_or_else(bad)?.split_whitespace();
    let what = words.next().ok_or_else(bad)?;
    if what == "phrase" {
        let name = words.next().ok_or_else(bad)?;
        return PhraseKind::named(name).map(Section::Phrase).ok_or_else(|| unknown(line, name, PhraseKind::ALL));
    }
    let mut classes = Classes::default();
    for name in words {
        classes |= Class::named(name).ok_or_else(|| unknown(line, name, Class::ALL))?.into();
    }
    match what {
        _ if classes.is_empty() => Err(bad()),
        "verb" => Ok(Section::Verb(classes)),
        "forms" => Ok(Section::Forms(classes)),
        "ro-verb" => Ok(Section::Romanian(classes)),
        "word" => Ok(Section::Word(classes)),
        _ => Err(bad()),
    }
}

fn unknown<T>(line: usize, name: &str, known: &[(T, &str)]) -> LexiconError {
    let known = known.iter().map(|(_, n)| *n).collect::<Vec<_>>().join(", ");
    LexiconError::Class { line, name: name.into(), known }
}

fn add_verb(lexicon: &mut Lexicon, entry: &str, classes: Classes, line: usize) -> Result<(), LexiconError> {
    if entry.split_whitespace().count() > 3 {
        return Err(LexiconError::Entry { line, reason: "a verb is \"base [past [participle]]\"".into() });
    }
    let folded = fold_str(entry);
    let all = inflect::forms(&folded);
    let lemma = all.first().map_or(0, |(base, _)| hash::of(base.as_bytes()));
    for (form, forms) in all {
        lexicon.add_word(&form, classes, forms, lemma);
    }
    Ok(())
}

fn add_forms(lexicon: &mut Lexicon, entry: &str, classes: Classes, line: usize) -> Result<(), LexiconError> {
    let folded = fold_str(entry);
    let words: Vec<&str> = folded.split_whitespace().collect();
    if words.len() != 4 {
        let reason = "write four forms: present singular, present plural, participle, gerund (\"-\" for none)".into();
        return Err(LexiconError::Entry { line, reason });
    }
    let lemma = hash::of(words[0].as_bytes());
    for (word, form) in words.iter().zip([Form::Present, Form::Present, Form::Participle, Form::Ing]) {
        if *word != "-" {
            lexicon.add_word(word, classes, form.into(), lemma);
        }
    }
    Ok(())
}

fn add_romanian(lexicon: &mut Lexicon, entry: &str, classes: Classes, line: usize) -> Result<(), LexiconError> {
    let all = romanian::forms(&fold_str(entry)).ok_or_else(|| LexiconError::Entry {
        line,
        reason:
            "write an infinitive (\"cânta\", with /ez or /esc where the present has it: \"lucra/ez\", \"citi/esc\") or \
                 four forms: present singular, present plural, participle, gerund (\"-\" for none)"
                .into(),
    })?;
    let lemma = all.first().map_or(0, |(base, _)| hash::of(base.as_bytes()));
    for (form, forms) in all {
        lexicon.add_word(&form, classes, forms, lemma);
    }
    Ok(())
}

/// Alternatives are words; a phrase is cut into tokens as text is, so that `n't` and hyphens meet what a text has.
fn add_phrase(lexicon: &mut Lexicon, entry: &str, kind: PhraseKind) {
    let mut parts = Vec::new();
    for word in entry.split_whitespace() {
        if word == "*" {
            parts.push(None);
            continue;
        }
        let alternatives: Vec<Vec<u64>> = word.split('|').map(token_hashes).collect();
        // Alternatives are single tokens; one that is cut in two ("s-a") stands alone.
        if alternatives.iter().all(|a| a.len() == 1) {
            parts.push(Some(alternatives.into_iter().flatten().collect()));
        } else {
            parts.extend(alternatives.into_iter().flatten().map(|h| Some(vec![h])));
        }
    }
    lexicon.phrases.add(&parts, kind, hash::of(entry.as_bytes()));
}

fn token_hashes(word: &str) -> Vec<u64> {
    if word == "n't" || word.starts_with('\'') {
        return vec![hash::of(word.as_bytes())];
    }
    let (mut arena, mut tokens) = (String::new(), Vec::new());
    tokenize(word, &mut arena, &mut tokens);
    tokens.iter().map(|t| t.hash).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{ENGLISH, ROMANIAN};
    use super::*;

    #[test]
    fn shipped_lexicons_parse() {
        let en = Lexicon::parse(&[ENGLISH]).unwrap();
        let said = en.word(hash::of(b"said"));
        assert!(said.classes.any(Classes::Say));
        assert!(said.forms.has(Form::Past));
        let ro = Lexicon::parse(&[ROMANIAN]).unwrap();
        assert!(ro.word(hash::of(b"sustine")).classes.any(Classes::Say));
    }

    #[test]
    fn phrases_with_alternatives_and_wildcards() {
        let en = Lexicon::parse(&["[phrase denial]\nno|not truth|evidence\nas * put it"]).unwrap();
        let find = |s: &str| {
            let (mut arena, mut tokens) = (String::new(), Vec::new());
            tokenize(s, &mut arena, &mut tokens);
            let hashes: Vec<u64> = tokens.iter().map(|t| t.hash).collect();
            en.phrase(&hashes).map(|m| m.tokens)
        };
        assert_eq!(find("no evidence at all"), Some(2));
        assert_eq!(find("as the mayor put it"), Some(5));
        assert_eq!(find("as the old mayor put it"), None);
    }

    #[test]
    fn errors_name_line_and_remedy() {
        let e = Lexicon::parse(&["# fine\n[verb sya]\nsay"]).unwrap_err().to_string();
        assert!(e.contains("line 2") && e.contains("sya") && e.contains("say"), "{e}");
        assert!(Lexicon::parse(&["say"]).is_err());
        assert!(Lexicon::parse(&["[forms say]\na b c"]).is_err());
    }
}
