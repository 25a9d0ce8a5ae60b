//! Whether text goes on from one part of an area in another: by the end of the one and the start of the other.

use crate::geometry::LARGER;
use crate::geometry::cut::Page;
use crate::geometry::measure::percentile;

/// What stands this near to the side of a part is of its outermost column, in em.
const OUTER: f32 = 5.0;
/// An indent, and by how much a last line that may go on is shorter than the others, in em.
const INDENT: f32 = 0.5;
const FULL: f32 = 1.25;
/// Print that is larger than text by this is a title's, which goes on from nothing.
const TITLE: f32 = 1.2;

/// White between two words of a title, in its size.
const CROSSED: f32 = 0.8;
/// What links say for one order and against the other.
const CLEAR: i32 = 2;

impl Page {
    /// Whether the text that stands left and right of an x, above and below a y, goes down the left side before it goes on at the
    /// top of the right one, more clearly than it goes from side to side above the y.
    pub(super) fn goes_down(&self, cells: &[usize], x: f32, y: f32) -> bool {
        if self.title_crosses(cells, x) {
            return false;
        }
        let part = |left: bool, above: bool| -> Vec<usize> {
            let here = |n: &usize| (self.cells[*n].rect.center() < x) == left && (self.middle(*n) < y) == above;
            cells.iter().copied().filter(here).collect()
        };
        let [la, lb, ra, rb] = [part(true, true), part(true, false), part(false, true), part(false, false)];
        if [&la, &lb, &ra, &rb].iter().any(|part| part.is_empty()) {
            return false;
        }
        let down = self.link(&la, &lb) + self.link(&lb, &ra) + self.link(&ra, &rb);
        let across = self.link(&la, &ra) + self.link(&ra, &lb) + self.link(&lb, &rb);
        down >= across + CLEAR
    }

    /// Whether a line in larger print than text runs over an x with no more white than inside it.
    fn title_crosses(&self, cells: &[usize], x: f32) -> bool {
        let mut lines = cells.chunk_by(|&a, &b| self.cells[a].line == self.cells[b].line);
        lines.any(|line| {
            let size = line.first().map_or(0.0, |&n| self.lines.size[self.cells[n].line]);
            if size <= self.em * LARGER {
                return false;
            }
            let rects = || line.iter().map(|&n| self.cells[n].rect);
            let left = rects().filter(|r| r.center() < x).map(|r| r.x1).reduce(f32::max);
            let right = rects().filter(|r| r.center() >= x).map(|r| r.x0).reduce(f32::min);
            left.zip(right).is_some_and(|(left, right)| right - left < size * CROSSED)
        })
    }

    /// What speaks for one part of an area to go on in another: an open end goes on, and what begins without an indent does so.
    fn link(&self, before: &[usize], behind: &[usize]) -> i32 {
        match (self.is_open(before), self.goes_on_from(behind)) {
            (true, true) => 1,
            (false, false) => 0,
            _ => -1,
        }
    }

    /// Whether the last line of the last column breaks off.
    fn is_open(&self, cells: &[usize]) -> bool {
        let right = percentile(self.ends(cells), 9);
        let column = cells.iter().copied().filter(|&n| self.cells[n].rect.x1 > right - self.em * OUTER);
        let Some(last) = column.max_by(|&a, &b| self.middle(a).total_cmp(&self.middle(b))) else { return false };
        let line = cells.iter().filter(|&&n| self.cells[n].line == self.cells[last].line);
        let end = line.max_by(|&&a, &&b| self.cells[a].rect.x1.total_cmp(&self.cells[b].rect.x1));
        let is_text = self.lines.size[self.cells[last].line] < self.em * TITLE;
        end.is_some_and(|&n| is_text && !self.cells[n].closed && self.cells[n].rect.x1 > right - self.em * FULL)
    }

    /// Whether the first line of the first column goes on from somewhere.
    fn goes_on_from(&self, cells: &[usize]) -> bool {
        let left = percentile(self.starts(cells), 2);
        let column = cells.iter().copied().filter(|&n| self.cells[n].rect.x0 < left + self.em * OUTER);
        let Some(first) = column.min_by(|&a, &b| self.middle(a).total_cmp(&self.middle(b))) else { return false };
        let line = || cells.iter().filter(|&&n| self.cells[n].line == self.cells[first].line);
        let start = line().min_by(|&&a, &&b| self.cells[a].rect.x0.total_cmp(&self.cells[b].rect.x0));
        let is_text = self.lines.size[self.cells[first].line] < self.em * TITLE;
        start.is_some_and(|&n| is_text && self.cells[n].rect.x0 < left + self.em * INDENT)
    }

    /// Where the words of some cells' lines begin, and where they end.
    fn starts(&self, cells: &[usize]) -> Vec<f32> {
        self.of_lines(cells, |line| line.iter().map(|&n| self.cells[n].rect.x0).fold(f32::MAX, f32::min))
    }

    fn ends(&self, cells: &[usize]) -> Vec<f32> {
        self.of_lines(cells, |line| line.iter().map(|&n| self.cells[n].rect.x1).fold(f32::MIN, f32::max))
    }

    fn of_lines(&self, cells: &[usize], measure: impl Fn(&[usize]) -> f32) -> Vec<f32> {
        cells.chunk_by(|&a, &b| self.cells[a].line == self.cells[b].line).map(measure).collect()
    }
}
