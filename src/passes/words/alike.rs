//! Which letters are read for which, put in order for look-ups.

use super::confusions::CONFUSIONS;
use super::measured::MEASURED;
use crate::lang::Lang;
use crate::lexicon;
use once_cell::sync::Lazy;
use smallvec::SmallVec;

/// Letters that the lists know, by their number: nothing, a to z, those with accents.
pub(super) static LETTERS: [&str; 46] = [
    "", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "w", "x", "y", "z",
    "ä", "ö", "ü", "ß", "é", "è", "ê", "ë", "à", "â", "î", "ï", "ô", "û", "ù", "ç", "œ", "æ", "'",
];
pub(super) const SIZE: usize = LETTERS.len();

/// The hashes of [`LETTERS`].
pub(super) static HASHES: [u64; SIZE] = hashes();

const fn hashes() -> [u64; SIZE] {
    let mut table = [0; SIZE];
    let mut n = 0;
    while n < SIZE {
        table[n] = lexicon::hash(LETTERS[n]);
        n += 1;
    }
    table
}

/// Marks that engines of metal type's days put for letters with a blot on them. They draw none of these, so no measure of
/// shapes has them: how often each stood for which letter in one half of lines read from newspapers, in the same twentieths.
const BLOTS: [(&str, &str, u8, u8); 16] = [
    ("«", "s", 4, 3),
    ("«", "e", 5, 3),
    ("«", "n", 7, 3),
    ("«", "r", 9, 3),
    ("«", "a", 9, 3),
    ("«", "m", 9, 3),
    ("«", "u", 9, 3),
    ("«", "o", 10, 3),
    ("»", "n", 4, 3),
    ("»", "s", 5, 3),
    ("»", "u", 8, 3),
    ("»", "e", 9, 3),
    ("»", "m", 9, 3),
    ("»", "r", 10, 3),
    ("»", "w", 10, 3),
    ("»", "a", 11, 3),
];

/// Letters that engines take for others on worn newsprint more often than drawings of clean type say, or that no drawing has, as
/// a letter that came out twice: counted in one half of lines read from newspapers. How often a printed letter, or two, were read so,
/// as twentieths on the scale of shapes, where nothing is 1 in 100 and each bit less is a little more than one. What one text has
/// again counts three times at most.
#[rustfmt::skip]
const WORN: [(&str, &str, u8, u8); 74] = [
    ("a", "d", 5, ENGLISH), ("a", "e", 4, ENGLISH), ("a", "n", 4, ENGLISH), ("a", "o", 5, ENGLISH), ("a", "s", 3, ENGLISH), ("a", "u", 2, ENGLISH),
    ("b", "h", 2, ENGLISH), ("b", "s", 3, ENGLISH), ("b", "t", 5, ENGLISH), ("bo", "he", 2, ENGLISH), ("c", "e", 3, ENGLISH), ("c", "g", 3, ENGLISH),
    ("c", "o", 5, ENGLISH), ("e", "a", 4, ENGLISH), ("e", "c", 1, ENGLISH), ("e", "s", 2, ENGLISH), ("h", "b", 1, ENGLISH), ("i", "a", 4, ENGLISH),
    ("i", "e", 5, ENGLISH), ("i", "f", 3, ENGLISH), ("i", "h", 5, ENGLISH), ("i", "n", 5, ENGLISH), ("i", "o", 6, ENGLISH), ("i", "r", 2, ENGLISH),
    ("i", "s", 4, ENGLISH), ("i", "t", 5, ENGLISH), ("ic", "re", 3, ENGLISH), ("il", "h", 4, ENGLISH), ("j", "y", 1, ENGLISH), ("l", "d", 4, ENGLISH),
    ("l", "f", 2, ENGLISH), ("l", "h", 5, ENGLISH), ("l", "ll", 2, ENGLISH), ("l", "r", 4, ENGLISH), ("l", "t", 4, ENGLISH), ("lio", "he", 3, ENGLISH),
    ("m", "in", 2, ENGLISH), ("mn", "m", 2, ENGLISH), ("n", "a", 3, ENGLISH), ("n", "c", 5, ENGLISH), ("n", "m", 4, ENGLISH), ("n", "p", 3, ENGLISH),
    ("n", "s", 4, ENGLISH), ("nm", "m", 3, ENGLISH), ("o", "a", 4, ENGLISH), ("o", "c", 1, ENGLISH), ("o", "e", 1, ENGLISH), ("o", "s", 5, ENGLISH),
    ("o", "u", 4, ENGLISH), ("oo", "ee", 1, ENGLISH), ("r", "n", 5, ENGLISH), ("rn", "m", 4, ENGLISH), ("s", "a", 5, ENGLISH), ("s", "g", 4, ENGLISH),
    ("s", "ss", 2, ENGLISH), ("t", "a", 6, ENGLISH), ("t", "c", 4, ENGLISH), ("t", "e", 6, ENGLISH), ("t", "f", 2, ENGLISH), ("t", "r", 5, ENGLISH),
    ("t", "s", 5, ENGLISH), ("u", "a", 3, ENGLISH), ("u", "e", 6, ENGLISH), ("v", "w", 4, ENGLISH), ("v", "y", 1, ENGLISH), ("vw", "w", 4, ENGLISH),
    ("wv", "w", 2, ENGLISH), ("ff", "ss", 1, FRAKTUR), ("h", "tz", 2, FRAKTUR), ("m", "en", 3, FRAKTUR), ("ns", "uf", 1, FRAKTUR), ("ss", "ff", 1, FRAKTUR),
    ("l", "t", 3, FRENCH), ("r", "t", 5, FRENCH),
];

