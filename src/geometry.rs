//! Columns, reading order and paragraphs from the boxes of words.
//!
//! The page is cut recursively at its white space (XY-cut; Nagy and Seth 1984), on words and not on lines: an engine that reads
//! across a gutter is set right. Gutters are cut first, rows only where several columns stand beside each other and none
//! of their gutters runs through.

use crate::reader::Rect;
use crate::span::Span;
use crate::text;

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
}

/// Lines that are one block: a title, or a paragraph as far as it stands in one column.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    pub(crate) rows: Vec<Row>,
    /// Size of the print against the body text.
    pub(crate) ratio: f32,
    /// The text goes on from the group before: no indent, and that one fills its last line.
    pub(crate) goes_on: bool,
}

/// A gutter is this wide at least, in em, where ten or more lines stand on both sides: no rivers of white run
/// through so many; wider for ideographs, which stand in a grid, and where fewer than ten lines do, two, one.
const GUTTER: f32 = 0.15;
const GUTTER_WIDE: f32 = 0.35;
const GUTTER_FEW: f32 = 0.5;
const GUTTER_TWO: f32 = 1.36;
const GUTTER_ONE: f32 = 3.74;
/// White inside two lines that makes columns of them.
const GUTTER_ROW: f32 = 1.08;
/// A row of white this much higher than the widest gutter is wide, and this high in em, parts articles that stand one above the other.
const ROW_FIRST: f32 = 1.47;
const ROW_LEAST: f32 = 1.01;
/// Deeper cuts than a page has.
const DEEPEST: usize = 64;
/// An indent, in em.
const INDENT: f32 = 0.96;
/// Lines of a title stand this close, in its size; a paragraph ends where the step is this much larger than the pitch.
const TITLE_STEP: f32 = 1.65;
const BREAK_STEP: f32 = 1.48;
/// A last line is this much shorter than the column, a full one at most that much, in em.
const SHORT: f32 = 2.04;
const FULL: f32 = 0.78;
/// A part of a column stands this close below the part before it, in em.
const BELOW: f32 = 3.0;
/// Print that is larger than body text by this much is a title's.
const LARGER: f32 = 1.5;

/// The blocks of a page in reading order.
pub(crate) fn groups(mut cells: Vec<Cell>) -> Vec<Group> {
    let em = page_em(&cells);
    clip(&mut cells);
    let em = page_em(&cells).min(em);
    deskew(&mut cells, em);
    let lines = Lines::of(&cells);
    narrow(&mut cells, &lines, em);
    let page = Page { cells, lines, em };
    let mut leaves = Vec::new();
    page.cut((0..page.cells.len()).collect(), 0, &mut leaves);
    let leaves: Vec<Vec<Row>> = leaves.into_iter().map(|leaf| page.rows(leaf)).filter(|rows| !rows.is_empty()).collect();
    let leaves = merge(leaves, em);
    let body = body_size(&leaves, &page.cells, em);
    let mut out: Vec<Group> = Vec::new();
    for leaf in leaves {
        column(leaf, body, &mut out);
    }
    out
}

