//! Words and letter statistics of a language, in a compact file that is built into the crate.
//!
//! A file holds a header, an open-addressed table of words and a table of letter triples. A word takes four bytes: 24 bits of
//! its hash, 6 of its cost and two flags, so that a look-up costs one cache line and a candidate nobody knows costs as little.
//! A cost is the negative logarithm of a probability to base 2, in halves for words and in quarters for triples.

use crate::packed::{self, Kind, fnv, number};
use once_cell::sync::Lazy;
use std::collections::BTreeMap;

/// Words with their costs, and the cost of any letters in this language.
#[derive(Debug, Default)]
pub struct Lexicon {
    /// 24 bits of hash, 8 of cost and flags; 0 for an empty slot.
    slots: Vec<u32>,
    /// Cost of each third letter behind two letters, in quarters of a bit.
    triples: Vec<u8>,
}

/// What the list says of a word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry {
    /// Bits: 5 for the most frequent words, 25 for rare ones.
    pub cost: f32,
    /// The list has it in small letters.
    pub lower: bool,
    /// The list has it with a capital.
    pub capital: bool,
}

const FILE: Kind = Kind { magic: b"CDLX", version: 1, name: "word list" };
/// Letters that triples know, the edge of a word first and any other letter last.
const LETTERS: &str = "abcdefghijklmnopqrstuvwxyzäöüßéèêëàâîïôûùçœæ'";
const SIZE: usize = 48;
const TRIPLES: usize = SIZE * SIZE * SIZE;
const LOWER: u8 = 0x40;
const CAPITAL: u8 = 0x80;
/// Bits of an entry that hold its cost.
const COST: u8 = 0x3F;

impl Lexicon {
    /// What is known of a word in small letters.
    pub fn get(&self, folded: &str) -> Option<Entry> {
        self.find(fnv(folded.bytes()))
    }

    /// The same for the hash of a word.
    pub(crate) fn find(&self, hash: u64) -> Option<Entry> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut at = place(hash) & mask;
        // The table is never full: build() leaves a quarter of it empty.
        for _ in 0..self.slots.len() {
            let entry = *self.slots.get(at)?;
            if entry == 0 {
                return None;
            }
            if entry >> 8 == key(hash) {
                let [value, ..] = entry.to_le_bytes();
                return Some(Entry { cost: f32::from(value & COST) / 2.0, lower: value & LOWER != 0, capital: value & CAPITAL != 0 });
            }
            at = (at + 1) & mask;
        }
        None
    }

    /// Bits that the letters of a word in small letters cost, whether the list has it or not.
    pub fn spelling(&self, folded: &str) -> f32 {
        let (mut a, mut b, mut sum) = (0, 0, 0_u32);
        for c in folded.chars().map(letter).chain(std::iter::once(0)) {
            sum += u32::from(self.triples.get((a * SIZE + b) * SIZE + c).copied().unwrap_or(0));
            (a, b) = (b, c);
        }
        f32::from(u16::try_from(sum).unwrap_or(u16::MAX)) / 4.0
    }

    /// Reads a file.
    ///
    /// # Errors
    /// A message that says what is wrong with it: foreign, of another version, cut off or damaged.
    pub fn parse(bytes: &[u8]) -> Result<Self, String> {
        let length = |[slots]: [usize; 1]| slots.is_power_of_two().then(|| slots.checked_mul(4)?.checked_add(TRIPLES))?;
        let ([slots], body) = FILE.open(bytes, length)?;
        let (words, triples) = body.split_at_checked(slots * 4).unwrap_or_default();
        let slots = words.chunks_exact(4).map(|row| u32::try_from(number(row)).unwrap_or(0)).collect();
        Ok(Self { slots, triples: triples.to_vec() })
    }
}

/// The number of a letter in the table of triples.
fn letter(c: char) -> usize {
    match c {
        'a'..='z' => usize::try_from(u32::from(c) - u32::from('a')).unwrap_or(0) + 1,
        '’' => letter('\''),
        _ => LETTERS.chars().position(|l| l == c).map_or(SIZE - 1, |n| n + 1),
    }
}

