//! Words that look like a given one: by letters that look alike, and by one letter more, less or other.

use super::confusions::CONFUSIONS;
use super::{Token, Words};
use crate::lang::Lang;
use crate::packed;
use once_cell::sync::Lazy;

/// A row of the table that can be read into a word.
struct Row {
    from: &'static str,
    to: &'static str,
    shape: u8,
    faces: u8,
    /// Its place in the table.
    number: usize,
}

/// The rows whose reading begins with a letter, and where those begin and end that a letter opens.
type Rows = (Vec<Row>, Vec<(u16, u16)>);

static ROWS: Lazy<Rows> = Lazy::new(|| {
    let mut rows: Vec<Row> = Vec::with_capacity(CONFUSIONS.len());
    let mut places = vec![(0, 0); BUCKETS];
    for (number, &(from, to, shape, faces)) in CONFUSIONS.iter().enumerate() {
        let (Some(c), Ok(n)) = (from.chars().next(), u16::try_from(rows.len())) else { continue };
        let Some(place) = places.get_mut(bucket(c)).filter(|_| to.starts_with(char::is_alphabetic)) else { continue };
        if place.1 == 0 {
            place.0 = n;
        }
        place.1 = n + 1;
        rows.push(Row { from, to, shape, faces, number });
    }
    (rows, places)
});

/// Letters of Latin scripts stand below this.
const BUCKETS: usize = 0x250;

fn bucket(c: char) -> usize {
    usize::try_from(u32::from(c)).unwrap_or(BUCKETS)
}

/// Bits of difference in shape, each twentieth.
const SHAPE: f32 = 0.55;
/// Bits above the page's base of any other letter, of a letter too many and of one too few.
const OTHER: f32 = 9.0;
const MORE: f32 = 8.0;
/// A second misread letter is likelier once there is one.
const SECOND: f32 = -1.5;
/// Shapes up to this apart are worth a second edit.
const CLOSE: u8 = 5;
/// A word of six letters or more costs this much at least, in bits.
const LEAST_WORD: f32 = 7.0;
/// Letters that may be lost, put in or be quite other ones.
const ALPHABET: &str = "abcdefghijklmnopqrstuvwxyz";
const ACCENTS_DE: &str = "äöüß";
const ACCENTS_FR: &str = "éèêàçâîôû";

/// Which readings are asked for.
#[derive(Clone, Copy)]
pub(super) struct Which {
    /// Confusions from this byte on.
    from: usize,
    /// Shapes up to this apart, in twentieths.
    most: u8,
    /// Words of the list alone.
    known: bool,
}

impl Which {
    const KNOWN: Self = Self { from: 0, most: u8::MAX, known: true };
    const CLOSE: Self = Self { from: 0, most: CLOSE, known: true };
}

impl Words {
    /// Known words near `folded` with their cost as what was printed; `stay` is what the word costs as it stands, where no list has it.
    pub(super) fn candidates(&self, folded: &str, stay: Option<f32>, token: Token, offer: &mut dyn FnMut(f32, &str)) {
        let mut new = String::with_capacity(folded.len() + 4);
        let mut hits = false;
        self.alike(folded, Which::KNOWN, &mut new, &mut |_, cost, _, to| {
            hits |= self.weigh(cost + self.base, folded, to, token, offer);
        });
        let Some(stay) = stay.filter(|_| token.chars >= 4) else { return };
        if self.base + MORE + LEAST_WORD <= stay {
            self.others(folded, token, &mut new, offer);
        }
        if !hits && (6..=20).contains(&token.chars) {
            let mut again = String::with_capacity(folded.len() + 4);
            self.alike(folded, Which { known: false, ..Which::CLOSE }, &mut new, &mut |_, first, behind, once| {
                // Each pair is tried once, and nothing when the first alone costs more than the word as it stands.
                if first + 2.0 * self.base + SECOND + LEAST_WORD > stay {
                    return;
                }
                self.alike(once, Which { from: behind, ..Which::CLOSE }, &mut again, &mut |_, second, _, twice| {
                    self.weigh(first + second + 2.0 * self.base + SECOND, folded, twice, token, offer);
                });
            });
        }
    }

    /// Offers a word that is known.
    fn weigh(&self, cost: f32, word: &str, to: &str, token: Token, offer: &mut dyn FnMut(f32, &str)) -> bool {
        let Some(entry) = self.lexicon.get(to) else { return false };
        // A German ending changes with the sentence, which nobody sees here.
        let end = if self.lang == Lang::De && to.chars().count() == token.chars && differs_at_end(to, word) { 4.0 } else { 0.0 };
        // Only names stand with a capital alone, and German nouns.
        let case = if !token.capital && entry.capital && !entry.lower { 5.0 } else { 0.0 };
        offer(entry.cost + cost + case + end, to);
        true
    }

