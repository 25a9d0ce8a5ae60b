//! What a text speaks of: pairs of characters, or words, each with what it says where two texts share it.

use crate::lang::Lang;
use crate::lexicon::Lexicon;
use crate::passes::{cut, words};
use crate::text;

/// Cells of a table; a page has a few thousand pairs.
pub(crate) const CELLS: usize = 1 << 14;
/// A word says something from this many letters on.
const WORD: usize = 4;
/// Words are told apart by so many letters: what follows is their ending.
const STEM: usize = 7;
/// Pairs of a text that are looked at; more of them do not make it clearer.
const MOST: usize = 600;
/// The most that one pair says, in bits.
const MOST_BITS: f32 = 6.0;
/// A text draws one part in five from its own topic: a quarter as many as from running text, in bits.
const OWN: f32 = 2.0;
/// Bits of a word that no list has.
const UNKNOWN: f32 = 18.0;

/// A pair or a word of a text: its cell, and what it costs in running text, in bits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Gram {
    pub(crate) cell: u16,
    cost: f32,
}

impl Gram {
    fn new(hash: u32, cost: f32) -> Self {
        // Fibonacci hashing.
        let cell = u16::try_from(hash.wrapping_mul(0x9E37_79B1) >> 18).unwrap_or(0);
        Self { cell, cost }
    }

    /// What it says for a topic that has it among so many pairs; see [`usual`].
    pub(crate) fn bits(self, usual: f32) -> f32 {
        (self.cost - usual).clamp(0.0, MOST_BITS)
    }
}

/// Bits that a pair costs where it is as likely in running text as in a topic of so many pairs that has it.
pub(crate) fn usual(pairs: f32) -> f32 {
    OWN + pairs.max(1.0).log2()
}

/// The pairs of adjacent ideographs or kana of a text, and its longer words of other scripts, each once.
pub(crate) fn grams(text: &str, lang: Lang) -> Vec<Gram> {
    let mut out = Vec::new();
    let lexicon = words::lexicon(lang);
    let mut before: Option<char> = None;
    let mut word = String::new();
    for c in text.chars().chain(std::iter::once(' ')) {
        if c.is_ascii_alphabetic() {
            before = None;
            word.push(c.to_ascii_lowercase());
            continue;
        }
        let wide = text::is_ea_letter(c);
        if let Some(b) = before.filter(|_| wide) {
            let hash = u32::from(b).wrapping_mul(0x1_0001).wrapping_add(u32::from(c));
            out.push(Gram::new(hash, cut::cost(b, c, lang)));
        }
        before = wide.then_some(c);
        if !wide && !text::is_ea_punct(c) && c.is_alphabetic() {
            word.extend(c.to_lowercase());
        } else if !word.is_empty() {
            out.extend(gram_of(&word, lexicon));
            word.clear();
        }
        if out.len() > MOST {
            break;
        }
    }
    out.sort_unstable_by_key(|gram| gram.cell);
    out.dedup_by_key(|gram| gram.cell);
    out
}

fn gram_of(word: &str, lexicon: Option<&Lexicon>) -> Option<Gram> {
    if word.chars().take(WORD).count() < WORD {
        return None;
    }
    let stem = word.chars().take(STEM).fold(0_u32, |hash, c| hash.wrapping_mul(31).wrapping_add(u32::from(c)));
    let cost = lexicon.and_then(|l| l.get(word)).map_or(UNKNOWN, |entry| entry.cost);
    Some(Gram::new(stem, cost))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_pairs_say_more() {
        let bits = |text: &str, lang: Lang| grams(text, lang).first().map_or(0.0, |gram| gram.bits(usual(100.0)));
        assert!(bits("一个", Lang::ZhHans) < bits("渔港", Lang::ZhHans));
        assert!(bits("When", Lang::En) < bits("ferryman", Lang::En));
        assert_eq!(grams("渔港渔港", Lang::ZhHans).len(), 2);
    }
}