/// Letters, or marks for letters, that are read for others; all but single letters for single letters.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) from: &'static str,
    pub(super) to: &'static str,
    pub(super) hash: u64,
    /// Numbers of the letters of `to`.
    pub(super) letters: SmallVec<[u8; 4]>,
    pub(super) shape: u8,
}

/// The confusions of one kind of print.
#[derive(Debug)]
pub(super) struct Alike {
    pub(super) rows: Vec<Row>,
    /// The rows whose reading is a character, by that character.
    singly: Vec<Stretch>,
    /// The rows whose reading has more than one, by the first.
    longer: Vec<Stretch>,
    /// The same by the first two, both from a to z.
    pairs: Vec<Stretch>,
    /// Difference in shape of each letter to each other, in twentieths.
    pub(super) shapes: Vec<u8>,
}

/// Rows that stand one behind the other: the first, and one behind the last.
pub(super) type Stretch = (u16, u16);

/// The shape of letters that are not alike.
pub(super) const UNLIKE: u8 = u8::MAX;
/// Letters of Latin scripts stand below this.
const BUCKETS: usize = 0x250;
/// The letters from a to z.
const PLAIN: usize = 26;
/// Flags of typefaces; German print has both.
const ROMAN: u8 = 1;
const FRAKTUR: u8 = 2;
/// No typeface, but the newspapers of a language.
const ENGLISH: u8 = 4;
const FRENCH: u8 = 8;

fn bucket(c: char) -> usize {
    usize::try_from(u32::from(c)).unwrap_or(BUCKETS)
}

/// The place of two letters from a to z in [`Alike::pairs`].
#[inline]
fn pair(first: u8, second: u8) -> Option<usize> {
    let number = |b: u8| b.is_ascii_lowercase().then(|| usize::from(b - b'a'));
    Some(number(first)? * PLAIN + number(second)?)
}

fn take_in(place: Option<&mut Stretch>, n: u16) {
    if let Some(place) = place {
        *place = (if place.1 == 0 { n } else { place.0 }, n + 1);
    }
}

