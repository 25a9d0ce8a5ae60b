//! What stands beside what in Chinese text: characters, pairs and triples of running text, and words, in a compact file that
//! is built into the crate.
//!
//! Characters have numbers. A file holds each character's costs, the characters that follow each one with their counts, and
//! an open-addressed table of triples and words: 24 bits of hash and 8 of a logarithm in eighths. Reading it makes a table of
//! pairs with one look-up each, and two bits per pair that say at a glance whether it is usual.

use crate::packed::{Kind, number};
use once_cell::sync::Lazy;
use std::collections::BTreeMap;

/// The number of a character.
pub type Code = u16;
/// A character that no count knows.
pub const UNKNOWN: Code = 0;
/// The edge of a text.
pub const EDGE: Code = 1;
/// Longest word.
pub const LONGEST: usize = 5;

const FILE: Kind = Kind { magic: b"CDCX", version: 1, name: "context model" };
/// Bytes of a character: its code point, the cost of the character and of the word of this one character.
const ROW: usize = 6;
const STEP: f32 = 8.0;
/// Cells of the table of usual pairs, a power of two: collisions make one pair in fourteen look usual that is not.
const CELLS: usize = 1 << 21;
/// A single character costs no more than this many bits: the counts are too small to say more.
const SINGLE_MOST: f32 = 20.0;
/// An unseen pair counts as a quarter of a sighting.
const UNSEEN: f32 = 0.25;
/// Most association of an unseen pair.
const UNTIED: f32 = -1.0;
/// Association in bits from which on a pair supports a reading, so that its characters are worth a try.
const LIKELY: f32 = 2.2;

/// How usual a pair is, at a glance.
const SEEN: u8 = 1;
const USUAL: u8 = 2;
const TIGHT: u8 = 3;

/// Characters, pairs, triples and words of a language.
#[derive(Debug, Default)]
pub struct ContextModel {
    numbers: Vec<Code>,
    chars: Vec<Row>,
    /// Pairs: hash and log count in eighths.
    pairs: Vec<u32>,
    /// Triples and words.
    slots: Vec<u32>,
    cells: Vec<u8>,
    followers: Lists,
    leaders: Lists,
    total: f32,
}

#[derive(Clone, Copy, Debug, Default)]
struct Row {
    code: char,
    /// Bits of the character.
    cost: f32,
    /// Bits of the word of this one character.
    single: f32,
    /// How often it stands before another.
    first: f32,
    /// Its probability.
    share: f32,
    /// It is a letter of words.
    han: bool,
}

/// Lists of characters, one after another.
#[derive(Debug, Default)]
struct Lists {
    ends: Vec<u32>,
    codes: Vec<Code>,
}

impl Lists {
    fn get(&self, n: Code) -> &[Code] {
        let n = usize::from(n);
        let end = |n: usize| self.ends.get(n).map_or(0, |&e| usize::try_from(e).unwrap_or(0));
        let start = n.checked_sub(1).map_or(0, end);
        self.codes.get(start..end(n)).unwrap_or(&[])
    }

    fn of(mut pairs: Vec<(Code, Code)>, chars: usize) -> Self {
        pairs.sort_unstable();
        let mut ends = vec![0; chars];
        for &(a, _) in &pairs {
            ends[usize::from(a)] += 1;
        }
        let mut sum = 0;
        for end in &mut ends {
            sum += *end;
            *end = sum;
        }
        Self { ends, codes: pairs.into_iter().map(|(_, b)| b).collect() }
    }
}

/// The table of whole-number logarithms in eighths back to counts.
static COUNTS: Lazy<[f32; 256]> = Lazy::new(|| std::array::from_fn(|n| (f32::from(u8::try_from(n).unwrap_or(0)) / STEP).exp2()));

impl ContextModel {
    /// The number of a character.
    pub fn code(&self, c: char) -> Code {
        usize::try_from(u32::from(c)).ok().and_then(|c| self.numbers.get(c)).copied().unwrap_or(UNKNOWN)
    }

    /// The character of a number.
    pub fn char(&self, n: Code) -> char {
        self.row(n).code
    }

