//! Text to features for labelling the sentences of news articles.
//!
//! The path of the data can be read off the modules: [`split`] cuts a text into sentences, [`token`] cuts a sentence,
//! [`quote`] pairs quotation marks over the article, [`lexicon`] knows cue words and phrases, [`analysis`] holds an
//! article taken apart, [`clause`] finds verbs and their subjects, [`feature`] turns all of it into rows.

pub mod analysis;
mod bits;
pub mod clause;
pub mod feature;
pub mod featurizer;
pub mod hash;
pub mod lang;
pub mod lexicon;
pub mod normalize;
pub mod pieces;
pub mod quote;
pub mod split;
pub mod token;
