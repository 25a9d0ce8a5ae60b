//! The large first letter of an article, with a space behind it: `T he council met`.

use super::{SPLIT, Words};
use crate::page::Glue;
use crate::page::drop_cap;
use crate::passes::glyphs::Fix;

/// Confidence of a word of the list at the opening of a text that has a headline.
const SURE: f32 = 0.95;

impl Words<'_> {
    /// The space between the first letter of an article and the rest of its word.
    pub(crate) fn drop_cap(&self, text: &str) -> Option<Fix> {
        let letter = text.chars().next().filter(|c| c.is_uppercase())?;
        let (start, end) = (letter.len_utf8(), letter.len_utf8() + 1);
        let behind = text.get(start..)?.strip_prefix(' ')?;
        let cut = drop_cap::glue(letter, behind, self.lang, &self.lexicon)? == Glue::None;
        cut.then(|| Fix { start, end, to: "".into(), rule: &SPLIT, confidence: SURE })
    }
}
