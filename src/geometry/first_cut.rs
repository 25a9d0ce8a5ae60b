//! Which cut comes first where both a gutter and a row of white run through an area: columns are read down before what stands beside
//! them, and articles that stand one above the other each for itself.
//!
//! One sum of evidence decides. Its weights are those of a logistic regression over 7,175 such places on 306 generated pages of six
//! makes, read by Tesseract, with their printed rules and without; the truth is which of both orders has more lines of one article
//! next to each other. Five makes against the sixth, the sum is wrong at 303 places, of which it cuts across 143.

use crate::geometry::cut::{Page, part};
use crate::geometry::measure::{SAME_LINE, median, percentile};
use crate::geometry::told;
use crate::reader::Rect;
use std::collections::HashSet;

/// What the order of the file says for the row, in nats, by hand: one that somebody gave the page more than all the rest of the evidence
/// where it is clear; that of the engine's blocks, which are often cut wrongly, hardly anything.
const GIVEN: f32 = 12.0;
const ENGINE: f32 = 0.75;
/// Evidence for the row, in nats: the logarithms of its height and of the gutter's width, in em, and the usual step from line to line.
const HIGH: f32 = 4.77;
const WIDE: f32 = -1.55;
const STEP: f32 = -3.02;
/// The gutter is white from top to bottom.
const CLEAN: f32 = -1.69;
/// On both sides the step over the row is larger than from line to line.
const ENDS_BOTH: f32 = 1.8;
/// Above the row, or below it, stand a few lines; each line below it on the side that has fewer; the share of the page's words.
const FEW: f32 = 2.84;
const BELOW: f32 = 0.31;
const SHARE: f32 = -0.94;
/// Nothing stands above the row left of the gutter, or right of it.
const EMPTY: [f32; 2] = [2.64, 2.47];
/// What stands left of the gutter is text that breaks off above the row, or that goes on below it; right of it, above, a sentence ends.
const BREAKS_OFF: f32 = 0.32;
const GOES_ON: f32 = -1.8;
const CLOSED: f32 = 0.93;
/// Each column left of the gutter and above the row; each line of a title above it; the logarithm of the size of the first
/// line below the row on the left, in em.
const COLUMN: f32 = 0.62;
const TITLED: f32 = -0.33;
const SIZE: f32 = 1.77;
/// The few lines above the row have a title that runs over the gutter, or a title on both sides of it.
const OVER: f32 = 3.01;
const TWO_TITLES: f32 = -1.77;
const BIAS: f32 = -1.02;

/// Heights, widths and steps beyond these, in em, say no more, nor do counts and sizes.
const HEIGHTS: (f32, f32) = (0.1, 8.0);
const WIDTHS: (f32, f32) = (0.3, 10.0);
const STEPS: (f32, f32) = (0.5, 3.0);
const SIZES: (f32, f32) = (0.6, 2.7);
const FEW_LINES: usize = 4;
const MOST_COLUMNS: f32 = 5.0;
const MOST_BELOW: usize = 6;
const MOST_TITLED: usize = 4;
/// Steps from line to line that show a pitch; a step that ends an article is this much larger.
const PITCH_STEPS: usize = 6;
const STEP_ACROSS: f32 = 1.2;
/// Print that is larger than text by this is a title's, which goes on from nothing, and that of a headline.
const TITLE: f32 = 1.2;
const HEADLINE: f32 = 1.5;
/// What stands this near to the side of a part is of its outermost column, in em; an indent, and by how much a last line that may
/// go on is shorter than the others.
const OUTER: f32 = 5.0;
const INDENT: f32 = 0.5;
const FULL: f32 = 1.25;
/// White between two words of a title, in its size.
const SPACE: f32 = 0.8;

/// White between columns, by its middle and width, that runs from top to bottom or not.
#[derive(Clone, Copy, Debug)]
pub(super) struct Upright {
    pub(super) x: f32,
    pub(super) width: f32,
    pub(super) clean: bool,
}

/// A line of an area, as far as it stands there.
#[derive(Clone, Copy, Debug)]
struct Part {
    /// The engine's line.
    line: usize,
    rect: Rect,
    middle: f32,
    size: f32,
    /// Ends a sentence.
    closed: bool,
}

/// What stands on one side of a gutter, above a row of white and below it, each from top to bottom.
struct Side {
    above: Vec<Part>,
    below: Vec<Part>,
}

impl Page {
    /// Whether the row of white at a `y`, so high, parts an area before the gutter does.
    pub(super) fn row_first(&self, cells: &[usize], gutter: Upright, (y, high): (f32, f32)) -> bool {
        let sides = [true, false].map(|left| self.side(cells, gutter.x, left, y));
        let seen = self.white(gutter, high, &sides) + self.counts(cells, &sides) + self.text(&sides) + self.titles(&sides);
        seen + self.order(cells, gutter.x, y) > -BIAS
    }

