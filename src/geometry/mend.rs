//! Titles that a rule or a gutter has cut in two, and lines of large print that the engine has.
//!
//! Engines prolong the rule between two columns through the title above them, and take the space between its words for that between blocks.

use crate::geometry::column::ratio;
use crate::geometry::cut::{Cut, Page};
use crate::geometry::measure::percentile;
use crate::geometry::{Body, Cell, MOST_TITLE, Row};
use crate::reader::Rect;

/// Print of such a title is larger than the body's by this.
const LARGE: f32 = 1.3;
/// Its halves differ in size by less than this.
const SAME: f32 = 1.3;
/// White between its halves: steps of its ideographs, or heights of its words.
const STEPS: f32 = 1.3;
const HEIGHTS: f32 = 1.0;
/// White between lines of two titles, in their size.
const APART: f32 = 2.0;
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
        // Columns between the same two rules.
        let band = before.iter().rposition(|leaf| leaf.0 == Cut::Rule).unwrap_or(0);
        let other = |row: &Row, next: Option<&Row>| {
            (band..before.len()).rev().find_map(|n| {
                let rows = &before.get(n)?.1;
                let is_half = |(k, left): &(usize, &Row)| {
                    is_half(left, row, &page.cells, body, flush(row)) && !stand_apart(rows.get(k + 1), next, body)
                };
                rows.iter().take(MOST_TITLE).enumerate().find(is_half).map(|(k, _)| (n, k))
            })
        };
        // Above its half stand other lines of the title.
        let mut large = half.iter().take(MOST_TITLE).enumerate().filter(|(_, row)| ratio(row, body) > LARGE);
        let found = large.find_map(|(n, row)| Some((n, other(row, half.get(n + 1))?)));
        if let Some((right, left)) = found.and_then(|(right, (n, k))| Some((right, before.get_mut(n)?.1.get_mut(k)?))) {
            let row = half.remove(right);
            left.rect = left.rect.union(row.rect);
            left.cells.extend(row.cells);
        }
    }
}

/// Makes one line of two of large print that stand side by side with no more white than a space has. Where lines of text begin right below
/// the second one, it is a title of its own, but ideographs of two titles stand further apart. Gives the place that each word had, if any is moved.
pub(super) fn large_lines(cells: &mut Vec<Cell>, em: f32) -> Option<Vec<usize>> {
    let mut lines: Vec<Piece> = cells.chunk_by(|a, b| a.line == b.line).map(Piece::of).collect();
    let starts: Vec<(f32, f32)> = lines.iter().filter(|l| l.rect.height() < em * TEXT).map(|l| (l.rect.x0, l.rect.y0)).collect();
    lines.retain(|line| line.size > em * if line.wide { LARGE } else { LARGE_LINE });
    if lines.len() > MOST_LARGE {
        return None;
    }
    lines.sort_by(|a, b| a.rect.x0.total_cmp(&b.rect.x0));
    let is_title = |rect: &Rect| {
        let below = |&&(x, y): &&(f32, f32)| (x - rect.x0).abs() < em * FLUSH && y > rect.y1 && y < rect.y1 + em * BELOW_TITLE;
        starts.iter().filter(below).count() >= FLUSH_LINES
    };
    let mut names: Vec<(usize, usize)> = Vec::new();
    for (n, right) in lines.iter().enumerate() {
        let left = lines.iter().take(n).rev().find(|left| left.goes_on(right) && (right.wide || !is_title(&right.rect)));
        let name = |line: usize| names.iter().find(|(old, _)| *old == line).map_or(line, |(_, new)| *new);
        if let Some(left) = left.map(|left| name(left.line)) {
            names.push((right.line, left));
        }
    }
    if names.is_empty() {
        return None;
    }
    let mut places: Vec<usize> = (0..cells.len()).collect();
    for (old, new) in names {
        let (moved, rest): (Vec<usize>, Vec<usize>) = places.into_iter().partition(|&n| cells[n].line == old);
        places = rest;
        moved.iter().for_each(|&n| cells[n].line = new);
        let end = places.iter().rposition(|&n| cells[n].line == new).map_or(places.len(), |n| n + 1);
        places.splice(end..end, moved);
    }
    *cells = places.iter().map(|&n| cells[n].clone()).collect();
    Some(places)
}

