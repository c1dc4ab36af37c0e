//! `agree`: how far two or more annotators agree on the same sentences, and where they do not.
//!
//! Each annotator has a file (or several) of rows with `doc`, `sid` and `label`; the text is optional. Sentences are
//! joined on `doc` and `sid`. A sentence counts for a pair of annotators if both labelled it, and for Krippendorff's
//! alpha if at least two did.

mod measure;
mod report;

pub use self::report::{Agreement, Disagreement, LabelAgreement, PairAgreement};

use self::measure::{alpha, pair};
use super::column::shorten;
use super::error::{DataError, DataErrorKind};
use super::options::ReadOptions;
use super::{Article, Dataset, Sentence};
use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;

/// One annotator: a name and the labels.
#[derive(Debug, Clone, PartialEq)]
pub struct Annotator {
    /// Name in the report.
    pub name: String,
    /// Labels; texts may be empty.
    pub data: Dataset,
}

impl Annotator {
    /// Reads the rows of one annotator, who is called after the file.
    ///
    /// # Errors
    /// As [`read`](super::read); a text is not needed.
    pub fn read(path: PathBuf, options: &ReadOptions) -> Result<Self, DataError> {
        let options = ReadOptions { need_text: false, min_labels: 0, ..options.clone() };
        Ok(Self { name: path.display().to_string(), data: super::read(&[path], &options)? })
    }
}

/// A sentence that at least one annotator has.
struct Unit<'a> {
    doc: &'a str,
    sid: &'a str,
    text: &'a str,
    /// By annotator: index into the list of labels.
    labels: Vec<Option<usize>>,
}

/// Agreement of annotators.
///
/// # Errors
/// [`DataErrorKind::DuplicateRow`] if an annotator has a sentence twice, [`DataErrorKind::NothingShared`] if no
/// sentence was labelled by two.
pub fn agree(annotators: &[Annotator]) -> Result<Agreement, DataError> {
    let names: BTreeSet<&String> = annotators.iter().flat_map(|a| &a.data.labels).collect();
    let names: Vec<String> = names.into_iter().cloned().collect();
    let units = units(annotators, &names)?;
    let shared = units.iter().filter(|u| u.labels.iter().flatten().count() > 1).count();
    if shared == 0 {
        return Err(DataError::new(DataErrorKind::NothingShared));
    }
    let values: Vec<&[Option<usize>]> = units.iter().map(|u| u.labels.as_slice()).collect();
    let mut pairs = Vec::new();
    for b in 0..annotators.len() {
        for a in 0..b {
            pairs.push(pair(&values, names.len(), a, b).named(&annotators[a].name, &annotators[b].name, &names));
        }
    }
    Ok(Agreement {
        annotators: annotators.iter().map(|a| a.name.clone()).collect(),
        alpha: alpha(&values, names.len()),
        sentences: units.len(),
        shared,
        pairs,
        disagreements: disagreements(&units, &names),
        labels: names,
    })
}

/// All sentences, in the order of the first annotator who has each.
fn units<'a>(annotators: &'a [Annotator], names: &[String]) -> Result<Vec<Unit<'a>>, DataError> {
    let mut units: Vec<Unit<'a>> = Vec::new();
    let mut places: HashMap<(&str, &str), usize> = HashMap::new();
    for (number, annotator) in annotators.iter().enumerate() {
        let mut own = BTreeSet::new();
        for (article, sentence) in rows(&annotator.data) {
            let key = (article.id.as_str(), sentence.sid.as_str());
            if !own.insert(key) {
                return Err(twice(annotator, key));
            }
            let place = *places.entry(key).or_insert(units.len());
            if place == units.len() {
                units.push(Unit { doc: key.0, sid: key.1, text: "", labels: vec![None; annotators.len()] });
            }
            let unit = &mut units[place];
            unit.labels[number] = annotator.data.label_of(sentence).and_then(|l| names.iter().position(|n| n == l));
            if unit.text.is_empty() {
                unit.text = &sentence.text;
            }
        }
    }
    Ok(units)
}

fn rows(data: &Dataset) -> impl Iterator<Item = (&Article, &Sentence)> {
    data.articles.iter().flat_map(|a| a.sentences.iter().map(move |s| (a, s)))
}

fn twice(annotator: &Annotator, (doc, sid): (&str, &str)) -> DataError {
    let kind = DataErrorKind::DuplicateRow { doc: shorten(doc), sid: shorten(sid) };
    DataError::in_file(annotator.name.clone(), kind)
}

/// Sentences with more than one label.
fn disagreements(units: &[Unit<'_>], names: &[String]) -> Vec<Disagreement> {
    let differ = |u: &&Unit<'_>| u.labels.iter().flatten().collect::<BTreeSet<_>>().len() > 1;
    let name = |l: &Option<usize>| l.and_then(|l| names.get(l)).cloned();
    let one = |u: &Unit<'_>| Disagreement {
        doc: u.doc.to_owned(),
        sid: u.sid.to_owned(),
        text: u.text.to_owned(),
        labels: u.labels.iter().map(name).collect(),
    };
    units.iter().filter(differ).map(one).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::fs;

    fn annotators(files: &[&str]) -> Vec<Annotator> {
        let dir = tempfile::tempdir().unwrap();
        let one = |(i, rows): (usize, &&str)| {
            let path = dir.path().join(format!("{i}.csv"));
            fs::write(&path, format!("doc,sid,label\n{rows}")).unwrap();
            Annotator::read(path, &ReadOptions::default()).unwrap()
        };
        files.iter().enumerate().map(one).collect()
    }

    #[test]
    fn joined_on_doc_and_sid() {
        let both = annotators(&["a,1,x\na,2,x\na,3,y\nb,1,\n", "a,2,y\na,3,y\na,1,x\nc,1,x\n"]);
        let a = agree(&both).unwrap();
        assert_eq!((a.sentences, a.shared, a.labels.as_slice()), (5, 3, &["x".to_owned(), "y".into()][..]));
        let p = &a.pairs[0];
        assert_eq!((p.shared, p.confusion.clone()), (3, vec![vec![1, 1], vec![0, 1]]));
        assert!((p.agreement - 2.0 / 3.0).abs() < 1e-12);
        assert_eq!(a.disagreements.len(), 1);
        assert_eq!((a.disagreements[0].sid.as_str(), a.disagreements[0].labels[1].as_deref()), ("2", Some("y")));
    }

    #[test]
    fn three_annotators_make_three_pairs() {
        let a = agree(&annotators(&["a,1,x\na,2,y\n", "a,1,x\na,2,y\n", "a,1,x\na,2,x\n"])).unwrap();
        assert_eq!(a.pairs.len(), 3);
        assert_eq!(a.pairs[0].kappa, Some(1.0));
        assert_eq!(a.disagreements.len(), 1);
    }

    #[test]
    fn nothing_shared_and_rows_twice_are_errors() {
        let e = agree(&annotators(&["a,1,x\n", "b,1,x\n"])).unwrap_err();
        assert!(matches!(e.kind(), DataErrorKind::NothingShared));
        let e = agree(&annotators(&["a,1,x\na,1,y\n", "a,1,x\n"])).unwrap_err();
        assert!(e.to_string().contains("doc \"a\", sid \"1\""), "{e}");
    }
}
