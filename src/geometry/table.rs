//! Tables: rows of short cells with wide white between them, which are read row by row.

use crate::geometry::cut::Page;
use crate::geometry::measure::median;
use crate::reader::Rect;

/// White between two cells of a row, and the usual width of the cells of one column at least, in em: text is not set that narrow.
const WHITE: f32 = 2.0;
const NARROW: f32 = 4.5;
/// Rows of a table, at least.
const ROWS: usize = 4;
/// Middles of what stands in one row differ by less than this, in em.
const LEVEL: f32 = 0.4;

impl Page {
    /// Whether some words are a table: nearly all rows have the same number of cells, and one column's cells are short.
    pub(super) fn is_table(&self, cells: &[usize]) -> bool {
        let rows = self.table_rows(cells);
        let Some(columns) = rows.iter().map(Vec::len).max().filter(|n| *n > 1) else { return false };
        let full: Vec<&Vec<Rect>> = rows.iter().filter(|row| row.len() == columns).collect();
        let narrow = |n: usize| median(full.iter().filter_map(|row| row.get(n)).map(Rect::width).collect()) < self.em * NARROW;
        full.len() >= ROWS && full.len() * 5 >= rows.len() * 4 && (0..columns).any(narrow)
    }

    /// The rows of an area, as cells that wide white parts.
    fn table_rows(&self, cells: &[usize]) -> Vec<Vec<Rect>> {
        let mut order: Vec<(f32, Rect)> =
            cells.iter().filter(|&&n| !self.cells[n].mark).map(|&n| (self.middle(n), self.cells[n].rect)).collect();
        order.sort_by(|a, b| a.0.total_cmp(&b.0));
        order.chunk_by(|a, b| b.0 - a.0 < self.em * LEVEL).map(|row| self.runs(row)).collect()
    }

    fn runs(&self, row: &[(f32, Rect)]) -> Vec<Rect> {
        let mut words: Vec<Rect> = row.iter().map(|word| word.1).collect();
        words.sort_by(|a, b| a.x0.total_cmp(&b.x0));
        let mut out: Vec<Rect> = Vec::new();
        for word in words {
            match out.last_mut() {
                Some(run) if word.x0 - run.x1 < self.em * WHITE => *run = run.union(word),
                _ => out.push(word),
            }
        }
        out
    }
}
