//! Which stretches on a grid are lines of its columns: full ones, the short one below these, and the one with an indent above.

use crate::pitch::grid::{Grid, INDENT, LACK, MOST_LACK, SLACK, Stretch};
use crate::text;

/// Rows between two lines of a column at most.
const APART: usize = 2;

/// A line of a column.
#[derive(Clone, Copy, Debug)]
pub(super) struct Laid {
    pub(super) column: usize,
    pub(super) row: usize,
    x0: usize,
    shape: Shape,
    /// White stands before it.
    set_in: bool,
    /// It ends a sentence.
    closed: bool,
    /// Nothing else stands in its row.
    alone: bool,
    /// The same, and what stands above it is in several columns.
    stray: bool,
}

/// How much of its column a line fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Full,
    Indented,
    Short,
}

impl Laid {
    pub(super) fn is_indented(&self) -> bool {
        self.shape == Shape::Indented
    }

    /// Whether text reaches its right edge.
    fn is_filled(&self) -> bool {
        self.shape != Shape::Short
    }

    fn is_near(&self, other: &Self) -> bool {
        self.row.abs_diff(other.row) <= APART
    }

    /// Whether it is text, by the lines of its column above and below.
    fn is_text(&self, above: Option<Self>, below: Option<Self>) -> bool {
        let after = above.is_some_and(|a| a.is_filled());
        let goes_on = !self.stray && above.is_some_and(|a| a.is_filled() && !a.closed && a.row + 1 == self.row);
        let next = below.filter(|b| b.shape == Shape::Full && (!self.alone || b.row == self.row + 1));
        // White stands at the left of a title.
        if self.alone && self.column > 0 {
            return goes_on || next.is_some_and(|b| b.alone && b.x0 == self.x0);
        }
        let ends_below = || below.is_some_and(|b| b.shape == Shape::Short && b.closed) && !self.closed;
        goes_on
            || match self.shape {
                Shape::Full => next.is_some() || !self.alone && (after || ends_below()),
                Shape::Indented => next.is_some() || after && !self.alone,
                Shape::Short => after && !self.alone,
            }
    }
}

/// The lines of columns among the stretches of all rows.
pub(super) fn lines(grid: Grid, rows: &[Vec<Stretch>], page: &str) -> Vec<Option<Laid>> {
    let mut may_be: Vec<Option<Laid>> = Vec::new();
    let mut open = vec![false; grid.count];
    for (n, row) in rows.iter().enumerate() {
        let beside = n.checked_sub(1).and_then(|n| rows.get(n)).is_some_and(|above| above.len() > 1);
        let found = of_row(grid, row, &open, beside, page);
        open.fill(false);
        for line in found.iter().flatten().filter(|line| line.is_filled() && !line.closed) {
            open.get_mut(line.column).into_iter().for_each(|open| *open = true);
        }
        may_be.extend(found);
    }
    let mut out: Vec<Option<Laid>> = vec![None; may_be.len()];
    for column in 0..grid.count {
        let own: Vec<(usize, Laid)> =
            (0..may_be.len()).filter_map(|n| Some((n, may_be[n].filter(|line| line.column == column)?))).collect();
        of_column(&own, &mut out);
    }
    out
}

/// What the stretches of a row are if they are lines of columns.
fn of_row(grid: Grid, row: &[Stretch], open: &[bool], beside: bool, page: &str) -> Vec<Option<Laid>> {
    let of = |(n, (s, column)): (usize, (&Stretch, Option<usize>))| {
        let column = column?;
        // Nothing at its left pulls it.
        if n == 0 && column == 0 && s.x0 + s.token.cells > grid.measure + SLACK {
            return None;
        }
        let lack = grid.measure.saturating_sub(s.x1 - s.x0 + if s.filled { SLACK } else { 0 });
        let closed = text::ends_closed(s.token.span.of(page));
        let set_in = s.x0 >= column * grid.step() + SLACK && s.gap >= SLACK;
        let shape = match lack {
            0..=LACK if !s.filled || !set_in => Shape::Full,
            _ if s.filled && lack <= LACK + INDENT => Shape::Indented,
            0..=MOST_LACK if set_in || s.gap >= SLACK || !closed => Shape::Indented,
            _ => Shape::Short,
        };
        let alone = row.len() == 1;
        let stray = alone && beside && (column > 0 || lack > 1 && !closed);
        Some(Laid { column, row: s.token.row, x0: s.x0, shape, set_in, closed, alone, stray })
    };
    row.iter().zip(grid.columns(row, open)).enumerate().map(of).collect()
}

/// Puts those of a column that are text.
fn of_column(own: &[(usize, Laid)], out: &mut [Option<Laid>]) {
    for (k, (n, line)) in own.iter().enumerate() {
        let above = k.checked_sub(1).and_then(|k| out[own.get(k)?.0]).filter(|a| a.is_near(line));
        let below = own.get(k + 1).map(|below| below.1).filter(|b| b.is_near(line));
        out[*n] = Some(*line).filter(|line| line.is_text(above, below));
    }
    // Text that ends no sentence has no paragraph below.
    let mut below: Option<Laid> = None;
    for (n, line) in own.iter().rev() {
        if line.alone && !line.closed && below.is_some_and(|b| b.set_in && b.is_near(line)) {
            out[*n] = None;
        } else {
            below = out[*n];
        }
    }
}
