//! What the rules say of sentences: subjects, tenses, labels at the edges, whose turn it is.

#![allow(clippy::unwrap_used)]

use sayso_featurizer::analysis::SentenceInput;
use sayso_featurizer::clause::{Subject, Tense};
use sayso_featurizer::feature::Sink;
use sayso_featurizer::feature::facts::Fact;
use sayso_featurizer::featurizer::{Config, Featurizer, Workspace};
use std::sync::LazyLock;

static FEATURIZER: LazyLock<Featurizer> = LazyLock::new(|| Featurizer::new(&Config::default()).unwrap());

fn analyzed(sentences: &[&str]) -> Workspace {
    let mut workspace = Workspace::default();
    let inputs = sentences.iter().map(|text| SentenceInput { text, paragraph_start: None });
    FEATURIZER.analyze(inputs, &mut workspace);
    workspace
}

/// The main verb of a sentence, its tense and its subject.
fn main_verb(sentence: &str) -> Option<(String, Tense, Subject)> {
    let w = analyzed(&[sentence]);
    let verb = &w.verbs[w.summaries[0].main? as usize];
    Some((w.analysis.norm(verb.token).to_owned(), verb.tense, verb.subject))
}

fn has(sentence: &str, fact: Fact) -> bool {
    analyzed(&[sentence]).summaries[0].facts.has(fact)
}

#[test]
fn subjects_are_found_behind_their_attributes() {
    let present = [
        ("Critics of the bill in both chambers say it goes too far.", "say", Subject::People),
        ("But Mr. Talbot and Ms. Orlova say other changes are needed.", "say", Subject::Name),
        ("Officials at the ministry in Vellmar believe the dam will hold.", "believe", Subject::Official),
        ("Many analysts say so.", "say", Subject::People),
    ];
    for (sentence, verb, subject) in present {
        assert_eq!(main_verb(sentence), Some((verb.into(), Tense::Present, subject)), "{sentence}");
    }
}

#[test]
fn nouns_that_look_like_verbs_stay_nouns() {
    for sentence in ["The claim over the harbour was settled in March.", "A plan for the two schools was approved."] {
        let (verb, ..) = main_verb(sentence).unwrap();
        assert!(matches!(verb.as_str(), "settled" | "approved"), "{sentence}: {verb}");
    }
}

#[test]
fn attributes_are_no_verbs() {
    let cases = [
        ("The harbour-based preacher is accused of fraud.", "accused", Tense::Passive),
        ("Drugs like these have changed the town.", "changed", Tense::Perfect),
    ];
    for (sentence, verb, tense) in cases {
        let (word, found, _) = main_verb(sentence).unwrap();
        assert_eq!((word.as_str(), found), (verb, tense), "{sentence}");
    }
}

#[test]
fn captions_end_with_their_date() {
    for sentence in
        ["A clerk waits in Vellmar, March 27, 2018.", "Barca pe râu, la 27 martie 2018.", "The mill on June 3"]
    {
        assert!(has(sentence, Fact::EndsDated), "{sentence}");
    }
    for sentence in ["On March 27 the clerk left.", "It had 27 rooms.", "They met in 2018.", "They met in March."] {
        assert!(!has(sentence, Fact::EndsDated), "{sentence}");
    }
}

#[test]
fn labels_stand_at_the_start() {
    let cases = [
        ("Energy minister: Gas prices will not rise this winter", Fact::LabelSource),
        ("Ministrul energiei: Prețul gazelor nu crește în această iarnă", Fact::LabelSource),
        ("Q: And where was the key?", Fact::LabelName),
        ("Irena Vosk: I was not there.", Fact::LabelName),
        ("The rule is simple: no boats after ten.", Fact::LabelOther),
    ];
    for (sentence, fact) in cases {
        for label in [Fact::LabelSource, Fact::LabelName, Fact::LabelOther] {
            assert_eq!(has(sentence, label), label == fact, "{sentence}");
        }
    }
    for sentence in [": nothing before it", "Nothing behind it:", "He left at 10:30 and said nothing."] {
        assert!(!has(sentence, Fact::LabelName) && !has(sentence, Fact::LabelOther), "{sentence}");
    }
}

#[test]
fn sources_stand_at_the_end_of_headlines() {
    for sentence in ["Two boats collide off Karst, eleven missing: police", "Tannery to close by June - sources"] {
        assert!(has(sentence, Fact::TailSource), "{sentence}");
    }
    for sentence in
        ["The crew had one wish: a hot meal", "The boat sank: the coast guard rescued all eleven sailors at dawn"]
    {
        assert!(!has(sentence, Fact::TailSource), "{sentence}");
    }
}

#[test]
fn a_long_sentence_without_a_stop_is_no_headline() {
    assert!(has("Harbour closes after storm", Fact::NoStop));
    let long = "The harbour was closed ".to_owned() + &"and the boats were moved ".repeat(5);
    assert!(!has(long.trim(), Fact::NoStop));
}

/// Names of the features of one sentence.
#[derive(Default)]
struct Names(Vec<String>);

impl Sink for Names {
    const NAMED: bool = true;

    fn push(&mut self, _: u64, _: f32) {}

    fn name(&mut self, name: String, _: Option<(usize, usize)>) {
        self.0.push(name);
    }
}

fn names(w: &Workspace, sentence: usize) -> Vec<String> {
    let mut names = Names::default();
    FEATURIZER.emit(w, sentence, &mut names);
    names.0
}

const INTERVIEW: [&str; 9] = [
    "The boatman of Karst",
    "Q: When did the river freeze last?",
    "A: Forty winters ago.",
    "My father walked across with a cow.",
    "Q: Did anybody believe him?",
    "A: Nobody did.",
    "The cow was proof.",
    "She lived to be twenty.",
    "People came to see her.",
];

#[test]
fn in_an_interview_it_is_known_whose_turn_it_is() {
    let w = analyzed(&INTERVIEW);
    let turn = |i: usize| {
        names(&w, i).into_iter().find(|n| n.starts_with("place:turn") && !n.contains("Plain")).unwrap_or_default()
    };
    assert!(turn(1).starts_with("place:turn: question, 0"), "{}", turn(1));
    assert!(turn(3).starts_with("place:turn: answer, 1"), "{}", turn(3));
    assert!(turn(8).starts_with("place:turn: answer, 3"), "{}", turn(8));
    assert_eq!(turn(0), "");
}

#[test]
fn one_label_makes_no_interview() {
    let mut lines = INTERVIEW.map(|line| line.trim_start_matches("Q: ").trim_start_matches("A: "));
    lines[1] = "Q: When did the river freeze last?";
    let w = analyzed(&lines);
    assert!((0..lines.len()).all(|i| names(&w, i).iter().all(|n| !n.contains("turn:"))));
}

#[test]
fn a_speech_shows_in_the_sentences_around() {
    let lines =
        ["I came to this town.", "We built a mill.", "I lost it.", "They took my house.", "It rained.", "I stayed."];
    let w = analyzed(&lines);
    assert!(names(&w, 4).iter().any(|n| n.contains("5 sentences around in the first person")), "{:?}", names(&w, 4));
}
