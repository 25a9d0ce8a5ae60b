//! What stands beside what in Chinese text: characters, pairs and triples of running text, and words, in a compact file that
//! is built into the crate.
//!
//! Characters have numbers. A file holds each character's costs, a bit for each pair that is usual (two pairs may share one), and
//! two maps (`sieve`): pairs with the logarithm of their count, triples and words with that of theirs. Nothing of it is unpacked.

use crate::packed::{Kind, number};
use crate::sieve::{self, Sieve};
use crate::text;
use once_cell::sync::Lazy;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// The number of a character.
pub type Code = u16;
/// The logarithm of a count in eighths; nothing of what was never seen.
pub type Log = Option<u8>;
/// A character that no count knows.
pub const UNKNOWN: Code = 0;
/// The edge of a text.
pub const EDGE: Code = 1;
/// Longest word.
pub const LONGEST: usize = 5;

const FILE: Kind = Kind { magic: b"CDCX", version: 2, name: "context model" };
/// Bytes of a character: its code point, the cost of the character and of the word of this one character, and how often it
/// stands before another.
const ROW: usize = 8;
/// Where these stand in it.
const CHAR: usize = 0;
const COST: usize = 2;
const SINGLE: usize = 4;
const FIRST: usize = 6;
const STEP: f32 = 8.0;
/// Bits of the table of usual pairs, a power of two; a pair has two. One pair in fifty looks usual that is not.
const USUAL_BITS: usize = 1 << 21;
/// Association in bits from which on a pair is usual.
pub const USUAL: f32 = 2.0;
/// A single character costs no more than this many bits: the counts are too small to say more.
const SINGLE_MOST: f32 = 20.0;
/// log2 of the sightings that an unseen pair counts as.
const UNSEEN: f32 = -2.0;
/// Most association of an unseen pair.
const UNTIED: f32 = -1.0;
/// Bytes of a cell: a pair that was never seen is taken for one once in 256 times, a triple or a word almost never.
const PAIR_WIDTH: usize = 2;
const SLOT_WIDTH: usize = 3;

/// Characters, pairs, triples and words of a language.
#[derive(Clone, Debug, Default)]
pub struct ContextModel {
    body: Cow<'static, [u8]>,
    numbers: Vec<Code>,
    /// Bits of each character.
    costs: Vec<f32>,
    chars: usize,
    /// Where the bits of usual pairs begin.
    usual: usize,
    pairs: Sieve,
    /// Triples and words.
    slots: Sieve,
    /// Reads traditional script.
    traditional: bool,
    total: f32,
}

/// What characters cost, for who asks for each character of a text.
#[derive(Clone, Copy, Debug)]
pub struct Costs<'m>(&'m [u8]);

impl Costs<'_> {
    /// Whether a character costs at least so many bits.
    #[inline]
    pub fn reach(self, n: Code, bits: f32) -> bool {
        let at = usize::from(n) * ROW + COST;
        match self.0.get(at..at + 2) {
            Some(&[low, high]) => f32::from(u16::from_le_bytes([low, high])) >= bits * STEP,
            _ => false,
        }
    }
}

/// Which pairs are usual: two bits a pair.
#[derive(Clone, Copy, Debug)]
pub struct Usual<'m>(&'m [u8; USUAL_BITS / 8]);

impl Usual<'_> {
    /// Whether a pair is usual, at a glance.
    #[inline]
    pub fn has(self, a: Code, b: Code) -> bool {
        let (first, second) = bits(a, b);
        self.is_set(first) && self.is_set(second)
    }

    /// The same for who asks of each pair of a text: half of these are usual, so that it takes less to look at both bits than to foresee
    /// what the first one says.
    #[inline]
    pub fn has_at_once(self, a: Code, b: Code) -> bool {
        let (first, second) = bits(a, b);
        self.is_set(first) & self.is_set(second)
    }

    #[inline]
    fn is_set(self, bit: usize) -> bool {
        self.0[bit >> 3 & (USUAL_BITS / 8 - 1)] >> (bit & 7) & 1 == 1
    }
}

