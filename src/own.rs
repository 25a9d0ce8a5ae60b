//! Statistics of somebody's own text, laid over the built-in ones of its language: file format, look-up.
//!
//! A file holds counts, not probabilities: how many letters and words the text had, an open-addressed table of characters with
//! how often each stood where, one of pairs of characters, one of words. Counts are logarithms in eighths or halves. Everything is
//! looked up where it lies, so that the bytes may be a mapped file.
//!
//! Every figure is weighed against the built-in one, which counts as a fixed number of sightings: little text changes little, and
//! what a long text does not have becomes unlikely, never impossible.

use crate::error::Error;
use crate::lang::Lang;
use crate::lexicon::Entry;
use crate::packed::{Kind, Table, home, mix, number};
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

const FILE: Kind = Kind { magic: b"CDOM", version: 1, name: "model" };
/// Bytes of the language's tag and of each total before the tables.
const TAG: usize = 8;
const TOTALS: usize = TAG + 8 * PLACES + 8;
/// Bytes of a character's code point in its row, and of the row.
const CODE: usize = 3;
const ROW: usize = CODE + PLACES;
/// Bytes of a slot of the other tables.
const SLOT: usize = 4;
/// A table has at least so many slots for seven that are taken: look-ups stay short.
const SLOTS: usize = 8;
/// log2 counts of characters and pairs are kept in eighths, those of words in halves.
const STEP: f32 = 8.0;
const HALF: f32 = 2.0;
/// Bits of a word's entry that hold its count; the others say how it was written.
const COUNT: u8 = 0x3F;
const LOWER: u8 = 0x40;
const CAPITAL: u8 = 0x80;

/// Where a character stands in running text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Anywhere,
    /// At the start of a sentence.
    Opening,
    /// Behind a comma or another mark that a sentence goes on after.
    Clause,
    /// Behind a number.
    Number,
    /// Before another character that a pair is counted with.
    First,
}

/// Places that are counted.
const PLACES: usize = 5;

impl Place {
    pub(crate) const ALL: [Self; PLACES] = [Self::Anywhere, Self::Opening, Self::Clause, Self::Number, Self::First];

    /// How many sightings the built-in figures count for: so many letters, sentences, clauses, numbers, followers of a character. Where
    /// one half of a newspaper of 1920 was learnt to foretell the other, 3,000 letters, 1,500 clauses and 100 followers were best; text
    /// of our own day is nearer to the built-in figures.
    fn prior(self) -> f32 {
        match self {
            Self::Anywhere => 10_000.0,
            Self::Opening => 2_000.0,
            Self::Clause => 2_000.0,
            Self::Number => 1_000.0,
            Self::First => 100.0,
        }
    }
}

/// Words that the built-in list counts for: of a name that stands three times in a short text no more is made than of a rare word.
const WORDS: f32 = 1_000_000.0;
/// Sightings by chance that the built-in association of a pair counts for.
const CHANCE: f32 = 1.0;

/// The statistics of somebody's own text in one language, as [`Trainer`](crate::Trainer) makes them.
///
/// A desk lays them over the built-in ones: for Chinese and Japanese the characters and their pairs, for English, German and
/// French the words. Cloning is cheap.
///
/// ```
/// let mut trainer = copydesk::Trainer::new().lang("de")?.prune(1);
/// trainer.push("Der Zug hielt in Quellheim. In Quellheim stieg niemand aus.")?;
/// let model = trainer.finish()?;
/// let again = copydesk::Model::parse(model.as_bytes().to_vec())?;
/// assert_eq!((again.lang(), again.words()), ("de", 8));
/// let desk = copydesk::Desk::builder().model(again).build()?;
/// # Ok::<(), copydesk::Error>(())
/// ```
#[derive(Clone)]
pub struct Model {
    file: Arc<dyn AsRef<[u8]> + Send + Sync>,
    lang: Lang,
    totals: [f32; PLACES],
    all_words: f32,
    chars: Range<usize>,
    pairs: Range<usize>,
    words: Range<usize>,
}

impl Model {
    /// Reads a model. The bytes stay where they are: anything that gives a slice will do, also a mapped file, which must not change.
    ///
    /// # Errors
    /// The file is none of copydesk, has another version, is cut off or damaged ([`Error::is_model`]).
    pub fn parse(file: impl AsRef<[u8]> + Send + Sync + 'static) -> Result<Self, Error> {
        Self::read(Arc::new(file))
            .map_err(|message| Error::model(format!("{message}; `copydesk train TEXT -o FILE` makes a model that this version reads")))
    }

