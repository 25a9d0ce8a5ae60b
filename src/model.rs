//! Character-bigram statistics of a language, in a compact table that is built into the crate and used where it lies.
//!
//! A file holds a header, a directory of blocks of 256 characters, the blocks that have any, with the logarithms of each character's
//! counts, and an open-addressed table of pairs. All figures are base-2 logarithms in eighths, so that a pair takes four bytes: 24
//! bits of its hash and 8 of its count.

use crate::packed::{self, Kind, Table, mix};
use crate::text;
use once_cell::sync::Lazy;
use std::collections::BTreeMap;

/// Statistics of adjacent characters.
#[derive(Clone, Copy, Debug, Default)]
pub struct Bigrams<'f> {
    /// For each 256 characters of the basic plane the number of their block, from 1; 0 where none was seen.
    directory: &'f [u8],
    /// For each character log2 of its count as the first and as the second of a pair, in eighths, plus one; 0 for none.
    blocks: &'f [u8],
    /// log2 count in eighths.
    pairs: Table<'f, 8>,
    /// log2 of the number of pairs.
    total: f32,
}

const FILE: Kind = Kind { magic: b"CDBG", version: 3, name: "table of pairs" };
/// Bytes of the directory, characters of a block, bytes of a character's two logarithms and of a pair.
const DIRECTORY: usize = 256;
const BLOCK: usize = 256;
const ROW: usize = 4;
const SLOT: usize = 4;
/// log2 counts are kept in steps of an eighth.
const STEP: f32 = 8.0;
/// An unseen pair counts as half a sighting.
const UNSEEN: f32 = -1.0;
/// Least association of an unseen pair, in bits: the counts hold pairs inside words, so absence says little.
const UNSEEN_LEAST: f32 = -3.0;

/// What an unseen pair counts, as log2 of a count, above how often its second character is seen: so many sightings of all pairs are shared
/// out among those unseen behind each character (200). A pair that was left out of the table was not seen more often than this.
const BACK_OFF: f32 = 7.64;
const LEAST_KEPT: f32 = 4.9;

impl<'f> Bigrams<'f> {
    /// Pointwise mutual information of two adjacent characters, in bits: how much more often than by chance they stand
    /// together. 0 where one of them was never seen.
    pub fn pmi(&self, a: char, b: char) -> f32 {
        let (Some((first, _)), Some((_, second))) = (self.logs(a), self.logs(b)) else { return 0.0 };
        let chance = first + second - self.total;
        match self.count(a, b) {
            Some(log) => log - chance,
            None => (UNSEEN - chance).clamp(UNSEEN_LEAST, 0.0),
        }
    }

    /// log2 of the probability that `b` follows `a`, for a pair that was seen often enough to be in the table.
    pub fn known_logp(&self, a: char, b: char) -> Option<f32> {
        let (first, _) = self.logs(a)?;
        Some((self.count(a, b)? - first).min(0.0))
    }

    /// log2 of the probability that `b` follows `a`, or stands anywhere; a pair that is not in the table counts by how often `b` is seen.
    pub fn step(&self, a: Option<char>, b: char) -> f32 {
        let alone = self.logs(b).map_or(0.0, |(_, second)| second) - self.total;
        let Some((a, first)) = a.and_then(|a| Some((a, self.logs(a)?.0))) else { return alone };
        self.count(a, b).unwrap_or_else(|| (alone + BACK_OFF).min(LEAST_KEPT)) - first
    }

    /// log2 counts of a character as the first and as the second of a pair; 0 also stands for none.
    fn logs(&self, c: char) -> Option<(f32, f32)> {
        let code = usize::try_from(u32::from(c)).ok()?;
        let block = usize::from(*self.directory.get(code / BLOCK)?).checked_sub(1)?;
        let &[a, b, c, d] = self.blocks.get((block * BLOCK + code % BLOCK) * ROW..)?.first_chunk()?;
        let (first, second) = (u16::from_le_bytes([a, b]), u16::from_le_bytes([c, d]));
        let log = |n: u16| f32::from(n.saturating_sub(1)) / STEP;
        (first > 0 || second > 0).then(|| (log(first), log(second)))
    }

    fn count(&self, a: char, b: char) -> Option<f32> {
        self.pairs.get(hash(a, b)).map(|log| f32::from(log) / STEP)
    }

    /// Reads a model.
    ///
    /// # Errors
    /// A message that says what is wrong with the file: foreign, of another version, cut off or damaged.
    pub fn parse(bytes: &'f [u8]) -> Result<Self, String> {
        FILE.open(bytes, length).map(Self::of)
    }

