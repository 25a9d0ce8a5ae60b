//! Gutters and rows of white between words.

use crate::geometry::cut::{Page, Split, part};
use crate::geometry::first_cut::Upright;
use crate::geometry::grid::Grid;
use crate::geometry::gutter::{Lines, Parted};
use crate::geometry::measure::{SAME_LINE, median, percentile};
use crate::geometry::{Cell, LARGER, MOST_TITLE};
use crate::reader::Rect;
use std::collections::HashSet;

/// A gutter is this wide at least, in em, where ten or more lines stand on both sides: no rivers of white run
/// through so many; wider for ideographs, which stand in a grid, and where fewer than ten lines do, two, one.
const GUTTER: f32 = 0.13;
const GUTTER_WIDE: f32 = 0.3;
const GUTTER_FEW: f32 = 0.28;
const GUTTER_TWO: f32 = 1.0;
const GUTTER_ONE: f32 = 4.86;
/// One line in so many may have a word in a gutter.
const STRAY: usize = 12;
/// What is narrower than this, in em, and has more than two lines is no column.
const SLIVER: f32 = 3.75;
/// Print larger than this against the page's is a title's, and white that is narrower than this in its size is inside it.
const TITLE_SIZE: f32 = 2.12;
const TITLE_WHITE: f32 = 4.58;
/// The same for print that is a little larger.
const SMALL_TITLE_WHITE: f32 = 0.8;
/// White inside two lines that makes columns of them.
const GUTTER_ROW: f32 = 1.08;
/// Share of an area's height that a rule between columns takes.
const RULED: f32 = 0.4;
/// A gutter that is wider than those of equal columns by this parts articles.
const APART: f32 = 1.6;
/// Lines on both sides of a gutter that a head alone runs across, at least, its width in em, and rows of a foot that does. Found on
/// 204 pages of four makes.
const HEADED: usize = 7;
const HEAD_GUTTER: f32 = 1.0;
const MOST_FOOT: usize = 2;

/// Share of an area's width that a label below its columns takes at most, and the step to it, in the usual one.
const LABEL: f32 = 0.4;
const LABEL_STEP: f32 = 1.6;
/// The rule below a label is this near, in em.
const LABEL_RULE: f32 = 2.0;

/// White inside a line of a head that stands in the middle, in its size, and by how much the white on its sides differs, in em.
const HEAD_WHITE: f32 = 1.4;
const OFF_MIDDLE: f32 = 2.0;

/// Places along a row of white that are looked at, at most.
const MOST_PLACES: f32 = 8192.0;

impl Page {
    pub(super) fn by_white(&self, cells: &[usize]) -> Option<Split> {
        if self.is_table(cells) || self.is_list(cells) {
            return None;
        }
        if let Some(y) = self.end_of_centred(cells) {
            return Some(Split::Across(y));
        }
        if let Some(y) = self.label_below(cells) {
            return Some(Split::Across(y));
        }
        let em = self.local_em(cells);
        let lines = Lines::of(self, cells, em);
        let clean = self.gutter(cells, em).filter(|g| !lines.go_on(g.0));
        let is_in = |g: &Grid, x: f32| g.gutters.iter().any(|own| (own - x).abs() < self.em);
        let grid = lines.grid(&self.habits).filter(|grid| {
            clean.is_none_or(|(x, width)| grid.gutters.len() > 1 && grid.whole && width < grid.width * APART && is_in(grid, x))
        });
        if let Some((y, _)) = grid.as_ref().and_then(|grid| grid.across) {
            return Some(Split::Across(y));
        }
        if clean.is_none() && grid.is_none() {
            if let Some(y) = self.end_of_head(cells, em) {
                return Some(Split::Across(y));
            }
        }
        let upright = |x: f32| match &grid {
            Some(grid) => Split::Columns(grid.gutters.clone()),
            None => Split::Upright(x),
        };
        let unclean = clean.or_else(|| grid.as_ref().and_then(|g| Some((*g.gutters.first()?, g.width))));
        let gutter = match unclean.map_or_else(|| lines.parted(), |(x, width)| Some(Parted::Upright(x, width))) {
            Some(Parted::Across(y)) => return Some(Split::Across(y)),
            Some(Parted::Upright(x, width)) => Some((x, width)),
            None => None,
        };
        match (gutter, self.gap(cells, em)) {
            (Some((x, width)), Some((y, high))) => {
                let gutter = Upright { x, width, clean: clean.is_some() };
                Some(if self.row_first(cells, gutter, (y, high)) { Split::Across(y) } else { upright(x) })
            }
            (Some((x, _)), None) => Some(upright(x)),
            (None, row) => row.map(|(y, _)| Split::Across(y)),
        }
    }

