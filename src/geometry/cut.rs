//! The cuts of a page: its printed rules first, then white.

use crate::geometry::graphics::Graphics;
use crate::geometry::gutter::{self, Line};
use crate::geometry::measure::{Lines, advance, median, percentile, pitch, tall};
use crate::geometry::{Cell, LARGER, MOST_TITLE, Row, told};
use crate::reader::Rect;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Shares of an area that a rule across or down it takes.
const ACROSS: f32 = 0.8;
const DOWN: f32 = 0.92;
/// Share of an area that a rule takes whose lower part the engine did not see.
const HALF: f32 = 0.5;
/// A rule beside all of one side of an area begins this near to its top and is this long, in em, with more lines than that on the
/// side; on the other one no step below it is larger than that. No word reaches so far over it. Found on 204 pages of four makes.
const BORDER_TOP: f32 = 1.5;
const BORDER: f32 = 5.0;
const BORDERED: usize = 2;
const BORDER_STEP: f32 = 2.5;
const ACROSS_RULE: f32 = 0.5;
/// The name of a section is larger than text by this, and begins in the first share of the width of its area.
const LABEL_SIZE: f32 = 1.15;
const LABEL_START: f32 = 0.25;
/// Rules of columns of one article begin within so many em.
const TOPS: f32 = 3.25;
/// A rule that begins this far below the middle of a line, in its size, stands beside it.
const BEGUN: f32 = 0.2;
/// A title that runs over a rule is larger than the body by this, with so much white, in its size, between ideographs and words.
const OVER_SIZE: f32 = 2.12;
const OVER_WHITE: f32 = 2.2;
const OVER_SPACE: f32 = 0.9;
/// A title in smaller print runs over one where its white there is that of one of its spaces.
const OVER_TIGHT: f32 = 0.4;
/// White between two titles of ideographs, in their size; the second begins within so many em of its column's left edge.
const TWO_TITLES: f32 = 0.7;
const FLUSH: f32 = 0.7;
/// The middles of what stands on one line differ by less than this, in the size of its smaller print.
const LEVEL: f32 = 0.3;
/// Lines of columns above the start of the rule between them, at least.
const FIRST_LINES: usize = 2;
/// Lines end and begin this near to the rule between their columns, in em.
const BESIDE: f32 = 3.0;
/// White around what is seen of a rule across columns that parts articles, in em, and beside it, where text might go on.
const ROW: f32 = 1.2;
const ROW_BESIDE: f32 = 3.0;
/// Such pieces that are looked at in one area, at most.
const MOST_PIECES: usize = 32;
/// Deeper cuts than a page has.
const DEEPEST: usize = 64;

pub(super) struct Page {
    pub(super) cells: Vec<Cell>,
    pub(super) lines: Lines,
    pub(super) em: f32,
    pub(super) graphics: Graphics,
    /// The engine's lines as they say something of gutters.
    pub(super) whole: Vec<Option<Rc<Line>>>,
    /// Where lines end and begin along the gutters of the page.
    pub(super) habits: Vec<(f32, f32)>,
}

/// Where an area is parted: at an x, or at a y.
#[derive(Clone, Debug)]
pub(super) enum Split {
    Upright(f32),
    /// At several.
    Columns(Vec<f32>),
    Across(f32),
    /// A line through points, level beyond them: scans lean and bulge.
    Along(Vec<(f32, f32)>),
}

/// Those of some words for which something holds, and the others.
pub(super) fn part(cells: &[usize], holds: impl Fn(usize) -> bool) -> (Vec<usize>, Vec<usize>) {
    let (mut first, mut second) = (Vec::with_capacity(cells.len()), Vec::with_capacity(cells.len()));
    for &n in cells {
        if holds(n) { first.push(n) } else { second.push(n) }
    }
    (first, second)
}

fn along(points: &[(f32, f32)], x: f32) -> f32 {
    let n = points.partition_point(|p| p.0 <= x);
    match (n.checked_sub(1).and_then(|k| points.get(k)), points.get(n)) {
        (Some(a), Some(b)) => a.1 + (b.1 - a.1) * (x - a.0) / (b.0 - a.0).max(1.0),
        (Some(p), None) | (None, Some(p)) => p.1,
        (None, None) => 0.0,
    }
}

/// What parts an area from the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// White from top to bottom, or a rule.
    Gutter,
    /// White from left to right.
    White,
    /// The line along which the rules of columns begin.
    Columns,
    /// A rule from left to right.
    Rule,
}