    /// Whether words have this character.
    pub fn is_han(&self, n: Code) -> bool {
        self.row(n).han
    }

    /// Bits that the character costs by itself.
    pub fn cost(&self, n: Code) -> f32 {
        self.row(n).cost
    }

    /// How usual a pair is: 0 (not seen, or by chance) to 3.
    pub fn level(&self, a: Code, b: Code) -> u8 {
        let cell = cell(a, b);
        self.cells.get(cell >> 2).map_or(0, |byte| byte >> (2 * (cell & 3)) & 3)
    }

    /// Pointwise mutual information of a pair in bits.
    pub fn tie(&self, a: Code, b: Code) -> f32 {
        match self.pair(a, b) {
            Some(count) => count.log2() - self.chance(a, b),
            // Two rare characters are seldom seen together by chance: that ties them no more.
            None => (UNSEEN.log2() - self.chance(a, b)).min(UNTIED),
        }
    }

    /// log2 of the sightings of a pair that chance alone explains.
    fn chance(&self, a: Code, b: Code) -> f32 {
        self.total - self.row(a).cost.min(SINGLE_MOST) - self.row(b).cost.min(SINGLE_MOST)
    }

    /// Characters that often stand behind this one.
    pub fn followers(&self, n: Code) -> &[Code] {
        self.followers.get(n)
    }

    /// Characters that often stand before this one.
    pub fn leaders(&self, n: Code) -> &[Code] {
        self.leaders.get(n)
    }

    /// Bits that `c` costs behind `a` and `b`: counts of triples, smoothed by those of pairs and of characters.
    pub fn next(&self, a: Code, b: Code, c: Code) -> f32 {
        let one = self.row(c).share;
        let first = self.row(b).first;
        // The more often a character was seen, the more its unseen followers are worth; both fitted on held-out text.
        let rest = 8.0 + 0.08 * first.min(400.0) + 0.02 * (first - 400.0).max(0.0);
        let two = (self.pair(b, c).unwrap_or(0.0) + rest * one) / (first + rest);
        let before = self.pair(a, b).unwrap_or(0.0);
        let rest = 3.0 + 4.0 * before.sqrt();
        let seen = if before > 0.0 { self.find(triple(a, b, c)).map_or(0.0, |log| COUNTS[usize::from(log)]) } else { 0.0 };
        -((seen.min(before) + rest * two) / (before + rest)).log2()
    }

    /// Bits of a word; nothing where the list has none.
    pub fn word(&self, codes: &[Code]) -> Option<f32> {
        match codes {
            [one] => Some(self.row(*one).single),
            more => self.find(word(more)).map(|bits| f32::from(bits) / STEP),
        }
    }

    fn row(&self, n: Code) -> Row {
        self.chars.get(usize::from(n)).copied().unwrap_or_default()
    }

    fn pair(&self, a: Code, b: Code) -> Option<f32> {
        probe(&self.pairs, hash(u64::from(a) << 16 | u64::from(b))).map(|log| COUNTS[usize::from(log)])
    }

    fn find(&self, hash: u64) -> Option<u8> {
        probe(&self.slots, hash)
    }

    /// Reads a model.
    ///
    /// # Errors
    /// A message that says what is wrong with the file: foreign, of another version, cut off or damaged.
    pub fn parse(bytes: &[u8]) -> Result<Self, String> {
        let length = |[chars, pairs, slots, _]: [usize; 4]| {
            (chars.checked_mul(ROW + 2)?.checked_add(pairs.checked_mul(3)?)?).checked_add(slots.checked_mul(4)?)
        };
        let ([chars, pairs, slots, total], body) = FILE.open(bytes, length)?;
        let (rows, body) = body.split_at_checked(chars * ROW).unwrap_or_default();
        let (lengths, body) = body.split_at_checked(chars * 2).unwrap_or_default();
        let (pairs, body) = body.split_at_checked(pairs * 3).unwrap_or_default();
        let slots = body.chunks_exact(4).take(slots).map(|row| u32::try_from(number(row)).unwrap_or(0)).collect();
        let mut model = Self { numbers: vec![UNKNOWN; 0x1_0000], slots, total: eighths(total), ..Self::default() };
        for (n, row) in rows.chunks_exact(ROW).enumerate() {
            let field = |at: usize| usize::try_from(number(row.get(at..at + 2).unwrap_or_default())).unwrap_or(0);
            let code = u32::try_from(field(0)).ok().and_then(char::from_u32).unwrap_or_default();
            let (cost, single) = (eighths(field(2)), eighths(field(4)).min(SINGLE_MOST));
            let han = crate::text::is_han(code);
            model.chars.push(Row { code, cost, single, first: 0.0, share: (-cost).exp2(), han });
            if let (Some(place), Ok(n), true) = (model.numbers.get_mut(field(0)), u16::try_from(n), n > usize::from(EDGE)) {
                *place = n;
            }
        }
        model.read_pairs(lengths, pairs);
        Ok(model)
    }

