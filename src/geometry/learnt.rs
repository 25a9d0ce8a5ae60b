//! Gutters that a first look at a page found between long columns: where few lines stand beside each other, they are known.

use crate::geometry::LARGER;
use crate::geometry::cut::{Cut, Page};
use crate::geometry::measure::percentile;

/// Lines of text on both sides of a gutter, at least, and of all places where it stands together. Found on 408 pages of eight makes: 3 and 6
/// do nearly as well, 5 and 12 half as well.
const LEAST_LINES: usize = 4;
const LEAST_SUM: usize = 8;
/// Its width, in em.
const WIDTH: std::ops::Range<f32> = 0.1..3.0;
/// Gutters this near are one, in em.
const NEAR: f32 = 1.0;
/// What stands so far inside a column, in em, parts none.
const INSIDE: f32 = 2.0;

/// A column that was found: from where to where its text reaches, and its lines.
#[derive(Clone, Copy, Debug)]
struct Column {
    cut: Cut,
    left: f32,
    right: f32,
    top: f32,
    bottom: f32,
    lines: usize,
}

/// Where the columns on both sides of a gutter end and begin, and the lines of the shorter one.
#[derive(Clone, Copy, Debug)]
struct Gutter {
    end: f32,
    start: f32,
    lines: usize,
}

impl Gutter {
    fn middle(&self) -> f32 {
        (self.end + self.start) / 2.0
    }
}

impl Page {
    /// Takes gutters between the columns that were found for habits of the page, and forgets those that stand inside such columns. Says
    /// whether anything is new. Where no rules part articles, what is known of columns would cut through the heads between them.
    pub(super) fn learn(&mut self, leaves: &[(Cut, Vec<usize>)]) -> bool {
        if self.graphics.across.is_empty() {
            return false;
        }
        let columns: Vec<Column> = leaves.iter().filter_map(|(cut, cells)| self.text_column(*cut, cells)).collect();
        let known = settled(&self.habits, &columns, self.em);
        let new = known != self.habits;
        self.habits = known;
        new
    }

    fn text_column(&self, cut: Cut, cells: &[usize]) -> Option<Column> {
        let text = |line: &&[usize]| line.first().is_some_and(|&n| self.lines.size[self.cells[n].line] < self.em * LARGER);
        let lines: Vec<&[usize]> = self.lines_of(cells).filter(text).collect();
        if lines.len() < LEAST_LINES {
            return None;
        }
        let rects = |line: &[usize]| line.iter().map(|&n| self.cells[n].rect).collect::<Vec<_>>();
        let start = |line: &&[usize]| rects(line).iter().map(|rect| rect.x0).fold(f32::MAX, f32::min);
        let end = |line: &&[usize]| rects(line).iter().map(|rect| rect.x1).fold(f32::MIN, f32::max);
        let middles = || lines.iter().filter_map(|line| line.first()).map(|&n| self.middle(n));
        Some(Column {
            cut,
            left: percentile(lines.iter().map(start).collect(), 2),
            right: percentile(lines.iter().map(end).collect(), 8),
            top: middles().fold(f32::MAX, f32::min),
            bottom: middles().fold(f32::MIN, f32::max),
            lines: lines.len(),
        })
    }
}

/// The gutters right before columns, each with the column before it that stands beside it.
fn between(columns: &[Column], em: f32) -> Vec<Gutter> {
    let before = |(n, right): (usize, &Column)| {
        let beside = |left: &&Column| left.right < right.left && left.top < right.bottom && right.top < left.bottom;
        let left = columns.iter().take(n).rev().find(beside).filter(|_| right.cut == Cut::Gutter)?;
        let gutter = Gutter { end: left.right, start: right.left, lines: left.lines.min(right.lines) };
        WIDTH.contains(&((gutter.start - gutter.end) / em)).then_some(gutter)
    };
    columns.iter().enumerate().filter_map(before).collect()
}

/// The habits of a page that its columns do not speak against, and those that they speak for.
fn settled(habits: &[(f32, f32)], columns: &[Column], em: f32) -> Vec<(f32, f32)> {
    let mut found = between(columns, em);
    found.sort_by(|a, b| b.lines.cmp(&a.lines).then(a.end.total_cmp(&b.end)));
    let near = |a: &Gutter, b: &Gutter| (a.middle() - b.middle()).abs() < em * NEAR;
    let spoken = |gutter: &Gutter| found.iter().filter(|own| near(own, gutter)).map(|own| own.lines).sum::<usize>();
    let inside = |gutter: &Gutter, column: &&Column| (column.left + em * INSIDE..column.right - em * INSIDE).contains(&gutter.middle());
    let holds = |gutter: &Gutter| spoken(gutter) >= columns.iter().filter(|c| inside(gutter, c)).map(|c| c.lines).sum::<usize>();
    let mut known: Vec<Gutter> = habits.iter().map(|&(end, start)| Gutter { end, start, lines: 0 }).filter(holds).collect();
    for gutter in &found {
        if spoken(gutter) >= LEAST_SUM && holds(gutter) && !known.iter().any(|own| near(own, gutter)) {
            known.push(*gutter);
        }
    }
    known.sort_by(|a, b| a.end.total_cmp(&b.end));
    known.into_iter().map(|gutter| (gutter.end, gutter.start)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gutters_of_long_columns_are_habits() {
        let column = |cut: Cut, left: f32, right: f32, top: f32, lines: usize| Column { cut, left, right, top, bottom: top + 100.0, lines };
        let columns = |lines: usize| {
            [
                column(Cut::Rule, 0.0, 100.0, 0.0, lines),
                column(Cut::Gutter, 110.0, 210.0, 0.0, lines),
                column(Cut::Gutter, 220.0, 320.0, 0.0, lines),
                // An article below, over two columns that were not parted.
                column(Cut::Rule, 0.0, 210.0, 200.0, 3),
            ]
        };
        let gutters = vec![(100.0, 110.0), (210.0, 220.0)];
        assert_eq!(settled(&[], &columns(8), 10.0), gutters);
        // What runs through the columns is forgotten, what no column speaks against is kept.
        assert_eq!(settled(&[(150.0, 155.0)], &columns(8), 10.0), gutters);
        assert_eq!(settled(&[(210.0, 222.0), (400.0, 410.0)], &columns(8), 10.0), [(100.0, 110.0), (210.0, 222.0), (400.0, 410.0)]);
        // Few lines say nothing.
        assert_eq!(settled(&[(150.0, 155.0)], &columns(5)[..2], 10.0), []);
        // Columns of several widths: what crosses a gutter for longer than it runs speaks against it.
        let mut wide = columns(8).to_vec();
        wide.push(column(Cut::Rule, 0.0, 210.0, 400.0, 20));
        assert_eq!(settled(&[], &wide, 10.0), [(210.0, 220.0)]);
    }
}
