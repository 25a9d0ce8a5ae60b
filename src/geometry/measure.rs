//! Sizes of print, and boxes set right.

use crate::geometry::Cell;
use crate::reader::Rect;
use std::collections::HashSet;

/// Middle and size of each of the engine's lines, by number.
pub(super) struct Lines {
    pub(super) middle: Vec<f32>,
    pub(super) size: Vec<f32>,
}

impl Lines {
    pub(super) fn of(cells: &[Cell]) -> Self {
        let count = cells.iter().map(|c| c.line + 1).max().unwrap_or(0);
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); count];
        for (n, cell) in cells.iter().enumerate() {
            members[cell.line].push(n);
        }
        let middle = members.iter().map(|m| median(m.iter().map(|&n| cells[n].rect.middle()).collect())).collect();
        let mut size: Vec<f32> = members.iter().map(|m| size(m, cells)).collect();
        let is_wide = |line: &[usize]| line.iter().filter(|&&n| cells[n].wide > 0).count() * 2 > line.len();
        let is_latin = |line: &[usize]| line.iter().all(|&n| cells[n].wide == 0);
        let widths: Vec<f32> = members.iter().map(|line| if is_latin(line) { advance(line, cells) } else { 0.0 }).collect();
        let heights: Vec<f32> = members.iter().map(|line| if is_wide(line) { tall(line, cells) } else { 0.0 }).collect();
        hold_within(&mut size, &widths, NARROW);
        hold_within(&mut size, &heights, LOW);
        Self { middle, size }
    }
}

/// Makes lines no larger than another measure of them says, where it says something, which usually differs by some factor: no more than `most`
/// times that. The boxes of a bad scan reach into the lines above and below them, and where an engine missed ideographs their pitch is wide.
fn hold_within(sizes: &mut [f32], measures: &[f32], most: f32) {
    let known = || measures.iter().enumerate().filter(|(_, measure)| **measure > 0.0);
    let usual = median(known().map(|(n, measure)| sizes[n] / measure).collect());
    for (n, measure) in known() {
        sizes[n] = sizes[n].min(measure * usual * most);
    }
}

/// Print of titles is narrower than that of text by this, at most, and ideographs are lower than their pitch by that. Found on 255 pages of
/// five makes, where 1.15 to 1.3 and 1.3 to 1.5 read as many articles.
const NARROW: f32 = 1.2;
const LOW: f32 = 1.3;

pub(super) fn median(values: Vec<f32>) -> f32 {
    let middle = values.len() / 2;
    nth(values, middle)
}

pub(super) fn percentile(values: Vec<f32>, tenths: usize) -> f32 {
    let place = values.len().saturating_sub(1) * tenths / 10;
    nth(values, place)
}

/// The value that has so many smaller ones.
fn nth(mut values: Vec<f32>, n: usize) -> f32 {
    if values.len() > n { *values.select_nth_unstable_by(n, f32::total_cmp).1 } else { 0.0 }
}

/// Size of the print of some words of one line, from left to right: the pitch of its ideographs, else the height of the words.
pub(super) fn size(members: &[usize], cells: &[Cell]) -> f32 {
    pitch(members, cells).unwrap_or_else(|| tall(members, cells))
}

/// Height of capitals in some words of one line. Boxes of marks are guesses.
pub(super) fn tall(members: &[usize], cells: &[Cell]) -> f32 {
    let heights = |marks: bool| members.iter().map(|&n| &cells[n]).filter(|c| c.mark == marks).map(Cell::tall).collect::<Vec<_>>();
    let letters = heights(false);
    median(if letters.is_empty() { heights(true) } else { letters })
}

/// Size of the print of some Latin words by their width; 0 where they have too few letters to tell.
pub(super) fn advance(members: &[usize], cells: &[Cell]) -> f32 {
    let (mut width, mut breadth, mut chars) = (0.0, 0.0, 0);
    for cell in members.iter().map(|&n| &cells[n]).filter(|cell| !cell.mark) {
        (width, breadth, chars) = (width + cell.rect.width(), breadth + cell.breadth, chars + cell.chars);
    }
    if chars < LEAST_LETTERS { 0.0 } else { width / breadth }
}

/// Letters whose width says something of the size of their print: two short words. How much they say was counted on 255 pages of five
/// makes, for lines of 11 letters and more: 1 line of text in 50 seems larger by a quarter, and 1 title in 50 is no larger than that.
const LEAST_LETTERS: usize = 7;

