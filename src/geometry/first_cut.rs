//! Which cut comes first where both a gutter and a row of white run through an area: columns are read down before what stands beside
//! them, and articles that stand one above the other each for itself.
//!
//! One sum of evidence decides. Its weights are those of a logistic regression over 5,456 such places on 306 generated pages of six
//! makes, read by Tesseract, with their printed rules and without; the truth is which of both orders has more lines of one article
//! next to each other. Five makes against the sixth, the sum is wrong at 313 places, of which it cuts across 127; comparing the two
//! widths, the steps of lines and the ends of text was wrong at 652 and 216.

use crate::geometry::cut::Page;
use crate::geometry::measure::median;
use crate::geometry::white::SAME_LINE;

/// Evidence for the row, in nats: the logarithms of its height and of the gutter's width, in em.
const HIGH: f32 = 4.32;
const WIDE: f32 = -1.83;
/// The gutter is white from top to bottom.
const CLEAN: f32 = -1.43;
/// Most is in ideographs.
const IDEOGRAPHS: f32 = 1.39;
/// On both sides the step over the row is larger than from line to line.
const ENDS_BOTH: f32 = 1.85;
/// Above the row, or below it, stand a few lines.
const FEW: f32 = 1.92;
/// Nothing stands above the row left of the gutter, or right of it, or nothing below it on the left.
const EMPTY_ABOVE: [f32; 2] = [2.85, 3.5];
const EMPTY_BELOW: f32 = 0.73;
/// A title stands first below the row, left of the gutter, or right of it.
const TITLE: [f32; 2] = [1.44, 0.41];
const BIAS: f32 = -5.11;

/// Print that is larger than text by this is a title's.
const TITLE_SIZE: f32 = 1.2;
/// So many lines are a few.
const FEW_LINES: usize = 4;
/// Heights and widths beyond these, in em, say no more.
const HEIGHTS: (f32, f32) = (0.1, 8.0);
const WIDTHS: (f32, f32) = (0.3, 10.0);
/// Steps from line to line that show a pitch; a step that ends an article is this much larger.
const PITCH_STEPS: usize = 6;
const STEP_ACROSS: f32 = 1.2;

/// A gutter, by its middle and width, that is white from top to bottom or not.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gutter {
    pub(super) x: f32,
    pub(super) width: f32,
    pub(super) clean: bool,
}

/// The lines of an area on one side of a gutter.
struct Side {
    /// Middles, from top to bottom.
    middles: Vec<f32>,
    /// How many stand above the row.
    above: usize,
    /// Whether the first one below the row is a title's.
    title: bool,
}

impl Page {
    /// Whether the row of white at a `y`, so high, parts an area before the gutter does.
    pub(super) fn row_first(&self, cells: &[usize], gutter: Gutter, (y, high): (f32, f32)) -> bool {
        let sides = [true, false].map(|left| self.side(cells, gutter.x, left, y));
        let [above, below] = sides.iter().fold([0, 0], |[above, below], s| [above + s.above, below + s.middles.len() - s.above]);
        let given = |holds: bool, weight: f32| if holds { weight } else { 0.0 };
        let [left, right] = &sides;
        let wide = cells.iter().filter(|&&n| self.cells[n].wide > 0).count() * 2 > cells.len();
        let size = |white: f32, (least, most): (f32, f32)| (white / self.em).clamp(least, most).ln();
        let sum = BIAS
            + HIGH * size(high, HEIGHTS)
            + WIDE * size(gutter.width, WIDTHS)
            + given(gutter.clean, CLEAN)
            + given(wide, IDEOGRAPHS)
            + given(sides.iter().all(|side| self.ends_at(side, y)), ENDS_BOTH)
            + given(above.min(below) <= FEW_LINES, FEW)
            + given(left.above == 0, EMPTY_ABOVE[0])
            + given(right.above == 0, EMPTY_ABOVE[1])
            + given(left.above == left.middles.len(), EMPTY_BELOW)
            + given(left.title, TITLE[0])
            + given(right.title, TITLE[1]);
        sum > 0.0
    }

    fn side(&self, cells: &[usize], x: f32, left: bool, y: f32) -> Side {
        let here = |n: usize| (self.cells[n].rect.center() < x) == left && !self.cells[n].mark;
        let lines = self.lines_of(cells).filter(|line| line.iter().any(|&n| here(n))).map(|line| self.cells[line[0]].line);
        let mut lines: Vec<usize> = lines.collect();
        lines.sort_unstable_by(|a, b| self.lines.middle[*a].total_cmp(&self.lines.middle[*b]).then(a.cmp(b)));
        lines.dedup();
        let middles: Vec<f32> = lines.iter().map(|&line| self.lines.middle[line]).collect();
        let above = middles.partition_point(|middle| *middle < y);
        let title = lines.get(above).is_some_and(|&line| self.lines.size[line] > self.em * TITLE_SIZE);
        Side { middles, above, title }
    }

    /// Whether what stands on a side ends at a y: the step across it is larger than from line to line. Few lines show no pitch.
    fn ends_at(&self, side: &Side, y: f32) -> bool {
        let mut middles = side.middles.clone();
        middles.dedup_by(|b, a| *b - *a < self.em * SAME_LINE);
        let steps: Vec<f32> = middles.windows(2).map(|w| w[1] - w[0]).collect();
        let across = middles.windows(2).find(|w| w[0] < y && y <= w[1]).map(|w| w[1] - w[0]);
        steps.len() < PITCH_STEPS || across.is_none_or(|step| step > median(steps) * STEP_ACROSS)
    }
}
