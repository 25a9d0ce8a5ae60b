//! The grid on which columns of ideographs stand in text of fixed pitch: all of one measure, a space apart.
//!
//! A row that is full of text has no more than one space at each gutter, and what is printed narrower than its cells (figures, letters,
//! marks of half a width), or a column without text, pulls what stands right of it to the left. Which column a stretch is of follows
//! from where it begins, what stands before it in its row, and in which columns the text above is open.

use crate::pitch::Token;
use crate::rows::usual_measure;
use crate::text;

/// Cells by which a full line is shorter or longer than its measure.
pub(super) const SLACK: usize = 2;
/// Cells that a full line lacks at most, and one that has an indent: a mark that begins no line takes the character before it along.
pub(super) const LACK: usize = 3;
pub(super) const MOST_LACK: usize = 6;
/// Cells of an indent.
pub(super) const INDENT: usize = 4;
/// Rows that show how many columns there are.
const ROWS: usize = 2;
/// Full lines that show a grid, and one in so many of them that stands off it at most.
const LEAST: usize = 16;
const OFF: usize = 3;
/// A stretch may stand so many tenths of a column's step left of where that begins.
const PULLED: usize = 4;

/// The columns of a page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Grid {
    /// Cells of a full line.
    pub(super) measure: usize,
    /// Columns side by side at most.
    pub(super) count: usize,
}

/// A stretch with its cells and those of the white before it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch {
    pub(super) token: Token,
    pub(super) x0: usize,
    pub(super) x1: usize,
    pub(super) gap: usize,
    /// White stands between its characters.
    pub(super) filled: bool,
}

/// The stretches of a row with their cells.
pub(super) fn in_cells(row: &[Token], page: &str) -> Vec<Stretch> {
    let (mut chars, mut cells) = (0, 0);
    let mut of = |token: &Token| {
        let gap = token.x0 - chars;
        let x0 = cells + gap;
        let spaces = text::count(token.span.of(page), |b| b == b' ');
        (chars, cells) = (token.x1, x0 + token.cells + spaces);
        Stretch { token: *token, x0, x1: cells, gap, filled: spaces > 1 }
    };
    row.iter().map(&mut of).collect()
}

/// The cells that most stretches have, of those that about as many are as long as.
fn measure(cells: impl Iterator<Item = usize> + Clone) -> usize {
    let about = usual_measure(cells.clone());
    let count = |m: &usize| cells.clone().filter(|n| n == m).count();
    (about - 1..=about + 1).max_by_key(count).unwrap_or(about)
}

impl Grid {
    /// The grid of some rows; nothing where they show none.
    pub(super) fn of(rows: &[Vec<Stretch>]) -> Option<Self> {
        let measure = measure(rows.iter().flatten().map(|s| s.token.cells));
        let lines = |row: &[Stretch]| {
            let line = |s: &&Stretch| s.token.cells + MOST_LACK >= measure && s.token.cells <= measure + SLACK;
            row.iter().filter(line).count()
        };
        let shown = |count: &usize| rows.iter().filter(|row| lines(row) >= *count).count() >= ROWS;
        let grid = Self { measure, count: (2..).take_while(shown).last()? };
        let full: Vec<&Stretch> = rows.iter().flatten().filter(|s| s.token.cells.abs_diff(measure) <= SLACK).collect();
        let off = full.iter().filter(|s| grid.column(s.x0).1 > INDENT).count();
        let apart = grid.gaps(rows).filter(|gap| *gap > 1).count();
        (full.len() >= LEAST && off * OFF <= full.len() && apart * 2 <= grid.gaps(rows).count()).then_some(grid)
    }

    /// The spaces between full lines that stand beside each other.
    fn gaps(self, rows: &[Vec<Stretch>]) -> impl Iterator<Item = usize> {
        let full = move |s: &Stretch| s.token.cells.abs_diff(self.measure) <= SLACK;
        rows.iter().flat_map(|row| row.windows(2)).filter(move |pair| pair.iter().all(full)).map(|pair| pair[1].gap)
    }

    /// Cells from a column to the next one.
    pub(super) fn step(self) -> usize {
        self.measure + 1
    }

