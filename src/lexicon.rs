//! Words and letter statistics of a language, in a compact file that is built into the crate.
//!
//! A file holds a header, an open-addressed table of words, one of pairs of words and a table of letter triples. A word takes
//! four bytes: 24 bits of its hash, 6 of its cost and two flags, so that a look-up costs one cache line and a candidate nobody
//! knows costs as little. A cost is the negative logarithm of a probability to base 2, in halves for words and in quarters for
//! triples; a pair has the bits by which its words are likelier together, in quarters.

mod absence;

use crate::packed::{self, Kind};
pub(crate) use absence::Absence;
use once_cell::sync::Lazy;
use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasherDefault, Hasher};

/// Words with their costs, and the cost of any letters in this language.
#[derive(Clone, Copy, Debug, Default)]
pub struct Lexicon<'f> {
    /// 24 bits of hash, 8 of cost and flags; 0 for an empty slot.
    slots: Slots<'f>,
    /// 25 bits of hash, 7 of gain; 0 for an empty slot. One empty slot where a language has no pairs.
    pairs: Slots<'f>,
    /// Cost of each third letter behind two letters, in quarters of a bit.
    triples: &'f [u8],
}

/// Little-endian numbers where they lie in the file.
#[derive(Clone, Copy, Debug, Default)]
struct Slots<'f>(&'f [u8]);

impl Slots<'_> {
    #[inline]
    fn len(&self) -> usize {
        self.0.len() / SLOT
    }

    #[inline]
    fn get(&self, at: usize) -> Option<u32> {
        let slot = self.0.get(at * SLOT..at * SLOT + SLOT)?;
        slot.first_chunk().copied().map(u32::from_le_bytes)
    }

    /// The hashes that they keep, 0 for an empty one.
    fn keys(&self) -> impl Iterator<Item = u32> {
        let key = |slot: &[u8]| if let [_, a, b, c] = *slot { u32::from_le_bytes([a, b, c, 0]) } else { 0 };
        self.0.chunks_exact(SLOT).map(key)
    }
}

/// Bytes of a slot.
const SLOT: usize = 4;

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

impl Entry {
    /// What a slot says.
    #[inline]
    fn of(slot: u32) -> Self {
        let [value, ..] = slot.to_le_bytes();
        Self { cost: f32::from(value & COST) / 2.0, lower: value & LOWER != 0, capital: value & CAPITAL != 0 }
    }
}

const FILE: Kind = Kind { magic: b"CDLX", version: 2, name: "word list" };
/// Letters that triples know, the edge of a word first and any other letter last.
const LETTERS: &str = "abcdefghijklmnopqrstuvwxyzäöüßéèêëàâîïôûùçœæ'";
const SIZE: usize = 48;
const TRIPLES: usize = SIZE * SIZE * SIZE;
const LOWER: u8 = 0x40;
const CAPITAL: u8 = 0x80;
/// Cost of a triple that stands in few words, in quarters of a bit.
const RARE: u8 = 44;
/// Bits of an entry that hold its cost.
const COST: u8 = 0x3F;
/// Bits of a pair that hold its gain, and the loss that a gain of 0 stands for.
const GAIN: u8 = 0x7F;
const LOSS: f32 = 8.0;
const LOSS_QUARTERS: u64 = 32;

impl<'f> Lexicon<'f> {
    /// What is known of a word in small letters.
    pub fn get(&self, folded: &str) -> Option<Entry> {
        self.find(hash(folded))
    }

    /// The same for the hash of a word.
    #[inline]
    pub(crate) fn find(&self, hash: u64) -> Option<Entry> {
        let mask = self.slots.len().checked_sub(1)?;
        let hash = mixed(hash);
        let (mut at, key) = (place_of(hash) & mask, key_of(hash));
        // The table is never full: build() leaves a quarter of it empty.
        for _ in 0..self.slots.len() {
            let slot = self.slots.get(at)?;
            if slot >> 8 == key {
                return Some(Entry::of(slot));
            }
            if slot == 0 {
                return None;
            }
            at = (at + 1) & mask;
        }
        None
    }

    /// Bits by which two words are likelier side by side than apart; nothing for a pair that the list does not have.
    pub(crate) fn pair(&self, left: u64, right: u64) -> Option<f32> {
        let hash = pair_hash(left, right);
        let mask = self.pairs.len().checked_sub(1)?;
        let (mut at, key) = (place(hash) & mask, pair_key(hash));
        for _ in 0..self.pairs.len() {
            let entry = self.pairs.get(at)?;
            if entry == 0 {
                return None;
            }
            if entry >> 7 == key {
                return u8::try_from(entry & u32::from(GAIN)).ok().map(|gain| f32::from(gain) / 4.0 - LOSS);
            }
            at = (at + 1) & mask;
        }
        None
    }