    fn read(file: Arc<dyn AsRef<[u8]> + Send + Sync>) -> Result<Self, String> {
        let bytes = (*file).as_ref();
        let length = |[chars, pairs, words]: [usize; 3]| {
            let slots = pairs.checked_add(words)?.checked_mul(SLOT)?;
            chars.checked_mul(ROW)?.checked_add(slots)?.checked_add(TOTALS)
        };
        let ([chars, pairs, _], body) = FILE.open(bytes, length)?;
        let field = |n: usize| number(body.get(TAG + 8 * n..TAG + 8 * n + 8).unwrap_or_default());
        let tag = std::str::from_utf8(body.get(..TAG).unwrap_or_default()).unwrap_or("").trim_end_matches('\0');
        let lang = Lang::from_tag(tag).ok_or_else(|| format!("the model is of a language that this program does not know: {tag:?}"))?;
        let start = bytes.len() - body.len() + TOTALS;
        let chars = start..start + chars * ROW;
        let pairs = chars.end..chars.end + pairs * SLOT;
        let words = pairs.end..bytes.len();
        let totals = std::array::from_fn(|n| float(field(n)));
        let all_words = float(field(PLACES));
        let model = Self { lang, totals, all_words, chars, pairs, words, file: file.clone() };
        let own = model.own();
        let taken = own.chars.chunks_exact(ROW).filter(|row| row.iter().any(|&b| b != 0)).count();
        let full =
            [(taken, own.chars.len() / ROW), (own.pairs.len(), model.pairs.len() / SLOT), (own.words.len(), model.words.len() / SLOT)];
        if full.iter().any(|(taken, size)| taken * SLOTS > size * (SLOTS - 1)) {
            return Err("the model is damaged: a table of it is full".to_owned());
        }
        Ok(model)
    }

    /// The tag of the language: `zh-Hans`, `zh-Hant`, `ja`, `en`, `de` or `fr`.
    pub fn lang(&self) -> &'static str {
        self.lang.tag()
    }

    /// The file.
    pub fn as_bytes(&self) -> &[u8] {
        (*self.file).as_ref()
    }

    /// How many pairs of characters it has.
    pub fn pairs(&self) -> usize {
        self.own().pairs.len()
    }

    /// How many words it has.
    pub fn words(&self) -> usize {
        self.own().words.len()
    }

    pub(crate) fn language(&self) -> Lang {
        self.lang
    }

    pub(crate) fn own(&self) -> Own<'_> {
        let part = |range: &Range<usize>| self.as_bytes().get(range.clone()).unwrap_or_default();
        Own {
            totals: self.totals,
            all_words: self.all_words,
            chars: part(&self.chars),
            pairs: Table::new(part(&self.pairs)),
            words: Table::new(part(&self.words)),
        }
    }
}

impl fmt::Debug for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Model").field("lang", &self.lang()).field("pairs", &self.pairs()).field("words", &self.words()).finish()
    }
}

/// A model, ready for look-ups.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Own<'m> {
    totals: [f32; PLACES],
    all_words: f32,
    chars: &'m [u8],
    pairs: Table<'m, 8>,
    words: Table<'m, 8>,
}

impl Own<'_> {
    /// Bits of a character at a place, where the built-in figures have so many.
    pub(crate) fn bits(&self, place: Place, c: char, built_in: f32) -> f32 {
        weigh(self.seen(place, c), self.total(place), place.prior(), built_in)
    }

    /// Bits that `b` costs behind `a`.
    pub(crate) fn next(&self, a: char, b: char, built_in: f32) -> f32 {
        weigh(self.pair(a, b), self.seen(Place::First, a), Place::First.prior(), built_in)
    }

    /// Whether two characters were seen side by side.
    pub(crate) fn has_pair(&self, a: char, b: char) -> bool {
        self.pairs.get(pair_hash(a, b)).is_some()
    }

    /// Bits by which two characters are likelier side by side than by chance.
    pub(crate) fn tie(&self, a: char, b: char, built_in: f32) -> f32 {
        let chance = self.seen(Place::First, a) * self.seen(Place::Anywhere, b) / self.total(Place::Anywhere).max(1.0);
        ((self.pair(a, b) + CHANCE * built_in.exp2()) / (chance + CHANCE)).log2()
    }

    /// What is known of a word, given what the built-in list says.
    pub(crate) fn word(&self, hash: u64, built_in: Option<Entry>) -> Option<Entry> {
        let own = self.words.get(mix(hash));
        if own.is_none() && built_in.is_none() {
            return None;
        }
        let count = own.map_or(0.0, |value| (f32::from(value & COUNT) / HALF).exp2());
        let cost = weigh(count, self.all_words, WORDS, built_in.map_or(f32::INFINITY, |entry| entry.cost));
        let has = |flag: u8| own.is_some_and(|value| value & flag != 0);
        let (lower, capital) = built_in.map_or((false, false), |entry| (entry.lower, entry.capital));
        Some(Entry { cost, lower: lower || has(LOWER), capital: capital || has(CAPITAL) })
    }

    /// How often two characters were seen side by side.
    fn pair(&self, a: char, b: char) -> f32 {
        self.pairs.get(pair_hash(a, b)).map_or(0.0, |log| (f32::from(log) / STEP).exp2())
    }

    fn total(&self, place: Place) -> f32 {
        self.totals[place as usize]
    }

    /// How often a character was seen at a place.
    fn seen(&self, place: Place, c: char) -> f32 {
        let size = self.chars.len() / ROW;
        let mut at = home(char_hash(c), size);
        for _ in 0..size {
            let Some(row) = self.chars.get(at * ROW..(at + 1) * ROW) else { break };
            let log = row.get(CODE + place as usize).copied().unwrap_or(0);
            match number(row.get(..CODE).unwrap_or_default()) {
                0 => break,
                code if code == u64::from(c) => return if log == 0 { 0.0 } else { (f32::from(log - 1) / STEP).exp2() },
                _ => at = if at + 1 == size { 0 } else { at + 1 },
            }
        }
        0.0
    }
}