impl Page {
    /// A page of words in lines, and the numbers of all of them.
    pub(super) fn of(cells: Vec<Cell>, lines: Lines, graphics: Graphics, em: f32) -> (Self, Vec<usize>) {
        let mut page = Self { cells, lines, em, graphics, whole: Vec::new(), habits: Vec::new() };
        let all: Vec<usize> = (0..page.cells.len()).collect();
        page.whole = gutter::Lines::whole(&page, &all);
        page.habits = gutter::Lines::of(&page, &all, em).habits();
        (page, all)
    }

    /// How far a word reaches up and down: as its line does, since boxes of single words jump.
    pub(super) fn reach(&self, n: usize) -> (f32, f32) {
        let line = self.cells[n].line;
        let (middle, half) = (self.lines.middle[line], self.lines.size[line].max(self.em * 0.5) * 0.35);
        (middle - half, middle + half)
    }

    /// Cuts an area into columns; `before` is the cut that its start was made by.
    pub(super) fn cut(&self, cells: Vec<usize>, before: Cut, depth: usize, out: &mut Vec<(Cut, Vec<usize>)>) {
        if cells.len() < 2 || depth > DEEPEST {
            out.push((before, cells));
            return;
        }
        let parts = |split: Split| {
            if let Split::Columns(gutters) = &split {
                let columns = self.columns(&cells, gutters);
                return (columns.len() > 1).then_some((Cut::Gutter, columns));
            }
            let (first, second) = part(&cells, |n| self.is_before(n, &split));
            let cut = match split {
                Split::Upright(_) | Split::Columns(_) => Cut::Gutter,
                Split::Across(_) => Cut::White,
                Split::Along(_) => Cut::Columns,
            };
            (!first.is_empty() && !second.is_empty()).then(|| (cut, vec![first, second]))
        };
        let ruled = self.by_rule(&cells).and_then(parts).map(|(_, parts)| (Cut::Rule, parts));
        let ruled = ruled.or_else(|| self.before_upright(&cells).and_then(parts));
        let Some((cut, parts)) =
            ruled.or_else(|| self.by_white(&cells).and_then(|split| self.around_titles(&cells, split)).and_then(parts))
        else {
            out.push((before, cells));
            return;
        };
        for (n, part) in parts.into_iter().enumerate() {
            self.cut(part, if n == 0 { before } else { cut }, depth + 1, out);
        }
    }

    /// The words of each column that has any.
    fn columns(&self, cells: &[usize], gutters: &[f32]) -> Vec<Vec<usize>> {
        let mut columns = vec![Vec::new(); gutters.len() + 1];
        for &n in cells {
            columns[gutters.partition_point(|x| *x <= self.cells[n].rect.center())].push(n);
        }
        columns.retain(|column| !column.is_empty());
        columns
    }

    fn is_before(&self, n: usize, split: &Split) -> bool {
        match split {
            Split::Upright(x) => self.cells[n].rect.center() < *x,
            Split::Columns(gutters) => gutters.first().is_some_and(|x| self.cells[n].rect.center() < *x),
            Split::Across(y) => self.middle(n) < *y,
            Split::Along(points) => self.middle(n) < along(points, self.cells[n].rect.center()),
        }
    }

    /// The printer's rules: one that runs across all of an area parts it.
    fn by_rule(&self, cells: &[usize]) -> Option<Split> {
        let area = cells.iter().map(|&n| self.cells[n].rect).reduce(Rect::union)?;
        let middles = || self.lines_of(cells).map(|line| self.middle(line[0]));
        let (first, last) = middles().fold((f32::MAX, f32::MIN), |(first, last), y| (first.min(y), last.max(y)));
        let across = self.graphics.across.iter().find(|rule| {
            let y = rule.middle();
            rule.x1.min(area.x1) - rule.x0.max(area.x0) > area.width() * ACROSS && first < y && last >= y
        });
        if let Some(rule) = across {
            return Some(Split::Across(rule.middle()));
        }
        self.piece_across(cells, area).map(Split::Across)
    }

    /// A rule that runs down all of an area parts it, once a head in the middle above its columns is cut off, and the name of the section
    /// below, which stands beside the rule's foot.
    fn before_upright(&self, cells: &[usize]) -> Option<Split> {
        let area = cells.iter().map(|&n| self.cells[n].rect).reduce(Rect::union)?;
        let label = |y: &f32| {
            let mut label = cells.iter().filter(|&&n| self.middle(n) > *y).map(|&n| &self.cells[n]);
            label.all(|cell| self.lines.size[cell.line] > self.em * LABEL_SIZE && cell.rect.x0 < area.x0 + area.width() * LABEL_START)
        };
        let across = self.label_below(cells).filter(label).or_else(|| self.end_of_centred(cells));
        across.map(Split::Across).or_else(|| self.down(cells, area))
    }

