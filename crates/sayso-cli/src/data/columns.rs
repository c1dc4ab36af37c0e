//! Which columns of a data file mean what.

use clap::Args;
use sayso_train::data::ReadOptions;

/// Names of columns, and how to read the bytes.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(next_help_heading = "Columns")]
pub struct ColumnArgs {
    /// Column with the name of the article.
    #[arg(long, value_name = "NAME", default_value = "doc")]
    pub doc_column: String,
    /// Column with the text.
    #[arg(long, value_name = "NAME", default_value = "text")]
    pub text_column: String,
    /// Column with the label.
    #[arg(long, value_name = "NAME", default_value = "label")]
    pub label_column: String,
    /// Column with the language.
    #[arg(long, value_name = "NAME", default_value = "lang")]
    pub lang_column: String,
    /// Read bytes that are not UTF-8 as replacement characters instead of stopping.
    #[arg(long)]
    pub lossy: bool,
}

impl ColumnArgs {
    /// The settings for data of which at least `min_labels` labels must occur.
    #[must_use]
    pub fn options(&self, min_labels: usize) -> ReadOptions {
        ReadOptions {
            doc: self.doc_column.clone(),
            text: self.text_column.clone(),
            label: self.label_column.clone(),
            lang: self.lang_column.clone(),
            lossy: self.lossy,
            min_labels,
            ..ReadOptions::default()
        }
    }
}
