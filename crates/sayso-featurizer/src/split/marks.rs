//! Which characters end, open, close, or are not seen.

/// A mark that may end a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// The full stop, which has many other uses.
    Dot,
    /// `…` in one character.
    Ellipsis,
    /// `!`, `?` and their kin.
    Exclaim,
    /// A full stop that means nothing else: 。 and those of scripts without capital letters.
    Wide,
}

/// The stop that this character is.
pub(super) fn stop(c: char) -> Option<Stop> {
    Some(match c {
        '.' => Stop::Dot,
        '…' => Stop::Ellipsis,
        '!' | '?' | '‼' | '⁇' | '⁈' | '⁉' | '‽' | '؟' => Stop::Exclaim,
        '。' | '．' | '｡' | '！' | '？' | '।' | '॥' | '۔' | '։' | '።' | '။' | '។' => Stop::Wide,
        _ => return None,
    })
}

/// Bytes of a line end that begins with this character; the second of CR LF belongs to the first.
pub(super) fn line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// White space inside a line.
pub(super) fn blank(c: char) -> bool {
    c == ' ' || (c.is_whitespace() && !line_end(c))
}

/// A mark that belongs to the character before it, or that nobody sees.
pub(super) fn unseen(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{64b}'..='\u{65f}'
        | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{fe20}'..='\u{fe2f}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0100}'..='\u{e01ef}'
        | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\0')
}

/// A mark that closes wherever it stands after a stop.
pub(super) fn closes(c: char) -> bool {
    matches!(c, ')' | ']' | '}' | '”' | '’' | '»' | '›' | '」' | '』' | '）' | '】' | '》' | '〉' | '〞' | '〟')
}

/// A mark that opens in some languages and closes in others, or in sloppy text; its neighbours decide.
pub(super) fn opens_or_closes(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '„' | '‟' | '‘' | '‚' | '‛' | '«' | '‹' | '`' | '*' | '_' | '″')
}

/// A bracket that opens.
pub(super) fn bracket(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '（' | '【' | '《')
}

/// A quotation mark of any style.
pub(super) fn quote(c: char) -> bool {
    matches!(c, '”' | '’' | '»' | '›' | '」' | '』' | '〞' | '〟') || (opens_or_closes(c) && c != '*' && c != '_')
}

/// A dash, as before a name or in a dialogue.
pub(super) fn dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '―' | '‒' | '‐' | '−')
}
