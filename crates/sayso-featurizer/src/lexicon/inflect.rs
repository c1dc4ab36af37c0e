//! Regular English inflection, so that a lexicon line is one base form.

use super::{Form, Forms};

fn is_vowel(b: u8) -> bool {
    matches!(b, b'a' | b'e' | b'i' | b'o' | b'u')
}

fn ends_consonant_y(base: &str) -> bool {
    let b = base.as_bytes();
    b.len() > 1 && b[b.len() - 1] == b'y' && !is_vowel(b[b.len() - 2])
}

/// The third person singular: `says`, `denies`, `pushes`.
pub(super) fn third(base: &str) -> String {
    if ends_consonant_y(base) {
        return format!("{}ies", &base[..base.len() - 1]);
    }
    let sibilant = ["s", "x", "z", "ch", "sh", "o"].iter().any(|e| base.ends_with(e));
    format!("{base}{}", if sibilant { "es" } else { "s" })
}

/// Stem plus `-ed` or `-ing`; `double` repeats the last letter first.
pub(super) fn suffixed(base: &str, double: bool, ing: bool) -> String {
    let last = base.chars().last().unwrap_or(' ');
    match (ing, double) {
        (false, true) => format!("{base}{last}ed"),
        (true, true) => format!("{base}{last}ing"),
        (false, _) if base.ends_with('e') => format!("{base}d"),
        (false, _) if ends_consonant_y(base) => format!("{}ied", &base[..base.len() - 1]),
        (false, _) => format!("{base}ed"),
        (true, _) if base.ends_with("ie") => format!("{}ying", &base[..base.len() - 2]),
        (true, _) if base.ends_with('e') && !base.ends_with("ee") && base.len() > 2 => {
            format!("{}ing", &base[..base.len() - 1])
        }
        (true, _) => format!("{base}ing"),
    }
}

/// Every form of a verb given as `base[+] [past [participle]]`.
pub(super) fn forms(line: &str) -> Vec<(String, Forms)> {
    let mut words = line.split_whitespace();
    let Some(head) = words.next() else { return Vec::new() };
    let double = head.ends_with('+');
    let base = head.trim_end_matches('+');
    let irregular = words.next();
    let past = irregular.map_or_else(|| suffixed(base, double, false), str::to_string);
    let participle = words.next().map_or_else(|| past.clone(), str::to_string);
    // Short verbs with irregular pasts double in -ing where their past does not tell: get, put, sit, ...
    let doubles = double || (irregular.is_some() && consonant_vowel_consonant(base));
    let mut all = vec![
        (base.to_string(), Form::Base.into()),
        (third(base), Form::Present.into()),
        (suffixed(base, doubles, true), Form::Ing.into()),
        (past, Form::Past.into()),
        (participle, Form::Participle.into()),
    ];
    // "fall", "speak" do not double; keep the plain form as well where the rule above guessed.
    if doubles && !double {
        all.push((suffixed(base, false, true), Form::Ing.into()));
    }
    all
}

fn consonant_vowel_consonant(base: &str) -> bool {
    let b = base.as_bytes();
    let n = b.len();
    n >= 3
        && !is_vowel(b[n - 1])
        && is_vowel(b[n - 2])
        && !is_vowel(b[n - 3])
        && !matches!(b[n - 1], b'w' | b'x' | b'y')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelled(line: &str) -> Vec<String> {
        forms(line).into_iter().map(|(w, _)| w).collect()
    }

    #[test]
    fn regular_and_irregular_verbs() {
        assert_eq!(spelled("deny"), ["deny", "denies", "denying", "denied", "denied"]);
        assert_eq!(spelled("admit+"), ["admit", "admits", "admitting", "admitted", "admitted"]);
        assert_eq!(spelled("say said said"), ["say", "says", "saying", "said", "said"]);
        assert!(spelled("get got gotten").contains(&"getting".to_string()));
        assert_eq!(spelled("lie"), ["lie", "lies", "lying", "lied", "lied"]);
        assert_eq!(spelled("agree"), ["agree", "agrees", "agreeing", "agreed", "agreed"]);
    }
}
