//! Romanian conjugation, so that a lexicon line is an infinitive or, for an irregular verb, four forms.
//!
//! Works on folded spelling (no diacritics), where several endings fall together: `-ă` and `-a`, `-âm` and `-am`. Only
//! third persons are formed, which is what news is written in. Forms that a rule gets wrong cost nothing: they are words
//! that do not exist.

use super::{Form, Forms};

/// Every form of a verb given as `infinitive`, `infinitive/ez`, `infinitive/esc`, or as four forms (present singular,
/// present plural, participle, gerund). The lemma is the first. `None` if the line is neither.
pub(super) fn forms(line: &str) -> Option<Vec<(String, Forms)>> {
    let words: Vec<&str> = line.split_whitespace().collect();
    match words[..] {
        [infinitive] => regular(infinitive),
        [singular, plural, participle, gerund] => Some(from_four(singular, plural, participle, gerund)),
        _ => None,
    }
}

fn regular(infinitive: &str) -> Option<Vec<(String, Forms)>> {
    let (word, pattern) = infinitive.split_once('/').unwrap_or((infinitive, ""));
    let i_stem = |stem: &str| stem.ends_with(['i', 'e']);
    let four = match (word.char_indices().last()?, pattern) {
        ((at, 'a'), "ez") => {
            let stem = &word[..at];
            let present = if stem.ends_with('i') { format!("{stem}aza") } else { format!("{stem}eaza") };
            let gerund = if stem.ends_with('i') { format!("{stem}ind") } else { format!("{stem}and") };
            [present.clone(), present, format!("{stem}at"), gerund]
        }
        ((at, 'a'), "") => {
            let stem = &word[..at];
            let gerund = if i_stem(stem) { format!("{stem}nd") } else { format!("{stem}and") };
            let present = if i_stem(stem) { format!("{stem}e") } else { format!("{stem}a") };
            [present.clone(), present, format!("{stem}at"), gerund]
        }
        ((at, 'i'), "esc") => {
            let stem = &word[..at];
            let gerund = if i_stem(stem) { format!("{stem}nd") } else { format!("{stem}ind") };
            let present = format!("{stem}este");
            [present, format!("{stem}esc"), format!("{stem}it"), gerund]
        }
        ((at, 'i'), "") => {
            let stem = &word[..at];
            [format!("{stem}e"), stem.to_string(), format!("{stem}it"), format!("{stem}ind")]
        }
        _ => return None,
    };
    let [singular, plural, participle, gerund] = &four;
    Some(from_four(singular, plural, participle, gerund))
}

fn from_four(singular: &str, plural: &str, participle: &str, gerund: &str) -> Vec<(String, Forms)> {
    let mut all = Vec::new();
    let mut add = |word: String, form: Form| all.push((word, form.into()));
    add(singular.to_string(), Form::Present);
    for (word, form) in [(plural, Form::Present), (participle, Form::Participle), (gerund, Form::Ing)] {
        if word != "-" {
            add(word.to_string(), form);
        }
    }
    if let Some(word) = subjunctive(singular) {
        add(word, Form::Base);
    }
    if participle != "-" {
        for ending in ["a", "i", "e"] {
            add(format!("{participle}{ending}"), Form::Participle);
        }
        of_participle(participle, gerund, &mut add);
    }
    all
}

/// The third person of the subjunctive ("să declare", "să facă", "să citească"), which is what follows "să".
fn subjunctive(singular: &str) -> Option<String> {
    if singular.len() < 4 {
        return None;
    }
    if let Some(stem) = singular.strip_suffix("aza") {
        let stem = stem.strip_suffix('e').unwrap_or(stem);
        return Some(format!("{stem}eze"));
    }
    if let Some(stem) = singular.strip_suffix("este") {
        return Some(format!("{stem}easca"));
    }
    if let Some(stem) = singular.strip_suffix('a') {
        return Some(format!("{stem}e"));
    }
    let stem = singular.strip_suffix('e')?;
    Some(format!("{stem}a"))
}

/// Infinitive, imperfect, simple perfect and past perfect.
fn of_participle(participle: &str, gerund: &str, add: &mut impl FnMut(String, Form)) {
    let (stem, last) = participle.split_at(participle.len() - usize::from(participle.ends_with('s')));
    if last == "s" {
        add(format!("{participle}ese"), Form::Pluperfect);
        add(format!("{participle}esera"), Form::Pluperfect);
        add(format!("{participle}e"), Form::Past);
        imperfect_of_gerund(gerund, add);
        return;
    }
    let Some(vowel) = stem.strip_suffix('t') else { return };
    add(format!("{vowel}se"), Form::Pluperfect);
    add(format!("{vowel}sera"), Form::Pluperfect);
    add(format!("{vowel}ra"), Form::Past);
    if let Some(root) = vowel.strip_suffix('a') {
        add(format!("{root}a"), Form::Imperfect);
        add(format!("{root}a"), Form::Base);
        add(format!("{root}au"), Form::Imperfect);
    } else if let Some(root) = vowel.strip_suffix('i') {
        add(vowel.to_string(), Form::Base);
        for (word, form) in [("ea", Form::Imperfect), ("eau", Form::Imperfect)] {
            add(format!("{root}{word}"), form);
        }
    } else {
        add(vowel.to_string(), Form::Past);
        imperfect_of_gerund(gerund, add);
    }
}

/// "făcând" -> "făcea", "făceau", and the infinitive "face" where it is the present singular's spelling anyway.
fn imperfect_of_gerund(gerund: &str, add: &mut impl FnMut(String, Form)) {
    let Some(root) = gerund.strip_suffix("and").or_else(|| gerund.strip_suffix("ind")) else { return };
    add(format!("{root}ea"), Form::Imperfect);
    add(format!("{root}eau"), Form::Imperfect);
    add(format!("{root}e"), Form::Base);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(line: &str, word: &str, form: Form) -> bool {
        forms(line).unwrap().iter().any(|(w, f)| w == word && f.has(form))
    }

    #[test]
    fn regular_verbs() {
        assert!(has("lucra/ez", "lucreaza", Form::Present));
        assert!(has("lucra/ez", "lucreze", Form::Base));
        assert!(has("lucra/ez", "lucrase", Form::Pluperfect));
        assert!(has("lucra/ez", "lucrau", Form::Imperfect));
        assert!(has("aprecia/ez", "apreciaza", Form::Present));
        assert!(has("aprecia/ez", "aprecieze", Form::Base));
        assert!(has("citi/esc", "citesc", Form::Present));
        assert!(has("citi/esc", "citeasca", Form::Base));
        assert!(has("citi/esc", "citea", Form::Imperfect));
        assert!(has("verifica", "verifica", Form::Present));
        assert!(has("verifica", "verifice", Form::Base));
        assert!(has("verifica", "verificate", Form::Participle));
    }

    #[test]
    fn irregular_verbs() {
        let line = "spune spun spus spunand";
        assert!(has(line, "spusese", Form::Pluperfect));
        assert!(has(line, "spunea", Form::Imperfect));
        assert!(has(line, "spusa", Form::Participle));
        assert!(has("face fac facut facand", "facuse", Form::Pluperfect));
        assert!(has("face fac facut facand", "faca", Form::Base));
    }

    #[test]
    fn what_is_no_verb() {
        assert!(forms("munte").is_none());
        assert!(forms("a b c").is_none());
    }
}
