//! The columns that a page's rows may stand in.

use crate::rows::atom::{Atom, Gap};

/// Measures of the columns, in advances.
pub(super) type Grid = Vec<f32>;

/// Shorter stretches are specks.
const SPECK: f32 = 5.0;
/// Most columns of a page.
pub(super) const MOST_COLUMNS: usize = 8;
/// Of so many rows with a gap, one shows the number of columns.
const ROWS_A_GRID: usize = 10;
/// Advances between columns.
pub(super) const GUTTER: f32 = 3.0;
/// A column is this wide at least.
const NARROWEST: f32 = 12.0;

pub(super) struct Grids {
    /// One column as wide as the rows.
    pub(super) one: Grid,
    /// Several columns.
    pub(super) all: Vec<Grid>,
}

/// The grids that the rows may be laid over.
pub(super) fn grids(rows: &[Vec<Atom>]) -> Grids {
    let widths: Vec<Vec<f32>> = rows.iter().map(|row| stretches(row)).collect();
    let mut out: Vec<Grid> = shown(&widths);
    let single: Vec<f32> = widths.iter().filter(|w| w.len() > 1).flatten().copied().collect();
    let whole = percentile(rows.iter().filter_map(|row| row.last()).map(|a| a.x1).collect(), 90);
    let usual = percentile(single, 60);
    for n in 2..=MOST_COLUMNS {
        // White between columns is no part of a row's advances, but for a space.
        let even = whole / n as f32;
        for measure in [even, usual] {
            let sum = measure * n as f32;
            if measure >= NARROWEST && (whole * 0.85..whole * 1.2).contains(&sum) {
                out.push(vec![measure; n]);
            }
        }
    }
    // A box at one side of a page has a measure of its own.
    for n in 2..MOST_COLUMNS {
        let beside = whole - usual * n as f32;
        if usual >= NARROWEST && (NARROWEST..usual * BESIDE).contains(&beside) && (beside - usual).abs() > usual * ALIKE {
            let (left, right) = (std::iter::once(beside), std::iter::repeat_n(usual, n));
            out.push(left.clone().chain(right.clone()).collect());
            out.push(right.chain(left).collect());
        }
    }
    Grids { one: vec![whole], all: out }
}

impl Grids {
    /// Those of columns about as wide as a measure that is known from elsewhere; columns of just that measure, in the two numbers that
    /// fill the rows best; and the stretches of rows that are all parted alike.
    pub(super) fn near(self, rows: &[Vec<Atom>], measure: f32) -> Vec<Grid> {
        let whole = percentile(rows.iter().filter_map(|row| row.last()).map(|a| a.x1).collect(), 90);
        let off = |n: &usize| (*n as f32 * measure - whole).abs();
        let mut counts: Vec<usize> = (2..=MOST_COLUMNS).collect();
        counts.sort_by(|a, b| off(a).total_cmp(&off(b)));
        let alike = self.all.into_iter().filter(|grid| grid.iter().all(|&m| m <= measure * WIDER && m * WIDER >= measure));
        alike.chain(counts.iter().take(2).map(|&n| vec![measure; n])).chain(even(rows)).collect()
    }
}

/// The widths of the stretches of rows that are all parted in as many.
fn even(rows: &[Vec<Atom>]) -> Option<Grid> {
    let widths: Vec<Vec<f32>> = rows.iter().map(|row| stretches(row)).collect();
    let count = widths.first()?.len();
    let same = count > 1 && widths.iter().all(|w| w.len() == count);
    same.then(|| (0..count).map(|k| widths.iter().map(|w| w[k]).fold(0.0, f32::max)).collect())
}

/// A column is this much wider or narrower than those around it at most.
const WIDER: f32 = 1.45;

/// A box at the side is as wide as this many columns at most, and differs from a column by this share.
const BESIDE: f32 = 1.8;
const ALIKE: f32 = 0.12;

/// The grids of the rows that are parted in so many stretches, for each number that enough rows have.
fn shown(widths: &[Vec<f32>]) -> Vec<Grid> {
    let parted = widths.iter().filter(|w| w.len() > 1).count();
    let least = (parted / ROWS_A_GRID).max(4);
    let of = |k: usize| widths.iter().filter(move |w| w.len() == k);
    let ks = (2..=MOST_COLUMNS).filter(|&k| of(k).count() >= least);
    // Rows end short more often than long.
    ks.map(|k| (0..k).map(|j| percentile(of(k).map(|w| w[j]).collect(), 60)).collect()).collect()
}

/// Advances of the stretches between wide gaps.
fn stretches(row: &[Atom]) -> Vec<f32> {
    let mut out = Vec::new();
    let mut start = 0;
    for n in 1..=row.len() {
        if n == row.len() || row[n].gap >= Gap::Wide {
            out.push(row[n - 1].x1 - row[start].x0);
            start = n;
        }
    }
    out.retain(|&w| w >= SPECK);
    out
}

pub(super) fn percentile(mut all: Vec<f32>, share: usize) -> f32 {
    all.sort_by(f32::total_cmp);
    all.get((all.len() * share / 100).min(all.len().saturating_sub(1))).copied().unwrap_or(0.0)
}
