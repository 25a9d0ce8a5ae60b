//! What a misread letter costs: by its shape, by the noise of the page, and by what the page itself shows.

use super::confusions::CONFUSIONS;
use super::weights::Weights;
use crate::lang::Lang;
use crate::lexicon;
use once_cell::sync::Lazy;

/// Letters that the lists know, by their number: nothing, a to z, those with accents.
pub(super) static LETTERS: [&str; 46] = [
    "", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "w", "x", "y", "z",
    "ä", "ö", "ü", "ß", "é", "è", "ê", "ë", "à", "â", "î", "ï", "ô", "û", "ù", "ç", "œ", "æ", "'",
];
const SIZE: usize = LETTERS.len();

/// Marks that engines of metal type's days put for letters with a blot on them. They draw none of these, so no measure of
/// shapes has them.
const BLOTS: [(&str, &str, u8, u8); 12] = [
    ("«", "e", 4, 3),
    ("«", "s", 5, 3),
    ("«", "n", 6, 3),
    ("«", "a", 7, 3),
    ("«", "r", 7, 3),
    ("»", "n", 4, 3),
    ("»", "s", 5, 3),
    ("»", "r", 6, 3),
    ("»", "u", 6, 3),
    ("»", "e", 7, 3),
    ("»", "a", 7, 3),
    ("»", "m", 7, 3),
];

/// Letters, or marks for letters, that are read for others; all but single letters for single letters.
pub(super) struct Row {
    pub(super) from: &'static str,
    pub(super) to: &'static str,
    pub(super) hash: u64,
    /// The second character's first byte; 0 where there is none.
    second: u8,
    shape: u8,
    faces: u8,
}

/// The table of confusions, put in order for look-ups.
struct Tables {
    rows: Vec<Row>,
    /// The rows whose reading begins with a character, by that character.
    places: Vec<(u16, u16)>,
    /// Difference in shape of each letter to each other, in twentieths, for Roman type and for German print.
    singles: [Vec<u8>; 2],
    /// The letters that each letter is read for, by shape.
    near: [Vec<Vec<usize>>; 2],
}

/// The shape of letters that are not alike.
const UNLIKE: u8 = u8::MAX;
/// Letters of Latin scripts stand below this.
const BUCKETS: usize = 0x250;

fn bucket(c: char) -> usize {
    usize::try_from(u32::from(c)).unwrap_or(BUCKETS)
}

static TABLES: Lazy<Tables> = Lazy::new(|| {
    let mut tables = Tables {
        rows: Vec::new(),
        places: vec![(0, 0); BUCKETS],
        singles: [vec![UNLIKE; SIZE * SIZE], vec![UNLIKE; SIZE * SIZE]],
        near: [vec![Vec::new(); SIZE], vec![Vec::new(); SIZE]],
    };
    let mut all: Vec<_> = CONFUSIONS.iter().chain(&BLOTS).collect();
    all.sort();
    for &&(from, to, shape, faces) in &all {
        if let (Some(a), Some(b)) = (number(from), number(to)) {
            for (face, table) in tables.singles.iter_mut().enumerate() {
                if let Some(cell) = table.get_mut(a * SIZE + b).filter(|_| face == 1 || faces & 1 == 1) {
                    *cell = shape.min(*cell);
                    if let Some(near) = tables.near.get_mut(face).and_then(|near| near.get_mut(a)) {
                        near.push(b);
                    }
                }
            }
            continue;
        }
        let (Some(c), Ok(n)) = (from.chars().next(), u16::try_from(tables.rows.len())) else { continue };
        let Some(place) = tables.places.get_mut(bucket(c)).filter(|_| to.starts_with(char::is_alphabetic)) else { continue };
        if place.1 == 0 {
            place.0 = n;
        }
        place.1 = n + 1;
        tables.rows.push(Row {
            from,
            to,
            hash: lexicon::hash(to),
            second: from.as_bytes().get(c.len_utf8()).copied().unwrap_or(0),
            shape,
            faces,
        });
    }
    tables
});

/// The number of a text that is one letter the lists know.
fn number(text: &str) -> Option<usize> {
    let mut chars = text.chars();
    let c = chars.next().filter(|_| chars.next().is_none())?;
    Some(lexicon::letter(c)).filter(|&n| n > 0 && n < SIZE)
}

/// The cost of each misreading on one page, in bits.
#[derive(Debug)]
pub(super) struct Channel {
    w: &'static Weights,
    /// Of any misread letter: few on a noisy page.
    pub(super) base: f32,
    german: bool,
    /// Bits that an edit gains or loses because this page shows it, by its number; empty where nothing was learned.
    learned: Vec<f32>,
}

