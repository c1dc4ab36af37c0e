//! The account for programs.

use sayso::{Contribution, Model};
use serde_json::{Map, Value, json};

use super::Account;
use crate::input::Article;

/// The whole account as one document.
pub fn document(model: &Model, article: &Article, accounts: &[Account<'_>]) -> Value {
    json!({
        "model": model.metadata().name,
        "doc": article.doc,
        "labels": model.labels(),
        "sentences": accounts.iter().map(sentence).collect::<Vec<_>>(),
    })
}

/// A row as `classify` prints it, with logits and what they are the sum of.
fn sentence(account: &Account<'_>) -> Value {
    let logits = |values: &[f32]| -> Map<String, Value> {
        account.row.model.labels().iter().cloned().zip(values.iter().map(|&v| json!(v))).collect()
    };
    let contribution = |c: &Contribution| {
        let span = c.span.map(|(from, to)| (account.row.code_point(from), account.row.code_point(to)));
        json!({
            "feature": c.feature,
            "start": span.map(|s| s.0),
            "end": span.map(|s| s.1),
            "text": account.words(c),
            "logits": logits(&c.logits),
        })
    };
    let mut value = serde_json::to_value(account.row).unwrap_or_default();
    let more = [
        ("logits", json!(logits(&account.explanation.logits))),
        ("intercepts", json!(logits(&account.explanation.intercepts))),
        ("contributions", account.listed().map(contribution).collect()),
        ("others", json!(logits(&account.others()))),
    ];
    if let Value::Object(map) = &mut value {
        map.extend(more.map(|(k, v)| (k.to_owned(), v)));
    }
    value
}