    /// Where the head ends that stands in the middle above columns, by itself on each of its heights: it is that of all of them, though it
    /// may be no wider than those in the middle.
    pub(super) fn end_of_centred(&self, cells: &[usize]) -> Option<f32> {
        let area = cells.iter().map(|&n| self.cells[n].rect).reduce(Rect::union)?;
        let mut lines: Vec<(f32, &[usize])> = self.lines_of(cells).map(|line| (self.middle(line[0]), line)).collect();
        lines.sort_by(|a, b| a.0.total_cmp(&b.0));
        let size = |line: &[usize]| self.lines.size[self.cells[line[0]].line];
        // What an engine reads of the marks of a title stands beside its letters, higher or lower.
        let mut rows = lines.chunk_by(|a, b| b.0 - a.0 < size(a.1).max(size(b.1)).max(self.em) * SAME_LINE).peekable();
        let (mut end, mut large) = (None, false);
        for _ in 0..=MOST_TITLE {
            let row = *rows.peek()?;
            let words = || row.iter().flat_map(|line| line.1).map(|&n| self.cells[n].rect);
            let rect = words().reduce(Rect::union)?;
            let (left, right) = (rect.x0 - area.x0, area.x1 - rect.x1);
            let size = row.iter().map(|line| size(line.1)).fold(0.0, f32::max);
            let mut spans: Vec<(f32, f32)> = words().map(|rect| (rect.x0, rect.x1)).collect();
            let whole = gaps(&mut spans).all(|(a, b)| b - a < size * HEAD_WHITE);
            if !whole || left.min(right) < self.em * SLIVER || (left - right).abs() > self.em * OFF_MIDDLE {
                break;
            }
            large |= size > self.em * LARGER;
            rows.next();
            let below = rows.peek().and_then(|row| row.first())?.0;
            end = Some((row.last()?.0 + below) / 2.0);
        }
        // Heads of other columns right below it say that it is that of its own.
        let is_head = |line: &(f32, &[usize])| size(line.1) > self.em * LARGER;
        end.filter(|_| large && !rows.take(MOST_TITLE).flatten().any(is_head))
    }

    /// Where columns end above a short line that stands by itself at the foot of an area, above a rule: the name of the section below.
    pub(super) fn label_below(&self, cells: &[usize]) -> Option<f32> {
        let area = cells.iter().map(|&n| self.cells[n].rect).reduce(Rect::union)?;
        let mut middles: Vec<(f32, usize)> = self.lines_of(cells).map(|line| (self.middle(line[0]), self.cells[line[0]].line)).collect();
        if middles.len() <= MOST_TITLE {
            return None;
        }
        middles.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (label, rest) = middles.split_last()?;
        let above = rest.last()?.0;
        let steps = rest.windows(2).map(|w| w[1].0 - w[0].0).filter(|step| *step > self.em * SAME_LINE);
        let step = median(steps.collect());
        let last = cells.iter().filter(|&&n| self.cells[n].line == label.1).map(|&n| self.cells[n].rect).reduce(Rect::union)?;
        let ruled =
            |rule: &Rect| last.middle() < rule.y1 && rule.y0 < last.y1 + self.em * LABEL_RULE && rule.x0 < last.x1 && last.x0 < rule.x1;
        let short = last.width() < area.width() * LABEL && self.graphics.across.iter().any(ruled);
        (short && step > 0.0 && label.0 - above > step * LABEL_STEP).then_some((label.0 + above) / 2.0)
    }