struct Page {
    cells: Vec<Cell>,
    lines: Lines,
    em: f32,
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

/// Size of the print of some words of one line: the pitch of its ideographs, else the height of the words.
fn size(members: &[usize], cells: &[Cell]) -> f32 {
    let heights = median(members.iter().map(|&n| cells[n].rect.height()).collect());
    let wide: usize = members.iter().map(|&n| cells[n].wide).sum();
    let narrow: usize = members.iter().map(|&n| cells[n].chars - cells[n].wide).sum();
    if wide < 4 {
        return heights;
    }
    let Some(rect) = members.iter().map(|&n| cells[n].rect).reduce(Rect::union) else { return heights };
    // Boxes of single ideographs jump; the line as a whole is set in squares, digits and letters in halves of them.
    rect.width() / (wide as f32 + narrow as f32 * 0.5)
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
fn deskew(cells: &mut [Cell], em: f32) {
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

    fn cut(&self, cells: Vec<usize>, depth: usize, out: &mut Vec<Vec<usize>>) {
        if cells.len() < 2 || depth > DEEPEST {
            out.push(cells);
            return;
        }
        let split = match (self.gutter(&cells), self.gap(&cells)) {
            (Some((x, wide)), Some((y, high))) => {
                Some(if high > wide * ROW_FIRST && high > self.em * ROW_LEAST { (false, y) } else { (true, x) })
            }
            (Some((x, _)), None) => Some((true, x)),
            (None, row) => row.map(|(y, _)| (false, y)),
        };
        let Some((upright, at)) = split else {
            out.push(cells);
            return;
        };
        let before = |&n: &usize| {
            let rect = &self.cells[n].rect;
            if upright { (rect.x0 + rect.x1) / 2.0 < at } else { self.reach(n).1 <= at }
        };
        let (first, second): (Vec<usize>, Vec<usize>) = cells.into_iter().partition(before);
        if first.is_empty() || second.is_empty() {
            out.push(if first.is_empty() { second } else { first });
            return;
        }
        self.cut(first, depth + 1, out);
        self.cut(second, depth + 1, out);
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
        let mut spans: Vec<(f32, f32)> = solid.map(|c| (c.rect.x0, c.rect.x1)).collect();
        let mut found: Vec<(f32, f32)> = gaps(&mut spans).filter(|(a, b)| b - a >= em * narrowest).collect();
        found.sort_by(|a, b| (b.1 - b.0).total_cmp(&(a.1 - a.0)));
        found.into_iter().take(8).find_map(|(a, b)| {
            let middle = (a + b) / 2.0;
            let (left, right): (Vec<usize>, Vec<usize>) =
                cells.iter().partition(|&&n| (self.cells[n].rect.x0 + self.cells[n].rect.x1) / 2.0 <= middle);
            let least = match self.count(&left).min(self.count(&right)) {
                0 | 1 => GUTTER_ONE,
                2 => GUTTER_TWO,
                3..=9 => GUTTER_FEW,
                _ => narrowest,
            };
            (b - a >= em * least).then_some((middle, b - a))
        })
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
            Row { size: size(&cells, &self.cells), rect, cells }
        };
        rows.into_iter().map(row).collect()
    }
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

/// Puts columns together again that were cut into rows: one follows below the other, as wide or narrower.
fn merge(leaves: Vec<Vec<Row>>, em: f32) -> Vec<Vec<Row>> {
    let mut out: Vec<(Rect, Vec<Row>)> = Vec::new();
    for leaf in leaves {
        let Some(rect) = leaf.iter().map(|r| r.rect).reduce(Rect::union) else { continue };
        match out.last_mut() {
            Some((above, rows)) if follows(above, &rect, em) => {
                *above = above.union(rect);
                rows.extend(leaf);
            }
            _ => out.push((rect, leaf)),
        }
    }
    out.into_iter().map(|(_, rows)| rows).collect()
}

fn follows(above: &Rect, below: &Rect, em: f32) -> bool {
    let inside = |a: &Rect, b: &Rect| b.x0 > a.x0 - em && b.x1 < a.x1 + em;
    (inside(above, below) || inside(below, above)) && below.y0 > above.y1 - em && below.y0 < above.y1 + em * BELOW
}

/// The size that most characters of the page have.
fn body_size(leaves: &[Vec<Row>], cells: &[Cell], em: f32) -> f32 {
    let chars = |row: &Row| row.cells.iter().map(|&n| cells[n].chars).sum::<usize>();
    let mut sizes: Vec<(f32, usize)> = leaves.iter().flatten().map(|row| (row.size, chars(row))).collect();
    sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = sizes.iter().map(|s| s.1).sum::<usize>() / 2;
    let mut sum = 0;
    sizes
        .iter()
        .find(|s| {
            sum += s.1;
            sum > half
        })
        .map_or(em, |s| s.0)
}

/// Cuts a column into titles and paragraphs.
fn column(rows: Vec<Row>, body: f32, out: &mut Vec<Group>) {
    let large = |row: &Row| row.size > body * LARGER;
    let plain: Vec<&Row> = rows.iter().filter(|r| !large(r)).collect();
    let left = percentile(plain.iter().map(|r| r.rect.x0).collect(), 2);
    let right = percentile(plain.iter().map(|r| r.rect.x1).collect(), 8);
    let pitch = median(rows.windows(2).map(|w| w[1].rect.middle() - w[0].rect.middle()).collect()).max(body);
    let first = out.len();
    let mut before: Option<(Rect, f32, bool)> = None;
    for row in rows {
        let indent = row.rect.x0 - left;
        let starts = match before {
            None => true,
            Some((rect, size, was_large)) if was_large || large(&row) => {
                let step = row.rect.middle() - rect.middle();
                was_large != large(&row) || (row.size / size).max(size / row.size) > LARGER || step > row.size.max(size) * TITLE_STEP
            }
            Some((rect, _, _)) => {
                let step = row.rect.middle() - rect.middle();
                step > pitch * BREAK_STEP || indent > body * INDENT && rect.x0 - left < body * INDENT || rect.x1 < right - body * SHORT
            }
        };
        before = Some((row.rect, row.size, large(&row)));
        let ratio = row.size / body;
        match out.last_mut() {
            Some(group) if !starts => group.rows.push(row),
            _ => {
                let full = out.last().is_some_and(|g: &Group| ends_full(g));
                let goes_on = out.len() == first && !large(&row) && indent < body * INDENT / 2.0 && full;
                out.push(Group { rows: vec![row], ratio, goes_on });
            }
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
    group.rows.len() > 1 && group.ratio < LARGER && group.rows.last().is_some_and(|r| r.rect.x1 > right - r.size * FULL)
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
        groups(cells).iter().flat_map(|g| g.rows.iter().flat_map(|r| r.cells.iter().map(|&n| spans[n])).collect::<Vec<_>>()).collect()
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