    /// Whether the list has pairs of words.
    pub(crate) fn has_pairs(&self) -> bool {
        self.pairs.len() > 1
    }

    /// Bits of a third letter behind two; letters are numbers of [`letter`].
    #[inline]
    pub(crate) fn triple(&self, a: usize, b: usize, c: usize) -> f32 {
        f32::from(self.triples.get((a * SIZE + b) * SIZE + c).copied().unwrap_or(0)) / 4.0
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
    pub fn parse(bytes: &'f [u8]) -> Result<Self, String> {
        FILE.open(bytes, length).map(Self::of)
    }

    fn of(([slots, pairs], body): ([usize; 2], &'f [u8])) -> Self {
        let (words, body) = body.split_at_checked(slots * SLOT).unwrap_or_default();
        let (both, triples) = body.split_at_checked(pairs * SLOT).unwrap_or_default();
        Self { slots: Slots(words), pairs: Slots(both), triples }
    }
}

/// The length of a body that has so many slots of words and of pairs.
fn length([slots, pairs]: [usize; 2]) -> Option<usize> {
    let sound = slots.is_power_of_two() && pairs.is_power_of_two();
    sound.then(|| slots.checked_add(pairs)?.checked_mul(SLOT)?.checked_add(TRIPLES))?
}

/// The hash of nothing.
pub(crate) const NOTHING: u64 = 0;
/// The base of the hash: odd, and as good as random.
const BASE: u64 = 0x9E37_79B9_7F4A_7C15;
/// Longest stretch, in bytes, whose hash can be put together from others.
pub(crate) const LONGEST: usize = 96;
static POWERS: [u64; LONGEST + 1] = powers();

const fn powers() -> [u64; LONGEST + 1] {
    let mut table = [1_u64; LONGEST + 1];
    let mut n = 1;
    while n <= LONGEST {
        table[n] = table[n - 1].wrapping_mul(BASE);
        n += 1;
    }
    table
}

/// A hash that is one already, but for its lowest bits.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Ready(u64);

impl Hasher for Ready {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, &b| hash_more(hash, b));
    }

    fn write_u64(&mut self, n: u64) {
        self.0 = n ^ (n >> 32);
    }
}

/// What is known of words, by their hash.
pub(crate) type Map<T> = HashMap<u64, T, BuildHasherDefault<Ready>>;

/// The hash of a text with one byte more. A polynomial, so that hashes of parts give the hash of the whole.
#[inline]
pub(crate) const fn hash_more(before: u64, byte: u8) -> u64 {
    before.wrapping_mul(BASE).wrapping_add(byte as u64 + 1)
}

/// The hash of a word in small letters.
pub(crate) const fn hash(folded: &str) -> u64 {
    let bytes = folded.as_bytes();
    let (mut hash, mut n) = (NOTHING, 0);
    while n < bytes.len() {
        hash = hash_more(hash, bytes[n]);
        n += 1;
    }
    hash
}

/// The hash of two texts in a row; the second has this many bytes, [`LONGEST`] at most.
#[inline]
pub(crate) fn hash_both(first: u64, second: u64, len: usize) -> u64 {
    first.wrapping_mul(power(len)).wrapping_add(second)
}

/// The hash of what stands behind `first` in a text of hash `whole`; it has this many bytes.
#[inline]
pub(crate) fn hash_behind(whole: u64, first: u64, len: usize) -> u64 {
    whole.wrapping_sub(first.wrapping_mul(power(len)))
}

/// What the hash of a text is multiplied by where so many bytes stand behind it, [`LONGEST`] at most.
#[inline]
pub(crate) fn power(len: usize) -> u64 {
    POWERS.get(len).copied().unwrap_or(0)
}

fn pair_hash(left: u64, right: u64) -> u64 {
    mixed(left).rotate_left(17) ^ mixed(right)
}

/// The number of a letter in the table of triples.
#[inline]
pub(crate) fn letter(c: char) -> usize {
    match c {
        'a'..='z' => usize::try_from(u32::from(c) - u32::from('a')).unwrap_or(0) + 1,
        '’' => letter('\''),
        c if c.is_ascii() && c != '\'' => SIZE - 1,
        _ => LETTERS.chars().position(|l| l == c).map_or(SIZE - 1, |n| n + 1),
    }
}