    /// Cells by which a line may stand left of where its column begins.
    pub(super) fn pulled(self) -> usize {
        self.step() * PULLED / 10
    }

    /// The column in which a stretch begins, and its cells behind where that does.
    fn column(self, x0: usize) -> (usize, usize) {
        let column = (x0 + self.pulled()) / self.step();
        (column, x0.saturating_sub(column * self.step()))
    }

    /// A row in which what may stand in one column is one stretch.
    pub(super) fn merged(self, row: &[Stretch]) -> Vec<Stretch> {
        let mut out: Vec<Stretch> = Vec::new();
        for s in row {
            match out.last_mut() {
                Some(last) if self.goes_on(last, s) => {
                    last.token.span.end = s.token.span.end;
                    last.token.cells += s.token.cells;
                    (last.x1, last.filled) = (s.x1, last.filled || s.filled);
                }
                _ => out.push(*s),
            }
        }
        out
    }

    /// Whether a stretch goes on in the next one of its row.
    fn goes_on(self, last: &Stretch, next: &Stretch) -> bool {
        let column = |s: &Stretch| self.column(s.x0).0.min(self.count - 1);
        let short = last.token.cells + MOST_LACK < self.measure;
        if next.gap == 1 && (last.filled || short && next.filled) {
            return last.token.cells + next.token.cells <= self.measure;
        }
        // Nothing stands right of the last column.
        let tail = next.gap == 1 && column(last) + 1 == self.count && next.token.cells <= INDENT;
        let same = next.gap == 1 && short || next.gap <= SLACK && column(last) == column(next);
        tail || same && next.x1 - last.x0 <= self.measure + SLACK
    }

    /// The column of each stretch of a row, a different one for each; nothing for what is longer than a line. Text of the row above goes on in
    /// the columns that are open.
    pub(super) fn columns(self, row: &[Stretch], open: &[bool]) -> Vec<Option<usize>> {
        let (mut left, mut pull): (Option<(usize, &Stretch)>, usize) = (None, 0);
        let mut out = Vec::with_capacity(row.len());
        for (n, s) in row.iter().enumerate() {
            let least = left.map_or(0, |left| left.0 + 1);
            let reaches = |left: &Stretch| left.filled || left.token.cells + MOST_LACK >= self.measure;
            let tied = left.is_some_and(|left| s.gap == 1 && reaches(left.1));
            let column = if tied { least } else { self.begin(s, pull, open).max(least) };
            // As many columns are left as stretches.
            let column = column.min((self.count + n).saturating_sub(row.len()));
            let long = s.token.cells > self.measure + SLACK;
            out.push(Some(column).filter(|_| !long && column >= least));
            match out.last() {
                Some(Some(column)) => (left, pull) = (Some((*column, s)), (column * self.step()).saturating_sub(s.x0)),
                _ if long => (left, pull) = (None, 0),
                _ => {}
            }
        }
        out
    }

    /// The column in which a stretch begins that white stands before, where what is left of it was pulled by some cells.
    fn begin(self, s: &Stretch, pull: usize, open: &[bool]) -> usize {
        let (column, behind) = self.column(s.x0 + pull);
        let is_open = |column: usize| open.get(column).is_some_and(|open| *open);
        // One that is too long for where it stands was pulled further.
        let long = behind + s.token.cells > self.measure + LACK + INDENT;
        let goes_on = s.gap > SLACK && behind > INDENT + SLACK && !is_open(column) && is_open(column + 1);
        column + usize::from(long || goes_on)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pitch::rows;

    fn grid_of(page: &str) -> Option<(usize, usize)> {
        let rows: Vec<Vec<Stretch>> = rows(page, true)?.iter().map(|row| in_cells(row, page)).collect();
        Grid::of(&rows).map(|grid| (grid.measure, grid.count))
    }

    #[test]
    fn lines_a_space_apart_stand_on_a_grid() {
        let page = |gap: &str| format!("{}\n", ["河水漫过石桥"; 5].join(gap)).repeat(16);
        // The white that fixed pitch is known by.
        let rows = |gap: &str| format!("{}河水\n{}", " ".repeat(30), page(gap));
        assert_eq!(grid_of(&rows(" ")), Some((12, 5)));
        assert_eq!(grid_of(&rows("    ")), None);
    }
}
