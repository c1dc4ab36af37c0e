//! The screen: the article with its labels, the sentence looked at, the suggestion, the keys.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;
use sayso_train::data::Article;

use super::keys::{Keys, OTHERS};
use super::session::Session;

/// Draws everything. `status` is the last line: what has been saved, and where.
pub fn draw(frame: &mut Frame<'_>, session: &Session, keys: &Keys, status: &str) {
    let rows = [Constraint::Length(1), Constraint::Min(1), Constraint::Length(4)];
    let [head, body, foot] = Layout::vertical(rows).areas(frame.area());
    frame.render_widget(Paragraph::new(header(session)).style(Modifier::REVERSED), head);
    let lines = article(session, usize::from(body.width), usize::from(body.height));
    frame.render_widget(Paragraph::new(lines), body);
    let width = usize::from(foot.width);
    frame.render_widget(Paragraph::new(footer(session, keys, status, width)), foot);
}

fn header(session: &Session) -> String {
    let (a, s) = session.place();
    let article = &session.data.articles[a];
    let (done, all) = session.done();
    format!(
        " {}  article {} of {}, sentence {} of {}; {done} of {all} labelled",
        printable(&article.id),
        a + 1,
        session.data.articles.len(),
        s + 1,
        article.sentences.len()
    )
}

/// Columns for the labels to the left of the text.
const MARGIN: usize = 14;

/// The article's lines, as many as fit, with the sentence looked at among them.
fn article(session: &Session, width: usize, height: usize) -> Vec<Line<'static>> {
    let (a, current) = session.place();
    let (mut lines, mut first, mut last) = (Vec::new(), 0, 0);
    let article: &Article = &session.data.articles[a];
    for (i, sentence) in article.sentences.iter().enumerate() {
        if i > 0 && sentence.paragraph_start == Some(true) {
            lines.push(Line::default());
        }
        if i == current {
            first = lines.len();
        }
        let label = sentence.label.map(|l| session.data.labels[l].as_str());
        lines.extend(sentence_lines(&sentence.text, label, i == current, width));
        if i == current {
            last = lines.len();
        }
    }
    // A third of the screen shows what comes before, unless the sentence needs the room.
    let top = first.saturating_sub(height / 3).max(last.saturating_sub(height)).min(first);
    let top = top.min(lines.len().saturating_sub(height));
    lines.into_iter().skip(top).take(height).collect()
}

fn sentence_lines(text: &str, label: Option<&str>, current: bool, width: usize) -> Vec<Line<'static>> {
    let style = match (current, label) {
        (true, _) => Style::new().add_modifier(Modifier::BOLD | Modifier::REVERSED),
        (false, Some(_)) => Style::new().add_modifier(Modifier::DIM),
        (false, None) => Style::new(),
    };
    let wrapped = textwrap::wrap(&printable(text), width.saturating_sub(MARGIN).max(8))
        .into_iter()
        .map(std::borrow::Cow::into_owned)
        .collect::<Vec<String>>();
    let mark = if current { '>' } else { ' ' };
    let label: String = label.unwrap_or("-").chars().take(MARGIN - 3).collect();
    let margin = |i: usize| if i == 0 { format!("{mark} {label:<w$} ", w = MARGIN - 3) } else { " ".repeat(MARGIN) };
    let line = |(i, text)| Line::from(vec![Span::raw(margin(i)), Span::styled(text, style)]);
    wrapped.into_iter().enumerate().map(line).collect()
}

fn footer(session: &Session, keys: &Keys, status: &str, width: usize) -> Vec<Line<'static>> {
    let labels = &session.data.labels;
    let suggestion = session.suggestion().map_or_else(
        || "no suggestion".to_owned(),
        |s| format!("suggestion: {} {:.2}", labels[s.label], s.probability),
    );
    let named: Vec<String> = labels.iter().enumerate().map(|(i, l)| format!("{} {l}", keys.of_label(i))).collect();
    vec![
        Line::styled(suggestion, Modifier::BOLD),
        Line::raw(named.join("  ")),
        Line::raw(OTHERS.chars().take(width).collect::<String>()),
        Line::raw(printable(status)),
    ]
}

/// Text without control characters, which would move the cursor.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::annotate::session::{Action, Suggestion, Way};
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;
    use sayso_train::data::{Dataset, Sentence};

    fn session(sentences: usize) -> Session {
        let sentence = |i: usize| Sentence {
            text: format!("Sentence {i} says a little\u{1b} about the harbour and the crane."),
            paragraph_start: Some(i.is_multiple_of(2)),
            ..Sentence::default()
        };
        let article =
            Article { id: "town/1".into(), sentences: (0..sentences).map(sentence).collect(), ..Article::default() };
        let labels = ["attribution", "claim"].map(str::to_owned).to_vec();
        let data = Dataset { labels, articles: vec![article], warnings: Vec::new() };
        Session::new(data, &[vec![Suggestion { label: 1, probability: 0.75 }; sentences]]).unwrap()
    }

    fn shown(session: &Session, width: u16, height: u16) -> String {
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        let keys = Keys::new(&session.data.labels);
        terminal.draw(|frame| draw(frame, session, &keys, "saved: 1 label in out.jsonl")).unwrap();
        terminal.backend().to_string()
    }

    #[test]
    fn the_whole_screen() {
        let mut session = session(4);
        session.apply(Action::Label(0));
        insta::assert_snapshot!("screen", shown(&session, 60, 16));
    }

    #[test]
    fn the_sentence_is_always_seen_whatever_the_size() {
        let mut session = session(40);
        for i in 0..40 {
            for (width, height) in [(60, 12), (30, 10), (200, 50), (20, 9)] {
                let screen = shown(&session, width, height);
                assert!(screen.contains("> -"), "sentence {i} at {width} x {height}:\n{screen}");
            }
            session.apply(Action::Step(Way::Forward));
        }
        // Too small to be of use, but no reason to fall over.
        let _ = (shown(&session, 1, 1), shown(&session, 5, 3));
    }
}