/// The last bytes of a word are in the lower bits of its hash only; one round of mixing serves key and place.
#[inline]
fn mixed(hash: u64) -> u64 {
    let x = (hash ^ (hash >> 32)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x ^ (x >> 29)
}

fn key(hash: u64) -> u32 {
    key_of(mixed(hash))
}

#[inline]
fn key_of(mixed: u64) -> u32 {
    u32::try_from(mixed >> 40).unwrap_or(0).max(1)
}

fn pair_key(hash: u64) -> u32 {
    u32::try_from(mixed(hash) >> 39).unwrap_or(0).max(1)
}

fn place(hash: u64) -> usize {
    place_of(mixed(hash))
}

#[inline]
fn place_of(mixed: u64) -> usize {
    usize::try_from(mixed & 0xFFFF_FFFF).unwrap_or(0)
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

/// Builds a file from words in small letters, and pairs of them with their counts. The same words give the same bytes.
pub fn build(words: &BTreeMap<String, Word>, pairs: &BTreeMap<(String, String), u64>) -> Vec<u8> {
    let total: u64 = words.values().map(|w| w.count).sum();
    let size = (words.len() * 4 / 3 + 1).next_power_of_two();
    let mut slots = vec![0_u32; size];
    let mut triples = vec![0_u64; TRIPLES];
    for (word, entry) in words {
        let hash = hash(word);
        let mut at = place(hash) & (size - 1);
        while slots[at] != 0 && slots[at] >> 8 != key(hash) {
            at = (at + 1) & (size - 1);
        }
        let halves = bits(total, 2).saturating_sub(bits(entry.count, 2)).min(u64::from(COST));
        let flags = if entry.lower { LOWER } else { 0 } | if entry.capital { CAPITAL } else { 0 };
        slots[at] = key(hash) << 8 | u32::from(u8::try_from(halves).unwrap_or(COST) | flags);
        if word.contains('-') {
            continue;
        }
        // The logarithm stands between words as tokens, where a handful drown the rest, and as types, where junk counts in full.
        let weight = bits(entry.count, 1);
        let (mut a, mut b) = (0, 0);
        for c in word.chars().map(letter).chain(std::iter::once(0)) {
            triples[(a * SIZE + b) * SIZE + c] += weight;
            (a, b) = (b, c);
        }
    }
    let both = pair_table(words, pairs, total);
    let mut body: Vec<u8> = slots.iter().chain(&both).flat_map(|s| s.to_le_bytes()).collect();
    body.extend(costs(&triples));
    FILE.seal([size, both.len()], &body)
}

/// The gains of pairs, in quarters of a bit.
fn pair_table(words: &BTreeMap<String, Word>, pairs: &BTreeMap<(String, String), u64>, total: u64) -> Vec<u32> {
    let size = (pairs.len() * 4 / 3 + 1).next_power_of_two();
    let mut table = vec![0_u32; size];
    for ((left, right), count) in pairs {
        let (Some(a), Some(b)) = (words.get(left), words.get(right)) else { continue };
        let hash = pair_hash(hash(left), hash(right));
        let mut at = place(hash) & (size - 1);
        while table[at] != 0 && table[at] >> 7 != pair_key(hash) {
            at = (at + 1) & (size - 1);
        }
        // log2 of the count that the pair has against the one that chance would give it.
        let gain = (bits(*count, 4) + bits(total, 4) + LOSS_QUARTERS).saturating_sub(bits(a.count, 4) + bits(b.count, 4));
        table[at] = pair_key(hash) << 7 | u32::from(u8::try_from(gain).unwrap_or(u8::MAX).min(GAIN));
    }
    table
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

/// A word of letters, apostrophes and hyphens inside, ligatures resolved; nothing for all else.
pub fn plain(word: &str) -> Option<String> {
    let word = word
        .replace('ﬁ', "fi")
        .replace('ﬂ', "fl")
        .replace('ﬀ', "ff")
        .replace('ﬃ', "ffi")
        .replace('ﬄ', "ffl")
        .replace('ﬆ', "st")
        .replace('’', "'");
    let inner = word.chars().all(|c| c.is_alphabetic() && c < '\u{250}' || matches!(c, '\'' | '-'));
    let sound = !word.contains("--") && !word.ends_with('-');
    (inner && sound && word.starts_with(char::is_alphabetic) && word.chars().count() <= 40).then_some(word)
}

/// Which letters stand beside two others in more than a few words, a bit for each; letter 0 is the edge of a word.
#[derive(Debug)]
pub(crate) struct Fits {
    before: Vec<u64>,
    between: Vec<u64>,
    behind: Vec<u64>,
}

impl Fits {
    fn new(list: &Lexicon<'_>) -> Self {
        let table = || vec![0; SIZE * SIZE];
        let mut fits = Self { before: table(), between: table(), behind: table() };
        for (n, row) in list.triples.chunks(SIZE).enumerate() {
            let (first, second) = (n / SIZE, n % SIZE);
            let mut left = row.iter().rev().fold(0_u64, |set, &cost| set << 1 | u64::from(cost < RARE));
            if let Some(cell) = fits.behind.get_mut(n) {
                *cell = left;
            }
            while left != 0 {
                let third = usize::try_from(left.trailing_zeros()).unwrap_or(0);
                left &= left - 1;
                if let (Some(a), Some(b)) = (fits.before.get_mut(second * SIZE + third), fits.between.get_mut(first * SIZE + third)) {
                    (*a, *b) = (*a | 1 << first, *b | 1 << second);
                }
            }
        }
        fits
    }

    /// The letters that stand before two others.
    #[inline]
    pub(crate) fn before(&self, first: usize, second: usize) -> u64 {
        self.before.get(first * SIZE + second).copied().unwrap_or(0)
    }

    /// The letters that stand between two others.
    #[inline]
    pub(crate) fn between(&self, before: usize, behind: usize) -> u64 {
        self.between.get(before * SIZE + behind).copied().unwrap_or(0)
    }

    /// The letters that stand behind two others.
    #[inline]
    pub(crate) fn behind(&self, first: usize, second: usize) -> u64 {
        self.behind.get(first * SIZE + second).copied().unwrap_or(0)
    }
}

fn built_in(bytes: &'static [u8]) -> Lexicon<'static> {
    // A unit test parses each of them; an empty list only knows nothing.
    FILE.trust(bytes, length).map(Lexicon::of).unwrap_or_default()
}

static FILES: [&[u8]; 3] = [include_bytes!("model/en.words"), include_bytes!("model/de.words"), include_bytes!("model/fr.words")];
static EN: Lazy<Lexicon<'_>> = Lazy::new(|| built_in(FILES[0]));
static DE: Lazy<Lexicon<'_>> = Lazy::new(|| built_in(FILES[1]));
static FR: Lazy<Lexicon<'_>> = Lazy::new(|| built_in(FILES[2]));

/// Which letters fit beside others in the lists of English, German and French.
pub(crate) static FITS: [Lazy<Fits>; 3] = [Lazy::new(|| Fits::new(&EN)), Lazy::new(|| Fits::new(&DE)), Lazy::new(|| Fits::new(&FR))];

/// What the lists of English, German and French surely do not have.
pub(crate) static ABSENCES: [Lazy<Absence>; 3] =
    [Lazy::new(|| Absence::new(&EN)), Lazy::new(|| Absence::new(&DE)), Lazy::new(|| Absence::new(&FR))];
/// What is surely in neither list, of which one is somebody's own.
pub(crate) static NO_ABSENCE: Lazy<Absence> = Lazy::new(Absence::none);

/// English.
pub fn en() -> &'static Lexicon<'static> {
    &EN
}

/// German.
pub fn de() -> &'static Lexicon<'static> {
    &DE
}

/// French.
pub fn fr() -> &'static Lexicon<'static> {
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
        let pairs = [(("a".to_owned(), "word".to_owned()), 3)];
        let file = build(&words.clone().into_iter().collect(), &pairs.clone().into_iter().collect());
        assert_eq!(file, build(&words.into_iter().collect(), &pairs.into_iter().collect()));
        let list = Lexicon::parse(&file).unwrap();
        assert!(list.get("word").is_some());
        // Three sightings of ten, where chance has two.
        assert!(list.pair(hash("a"), hash("word")).is_some_and(|gain| (0.25..1.25).contains(&gain)));
        assert!(list.pair(hash("word"), hash("a")).is_none());
    }

    #[test]
    fn hashes_of_parts_give_the_hash_of_the_whole() {
        assert_eq!(hash_both(hash("gover"), hash("nment"), 5), hash("government"));
        assert_eq!(hash_behind(hash("government"), hash("gover"), 5), hash("nment"));
    }
}
