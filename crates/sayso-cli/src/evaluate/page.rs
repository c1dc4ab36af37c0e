//! The report as a page: one file, no script, nothing is fetched.
//!
//! Every figure that the JSON report has too carries its place there in `data-path`, a JSON Pointer (RFC 6901), so that
//! programs and tests can compare the two.

use std::fmt::Write;

use sayso_train::report::{Report, Slice, WorstError};
use sayso_train::resample::Interval;

use super::plot;
use super::text::spoken;
use crate::html::escape;

/// The page.
pub fn page(report: &Report) -> String {
    let title = format!("{} on {} sentences", escape(&report.model), report.sentences);
    let mut out = format!("{HEAD}<title>{title}</title>\n<main>\n<h1>{title}</h1>\n");
    let parts = [summary, totals, by_label, plots, confusion, reliability, slices, errors];
    parts.iter().for_each(|part| part(report, &mut out));
    out.push_str("</main>\n</html>\n");
    out
}

const HEAD: &str = "<!doctype html>
<html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<style>
body { font: 16px/1.5 system-ui, sans-serif; margin: 0; color: #111; background: #fff }
main { max-width: 76rem; margin: 0 auto; padding: 1rem }
h1 { font-size: 1.5rem; line-height: 1.25 } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem }
.wide { overflow-x: auto } .note { color: #555; font-size: .875rem; max-width: 46rem }
table { border-collapse: collapse; font-size: .9rem }
th, td { padding: .2rem .45rem; text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
th:first-child, td:first-child { text-align: left } thead th { border-bottom: 1px solid #999; font-weight: 600 }
tbody th { font-weight: 400 } .range { color: #555; font-size: .8rem } td.hit { font-weight: 700 }
.group th { padding-top: .8rem; font-weight: 600 }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 28rem), 1fr)); gap: 1rem; margin-top: 2rem }
figure { margin: 0 } figcaption { font-weight: 600; font-size: .9rem } svg { width: 100%; max-width: 34rem; height: auto }
article { border-left: .3rem solid #d55e00; padding: .1rem .8rem; margin: 1rem 0; overflow-wrap: anywhere }
article p { margin: .2rem 0; max-width: 46rem } .context { color: #555 } .meta { font-size: .85rem }
mark { background: #fbe3a4; color: inherit } summary { cursor: pointer; font-size: .85rem }
</style>
";

/// A name as a step of a JSON Pointer.
fn key(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// A cell with a figure of the JSON report.
fn cell(path: &str, value: f64) -> String {
    format!("<td data-path=\"{}\">{value:.3}</td>", escape(path))
}

/// A cell with a count of the JSON report.
fn count(path: &str, value: usize) -> String {
    format!("<td data-path=\"{}\">{value}</td>", escape(path))
}

fn range(path: &str, (from, to): Interval) -> String {
    let path = escape(path);
    format!(
        "<td class=\"range\"><span data-path=\"{path}/0\">{from:.3}</span> to \
         <span data-path=\"{path}/1\">{to:.3}</span></td>"
    )
}

/// A table in a box that scrolls by itself where it is too wide.
fn table(head: &[&str], body: &str, out: &mut String) {
    let head: String = head.iter().map(|h| format!("<th scope=\"col\">{}</th>", escape(h))).collect();
    let _ = writeln!(
        out,
        "<div class=\"wide\" tabindex=\"0\"><table><thead><tr>{head}</tr></thead><tbody>\n{body}</tbody></table></div>"
    );
}

fn row(name: &str, cells: &str) -> String {
    format!("<tr><th scope=\"row\">{}</th>{cells}</tr>\n", escape(name))
}

fn summary(report: &Report, out: &mut String) {
    let number = |path: &str, value: usize| format!("<span data-path=\"{path}\">{value}</span>");
    let _ = writeln!(
        out,
        "<p>{} labelled sentences of {} articles; {} more are context. Ranges hold 95 % of the scores of {} resampled \
         sets of articles: how much a figure depends on which articles there happen to be.</p>",
        number("/sentences", report.sentences),
        number("/articles", report.articles),
        number("/context", report.context),
        number("/intervals/draws", report.intervals.draws),
    );
}

fn totals(report: &Report, out: &mut String) {
    let intervals = &report.intervals;
    let mut body = row(
        "model",
        &[
            cell("/accuracy", report.accuracy),
            range("/intervals/accuracy", intervals.accuracy),
            cell("/macro_f1", report.macro_f1),
            range("/intervals/macro_f1", intervals.macro_f1),
            cell("/calibration_error", report.calibration_error),
            cell("/log_loss", report.log_loss),
        ]
        .concat(),
    );
    for (name, b) in &report.baselines {
        let accuracy = cell(&format!("/baselines/{name}/accuracy"), b.accuracy);
        let macro_f1 = cell(&format!("/baselines/{name}/macro_f1"), b.macro_f1);
        body += &row(&spoken(name), &format!("{accuracy}<td></td>{macro_f1}<td></td><td></td><td></td>"));
    }
    table(&["", "accuracy", "95 %", "macro-F1", "95 %", "calibration error", "log loss"], &body, out);
}

fn by_label(report: &Report, out: &mut String) {
    out.push_str("<h2>Labels</h2>\n");
    let baselines: Vec<String> = report.baselines.keys().map(|name| format!("F1 {}", spoken(name))).collect();
    let mut head = vec!["label", "F1", "95 %", "precision", "95 %", "recall", "95 %", "average precision", "sentences"];
    head.extend(baselines.iter().map(String::as_str));
    let mut body = String::new();
    for (name, label) in &report.labels {
        let at = |what: &str| format!("/labels/{}/{what}", key(name));
        let mut cells = [
            cell(&at("f1"), label.scores.f1),
            range(&at("intervals/f1"), label.intervals.f1),
            cell(&at("precision"), label.scores.precision),
            range(&at("intervals/precision"), label.intervals.precision),
            cell(&at("recall"), label.scores.recall),
            range(&at("intervals/recall"), label.intervals.recall),
            cell(&at("average_precision"), label.average_precision),
            count(&at("support"), label.scores.support),
        ]
        .concat();
        for (baseline, scores) in &report.baselines {
            let f1 = scores.f1.get(name).copied().unwrap_or_default();
            cells += &cell(&format!("/baselines/{baseline}/f1/{}", key(name)), f1);
        }
        body += &row(name, &cells);
    }
    table(&head, &body, out);
}

fn plots(report: &Report, out: &mut String) {
    let plots = [
        ("F1 by label; rings are the baselines", plot::f1(report)),
        ("Precision over recall", plot::precision_recall(report)),
        ("Reliability: accuracy over confidence", plot::reliability(report)),
        ("Accuracy of the surest answers, over the share that is given", plot::coverage(report)),
    ];
    out.push_str("<div class=\"plots\">\n");
    for (caption, svg) in plots.iter().filter_map(|(caption, svg)| svg.as_ref().map(|svg| (caption, svg))) {
        let _ = writeln!(out, "<figure><figcaption>{caption}</figcaption>\n{svg}</figure>");
    }
    out.push_str("</div>\n");
}

fn confusion(report: &Report, out: &mut String) {
    out.push_str(
        "<h2>Confusion</h2>\n<p class=\"note\">Rows are what the data says, columns what the model says; the \
                  darker, the larger the share of the row.</p>\n",
    );
    let mut head = vec!["gold"];
    head.extend(report.confusion.keys().map(String::as_str));
    let mut body = String::new();
    for (gold, counts) in &report.confusion {
        let total = counts.values().sum::<usize>().max(1) as f64;
        let mut cells = String::new();
        for (predicted, &n) in counts {
            let hue = if gold == predicted { "0 114 178" } else { "213 94 0" };
            let share = n as f64 / total * 0.55;
            let class = if gold == predicted { "hit" } else { "miss" };
            let path = escape(&format!("/confusion/{}/{}", key(gold), key(predicted)));
            let _ = write!(
                cells,
                "<td class=\"{class}\" style=\"background:rgb({hue}/{share:.2})\" data-path=\"{path}\">{n}</td>"
            );
        }
        body += &row(gold, &cells);
    }
    table(&head, &body, out);
}

fn reliability(report: &Report, out: &mut String) {
    out.push_str("<h2>Reliability</h2>\n");
    let mut body = String::new();
    for (i, bin) in report.reliability.iter().enumerate().filter(|(_, b)| b.count > 0) {
        let at = |what: &str| format!("/reliability/{i}/{what}");
        let cells = [
            cell(&at("confidence"), bin.confidence),
            cell(&at("accuracy"), bin.accuracy),
            count(&at("count"), bin.count),
        ];
        body += &row(&format!("{:.1} to {:.1}", bin.from, bin.to), &cells.concat());
    }
    table(&["probability", "mean probability", "accuracy", "sentences"], &body, out);
}

fn slices(report: &Report, out: &mut String) {
    out.push_str("<h2>Parts of the data</h2>\n");
    let baselines: Vec<String> = report.baselines.keys().map(|name| spoken(name)).collect();
    let mut head = vec!["", "sentences", "articles", "accuracy", "95 %", "macro-F1", "95 %"];
    head.extend(baselines.iter().map(String::as_str));
    let (mut body, mut field) = (String::new(), "");
    for (i, s) in report.slices.iter().enumerate() {
        if field != s.field {
            field = &s.field;
            let _ = writeln!(
                body,
                "<tr class=\"group\"><th scope=\"rowgroup\" colspan=\"{}\">{}</th></tr>",
                head.len(),
                escape(field)
            );
        }
        body += &row(&s.value, &slice(i, s));
    }
    table(&head, &body, out);
}

fn slice(i: usize, s: &Slice) -> String {
    let at = |what: &str| format!("/slices/{i}/{what}");
    let mut cells = [
        count(&at("sentences"), s.sentences),
        count(&at("articles"), s.articles),
        cell(&at("accuracy"), s.accuracy),
        range(&at("intervals/accuracy"), s.intervals.accuracy),
        cell(&at("macro_f1"), s.macro_f1),
        range(&at("intervals/macro_f1"), s.intervals.macro_f1),
    ]
    .concat();
    for (name, &accuracy) in &s.baselines {
        cells += &cell(&at(&format!("baselines/{name}")), accuracy);
    }
    cells
}

fn errors(report: &Report, out: &mut String) {
    if report.errors.is_empty() {
        return;
    }
    out.push_str(
        "<h2>Errors that the model was surest of</h2>\n<p class=\"note\">Marked words are cues. Some of these \
                  will be errors of the data.</p>\n",
    );
    report.errors.iter().enumerate().for_each(|(i, e)| error(i, e, out));
}

fn error(i: usize, e: &WorstError, out: &mut String) {
    let _ = writeln!(
        out,
        "<article><p class=\"meta\">{} {}: model <b>{}</b> <span data-path=\"/errors/{i}/probability\">{:.3}</span>, \
         data <b>{}</b> <span data-path=\"/errors/{i}/gold_probability\">{:.3}</span></p>",
        escape(&e.doc),
        escape(&e.sid),
        escape(&e.predicted),
        e.probability,
        escape(&e.gold),
        e.gold_probability,
    );
    let context = |texts: &[String]| escape(&texts.join(" "));
    let _ = writeln!(
        out,
        "<p><span class=\"context\">{}</span> {} <span class=\"context\">{}</span></p>",
        context(&e.before),
        marked(e),
        context(&e.after),
    );
    reasons(e, out);
    out.push_str("</article>\n");
}

/// The sentence with its cues marked.
fn marked(e: &WorstError) -> String {
    let (mut out, mut done) = ("<strong>".to_owned(), 0);
    for cue in &e.cues {
        let Some(at) = e.text.get(done..).and_then(|rest| rest.find(&cue.words)).filter(|_| !cue.words.is_empty())
        else {
            continue;
        };
        let (from, to) = (done + at, done + at + cue.words.len());
        let words = escape(&cue.words);
        let _ = write!(out, "{}<mark title=\"{}\">{words}</mark>", escape(&e.text[done..from]), cue.kind);
        done = to;
    }
    out + &escape(e.text.get(done..).unwrap_or_default()) + "</strong>"
}

fn reasons(e: &WorstError, out: &mut String) {
    if e.contributions.is_empty() {
        return;
    }
    let _ =
        writeln!(out, "<details><summary>What counts for {} over {}</summary>", escape(&e.predicted), escape(&e.gold));
    let mut body = String::new();
    for r in &e.contributions {
        let words = escape(r.words.as_deref().unwrap_or_default());
        body += &row(&r.feature, &format!("<td>{words}</td><td>{:+.3}</td>", r.difference));
    }
    table(&["feature", "words", "difference of logits"], &body, out);
    out.push_str("</details>\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use sayso_train::report::CueWords;

    #[test]
    fn cues_are_marked_and_text_is_escaped() {
        let cue = |words: &str| CueWords { kind: "report", words: words.into() };
        let e = WorstError {
            doc: String::new(),
            sid: String::new(),
            text: "<b> he said, she said".into(),
            gold: String::new(),
            predicted: String::new(),
            probability: 0.9,
            gold_probability: 0.1,
            before: Vec::new(),
            after: Vec::new(),
            cues: vec![cue("said"), cue("said"), cue("denied")],
            contributions: Vec::new(),
        };
        let mark = "<mark title=\"report\">said</mark>";
        assert_eq!(marked(&e), format!("<strong>&lt;b&gt; he {mark}, she {mark}</strong>"));
    }
}
