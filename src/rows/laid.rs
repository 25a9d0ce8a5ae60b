//! The rows of a page over one grid.

use crate::lexicon::Map;
use crate::packed::{hash_of, mix};
use crate::rows::atom::Atom;
use crate::rows::fit::Fit;
use crate::rows::grid::{self, GUTTER, Grid};
use crate::rows::lay::{self, GOES_ON, Layer, Seg};
use crate::span::Span;
use crate::text;
use std::cell::RefCell;

/// What rows of ideographs cost over grids, by all that this depends on. A band is laid again without the rows above its heads and below
/// them: of its other rows most stand as they stood.
#[derive(Debug, Default)]
pub(crate) struct Known(RefCell<Map<(f32, Vec<Seg>)>>);

/// Most rows that are kept: more than a printed page asks for.
const MOST_KNOWN: usize = 1 << 15;

impl Known {
    fn get(&self, key: u64, find: impl FnOnce() -> (f32, Vec<Seg>)) -> (f32, Vec<Seg>) {
        let known = self.0.borrow().get(&key).cloned();
        known.unwrap_or_else(|| {
            let found = find();
            let mut rows = self.0.borrow_mut();
            if rows.len() < MOST_KNOWN {
                rows.insert(key, found.clone());
            }
            found
        })
    }
}

/// The rows of a page, to be laid over grids.
pub(super) struct Sheet<'r> {
    pub(super) page: &'r str,
    pub(super) rows: &'r [Vec<Atom>],
    pub(super) fit: &'r Fit<'r>,
    pub(super) wide: bool,
    known: &'r Known,
    /// A hash of each row's text and white.
    keys: Vec<u64>,
}

impl<'r> Sheet<'r> {
    pub(super) fn new(page: &'r str, rows: &'r [Vec<Atom>], fit: &'r Fit<'r>, known: &'r Known) -> Self {
        let of = |atom: &Atom| {
            let place = u64::from(atom.cell.0.to_bits()) << 8 | atom.gap as u64;
            atom.span.of(page).chars().fold(place, |key, c| mix(key ^ u64::from(c)))
        };
        let keys = rows.iter().map(|row| row.iter().fold(0, |key, atom| mix(key ^ of(atom)))).collect();
        Self { page, rows, fit, wide: fit.lang().is_ea(), known, keys }
    }

    /// A hash of all that the cost of a row depends on: of the lines above and below it the characters next to it count, and whether those
    /// above end a sentence.
    fn key(&self, row: usize, grid: u64, above: &[Option<Span>], below: &[Option<Span>]) -> u64 {
        let code = |c: Option<char>| c.and_then(|c| usize::try_from(u32::from(c)).ok()).unwrap_or(0);
        let solid = |c: &char| !c.is_whitespace();
        let tail = |span: Span| {
            let (mut chars, closed) = (span.of(self.page).chars().rev().filter(solid), text::ends_closed(span.of(self.page)));
            hash_of([code(chars.next()), code(chars.next()), usize::from(closed)])
        };
        let head = |span: Span| {
            let mut chars = span.of(self.page).chars().filter(solid);
            hash_of([code(chars.next()), code(chars.next())])
        };
        let above = above.iter().map(|span| span.map_or(0, tail));
        let below = below.iter().map(|span| span.map_or(0, head));
        above.chain(below).fold(mix(self.keys.get(row).copied().unwrap_or(0) ^ grid), |key, edge| mix(key ^ edge))
    }
}

/// How often the measures are found anew; the shares of the measure between which a line fills its column, the fewest lines that tell it,
/// and how many in a hundred are narrower.
const REFINED: usize = 2;
const NEAR: (f32, f32) = (0.8, 1.25);
const LEAST_NEAR: usize = 6;
const WIDTH: usize = 55;
/// How often rows of ideographs are laid, and those of letters.
const ROUNDS: (usize, usize) = (2, 3);

pub(super) struct Laid {
    pub(super) grid: Grid,
    pub(super) cost: f32,
    /// The stretches of each row.
    pub(super) rows: Vec<Vec<Seg>>,
}

