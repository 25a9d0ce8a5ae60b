//! What a misread letter costs: by its shape, by the noise of the page, and by what the page itself shows.

use super::alike::{self, Alike, LETTERS, Row, SIZE, UNLIKE};
use super::weights::{self, Weights};
use crate::lang::Lang;
use once_cell::sync::{Lazy, OnceCell};

/// The cost of each misreading on one page, in bits.
#[derive(Debug)]
pub(super) struct Channel {
    w: &'static Weights,
    /// Of any misread letter: few on a noisy page.
    pub(super) base: f32,
    alike: &'static Alike,
    /// What each misreading costs above the base by its shape.
    shapes: &'static Costs,
    /// The same where the page has shown what it mixes up.
    learned: Option<Costs>,
}

/// Bits of each misreading above the base.
#[derive(Debug)]
struct Costs {
    /// Of each letter for each other.
    letters: Vec<f32>,
    rows: Vec<f32>,
    /// The letters, a bit each, that are read for a letter at no more than some bits, once that was asked: see [`level`].
    within: Vec<OnceCell<[u64; LEVELS]>>,
}

/// Letters are sorted by their cost to 2 bits, from the most on that an edit gains.
const LEVELS: usize = 16;
const STEP: f32 = 2.0;
const MOST_GAIN: f32 = 12.0;

/// The level that holds all edits of so many bits above the base.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::as_conversions, reason = "a small number, not negative")]
fn level(bits: f32) -> usize {
    let steps = ((bits + MOST_GAIN) / STEP).clamp(0.0, 255.0);
    let whole = steps as u8;
    usize::from(whole + u8::from(f32::from(whole) < steps)).min(LEVELS - 1)
}

/// The number of an edit.
pub(super) type Edit = u16;

#[inline]
fn edit(n: usize) -> Edit {
    u16::try_from(n).unwrap_or(u16::MAX)
}

static BY_SHAPE: [Lazy<Costs>; 3] =
    [Lazy::new(|| Costs::by_shape(Lang::En)), Lazy::new(|| Costs::by_shape(Lang::De)), Lazy::new(|| Costs::by_shape(Lang::Fr))];

impl Costs {
    /// What misreadings cost before the page has shown any.
    fn by_shape(lang: Lang) -> Self {
        let (w, alike) = (weights::of(lang), alike::of(lang));
        let letters = (0..SIZE * SIZE).map(|n| prior(w, alike, n / SIZE, n % SIZE)).collect();
        Self { letters, rows: alike.rows.iter().map(|row| f32::from(row.shape) * w.shape).collect(), within: vec![OnceCell::new(); SIZE] }
    }

    /// The letters that are read for one, by the level of their costs.
    fn levels(&self, letter: usize) -> [u64; LEVELS] {
        let mut within = [0; LEVELS];
        for (b, &cost) in self.letters.iter().skip(letter * SIZE).take(SIZE).enumerate() {
            if let Some(letters) = within.get_mut(level(cost)) {
                *letters |= 1 << b;
            }
        }
        let mut upto = 0;
        within.map(|letters| {
            upto |= letters;
            upto
        })
    }
}

/// Bits above the base that one letter for another costs whatever the page shows.
fn prior(w: &Weights, alike: &Alike, a: usize, b: usize) -> f32 {
    match (a, b) {
        (0, _) => w.lost,
        (_, 0) => w.stray,
        _ => match alike.shapes.get(a * SIZE + b) {
            Some(&shape) if shape < UNLIKE => (f32::from(shape) * w.shape).min(w.other),
            _ => w.other,
        },
    }
}

impl Channel {
    pub(super) fn new(w: &'static Weights, lang: Lang) -> Self {
        let [en, de, fr] = &BY_SHAPE;
        let shapes = match lang {
            Lang::De => de,
            Lang::Fr => fr,
            _ => en,
        };
        Self { w, base: 0.0, alike: alike::of(lang), shapes, learned: None }
    }

    #[inline]
    fn costs(&self) -> &Costs {
        self.learned.as_ref().unwrap_or(self.shapes)
    }

    /// Letter `b` was printed and `a` is read; 0 is no letter.
    #[inline]
    pub(super) fn single(&self, a: usize, b: usize) -> (Edit, f32) {
        let n = a * SIZE + b;
        (edit(n), self.base + self.costs().letters.get(n).copied().unwrap_or(f32::INFINITY))
    }

    /// The level of letters that are read for so many bits at most; there may be a few more.
    pub(super) fn level(&self, most: f32) -> usize {
        level(most - self.base)
    }

    /// The letters, a bit each, that are read as this one up to a level.
    #[inline]
    pub(super) fn within(&self, a: usize, level: usize) -> u64 {
        let costs = self.costs();
        costs.within.get(a).and_then(|row| row.get_or_init(|| costs.levels(a)).get(level)).copied().unwrap_or(0)
    }