    /// Whether the list has a word of three parts; `before` is the hash of the first. Nearly all are none, so none is put together.
    fn has(&self, before: u64, middle: &str, tail: &str) -> bool {
        self.lexicon.find(packed::fnv_from(before, middle.bytes().chain(tail.bytes()))).is_some()
    }

    /// Readings of a word with one confusion: the row's number, the cost, where it ends and the reading.
    pub(super) fn alike(&self, folded: &str, which: Which, new: &mut String, each: &mut dyn FnMut(usize, f32, usize, &str)) {
        let face = if self.lang == Lang::De { 3 } else { 1 };
        let (all, places) = &*ROWS;
        let mut before = packed::FNV;
        for (at, c) in folded.char_indices() {
            let hash = before;
            let rest = folded.get(at..).unwrap_or("");
            before = packed::fnv_from(before, rest.bytes().take(c.len_utf8()));
            let Some(&(first, end)) = places.get(bucket(c)).filter(|_| at >= which.from) else { continue };
            for row in all.get(usize::from(first)..usize::from(end)).unwrap_or_default() {
                if row.shape > which.most || row.faces & face == 0 || !rest.starts_with(row.from) {
                    continue;
                }
                let tail = rest.get(row.from.len()..).unwrap_or("");
                if which.known && !self.has(hash, row.to, tail) {
                    continue;
                }
                set(new, folded.get(..at).unwrap_or(""), row.to, tail);
                let learned = self.learned.get(row.number).copied().unwrap_or(0.0);
                each(row.number, f32::from(row.shape) * SHAPE - learned, at + row.to.len(), new);
            }
        }
    }

    /// One letter other, less or more.
    fn others(&self, folded: &str, token: Token, new: &mut String, offer: &mut dyn FnMut(f32, &str)) {
        let accents = match self.lang {
            Lang::De => ACCENTS_DE,
            Lang::Fr => ACCENTS_FR,
            _ => "",
        };
        let mut before = packed::FNV;
        for (at, c) in folded.char_indices() {
            let (head, rest) = folded.split_at(at);
            let (own, tail) = rest.split_at(c.len_utf8());
            // What differs by its ending is another form of the word.
            if tail.is_empty() && self.lang != Lang::En {
                continue;
            }
            let mut put = |middle: &str, tail: &str, cost: f32| {
                if self.has(before, middle, tail) {
                    set(new, head, middle, tail);
                    self.weigh(self.base + cost, folded, new, token, offer);
                }
            };
            put("", tail, MORE);
            for l in ALPHABET.chars().chain(accents.chars()) {
                let mut bytes = [0; 4];
                let l: &str = l.encode_utf8(&mut bytes);
                put(l, tail, OTHER);
                // A letter before the last one stands for any letter lost inside.
                put(l, rest, MORE + 0.5);
            }
            before = packed::fnv_from(before, own.bytes());
        }
    }
}

/// Whether two words differ in their last letter alone.
fn differs_at_end(a: &str, b: &str) -> bool {
    let (mut x, mut y) = (a.chars(), b.chars());
    x.next_back() != y.next_back() && x.eq(y)
}

fn set(new: &mut String, head: &str, middle: &str, tail: &str) {
    new.clear();
    new.push_str(head);
    new.push_str(middle);
    new.push_str(tail);
}

/// Unknown words from which a page's own confusions are learned, and sightings that make one.
const LESSONS: usize = 240;
const SIGHTINGS: u16 = 3;
/// Most bits that a confusion gains, and the margin from which on a repair teaches one.
const GAIN: f32 = 4.5;
const SURE: f32 = 3.0;

impl Words {
    /// Learns from words of one likely reading which letters this page mixes up.
    pub(super) fn learn(&mut self, lessons: &[String]) {
        let mut seen = vec![0_u16; CONFUSIONS.len()];
        let mut new = String::new();
        for word in lessons.iter().take(LESSONS) {
            let (mut best, mut second, mut what) = (f32::INFINITY, f32::INFINITY, 0);
            self.alike(word, Which::KNOWN, &mut new, &mut |row, cost, _, to| {
                let Some(entry) = self.lexicon.get(to).filter(|e| e.lower) else { return };
                let cost = cost + entry.cost;
                if cost < best {
                    (second, best, what) = (best, cost, row);
                } else {
                    second = second.min(cost);
                }
            });
            let stay = 8.0 + self.lexicon.spelling(word);
            if let Some(n) = seen.get_mut(what).filter(|_| second.min(stay) - best - self.base.min(8.0) * 0.5 > SURE) {
                *n += 1;
            }
        }
        if seen.iter().any(|n| *n >= SIGHTINGS) {
            let gain = |n: &u16| if *n >= SIGHTINGS { f32::from(*n).log2().min(GAIN) } else { 0.0 };
            self.learned = seen.iter().map(gain).collect();
        }
    }
}
