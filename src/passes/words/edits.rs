//! Words that look like a given one: by letters that look alike, and by one letter more, less or other.

use super::confusions::CONFUSIONS;
use super::{Token, Words};
use crate::lang::Lang;
use once_cell::sync::Lazy;

/// Rows of the table that begin with a letter: first and end, by the letter's low bits.
static ROWS: Lazy<Vec<(u16, u16)>> = Lazy::new(|| {
    let mut rows = vec![(0, 0); BUCKETS];
    for (n, row) in CONFUSIONS.iter().enumerate() {
        let (Some(c), Ok(n)) = (row.0.chars().next(), u16::try_from(n)) else { continue };
        if let Some(place) = rows.get_mut(bucket(c)) {
            if place.1 == 0 {
                place.0 = n;
            }
            place.1 = n + 1;
        }
    }
    rows
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
/// Letters that may be lost, put in or be quite other ones.
const ALPHABET: &str = "abcdefghijklmnopqrstuvwxyz";
const ACCENTS_DE: &str = "äöüß";
const ACCENTS_FR: &str = "éèêàçâîôû";

impl Words {
    /// Known words near `folded` with their cost as what was printed.
    pub(super) fn candidates(&self, folded: &str, listed: bool, token: Token, offer: &mut dyn FnMut(f32, &str)) {
        let mut new = String::with_capacity(folded.len() + 4);
        let mut hits = false;
        self.alike(folded, u8::MAX, &mut new, &mut |_, cost, to| {
            hits |= self.weigh(cost + self.base, folded, to, token, offer);
        });
        if listed || token.chars < 4 {
            return;
        }
        self.others(folded, token, &mut new, offer);
        if !hits && (6..=20).contains(&token.chars) {
            let mut again = String::with_capacity(folded.len() + 4);
            self.alike(folded, CLOSE, &mut new, &mut |_, first, once| {
                self.alike(once, CLOSE, &mut again, &mut |_, second, twice| {
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

    pub(super) fn alike(&self, folded: &str, most: u8, new: &mut String, each: &mut dyn FnMut(usize, f32, &str)) {
        let face = if self.lang == Lang::De { 3 } else { 1 };
        for (at, c) in folded.char_indices() {
            let Some(&(first, end)) = ROWS.get(bucket(c)) else { continue };
            let rest = folded.get(at..).unwrap_or("");
            let rows = CONFUSIONS.get(usize::from(first)..usize::from(end)).unwrap_or_default();
            for (row, &(from, to, shape, faces)) in (usize::from(first)..).zip(rows) {
                if shape > most
                    || faces & face == 0
                    || !rest.starts_with(from)
                    || to.starts_with(|c: char| c.is_ascii_digit() || !c.is_alphabetic())
                {
                    continue;
                }
                new.clear();
                new.push_str(folded.get(..at).unwrap_or(""));
                new.push_str(to);
                new.push_str(rest.get(from.len()..).unwrap_or(""));
                let learned = self.learned.get(row).copied().unwrap_or(0.0);
                each(row, f32::from(shape) * SHAPE - learned, new);
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
        for (at, c) in folded.char_indices() {
            let (head, rest) = folded.split_at(at);
            let tail = rest.get(c.len_utf8()..).unwrap_or("");
            // What differs by its ending is another form of the word.
            let ending = tail.is_empty();
            if ending && self.lang != Lang::En {
                continue;
            }
            set(new, head, "", tail);
            self.weigh(self.base + MORE, folded, new, token, offer);
            for l in ALPHABET.chars().chain(accents.chars()) {
                let mut bytes = [0; 4];
                let l: &str = l.encode_utf8(&mut bytes);
                set(new, head, l, tail);
                self.weigh(self.base + OTHER, folded, new, token, offer);
                // A letter before the last one stands for any letter lost inside.
                set(new, head, l, rest);
                self.weigh(self.base + MORE + 0.5, folded, new, token, offer);
            }
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
            self.alike(word, u8::MAX, &mut new, &mut |row, cost, to| {
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