    /// Calls with each row whose reading stands at the start of a text and that costs so many bits at most.
    #[inline]
    pub(super) fn rows(&self, rest: &str, most: f32, mut each: impl FnMut(Edit, f32, &'static Row)) {
        let alike: &'static Alike = self.alike;
        let costs = &self.costs().rows;
        for ((first, end), whole) in alike.opening(rest).into_iter().zip([true, false]) {
            let (first, end) = (usize::from(first), usize::from(end));
            let (rows, costs) = (alike.rows.get(first..end).unwrap_or_default(), costs.get(first..end).unwrap_or_default());
            for (n, (row, cost)) in rows.iter().zip(costs).enumerate() {
                let cost = self.base + cost;
                // Most cost too much, which is known for less than what stands there.
                if cost <= most && (whole || rest.starts_with(row.from)) {
                    each(edit(SIZE * SIZE + first + n), cost, row);
                }
            }
        }
    }

    /// What an edit costs.
    pub(super) fn cost(&self, edit: Edit) -> f32 {
        let (costs, n) = (self.costs(), usize::from(edit));
        let cost = n.checked_sub(SIZE * SIZE).map_or_else(|| costs.letters.get(n), |n| costs.rows.get(n));
        self.base + cost.copied().unwrap_or(f32::INFINITY)
    }

    /// Least cost of an edit, of any letter for another, and of a letter that was lost, but for what the page shows.
    pub(super) fn least(&self) -> [f32; 3] {
        if self.learned.is_some() { [0.0; 3] } else { [self.base, self.base + self.w.other, self.base + self.w.lost] }
    }

    /// Learns from the edits that were seen, each as often as it was, on a page with so many of each letter.
    pub(super) fn learn(&mut self, mut seen: Vec<Edit>, letters: &[u32; 256]) {
        let print = Print { trust: self.w.trust, letters, all: letters.iter().sum::<u32>().max(1) };
        let mut learned = self.unseen(print);
        seen.sort_unstable();
        for again in seen.chunk_by(|a, b| a == b) {
            let n = again.first().map_or(0, |n| usize::from(*n));
            let cell = n.checked_sub(SIZE * SIZE).map_or_else(|| learned.letters.get_mut(n), |n| learned.rows.get_mut(n));
            let prior = n.checked_sub(SIZE * SIZE).map_or_else(|| self.shapes.letters.get(n), |n| self.shapes.rows.get(n));
            let to = n.checked_sub(SIZE * SIZE).map_or(LETTERS.get(n % SIZE).copied(), |n| self.alike.rows.get(n).map(|row| row.to));
            if let (Some(cell), Some(&prior), Some(to)) = (cell, prior, to) {
                let most = if again.len() < 2 { 0.0 } else { self.w.gain };
                let seen = u16::try_from(again.len()).unwrap_or(u16::MAX);
                *cell = prior - print.gain(to, (self.base + prior).max(0.5), seen).clamp(-self.w.forgo, most);
            }
        }
        self.learned = Some(learned);
    }

    /// What misreadings cost on a page that has shown none of them.
    fn unseen(&self, print: Print<'_>) -> Costs {
        let bits = |count: f32| print.unseen(count).max(-self.w.forgo);
        let one = LETTERS.map(|to| bits(print.count(to)));
        let mut letters = self.shapes.letters.clone();
        for row in letters.chunks_exact_mut(SIZE) {
            row.iter_mut().zip(&one).for_each(|(cost, unseen)| *cost -= unseen);
        }
        // Bits of a byte that is all of the printed text, and of one that is its last.
        let alone: [f32; 256] = std::array::from_fn(|b| bits(print.one(b)));
        let last: [f32; 256] = std::array::from_fn(|b| bits(print.behind(b)));
        let mut rows = self.shapes.rows.clone();
        for (cost, row) in rows.iter_mut().zip(&self.alike.rows) {
            *cost -= match row.to.as_bytes() {
                [b] => alone[usize::from(*b)],
                [.., b] => last[usize::from(*b)],
                [] => one[0],
            };
        }
        Costs { letters, rows, within: vec![OnceCell::new(); SIZE] }
    }
}

/// How often a page has each letter, to tell what of its misreadings is chance.
#[derive(Clone, Copy)]
struct Print<'l> {
    trust: f32,
    letters: &'l [u32; 256],
    all: u32,
}

impl Print<'_> {
    fn count(self, text: &str) -> f32 {
        match text.as_bytes() {
            [] => float(self.all),
            [a] => self.one(usize::from(*a)),
            [.., b] => self.behind(usize::from(*b)),
        }
    }

    fn one(self, byte: usize) -> f32 {
        float(self.letters.get(byte).copied().unwrap_or(0))
    }

    /// A letter of two bytes, or two letters: as often as chance has them.
    fn behind(self, byte: usize) -> f32 {
        (self.one(byte) * 0.06).max(1.0)
    }

    /// Bits that an edit to a text gains where it was seen so often, and costs so many before.
    fn gain(self, to: &str, before: f32, seen: u16) -> f32 {
        let share = (float(u32::from(seen)) + self.trust * (-before).exp2()) / (self.count(to) + self.trust);
        before + share.log2()
    }

    /// The same where it was never seen: it loses, and what it cost before is nothing to that.
    fn unseen(self, count: f32) -> f32 {
        (self.trust / (count + self.trust)).log2()
    }
}

#[allow(clippy::cast_precision_loss, reason = "counts of a page")]
pub(super) fn float(n: u32) -> f32 {
    n as f32
}
