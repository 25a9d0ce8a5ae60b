//! The rows of a page over one grid.

use crate::rows::atom::Atom;
use crate::rows::fit::Fit;
use crate::rows::grid::{GUTTER, Grid};
use crate::rows::lay::{GOES_ON, Layer, Seg};
use crate::span::Span;
use crate::text;

pub(super) struct Laid {
    pub(super) grid: Grid,
    pub(super) cost: f32,
    /// The stretches of each row.
    pub(super) rows: Vec<Vec<Seg>>,
}

impl Laid {
    /// Lays all rows: each with what the row above has, then again with what the one below has, too.
    pub(super) fn new(page: &str, rows: &[Vec<Atom>], grid: Grid, fit: &Fit<'_>, wide: bool) -> Self {
        let mut laid: Vec<Vec<Seg>> = vec![Vec::new(); rows.len()];
        let mut cost = 0.0;
        let lefts: Vec<f32> = grid.iter().scan(0.0, |x, m| Some(std::mem::replace(x, *x + m + GUTTER))).collect();
        for _ in 0..2 {
            cost = 0.0;
            let mut above = vec![None; grid.len()];
            for (n, row) in rows.iter().enumerate() {
                let below = match (rows.get(n + 1), laid.get(n + 1)) {
                    (Some(row), Some(segs)) => texts(row, segs, grid.len()),
                    _ => vec![None; grid.len()],
                };
                let layer = Layer { page, wide, grid: &grid, lefts: wide.then_some(&lefts), fit, above, below };
                let (sum, segs) = layer.lay(row);
                cost += sum;
                above = under(layer.above, texts(row, &segs, grid.len()), page);
                laid[n] = segs;
            }
        }
        // More columns have more lines that go on: that speaks for none of them.
        let lines = laid.iter().flatten().filter(|seg| seg.columns == 1).count();
        Self { grid, cost: cost + GOES_ON * lines as f32, rows: laid }
    }
}

/// What stands above the next row: specks hide no text.
fn under(above: Vec<Option<Span>>, now: Vec<Option<Span>>, page: &str) -> Vec<Option<Span>> {
    let is_speck = |span: Span| {
        let text = span.of(page);
        text::cells(text) <= SPECK && !text.contains(char::is_alphanumeric)
    };
    above.into_iter().zip(now).map(|(old, now)| if now.is_some_and(is_speck) { old } else { now }).collect()
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
