//! The text of an article put together again from its sentences, with their offsets.
//!
//! Sentences are joined by a blank, or by an empty line where a paragraph starts. Blank sentences are left out, since a
//! span must hold something.

use super::Article;

/// A text and where its sentences lie in it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Layout {
    /// The text.
    pub(crate) text: String,
    /// The sentences in order.
    pub(crate) spans: Vec<Place>,
}

/// Where a sentence lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    /// Position in the article's list.
    pub(crate) sentence: usize,
    /// Half-open range in code points.
    pub(crate) start: usize,
    /// Its end.
    pub(crate) end: usize,
}

impl Layout {
    /// Lays out an article.
    pub(crate) fn of(article: &Article) -> Self {
        let (mut text, mut spans, mut length) = (String::new(), Vec::new(), 0);
        let solid = article.sentences.iter().enumerate().filter(|(_, s)| !s.text.trim().is_empty());
        for (sentence, s) in solid {
            let gap = match s.paragraph_start {
                _ if text.is_empty() => "",
                Some(true) => "\n\n",
                _ => " ",
            };
            let start = length + gap.len();
            length = start + s.text.chars().count();
            text.push_str(gap);
            text.push_str(&s.text);
            spans.push(Place { sentence, start, end: length });
        }
        Self { text, spans }
    }
}