    /// Where a few lines end at the top of an area, or begin at its foot, that alone run across a gutter.
    pub(super) fn end_of_head(&self, cells: &[usize], em: f32) -> Option<f32> {
        let area = cells.iter().map(|&n| self.cells[n].rect).reduce(Rect::union)?;
        // Where the gutters of the page are known, one of them stands inside.
        let inside = |gutter: &(f32, f32)| area.x0 + em * SLIVER < gutter.0 && gutter.1 < area.x1 - em * SLIVER;
        let mut middles: Vec<f32> = self.lines_of(cells).map(|line| self.middle(line[0])).collect();
        if middles.len() < HEADED * 2 || !self.habits.is_empty() && !self.habits.iter().any(inside) {
            return None;
        }
        middles.sort_unstable_by(f32::total_cmp);
        let rows: Vec<&[f32]> = middles.chunk_by(|a, b| b - a < self.em * SAME_LINE).collect();
        let between = |k: usize| Some((rows.get(k.checked_sub(1)?)?.last()? + rows.get(k)?.first()?) / 2.0);
        let head = |k: usize| between(k).filter(|y| self.runs_over(cells, em, &rows, *y, true));
        let foot = |k: usize| between(rows.len().checked_sub(k)?).filter(|y| self.runs_over(cells, em, &rows, *y, false));
        // Without the most lines that a head has there is a gutter, or there is none without fewer.
        let any = |most: usize, head: bool| {
            let y = between(if head { most } else { rows.len().checked_sub(most)? })?;
            let rest: Vec<usize> = cells.iter().copied().filter(|&n| (self.middle(n) > y) == head).collect();
            self.gutter(&rest, em)
        };
        let heads = if any(MOST_TITLE, true).is_some() { MOST_TITLE } else { 0 };
        let feet = if any(MOST_FOOT, false).is_some() { MOST_FOOT } else { 0 };
        (1..=heads).find_map(head).or_else(|| (1..=feet).find_map(foot))
    }

    /// Whether the rows above a y, or below it, all run across a gutter between the columns of the others.
    fn runs_over(&self, cells: &[usize], em: f32, rows: &[&[f32]], y: f32, head: bool) -> bool {
        let (cut, rest) = part(cells, |n| (self.middle(n) < y) == head);
        let Some((x, width)) = self.gutter(&rest, em) else { return false };
        let (left, right) = part(&rest, |n| self.cells[n].rect.center() < x);
        let crosses = |row: &[f32]| {
            let rects = || cut.iter().filter(|&&n| row.contains(&self.middle(n))).map(|&n| self.cells[n].rect);
            let left = rects().filter(|r| r.center() < x).map(|r| r.x1).reduce(f32::max);
            let right = rects().filter(|r| r.center() >= x).map(|r| r.x0).reduce(f32::min);
            left.zip(right).is_some_and(|(left, right)| right - left < width)
        };
        let columns = || self.count(&left).min(self.count(&right)) >= HEADED;
        let mut over = rows.iter().filter(|row| row.first().is_some_and(|m| (*m < y) == head));
        width > em * HEAD_GUTTER && over.all(|row| crosses(row)) && columns() && !Lines::of(self, &rest, em).go_on(x)
    }

