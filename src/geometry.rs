//! Columns, reading order and paragraphs from the boxes of words.
//!
//! The page is cut recursively at its white space (XY-cut; Nagy and Seth 1984), on words and not on lines: an engine that reads
//! across a gutter is set right. Gutters are cut first, rows only where several columns stand beside each other and none
//! of their gutters runs through.

use crate::page::Place;
use crate::reader::Rect;
use crate::span::Span;
use crate::text;
use std::collections::HashSet;

/// A word on the page.
#[derive(Clone, Debug)]
pub(crate) struct Cell {
    /// Its text, in the sheet's text.
    pub(crate) span: Span,
    pub(crate) rect: Rect,
    /// The engine's line.
    pub(crate) line: usize,
    /// East Asian characters, and all characters.
    pub(crate) wide: usize,
    pub(crate) chars: usize,
    /// Nothing but marks: the boxes of marks are guesses.
    pub(crate) mark: bool,
}

/// A printed line.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// Its words, from left to right.
    pub(crate) cells: Vec<usize>,
    pub(crate) rect: Rect,
    /// Size of its print.
    pub(crate) size: f32,
    /// Most of it is East Asian.
    pub(crate) wide: bool,
}

/// Lines that are one block: a title, or a paragraph as far as it stands in one column.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    pub(crate) rows: Vec<Row>,
    /// In larger print than the body text.
    pub(crate) title: bool,
    /// The text goes on from the group before: no indent, and that one fills its last line.
    pub(crate) goes_on: bool,
    pub(crate) place: Place,
}

/// A gutter is this wide at least, in em, where ten or more lines stand on both sides: no rivers of white run
/// through so many; wider for ideographs, which stand in a grid, and where fewer than ten lines do, two, one.
const GUTTER: f32 = 0.15;
const GUTTER_WIDE: f32 = 0.35;
const GUTTER_FEW: f32 = 0.5;
const GUTTER_TWO: f32 = 1.36;
const GUTTER_ONE: f32 = 3.74;
/// One line in so many may have a word in a gutter.
const STRAY: usize = 12;
/// White inside two lines that makes columns of them.
const GUTTER_ROW: f32 = 1.08;
/// A row of white this much higher than the widest gutter is wide, and this high in em, parts articles that stand one above the other.
const ROW_FIRST: f32 = 1.47;
const ROW_LEAST: f32 = 1.01;
/// A rule is this much longer than thick; a scan that leans makes it thicker.
const SLENDER: f32 = 7.0;
/// Shares of an area that a rule across or down it takes.
const ACROSS: f32 = 0.8;
const DOWN: f32 = 0.5;
/// Rules of columns of one article begin within so many em.
const TOPS: f32 = 2.5;
/// Print larger than this against the page's runs across columns.
const TITLE_SIZE: f32 = 1.15;
/// White inside a title, in its own size: between ideographs that are set wide, and between words.
const TITLE_WHITE: f32 = 2.2;
const TITLE_SPACE: f32 = 1.0;
/// Deeper cuts than a page has.
const DEEPEST: usize = 64;
/// An indent, in em.
const INDENT: f32 = 0.96;
/// Lines of a title stand this close, in its size; a paragraph ends where the step is this much larger than the pitch.
const TITLE_STEP: f32 = 1.9;
const BREAK_STEP: f32 = 1.48;
/// A last line is this much shorter than the column, a full one at most that much, in em.
const SHORT: f32 = 2.04;
const FULL: f32 = 0.78;
/// A part of a column stands this close below the part before it, in em.
const BELOW: f32 = 3.0;
/// Print that is larger than body text by this much is a title's; at the top of a column less will do.
const LARGER: f32 = 1.5;
const TITLE: f32 = 1.14;
/// What the pitch of ideographs says of their size, against the height of their line.
const PITCH_SHARE: f32 = 0.6;
/// Lines of one title differ in size by less than this.
const OTHER_SIZE: f32 = 1.25;
/// The same for print whose height depends on its letters.
const OTHER_HEIGHT: f32 = 1.45;
/// Lines of a title with kicker, deck and byline.
const MOST_TITLE: usize = 6;
/// An advertisement in a frame has fewer lines than this.
const MOST_FRAMED: usize = 5;

