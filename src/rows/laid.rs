//! The rows of a page over one grid.

use crate::rows::atom::Atom;
use crate::rows::fit::Fit;
use crate::rows::grid::{GUTTER, Grid};
use crate::rows::lay::{GOES_ON, Layer, Seg};
use crate::span::Span;

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
                above = texts(row, &segs, grid.len());
                laid[n] = segs;
            }
        }
        // More columns have more lines that go on: that speaks for none of them.
        let lines = laid.iter().flatten().filter(|seg| seg.columns == 1).count();
        Self { grid, cost: cost + GOES_ON * lines as f32, rows: laid }
    }
}

/// What stands in each column of a row.
fn texts(row: &[Atom], segs: &[Seg], columns: usize) -> Vec<Option<Span>> {
    let mut out = vec![None; columns];
    for seg in segs.iter().filter(|seg| seg.columns == 1) {
        out[seg.column] = Some(seg.span(row));
    }
    out
}