/// The table of whole-number logarithms in eighths back to counts.
static COUNTS: Lazy<[f32; 256]> = Lazy::new(|| std::array::from_fn(|n| eighths(n).exp2()));
/// The same of costs, back to shares.
static SHARES: Lazy<[f32; 512]> = Lazy::new(|| std::array::from_fn(|n| (-eighths(n)).exp2()));

impl ContextModel {
    /// The number of a character, or of the class in which it is counted.
    #[inline]
    pub fn code(&self, c: char) -> Code {
        usize::try_from(u32::from(c)).ok().and_then(|c| self.numbers.get(c)).copied().unwrap_or(UNKNOWN)
    }

    /// The character of a number.
    pub fn char(&self, n: Code) -> char {
        char::from_u32(u32::from(self.field(n, CHAR))).unwrap_or_default()
    }

    /// The same of a character of the basic plane.
    #[inline]
    pub fn code_of(&self, c: u16) -> Code {
        self.numbers.get(usize::from(c)).copied().unwrap_or(UNKNOWN)
    }

    /// Whether it reads traditional script.
    pub fn is_traditional(&self) -> bool {
        self.traditional
    }

    /// Whether words have this character.
    pub fn is_han(&self, n: Code) -> bool {
        text::is_han(self.char(n))
    }

    /// Bits that the character costs by itself.
    #[inline]
    pub fn cost(&self, n: Code) -> f32 {
        self.costs.get(usize::from(n)).copied().unwrap_or(0.0)
    }

    /// The same, as far as the counts of pairs bear it.
    #[inline]
    fn capped(&self, n: Code) -> f32 {
        self.cost(n).min(SINGLE_MOST)
    }

    /// Whether a pair is usual, at a glance: one pair in fifty that is not seems so, too.
    #[inline]
    pub fn is_usual(&self, a: Code, b: Code) -> bool {
        self.usual().has(a, b)
    }