/// The number of an edit.
pub(super) type Edit = u16;

fn edit(n: usize) -> Edit {
    u16::try_from(n).unwrap_or(u16::MAX)
}

impl Channel {
    pub(super) fn new(w: &'static Weights, lang: Lang) -> Self {
        Self { w, base: 0.0, german: lang == Lang::De, learned: Vec::new() }
    }

    fn gained(&self, edit: usize) -> f32 {
        self.learned.get(edit).copied().unwrap_or(0.0)
    }

    /// Letter `b` was printed and `a` is read; 0 is no letter.
    #[inline]
    pub(super) fn single(&self, a: usize, b: usize) -> (Edit, f32) {
        let n = a * SIZE + b;
        (edit(n), self.base + self.prior(a, b) - self.gained(n))
    }

    /// Bits above the base that one letter for another costs whatever the page shows.
    fn prior(&self, a: usize, b: usize) -> f32 {
        let [roman, german] = &TABLES.singles;
        match (a, b) {
            (0, _) => self.w.lost,
            (_, 0) => self.w.stray,
            _ => match if self.german { german } else { roman }.get(a * SIZE + b) {
                Some(&shape) if shape < UNLIKE => (f32::from(shape) * self.w.shape).min(self.w.other),
                _ => self.w.other,
            },
        }
    }

    /// The letters that are read as this one, by shape.
    pub(super) fn near(&self, a: usize) -> &'static [usize] {
        TABLES.near.get(usize::from(self.german)).and_then(|near| near.get(a)).map_or(&[], Vec::as_slice)
    }

    /// The rows whose reading stands at the start of a text.
    pub(super) fn rows<'c>(&'c self, rest: &'c str) -> impl Iterator<Item = (Edit, f32, &'static Row)> + 'c {
        let c = rest.chars().next().unwrap_or(' ');
        let second = rest.as_bytes().get(c.len_utf8()).copied().unwrap_or(0);
        let (first, end) = TABLES.places.get(bucket(c)).copied().unwrap_or((0, 0));
        let (first, end) = (usize::from(first), usize::from(end));
        let face = if self.german { 3 } else { 1 };
        TABLES
            .rows
            .get(first..end)
            .unwrap_or_default()
            .iter()
            .enumerate()
            .filter(move |(_, row)| row.faces & face != 0 && (row.second == 0 || row.second == second && rest.starts_with(row.from)))
            .map(move |(n, row)| {
                let number = SIZE * SIZE + first + n;
                (edit(number), self.base + f32::from(row.shape) * self.w.shape - self.gained(number), row)
            })
    }

    /// Least cost of an edit, of any letter for another, and of a letter that was lost, but for what the page shows.
    pub(super) fn least(&self) -> [f32; 3] {
        if self.learned.is_empty() { [self.base, self.base + self.w.other, self.base + self.w.lost] } else { [0.0; 3] }
    }

    /// Edits there are.
    pub(super) fn edits() -> usize {
        SIZE * SIZE + TABLES.rows.len()
    }

    /// Learns from how often each edit was seen, on a page with so many of each letter.
    pub(super) fn learn(&mut self, seen: &[u16], letters: &[u32; 256]) {
        let total = letters.iter().sum::<u32>().max(1);
        let count = |text: &str| -> f32 {
            let of = |b: u8| float(letters.get(usize::from(b)).copied().unwrap_or(0));
            match text.as_bytes() {
                [] => float(total),
                [a] => of(*a),
                // A letter of two bytes, or two letters: as often as chance has them.
                [.., b] => (of(*b) * 0.06).max(1.0),
            }
        };
        let mut learned = vec![0.0; Self::edits()];
        for (n, (cell, &seen)) in learned.iter_mut().zip(seen).enumerate() {
            let (prior, to) = match n.checked_sub(SIZE * SIZE).and_then(|row| TABLES.rows.get(row)) {
                Some(row) => (f32::from(row.shape) * self.w.shape, row.to),
                None => (self.prior(n / SIZE % SIZE, n % SIZE), LETTERS.get(n % SIZE).copied().unwrap_or("")),
            };
            let before = (self.base + prior).max(0.5);
            let share = (float(u32::from(seen)) + self.w.trust * (-before).exp2()) / (count(to) + self.w.trust);
            let gain = before + share.log2();
            *cell = if seen < 2 { gain.clamp(-self.w.forgo, 0.0) } else { gain.clamp(-self.w.forgo, self.w.gain) };
        }
        self.learned = learned;
    }
}

#[allow(clippy::cast_precision_loss, reason = "counts of a page")]
pub(super) fn float(n: u32) -> f32 {
    n as f32
}
