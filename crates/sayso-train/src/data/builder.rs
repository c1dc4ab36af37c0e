//! Records gathered into articles, with the checks that need more than one row.

use super::column::{Place, shorten};
use super::error::{DataError, DataErrorKind};
use super::options::ReadOptions;
use super::read::Numbered;
use super::record::{ArticleRecord, Record, Row, RowRecord};
use super::{Article, Dataset, Sentence};
use serde_json::{Map, Value};
use std::collections::HashMap;

/// A data set in the making.
pub(crate) struct Builder<'o> {
    options: &'o ReadOptions,
    labels: Labels,
    articles: Vec<Article>,
    /// Name of the article whose rows are coming in; it is the last one.
    open: Option<String>,
    paragraph: Option<i64>,
    files: Vec<String>,
    /// File and line where each article began.
    seen: HashMap<String, (usize, u64)>,
    odd: Odd,
}

/// Counts of what deserves a warning.
#[derive(Default)]
struct Odd {
    nameless: usize,
    mixed: usize,
    blank: usize,
}

impl<'o> Builder<'o> {
    pub(crate) fn new(options: &'o ReadOptions) -> Self {
        Self {
            options,
            labels: Labels::new(options.labels.as_deref()),
            articles: Vec::new(),
            open: None,
            paragraph: None,
            files: Vec::new(),
            seen: HashMap::new(),
            odd: Odd::default(),
        }
    }

    /// Adds all records of a file; an error if there are none.
    pub(crate) fn file(&mut self, name: &str, records: impl Iterator<Item = Numbered>) -> Result<(), DataError> {
        if self.part(name, records)? { Ok(()) } else { Err(DataError::in_file(name, DataErrorKind::NoRows)) }
    }

    /// Adds all records of a file; false if there are none.
    pub(crate) fn part(&mut self, name: &str, records: impl Iterator<Item = Numbered>) -> Result<bool, DataError> {
        self.files.push(name.to_owned());
        let mut any = false;
        for record in records {
            let (line, record) = record?;
            any |= self.record(Place { file: name, line }, record)?;
        }
        self.close();
        Ok(any)
    }

    /// Adds a record; false if it held no sentence.
    fn record(&mut self, place: Place<'_>, record: Record) -> Result<bool, DataError> {
        match record {
            Record::Row(record) => self.row(place, record).map(|()| true),
            Record::Article(record) => self.article(place, record),
        }
    }

    fn article(&mut self, place: Place<'_>, record: ArticleRecord) -> Result<bool, DataError> {
        self.close();
        if record.rows.is_empty() {
            return Ok(false);
        }
        self.begin(place, record.id, record.lang, record.fields)?;
        for row in record.rows {
            self.sentence(place, row)?;
        }
        self.close();
        Ok(true)
    }

    fn row(&mut self, place: Place<'_>, record: RowRecord) -> Result<(), DataError> {
        if record.doc.is_none() || record.doc != self.open {
            self.close();
            self.open.clone_from(&record.doc);
            self.begin(place, record.doc, record.lang, Map::new())?;
        } else if let Some(article) = self.articles.last_mut() {
            self.odd.mixed += usize::from(merge_lang(article, record.lang));
        }
        self.sentence(place, record.row)
    }

    /// Starts an article.
    fn begin(
        &mut self,
        place: Place<'_>,
        id: Option<String>,
        lang: Option<String>,
        fields: Map<String, Value>,
    ) -> Result<(), DataError> {
        self.odd.nameless += usize::from(id.is_none());
        let id = match id {
            Some(id) => self.claim(place, id)?,
            None => format!("row-{}", self.odd.nameless),
        };
        self.articles.push(Article { id, lang, sentences: Vec::new(), fields });
        Ok(())
    }

    /// Notes where an article begins; an error if it began before.
    fn claim(&mut self, place: Place<'_>, id: String) -> Result<String, DataError> {
        let here = (self.files.len().saturating_sub(1), place.line);
        if let Some(&(file, line)) = self.seen.get(&id) {
            let first = format!("{}, line {line}", self.files.get(file).map_or("", String::as_str));
            return Err(place.error(DataErrorKind::DocReturns { doc: shorten(&id), first }));
        }
        self.seen.insert(id.clone(), here);
        Ok(id)
    }

    /// Adds a sentence to the last article.
    fn sentence(&mut self, place: Place<'_>, row: Row) -> Result<(), DataError> {
        let label = row.label.map(|name| self.labels.class(name, place)).transpose()?;
        let before = std::mem::replace(&mut self.paragraph, row.paragraph);
        self.odd.blank += usize::from(row.text.trim().is_empty());
        let Some(article) = self.articles.last_mut() else { return Ok(()) };
        let position = article.sentences.len();
        let numbered = match (position, before, row.paragraph) {
            (0, _, Some(_)) => Some(true),
            (_, Some(a), Some(b)) => Some(a != b),
            _ => None,
        };
        article.sentences.push(Sentence {
            sid: row.sid.unwrap_or_else(|| position.to_string()),
            text: row.text,
            label,
            weight: row.weight,
            paragraph_start: row.paragraph_start.or(numbered),
            fields: row.fields,
        });
        Ok(())
    }

