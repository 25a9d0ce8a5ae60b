//! What the page itself and the counts of words say of two ideographs at a cut, where those of running text say little: of names, numbers
//! and what no text begins with.

use super::fit::Figures;
use crate::cut;
use crate::lexicon::Map;
use crate::packed;
use crate::stats::Statistics;
use crate::text;
use std::cell::OnceCell;

/// Weight of a bit that the counts say, and of two ideographs that the page has side by side though the language does not. Found on 222
/// pages of rows in Chinese of six sets, as parts of which Tesseract and pdftotext read them; less and more of both gain less.
const BIT: f32 = 0.12;
const ECHO: f32 = 1.5;

/// A page that is asked.
pub(crate) struct Witness<'p> {
    page: &'p str,
    pub(super) stats: Statistics<'p>,
    /// Ideographs and kana that stand side by side in it.
    pairs: OnceCell<Map<()>>,
    /// What was found out of its ideographs, whatever part of it was looked at.
    pub(super) known: Figures,
}

impl<'p> Witness<'p> {
    pub(crate) fn new(page: &'p str, stats: Statistics<'p>) -> Self {
        Self { page, stats, pairs: OnceCell::new(), known: Figures::default() }
    }

    /// How well a text that begins with `b` stands behind one that ends in `a`. What stands side by side in a row is a pair of the page,
    /// so that no column ends there for nothing.
    pub(super) fn of(&self, a: char, b: char) -> f32 {
        let (stats, letter) = (&self.stats, text::is_ea_letter);
        match a {
            _ if !letter(b) => 0.0,
            _ if letter(a) => {
                let (odds, known) = cut::goes_on(a, b, stats);
                odds * BIT + if !known && self.has(a, b) { ECHO } else { 0.0 }
            }
            _ if a.is_ascii_digit() => cut::counts(b, stats) * BIT,
            '，' | ',' => cut::clause(b, stats) * BIT,
            _ => 0.0,
        }
    }

    fn has(&self, a: char, b: char) -> bool {
        let letter = text::is_ea_letter;
        let key = |a: char, b: char| packed::mix(u64::from(a) << 32 | u64::from(b));
        let pairs = || self.page.chars().zip(self.page.chars().skip(1)).filter(|(a, b)| letter(*a) && letter(*b));
        self.pairs.get_or_init(|| pairs().map(|(a, b)| (key(a, b), ())).collect()).contains_key(&key(a, b))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    #[test]
    fn names_and_numbers_go_on() {
        let page = "渡口在鸭嘴洲，去年来了3万人。";
        let witness = Witness::new(page, Lang::ZhHans.into());
        let other = Witness::new("", Lang::ZhHans.into());
        // A name that the page has elsewhere.
        assert!(witness.of('嘴', '洲') > other.of('嘴', '洲') + 1.0);
        // A unit behind a number, rather than what a paragraph begins with.
        assert!(other.of('3', '万') > other.of('3', '据'));
        assert_eq!((other.of('。', '万'), other.of('洲', '，')), (0.0, 0.0));
    }
}
