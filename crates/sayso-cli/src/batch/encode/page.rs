//! Articles as one page for a browser: sentences coloured by label, probabilities and cues on hover, focus or touch,
//! shares of labels, a filter. One file without a script: the filter is check boxes and style rules, so the page works
//! from a mail or a disk under any content policy, and prints.

use std::fmt::Write;

use super::{Form, UNSUPPORTED};
use crate::article::{CueOut, Row};
use crate::batch::worker::Answer;
use crate::html::escape;

const STYLE: &str = include_str!("page.css");

/// Hues in degrees and saturations of labels: fixed for the four of news, in turn for any others.
fn color(label: &str, i: usize) -> (u16, u8) {
    const HUES: [u16; 6] = [200, 45, 325, 110, 260, 15];
    match label {
        "attribution" => (HUES[0], 75),
        "claim" => (HUES[1], 85),
        "denial" => (HUES[2], 75),
        "background" => (220, 8),
        _ => (HUES[i % HUES.len()], 65),
    }
}

/// The shortest beginnings that tell the labels apart, for those who cannot tell the colours.
fn short_names(labels: &[String]) -> Vec<String> {
    let start = |label: &str, n: usize| label.chars().take(n).collect::<String>();
    let longest = labels.iter().map(|l| l.chars().count()).max().unwrap_or(0);
    let apart = |n: &usize| {
        let mut names: Vec<String> = labels.iter().map(|l| start(l, *n)).collect();
        names.sort();
        names.windows(2).all(|w| w[0] != w[1])
    };
    let n = (1..longest).find(apart).unwrap_or(longest);
    labels.iter().map(|l| start(l, n)).collect()
}

/// A text inside of quotation marks in a style sheet that stands in HTML.
fn css_text(text: &str) -> String {
    let plain = |c: &char| c.is_alphanumeric() || *c == '-' || *c == ' ';
    text.chars().filter(plain).collect()
}

/// The beginning of the page: styles, legend, filter.
pub fn head(form: &Form) -> Vec<u8> {
    let mut out = String::from(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>Whose say-so</title>\n<style>\n",
    );
    out.push_str(STYLE);
    for (i, (label, short)) in form.labels.iter().zip(short_names(&form.labels)).enumerate() {
        let (hue, saturation) = color(label, i);
        let short = css_text(&short);
        let _ =
            writeln!(out, ".l{i} {{ --hue: {hue}; --sat: {saturation}% }} .s.l{i}::before {{ content: \"{short}\" }}");
        let _ = writeln!(out, "body:has(#f{i}:not(:checked)) .s.l{i} {{ display: none }}");
    }
    out.push_str("</style>\n</head>\n<body>\n<header>\n<h1>Whose say-so</h1>\n<fieldset class=\"filter\">\n");
    out.push_str("<legend>Show sentences labelled</legend>\n");
    for (i, label) in form.labels.iter().enumerate() {
        let label = escape(label);
        let _ = writeln!(
            out,
            "<label class=\"key l{i}\"><input type=\"checkbox\" id=\"f{i}\" data-label=\"{label}\" checked> {label}</label>"
        );
    }
    let model = escape(&form.model);
    let _ = writeln!(
        out,
        "</fieldset>\n<p class=\"note\">Point at a sentence, or touch it, for its probabilities and cues. Underlined words \
         are cues; a dashed edge marks a label that is unsure. Model: {model}. A label says on whose word a sentence \
         stands, not whether it is true.</p>\n</header>"
    );
    out.into_bytes()
}

/// The end of the page: shares over all articles, which style rules move to its top.
pub fn tail(form: &Form, articles: u64, totals: &[usize]) -> Vec<u8> {
    let mut out = String::new();
    if articles != 1 {
        let _ =
            write!(out, "<section class=\"all\">\n<h2>All {articles} articles</h2>\n{}</section>\n", bar(form, totals));
    }
    out.push_str("</body>\n</html>\n");
    out.into_bytes()
}

/// Shares of labels as a bar and in words.
fn bar(form: &Form, counts: &[usize]) -> String {
    let total: usize = counts.iter().sum();
    let share = |n: usize| if total == 0 { 0.0 } else { n as f64 * 100.0 / total as f64 };
    let mut out = String::from("<div class=\"bar\" aria-hidden=\"true\">");
    for (i, &n) in counts.iter().enumerate().filter(|(_, n)| **n > 0) {
        let _ = write!(out, "<i class=\"l{i}\" style=\"width:{:.2}%\"></i>", share(n));
    }
    out.push_str("</div>\n<ul class=\"shares\">");
    for (i, (label, &n)) in form.labels.iter().zip(counts).enumerate() {
        let _ = write!(out, "<li class=\"l{i}\">{} {:.0}&nbsp;% <small>({n})</small></li>", escape(label), share(n));
    }
    out.push_str("</ul>\n");
    out
}

