//! Texts as lists of words, ours and real ones.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sayso_featurizer::featurizer::{Config, Featurizer, Workspace};
use sayso_featurizer::hash;
use sayso_featurizer::lexicon::PhraseKind;
use sayso_featurizer::normalize::fold;
use sayso_train::data::{Article, Dataset, ReadOptions, read};
use sayso_train::rows::inputs;

/// A word by number.
pub type Word = u32;

/// What stands for a word that our articles do not have.
const UNKNOWN: Word = Word::MAX;

/// Numbers of words and words of numbers.
#[derive(Debug, Default)]
pub struct Words {
    numbers: HashMap<String, Word>,
    names: Vec<String>,
}

impl Words {
    /// The words of a text; new ones get numbers.
    pub fn add(&mut self, text: &str) -> Vec<Word> {
        let mut found = Vec::new();
        each_word(text, |word| {
            let next = self.names.len() as Word;
            let number = *self.numbers.entry(word.to_owned()).or_insert(next);
            if number == next {
                self.names.push(word.to_owned());
            }
            found.push(number);
        });
        found
    }

    /// The words of a text, those without a number as one that no added text has.
    pub fn known(&self, text: &str) -> Vec<Word> {
        let mut found = Vec::new();
        each_word(text, |word| found.push(self.numbers.get(word).copied().unwrap_or(UNKNOWN)));
        found
    }

    /// Words as people read them.
    pub fn text(&self, words: &[Word]) -> String {
        let name = |&word: &Word| self.names.get(word as usize).map_or("?", String::as_str);
        words.iter().map(name).collect::<Vec<_>>().join(" ")
    }
}

/// Words are runs of letters and digits, with apostrophes inside; case and diacritics do not count.
fn each_word(text: &str, mut found: impl FnMut(&str)) {
    let mut word = String::new();
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let apostrophe =
            matches!(c, '\'' | '’') && !word.is_empty() && rest.peek().is_some_and(|c| c.is_alphanumeric());
        if c.is_alphanumeric() {
            word.extend(fold(c));
        } else if apostrophe {
            word.push('\'');
        } else if fold(c).is_some() && !word.is_empty() {
            found(&word);
            word.clear();
        }
    }
    if !word.is_empty() {
        found(&word);
    }
}

/// A sentence.
#[derive(Debug, Clone)]
pub struct Sentence {
    /// Its name in its article.
    pub sid: String,
    /// Its words.
    pub words: Vec<Word>,
    /// It has a quotation mark.
    pub quotes: bool,
    /// It belongs to the page rather than to the article: navigation, captions, bylines.
    pub furniture: bool,
}

/// An article.
#[derive(Debug, Clone)]
pub struct Document {
    /// As the data has it.
    pub article: Article,
    /// Its sentences as words.
    pub sentences: Vec<Sentence>,
}

/// Articles as words.
#[derive(Debug, Clone, Default)]
pub struct Corpus {
    /// The articles.
    pub documents: Vec<Document>,
}

impl Corpus {
    /// The articles of a data set.
    pub fn of(data: &Dataset, words: &mut Words) -> Self {
        let mut furniture = Furniture::new();
        let documents = data.articles.iter().map(|article| document(article, words, &mut furniture)).collect();
        Self { documents }
    }

    /// All sentences.
    pub fn sentences(&self) -> impl Iterator<Item = &Sentence> {
        self.documents.iter().flat_map(|d| &d.sentences)
    }

    /// How many words there are.
    pub fn tokens(&self) -> usize {
        self.sentences().map(|s| s.words.len()).sum()
    }

    /// The articles in one language.
    pub fn language(&self, lang: &str) -> Self {
        let documents = self.documents.iter().filter(|d| d.article.lang.as_deref() == Some(lang));
        Self { documents: documents.cloned().collect() }
    }

    /// The first `tokens` words in an order that mixes all files.
    pub fn head(&self, tokens: usize) -> Self {
        let mut order: Vec<&Document> = self.documents.iter().collect();
        order.sort_by_key(|d| (hash::of(d.article.id.as_bytes()), d.article.id.as_str()));
        let mut left = tokens;
        let documents = order.into_iter().map_while(|d| (left > 0).then(|| shortened(d, &mut left))).collect();
        Self { documents }
    }
}

fn document(article: &Article, words: &mut Words, furniture: &mut Furniture) -> Document {
    let marks = furniture.of(article);
    let sentence = |(s, furniture): (&sayso_train::data::Sentence, bool)| Sentence {
        sid: s.sid.clone(),
        words: words.add(&s.text),
        quotes: s.text.contains(|c| QUOTES.contains(&c)),
        furniture,
    };
    Document { article: article.clone(), sentences: article.sentences.iter().zip(marks).map(sentence).collect() }
}

const QUOTES: [char; 9] = ['"', '“', '”', '„', '‟', '«', '»', '‘', '‹'];

/// The first `left` words of an article; `left` is lowered by what it has.
fn shortened(document: &Document, left: &mut usize) -> Document {
    let mut short = Document { article: document.article.clone(), sentences: Vec::new() };
    for sentence in &document.sentences {
        if *left == 0 {
            break;
        }
        let mut sentence = sentence.clone();
        sentence.words.truncate(*left);
        *left -= sentence.words.len();
        short.sentences.push(sentence);
    }
    short.article.sentences.truncate(short.sentences.len());
    short
}