/// The blocks of a page in reading order.
pub(crate) fn groups(mut cells: Vec<Cell>, mut graphics: Vec<Rect>) -> Vec<Group> {
    let em = page_em(&cells);
    clip(&mut cells);
    let em = page_em(&cells).min(em);
    deskew(&mut cells, &mut graphics, em);
    let lines = Lines::of(&cells);
    narrow(&mut cells, &lines, em);
    let page = Page { cells, lines, em, graphics: Graphics::of(graphics, em) };
    let mut leaves = Vec::new();
    page.cut((0..page.cells.len()).collect(), Cut::Rule, 0, &mut leaves);
    let leaves: Vec<(Cut, Vec<Row>)> = leaves.into_iter().map(|(cut, cells)| (cut, page.rows(cells))).collect();
    let body = body_size(&leaves, &page.cells, em);
    let leaves = merge(leaves, body);
    let mut out: Vec<Group> = Vec::new();
    let cuts: Vec<Cut> = leaves.iter().map(|leaf| leaf.0).collect();
    let mut frame = None;
    for (n, (cut, leaf)) in leaves.into_iter().enumerate() {
        let within = page.graphics.frame_of(&leaf);
        let apart = cut == Cut::Rule || within != frame;
        frame = within;
        let framed = within.is_some() && leaf.len() < MOST_FRAMED;
        let banner = apart && !framed && leaf.len() == 1 && cuts.get(n + 1).is_none_or(|next| *next == Cut::Rule);
        let first = out.len();
        column(leaf, cut == Cut::Gutter, body, &mut out);
        for (k, group) in out.iter_mut().skip(first).enumerate() {
            group.place = Place { apart: apart && k == 0, banner, framed };
        }
    }
    out
}

struct Page {
    cells: Vec<Cell>,
    lines: Lines,
    em: f32,
    graphics: Graphics,
}

/// Where an area is parted: at an x, or at a y.
#[derive(Clone, Debug)]
enum Split {
    Upright(f32),
    Across(f32),
    /// A line through points, level beyond them: scans lean and bulge.
    Along(Vec<(f32, f32)>),
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
enum Cut {
    /// White from top to bottom, or a rule.
    Gutter,
    /// White from left to right.
    White,
    /// The line along which the rules of columns begin.
    Columns,
    /// A rule from left to right.
    Rule,
}

/// What is printed and no text.
#[derive(Debug, Default)]
struct Graphics {
    /// Rules from left to right.
    across: Vec<Rect>,
    /// Rules from top to bottom.
    upright: Vec<Rect>,
    /// Frames of four rules.
    frames: Vec<Rect>,
}

impl Graphics {
    fn of(rects: Vec<Rect>, em: f32) -> Self {
        let mut out = Self::default();
        for rect in rects {
            if rect.width() > rect.height() * SLENDER {
                out.across.push(rect);
            } else if rect.height() > rect.width() * SLENDER {
                out.upright.push(rect);
            }
        }
        out.take_frames(em);
        out
    }

    /// The sides of a frame part nothing.
    fn take_frames(&mut self, em: f32) {
        let Self { across, upright, frames } = self;
        let mut sides: Vec<Rect> = Vec::new();
        upright.retain(|side| {
            // The ends of rules are seldom where they meet, least of all on a scan that leans.
            let near = em * 0.6 + side.height() * 0.02;
            let meets = |x: f32, y: f32| {
                across.iter().any(|a| (a.middle() - y).abs() < near && ((a.x0 - x).abs() < near || (a.x1 - x).abs() < near))
            };
            let is_side = meets(side.center(), side.y0) && meets(side.center(), side.y1);
            if let Some(other) = sides.iter().find(|o| is_side && (o.y0 - side.y0).abs() < near && (o.y1 - side.y1).abs() < near) {
                frames.push(other.union(*side));
            }
            sides.extend(is_side.then_some(*side));
            !is_side
        });
    }

    /// The smallest frame that all rows stand in.
    fn frame_of(&self, rows: &[Row]) -> Option<usize> {
        let inside = |f: &Rect, r: &Rect| f.y0 < r.middle() && r.middle() < f.y1 && f.x0 < r.center() && r.center() < f.x1;
        let around = self.frames.iter().enumerate().filter(|(_, f)| !rows.is_empty() && rows.iter().all(|row| inside(f, &row.rect)));
        around.min_by(|a, b| a.1.height().total_cmp(&b.1.height())).map(|(n, _)| n)
    }
}

/// Middle and size of each of the engine's lines, by number.
struct Lines {
    middle: Vec<f32>,
    size: Vec<f32>,
}

impl Lines {
    fn of(cells: &[Cell]) -> Self {
        let count = cells.iter().map(|c| c.line + 1).max().unwrap_or(0);
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); count];
        for (n, cell) in cells.iter().enumerate() {
            members[cell.line].push(n);
        }
        let middle = members.iter().map(|m| median(m.iter().map(|&n| cells[n].rect.middle()).collect())).collect();
        let size = members.iter().map(|m| size(m, cells)).collect();
        Self { middle, size }
    }
}