    /// What characters cost.
    #[inline]
    pub fn costs(&self) -> Costs<'_> {
        Costs(self.body.get(..self.usual).unwrap_or_default())
    }

    /// The table of usual pairs.
    #[inline]
    pub fn usual(&self) -> Usual<'_> {
        static NONE: [u8; USUAL_BITS / 8] = [0; USUAL_BITS / 8];
        Usual(self.body.get(self.usual..).and_then(|bits| bits.first_chunk()).unwrap_or(&NONE))
    }

    /// Pointwise mutual information of a pair in bits.
    #[inline]
    pub fn tie(&self, a: Code, b: Code) -> f32 {
        self.tie_of(a, b, self.pair(a, b))
    }

    /// The same of a pair that was looked up.
    #[inline]
    pub fn tie_of(&self, a: Code, b: Code, pair: Log) -> f32 {
        let chance = self.total - self.capped(a) - self.capped(b);
        match pair {
            Some(log) => f32::from(log) / STEP - chance,
            // Two rare characters are seldom seen together by chance: that ties them no more.
            None => (UNSEEN - chance).min(UNTIED),
        }
    }

    /// Bits that `c` costs behind `a` and `b`: counts of triples, smoothed by those of pairs and of characters.
    pub fn next(&self, a: Code, b: Code, c: Code) -> f32 {
        self.next_of([a, b, c], self.pair(a, b), self.pair(b, c))
    }

    /// The same where the pairs were looked up.
    pub fn next_of(&self, [a, b, c]: [Code; 3], ab: Log, bc: Log) -> f32 {
        let count = |log: Log| log.map_or(0.0, |log| COUNTS[usize::from(log)]);
        let power = |table: &[f32], log: u16| table.get(usize::from(log)).or(table.last()).copied().unwrap_or(0.0);
        let one = power(&*SHARES, self.field(c, COST));
        // How often it stands before another.
        let first = power(&*COUNTS, self.field(b, FIRST)) - 1.0;
        // The more often a character was seen, the more its unseen followers are worth; both fitted on held-out text.
        let rest = 8.0 + 0.08 * first.min(400.0) + 0.02 * (first - 400.0).max(0.0);
        let two = (count(bc) + rest * one) / (first + rest);
        let before = count(ab);
        let rest = 3.0 + 4.0 * before.sqrt();
        let seen = if before > 0.0 { count(self.slots.get(&self.body, triple(a, b, c))) } else { 0.0 };
        -((seen.min(before) + rest * two) / (before + rest)).log2()
    }

    /// Bits of a word; nothing where the list has none.
    pub fn word(&self, codes: &[Code]) -> Option<f32> {
        match codes {
            [one] => Some((f32::from(self.field(*one, SINGLE)) / STEP).min(SINGLE_MOST)),
            more => self.slots.get(&self.body, word(more)).map(|bits| f32::from(bits) / STEP),
        }
    }

    /// A figure of a character; 0 of one that is not there.
    #[inline]
    fn field(&self, n: Code, at: usize) -> u16 {
        if usize::from(n) >= self.chars {
            return 0;
        }
        let start = usize::from(n) * ROW + at;
        self.body.get(start..start + 2).and_then(|b| b.first_chunk()).map_or(0, |b| u16::from_le_bytes(*b))
    }

    /// What the file says of a pair.
    #[inline(always)]
    pub fn pair(&self, a: Code, b: Code) -> Log {
        self.pairs.get(&self.body, pair(a, b))
    }

    /// Reads a model.
    ///
    /// # Errors
    /// A message that says what is wrong with the file: foreign, of another version, cut off or damaged.
    pub fn parse(bytes: &[u8]) -> Result<Self, String> {
        let ([chars, total, _], body) = FILE.open(bytes, |[_, _, length]| Some(length))?;
        Self::read(chars, total, Cow::Owned(body.to_vec())).ok_or_else(|| format!("the {} is cut off", FILE.name))
    }

    fn read(chars: usize, total: usize, body: Cow<'static, [u8]>) -> Option<Self> {
        let usual = chars.checked_mul(ROW)?;
        let (pairs, end) = Sieve::open(&body, usual.checked_add(USUAL_BITS / 8)?)?;
        let (slots, _) = Sieve::open(&body, end)?;
        let figure = |row: &[u8]| row.get(COST..COST + 2).and_then(|b| b.first_chunk()).map_or(0, |b| u16::from_le_bytes(*b));
        let costs = body.get(..usual)?.chunks_exact(ROW).map(|row| f32::from(figure(row)) / STEP).collect();
        let mut numbers = vec![UNKNOWN; 0x1_0000];
        for (n, row) in body.get(..usual)?.chunks_exact(ROW).enumerate().skip(usize::from(EDGE) + 1) {
            let code = usize::from(u16::from_le_bytes(*row.first_chunk()?));
            if let (Some(place), Ok(n)) = (numbers.get_mut(code), u16::try_from(n)) {
                *place = n;
            }
        }
        for c in CLASSED.chars().chain('０'..='９').chain('Ａ'..='Ｚ').chain('ａ'..='ｚ').chain('0'..='9').chain('A'..='Z').chain('a'..='z')
        {
            let of = |c: char| usize::try_from(u32::from(c)).unwrap_or(0);
            let number = numbers.get(of(class(c))).copied().unwrap_or(UNKNOWN);
            numbers.iter_mut().skip(of(c)).take(1).for_each(|n| *n = number);
        }
        Some(Self { body, numbers, costs, chars, usual, pairs, slots, traditional: false, total: eighths(total) })
    }
}

/// Half-width marks that are counted as full-width ones.
const CLASSED: &str = ",:;?!()";

/// The class in which a character is counted: digits are one, Latin letters are one, half-width marks are full-width ones.
pub fn class(c: char) -> char {
    match c {
        '0'..='9' | '０'..='９' => '0',
        'A'..='Z' | 'a'..='z' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => 'a',
        c => text::full_width(c),
    }
}

fn eighths(n: usize) -> f32 {
    f32::from(u16::try_from(n).unwrap_or(u16::MAX)) / STEP
}