    /// What the order of the file says: how much more of it goes over the row of white than over the gutter. An order that somebody gave
    /// says nothing of a cut through one of its regions, nor of one whose second part it has first: text may run from right to left.
    fn order(&self, cells: &[usize], x: f32, y: f32) -> f32 {
        let given = cells.iter().any(|&n| self.cells[n].told.rank > 0);
        let order = |(first, second): (Vec<usize>, Vec<usize>)| {
            if !given {
                return told::order(&first, &second, |n| self.cells[n].told.block);
            }
            let rank = |n: usize| self.cells[n].told.rank;
            let [first, second] = [first, second].map(|part| part.into_iter().filter(|&n| rank(n) > 0).collect::<Vec<usize>>());
            if told::share_a_place(&first, &second, rank) { 0.0 } else { told::order(&first, &second, rank).max(0.0) }
        };
        let row = order(part(cells, |n| self.middle(n) < y));
        let gutter = order(part(cells, |n| self.cells[n].rect.center() < x));
        (row - gutter) * if given { GIVEN } else { ENGINE }
    }

    /// What heights and widths say.
    fn white(&self, gutter: Upright, high: f32, sides: &[Side; 2]) -> f32 {
        let size = |white: f32, (least, most): (f32, f32)| (white / self.em).clamp(least, most).ln();
        let steps = sides.iter().flat_map(|side| [&side.above, &side.below]).flat_map(|part| part.windows(2));
        let steps = steps.map(|w| w[1].middle - w[0].middle).filter(|step| *step > self.em * STEPS.0);
        let steps: Vec<f32> = steps.collect();
        let step = if steps.is_empty() { 1.0 } else { (median(steps) / self.em).min(STEPS.1) };
        HIGH * size(high, HEIGHTS)
            + WIDE * size(gutter.width, WIDTHS)
            + STEP * step
            + given(gutter.clean, CLEAN)
            + given(sides.iter().all(|side| self.ends_above(side)), ENDS_BOTH)
    }

    /// What the numbers of lines say.
    fn counts(&self, cells: &[usize], [left, right]: &[Side; 2]) -> f32 {
        let (above, below) = (lines(&left.above, &right.above), lines(&left.below, &right.below));
        let titled = left.above.iter().chain(&right.above).filter(|part| part.size > self.em * HEADLINE).count();
        given(above.min(below) <= FEW_LINES, FEW)
            + BELOW * left.below.len().min(right.below.len()).min(MOST_BELOW) as f32
            + SHARE * cells.len() as f32 / self.cells.len() as f32
            + given(left.above.is_empty(), EMPTY[0])
            + given(right.above.is_empty(), EMPTY[1])
            + COLUMN * columns(&left.above)
            + TITLED * titled.min(MOST_TITLED) as f32
    }

    /// What stands at the row says.
    fn text(&self, [left, right]: &[Side; 2]) -> f32 {
        let size = left.below.first().map_or(0.0, |first| (first.size / self.em).clamp(SIZES.0, SIZES.1).ln());
        given(self.breaks_off(&left.above), BREAKS_OFF)
            + given(self.goes_on(&left.below), GOES_ON)
            + given(right.above.last().is_some_and(|last| last.closed), CLOSED)
            + SIZE * size
    }

    /// What titles above the row say where little else stands there.
    fn titles(&self, [left, right]: &[Side; 2]) -> f32 {
        if lines(&left.above, &right.above) > FEW_LINES {
            return 0.0;
        }
        let over = |a: &Part, b: &Part| a.line == b.line && a.size > self.em * TITLE && b.rect.x0 - a.rect.x1 < a.size * SPACE;
        let titled = |side: &Side| side.above.iter().any(|part| part.size > self.em * TITLE);
        given(left.above.iter().any(|a| right.above.iter().any(|b| over(a, b))), OVER) + given(titled(left) && titled(right), TWO_TITLES)
    }

    fn side(&self, cells: &[usize], x: f32, left: bool, y: f32) -> Side {
        let here: Vec<usize> = cells.iter().copied().filter(|&n| (self.cells[n].rect.center() < x) == left).collect();
        let part = |line: &[usize]| {
            let last = line.iter().max_by(|&&a, &&b| self.cells[a].rect.x1.total_cmp(&self.cells[b].rect.x1))?;
            let rect = line.iter().map(|&n| self.cells[n].rect).reduce(Rect::union)?;
            let number = self.cells[*last].line;
            let (middle, size) = (self.lines.middle[number], self.lines.size[number]);
            Some(Part { line: number, rect, middle, size, closed: self.cells[*last].closed })
        };
        let solid = |line: &&[usize]| line.iter().any(|&n| !self.cells[n].mark);
        let mut parts: Vec<Part> = self.lines_of(&here).filter(solid).filter_map(part).collect();
        parts.sort_by(|a, b| a.middle.total_cmp(&b.middle));
        let below = parts.split_off(parts.partition_point(|part| part.middle < y));
        Side { above: parts, below }
    }