    fn of(([blocks, _, total], body): ([usize; 3], &'f [u8])) -> Self {
        let (directory, body) = body.split_at_checked(DIRECTORY).unwrap_or_default();
        let (blocks, pairs) = body.split_at_checked(blocks * BLOCK * ROW).unwrap_or_default();
        let total = f32::from(u16::try_from(total).unwrap_or(u16::MAX)) / STEP;
        Self { directory, blocks, pairs: Table::new(pairs), total }
    }
}

/// The length of a body that has so many blocks and slots.
fn length([blocks, slots, _]: [usize; 3]) -> Option<usize> {
    blocks.checked_mul(BLOCK * ROW)?.checked_add(slots.checked_mul(SLOT)?)?.checked_add(DIRECTORY)
}

fn hash(a: char, b: char) -> u64 {
    mix(u64::from(a) << 21 | u64::from(b))
}

/// Builds a model file from counts of pairs; pairs below `least` are left out. The same counts give the same bytes.
pub fn build(pairs: &BTreeMap<(char, char), u64>, least: u64) -> Vec<u8> {
    let mut chars: BTreeMap<u16, [u64; 2]> = BTreeMap::new();
    let mut total = 0_u64;
    for (&(a, b), &count) in pairs {
        total += count;
        if let (Ok(a), Ok(b)) = (u16::try_from(u32::from(a)), u16::try_from(u32::from(b))) {
            chars.entry(a).or_default()[0] += count;
            chars.entry(b).or_default()[1] += count;
        }
    }
    let mut body = vec![0; DIRECTORY];
    let mut blocks: Vec<u8> = Vec::new();
    for (code, counts) in chars {
        let (high, low) = (usize::from(code) / BLOCK, usize::from(code) % BLOCK);
        if body[high] == 0 {
            blocks.resize(blocks.len() + BLOCK * ROW, 0);
            // 255 blocks at most: that of surrogates has no characters.
            body[high] = u8::try_from(blocks.len() / (BLOCK * ROW)).unwrap_or(u8::MAX);
        }
        let row = counts.map(|count| if count == 0 { 0 } else { u16::try_from(log(count) + 1).unwrap_or(u16::MAX) });
        let at = ((usize::from(body[high]) - 1) * BLOCK + low) * ROW;
        blocks[at..at + ROW].copy_from_slice(&row.map(u16::to_le_bytes).concat());
    }
    let basic = |c: char| u32::from(c) < 0x1_0000;
    let kept = pairs.iter().filter(|((a, b), count)| **count >= least && basic(*a) && basic(*b));
    let slots = Table::<8>::build(&kept.map(|(&(a, b), &n)| (hash(a, b), u8::try_from(log(n)).unwrap_or(u8::MAX))).collect::<Vec<_>>());
    let sizes = [blocks.len() / (BLOCK * ROW), slots.len() / SLOT, usize::try_from(log(total)).unwrap_or(0)];
    body.extend(blocks);
    body.extend(slots);
    FILE.seal(sizes, &body)
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
    text::full_width(c)
}

static ZH_HANS_FILE: &[u8] = include_bytes!("model/zh-hans.bin");
static ZH_HANT_FILE: &[u8] = include_bytes!("model/zh-hant.bin");
static JA_FILE: &[u8] = include_bytes!("model/ja.bin");

static ZH_HANS: Lazy<Bigrams<'_>> = Lazy::new(|| built_in(ZH_HANS_FILE));
static ZH_HANT: Lazy<Bigrams<'_>> = Lazy::new(|| built_in(ZH_HANT_FILE));
static JA: Lazy<Bigrams<'_>> = Lazy::new(|| built_in(JA_FILE));

fn built_in(bytes: &'static [u8]) -> Bigrams<'static> {
    // A unit test parses each of them; an empty model only knows nothing.
    FILE.trust(bytes, length).map(Bigrams::of).unwrap_or_default()
}

/// Simplified Chinese.
pub fn zh_hans() -> &'static Bigrams<'static> {
    &ZH_HANS
}

/// Traditional Chinese.
pub fn zh_hant() -> &'static Bigrams<'static> {
    &ZH_HANT
}

/// Japanese.
pub fn ja() -> &'static Bigrams<'static> {
    &JA
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_models_are_sound() {
        for file in [ZH_HANS_FILE, ZH_HANT_FILE, JA_FILE] {
            let model = Bigrams::parse(file).unwrap();
            assert!(model.blocks.chunks_exact(ROW).filter(|row| **row != [0; ROW]).count() > 1000 && model.pairs.len() > 10_000);
        }
        assert!(zh_hans().pmi('中', '国') > 3.0);
        assert!(zh_hans().pmi('国', '的') > zh_hans().pmi('的', '国') - 12.0);
        assert!(zh_hans().pmi('进', '步') > 2.0 && zh_hans().pmi('提', '升') > 2.0);
    }

    #[test]
    fn the_same_counts_give_the_same_bytes() {
        let pairs: BTreeMap<_, _> = [(('一', '个'), 40), (('个', '人'), 7), (('人', '一'), 3)].into_iter().collect();
        assert_eq!(build(&pairs, 1), build(&pairs, 1));
    }

    #[test]
    fn a_seen_pair_beats_an_unseen_one() {
        let pairs = [(('一', '个'), 40), (('一', '人'), 40), (('个', '人'), 40)].into_iter().collect();
        let file = build(&pairs, 1);
        let model = Bigrams::parse(&file).unwrap();
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