/// Bits of what was seen so often of so many times, where `built_in` bits count for `prior` times.
fn weigh(seen: f32, all: f32, prior: f32, built_in: f32) -> f32 {
    // Counts are rounded: one may be greater than its sum.
    (-((seen + prior * (-built_in).exp2()) / (all + prior)).log2()).max(0.0)
}

fn float(n: u64) -> f32 {
    n as f32
}

fn char_hash(c: char) -> u64 {
    mix(u64::from(c))
}

fn pair_hash(a: char, b: char) -> u64 {
    mix(u64::from(a) << 21 | u64::from(b))
}

/// What a text had of one kind of words: how often, and how written.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Written {
    pub(crate) count: u64,
    pub(crate) lower: bool,
    pub(crate) capital: bool,
}

/// What goes into a file, in the order of characters, pairs and hashes.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    pub(crate) totals: [u64; PLACES],
    pub(crate) all_words: u64,
    pub(crate) chars: Vec<(char, [u64; PLACES])>,
    pub(crate) pairs: Vec<((char, char), u64)>,
    /// Words by [`crate::lexicon::hash`].
    pub(crate) words: Vec<(u64, Written)>,
}

impl Counts {
    /// The file. The same counts give the same bytes.
    pub(crate) fn file(&self, lang: Lang) -> Vec<u8> {
        let mut body = [0; TAG].to_vec();
        body.iter_mut().zip(lang.tag().bytes()).for_each(|(place, byte)| *place = byte);
        body.extend(self.totals.iter().chain([&self.all_words]).flat_map(|n| n.to_le_bytes()));
        let rows = self.rows();
        let pairs: Vec<_> = self.pairs.iter().map(|&((a, b), n)| (pair_hash(a, b), log(n, 8))).collect();
        let words: Vec<_> = self.words.iter().map(|&(hash, word)| (mix(hash), word.value())).collect();
        let (pairs, words) = (Table::<8>::build(&pairs), Table::<8>::build(&words));
        body.extend([&rows, &pairs, &words].into_iter().flatten());
        FILE.seal([rows.len() / ROW, pairs.len() / SLOT, words.len() / SLOT], &body)
    }

    fn rows(&self) -> Vec<u8> {
        let size = if self.chars.is_empty() { 0 } else { self.chars.len() * 4 / 3 + 1 };
        let mut rows = vec![0; size * ROW];
        for &(c, counts) in &self.chars {
            let mut at = home(char_hash(c), size);
            while rows.get(at * ROW..at * ROW + CODE).is_some_and(|code| code != [0; CODE]) {
                at = if at + 1 == size { 0 } else { at + 1 };
            }
            let Some(row) = rows.get_mut(at * ROW..(at + 1) * ROW) else { continue };
            let code = u32::from(c).to_le_bytes();
            let logs = counts.map(|n| if n == 0 { 0 } else { log(n, 8).saturating_add(1) });
            row.iter_mut().zip(code.into_iter().take(CODE).chain(logs)).for_each(|(place, byte)| *place = byte);
        }
        rows
    }
}

impl Written {
    fn value(self) -> u8 {
        log(self.count, 2).min(COUNT) | if self.lower { LOWER } else { 0 } | if self.capital { CAPITAL } else { 0 }
    }
}

