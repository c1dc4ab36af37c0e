//! Inference cuts words into the same pieces as the `WordPiece` model of `tokenizers`.

#![allow(clippy::unwrap_used)]

use sayso_featurizer::pieces::{CONTINUATION, LONGEST_WORD, Pieces, Segments};
use sayso_featurizer::token::{Kind, tokenize};
use tokenizers::Model as _;
use tokenizers::models::wordpiece::WordPiece;

const UNKNOWN: &str = "[UNK]";

/// Words of our own articles, folded.
fn words() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../datasets/articles");
    let text = ["web.jsonl", "ro-agency.jsonl"].map(|f| std::fs::read_to_string(format!("{folder}/{f}")).unwrap());
    let (mut arena, mut tokens) = (String::new(), Vec::new());
    text.iter().for_each(|t| tokenize(t, &mut arena, &mut tokens));
    let of_word = |t: &&sayso_featurizer::token::Token| t.kind == Kind::Word;
    let norm = |t: &sayso_featurizer::token::Token| arena[t.norm as usize..(t.norm + t.norm_len) as usize].to_string();
    tokens.iter().filter(of_word).map(norm).collect()
}

#[test]
fn pieces_are_those_of_tokenizers() {
    let mut words = words();
    assert!(words.len() > 10_000);
    let mut vocabulary = sayso_train::subword::train(words.iter().map(String::as_str), 2000).unwrap();
    words.extend(["zzzzqqq", "привет", "co\u{f1}o", "a", "ооо"].map(String::from));
    words.push("x".repeat(LONGEST_WORD + 1));
    let ours = Pieces::new(&vocabulary);
    vocabulary.push(UNKNOWN.into());
    let numbered: serde_json::Map<_, _> = vocabulary.iter().enumerate().map(|(i, p)| (p.clone(), i.into())).collect();
    let description = serde_json::json!({
        "type": "WordPiece",
        "unk_token": UNKNOWN,
        "continuing_subword_prefix": CONTINUATION,
        "max_input_chars_per_word": LONGEST_WORD,
        "vocab": numbered,
    });
    let theirs: WordPiece = serde_json::from_str(&description.to_string()).unwrap();
    let mut found = Segments::default();
    for word in &words {
        let expected: Vec<String> = theirs.tokenize(word).unwrap().into_iter().map(|t| t.value).collect();
        let got: Vec<String> = if ours.segment(word, &mut found) {
            found.as_slice().iter().map(|p| vocabulary[p.number as usize].clone()).collect()
        } else {
            vec![UNKNOWN.into()]
        };
        assert_eq!(got, expected, "{word}");
    }
}
