//! The article of a web page, found by `dom_smoothie`, a port of Mozilla's Readability.

use dom_smoothie::{Config, Readability, TextMode};
use serde_json::Value;

use super::reject::Reason;

/// Elements that a page may have; more is refused before anything is computed with them.
const MOST_ELEMENTS: usize = 200_000;
/// How deep a page may nest, for the tree is walked by recursion.
const MOST_DEPTH: usize = 2_000;

/// What a page holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Title and text, a paragraph per line.
    pub text: String,
    /// What the page says about itself, by the names of columns: `outlet`, `date`, `title`, `byline`, `url`.
    pub about: Vec<(&'static str, String)>,
}

impl Page {
    /// What the page says about itself under the name of a column; null if it says nothing.
    pub fn about(&self, column: &str) -> Value {
        self.about.iter().find(|(name, _)| *name == column).map_or(Value::Null, |(_, text)| text.as_str().into())
    }
}

/// A text looks like a web page.
pub fn looks_like_one(text: &str) -> bool {
    let start: String = text.trim_start().chars().take(15).collect::<String>().to_ascii_lowercase();
    start.starts_with("<!doctype html") || start.starts_with("<html")
}

/// Finds the article.
pub fn read(html: &str) -> Result<Page, Reason> {
    let none = |why: &str| Reason::new("html", format!("no article found in the web page: {why}"));
    if depth(html) > MOST_DEPTH {
        return Err(none("its elements are nested too deeply"));
    }
    let config = Config { text_mode: TextMode::Formatted, max_elements_to_parse: MOST_ELEMENTS, ..Config::default() };
    let mut page = Readability::new(html, None, Some(config)).map_err(|e| none(&e.to_string()))?;
    let article = page.parse().map_err(|e| none(&e.to_string()))?;
    let body = paragraphs(&article.text_content);
    if body.is_empty() {
        return Err(none("it has no text"));
    }
    let title = paragraphs(&article.title);
    let text = if title.is_empty() || body.starts_with(&title) { body } else { format!("{title}\n{body}") };
    let about = [
        ("outlet", article.site_name),
        ("date", article.published_time),
        ("title", Some(article.title).filter(|t| !t.is_empty())),
        ("byline", article.byline),
        ("url", article.url),
    ];
    let about = about.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
    Ok(Page { text, about })
}

/// How many elements are open at once at most, roughly: tags that open less tags that close.
fn depth(html: &str) -> usize {
    let (mut depth, mut most) = (0usize, 0usize);
    let bytes = html.as_bytes();
    for (i, _) in bytes.iter().enumerate().filter(|(_, b)| **b == b'<') {
        match bytes.get(i + 1) {
            Some(b'/') => depth = depth.saturating_sub(1),
            Some(c) if c.is_ascii_alphabetic() && !is_void(&bytes[i + 1..]) => depth += 1,
            _ => {}
        }
        most = most.max(depth);
    }
    most
}

/// Elements that never hold others, and those whose end tag is mostly left out.
fn is_void(tag: &[u8]) -> bool {
    const VOID: [&str; 18] = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "p",
        "li", "td", "tr", "option",
    ];
    let end = tag.iter().position(|c| !c.is_ascii_alphanumeric()).unwrap_or(tag.len());
    VOID.iter().any(|v| v.as_bytes().eq_ignore_ascii_case(&tag[..end]))
}

/// Lines without blank ones and without blanks at their ends, runs of blanks as one.
fn paragraphs(text: &str) -> String {
    let line = |l: &str| l.split_whitespace().collect::<Vec<_>>().join(" ");
    text.lines().map(line).filter(|l| !l.is_empty()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page() -> String {
        let p = "<p>The bridge over the Alder will close on Monday, the council said, and it will stay closed until the \
                 work on its piers has been finished, which may take until spring.</p>";
        format!(
            "<!DOCTYPE html><html><head><title>Bridge to close</title><meta property=\"og:site_name\" content=\"The Alder\">\
             </head><body><nav><a href=/>Home</a> <a href=/x>Sport</a></nav><article><h1>Bridge to close</h1>{}</article>\
             <footer>Cookies and terms</footer><script>alert(1)</script></body></html>",
            p.repeat(6)
        )
    }

    #[test]
    fn the_article_is_found_and_the_furniture_is_not() {
        let page = read(&page()).unwrap();
        assert!(
            page.text.starts_with("Bridge to close\nThe bridge over the Alder will close on Monday"),
            "{}",
            page.text
        );
        assert_eq!(page.text.lines().count(), 7);
        assert!(!page.text.contains("Cookies") && !page.text.contains("Sport") && !page.text.contains("alert"));
        assert_eq!(page.about("outlet"), "The Alder");
        assert!(page.about("date").is_null());
    }

    #[test]
    fn pages_without_an_article_are_refused() {
        assert_eq!(read("<html><body></body></html>").unwrap_err().kind, "html");
        let deep = format!("<html><body>{}x", "<div>".repeat(100_000));
        assert!(read(&deep).unwrap_err().message.contains("too deeply"));
    }

    #[test]
    fn pages_are_told_by_their_beginning() {
        assert!(looks_like_one(" \n<!DOCTYPE HTML><p>"));
        assert!(looks_like_one("<html lang=en>"));
        assert!(!looks_like_one("The mayor wrote <html> on the wall."));
    }
}