    /// Where a piece that an engine saw of a rule crosses the rule between two columns of an area, in a row of white from side to side.
    fn piece_across(&self, cells: &[usize], area: Rect) -> Option<f32> {
        let inside = |x: f32| area.x0 + self.em < x && x < area.x1 - self.em;
        let crosses = |rule: &&Rect| {
            let y = rule.middle();
            let between = |upright: &Rect| {
                let x = upright.center();
                inside(x) && rule.x0 + self.em < x && x < rule.x1 - self.em && upright.y0 < y - self.em && y + self.em < upright.y1
            };
            area.y0 < y && y < area.y1 && self.graphics.upright.iter().any(between)
        };
        let white = |rule: &Rect| {
            let y = rule.middle();
            // Above and below the piece, and beside it.
            let mut white = [(f32::MIN, f32::MAX); 2];
            for line in self.lines_of(cells) {
                let rect = line.iter().map(|&n| self.cells[n].rect).reduce(Rect::union).unwrap_or_default();
                let (above, below) = &mut white[usize::from(rect.x1 < rule.x0 || rule.x1 < rect.x0)];
                let (top, bottom) = self.reach(line[0]);
                if top < y { *above = bottom.max(*above) } else { *below = top.min(*below) }
            }
            let parts = |(above, below): (f32, f32), least: f32| above < y && below - above > self.em * least;
            (parts(white[0], ROW) && parts(white[1], ROW_BESIDE)).then_some(y)
        };
        self.graphics.across.iter().filter(crosses).take(MOST_PIECES).find_map(white)
    }

    /// A rule that runs down an area, or the line along which the rules of its columns begin.
    fn down(&self, cells: &[usize], area: Rect) -> Option<Split> {
        let mut starts = Vec::new();
        if let Some(x) = self.frame_side(cells, area) {
            return Some(Split::Upright(x));
        }
        let near = |rule: &&Rect| area.x0 < rule.center() && rule.center() < area.x1 && rule.y1 + self.em > area.y0;
        for rule in self.graphics.upright.iter().filter(near) {
            let (x, top) = (rule.center(), rule.y0.max(area.y0));
            let long = rule.y1.min(area.y1) - top > area.height() * DOWN;
            if !long && !self.borders(cells, area, rule) && !self.goes_down(cells, area, rule) {
                continue;
            }
            // Two rules with a title between them are seen as one.
            if self.runs_over_title(cells, x) {
                continue;
            }
            let left = cells.iter().filter(|&&n| self.cells[n].rect.center() < x).count();
            if left == 0 || left == cells.len() {
                continue;
            }
            if let Some(y) = self.title_over(cells, area, rule) {
                starts.push((x, y));
                continue;
            }
            if !long {
                return Some(Split::Upright(x));
            }
            let above: Vec<usize> = cells.iter().copied().filter(|&n| self.middle(n) < rule.y0 - self.em).collect();
            if !above.is_empty() && !self.are_columns(&above, x) && !self.begin_above(cells, &above, x) {
                starts.push((x, rule.y0));
                continue;
            }
            // What stands below a rule's end stands on one side of it.
            let below: Vec<usize> = cells.iter().copied().filter(|&n| self.middle(n) > rule.y1).collect();
            let left = below.iter().filter(|&&n| self.cells[n].rect.center() < x).count();
            if left == 0 || left == below.len() {
                return Some(Split::Upright(x));
            }
        }
        let first = starts.iter().map(|s| s.1).reduce(f32::min)?;
        starts.retain(|s| s.1 < first + self.em * TOPS);
        starts.sort_by(|a, b| a.0.total_cmp(&b.0));
        // The widest white between lines near there.
        let mut places: Vec<f32> = cells.iter().map(|&n| self.middle(n) - along(&starts, self.cells[n].rect.center())).collect();
        places.sort_by(f32::total_cmp);
        let near = |w: &&[f32]| w[1] > -self.em * TOPS && w[0] < self.em * 0.7;
        let widest = places.windows(2).filter(near).max_by(|a, b| (a[1] - a[0]).total_cmp(&(b[1] - b[0])))?;
        let shift = (widest[0] + widest[1]) / 2.0;
        Some(Split::Along(starts.into_iter().map(|(x, y)| (x, y + shift)).collect()))
    }

