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

/// Figures of a list end this near to its right edge, in em; entries have no more lines than this, usually.
const EDGE: f32 = 1.5;
const LONGEST_ENTRY: usize = 4;

/// Columns of short cells, at least; no cell is wider than this, in em, and most are narrower than the widest one of theirs by that.
const SHORT_COLUMNS: usize = 3;
const SHORT: f32 = 12.0;
const FILLED: f32 = 0.85;
/// Words of a table of nothing but text, at most.
const MOST_WORDS: usize = 300;

/// A cell of a table, and whether it holds a figure.
type Entry = (Rect, bool);

impl Page {
    /// Whether some words are a table: nearly all rows have the same number of cells, and those of one column are figures, or there are
    /// several columns of short cells.
    pub(super) fn is_table(&self, cells: &[usize]) -> bool {
        let figures = cells.iter().filter(|&&n| self.cells[n].figure).count();
        if figures < ROWS && cells.len() > MOST_WORDS {
            return false;
        }
        let lines = self.levels(cells);
        let levels = || lines.chunk_by(|a, b| b.0 - a.0 < self.em * LEVEL);
        // Four fifths of the rows are full, and four fifths of these have figures.
        if figures * 25 < levels().count() * 16 && cells.len() > MOST_WORDS {
            return false;
        }
        let rows: Vec<Vec<Entry>> = levels().map(|row| self.runs(row)).collect();
        let Some(columns) = rows.iter().map(Vec::len).max().filter(|n| *n > 1) else { return false };
        let full: Vec<&Vec<Entry>> = rows.iter().filter(|row| row.len() == columns).collect();
        let most = |count: usize, of: usize| count * 5 >= of * 4;
        let column = |n: usize| full.iter().filter_map(move |row| row.get(n));
        let figures = |n: usize| {
            most(column(n).filter(|entry| entry.1).count(), full.len())
                && median(column(n).map(|e| e.0.width()).collect()) < self.em * NARROW
        };
        // Text fills its columns.
        let short = |n: usize| {
            let widest = column(n).map(|entry| entry.0.width()).fold(0.0, f32::max);
            let fills = |entry: &&Entry| entry.0.width() > widest * FILLED;
            widest < self.em * SHORT && column(n).filter(fills).count() * 2 <= full.len()
        };
        let parted = (0..columns).any(figures) || columns >= SHORT_COLUMNS && (0..columns).all(short);
        full.len() >= ROWS && most(full.len(), rows.len()) && parted
    }

    /// Whether some words are a list whose entries end in figures below each other at its right edge, as contents and prices are: entries
    /// of several lines have them at one of these. What stands alone at the right is nothing but figures.
    pub(super) fn is_list(&self, cells: &[usize]) -> bool {
        let figures = cells.iter().filter(|&&n| self.cells[n].figure).count();
        if figures < ROWS {
            return false;
        }
        let lines = self.levels(cells);
        let rows: Vec<Vec<Entry>> = lines.chunk_by(|a, b| b.0 - a.0 < self.em * LEVEL).map(|row| self.runs(row)).collect();
        let right = rows.iter().flatten().map(|entry| entry.0.x1).fold(f32::MIN, f32::max);
        let is_figure = |entry: &Entry| entry.1 && entry.0.width() < self.em * NARROW && entry.0.x1 > right - self.em * EDGE;
        let parted = rows.iter().filter(|row| row.len() > 1);
        let listed = |row: &&Vec<Entry>| matches!(&row[..], [text, figure] if !is_figure(text) && is_figure(figure));
        let alone = rows.iter().filter(|row| matches!(&row[..], [figure] if is_figure(figure))).count();
        let entries = parted.clone().filter(listed).count();
        entries == parted.count() && entries >= ROWS && entries * LONGEST_ENTRY >= rows.len() && alone * ROWS <= entries
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

#[cfg(test)]
mod tests {
    use crate::geometry::Cell;
    use crate::geometry::cut::tests::page;

    /// Whether rows of words are a table, or a list: from where to where each reaches, those that are figures, and the step from row to row.
    fn found(rows: &[&[(f32, f32, bool)]]) -> (bool, bool) {
        let words = || (0_u8..).zip(rows).flat_map(|(n, row)| row.iter().map(move |word| (n, *word)));
        let lines: Vec<(f32, f32, f32)> = words().map(|(n, (x0, x1, _))| (x0, x1, 20.0 * f32::from(n))).collect();
        let (mut page, _, _) = page(&lines, Vec::new());
        let cell = |(k, (n, (x0, x1, figure))): (usize, (u8, (f32, f32, bool)))| {
            let y = 20.0 * f32::from(n);
            let rect = crate::reader::Rect::new(x0, y - 5.0, x1, y + 5.0);
            Cell { rect, figure, ..crate::geometry::tests::cell(0, k, 0.0, 0.0) }
        };
        page.cells = words().enumerate().map(cell).collect();
        page.lines = crate::geometry::measure::Lines::of(&page.cells);
        let all: Vec<usize> = (0..page.cells.len()).collect();
        (page.is_table(&all), page.is_list(&all))
    }

    #[test]
    fn rows_of_cells_are_a_table_with_figures_and_without() {
        let figures: [&[(f32, f32, bool)]; 5] = [&[(0.0, 60.0, false), (100.0, 130.0, true)]; 5];
        assert!(found(&figures).0);
        let names: [&[(f32, f32, bool)]; 5] = [
            &[(0.0, 60.0, false), (120.0, 150.0, false), (240.0, 300.0, false)],
            &[(0.0, 30.0, false), (120.0, 170.0, false), (240.0, 270.0, false)],
            &[(0.0, 40.0, false), (120.0, 150.0, false), (240.0, 280.0, false)],
            &[(0.0, 50.0, false), (120.0, 190.0, false), (240.0, 260.0, false)],
            &[(0.0, 35.0, false), (120.0, 140.0, false), (240.0, 265.0, false)],
        ];
        assert!(found(&names).0);
        // Three columns of text, whose lines fill them, and two of verse.
        let text: [&[(f32, f32, bool)]; 5] = [&[(0.0, 90.0, false), (120.0, 210.0, false), (240.0, 330.0, false)]; 5];
        assert!(!found(&text).0);
        let verse: Vec<&[(f32, f32, bool)]> = names.iter().map(|row| &row[..2]).collect();
        assert!(!found(&verse).0);
    }

    #[test]
    fn entries_that_end_in_figures_below_each_other_are_a_list() {
        let entry: [&[(f32, f32, bool)]; 2] = [&[(0.0, 180.0, false)], &[(0.0, 100.0, false), (200.0, 220.0, true)]];
        assert!(found(&entry.repeat(5)).1);
        // Text beside text that has a figure here and there, and too few entries.
        let beside: [&[(f32, f32, bool)]; 2] =
            [&[(0.0, 180.0, false), (200.0, 380.0, false)], &[(0.0, 180.0, false), (360.0, 380.0, true)]];
        assert!(!found(&beside.repeat(5)).1);
        assert!(!found(&entry.repeat(2)).1);
    }
}