fn median(mut values: Vec<f32>) -> f32 {
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

/// Size of the print of some words of one line, from left to right: the pitch of its ideographs, else the height of the words.
fn size(members: &[usize], cells: &[Cell]) -> f32 {
    let wide: usize = members.iter().map(|&n| cells[n].wide).sum();
    if wide >= 4 {
        let pitches = pitches(members.iter().map(|&n| &cells[n]));
        if pitches.len() >= 3 {
            return median(pitches);
        }
    }
    median(members.iter().map(|&n| cells[n].rect.height()).collect())
}

/// Steps from word to word in ideographs: letters and figures are half as wide. Boxes of marks are guesses.
fn pitches<'c>(members: impl Iterator<Item = &'c Cell>) -> Vec<f32> {
    let units = |cell: &Cell| cell.wide as f32 + (cell.chars - cell.wide) as f32 * 0.5;
    let mut out = Vec::new();
    let mut before: Option<(f32, f32)> = None;
    for cell in members {
        let half = units(cell) / 2.0;
        if cell.mark {
            before = before.map(|(center, width)| (center, width + half * 2.0));
            continue;
        }
        if let Some((center, width)) = before {
            out.push((cell.rect.center() - center) / (width + half));
        }
        before = Some((cell.rect.center(), half));
    }
    out
}

fn page_em(cells: &[Cell]) -> f32 {
    let mut sizes = Vec::new();
    let mut start = 0;
    while start < cells.len() {
        let line = cells[start].line;
        let members: Vec<usize> = (start..cells.len()).take_while(|&n| cells[n].line == line).collect();
        start += members.len();
        sizes.extend(std::iter::repeat_n(size(&members, cells), members.len()));
    }
    median(sizes).max(1.0)
}

/// Turns the boxes by the median slope of the lines.
fn deskew(cells: &mut [Cell], graphics: &mut [Rect], em: f32) {
    let mut slopes = Vec::new();
    let mut start = 0;
    while start < cells.len() {
        let line = cells[start].line;
        let len = cells[start..].iter().take_while(|c| c.line == line).count();
        let (first, last) = (&cells[start].rect, &cells[start + len - 1].rect);
        let run = last.x0 - first.x0;
        if len >= 4 && run > em * 8.0 {
            slopes.push((last.middle() - first.middle()) / run);
        }
        start += len;
    }
    let slope = if slopes.len() >= 5 { median(slopes).clamp(-0.1, 0.1) } else { 0.0 };
    for cell in cells {
        let rect = &mut cell.rect;
        let (dx, dy) = (slope * rect.middle(), slope * rect.x0);
        *rect = Rect::new(rect.x0 + dx, rect.y0 - dy, rect.x1 + dx, rect.y1 - dy);
    }
    for rect in graphics {
        let (dx, dy) = (slope * rect.middle(), slope * rect.center());
        *rect = Rect::new(rect.x0 + dx, rect.y0 - dy, rect.x1 + dx, rect.y1 - dy);
    }
}

/// Ends the box of each word where the next one of its line begins: engines draw some around half the line.
fn clip(cells: &mut [Cell]) {
    for n in 1..cells.len() {
        let (next, line) = (cells[n].rect.x0, cells[n].line);
        let cell = &mut cells[n - 1];
        if cell.line == line && next > cell.rect.x0 && next < cell.rect.x1 {
            cell.rect.x1 = next;
        }
    }
}

/// Takes the boxes of ideographs back to what they can fill; engines stretch them over the white beside them.
fn narrow(cells: &mut [Cell], lines: &Lines, em: f32) {
    for cell in cells.iter_mut().filter(|c| c.wide == c.chars) {
        let most = lines.size[cell.line].max(em) * 1.1 * cell.chars as f32;
        let extra = (cell.rect.width() - most).max(0.0) / 2.0;
        cell.rect = Rect::new(cell.rect.x0 + extra, cell.rect.y0, cell.rect.x1 - extra, cell.rect.y1);
    }
}

impl Page {
    /// How far a word reaches up and down: as its line does, since boxes of single words jump.
    fn reach(&self, n: usize) -> (f32, f32) {
        let line = self.cells[n].line;
        let (middle, half) = (self.lines.middle[line], self.lines.size[line].max(self.em * 0.5) * 0.35);
        (middle - half, middle + half)
    }

    /// Cuts an area into columns; `before` is the cut that its start was made by.
    fn cut(&self, cells: Vec<usize>, before: Cut, depth: usize, out: &mut Vec<(Cut, Vec<usize>)>) {
        if cells.len() < 2 || depth > DEEPEST {
            out.push((before, cells));
            return;
        }
        let parts = |split: Split| {
            let (first, second): (Vec<usize>, Vec<usize>) = cells.iter().partition(|&&n| self.is_before(n, &split));
            let cut = match split {
                Split::Upright(_) => Cut::Gutter,
                Split::Across(_) => Cut::White,
                Split::Along(_) => Cut::Columns,
            };
            (!first.is_empty() && !second.is_empty()).then_some((cut, first, second))
        };
        let ruled = self.by_rule(&cells).and_then(parts).map(|(cut, a, b)| (if cut == Cut::White { Cut::Rule } else { cut }, a, b));
        let Some((cut, first, second)) = ruled.or_else(|| self.by_white(&cells).and_then(parts)) else {
            out.push((before, cells));
            return;
        };
        self.cut(first, before, depth + 1, out);
        self.cut(second, cut, depth + 1, out);
    }