    /// Middle and width of the widest gutter that runs through all the words.
    fn gutter(&self, cells: &[usize], em: f32) -> Option<(f32, f32)> {
        let wide = cells.iter().filter(|&&n| self.cells[n].wide > 0).count() * 2 > cells.len();
        let narrowest = if wide { GUTTER_WIDE } else { GUTTER };
        let solid = cells.iter().map(|&n| &self.cells[n]).filter(|c| !c.mark);
        let is_title = |cell: &Cell| self.lines.size[cell.line] > self.em * LARGER;
        let mut spans: Vec<(f32, f32)> = Vec::with_capacity(cells.len());
        spans.extend(solid.map(|c| if is_title(c) { (c.rect.x0, c.rect.x1) } else { c.letters() }));
        // A title closes a gutter, one box that jumps does not.
        let titles = cells.iter().map(|&n| &self.cells[n]).filter(|c| is_title(c)).map(|c| c.rect);
        let clean: Vec<(f32, f32)> = wide_gaps(&spans, em * narrowest);
        let stray = if wide && clean.is_empty() { self.count(cells) / STRAY } else { 0 };
        let mut found = if stray > 0 {
            let titles = titles.map(|r| ((r.x0, r.x1), stray));
            let solid = titles.chain(spans.iter().map(|span| (*span, 1)));
            thin(solid, stray).into_iter().filter(|(a, b)| b - a >= em * narrowest.max(GUTTER_FEW)).collect()
        } else {
            clean
        };
        found.sort_by(|a, b| (b.1 - b.0).total_cmp(&(a.1 - a.0)));
        found.into_iter().take(8).find_map(|(a, b)| {
            let middle = (a + b) / 2.0;
            let (left, right) = part(cells, |n| self.cells[n].rect.center() <= middle);
            let largest = || cells.iter().map(|&n| self.lines.size[self.cells[n].line]).fold(em, f32::max);
            let lines = self.count(&left).min(self.count(&right));
            let least = match lines {
                0 | 1 => largest() * GUTTER_ONE,
                2 => largest() * GUTTER_TWO,
                3..=9 => em * GUTTER_FEW,
                _ => em * narrowest,
            };
            let few = lines <= MOST_TITLE;
            let width = |side: &[usize]| side.iter().map(|&n| self.cells[n].rect).reduce(Rect::union).map_or(0.0, |r| r.width());
            let narrow = lines > 2 && width(&left).min(width(&right)) < em * SLIVER;
            let torn = || self.cuts_title(&left, &right, b - a) || self.is_one_column(cells, &left, &right);
            (b - a >= least && !narrow && !(few && torn())).then_some((middle, b - a))
        })
    }

    /// Whether lines go on from one part of an area to the other that stands inside one of the page's columns: their words are spread.
    pub(super) fn is_one_column(&self, cells: &[usize], left: &[usize], right: &[usize]) -> bool {
        let Some(area) = cells.iter().map(|&n| self.cells[n].rect).reduce(Rect::union) else { return false };
        let inside = |gutter: &(f32, f32)| area.x0 + self.em < gutter.0 && gutter.1 < area.x1 - self.em;
        let wide = self.habits.windows(2).any(|w| area.width() > w[1].0 - w[0].1 + self.em);
        let lines: HashSet<usize> = left.iter().map(|&n| self.cells[n].line).collect();
        self.habits.len() > 1 && !wide && !self.habits.iter().any(inside) && right.iter().any(|&n| lines.contains(&self.cells[n].line))
    }

    /// Whether a gutter of some width is white inside a title: one of its lines goes on beyond it.
    fn cuts_title(&self, left: &[usize], right: &[usize], width: f32) -> bool {
        let large = |&n: &usize| {
            let size = self.lines.size[self.cells[n].line];
            let white = if size > self.em * TITLE_SIZE { TITLE_WHITE } else { SMALL_TITLE_WHITE };
            (size > self.em * LARGER && width < size * white).then_some(self.cells[n].line)
        };
        let titles: HashSet<usize> = left.iter().filter_map(large).collect();
        right.iter().filter_map(large).any(|line| titles.contains(&line))
    }

    /// Middle and height of the highest row of white, where columns stand beside each other.
    fn gap(&self, cells: &[usize], em: f32) -> Option<(f32, f32)> {
        if !self.has_columns(cells, em) && self.rules_inside(cells, false).is_empty() {
            return None;
        }
        let area = cells.iter().map(|&n| self.cells[n].rect).reduce(Rect::union)?;
        // White beside a picture or in a frame parts nothing where text goes on there.
        let beside = |p: &&Rect| self.lines_of(cells).any(|line| p.y0 < self.middle(line[0]) && self.middle(line[0]) < p.y1);
        let within = |p: &&Rect| area.x0 < p.center() && p.center() < area.x1 && p.y0 > area.y0 && p.y1 < area.y1;
        let pictures = self.graphics.pictures.iter().chain(&self.graphics.frames).filter(within).filter(beside);
        let mut spans: Vec<(f32, f32)> =
            self.lines_of(cells).map(|line| self.reach(line[0])).chain(pictures.map(|p| (p.y0, p.y1))).collect();
        let widest = gaps(&mut spans).max_by(|a, b| (a.1 - a.0).total_cmp(&(b.1 - b.0)))?;
        Some(((widest.0 + widest.1) / 2.0, widest.1 - widest.0))
    }

