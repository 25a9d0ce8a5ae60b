//! The places of a text without boxes: a line of it is a row, a character one cell or two.

use crate::cleaned::Cleaned;
use crate::flow::Flow;
use crate::picture::{Bounds, PictureLine};
use crate::span::Span;
use crate::{pitch, text};

/// A row is as high as two cells are wide.
const HIGH: f32 = 2.0;
/// Lines longer than this are drawn in several rows; text of fixed pitch with columns side by side is not.
const WRAP: usize = 80;
const WRAP_COLUMNS: usize = 400;
/// Characters from one known place to the next.
const STEP: usize = 64;

/// A known place of the text.
#[derive(Clone, Copy)]
struct Known {
    at: usize,
    /// The row that its line begins in.
    row: usize,
    /// Cells before it in its line.
    cells: usize,
}

/// Where each character of a text stands.
pub(super) struct Grid<'s> {
    source: &'s str,
    wrap: usize,
    known: Vec<Known>,
}

impl<'s> Grid<'s> {
    pub(super) fn of(source: &'s str) -> Self {
        let wrap = if pitch::is_fixed(source) { WRAP_COLUMNS } else { WRAP };
        let mut known = vec![Known { at: 0, row: 0, cells: 0 }];
        let (mut row, mut cells, mut since) = (0_usize, 0_usize, 0_usize);
        for (at, c) in source.char_indices() {
            since += 1;
            if is_break(c) {
                row += cells.max(1).div_ceil(wrap);
                (cells, since) = (0, STEP);
            } else {
                cells += text::cells_of(c);
            }
            if since >= STEP {
                known.push(Known { at: at + c.len_utf8(), row, cells });
                since = 0;
            }
        }
        Self { source, wrap, known }
    }

    /// The lines of a flow; lines that do not follow each other in the dump are different parts.
    pub(super) fn parts(&self, page: &Cleaned, flow: &Flow) -> Vec<Vec<PictureLine>> {
        let mut parts: Vec<Vec<PictureLine>> = Vec::new();
        for place in flow.places(0, flow.len()) {
            let lines = self.lines(page.source_span(place));
            let Some(top) = lines.first().map(|l| l.bounds.top) else { continue };
            match parts.last_mut() {
                // A paragraph goes on in the next row; an empty row between them is the dump's break.
                Some(last) if last.last().is_some_and(|l| top >= l.bounds.top && top <= l.bounds.bottom) => last.extend(lines),
                _ => parts.push(lines),
            }
        }
        parts
    }

    fn lines(&self, span: Span) -> Vec<PictureLine> {
        let first = self.known.partition_point(|k| k.at <= span.start).saturating_sub(1);
        let Some(known) = self.known.get(first) else { return Vec::new() };
        let before = Span::new(known.at, span.start).of(self.source);
        let (mut row, mut cells) = (known.row, known.cells + text::cells(before));
        let mut out: Vec<PictureLine> = Vec::new();
        let mut open = false;
        for c in span.of(self.source).chars() {
            if is_break(c) {
                row += cells.max(1).div_ceil(self.wrap);
                (cells, open) = (0, false);
                continue;
            }
            let (x, y) = ((cells % self.wrap) as f32, (row + cells / self.wrap) as f32 * HIGH);
            cells += text::cells_of(c);
            let right = x + text::cells_of(c) as f32;
            match out.last_mut() {
                Some(line) if open && line.bounds.top == y => {
                    line.bounds.right = right;
                    line.text.push(c);
                }
                _ => out.push(PictureLine { bounds: Bounds { left: x, top: y, right, bottom: y + HIGH }, text: c.to_string() }),
            }
            open = true;
        }
        out
    }
}

fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\x0c')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_lines() {
        let long = "甲".repeat(50);
        let source = format!("ab\n\n{long}\n乙");
        let grid = Grid::of(&source);
        let places = |span: Span| grid.lines(span).into_iter().map(|l| (l.bounds.left, l.bounds.top, l.bounds.right)).collect::<Vec<_>>();
        assert_eq!(places(Span::new(0, 2)), [(0.0, 0.0, 2.0)]);
        // Fifty ideographs are a hundred cells: two rows.
        assert_eq!(places(Span::new(4, 4 + long.len())), [(0.0, 4.0, 80.0), (0.0, 6.0, 20.0)]);
        assert_eq!(places(Span::new(source.len() - 3, source.len())), [(0.0, 8.0, 2.0)]);
        assert_eq!(places(Span::new(1, 7)), [(1.0, 0.0, 2.0), (0.0, 4.0, 2.0)]);
    }
}
