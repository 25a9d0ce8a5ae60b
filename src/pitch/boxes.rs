//! Boxes of columns on a grid with the heads above them, in reading order: columns that begin in one row are of one box, and those that go
//! on in the middle of a text are of the box at their left.
//!
//! Where a head stands says little in text of fixed pitch, whose white is not that of the page. What each column begins with says more:
//! the first one of an article has an indent.

use crate::pitch::setting::{Column, Free};

/// Columns that are read one after the other, and what stands above them.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    pub(super) columns: Vec<usize>,
    pub(super) heads: Vec<usize>,
    x0: usize,
    x1: usize,
    top: usize,
    bottom: usize,
}

/// Rows by which the tops of columns of one box differ, and in which a head stands above its columns.
const LEVEL: usize = 2;
const ABOVE: usize = 12;
/// Rows between the lines of one head, and between the last lines of heads that stand beside each other.
const LEADING: usize = 2;
const BESIDE: usize = 4;
/// Lines of a head that may stand beside another one.
const LINES: usize = 2;

/// Lines of a head below each other.
#[derive(Clone, Debug)]
struct Head {
    lines: Vec<usize>,
    x0: usize,
    x1: usize,
    bottom: usize,
}

/// The boxes of a page in reading order. Heads that stand in none of them belong to none. A line may stand left of its column by so many
/// cells.
pub(super) fn groups(columns: &[Column], free: &[Free], pulled: usize) -> Vec<Group> {
    let heads = heads(free, columns);
    let level = Level { columns, heads: &heads, pulled };
    let mut box_of: Vec<usize> = (0..columns.len()).collect();
    for n in 0..columns.len() {
        if let Some(left) = level.goes_on_from(n) {
            let (old, new) = (box_of[n], box_of[left]);
            box_of.iter_mut().filter(|b| **b == old).for_each(|b| *b = new);
        }
    }
    let mut groups: Vec<Group> = vec![Group::default(); columns.len()];
    for (n, &of) in box_of.iter().enumerate() {
        groups[of].columns.push(n);
    }
    for head in &heads {
        if let Some(n) = level.below(head) {
            groups[box_of[n]].heads.extend(&head.lines);
        }
    }
    groups.retain(|group| !group.columns.is_empty());
    groups.iter_mut().for_each(|group| group.measure(columns, free));
    ordered(groups, 0)
}

impl Group {
    fn measure(&mut self, columns: &[Column], free: &[Free]) {
        let own = || self.columns.iter().map(|&n| &columns[n]);
        let heads = self.heads.iter().map(|&n| free[n].row);
        let x = (own().map(|c| c.x).min().unwrap_or(0), own().map(|c| c.right).max().unwrap_or(0));
        let y = (own().map(|c| c.top).chain(heads).min().unwrap_or(0), own().map(|c| c.bottom).max().unwrap_or(0));
        ((self.x0, self.x1), (self.top, self.bottom)) = (x, y);
    }
}

/// Heads from their lines, which stand close below each other.
fn heads(free: &[Free], columns: &[Column]) -> Vec<Head> {
    let mut out: Vec<Head> = Vec::new();
    for (n, line) in free.iter().enumerate() {
        let near = |h: &&mut Head| line.row <= h.bottom + LEADING && line.row > h.bottom && line.x0 < h.x1 && h.x0 < line.x1;
        let crossed = |h: &Head| columns.iter().any(|c| c.top > h.bottom && c.bottom < line.row && c.x < h.x1 && h.x0 < c.right);
        match out.iter_mut().rev().find(near).filter(|h| !crossed(h)) {
            Some(head) => {
                head.lines.push(n);
                (head.x0, head.x1, head.bottom) = (head.x0.min(line.x0), head.x1.max(line.x1), line.row);
            }
            None => out.push(Head { lines: vec![n], x0: line.x0, x1: line.x1, bottom: line.row }),
        }
    }
    out
}

/// The columns and the heads of a page.
struct Level<'l> {
    columns: &'l [Column],
    heads: &'l [Head],
    pulled: usize,
}

impl Level<'_> {
    /// The column whose text goes on in one.
    fn goes_on_from(&self, n: usize) -> Option<usize> {
        let column = &self.columns[n];
        let beside = |m: &usize| self.columns[*m].right < column.x && self.columns[*m].meets(column);
        let left = (0..self.columns.len()).filter(beside).max_by_key(|&m| (self.columns[m].x, self.columns[m].top))?;
        let (a, b) = (&self.columns[left], column);
        if a.top.abs_diff(b.top) <= LEVEL {
            return Some(left).filter(|_| !b.is_indented() || !self.parts(b));
        }
        let feet = a.bottom.abs_diff(b.bottom) <= LEVEL;
        (feet && !b.is_indented()).then_some(left)
    }

    /// Whether heads stand on both sides of the left edge of a column, above it.
    fn parts(&self, column: &Column) -> bool {
        let above = |head: &&Head| head.bottom < column.top + LEVEL && head.bottom + ABOVE >= column.top;
        let near = || self.heads.iter().filter(above).filter(|head| head.lines.len() >= LINES && !self.is_crossed(head, column));
        let edge = column.x.saturating_sub(self.pulled);
        let is_left = |head: &Head| head.x1 < column.x + self.pulled && head.x0 < edge;
        let has_left = |right: &Head| near().any(|head| is_left(head) && head.bottom.abs_diff(right.bottom) <= BESIDE);
        near().any(|head| head.x0 >= edge && has_left(head))
    }

    /// Whether another column stands between a head and one.
    fn is_crossed(&self, head: &Head, column: &Column) -> bool {
        let between = |c: &Column| c.top > head.bottom && c.bottom < column.top && c.x < head.x1 && head.x0 < c.right;
        self.columns.iter().any(between)
    }

    /// The first column below a head.
    fn below(&self, head: &Head) -> Option<usize> {
        let rows = head.bottom + 1..head.bottom + 1 + ABOVE;
        let over = |c: &Column| rows.contains(&c.top) && head.x0 < c.right && c.x < head.x1 + self.pulled;
        let shared = |c: &Column| head.x1.min(c.right).saturating_sub(head.x0.max(c.x));
        let found = (0..self.columns.len()).filter(|&n| over(&self.columns[n]) && !self.is_crossed(head, &self.columns[n]));
        found.min_by_key(|&n| (self.columns[n].top, usize::MAX - shared(&self.columns[n])))
    }
}

/// Deeper than any page is nested.
const DEEPEST: usize = 24;

/// Groups in reading order: rows of them first where white runs through from left to right, columns of them where it does from
/// top to bottom.
fn ordered(mut groups: Vec<Group>, depth: usize) -> Vec<Group> {
    if groups.len() < 2 || depth > DEEPEST {
        return groups;
    }
    for by_rows in [true, false] {
        let from = |g: &Group| if by_rows { g.top } else { g.x0 };
        let to = |g: &Group| if by_rows { g.bottom } else { g.x1 };
        groups.sort_by_key(|g| (from(g), g.x0, g.top));
        let mut end = to(&groups[0]);
        for n in 1..groups.len() {
            if from(&groups[n]) > end {
                let behind = groups.split_off(n);
                let mut out = ordered(groups, depth + 1);
                out.extend(ordered(behind, depth + 1));
                return out;
            }
            end = end.max(to(&groups[n]));
        }
    }
    groups.sort_by_key(|g| (g.x0, g.top));
    groups
}