    fn is_before(&self, n: usize, split: &Split) -> bool {
        match split {
            Split::Upright(x) => self.cells[n].rect.center() < *x,
            Split::Across(y) => self.middle(n) < *y,
            Split::Along(points) => self.middle(n) < along(points, self.cells[n].rect.center()),
        }
    }

    fn by_white(&self, cells: &[usize]) -> Option<Split> {
        match (self.gutter(cells), self.gap(cells)) {
            (Some((x, wide)), Some((y, high))) => {
                let row = high > wide * ROW_FIRST && high > self.em * ROW_LEAST;
                Some(if row { Split::Across(y) } else { Split::Upright(x) })
            }
            (Some((x, _)), None) => Some(Split::Upright(x)),
            (None, row) => row.map(|(y, _)| Split::Across(y)),
        }
    }

    /// The printer's rules: one that runs across all of an area parts it, and so does one that runs down all of it.
    fn by_rule(&self, cells: &[usize]) -> Option<Split> {
        let area = cells.iter().map(|&n| self.cells[n].rect).reduce(Rect::union)?;
        let middles = |n: &usize| self.middle(*n);
        let both = |above: &dyn Fn(&usize) -> bool| cells.iter().any(above) && !cells.iter().all(above);
        let across = self.graphics.across.iter().find(|rule| {
            let y = rule.middle();
            rule.x1.min(area.x1) - rule.x0.max(area.x0) > area.width() * ACROSS && both(&|n| middles(n) < y)
        });
        if let Some(rule) = across {
            return Some(Split::Across(rule.middle()));
        }
        self.down(cells, area)
    }