    fn read_pairs(&mut self, lengths: &[u8], pairs: &[u8]) {
        let size = (pairs.len() / 3 * 3 / 2 + 1).next_power_of_two();
        self.pairs = vec![0; size];
        self.cells = vec![0; CELLS / 4];
        let mut rows = pairs.chunks_exact(3);
        let (mut ahead, mut behind) = (Vec::new(), Vec::new());
        for (a, length) in lengths.chunks_exact(2).enumerate() {
            let Ok(a) = u16::try_from(a) else { break };
            for row in rows.by_ref().take(usize::try_from(number(length)).unwrap_or(0)) {
                let &[low, high, log] = row else { break };
                let b = u16::from_le_bytes([low, high]);
                let count = COUNTS[usize::from(log)];
                if let Some(row) = self.chars.get_mut(usize::from(a)) {
                    row.first += count;
                }
                place(&mut self.pairs, hash(u64::from(a) << 16 | u64::from(b)), log);
                let tie = f32::from(log) / STEP - self.chance(a, b);
                self.mark(a, b, tie);
                if tie > LIKELY && self.is_han(a) && self.is_han(b) {
                    ahead.push((a, b));
                    behind.push((b, a));
                }
            }
        }
        self.followers = Lists::of(ahead, self.chars.len());
        self.leaders = Lists::of(behind, self.chars.len());
    }

    fn mark(&mut self, a: Code, b: Code, tie: f32) {
        let level = match tie {
            t if t > 6.5 => TIGHT,
            t if t > 3.5 => USUAL,
            t if t > 0.0 => SEEN,
            _ => 0,
        };
        let cell = cell(a, b);
        if let Some(byte) = self.cells.get_mut(cell >> 2).filter(|_| level > 0) {
            let shift = 2 * (cell & 3);
            if *byte >> shift & 3 < level {
                *byte = *byte & !(3 << shift) | level << shift;
            }
        }
    }
}