static FRENCH_PRINT: Lazy<Alike> = Lazy::new(|| Alike::new(ROMAN | FRENCH));
static ENGLISH_PRINT: Lazy<Alike> = Lazy::new(|| Alike::new(ROMAN | ENGLISH));
static GERMAN_PRINT: Lazy<Alike> = Lazy::new(|| Alike::new(ROMAN | FRAKTUR));

/// The confusions of a language's print.
pub(super) fn of(lang: Lang) -> &'static Alike {
    match lang {
        Lang::De => &GERMAN_PRINT,
        Lang::Fr => &FRENCH_PRINT,
        _ => &ENGLISH_PRINT,
    }
}

impl Alike {
    fn new(print: u8) -> Self {
        let mut table = Self {
            rows: Vec::new(),
            singly: vec![(0, 0); BUCKETS],
            longer: vec![(0, 0); BUCKETS],
            pairs: vec![(0, 0); PLAIN * PLAIN],
            shapes: vec![UNLIKE; SIZE * SIZE],
        };
        let mut all: Vec<_> = CONFUSIONS.iter().chain(&MEASURED).chain(&BLOTS).chain(&WORN).filter(|row| row.3 & print != 0).collect();
        all.sort();
        for &&(from, to, shape, _) in &all {
            if let (Some(a), Some(b)) = (number(from), number(to)) {
                if let Some(cell) = table.shapes.get_mut(a * SIZE + b) {
                    *cell = shape.min(*cell);
                }
            } else if to.starts_with(char::is_alphabetic) {
                table.push(from, to, shape);
            }
        }
        table
    }

    fn push(&mut self, from: &'static str, to: &'static str, shape: u8) {
        let (Some(c), Ok(n)) = (from.chars().next(), u16::try_from(self.rows.len())) else { return };
        if from.len() == c.len_utf8() {
            take_in(self.singly.get_mut(bucket(c)), n);
        } else {
            take_in(self.longer.get_mut(bucket(c)), n);
        }
        if let [first, second, ..] = from.as_bytes() {
            take_in(pair(*first, *second).and_then(|at| self.pairs.get_mut(at)), n);
        }
        let letters = to.chars().filter_map(|c| u8::try_from(lexicon::letter(c)).ok()).collect();
        self.rows.push(Row { from, to, hash: lexicon::hash(to), letters, shape });
    }

    /// The rows whose reading may stand at the start of a text: of those in the first stretch it is one character and does, those in the
    /// second open with the same letters.
    #[inline]
    pub(super) fn opening(&self, rest: &str) -> [Stretch; 2] {
        let at = |table: &[Stretch], at: usize| table.get(at).copied().unwrap_or((0, 0));
        let c = bucket(rest.chars().next().unwrap_or(' '));
        let pair = match rest.as_bytes() {
            [first, second, ..] => pair(*first, *second),
            _ => None,
        };
        [at(&self.singly, c), pair.map_or_else(|| at(&self.longer, c), |pair| at(&self.pairs, pair))]
    }
}

/// The number of a text that is one letter the lists know.
fn number(text: &str) -> Option<usize> {
    let mut chars = text.chars();
    let c = chars.next().filter(|_| chars.next().is_none())?;
    Some(lexicon::letter(c)).filter(|&n| n > 0 && n < SIZE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_engine_was_seen_to_do_brings_letters_nearer() {
        let drawn = |from: &str, to: &str| CONFUSIONS.iter().find(|row| (row.0, row.1) == (from, to) && row.3 & FRAKTUR != 0);
        for &(from, to, shape, _) in &MEASURED {
            assert!(drawn(from, to).is_some_and(|row| shape < row.2), "{from} {to}");
            let (german, english) = (of(Lang::De), of(Lang::En));
            if let (Some(a), Some(b)) = (number(from), number(to)) {
                assert!(german.shapes[a * SIZE + b] <= shape && english.shapes[a * SIZE + b] > 0, "{from} {to}");
            } else {
                assert!(german.rows.iter().any(|row| (row.from, row.to, row.shape) == (from, to, shape)), "{from} {to}");
            }
        }
    }
}