    /// Ends the article whose rows were coming in.
    fn close(&mut self) {
        if (self.open.take().is_some() || self.articles.last().is_some_and(|a| a.sentences.len() == 1))
            && let Some(article) = self.articles.last_mut()
        {
            hoist(article);
        }
        self.paragraph = None;
    }

    /// Whether nothing came in so far.
    pub(crate) fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    /// The data set, once all files are in.
    pub(crate) fn finish(mut self) -> Result<Dataset, DataError> {
        if self.articles.is_empty() {
            return Err(DataError::new(DataErrorKind::NoRows));
        }
        self.enough_labels()?;
        let warnings = self.odd.warnings(&self.options.doc);
        let (labels, classes) = self.labels.sorted();
        for sentence in self.articles.iter_mut().flat_map(|a| &mut a.sentences) {
            sentence.label = sentence.label.map(|l| classes[l]);
        }
        Ok(Dataset { labels, articles: self.articles, warnings })
    }

    fn enough_labels(&self) -> Result<(), DataError> {
        let used = self.labels.used();
        let needed = self.options.min_labels;
        if used.len() >= needed {
            return Ok(());
        }
        let labels =
            if used.is_empty() { format!("no `{}` is filled in", self.options.label) } else { used.join(", ") };
        let file = match self.files.as_slice() {
            [one] => one.clone(),
            [first, rest @ ..] => format!("{first} and {} more", rest.len()),
            [] => String::new(),
        };
        Err(DataError::in_file(file, DataErrorKind::TooFewLabels { found: used.len(), needed, labels }))
    }
}

/// Gives the article a language if it has none; true if it has another one.
fn merge_lang(article: &mut Article, lang: Option<String>) -> bool {
    match (&article.lang, lang) {
        (Some(known), Some(lang)) => *known != lang,
        (None, lang) => {
            article.lang = lang;
            false
        }
        _ => false,
    }
}

/// Moves fields that all sentences share to the article.
fn hoist(article: &mut Article) {
    let Some((first, rest)) = article.sentences.split_first() else { return };
    let shared = |(name, value): &(&String, &Value)| rest.iter().all(|s| s.fields.get(*name) == Some(*value));
    let fields: Vec<(String, Value)> =
        first.fields.iter().filter(shared).map(|(name, value)| (name.clone(), value.clone())).collect();
    for (name, value) in fields {
        for sentence in &mut article.sentences {
            sentence.fields.remove(&name);
        }
        article.fields.insert(name, value);
    }
}

impl Odd {
    fn warnings(&self, doc: &str) -> Vec<String> {
        let mut warnings = Vec::new();
        let mut warn = |count: usize, what: String| {
            if count > 0 {
                warnings.push(format!("{count} {what}"));
            }
        };
        warn(
            self.nameless,
            format!("rows have no `{doc}`: each is taken as an article of its own, without neighbours"),
        );
        warn(self.mixed, "rows name another language than the first row of their article, which counts".to_owned());
        warn(self.blank, "sentences are blank".to_owned());
        warnings
    }
}

/// Names of labels and their classes.
struct Labels {
    names: Vec<String>,
    classes: HashMap<String, usize>,
    seen: Vec<bool>,
    fixed: bool,
}

impl Labels {
    fn new(fixed: Option<&[String]>) -> Self {
        let names = fixed.map(<[String]>::to_vec).unwrap_or_default();
        let classes = names.iter().enumerate().map(|(i, n)| (n.clone(), i)).collect();
        Self { seen: vec![false; names.len()], names, classes, fixed: fixed.is_some() }
    }

    /// Class of a label; a new one is added unless the list is fixed.
    fn class(&mut self, name: String, place: Place<'_>) -> Result<usize, DataError> {
        if let Some(&class) = self.classes.get(&name) {
            self.seen[class] = true;
            return Ok(class);
        }
        if self.fixed {
            return Err(
                place.error(DataErrorKind::UnknownLabel { label: shorten(&name), known: self.names.join(", ") })
            );
        }
        let class = self.names.len();
        self.names.push(name.clone());
        self.classes.insert(name, class);
        self.seen.push(true);
        Ok(class)
    }

    /// Labels that occurred, sorted.
    fn used(&self) -> Vec<&str> {
        let mut used: Vec<&str> =
            self.names.iter().zip(&self.seen).filter(|(_, s)| **s).map(|(n, _)| n.as_str()).collect();
        used.sort_unstable();
        used
    }

    /// The names in the order of their final classes, and the final class of each class so far.
    fn sorted(self) -> (Vec<String>, Vec<usize>) {
        if self.fixed {
            let classes = (0..self.names.len()).collect();
            return (self.names, classes);
        }
        let mut order: Vec<usize> = (0..self.names.len()).collect();
        order.sort_by(|&a, &b| self.names[a].cmp(&self.names[b]));
        let mut classes = vec![0; order.len()];
        for (new, &old) in order.iter().enumerate() {
            classes[old] = new;
        }
        let mut names = self.names;
        names.sort();
        (names, classes)
    }
}
