//! What a text speaks of: its ideographs and its longer words of other scripts, each with what it says where two texts share it.

use crate::cut;
use crate::stats::{Statistics, WordList};
use crate::text;

/// Cells of a table: so many that words of two texts seldom fall into one cell by chance.
pub(crate) const CELLS: usize = 1 << 16;
/// A word says something from this many letters on.
const WORD: usize = 4;
/// Words are told apart by so many letters: what follows is their ending.
const STEM: usize = 7;
/// Words of a text that are looked at; more of them do not make it clearer.
const MOST: usize = 600;
/// The most that one word says, in bits.
const MOST_BITS: f32 = 6.0;
/// A text draws one part in nine from its own topic, in bits.
const OWN: f32 = 3.2;
/// Bits of a word that no list has.
const UNKNOWN: f32 = 18.0;

/// An ideograph or a word of a text: its cell, and what it costs in running text, in bits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Gram {
    pub(crate) cell: u16,
    cost: f32,
}

impl Gram {
    fn new(hash: u32, cost: f32) -> Self {
        // Fibonacci hashing.
        let cell = u16::try_from(hash.wrapping_mul(0x9E37_79B1) >> 16).unwrap_or(0);
        Self { cell, cost }
    }

    /// What it says for a topic that has it among so many words; see [`usual`].
    pub(crate) fn bits(self, usual: f32) -> f32 {
        (self.cost - usual).clamp(0.0, MOST_BITS)
    }
}

/// Bits that a word costs where it is as likely in running text as in a topic of so many words that has it.
pub(crate) fn usual(words: f32) -> f32 {
    OWN + words.max(1.0).log2()
}

/// The ideographs of a text and its longer words of other scripts, each once. Of pairs of ideographs two texts of one topic share too
/// few: names aside, a topic shows in the characters that its words are made of.
pub(crate) fn grams(text: &str, stats: &Statistics<'_>) -> Vec<Gram> {
    // An ideograph has three bytes, a longer word more.
    let mut out = Vec::with_capacity((text.len() / 3).min(MOST) + 1);
    let lexicon = stats.words();
    let mut word = String::new();
    for c in text.chars().chain(std::iter::once(' ')) {
        if c.is_ascii_alphabetic() {
            word.push(c.to_ascii_lowercase());
            continue;
        }
        if text::is_han(c) {
            out.push(Gram::new(u32::from(c), cut::cost(c, stats)));
        } else if !text::is_ea_letter(c) && !text::is_ea_punct(c) && c.is_alphabetic() {
            word.extend(c.to_lowercase());
            continue;
        }
        if !word.is_empty() {
            out.extend(gram_of(&word, lexicon.as_ref()));
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

fn gram_of(word: &str, lexicon: Option<&WordList<'_>>) -> Option<Gram> {
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
    use crate::lang::Lang;

    #[test]
    fn rare_words_say_more() {
        let bits = |text: &str, lang: Lang| grams(text, &lang.into()).first().map_or(0.0, |gram| gram.bits(usual(100.0)));
        assert!(bits("的", Lang::ZhHans) < bits("渔", Lang::ZhHans));
        assert!(bits("When", Lang::En) < bits("ferryman", Lang::En));
        assert_eq!(grams("渔港渔港", &Lang::ZhHans.into()).len(), 2);
    }
}
