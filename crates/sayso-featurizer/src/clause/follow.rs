//! What comes after a verb.

use super::Follow;
use crate::analysis::Analysis;
use crate::lexicon::Classes;
use crate::token::Kind;

/// What follows the verb at `outside[k]`, past adverbs and days.
pub(super) fn follow(a: &Analysis, outside: &[usize], k: usize) -> Follow {
    let mut j = k + 1;
    let time = Classes::Adv | Classes::Weekday | Classes::Recent;
    while j < outside.len() && j < k + 5 {
        let i = outside[j];
        let on_day = a.norm(i) == "on" && outside.get(j + 1).is_some_and(|&n| a.classes(n).any(Classes::Weekday));
        if !(a.classes(i).any(time) && a.tokens[i].kind == Kind::Word || on_day) || a.classes(i).any(Classes::That) {
            break;
        }
        j += 1;
    }
    let Some(&i) = outside.get(j) else {
        // The sentence goes on inside a quotation that its outside tokens do not show.
        return if outside.get(k).is_some_and(|&v| a.inside.get(v + 1) == Some(&true)) {
            Follow::Quote
        } else {
            Follow::End
        };
    };
    let c = a.classes(i);
    match a.tokens[i].kind {
        Kind::Quote => Follow::Quote,
        Kind::Colon => Follow::Colon,
        Kind::Comma | Kind::Dash => {
            let quote_next = outside.get(j + 1).is_some_and(|&n| a.tokens[n].kind == Kind::Quote);
            if quote_next { Follow::Quote } else { Follow::Comma }
        }
        Kind::Stop => Follow::End,
        _ if c.any(Classes::That) => Follow::That,
        _ if c.any(Classes::Pron3 | Classes::Pron12) && !c.any(Classes::Poss) => Follow::Pronoun,
        _ if c.any(Classes::Neg) => Follow::Negation,
        _ if c.any(Classes::To) => Follow::To,
        _ if c.any(Classes::Prep) => Follow::Prep,
        _ if c.any(Classes::Det | Classes::Poss) => Follow::Determiner,
        _ if c.any(Classes::Question) => Follow::Question,
        _ if a.tokens[i].is_cap() => Follow::Name,
        _ => Follow::Other,
    }
}