/// Lines of large print that a page may have; each is held against all others.
const MOST_LARGE: usize = 400;
/// Height of such lines, and of lines of text at most, in em; white between two of them against it, and how far they differ in it.
const LARGE_LINE: f32 = 2.0;
const TEXT: f32 = 1.5;
const SPACE: f32 = 0.35;
const LEVEL: f32 = 0.25;
const ALIKE: f32 = 1.3;
/// Lines of text that begin where a title does, within so many em below it.
const FLUSH_LINES: usize = 3;
const BELOW_TITLE: f32 = 12.0;

/// One of the engine's lines.
struct Piece {
    line: usize,
    rect: Rect,
    wide: bool,
    /// Size of its print: its height, or what each of its ideographs takes of its width.
    size: f32,
}

impl Piece {
    fn of(cells: &[Cell]) -> Self {
        let rect = cells.iter().map(|cell| cell.rect).reduce(Rect::union).unwrap_or_default();
        let wide = cells.iter().any(|cell| cell.wide > 0);
        let units: f32 = cells.iter().map(Cell::units).sum();
        let size = if wide { (rect.width() / units.max(1.0)).min(rect.height() * SQUARE) } else { rect.height() };
        Self { line: cells.first().map_or(0, |cell| cell.line), rect, wide, size }
    }

    fn goes_on(&self, right: &Self) -> bool {
        let (size, other) = (self.size, right.size);
        let white = right.rect.x0 - self.rect.x1;
        let level = (self.rect.middle() - right.rect.middle()).abs() < size.min(other) * LEVEL;
        level && self.wide == right.wide && size.max(other) < size.min(other) * ALIKE && white > 0.0 && white < size.min(other) * SPACE
    }
}

/// An ideograph is no wider than its line is high by this.
const SQUARE: f32 = 1.3;

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