/// A multiplication is mixing enough for two bits.
#[inline]
fn bits(a: Code, b: Code) -> (usize, usize) {
    let x = (u64::from(a) << 16 | u64::from(b)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let bit = |n: u64| usize::try_from(n).unwrap_or(0) & (USUAL_BITS - 1);
    (bit(x >> 43), bit(x >> 20))
}

fn pair(a: Code, b: Code) -> u64 {
    u64::from(a) << 16 | u64::from(b)
}

fn triple(a: Code, b: Code, c: Code) -> u64 {
    1 << 48 | u64::from(a) << 32 | u64::from(b) << 16 | u64::from(c)
}

fn word(codes: &[Code]) -> u64 {
    codes.iter().fold(2, |h: u64, &c| (h.rotate_left(17) ^ u64::from(c)).wrapping_mul(0x9E37_79B9_7F4A_7C15))
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
    let coded = |a: char, b: char| Some((*order.get(&a)?, *order.get(&b)?));
    let seen = counts.pairs.iter().filter(|(_, count)| **count >= least.pairs);
    let pairs: Vec<(Code, Code, f64)> = seen.filter_map(|(&(a, b), &n)| coded(a, b).map(|(a, b)| (a, b, n))).collect();
    let mut firsts = vec![0.0; known.len() + 2];
    for &(a, _, count) in &pairs {
        firsts[usize::from(a)] += count;
    }
    let mut body = Vec::new();
    let mut costs = Vec::new();
    for (n, c) in ['\u{FFFF}', '\0'].iter().chain(&known).enumerate() {
        let seen = counts.chars.get(c).copied().unwrap_or(0.0);
        let share = (seen + 0.5) / (total + 10_000.0);
        let single = counts.words.get(&c.to_string()).copied().unwrap_or(0.0).max(0.02 * share).max(1e-8);
        let bits = |share: f64| u16::try_from(step(-share.max(1e-12).log2())).unwrap_or(u16::MAX);
        costs.push(eighths(usize::from(bits(share))).min(SINGLE_MOST));
        body.extend(u16::try_from(u32::from(*c)).unwrap_or(0).to_le_bytes());
        body.extend([share, single].into_iter().flat_map(|p| bits(p).to_le_bytes()));
        body.extend(u16::try_from(step((firsts[n] + 1.0).log2())).unwrap_or(u16::MAX).to_le_bytes());
    }
    let total = usize::try_from(step(counts.pairs.values().sum::<f64>().log2())).unwrap_or(0);
    body.extend(usual(&pairs, &costs, eighths(total)));
    let entries: Vec<(u64, u8)> = pairs.iter().map(|&(a, b, count)| (pair(a, b), log(count))).collect();
    body.extend(sieve::build(&entries, PAIR_WIDTH));
    body.extend(sieve::build(&slots(counts, least, &order), SLOT_WIDTH));
    FILE.seal([firsts.len(), total, body.len()], &body)
}

/// The bits of the pairs that chance does not explain.
fn usual(pairs: &[(Code, Code, f64)], costs: &[f32], total: f32) -> Vec<u8> {
    let mut out = vec![0; USUAL_BITS / 8];
    for &(a, b, count) in pairs {
        let tie = f32::from(log(count)) / STEP - total + costs[usize::from(a)] + costs[usize::from(b)];
        if tie > USUAL {
            let (first, second) = bits(a, b);
            [first, second].iter().for_each(|bit| out[bit >> 3] |= 1 << (bit & 7));
        }
    }
    out
}

fn slots(counts: &Counts, least: Least, order: &BTreeMap<char, Code>) -> Vec<(u64, u8)> {
    let code = |c: char| order.get(&c).copied();
    let mut entries = BTreeMap::new();
    for (&(a, b, c), &count) in counts.triples.iter().filter(|(_, count)| **count >= least.triples) {
        if let (Some(a), Some(b), Some(c)) = (code(a), code(b), code(c)) {
            entries.insert(triple(a, b, c), log(count));
        }
    }
    for (text, &share) in counts.words.iter().filter(|(_, share)| **share >= least.words) {
        let codes: Option<Vec<Code>> = text.chars().map(code).collect();
        if let Some(codes) = codes.filter(|codes| (2..=LONGEST).contains(&codes.len())) {
            entries.insert(word(&codes), u8::try_from(step(-share.log2())).unwrap_or(u8::MAX));
        }
    }
    entries.into_iter().collect()
}

fn log(count: f64) -> u8 {
    u8::try_from(step(count.log2())).unwrap_or(u8::MAX)
}

/// Eighths, rounded.
fn step(bits: f64) -> u32 {
    (bits * f64::from(STEP)).round().max(0.0) as u32
}

static ZH: Lazy<ContextModel> = Lazy::new(|| {
    // A test reads the checksum. The head has two sizes, the body's length and the sum behind the version.
    let field = |at: usize| usize::try_from(number(ZH_FILE.get(at..at + 4).unwrap_or_default())).unwrap_or(0);
    ContextModel::read(field(6), field(10), Cow::Borrowed(ZH_FILE.get(26..).unwrap_or_default())).unwrap_or_default()
});
static ZH_FILE: &[u8] = include_bytes!("model/zh-context.bin");

/// Simplified Chinese.
pub fn zh() -> &'static ContextModel {
    &ZH
}