    /// The side of a frame that holds all that stands left of it in an area, or right of it.
    fn frame_side(&self, cells: &[usize], area: Rect) -> Option<f32> {
        let sides = self.graphics.frames.iter().flat_map(|f| [f.x0, f.x1].map(|x| Rect::new(x, f.y0, x, f.y1)));
        let mut inside = sides.filter(|side| area.x0 + self.em < side.x0 && side.x0 < area.x1 - self.em);
        inside.find(|side| self.borders(cells, area, side)).map(|side| side.x0)
    }

    /// Whether a rule that begins at the top of an area stands beside all that this has left of it, or right of it: only the other side
    /// goes on below it.
    fn borders(&self, cells: &[usize], area: Rect, rule: &Rect) -> bool {
        let x = rule.center();
        let solid = || cells.iter().map(|&n| (n, &self.cells[n])).filter(|(_, cell)| !cell.mark);
        let crosses = |(_, cell): (usize, &Cell)| cell.rect.x0 < x - self.em * ACROSS_RULE && cell.rect.x1 > x + self.em * ACROSS_RULE;
        if rule.y0 > area.y0 + self.em * BORDER_TOP || rule.height() < self.em * BORDER || solid().any(crosses) {
            return false;
        }
        [true, false].into_iter().any(|left| {
            let side: Vec<usize> = solid().filter(|(_, cell)| (cell.rect.center() < x) == left).map(|(n, _)| n).collect();
            let beside = |&n: &usize| rule.y0 - self.em < self.middle(n) && self.middle(n) < rule.y1 + self.em;
            side.iter().all(beside) && self.count(&side) > BORDERED && self.runs_on(cells, x, !left, rule.y1)
        })
    }

    /// Whether a rule that begins at the top of an area, and ends in more than half of its depth, parts all of it: no word stands in its way
    /// down, and a column beside it goes on where it is seen no more.
    fn goes_down(&self, cells: &[usize], area: Rect, rule: &Rect) -> bool {
        let x = rule.center();
        let near = self.em * ACROSS_RULE;
        let crosses = |&n: &usize| {
            let cell = &self.cells[n];
            !cell.mark && self.lines.size[cell.line] < self.em * LARGER && cell.rect.x0 < x - near && cell.rect.x1 > x + near
        };
        let top = rule.y0 < area.y0 + self.em * BORDER_TOP;
        let goes_on = |left: bool| {
            let below = |&&n: &&usize| self.middle(n) > rule.y1 && (self.cells[n].rect.center() < x) == left;
            self.runs_on(cells, x, left, rule.y1) && cells.iter().any(|n| below(&n))
        };
        let half = top && rule.y1 - area.y0 > area.height() * HALF;
        half && !cells.iter().any(crosses) && (goes_on(true) || goes_on(false)) && self.label_below(cells).is_none()
    }

    /// Whether what stands left of an x, or right of it, goes on below a y from line to line: else that is of other articles, below both.
    fn runs_on(&self, cells: &[usize], x: f32, left: bool, y: f32) -> bool {
        let side = self.lines_of(cells).filter(|line| line.iter().any(|&n| (self.cells[n].rect.center() < x) == left));
        let mut middles: Vec<f32> = side.map(|line| self.middle(line[0])).collect();
        middles.sort_unstable_by(f32::total_cmp);
        let below = |w: &&[f32]| w[1] > y + self.em;
        middles.windows(2).filter(below).all(|w| w[1] - w[0] < self.em * BORDER_STEP)
    }

    /// Whether words stand in lines on both sides of an x: most of the heights that one side has, the other has, too.
    fn are_columns(&self, cells: &[usize], x: f32) -> bool {
        let (left, right) = part(cells, |n| self.cells[n].rect.center() < x);
        let (few, many) = if left.len() < right.len() { (left, right) } else { (right, left) };
        let shared = few.iter().filter(|&&n| many.iter().any(|&m| (self.middle(m) - self.middle(n)).abs() < self.em)).count();
        self.count(&few) > MOST_TITLE && shared * 4 > few.len() * 3
    }