/// Whether the lines below what may be two halves of one are those of two titles: large print with much white in between.
fn stand_apart(left: Option<&Row>, right: Option<&Row>, body: Body) -> bool {
    left.zip(right).is_some_and(|(left, right)| {
        let size = left.size.min(right.size);
        let level = (left.rect.middle() - right.rect.middle()).abs() < size * 0.5;
        level && size > body.size * LARGE && right.rect.x0 - left.rect.x1 > size * APART
    })
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

    #[test]
    fn words_of_a_large_title_are_one_line_but_two_titles_side_by_side_are_two() {
        let word = |line: usize, x0: f32, x1: f32, y: f32, height: f32| Cell {
            rect: Rect::new(x0, y, x1, y + height),
            line,
            wide: 0,
            ..crate::geometry::tests::cell(0, 0, 0.0, 0.0)
        };
        // Two columns of text, the first one from 0 to 200, the second one from `second` on; what is large stands above them.
        let page = |second: f32, gap: f32, height: f32| {
            let mut cells = vec![word(0, 40.0, 190.0, 0.0, 40.0)];
            for n in 0..4_u8 {
                let (line, y) = (2 * usize::from(n), 60.0 + 14.0 * f32::from(n));
                cells.extend([word(10 + line, 0.0, 200.0, y, 10.0), word(11 + line, second, second + 200.0, y, 10.0)]);
            }
            cells.push(word(1, 190.0 + gap, 380.0, 0.0, height));
            cells
        };
        for (second, gap, height, joined) in
            [(220.0, 12.0, 40.0, true), (205.0, 12.0, 40.0, false), (220.0, 20.0, 40.0, false), (220.0, 12.0, 25.0, false)]
        {
            let mut cells = page(second, gap, height);
            let last = cells.len() - 1;
            let places = large_lines(&mut cells, 10.0);
            assert_eq!(places.as_ref().map(|places| places[1]), joined.then_some(last), "{second} {gap} {height}");
            assert_eq!(cells[1].line == 0, joined);
        }
    }

    #[test]
    fn ideographs_of_a_large_title_are_one_line_whatever_stands_below() {
        let word = |line: usize, x0: f32, chars: usize, y: f32, size: f32| Cell {
            rect: Rect::new(x0, y, x0 + size * chars as f32, y + size),
            line,
            wide: chars,
            chars,
            ..crate::geometry::tests::cell(0, 0, 0.0, 0.0)
        };
        for (gap, size, joined) in [(2.0, 16.0, true), (14.0, 16.0, false), (2.0, 10.0, false)] {
            let mut cells = vec![word(0, 150.0, 4, 0.0, 16.0), word(1, 214.0 + gap, 6, 0.0, size)];
            for (n, y) in [24.0, 38.0, 52.0].into_iter().enumerate() {
                cells.push(word(2 + n, 214.0, 12, y, 10.0));
            }
            let found = large_lines(&mut cells, 10.0).is_some();
            assert_eq!(found, joined, "{gap} {size}");
        }
    }

    #[test]
    fn the_half_of_a_title_is_found_below_other_lines_of_it() {
        let rect = |x0: f32, x1: f32, y: f32, height: f32| Rect::new(x0, y, x1, y + height);
        let mut cells = Vec::new();
        let mut row = |rect: Rect, size: f32| {
            let count = ((rect.width() / size) as usize).max(1);
            let first = cells.len();
            let step = rect.width() / count as f32;
            for n in 0..count {
                let x = rect.x0 + step * n as f32;
                let rect = Rect::new(x, rect.y0, x + step, rect.y1);
                cells.push(Cell { rect, wide: 1, chars: 1, ..crate::geometry::tests::cell(0, 0, 0.0, 0.0) });
            }
            let units = count as f32;
            Row {
                cells: (first..cells.len()).collect(),
                rect,
                size,
                pitched: true,
                tall: size * 0.8,
                advance: 0.0,
                wide: true,
                closed: false,
                units,
                told: 0.0,
            }
        };
        let left = vec![row(rect(40.0, 104.0, 20.0, 18.0), 16.0), row(rect(0.0, 100.0, 50.0, 11.0), 10.0)];
        let right = vec![
            row(rect(140.0, 220.0, 0.0, 13.0), 12.0),
            row(rect(105.0, 185.0, 20.0, 18.0), 16.0),
            row(rect(120.0, 220.0, 50.0, 11.0), 10.0),
        ];
        let mut leaves = vec![(Cut::Rule, left), (Cut::Gutter, right)];
        const BODY: Body = Body { size: 10.0, height: 12.0, tall: 8.0, advance: 0.0, pitch: 14.0, error: 0.02, spaced: false, told: 0.0 };
        let (mut page, ..) = crate::geometry::cut::tests::page(&[(0.0, 20.0, 0.0)], Vec::new());
        page.cells = cells;
        // Where no rule explains the cut they are two titles.
        titles(&mut leaves, &page, BODY);
        assert_eq!(leaves[0].1[0].rect, rect(40.0, 104.0, 20.0, 18.0));
        page.graphics.upright.push(rect(104.5, 104.8, 0.0, 80.0));
        titles(&mut leaves, &page, BODY);
        assert_eq!(leaves[0].1[0].rect, rect(40.0, 185.0, 20.0, 18.0));
        assert_eq!(leaves[1].1.len(), 2);
    }

    #[test]
    fn two_titles_of_two_lines_each_are_no_halves() {
        const BODY: Body = Body { size: 10.0, height: 12.0, tall: 8.0, advance: 0.0, pitch: 14.0, error: 0.02, spaced: false, told: 0.0 };
        let row = |x0: f32, x1: f32, size: f32| Row {
            cells: Vec::new(),
            rect: Rect::new(x0, 20.0, x1, 38.0),
            size,
            pitched: false,
            tall: size,
            advance: 0.0,
            wide: true,
            closed: false,
            units: 3.0,
            told: 0.0,
        };
        let second = row(100.0, 160.0, 16.0);
        assert!(stand_apart(Some(&row(0.0, 40.0, 16.0)), Some(&second), BODY));
        // The line goes on, too, or is text.
        assert!(!stand_apart(Some(&row(0.0, 90.0, 16.0)), Some(&second), BODY));
        assert!(!stand_apart(Some(&row(0.0, 40.0, 10.0)), Some(&second), BODY));
        assert!(!stand_apart(None, Some(&second), BODY));
    }

    #[test]
    fn marks_at_the_cut_take_their_place_in_the_title() {
        const BODY: Body = Body { size: 10.0, height: 12.0, tall: 8.0, advance: 0.0, pitch: 14.0, error: 0.02, spaced: false, told: 0.0 };
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
                told: 0.0,
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
