//! Which key does what.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::session::{Action, Way};

/// Letters that mean something else than a label.
const TAKEN: &str = "hjklnNpqux[]";

/// The keys of a set of labels.
#[derive(Debug)]
pub struct Keys {
    /// The letter of each label, where its first letter is free.
    letters: Vec<Option<char>>,
}

impl Keys {
    /// Labels have a digit each, and their first letter if no other label begins with it and nothing else needs it.
    pub fn new(labels: &[String]) -> Self {
        let first = |label: &String| label.chars().next().map(|c| c.to_ascii_lowercase());
        let letter = |label: &String| {
            let letter = first(label).filter(|c| c.is_ascii_lowercase() && !TAKEN.contains(*c))?;
            (labels.iter().filter(|l| first(l) == Some(letter)).count() == 1).then_some(letter)
        };
        Self { letters: labels.iter().map(letter).collect() }
    }

    /// What a key does; `None` for nothing.
    pub fn action(&self, key: KeyEvent) -> Option<Action> {
        if key.modifiers.contains(KeyModifiers::CONTROL) {
            return (key.code == KeyCode::Char('c')).then_some(Action::Quit);
        }
        Some(match key.code {
            KeyCode::Char(c @ '1'..='9') => Action::Label(c as usize - '1' as usize),
            KeyCode::Enter | KeyCode::Char(' ') => Action::Accept,
            KeyCode::Char('x' | '0') | KeyCode::Delete => Action::Clear,
            KeyCode::Char('u') | KeyCode::Backspace => Action::Undo,
            KeyCode::Down | KeyCode::Char('j') => Action::Step(Way::Forward),
            KeyCode::Up | KeyCode::Char('k') => Action::Step(Way::Backward),
            KeyCode::Char('n') => Action::Open(Way::Forward),
            KeyCode::Char('N' | 'p') => Action::Open(Way::Backward),
            KeyCode::PageDown | KeyCode::Char(']') => Action::Article(Way::Forward),
            KeyCode::PageUp | KeyCode::Char('[') => Action::Article(Way::Backward),
            KeyCode::Char('q') | KeyCode::Esc => Action::Quit,
            KeyCode::Char(c) => Action::Label(self.letters.iter().position(|l| *l == Some(c))?),
            _ => return None,
        })
    }

    /// What to press for label `i`, as the screen shows it.
    pub fn of_label(&self, i: usize) -> String {
        let letter = self.letters.get(i).copied().flatten().map_or_else(String::new, |c| format!("/{c}"));
        format!("{}{letter}", i + 1)
    }
}

/// The other keys, as the screen shows them.
pub const OTHERS: &str = "space accept  x clear  u undo  up/down sentence  n/p open  [ ] article  q quit";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_those_that_are_free() {
        let keys = Keys::new(&["claim", "denial", "next", "dubious", "Ähm"].map(str::to_owned));
        let of = |c| keys.action(KeyEvent::from(KeyCode::Char(c)));
        assert_eq!((of('c'), of('d'), of('2')), (Some(Action::Label(0)), None, Some(Action::Label(1))));
        assert_eq!(of('n'), Some(Action::Open(Way::Forward)));
        assert_eq!((keys.of_label(0), keys.of_label(4)), ("1/c".to_owned(), "5".to_owned()));
    }

    #[test]
    fn control_c_ends() {
        let keys = Keys::new(&["claim".to_owned()]);
        let control = |c| keys.action(KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL));
        assert_eq!((control('c'), control('x')), (Some(Action::Quit), None));
    }
}