    /// Whether a side ends at the row: the step over it is larger than from line to line. Few lines show no pitch.
    fn ends_above(&self, side: &Side) -> bool {
        let mut middles: Vec<f32> = side.above.iter().chain(&side.below).map(|part| part.middle).collect();
        middles.dedup_by(|b, a| *b - *a < self.em * SAME_LINE);
        let steps: Vec<f32> = middles.windows(2).map(|w| w[1] - w[0]).collect();
        let over = side.above.last().zip(side.below.first()).map(|(a, b)| b.middle - a.middle);
        steps.len() < PITCH_STEPS || over.is_none_or(|step| step > median(steps) * STEP_ACROSS)
    }

    /// Whether the last line of the last column breaks off.
    fn breaks_off(&self, parts: &[Part]) -> bool {
        let right = percentile(parts.iter().map(|part| part.rect.x1).collect(), 9);
        let last = parts.iter().rfind(|part| part.rect.x1 > right - self.em * OUTER);
        last.is_some_and(|last| last.size < self.em * TITLE && !last.closed && last.rect.x1 > right - self.em * FULL)
    }

    /// Whether the first line of the first column goes on from somewhere.
    fn goes_on(&self, parts: &[Part]) -> bool {
        let left = percentile(parts.iter().map(|part| part.rect.x0).collect(), 2);
        let first = parts.iter().find(|part| part.rect.x0 < left + self.em * OUTER);
        first.is_some_and(|first| first.size < self.em * TITLE && first.rect.x0 < left + self.em * INDENT)
    }
}

fn given(holds: bool, weight: f32) -> f32 {
    if holds { weight } else { 0.0 }
}

/// How many lines stand on both sides of a gutter: a title that runs over it, and the byline below, are one line each.
fn lines(left: &[Part], right: &[Part]) -> usize {
    left.iter().chain(right).map(|part| part.line).collect::<HashSet<usize>>().len()
}

/// How many columns some lines stand in, about.
fn columns(parts: &[Part]) -> f32 {
    let Some(area) = parts.iter().map(|part| part.rect).reduce(Rect::union) else { return 0.0 };
    let width = percentile(parts.iter().map(|part| part.rect.width()).collect(), 7);
    (area.width() / width.max(1.0)).min(MOST_COLUMNS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::cut::tests::page;

    /// Lines of a column: from where to where they reach, and their middles.
    fn lines(x0: f32, y: f32, count: u8) -> Vec<(f32, f32, f32)> {
        (0..count).map(|n| (x0, x0 + 106.0, y + 14.0 * f32::from(n))).collect()
    }

    /// Whether a row of white between two ys parts these lines before the gutter at 118, which is 24 wide. Those that `large` names are
    /// a title's.
    fn row_first(lines: &[(f32, f32, f32)], large: &[usize], (from, to): (f32, f32)) -> bool {
        let (mut page, all, _) = page(lines, Vec::new());
        large.iter().for_each(|&n| page.lines.size[n] = 20.0);
        page.row_first(&all, Upright { x: 118.0, width: 24.0, clean: true }, ((from + to) / 2.0, to - from))
    }

    #[test]
    fn articles_above_each_other_are_parted_first_and_columns_beside_each_other_read_down() {
        let both = |y: f32, count: u8| [lines(0.0, y, count), lines(130.0, y, count)].concat();
        // Two bands, of which the second one begins with a title over its first column.
        let title = vec![(0.0, 62.0, 190.0)];
        let bands = [both(5.0, 10), title, both(214.0, 10)].concat();
        assert!(row_first(&bands, &[20], (136.0, 180.0)));
        // Text in two columns, in which one paragraph happens to end beside the other.
        let columns = [both(5.0, 10), both(150.0, 10)].concat();
        assert!(!row_first(&columns, &[], (136.0, 145.0)));
    }

    #[test]
    fn one_title_over_columns_is_cut_off_and_two_beside_each_other_stand_over_their_own() {
        let text = [lines(0.0, 52.0, 12), lines(130.0, 52.0, 12)].concat();
        let one = [vec![(0.0, 236.0, 8.0)], text.clone()].concat();
        let two = [vec![(0.0, 84.0, 8.0), (130.0, 214.0, 8.0)], text].concat();
        assert!(row_first(&one, &[0], (18.0, 47.0)));
        assert!(!row_first(&two, &[0, 1], (18.0, 47.0)));
    }

    #[test]
    fn a_title_with_its_bylines_is_few_lines_though_all_of_them_run_over_a_gutter() {
        let text = [lines(0.0, 92.0, 12), lines(130.0, 92.0, 12)].concat();
        let head = vec![(0.0, 236.0, 8.0), (70.0, 168.0, 30.0), (70.0, 168.0, 46.0)];
        assert!(row_first(&[head, text].concat(), &[0], (58.0, 85.0)));
    }
}