    /// Whether a few lines above the start of a rule are the first ones of the columns beside it: in the print of text, with the edges that
    /// the lines below them have there.
    fn begin_above(&self, cells: &[usize], above: &[usize], x: f32) -> bool {
        let text = |n: &usize| self.lines.size[self.cells[*n].line] < self.em * LARGER;
        // Where most lines left of the x end, and where those right of it begin.
        let edges = |cells: &[usize]| {
            let (mut ends, mut starts) = (BTreeMap::new(), BTreeMap::new());
            for cell in cells.iter().map(|&n| &self.cells[n]) {
                if cell.rect.center() < x {
                    let end = ends.entry(cell.line).or_insert(f32::MIN);
                    *end = cell.rect.x1.max(*end);
                } else {
                    let start = starts.entry(cell.line).or_insert(f32::MAX);
                    *start = cell.rect.x0.min(*start);
                }
            }
            let near = |places: BTreeMap<usize, f32>| places.into_values().filter(|place| (place - x).abs() < self.em * BESIDE);
            let (ends, starts): (Vec<f32>, Vec<f32>) = (near(ends).collect(), near(starts).collect());
            (ends.len().min(starts.len()), median(ends), median(starts))
        };
        let ((few, end, start), (_, usual_end, usual_start)) = (edges(above), edges(cells));
        let near = |a: f32, b: f32| (a - b).abs() < self.em * FLUSH;
        few >= FIRST_LINES && above.iter().all(text) && near(end, usual_end) && near(start, usual_start)
    }

    /// Where the title ends that stands at the top of an area and runs across a rule.
    fn title_over(&self, cells: &[usize], area: Rect, rule: &Rect) -> Option<f32> {
        let x = rule.center();
        let lines: Vec<(f32, &[usize])> = self.lines_of(cells).map(|line| (self.middle(line[0]), line)).collect();
        let mut end = None;
        let mut top = area.y0 - self.em;
        for _ in 0..MOST_TITLE {
            // The row of print below what is known of the title.
            let below = || lines.iter().filter(move |line| line.0 > top);
            let first = below().map(|line| line.0).reduce(f32::min)?;
            let row: Vec<usize> = below().filter(|line| line.0 < first + self.em * 0.6).flat_map(|line| line.1).copied().collect();
            let size = percentile(row.iter().map(|&n| self.lines.size[self.cells[n].line]).collect(), 2);
            // A mark beside a rule may be the rule.
            let solid = || row.iter().map(|&n| &self.cells[n]).filter(|c| !c.mark).map(|c| c.rect);
            let left = solid().filter(|r| r.center() < x).map(|r| r.x1).reduce(f32::max);
            let right = solid().filter(|r| r.center() >= x).map(|r| r.x0).reduce(f32::min);
            let wide = row.iter().filter(|&&n| self.cells[n].wide > 0).count() * 2 > row.len();
            // Nothing runs across a rule, but ideographs touch it.
            if !wide && rule.y0 > area.y0 - self.em * BORDER_TOP && rule.y0 < first + size * BEGUN {
                break;
            }
            let large = size > self.em * OVER_SIZE;
            let white = if wide && large { OVER_WHITE } else { OVER_SPACE };
            if let Some((left, right)) = left.zip(right) {
                let space = right - left;
                let large = large || size > self.em * LARGER && space < size * OVER_TIGHT;
                if space > size * white || wide && space > size * TWO_TITLES && self.begins_column(cells, first + size, x, right) {
                    break;
                }
                end = if large { Some(first + size * 0.6) } else { end };
            }
            top = first + size * 0.6;
        }
        end
    }

    /// Whether what begins at `start` is flush with the lines right of an x and below a y: a title of its own.
    fn begins_column(&self, cells: &[usize], y: f32, x: f32, start: f32) -> bool {
        let mut starts: BTreeMap<usize, f32> = BTreeMap::new();
        for &n in cells.iter().filter(|&&n| self.cells[n].rect.center() >= x && self.middle(n) > y) {
            let least = starts.entry(self.cells[n].line).or_insert(f32::MAX);
            *least = least.min(self.cells[n].rect.x0);
        }
        // Of several columns the first one's lines are the first few tenths.
        let edge = percentile(starts.into_values().collect(), 2);
        (start - edge).abs() < self.em * FLUSH
    }

