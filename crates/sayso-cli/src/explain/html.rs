//! The account as a page: sentences by label, words by what they count for. One file, nothing is fetched.

use std::fmt::Write;

use sayso::Model;

use super::Account;
use crate::html::escape;
use crate::input::Article;

/// Colours of labels, light enough to read black text on; told apart by the label's name too.
const HUES: [&str; 6] = ["#9fd3e6", "#f3d27a", "#e9a6c9", "#b9dba0", "#c3b5ec", "#f0a58f"];
const GREY: &str = "#d5d8dc";

/// The page.
pub fn page(model: &Model, article: &Article, accounts: &[Account<'_>]) -> String {
    let title = escape(&article.doc);
    let mut out = format!("{HEAD}<title>{title}</title>\n<h1>{title}</h1>\n<p class=\"legend\">");
    for (i, label) in model.labels().iter().enumerate() {
        let _ = write!(out, "<span style=\"background:{}\">{}</span> ", hue(model.labels(), i), escape(label));
    }
    let _ = writeln!(out, "</p>\n<p>{NOTE}</p>");
    accounts.iter().for_each(|a| sentence(a, &mut out));
    out
}

const HEAD: &str = "<!doctype html>
<html lang=\"und\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 48rem; margin: 2rem auto; padding: 0 1rem; color: #111; background: #fff }
details { border-left: .5rem solid var(--label); margin: .4rem 0; padding: .2rem .6rem }
summary { cursor: pointer } b { font-size: .8rem } table { border-collapse: collapse; font-size: .85rem }
td { padding: 0 .8rem 0 0 } td:last-child { text-align: right; font-variant-numeric: tabular-nums }
.legend span { padding: .1rem .5rem; border-radius: .2rem } mark { color: inherit; border-radius: .15rem }
mark.against { text-decoration: underline dotted; background: none }
</style>
";

const NOTE: &str = "Shaded words count for the label, the darker the more; dotted words count against it. Open a \
                    sentence for the sum.";

fn hue(labels: &[String], i: usize) -> &'static str {
    match labels[i].as_str() {
        "attribution" => HUES[0],
        "claim" => HUES[1],
        "denial" => HUES[2],
        "background" => GREY,
        _ => HUES[i % HUES.len()],
    }
}

fn sentence(account: &Account<'_>, out: &mut String) {
    let row = &account.row;
    let p = &row.labelled.prediction;
    let unsure = if p.abstained { "?" } else { "" };
    let _ = writeln!(
        out,
        "<details style=\"--label:{}\"><summary><b>{} {}{unsure} {:.2}</b> {}</summary>",
        hue(row.model.labels(), p.label),
        row.index,
        escape(row.label()),
        p.score(),
        marked(account),
    );
    let probabilities = row.model.labels().iter().zip(&p.probabilities);
    let probabilities: Vec<String> = probabilities.map(|(label, p)| format!("{} {p:.3}", escape(label))).collect();
    let _ = writeln!(out, "<p>{}</p>\n<table>", probabilities.join(", "));
    let label = account.label();
    let mut line = |name: &str, words: &str, value: f32| {
        let _ = writeln!(out, "<tr><td>{}<td>{}<td>{value:+.3}", escape(name), escape(words));
    };
    line("intercept", "", account.explanation.intercepts[label]);
    account.listed().for_each(|c| line(&c.feature, account.words(c).unwrap_or_default(), c.logits[label]));
    line("all others", "", account.others()[label]);
    line("= logit", "", account.explanation.logits[label]);
    out.push_str("</table></details>\n");
}

/// The sentence with its words marked. A contribution is shared evenly by the bytes it stands on.
fn marked(account: &Account<'_>) -> String {
    let text = account.row.sentence();
    let mut strength = vec![0.0f32; text.len()];
    let mut cuts = vec![0, text.len()];
    for c in &account.explanation.contributions {
        let Some((from, to)) = c.span.filter(|(from, to)| from < to && text.get(*from..*to).is_some()) else {
            continue;
        };
        let share = c.logits[account.label()] / (to - from) as f32;
        strength[from..to].iter_mut().for_each(|s| *s += share);
        cuts.extend([from, to]);
    }
    cuts.sort_unstable();
    cuts.dedup();
    let most = strength.iter().fold(f32::MIN_POSITIVE, |m, s| m.max(s.abs()));
    let mut out = String::new();
    for pair in cuts.windows(2) {
        let words = escape(&text[pair[0]..pair[1]]);
        let share = strength[pair[0]] / most;
        let _ = match share {
            s if s > 0.1 => write!(out, "<mark style=\"background:rgb(70 160 90/{:.2})\">{words}</mark>", s * 0.6),
            s if s < -0.1 => write!(out, "<mark class=\"against\">{words}</mark>"),
            _ => write!(out, "{words}"),
        };
    }
    out
}