    /// A rule that runs down an area, or the line along which the rules of its columns begin.
    fn down(&self, cells: &[usize], area: Rect) -> Option<Split> {
        let mut starts = Vec::new();
        for rule in &self.graphics.upright {
            let (x, top) = (rule.center(), rule.y0.max(area.y0));
            let left = cells.iter().filter(|&&n| self.cells[n].rect.center() < x).count();
            let inside = left > 0 && left < cells.len() && rule.y1.min(area.y1) - top > area.height() * DOWN;
            if !inside {
                continue;
            }
            if let Some(y) = self.title_over(cells, area, x) {
                starts.push((x, y));
                continue;
            }
            let above: Vec<usize> = cells.iter().copied().filter(|&n| self.middle(n) < rule.y0 - self.em).collect();
            if !above.is_empty() && !self.are_columns(&above, x) {
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

    /// Whether words stand in lines on both sides of an x: most of the heights that one side has, the other has, too.
    fn are_columns(&self, cells: &[usize], x: f32) -> bool {
        let (left, right): (Vec<usize>, Vec<usize>) = cells.iter().partition(|&&n| self.cells[n].rect.center() < x);
        let (few, many) = if left.len() < right.len() { (left, right) } else { (right, left) };
        let shared = few.iter().filter(|&&n| many.iter().any(|&m| (self.middle(m) - self.middle(n)).abs() < self.em)).count();
        self.count(&few) > MOST_TITLE && shared * 4 > few.len() * 3
    }

    /// Where the title ends that stands at the top of an area and runs across an x.
    fn title_over(&self, cells: &[usize], area: Rect, x: f32) -> Option<f32> {
        let mut end = None;
        let mut top = area.y0 - self.em;
        for _ in 0..MOST_TITLE {
            // The row of print below what is known of the title.
            let below = || cells.iter().copied().filter(move |&n| self.middle(n) > top);
            let first = below().map(|n| self.middle(n)).reduce(f32::min)?;
            let row: Vec<usize> = below().filter(|&n| self.middle(n) < first + self.em * 0.6).collect();
            let size = percentile(row.iter().map(|&n| self.lines.size[self.cells[n].line]).collect(), 2);
            let left = row.iter().map(|&n| &self.cells[n].rect).filter(|r| r.center() < x).map(|r| r.x1).reduce(f32::max);
            let right = row.iter().map(|&n| &self.cells[n].rect).filter(|r| r.center() >= x).map(|r| r.x0).reduce(f32::min);
            let wide = row.iter().filter(|&&n| self.cells[n].wide > 0).count() * 2 > row.len();
            let large = size > self.em * TITLE_SIZE;
            let white = if wide && large { TITLE_WHITE } else { TITLE_SPACE };
            if let Some((left, right)) = left.zip(right) {
                if right - left > size * white {
                    break;
                }
                end = if large { Some(first + size * 0.6) } else { end };
            }
            top = first + size * 0.6;
        }
        end
    }

    fn middle(&self, n: usize) -> f32 {
        self.lines.middle[self.cells[n].line]
    }

    /// Size of the smaller print among some words: white is wide or narrow against that.
    fn local_em(&self, cells: &[usize]) -> f32 {
        percentile(cells.iter().map(|&n| self.lines.size[self.cells[n].line]).collect(), 2).max(self.em)
    }

    /// Number of lines of some words.
    fn count(&self, cells: &[usize]) -> usize {
        let mut lines: Vec<usize> = cells.iter().map(|&n| self.cells[n].line).collect();
        lines.sort_unstable();
        lines.dedup();
        lines.len()
    }

    /// Middle and width of the widest gutter that runs through all the words.
    fn gutter(&self, cells: &[usize]) -> Option<(f32, f32)> {
        let em = self.local_em(cells);
        let wide = cells.iter().filter(|&&n| self.cells[n].wide > 0).count() * 2 > cells.len();
        let narrowest = if wide { GUTTER_WIDE } else { GUTTER };
        let solid = cells.iter().map(|&n| &self.cells[n]).filter(|c| !c.mark);
        let spans: Vec<(f32, f32)> = solid.map(|c| (c.rect.x0, c.rect.x1)).collect();
        // A title closes a gutter, one box that jumps does not.
        let titles = cells.iter().filter(|&&n| self.lines.size[self.cells[n].line] > self.em * LARGER).map(|&n| self.cells[n].rect);
        let clean: Vec<(f32, f32)> = thin(&spans, 0).into_iter().filter(|(a, b)| b - a >= em * narrowest).collect();
        let stray = self.count(cells) / STRAY;
        let mut found = if wide && clean.is_empty() && stray > 0 {
            let solid = titles.flat_map(|r| std::iter::repeat_n((r.x0, r.x1), stray)).chain(spans.iter().copied()).collect::<Vec<_>>();
            thin(&solid, stray).into_iter().filter(|(a, b)| b - a >= em * narrowest.max(GUTTER_FEW)).collect()
        } else {
            clean
        };
        found.sort_by(|a, b| (b.1 - b.0).total_cmp(&(a.1 - a.0)));
        found.into_iter().take(8).find_map(|(a, b)| {
            let middle = (a + b) / 2.0;
            let (left, right): (Vec<usize>, Vec<usize>) = cells.iter().partition(|&&n| self.cells[n].rect.center() <= middle);
            let largest = || cells.iter().map(|&n| self.lines.size[self.cells[n].line]).fold(em, f32::max);
            let least = match self.count(&left).min(self.count(&right)) {
                0 | 1 => largest() * GUTTER_ONE,
                2 => largest() * GUTTER_TWO,
                3..=9 => em * GUTTER_FEW,
                _ => em * narrowest,
            };
            let few = self.count(&left).min(self.count(&right)) <= MOST_TITLE;
            (b - a >= least && !(few && self.cuts_title(&left, &right, b - a))).then_some((middle, b - a))
        })
    }

    /// Whether a gutter of some width is white inside a title: one of its lines goes on beyond it.
    fn cuts_title(&self, left: &[usize], right: &[usize], width: f32) -> bool {
        let large = |&n: &usize| {
            let size = self.lines.size[self.cells[n].line];
            (size > self.em * TITLE_SIZE && width < size * TITLE_WHITE).then_some(self.cells[n].line)
        };
        let titles: HashSet<usize> = left.iter().filter_map(large).collect();
        right.iter().filter_map(large).any(|line| titles.contains(&line))
    }

    /// Middle and height of the highest row of white, where columns stand beside each other.
    fn gap(&self, cells: &[usize]) -> Option<(f32, f32)> {
        if !self.has_columns(cells) {
            return None;
        }
        let mut spans: Vec<(f32, f32)> = cells.iter().map(|&n| self.reach(n)).collect();
        let widest = gaps(&mut spans).max_by(|a, b| (a.1 - a.0).total_cmp(&(b.1 - b.0)))?;
        Some(((widest.0 + widest.1) / 2.0, widest.1 - widest.0))
    }

    /// Whether two words of one height stand further apart than words of a line do.
    fn has_columns(&self, cells: &[usize]) -> bool {
        let mut order: Vec<usize> = cells.to_vec();
        order.sort_by(|&a, &b| self.reach(a).0.total_cmp(&self.reach(b).0).then(self.cells[a].rect.x0.total_cmp(&self.cells[b].rect.x0)));
        let em = self.local_em(cells);
        let mut rows = 0;
        let mut start = 0;
        while start < order.len() {
            // Words that overlap the first one's height are one row.
            let floor = self.reach(order[start]).1;
            let len = order[start..].iter().take_while(|&&n| self.reach(n).0 < floor).count().max(1);
            let mut spans: Vec<(f32, f32)> =
                order[start..start + len].iter().map(|&n| (self.cells[n].rect.x0, self.cells[n].rect.x1)).collect();
            let widest = gaps(&mut spans).map(|(a, b)| (b - a) / em).fold(0.0, f32::max);
            rows += usize::from(widest >= GUTTER_ROW);
            if rows > 1 || widest >= GUTTER_ONE {
                return true;
            }
            start += len;
        }
        false
    }

    /// The lines of a column, from top to bottom.
    fn rows(&self, cells: Vec<usize>) -> Vec<Row> {
        let mut order = cells;
        order.sort_by(|&a, &b| self.lines.middle[self.cells[a].line].total_cmp(&self.lines.middle[self.cells[b].line]));
        let mut rows: Vec<(f32, Vec<usize>)> = Vec::new();
        for n in order {
            let line = self.cells[n].line;
            let (middle, size) = (self.lines.middle[line], self.lines.size[line]);
            match rows.last_mut() {
                Some((at, row)) if (middle - *at).abs() < size.min(self.em) * 0.4 => row.push(n),
                _ => rows.push((middle, vec![n])),
            }
        }
        let row = |(_, mut cells): (f32, Vec<usize>)| {
            // Within a line of the engine its own order holds, whatever the boxes say.
            let start = |n: usize| {
                cells.iter().filter(|&&m| self.cells[m].line == self.cells[n].line).map(|&m| self.cells[m].rect.x0).fold(f32::MAX, f32::min)
            };
            let mut keyed: Vec<(f32, usize, usize)> = cells.iter().map(|&n| (start(n), self.cells[n].line, n)).collect();
            keyed.sort_by(|a, b| a.0.total_cmp(&b.0).then((a.1, a.2).cmp(&(b.1, b.2))));
            cells = keyed.into_iter().map(|k| k.2).collect();
            let rect = cells.iter().map(|&n| self.cells[n].rect).reduce(Rect::union).unwrap_or_default();
            let wide = cells.iter().filter(|&&n| self.cells[n].wide > 0).count() * 2 > cells.len();
            Row { size: size(&cells, &self.cells), rect, wide, cells }
        };
        rows.into_iter().map(row).collect()
    }
}

/// Where no more than so many intervals overlap, from left to right, between the first and the last of them.
fn thin(spans: &[(f32, f32)], most: usize) -> Vec<(f32, f32)> {
    let mut edges: Vec<(f32, bool)> = spans.iter().flat_map(|&(a, b)| [(a, true), (b, false)]).collect();
    // Ends before starts, so that boxes that touch leave no gap of no width.
    edges.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let (mut depth, mut out) = (0_usize, Vec::new());
    let mut since: Option<f32> = None;
    let mut deep = false;
    for (x, starts) in edges {
        depth = if starts { depth + 1 } else { depth.saturating_sub(1) };
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

/// Puts columns together again that were cut at rows of white: one follows below the other, as wide or narrower. The lines of a
/// title are put together, too.
fn merge(leaves: Vec<(Cut, Vec<Row>)>, body: Body) -> Vec<(Cut, Vec<Row>)> {
    let mut out: Vec<(Rect, Cut, Vec<Row>)> = Vec::new();
    for (cut, leaf) in leaves {
        let Some(rect) = leaf.iter().map(|r| r.rect).reduce(Rect::union) else { continue };
        let joins = |above: &Rect, before: Cut, rows: &[Row]| match cut {
            Cut::Rule => false,
            Cut::Gutter => follows(above, &rect, body.size),
            Cut::White | Cut::Columns => {
                let few = before != Cut::Gutter && rows.len() + leaf.len() <= MOST_TITLE;
                let title = few && rect.y0 < above.y1 + body.size * TITLE_WHITE && rect.x0 < above.x1 && above.x0 < rect.x1;
                title || cut == Cut::White && follows(above, &rect, body.size)
            }
        };
        match out.last_mut() {
            Some((above, before, rows)) if joins(above, *before, rows) => {
                *above = above.union(rect);
                rows.extend(leaf);
            }
            _ => out.push((rect, cut, leaf)),
        }
    }
    out.into_iter().map(|(_, cut, rows)| (cut, rows)).collect()
}

fn follows(above: &Rect, below: &Rect, em: f32) -> bool {
    let inside = |a: &Rect, b: &Rect| b.x0 > a.x0 - em && b.x1 < a.x1 + em;
    (inside(above, below) || inside(below, above)) && below.y0 > above.y1 - em && below.y0 < above.y1 + em * BELOW
}

/// The body text: size of its print, and height of the box around a line.
#[derive(Clone, Copy, Debug)]
struct Body {
    size: f32,
    height: f32,
}

/// The size and the height of line that most characters of the page have.
fn body_size(leaves: &[(Cut, Vec<Row>)], cells: &[Cell], em: f32) -> Body {
    let chars = |row: &Row| row.cells.iter().map(|&n| cells[n].chars).sum::<usize>();
    let usual = |measure: &dyn Fn(&Row) -> f32| {
        let mut sizes: Vec<(f32, usize)> = leaves.iter().flat_map(|leaf| &leaf.1).map(|row| (measure(row), chars(row))).collect();
        sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
        let half = sizes.iter().map(|s| s.1).sum::<usize>() / 2;
        let mut sum = 0;
        let middle = sizes.iter().find(|s| {
            sum += s.1;
            sum > half
        });
        middle.map_or(em, |s| s.0).max(1.0)
    };
    Body { size: usual(&|row| row.size), height: usual(&|row| row.rect.height()) }
}

/// Cuts a column into titles and paragraphs; `beside` says that it stands beside the one before it.
fn column(rows: Vec<Row>, beside: bool, print: Body, out: &mut Vec<Group>) {
    let titles_are = title_lines(&rows, beside, print);
    let plain: Vec<&Row> = rows.iter().zip(&titles_are).filter(|(_, title)| !**title).map(|(row, _)| row).collect();
    let measure = Measure {
        left: percentile(plain.iter().map(|r| r.rect.x0).collect(), 2),
        right: percentile(plain.iter().map(|r| r.rect.x1).collect(), 8),
        pitch: median(rows.windows(2).map(|w| w[1].rect.middle() - w[0].rect.middle()).collect()).max(print.size),
    };
    let mut beside = beside;
    let mut rows = rows.into_iter().peekable();
    let mut kinds = titles_are.into_iter().peekable();
    while let Some(title) = kinds.next() {
        let len = 1 + std::iter::from_fn(|| kinds.next_if_eq(&title)).count();
        let run: Vec<Row> = rows.by_ref().take(len).collect();
        if title {
            titles(run, print, out);
        } else {
            paragraphs(run, beside, &measure, print.size, out);
        }
        beside = false;
    }
}

/// Edges of a column's text, and the step from line to line.
struct Measure {
    left: f32,
    right: f32,
    pitch: f32,
}

fn paragraphs(rows: Vec<Row>, beside: bool, measure: &Measure, em: f32, out: &mut Vec<Group>) {
    let mut before: Option<Rect> = None;
    for row in rows {
        let indent = row.rect.x0 - measure.left;
        let starts = before.is_none_or(|rect| {
            let step = row.rect.middle() - rect.middle();
            let indented = indent > em * INDENT && rect.x0 - measure.left < em * INDENT;
            step > measure.pitch * BREAK_STEP || indented || rect.x1 < measure.right - em * SHORT
        });
        let goes_on = beside && before.is_none() && indent < em * INDENT / 2.0 && out.last().is_some_and(ends_full);
        before = Some(row.rect);
        match out.last_mut() {
            Some(group) if !starts => group.rows.push(row),
            _ => out.push(Group { rows: vec![row], title: false, goes_on, place: Place::default() }),
        }
    }
}

/// Which lines of a column are a title's: print that is clearly larger, with its neighbours that are larger, too. At the top
/// of a column that stands beside no other, print that is somewhat larger will do, and what stands above it belongs to it.
fn title_lines(rows: &[Row], beside: bool, body: Body) -> Vec<bool> {
    let ratios: Vec<f32> = rows.iter().map(|row| ratio(row, body)).collect();
    let top = title_rows(rows, if beside { LARGER } else { TITLE }, body);
    let mut out: Vec<bool> = ratios.iter().enumerate().map(|(n, r)| n < top || *r > LARGER).collect();
    for n in 1..out.len() {
        out[n] |= out[n - 1] && ratios[n] > TITLE;
    }
    for n in (1..out.len()).rev() {
        out[n - 1] |= out[n] && ratios[n - 1] > TITLE;
    }
    out
}

/// How many rows at the top of a column are a title: as far as print goes that is larger than the body's.
fn title_rows(rows: &[Row], least: f32, body: Body) -> usize {
    let zone = rows.get(..MOST_TITLE.min(rows.len())).unwrap_or_default();
    zone.iter().rposition(|row| ratio(row, body) > least).map_or(0, |n| n + 1)
}

/// Size of a line's print against the body's. Boxes jump: the height of the line has a say, too.
fn ratio(row: &Row, body: Body) -> f32 {
    let (size, height) = (row.size / body.size, row.rect.height() / body.height);
    if row.wide { size * PITCH_SHARE + height.min(size * 1.3) * (1.0 - PITCH_SHARE) } else { size.min(height) }
}

/// The lines of a title: those of one size that follow close are one. The largest are the headline.
fn titles(rows: Vec<Row>, body: Body, out: &mut Vec<Group>) {
    let largest = rows.iter().map(|row| ratio(row, body)).fold(TITLE, f32::max);
    let mut before: Option<(f32, f32)> = None;
    for row in rows {
        // Words without ascenders are low, their line is not.
        let (middle, size) = (row.rect.middle(), if row.wide { row.size } else { row.rect.height() });
        let other = if row.wide { OTHER_SIZE } else { OTHER_HEIGHT };
        let title = ratio(&row, body) > largest / other;
        let same = before.is_some_and(|(at, was)| (size / was).max(was / size) < other && middle - at < size.max(was) * TITLE_STEP);
        before = Some((middle, size));
        match out.last_mut().filter(|group| same && group.title == title) {
            Some(group) => group.rows.push(row),
            None => out.push(Group { rows: vec![row], title, goes_on: false, place: Place::default() }),
        }
    }
}

fn percentile(mut values: Vec<f32>, tenths: usize) -> f32 {
    values.sort_by(f32::total_cmp);
    values.get(values.len().saturating_sub(1) * tenths / 10).copied().unwrap_or(0.0)
}

/// Whether the last line of a paragraph is as long as the others: it may go on elsewhere.
fn ends_full(group: &Group) -> bool {
    let right = group.rows.iter().map(|r| r.rect.x1).fold(f32::MIN, f32::max);
    group.rows.len() > 1 && !group.title && group.rows.last().is_some_and(|r| r.rect.x1 > right - r.size * FULL)
}

/// Whether a word is nothing but a column rule that was read as text.
pub(crate) fn is_rule(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| matches!(c, '|' | '¦' | '｜' | '│'))
}

/// Whether two words of a line have no space between them.
pub(crate) fn is_tight(before: &str, after: &str) -> bool {
    let wide = |c: Option<char>| c.is_some_and(text::is_ea);
    wide(before.chars().next_back()) || wide(after.chars().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(n: usize, line: usize, x: f32, y: f32) -> Cell {
        Cell { span: Span::new(n, n + 1), rect: Rect::new(x, y, x + 40.0, y + 10.0), line, wide: 0, chars: 8, mark: false }
    }

    fn order(cells: Vec<Cell>) -> Vec<usize> {
        let spans: Vec<usize> = cells.iter().map(|c| c.span.start).collect();
        groups(cells, Vec::new())
            .iter()
            .flat_map(|g| g.rows.iter().flat_map(|r| r.cells.iter().map(|&n| spans[n])).collect::<Vec<_>>())
            .collect()
    }

    #[test]
    fn lines_across_a_gutter_are_cut() {
        // Four rows, each read across two columns of two words, under one spanning line.
        let mut cells = vec![cell(0, 0, 0.0, 0.0), cell(1, 0, 45.0, 0.0), cell(2, 0, 90.0, 0.0), cell(3, 0, 135.0, 0.0)];
        for row in 0..4_u8 {
            for (k, x) in [0.0, 42.0, 110.0, 152.0].into_iter().enumerate() {
                cells.push(cell(4 + usize::from(row) * 4 + k, usize::from(row) + 1, x, 30.0 + 14.0 * f32::from(row)));
            }
        }
        let left = [4, 5, 8, 9, 12, 13, 16, 17];
        let right = [6, 7, 10, 11, 14, 15, 18, 19];
        assert_eq!(order(cells), [&[0, 1, 2, 3], &left[..], &right[..]].concat());
    }

    #[test]
    fn one_column_stays_one() {
        // Twelve lines of ideographs in a grid with white between them, and words of many lengths.
        let mut grid = Vec::new();
        let mut words = Vec::new();
        for row in 0..12_u8 {
            let (line, y) = (usize::from(row), 40.0 * f32::from(row));
            for k in 0..16_u8 {
                let x = 30.0 * f32::from(k);
                grid.push(Cell { wide: 1, chars: 1, rect: Rect::new(x, y, x + 22.0, y + 24.0), ..cell(grid.len(), line, 0.0, 0.0) });
            }
            let mut x = 0.0;
            for k in 0..8_u8 {
                let width = 20.0 + f32::from((row * 7 + k * 5) % 11) * 6.0;
                words.push(Cell { rect: Rect::new(x, y, x + width, y + 24.0), ..cell(words.len(), line, 0.0, 0.0) });
                x += width + 9.0;
            }
        }
        for cells in [grid, words] {
            let count = cells.len();
            assert_eq!(order(cells), (0..count).collect::<Vec<_>>());
        }
    }
}
