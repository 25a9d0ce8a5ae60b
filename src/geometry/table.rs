//! Tables: rows of short cells with wide white between them and figures below each other, which are read row by row.

use crate::geometry::cut::Page;
use crate::geometry::measure::median;
use crate::reader::Rect;

/// White between two cells of a row, and the usual width of figures at most, in em.
const WHITE: f32 = 2.0;
const NARROW: f32 = 4.5;
/// Rows of a table, at least.
const ROWS: usize = 4;
/// Middles of what stands in one row differ by less than this, in em.
const LEVEL: f32 = 0.4;

/// A cell of a table, and whether it holds a figure.
type Entry = (Rect, bool);

impl Page {
    /// Whether some words are a table: nearly all rows have the same number of cells, and those of one column are figures.
    pub(super) fn is_table(&self, cells: &[usize]) -> bool {
        let figures = cells.iter().filter(|&&n| self.cells[n].figure).count();
        if figures < ROWS {
            return false;
        }
        let lines = self.levels(cells);
        let levels = || lines.chunk_by(|a, b| b.0 - a.0 < self.em * LEVEL);
        // Four fifths of the rows are full, and four fifths of these have figures.
        if figures * 25 < levels().count() * 16 {
            return false;
        }
        let rows: Vec<Vec<Entry>> = levels().map(|row| self.runs(row)).collect();
        let Some(columns) = rows.iter().map(Vec::len).max().filter(|n| *n > 1) else { return false };
        let full: Vec<&Vec<Entry>> = rows.iter().filter(|row| row.len() == columns).collect();
        let most = |count: usize, of: usize| count * 5 >= of * 4;
        let figures = |n: usize| {
            let column = || full.iter().filter_map(|row| row.get(n));
            most(column().filter(|entry| entry.1).count(), full.len()) && median(column().map(|e| e.0.width()).collect()) < self.em * NARROW
        };
        full.len() >= ROWS && most(full.len(), rows.len()) && (0..columns).any(figures)
    }

    /// The middles of an area's lines, from top to bottom, and their words.
    fn levels<'c>(&self, cells: &'c [usize]) -> Vec<(f32, &'c [usize])> {
        let solid = |line: &&[usize]| line.iter().any(|&n| !self.cells[n].mark);
        let mut out: Vec<(f32, &[usize])> = self.lines_of(cells).filter(solid).map(|line| (self.middle(line[0]), line)).collect();
        out.sort_by(|a, b| a.0.total_cmp(&b.0));
        out
    }

    /// The cells of a row, which wide white parts.
    fn runs(&self, row: &[(f32, &[usize])]) -> Vec<Entry> {
        let mut words: Vec<Entry> = Vec::with_capacity(row.iter().map(|line| line.1.len()).sum());
        let solid = row.iter().flat_map(|line| line.1).map(|&n| &self.cells[n]).filter(|cell| !cell.mark);
        words.extend(solid.map(|cell| (cell.rect, cell.figure)));
        words.sort_by(|a, b| a.0.x0.total_cmp(&b.0.x0));
        let mut out: Vec<Entry> = Vec::new();
        for (word, figure) in words {
            match out.last_mut() {
                Some((run, has)) if word.x0 - run.x1 < self.em * WHITE => (*run, *has) = (run.union(word), *has || figure),
                _ => out.push((word, figure)),
            }
        }
        out
    }
}
