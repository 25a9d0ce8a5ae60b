//! Character-bigram statistics of a language, in a compact table that is built into the crate.
//!
//! A file holds a header, the characters with the logarithm of their frequency, and an open-addressed table of pairs.
//! All figures are base-2 logarithms in eighths, so that a pair takes four bytes: 24 bits of its hash and 8 of its count.

use crate::packed::{self, Kind, number};
use once_cell::sync::Lazy;

/// Statistics of adjacent characters.
#[derive(Debug, Default)]
pub struct Bigrams {
    /// Number of each character of the basic plane in `logs`, plus one; 0 for a character never seen.
    number: Vec<u16>,
    /// log2 of each character's count as the first and as the second of a pair, in eighths; 0 also stands for none.
    logs: Vec<(u16, u16)>,
    /// 24 bits of hash, 8 bits of log2 count in eighths; 0 for an empty slot.
    slots: Vec<u32>,
    /// log2 of the number of pairs.
    total: f32,
}

const FILE: Kind = Kind { magic: b"CDBG", version: 2, name: "model" };
/// Bytes of a character and its two logarithms.
const ROW: usize = 6;
/// log2 counts are kept in steps of an eighth.
const STEP: f32 = 8.0;
/// An unseen pair counts as half a sighting.
const UNSEEN: f32 = -1.0;
/// Least association of an unseen pair, in bits: the counts hold pairs inside words, so absence says little.
const UNSEEN_LEAST: f32 = -3.0;

impl Bigrams {
    /// Pointwise mutual information of two adjacent characters, in bits: how much more often than by chance they stand
    /// together. 0 where one of them was never seen.
    pub fn pmi(&self, a: char, b: char) -> f32 {
        let (Some(a), Some(b)) = (self.number(a), self.number(b)) else { return 0.0 };
        let chance = self.first(a) + self.second(b) - self.total;
        match self.count(a, b) {
            Some(log) => log - chance,
            None => (UNSEEN - chance).clamp(UNSEEN_LEAST, 0.0),
        }
    }

    /// log2 of the probability that `b` follows `a`, for a pair that was seen often enough to be in the table.
    pub fn known_logp(&self, a: char, b: char) -> Option<f32> {
        let (a, b) = (self.number(a)?, self.number(b)?);
        Some((self.count(a, b)? - self.first(a)).min(0.0))
    }

    fn number(&self, c: char) -> Option<usize> {
        let n = self.number.get(usize::try_from(u32::from(c)).ok()?)?;
        usize::from(*n).checked_sub(1)
    }

    fn first(&self, number: usize) -> f32 {
        self.logs.get(number).map_or(0.0, |l| f32::from(l.0) / STEP)
    }

    fn second(&self, number: usize) -> f32 {
        self.logs.get(number).map_or(0.0, |l| f32::from(l.1) / STEP)
    }

    fn count(&self, a: usize, b: usize) -> Option<f32> {
        let mask = self.slots.len().checked_sub(1)?;
        let hash = hash(a, b);
        let mut at = slot(hash) & mask;
        // The table is never full: build() leaves a quarter of it empty.
        for _ in 0..self.slots.len() {
            let entry = *self.slots.get(at)?;
            if entry == 0 {
                return None;
            }
            if entry >> 8 == key(hash) {
                return Some(f32::from(u8::try_from(entry & 0xFF).unwrap_or(0)) / STEP);
            }
            at = (at + 1) & mask;
        }
        None
    }

    /// Reads a model.
    ///
    /// # Errors
    /// A message that says what is wrong with the file: foreign, of another version, cut off or damaged.
    pub fn parse(bytes: &[u8]) -> Result<Self, String> {
        let length = |[chars, slots, _]: [usize; 3]| chars.checked_mul(ROW)?.checked_add(slots.checked_mul(4)?);
        let ([chars, _, total], body) = FILE.open(bytes, length)?;
        let mut out = Self { number: vec![0; 0x1_0000], total: eighths(total), ..Self::default() };
        let (rows, slots) = body.split_at_checked(chars * ROW).unwrap_or_default();
        for (n, row) in rows.chunks_exact(ROW).enumerate() {
            let c = usize::try_from(number(row.get(..2).unwrap_or_default())).unwrap_or(0);
            if let (Some(place), Ok(n)) = (out.number.get_mut(c), u16::try_from(n + 1)) {
                *place = n;
            }
            let log = |at: usize| u16::try_from(number(row.get(at..at + 2).unwrap_or_default())).unwrap_or(0);
            out.logs.push((log(2), log(4)));
        }
        out.slots = slots.chunks_exact(4).map(|row| u32::try_from(number(row)).unwrap_or(0)).collect();
        Ok(out)
    }
}

fn eighths(n: usize) -> f32 {
    f32::from(u16::try_from(n).unwrap_or(u16::MAX)) / STEP
}

