//! French words that lost the apostrophe behind an elided one: loffensive.

use super::apostrophe::is_vowel;
use super::judge::Reading;
use super::spelt::Spelt;
use super::token::Token;
use super::{MERGED, Verdict, Words};
use crate::lang::Lang;
use crate::lexicon;

/// What is written before a vowel without its own.
const ELIDED: &[&str] = &["l", "d", "n", "s", "j", "m", "t", "c", "qu"];
/// Letters of what stands behind it, and what its word costs at most: of three letters there are too many words.
const LEAST: usize = 4;
const RARE: f32 = 18.0;
/// The same behind a capital; what a word of no list counts as, and bits by which the word behind is more frequent.
const RARE_BEHIND: f32 = 15.5;
const UNLISTED: f32 = 24.0;
const CLEARLY: f32 = 6.0;
const MARGIN: f32 = 6.0;
/// Bits of the elided word.
const OPENS: f32 = 5.0;

/// The elided word that a French word may begin with, and what stands behind it.
fn cut(word: &str) -> Option<(&'static str, &str)> {
    ELIDED.iter().find_map(|&head| word.strip_prefix(head).filter(|rest| rest.starts_with(is_vowel)).map(|rest| (head, rest)))
}

/// Capitals that a small l with its apostrophe is read as.
const READ_AS_L: &[&str] = &["V", "F"];

/// Words behind which a noun has no article of its own.
const BEFORE_NAME: &[&str] = &[
    "le",
    "la",
    "les",
    "l",
    "un",
    "une",
    "du",
    "au",
    "aux",
    "des",
    "ce",
    "cet",
    "cette",
    "ces",
    "mon",
    "ma",
    "son",
    "sa",
    "ses",
    "leur",
    "notre",
    "votre",
    "mme",
    "mlle",
    "mgr",
    "dr",
    "me",
    "abbé",
    "père",
    "docteur",
    "maître",
    "général",
    "colonel",
    "capitaine",
    "maire",
    "peintre",
];

impl Words<'_> {
    /// A word whose l' was read as a capital: Vannée, Faccueil.
    pub(super) fn capital_elision(&self, text: &str, token: Token) -> Option<Verdict> {
        if self.lang != Lang::Fr || !token.capital || token.capitals != 1 || token.touched || token.mixed || token.chars < LEAST + 1 {
            return None;
        }
        let word = text.get(token.start..token.end)?;
        let rest = READ_AS_L.iter().find_map(|l| word.strip_prefix(l))?;
        let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'h' | 'é' | 'ê' | 'â' | 'î' | 'œ');
        let entry = self.lexicon.get(rest).filter(|e| rest.starts_with(vowel) && e.lower && e.cost < RARE_BEHIND)?;
        let head = text.get(..token.start)?.strip_suffix(' ')?.trim_end();
        if !head.ends_with(|c: char| c.is_lowercase() || c == ',') {
            return None;
        }
        // No article stands before another one, and a title before a name.
        let before = head.rsplit([' ', '\'', '’']).next()?.to_lowercase();
        let amid = !BEFORE_NAME.contains(&before.as_str());
        let listed = self.lexicon.find(token.hash).map_or(UNLISTED, |e| e.cost);
        (amid && entry.cost + CLEARLY < listed).then(|| Verdict { to: ["l", self.mark(), rest].concat(), margin: MARGIN, rule: &MERGED })
    }

    /// A French word as two, with the apostrophe that the page prints.
    pub(super) fn elided(&self, word: &Spelt<'_>) -> Option<Reading> {
        let (head, rest) = cut(word.text).filter(|(_, rest)| self.lang == Lang::Fr && rest.chars().count() >= LEAST)?;
        let hash = word.part(head.len(), word.len());
        let entry = self.lexicon.find(hash).filter(|e| e.lower && e.cost < RARE)?;
        let cost = OPENS + entry.cost + self.channel.base + self.w.lost_space;
        Some(Reading::pair(cost, [head, self.mark(), rest].concat(), self.seen(lexicon::hash(head)), self.seen(hash), &MERGED))
    }

    /// Whether a reading takes the elided word away and leaves the rest: then an apostrophe was lost, or the word is another one.
    pub(super) fn drops_elision(&self, word: &str, to: &str) -> bool {
        self.lang == Lang::Fr && cut(word).is_some_and(|(_, rest)| rest == to)
    }
}
