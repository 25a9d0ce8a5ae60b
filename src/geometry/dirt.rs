//! Dirt between the letters of a line: an engine whose lines run across the page reads it as a mark, or a letter, of some other column's
//! line.

use crate::geometry::cut::Cut;
use crate::geometry::{Cell, Group, Row};
use crate::page::Place;

/// Dirt is lower than the letters of the line that it stands in by this: one large letter at its start makes no line high.
const LOWER: f32 = 0.5;
/// By so much the box of a line is higher than its capitals, at most.
const HIGHEST: f32 = 1.3;
/// Letters that dirt is taken for, in ideographs, at most: one ideograph, or two letters.
const LETTERS: f32 = 1.0;
/// Lines above and below it in whose box it may stand.
const NEAR: usize = 2;

/// Takes what is dirt out of columns.
pub(super) fn take(leaves: &mut [(Cut, Vec<Row>)], cells: &[Cell]) -> Vec<Row> {
    let mut out = Vec::new();
    for (_, rows) in leaves {
        let mut is_dirt = (0..rows.len()).map(|n| is_dirt(rows, n, cells)).collect::<Vec<bool>>().into_iter();
        let (dirt, print) = std::mem::take(rows).into_iter().partition(|_| is_dirt.next().unwrap_or(false));
        *rows = print;
        out.extend::<Vec<Row>>(dirt);
    }
    out
}

/// Whether a line is nothing but marks, or an ideograph or two letters, inside the box of one near it.
fn is_dirt(rows: &[Row], n: usize, cells: &[Cell]) -> bool {
    let few = |row: &&Row| row.units <= LETTERS || row.cells.iter().all(|&cell| cells[cell].mark);
    let Some(row) = rows.get(n).filter(few) else { return false };
    let near = rows.get(n.saturating_sub(NEAR)..(n + NEAR + 1).min(rows.len())).unwrap_or_default();
    near.iter().any(|other| {
        let inside = other.rect.x0 < row.rect.center() && row.rect.center() < other.rect.x1;
        let within = other.rect.y0 < row.rect.middle() && row.rect.middle() < other.rect.y1;
        inside && within && row.rect.height() < other.rect.height().min(other.tall * HIGHEST) * LOWER
    })
}

/// What it is among the blocks of a page.
pub(super) fn group(row: Row) -> Group {
    Group { rows: vec![row], title: false, goes_on: false, place: Place { speck: true, ..Place::default() } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::Rect;

    #[test]
    fn a_large_first_letter_makes_no_dirt_of_the_lines_beside_it() {
        let row = |rect: Rect, tall: f32| Row {
            cells: vec![0],
            rect,
            size: tall,
            pitched: false,
            tall,
            advance: 0.0,
            wide: false,
            closed: false,
            units: 1.0,
            told: 0.0,
        };
        let cells = [Cell { mark: true, ..crate::geometry::tests::cell(0, 0, 0.0, 0.0) }];
        let mark = Rect::new(90.0, 40.0, 120.0, 60.0);
        for (tall, wanted) in [(30.0, 0), (100.0, 1)] {
            let mut leaves = vec![(Cut::Rule, vec![row(Rect::new(0.0, 0.0, 400.0, 100.0), tall), row(mark, 20.0)])];
            leaves[0].1[0].units = 9.0;
            assert_eq!(take(&mut leaves, &cells).len(), wanted, "{tall}");
        }
    }

    #[test]
    fn a_mark_inside_the_box_of_a_line_is_dirt() {
        let row = |cell: usize, units: f32, rect: Rect| Row {
            cells: vec![cell],
            rect,
            size: rect.height(),
            pitched: false,
            tall: rect.height(),
            advance: 0.0,
            wide: false,
            closed: false,
            units,
            told: 0.0,
        };
        let cell = |mark: bool| Cell { mark, ..crate::geometry::tests::cell(0, 0, 0.0, 0.0) };
        let cells = [cell(false), cell(true)];
        for (rect, cell, units, wanted) in [
            (Rect::new(90.0, 8.0, 96.0, 14.0), 1, 0.0, true),
            (Rect::new(90.0, 8.0, 96.0, 14.0), 0, 0.5, true),
            // A word, a mark as high as print, one beside the line and one between two.
            (Rect::new(90.0, 8.0, 96.0, 14.0), 0, 2.0, false),
            (Rect::new(90.0, 2.0, 96.0, 18.0), 1, 0.0, false),
            (Rect::new(204.0, 8.0, 210.0, 14.0), 1, 0.0, false),
            (Rect::new(90.0, 22.0, 96.0, 28.0), 1, 0.0, false),
        ] {
            let rows =
                vec![row(0, 9.0, Rect::new(0.0, 0.0, 200.0, 20.0)), row(cell, units, rect), row(0, 9.0, Rect::new(0.0, 30.0, 200.0, 50.0))];
            let mut leaves = vec![(Cut::Rule, rows)];
            let found = take(&mut leaves, &cells);
            assert_eq!((found.len(), leaves[0].1.len()), if wanted { (1, 2) } else { (0, 3) }, "{rect:?} {units}");
        }
    }
}