/// Tells furniture by the cue lexicon.
struct Furniture {
    featurizer: Option<Featurizer>,
    workspace: Workspace,
}

impl Furniture {
    fn new() -> Self {
        Self { featurizer: Featurizer::new(&Config::default()).ok(), workspace: Workspace::default() }
    }

    /// Which sentences have a phrase of furniture, or many words of it.
    fn of(&mut self, article: &Article) -> Vec<bool> {
        use sayso_featurizer::feature::facts::Fact;
        let Some(featurizer) = &self.featurizer else { return vec![false; article.sentences.len()] };
        let w = &mut self.workspace;
        featurizer.analyze(inputs(article), w);
        let phrases = w.analysis.phrases.iter().filter(|p| p.found.kind == PhraseKind::Furniture);
        let phrases: Vec<usize> = phrases.map(|p| p.token).collect();
        let has = |b: &sayso_featurizer::quote::Bounds| phrases.iter().any(|&t| (b.start..b.end).contains(&t));
        let many = w.summaries.iter().map(|s| s.facts.has(Fact::FurnitureMany));
        w.analysis.sentences.iter().zip(many).map(|(b, many)| many || has(b)).collect()
    }
}

/// Names of files with whole news articles begin with these.
const NEWS: [&str; 2] = ["newsdiscourse.", "polnear."];

/// The real news in a folder, if it is there.
///
/// # Errors
/// If a file cannot be read.
pub fn real_news(folder: &Path, words: &mut Words) -> Result<Option<Corpus>> {
    let news = |path: &PathBuf| {
        path.file_name().and_then(|n| n.to_str()).is_some_and(|n| NEWS.iter().any(|p| n.starts_with(p)))
    };
    let files: Vec<PathBuf> = data_files(folder)?.into_iter().filter(news).collect();
    let mut all = Corpus::default();
    for file in files {
        let mut corpus = Corpus::of(&read(&[file], &ReadOptions::unlabelled())?, words);
        all.documents.append(&mut corpus.documents);
    }
    Ok(Some(all).filter(|c| !c.documents.is_empty()))
}

/// Hands every article of a data file, or of all data files and texts in a folder, to `see`, with its name and its
/// words in one list; false if there is no such path.
///
/// # Errors
/// If a file cannot be read.
pub fn each_real_text(path: &Path, words: &Words, see: &mut dyn FnMut(&str, &[Word])) -> Result<bool> {
    if !path.exists() {
        return Ok(false);
    }
    let files = if path.is_dir() { data_files(path)? } else { vec![path.to_owned()] };
    for file in files {
        let name = file.display().to_string();
        if file.extension().is_some_and(|e| e == "txt") {
            let text = fs::read(&file).with_context(|| format!("{name}: cannot be read"))?;
            see(&name, &words.known(&String::from_utf8_lossy(&text)));
            continue;
        }
        for article in read(&[file], &ReadOptions::unlabelled())?.articles {
            let text: Vec<Word> = article.sentences.iter().flat_map(|s| words.known(&s.text)).collect();
            see(&format!("{name}, {}", article.id), &text);
        }
    }
    Ok(true)
}

/// Data files and texts in a folder, sorted; none if there is no folder.
fn data_files(folder: &Path) -> Result<Vec<PathBuf>> {
    const ENDINGS: [&str; 3] = [".jsonl", ".jsonl.gz", ".txt"];
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let entries = fs::read_dir(folder).with_context(|| format!("{}: cannot be read", folder.display()))?;
    let mut files = entries.map(|e| e.map(|e| e.path())).collect::<Result<Vec<_>, _>>()?;
    files.retain(|p| p.file_name().and_then(|n| n.to_str()).is_some_and(|n| ENDINGS.iter().any(|e| n.ends_with(e))));
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_text() {
        let mut words = Words::default();
        let found = words.add("“It’s 1,200 lei”, ŞTIA-ţi ştia: 'x'");
        assert_eq!(words.text(&found), "it's 1 200 lei stia ti stia x");
        assert_eq!(words.known("Stia, nope"), [found[4], UNKNOWN]);
    }

    fn corpus(words: &mut Words) -> Corpus {
        let sentence = |text: &str| sayso_train::data::Sentence { text: text.into(), ..Default::default() };
        let article = |id: &str, lang: &str, texts: [&str; 2]| Article {
            id: id.into(),
            lang: Some(lang.into()),
            sentences: texts.map(sentence).to_vec(),
            ..Article::default()
        };
        let articles =
            vec![article("a", "en", ["One two three.", "Four."]), article("b", "ro", ["Unu doi.", "Read more"])];
        Corpus::of(&Dataset { labels: Vec::new(), articles, warnings: Vec::new() }, words)
    }

    #[test]
    fn as_many_words_as_asked_for() {
        let corpus = corpus(&mut Words::default());
        assert_eq!(corpus.tokens(), 8);
        for tokens in 0..=8 {
            assert_eq!(corpus.head(tokens).tokens(), tokens);
        }
        assert_eq!(corpus.head(99).tokens(), 8);
        assert_eq!(corpus.language("ro").tokens(), 4);
    }

    #[test]
    fn furniture_is_told_by_the_lexicon() {
        let corpus = corpus(&mut Words::default());
        let furniture: Vec<bool> = corpus.sentences().map(|s| s.furniture).collect();
        assert_eq!(furniture, [false, false, false, true]);
    }
}