/// Traditional Chinese, counted as what it is in simplified script.
pub fn zh_hant() -> &'static ContextModel {
    &ZH_HANT
}

static ZH_HANT: Lazy<ContextModel> = Lazy::new(|| {
    let mut model = ContextModel { traditional: true, ..zh().clone() };
    for [from, to] in simplified() {
        let code = model.numbers.get(to).copied().unwrap_or(UNKNOWN);
        model.numbers.iter_mut().skip(from).take(1).for_each(|n| *n = code);
    }
    model
});

/// Whether a character is a form of simplified script, which traditional script writes otherwise; some it writes so, too.
pub fn is_simplified(c: char) -> bool {
    static FORMS: Lazy<BTreeSet<usize>> = Lazy::new(|| simplified().map(|[_, to]| to).collect());
    !IN_BOTH.contains(c) && usize::try_from(u32::from(c)).is_ok_and(|c| FORMS.contains(&c))
}

/// Forms that both scripts write for the commonest sense, chosen by hand among those of `SIMPLIFIED`: 麵 is only noodles, 面 all the rest.
/// What traditional script writes so in names and few words (于, 余, 后, 干), or about as often in the other form (里, 采), is not among them.
const IN_BOTH: &str = "面家出只台松表向才升系制舍回同合周布志念局席幸床彩御愈扎折拐板梁沈注漓症秋致苔蒙谷酸雕僵克冬凌刮千卜卷吃吊咽哄喂困奸姜娘巨弦戚托扣捆挨搜旋昆\
     暗曲朱杆杯核栗棱泛矩糊胄芸蔑你唇占荐岩峰群秘";

fn simplified() -> impl Iterator<Item = [usize; 2]> {
    SIMPLIFIED.chunks_exact(4).map(|pair| [0, 2].map(|at| usize::try_from(number(pair.get(at..at + 2).unwrap_or_default())).unwrap_or(0)))
}

/// Characters of traditional script that the counts of simplified script know by another form, each with that form.
static SIMPLIFIED: &[u8] = include_bytes!("model/simplified.bin");

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
        assert!(zh.is_usual(the, of) && !zh.is_usual(way, of) && zh.tie(the, of) > 3.0 && zh.tie(of, way) > 0.0);
        let next = |text: &str| codes(&zh, text).windows(3).map(|w| zh.next(w[0], w[1], w[2])).sum::<f32>();
        assert!(next("中国人民银行") + 5.0 < next("中国入民银行"));
        assert_eq!(zh.code('7'), zh.code('0'));
        assert!(zh.code(',') == zh.code('，') && zh.code(',') != UNKNOWN);
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
        assert_eq!(model.pair(big, small), Some(32));
        assert_eq!(model.pair(small, big), None);
        assert_eq!(model.word(&[big, small]), Some(2.0));
        assert!(model.next(EDGE, big, small) < model.next(EDGE, small, small));
        assert!(ContextModel::parse(&file[..file.len() - 1]).unwrap_err().contains("cut off"));
        assert!(ContextModel::parse(b"CDBG....").unwrap_err().contains("no context model"));
    }

    #[test]
    fn traditional_script_writes_some_forms_itself() {
        assert!(
            IN_BOTH
                .chars()
                .filter(|c| !c.is_whitespace())
                .all(|c| simplified().any(|[_, to]| Some(to) == usize::try_from(u32::from(c)).ok()))
        );
        assert!("面家出只台".chars().all(|c| !is_simplified(c)));
        assert!("国这后于里".chars().all(is_simplified));
    }

    #[test]
    fn marks_and_digits_are_classes() {
        assert_eq!(['7', '３', 'q', ',', '，', '人'].map(class), ['0', '0', 'a', '，', '，', '人']);
    }
}
