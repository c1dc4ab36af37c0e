//! What a byte begins, as a table.

/// Classes of first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// White space or NUL.
    Blank,
    /// ASCII digit.
    Digit,
    /// ASCII letter.
    Letter,
    /// `'`, which may begin a clitic.
    Apostrophe,
    /// Any other ASCII character.
    Mark,
    /// A character beyond ASCII.
    Wide,
}

/// The class of a byte.
#[inline]
pub(super) fn class(byte: u8) -> Class {
    CLASSES[usize::from(byte)]
}

/// The lower-case form of an ASCII letter or digit; 0 for any other byte.
#[inline]
pub(super) fn lower(byte: u8) -> u8 {
    LOWER[usize::from(byte)]
}

static CLASSES: [Class; 256] = {
    let (mut table, mut byte) = ([Class::Wide; 256], 0u8);
    while byte < 128 {
        table[byte as usize] = match byte {
            b' ' | b'\t'..=b'\r' | 0 => Class::Blank,
            b'0'..=b'9' => Class::Digit,
            b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
            b'\'' => Class::Apostrophe,
            _ => Class::Mark,
        };
        byte += 1;
    }
    table
};

static LOWER: [u8; 256] = {
    let (mut table, mut byte) = ([0; 256], 0u8);
    while byte < 128 {
        if byte.is_ascii_alphanumeric() {
            table[byte as usize] = byte.to_ascii_lowercase();
        }
        byte += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agree_with_the_standard_library() {
        for c in (0..128u8).map(char::from) {
            let class = class(c as u8);
            assert_eq!(class == Class::Blank, c.is_whitespace() || c == '\0', "{c:?}");
            assert_eq!(class == Class::Letter, c.is_alphabetic(), "{c:?}");
            assert_eq!(class == Class::Digit, c.is_ascii_digit(), "{c:?}");
            assert_eq!(lower(c as u8) != 0, c.is_alphanumeric(), "{c:?}");
        }
        assert!((128..=255).all(|b| class(b) == Class::Wide && lower(b) == 0));
    }
}