/// FNV-1a leaves its last byte in the lower half only; one more round of mixing serves key and place.
fn mixed(hash: u64) -> u64 {
    let x = (hash ^ (hash >> 32)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x ^ (x >> 29)
}

fn key(hash: u64) -> u32 {
    u32::try_from(mixed(hash) >> 40).unwrap_or(0).max(1)
}

fn place(hash: u64) -> usize {
    usize::try_from(mixed(hash) & 0xFFFF_FFFF).unwrap_or(0)
}

/// A word as it goes into [`build`].
#[derive(Clone, Copy, Debug, Default)]
pub struct Word {
    /// How often it was seen.
    pub count: u64,
    /// Seen in small letters.
    pub lower: bool,
    /// Seen with a capital.
    pub capital: bool,
}

/// Builds a file from words in small letters. The same words give the same bytes.
pub fn build(words: &BTreeMap<String, Word>) -> Vec<u8> {
    let total: u64 = words.values().map(|w| w.count).sum();
    let size = (words.len() * 4 / 3 + 1).next_power_of_two();
    let mut slots = vec![0_u32; size];
    let mut triples = vec![0_u64; TRIPLES];
    for (word, entry) in words {
        let hash = fnv(word.bytes());
        let mut at = place(hash) & (size - 1);
        while slots[at] != 0 && slots[at] >> 8 != key(hash) {
            at = (at + 1) & (size - 1);
        }
        let halves = bits(total, 2).saturating_sub(bits(entry.count, 2)).min(u64::from(COST));
        let flags = if entry.lower { LOWER } else { 0 } | if entry.capital { CAPITAL } else { 0 };
        slots[at] = key(hash) << 8 | u32::from(u8::try_from(halves).unwrap_or(COST) | flags);
        // The logarithm stands between words as tokens, where a handful drown the rest, and as types, where junk counts in full.
        let weight = bits(entry.count, 1);
        let (mut a, mut b) = (0, 0);
        for c in word.chars().map(letter).chain(std::iter::once(0)) {
            triples[(a * SIZE + b) * SIZE + c] += weight;
            (a, b) = (b, c);
        }
    }
    let mut body: Vec<u8> = slots.iter().flat_map(|s| s.to_le_bytes()).collect();
    body.extend(costs(&triples));
    FILE.seal([size], &body)
}

/// Counts of triples to costs in quarters of a bit, smoothed by pairs and those by letters.
fn costs(triples: &[u64]) -> Vec<u8> {
    let mut pairs = vec![0_u64; SIZE * SIZE];
    let mut letters = vec![0_u64; SIZE];
    for (n, count) in triples.iter().enumerate() {
        pairs[n % (SIZE * SIZE)] += count;
        letters[n % SIZE] += count;
    }
    let all: u64 = letters.iter().sum();
    let sums: Vec<u64> = triples.chunks(SIZE).map(|row| row.iter().sum()).collect();
    let before: Vec<u64> = pairs.chunks(SIZE).map(|row| row.iter().sum()).collect();
    // Probabilities as shares of 2^40; each level adds what the level below would give this many sightings.
    const ONE: u128 = 1 << 40;
    const SMOOTH: u128 = 400;
    let one = |c: usize| (u128::from(letters[c]) + 20) * ONE / (u128::from(all) + 20 * 48);
    let two = |b: usize, c: usize| (u128::from(pairs[b * SIZE + c]) * ONE + SMOOTH * one(c)) / (u128::from(before[b]) + SMOOTH);
    triples
        .iter()
        .enumerate()
        .map(|(n, &count)| {
            let (c, b) = (n % SIZE, n / SIZE % SIZE);
            let p = (u128::from(count) * ONE + SMOOTH * two(b, c)) / (u128::from(sums[n / SIZE]) + SMOOTH);
            u8::try_from(160_u64.saturating_sub(bits(u64::try_from(p).unwrap_or(1), 4))).unwrap_or(u8::MAX)
        })
        .collect()
}

/// log2 in parts of a bit (a power of two up to 8).
fn bits(count: u64, parts: u64) -> u64 {
    packed::log2(count, 3) * parts / 8
}

fn built_in(bytes: &[u8]) -> Lexicon {
    // A unit test parses each of them; an empty list only knows nothing.
    Lexicon::parse(bytes).unwrap_or_default()
}

static FILES: [&[u8]; 3] = [include_bytes!("model/en.words"), include_bytes!("model/de.words"), include_bytes!("model/fr.words")];
static EN: Lazy<Lexicon> = Lazy::new(|| built_in(FILES[0]));
static DE: Lazy<Lexicon> = Lazy::new(|| built_in(FILES[1]));
static FR: Lazy<Lexicon> = Lazy::new(|| built_in(FILES[2]));

/// English.
pub fn en() -> &'static Lexicon {
    &EN
}

/// German.
pub fn de() -> &'static Lexicon {
    &DE
}

/// French.
pub fn fr() -> &'static Lexicon {
    &FR
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_lists_are_sound() {
        for (file, common, longer) in [(FILES[0], "the", "government"), (FILES[1], "und", "regierung"), (FILES[2], "les", "gouvernement")] {
            let list = Lexicon::parse(file).unwrap();
            let (a, b) = (list.get(common).unwrap(), list.get(longer).unwrap());
            assert!(a.cost < b.cost && b.cost < 20.0, "{common}: {a:?}, {longer}: {b:?}");
            assert!(list.get("qxwzzt").is_none() && list.spelling("qxwzzt") > list.spelling(longer));
        }
        assert!(de().get("regierung").unwrap().capital);
        assert!(en().get("which").unwrap().lower);
    }

    #[test]
    fn the_same_words_give_the_same_bytes() {
        let words = [("a", 7), ("word", 3)].map(|(w, count)| (w.to_owned(), Word { count, lower: true, capital: false }));
        let file = build(&words.clone().into_iter().collect());
        assert_eq!(file, build(&words.into_iter().collect()));
        assert!(Lexicon::parse(&file).unwrap().get("word").is_some());
    }
}
