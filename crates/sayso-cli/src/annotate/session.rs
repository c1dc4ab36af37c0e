//! The state of an annotation: which sentence is looked at, which labels were given, how to take one back.
//!
//! Nothing here knows of a terminal or a file. Every [`Action`] leaves the session whole, so that what is saved after it
//! can be resumed.

use sayso_train::data::{Dataset, Sentence};

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Give the sentence this label.
    Label(usize),
    /// Give it the label that the model suggests.
    Accept,
    /// Take its label away.
    Clear,
    /// Take the last change back.
    Undo,
    /// Go to the next or the previous sentence.
    Step(Way),
    /// Go to the next or the previous sentence without a label.
    Open(Way),
    /// Go to the next or the previous article.
    Article(Way),
    /// End.
    Quit,
}

/// Which way to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// On.
    Forward,
    /// Back.
    Backward,
}

/// A model's suggestion.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Suggestion {
    /// Index of the label.
    pub label: usize,
    /// Its probability.
    pub probability: f32,
}

/// A label that was changed.
#[derive(Debug, Clone, Copy)]
struct Change {
    place: usize,
    before: Option<usize>,
}

/// An annotation in progress.
#[derive(Debug)]
pub struct Session {
    /// The data with the labels so far.
    pub data: Dataset,
    /// One for each sentence, in the order of [`Session::places`]; empty without a model.
    suggestions: Vec<Suggestion>,
    /// Article and sentence, in reading order; blank sentences are left out. Not empty.
    places: Vec<(usize, usize)>,
    /// The one looked at.
    at: usize,
    changes: Vec<Change>,
}

impl Session {
    /// Begins at the first sentence without a label. `None` if there is no sentence at all. `suggestions` are given
    /// article by article, or not at all.
    pub fn new(data: Dataset, suggestions: &[Vec<Suggestion>]) -> Option<Self> {
        let solid = |s: &Sentence| !s.text.trim().is_empty();
        let of = |(a, article): (usize, &sayso_train::data::Article)| {
            let sentences = article.sentences.iter().enumerate().filter(|(_, s)| solid(s));
            sentences.map(move |(s, _)| (a, s)).collect::<Vec<_>>()
        };
        let places: Vec<(usize, usize)> = data.articles.iter().enumerate().flat_map(of).collect();
        let suggested = places.iter().filter_map(|&(a, s)| suggestions.get(a)?.get(s).copied()).collect();
        let mut session = Self { data, suggestions: suggested, places, at: 0, changes: Vec::new() };
        session.at = session.first_open(0..session.places.len()).unwrap_or(0);
        (!session.places.is_empty()).then_some(session)
    }

    /// Does what is asked for; whether a label changed.
    pub fn apply(&mut self, action: Action) -> bool {
        match action {
            Action::Label(label) if label < self.data.labels.len() => self.label(label),
            Action::Accept => self.suggestion().is_some_and(|s| self.label(s.label)),
            Action::Clear => self.set(None),
            Action::Undo => self.undo(),
            Action::Step(Way::Forward) => self.go((self.at + 1).min(self.places.len() - 1)),
            Action::Step(Way::Backward) => self.go(self.at.saturating_sub(1)),
            Action::Open(Way::Forward) => self.go(self.next_open().unwrap_or(self.at)),
            Action::Open(Way::Backward) => {
                let before = (0..self.at).rev().find(|&i| self.label_at(i).is_none());
                self.go(before.unwrap_or(self.at))
            }
            Action::Article(way) => self.go_to_article(way),
            Action::Label(_) | Action::Quit => false,
        }
    }

    /// Article and sentence looked at.
    pub fn place(&self) -> (usize, usize) {
        self.places[self.at]
    }

    /// What the model suggests for it.
    pub fn suggestion(&self) -> Option<Suggestion> {
        self.suggestions.get(self.at).copied()
    }

    /// Sentences with a label, and all.
    pub fn done(&self) -> (usize, usize) {
        let labelled = (0..self.places.len()).filter(|&i| self.label_at(i).is_some()).count();
        (labelled, self.places.len())
    }

    fn label_at(&self, i: usize) -> Option<usize> {
        let (a, s) = self.places[i];
        self.data.articles[a].sentences[s].label
    }

    fn sentence(&mut self, i: usize) -> &mut Sentence {
        let (a, s) = self.places[i];
        &mut self.data.articles[a].sentences[s]
    }

