//! Lower-casing and folding of letters, the first step from text to features.
//!
//! Letters lose their case and, for Latin script, their diacritics, so that Romanian written with `ş`, `ș` or `s` is
//! one language. The result feeds the feature hash and is therefore part of the model format.

/// Folds one character: lower case, Latin diacritics removed. `None` for marks that vanish (combining accents, soft
/// hyphens, zero-width characters).
#[inline]
#[must_use]
pub fn fold(c: char) -> Option<char> {
    if c.is_ascii() {
        return Some(c.to_ascii_lowercase());
    }
    fold_wide(c)
}

fn fold_wide(c: char) -> Option<char> {
    Some(match c {
        '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => return None,
        'À'..='Å' | 'à'..='å' | 'Ā'..='ą' | 'Ǎ' | 'ǎ' => 'a',
        'Ç' | 'ç' | 'Ć'..='č' => 'c',
        'Ď'..='đ' => 'd',
        'È'..='Ë' | 'è'..='ë' | 'Ē'..='ě' => 'e',
        'Ĝ'..='ģ' => 'g',
        'Ì'..='Ï' | 'ì'..='ï' | 'Ĩ'..='ı' => 'i',
        'Ĺ'..='ł' => 'l',
        'Ñ' | 'ñ' | 'Ń'..='ŋ' => 'n',
        'Ò'..='Ö' | 'Ø' | 'ò'..='ö' | 'ø' | 'Ō'..='ő' => 'o',
        'Ŕ'..='ř' => 'r',
        'Ś'..='š' | 'Ș' | 'ș' => 's',
        'Ţ'..='ŧ' | 'Ț' | 'ț' => 't',
        'Ù'..='Ü' | 'ù'..='ü' | 'Ũ'..='ų' => 'u',
        'Ý' | 'ý' | 'ÿ' | 'Ŷ'..='Ÿ' => 'y',
        'Ź'..='ž' => 'z',
        _ => return c.to_lowercase().next(),
    })
}

/// Folds a whole word; used for lexicon entries.
#[must_use]
pub fn fold_str(s: &str) -> String {
    s.chars().filter_map(fold).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_romanian_meet() {
        assert_eq!(fold_str("Ştiinţă"), "stiinta");
        assert_eq!(fold_str("Știință"), "stiinta");
        assert_eq!(fold_str("ȘTIINȚĂ"), fold_str("stiinta"));
        assert_eq!(fold_str("s\u{326}i"), "si");
    }

    #[test]
    fn other_scripts_are_lower_cased() {
        assert_eq!(fold_str("Москва"), "москва");
    }
}
