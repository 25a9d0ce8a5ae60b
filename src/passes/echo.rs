//! The page as a witness: two characters that stand side by side elsewhere on it belong together at a cut, too.
//!
//! Names of people and places are in no table, but a page that cuts `鸭嘴|洲` in two seldom has it only once.

use crate::lang::Lang;
use once_cell::unsync::OnceCell;
use std::iter;

/// The texts of a page and, once a cut asks for them, the pairs of wide characters in them.
pub(crate) struct Echo<'a> {
    pub(crate) lang: Lang,
    texts: &'a [&'a str],
    /// A bit for each pair, by its hash; a pair that has one is then looked for.
    pairs: OnceCell<Vec<u64>>,
}

/// Bits of the table: a newspaper page has about 8,000 pairs, so one look in thirty is for nothing.
const BITS: usize = 1 << 18;

impl<'a> Echo<'a> {
    pub(crate) fn new(texts: &'a [&'a str], lang: Lang) -> Self {
        Self { lang, texts, pairs: OnceCell::new() }
    }

    /// Whether the page has these two characters side by side in a block.
    pub(crate) fn has(&self, a: char, b: char) -> bool {
        let pairs = self.pairs.get_or_init(|| pairs(self.texts));
        let bit = bit(a, b);
        pairs.get(bit / 64).is_some_and(|word| word >> (bit % 64) & 1 > 0) && {
            let pair: String = [a, b].iter().collect();
            self.texts.iter().any(|text| text.contains(&pair))
        }
    }
}

fn pairs(texts: &[&str]) -> Vec<u64> {
    let mut out = vec![0; BITS / 64];
    for text in texts {
        for (a, b) in iter::zip(text.chars(), text.chars().skip(1)) {
            let bit = bit(a, b);
            if let Some(word) = out.get_mut(bit / 64) {
                *word |= 1 << (bit % 64);
            }
        }
    }
    out
}

fn bit(a: char, b: char) -> usize {
    let both = u64::from(u32::from(a)) << 32 | u64::from(u32::from(b));
    usize::try_from(both.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 46).unwrap_or(0) % BITS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_of_the_page() {
        let texts = ["枫渡南岸至鸭嘴", "洲的轮渡恢复夜航。鸭嘴洲上住着人。"];
        let echo = Echo::new(&texts, Lang::ZhHans);
        assert!(echo.has('嘴', '洲') && echo.has('鸭', '嘴'));
        assert!(!echo.has('洲', '鸭') && !echo.has('。', '洲'));
    }
}