/// The class in which a character is counted: digits are one, Latin letters are one, half-width marks are full-width ones.
pub fn class(c: char) -> char {
    match c {
        '0'..='9' | '０'..='９' => '0',
        'A'..='Z' | 'a'..='z' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => 'a',
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

fn eighths(n: usize) -> f32 {
    f32::from(u16::try_from(n).unwrap_or(u16::MAX)) / STEP
}

/// A multiplication is mixing enough for two bits.
fn cell(a: Code, b: Code) -> usize {
    let x = (u32::from(a) << 16 | u32::from(b)).wrapping_mul(0x9E37_79B1);
    usize::try_from((x ^ x >> 15) & 0x1F_FFFF).unwrap_or(0)
}

fn triple(a: Code, b: Code, c: Code) -> u64 {
    hash(1 << 48 | u64::from(a) << 32 | u64::from(b) << 16 | u64::from(c))
}

fn word(codes: &[Code]) -> u64 {
    codes.iter().fold(2, |h, &c| hash(h ^ u64::from(c)))
}

/// SplitMix64's finaliser.
fn hash(n: u64) -> u64 {
    let mut x = n.wrapping_add(0x9E37_79B9_7F4A_7C15);
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

fn key(hash: u64) -> u32 {
    u32::try_from(hash >> 40).unwrap_or(0).max(1)
}

/// The first slot of a hash in a table of any size.
fn home(hash: u64, size: usize) -> usize {
    let size = u64::try_from(size).unwrap_or(0);
    usize::try_from(((hash & 0xFFFF_FFFF) * size) >> 32).unwrap_or(0)
}

fn probe(slots: &[u32], hash: u64) -> Option<u8> {
    let mut at = home(hash, slots.len());
    // The table is never full: its builder leaves a part of it empty.
    for _ in 0..slots.len() {
        let entry = *slots.get(at)?;
        if entry >> 8 == key(hash) {
            return Some(entry.to_le_bytes()[0]);
        }
        if entry == 0 {
            return None;
        }
        at = if at + 1 == slots.len() { 0 } else { at + 1 };
    }
    None
}

fn place(slots: &mut [u32], hash: u64, value: u8) {
    let mut at = home(hash, slots.len());
    while slots.get(at).is_some_and(|&s| s != 0 && s >> 8 != key(hash)) {
        at = if at + 1 == slots.len() { 0 } else { at + 1 };
    }
    if let Some(slot) = slots.get_mut(at) {
        *slot = key(hash) << 8 | u32::from(value);
    }
}

/// What goes into [`build`]. The edge of a text is `\0`.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    /// How often each character was seen.
    pub chars: BTreeMap<char, f64>,
    /// How often two stood side by side.
    pub pairs: BTreeMap<(char, char), f64>,
    /// How often three did.
    pub triples: BTreeMap<(char, char, char), f64>,
    /// The share of each word among all words.
    pub words: BTreeMap<String, f64>,
}

/// What [`build`] leaves out.
#[derive(Clone, Copy, Debug)]
pub struct Least {
    /// Pairs and triples seen less often.
    pub pairs: f64,
    /// See above.
    pub triples: f64,
    /// Words with a smaller share.
    pub words: f64,
}

/// Builds a file. The same counts give the same bytes.
pub fn build(counts: &Counts, least: Least) -> Vec<u8> {
    let total: f64 = counts.chars.values().sum();
    let known: Vec<char> = counts.chars.keys().copied().filter(|&c| c != '\0' && u32::from(c) < 0x1_0000).take(0xFFF0).collect();
    let mut order: BTreeMap<char, Code> = known.iter().enumerate().map(|(n, &c)| (c, u16::try_from(n + 2).unwrap_or(UNKNOWN))).collect();
    order.insert('\0', EDGE);
    let mut body = Vec::new();
    let bits = |share: f64| u16::try_from(step(-share.max(1e-12).log2())).unwrap_or(u16::MAX);
    for c in ['\u{FFFF}', '\0'].iter().chain(&known) {
        let seen = counts.chars.get(c).copied().unwrap_or(0.0);
        let share = (seen + 0.5) / (total + 10_000.0);
        let single = counts.words.get(&c.to_string()).copied().unwrap_or(0.0).max(0.02 * share).max(1e-8);
        body.extend(u16::try_from(u32::from(*c)).unwrap_or(0).to_le_bytes());
        body.extend(bits(share).to_le_bytes());
        body.extend(bits(single).to_le_bytes());
    }
    let mut rows: Vec<Vec<(Code, u8)>> = vec![Vec::new(); known.len() + 2];
    for (&(a, b), &count) in counts.pairs.iter().filter(|(_, count)| **count >= least.pairs) {
        if let (Some(&a), Some(&b)) = (order.get(&a), order.get(&b)) {
            rows[usize::from(a)].push((b, log(count)));
        }
    }
    body.extend(rows.iter().flat_map(|row| u16::try_from(row.len()).unwrap_or(u16::MAX).to_le_bytes()));
    body.extend(rows.iter().flatten().flat_map(|(b, log)| [b.to_le_bytes()[0], b.to_le_bytes()[1], *log]));
    let slots = slots(counts, least, &order);
    body.extend(slots.iter().flat_map(|s| s.to_le_bytes()));
    let pairs = rows.iter().map(Vec::len).sum();
    let total = counts.pairs.values().sum::<f64>().log2();
    FILE.seal([rows.len(), pairs, slots.len(), usize::try_from(step(total)).unwrap_or(0)], &body)
}

/// Share of the table that is full.
const FULL: f64 = 0.8;

fn slots(counts: &Counts, least: Least, order: &BTreeMap<char, Code>) -> Vec<u32> {
    let code = |c: char| order.get(&c).copied();
    let mut entries = Vec::new();
    for (&(a, b, c), &count) in counts.triples.iter().filter(|(_, count)| **count >= least.triples) {
        if let (Some(a), Some(b), Some(c)) = (code(a), code(b), code(c)) {
            entries.push((triple(a, b, c), log(count)));
        }
    }
    for (text, &share) in counts.words.iter().filter(|(_, share)| **share >= least.words) {
        let codes: Option<Vec<Code>> = text.chars().map(code).collect();
        if let Some(codes) = codes.filter(|codes| (2..=LONGEST).contains(&codes.len())) {
            entries.push((word(&codes), u8::try_from(step(-share.log2())).unwrap_or(u8::MAX)));
        }
    }
    let mut slots = vec![0; (entries.len() as f64 / FULL) as usize + 1];
    for (hash, value) in entries {
        place(&mut slots, hash, value);
    }
    slots
}

fn log(count: f64) -> u8 {
    u8::try_from(step(count.log2())).unwrap_or(u8::MAX)
}

/// Eighths, rounded.
fn step(bits: f64) -> u32 {
    (bits * f64::from(STEP)).round().max(0.0) as u32
}

static ZH: Lazy<ContextModel> = Lazy::new(|| ContextModel::parse(ZH_FILE).unwrap_or_default());
static ZH_FILE: &[u8] = include_bytes!("model/zh-context.bin");

/// Simplified Chinese.
pub fn zh() -> &'static ContextModel {
    &ZH
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(model: &ContextModel, text: &str) -> Vec<Code> {
        text.chars().map(|c| model.code(class(c))).collect()
    }

    #[test]
    fn the_built_in_model_knows_chinese() {
        let zh = ContextModel::parse(ZH_FILE).unwrap();
        let word = |text: &str| zh.word(&codes(&zh, text));
        assert!(word("图书馆").unwrap() < word("图书").unwrap() + 8.0 && word("书图").is_none());
        let [the, of, way] = codes(&zh, "国家的")[..] else { panic!() };
        assert!(zh.level(the, of) >= 2 && zh.level(of, way) > 0 && zh.tie(the, of) > 3.0);
        let next = |text: &str| codes(&zh, text).windows(3).map(|w| zh.next(w[0], w[1], w[2])).sum::<f32>();
        assert!(next("中国人民银行") + 5.0 < next("中国入民银行"));
        assert!(zh.followers(the).contains(&of) && zh.leaders(of).contains(&the));
        assert!(zh.is_han(the) && zh.char(the) == '国' && zh.code('\u{E000}') == UNKNOWN);
    }

    #[test]
    fn a_small_model_keeps_its_counts() {
        let mut counts = Counts::default();
        for (c, n) in [('\0', 9.0), ('大', 40.0), ('小', 20.0)] {
            counts.chars.insert(c, n);
        }
        counts.pairs.insert(('大', '小'), 16.0);
        counts.triples.insert(('\0', '大', '小'), 8.0);
        counts.words.insert("大小".to_owned(), 0.25);
        let least = Least { pairs: 1.0, triples: 1.0, words: 0.01 };
        let file = build(&counts, least);
        assert_eq!(file, build(&counts, least));
        let model = ContextModel::parse(&file).unwrap();
        let (big, small) = (model.code('大'), model.code('小'));
        assert_eq!(model.pair(big, small), Some(16.0));
        assert_eq!(model.pair(small, big), None);
        assert_eq!(model.word(&[big, small]), Some(2.0));
        assert!(model.next(EDGE, big, small) < model.next(EDGE, small, small));
        assert!(ContextModel::parse(&file[..file.len() - 1]).unwrap_err().contains("cut off"));
        assert!(ContextModel::parse(b"CDBG....").unwrap_err().contains("no context model"));
    }

    #[test]
    fn marks_and_digits_are_classes() {
        assert_eq!(['7', '３', 'q', ',', '，', '人'].map(class), ['0', '0', 'a', '，', '，', '人']);
    }
}