    /// Rules that stand between columns in the lower part of an area.
    pub(super) fn rules_inside(&self, cells: &[usize], bars: bool) -> Vec<f32> {
        let Some(area) = cells.iter().map(|&n| self.cells[n].rect).reduce(Rect::union) else { return Vec::new() };
        let inside = self.graphics.upright.iter().filter(|rule| {
            let inside = area.x0 + self.em < rule.center() && rule.center() < area.x1 - self.em;
            inside && rule.y1.min(area.y1) - rule.y0.max(area.y0) > area.height() * RULED
        });
        let mut out: Vec<f32> = inside.map(|rule| rule.center()).collect();
        if bars {
            let within = |x: f32, y: f32| area.x0 + self.em < x && x < area.x1 - self.em && area.y0 < y && y < area.y1;
            for bar in self.graphics.bars.iter().filter(|b| within(b.center(), b.middle())) {
                if out.len() < 16 && out.iter().all(|x| (x - bar.center()).abs() > self.em) {
                    out.push(bar.center());
                }
            }
        }
        out
    }

    /// Whether two words of one height stand further apart than words of a line do; `em` is the size of their print.
    fn has_columns(&self, cells: &[usize], em: f32) -> bool {
        let start = |line: &[usize]| line.iter().map(|&n| self.cells[n].rect.x0).fold(f32::MAX, f32::min);
        let mut lines: Vec<((f32, f32), f32, &[usize])> = self.lines_of(cells).map(|l| (self.reach(l[0]), start(l), l)).collect();
        lines.sort_by(|a, b| a.0.0.total_cmp(&b.0.0).then(a.1.total_cmp(&b.1)));
        let mut rows = 0;
        let mut rest = &lines[..];
        let mut spans: Vec<(f32, f32)> = Vec::new();
        while let Some(((_, floor), ..)) = rest.first() {
            // Words that overlap the first one's height are one row.
            let len = rest.iter().take_while(|line| line.0.0 < *floor).count().max(1);
            let (row, below) = rest.split_at(len);
            spans.clear();
            spans.extend(row.iter().flat_map(|line| line.2).map(|&n| (self.cells[n].rect.x0, self.cells[n].rect.x1)));
            let widest = gaps(&mut spans).map(|(a, b)| (b - a) / em).fold(0.0, f32::max);
            rows += usize::from(widest >= GUTTER_ROW);
            if rows > 1 || widest >= GUTTER_ONE {
                return true;
            }
            rest = below;
        }
        false
    }

    /// Size of the smaller print among some words: white is wide or narrow against that.
    fn local_em(&self, cells: &[usize]) -> f32 {
        percentile(cells.iter().map(|&n| self.lines.size[self.cells[n].line]).collect(), 2).max(self.em)
    }
}

