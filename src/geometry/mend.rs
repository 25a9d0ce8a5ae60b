//! Titles that a rule or a gutter has cut in two.
//!
//! Engines prolong the rule between two columns through the title above them.

use crate::geometry::column::ratio;
use crate::geometry::cut::{Cut, Page};
use crate::geometry::measure::percentile;
use crate::geometry::{Body, Cell, MOST_TITLE, Row};

/// Print of such a title is larger than the body's by this.
const LARGE: f32 = 1.3;
/// Its halves differ in size by less than this.
const SAME: f32 = 1.3;
/// White between its halves: steps of its ideographs, or heights of its words.
const STEPS: f32 = 1.3;
const HEIGHTS: f32 = 1.0;
/// Steps before what is flush with its column, within so many em.
const FLUSH_STEPS: f32 = 1.1;
const FLUSH: f32 = 0.7;

/// Puts the right halves of titles back to their left ones.
pub(super) fn titles(leaves: &mut [(Cut, Vec<Row>)], page: &Page, body: Body) {
    // Without rules nothing cuts a title in two.
    let rules = if page.graphics.upright.is_empty() { 0 } else { leaves.len() };
    for right in 1..rules {
        let (before, rest) = leaves.split_at_mut(right);
        let Some(((Cut::Gutter, half), behind)) = rest.split_first_mut() else { continue };
        let below = behind.first().filter(|leaf| leaf.0 == Cut::White).map_or(&[][..], |leaf| &leaf.1);
        let starts: Vec<f32> = half.iter().skip(1).chain(below).map(|row| row.rect.x0).collect();
        let known = !starts.is_empty();
        let edge = percentile(starts, 2);
        let flush = |row: &Row| known && (row.rect.x0 - edge).abs() < body.size * FLUSH;
        let found = half.first().filter(|row| ratio(row, body) > LARGE).and_then(|row| {
            // Columns between the same two rules.
            let band = before.iter().rposition(|leaf| leaf.0 == Cut::Rule).unwrap_or(0);
            (band..before.len()).rev().find_map(|n| {
                let top = before.get(n)?.1.iter().take(MOST_TITLE);
                top.enumerate().find(|(_, left)| is_half(left, row, &page.cells, body, flush(row))).map(|(k, _)| (n, k))
            })
        });
        if let Some(left) = found.and_then(|(n, k)| before.get_mut(n)?.1.get_mut(k)) {
            let row = half.remove(0);
            left.rect = left.rect.union(row.rect);
            left.cells.extend(row.cells);
        }
    }
}

/// Whether a line goes on in another one beside it. One that is flush with the column below it is a title of its own, if
/// there is white before it.
fn is_half(left: &Row, right: &Row, cells: &[Cell], body: Body, flush: bool) -> bool {
    let size = left.size.max(right.size);
    let level = (left.rect.middle() - right.rect.middle()).abs() < size * 0.5;
    let alike = size < left.size.min(right.size) * SAME && ratio(left, body) > LARGE;
    let cell = |n: &usize| cells.get(*n).filter(|c| !flush || !c.mark);
    let (Some(a), Some(b)) = (left.cells.iter().rev().find_map(cell), right.cells.iter().find_map(cell)) else { return false };
    let close = if left.wide && right.wide {
        let units = (a.chars + b.chars) as f32 / 2.0 + if flush { marks_between(left, right, cells) } else { 0.0 };
        b.rect.center() - a.rect.center() < units * size * if flush { FLUSH_STEPS } else { STEPS }
    } else {
        b.rect.x0 - a.rect.x1 < size * HEIGHTS
    };
    level && alike && close && a.rect.x0 < b.rect.x0
}

/// Marks between two halves, which take their place in the title. One that opens the second half closes in it, or it is a speck before
/// a title of its own.
fn marks_between(left: &Row, right: &Row, cells: &[Cell]) -> f32 {
    let marks = |line: &mut dyn Iterator<Item = &usize>| {
        let marks = line.filter_map(|n| cells.get(*n)).take_while(|cell| cell.mark);
        marks.map(|cell| cell.chars).sum::<usize>() as f32
    };
    let closes = right.cells.last().and_then(|n| cells.get(*n)).is_some_and(|cell| cell.mark);
    marks(&mut left.cells.iter().rev()) + if closes { marks(&mut right.cells.iter()) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::Rect;

    #[test]
    fn marks_at_the_cut_take_their_place_in_the_title() {
        const BODY: Body = Body { size: 10.0, height: 12.0, tall: 8.0, advance: 0.0, pitch: 14.0, error: 0.02, spaced: false };
        // Ideographs of a title, and marks, 16 wide.
        let half = |from: u8, text: &str, cells: &mut Vec<Cell>| {
            let first = cells.len();
            for (n, c) in (from..).zip(text.chars()) {
                let x = 16.0 * f32::from(n);
                let mark = c == '"';
                let rect = Rect::new(x, 0.0, x + 15.0, 15.0);
                cells.push(Cell { rect, wide: 1, chars: 1, mark, ..crate::geometry::tests::cell(0, 0, 0.0, 0.0) });
            }
            let (x0, x1) = (16.0 * f32::from(from), cells.last().map_or(0.0, |c| c.rect.x1));
            let rect = Rect::new(x0, 0.0, x1, 18.0);
            Row {
                cells: (first..cells.len()).collect(),
                rect,
                size: 16.0,
                pitched: true,
                tall: 14.0,
                advance: 0.0,
                wide: true,
                closed: false,
                units: 6.0,
            }
        };
        for (first, second, wanted) in [("滩涂上种出", "\"海上\"", true), ("太陽能\"", "電費", true), ("太陽能出", "\"海上", false)]
        {
            let mut cells = Vec::new();
            let left = half(0, first, &mut cells);
            let from = u8::try_from(cells.len()).unwrap();
            let right = half(from, second, &mut cells);
            assert_eq!(is_half(&left, &right, &cells, BODY, true), wanted, "{first} {second}");
        }
    }
}