/// An article, and how many sentences have each label.
pub fn article(form: &Form, answer: &Answer<'_>) -> (Vec<u8>, Vec<usize>) {
    let mut counts = vec![0; form.labels.len()];
    answer.labelled.iter().for_each(|l| counts[l.prediction.label] += 1);
    let article = &answer.article;
    let lang = article.lang.as_deref().map(|l| format!(" lang=\"{}\"", escape(l))).unwrap_or_default();
    let mut out = format!("<article>\n<h2>{}</h2>\n<p class=\"about\">", escape(&article.doc));
    let _ = write!(out, "{} sentences", answer.labelled.len());
    for (name, value) in form.carry.iter().zip(&article.carried).filter(|(_, v)| !v.is_null()) {
        let _ = write!(out, " · {}: {}", escape(name), escape(&super::csv::text(value)));
    }
    if let Some(code) = &article.lang {
        let _ = write!(out, " · language: {}", escape(code));
    }
    if article.unsupported {
        let _ = write!(out, " · <strong>{UNSUPPORTED}: do not rely on the labels</strong>");
    }
    let _ = write!(out, "</p>\n{}<div class=\"text\" dir=\"auto\"{lang}>", bar(form, &counts));
    let mut open = false;
    for row in answer.rows() {
        if row.labelled.span.paragraph_start || !open {
            out.push_str(if open { "</p>\n<p>" } else { "\n<p>" });
            open = true;
        }
        sentence(form, &row, &mut out);
    }
    out.push_str(if open { "</p>\n</div>\n</article>\n" } else { "</div>\n</article>\n" });
    (out.into_bytes(), counts)
}

fn sentence(form: &Form, row: &Row<'_>, out: &mut String) {
    let p = &row.labelled.prediction;
    let unsure = if p.abstained { " unsure" } else { "" };
    let label = escape(row.label());
    let _ = write!(out, "<span class=\"s l{}{unsure}\" data-label=\"{label}\" tabindex=\"0\">", p.label);
    marked(row, out);
    let _ =
        write!(out, "<span class=\"tip\" role=\"note\"><b>{label}{}</b>", if p.abstained { " (unsure)" } else { "" });
    for (i, (label, p)) in form.labels.iter().zip(&p.probabilities).enumerate() {
        let percent = p * 100.0;
        let _ = write!(
            out,
            "<span class=\"p l{i}\"><span>{}</span><i style=\"width:{percent:.0}%\"></i><span>{percent:.0} %</span></span>",
            escape(label)
        );
    }
    let cues = row.cues();
    if !cues.is_empty() {
        let words = |c: &CueOut| {
            let inside = if c.quoted { ", quoted" } else { "" };
            format!("{} ({}{inside})", escape(&words_of(row, c)), c.kind)
        };
        let _ = write!(out, "<span class=\"cues\">{}</span>", cues.iter().map(words).collect::<Vec<_>>().join(", "));
    }
    out.push_str("</span></span> ");
}

fn words_of(row: &Row<'_>, cue: &CueOut) -> String {
    let start = row.labelled.span.char_start;
    row.sentence().chars().skip(cue.start - start).take(cue.end - cue.start).collect()
}

/// The sentence with its cues underlined.
fn marked(row: &Row<'_>, out: &mut String) {
    let text = row.sentence();
    let mut at = 0;
    for cue in &row.labelled.prediction.cues {
        if cue.start < at {
            continue;
        }
        if let (Some(before), Some(words)) = (text.get(at..cue.start), text.get(cue.start..cue.end)) {
            let _ = write!(out, "{}<u>{}</u>", escape(before), escape(words));
            at = cue.end;
        }
    }
    out.push_str(&escape(&text[at..]));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(labels: &[&str]) -> Form {
        Form { labels: labels.iter().map(|l| (*l).to_owned()).collect(), ..Form::default() }
    }

    #[test]
    fn labels_have_short_names_that_differ() {
        let of = |labels: &[&str]| short_names(&form(labels).labels);
        assert_eq!(of(&["attribution", "background", "claim", "denial"]), ["a", "b", "c", "d"]);
        assert_eq!(of(&["support", "sceptic", "x"]), ["su", "sc", "x"]);
        assert_eq!(of(&["a", "ab"]), ["a", "ab"]);
    }

    #[test]
    fn labels_cannot_become_markup_or_style() {
        let form = form(&["</style><b>", "\"}"]);
        let head = String::from_utf8(head(&form)).unwrap();
        assert!(!head.contains("<b>") && head.matches("</style>").count() == 1);
        assert!(bar(&form, &[0, 0]).contains("0&nbsp;%"));
    }
}