    /// Gives a label and goes on to what is open.
    fn label(&mut self, label: usize) -> bool {
        let changed = self.set(Some(label));
        let next = self.next_open().unwrap_or((self.at + 1).min(self.places.len() - 1));
        self.go(next);
        changed
    }

    fn set(&mut self, label: Option<usize>) -> bool {
        let place = self.at;
        let before = std::mem::replace(&mut self.sentence(place).label, label);
        if before != label {
            self.changes.push(Change { place, before });
        }
        before != label
    }

    fn undo(&mut self) -> bool {
        let Some(Change { place, before }) = self.changes.pop() else { return false };
        self.sentence(place).label = before;
        self.at = place;
        true
    }

    /// Goes to a sentence, which changes no label.
    fn go(&mut self, to: usize) -> bool {
        self.at = to;
        false
    }

    fn first_open(&self, mut range: std::ops::Range<usize>) -> Option<usize> {
        range.find(|&i| self.label_at(i).is_none())
    }

    fn next_open(&self) -> Option<usize> {
        self.first_open(self.at + 1..self.places.len())
    }

    fn go_to_article(&mut self, way: Way) -> bool {
        let here = self.place().0;
        let first_of = |article: usize| self.places.iter().position(|p| p.0 == article);
        let to = match way {
            Way::Forward => self.places[self.at..].iter().find(|p| p.0 > here).and_then(|p| first_of(p.0)),
            Way::Backward => self.places[..self.at].iter().rev().find(|p| p.0 < here).and_then(|p| first_of(p.0)),
        };
        self.go(to.unwrap_or(self.at))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use sayso_train::data::Article;

    fn session(articles: usize, sentences: usize) -> Session {
        let sentence = |i: usize| Sentence { text: format!("Sentence {i}."), ..Sentence::default() };
        let article = |i: usize| Article {
            id: format!("a{i}"),
            sentences: (0..sentences).map(sentence).collect(),
            ..Article::default()
        };
        let labels = ["x", "y"].map(str::to_owned).to_vec();
        let data = Dataset { labels, articles: (0..articles).map(article).collect(), warnings: Vec::new() };
        let suggestion = Suggestion { label: 1, probability: 0.7 };
        Session::new(data, &vec![vec![suggestion; sentences]; articles]).unwrap()
    }

    #[test]
    fn labels_go_on_to_the_next_open_sentence() {
        let mut s = session(2, 2);
        assert!(s.apply(Action::Label(0)) && s.apply(Action::Accept));
        assert_eq!((s.place(), s.done()), ((1, 0), (2, 4)));
        assert_eq!(s.data.articles[0].sentences[1].label, Some(1));
        s.apply(Action::Step(Way::Backward));
        assert!(!s.apply(Action::Label(1)), "the label it has already");
        assert!(!s.apply(Action::Label(9)));
    }

    #[test]
    fn undo_goes_back_to_where_the_change_was() {
        let mut s = session(2, 2);
        s.apply(Action::Label(0));
        s.apply(Action::Article(Way::Forward));
        assert!(s.apply(Action::Undo));
        assert_eq!((s.place(), s.done().0), ((0, 0), 0));
        assert!(!s.apply(Action::Undo));
    }

    #[test]
    fn ways_end_at_the_ends() {
        let mut s = session(2, 2);
        for way in [Way::Backward, Way::Forward] {
            for _ in 0..9 {
                s.apply(Action::Step(way));
                s.apply(Action::Article(way));
                s.apply(Action::Open(way));
            }
        }
        assert_eq!(s.place(), (1, 1));
        s.apply(Action::Article(Way::Backward));
        assert_eq!(s.place(), (0, 0));
    }

    #[test]
    fn it_begins_with_what_is_open_and_needs_a_sentence() {
        let mut data = session(1, 3).data;
        data.articles[0].sentences[0].label = Some(1);
        data.articles[0].sentences[1].text = " ".into();
        assert_eq!(Session::new(data, &[]).unwrap().place(), (0, 2));
        assert!(Session::new(Dataset::default(), &[]).is_none());
    }

    #[test]
    fn undoing_everything_is_as_if_nothing_had_been_done() {
        // Every sequence of five of these actions.
        let actions = [Action::Label(0), Action::Accept, Action::Clear, Action::Step(Way::Backward), Action::Undo];
        for code in 0..5usize.pow(5) {
            let mut s = session(2, 2);
            let before = s.data.clone();
            for i in 0..5 {
                s.apply(actions[code / 5usize.pow(i) % 5]);
            }
            while s.apply(Action::Undo) {}
            assert_eq!(s.data, before, "{code}");
        }
    }
}