    /// The engine's lines among some words.
    pub(super) fn lines_of<'c>(&self, cells: &'c [usize]) -> impl Iterator<Item = &'c [usize]> + use<'c, '_> {
        cells.chunk_by(|&a, &b| self.cells[a].line == self.cells[b].line)
    }

    pub(super) fn middle(&self, n: usize) -> f32 {
        self.lines.middle[self.cells[n].line]
    }

    /// Number of lines of some words.
    pub(super) fn count(&self, cells: &[usize]) -> usize {
        let mut lines: Vec<usize> = self.lines_of(cells).map(|line| self.cells[line[0]].line).collect();
        lines.sort_unstable();
        lines.dedup();
        lines.len()
    }

    /// The lines of a column, from top to bottom.
    pub(super) fn rows(&self, cells: Vec<usize>) -> Vec<Row> {
        let mut order = cells;
        order.sort_by(|&a, &b| self.lines.middle[self.cells[a].line].total_cmp(&self.lines.middle[self.cells[b].line]));
        let mut rows: Vec<(f32, f32, Vec<usize>)> = Vec::new();
        for n in order {
            let line = self.cells[n].line;
            let (middle, size) = (self.lines.middle[line], self.lines.size[line]);
            match rows.last_mut() {
                Some((at, print, row)) if (middle - *at).abs() < size.min(*print) * LEVEL => row.push(n),
                _ => rows.push((middle, size, vec![n])),
            }
        }
        let row = |(_, _, mut cells): (f32, f32, Vec<usize>)| {
            // Within a line of the engine its own order holds, whatever the boxes say.
            let start = |n: usize| {
                cells.iter().filter(|&&m| self.cells[m].line == self.cells[n].line).map(|&m| self.cells[m].rect.x0).fold(f32::MAX, f32::min)
            };
            let mut keyed: Vec<(f32, usize, usize)> = cells.iter().map(|&n| (start(n), self.cells[n].line, n)).collect();
            keyed.sort_by(|a, b| a.0.total_cmp(&b.0).then((a.1, a.2).cmp(&(b.1, b.2))));
            cells = keyed.into_iter().map(|k| k.2).collect();
            let rect = cells.iter().map(|&n| self.cells[n].rect).reduce(Rect::union).unwrap_or_default();
            let wide = cells.iter().filter(|&&n| self.cells[n].wide > 0).count() * 2 > cells.len();
            let tall = tall(&cells, &self.cells);
            let pitch = pitch(&cells, &self.cells);
            let advance = if wide { 0.0 } else { advance(&cells, &self.cells) };
            let closed = cells.last().is_some_and(|&n| self.cells[n].closed);
            let units = cells.iter().map(|&n| self.cells[n].units()).sum();
            let told = told::size(&cells, &self.cells);
            Row { size: pitch.unwrap_or(tall), pitched: pitch.is_some(), tall, advance, rect, wide, closed, units, told, cells }
        };
        rows.into_iter().map(row).collect()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Lines of words: from where to where they reach, and their middles.
    pub(in crate::geometry) fn page(lines: &[(f32, f32, f32)], graphics: Vec<Rect>) -> (Page, Vec<usize>, Rect) {
        let mut cells = Vec::new();
        for (n, &(x0, x1, y)) in lines.iter().enumerate() {
            let mut x = x0;
            while x + 18.0 <= x1 {
                cells.push(Cell { rect: Rect::new(x, y - 5.0, x + 18.0, y + 5.0), ..crate::geometry::tests::cell(0, n, 0.0, 0.0) });
                x += 22.0;
            }
        }
        let graphics = Graphics::of(graphics, &cells, 10.0);
        let area = cells.iter().map(|c| c.rect).reduce(Rect::union).unwrap();
        let all = (0..cells.len()).collect();
        (Page { lines: Lines::of(&cells), cells, em: 10.0, graphics, whole: Vec::new(), habits: Vec::new() }, all, area)
    }

    fn column(x0: f32, x1: f32, y: f32, lines: u8) -> Vec<(f32, f32, f32)> {
        (0..lines).map(|n| (x0, x1, y + 14.0 * f32::from(n))).collect()
    }

    #[test]
    fn a_rule_from_the_top_down_one_side_parts_it_from_what_goes_on() {
        let rule = |y0: f32| Rect::new(116.0, y0, 118.0, 110.0);
        let borders = |lines: Vec<(f32, f32, f32)>, rule: Rect| {
            let (page, all, area) = page(&lines, Vec::new());
            page.borders(&all, area, &rule)
        };
        let long = column(0.0, 106.0, 5.0, 16);
        let short = column(130.0, 236.0, 5.0, 8);
        assert!(borders([long.clone(), short.clone()].concat(), rule(0.0)));
        // It begins below a title, a line runs across it, both sides go on below it, or what stands there is no text of that side.
        assert!(!borders([long.clone(), short.clone()].concat(), rule(30.0)));
        assert!(!borders([long.clone(), short.clone(), vec![(66.0, 172.0, 5.0)]].concat(), rule(0.0)));
        assert!(!borders([long, column(130.0, 236.0, 5.0, 14)].concat(), rule(0.0)));
        assert!(!borders([column(0.0, 106.0, 5.0, 8), column(0.0, 106.0, 180.0, 3), short].concat(), rule(0.0)));
    }

    #[test]
    fn a_rule_whose_lower_part_the_engine_did_not_see_parts_all_of_an_area() {
        let goes_down = |lines: &[(f32, f32, f32)], rule: Rect| {
            let (page, all, area) = page(lines, Vec::new());
            page.goes_down(&all, area, &rule)
        };
        let rule = |y1: f32| Rect::new(117.0, 0.0, 119.0, y1);
        let two = [column(0.0, 106.0, 5.0, 16), column(130.0, 236.0, 5.0, 12), vec![(152.0, 196.0, 230.0)]].concat();
        assert!(goes_down(&two, rule(150.0)));
        // It is short, a line runs across the place below it, or both columns end where it does.
        assert!(!goes_down(&two, rule(80.0)));
        assert!(!goes_down(&[two, vec![(66.0, 172.0, 230.0)]].concat(), rule(150.0)));
        let bands =
            [column(0.0, 106.0, 5.0, 10), column(130.0, 236.0, 5.0, 10), column(0.0, 106.0, 180.0, 4), column(130.0, 236.0, 180.0, 4)];
        assert!(!goes_down(&bands.concat(), rule(140.0)));
    }

    #[test]
    fn no_title_runs_across_a_rule_that_begins_beside_it() {
        let title = vec![(0.0, 236.0, 10.0)];
        let (mut page, all, area) = page(&[title, column(0.0, 106.0, 40.0, 12), column(130.0, 236.0, 40.0, 12)].concat(), Vec::new());
        page.lines.size[0] = 24.0;
        let over = |y0: f32| page.title_over(&all, area, &Rect::new(117.0, y0, 119.0, 200.0));
        assert!(over(30.0).is_some());
        assert_eq!(over(8.0), None);
        // One that begins far above the area is of several bands.
        assert!(over(-90.0).is_some());
    }

    #[test]
    fn a_title_in_small_print_runs_across_a_rule_where_its_words_are_close() {
        let title = vec![(0.0, 236.0, 10.0)];
        let (mut page, all, area) = page(&[title, column(0.0, 106.0, 40.0, 12), column(130.0, 236.0, 40.0, 12)].concat(), Vec::new());
        let mut over = |size: f32| {
            page.lines.size[0] = size;
            page.title_over(&all, area, &Rect::new(107.0, 30.0, 109.0, 200.0))
        };
        assert!(over(17.0).is_some());
        assert_eq!(over(13.0), None);
    }

    #[test]
    fn the_name_of_a_section_at_the_foot_of_a_rule_is_cut_off_first() {
        let lines = [column(0.0, 106.0, 5.0, 12), column(130.0, 236.0, 5.0, 12), vec![(10.0, 76.0, 200.0)]].concat();
        let rules = vec![Rect::new(117.0, 0.0, 119.0, 206.0), Rect::new(0.0, 210.0, 236.0, 212.0)];
        let first = |size: f32| {
            let (mut page, all, _) = page(&lines, rules.clone());
            *page.lines.size.last_mut().unwrap() = size;
            page.before_upright(&all)
        };
        assert!(matches!(first(14.0), Some(Split::Across(y)) if 160.0 < y && y < 200.0));
        // What is no larger than text is a jump line.
        assert!(matches!(first(10.0), Some(Split::Upright(118.0))));
    }

    #[test]
    fn the_side_of_a_frame_parts_what_stands_in_it() {
        let frame = [
            Rect::new(-10.0, -6.0, 118.0, -4.0),
            Rect::new(-10.0, 118.0, 118.0, 120.0),
            Rect::new(-10.0, -6.0, -8.0, 120.0),
            Rect::new(116.0, -6.0, 118.0, 120.0),
        ];
        let lines = [column(0.0, 106.0, 5.0, 8), column(130.0, 236.0, 5.0, 16)].concat();
        let (page, all, area) = page(&lines, frame.to_vec());
        assert_eq!(page.frame_side(&all, area), Some(118.0));
    }

    #[test]
    fn a_head_that_alone_runs_across_a_gutter_is_cut_off() {
        let columns = [column(0.0, 106.0, 40.0, 10), column(130.0, 236.0, 40.0, 10)].concat();
        let found = |head: Vec<(f32, f32, f32)>| {
            let (page, all, _) = page(&[head, columns.clone()].concat(), Vec::new());
            page.end_of_head(&all, 10.0)
        };
        assert!(found(vec![(0.0, 236.0, 5.0)]).is_some_and(|y| 5.0 < y && y < 40.0));
        // A line of one column only is none.
        assert_eq!(found(vec![(0.0, 236.0, 5.0), (0.0, 106.0, 19.0)]).filter(|y| *y > 12.0), None);
    }

    #[test]
    fn a_piece_of_a_rule_parts_what_stands_above_and_below_it() {
        let two = [column(0.0, 106.0, 5.0, 8), column(130.0, 236.0, 5.0, 8), column(0.0, 106.0, 160.0, 8), column(130.0, 236.0, 160.0, 8)]
            .concat();
        let found = |lines: &[(f32, f32, f32)], piece: Rect| {
            let (page, all, area) = page(lines, vec![Rect::new(117.0, 0.0, 119.0, 270.0), piece]);
            page.piece_across(&all, area)
        };
        let piece = Rect::new(60.0, 131.0, 180.0, 133.0);
        assert_eq!(found(&two, piece), Some(132.0));
        // It crosses nothing, no white is there, or text goes on beside it.
        assert_eq!(found(&two, Rect::new(0.0, 131.0, 100.0, 133.0)), None);
        assert_eq!(found(&two, Rect::new(60.0, 66.0, 180.0, 68.0)), None);
        assert_eq!(found(&[two, column(260.0, 366.0, 5.0, 18)].concat(), piece), None);
    }

    #[test]
    fn lines_above_the_start_of_a_rule_may_be_those_of_its_columns() {
        let columns = |y: f32, lines: u8| [column(0.0, 106.0, y, lines), column(130.0, 236.0, y, lines)].concat();
        let found = |above: Vec<(f32, f32, f32)>| {
            let (page, all, _) = page(&[above, columns(40.0, 12)].concat(), Vec::new());
            let first: Vec<usize> = all.iter().copied().filter(|&n| page.middle(n) < 30.0).collect();
            page.begin_above(&all, &first, 118.0)
        };
        assert!(found(columns(5.0, 2)));
        // One line, and lines that end elsewhere.
        assert!(!found(columns(19.0, 1)));
        assert!(!found([column(0.0, 84.0, 5.0, 2), column(130.0, 236.0, 5.0, 2)].concat()));
    }

    #[test]
    fn a_head_in_the_middle_is_that_of_all_columns_below_it() {
        let columns = |y: f32| [0.0, 130.0, 260.0].map(|x| column(x, x + 106.0, y, 8)).concat();
        // The first `large` lines are in the print of titles.
        let found = |heads: &[(f32, f32, f32)], large: usize| {
            let (mut page, all, _) = page(&[heads.to_vec(), columns(80.0)].concat(), Vec::new());
            page.lines.size.iter_mut().take(large).for_each(|size| *size = 20.0);
            page.end_of_centred(&all)
        };
        let head = (130.0, 236.0, 20.0);
        assert!(found(&[head], 1).is_some_and(|y| 20.0 < y && y < 80.0));
        // A byline below it is of the head; text, a title at the side and that of one column beside those of others are none.
        assert!(found(&[head, (152.0, 214.0, 50.0)], 1).is_some_and(|y| 50.0 < y && y < 80.0));
        assert_eq!(found(&[head], 0), None);
        assert_eq!(found(&[(0.0, 106.0, 20.0)], 1), None);
        assert_eq!(found(&[head, (0.0, 106.0, 50.0), (260.0, 366.0, 50.0)], 3), None);
    }

    #[test]
    fn spread_words_of_a_column_are_no_columns() {
        let words = [(0.0, 40.0, 5.0), (70.0, 106.0, 5.0), (0.0, 40.0, 19.0), (70.0, 106.0, 19.0)];
        let found = |habits: &[(f32, f32)], lines: [usize; 4]| {
            let (mut page, all, _) = page(&words, Vec::new());
            page.cells.iter_mut().for_each(|cell| cell.line = lines[cell.line]);
            page.habits = habits.to_vec();
            let (left, right) = part(&all, |n| page.cells[n].rect.center() < 55.0);
            page.is_one_column(&all, &left, &right)
        };
        let habits = [(106.0, 130.0), (236.0, 260.0)];
        assert!(found(&habits, [0, 0, 1, 1]));
        // Lines of their own, and a page whose columns nobody knows.
        assert!(!found(&habits, [0, 1, 2, 3]) && !found(&[], [0, 0, 1, 1]));
    }
}
