//! The page as a witness: two characters that stand side by side elsewhere on it belong together at a cut, too.
//!
//! Names of people and places are in no table, but a page that cuts `鸭嘴|洲` in two seldom has it only once.

use crate::lang::Lang;
use crate::stats::Statistics;
use crate::text;
use memchr::memmem;
use once_cell::unsync::OnceCell;
use std::cell::Cell;

/// The texts of a page and, once many cuts have asked for them, the pairs of characters in them.
pub(crate) struct Echo<'a> {
    pub(crate) lang: Lang,
    pub(crate) stats: Statistics<'a>,
    texts: &'a [&'a str],
    /// All texts one behind the other.
    whole: OnceCell<String>,
    /// How many pairs were looked for.
    asked: Cell<usize>,
    /// Bits for each pair, by its hash; a pair that has them is then looked for. A power of two of words.
    pairs: OnceCell<Vec<u64>>,
}

/// So many pairs are worth a table: a page has a dozen of them, and to make it takes as long as some thirty walks through its text.
const MOST_SEARCHES: usize = 24;
/// Bytes of text for one word of the table: ten pairs, two bits each, share 64 bits, so that one look in ten is for nothing.
const BYTES: usize = 32;
/// What stands between two texts: no pair has it.
const BETWEEN: &str = "\n";

impl<'a> Echo<'a> {
    pub(crate) fn new(texts: &'a [&'a str], stats: impl Into<Statistics<'a>>) -> Self {
        let stats = stats.into();
        Self { lang: stats.lang, stats, texts, whole: OnceCell::new(), asked: Cell::new(0), pairs: OnceCell::new() }
    }

    /// The text of a block.
    pub(crate) fn text(&self, block: usize) -> &'a str {
        self.texts.get(block).copied().unwrap_or("")
    }

    /// Whether the page has these two characters side by side in a block.
    pub(crate) fn has(&self, a: char, b: char) -> bool {
        let asked = self.asked.replace(self.asked.get().saturating_add(1));
        (asked < MOST_SEARCHES || self.may_have(a, b)) && self.is_found(a, b)
    }

    fn may_have(&self, a: char, b: char) -> bool {
        let pairs = self.pairs.get_or_init(|| pairs(self.texts));
        let (word, bits) = place(u64::from(a) << 21 | u64::from(b), pairs.len());
        pairs.get(word).is_some_and(|w| w & bits == bits)
    }

    fn is_found(&self, a: char, b: char) -> bool {
        let whole = self.whole.get_or_init(|| self.texts.join(BETWEEN));
        let mut room = [0; 8];
        let len = a.len_utf8();
        a.encode_utf8(&mut room);
        let end = len + room.get_mut(len..).map_or(0, |rest| b.encode_utf8(rest).len());
        memmem::find(whole.as_bytes(), room.get(..end).unwrap_or_default()).is_some()
    }
}

/// The first of the basic ideographs.
const FIRST_IDEOGRAPH: u64 = 0x4E00;

fn pairs(texts: &[&str]) -> Vec<u64> {
    let size = (texts.iter().map(|t| t.len()).sum::<usize>() / BYTES).next_power_of_two();
    let mut out = vec![0; size];
    for text in texts {
        let bytes = text.as_bytes();
        let (mut before, mut at) = (0, 0);
        while at < bytes.len() {
            let (c, len) = match text::basic_ideograph(bytes, at) {
                Some(c) => (c as u64 + FIRST_IDEOGRAPH, 3),
                None => text.get(at..).and_then(|rest| rest.chars().next()).map_or((0, 1), |c| (u64::from(c), c.len_utf8())),
            };
            let (word, bits) = place(before << 21 | c, size);
            if let Some(word) = out.get_mut(word) {
                *word |= bits;
            }
            before = c;
            at += len;
        }
    }
    out
}

/// The word and the two bits of a pair in a table of so many words. Fibonacci hashing.
fn place(pair: u64, size: usize) -> (usize, u64) {
    let hash = pair.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (low(hash >> 32) & (size - 1), 1 << (hash >> 26 & 63) | 1 << (hash >> 20 & 63))
}

/// As much of a number as a place in memory can be.
fn low(n: u64) -> usize {
    n as usize
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
