//! Single letters of another shape than the printed one: `l` for the English I, and a long s on a page that prints none.

use super::token::Token;
use super::{SCANNO, Verdict, Words};
use crate::lang::Lang;

/// Bits of margin.
const MARGIN: f32 = 7.0;
/// What follows the English I in most places: helping verbs, those of saying, thinking and going, and what stands before a verb.
#[rustfmt::skip]
const BEHIND_I: &[&str] = &[
    "am", "was", "will", "would", "have", "had", "could", "couldn", "should", "shall", "can", "cannot", "may", "might", "must", "do", "don", "did",
    "didn", "wasn", "won", "wouldn", "think", "thought", "know", "knew", "believe", "said", "say", "saw", "see", "told", "tell", "want", "wanted",
    "feel", "felt", "hope", "heard", "mean", "love", "like", "need", "dare", "went", "go", "came", "got", "get", "took", "put", "made", "gave",
    "bought", "found", "asked", "looked", "just", "never", "always", "also", "still", "really",
];
/// What stands before the letter, or a length of that name.
const BEFORE_L: &[&str] = &["a", "the", "letter", "long", "short", "double", "silent", "let", "Let", "where", "line", "length"];
/// Where s stands so many times as often as ſ, the page prints no ſ.
const SELDOM: usize = 8;

/// Whether the long s of a page are misreadings: it has some, and far more of the other where a long one would stand.
pub(super) fn has_stray_long_s<'t>(texts: impl Iterator<Item = &'t str>) -> bool {
    let (mut long, mut round) = (0, 0);
    for text in texts {
        // Text about type.
        if text.contains(" ſ ") {
            return false;
        }
        long += text.matches('ſ').count();
        if long > 0 {
            round += text.as_bytes().windows(2).filter(|pair| matches!(pair, [b's', b'a'..=b'z'])).count();
        }
    }
    long > 0 && long * SELDOM < round
}

impl Words<'_> {
    /// The word with s for its long ones, where the page prints none.
    pub(super) fn stray_long_s(&self, text: &str, token: Token) -> Option<Verdict> {
        if !self.stray_long_s {
            return None;
        }
        let word = text.get(token.start..token.end).filter(|word| word.contains('ſ'))?;
        Some(Verdict { to: word.replace('ſ', "s"), margin: MARGIN, rule: &SCANNO })
    }

    /// An `l` alone that is the English I: no number stands before it, and behind it what follows an I.
    pub(super) fn lone_i(&self, text: &str, token: Token, next: Option<Token>) -> Option<Verdict> {
        if token.chars > 1 || token.touched || self.lang != Lang::En || text.as_bytes().get(token.start) != Some(&b'l') {
            return None;
        }
        let next = next.filter(|next| next.start == token.end + 1)?;
        let before = text.get(..token.start)?.trim_end_matches(['"', '“', '‘']).chars().next_back();
        let spaced = text.as_bytes().get(token.end) == Some(&b' ') && before.is_none_or(char::is_whitespace);
        let counted = text.get(..token.start)?.trim_end().ends_with(|c: char| c.is_ascii_digit());
        let named = text.get(..token.start)?.split_whitespace().next_back().is_some_and(|word| BEFORE_L.contains(&word));
        let follows = spaced && !counted && !named && BEHIND_I.contains(&text.get(next.start..next.end)?);
        follows.then(|| Verdict { to: "I".to_owned(), margin: MARGIN, rule: &SCANNO })
    }
}
