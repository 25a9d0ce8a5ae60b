//! Pages whose lines run down and follow each other from right to left, as Chinese and Japanese newspapers were set.
//!
//! Turned by a quarter such a page is like any other: tiers become columns, and lines rows. What is set across it (a folio, a
//! headline over a tier) is ordered by itself, and stands before the line that begins next to its right end.

use crate::geometry::{Cell, Group, across};
use crate::reader::Rect;

/// A line is this much longer in the direction in which it runs.
const LONGER: f32 = 1.5;
/// A line of fewer characters shows no direction.
const FEW: usize = 2;
/// What is not below the end of a line set across is this much further away.
const NOT_BELOW: f32 = 4.0;

/// The blocks of a page whose lines run down; the words and graphics come back where they run across.
pub(super) fn groups(cells: Vec<Cell>, graphics: Vec<Rect>) -> Result<Vec<Group>, (Vec<Cell>, Vec<Rect>)> {
    let Some(flat) = flat_lines(&cells) else { return Err((cells, graphics)) };
    let right = cells.iter().map(|c| &c.rect).chain(&graphics).map(|r| r.x1).fold(0.0, f32::max);
    let turned = |r: &Rect| Rect::new(r.y0, right - r.x1, r.y1, right - r.x0);
    let (mut down, mut flat_cells) = (Vec::new(), Vec::new());
    let (mut down_numbers, mut flat_numbers) = (Vec::new(), Vec::new());
    for (n, cell) in cells.into_iter().enumerate() {
        if flat.get(cell.line).copied().unwrap_or(false) {
            flat_numbers.push(n);
            flat_cells.push(cell);
        } else {
            down_numbers.push(n);
            down.push(Cell { rect: turned(&cell.rect), ..cell });
        }
    }
    let down = numbered(across(down, graphics.iter().map(turned).collect()), &down_numbers);
    Ok(woven(down, numbered(across(flat_cells, Vec::new()), &flat_numbers), turned))
}

/// For each of the engine's lines, whether it runs across a page that runs down; nothing where the page does not.
fn flat_lines(cells: &[Cell]) -> Option<Vec<bool>> {
    let lines = || {
        cells.chunk_by(|a, b| a.line == b.line).filter_map(|line| {
            let rect = line.iter().map(|c| c.rect).reduce(Rect::union)?;
            Some((line.first()?.line, rect, line.iter().map(|c| c.wide).sum()))
        })
    };
    if !runs_down(lines().map(|(_, rect, chars)| (rect, chars))) {
        return None;
    }
    let mut flat = vec![false; cells.iter().map(|c| c.line + 1).max().unwrap_or(0)];
    for (line, ..) in lines().filter(|(_, rect, chars)| *chars >= FEW && is_longer(rect.width(), rect.height())) {
        flat[line] = true;
    }
    Some(flat)
}

/// Whether most East Asian characters stand in lines that run down; for each line its box and how many it has.
pub(crate) fn runs_down(lines: impl Iterator<Item = (Rect, usize)>) -> bool {
    let (mut down, mut over) = (0, 0);
    for (rect, chars) in lines.filter(|line| line.1 >= FEW) {
        if is_longer(rect.height(), rect.width()) {
            down += chars;
        } else if is_longer(rect.width(), rect.height()) {
            over += chars;
        }
    }
    down > over
}

fn is_longer(one: f32, other: f32) -> bool {
    one > other * LONGER
}

/// Groups of some of the words, by the numbers that these have among all words.
fn numbered(mut groups: Vec<Group>, numbers: &[usize]) -> Vec<Group> {
    for cell in groups.iter_mut().flat_map(|g| &mut g.rows).flat_map(|row| &mut row.cells) {
        *cell = numbers.get(*cell).copied().unwrap_or(*cell);
    }
    groups
}

/// What is set across stands before the lines that begin next to its right end.
fn woven(down: Vec<Group>, flat: Vec<Group>, turned: impl Fn(&Rect) -> Rect) -> Vec<Group> {
    let near = |group: &Group| {
        let own = turned(&group.rows.iter().map(|row| row.rect).reduce(Rect::union)?);
        let distances = down.iter().map(|group| group.rows.iter().map(|row| distance(&own, &row.rect)).fold(f32::MAX, f32::min));
        distances.enumerate().min_by(|a, b| a.1.total_cmp(&b.1)).map(|(n, _)| n)
    };
    let mut flat: Vec<(usize, Group)> = flat.into_iter().map(|group| (near(&group).unwrap_or(0), group)).collect();
    flat.sort_by_key(|place| place.0);
    let mut flat = flat.into_iter().peekable();
    let mut out = Vec::with_capacity(down.len() + flat.len());
    for (n, group) in down.into_iter().enumerate() {
        let mut apart = false;
        // Nothing goes on from what stands in between, nor in it.
        while let Some((_, across)) = flat.next_if(|place| place.0 == n) {
            out.push(Group { goes_on: across.goes_on && apart, ..across });
            apart = true;
        }
        out.push(Group { goes_on: group.goes_on && !apart, ..group });
    }
    out.extend(flat.map(|place| place.1));
    out
}

/// How far a line that runs down begins from the right end of one that runs across, both turned.
fn distance(flat: &Rect, row: &Rect) -> f32 {
    let below = row.x0 - flat.x1;
    let below = if below < -flat.width() { -below * NOT_BELOW } else { below.abs() };
    below + (row.y0 - flat.y0).abs()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::tests::cell;

    /// Two tiers of ten lines that run down, four words each, and a folio across the head of the page.
    fn page() -> Vec<Cell> {
        let mut cells = vec![Cell { wide: 4, chars: 4, rect: Rect::new(0.0, 0.0, 80.0, 20.0), ..cell(0, 0, 0.0, 0.0) }];
        for n in 0..20_u8 {
            let (x, y) = (300.0 - 30.0 * f32::from(n % 10), 60.0 + 400.0 * f32::from(n / 10));
            for k in 0..4_u8 {
                let y = y + 80.0 * f32::from(k);
                let rect = Rect::new(x, y, x + 20.0, y + 78.0);
                cells.push(Cell { wide: 4, chars: 4, rect, ..cell(cells.len(), usize::from(n) + 1, 0.0, 0.0) });
            }
        }
        cells
    }

    fn order(cells: Vec<Cell>) -> Option<Vec<usize>> {
        let groups = groups(cells, Vec::new()).ok()?;
        Some(groups.iter().flat_map(|g| &g.rows).flat_map(|row| row.cells.iter().copied()).collect())
    }

    #[test]
    fn lines_that_run_down_follow_from_right_to_left() {
        assert_eq!(order(page()), Some((0..81).collect()));
    }

    #[test]
    fn a_page_that_runs_across_is_left_to_others() {
        let mut cells = page();
        for cell in &mut cells {
            cell.rect = Rect::new(cell.rect.y0, cell.rect.x0, cell.rect.y1, cell.rect.x1);
        }
        assert_eq!(order(cells), None);
        assert_eq!(order(Vec::new()), None);
    }
}