impl Laid {
    /// Lays all rows: each with what the row above has, then again with what the one below has, too, so many times.
    pub(super) fn new(sheet: &Sheet<'_>, grid: Grid) -> Self {
        let &Sheet { page, rows, fit, wide, known, .. } = sheet;
        let mut laid: Vec<Vec<Seg>> = vec![Vec::new(); rows.len()];
        let mut cost = 0.0;
        let lefts: Vec<f32> = grid.iter().scan(0.0, |x, m| Some(std::mem::replace(x, *x + m + GUTTER))).collect();
        let measures = lay::measures(&grid);
        let own = grid.iter().fold(0, |key, measure| mix(key ^ u64::from(measure.to_bits())));
        let mut last: Vec<Round> = vec![Round::default(); rows.len()];
        for _ in 0..if wide { ROUNDS.0 } else { ROUNDS.1 } {
            cost = 0.0;
            let mut above = vec![None; grid.len()];
            for (n, row) in rows.iter().enumerate() {
                let below = match (rows.get(n + 1), laid.get(n + 1)) {
                    (Some(row), Some(segs)) => texts(row, segs, grid.len()),
                    _ => vec![None; grid.len()],
                };
                if !last[n].is_of(&above, &below) {
                    let key = wide.then(|| sheet.key(n, own, &above, &below));
                    let layer = Layer { page, wide, grid: &grid, measures: &measures, lefts: wide.then_some(&lefts), fit, above, below };
                    let (sum, segs) = key.map_or_else(|| layer.lay(row), |key| known.get(key, || layer.lay(row)));
                    last[n] = Round { cost: sum, above: layer.above, below: layer.below };
                    laid[n] = segs;
                }
                cost += last[n].cost;
                above = under(&last[n].above, texts(row, &laid[n], grid.len()), page);
            }
        }
        // More columns have more lines that go on: that speaks for none of them.
        let lines = laid.iter().flatten().filter(|seg| seg.columns == 1).count();
        Self { grid, cost: cost + GOES_ON * lines as f32, rows: laid }
    }

    /// The same over columns as wide as the lines are that were found in each of them, as long as that costs less.
    pub(super) fn refined(mut self, sheet: &Sheet<'_>) -> Self {
        for _ in 0..REFINED {
            let grid: Grid = (0..self.grid.len()).map(|column| self.measure(sheet, column)).collect();
            if grid == self.grid {
                break;
            }
            let next = Self::new(sheet, grid);
            if next.cost >= self.cost {
                break;
            }
            self = next;
        }
        self
    }

    /// The width of a column by the lines in it.
    fn measure(&self, sheet: &Sheet<'_>, column: usize) -> f32 {
        let known = self.grid[column];
        let own = |seg: &&Seg| seg.column == column && seg.columns == 1;
        let rows = sheet.rows.iter().zip(&self.rows);
        let widths = rows.flat_map(|(row, segs)| segs.iter().filter(own).map(|seg| row[seg.to - 1].x1 - row[seg.from].x0));
        let near: Vec<f32> = widths.filter(|width| (known * NEAR.0..known * NEAR.1).contains(width)).collect();
        if near.len() < LEAST_NEAR { known } else { grid::percentile(near, WIDTH) }
    }
}

/// What a row cost in the round before, and the lines above and below it then: between the same lines it is laid in the same way.
#[derive(Clone, Debug, Default)]
struct Round {
    cost: f32,
    above: Vec<Option<Span>>,
    below: Vec<Option<Span>>,
}

impl Round {
    /// Whether it was laid between these lines; a row that was never laid stood between none.
    fn is_of(&self, above: &[Option<Span>], below: &[Option<Span>]) -> bool {
        self.above == above && self.below == below
    }
}

/// What stands above the next row: specks hide no text.
fn under(above: &[Option<Span>], now: Vec<Option<Span>>, page: &str) -> Vec<Option<Span>> {
    let is_speck = |span: Span| {
        let text = span.of(page);
        text::cells(text) <= SPECK && !text.contains(char::is_alphanumeric)
    };
    above.iter().zip(now).map(|(old, now)| if now.is_some_and(is_speck) { *old } else { now }).collect()
}

/// Cells of a mark that stands alone.
const SPECK: usize = 2;

/// What stands in each column of a row.
fn texts(row: &[Atom], segs: &[Seg], columns: usize) -> Vec<Option<Span>> {
    let mut out = vec![None; columns];
    for seg in segs.iter().filter(|seg| seg.columns == 1) {
        out[seg.column] = Some(seg.span(row));
    }
    out
}