/// log2 in parts of a bit (2 or 8), rounded.
fn log(count: u64, parts: u64) -> u8 {
    let sixteenths = crate::packed::log2(count, 4);
    u8::try_from((sixteenths * parts + 8) / 16).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon;

    fn model() -> Model {
        let mut counts = Counts { totals: [5000, 200, 300, 100, 4800], all_words: 100_000, ..Counts::default() };
        counts.chars = vec![('今', [40, 0, 0, 0, 30]), ('望', [25, 3, 0, 0, 25]), ('渡', [30, 1, 2, 0, 28]), ('𠮷', [3, 0, 0, 0, 3])];
        counts.pairs = vec![(('今', '渡'), 20), (('望', '今'), 20)];
        let name = Written { count: 50, lower: false, capital: true };
        counts.words =
            vec![(lexicon::hash("quellheim"), name), (lexicon::hash("the"), Written { count: 6000, lower: true, capital: false })];
        Model::parse(counts.file(Lang::En)).unwrap()
    }

    #[test]
    fn what_went_in_comes_out() {
        let model = model();
        let own = model.own();
        assert_eq!((model.lang(), model.pairs(), model.words()), ("en", 2, 2));
        for (place, c, seen) in
            [(Place::Anywhere, '今', 40.0), (Place::Opening, '望', 3.0), (Place::Number, '渡', 0.0), (Place::First, '𠮷', 3.0)]
        {
            assert!((own.seen(place, c) / seen - 1.0).abs() < 0.05 || own.seen(place, c) == seen, "{place:?} {c} {}", own.seen(place, c));
        }
        assert_eq!(own.seen(Place::Anywhere, '舟'), 0.0);
        let again = Model::parse(model.as_bytes().to_vec()).unwrap();
        assert_eq!(again.as_bytes(), model.clone().as_bytes());
    }

    #[test]
    fn figures_are_weighed_against_the_built_in_ones() {
        let model = model();
        let own = model.own();
        // Twenty of 25, where the built-in figures have a thousandth for a hundred.
        assert!((own.next('望', '今', 10.0) - 2.6).abs() < 0.2, "{}", own.next('望', '今', 10.0));
        // Never seen: less likely, not impossible.
        assert!((10.0..11.0).contains(&own.next('望', '渡', 10.0)));
        assert_eq!(own.next('舟', '渡', 10.0), 10.0);
        assert!(own.tie('望', '今', -3.0) > 3.0 && own.tie('渡', '望', 2.0) < 2.0);
        let word = |text: &str, entry: Option<Entry>| own.word(lexicon::hash(text), entry);
        let name = word("quellheim", None).unwrap();
        assert!((14.0..15.0).contains(&name.cost) && name.capital && !name.lower, "{name:?}");
        assert_eq!(word("elsewhere", None), None);
        let rare = Entry { cost: 20.0, lower: true, capital: false };
        assert!(word("quellheim", Some(rare)).is_some_and(|e| e.lower && e.capital && e.cost < 15.0));
        assert!(word("elsewhere", Some(rare)).is_some_and(|e| e.lower && (20.0..20.3).contains(&e.cost)));
    }

    #[test]
    fn damage_is_named() {
        let file = model().as_bytes().to_vec();
        let refused = |file: Vec<u8>| {
            let error = Model::parse(file).unwrap_err();
            assert!(error.is_model());
            error.to_string()
        };
        assert!(refused(b"%PDF-1.4 ...".to_vec()).contains("no model of copydesk"));
        assert!((0..file.len()).all(|n| refused(file[..n].to_vec()).contains("cut off")));
        for at in 6..file.len() {
            let mut broken = file.clone();
            broken[at] ^= 0x10;
            refused(broken);
        }
        let newer = [&file[..4], &[7, 0], &file[6..]].concat();
        let message = refused(newer);
        assert!(message.contains("version 7") && message.contains("copydesk train"), "{message}");
    }

    #[test]
    fn a_sealed_file_of_nonsense_is_no_danger() {
        let mut body = vec![0xAB; TOTALS + 2 * ROW + 3 * SLOT];
        body[..TAG].copy_from_slice(b"de\0\0\0\0\0\0");
        let full = Model::parse(FILE.seal([2, 2, 1], &body)).unwrap_err().to_string();
        assert!(full.contains("damaged"), "{full}");
        let foreign = FILE.seal([0, 0, 0], &[b'x'; TOTALS]);
        assert!(Model::parse(foreign).unwrap_err().to_string().contains("language"));
        body[TOTALS..].fill(0);
        body[TOTALS..TOTALS + ROW].fill(0xFF);
        let odd = Model::parse(FILE.seal([2, 2, 1], &body)).unwrap();
        assert!(odd.own().bits(Place::Opening, '今', 8.0).is_finite() && odd.own().next('今', '渡', 8.0).is_finite());
    }
}