/// The pitch of the ideographs of a line, where it has enough of them: of a few, what each takes of their width.
pub(super) fn pitch(members: &[usize], cells: &[Cell]) -> Option<f32> {
    let pitches = pitches(members.iter().map(|&n| &cells[n]));
    if pitches.len() >= 3 {
        let wide: usize = members.iter().map(|&n| cells[n].wide).sum();
        return (wide >= 4).then(|| median(pitches));
    }
    let mut words = members.iter().map(|&n| &cells[n]).filter(|cell| !cell.mark);
    let first = words.next()?;
    let (units, end) = words.fold((units(first), first.rect.x1), |(sum, _), cell| (sum + units(cell), cell.rect.x1));
    let wide = members.iter().any(|&n| cells[n].wide > 0);
    (wide && units >= LEAST_UNITS).then(|| (end - first.rect.x0) / (units - BEARING))
}

/// Ideographs whose width says something, and the share of the pitch that the last one leaves white.
const LEAST_UNITS: f32 = 2.0;
const BEARING: f32 = 0.1;

/// Width of a word in ideographs: letters and figures are half as wide.
fn units(cell: &Cell) -> f32 {
    cell.wide as f32 + (cell.chars - cell.wide) as f32 * 0.5
}

/// Steps from word to word in ideographs. Boxes of marks are guesses.
pub(super) fn pitches<'c>(members: impl Iterator<Item = &'c Cell>) -> Vec<f32> {
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

pub(super) fn page_em(cells: &[Cell]) -> f32 {
    let mut sizes = Vec::new();
    let mut start = 0;
    while start < cells.len() {
        let line = cells[start].line;
        let members: Vec<usize> = (start..cells.len()).take_while(|&n| cells[n].line == line).collect();
        start += members.len();
        sizes.extend(std::iter::repeat_n(size(&members, cells), members.len()));
    }
    let em = median(sizes).max(1.0);
    let wide: Vec<f32> = cells.iter().filter(|c| c.wide > 0 && !c.mark).map(Cell::tall).collect();
    if wide.len() * 2 > cells.len() { em.min(median(wide) * SPACED).max(1.0) } else { em }
}

/// Middles closer than this, in em, are of one line.
pub(super) const SAME_LINE: f32 = 0.4;

/// Ideographs stand no further apart than this, in their height, but where a narrow column spreads them over its measure: 1.05 to 1.2
/// on 130 pages, 1.3 to 1.5 on those of columns of five or six ideographs.
pub(super) const SPACED: f32 = 1.2;

/// Turns the boxes by the median slope of the lines, and says what it is.
pub(super) fn deskew(cells: &mut [Cell], graphics: &mut [Rect], em: f32) -> f32 {
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
    slope
}

/// Ends the box of each word where the next one of its line begins: engines draw some around half the line.
pub(super) fn clip(cells: &mut [Cell]) {
    for n in 1..cells.len() {
        let (next, line) = (cells[n].rect.x0, cells[n].line);
        let cell = &mut cells[n - 1];
        if cell.line == line && next > cell.rect.x0 && next < cell.rect.x1 {
            cell.rect.x1 = next;
        }
    }
}

/// Lines whose boxes reach further together than this, in the usual height of one, lean: they say nothing. Boxes that are higher than
/// all others together by that much were not drawn around letters. By hand, on hOCR and PAGE pages of three sets.
const LEVEL: f32 = 1.3;
const GUESSED: f32 = 1.25;

/// Takes boxes that several words of a line have alike, higher than those of all others, back to the height of these: where an engine does
/// not know where its ideographs stand, it gives all of them the height of the line above and below.
pub(super) fn level(cells: &mut [Cell]) {
    for line in cells.chunk_by_mut(|a, b| a.line == b.line) {
        let reach = |cell: &Cell| (cell.rect.y0.to_bits(), cell.rect.y1.to_bits());
        let mut reaches: Vec<(u32, u32)> = line.iter().map(reach).collect();
        reaches.sort_unstable();
        let alike: HashSet<(u32, u32)> = reaches.windows(2).filter(|w| w[0] == w[1]).map(|w| w[0]).collect();
        let drawn: Vec<Rect> = line.iter().filter(|cell| !cell.mark && !alike.contains(&reach(cell))).map(|cell| cell.rect).collect();
        let height = median(drawn.iter().map(Rect::height).collect());
        let Some(all) = drawn.into_iter().reduce(Rect::union).filter(|all| all.height() <= height * LEVEL) else { continue };
        for cell in line.iter_mut().filter(|cell| cell.wide > 0 && alike.contains(&reach(cell))) {
            if cell.rect.height() > all.height() * GUESSED {
                cell.rect = Rect::new(cell.rect.x0, all.y0, cell.rect.x1, all.y1);
            }
        }
    }
}

/// Takes the boxes of ideographs back to what they can fill; engines stretch them over the white beside them.
pub(super) fn narrow(cells: &mut [Cell], lines: &Lines, em: f32) {
    for cell in cells.iter_mut().filter(|c| c.wide == c.chars) {
        let most = lines.size[cell.line].max(em) * 1.1 * cell.chars as f32;
        let extra = (cell.rect.width() - most).max(0.0) / 2.0;
        cell.rect = Rect::new(cell.rect.x0 + extra, cell.rect.y0, cell.rect.x1 - extra, cell.rect.y1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heights_that_an_engine_guessed_are_those_of_the_letters_beside_them() {
        let line = |heights: &[(f32, f32)]| {
            let cell = |(n, &(y0, y1)): (u8, &(f32, f32))| {
                let x = 12.0 * f32::from(n);
                Cell { rect: Rect::new(x, y0, x + 10.0, y1), chars: 1, wide: 1, ..crate::geometry::tests::cell(0, 0, 0.0, 0.0) }
            };
            let mut cells: Vec<Cell> = (0..).zip(heights).map(cell).collect();
            level(&mut cells);
            cells.iter().map(|cell| (cell.rect.y0, cell.rect.y1)).collect::<Vec<_>>()
        };
        let guess = (6.0, 24.0);
        assert_eq!(line(&[(10.0, 20.0), (10.0, 20.5), guess, guess])[2..], [(10.0, 20.5); 2]);
        // One alone may be large, nobody knows better, or the others lean.
        for heights in [[(10.0, 20.0), (10.0, 20.5), (10.5, 20.0), guess], [guess; 4], [(0.0, 10.0), (4.0, 14.0), guess, guess]] {
            assert_eq!(line(&heights), heights);
        }
    }

    #[test]
    fn the_width_of_latin_words_tells_their_size_where_their_height_does_not() {
        let words = |size: f32, height: f32| {
            let cell = |(n, word): (u8, &str)| Cell {
                rect: Rect::new(100.0 * f32::from(n), 0.0, 100.0 * f32::from(n) + size * crate::geometry::breadth(word), height),
                chars: word.len(),
                breadth: crate::geometry::breadth(word),
                ..crate::geometry::tests::cell(0, 0, 0.0, 0.0)
            };
            (0..).zip(["filling", "MOWERS", "in"]).map(cell).collect::<Vec<_>>()
        };
        for (size, height) in [(10.0, 10.0), (10.0, 24.0), (16.0, 10.0)] {
            assert!((advance(&[0, 1, 2], &words(size, height)) - size).abs() < 0.01, "{size} {height}");
        }
        assert_eq!(advance(&[2], &words(10.0, 10.0)), 0.0);
    }

    #[test]
    fn a_latin_line_is_no_larger_than_its_width_says() {
        let line = |n: u8, size: f32, height: f32| {
            let word = |x0: f32| Cell {
                rect: Rect::new(x0, 20.0 * f32::from(n), x0 + size * 4.0, 20.0 * f32::from(n) + height),
                ..crate::geometry::tests::cell(0, usize::from(n), 0.0, 0.0)
            };
            [word(0.0), word(60.0), word(120.0)]
        };
        // Two lines of text whose boxes are too high, and two titles, of which one is narrow.
        let lines = [(10.0, 10.0), (10.0, 10.0), (10.0, 19.0), (10.0, 10.0), (20.0, 20.0), (16.0, 19.0), (10.0, 11.0)];
        let cells: Vec<Cell> = (0..).zip(lines).flat_map(|(n, (size, height))| line(n, size, height)).collect();
        let found = Lines::of(&cells).size;
        assert_eq!(found.iter().map(|size| size.round()).collect::<Vec<_>>(), [10.0, 10.0, 12.0, 10.0, 20.0, 19.0, 11.0]);
    }

    #[test]
    fn ideographs_are_no_larger_than_their_height_says() {
        // The last of the lines misses every second ideograph.
        let line = |n: usize, step: f32, size: f32| {
            let ideograph = move |k: u8| Cell {
                rect: Rect::new(step * f32::from(k), 0.0, step * f32::from(k) + size, size),
                wide: 1,
                chars: 1,
                ..crate::geometry::tests::cell(0, n, 0.0, 0.0)
            };
            (0..8).map(ideograph).collect::<Vec<_>>()
        };
        let cells = [line(0, 10.0, 10.0), line(1, 10.0, 10.0), line(2, 20.0, 20.0), line(3, 20.0, 10.0)].concat();
        let found = Lines::of(&cells).size;
        assert_eq!(found.iter().map(|size| size.round()).collect::<Vec<_>>(), [10.0, 10.0, 20.0, 13.0]);
    }

    #[test]
    fn ideographs_spread_over_a_narrow_column_are_no_larger() {
        for (pitch, wanted) in [(11.0, 11.0), (16.0, 12.0)] {
            let cell = |n: u8| {
                let x = pitch * f32::from(n % 5);
                Cell {
                    rect: Rect::new(x, 0.0, x + 9.0, 10.0),
                    wide: 1,
                    chars: 1,
                    ..crate::geometry::tests::cell(0, usize::from(n / 5), 0.0, 0.0)
                }
            };
            let cells: Vec<Cell> = (0..40).map(cell).collect();
            assert!((page_em(&cells) - wanted).abs() < 0.01, "{pitch}");
        }
    }
}