/// White between intervals that is so wide, from left to right. It holds places a third as far from each other that none covers, so
/// that nothing needs to be sorted.
fn wide_gaps(spans: &[(f32, f32)], least: f32) -> Vec<(f32, f32)> {
    let step = least / 3.0;
    let (left, right) = spans.iter().fold((f32::MAX, f32::MIN), |(left, right), s| (left.min(s.0), right.max(s.1)));
    let count = (right - left) / step;
    // Intervals without a width cover nothing, and on a huge page there are too many places.
    if !(0.0..MOST_PLACES).contains(&count) || !spans.iter().all(|s| s.0 < s.1) {
        return thin(spans.iter().map(|span| (*span, 1)), 0).into_iter().filter(|(a, b)| b - a >= least).collect();
    }
    let place = |x: f32| ((x - left) / step) as usize;
    let mut places = vec![(0_i32, f32::MAX, f32::MIN); place(right) + 2];
    for &(a, b) in spans {
        let first = &mut places[place(a)];
        (first.0, first.1) = (first.0 + 1, first.1.min(a));
        let last = place(b);
        places[last].2 = places[last].2.max(b);
        places[last + 1].0 -= 1;
    }
    let (mut depth, mut reach, mut open, mut out) = (0, f32::MIN, false, Vec::new());
    for (change, start, end) in places {
        depth += change;
        if depth == 0 {
            open = true;
            continue;
        }
        if open && start - reach >= least {
            out.push((reach, start));
        }
        (open, reach) = (false, end);
    }
    out
}

/// Where no more than so many intervals overlap, from left to right, between the first and the last of them; each counts as often as
/// it says.
fn thin(spans: impl Iterator<Item = ((f32, f32), usize)>, most: usize) -> Vec<(f32, f32)> {
    // What has no width covers nothing; its end would be counted before its start.
    let solid = spans.filter(|((start, end), _)| start < end);
    let mut edges: Vec<(f32, bool, usize)> = solid.flat_map(|((a, b), weight)| [(a, true, weight), (b, false, weight)]).collect();
    // Ends before starts, so that boxes that touch leave no gap of no width.
    edges.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let (mut depth, mut out) = (0_usize, Vec::new());
    let mut since: Option<f32> = None;
    let mut deep = false;
    for (x, starts, weight) in edges {
        depth = if starts { depth + weight } else { depth.saturating_sub(weight) };
        if depth > most {
            if let Some(from) = since.take().filter(|from| deep && x > *from) {
                out.push((from, x));
            }
            deep = true;
        } else if since.is_none() {
            since = Some(x);
        }
    }
    out
}

/// White between intervals, from left to right.
fn gaps(spans: &mut [(f32, f32)]) -> impl Iterator<Item = (f32, f32)> {
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut reach = f32::MIN;
    spans.iter().filter_map(move |&(start, end)| {
        let gap = (reach > f32::MIN && start > reach).then_some((reach, start));
        reach = reach.max(end);
        gap
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_width_covers_nothing() {
        for (spans, white) in [
            (&[(0.0, 10.0), (12.0, 12.0), (20.0, 30.0)][..], &[(10.0, 20.0)][..]),
            (&[(0.0, 10.0), (20.0, 30.0), (5.0, 5.0)], &[(10.0, 20.0)]),
        ] {
            assert_eq!(thin(spans.iter().map(|s| (*s, 1)), 0), white, "{spans:?}");
        }
    }

    #[test]
    fn an_interval_counts_as_often_as_it_says() {
        let spans = [((0.0, 10.0), 1), ((0.0, 10.0), 1), ((8.0, 20.0), 1), ((15.0, 30.0), 2)];
        assert_eq!(thin(spans.into_iter(), 1), [(10.0, 15.0)]);
        // A title counts as a twelfth of all lines: written out as often, these would fill the memory.
        assert!(thin((0..100_000).map(|_| ((0.0, 10.0), 100_000)), 100_000).is_empty());
    }

    #[test]
    fn wide_white_is_found_without_an_order() {
        // Many sets of intervals, some of no width.
        let mut seed = 7_u32;
        let mut next = |most: u32| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            ((seed >> 8) % (most * 8)) as f32 / 8.0
        };
        for n in 0..300 {
            let spans: Vec<(f32, f32)> = (0..=n % 40)
                .map(|_| {
                    let start = next(400);
                    (start, start + next(20) + if n % 3 == 0 { 0.0 } else { 0.5 })
                })
                .collect();
            let sorted: Vec<(f32, f32)> = thin(spans.iter().map(|s| (*s, 1)), 0).into_iter().filter(|(a, b)| b - a >= 1.3).collect();
            assert_eq!(wide_gaps(&spans, 1.3), sorted, "{spans:?}");
        }
    }
}
