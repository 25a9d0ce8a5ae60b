//! French words that lost the apostrophe behind an elided one: loffensive.

use super::judge::Reading;
use super::spelt::Spelt;
use super::{MERGED, Words};
use crate::lang::Lang;
use crate::lexicon;

/// What is written before a vowel without its own.
const ELIDED: &[&str] = &["l", "d", "n", "s", "j", "m", "t", "c", "qu"];
/// Letters of what stands behind it, and what its word costs at most: of three letters there are too many words.
const LEAST: usize = 4;
const RARE: f32 = 18.0;
/// Bits of the elided word.
const OPENS: f32 = 5.0;

/// The elided word that a French word may begin with, and what stands behind it.
fn cut(word: &str) -> Option<(&'static str, &str)> {
    let vowel =
        |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h' | 'à' | 'â' | 'é' | 'è' | 'ê' | 'ë' | 'î' | 'ï' | 'ô' | 'œ' | 'û');
    ELIDED.iter().find_map(|&head| word.strip_prefix(head).filter(|rest| rest.starts_with(vowel)).map(|rest| (head, rest)))
}

impl Words<'_> {
    /// A French word as two, with the apostrophe that the page prints.
    pub(super) fn elided(&self, word: &Spelt<'_>) -> Option<Reading> {
        let (head, rest) = cut(word.text).filter(|(_, rest)| self.lang == Lang::Fr && rest.chars().count() >= LEAST)?;
        let hash = word.part(head.len(), word.len());
        let entry = self.lexicon.find(hash).filter(|e| e.lower && e.cost < RARE)?;
        let cost = OPENS + entry.cost + self.channel.base + self.w.lost_space;
        let mark = if self.curled { "’" } else { "'" };
        Some(Reading::pair(cost, [head, mark, rest].concat(), self.seen(lexicon::hash(head)), self.seen(hash), &MERGED))
    }

    /// Whether a reading takes the elided word away and leaves the rest: then an apostrophe was lost, or the word is another one.
    pub(super) fn drops_elision(&self, word: &str, to: &str) -> bool {
        self.lang == Lang::Fr && cut(word).is_some_and(|(_, rest)| rest == to)
    }
}
