//! How to read labelled data.

/// Names of columns and what labels to expect.
///
/// ```
/// use sayso_train::data::ReadOptions;
/// let options = ReadOptions { text: "sentence".into(), ..ReadOptions::default() };
/// assert_eq!(options.label, "label");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadOptions {
    /// Column of the article's name: `doc` (in the article shape `id` is also accepted).
    pub doc: String,
    /// Column of the text: `text`.
    pub text: String,
    /// Column of the label: `label`.
    pub label: String,
    /// Column of the language: `lang`.
    pub lang: String,
    /// The labels that may occur, in the order of their classes, for example a model's; any other is an error. `None`:
    /// whatever occurs, sorted.
    pub labels: Option<Vec<String>>,
    /// How many different labels must occur at least; fewer is an error.
    pub min_labels: usize,
    /// Whether a row needs a text; without, a missing one is empty, as in stand-off labels.
    pub need_text: bool,
    /// Whether bytes that are no UTF-8 become replacement characters instead of an error.
    pub lossy: bool,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            doc: "doc".into(),
            text: "text".into(),
            label: "label".into(),
            lang: "lang".into(),
            labels: None,
            min_labels: 2,
            need_text: true,
            lossy: false,
        }
    }
}

impl ReadOptions {
    /// For data that need not be labelled: context, input of a classifier, a file to convert.
    #[must_use]
    pub fn unlabelled() -> Self {
        Self { min_labels: 0, ..Self::default() }
    }

    /// For labels that stand apart from their texts.
    #[must_use]
    pub fn standoff() -> Self {
        Self { min_labels: 0, need_text: false, ..Self::default() }
    }
}