/// SplitMix64's finaliser over both numbers.
fn hash(a: usize, b: usize) -> u64 {
    let mut x = u64::try_from(a << 16 | b).unwrap_or(0).wrapping_add(0x9E37_79B9_7F4A_7C15);
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

fn key(hash: u64) -> u32 {
    u32::try_from(hash >> 40).unwrap_or(0).max(1)
}

fn slot(hash: u64) -> usize {
    usize::try_from(hash & 0xFFFF_FFFF).unwrap_or(0)
}

/// Builds a model file from counts of pairs; pairs below `least` are left out. The same counts give the same bytes.
pub fn build(pairs: &std::collections::BTreeMap<(char, char), u64>, least: u64) -> Vec<u8> {
    let mut chars: std::collections::BTreeMap<char, (u64, u64)> = std::collections::BTreeMap::new();
    let mut total = 0_u64;
    for (&(a, b), &count) in pairs {
        total += count;
        if u32::from(a) < 0x1_0000 && u32::from(b) < 0x1_0000 {
            chars.entry(a).or_default().0 += count;
            chars.entry(b).or_default().1 += count;
        }
    }
    let order: std::collections::BTreeMap<char, usize> =
        chars.keys().take(usize::from(u16::MAX) - 1).enumerate().map(|(n, &c)| (c, n)).collect();
    let kept: Vec<_> = pairs.iter().filter(|(_, count)| **count >= least).collect();
    let size = (kept.len() * 4 / 3 + 1).next_power_of_two();
    let mut slots = vec![0_u32; size];
    for (&(a, b), &count) in kept {
        let (Some(&a), Some(&b)) = (order.get(&a), order.get(&b)) else { continue };
        let hash = hash(a, b);
        let mut at = slot(hash) & (size - 1);
        while slots[at] != 0 && slots[at] >> 8 != key(hash) {
            at = (at + 1) & (size - 1);
        }
        slots[at] = key(hash) << 8 | u32::from(u8::try_from(log(count)).unwrap_or(u8::MAX));
    }
    let mut body = Vec::new();
    for (&c, &(first, second)) in chars.iter().take(order.len()) {
        body.extend(u16::try_from(u32::from(c)).unwrap_or(0).to_le_bytes());
        for count in [first, second] {
            body.extend(u16::try_from(log(count)).unwrap_or(u16::MAX).to_le_bytes());
        }
    }
    body.extend(slots.iter().flat_map(|s| s.to_le_bytes()));
    FILE.seal([order.len(), size, usize::try_from(log(total)).unwrap_or(0)], &body)
}

/// log2 in eighths, rounded.
fn log(count: u64) -> u64 {
    packed::log2(count, 4).div_ceil(2)
}

/// A mark as pairs are counted with it: beside an ideograph or a kana a half-width one is its full-width form.
pub fn widen(c: char, beside: char) -> char {
    if beside < '\u{2E80}' {
        return c;
    }
    match c {
        ',' => '，',
        ':' => '：',
        ';' => '；',
        '?' => '？',
        '!' => '！',
        '(' => '（',
        ')' => '）',
        c => c,
    }
}

fn built_in(bytes: &[u8]) -> Bigrams {
    // A unit test parses each of them; an empty model only knows nothing.
    Bigrams::parse(bytes).unwrap_or_default()
}

static ZH_HANS_FILE: &[u8] = include_bytes!("model/zh-hans.bin");
static ZH_HANT_FILE: &[u8] = include_bytes!("model/zh-hant.bin");
static JA_FILE: &[u8] = include_bytes!("model/ja.bin");

static ZH_HANS: Lazy<Bigrams> = Lazy::new(|| built_in(ZH_HANS_FILE));
static ZH_HANT: Lazy<Bigrams> = Lazy::new(|| built_in(ZH_HANT_FILE));
static JA: Lazy<Bigrams> = Lazy::new(|| built_in(JA_FILE));

/// Simplified Chinese.
pub fn zh_hans() -> &'static Bigrams {
    &ZH_HANS
}

/// Traditional Chinese.
pub fn zh_hant() -> &'static Bigrams {
    &ZH_HANT
}

/// Japanese.
pub fn ja() -> &'static Bigrams {
    &JA
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_models_are_sound() {
        for file in [ZH_HANS_FILE, ZH_HANT_FILE, JA_FILE] {
            let model = Bigrams::parse(file).unwrap();
            assert!(model.logs.len() > 1000 && model.slots.iter().filter(|s| **s != 0).count() > 10_000);
        }
        assert!(zh_hans().pmi('中', '国') > 3.0);
        assert!(zh_hans().pmi('国', '的') > zh_hans().pmi('的', '国') - 12.0);
        assert!(zh_hans().pmi('进', '步') > 2.0 && zh_hans().pmi('提', '升') > 2.0);
    }

    #[test]
    fn the_same_counts_give_the_same_bytes() {
        let pairs: std::collections::BTreeMap<_, _> = [(('一', '个'), 40), (('个', '人'), 7), (('人', '一'), 3)].into_iter().collect();
        assert_eq!(build(&pairs, 1), build(&pairs, 1));
    }

    #[test]
    fn a_seen_pair_beats_an_unseen_one() {
        let pairs = [(('一', '个'), 40), (('一', '人'), 40), (('个', '人'), 40)].into_iter().collect();
        let model = Bigrams::parse(&build(&pairs, 1)).unwrap();
        assert!(model.known_logp('一', '个').is_some() && model.known_logp('个', '个').is_none());
        assert!(model.pmi('个', '个') <= model.pmi('一', '个'));
        assert_eq!(model.pmi('一', 'x'), 0.0);
        assert!(zh_hans().pmi('一', '个') > zh_hans().pmi('—', '个') + 4.0);
    }

    #[test]
    fn logarithms() {
        assert_eq!([1, 2, 3, 4, 1000].map(log), [0, 8, 13, 16, 80]);
    }
}
